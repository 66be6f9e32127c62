"""The folder of a new study: whole or not at all, right as it is, and every analysis runs."""

import argparse
import io
import re
import shutil
import tomllib

import pytest
from openpyxl import load_workbook

from compendium import cli
from compendium.cli.asking import ask_for, readers_language
from compendium.cli.own import wish_of
from compendium.errors import StudyError
from compendium.language import speaking
from compendium.layout import TEXTS, Layout
from compendium.own.check import check_study
from compendium.own.hints import study_hints
from compendium.own.new import MATERIALS, Wish, make_study, templates as templates_module
from compendium.steps.plan import make_plan, read_analyses
from compendium.steps.run import run_steps
from compendium.study.kinds import KINDS, column_names, example_rows
from compendium.study.study import read_study
from tiny_compendium import REPOSITORY, files_in

ALL = tuple(word for word in MATERIALS if word != "scores")


def made(tiny, *materials, **options):
    wish = Wish("mine", materials, **options)
    return make_study(tiny, wish), read_study("mine", layout=tiny)


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize(
    "materials", [*[(word,) for word in MATERIALS if MATERIALS[word].kinds], ALL], ids="+".join
)
def test_a_new_study_has_nothing_wrong_but_that_its_rows_are_examples(tiny, materials, form):
    folder, study = made(tiny, *materials, form=form)
    wanted = {kind for word in materials for kind in MATERIALS[word].kinds}
    assert set(study.kinds) == wanted
    assert check_study(study) == []
    named = [hint for hint in study_hints(study) if "an example row" in hint]
    assert len(named) == len(wanted)
    for kind in wanted:
        assert len(study.table(kind)) == len(example_rows(kind))
        assert (folder / f"{kind}.{form}").is_file()


def test_each_material_can_be_named_and_each_kind_of_one_study_comes_from_one():
    kinds = {kind for material in MATERIALS.values() for kind in material.kinds}
    assert kinds == set(KINDS) - {"claims", "concepts", "crosswalk", "relations"}
    for kind in kinds:
        assert any(example_rows(kind)[0].values())
        assert all(set(row) == set(column_names(kind)) for row in example_rows(kind))


def test_the_example_answer_is_on_the_scale(tiny):
    _, study = made(tiny, "questionnaire", low=0, high=2)
    assert list(study.table("responses")["rating"]) == [2]
    assert check_study(study) == []
    assert study.scale["points"] == 3
    assert study.scale["respondents"] == 1


def test_study_toml_says_what_was_asked(tiny):
    title = 'A "case" study: \\ two\nlines'
    folder, study = made(tiny, "scores", title=title, language="nl", low=0, high=10, respondents=7)
    about = tomllib.loads((folder / "study.toml").read_text(encoding="utf-8"))
    assert about["title"] == 'A "case" study: \\ two lines'
    assert (about["label"], about["language"]) == ("Mine", "nl")
    assert about["scale"] == {"low": 0, "high": 10, "respondents": 7}
    assert study.scale["points"] == 11


def test_the_readme_has_every_table_column_and_analysis(tiny):
    folder, study = made(tiny, *ALL)
    text = (folder / "README.md").read_text(encoding="utf-8")
    for kind in study.kinds:
        part = text.partition(f"## `{kind}.xlsx`")[2].partition("\n## ")[0]
        for name in column_names(kind):
            assert f"\n| `{name}` | " in part
    assert "Asked for by quick." in text
    for command in ("check mine", "report mine", "import FILE --study mine"):
        assert f"`compendium {command}`" in text


def test_identifiers_and_dates_of_a_template_are_text_in_the_spreadsheet(tiny):
    folder, _ = made(tiny, "timeline")
    sheet = load_workbook(folder / "events.xlsx")["events"]
    forms = {sheet.cell(1, cell.column).value: cell.number_format for cell in sheet[2]}
    assert forms["start"] == forms["event"] == "@"
    assert forms["n"] == "General"
    assert sheet["F2"].value == 5


def test_the_example_text_is_named_by_the_example_source(tiny):
    folder, study = made(tiny, "texts")
    (text,) = (folder / "private" / "texts").iterdir()
    assert text.stem in set(study.table("sources")["source"])


