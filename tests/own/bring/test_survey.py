"""Questionnaires: what was answered reads back the same from every program."""

import re
import zipfile
from functools import partial

import pandas as pd
import pyreadstat
import pytest
from hypothesis import given, strategies as st

from compendium.analyses.answers.spread import recoded
from compendium.cli import main
from compendium.errors import ProjectError
from compendium.own.bring.front import bring
from compendium.own.bring.given import Given
from compendium.own.bring.survey.answers import likely_range, number_in, points
from compendium.own.bring.survey.front import read_survey
from compendium.own.bring.survey.mapping import Mapping, read_mapping, write_mapping
from compendium.own.bring.survey.propose import propose
from compendium.own.bring.survey.read import find_survey
from compendium.own.bring.survey.tables import survey_tables
from compendium.study.study import read_study
from made_files import (
    ANSWERS,
    DUTCH,
    ENGLISH,
    STATEMENTS,
    as_csv,
    as_workbook,
    google_forms,
    limesurvey,
    microsoft_forms,
    plain_sheet,
    qualtrics,
    surveymonkey,
)

SOMEWHAT = ("Strongly disagree", "Somewhat disagree", "Neutral", "Somewhat agree", "Strongly agree")
PROGRAMS = {
    "Google Forms": google_forms,
    "Microsoft Forms": microsoft_forms,
    "Microsoft Forms, later": partial(microsoft_forms, finished="Tijdstip van voltooien"),
    "LimeSurvey": limesurvey,
    "LimeSurvey, words": partial(limesurvey, header="words"),
    "LimeSurvey, codes and words": partial(limesurvey, header="both"),
    "Qualtrics": qualtrics,
    "Qualtrics, words": partial(qualtrics, scale=SOMEWHAT),
    "SurveyMonkey": surveymonkey,
    "SurveyMonkey, condensed": partial(surveymonkey, condensed=True),
}


def text(rows):
    return [["" if cell is None else str(cell) for cell in row] for row in rows]


def ratings(tables):
    """Give the ratings as rows of respondents, in their order."""
    responses = tables["responses"]
    people = responses["respondent"].unique()
    return [
        tuple(int(one or 0) for one in responses.loc[responses["respondent"] == who, "rating"])
        for who in people
    ]


def read(rows, **options):
    wide = find_survey(text(rows))
    mapping, doubts = propose(wide, missing=(), **{"low": None, "high": None, **options})
    assert doubts == []
    return wide, survey_tables(wide, mapping, round_name="T1")[0]


# Someone answered something, everybody was asked the same, and both ends were chosen.
sheets = st.lists(st.tuples(*[st.integers(0, 5)] * 4).filter(any), min_size=1, max_size=8).map(
    lambda rows: [(1, 2, 3, 5), (5, 4, 1, 2), *rows]
)


@pytest.mark.parametrize("program", PROGRAMS)
@given(answers=sheets)
def test_what_was_answered_reads_back_the_same(program, answers):
    wide, tables = read(PROGRAMS[program](answers))
    assert wide.program == program.partition(",")[0]
    assert ratings(tables) == [tuple(row) for row in answers]
    codes = [f"SQ00{place}" for place in range(1, 5)]
    expected = codes if program == "LimeSurvey" else list(STATEMENTS)
    assert tables["items"]["label"].tolist() == expected


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_rows_of_a_matrix_are_a_dimension(program):
    _, tables = read(PROGRAMS[program]())
    dimensions = set(tables["items"]["dimension"])
    assert len(dimensions) == 1
    found = dimensions.pop()
    if program.startswith("Microsoft"):
        assert found == "All items"
    else:
        assert found.startswith(("How far do you agree", "Hoe eens bent u het", "G01Q01"))


def test_a_plain_sheet_with_numbers_before_words_and_two_rounds():
    wide, tables = read(plain_sheet())
    assert (wide.person(), wide.round()) == ("Respondent", "Moment")
    responses = tables["responses"]
    assert responses["round"].unique().tolist() == ["pre", "post"]
    assert responses["respondent"].unique().tolist()[:2] == ["001", "002"]
    for name in ("pre", "post"):
        assert ratings({"responses": responses[responses["round"] == name]}) == list(ANSWERS)


