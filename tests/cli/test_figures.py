"""``compendium figures``: another look, other files, and nothing of ours changes."""

import json
import struct
import subprocess
import sys

from compendium.exhibits.look import LEAST_TYPE


def figures(layout, *words):
    return subprocess.run(
        [sys.executable, "-m", "compendium.cli", "figures", *words],
        cwd=layout.root,
        capture_output=True,
        text=True,
        check=False,
    )


def test_figures_are_laid_out_anew_in_a_folder_of_their_own(tiny):
    form = "svg,pdf,eps,tiff,png"
    done = figures(tiny, "--width", "85", "--grey", "--format", form, "--dpi", "100", "--text")
    assert done.returncode == 0, done.stderr
    assert not list(tiny.figures.glob("*/*/*")), "what is committed stays as it is"
    folder = tiny.root / "build" / "figures" / "tiny" / "slow"
    size = json.loads((folder / "sizes.json").read_text())["timeline"]
    assert size["width"] == 85
    assert size["smallest"] >= LEAST_TYPE
    assert f"tiny/slow/timeline  85 x {size['height']:g} mm, type " in done.stdout
    assert (folder / "timeline.eps").read_bytes().startswith(b"%!PS-Adobe-3.0 EPSF")
    assert (folder / "timeline.pdf").read_bytes().startswith(b"%PDF")
    assert (folder / "timeline.tiff").read_bytes()[:4] in (b"II*\0", b"MM\0*")
    svg = (folder / "timeline.svg").read_text()
    assert "<text" in svg
    assert "#0072b2" not in svg, "no colour"
    across, _ = struct.unpack(">II", (folder / "timeline.png").read_bytes()[16:24])
    assert across == int(85 / 25.4 * 100)


def test_what_cannot_be_is_said_before_anything_runs(tiny):
    for words, message in (
        (("--format", "jpeg"), "figures cannot be written as 'jpeg'"),
        (("--format", ","), "--format names no format"),
        (("--font", "No Such Font"), "is not installed here"),
        (("--study", "tyni"), "there is no study 'tyni'"),
    ):
        done = figures(tiny, *words)
        assert done.returncode == 1
        assert message in done.stderr
        assert "Traceback" not in done.stderr
    assert not (tiny.root / "build" / "figures").exists()


def test_the_publishers_are_listed_with_their_source(tiny):
    done = figures(tiny, "--publisher", "list")
    assert done.returncode == 0
    assert "plos" in done.stdout
    assert done.stdout.count("https://") == 3


def run(layout, *words):
    return subprocess.run(
        [sys.executable, "-m", "compendium.cli", "run", "--study", "tiny", *words],
        cwd=layout.root,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_first_look_has_tables_and_values_and_draws_nothing(tiny):
    done = run(tiny, "--no-figures")
    assert done.returncode == 0, done.stderr
    folder = tiny.root / "build" / "first-look" / "tiny" / "slow"
    made = {path.name for path in folder.iterdir() if not path.name.startswith(".")}
    assert "values.json" in made
    assert not {name for name in made if name.endswith((".svg", ".png"))}
    assert not list(tiny.figures.glob("*/*/*")), "what is committed stays as it is"
    executed = tiny.root / "build" / "for-first-look" / "notebooks" / "tiny" / "slow.ipynb"
    assert "image/png" not in executed.read_text()
    assert "up to date" in run(tiny, "--no-figures").stdout
    assert "not both" in run(tiny, "--no-figures", "--cluster", "local").stderr
