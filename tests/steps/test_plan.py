"""The work list, and the reason why a step would run."""

import json

import pytest

from compendium.analyses.scale_scores.scores import item_scores
from compendium.errors import AnalysisError, StudyError
from compendium.exhibits.save import save
from compendium.files import write_object
from compendium.layout import RECORD
from compendium.steps.plan import completed_record, make_plan, record_of
from compendium.study.study import read_study
from tiny_compendium import QUICK, write_notebook


def plan_of(layout, **options):
    return {step.name: step.reason for step in make_plan(layout, **options)}


@pytest.fixture
def done(tiny):
    """Give a compendium in which one of two steps was run."""
    study = read_study("tiny", layout=tiny)
    scored = item_scores(study.table("items"), study.table("scores"))
    study.has("responses")
    save(study, "quick", exhibits={}, values={"n": len(scored)}, layout=tiny)
    step = make_plan(tiny, analyses=["quick"])[0]
    write_object(tiny.artefacts("tiny", "quick") / RECORD, completed_record(tiny, step))
    return tiny


def test_the_steps_follow_from_the_tables(tiny):
    assert plan_of(tiny) == {"tiny/quick": "not run yet", "tiny/slow": "not run yet"}
    (tiny.data / "tiny" / "scores.csv").unlink()
    assert list(plan_of(tiny)) == ["tiny/slow"]


def test_either_of_two_kinds_of_tables_will_do(tiny):
    (tiny.data / "tiny" / "events.csv").unlink()
    assert "tiny/slow" in plan_of(tiny)
    (tiny.data / "tiny" / "cases.csv").unlink()
    assert "tiny/slow" not in plan_of(tiny)


def test_another_study_is_another_folder(tiny):
    (tiny.data / "another").mkdir()
    (tiny.data / "another" / "cases.csv").write_text("case,label\nA,Alder\n")
    assert list(plan_of(tiny)) == ["another/slow", "tiny/quick", "tiny/slow"]
    assert list(plan_of(tiny, studies=["another"])) == ["another/slow"]
    assert list(plan_of(tiny, analyses=["slow"])) == ["another/slow", "tiny/slow"]


def test_a_study_is_passed_to_its_notebook(tiny):
    (step, *_) = make_plan(tiny, studies=["tiny"])
    assert step.parameters == {"study": "tiny"}


def test_a_study_is_not_chosen_by_a_parameter(tiny):
    with pytest.raises(AnalysisError, match="Type --study tiny"):
        make_plan(tiny, parameters={"study": "tiny"})


def test_what_has_not_changed_does_not_run(done):
    assert plan_of(done) == {"tiny/quick": "", "tiny/slow": "not run yet"}


def append(path, text):
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


def edit_record(layout, part, name, digest):
    path = layout.artefacts("tiny", "quick") / RECORD
    record = json.loads(path.read_text())
    assert name in record[part]
    record[part][name] = digest
    path.write_text(json.dumps(record))


