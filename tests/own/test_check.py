"""A study as a whole: everything that is wrong is said at once, and what is worth a look."""

import json
import os

import pytest

from compendium import cli
from compendium.errors import StudyError
from compendium.own.check import check_study
from compendium.own.hints import study_hints
from compendium.study.scale import read_scale
from compendium.study.study import read_study
from tiny_compendium import ABOUT, TABLES

RESPONSES = "respondent,item,round,rating\nA,1,T1,4\nB,1,T1,\nA,2,T1,5\nA,3,T1,1\n"


def put(tiny, name, text):
    path = tiny.data / "tiny" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def problems(tiny):
    return check_study(read_study("tiny", layout=tiny))


def hints(tiny):
    return study_hints(read_study("tiny", layout=tiny))


def about(tiny, old, new):
    assert old in ABOUT
    put(tiny, "study.toml", ABOUT.replace(old, new))


def test_a_study_without_a_fault(tiny):
    put(tiny, "responses.csv", RESPONSES)
    assert problems(tiny) == []
    assert hints(tiny) == []


# The scale


def test_answers_outside_of_the_scale_are_named(tiny):
    ratings = ["4", "7", "", "0", "5", "6"]
    rows = [f"R{place},1,T1,{rating}" for place, rating in enumerate(ratings)]
    put(tiny, "responses.csv", "\n".join(["respondent,item,round,rating", *rows]))
    assert problems(tiny) == [
        "data/tiny/responses.csv, row 3, column rating: 7 is outside 1-5 (3 such rows: 3, 5, 7). "
        "Correct the rating, or set the scale's range in study.toml."
    ]
    about(tiny, "points = 5", "low = 0\nhigh = 7")
    assert problems(tiny) == []


def test_a_questionnaire_without_a_scale(tiny):
    put(tiny, "study.toml", 'title = "T"\n')
    lacks = (
        "data/tiny/study.toml: [scale] lacks low and high. Add a section [scale] with low and "
        "high: the lowest and the highest answer that a respondent can give, such as low = 1 and "
        "high = 5."
    )
    assert problems(tiny) == [lacks]
    put(tiny, "study.toml", "[scale]\nlow = 1\nhigh = 5\n")
    assert problems(tiny) == [
        "data/tiny/study.toml: [scale] lacks respondents. Add a line respondents = 12 (how many "
        "people answered) to the section [scale]."
    ]
    put(tiny, "responses.csv", RESPONSES)
    assert problems(tiny) == []
    for name in ("scores.csv", "responses.csv"):
        (tiny.data / "tiny" / name).unlink()
    put(tiny, "study.toml", "")
    assert problems(tiny) == []


def test_respondents_are_counted_where_they_are_not_given(tiny):
    put(tiny, "responses.csv", RESPONSES)
    put(tiny, "study.toml", "[scale]\nlow = 0\nhigh = 10\n")
    assert read_study("tiny", layout=tiny).scale == {
        "low": 0, "high": 10, "points": 11, "respondents": 2, "minimum": 0, "maximum": 100,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("given", "points", "low", "high"),
    [
        ({"points": 5}, 5, 1, 5),
        ({"low": 0, "high": 4}, 5, 0, 4),
        ({"low": -2, "high": 2, "points": 5}, 5, -2, 2),
    ],
)
def test_the_range_of_a_scale_follows_from_what_is_given(given, points, low, high):
    scale = read_scale(given, "study.toml")
    assert (scale["points"], scale["low"], scale["high"]) == (points, low, high)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"low": 1}, r"lacks low and high"),
        ({"low": 1, "points": 5}, r"lacks low and high"),
        ("five", r"lacks low and high"),
        ({"low": 1, "high": "5"}, r"high in \[scale\] is '5', which is not a whole number"),
        ({"points": 5.5}, r"points in \[scale\] is 5.5, which is not a whole number"),
        ({"points": True}, r"is True, which is not a whole number"),
        ({"low": 5, "high": 1}, r"goes from 5 to 1. The highest answer must be above"),
        ({"points": 1}, r"goes from 1 to 1"),
        ({"low": 1, "high": 5, "points": 7}, r"says points = 7, but from 1 to 5 there are 5"),
    ],
)
def test_a_scale_that_cannot_be(given, message):
    with pytest.raises(StudyError, match=message):
        read_scale(given, "study.toml")