@given(answers=sheets)
def test_a_file_of_spss_knows_words_and_missing_values(answers, tmp_path_factory):
    path = tmp_path_factory.mktemp("spss") / "survey.sav"
    names = [f"v{place}" for place in range(1, 5)]
    table = pd.DataFrame(answers, columns=names).replace(0, 99).astype(float)
    table["gender"], table["age"], table["remarks"] = 2.0, 40.0, "none"
    scale = {**dict(enumerate(DUTCH, start=1)), 99: "Weet niet"}
    pyreadstat.write_sav(
        table,
        str(path),
        column_labels=[*STATEMENTS, "Gender", "Age in years", "Remarks"],
        variable_value_labels={**dict.fromkeys(names, scale), "gender": {1: "Woman", 2: "Man"}},
        missing_ranges={name: [99] for name in names[:2]},  # what is called missing is, too
    )
    brought = bring(Given((path,)))  # as the command does, which asks every reader
    assert not brought.doubt
    assert ratings(brought.coded.tables) == [tuple(row) for row in answers]
    assert brought.coded.tables["items"]["label"].tolist() == list(STATEMENTS)
    assert brought.coded.tables["items"]["item"].tolist() == names


def test_only_trials_and_rows_without_an_answer_are_left_out():
    wide, tables = read(qualtrics([*ANSWERS, (0, 0, 0, 0)], ENGLISH))
    assert wide.notes == ("1 previews and tests of the makers were left out",)
    assert tables["responses"]["respondent"].nunique() == len(ANSWERS)


def test_the_order_of_words_is_known_and_an_end_that_nobody_chose_is_an_end():
    assert points("agreement", ["Mee eens", "Neutraal"]) == [[], [], ["Neutraal"], ["Mee eens"], []]
    assert len(points("agreement", ["Enigszins mee eens", "Neutraal", "Mee oneens"])) == 7
    assert points("frequency", ["vaak", "nooit"]) == [["nooit"], [], [], ["vaak"], []]
    assert points("yes or no", ["ja"]) == [[], ["ja"]]


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("4", 4), ("4 - agree", 4), ("4. mee eens", 4), ("4 = mee eens", 4), ("4 (mee eens)", 4),
        ("mee eens (4)", 4), ("Mee eens - 4", 4), ("A4", 4), ("3,5", 3.5), ("mee eens", None),
        ("", None), ("10 - altijd", 10),
    ],
)  # fmt: skip
def test_the_number_of_an_answer(cell, number):
    assert number_in(cell) == number


def test_a_usual_scale_is_found_and_no_code_of_a_missing_answer_is_part_of_one():
    assert likely_range([1, 4]) == (1, 5)
    assert likely_range([6, 1]) == (1, 7)
    assert likely_range([1, 99]) is None
    assert likely_range([-9, 4]) is None


# As a student types it


@pytest.fixture
def compendium(tiny):
    (tiny.root / ".gitignore").write_text("data/*/private/\n")
    return tiny


def run(capsys, *words):
    code = main([str(word) for word in words])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def write(tmp_path, rows, name="survey.csv"):
    path = tmp_path / name
    path.write_bytes(as_workbook(rows) if name.endswith("x") else as_csv(text(rows), ";"))
    return path


def test_a_questionnaire_becomes_a_study_that_is_right(compendium, tmp_path, capsys):
    path = write(tmp_path, limesurvey())
    code, out, err = run(capsys, "import", path, "--study", "mine")
    assert (code, err) == (0, "")
    assert "survey.csv: LimeSurvey" in out
    assert "  items: 4 on a scale from 1 to 5" in out
    assert run(capsys, "check", "mine")[:2] == (0, "data/mine: 2 tables, nothing wrong\n")
    study = read_study("mine", layout=compendium)
    assert (study.scale["low"], study.scale["high"]) == (1, 5)
    assert study.table("responses")["rating"].sum() == sum(map(sum, ANSWERS))


