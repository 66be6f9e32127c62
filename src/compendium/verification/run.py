"""Verify printed numbers: every one beside what follows from the tables, or why not."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from compendium.errors import StudyError
from compendium.exhibits.origin import Origin, hash_of
from compendium.exhibits.save import artefact_files, table_as_csv, write_artefacts
from compendium.files import read_object, write_whole
from compendium.fingerprint import digest
from compendium.layout import Layout
from compendium.naming import slug
from compendium.study.study import Study, read_study, study_names
from compendium.study.withheld import public
from compendium.verification.claims import COLUMNS, count_claims, judge_claims, tabulate_claims
from compendium.verification.consistency import find_inconsistencies
from compendium.verification.evidence import count_quantities, with_evidence
from compendium.verification.figure import draw_travel
from compendium.verification.printed import (
    DIFFERS,
    NOT_COMPUTABLE,
    NOT_READABLE,
    REPRODUCED,
    compare_printed,
    not_computable,
)
from compendium.verification.table import (
    tabulate_differences,
    tabulate_inconsistencies,
    tabulate_numbers,
    tabulate_tally,
    tabulate_tests,
)

VERDICTS = (REPRODUCED, DIFFERS, NOT_READABLE, NOT_COMPUTABLE)


def verify(layout: Layout, *, studies: Sequence[str] = ()) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Compare all printed numbers with the saved values, and look for inconsistencies.

    Parameters
    ----------
    layout : Layout
        The compendium; its artefacts must be up to date.
    studies : sequence of str, optional
        Only these; by default all studies that have a table ``printed``.

    Returns
    -------
    DataFrame
        Columns ``study, printed_id, artefact, where, quantity, printed, recomputed, verdict,
        note, test, analysis, value, tables, places``: one row per printed number.
    DataFrame
        Columns ``study, check, where, finding``: one row per inconsistency.
    """
    compared, found = [], []
    for name in studies or study_names(layout):
        study = public(read_study(name, layout=layout))
        if study.has("printed"):
            compared.append(_compared(layout, study))
        scale = study.scale if "scale" in study.about and study.has("scores") else None
        inconsistent = find_inconsistencies(partial(study.table, optional=True), scale)
        inconsistent.insert(0, "study", name)
        found.append(inconsistent)
    if not compared:
        raise StudyError(
            "nothing to verify: no study has a table printed.csv. "
            "Add the numbers that the publication prints, one row each."
        )
    return pd.concat(compared, ignore_index=True), pd.concat(found, ignore_index=True)


def tally(compared: pd.DataFrame) -> pd.DataFrame:
    """Count the verdicts by study: columns ``study``, the verdicts and ``printed``.

    ``not readable`` is a column only where something is.
    """
    counts = compared.groupby(["study", "verdict"], sort=False).size().unstack(fill_value=0)
    shown = [name for name in VERDICTS if name != NOT_READABLE or name in counts]
    counts = counts.reindex(columns=shown, fill_value=0)
    counts["printed"] = counts.sum(axis=1)
    return counts.reset_index().rename_axis(columns=None)


def unexplained(compared: pd.DataFrame) -> pd.DataFrame:
    """Keep what differs or cannot be read, and has no note that explains it."""
    return compared[compared["verdict"].isin([DIFFERS, NOT_READABLE]) & compared["note"].isna()]


def write_verification(layout: Layout, compared: pd.DataFrame, found: pd.DataFrame) -> None:
    """Write the outcome: ``figures/verification.csv``, and exhibits for the paper.

    Parameters
    ----------
    layout : Layout
        The compendium.
    compared, found : DataFrame
        What `verify` gives.
    """
    write_whole(layout.figures / "verification.csv", table_as_csv(compared))
    counts, quantities = tally(compared), count_quantities(compared)
    judged = claims_judged(layout)
    exhibits = {
        "tests": tabulate_tests(quantities),
        "travel": draw_travel(compared),
        "tally": tabulate_tally(counts),
        "differences": tabulate_differences(compared),
        "inconsistencies": tabulate_inconsistencies(found),
        "numbers": tabulate_numbers(compared),
        "claims": tabulate_claims(judged),
    }
    values = {
        **_values(counts, quantities, found, compared),
        "claims": {
            "all": _slugged(count_claims(judged)),
            **{str(name): _slugged(count_claims(part)) for name, part in judged.groupby("study")},
        },
    }
    files = artefact_files(exhibits, values, origin=_origin(layout))
    write_artefacts(layout.artefacts("verification", "summary"), files)