def test_an_item_that_nobody_answered_is_a_hint(tiny):
    put(tiny, "responses.csv", "respondent,item,round,rating\nA,1,T1,4\nA,2,T1,\n")
    assert problems(tiny) == []
    assert hints(tiny) == [
        "data/tiny/items.csv, row 3, column item: nobody answered '2' (2 such rows: 3, 4). Add the "
        "answers to data/tiny/responses.csv, or leave it so."
    ]


def test_an_answer_to_an_unknown_item_is_named(tiny):
    put(tiny, "responses.csv", RESPONSES + "A,9,T1,4\n")
    (message,) = problems(tiny)
    assert message.startswith("data/tiny/responses.csv, row 6, column item: '9' is not an item")


# study.toml


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("title =", "titel =", "nothing reads 'titel'. Did you mean title?"),
        (
            "title =",
            "colour =",
            "nothing reads 'colour'. Use title, label, language, report_language, date, rounds",
        ),
        ("authors", "autors", "nothing reads 'autors' in [source]. Did you mean authors?"),
        (
            "respondents = 2",
            "respondents = 2\nhihg = 5",
            "nothing reads 'hihg' in [scale]. Did you",
        ),
        ("year = 2024", "year = 2024\nsomething = 1", ""),
        ('label = "Tiny"', "label = 7", "label is no text. Put it between quotation marks."),
    ],
)
def test_lines_of_study_toml_that_nothing_reads(tiny, old, new, message):
    about(tiny, old, new)
    found = problems(tiny)
    assert [line for line in found if f"data/tiny/study.toml: {message}" in line] == (
        found if message else []
    )
    assert len(found) == bool(message)


def test_a_section_that_is_written_as_a_line(tiny):
    put(tiny, "study.toml", 'source = "a thesis"\n[scale]\npoints = 5\nrespondents = 2\n')
    (message,) = problems(tiny)
    assert message.startswith("data/tiny/study.toml: source is 'a thesis'. Make it a section")


# Printed numbers and the crosswalk


def printed(tiny, *asked):
    rows = [
        f"p{place},text,p. 1,mean,50,{analysis},{value}"
        for place, (analysis, value) in enumerate(asked)
    ]
    header = "printed_id,artefact,where,quantity,printed,analysis,value"
    put(tiny, "printed.csv", "\n".join([header, *rows]))


def test_a_printed_number_of_an_unknown_analysis(tiny):
    printed(tiny, ("quik", "mean"), ("quick", ""), ("", ""))
    assert problems(tiny) == [
        "data/tiny/printed.csv, row 2, column analysis: 'quik' is not an analysis. "
        "Did you mean quick?"
    ]


def test_a_printed_number_of_an_unknown_value_is_found_once_there_are_values(tiny):
    printed(tiny, ("quick", "group.n"), ("quick", "maen"))
    assert problems(tiny) == []
    folder = tiny.artefacts("tiny", "quick")
    folder.mkdir(parents=True)
    (folder / "values.json").write_text(json.dumps({"mean": 50, "group": {"n": 3}}))
    assert problems(tiny) == [
        "data/tiny/printed.csv, row 3, column value: 'maen' is not a value of quick. Did you mean "
        "mean? All values are in figures/tiny/quick/values.json."
    ]


