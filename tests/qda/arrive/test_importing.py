"""A coded project becomes the tables of a study, and a newer one updates them."""

import subprocess
import tomllib
from pathlib import Path

import pandas as pd
import pytest

from compendium import files
from compendium.errors import ProjectError
from compendium.own.check import check_study
from compendium.qda.arrive.importing import prepare_import, write_import
from compendium.qda.arrive.privacy import check_private
from compendium.qda.arrive.record import read_record
from compendium.qda.model.coded import Coded
from compendium.qda.model.shape import as_kinds
from compendium.qda.read.reader import read_coded
from compendium.study.study import read_study
from tiny_compendium import files_in

FILE = Path("interviews.export")


@pytest.fixture
def layout(tiny):
    (tiny.root / ".gitignore").write_text("build/\ndata/*/private/\n")
    return tiny


def project(*, codings, labels=None, tool="A tool", **more):
    """Make a project of pairs of segment and code; each segment has a place of its own."""
    names = list(dict.fromkeys(code for _, code in codings))
    tables = {
        "codes": pd.DataFrame({"code": names, "label": [(labels or {}).get(n, n) for n in names]}),
        "sources": pd.DataFrame({"source": ["a", "b"], "kind": "document", "label": ["A", "B"]}),
        "segments": pd.DataFrame(
            {
                "segment": [segment for segment, _ in codings],
                "code": [code for _, code in codings],
                "source": "a",
                "form": "coding",
                "start": [10 * int(segment[1:]) for segment, _ in codings],
                "end": [10 * int(segment[1:]) + 4 for segment, _ in codings],
            }
        ),
    }
    return Coded(tool, "1", as_kinds(tables), **more)


FIRST = project(codings=[("s1", "time"), ("s1", "ties"), ("s2", "time")])


def bring(layout, coded, study="new", **options):
    arrival = prepare_import(layout, study, coded, file=FILE, **options)
    write_import(arrival)
    return "\n".join(arrival.lines)


def cells(layout, kind, study="new"):
    table = pd.read_csv(layout.data / study / f"{kind}.csv", dtype="str", keep_default_na=False)
    return table


def test_the_tables_pass_the_check_and_can_be_read(layout):
    bring(layout, FIRST)
    study = read_study("new", layout=layout)
    assert study.kinds == ("codes", "sources", "segments")
    assert check_study(study) == []
    assert study.about == {"title": "new"}
    assert study.table("segments")["end"].tolist() == [14, 14, 24]
    assert list(cells(layout, "sources")) == ["source", "kind", "label", "case", "role"]
    assert list(cells(layout, "codes")) == ["code", "label"]


def test_the_same_import_gives_the_same_bytes_and_says_that_nothing_changed(layout):
    bring(layout, FIRST, with_text=True)
    before = files_in(layout.data / "new")
    lines = bring(layout, FIRST, with_text=True)
    assert files_in(layout.data / "new") == before
    assert lines.splitlines() == [
        "codes.csv: 2 rows, as before",
        "sources.csv: 2 rows, as before",
        "segments.csv: 3 rows, as before",
    ]


def test_the_record_names_the_file_without_its_folder(layout, tmp_path):
    path = tmp_path / "Anna Jansen" / "p.csv"
    path.parent.mkdir()
    path.write_text("x")
    write_import(prepare_import(layout, "new", FIRST, file=path))
    text = (layout.data / "new" / "import.toml").read_text()
    assert tomllib.loads(text)["file"] == "p.csv"
    assert "Jansen" not in text


def test_what_was_added_by_hand_stays(layout):
    bring(layout, FIRST)
    folder = layout.data / "new"
    (folder / "cases.csv").write_text("case,label\nnorth,North\n")
    sources = cells(layout, "sources").assign(case=["north", ""], method=["by phone", ""])
    sources.to_csv(folder / "sources.csv", index=False)
    codes = cells(layout, "codes")
    codes.loc[2] = ["own", "Own code"]
    codes.to_csv(folder / "codes.csv", index=False)
    lines = bring(layout, FIRST)
    after = cells(layout, "sources").set_index("source")
    assert after.loc["a", ["case", "method"]].tolist() == ["north", "by phone"]
    assert cells(layout, "codes")["code"].tolist() == ["time", "ties", "own"]
    assert "columns added by hand are kept: method" in lines
    assert "1 row not in the file kept: own" in lines