def test_a_second_round_is_added_and_keeps_what_was_written_by_hand(compendium, tmp_path, capsys):
    first, second = (
        write(tmp_path, limesurvey(ANSWERS)),
        write(tmp_path, limesurvey([(1, 1, 1, 1)]), "later.csv"),
    )
    run(capsys, "import", first, "--study", "mine", "--round", "T2")
    items = compendium.data / "mine" / "items.csv"
    items.write_text(items.read_text().replace("G01Q01,", "Trust,"))
    assert run(capsys, "import", second, "--study", "mine", "--round", "T10")[0] == 0
    study = read_study("mine", layout=compendium)
    responses = study.table("responses")
    assert responses["round"].unique().tolist() == ["T2", "T10"]
    assert responses.groupby("round")["rating"].sum().to_dict() == {
        "T2": sum(map(sum, ANSWERS)),
        "T10": 4,
    }
    assert study.table("items")["dimension"].unique().tolist() == ["Trust"]


def test_a_code_for_a_missing_answer_is_declared_and_not_guessed(compendium, tmp_path, capsys):
    rows = [["id", "a", "b", "c"], ["1", "4", "99", "3"], ["2", "5", "2", "1"]]
    path = write(tmp_path, rows)
    code, _, err = run(capsys, "import", path, "--study", "mine")
    assert code == 1
    assert "99 among the answers: outside of 1-5. If that means that there is no answer" in err
    assert not (compendium.data / "mine" / "responses.csv").is_file()
    mapping = compendium.data / "mine" / "questionnaire.toml"
    mapping.write_text(mapping.read_text().replace("missing = []", 'missing = ["99"]'))
    assert run(capsys, "import", path, "--study", "mine")[0] == 0
    assert read_study("mine", layout=compendium).table("responses")["rating"].sum() == 15
    assert run(capsys, "import", path, "--study", "other", "--missing", "99")[0] == 0


def test_words_of_no_known_order_are_asked_about(compendium, tmp_path, capsys):
    rows = [["id", "a", "b"], ["1", "warm", "lauw"], ["2", "koud", "warm"], ["3", "lauw", "koud"]]
    path = write(tmp_path, rows)
    code, _, err = run(capsys, "import", path, "--study", "mine", "--as", "questionnaire")
    assert code == 1
    assert "the order of the answers" in err
    mapping = compendium.data / "mine" / "questionnaire.toml"
    found = read_mapping(mapping, "")
    numbers = {"koud": 1, "lauw": 2, "warm": 3}
    mapping.write_bytes(
        write_mapping(Mapping(found.respondent, "", 1, 3, numbers, (), found.items))
    )
    assert run(capsys, "import", path, "--study", "mine")[0] == 0
    assert read_study("mine", layout=compendium).table("responses")["rating"].tolist() == [
        3, 1, 2, 2, 3, 1,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (('"G01Q01[SQ001]"', '"other"'), "names the column 'other', which this file does not"),
        (("low = 1", "low = 9"), "low is not below high"),
        (("missing = []", "missing = 9"), "missing is 9, and must be a list"),
        (('"Mee eens" = 4', '"Mee eens" = "4"'), "'Mee eens' in \\[answers\\] has no whole number"),
        (("[scale]", "[scale"), "this is not TOML"),
    ],
)
def test_a_mapping_that_does_not_fit_is_told(compendium, tmp_path, capsys, change, message):
    path = write(tmp_path, limesurvey())
    run(capsys, "import", path, "--study", "mine")
    mapping = compendium.data / "mine" / "questionnaire.toml"
    assert change[0] in mapping.read_text()
    mapping.write_text(mapping.read_text().replace(*change, 1))
    code, _, err = run(capsys, "import", path, "--study", "mine")
    assert code == 1
    assert re.search(message, err)


@given(
    st.dictionaries(st.text(min_size=1, max_size=8), st.integers(-9, 9), max_size=4),
    st.lists(st.text(max_size=6), max_size=3),
    st.dictionaries(st.text(min_size=1, max_size=8), st.text(max_size=8), max_size=4),
)
def test_a_mapping_reads_back_the_same(tmp_path_factory, answers, missing, items):
    path = tmp_path_factory.mktemp("mapping") / "questionnaire.toml"
    mapping = Mapping("id", "", 0, 10, answers, tuple(missing), items)
    path.write_bytes(write_mapping(mapping))
    assert read_mapping(path, "questionnaire.toml") == mapping


