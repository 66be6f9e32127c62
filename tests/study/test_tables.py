"""Tables as people's spreadsheets write them: they load right, or say what is wrong and where."""

import json
import zipfile

import frictionless
import pandas as pd
import pytest

from compendium.errors import TableError
from compendium.layout import Layout
from compendium.own.check import check_study
from compendium.study.encoding import decode
from compendium.study.kinds import KINDS, load_schema
from compendium.study.study import read_study
from compendium.study.tables import read_table
from tiny_compendium import ABOUT, TABLES, write_tables

PLAIN = "item,round,score\n1,T1,50\n2,T1,62.5\n"


def read(tmp_path, content, kind="scores"):
    path = tmp_path / f"{kind}.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_table(path, kind, shown=f"data/mine/{kind}.csv")


def message(tmp_path, content, kind="scores"):
    with pytest.raises(TableError) as caught:
        read(tmp_path, content, kind)
    return str(caught.value)


@pytest.mark.parametrize(
    "content",
    [
        PLAIN,
        PLAIN.replace(",", ";"),
        PLAIN.replace(",", ";").replace("62.5", "62,5"),
        PLAIN.replace(",", "\t"),
        PLAIN.replace("\n", "\r\n"),
        PLAIN.encode("utf-8-sig"),
        PLAIN.encode("utf-16"),
        PLAIN.replace(",", "\t").encode("utf-16"),
        b"\xfe\xff" + PLAIN.encode("utf-16-be"),
        PLAIN.removesuffix("\n"),
        PLAIN.replace("item,round,score", "Item, ROUND ,Score"),
        PLAIN.replace("1,T1,50", " 1 , T1 ,50 "),
        'item,round,score\n"1","T1","50"\n"2","T1","62.5"\n',
        'item;round;score\n"1";"T1";"50"\n"2";"T1";"62,5"\n',
        "item,round,score,,\n1,T1,50,,\n2,T1,62.5,,\n",
    ],
    ids=[
        "commas",
        "semicolons",
        "semicolons and decimal commas",
        "tabs",
        "Windows line ends",
        "byte-order mark",
        "UTF-16",
        "UTF-16 and tabs",
        "UTF-16, big end first",
        "no line end at the end",
        "header in capitals",
        "spaces around cells",
        "quoted cells",
        "quoted semicolons",
        "empty columns at the right",
    ],
)
def test_every_way_of_writing_gives_the_same_table(tmp_path, content):
    table = read(tmp_path, content)
    assert table.to_dict("list") == {
        "item": ["1", "2"],
        "round": ["T1", "T1"],
        "score": [50.0, 62.5],
    }
    assert str(table["score"].dtype) == "Float64"
    assert list(table.index) == [2, 3]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1", "cp1252"])
def test_letters_with_accents_survive_every_encoding(tmp_path, encoding):
    text = "item,dimension,label\n1,Ruïne,één café – ça va\n"
    text = text.replace("–", "-") if encoding == "latin-1" else text
    table = read(tmp_path, text.encode(encoding), "items")
    assert table.loc[2, "dimension"] == "Ruïne"
    assert table.loc[2, "label"] == text.splitlines()[1].split(",")[2]


def test_bytes_that_western_windows_does_not_have_are_read_as_another_encoding():
    assert decode(b"caf\x8e \x81") == "café Å"


def test_the_file_is_never_changed(tmp_path):
    content = PLAIN.replace(",", ";").encode("utf-16")
    read(tmp_path, content)
    assert (tmp_path / "scores.csv").read_bytes() == content


def test_blank_rows_are_left_out_and_row_numbers_kept(tmp_path):
    table = read(tmp_path, "item,round,score\n\n1,T1,50\n,,\n  ,,\n2,T1,25\n\n")
    assert list(table.index) == [3, 6]
    text = "item,round,score\n\n1,T1,50\n,,\n2,T1,high\n"
    assert message(tmp_path, text) == (
        "data/mine/scores.csv, row 5, column score: 'high' is not a number. "
        "Write one number, in digits."
    )


def test_a_short_row_ends_in_empty_cells(tmp_path):
    table = read(tmp_path, "event,label,start,stated,end\ntalk,Talk,2023,stated\n", "events")
    assert pd.isna(table.loc[2, "end"])
    assert table.loc[2, "start"] == "2023"


