"""Agreement between coders, against counting by hand, nltk's tasks and another package."""

import krippendorff
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, strategies as st
from nltk.metrics.agreement import AnnotationTask

import compendium as co
from compendium.analyses.agreement.coefficients import ALL_CODES, agreement, summarise_agreement
from compendium.analyses.agreement.disagreements import disagreements
from compendium.analyses.agreement.units import coded_passages, marked_units
from compendium.errors import TableError
from compendium.exhibits import style

CODES = pd.DataFrame({"code": ["a", "b"], "label": ["Trust", "Roles"]})
SOURCES = pd.DataFrame({"source": ["s0", "s1", "s2"], "length": ["30", "30", None]})
COLUMNS = ["source", "code", "coder", "start", "end"]


def table(rows):
    segments = pd.DataFrame(rows, columns=COLUMNS).astype({"start": "Int64", "end": "Int64"})
    return segments.assign(segment=[f"p{row}" for row in range(len(rows))], where=pd.NA)


@st.composite
def coded(draw, coders=("Ann", "Bo", "Cy")):
    """Draw passages of three short sources."""
    row = st.tuples(
        st.sampled_from(["s0", "s1", "s2"]),
        st.sampled_from(["a", "b"]),
        st.sampled_from(coders),
        st.integers(0, 20),
        st.integers(1, 9),
    )
    rows = draw(st.lists(row, min_size=1, max_size=14))
    return table([(*names, start, start + length) for *names, start, length in rows])


def brute_units(segments, unit):
    """Give the value of every unit, code and coder, one by one; missing where not read."""
    read = {(row.source, row.coder) for row in segments.itertuples()}
    coders = sorted(segments["coder"].unique())
    lengths = {"s0": 30, "s1": 30}
    found = {}
    for source, part in segments.groupby("source"):
        rows = list(part.itertuples())
        places = {
            "document": [(0, 10**6)],
            "segment": sorted({(row.start, row.end) for row in rows}),
            "character": [
                (place, place + 1) for place in range(lengths.get(source, part["end"].max()))
            ],
        }[unit]
        for code in sorted(segments["code"].unique()):
            for start, end in places:
                values = [
                    any(
                        row.coder == coder
                        and row.code == code
                        and row.start < end
                        and start < row.end
                        for row in rows
                    )
                    if (source, coder) in read
                    else None
                    for coder in coders
                ]
                if len([value for value in values if value is not None]) > 1:
                    found[source, code, start, end] = values
    return found


def compared(segments):
    try:
        return agreement(segments, CODES, SOURCES)
    except TableError:
        return None


@given(coded())
@pytest.mark.parametrize("unit", ["document", "segment", "character"])
def test_every_coefficient_is_that_of_the_units_one_by_one(unit, segments):
    units = brute_units(segments, unit)
    found = compared(segments)
    if not units:
        assert found is None
        return
    for row in found[(found["unit"] == unit) & found["code"].notna()].itertuples():
        values = [v for (_, code, *_), v in units.items() if code == row.code]
        assert row.units == len(values)
        assert row.coded == sum(any(filter(None, one)) for one in values)
        known = np.array([[np.nan if v is None else float(v) for v in one] for one in values])
        if np.unique(known[~np.isnan(known)]).size == 1:
            assert np.isnan(row.alpha)
            continue
        other = krippendorff.alpha(known.T, level_of_measurement="nominal")
        triples = [
            (str(coder), str(item), value)
            for item, one in enumerate(values)
            for coder, value in enumerate(one)
            if value is not None
        ]
        assert row.alpha == pytest.approx(other)
        assert row.alpha == pytest.approx(AnnotationTask(triples).alpha())


