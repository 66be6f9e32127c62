"""Saving: whole files or none, the same bytes each time, and nothing left over."""

import json
import os
import signal
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from compendium.errors import AnalysisError
from compendium.exhibits import style
from compendium.exhibits.exhibit import Exhibit
from compendium.exhibits.origin import LETTERS
from compendium.exhibits.save import save, table_as_csv
from compendium.files import file_hash, write_whole
from compendium.layout import RECORD
from compendium.study import study as study_module
from compendium.study.study import read_study
from tiny_compendium import files_in


def table_exhibit(**columns):
    return Exhibit(pd.DataFrame(columns or {"a": [1, 2]}), "A table.", "Two rows.")


def figure_exhibit():
    figure = style.new_figure(40, width=60)
    figure.add_subplot().plot([1, 2], [3, 4])
    return Exhibit(figure, "A figure.", "A line.")


def save_here(layout, exhibits=None, values=None):
    study = read_study("tiny", layout=layout)
    study.table("scores")
    return save(study, "quick", exhibits=exhibits or {}, values=values or {}, layout=layout)


def values_of(layout):
    return json.loads((layout.artefacts("tiny", "quick") / "values.json").read_text())


def test_figures_and_tables_are_saved_in_two_forms_each(tiny):
    names = save_here(tiny, {"lines": figure_exhibit(), "rows": table_exhibit()}, {"n": 2})
    assert names == [
        "captions.json",
        "lines.png",
        "lines.svg",
        "rows.csv",
        "rows.md",
        "values.json",
    ]
    folder = tiny.artefacts("tiny", "quick")
    assert sorted(files_in(folder)) == [RECORD, *names]
    assert (folder / "rows.csv").read_text() == "a\n1\n2\n"
    told = json.loads((folder / "captions.json").read_text())["lines"]
    assert len(told.pop("inputs")) == LETTERS
    assert told == {
        "kind": "figure",
        "caption": "A figure. Made by 01-quick.ipynb from the tables items and scores.",
        "alt": "A line.",
        "maker": "notebooks/01-quick.ipynb",
        "tables": ["data/tiny/items.csv", "data/tiny/scores.csv"],
    }


def test_a_picture_changes_with_its_tables_and_not_with_the_outputs_of_its_notebook(tiny):
    def inputs():
        study_module._checked_table.cache_clear()
        save_here(tiny, {"lines": figure_exhibit()})
        path = tiny.artefacts("tiny", "quick") / "captions.json"
        return json.loads(path.read_text())["lines"]["inputs"]

    first = inputs()
    notebook = tiny.notebooks / "01-quick.ipynb"
    cells = json.loads(notebook.read_text())
    for cell in cells["cells"]:
        if cell["cell_type"] == "code":
            cell["execution_count"] = 7
    notebook.write_text(json.dumps(cells))
    assert inputs() == first
    items = tiny.data / "tiny" / "items.csv"
    items.write_text(items.read_text().replace("\n", "\r\n"))
    study_module.tables_read[items] = file_hash(items)
    assert inputs() != first


def test_the_same_analysis_gives_the_same_bytes(tiny):
    exhibits = {"lines": figure_exhibit(), "rows": table_exhibit()}
    save_here(tiny, exhibits, {"b": 1, "a": 2})
    first = files_in(tiny.figures)
    exhibits["lines"]._repr_mimebundle_()
    save_here(tiny, exhibits, {"a": 2, "b": 1})
    assert files_in(tiny.figures) == first


def test_what_a_run_no_longer_makes_is_removed(tiny):
    save_here(tiny, {"old": table_exhibit(), "kept": table_exhibit()})
    folder = tiny.artefacts("tiny", "quick")
    (folder / ".writing-left-over").write_text("half a fi")
    (folder / ".ipynb_checkpoints").mkdir()
    save_here(tiny, {"kept": table_exhibit()})
    assert sorted(path.name for path in folder.iterdir()) == [
        ".ipynb_checkpoints",
        RECORD,
        "captions.json",
        "kept.csv",
        "kept.md",
        "values.json",
    ]