def test_a_label_changed_by_hand_stays_until_the_project_changes_it_too(layout):
    bring(layout, FIRST)
    folder = layout.data / "new"
    codes = cells(layout, "codes").replace({"label": {"time": "Hours"}})
    codes.to_csv(folder / "codes.csv", index=False)
    lines = bring(layout, FIRST)
    assert "time, label: 'Hours' instead of 'time'" in lines
    assert cells(layout, "codes")["label"].tolist() == ["Hours", "ties"]
    changed = project(
        codings=[("s1", "time"), ("s1", "ties"), ("s2", "time")], labels={"time": "Days"}
    )
    lines = bring(layout, changed)
    assert "1 cell changed by hand and overwritten" in lines
    assert "time, label: 'Hours' becomes 'Days'" in lines
    kept = folder / "private" / "before-import" / "1" / "codes.csv"
    assert "Hours" in kept.read_text()
    assert "kept in data/new/private/before-import/1/" in lines


def test_an_updated_project_shows_what_changed(layout):
    bring(layout, FIRST)
    newer = project(codings=[("s1", "time"), ("s2", "time"), ("s3", "time"), ("s3", "loss")])
    lines = bring(layout, newer)
    assert "codes added: 1 (loss)" in lines
    assert "codes removed: 1 (ties)" in lines
    assert "segments: 2 added, 1 removed, 2 as before" in lines
    assert (
        "codes with another number of segments: 3 (loss 0 to 1, ties 1 to 0, time 2 to 3)" in lines
    )
    assert len(cells(layout, "segments")) == 4


def test_a_renamed_code_is_told_and_keeps_its_columns(layout):
    bring(layout, FIRST)
    folder = layout.data / "new"
    codes = cells(layout, "codes").assign(label_en=["Time", "Ties"])
    codes.to_csv(folder / "codes.csv", index=False)
    newer = project(codings=[("s1", "hours"), ("s1", "ties"), ("s2", "hours")])
    lines = bring(layout, newer)
    assert "codes renamed: 1 (time is now hours)" in lines
    assert "codes added" not in lines
    assert cells(layout, "codes").set_index("code").loc["hours", "label_en"] == "Time"


def test_a_column_that_the_project_no_longer_has_goes(layout):
    tables = dict(FIRST.tables)
    tables["sources"] = tables["sources"].assign(group=["x", "y"])
    bring(layout, Coded("A tool", "1", tables))
    assert "group" in cells(layout, "sources")
    bring(layout, FIRST)
    assert "group" not in cells(layout, "sources")


def test_tables_that_no_import_made_are_not_touched(layout):
    before = files_in(layout.data)
    with pytest.raises(
        ProjectError, match=r"data/tiny: codes.csv, sources.csv and segments.csv not"
    ):
        bring(layout, FIRST, "tiny")
    assert files_in(layout.data) == before
    (layout.data / "tiny" / "segments.csv").write_text("broken\n")
    lines = bring(layout, FIRST, "tiny", replace=True)
    assert "3 files as before the import kept in data/tiny/private/before-import/1/" in lines
    aside = layout.data / "tiny" / "private" / "before-import" / "1"
    assert files_in(aside)["codes.csv"] == before["tiny/codes.csv"]
    assert cells(layout, "codes", "tiny")["code"].tolist() == ["time", "ties"]


def test_a_workbook_with_the_same_table_is_in_the_way(layout):
    folder = layout.data / "new"
    folder.mkdir()
    (folder / "sources.xlsx").write_bytes(b"a workbook")
    with pytest.raises(ProjectError, match=r"sources\.xlsx would stand beside"):
        prepare_import(layout, "new", FIRST, file=FILE)
    assert [path.name for path in folder.iterdir()] == ["sources.xlsx"]


def test_another_program_does_not_update_the_tables(layout):
    bring(layout, FIRST)
    other = project(codings=[("s1", "time")], tool="Another tool")
    with pytest.raises(ProjectError, match="the tables come from A tool, this file from Another"):
        bring(layout, other)


def test_a_code_list_alone_leaves_the_codes_of_segments_in_place(layout):
    bring(layout, FIRST)
    codes = Coded("A tool", "1", {"codes": FIRST.table("codes").head(1)})
    lines = bring(layout, codes)
    assert cells(layout, "codes")["code"].tolist() == ["time", "ties"]
    assert "segments.csv: not in this file; left as it was" in lines


def test_a_study_whose_name_differs_in_capital_letters_only_is_another_on_some_computers(layout):
    bring(layout, FIRST)
    with pytest.raises(ProjectError, match="Type --study new"):
        bring(layout, FIRST, study="NEW")