@given(coded(coders=("Ann", "Bo")))
@pytest.mark.parametrize("unit", ["document", "segment", "character"])
def test_all_codes_are_pooled_from_observed_and_expected_agreement(unit, segments):
    found = compared(segments)
    if found is None or unit not in set(found["unit"]):
        return
    by_code = found[(found["unit"] == unit) & found["code"].notna()]
    whole = found[(found["unit"] == unit) & (found["label"] == ALL_CODES)].iloc[0]
    observed = by_code["percentage"]
    for name in ("kappa", "pi", "fleiss", "ac1", "brennan_prediger"):
        known = by_code[name].fillna(1)
        expected = ((observed - known) / (1 - known)).where(by_code[name].notna(), 1)
        expected = expected.where(known < 1, np.nan)
        if expected.isna().any():
            continue  # entire agreement leaves open what chance gives
        room = 1 - expected.mean()
        if room > 1e-9:
            assert whole[name] == pytest.approx((observed.mean() - expected.mean()) / room)


@given(coded(coders=("Ann", "Bo")))
@pytest.mark.parametrize("unit", ["document", "segment", "character"])
def test_kappa_of_two_coders_is_that_of_nltk(unit, segments):
    found = compared(segments)
    if found is None:
        return
    for row in found[(found["unit"] == unit) & found["code"].notna()].itertuples():
        values = [v for key, v in brute_units(segments, unit).items() if key[1] == row.code]
        task = AnnotationTask(
            [(c, str(i), v[p]) for i, v in enumerate(values) for p, c in enumerate(["A", "B"])]
        )
        assert row.percentage == pytest.approx(task.avg_Ao())
        if np.isnan(row.kappa):
            assert len({value for pair in values for value in pair}) == 1
        else:
            assert row.kappa == pytest.approx(task.kappa())


@given(coded(coders=("Ann",)))
def test_coders_who_do_the_same_agree_entirely(segments):
    twice = pd.concat([segments, segments.assign(coder="Bo")], ignore_index=True)
    found = agreement(twice, CODES, SOURCES)
    assert (found["percentage"] == 1).all()
    for name in ("kappa", "alpha"):
        assert found[name].dropna().to_numpy() == pytest.approx(1)
    assert disagreements(twice, CODES).empty


@given(coded(coders=("Ann", "Bo")))
def test_who_is_called_what_makes_no_difference(segments):
    found = compared(segments)
    if found is not None:
        swapped = segments.assign(coder=segments["coder"].map({"Ann": "Zed", "Bo": "Cy"}))
        pd.testing.assert_frame_equal(found, agreement(swapped, CODES, SOURCES))


@given(coded())
def test_runs_of_characters_are_the_characters_one_by_one(segments):
    coded_rows = coded_passages(segments)
    coders = list(segments["coder"].unique())
    runs = marked_units(coded_rows, "character")
    found = {(row.code, row.source, row.given): row.n for row in runs.itertuples()}
    counts = {}
    for (source, code), part in segments.groupby(["source", "code"]):
        for place in range(part["end"].max()):
            inside = part[(part["start"] <= place) & (place < part["end"])]["coder"].unique()
            given_by = sum(1 << coders.index(coder) for coder in inside)
            if given_by:
                key = (code, source, given_by)
                counts[key] = counts.get(key, 0) + 1
    assert found == counts


def test_alpha_is_that_of_the_textbook():
    # Krippendorff's example of four observers and twelve units, with missing values. With two
    # values per unit, each of his five values is a code here, and alpha of the whole is known.
    rows = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
        [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
    ]
    task = AnnotationTask(
        [(c, i, v) for c, row in enumerate(rows) for i, v in enumerate(row) if v is not None]
    )
    assert round(task.alpha(), 3) == 0.743
    data = [[np.nan if value is None else value for value in row] for row in rows]
    assert round(krippendorff.alpha(data, level_of_measurement="nominal"), 3) == 0.743
    # The same units as sources: what an observer gave is a code, and "none" says that it was read.
    names = [*"12345", "none"]
    segments = table(
        [
            (f"u{unit}", code, f"o{observer}", pd.NA, pd.NA)
            for observer, row in enumerate(rows)
            for unit, value in enumerate(row)
            if value is not None
            for code in (str(value), "none")
        ]
    )
    codes = pd.DataFrame({"code": names, "label": names})
    sources = pd.DataFrame({"source": segments["source"].unique()})
    found = agreement(segments, codes, sources).set_index("code")
    for value in range(1, 6):
        binary = [[np.nan if v is None else float(v == value) for v in row] for row in rows]
        other = krippendorff.alpha(binary, level_of_measurement="nominal")
        assert found.loc[str(value), "alpha"] == pytest.approx(other)