def test_the_record_names_what_was_read_and_what_was_made(tiny):
    names = save_here(tiny, {"rows": table_exhibit()})
    record = json.loads((tiny.artefacts("tiny", "quick") / RECORD).read_text())
    assert sorted(record["artefacts"]) == names
    assert sorted(record["tables"]) == [
        "data/tiny/items.csv",
        "data/tiny/scores.csv",
        "data/tiny/study.toml",
    ]
    assert any(name.endswith("compendium/exhibits/save.py") for name in record["modules"])


@pytest.mark.parametrize(
    ("value", "saved"),
    [
        (1, 1),
        (True, True),
        (None, None),
        ("tekst – één", "tekst – één"),
        (0.1 + 0.2, 0.3),
        (2 / 3, 0.666667),
        (float("nan"), None),
        (pd.NA, None),
        (np.float64("nan"), None),
        (np.float32(0.5), 0.5),
        (np.int64(7), 7),
        (np.bool_(True), True),
        (Decimal("80.5"), 80.5),
        (2**70, 2**70),
        ([1, np.int64(2), (3, pd.NA)], [1, 2, [3, None]]),
        ({"a": {"b": np.int8(1)}, 1: "one"}, {"a": {"b": 1}, "1": "one"}),
    ],
)
def test_values_become_what_json_holds(tiny, value, saved):
    save_here(tiny, values={"v": value})
    found = values_of(tiny)["v"]
    assert found == saved
    assert type(found) is type(saved)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (pd.Timestamp("2023-01-01"), "values.a.b: Timestamp cannot be saved as a value. "),
        ({1, 2}, "values.a.b: set cannot be saved as a value. "),
        (pd.Series([1]), "values.a.b: Series cannot be saved as a value. "),
        (pd.NaT, "values.a.b: NaTType cannot be saved as a value. "),
        (float("inf"), "values.a.b: inf cannot be saved as a value. "),
        (np.float64("-inf"), "values.a.b: -inf cannot be saved as a value. "),
    ],
)
def test_what_json_does_not_hold_is_refused_before_anything_is_written(tiny, value, message):
    with pytest.raises(AnalysisError) as caught:
        save_here(tiny, values={"a": {"b": value}})
    assert str(caught.value) == message + "Use finite numbers, texts and lists."
    assert not tiny.figures.exists()


def test_a_step_saves_only_its_own_artefacts(tiny, monkeypatch):
    monkeypatch.setenv("COMPENDIUM_STEP", "other/quick")
    with pytest.raises(AnalysisError, match="run as other/quick, and would save tiny/quick"):
        save_here(tiny)
    assert not tiny.figures.exists()


def test_a_bare_figure_is_no_exhibit(tiny):
    with pytest.raises(AnalysisError) as caught:
        save_here(tiny, {"rows": pd.DataFrame({"a": [1]})})
    assert str(caught.value) == (
        "rows: DataFrame is not an Exhibit. Save figures and tables with their caption and "
        "alternative text, as co.Exhibit."
    )


@pytest.mark.parametrize("name", ["../rows", "a/b", "Rows", "", ".step", "a b"])
def test_a_name_that_is_no_file_name_is_refused(tiny, name):
    with pytest.raises(AnalysisError) as caught:
        save_here(tiny, {name: table_exhibit()})
    assert str(caught.value) == (
        f"{name!r} cannot be the name of a file. Name the exhibit in lower-case letters, digits "
        "and hyphens."
    )


def test_an_analysis_without_a_notebook_is_refused(tiny):
    with pytest.raises(AnalysisError) as caught:
        save(read_study("tiny", layout=tiny), "quikc", exhibits={}, values={}, layout=tiny)
    assert str(caught.value) == (
        "'quikc' is not an analysis: notebooks/ holds no NN-quikc.ipynb. "
        "Save under the name that the notebook's file has."
    )