def test_two_rows_of_one_respondent_are_told():
    rows = text(limesurvey())
    rows[2][0] = rows[1][0]
    wide = find_survey(rows)
    mapping, _ = propose(wide, missing=(), low=None, high=None)
    assert mapping.respondent == ""  # it does not tell them apart
    named = Mapping("id", "", 1, 5, mapping.answers, (), mapping.items)
    with pytest.raises(ProjectError, match="'10' answered twice in 'T1'"):
        survey_tables(wide, named, round_name="T1")


def test_nothing_of_a_person_but_the_answers_is_taken(compendium, tmp_path, capsys):
    rows = microsoft_forms(scale=DUTCH)
    rows[1][3:5] = ["anna@example.org", "Anna Berg"]
    run(capsys, "import", write(tmp_path, rows, "forms.xlsx"), "--study", "mine")
    for path in (compendium.data / "mine").rglob("*"):
        assert path.is_dir() or b"Anna" not in path.read_bytes(), path


def test_words_of_both_languages():
    assert read(google_forms(scale=DUTCH))[1]["responses"].equals(
        read(google_forms(scale=ENGLISH))[1]["responses"]
    )


@pytest.mark.parametrize(
    "header",
    [
        ["q1_pre", "q2_pre", "q1_post", "q2_post"],
        ["T0 trust", "T0 time", "T1 trust", "T1 time"],
        ["Trust (voormeting)", "Time (voormeting)", "Trust (nameting)", "Time (nameting)"],
    ],
)
def test_rounds_that_stand_in_the_columns_are_rounds(header):
    _, tables = read([header, *([one or "" for one in row] for row in ANSWERS)])
    responses = tables["responses"]
    assert tables["items"].shape[0] == 2
    assert responses["round"].nunique() == 2
    for place, when in enumerate(responses["round"].unique()):
        answers = [row[2 * place : 2 * place + 2] for row in ANSWERS]
        assert ratings({"responses": responses[responses["round"] == when]}) == answers
    assert set(responses["respondent"]) == {f"R{place}" for place in range(1, 9)}


def test_rows_of_the_matrices_t1_and_t2_are_no_rounds():
    _, tables = read(
        [["T1_1", "T1_2", "T2_1", "T2_2"], *([one or "" for one in row] for row in ANSWERS)]
    )
    assert tables["items"].shape[0] == 4


def test_the_number_of_an_answer_says_nothing_about_who_answered_before(
    compendium, tmp_path, capsys
):
    for when in ("pre", "post"):
        path = write(tmp_path, microsoft_forms(), f"{when}.xlsx")
        assert run(capsys, "import", path, "--study", "mine", "--round", when)[0] == 0
    responses = read_study("mine", layout=compendium).table("responses")
    assert responses["respondent"].nunique() == 2 * len(ANSWERS)
    rows = [[*row, f"code-{place}"] for place, row in enumerate(microsoft_forms())]
    rows[0][-1] = "Code"
    for when in ("pre", "post"):
        path = write(tmp_path, rows, f"{when}.xlsx")
        assert run(capsys, "import", path, "--study", "coded", "--round", when)[0] == 0
    responses = read_study("coded", layout=compendium).table("responses")
    assert responses["respondent"].nunique() == len(ANSWERS)


def test_a_second_questionnaire_has_a_mapping_and_items_of_its_own(compendium, tmp_path, capsys):
    run(capsys, "import", write(tmp_path, google_forms(), "forms.xlsx"), "--study", "mine")
    code, _, err = run(capsys, "import", write(tmp_path, limesurvey()), "--study", "mine")
    assert (code, err) == (0, "")
    study = read_study("mine", layout=compendium)
    assert len(study.table("items")) == 8
    assert study.table("responses")["rating"].sum() == 2 * sum(map(sum, ANSWERS))
    assert (study.folder / "questionnaire-2.toml").is_file()
    # The same questions, asked by another program, are the same items.
    path = write(tmp_path, microsoft_forms(), "later.xlsx")
    run(capsys, "import", path, "--study", "mine", "--round", "T2")
    lines = (study.folder / "responses.csv").read_text().splitlines()
    assert {line.split(",")[1] for line in lines if ",T2," in line} == {"q1", "q2", "q3", "q4"}