def test_kappa_is_that_of_a_table_counted_by_hand():
    # 10 sources: both 4, only Ann 1, only Bo 2, neither 3. Observed 0.7; expected
    # 0.5 * 0.6 + 0.5 * 0.4 = 0.5; kappa 0.4.
    given_by = ["AB"] * 4 + ["A"] + ["B"] * 2 + [""] * 3
    rows = [
        (f"s{number}", code, coder, pd.NA, pd.NA)
        for number, who in enumerate(given_by)
        for coder in "AB"
        for code in (["a", "b"] if coder in who else ["b"])
    ]
    sources = pd.DataFrame({"source": [f"s{number}" for number in range(10)]})
    row = agreement(table(rows), CODES, sources).set_index("code").loc["a"]
    assert (row["units"], row["coded"]) == (10, 7)
    assert row["percentage"] == pytest.approx(0.7)
    assert row["kappa"] == pytest.approx(0.4)


def test_what_a_coder_has_not_read_is_missing_and_not_absent():
    rows = [("s0", "a", "Ann", 0, 5), ("s0", "a", "Bo", 0, 5), ("s1", "a", "Ann", 0, 5)]
    found = agreement(table(rows), CODES, SOURCES)
    assert (found["percentage"] == 1).all()
    assert list(found.loc[found["unit"] == "document", "units"]) == [1, 1, 1]
    assert disagreements(table(rows), CODES).empty


def test_a_code_that_everybody_gave_everywhere_has_no_kappa_and_no_alpha():
    rows = [(source, "a", coder, 0, 5) for source in ("s0", "s1") for coder in ("Ann", "Bo")]
    found = agreement(table(rows), CODES, SOURCES)
    row = found[(found["unit"] == "document") & (found["code"] == "a")].iloc[0]
    assert row["percentage"] == 1
    assert np.isnan(row["kappa"])
    assert np.isnan(row["alpha"])
    listing = co.tabulate_agreement(found, title="Tiny").content
    assert (listing.loc[listing["Unit"] == "document", "Cohen's kappa"] == "not defined").all()


def test_a_length_of_the_source_counts_the_characters_that_nobody_coded():
    rows = [("s0", "a", "Ann", 0, 5), ("s0", "a", "Bo", 5, 10)]
    found = agreement(table(rows), CODES, SOURCES).set_index(["unit", "label"])
    assert found.loc[("character", "Trust"), "units"] == 30
    assert found.loc[("character", "Trust"), "percentage"] == pytest.approx(20 / 30)
    shorter = agreement(table(rows), CODES, SOURCES[["source"]]).set_index(["unit", "label"])
    assert shorter.loc[("character", "Trust"), "units"] == 10


def test_passages_that_only_touch_do_not_overlap():
    rows = [("s0", "a", "Ann", 0, 5), ("s0", "a", "Bo", 5, 10)]
    differing = disagreements(table(rows), CODES)
    assert list(differing["start"]) == [0, 5]
    assert list(differing["given_by"]) == [["Ann"], ["Bo"]]
    assert list(differing["not_given_by"]) == [["Bo"], ["Ann"]]
    overlapping = table([("s0", "a", "Ann", 0, 6), ("s0", "a", "Bo", 5, 10)])
    assert disagreements(overlapping, CODES).empty


def test_passages_without_a_place_are_compared_by_document():
    rows = [
        ("s0", "a", "Ann", pd.NA, pd.NA),
        ("s0", "b", "Ann", pd.NA, pd.NA),
        ("s0", "a", "Bo", pd.NA, pd.NA),
    ]
    found = agreement(table(rows), CODES, SOURCES)
    assert set(found["unit"]) == {"document"}
    differing = disagreements(table(rows), CODES)
    assert list(differing["code"]) == ["b"]
    place = co.tabulate_disagreements(differing, {}, title="Tiny").content["Place"]
    assert list(place) == ["anywhere in the source"]


