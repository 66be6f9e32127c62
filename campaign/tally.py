"""What a part of the campaign found, as a row of its table."""

from collections.abc import Sequence
from dataclasses import dataclass, field

KINDS = ("half-written", "lost", "leaked", "traceback", "hang", "left behind")


@dataclass
class Tally:
    """A part of the campaign: how much was tried, and what was found.

    Parameters
    ----------
    part : str
        Name of the part.
    tried : int
        How many kills, mutations, files or markers.
    what : str
        The unit of these.
    found : list of tuple of str
        A kind out of ``KINDS`` and what happened.
    seconds : float
        How long it took.
    """

    part: str
    what: str
    tried: int = 0
    found: list[tuple[str, str]] = field(default_factory=list)
    seconds: float = 0.0

    def add(self, kind: str, what: str) -> None:
        """Add something that should not have happened."""
        assert kind in KINDS, kind  # noqa: S101
        self.found.append((kind, what))

    def count(self, kind: str) -> int:
        """How often something of a kind was found."""
        return sum(one == kind for one, _ in self.found)


def as_table(tallies: Sequence[Tally]) -> str:
    """Write the table of a campaign in Markdown."""
    lines = [
        f"| part | tried | {' | '.join(KINDS)} | seconds |",
        f"|:-----|------:|{'--:|' * len(KINDS)}--:|",
    ]
    for tally in tallies:
        counts = " | ".join(str(tally.count(kind)) for kind in KINDS)
        lines.append(
            f"| {tally.part} | {tally.tried:,} {tally.what} | {counts} | {tally.seconds:.0f} |"
        )
    return "\n".join(lines)