def test_a_quoted_cell_may_hold_separators_quotes_and_line_ends(tmp_path):
    text = 'item,dimension,label\n1,D,"a, ""b""\nand c"\n2,D,x\n'
    table = read(tmp_path, text, "items")
    assert table["label"].to_list() == ['a, "b"\nand c', "x"]
    assert list(table.index) == [2, 3]


def test_columns_stand_in_the_order_of_the_kind_and_extra_ones_last(tmp_path):
    table = read(tmp_path, "remark,score,round,item\nlow,50,T1,1\n,25,T1,2\n")
    assert list(table) == ["item", "round", "score", "remark"]
    assert table["remark"].to_list()[0] == "low"
    assert pd.isna(table["remark"].to_list()[1])


def test_optional_columns_that_are_absent_come_out_empty_and_typed(tmp_path):
    table = read(tmp_path, "event,label,stated\ntalk,Talk,unknown\n", "events")
    assert str(table["n"].dtype) == "Int64"
    assert table[["start", "end", "element", "n", "unit"]].isna().all(axis=None)


@pytest.mark.parametrize(
    ("kind", "content", "expected"),
    [
        (
            "scores",
            "item,round,score\n1,T1,high\n2,T1,50\n3,T1,?\n4,T1,low\n5,T1,-\n",
            "data/mine/scores.csv, row 2, column score: 'high' is not a number "
            "(4 such rows: 2, 4, 5, ...). Write one number, in digits.",
        ),
        (
            "scores",
            "item,round,score\n1,T1,nan\n2,T1,inf\n",
            "data/mine/scores.csv, row 2, column score: 'nan' is not a number "
            "(2 such rows: 2, 3). Leave the cell empty where there is no number.",
        ),
        (
            "scores",
            'item,round,score\n1,T1,"62,5"\n',
            "data/mine/scores.csv, row 2, column score: '62,5' is not a number. Write 62.5.",
        ),
        (
            "scores",
            "item;round;score\n1;T1;1.234,5\n",
            "data/mine/scores.csv, row 2, column score: '1.234,5' is not a number. Write 1234.5.",
        ),
        (
            "events",
            "event,label,stated,n\ntalk,Talk,unknown,2.5\n",
            "data/mine/events.csv, row 2, column n: '2.5' is not a whole number. Correct the cell.",
        ),
        (
            "events",
            "event,label,stated,n\ntalk,Talk,unknown,0\n",
            "data/mine/events.csv, row 2, column n: 0 is below 1. Correct the n.",
        ),
        (
            "presence",
            "case,factor,present\nA,room,perhaps\n",
            "data/mine/presence.csv, row 2, column present: 'perhaps' is not yes or no. "
            "Correct the cell.",
        ),
        (
            "scores",
            "item,round,score\n1,T1,50\n2,T1,101\n3,T1,-1\n",
            "data/mine/scores.csv, row 3, column score: 101 is outside 0-100 "
            "(2 such rows: 3, 4). Correct the score.",
        ),
        (
            "segments",
            "segment,code,source,form\np1,a,s,quote\n",
            "data/mine/segments.csv, row 2, column form: 'quote' is not one of quotation, mention, "
            "coding. Use one of them.",
        ),
        (
            "scores",
            "item,round,score\n1,T1,50\n2,T1,50\n1,T1,60\n",
            "data/mine/scores.csv, row 4: item '1', round 'T1' stands in row 2 already; the same "
            "item and round may stand only once. Remove one of the rows, or give it another name.",
        ),
        (
            "scores",
            "item,round,score\n1,T1,50\n1,,50\n,T1,60\n",
            "data/mine/scores.csv, row 4, column item: the cell is empty. Fill it in.\n"
            "data/mine/scores.csv, row 3, column round: the cell is empty. Fill it in.",
        ),
        (
            "events",
            "event,label,stated,start\na,A,stated,15-09-2023\nb,B,stated,2023-02-29\n",
            "data/mine/events.csv, row 2, column start: '15-09-2023' is not a date in EDTF. "
            "Write 2023-09-15.\n"
            "data/mine/events.csv, row 3, column start: '2023-02-29' is not a date in EDTF. "
            "Write 2023, 2023-09 or 2023-09-15, with ~ behind it when it is approximate.",
        ),
        (
            "scores",
            "item,round,scores\n1,T1,50\n",
            "data/mine/scores.csv: the column score is missing; found the columns item, round, "
            "scores. Rename the column 'scores'.",
        ),
        (
            "scores",
            "item|round|score\n1|T1|50\n",
            "data/mine/scores.csv: the names of the columns are not in cells of their own: "
            "'item|round|score'. In the spreadsheet, save the table as CSV (UTF-8), with a comma "
            "or a semicolon in place of | between the cells.",
        ),
        (
            "scores",
            "item,round,score,Item\n1,T1,50,1\n",
            "data/mine/scores.csv, row 1: the column 'item' stands twice. "
            "Give each column a name of its own.",
        ),
        (
            "scores",
            "item,,round,score\n1,x,T1,50\n",
            "data/mine/scores.csv, row 1: column B has no name. "
            "Give each column a name of its own.",
        ),
        (
            "items",
            "item,dimension,label\n1,D,a\n2,D,b, c\n3,D,d\n4,D,e, f, g\n",
            "data/mine/items.csv, row 3: 4 cells under 3 columns (2 such rows: 3, 5). "
            "Put text that holds the separator between quotation marks.",
        ),
        (
            "items",
            'item,dimension,label\n1,D,a\n2,D,"b\n3,D,c\n',
            "data/mine/items.csv, row 3: the quotation marks do not pair up (unexpected end of "
            "data). Write text that holds a comma or a quotation mark as "
            '"text, with "" inside".',
        ),
        (
            "scores",
            "",
            "data/mine/scores.csv: the file is empty. Its first row must name the columns.",
        ),
        (
            "scores",
            "\ufeff\r\n",
            "data/mine/scores.csv: the file is empty. Its first row must name the columns.",
        ),
        (
            "scores",
            PLAIN.encode("utf-16")[:-1],
            "data/mine/scores.csv: the text breaks off in the middle of a character. "
            "In the spreadsheet, save the table as CSV (UTF-8) again.",
        ),
    ],
)
def test_what_is_wrong_is_said_with_row_and_column(tmp_path, kind, content, expected):
    assert message(tmp_path, content, kind) == expected


