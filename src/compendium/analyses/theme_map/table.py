"""Tables for print of themes."""

from collections.abc import Mapping

import pandas as pd

from compendium.exhibits.exhibit import Exhibit
from compendium.language import counted, say


def tabulate_themes(evidence: pd.DataFrame, labels: Mapping[str, str], *, title: str) -> Exhibit:
    """List the themes with what stands under them and who is quoted."""
    columns = {
        "Under": evidence["root"].map(labels),
        "Theme": evidence["label"],
        "Barriers": evidence["barriers"],
        "Opportunities": evidence["opportunities"],
        "Other codes": evidence["others"],
        "Quotations": evidence["quotations"],
        "Mentions": evidence["mentions"],
        "Codings": evidence["codings"],
        "Voices": evidence["voices"].map("; ".join),
    }
    always = ("Under", "Theme", "Quotations", "Voices")
    kept = {
        name: column for name, column in columns.items() if name in always or (column != 0).any()
    }
    return Exhibit(
        pd.DataFrame(kept),
        say(
            "{title}: themes, the codes under them, the passages behind them and whose "
            "voices these are.",
            title=title,
        ),
        say(
            "Table of {themes}; {none} without a quotation.",
            themes=counted(len(evidence), "theme"),
            none=int((evidence["quotations"] == 0).sum()),
        ),
    )
