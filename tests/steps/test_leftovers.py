"""What is removed of steps that are no more, and what is left to its owner."""

import pytest

from compendium.exhibits.exhibit import Exhibit
from compendium.exhibits.save import save
from compendium.layout import RECORD
from compendium.steps.leftovers import find_leftovers, out_of_reach, remove
from compendium.study.study import read_study
from tiny_compendium import files_in


@pytest.fixture
def gone(tiny):
    """Give a compendium with the artefacts of a step, and nothing else in figures/."""
    study = read_study("tiny", layout=tiny)
    table = Exhibit(study.table("items"), "A table.", "Three rows.")
    save(study, "quick", exhibits={"items": table}, values={"n": 3}, layout=tiny)
    executed = tiny.executed("tiny", "quick")
    executed.parent.mkdir(parents=True)
    executed.write_text("{}")
    return tiny


def remove_all(layout, steps=()):
    leftovers = find_leftovers(layout, steps)
    for leftover in leftovers:
        remove(layout, leftover)
    return [(leftover.name, [path.name for path in leftover.kept]) for leftover in leftovers]


def test_a_step_that_is_there_keeps_everything(gone):
    before = files_in(gone.root)
    assert remove_all(gone, ["tiny/quick"]) == []
    assert files_in(gone.root) == before


@pytest.mark.parametrize("recorded", [True, False])
def test_of_a_step_that_is_no_more_nothing_stays(gone, recorded):
    if not recorded:
        (gone.artefacts("tiny", "quick") / RECORD).unlink()
    assert remove_all(gone) == [("tiny/quick", [])]
    assert list(gone.figures.iterdir()) == []
    assert list((gone.build / "notebooks").iterdir()) == []
    assert remove_all(gone) == []


def test_a_file_that_no_step_made_stays(gone):
    mine = gone.artefacts("tiny", "quick") / "mine.xlsx"
    mine.write_bytes(b"x")
    assert remove_all(gone) == [("tiny/quick", ["mine.xlsx"])]
    assert files_in(gone.figures) == {"tiny/quick/mine.xlsx": b"x"}
    assert remove_all(gone) == []


def test_an_artefact_that_was_edited_by_hand_stays(gone):
    edited = gone.artefacts("tiny", "quick") / "items.csv"
    edited.write_bytes(b"item\n")
    assert remove_all(gone) == [("tiny/quick", ["items.csv"])]
    assert files_in(gone.figures) == {"tiny/quick/items.csv": b"item\n"}


def test_without_a_record_a_file_that_the_captions_do_not_name_keeps_all(gone):
    folder = gone.artefacts("tiny", "quick")
    (folder / RECORD).unlink()
    (folder / "mine.csv").write_bytes(b"x")
    before = files_in(gone.figures)
    remove_all(gone)
    assert files_in(gone.figures) == before


def test_what_lies_elsewhere_in_the_folder_of_figures_is_no_step(gone):
    (gone.figures / "verification.csv").write_text("x")
    (gone.figures / "mine").mkdir()
    (gone.figures / "mine" / "a.svg").write_text("x")
    (gone.figures / "mine" / "deep").mkdir()
    (gone.figures / "mine" / "deep" / "b.svg").write_text("x")
    before = files_in(gone.figures)
    assert remove_all(gone, ["tiny/quick"]) == []
    assert files_in(gone.figures) == before


@pytest.mark.parametrize("here", [True, False])
def test_what_was_made_of_texts_that_are_on_another_machine_stays(gone, here):
    listed = gone.notebooks / "analyses.toml"
    listed.write_text(listed.read_text().replace('["items", "scores"]', '["items", "texts"]', 1))
    if here:  # and somebody emptied the folder
        (gone.data / "tiny" / "private" / "texts").mkdir(parents=True)
    assert out_of_reach(gone) == ([] if here else ["tiny/quick"])