def test_all_problems_of_a_table_are_told_at_once(tmp_path):
    text = "item,round,score\n1,T1,high\n,T1,120\n1,T1,50\n"
    found = message(tmp_path, text).split("\n")
    assert [line.split(":")[0] for line in found] == [
        "data/mine/scores.csv, row 3, column item",
        "data/mine/scores.csv, row 2, column score",
        "data/mine/scores.csv, row 3, column score",
        "data/mine/scores.csv, row 4",
    ]


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(TableError) as caught:
        read_table(tmp_path / "scores.csv", "scores", shown="data/mine/scores.csv")
    assert str(caught.value) == (
        "data/mine/scores.csv: the file is missing. Put it there, or correct its name."
    )


def test_a_spreadsheet_renamed_to_csv_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "scores.csv", "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/worksheets/sheet1.xml", "<row><c>item</c></row>" * 50)
    with pytest.raises(TableError) as caught:
        read_table(tmp_path / "scores.csv", "scores", shown="data/mine/scores.csv")
    assert str(caught.value) == (
        "data/mine/scores.csv: this is a workbook of Excel, whatever its name says. Rename it to "
        "scores.xlsx, or save it as an Excel workbook (.xlsx) under that name."
    )


def study_with(tmp_path, **changed):
    folder = tmp_path / "data" / "mine"
    write_tables(folder, {**TABLES, **changed})
    (folder / "study.toml").write_text(ABOUT, encoding="utf-8")
    return read_study("mine", layout=Layout(tmp_path))


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (
            {"segments": TABLES["segments"] + "p5,lef,s1,mention,,p. 5\np6,x,s2,mention,,p. 5\n"},
            "data/mine/segments.csv, row 7, column code: 'lef' is not a code of the table codes "
            "(2 such rows: 7, 8). Correct it, or add the code to codes.csv. Did you mean 'left'?",
        ),
        (
            {"codes": TABLES["codes"] + "new,absent,New,code\n"},
            "data/mine/codes.csv, row 7, column parent: 'absent' is not a code of the table codes. "
            "Correct it, or add the code to codes.csv.",
        ),
        (
            {"codes": TABLES["codes"].replace("top,,Top", "top,leaf,Top")},
            "data/mine/codes.csv, row 2, column parent: following the column parent from 'top' "
            "leads back to it (3 such rows: 2, 3, 5). Leave the parent of the topmost code empty.",
        ),
        (
            {"codes": TABLES["codes"].replace("alone,,", "alone,alone,")},
            "data/mine/codes.csv, row 6, column parent: following the column parent from 'alone' "
            "leads back to it. Leave the parent of the topmost code empty.",
        ),
        (
            {"presence": TABLES["presence"] + "C,room,yes\n"},
            "data/mine/presence.csv, row 8, column case: 'C' is not a case of the table cases. "
            "Correct it, or add the case to cases.csv.",
        ),
    ],
)
def test_references_to_rows_that_are_not_there_are_found(tmp_path, changed, expected):
    study = study_with(tmp_path, **changed)
    assert check_study(study) == [expected]
    kind = expected.split("/")[2].partition(".")[0]
    with pytest.raises(TableError) as caught:
        study.table(kind)
    assert str(caught.value) == expected