def test_coders_who_share_no_source_cannot_be_compared():
    rows = [("s0", "a", "Ann", 0, 5), ("s1", "a", "Bo", 0, 5)]
    with pytest.raises(TableError, match="no source was coded by two coders"):
        agreement(table(rows), CODES, SOURCES)


def test_more_coders_than_can_be_numbered_are_refused():
    rows = [("s0", "a", f"c{number}", 0, 5) for number in range(61)]
    with pytest.raises(TableError, match="61 coders; expected at most 60"):
        agreement(table(rows), CODES, SOURCES)


def test_the_values_hold_the_whole_and_each_code():
    rows = [("s0", "a", "Ann", 0, 5), ("s0", "a", "Bo", 0, 5), ("s0", "b", "Bo", 7, 9)]
    found = agreement(table(rows), CODES, SOURCES)
    values = summarise_agreement(found, disagreements(table(rows), CODES), table(rows))
    assert (values["n_coders"], values["n_sources_compared"], values["n_disagreements"]) == (
        2,
        1,
        1,
    )
    assert values["unit"]["document"]["percentage"] == 0.5
    assert values["code"]["b"]["segment"]["percentage"] == 0.5


@pytest.mark.parametrize("n", [1, 120])
def test_the_figure_draws_at_most_forty_codes_and_says_so(n):
    codes = pd.DataFrame({"code": [f"c{number}" for number in range(n)]})
    codes["label"] = "A label that is much too long to stand beside the dots " + codes["code"]
    rows = [
        ("s0", code, coder, 3 * place, 3 * place + 2)
        for place, code in enumerate(codes["code"])
        for coder in ("Ann", "Bo")
    ]
    exhibit = co.draw_agreement(agreement(table(rows), codes, SOURCES), title="Tiny")
    texts = [text.get_text() for text in exhibit.content.axes[0].texts]
    drawn = len(texts) - 1  # one row is for all codes
    assert 1 <= drawn <= min(n, 40)
    assert exhibit.content.get_size_inches()[1] * 25.4 <= style.TALLEST
    assert not any("…" in text for text in texts), "labels are broken over lines, not cut"
    assert (f"Not drawn: {n - drawn} codes with fewer" in exhibit.caption) == (n == 120)
    assert "Krippendorff's alpha over all codes, by unit: document" in exhibit.alt


def test_codes_that_are_given_by_chance_do_not_agree_when_some_are_rare_and_some_frequent():
    rng = np.random.default_rng(0)
    shares = {"r1": 0.05, "r2": 0.05, "c1": 0.95, "c2": 0.95, "m": 0.5}
    rows = [
        (f"u{unit}", code, coder, pd.NA, pd.NA)
        for unit in range(400)
        for coder in "AB"
        for code, share in shares.items()
        if rng.random() < share
    ]
    codes = pd.DataFrame({"code": list(shares), "label": list(shares)})
    sources = pd.DataFrame({"source": [f"u{unit}" for unit in range(400)], "read_by": "A; B"})
    found = agreement(table(rows), codes, sources, rng=rng).set_index("label")
    assert (found["units"].iloc[2:] == 400).all()
    for name in ("kappa", "alpha", "pi", "fleiss"):
        assert abs(found.loc["All codes", name]) < 0.05
        assert abs(found.loc["Mean of codes", name]) < 0.05
    assert found.loc["All codes", "kappa_low"] < 0 < found.loc["All codes", "kappa_high"]


def test_who_read_a_source_and_marked_nothing_disagrees_with_who_marked_it():
    rows = [("s0", "a", "Ann", 0, 5), ("s0", "a", "Bo", 0, 5), ("s1", "a", "Ann", 0, 5)]
    read = pd.DataFrame({"source": ["s0", "s1", "s2"], "read_by": [None, "Bo", "Ann; Bo"]})
    found = agreement(table(rows), CODES, read).set_index(["unit", "label"])
    assert found.loc[("document", "Trust"), "units"] == 3
    assert found.loc[("document", "Trust"), "percentage"] == pytest.approx(2 / 3)
    assert found.loc[("segment", "Trust"), "percentage"] == 0.5
    differing = disagreements(table(rows), CODES, read)
    assert list(differing["source"]) == ["s1"]
    assert list(differing["not_given_by"]) == [["Bo"]]
    misspelt = read.assign(read_by="Anne")
    with pytest.raises(TableError, match=r"read_by: 'Anne' coded nothing. Did you mean 'Ann'"):
        agreement(table(rows), CODES, misspelt)


