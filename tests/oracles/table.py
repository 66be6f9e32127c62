"""The table of the methods in the documentation: ``python -m oracles.table`` writes it."""

import sys
from importlib import import_module
from pathlib import Path

from oracles.registry import Method

ROOMS = ("printed", "agreement", "unitizing", "codes", "texts", "questionnaires")
PAGE = Path(__file__).parents[2] / "docs" / "guides" / "methods.md"
HEAD = """# Methods and what they were checked against

Every method below is compared with something that does not share its code: another package,
published results, or counting by hand. The comparisons run with the tests, and this page is written
by them (`python -m oracles.table`, in the folder `tests`); a test fails when the page says
something else than what was measured. The largest difference is that between the two outcomes in
any case, 0 where all are the same.

Collocations are computed by nltk. The other packages only check, for reasons of their own: `irrCAC`
asks for an older pandas than the compendium has; `pingouin` brings statsmodels, scikit-learn and
xarray, and `factor-analyzer` scikit-learn and scipy, for a few lines of arithmetic each; and
`krippendorff`, as nltk and `irrCAC`, takes a rating for each unit and coder, where texts have a
unit for each character and the intervals a thousand samples of them. Ours add up counts by source,
once.

"""
COLUMNS = (
    "| method | function | formula | reference | compared with | cases | largest difference |\n"
    "|:-------|:---------|:--------|:----------|:--------------|------:|-------------------:|\n"
)


def methods() -> list[Method]:
    """Every method, in the order of the table."""
    return [method for room in ROOMS for method in import_module(f"oracles.{room}").METHODS]


def main() -> int:
    """Measure all and write the page."""
    rows = [method.row(*method.measure()) for method in methods()]
    PAGE.write_text(HEAD + COLUMNS + "\n".join(rows) + "\n", encoding="utf-8")
    print(f"{PAGE.name}: {len(rows)} comparisons")
    return 0


if __name__ == "__main__":
    sys.exit(main())
