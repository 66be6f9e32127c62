"""The growth of codes over sources, against counts by hand."""

import numpy as np
import pandas as pd
import pytest

from compendium.analyses.saturation.figure import draw_growth
from compendium.analyses.saturation.growth import (
    code_growth,
    new_information,
    random_growth,
    saturated_at,
    summarise_saturation,
)
from compendium.analyses.saturation.sensitivity import saturation_by_base
from compendium.analyses.saturation.table import (
    tabulate_growth,
    tabulate_runs,
    tabulate_saturation,
)
from compendium.errors import TableError

# Codes by source: 3 in the first four sources, then one more, then none.
FOUND = ["ab", "b", "bc", "a", "cd", "d", "a", "abcd"]


def segments(found=FOUND):
    rows = [(f"s{n}", code) for n, codes in enumerate(found) for code in codes]
    return pd.DataFrame(rows, columns=["source", "code"])


def sources(found=FOUND):
    names = [f"s{n}" for n in range(len(found))]
    dates = [f"2023-{12 - n:02d}" for n in range(len(found))]
    return pd.DataFrame({"source": names, "label": names, "date": dates})


def test_new_codes_are_those_that_no_source_before_had():
    growth = code_growth(segments(), sources())
    assert growth["new"].tolist() == [2, 0, 1, 0, 1, 0, 0, 0]
    assert growth["codes"].tolist() == [2, 2, 3, 3, 4, 4, 4, 4]
    assert growth["n"].tolist() == [2, 1, 2, 1, 2, 1, 1, 4]


def test_the_sources_can_be_sorted_by_a_column():
    growth = code_growth(segments(), sources(), order="date")
    assert growth["source"].iloc[0] == "s7"
    assert growth["new"].tolist() == [4, 0, 0, 0, 0, 0, 0, 0]
    with pytest.raises(TableError, match="no column 'day'"):
        code_growth(segments(), sources(), order="day")


def test_a_source_in_which_nothing_was_coded_brings_nothing_new_and_stays():
    more = pd.concat([sources(), pd.DataFrame({"source": ["x"], "label": ["X"]})])
    growth = code_growth(segments(), more)
    assert growth.iloc[-1][["source", "n", "new", "codes"]].to_list() == ["x", 0, 0, 4]
    band = random_growth(segments(), more, orders=500, rng=np.random.default_rng(1))
    assert len(band) == len(FOUND) + 1
    assert band["low"].iloc[0] == 0, "x may come first"


def test_sources_of_a_kind_that_was_not_analysed_are_left_out():
    more = pd.concat([sources().assign(kind="interview"), pd.DataFrame(
        {"source": ["x", "y"], "label": ["X", "Y"], "kind": ["interview", "map"]})])  # fmt: skip
    assert list(code_growth(segments(), more)["source"])[-1] == "x"


def test_saturation_for_several_bases_and_runs():
    table = saturation_by_base(
        segments(), sources(), bases=(3, 4), runs=(2, 9), rng=np.random.default_rng(1)
    )
    assert table[["base", "run", "in_base", "reached"]].to_numpy().tolist() == [
        [3, 2, 3, 7], [4, 2, 3, 7],
    ]  # fmt: skip
    assert (table["share"] > 0.5).all()
    assert (table["low"] <= table["median"]).all()
    assert (table["low"] >= table["base"] + table["run"]).all()
    listed = tabulate_saturation(table, threshold=0.05, title="T")
    assert listed.content["Reached at"].to_list() == ["7", "7"]


def test_samples_are_saturated_where_runs_of_them_are():
    rng = np.random.default_rng(3)
    table = saturation_by_base(segments(), sources(), bases=(4,), runs=(2,), resamples=40, rng=rng)
    drawn = np.random.default_rng(3).integers(0, 8, (40, 8))
    places = []
    for sample in drawn:
        found = [FOUND[n] for n in sample]
        growth = code_growth(segments(found), sources(found))
        places.append(saturated_at(new_information(growth, base=4, run=2), threshold=0.05))
    known = [place for place in places if place]
    assert table.loc[0, "share"] == len(known) / 40
    assert table.loc[0, "median"] == np.median(known)


def test_runs_are_weighed_against_the_base():
    runs = new_information(code_growth(segments(), sources()), base=4, run=2)
    assert list(zip(runs["first"], runs["last"], strict=True)) == [(5, 6), (6, 7), (7, 8)]
    assert runs["new"].tolist() == [1, 0, 0]
    assert runs["ratio"].tolist() == pytest.approx([1 / 3, 0, 0])
    assert saturated_at(runs, threshold=0.05) == 7
    assert saturated_at(runs, threshold=0.4) == 6


def test_too_few_sources_for_a_run_are_said():
    growth = code_growth(segments(FOUND[:3]), sources(FOUND[:3]))
    runs = new_information(growth, base=4, run=2)
    assert runs.empty
    assert summarise_saturation(growth, runs, threshold=0.05) == {
        "n_sources": 3, "n_codes": 3, "new_in_last": 1, "saturated_at": None,
    }  # fmt: skip
    band = random_growth(segments(FOUND[:3]), orders=5, rng=np.random.default_rng(1))
    figure = draw_growth(growth, band, runs, threshold=0.05, title="T")
    assert "too few sources" in figure.caption


def test_random_orders_begin_low_and_end_with_all_codes():
    band = random_growth(segments(), orders=50, rng=np.random.default_rng(1))
    assert band["sources"].tolist() == list(range(1, 9))
    assert (band["low"] <= band["mean"]).all()
    assert (band["mean"] <= band["high"]).all()
    assert band["mean"].is_monotonic_increasing
    assert band["mean"].iloc[-1] == band["low"].iloc[-1] == 4
    # The mean over all orders of the first source is the mean number of codes in a source.
    assert band["mean"].iloc[0] == pytest.approx(np.mean([len(codes) for codes in FOUND]), abs=0.5)


def test_the_same_seed_gives_the_same_band():
    one = random_growth(segments(), orders=9, rng=np.random.default_rng(2))
    other = random_growth(segments(), orders=9, rng=np.random.default_rng(2))
    pd.testing.assert_frame_equal(one, other)


def test_figure_and_tables_are_drawn_for_few_and_for_many_sources():
    for found in (["a"], FOUND, FOUND * 12):
        growth = code_growth(segments(found), sources(found[:12] * (len(found) // 12 or 1)))
        band = random_growth(segments(found), orders=5, rng=np.random.default_rng(1))
        runs = new_information(growth, base=4, run=2)
        figure = draw_growth(growth, band, runs, threshold=0.05, title="T")
        assert figure.pictures["png"].startswith(b"\x89PNG")
    assert tabulate_growth(growth, title="T").content["Codes so far"].iloc[-1] == 4
    assert tabulate_runs(runs, base=4, title="T").content["% of the base"].iloc[0] == "33"
