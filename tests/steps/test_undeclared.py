"""What a step touched beyond what it declares, and what is said of it."""

import json

import pytest

from compendium.steps.undeclared import find_undeclared
from compendium.steps.watch import log_of

TABLES = {
    "data/tiny/items.csv": "0",
    "data/tiny/scores.csv": "0",
    "data/tiny/study.toml": "0",
    "data/tiny/responses.csv": "",
}


def found(layout, *touched, tables=TABLES, declared=("items", "scores"), across=()):
    log = log_of(layout, "tiny", "quick")
    log.parent.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps([how, str(layout.root / name)]) for how, name in touched]
    log.write_text("\n".join(lines))
    return find_undeclared(layout, "tiny", "quick", declared=declared, across=across, tables=tables)


def test_tables_of_the_study_are_declared(tiny):
    touched = [("read", name) for name, seen in TABLES.items() if seen]
    assert found(tiny, *touched).messages == []
    assert found(tiny, *touched).files == {}


def test_a_table_that_the_list_of_analyses_does_not_name(tiny):
    assert found(tiny, declared=["items"]).messages == [
        "reads data/tiny/scores.csv, but notebooks/analyses.toml does not say so. Add scores to "
        "the line needs or uses of [quick]."
    ]


def test_a_table_that_another_one_points_at_is_read_to_check_it(tiny):
    tables = dict.fromkeys(
        ["data/tiny/segments.csv", "data/tiny/codes.csv", "data/tiny/sources.csv"], "0"
    )
    assert found(tiny, tables=tables, declared=["segments"]).messages == []
    (message,) = found(tiny, tables=tables, declared=["codes", "sources"]).messages
    assert message.startswith("reads data/tiny/segments.csv, but ")


def test_a_table_of_another_study_is_declared_apart(tiny):
    tables = {**TABLES, "data/other/items.csv": "0"}
    assert found(tiny, tables=tables).messages == [
        "reads data/other/items.csv, but notebooks/analyses.toml does not say so. Add items to "
        "the line across of [quick]."
    ]
    assert found(tiny, tables=tables, across=["items"]).messages == []


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "data/tiny/events.csv",
            "reads data/tiny/events.csv by itself. Read it as a table of the study, "
            'this.table("events"): then it is checked, too.',
        ),
        (
            "data/tiny/notes.xlsx",
            "reads data/tiny/notes.xlsx, which is no table of the study. Save it as a table of a "
            "known kind, and read it with this.table(...).",
        ),
        (
            "figures/tiny/slow/values.json",
            "reads figures/tiny/slow/values.json, which another step makes. Compute it again from "
            "the tables of the study: the steps run in any order.",
        ),
    ],
)
def test_a_file_that_is_read_by_itself_is_told_and_recorded(tiny, name, message):
    path = tiny.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x")
    undeclared = found(tiny, ("read", name))
    assert undeclared.messages == [message]
    assert list(undeclared.files) == [name]
    assert len(undeclared.files[name]) == 64


def test_what_another_study_says_of_itself_is_no_source(tiny):
    other = tiny.data / "other" / "study.toml"
    other.parent.mkdir()
    other.write_text('title = "Other"\n')
    assert found(tiny, ("read", "data/other/study.toml")).messages == []


def test_only_its_own_folder_is_for_a_step_to_write_to(tiny):
    written = [
        ("write", "figures"),
        ("write", "figures/tiny/quick"),
        ("write", "figures/tiny/quick/values.json"),
        ("read", "figures/tiny/quick/values.json"),
    ]
    assert found(tiny, *written).messages == []
    elsewhere = [("write", "figures/tiny/quickest/a.csv"), ("write", "notebooks/out.csv")]
    assert found(tiny, *elsewhere).messages == [
        f"writes {name}, outside of figures/tiny/quick/. Save it with co.save, as an exhibit or a "
        "value."
        for _, name in elsewhere
    ]


def test_what_it_wrote_itself_and_the_notebooks_are_no_sources(tiny):
    touched = [
        ("write", "notebooks/out.csv"),
        ("read", "notebooks/out.csv"),
        ("read", "notebooks/01-quick.ipynb"),
    ]
    undeclared = found(tiny, *touched)
    assert undeclared.files == {}
    assert len(undeclared.messages) == 1


def test_a_study_that_is_a_link_to_another_place_is_the_study(tiny, tmp_path):
    (tiny.data / "tiny").rename(tmp_path / "away")
    (tiny.data / "tiny").symlink_to(tmp_path / "away")
    touched = [("read", tmp_path / "away" / name) for name in ("items.csv", "study.toml")]
    assert found(tiny, *touched).messages == []
    (message,) = found(tiny, ("read", tmp_path / "away" / "other.csv")).messages
    assert "other.csv, which is no table of the study" in message