def module_recorded(layout):
    record = json.loads((layout.artefacts("tiny", "quick") / RECORD).read_text())
    return next(name for name in record["modules"] if name.endswith("/scale.py"))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda c: (c.artefacts("tiny", "quick") / RECORD).unlink(), "not run yet"),
        (lambda c: (c.artefacts("tiny", "quick") / RECORD).write_text("{"), "not run yet"),
        (lambda c: (c.artefacts("tiny", "quick") / RECORD).write_text("[]"), "not run yet"),
        (
            lambda c: write_notebook(c.notebooks / "01-quick.ipynb", [*QUICK, "1"]),
            "notebooks/01-quick.ipynb changed",
        ),
        (
            lambda c: append(c.data / "tiny" / "scores.csv", "3,T2,5\n"),
            "data/tiny/scores.csv changed",
        ),
        (lambda c: (c.data / "tiny" / "study.toml").write_text(""), "data/tiny/study.toml changed"),
        (lambda c: (c.data / "tiny" / "study.toml").unlink(), "data/tiny/study.toml was deleted"),
        (
            lambda c: (c.data / "tiny" / "responses.csv").write_text("respondent,item,round\n"),
            "data/tiny/responses.csv was added",
        ),
        (lambda c: append(c.root / "locks/run.lock", "numpy==2\n"), "locks/run.lock changed"),
        (lambda c: (c.root / "locks/run.lock").unlink(), "locks/run.lock was deleted"),
        (
            lambda c: (c.artefacts("tiny", "quick") / "values.json").unlink(),
            "values.json was deleted",
        ),
        (
            lambda c: append(c.artefacts("tiny", "quick") / "values.json", " "),
            "values.json was changed",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_reason_names_what_changed(done, change, reason):
    change(done)
    assert plan_of(done)["tiny/quick"] == reason


def test_the_reason_names_three_of_all_that_changed(done):
    append(done.data / "tiny" / "scores.csv", "3,T2,5\n")
    append(done.data / "tiny" / "items.csv", "4,Means,Has money\n")
    assert plan_of(done)["tiny/quick"] == (
        "data/tiny/items.csv changed; data/tiny/scores.csv changed"
    )
    append(done.root / "locks/run.lock", "numpy==2\n")
    write_notebook(done.notebooks / "01-quick.ipynb", [*QUICK, "1"])
    (done.artefacts("tiny", "quick") / "values.json").unlink()
    assert plan_of(done)["tiny/quick"] == (
        "notebooks/01-quick.ipynb changed; data/tiny/items.csv changed; "
        "data/tiny/scores.csv changed; and 2 more"
    )


def test_a_notebook_that_was_only_opened_and_run_by_hand_has_not_changed(done):
    path = done.notebooks / "01-quick.ipynb"
    notebook = json.loads(path.read_text())
    for cell in notebook["cells"]:
        cell["execution_count"] = 3
        cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["3\n"]}]
    path.write_text(json.dumps(notebook))
    assert plan_of(done)["tiny/quick"] == ""
    notebook["cells"][-1]["source"].append("\nprint(1)")
    path.write_text(json.dumps(notebook))
    assert plan_of(done)["tiny/quick"] == "notebooks/01-quick.ipynb changed"


def test_a_notebook_with_another_name_writes_other_captions(done):
    (done.notebooks / "01-quick.ipynb").rename(done.notebooks / "05-quick.ipynb")
    assert plan_of(done)["tiny/quick"] == (
        "05-quick.ipynb is the notebook now; notebooks/01-quick.ipynb was deleted"
    )


def test_what_is_edited_while_a_step_runs_has_changed_since(tiny):
    step = make_plan(tiny, analyses=["quick"])[0]
    save(read_study("tiny", layout=tiny), "quick", exhibits={}, values={}, layout=tiny)
    write_notebook(step.notebook, [*QUICK, "1"])
    append(tiny.root / "locks/run.lock", "numpy==2\n")
    write_object(tiny.artefacts("tiny", "quick") / RECORD, completed_record(tiny, step))
    assert plan_of(tiny)["tiny/quick"] == (
        "notebooks/01-quick.ipynb changed; locks/run.lock changed"
    )


def test_a_module_that_changed(done):
    module = module_recorded(done)
    edit_record(done, "modules", module, "0" * 64)
    assert plan_of(done)["tiny/quick"] == f"{module} changed"


def test_other_parameters_are_a_reason(done):
    assert plan_of(done, analyses=["quick"], parameters={"top": "80"}) == {
        "tiny/quick": "parameters changed"
    }


def test_what_a_step_did_not_read_is_no_reason(done):
    append(done.data / "tiny" / "codes.csv", "new,,New,theme\n")
    (done.notebooks / "notes.txt").write_text("x")
    (done.data / "tiny" / "scores.csv").touch()
    assert plan_of(done)["tiny/quick"] == ""