def test_a_crosswalk_of_a_study_that_is_not_there(tiny):
    put(tiny, "concepts.csv", "concept,label,meaning\ntrust,Trust,Confidence\n")
    row = "top,trust,named\n"
    text = f"study,code,concept,reason\ntiny,{row}tinny,{row}gone,{row}gone,{row}"
    put(tiny, "crosswalk.csv", text.replace("gone,top", "gone,left", 1))
    assert problems(tiny) == [
        "data/tiny/crosswalk.csv, row 3, column study: 'tinny' is not a study, a folder in data/. "
        "Did you mean tiny?",
        "data/tiny/crosswalk.csv, row 4, column study: 'gone' is not a study, a folder in data/ "
        "(2 such rows: 4, 5). Correct it, or take these rows out.",
    ]


def test_a_code_that_names_a_dimension_which_no_item_has(tiny):
    put(tiny, "items.csv", "item,dimension,label\n1,Trust,a\n2,Means,b\n")
    put(tiny, "codes.csv", "code,label,dimension\ntop,Top,Trust; Means\nlow,Low,Trus\n")
    assert (
        "data/tiny/codes.csv, row 3, column dimension: 'Trus' is not a dimension of the table "
        "items. Did you mean Trust?" in problems(tiny)
    )


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('software = "R"', "study.toml: software is no list of names."),
        ('[reporting]\ncoreq-1o = "2.1"', "study.toml, [reporting]: 'coreq-1o' is no item."),
    ],
)
def test_what_the_reporting_checklists_read_of_study_toml(tiny, line, message):
    about(tiny, "[source]", f"{line}\n[source]")
    assert any(found.startswith(f"data/tiny/{message}") for found in problems(tiny))


# Hints


def test_example_rows_that_were_left_in(tiny):
    rows = "example-actor,condition,Example: a coordinator\nroom,condition,A room\n"
    put(tiny, "factors.csv", f"factor,kind,label\n{rows}")
    put(tiny, "presence.csv", "case,factor,present\nA,room,ja\n")
    assert hints(tiny) == [
        "data/tiny/factors.csv, row 2: this is still an example row of the template. "
        "Replace it by a row of your own."
    ]


def test_texts_that_no_source_names(tiny):
    for name in ("S1.txt", ".DS_Store", "~$s9.docx"):
        put(tiny, f"private/texts/{name}", "words")
    assert hints(tiny) == []
    put(tiny, "private/texts/s8.txt", "words")
    put(tiny, "private/texts/s9.docx", "words")
    assert hints(tiny) == [
        "data/tiny/private/texts/s8.txt: no row of the table sources names this text (nor 1 more). "
        "If it belongs to the study, add a row with the source 's8'."
    ]


def test_everything_is_said_at_once_and_once(tiny):
    put(tiny, "codes.csv", "code,label\nleaf,\n")
    put(tiny, "scores.csv", "item,round,score\n9,T1,50\n")
    put(tiny, "cases.xlsx", "no workbook")
    about(tiny, "label =", "lable =")
    found = problems(tiny)
    assert len(found) == len(set(found))
    places = [message.partition(":")[0].split(",")[0] for message in found]
    assert {"codes.csv", "scores.csv", "cases.csv", "study.toml"} <= {
        place.removeprefix("data/tiny/") for place in places
    }


@pytest.mark.parametrize("word", ["ja", "Ja", "YES", "waar", "true", "1"])
def test_yes_in_every_way(tiny, word):
    put(tiny, "presence.csv", f"case,factor,present\nA,room,{word}\nB,room,nee\n")
    assert list(read_study("tiny", layout=tiny).table("presence")["present"]) == [True, False]


# What looks alike, and in what order


def test_an_end_before_its_start_is_told_and_drawn_as_unknown(tiny):
    rows = "a,A,stated,2023-09,2022-01\nb,B,stated,2023,2023-01\nc,C,stated,,2022\n"
    put(tiny, "events.csv", f"event,label,stated,start,end\n{rows}")
    assert problems(tiny) == [
        "data/tiny/events.csv, row 2, column end: '2022-01' is before the start, '2023-09'. "
        "Correct one of the two dates."
    ]


def test_a_date_that_is_said_to_be_unknown_is_worth_a_look(tiny):
    put(tiny, "events.csv", "event,label,stated,start\na,A,unknown,2021\nb,B,unknown,\n")
    assert [hint for hint in hints(tiny) if "row 2, column stated" in hint]