def test_the_sheets_of_a_workbook_may_be_rounds(compendium, tmp_path, capsys):
    from dialects import as_workbook as with_sheets

    rows = plain_sheet()
    sheets = {
        "voor": [row[2:] for row in rows[:9]],
        "na": [row[2:] for row in [rows[0], *rows[9:]]],
    }
    path = tmp_path / "two.xlsx"
    path.write_bytes(with_sheets(sheets))
    code, out, _ = run(capsys, "import", path, "--study", "mine")
    assert code == 0
    assert "the sheets are rounds: voor, na" in out
    responses = read_study("mine", layout=compendium).table("responses")
    assert responses["round"].unique().tolist() == ["voor", "na"]
    assert len(responses) == 64


def test_a_wide_sheet_in_place_of_the_answers_is_read_where_it_lies(compendium, tmp_path, capsys):
    folder = compendium.data / "mine"
    folder.mkdir(parents=True)
    (folder / "responses.csv").write_bytes(as_csv(text(plain_sheet()), ";"))
    _, _, err = run(capsys, "check", "mine")
    assert "a row per respondent and a column per question" in err
    assert "compendium import data/mine/responses.csv --study mine" in err
    assert run(capsys, "import", folder / "responses.csv", "--study", "mine")[0] == 0
    assert run(capsys, "check", "mine")[0] == 0
    assert (folder / "private/before-import/1/responses.csv").is_file()
    _, _, err = run(capsys, "import", folder / "responses.csv", "--study", "mine")
    assert "this is the table responses as it stands in a study" in err


@pytest.mark.parametrize("form", [[], ["--csv"]])
def test_example_rows_give_way_to_an_import(compendium, tmp_path, capsys, form):
    run(capsys, "new", "mine", "--with", "questionnaire,texts", *form)
    assert run(capsys, "import", write(tmp_path, limesurvey()), "--study", "mine")[0] == 0
    (tmp_path / "Interview 1.txt").write_text("I: Why?\nR: So it is.\n")
    assert run(capsys, "import", tmp_path / "Interview*.txt", "--study", "mine")[0] == 0
    assert run(capsys, "check", "mine") == (0, "data/mine: 3 tables, nothing wrong\n", "")
    assert [path.name for path in (compendium.data / "mine/private/texts").iterdir()] == [
        "interview-1.txt"
    ]


SATISFIED = ("Zeer ontevreden", "Ontevreden", "Neutraal", "Tevreden", "Zeer tevreden")


def mixed():
    """Answers in words, grades, words of another family, and numbers that are no answers."""
    header = ["Timestamp", "Hoeveel jaar woont u hier?", *STATEMENTS, "Rapportcijfer voor de wijk",
              "Geluk (0-10)", "Hoe tevreden bent u?"]  # fmt: skip
    rows = [
        [f"2024/03/{place:02d}", place % 9 + 1, *(DUTCH[one - 1] if one else "" for one in row),
         5 + place % 5, place % 11, SATISFIED[place % 5]]
        for place, row in enumerate(ANSWERS, start=1)
    ]  # fmt: skip
    return [header, *rows]