def test_passages_of_no_length_are_not_compared_by_character_and_it_is_said():
    rows = [("s0", "a", "Ann", 5, 5), ("s0", "a", "Bo", 5, 5)]
    found = agreement(table(rows), CODES, SOURCES)
    assert list(found["unit"].unique()) == ["document", "segment"]
    for exhibit in (
        co.tabulate_agreement(found, title="Tiny"),
        co.draw_agreement(found, title="Tiny"),
    ):
        assert "Characters are not compared" in exhibit.caption


def test_a_passage_that_ends_before_it_begins_is_refused():
    rows = [("s0", "a", "Ann", 10, 0), ("s0", "a", "Bo", 0, 5)]
    with pytest.raises(TableError, match="'s0' ends at character 0, before it begins at 10"):
        agreement(table(rows), CODES, SOURCES)


def test_codes_that_are_all_unknown_are_named():
    rows = [("s0", "zz", "Ann", 0, 5), ("s0", "zz", "Bo", 0, 5)]
    with pytest.raises(TableError, match=r"none of the codes \('zz'\) is in codes.csv"):
        agreement(table(rows), CODES, SOURCES)


def test_a_code_on_nearly_every_passage_has_a_low_kappa_and_its_reading_says_why():
    rows = [
        (f"s{n}", "a", coder, 0, 5) for n in range(20) for coder in ("Ann", "Bo")
        if n or coder == "Ann"
    ]  # fmt: skip
    rows += [("s0", "b", "Bo", 0, 5)]
    found = agreement(table(rows), CODES, SOURCES).set_index(["unit", "label"])
    row = found.loc[("segment", "Trust")]
    assert row["percentage"] == 0.95
    assert row["kappa"] == pytest.approx(0)
    assert row["brennan_prediger"] == pytest.approx(0.9)
    listing = co.tabulate_agreement(found.reset_index(), title="Tiny").content
    told = listing.set_index(["Unit", "Code"]).loc[("segment", "Trust"), "Reading"]
    assert told == "no better than chance, but the code is on 98 % of what was judged: see AC1, and the passages"  # fmt: skip  # noqa: E501
    # As MAXQDA: 19 of 21 codings agree; chance is one by two codes.
    whole = found.loc[("segment", "All codes")]
    assert whole["maxqda"] == pytest.approx((19 / 21 - 1 / 2) / (1 - 1 / 2))


def test_codes_that_exclude_each_other():
    codes = pd.DataFrame({"code": ["t", "pos", "neg"], "label": ["Tone", "Good", "Bad"],
                          "parent": [None, "t", "t"]})  # fmt: skip
    values = ["pp", "pp", "pn", "nn", "np", "p-", "pp"]
    names = {"p": "pos", "n": "neg"}
    rows = [
        (f"s{n}", names[value], coder, 0, 5)
        for n, pair in enumerate(values)
        for coder, value in zip(("Ann", "Bo"), pair, strict=True)
        if value != "-"
    ]
    rows += [("s6", "neg", "Bo", 0, 5), ("s5", "t", "Bo", 0, 5)]
    found = co.agreement_on_categories(table(rows), codes, SOURCES).set_index("unit")
    # In s5 Bo chose neither, and in s6 both.
    other = krippendorff.alpha([[0, 0, 0, 1, 1], [0, 0, 1, 1, 0]], level_of_measurement="nominal")
    for unit in ("document", "segment"):
        assert found.loc[unit, ["codes", "units", "several"]].to_list() == [2, 5, 1]
        assert found.loc[unit, "percentage"] == 0.6
        assert found.loc[unit, "alpha"] == pytest.approx(other)