def _origin(layout: Layout) -> Origin:
    """Tell what the outcome is made from."""
    studies = [public(read_study(name, layout=layout)) for name in study_names(layout)]
    tables = [
        study.folder / study.file_name(kind)
        for study in studies
        for kind in ("claims", "printed")
        if study.has(kind)
    ]
    return Origin(
        "verification",
        "summary",
        "compendium verify",
        tuple(layout.shown(path) for path in tables),
        hash_of(digest(path) for path in [*tables, *value_files(layout)]),
        "Made by compendium verify from the printed numbers and the values of the analyses.",
    )


def claims_judged(layout: Layout) -> pd.DataFrame:
    """Hold the claims of all studies against their tables; see `judge_claims`."""
    studies = [public(read_study(name, layout=layout)) for name in study_names(layout)]
    judged = [judge_claims(study) for study in studies if study.has("claims")]
    return pd.concat(judged, ignore_index=True) if judged else pd.DataFrame(columns=COLUMNS)


def value_files(layout: Layout) -> list[Path]:
    """Files of values that the printed numbers point at; some may not be there."""
    studies = [public(read_study(name, layout=layout)) for name in study_names(layout)]
    return [
        layout.artefacts(study.name, analysis) / "values.json"
        for study in studies
        if study.has("printed")
        for analysis in study.table("printed")["analysis"].dropna().unique()
    ]


def _compared(layout: Layout, study: Study) -> pd.DataFrame:
    printed = study.table("printed")
    parts = [not_computable(printed)]
    for analysis in printed["analysis"].dropna().unique():
        path = layout.artefacts(study.name, analysis) / "values.json"
        values = _values_in(layout, path)
        parts.append(compare_printed(printed, values, analysis=analysis))
    compared = pd.concat(parts, ignore_index=True)
    order = {name: place for place, name in enumerate(printed["printed_id"])}
    compared = compared.sort_values("printed_id", key=lambda ids: ids.map(order))
    compared.insert(0, "study", study.name)
    return with_evidence(study, compared.reset_index(drop=True))


def _values_in(layout: Layout, path: Path) -> dict[str, Any]:
    """Read the values of an analysis; none where it has not run."""
    try:
        return read_object(path)
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise StudyError(
            f"{layout.shown(path)}: the values cannot be read ({error}). Run the analysis again: "
            f"compendium run --all --study {path.parts[-3]} --analysis {path.parts[-2]}"
        ) from error


def _slugged(counts: dict[str, int]) -> dict[str, int]:
    return {slug(name): number for name, number in counts.items()}


def _values(
    counts: pd.DataFrame, quantities: pd.DataFrame, found: pd.DataFrame, compared: pd.DataFrame
) -> dict[str, Any]:
    sums = counts.drop(columns="study").sum()
    by_study = found.groupby("study").size()
    tests = quantities.set_index("study")
    return {
        "tests": {
            "all": {slug(name): int(number) for name, number in tests.sum().items()},
            **{
                name: {slug(str(kind)): int(number) for kind, number in row.items()}
                for name, row in tests.iterrows()
            },
        },
        "all": {slug(name): int(number) for name, number in sums.items()},
        "inconsistencies": len(found),
        "check": {slug(str(check)): int(n) for check, n in found.groupby("check").size().items()},
        "number": {
            study: {
                slug(row.printed_id): {"printed": str(row.printed), "verdict": row.verdict}
                for row in own.itertuples()
            }
            for study, own in compared.groupby("study", sort=False)
        },
        "study": {
            row["study"]: {
                **{slug(name): int(row[name]) for name in sums.index},
                "inconsistencies": int(by_study.get(row["study"], 0)),
            }
            for _, row in counts.iterrows()
        },
    }