def test_groups_that_look_the_same_are_asked_about(tiny):
    put(
        tiny,
        "participants.csv",
        "participant,group,role\np1,Residents,a\np2,residents,b\np3,Council,c\n",
    )
    (hint,) = [hint for hint in hints(tiny) if "are taken as 2 different names" in hint]
    assert "row 3, column group: 'Residents' and 'residents'" in hint


@pytest.mark.parametrize(
    ("names", "alike"),
    [
        (("Anna", "anna", "Bo"), True),
        (("001", "1", "2"), True),
        (("P-1", "P1"), True),
        (("José", "Jose"), True),
        (("Anna", "Anne"), False),
        (("10", "1"), False),
        (("p1-2", "p12"), False),
        (("P01", "P1"), True),
    ],
)
def test_names_that_look_the_same_are_asked_about(tiny, names, alike):
    rows = "".join(f"{name},1,T1,4\n" for name in names)
    put(tiny, "responses.csv", f"respondent,item,round,rating\n{rows}1x,2,T1,4\n1x,3,T1,4\n")
    found = [hint for hint in hints(tiny) if "are taken as 2 different names" in hint]
    assert bool(found) == alike


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("pre", "post"), None),
        (("post", "pre"), "pre, post"),
        (("T10", "T2"), "T2, T10"),
        (("T2", "T10"), None),
        (("nameting", "voormeting"), "voormeting, nameting"),
        (("2023", "2024"), None),
    ],
)
def test_rounds_come_in_the_order_of_the_table_and_another_is_suggested(tiny, names, expected):
    rows = "".join(f"A,{item},{name},4\n" for name in names for item in (1, 2, 3))
    put(tiny, "responses.csv", f"respondent,item,round,rating\n{rows}")
    found = [hint for hint in hints(tiny) if "the rounds come in the order" in hint]
    assert bool(found) == bool(expected)
    assert all(f"If {expected} is meant" in hint for hint in found)


def test_study_toml_gives_the_order_of_the_rounds(tiny):
    put(tiny, "responses.csv", "respondent,item,round,rating\nA,1,b,4\nA,2,b,4\nA,1,a,3\n")
    put(tiny, "study.toml", 'rounds = ["a", "b"]\n' + ABOUT)
    study = read_study("tiny", layout=tiny)
    assert study.table("responses")["round"].to_list() == ["a", "b", "b"]
    assert not [hint for hint in hints(tiny) if "the rounds come" in hint]
    put(tiny, "study.toml", 'rounds = ["a"]\n' + ABOUT)
    lacks = "data/tiny/study.toml: rounds lacks 'b'. Name each round once, in their order."
    assert lacks in problems(tiny)
    with pytest.raises(StudyError, match="rounds lacks 'b'"):
        read_study("tiny", layout=tiny).table("responses")


def test_texts_without_speakers_or_interviewer_are_told(tiny):
    put(tiny, "study.toml", 'language = "nl"\nreport_language = "en"\n' + ABOUT)
    put(tiny, "private/texts/s1.txt", "I: Waarom?\nR: Daarom.\n")
    put(tiny, "private/texts/s2.txt", "Een verslag.\nVan alles.\n")
    (found,) = [hint for hint in hints(tiny) if "speaker" in hint]
    assert found.startswith(
        "data/tiny/private/texts: no speaker is recognised in s2, so that all of it counts as one "
        "speaker's words. s2 begins: Een verslag.; Van alles."
    )
    put(tiny, "private/texts/s2.txt", "Anna: Waarom?\nBo: Daarom.\nAnna: Oh.\nBo: Ja.\n")
    (found,) = [hint for hint in hints(tiny) if "speaker" in hint]
    assert "none of the speakers of s2 is called I or Interviewer (s2 has Anna and Bo)" in found