def test_questions_on_other_scales_are_items_with_a_scale_of_their_own(tiny, tmp_path, capsys):
    (tiny.root / ".gitignore").write_text("data/*/private/\n")
    path = tmp_path / "forms.csv"
    path.write_bytes(as_csv(mixed()))
    assert main(["import", str(path), "--study", "mine"]) == 0
    out = capsys.readouterr().out
    assert "items: 4 on a scale from 1 to 5" in out
    assert "on a scale of its own, from 1 to 10: 'Rapportcijfer voor de wijk'" in out
    assert "on a scale of its own, from 0 to 10: 'Geluk (0-10)'" in out
    assert "left out: 'Hoeveel jaar woont u hier?'" in out
    study = read_study("mine", layout=tiny)
    items = study.table("items").set_index("label")
    ends = items.loc[["Rapportcijfer voor de wijk", "Geluk (0-10)", "Hoe tevreden bent u?"]]
    assert ends[["low", "high"]].to_numpy().tolist() == [[1, 10], [0, 10], [1, 5]]
    assert items["dimension"].nunique() == 4
    answers = recoded(study.table("responses"), study.table("items"), low=1, high=5)
    assert answers["score"].dropna().between(0, 100).all()
    assert main(["check", "mine"]) == 0
    again = read_mapping(tiny.data / "mine" / "questionnaire.toml", "")
    assert read_survey(Given((path,), folder=tiny.data / "mine")).coded.table("items")[
        "low"
    ].tolist() == ["", "", "", "", "1", "0", "1"]
    assert sorted(again.scales.values()) == [(0, 10), (1, 5), (1, 10)]


def test_a_second_questionnaire_on_another_scale_keeps_its_own(tiny, tmp_path, capsys):
    (tiny.root / ".gitignore").write_text("data/*/private/\n")
    for name, rows in (
        ("a.csv", google_forms()),
        ("b.csv", [["Respondent", "x1", "x2"], *([n, n, 8 - n] for n in range(1, 8))]),
    ):
        (tmp_path / name).write_bytes(as_csv(rows))
        assert main(["import", str(tmp_path / name), "--study", "mine"]) == 0
    assert "these items have 1 to 7 in items.csv" in capsys.readouterr().out
    assert main(["check", "mine"]) == 0
    items = read_study("mine", layout=tiny).table("items").set_index("item")
    assert items.loc[["x1", "x2"], "high"].tolist() == [7, 7]


@pytest.mark.parametrize("ends", ['"1-10"', "[1]", "[10, 1]", "[1, 2.5]"])
def test_a_scale_of_a_column_that_is_none_is_refused(tmp_path, ends):
    path = tmp_path / "questionnaire.toml"
    path.write_text(f'[scales]\n"x" = {ends}\n')
    with pytest.raises(ProjectError, match="'x' in \\[scales\\] is"):
        read_mapping(path, "questionnaire.toml")


def asked(middle):
    """A sheet of Forms that asks for a code and for the round, with one word of its own."""
    words = ("Helemaal oneens", "Oneens", middle, "Eens", "Helemaal eens")
    header = ["Tijdstempel", "Wat is je deelnemerscode?", "Is dit de voor- of de nameting?",
              *STATEMENTS, "Welk cijfer geef je de buurt? (1-10)", "Geboortejaar"]  # fmt: skip
    rows = [
        [f"2024/03/{place:02d}", f"D{place:02d}", when,
         *(words[one - 1] if one else "" for one in row), 5 + place % 5, 1980 + place]
        for when in ("Voormeting", "Nameting")
        for place, row in enumerate(ANSWERS, start=1)
    ]  # fmt: skip
    return [header, *rows]


def test_a_code_and_a_round_are_known_however_they_are_asked_for():
    wide, tables = read(asked("Niet oneens/niet eens"))
    assert wide.person() == "Wat is je deelnemerscode?"
    assert wide.round() == "Is dit de voor- of de nameting?"
    responses = tables["responses"]
    assert responses["round"].unique().tolist() == ["Voormeting", "Nameting"]
    assert responses["respondent"].nunique() == len(ANSWERS)
    assert tables["items"]["high"].tolist() == ["", "", "", "", "10"]


def test_one_word_that_is_not_known_is_asked_about_and_nothing_is_left_out():
    wide = find_survey(text(asked("Tja")))
    mapping, (doubt,) = propose(wide, missing=(), low=None, high=None)
    assert "the answer 'Tja' is not known. The others leave it the number 3" in doubt
    assert sorted(mapping.answers.items(), key=lambda pair: pair[1])[2] == ("Tja", 3)
    assert len(mapping.items) == len(STATEMENTS) + 1


