"""A row of the table of results, and the table."""

from collections.abc import Sequence
from dataclasses import dataclass

HEADER = ("what", "measured", "compared with", "ratio", "target", "met")


@dataclass(frozen=True)
class Row:
    """One thing that was measured.

    Parameters
    ----------
    what : str
        What was done.
    measured : str
        What it took, with its unit.
    target : str
        What it may take, or how the ratio must be.
    met : bool
        Whether the target was met.
    against : str, optional
        What it is compared with, and what that took.
    ratio : str, optional
        The ratio of the two.
    parts : str, optional
        Which parts take how much of it, and so bound it.
    """

    what: str
    measured: str
    target: str
    met: bool
    against: str = ""
    ratio: str = ""
    parts: str = ""


def at_most(
    what: str,
    seconds: float,
    limit: float,
    against: str = "",
    other: float | None = None,
    *,
    parts: str = "",
) -> Row:
    """Compare seconds with a limit; and, to be seen beside it, with those of something else.

    Examples
    --------
    >>> at_most("compendium --help", 0.21, 0.3).met
    True
    """
    return Row(
        what,
        f"{seconds:.2f} s",
        f"at most {limit:g} s",
        seconds <= limit,
        f"{against}: {other:.2f} s" if other else "",
        f"{seconds / other:.1f}" if other else "",
        parts,
    )


def times_faster(what: str, seconds: float, against: str, other: float, times: float) -> Row:
    """Compare seconds with those of a slower way, which must take so many times longer."""
    return Row(
        what,
        f"{seconds:.2f} s",
        f"at least {times:g} times faster",
        other / seconds >= times,
        f"{against}: {other:.2f} s",
        f"{other / seconds:.1f}",
    )


def share_of(
    what: str, seconds: float, against: str, other: float, limit: float, *, parts: str = ""
) -> Row:
    """Compare seconds with others of which they may be at most a share or a multiple."""
    return Row(
        what,
        f"{seconds:.2f} s",
        f"at most {limit:g} times as long",
        seconds / other <= limit,
        f"{against}: {other:.2f} s",
        f"{seconds / other:.2f}",
        parts,
    )


def as_table(rows: Sequence[Row]) -> str:
    """Write rows as a Markdown table."""
    lines = [_line(HEADER), _line(["---"] * len(HEADER))]
    lines += [
        _line(
            [row.what, row.measured, row.against, row.ratio, row.target, "yes" if row.met else "no"]
        )
        for row in rows
    ]
    return "\n".join(lines) + "\n"


def bounds(rows: Sequence[Row]) -> str:
    """Say where the time goes of what was taken apart, a line each."""
    return "".join(f"- {row.what}: {row.parts}.\n" for row in rows if row.parts)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
