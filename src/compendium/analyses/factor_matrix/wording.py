"""What the figure of factors by case says."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from compendium.language import counted, say, say_number


def differs(total: Any) -> bool:
    """Whether a printed total is another than the counted one."""
    return bool(pd.notna(total.difference) and total.difference != 0)


def differing(totals: Mapping[str, pd.DataFrame]) -> list[Any]:
    """Rows whose printed total is another than the counted one."""
    return [row for table in totals.values() for row in table.itertuples() if differs(row)]


def finding(totals: Mapping[str, pd.DataFrame], n_cases: int) -> str:
    """Say which factors every case has, and where a printed total is another."""
    rows = [row for table in totals.values() for row in table.itertuples()]
    everywhere = [row for row in rows if row.counted == n_cases]
    of = counted(len(rows), "factor")
    parts = [
        say_number(
            len(everywhere),
            "Of {factors} {number} occurs in every case.",
            "Of {factors} {number} occur in every case.",
            factors=of,
        )
        if everywhere
        else say("Of {factors} none occurs in every case.", factors=of)
    ]
    parts += [
        say(
            "The printed total of {label} is {printed}, the marks add up to {counted}.",
            label=row.label,
            printed=row.printed,
            counted=row.counted,
        )
        for row in differing(totals)
    ]
    return " ".join(parts)
