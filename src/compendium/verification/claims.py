"""Claims that a publication makes about its data, each held against the tables."""

import re
from contextlib import closing
from sqlite3 import Connection
from typing import Any

import pandas as pd

from compendium.errors import StudyError
from compendium.exhibits.exhibit import Exhibit
from compendium.naming import counted, listed
from compendium.study.study import Study
from compendium.verification.patterns import NotTestableError, check_pattern
from compendium.verification.query import counterexamples, open_tables

HOLDS, DOES_NOT_HOLD, CANNOT = "holds", "does not hold", "cannot be tested"
CLAIM_VERDICTS = (HOLDS, DOES_NOT_HOLD, CANNOT)
COLUMNS = ["study", "claim", "where", "text", "kind", "verdict", "found", "note"]
SHOWN = 8  # counterexamples


def judge_claims(study: Study) -> pd.DataFrame:
    """Hold the claims of a study against its tables.

    Parameters
    ----------
    study : Study
        The study, with a table ``claims``.

    Returns
    -------
    DataFrame
        Columns ``study, claim, where, text, kind, verdict, found, note``: the verdict is
        ``holds`` (no counterexample), ``does not hold`` (``found`` has the rows) or ``cannot be
        tested`` (``found`` has the reason).

    A claim about a withheld table cannot be tested.

    Raises
    ------
    StudyError
        When a check or a query is wrong, or a claim has neither and no reason in its note.
    """
    claims = study.table("claims", optional=True)
    tables = {
        kind: study.table(kind) for kind in study.kinds if kind not in ("claims", "printed")
    } if len(claims) else {}  # fmt: skip
    rows = []
    with closing(open_tables(tables)) as database:
        for number, row in enumerate(claims.to_dict("records"), start=2):
            try:
                hidden = _hidden(row, study.about.get("withheld", {}))
                verdict, found = (CANNOT, hidden) if hidden else _judge(row, tables, database)
            except StudyError as error:
                raise StudyError(
                    f"{study.shown('claims')}, row {number}, claim {row['claim']}: {error}."
                ) from error
            rows.append({**row, "study": study.name, "verdict": verdict, "found": found})
    return pd.DataFrame(rows, columns=COLUMNS)


def count_claims(judged: pd.DataFrame) -> dict[str, int]:
    """Count the claims by verdict: ``claims``, and one number for each verdict."""
    counts = judged["verdict"].value_counts()
    return {"claims": len(judged), **{name: int(counts.get(name, 0)) for name in CLAIM_VERDICTS}}


def tabulate_claims(judged: pd.DataFrame) -> Exhibit:
    """List the claims with their verdicts and what was found, those that do not hold first."""
    order = {name: place for place, name in enumerate((DOES_NOT_HOLD, HOLDS, CANNOT))}
    # A note that is the reason of its verdict need not stand twice.
    judged = judged.assign(note=judged["note"].where(judged["note"] != judged["found"]))
    rows = judged.sort_values("verdict", key=lambda verdict: verdict.map(order), kind="stable")
    table = rows.rename(
        columns={
            "study": "Study", "claim": "Row", "where": "Where", "text": "Claim", "kind": "Kind",
            "verdict": "Verdict", "found": "Counterexamples or reason", "note": "Note",
        }
    )  # fmt: skip
    counts = count_claims(judged)
    return Exhibit(
        table[[*(name for name in table if name != "Row"), "Row"]].reset_index(drop=True),
        "Claims of the publications about their own data, in words of this compendium, each held "
        "against the tables by a check or a query that looks for counterexamples.",
        f"Table of {counted(len(judged), 'claim')}: {counts[HOLDS]} hold, "
        f"{counts[DOES_NOT_HOLD]} do not, {counts[CANNOT]} cannot be tested.",
    )


def _judge(
    row: dict[str, Any], tables: dict[str, pd.DataFrame], database: Connection
) -> tuple[str, str | None]:
    check, query, note = (row[name] for name in ("check", "query", "note"))
    if isinstance(check, str) and isinstance(query, str):
        raise StudyError("it has a check and a query. Keep one of them")
    if isinstance(check, str):
        try:
            rows = check_pattern(check, tables)
        except NotTestableError as reason:
            return CANNOT, str(reason)
    elif isinstance(query, str):
        rows, read = counterexamples(query, database)
        if not read:
            raise StudyError("the query reads no table, so that it holds whatever the data say")
    elif isinstance(note, str):
        return CANNOT, note
    else:
        raise StudyError("it has no check and no query. Say in the note why it cannot be tested")
    return (DOES_NOT_HOLD, _listed(rows)) if rows else (HOLDS, None)


def _hidden(row: dict[str, Any], withheld: dict[str, str]) -> str:
    """Say which table with rows that are not published a claim is about; empty for none."""
    asked = " ".join(text for text in (row["check"], row["query"]) if isinstance(text, str))
    named = [kind for kind in withheld if re.search(rf"\b{re.escape(kind)}\b", asked)]
    return f"the rows of the table {listed(named)} are withheld" if named else ""


def _listed(rows: list[dict[str, Any]]) -> str:
    told = [", ".join(f"{k} {v}" for k, v in row.items() if v is not None) for row in rows[:SHOWN]]
    more = f" and {len(rows) - SHOWN} more" if len(rows) > SHOWN else ""
    return "; ".join(told) + more
