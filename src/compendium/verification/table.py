"""Tables for print of printed numbers beside recomputed ones, their verdicts, inconsistencies."""

import re
from typing import Any

import pandas as pd

from compendium.exhibits.exhibit import Exhibit
from compendium.language import listed, say, tell
from compendium.naming import counted
from compendium.study.date_words import in_words
from compendium.verification.printed import DIFFERS, NOT_COMPUTABLE, NOT_READABLE, REPRODUCED

VERDICTS = (REPRODUCED, DIFFERS, NOT_READABLE, NOT_COMPUTABLE)


def tabulate_printed(comparison: pd.DataFrame) -> Exhibit:
    """List printed numbers beside recomputed ones, the differences first.

    Parameters
    ----------
    comparison : DataFrame
        What `co.compare_printed` gives.

    Returns
    -------
    Exhibit
        Columns Where, Quantity, Printed, Recomputed, Verdict, Note.
    """
    order = {DIFFERS: 0, NOT_READABLE: 1, NOT_COMPUTABLE: 2, REPRODUCED: 3}
    table = comparison.sort_values("verdict", key=lambda verdict: verdict.map(order), kind="stable")
    if comparison.empty:
        nothing = say("The publication prints no number that this analysis recomputes.")
        return Exhibit(comparison, nothing, nothing)
    counts = comparison["verdict"].value_counts()
    tally = listed(
        f"{counts.get(verdict, 0)} {tell(verdict)}"
        for verdict in VERDICTS
        if verdict != NOT_READABLE or verdict in counts
    )
    return Exhibit(
        _numbers(table),
        say(
            "Numbers that the publication prints, beside those recomputed here: {tally}.",
            tally=tally,
        ),
        say("Table of printed and recomputed numbers: {tally}.", tally=tally),
    )


def tabulate_tally(counts: pd.DataFrame) -> Exhibit:
    """List the verdicts by study, with a total row."""
    total = {**counts.drop(columns="study").sum().to_dict(), "study": "all studies"}
    table = pd.concat([counts, pd.DataFrame([total])], ignore_index=True)
    table = table.rename(columns={name: name.capitalize() for name in table})
    return Exhibit(
        table,
        "Numbers that the publications print about their own data and design, by study and "
        "verdict.",
        f"Table of verdicts: of {total['printed']} printed numbers {total[REPRODUCED]} are "
        f"reproduced, {total[DIFFERS]} differ{_unread(total)} and {total[NOT_COMPUTABLE]} cannot "
        "be computed.",
    )


def tabulate_tests(quantities: pd.DataFrame) -> Exhibit:
    """List what the quantities were held against, by study, with a total row.

    Parameters
    ----------
    quantities : DataFrame
        What `count_quantities` gives.

    Returns
    -------
    Exhibit
        Columns Study, Quantities, Tested, *Tested, reproduced*, *Tested, differs*, Restated,
        External, Not computable, Printed numbers.
    """
    total = {**quantities.drop(columns="study").sum().to_dict(), "study": "all studies"}
    table = pd.concat([quantities, pd.DataFrame([total])], ignore_index=True)
    names = {
        "reproduced": "Tested, reproduced",
        "differs": "Tested, differs",
        "printed": "Printed numbers",
    }
    return Exhibit(
        table.rename(columns={name: names.get(name, name.capitalize()) for name in table}),
        "Distinct quantities that the publications print, by what they were held against: tested "
        "(a row behind the recomputed value comes from another place in the publication), "
        "restated (all come from the place of the number itself), external (not about the "
        "study's own data) or not computable.",
        f"Table of tests: of {total['quantities']} quantities {total['tested']} are tested; "
        f"{total['reproduced']} of these are reproduced and {total['differs']} differ. "
        f"{total['restated']} are restated, {total['external']} external and "
        f"{total['not computable']} cannot be computed.",
    )


