"""Find inconsistencies inside a study: where a publication disagrees with itself.

Each check takes tables and gives findings, never a repair. They work on any study that has the
tables and columns: a student's own as well as a published one.
"""

import difflib
import re
from collections.abc import Callable
from decimal import Decimal
from itertools import combinations

import pandas as pd

from compendium.analyses.factor_matrix.matrix import factor_matrix, matrix_kinds, total_table
from compendium.analyses.scale_scores.possible import granularity
from compendium.analyses.scale_scores.scores import item_scores
from compendium.errors import DateError
from compendium.study.dates import Span, read_date
from compendium.study.quantities import DUTCH, ENGLISH, readings
from compendium.verification.printed import alike

Table = Callable[[str], pd.DataFrame]
Finding = tuple[str, str]
COLUMNS = ["check", "where", "finding"]
ZERO = Decimal(0)
ALIKE = 0.5  # share of matching letters above which a role counts as worded otherwise


def find_inconsistencies(table: Table, scale: dict[str, int] | None = None) -> pd.DataFrame:
    """Run every check on a study.

    Parameters
    ----------
    table : callable
        Gives the study's table of a kind, without rows when the study has none: after
        ``from functools import partial``, ``partial(this.table, optional=True)``.
    scale : dict, optional
        ``respondents`` and ``points`` of the questionnaire.

    Returns
    -------
    DataFrame
        Columns ``check, where, finding``: one row per inconsistency, empty when there is none.
    """
    found: list[tuple[str, str, str]] = []
    for name, check in CHECKS.items():
        found += [(name, *finding) for finding in check(table)]
    if scale:
        found += [("possible scores", *finding) for finding in _impossible(table, scale)]
    return pd.DataFrame(found, columns=COLUMNS)


def totals_against_marks(table: Table) -> list[Finding]:
    """Compare the printed totals of matrices with their marks."""
    factors, presence, cases = table("factors"), table("presence"), table("cases")
    findings = []
    for kind in matrix_kinds(presence, factors):
        matrix = factor_matrix(presence, cases, factors, kind=kind)
        for row in total_table(matrix, factors, table("printed")).itertuples():
            if pd.notna(row.difference) and row.difference != 0:
                text = f"the total is printed as {row.printed}; the marks add up to {row.counted}"
                findings.append((f"presence, {row.label}", text))
    return findings


def printed_twice(table: Table) -> list[Finding]:
    """Compare the numbers that a publication prints for one and the same value."""
    printed = table("printed").dropna(subset=["analysis", "value"])
    findings = []
    for _, rows in printed.groupby(["analysis", "value"], sort=False):
        if all(alike(one, other) for one, other in combinations(rows["printed"], 2)):
            continue
        places = "; ".join(
            f"{row.printed} ({row.artefact}, {row.place})"
            for row in rows.rename(columns={"where": "place"}).itertuples()
        )
        findings.append((f"printed, {rows['quantity'].iloc[0]}", f"printed as {places}"))
    return findings


def parts_and_wholes(table: Table) -> list[Finding]:
    """Add up printed numbers that are parts of another one.

    What is printed with decimals or as a percentage, or has a number of decimals in the column
    rounding, was rounded: parts and whole may then differ by half a unit of each.
    """
    printed = table("printed").set_index("printed_id")
    findings = []
    for whole, parts in printed[printed["part_of"].notna()].groupby("part_of", sort=False):
        rows = pd.concat([printed.loc[[whole]], parts])
        sums = [added for marks in (ENGLISH, DUTCH) if (added := _add_up(rows, marks)) is not None]
        if sums and not any(fits for _, fits in sums):
            text = (
                f"{printed.loc[whole, 'quantity']}: printed as {printed.loc[whole, 'printed']}; "
                f"its parts {' + '.join(parts['printed'])} add up to {sums[0][0]}"
            )
            findings.append((str(printed.loc[whole, "where"]), text))
    return findings


def _add_up(rows: pd.DataFrame, marks: tuple[str, str]) -> tuple[Decimal, bool] | None:
    """Add up the parts (below the whole), and tell whether they make it; None if not readable."""
    found = [readings(text, (marks,))[:1] for text in rows["printed"]]
    if not all(one and one[0].is_number for one in found):
        return None
    numbers = [one[0] for one in found]
    is_rounded = [
        one.percent or one.decimals > 0 or pd.notna(rounding)
        for one, rounding in zip(numbers, rows["rounding"], strict=True)
    ]
    halves = [Decimal("0.5").scaleb(-one.decimals) for one in numbers]
    tolerance = sum((half for half, is_one in zip(halves, is_rounded, strict=True) if is_one), ZERO)
    added = sum((one.low for one in numbers[1:]), ZERO)
    return added, abs(added - numbers[0].low) <= tolerance