# What cannot be


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("My Study", "my-study"),
        ("één_studie", "een-studie"),
        ("2024", "study-2024"),
        ("../up", "up"),
        ("", "study"),
        ("a" * 80, "a" * 60),
        ("verification", "verification-study"),
        ("a--b", "a-b"),
    ],
)
def test_a_name_that_cannot_be_is_answered_with_one_that_can(tiny, name, near):
    with pytest.raises(StudyError, match="cannot be the name of a study") as caught:
        make_study(tiny, Wish(name, ("cases",)))
    assert str(caught.value).endswith(f"For example: compendium new {near}")
    make_study(tiny, Wish(near, ("cases",)))


def test_a_name_that_differs_in_capital_letters_only_is_taken(tiny):
    (tiny.data / "tiny").rename(tiny.data / "Tiny")
    with pytest.raises(StudyError, match="data/Tiny: this study is there"):
        make_study(tiny, Wish("tiny", ("cases",)))


@pytest.mark.parametrize(
    ("wish", "message"),
    [
        (Wish("tiny", ("cases",)), "data/tiny: this folder is there already"),
        (Wish("mine", ()), "Say what you have, in one or more of these words: questionnaire"),
        (Wish("mine", ("survey",)), "'survey' is not known. Say what you have in these words"),
        (Wish("mine", ("scores", "questionnaire")), "leave one of them out"),
        (Wish("mine", ("scores",), low=5, high=5), "The highest answer must be above"),
    ],
)
def test_what_is_refused_leaves_everything_as_it_was(tiny, wish, message):
    before = files_in(tiny.root)
    with pytest.raises(StudyError, match=message):
        make_study(tiny, wish)
    assert files_in(tiny.root) == before


def test_a_study_is_made_whole_or_not_at_all(tiny, monkeypatch):
    before = files_in(tiny.root)

    def full(*_):
        raise OSError("no space left on device")

    monkeypatch.setattr(templates_module, "_workbook", full)
    with pytest.raises(OSError, match="no space"):
        make_study(tiny, Wish("mine", ("cases",)))
    assert files_in(tiny.root) == before
    assert sorted(path.name for path in tiny.data.iterdir()) == ["tiny"]


# The command


def options(*words):
    return cli._parser().parse_args(["new", "mine", *words])


def test_the_options_say_what_is_wished():
    assert wish_of(options("--with", "Cases, topics,cases,")) == Wish("mine", ("cases", "topics"))
    given = options("--with", "scores", "--low", "0", "--high", "10", "--respondents", "7", "--csv")
    assert wish_of(given) == Wish("mine", ("scores",), low=0, high=10, respondents=7, form="csv")


def answers(*given):
    left = iter(given)
    return lambda question: next(left)


def test_questions_are_asked_until_they_are_answered(capsys):
    asked = argparse.Namespace(**vars(options()))
    yes_first = ["perhaps", "y", *[""] * (len(MATERIALS) - 3), "ja"]
    about = ["My title", "", "An Author, B Author", "A school"]
    ask_for(asked, answers("fr", "nl", *about, *yes_first, "zero", "0", "10"))
    assert wish_of(asked) == Wish(
        "mine", ("questionnaire", "printed"), title="My title", author="An Author, B Author",
        institution="A school", language="nl", low=0, high=10,
    )  # fmt: skip
    out = capsys.readouterr().out
    assert "Answer with one of en, nl." in out  # the language was not chosen yet
    assert "Druk op Enter voor het antwoord tussen haken." in out
    assert "Antwoord met een geheel getal." in out


@pytest.mark.parametrize(
    ("environment", "language"),
    [({"LANG": "nl_NL.UTF-8"}, "nl"), ({"LC_ALL": "nl-BE"}, "nl"), ({"LANG": "xx_XX"}, "en"),
     ({"LANGUAGE": "nl:en", "LANG": "en_GB"}, "nl"), ({}, "en")],
)  # fmt: skip
def test_the_language_of_whoever_sits_there_is_asked_in(environment, language, monkeypatch):
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert readers_language() == language


def test_author_institution_and_label_go_into_study_toml(tiny):
    words = ["--label", "Ours", "--author", "A. Bee, C. Dee", "--institution", "Our school"]
    assert cli.main(["new", "mine", "--with", "topics", *words]) == 0
    study = read_study("mine", layout=tiny)
    assert study.label == "Ours"
    assert study.about["source"]["authors"] == ["A. Bee", "C. Dee"]
    assert study.about["source"]["institution"] == "Our school"
    assert check_study(study) == []