def test_a_second_questionnaire_gets_items_of_its_own(tiny, tmp_path):
    (tiny.root / ".gitignore").write_text("data/*/private/\n")
    grade = [["Timestamp", "Cijfer (1-10)"], *([f"2024/03/0{n}", n + 2] for n in range(1, 8))]
    for name, rows in (("a.csv", grade), ("b.csv", limesurvey())):
        (tmp_path / name).write_bytes(as_csv(rows))
        assert main(["import", str(tmp_path / name), "--study", "mine"]) == 0
    assert len(read_study("mine", layout=tiny).table("items")) == 5


@given(answers=sheets)
def test_a_row_per_answer_and_a_row_per_question_read_back_the_same(answers):
    people = [f"R{place}" for place in range(len(answers))]
    long = [["respondent", "vraag", "antwoord"]]
    long += [[who, name, str(one or "")] for who, row in zip(people, answers, strict=True)
             for name, one in zip(STATEMENTS, row, strict=True)]  # fmt: skip
    turned = [["Stelling", *people]]
    turned += [[name, *(str(row[place] or "") for row in answers)]
               for place, name in enumerate(STATEMENTS)]  # fmt: skip
    for rows in (long, turned):
        _, tables = read(rows)
        assert ratings(tables) == [tuple(row) for row in answers]
        assert tables["items"]["label"].tolist() == list(STATEMENTS)


def test_a_gender_in_codes_and_boxes_are_no_items_and_a_low_item_is():
    rows = [["id", "a", "b", "c", "Geslacht", "box"]]
    rows += [[f"r{n}", "5", str(1 + n % 5), str(1 + n % 2), str(1 + n % 2), "1" if n % 3 else ""]
             for n in range(9)]  # fmt: skip
    _, tables = read(rows)
    assert tables["items"]["item"].tolist() == ["a", "b", "c"]


def test_what_was_left_out_can_be_taken_in_by_the_mapping(compendium, tmp_path, capsys):
    rows = [
        ["id", "trust", "time", "nps"],
        ["1", "agree", "disagree", "9"],
        ["2", "agree", "agree", "0"],
    ]
    path = write(tmp_path, rows)
    _, out, _ = run(capsys, "import", path, "--study", "mine")
    assert "left out: 'nps'" in out
    mapping = compendium.data / "mine" / "questionnaire.toml"
    text = mapping.read_text().replace('# "nps" = "x1"', '"nps" = "nps"\n[scales]\n"nps" = [0, 10]')
    mapping.write_text(text)
    assert run(capsys, "import", path, "--study", "mine")[0] == 0
    ratings = read_study("mine", layout=compendium).table("responses")
    assert ratings.loc[ratings["item"] == "nps", "rating"].tolist() == [9, 0]


@pytest.mark.parametrize("name", ["Volgnr", "Leerlingnummer", "Student-nr.", "#"])
def test_a_number_of_its_own_in_every_row_is_no_item(compendium, tmp_path, capsys, name):
    rows = [[name, "I feel safe", "I help"], ["1", "3", "4"], ["2", "3", "3"], ["3", "5", "1"],
            ["4", "1", "2"], ["5", "2", "2"]]  # fmt: skip
    status, out, _ = run(capsys, "import", write(tmp_path, rows), "--study", "mine")
    assert status == 0
    assert f"no item: {name!r}, which has a number of its own in every row" in out
    assert f'respondent = "{name}" in data/mine/questionnaire.toml' in out
    items = read_study("mine", layout=compendium).table("items")
    assert items["label"].to_list() == ["I feel safe", "I help"]


def test_limesurvey_with_codes_and_few_columns_and_without_dates_of_sending():
    rows = limesurvey(header="both")
    few = [[row[0], *row[7:11]] for row in rows]
    wide, tables = read(few)
    assert (wide.program, wide.notes) == ("LimeSurvey", ())
    assert ratings(tables) == list(ANSWERS)
    undated = [rows[0], *([row[0], "1980-01-01 00:00:00", *row[2:]] for row in rows[1:])]
    assert read(undated)[0].notes == ()  # a survey that keeps no dates


