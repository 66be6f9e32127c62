"""Concepts across studies, and how alike studies and cases are."""

import pandas as pd
import pytest

from compendium.analyses.synthesis.concepts import (
    case_similarity,
    check_crosswalk,
    concept_evidence,
    study_similarity,
    summarise_synthesis,
)
from compendium.analyses.synthesis.figure import draw_concepts, draw_similarity
from compendium.errors import TableError
from compendium.study.kinds.checks import type_columns


def typed(kind, rows):
    return type_columns(pd.DataFrame(rows, dtype="str").fillna(""), kind)[0]


def mapping(study, code, concept):
    return {"study": study, "code": code, "concept": concept, "reason": "named so"}


CONCEPTS = typed(
    "concepts",
    [
        {"concept": "trust", "label": "Trust", "meaning": "m"},
        {"concept": "rules", "label": "Rules", "meaning": "m"},
    ],
)
CROSSWALK = typed(
    "crosswalk",
    [
        mapping("one", "top", "trust"),
        mapping("two", "x", "trust"),
        mapping("two", "y", "rules"),
    ],
)
CODES = {
    "one": typed(
        "codes",
        [
            {"code": "top", "label": "Top"},
            {"code": "sub", "parent": "top", "label": "Sub"},
        ],
    ),
    "two": typed("codes", [{"code": "x", "label": "X"}, {"code": "y", "label": "Y"}]),
}
SEGMENTS = {
    "one": typed(
        "segments",
        [
            {"segment": "1", "code": "sub", "form": "quotation"},
            {"segment": "1", "code": "top", "form": "quotation"},
            {"segment": "2", "code": "sub", "form": "mention"},
        ],
    ),
    "two": typed("segments", [{"segment": "1", "code": "y", "form": "quotation"}]),
}
LABELS = {"one": "One", "two": "Two"}


def evidence():
    return concept_evidence(CROSSWALK, CONCEPTS, CODES, SEGMENTS)


def test_passages_below_a_code_count_once():
    table = evidence().set_index(["concept", "study"])
    assert table.loc[
        ("trust", "one"), ["codes", "quotations", "mentions", "passages"]
    ].tolist() == [1, 1, 1, 2]
    assert table.loc[("trust", "two"), "passages"] == 0
    assert table.loc[("rules", "one"), ["codes", "passages"]].tolist() == [0, 0]


def test_studies_are_compared_by_concepts_with_a_code():
    pairs = study_similarity(evidence())
    assert pairs.to_dict("records") == [
        {"one": "one", "other": "two", "both": 1, "either": 2, "jaccard": 0.5}
    ]


def test_cases_are_compared_by_factors():
    matrix = pd.DataFrame(
        {"f": [True, True], "g": [True, False], "h": [False, False]}, index=["A", "B"]
    ).astype("boolean")
    assert case_similarity(matrix).to_dict("records") == [
        {"one": "A", "other": "B", "both": 1, "either": 2, "jaccard": 0.5}
    ]


def test_a_code_that_the_study_lacks_is_named():
    with pytest.raises(TableError, match=r"sub of two \(1 in all\)"):
        check_crosswalk(typed("crosswalk", [mapping("two", "sub", "trust")]), CODES)
    check_crosswalk(CROSSWALK, CODES)


def test_values_and_figures_hold_the_numbers():
    table, pairs = evidence(), study_similarity(evidence())
    values = summarise_synthesis(table, CROSSWALK, pairs, LABELS)
    assert (values["n_concepts"], values["n_mappings"], values["n_shared_by_all"]) == (2, 3, 1)
    assert values["shared_by_all"] == "trust"
    assert values["most_alike"] == {"studies": "One and Two", "jaccard": 0.5}
    concepts = draw_concepts(table, LABELS, title="Both")
    assert concepts.alt == (
        "Of 2 concepts 1 occurs in every study: Trust. Table of 2 concepts by 2 studies."
    )
    similar = draw_similarity(pairs, LABELS, title="Studies", of="concepts")
    assert "One and Two (0.50)" in similar.alt
    for exhibit in (concepts, similar):
        assert exhibit.pictures["svg"]