def quoted_where_absent(table: Table) -> list[Finding]:
    """Find passages about a factor from a case whose matrix marks the factor as absent."""
    segments, sources = table("segments"), table("sources")
    if "factor" not in segments:
        return []
    presence = table("presence").set_index(["case", "factor"])["present"]
    labels = table("factors").set_index("factor")["label"]
    cases = sources.set_index("source")["case"]
    findings = []
    for row in segments.drop_duplicates("segment").rename(columns={"where": "place"}).itertuples():
        if not isinstance(row.factor, str) or not isinstance(row.source, str):
            continue
        case = cases.get(row.source)
        if (case, row.factor) in presence.index and not presence[(case, row.factor)]:
            text = (
                f"a {row.form} on {labels[row.factor]} comes from case {case}, where the matrix "
                "marks it as absent"
            )
            findings.append((f"segments {row.segment}, {row.place}", text))
    return findings


def voices_without_participant(table: Table) -> list[Finding]:
    """Find quoted participants, or their roles, that the participants' table lacks."""
    sources, participants = table("sources"), table("participants")
    quoted = sources[sources["source"].isin(table("segments")["source"])]
    if participants.empty or quoted["role"].isna().all():
        return []
    by_id = participants.set_index("participant")["role"]
    findings = []
    for row in quoted[quoted["role"].notna()].itertuples():
        person = getattr(row, "participant", None)
        if isinstance(person, str):
            findings += _person_finding(row.source, person, row.role, by_id)
        else:
            # A role may be as broad as an actor: resident, professional.
            roles = pd.concat([participants["role"], participants["actor"]])
            findings += _role_finding(row.source, row.role, roles)
    return findings


def gaps_in_numbering(table: Table) -> list[Finding]:
    """Find numbers that are skipped in a series of participants, such as I1, I2, I4.

    A series that lacks more numbers than it has is a selection, and is left alone.
    """
    series: dict[str, set[int]] = {}
    for name in table("participants")["participant"]:
        match = re.fullmatch(r"(.*?[^\d])(\d+)", str(name))
        if match:
            series.setdefault(match[1], set()).add(int(match[2]))
    findings = []
    for prefix, numbers in series.items():
        missing = sorted(set(range(min(numbers), max(numbers))) - numbers)
        if missing and len(missing) < len(numbers):
            text = f"the series {prefix}{min(numbers)} to {prefix}{max(numbers)} lacks "
            findings.append(("participants", text + ", ".join(f"{prefix}{n}" for n in missing)))
    return findings


def order_of_events(table: Table) -> list[Finding]:
    """Find events that end before they start, or come before what must have come first."""
    events = table("events")
    starts = {row.event: _span(row.start) for row in events.itertuples()}
    labels = events.set_index("event")["label"]
    findings = []
    for row in events.itertuples():
        start, end = starts[row.event], _span(row.end)
        if start and end and end.latest < start.earliest:
            text = f"{row.label} ends ({row.end}) before it starts ({row.start})"
            findings.append((f"events {row.event}", text))
        first = starts.get(row.after) if isinstance(row.after, str) else None
        if start and first and start.latest < first.earliest:
            before = events.set_index("event").loc[row.after, "start"]
            text = f"{row.label} ({row.start}) comes before {labels[row.after]} ({before})"
            findings.append((f"events {row.event}", text))
    return findings


def _impossible(table: Table, scale: dict[str, int]) -> list[Finding]:
    """Find item scores that no set of answers of these respondents gives."""
    scored = item_scores(table("items"), table("scores"))
    if scored.empty:
        return []
    checked = granularity(scored, respondents=scale["respondents"], points=scale["points"])
    findings = [
        (f"scores, item {row.item}", f"no set of answers gives the score {row.printed}")
        for row in checked[~checked["possible"]].itertuples()
    ]
    if "sd" in checked:
        findings += [
            (
                f"scores, item {row.item}",
                f"no set of answers with the score {row.printed} has the standard deviation "
                f"{row.sd}",
            )
            for row in checked[
                checked["possible"] & ~checked["sd_possible"].fillna(True)
            ].itertuples()
        ]
    return findings


def _person_finding(source: str, person: str, role: str, by_id: pd.Series) -> list[Finding]:
    if person not in by_id.index:
        return [(f"sources {source}", f"{person} is quoted, and is not in the participants' table")]
    if str(by_id[person]).casefold() != role.casefold():
        text = f"{person} is quoted as {role}; the participants' table says {by_id[person]}"
        return [(f"sources {source}", text)]
    return []


def _role_finding(source: str, role: str, roles: pd.Series) -> list[Finding]:
    known = {str(name).casefold(): str(name) for name in roles.dropna()}
    if role.casefold() in known:
        return []
    near = difflib.get_close_matches(role.casefold(), known, n=1, cutoff=ALIKE)
    if near:
        text = f"quoted as {role}; the participants' table has {known[near[0]]}"
    else:
        text = f"quoted as {role}; the participants' table has no such role"
    return [(f"sources {source}", text)]


def _span(text: object) -> Span | None:
    try:
        return read_date(text) if isinstance(text, str) else None
    except DateError:
        return None


CHECKS: dict[str, Callable[[Table], list[Finding]]] = {
    "totals against marks": totals_against_marks,
    "printed twice": printed_twice,
    "parts and wholes": parts_and_wholes,
    "quoted where absent": quoted_where_absent,
    "voices without participant": voices_without_participant,
    "gaps in numbering": gaps_in_numbering,
    "order of events": order_of_events,
}
