"""Agreement on passages whose ends the coders chose."""

import numpy as np
import pandas as pd
import pytest

import compendium as co

CODES = pd.DataFrame(
    {
        "code": ["t", "a", "b", "u", "c", "d"],
        "parent": [None, "t", "t", None, "u", "u"],
        "label": ["Themes", "A", "B", "Others", "C", "D"],
    }
)
SOURCES = pd.DataFrame({"source": ["s"], "length": [100]})


def table(*rows, source="s"):
    segments = pd.DataFrame(rows, columns=["code", "coder", "start", "end"])
    return segments.astype({"start": "Int64", "end": "Int64"}).assign(source=source, where=pd.NA)


def test_the_same_passages_and_codes_agree_entirely():
    rows = [(*row[:1], coder, *row[1:]) for coder in "xyz" for row in (("a", 0, 20), ("b", 50, 80))]
    found = co.agreement_on_unitizing(table(*rows), CODES, SOURCES)
    domain = found.iloc[1]
    assert domain["label"] == "Themes"
    assert domain["codes"] == 2
    assert domain["characters"] == 100
    assert domain[["binary", "u_alpha", "cu_alpha"]].tolist() == pytest.approx([1, 1, 1])
    assert domain["marked"] == pytest.approx(0.5)
    assert domain["coverage"] == pytest.approx(0.5)


def test_other_codes_on_the_same_passages_differ_in_cu_alpha_alone():
    rows = [("a", "x", 0, 20), ("b", "x", 50, 80), ("b", "y", 0, 20), ("a", "y", 50, 80)]
    domain = co.agreement_on_unitizing(table(*rows), CODES, SOURCES).iloc[1]
    assert domain["binary"] == pytest.approx(1)
    assert domain["cu_alpha"] < 0
    assert domain["cu_alpha"] < domain["u_alpha"] < 1


def test_other_ends_differ_in_all_but_cu_alpha():
    rows = [("a", "x", 0, 20), ("b", "x", 50, 80), ("a", "y", 5, 30), ("b", "y", 60, 80)]
    domain = co.agreement_on_unitizing(table(*rows), CODES, SOURCES).iloc[1]
    assert domain["cu_alpha"] == pytest.approx(1)
    assert domain["u_alpha"] < 1
    assert domain["coverage"] < domain["marked"]


def test_all_codes_compares_domains():
    rows = [("a", "x", 0, 20), ("c", "x", 50, 80), ("b", "y", 0, 20), ("d", "y", 50, 80)]
    found = co.agreement_on_unitizing(table(*rows), CODES, SOURCES)
    assert found["label"].tolist() == ["All codes", "Themes", "Others"]
    assert found["cu_alpha"].iloc[0] == pytest.approx(1)
    assert found["codes"].tolist() == [2, 2, 2]


def test_domains_that_overlap_differ_by_what_they_share():
    rows = [("a", "x", 0, 20), ("c", "x", 0, 20), ("c", "x", 50, 80),
            ("a", "y", 0, 20), ("c", "y", 50, 80)]  # fmt: skip
    half = co.agreement_on_unitizing(table(*rows), CODES, SOURCES)["cu_alpha"].iloc[0]
    whole = [("c", "y", 0, 20)]
    assert 0 < half < 1
    assert co.agreement_on_unitizing(table(*rows, *whole), CODES, SOURCES)["cu_alpha"].iloc[
        0
    ] == pytest.approx(1)


def test_where_a_coder_gave_two_codes_of_a_domain_the_domain_is_not_compared():
    rows = [("a", "x", 0, 20), ("b", "x", 10, 30), ("a", "y", 0, 20), ("b", "y", 40, 60)]
    domain = co.agreement_on_unitizing(table(*rows), CODES, SOURCES).iloc[1]
    assert domain["left_out"] == 10


def test_a_coder_who_read_and_marked_nothing_is_compared():
    rows = [("a", "x", 0, 20)]
    sources = SOURCES.assign(read_by="x; y")
    found = co.agreement_on_unitizing(table(*rows, ("a", "y", 0, 5), source="q"), CODES, SOURCES)
    assert found["coverage"].iloc[0] > 0
    told = pd.concat([table(*rows), table(("a", "y", 0, 5), source="q")], ignore_index=True)
    alone = co.agreement_on_unitizing(told, CODES, sources)
    assert alone["binary"].iloc[0] <= 0
    assert np.isnan(alone["cu_alpha"].iloc[0])


def test_no_place_gives_no_rows_and_a_plain_sentence():
    segments = table(("a", "x", None, None), ("a", "y", None, None), ("a", "y", 3, 3))
    found = co.agreement_on_unitizing(segments, CODES, SOURCES)
    assert found.empty
    assert "no passage of two coders" in co.tabulate_unitizing(found, title="T").caption
    assert co.summarise_unitizing(found) == {}


def test_intervals_come_from_samples_of_the_sources():
    parts = [
        table(("a", "x", 0, 20), ("a", "y", place, 20 + place), source=f"s{place}")
        for place in range(6)
    ]
    sources = pd.DataFrame({"source": [f"s{place}" for place in range(6)], "length": 60})
    segments = pd.concat(parts, ignore_index=True)
    found = co.agreement_on_unitizing(segments, CODES, sources, rng=np.random.default_rng(1))
    row = found.iloc[0]
    assert row["binary_low"] < row["binary"] < row["binary_high"]
    shown = co.tabulate_unitizing(found, title="T")
    assert "95 % intervals" in shown.caption
    assert "[" in shown.content["Alpha binary"].iloc[0]
