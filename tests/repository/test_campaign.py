"""The campaign finds nothing, and would find what it looks for."""

import random

import pytest
from campaign import hostile
from campaign.hostile import try_hostile_files
from campaign.kills import kill_commands
from campaign.markers import search_markers
from campaign.mutate import mutated, mutated_json
from campaign.mutations import mutate_all
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


def test_a_short_campaign_finds_nothing(tmp_path):
    tallies = [
        mutate_all(tmp_path / "mutated", seed=1, times=20, jobs=1, records=False),
        kill_commands(tmp_path / "killed", seed=1, times=1, names=["import"]),
        search_markers(tmp_path / "marked", seed=1, markers=3, notebooks=False),
        # Links, pipes and folders in place of a table, of study.toml and of inputs.
        try_hostile_files(tmp_path / "hostile", most=3, notebooks=False),
    ]
    assert [(tally.part, tally.found) for tally in tallies if tally.found] == []
    assert [tally.tried for tally in tallies] == [20, 1, 3, 3]


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