def tabulate_differences(compared: pd.DataFrame) -> Exhibit:
    """List the printed numbers that differ from the recomputed ones, with their note."""
    table = _numbers(compared[compared["verdict"] == DIFFERS]).drop(columns="Verdict")
    return Exhibit(
        table,
        "Printed numbers that differ from what follows from the tables, and why.",
        f"Table of {counted(len(table), 'difference')}.",
    )


def tabulate_inconsistencies(found: pd.DataFrame) -> Exhibit:
    """List what the checks found inside each study."""
    found = found.assign(where=found["where"].map(_place))
    table = found.rename(columns={name: name.capitalize() for name in found})
    return Exhibit(
        table,
        "Inconsistencies inside the studies, each found by a check that runs on any study.",
        f"Table of {counted(len(found), 'inconsistency', 'inconsistencies')}.",
    )


def tabulate_numbers(compared: pd.DataFrame) -> Exhibit:
    """List every printed number beside the recomputed one, with the rows behind this."""
    table = _numbers(compared)
    table.insert(table.columns.get_loc("Verdict") + 1, "Test", compared["test"].to_numpy())
    table["Row"] = compared["printed_id"].to_numpy()
    table["Where it comes from"] = [_chain(row) for row in compared.to_dict("records")]
    return Exhibit(
        table,
        "Every number that the publications print about their own data and design, beside the "
        "number recomputed from the tables, what it was held against, and the rows behind it.",
        f"Table of {counted(len(compared), 'printed number')}.",
    )


def _chain(row: dict[str, Any]) -> str | None:
    """Tell rows, their places, notebook and value in one line, from the publication onwards."""
    if not isinstance(row["analysis"], str):
        return None
    tables = row["tables"].split("; ") if isinstance(row["tables"], str) else []
    parts = [", ".join(_rows_in_words(told, row.get("study")) for told in tables)]
    if isinstance(row["places"], str):
        parts[0] += f", transcribed from {row['places']}"
    parts.append(f"computed by the analysis {row['analysis']} as {row['value']}")
    return "; ".join(part for part in parts if part)


def _rows_in_words(told: str, study: object) -> str:
    """Say which rows of which file of a study in words.

    Examples
    --------
    >>> _rows_in_words("presence: factor = trust (9 rows)", "north")
    '9 rows of data/north/presence.csv where factor is trust'
    """
    found = re.fullmatch(r"(\w+): (.*) \((\d+) (rows?)\)", told)
    if not found:
        return told
    kind, chosen, number, rows = found.groups()
    column, _, value = chosen.partition(" = ")
    if kind == "scale":
        return f"the setting {value} in data/{study}/study.toml"
    if not value:
        return f"all {number} {rows} of data/{study}/{kind}.csv"
    return f"{number} {rows} of data/{study}/{kind}.csv where {column} is {value}"


def _unread(total: dict[str, Any]) -> str:
    return f", {total[NOT_READABLE]} cannot be read" if NOT_READABLE in total else ""


def _numbers(compared: pd.DataFrame) -> pd.DataFrame:
    """Name the columns for print; the study is told where the numbers are of several."""
    study = {"Study": compared["study"]} if "study" in compared else {}
    columns = {
        **study,
        "Where": compared["artefact"] + ", " + compared["where"],
        "Quantity": compared["quantity"],
        "Printed": compared["printed"],
        "Recomputed": compared["recomputed"].map(_shown, na_action="ignore"),
        "Verdict": compared["verdict"],
        "Note": compared["note"],
    }
    return pd.DataFrame(columns).reset_index(drop=True)


def _place(where: str) -> str:
    """Say where something was found in words of the publication, not of our tables."""
    place = re.sub(r"^segments \S+, |^printed, ", "", where)
    place = re.sub(r"^sources \S+$", "label of a quotation", place)
    return re.sub(r"^presence, ", "matrix, ", place)


def _shown(value: object) -> object:
    """Write a date as a reader would."""
    is_date = isinstance(value, str) and re.match(r"\d{4}-\d\d", value)
    return in_words(str(value)) if is_date else value