def test_a_record_that_only_save_has_written_is_not_yet_a_run(tiny):
    save(read_study("tiny", layout=tiny), "quick", exhibits={}, values={}, layout=tiny)
    assert record_of(tiny, make_plan(tiny)[0])["artefacts"]
    assert plan_of(tiny)["tiny/quick"] == "not run yet"


def test_a_notebook_that_saved_nothing(tiny):
    step = make_plan(tiny)[0]
    with pytest.raises(AnalysisError) as caught:
        completed_record(tiny, step)
    assert str(caught.value) == (
        "01-quick.ipynb ran to its end but saved nothing. "
        'End it with a cell that calls co.save(study, "quick", ...).'
    )


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"studies": ["tinny"]}, StudyError, "there is no study 'tinny'. Did you mean tiny?"),
        ({"studies": ["zzz"]}, StudyError, "there is no study 'zzz'. There are tiny."),
        ({"analyses": ["quik"]}, AnalysisError, "there is no analysis 'quik'. Did you mean quick?"),
        (
            {"analyses": ["zzz"]},
            AnalysisError,
            "there is no analysis 'zzz'. There are quick, slow.",
        ),
        (
            {"parameters": {"tpo": "1"}, "analyses": ["quick"]},
            AnalysisError,
            "01-quick.ipynb: there is no parameter 'tpo'. Did you mean top?",
        ),
        (
            {"parameters": {"top": "1"}},
            AnalysisError,
            "02-slow.ipynb: there is no parameter 'top'. It takes study.",
        ),
        (
            {"parameters": {"top": "high"}, "analyses": ["quick"]},
            AnalysisError,
            "01-quick.ipynb: the parameter top must be of type int; found 'high'.",
        ),
    ],
)
def test_a_wrong_choice_is_an_error_before_anything_runs(tiny, options, error, message):
    with pytest.raises(error) as caught:
        make_plan(tiny, **options)
    assert str(caught.value) == message
    assert not tiny.figures.exists()


def test_a_study_that_lacks_what_the_analysis_needs(tiny):
    (tiny.data / "tiny" / "scores.csv").unlink()
    with pytest.raises(StudyError) as caught:
        make_plan(tiny, studies=["tiny"], analyses=["quick"])
    assert str(caught.value) == (
        "nothing to run; tables are missing. Add them to the study's folder.\n"
        "tiny: quick needs scores"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[quick\n", "notebooks/analyses.toml: Expected ']'"),
        (
            '[quick]\nquestion = "?"\nneeds = ["score"]\nmakes = "x"\n',
            "notebooks/analyses.toml, [quick]: 'score' is not a kind of table; use items, ",
        ),
        (
            '[quick]\nquestion = "?"\nneeds = ["events or case"]\nmakes = "x"\n',
            "notebooks/analyses.toml, [quick]: 'case' is not a kind of table; use items, ",
        ),
        (
            '[quick]\nquestion = "?"\nmakes = "x"\n',
            "notebooks/analyses.toml, [quick]: there is no line needs. Each analysis is a section "
            "of its own, with question, needs and makes.",
        ),
        (
            'quick = "x"\n',
            "notebooks/analyses.toml, [quick]: there is no line question. Each analysis is a "
            "section of its own, with question, needs and makes.",
        ),
        (
            '[quack]\nquestion = "?"\nneeds = []\nmakes = "x"\n',
            "notebooks/analyses.toml, [quack]: expected one notebook NN-quack.ipynb in notebooks/, "
            "found 0. Add it, or correct the name.",
        ),
    ],
)
def test_a_list_of_analyses_that_cannot_be_read(tiny, text, message):
    (tiny.notebooks / "analyses.toml").write_text(text)
    with pytest.raises(AnalysisError) as caught:
        make_plan(tiny)
    assert str(caught.value).startswith(message)
