"""Every kind of dependency: a change makes the steps stale that depend on it, and no other."""

import os
import shutil
from pathlib import Path

import pytest

import compendium
from compendium.cli import main
from compendium.fingerprint import fingerprint, is_unchanged
from compendium.layout import RECORD
from compendium.paper.closing import closing_steps
from compendium.steps.plan import make_plan
from compendium.steps.stale import told
from started import in_copy
from tiny_compendium import files_in, make_compendium

QUICK, SLOW, VERIFICATION = "tiny/quick", "tiny/slow", "verification"


def command(layout, *words):
    """Run a command with the copy of the package that lies in the compendium."""
    return in_copy(layout, "compendium.cli", *words)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Give a compendium with its own copy of the package, in which all steps were run."""
    layout = make_compendium(tmp_path_factory.mktemp("stale") / "compendium")
    copy = layout.root / "src" / "compendium"
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(Path(compendium.__file__).parent, copy, ignore=ignored)
    done = command(layout, "run")
    assert (done.returncode, done.stderr.count("warning: ")) == (0, 0), done.stderr
    assert done.stdout.splitlines()[-1].startswith("3 run, 0 up to date, 0 failed; ")
    return layout


def stale(layout):
    steps = make_plan(layout)
    closing = closing_steps(layout, before=[step for step in steps if step.reason])
    return {step.name: step.reason for step in (*steps, *closing) if step.reason}


def append(text):
    def change(path):
        path.write_bytes(path.read_bytes() + text.encode())

    return change


@pytest.mark.parametrize(
    ("name", "change", "steps"),
    [
        (
            "src/compendium/analyses/scale_scores/scores.py",
            append("MORE = 1\n"),
            {QUICK, VERIFICATION},
        ),
        (
            "src/compendium/analyses/scale_scores/table.py",
            append("MORE = 1\n"),
            {QUICK, VERIFICATION},
        ),
        ("src/compendium/analyses/timeline/events.py", append("MORE = 1\n"), {SLOW}),
        ("src/compendium/analyses/timeline/figure.py", append("MORE = 1\n"), {SLOW}),
        ("src/compendium/analyses/scale_scores/figure.py", append("MORE = 1\n"), set()),
        ("src/compendium/analyses/theme_map/themes.py", append("MORE = 1\n"), set()),
        ("src/compendium/study/study.py", append("MORE = 1\n"), {QUICK, SLOW, VERIFICATION}),
        ("src/compendium/verification/run.py", append("MORE = 1\n"), {VERIFICATION}),
        ("src/compendium/steps/plan.py", append("MORE = 1\n"), set()),
        ("src/compendium/study/study.py", append("# A comment.\n"), set()),
        ("src/compendium/study/kinds/scores.json", append(" "), {QUICK, VERIFICATION}),
        ("src/compendium/study/kinds/elements.json", append(" "), {SLOW, VERIFICATION}),
        ("src/compendium/study/kinds/topics.json", append(" "), set()),
        ("data/tiny/scores.csv", append("3,T2,50\n"), {QUICK, VERIFICATION}),
        ("data/tiny/elements.csv", append("3,Logs,log\n"), {SLOW, VERIFICATION}),
        ("data/tiny/study.toml", append("# A comment.\n"), {QUICK, SLOW, VERIFICATION}),
        ("data/README.md", append("A sentence.\n"), set()),
        ("notebooks/analyses.toml", append("# A comment.\n"), set()),
        ("notebooks/notes.txt", append("x"), set()),
        ("locks/run.lock", append("numpy==2\n"), {QUICK, SLOW, VERIFICATION}),
        ("figures/tiny/slow/timeline.svg", append(" "), {SLOW}),
        ("figures/tiny/slow/timeline.svg", Path.unlink, {SLOW}),
        ("figures/tiny/quick/values.json", append(" "), {QUICK, VERIFICATION}),
        ("figures/tiny/quick/.step.json", Path.unlink, {QUICK, VERIFICATION}),
        ("figures/verification.csv", append("x"), {VERIFICATION}),
        ("figures/verification/summary/tally.md", Path.unlink, {VERIFICATION}),
        ("data/other/cases.csv", append("case,label\nA,Alder\n"), {"other/slow", VERIFICATION}),
        ("data/tiny/printed.csv", Path.unlink, set()),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_change_makes_exactly_the_right_steps_stale(whole, name, change, steps):
    path = whole.root / name
    before = path.read_bytes() if path.exists() else None
    path.parent.mkdir(parents=True, exist_ok=True)
    if before is None:
        path.write_bytes(b"")
    try:
        change(path)
        assert set(stale(whole)) == steps
    finally:
        if before is None:
            path.unlink()
            if not any(path.parent.iterdir()):
                path.parent.rmdir()
        else:
            path.write_bytes(before)
    assert stale(whole) == {}


def test_a_run_with_nothing_to_do_says_so_and_writes_nothing(whole):
    before = {name: text for name, text in files_in(whole.root).items() if "/" in name}
    assert command(whole, "run").stdout == "3 steps, all up to date\n"
    after = {name: text for name, text in files_in(whole.root).items() if "/" in name}
    changed = {name for name in after if after[name] != before.get(name)}
    assert {
        name for name in changed if "__pycache__" not in name and name[:12] != "build/locks/"
    } == set()


def test_only_what_is_stale_is_made_again(whole):
    path = whole.data / "tiny" / "elements.csv"
    before = path.read_bytes()
    untouched = (whole.artefacts("tiny", "quick") / RECORD).read_bytes()
    path.write_bytes(before.replace(b"Talks", b"Conversations"))
    output = command(whole, "run").stdout.splitlines()
    assert [line.split("  ")[0] for line in output[:-1]] == [SLOW, VERIFICATION]
    assert output[-1].startswith("2 run, 1 up to date, 0 failed; ")
    assert (whole.artefacts("tiny", "quick") / RECORD).read_bytes() == untouched
    path.write_bytes(before)
    assert command(whole, "run").returncode == 0
    assert stale(whole) == {}


def test_a_file_read_by_itself_is_told_and_a_change_of_it_noticed(whole):
    path, notes = whole.notebooks / "01-quick.ipynb", whole.data / "tiny" / "notes.txt"
    before = path.read_text()
    notes.write_text("one\n")
    more = r"open('../data/tiny/notes.txt').read()\nopen('out.txt', 'w').write('x')\n1"
    path.write_text(before.replace('"means"', f'"{more}"'))
    assert path.read_text() != before
    done = command(whole, "run", "--analysis", "quick")
    told_of = [line for line in done.stderr.splitlines() if "warning" in line]
    assert told_of == [
        "tiny/quick  warning: reads data/tiny/notes.txt, which is no table of the study. Save it "
        "as a table of a known kind, and read it with this.table(...).",
        "tiny/quick  warning: writes notebooks/out.txt, outside of figures/tiny/quick/. Save it "
        "with co.save, as an exhibit or a value.",
    ]
    assert stale(whole) == {}
    notes.write_text("two\n")
    assert stale(whole) == {
        QUICK: "data/tiny/notes.txt changed",
        VERIFICATION: ("figures/tiny/quick is made anew"),
    }
    path.write_text(before)
    notes.unlink()
    (whole.notebooks / "out.txt").unlink()
    assert command(whole, "run").returncode == 0
    assert stale(whole) == {}


@pytest.mark.thorough
def test_a_study_under_another_name_leaves_nothing_behind(whole):
    user = whole.artefacts("tiny", "slow") / "mine.txt"
    user.write_text("not made by a step")
    (whole.data / "tiny").rename(whole.data / "renamed")
    assert "tiny/quick  would be removed: " in command(whole, "plan").stdout
    notebooks = "renamed/quick", "renamed/slow"
    done = command(whole, "run")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == "tiny/quick  removed, 7 files: no such step"
    assert "tiny/slow  kept figures/tiny/slow/mine.txt: no step made it as it is" in lines
    assert [path.name for path in (whole.figures / "tiny").rglob("*") if path.is_file()] == [
        "mine.txt"
    ]
    assert not (whole.build / "notebooks" / "tiny").exists()
    user.unlink()
    shutil.rmtree(whole.figures / "tiny")
    (whole.data / "renamed").rename(whole.data / "tiny")
    assert command(whole, "run").returncode == 0
    assert not any((whole.root / "figures" / name).exists() for name in notebooks)
    assert stale(whole) == {}


def test_the_reasons_are_told_in_one_line():
    assert told([]) == ""
    assert told(["a"]) == "a"
    assert told(list("abc")) == "a; b; c"
    assert told(list("abcdef")) == "a; b; c; and 3 more"


CODE = '"""What it is."""\n\n\ndef one():\n    """Give one."""\n    return 1\n'


@pytest.mark.parametrize(
    ("after", "same"),
    [
        (CODE, True),
        (CODE.replace("What it is", "What it was"), True),
        (CODE.replace("Give one", "Return one"), True),
        (CODE.replace("    return", "    # One.\n    return"), True),
        (CODE.replace("return 1", "return (1)"), True),
        (CODE.replace("return 1", "return 1.0"), False),
        (CODE.replace("return 1", "return '1'"), False),
        (CODE.replace("def one():", "def one(n=1):"), False),
        (CODE.replace("return 1", "return 1 +"), False),
        (CODE + "one()\n", False),
    ],
)
def test_only_code_counts_in_a_module(tmp_path, after, same):
    path = tmp_path / "module.py"
    path.write_text(CODE)
    recorded = fingerprint(path)
    path.write_text(after)
    assert is_unchanged(path, recorded) is same


def test_a_module_with_an_error_is_known_by_its_bytes_alone(tmp_path):
    path = tmp_path / "module.py"
    path.write_text("def one(:\n")
    recorded = fingerprint(path)
    assert is_unchanged(path, recorded)
    path.write_text("def one(:\n\n")
    assert not is_unchanged(path, recorded)
    path.unlink()
    assert not is_unchanged(path, recorded)
    assert fingerprint(path) == ""


def test_every_byte_counts_in_a_table(tmp_path):
    path = tmp_path / "cases.csv"
    path.write_bytes(b"case\nA\n")
    recorded = fingerprint(path)
    path.write_bytes(b"case\r\nA\r\n")
    assert not is_unchanged(path, recorded)


def test_the_commands_that_write_wait_for_one_another(tiny, capsys, monkeypatch):
    from compendium.steps import alone

    monkeypatch.setattr(alone, "PATIENCE", 0)
    monkeypatch.chdir(tiny.root)
    with alone.alone(tiny, ["tiny"], command="compendium import"):
        for words in (
            ["run"],
            ["run", "--study", "tiny"],
            ["verify"],
            ["report", "tiny"],
            ["package", "tiny"],
            ["paper"],
            ["import", "x.csv", "--study", "tiny"],
        ):
            assert main(words) == 1
            message = capsys.readouterr().err
            assert message.startswith(
                f"data/tiny: `compendium import` (process {os.getpid()} on "
            ), words
            assert "has been at work on it since 2" in message
        assert main(["plan"]) == 0
        assert main(["check", "tiny"]) == 0
        with alone.alone(tiny, ["other"], command="compendium new"):
            pass