@pytest.mark.parametrize("kind", ["interview", "field notes"])
def test_interviews_in_an_unknown_layout_are_told_and_field_notes_are_not(tiny, kind):
    put(tiny, "sources.csv", f"source,kind,label\ns1,{kind},A\ns2,{kind},B\n")
    for name in ("s1", "s2"):
        put(tiny, f"private/texts/{name}.txt", "Waarom was dat?\nOmdat het zo was.\n")
    found = [hint for hint in hints(tiny) if "no speaker is recognised in s1 and s2" in hint]
    assert len(found) == (kind == "interview")


def test_an_assumed_encoding_is_told(tiny):
    (tiny.data / "tiny" / "cases.csv").write_bytes("case,label\nA,één\nB,b\n".encode("cp1252"))
    (tiny.data / "tiny" / "factors.csv").write_bytes(
        (tiny.data / "tiny" / "factors.csv").read_text().encode("utf-16")
    )
    put(tiny, "private/texts/s1.txt", "x")
    (tiny.data / "tiny/private/texts/s2.txt").write_bytes("coördinator".encode("mac_roman"))
    found = hints(tiny)
    for part in (
        "cases.csv: the file is not UTF-8 and does not say its encoding; it was read as Western "
        "European Windows. If words such as één are wrong",
        "factors.csv: read as UTF-16",
        "private/texts/s2.txt: the file is not UTF-8",
    ):
        assert [hint for hint in found if part in hint], part


@pytest.mark.parametrize("name", ["cases.csv", "private/texts/s1.txt"])
def test_a_pipe_is_not_waited_for(tiny, name, capsys):
    path = tiny.data / "tiny" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    assert cli.main(["check", "tiny"]) == 1
    assert f"{name}: " in capsys.readouterr().err


def test_a_total_in_the_table_is_told(tiny):
    put(tiny, "cases.csv", TABLES["cases"] + "Totaal,2\n")
    assert [hint for hint in hints(tiny) if "row 4: Totaal looks like a total" in hint]


def test_a_dutch_study_is_checked_in_dutch(tiny, capsys):
    put(tiny, "study.toml", 'language = "nl"\n' + ABOUT)
    put(tiny, "sources.csv", "source,kind,label,case\ns1,interview,First,A\ns1,,Second,B\n")
    put(tiny, "presence.csv", "case,factor,present\nC,room,yes\n")
    assert cli.main(["check", "tiny"]) == 1
    told = capsys.readouterr().err
    assert "rij 2, kolom case: 'C' is geen case van de tabel cases." in told
    assert "rij 3, kolom kind: de cel is leeg. Vul die in." in told
    assert "'s1' staat al in rij 2; dezelfde source mag maar één keer staan" in told


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ('title = "A\\u0007b"', "line 1, title: 'A\ufffdb'"),
        (
            'title = "T"\n[source]\nauthors = ["A", "B\\u001b[1m"]',
            "line 3, source.authors: 'B\ufffd[1m'",
        ),
        ('title = "T"\n[source]\nnote = """one\n\\b two"""', "line 3, source.note: "),
        ('label = "x\x85y\x90z"', "line 1, label: "),
        ('[privacy]\n"a\\u0000" = 1', "line 1, privacy.a\ufffd: "),
    ],
)
def test_a_sign_of_control_in_study_toml_is_told_with_its_place(tiny, line, place):
    put(tiny, "study.toml", f"{line}\n")
    told = [problem for problem in problems(tiny) if "sign of control" in problem]
    assert len(told) == 1
    assert told[0].startswith(f"data/tiny/study.toml, {place}")
    assert told[0].endswith("which no figure or page can show. Type the text anew.")


def test_a_folder_of_which_no_report_can_be_made_is_told(tiny, capsys):
    (tiny.data / "tiny").rename(tiny.data / "tiny (copy)")
    assert cli.main(["check", "tiny (copy)"]) == 1
    assert "Rename the folder, for example to tiny-copy." in capsys.readouterr().err
    assert cli.main(["report", "tiny (copy)"]) == 1
    assert "Rename the folder, for example to tiny-copy." in capsys.readouterr().err