def test_a_reference_to_a_table_that_the_study_does_not_have_is_let_be(tmp_path):
    folder = tmp_path / "data" / "mine"
    write_tables(folder, {"segments": TABLES["segments"]})
    assert check_study(read_study("mine", layout=Layout(tmp_path))) == []


# The same tables before another judge. Dates and circles are ours alone: a Table Schema cannot
# say them.
SAME_JUDGEMENT = {
    "as it is": {},
    "wrong type": {"scores": "item,round,score\n1,T1,high\n"},
    "not a whole number": {"events": "event,label,stated,n\na,A,unknown,2.5\n"},
    "not yes or no": {"presence": "case,factor,present\nA,room,perhaps\n"},
    "out of range": {"scores": "item,round,score\n1,T1,101\n"},
    "at the edge of the range": {"scores": "item,round,score\n1,T1,100\n2,T1,0\n"},
    "not on the list": {"segments": "segment,code,source,form\np1,left,s1,quote\n"},
    "key twice": {"scores": "item,round,score\n1,T1,50\n1,T1,60\n"},
    "key once per round": {"scores": "item,round,score\n1,T1,50\n1,T2,60\n"},
    "unknown code": {"segments": "segment,code,source,form\np1,lef,s1,mention\n"},
    "unknown source": {"segments": "segment,code,source,form\np1,left,s9,mention\n"},
    "unknown parent": {"codes": TABLES["codes"] + "new,absent,New,code\n"},
    "empty required cell": {"items": "item,dimension,label\n1,Trust,\n2,Trust,b\n3,Means,c\n"},
    "empty optional cell": {"segments": "segment,code,source,form,words\np1,left,s1,mention,\n"},
    "too many cells": {"items": "item,dimension,label\n1,D,a,b\n2,D,b\n3,D,c\n"},
    "extra column": {"items": "item,dimension,label,more\n1,D,a,x\n2,D,b,\n3,D,c,y\n"},
}


@pytest.mark.parametrize("change", SAME_JUDGEMENT.values(), ids=SAME_JUDGEMENT)
def test_frictionless_judges_the_same(tmp_path, change):
    study = study_with(tmp_path, **change)
    resources = [
        {
            "name": kind,
            "path": f"{kind}.csv",
            "schema": described(study.folder / f"{kind}.csv", kind),
        }
        for kind in TABLES
    ]
    package = frictionless.Package.from_descriptor(
        json.loads(json.dumps({"resources": resources})), basepath=str(study.folder)
    )
    report = package.validate()
    theirs = {
        (resource.name, row)
        for resource in report.tasks
        for row in {error.to_descriptor().get("rowNumber") for error in resource.errors}
    }
    ours = {
        (line.split("/")[2].partition(".csv")[0], int(row))
        for line in check_study(study)
        for row in [line.partition(", row ")[2].split(",")[0].split(":")[0]]
    }
    assert ours == theirs