def test_tables_that_would_not_be_right_are_not_written(layout):
    tables = dict(FIRST.tables)
    tables["sources"] = tables["sources"].assign(source=["a", "a"])
    before = files_in(layout.data)
    with pytest.raises(ProjectError, match=r"so nothing was written:\nsources.csv, row 3"):
        bring(layout, Coded("A tool", "1", tables))
    assert files_in(layout.data) == before


def test_text_stays_in_the_private_folder_and_only_when_asked(layout):
    words = "never an hour for anybody"
    coded = Coded(
        "A tool", "1", FIRST.tables, texts={"a": words}, passages={"s1": words, "s2": words}
    )
    bring(layout, coded)
    assert words not in str(files_in(layout.data))
    bring(layout, coded, with_text=True)
    holding = [name for name, text in files_in(layout.data).items() if words.encode() in text]
    assert holding == ["new/private/passages.csv", "new/private/texts/a.txt"]


def test_a_text_that_was_there_is_set_aside(layout):
    place = layout.data / "new" / "private" / "texts" / "a.txt"
    place.parent.mkdir(parents=True)
    place.write_text("my own transcript")
    bring(layout, Coded("A tool", "1", FIRST.tables, texts={"a": "theirs"}), with_text=True)
    aside = layout.data / "new" / "private" / "before-import" / "1" / "private" / "texts" / "a.txt"
    assert (place.read_text(), aside.read_text()) == ("theirs", "my own transcript")


@pytest.mark.parametrize(
    "rules",
    ["", "build/\n", "# data/*/private/\n", "data/*/private/\n!data/new/private/\n"],
)
def test_nothing_is_written_where_git_would_take_the_texts(layout, rules):
    subprocess.run(["git", "init", "-q", str(layout.root)], check=True)
    (layout.root / ".gitignore").write_text(rules)
    before = files_in(layout.data)
    with pytest.raises(ProjectError, match="data/new/private/: git would take"):
        bring(layout, FIRST)
    assert files_in(layout.data) == before


@pytest.mark.parametrize("rule", ["data/*/private/", "/data/*/private", "private/", "**/private/"])
def test_other_ways_to_ignore_the_folder_are_known(layout, rule):
    subprocess.run(["git", "init", "-q", str(layout.root)], check=True)
    (layout.root / ".gitignore").write_text(f"{rule}\n")
    check_private(layout, "new")


@pytest.mark.parametrize("name", ["../new", "a/b", "", ".hidden", "C:"])
def test_a_study_is_a_folder_in_data_and_nothing_else(layout, name):
    with pytest.raises(ProjectError, match="is the name of its folder in data/"):
        bring(layout, FIRST, name)


def test_a_disk_that_fails_half_way_leaves_everything_as_it_was(layout, monkeypatch):
    bring(layout, FIRST)
    before = files_in(layout.data)
    newer = prepare_import(layout, "new", project(codings=[("s9", "loss")]), file=FILE)
    replace, done = Path.replace, []

    def fail(self, target):
        if len(done) == 2:
            done.append("failed")
            raise OSError(28, "No space left on device")
        done.append(target)
        return replace(self, target)

    monkeypatch.setattr(files.Path, "replace", fail)
    with pytest.raises(ProjectError, match=r"cannot be written .No space left on device."):
        write_import(newer)
    assert "failed" in done
    assert files_in(layout.data) == before


def test_without_the_imported_tables_it_is_said_that_edits_cannot_be_told(layout):
    bring(layout, FIRST)
    folder = layout.data / "new"
    (folder / "private" / "imported" / "codes.csv").unlink()
    codes = cells(layout, "codes").replace({"label": {"time": "Hours"}})
    codes.to_csv(folder / "codes.csv", index=False)
    lines = bring(layout, FIRST)
    assert "codes.csv was changed since it was imported" in lines
    assert cells(layout, "codes")["label"].tolist() == ["time", "ties"]
    assert "Hours" in (folder / "private" / "before-import" / "1" / "codes.csv").read_text()


@pytest.mark.parametrize(
    "text",
    ["tools = 5", "[columns]\ncodes = 5", "[columns]\ncodes = [5]", "[tables]\ncodes = []"],
)
def test_a_record_of_an_import_with_other_types_is_told(text, tmp_path):
    (tmp_path / "import.toml").write_text(text)
    with pytest.raises(ProjectError, match=r"import.toml, \[\w+\]: this is not as an import"):
        read_record(tmp_path)


