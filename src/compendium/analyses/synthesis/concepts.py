"""Across studies: codes mapped to shared concepts, and how alike studies and cases are."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from compendium.analyses.code_frequencies.counts import subtree
from compendium.analyses.factor_matrix.matrix import co_occurrence
from compendium.errors import TableError
from compendium.naming import listed, slug


def check_crosswalk(crosswalk: pd.DataFrame, codes: Mapping[str, pd.DataFrame]) -> None:
    """Check that every code of the crosswalk exists in its study.

    Parameters
    ----------
    crosswalk : DataFrame
        Table of kind ``crosswalk``.
    codes : mapping of str to DataFrame
        The table ``codes`` of each study.

    Raises
    ------
    TableError
        Naming the first unknown codes.
    """
    unknown = [
        f"{row.code} of {row.study}"
        for row in crosswalk.itertuples()
        if row.code not in set(codes[row.study]["code"])
    ]
    if unknown:
        raise TableError(
            f"crosswalk.csv: {', '.join(unknown[:3])} ({len(unknown)} in all) stand in no table of "
            "codes. Correct the code, or take the row out."
        )


def concept_evidence(
    crosswalk: pd.DataFrame,
    concepts: pd.DataFrame,
    codes: Mapping[str, pd.DataFrame],
    segments: Mapping[str, pd.DataFrame],
) -> pd.DataFrame:
    """Count what stands behind each concept in each study.

    Parameters
    ----------
    crosswalk, concepts : DataFrame
        Tables of these kinds.
    codes, segments : mapping of str to DataFrame
        These tables of each study.

    Returns
    -------
    DataFrame
        Columns ``concept, label, study, codes, quotations, mentions, passages``: number of codes
        mapped to the concept and of distinct passages given to them or to codes below them;
        a row for every concept and study, zeros included.
    """
    labels = concepts.set_index("concept")["label"]
    rows = []
    for concept in concepts["concept"]:
        for study in codes:
            mapped = crosswalk[(crosswalk["concept"] == concept) & (crosswalk["study"] == study)]
            below = subtree(codes[study])
            inside = below.loc[below["ancestor"].isin(mapped["code"]), "code"]
            own = segments[study][segments[study]["code"].isin(inside)].drop_duplicates("segment")
            forms = own["form"].value_counts()
            rows.append(
                {
                    "concept": concept,
                    "label": labels[concept],
                    "study": study,
                    "codes": len(mapped),
                    "quotations": int(forms.get("quotation", 0)),
                    "mentions": int(forms.get("mention", 0)),
                    "passages": len(own),
                }
            )
    return pd.DataFrame(rows)


def study_similarity(evidence: pd.DataFrame) -> pd.DataFrame:
    """Compare studies by the concepts that they share.

    Parameters
    ----------
    evidence : DataFrame
        What `concept_evidence` gives.

    Returns
    -------
    DataFrame
        Columns ``one, other, both, either, jaccard``: concepts that both studies have a code
        for, that at least one has, and the first over the second (0 to 1).

    References
    ----------
    Jaccard (1912), the coefficient of community.
    """
    present = evidence.pivot(index="concept", columns="study", values="codes") > 0
    pairs = co_occurrence(present[list(dict.fromkeys(evidence["study"]))])
    return pairs.rename(columns={"factor": "one"})


def case_similarity(matrix: pd.DataFrame) -> pd.DataFrame:
    """Compare cases by the factors that they share.

    Parameters
    ----------
    matrix : DataFrame
        Case x factor, as `co.factor_matrix` gives it; a missing cell counts as
        absent.

    Returns
    -------
    DataFrame
        Columns ``one, other, both, either, jaccard``, counting factors.
    """
    return co_occurrence(matrix.T).rename(columns={"factor": "one"})


def summarise_synthesis(
    evidence: pd.DataFrame,
    crosswalk: pd.DataFrame,
    pairs: pd.DataFrame,
    labels: Mapping[str, str],
) -> dict[str, Any]:
    """Collect the values of the analysis synthesis.

    Parameters
    ----------
    evidence, pairs : DataFrame
        What `concept_evidence` and `study_similarity` give.
    crosswalk : DataFrame
        Table of kind ``crosswalk``.
    labels : mapping
        Name of each study.

    Returns
    -------
    dict
        ``n_concepts``, ``n_studies``, ``n_mappings``, ``n_shared_by_all`` and ``shared_by_all``
        (concepts with a code in every study: their number, and their names in a sentence),
        ``most_alike`` and ``least_alike`` (studies and coefficient), ``concept.<slug>`` with
        ``studies``, ``codes`` and ``passages``, and
        ``study.<slug>`` with ``concepts``, ``mappings`` and its ``codes`` and ``passages`` by
        ``concept.<slug>``.
    """
    studies = evidence["study"].nunique()
    present = evidence[evidence["codes"] > 0]
    by_concept = evidence.groupby("concept", sort=False)[["codes", "passages"]].sum()
    in_studies = present.groupby("concept").size()
    shared = [name for name in by_concept.index if in_studies.get(name, 0) == studies]
    names = dict(zip(evidence["concept"], evidence["label"], strict=True))
    return {
        "n_concepts": len(by_concept),
        "n_studies": studies,
        "n_mappings": len(crosswalk),
        "n_shared_by_all": len(shared),
        "shared_by_all": listed(names[concept].casefold() for concept in shared),
        "most_alike": _pair(pairs.loc[pairs["jaccard"].idxmax()], labels),
        "least_alike": _pair(pairs.loc[pairs["jaccard"].idxmin()], labels),
        "concept": {
            slug(str(name)): {
                "studies": int(in_studies.get(name, 0)),
                "codes": int(row["codes"]),
                "passages": int(row["passages"]),
            }
            for name, row in by_concept.iterrows()
        },
        "study": {
            slug(str(name)): {
                "concepts": int((part["codes"] > 0).sum()),
                "mappings": int(part["codes"].sum()),
                "concept": {
                    slug(str(row.concept)): {"codes": int(row.codes), "passages": int(row.passages)}
                    for row in part.itertuples()
                },
            }
            for name, part in evidence.groupby("study", sort=False)
        },
    }


def _pair(pair: pd.Series, labels: Mapping[str, str]) -> dict[str, Any]:
    return {
        "studies": f"{labels[pair['one']]} and {labels[pair['other']]}",
        "jaccard": float(pair["jaccard"]),
    }
