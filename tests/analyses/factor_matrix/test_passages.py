"""The passages behind each factor in each case, where a study states how many there are."""

import pandas as pd
import pytest

import compendium as co
from compendium.analyses.factor_matrix.figure_passages import draw_factor_passages
from compendium.analyses.factor_matrix.passages import factor_passages, summarise_factor_passages
from compendium.analyses.factor_matrix.table import tabulate_factor_passages

CASES = pd.DataFrame({"case": ["alder", "birch"], "label": ["Alder", "Birch"]})
FACTORS = pd.DataFrame({"factor": ["trust", "time"], "label": ["Trust", "Time"]})
ROWS = [("birch", "time", 4), ("alder", "trust", 5), ("alder", "time", 0)]
PRESENCE = pd.DataFrame(ROWS, columns=["case", "factor", "passages"])
NAMES = {"trust": "Trust", "time": "Time"}, {"alder": "Alder", "birch": "Birch"}


def test_numbers_stand_by_factor_and_case_and_what_is_not_stated_is_unknown():
    counts = factor_passages(PRESENCE, CASES, FACTORS)
    assert counts.loc["time"].tolist() == [0, 4]
    assert pd.isna(counts.loc["trust", "birch"])
    assert summarise_factor_passages(counts) == {
        "n_passages": 9,
        "passages": {"trust": {"alder": 5}, "time": {"alder": 0, "birch": 4}},
    }
    table = tabulate_factor_passages(counts, *NAMES, title="T").content
    assert table["Total"].tolist() == [5, 4]
    figure = draw_factor_passages(counts, *NAMES, title="T")
    assert figure.is_figure
    assert figure.alt == (
        "Most passages, 5, stand behind Trust in Alder. Heat map of 2 factors by 2 cases."
    )


@pytest.mark.parametrize("presence", [PRESENCE.drop(columns="passages"), PRESENCE.iloc[:0]])
def test_without_numbers_there_is_nothing_to_show(presence):
    counts = factor_passages(presence, CASES, FACTORS)
    assert summarise_factor_passages(counts) == {}
    assert not draw_factor_passages(counts, *NAMES, title="T").is_figure
    assert tabulate_factor_passages(counts, *NAMES, title="T").content.empty


def test_of_very_many_those_with_the_most_passages_are_drawn():
    factors = [f"factor {number}" for number in range(150)]
    counts = pd.DataFrame(
        {f"case {case}": range(case, case + 150) for case in range(60)}, index=factors
    ).astype("Int64")
    figure = draw_factor_passages(counts, {}, {}, title="T")
    assert "are left out" in figure.caption
    assert "Most passages, 208, stand behind factor 149 in case 59." in figure.alt


def test_what_a_figure_of_very_many_codes_says_can_be_listened_to():
    names = [f"A rather long name of a code, number {number}" for number in range(120)]
    codes = pd.DataFrame(
        {"code": names, "label": names, "label_en": None, "parent": None, "kind": "code"}
    )
    segments = pd.DataFrame(
        {"segment": names, "code": names, "source": "a", "form": "coding", "words": 1}
    )
    tree = co.draw_code_tree(co.code_counts(segments, codes), ["coding"], title="T")
    assert len(tree.alt) < 500
    assert "120 codes without a code above them" in tree.alt
    factors = pd.DataFrame({"factor": names, "kind": names, "label": names, "label_en": None})
    presence = pd.DataFrame({"case": "alder", "factor": names[:30], "present": True})
    presence["present"] = presence["present"].astype("boolean")
    kinds = co.matrix_kinds(presence, factors)
    matrices = {k: co.factor_matrix(presence, CASES, factors, kind=k) for k in kinds}
    printed = pd.DataFrame(columns=["analysis", "value", "artefact", "printed"], dtype="str")
    totals = {k: co.total_table(matrices[k], factors, printed) for k in kinds}
    drawn = co.most_varied(matrices, most=20)
    figure = co.draw_matrices(drawn, totals, NAMES[1], title="T")
    assert len(figure.alt) < 500
