"""What the paper says of results that rest on withheld tables."""

from collections.abc import Iterator

from compendium.layout import Layout
from compendium.naming import listed
from compendium.steps.chosen import cannot_run
from compendium.steps.plan import read_analyses
from compendium.study.sheets import study_folders
from compendium.study.withheld import withheld_tables

NOTHING = "no table is withheld"


def withheld_in_words(layout: Layout) -> str:
    """Say which tables are withheld, and which results rest on them.

    Parameters
    ----------
    layout : Layout
        The compendium.

    Returns
    -------
    str
        The end of a sentence, without its point; the same whether the tables are here or not.
    """
    tables = {
        study: {kind: one.reason for kind, one in withheld_tables(folder).items()}
        for study, folder in study_folders(layout).items()
    }
    if not any(tables.values()):
        return NOTHING
    rows = [
        f"{kind} of {study} ({reason.strip().rstrip('.')})"
        for study, reasons in tables.items()
        for kind, reason in reasons.items()
    ]
    are = (
        "the rows of these tables are withheld"
        if len(rows) > 1
        else "the rows of a table are withheld"
    )
    told = [f"{are}: {listed(rows)}.", "Hash and columns are published in the data packages."]
    return " ".join([*told, *_results(layout, tables)]).removesuffix(".")


def _results(layout: Layout, tables: dict[str, dict[str, str]]) -> Iterator[str]:
    """Say for each study which of its results rest on withheld tables."""
    analyses = read_analyses(layout)
    for study in tables:
        resting = [
            one.name
            for one in analyses
            if cannot_run(one, study, tables)
            and (layout.artefacts(study, one.name) / "values.json").is_file()
        ]
        if resting:
            yield f"Of {study}, the results of {listed(resting)} rest on what is withheld."