@pytest.mark.parametrize("moment", range(7))
def test_a_failure_half_way_leaves_whole_files_and_no_record(tiny, monkeypatch, moment):
    before = {"rows": table_exhibit(a=[1]), "gone": table_exhibit()}
    after = {"rows": table_exhibit(a=[2]), "new": table_exhibit(a=[3])}
    save_here(tiny, after)
    new = files_in(tiny.figures)
    save_here(tiny, before)
    old = files_in(tiny.figures)
    replaced, original = [], Path.replace

    def replace(self, target):
        if len(replaced) == moment:
            raise OSError("no space left on device")
        replaced.append(target)
        return original(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", replace)
        with pytest.raises(OSError, match="no space left"):
            save_here(tiny, after)
    found = files_in(tiny.figures)
    assert f"tiny/quick/{RECORD}" not in found
    assert all(content in (old.get(name), new.get(name)) for name, content in found.items())
    save_here(tiny, after)
    found = files_in(tiny.figures)
    assert found.pop(f"tiny/quick/{RECORD}")
    assert found.items() <= new.items()
    assert len(found) == len(new) - 1


def test_a_file_that_could_not_be_written_keeps_its_old_contents(tmp_path, monkeypatch):
    path = tmp_path / "deep" / "values.json"
    write_whole(path, b"old")
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError("broken disk")))
    with pytest.raises(OSError, match="broken disk"):
        write_whole(path, b"new")
    assert files_in(tmp_path) == {"deep/values.json": b"old"}


# Saves without end, the same two sets of artefacts in turn, and tells when it has begun.
ENDLESS = """
import itertools, sys
import pandas as pd
import compendium as co
study = co.read_study("tiny")
for turn in itertools.count():
    table = pd.DataFrame({"a": [turn % 2] * 20000})
    exhibits = {f"table-{n}": co.Exhibit(table, "Caption.", "Alt.") for n in range(3)}
    co.save(study, "quick", exhibits=exhibits, values={"turn": turn % 2})
    if turn == 1:
        print("begun", flush=True)
"""


def test_a_process_that_is_killed_while_it_saves_leaves_whole_files(tiny):
    folder = tiny.artefacts("tiny", "quick")
    whole = {}
    for turn in (0, 1):
        table = table_exhibit(a=[turn] * 20000)
        save_here(tiny, {f"table-{n}": table for n in range(3)}, {"turn": turn})
        for name, content in files_in(folder).items():
            whole.setdefault(name, set()).add(content)
    with subprocess.Popen(
        [sys.executable, "-c", ENDLESS], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "begun\n"
        try:
            process.wait(0.02)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        process.wait()
    for name, content in files_in(folder).items():
        if name not in (RECORD, "captions.json") and not name.startswith(".writing-"):
            assert content in whole[name], name
    if (folder / RECORD).is_file():
        made = json.loads((folder / RECORD).read_text())["artefacts"]
        digests = {name: file_hash(folder / name) for name in made}
        assert digests == made
    save_here(tiny, {"rows": table_exhibit()})
    assert sorted(files_in(folder)) == [
        RECORD,
        "captions.json",
        "rows.csv",
        "rows.md",
        "values.json",
    ]


def test_an_exhibit_shows_itself_in_a_notebook():
    shown, about = figure_exhibit()._repr_mimebundle_()
    assert shown["image/png"].startswith(b"\x89PNG")
    assert about["image/png"]["width"] < 800
    assert shown["text/plain"] == "A line."
    table, _ = table_exhibit(a=[None, 1.5])._repr_mimebundle_()
    assert "A table." in table["text/html"]
    assert "NaN" not in table["text/html"]


def test_no_cell_and_no_heading_of_a_table_is_a_formula():
    table = pd.DataFrame({"=1+1": ["=SUM(A1)", "-3.5", "+cmd", "@x"], "n": [1, -2, 3, 4]})
    lines = table_as_csv(table).decode().splitlines()
    assert lines == ["'=1+1,n", "'=SUM(A1),1", "-3.5,-2", "'+cmd,3", "'@x,4"]
