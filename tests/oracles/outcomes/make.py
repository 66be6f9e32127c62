# /// script
# requires-python = ">=3.11,<3.12"
# dependencies = ["num2words==0.5.14", "irrCAC==0.4.4", "pingouin", "factor-analyzer", "scipy"]
# ///
"""Ask other programs for their outcomes: ``uv run tests/oracles/outcomes/make.py``.

They are heavy, and some need other versions of what the compendium needs; so the tests hold ours
against these files. Run it again, with the cases here changed, to compare more.
"""

import json
from importlib.metadata import version
from pathlib import Path

FOLDER = Path(__file__).parent


def num2words_words() -> dict[str, object]:
    """Numbers in words, Dutch and English."""
    from num2words import num2words

    numbers = [*range(200), *range(200, 2000, 23), *range(2000, 1_000_000, 7_907)]
    words = {
        language: {number: num2words(number, lang=language).replace(",", "") for number in numbers}
        for language in ("en", "nl")
    }
    return {"words": words}


def ratings_by_irrcac() -> dict[str, object]:
    """Coefficients of agreement of random ratings, 0 or 1, with ratings that are missing."""
    import numpy as np
    import pandas as pd
    from irrCAC.raw import CAC

    rng = np.random.default_rng(2)
    cases = []
    for number in range(60):
        coders, units = 2 + number % 4, int(rng.integers(8, 30))
        truth = rng.random((units, 1)) < rng.choice([0.1, 0.5, 0.9])
        ratings = np.where(rng.random((units, coders)) < 0.2, ~truth, truth).astype(float)
        ratings[0], ratings[1] = 0, 1
        if coders > 2:  # of every unit two ratings or more are left
            for unit in range(2, units, 3):
                ratings[unit, int(rng.integers(coders))] = np.nan
        cac = CAC(pd.DataFrame(ratings), digits=12)
        ask = {"fleiss": cac.fleiss, "ac1": cac.gwet, "brennan_prediger": cac.bp}
        cases.append(
            {
                "ratings": [[None if np.isnan(v) else int(v) for v in row] for row in ratings],
                **{name: one()["est"]["coefficient_value"] for name, one in ask.items()},
            }
        )
    return {"cases": cases}


PROGRAMS = {"irrCAC": ratings_by_irrcac, "num2words": num2words_words}


def main() -> None:
    """Write a file for each program."""
    for program, ask in PROGRAMS.items():
        found = {"version": version(program), **ask()}
        text = json.dumps(found, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        (FOLDER / f"{program}.json").write_text(text + "\n", encoding="utf-8")
        print(f"{program} {found['version']}: {len(text):,} characters")


if __name__ == "__main__":
    main()