def described(path, kind):
    schema = load_schema(kind)
    known = {field["name"]: field for field in schema["fields"]}
    header = path.read_text(encoding="utf-8").splitlines()[0].split(",")
    return {
        "fields": [known.get(name, {"name": name, "type": "string"}) for name in header],
        "primaryKey": schema["primaryKey"],
        "foreignKeys": [
            key
            for key in schema.get("foreignKeys", [])
            if key["fields"] in header and key["reference"]["resource"] in ("", *TABLES)
        ],
    }


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_a_table_schema(kind):
    schema = load_schema(kind)
    assert frictionless.Schema.from_descriptor(json.loads(json.dumps(schema))).to_descriptor()
    names = [field["name"] for field in schema["fields"]]
    assert schema["name"] == kind
    assert set(schema["primaryKey"]) <= set(names)
    for field in schema["fields"]:
        assert field["description"]
    for key in schema.get("foreignKeys", []):
        target = load_schema(key["reference"]["resource"] or kind)
        assert key["fields"] in names
        assert key["reference"]["fields"] in [field["name"] for field in target["fields"]]


def test_a_passage_may_not_end_before_it_begins(tmp_path):
    content = "segment,code,source,form,start,end\n1,c,s,coding,5,5\n2,c,s,coding,10,0\n"
    assert message(tmp_path, content, "segments") == (
        "data/mine/segments.csv, row 3, column end: 0 comes before the start of the row. Correct "
        "start or end."
    )


def test_a_title_above_the_columns_is_to_be_removed(tmp_path):
    content = b"My study;;\n;;\nitem;round;score\n1;T1;50\n"
    assert message(tmp_path, content, "scores") == (
        "data/mine/scores.csv, row 3: the names of the columns stand here, below a title. "
        "Remove rows 1 to 2, so that they come first."
    )


@pytest.mark.parametrize(
    ("number", "todo"),
    [
        ("1.000", "Write 1000 for thousands, or 1."),
        ("2.500", "Write 2500 for thousands, or 2.5000 for decimals."),
        ("75%", "Write 75, or 0.75, without the sign."),
    ],
)
def test_what_may_be_thousands_is_asked_about(tmp_path, number, todo):
    content = f"respondent,item,round,rating\nA,1,T1,{number}\nB,1,T1,4\n".encode()
    expected = f"row 2, column rating: {number!r} is not a number. {todo}"
    assert message(tmp_path, content, "responses") == f"data/mine/responses.csv, {expected}"


def test_a_whole_number_has_no_point(tmp_path):
    header = "segment;code;source;form;words\n"
    for number, right in (("1.000", False), ("2,000", False), ("3.0", True), ("3", True)):
        content = f"{header}s1;c1;i1;coding;{number}\n".encode()
        if right:
            assert read(tmp_path, content, "segments")["words"].tolist() == [3]
        else:
            assert "is not a whole number. Write" in message(tmp_path, content, "segments")


def test_three_decimals_are_read_where_the_column_tells_that_they_are_decimals(tmp_path):
    content = b"respondent,item,round,rating\nA,1,T1,4.333\nB,1,T1,4.5\n"
    assert read(tmp_path, content, "responses")["rating"].tolist() == [4.333, 4.5]
    content = b"item,round,score\n1,T1,66.667\n"  # a score is at most 100
    assert read(tmp_path, content, "scores")["score"].tolist() == [66.667]


@pytest.mark.parametrize(
    "name", ["Zoe\u0308", "Zo\u00eb", " Zo\u00eb\u00a0", "Zo\u200b\u00eb", "\ufeffZo\u00eb"]
)
def test_names_that_look_the_same_are_the_same(tmp_path, name):
    content = f"respondent,item,round,rating\n{name},1,T1,4\n".encode()
    assert read(tmp_path, content, "responses")["respondent"].tolist() == ["Zo\u00eb"]


@pytest.mark.parametrize("name", ["001", "'001", '"=""001"""'])
def test_a_number_that_is_kept_as_text_is_that_text(tmp_path, name):
    content = f"respondent,item,round,rating\n{name},1,T1,4\n".encode()
    assert read(tmp_path, content, "responses")["respondent"].tolist() == ["001"]
