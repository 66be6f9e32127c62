# /// script
# requires-python = ">=3.11,<3.12"
# dependencies = [
#   "factor-analyzer",
#   "irrCAC==0.4.4",
#   "num2words==0.5.14",
#   "pingouin",
#   "scikit-learn<1.6",
#   "scipy",
# ]
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


def tests_by_scipy() -> dict[str, object]:
    """Log-likelihood of tables of two by two, false discovery rates, exact tests of pairs."""
    import numpy as np
    from scipy import stats

    rng = np.random.default_rng(5)
    tables = []
    for _ in range(60):
        sizes = rng.integers(500, 5000, 2)
        counts = rng.integers(1, 40, 2)
        cells = [counts.tolist(), (sizes - counts).tolist()]
        found = stats.chi2_contingency(cells, correction=False, lambda_="log-likelihood")
        two = stats.power_divergence(counts, counts.sum() * sizes / sizes.sum(), lambda_=0)
        tables.append({"counts": counts.tolist(), "sizes": sizes.tolist(), "g2": two.statistic,
                       "p": two.pvalue, "g2_four": found.statistic})  # fmt: skip
    rates = []
    for size in (3, 10, 40):
        p = rng.random(size) ** 3
        rates.append({"p": p.tolist(), "q": stats.false_discovery_control(p).tolist()})
    changes = []
    for size in range(4, 13):
        change = np.round(rng.normal(8, 15, size), 1)
        pairs = stats.permutation_test(
            (change,), np.mean, permutation_type="samples", n_resamples=np.inf
        )
        changes.append({"change": change.tolist(), "p": pairs.pvalue})
    return {"tables": tables, "rates": rates, "changes": changes}


def reliability_by_pingouin() -> dict[str, object]:
    """Cronbach's alpha of random answers, with omega from the loadings of factor-analyzer."""
    import numpy as np
    import pandas as pd
    import pingouin
    from factor_analyzer import FactorAnalyzer

    rng = np.random.default_rng(6)
    cases = []
    for number in range(30):
        people, items = int(rng.integers(12, 40)), 3 + number % 4
        trait = rng.normal(size=(people, 1))
        noise = rng.normal(size=(people, items))
        answers = np.clip(np.round(3 + trait * rng.uniform(0.6, 1.2, items) + noise), 1, 5)
        alpha, _ = pingouin.cronbach_alpha(pd.DataFrame(answers))
        model = FactorAnalyzer(n_factors=1, rotation=None, method="minres")
        loadings = model.fit(answers).loadings_[:, 0]
        common, rest = loadings.sum() ** 2, (1 - loadings**2).sum()
        cases.append({"answers": answers.astype(int).tolist(), "alpha": float(alpha),
                      "omega": float(common / (common + rest))})  # fmt: skip
    return {"cases": cases}


PROGRAMS = {
    "scipy": tests_by_scipy,
    "pingouin": reliability_by_pingouin,
    "irrCAC": ratings_by_irrcac,
    "num2words": num2words_words,
}


def main() -> None:
    """Write a file for each program."""
    for program, ask in PROGRAMS.items():
        found = {"version": version(program), **ask()}
        text = json.dumps(found, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        (FOLDER / f"{program}.json").write_text(text + "\n", encoding="utf-8")
        print(f"{program} {found['version']}: {len(text):,} characters")


if __name__ == "__main__":
    main()
