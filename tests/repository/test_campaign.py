"""The campaign finds nothing, and would find what it looks for."""

import random

import pytest
from campaign import hostile
from campaign.mutate import mutated, mutated_json
from campaign.renames import kill_at_renames
from campaign.tally import Tally, as_table

from compendium import files
from compendium.layout import Layout


def test_an_import_killed_at_its_first_renames_is_completed_or_undone(tmp_path):
    tally = kill_at_renames(tmp_path / "compendium", most=3)
    assert (tally.tried, tally.found) == (6, [])


def test_a_way_of_writing_without_a_journal_is_found_out(tmp_path, monkeypatch):
    def one_by_one(contents, **_):
        for path, content in contents.items():
            files.write_whole(path, content)

    monkeypatch.setattr("compendium.qda.arrive.importing.write_all", one_by_one)
    tally = kill_at_renames(tmp_path / "compendium", most=3)
    assert tally.count("half-written") > 0


def test_there_are_enough_hostile_files(tmp_path):
    names = [name for name, *_ in hostile.cases(Layout(tmp_path))]
    assert len(names) == len(set(names)) >= 60


@pytest.mark.parametrize("change", [mutated, mutated_json])
def test_the_same_seed_gives_the_same_mutations(change):
    content = b'{"a": [1, {"b": null}], "c": "text"}'
    first = [change(content, random.Random(seed)) for seed in range(50)]
    assert first == [change(content, random.Random(seed)) for seed in range(50)]
    assert len(set(first)) > 10


def test_the_table_counts_what_was_found():
    tally = Tally("kills", "kills", 3, [("lost", "a"), ("lost", "b"), ("hang", "c")], 2.0)
    assert as_table([tally]).splitlines()[-1] == "| kills | 3 kills | 0 | 2 | 0 | 0 | 1 | 0 | 2 |"