def test_notes_on_quotes_without_a_place_follow_the_words(layout, tmp_path):
    file = tmp_path / "report.csv"
    head = "Document;Quotation Content;Codes;Number of Codes;Quotation Name\n"
    rows = {word: f"Talk;{word} was said;trust;1;{word}\n" for word in ("alpha", "beta", "gamma")}

    def read(*words):
        file.write_text(head + "".join(rows[word] for word in words))
        return prepare_import(layout, "new", read_coded(file), file=file)

    write_import(read("beta", "gamma"))
    path = layout.data / "new" / "segments.csv"
    lines = path.read_text().splitlines()
    path.write_text("\n".join(f"{line},{note}" for line, note in zip(
        lines, ("note", "on beta", "on gamma"), strict=True)) + "\n")  # fmt: skip
    write_import(read("alpha", "beta", "gamma"))
    assert cells(layout, "segments")["note"].tolist() == ["", "on beta", "on gamma"]
    arrival = read("alpha", "gamma")
    write_import(arrival)
    assert cells(layout, "segments")["note"].tolist() == ["", "on gamma"]
    assert "note: 'on beta'" in "\n".join(arrival.lines)
    assert "beta was said" not in "".join(map(str, files_in(layout.data / "new").values()))


def matrix(path, case, *counts):
    rows = [f",A : {case}", *(f"{n} : {code},{many}" for n, (code, many) in enumerate(counts, 1))]
    path.write_text("\n".join(rows) + "\n")
    return path


def test_a_second_matrix_adds_its_case(layout, tmp_path):
    first = matrix(tmp_path / "a.csv", "Alder", ("Trust", 5), ("Place", 0))
    second = matrix(tmp_path / "b.csv", "Birch", ("Trust", 1), ("Money", 7))
    bring(layout, read_coded(first))
    lines = bring(layout, read_coded(second))
    assert "removed" not in lines
    assert "2 pairs of a case and a factor in no file that was imported" in lines
    assert cells(layout, "cases")["case"].tolist() == ["alder", "birch"]
    assert cells(layout, "codes")["code"].tolist() == ["trust", "place", "money"]
    presence = cells(layout, "presence")
    assert presence[["case", "factor", "passages"]].to_numpy().tolist() == [
        ["alder", "trust", "5"], ["alder", "place", "0"],
        ["birch", "trust", "1"], ["birch", "money", "7"],
    ]  # fmt: skip
    # The newer matrix of a case takes the place of the older one.
    bring(layout, read_coded(matrix(first, "Alder", ("Trust", 6), ("Place", 0))))
    assert cells(layout, "presence")["passages"].tolist() == ["6", "0", "1", "7"]


def test_a_source_of_the_same_name_in_front_takes_no_note(layout, tmp_path):
    def read(*guids):
        sources = "".join(
            f'<TextSource guid="{guid}" name="Talk">'
            f"<PlainTextContent>{guid} said</PlainTextContent>"
            f'<PlainTextSelection guid="s{guid}" startPosition="0" endPosition="{len(guid)}">'
            f'<Coding guid="c{guid}"><CodeRef targetGUID="t"/></Coding></PlainTextSelection>'
            "</TextSource>"
            for guid in guids
        )
        path = tmp_path / "p.qde"
        path.write_text(
            '<Project xmlns="urn:QDA-XML:project:1.0" name="P"><CodeBook><Codes><Code guid="t" '
            f'name="Trust"/></Codes></CodeBook><Sources>{sources}</Sources></Project>'
        )
        return read_coded(path)

    bring(layout, read("aa", "bb"), with_text=True)
    for kind in ("sources", "segments"):
        path = layout.data / "new" / f"{kind}.csv"
        lines = path.read_text().splitlines()
        notes = ("note", "on aa", "on bb")
        path.write_text("".join(f"{a},{b}\n" for a, b in zip(lines, notes, strict=True)))
    lines = bring(layout, read("zz", "aa", "bb"), with_text=True)
    assert "sources added: 1 (Talk)" in lines
    sources = cells(layout, "sources").set_index("guid")
    assert sources["note"].to_dict() == {"zz": "", "aa": "on aa", "bb": "on bb"}
    assert sources["source"].to_dict() == {"zz": "talk_3", "aa": "talk", "bb": "talk_2"}
    segments = cells(layout, "segments").set_index("source")
    assert segments["note"].to_dict() == {"talk_3": "", "talk": "on aa", "talk_2": "on bb"}
    assert (layout.data / "new/private/texts/talk_3.txt").read_text() == "zz said"
