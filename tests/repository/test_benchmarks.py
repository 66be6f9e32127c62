"""The benchmarks measure what they say; no time is tested here."""

import subprocess
import sys

import numpy as np
import pytest
from benchmarks import (
    __main__ as benchmarks,
    coding_speed,
    copies,
    generate,
    many_studies,
    other_ways,
    rows,
    run_speed,
    text_speed,
)

from compendium.layout import RECORD, Layout
from compendium.own.check import check_study
from compendium.steps.plan import make_plan
from compendium.study.study import read_study
from tiny_compendium import REPOSITORY, files_in


def test_the_readme_shows_the_results_that_were_written():
    page = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    results = (REPOSITORY / "benchmarks" / "results.md").read_text(encoding="utf-8")
    assert results
    assert benchmarks.results_in(page) == results
    assert benchmarks.with_results(page, results) == page


def test_the_results_replace_those_of_an_earlier_run_and_nothing_else():
    page = f"before\n{benchmarks.BEGIN}old\n{benchmarks.END}\nafter\n"
    assert benchmarks.with_results(page, "new\n") == page.replace("old", "new")


def test_every_module_with_a_measure_is_run():
    names = [module.__name__ for module in benchmarks.benchmark_modules()]
    assert {"benchmarks.many_studies", "benchmarks.run_speed"} <= set(names)


@pytest.mark.thorough
@pytest.mark.parametrize("module", [coding_speed, text_speed], ids=lambda module: module.__name__)
def test_what_is_generated_can_be_measured(module):
    measured = module.measure(quick=True)
    assert all(row.target.startswith("at most") and row.against for row in measured)


def test_the_table_says_whether_each_target_was_met():
    listed = [
        rows.times_faster("a", 2, "b", 20, 10),
        rows.times_faster("a", 2, "b", 19, 10),
        rows.share_of("a", 3, "b", 2, 1.5),
        rows.share_of("a", 3.1, "b", 2, 1.5),
        rows.at_most("a", 0.3, 0.3),
    ]
    assert [row.met for row in listed] == [True, False, True, False, True]
    assert rows.as_table(listed).splitlines()[2] == (
        "| a | 2.00 s | b: 20.00 s | 10.0 | at least 10 times faster | yes |"
    )


def test_the_code_is_that_of_the_command(monkeypatch, capsys):
    row = rows.Row("a", "1 s", "none", met=False)
    monkeypatch.setattr(run_speed, "measure", lambda *, quick: [row])
    monkeypatch.setattr(benchmarks, "benchmark_modules", lambda: [run_speed])
    assert benchmarks.main(["--quick"]) == 1
    captured = capsys.readouterr()
    assert "| a | 1 s |  |  | none | no |" in captured.out
    assert "Machine: " in captured.out
    assert benchmarks.main(["--only", "another"]) == 0


def test_a_generated_compendium_has_the_four_analyses_and_no_mistake(tmp_path, monkeypatch):
    layout = Layout(tmp_path / "compendium")
    generate.write_compendium(layout.root, studies=3, rng=np.random.default_rng(1))
    monkeypatch.setenv("COMPENDIUM_ROOT", str(layout.root))
    steps = make_plan(layout, analyses=generate.ANALYSES)
    assert len(steps) == 3 * len(generate.ANALYSES)
    for name in {step.study for step in steps}:
        assert check_study(read_study(name, layout=layout)) == []
    again = tmp_path / "again"
    generate.write_compendium(again, studies=3, rng=np.random.default_rng(1))
    assert files_in(again) == files_in(layout.root)


def test_cells_run_with_the_parameters_of_the_step(tiny):
    step = make_plan(tiny, analyses=["quick"], parameters={"note": "from here"})[0]
    other_ways.run_cells(step, other_ways.code_cells(step.notebook))
    assert "means.csv" in files_in(tiny.artefacts("tiny", "quick"))


# The other ways start kernels, which takes long.
WAYS = [
    way if way == "plain" else pytest.param(way, marks=pytest.mark.thorough)
    for way in other_ways.WAYS
]


@pytest.mark.parametrize("way", WAYS)
def test_each_other_way_makes_the_artefacts(tiny, way):
    subprocess.run(
        [sys.executable, "-m", "benchmarks.other_ways", way, str(tiny.root)],
        cwd=REPOSITORY,
        capture_output=True,
        check=True,
    )
    for analysis in ("quick", "slow"):
        assert {"values.json", RECORD} <= set(files_in(tiny.artefacts("tiny", analysis)))


def test_an_edit_changes_one_label(tiny):
    table = tiny.data / "tiny" / "items.csv"
    before = table.read_text().splitlines()
    run_speed.edit(table, 0)
    after = table.read_text().splitlines()
    assert [
        i for i, lines in enumerate(zip(before, after, strict=True)) if len(set(lines)) > 1
    ] == [1]


def test_a_copy_holds_what_git_would_keep_and_no_record():
    with copies.copy_of_repository() as root:
        assert (root / "notebooks" / "analyses.toml").is_file()
        assert (root / "benchmarks" / "run_speed.py").is_file()
        assert not list(root.glob("figures/**/.step.json"))
    assert not root.exists()


def test_memory_that_grows_is_not_flat():
    assert many_studies.flatness([1, *[10] * 10, 11]) == 1
    assert many_studies.flatness(range(10, 30)) > many_studies.FLAT