def test_surveymonkey_with_few_columns_is_known_by_its_second_row():
    rows = surveymonkey()
    few = [[("RespondentID" if n == 0 else row[0]), *row[9:]] for n, row in enumerate(rows)]
    wide, tables = read(few)
    assert wide.program == "SurveyMonkey"
    assert tables["responses"]["respondent"].tolist()[0] == "1000"
    assert ratings(tables) == list(ANSWERS)


def test_smileys_are_answers_whose_order_is_asked_for(compendium, tmp_path, capsys):
    happy, so_so = "\N{SLIGHTLY SMILING FACE}", "\N{NEUTRAL FACE}"
    rows = [["id", "a", "b"], ["1", happy, so_so], ["2", so_so, so_so], ["3", happy, "-"]]
    path = write(tmp_path, rows)
    _, _, err = run(capsys, "import", path, "--study", "mine", "--as", "questionnaire")
    assert f"the order of the answers {happy}, {so_so} cannot be told" in err
    assert run(capsys, "import", path, "--study", "mine")[0] == 0
    found = read_study("mine", layout=compendium).table("responses")["rating"].tolist()
    assert found[:5] == [1, 2, 1, 2, 2]


@pytest.mark.parametrize("aside", [(), ("__MACOSX/._Garden.csv",)])
def test_a_table_in_a_zip_file_is_read(compendium, tmp_path, capsys, aside):
    path = tmp_path / "Garden.csv.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Garden.csv", as_csv(text(google_forms())))
        for name in aside:
            archive.writestr(name, b"\x00\x05")
    code, out, _ = run(capsys, "import", path, "--study", "mine")
    assert (code, out.splitlines()[0]) == (0, "Garden.csv.zip: Google Forms")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("Kitchen.csv", as_csv(text(google_forms())))
    assert "Unpack it" in run(capsys, "import", path, "--study", "mine")[2]


def test_labels_that_fall_and_groups_with_labels_are_told(tmp_path):
    path = tmp_path / "survey.sav"
    scale = dict(enumerate(reversed(DUTCH), start=1))
    table = pd.DataFrame({"a": [1.0, 5.0, 3.0], "b": [2.0, 2.0, 5.0], "wijk": [1.0, 2.0, 3.0]})
    pyreadstat.write_sav(
        table,
        str(path),
        variable_value_labels={"a": scale, "b": scale, "wijk": {1: "N", 2: "Z", 3: "W"}},
    )
    brought = bring(Given((path,)))
    assert brought.coded.tables["items"]["item"].tolist() == ["a", "b"]
    assert any("so that a high one means less" in line for line in brought.receipt)


@pytest.mark.parametrize(("who", "told"), [("R1", "'R1' stands in it twice"), ("", "answer 3")])
def test_a_column_that_does_not_tell_respondents_apart_is_told(
    compendium, tmp_path, capsys, who, told
):
    rows = [["Respondent", "a", "b"], ["R1", "3", "5"], ["R2", "1", "2"], [who, "4", "4"]]
    _, out, _ = run(capsys, "import", write(tmp_path, rows), "--study", "mine")
    assert "the column 'Respondent' does not tell them apart" in out
    assert told in out


def test_a_scale_from_0_that_ends_early_is_asked_about(compendium, tmp_path, capsys):
    path = write(tmp_path, [["id", "a", "b"], ["1", "0", "4"], ["2", "3", "2"], ["3", "1", "0"]])
    assert "the answers go from 0 to 4" in run(capsys, "import", path, "--study", "mine")[2]
    assert run(capsys, "import", path, "--study", "mine")[0] == 0
    assert read_study("mine", layout=compendium).scale["high"] == 4


def test_words_beside_numbers_are_on_their_scale_and_two_ways_to_say_nothing_are_one():
    nothing = "Weet niet / geen mening"
    rows = [["id", "a", "c", "b"], ["1", "1", "2", "eens"], ["2", "5", "4", nothing],
            ["3", "2", "3", "neutraal"]]  # fmt: skip
    _, tables = read(rows)
    assert tables["items"]["low"].tolist() == ["", "", ""]
    assert ratings(tables) == [(1, 2, 4), (5, 4, 0), (2, 3, 3)]