def test_the_command_names_what_it_made_and_what_comes_next(tiny, capsys):
    assert cli.main(["new", "mine", "--with", "participants,project"]) == 0
    out = capsys.readouterr().out.splitlines()
    assert "data/mine/participants.xlsx" in out
    assert out[-2].endswith("then: compendium check mine")
    assert out[-1].endswith("compendium import FILE --study mine")


def test_a_project_brings_its_own_tables_so_that_no_template_is_in_the_way(tiny):
    folder = make_study(tiny, Wish("mine", ("project", "texts", "participants")))
    assert {path.name for path in folder.iterdir()} == {
        "README.md", "participants.xlsx", "private", "study.toml",
    }  # fmt: skip
    assert not list((folder / TEXTS).iterdir())


def at_a_terminal(monkeypatch, *given):
    left = iter(given)

    def answer(_):
        for text in left:
            return text
        raise EOFError

    monkeypatch.setattr("sys.stdin", io.StringIO())
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", answer)


def test_at_a_terminal_the_command_asks(tiny, monkeypatch, capsys):
    at_a_terminal(monkeypatch, "mine", "", "My title", *[""] * 3, *["n"] * 5, "y", *[""] * 4)
    assert cli.main(["new"]) == 0
    study = read_study("mine", layout=tiny)
    assert study.kinds == ("elements", "events")
    assert study.about["title"] == "My title"
    assert "data/mine/events.xlsx" in capsys.readouterr().out


def test_at_a_terminal_a_name_that_cannot_be_is_told_before_anything_is_asked(
    tiny, monkeypatch, capsys
):
    at_a_terminal(monkeypatch)
    assert cli.main(["new", "tiny"]) == 1
    assert "data/tiny: this folder is there already" in capsys.readouterr().err


def test_answers_that_break_off_make_nothing(tiny, monkeypatch, capsys):
    at_a_terminal(monkeypatch, "My title", "")
    assert cli.main(["new", "mine"]) == 1
    assert capsys.readouterr().err == "Not all was answered, so nothing was made.\n"
    assert not (tiny.data / "mine").exists()


def test_with_options_nothing_is_asked_but_a_name_is_needed(tiny, monkeypatch, capsys):
    at_a_terminal(monkeypatch)
    assert cli.main(["new", "--with", "cases"]) == 1
    assert capsys.readouterr().err.startswith("Give the study a name, such as: compendium new")


def test_the_command_without_options_and_without_a_terminal_asks_nothing(tiny, capsys):
    assert cli.main(["new", "mine"]) == 1
    assert "Say what you have" in capsys.readouterr().err
    assert not (tiny.data / "mine").exists()


def test_a_study_that_is_removed_leaves_nothing_in_the_plan(tiny):
    folder, _ = made(tiny, "cases")
    assert {step.study for step in make_plan(tiny)} == {"tiny", "mine"}
    folder.rename(folder.with_name("yours"))
    assert {step.study for step in make_plan(tiny)} == {"tiny", "yours"}
    shutil.rmtree(folder.with_name("yours"))
    assert {step.study for step in make_plan(tiny)} == {"tiny"}


# Every analysis of the compendium, on a study as it was made


@pytest.mark.thorough
def test_every_analysis_runs_on_a_new_study(tmp_path):
    layout = Layout(tmp_path)
    shutil.copytree(REPOSITORY / "notebooks", layout.notebooks)
    make_study(layout, Wish("with-answers", ALL))
    make_study(layout, Wish("with-scores", ("scores",), form="csv"))
    steps = make_plan(layout)
    needs_others = {"synthesis"}
    ran = {step.analysis for step in steps}
    assert (
        ran
        >= {
            analysis.name
            for analysis in read_analyses(layout)
            if not any("." in need for need in analysis.needs)
        }
        - needs_others
    )
    outcomes = run_steps(layout, steps, jobs=2, on_end=lambda _: None)
    assert [outcome.error for outcome in outcomes if outcome.error] == []


def test_the_files_of_a_dutch_study_explain_themselves_in_dutch(tiny):
    with speaking("nl"):
        folder, study = made(tiny, "questionnaire", "participants", language="nl")
    text = (folder / "README.md").read_text(encoding="utf-8")
    assert "Eén rij is een persoon of plaats." in text
    assert not re.search(r"(?i)\b(the|which|what it holds|one row is)\b", text)
    assert "# van de vragenlijst" in (folder / "study.toml").read_text(encoding="utf-8")
    assert study.shown_in == "nl"
