"""How evenly a word is spread over the sources of its group."""

import numpy as np
import pandas as pd


def dispersion(tokens: pd.DataFrame, groups: pd.Series) -> pd.DataFrame:
    """Measure how evenly each lemma is spread over the sources of a group.

    Parameters
    ----------
    tokens, groups
        What `co.tokens` and `co.groups_of` give.

    Returns
    -------
    DataFrame
        Columns ``language, group, lemma, n, dp`` (deviation of proportions, normalised: 0 when
        spread as the words are, 1 when all is in the smallest source) and ``d`` (Juilland's, 1
        when equally frequent in all sources, towards 0 in one), of the words that are no function
        words. Both are missing where a group has one source.

    References
    ----------
    Gries (2008), International Journal of Corpus Linguistics 13; Lijffijt and Gries (2012), on its
    normalisation; Juilland and Chang-Rodriguez (1964), Frequency Dictionary of Spanish Words.
    """
    words = tokens[tokens["is_word"]]
    named = pd.CategoricalDtype(groups.dropna().unique())  # in the order of the sources
    words = words.assign(group=words["source"].astype(str).map(groups).astype(named))
    parts = [
        _spread(part).assign(language=str(language), group=group)
        for (language, group), part in words.groupby(["language", "group"], observed=True)
    ]
    columns = ["language", "group", "lemma", "n", "dp", "d"]
    parts = [part for part in parts if not part.empty]
    return pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns)


def _spread(words: pd.DataFrame) -> pd.DataFrame:
    """Numbers of one group."""
    sizes = words["source"].astype(str).value_counts(sort=False)
    content = words[~words["is_stop"]]
    table = pd.crosstab(content["lemma"].astype(str), content["source"].astype(str))
    table = table.reindex(columns=sizes.index, fill_value=0)
    counts, share = table.to_numpy(float), (sizes / sizes.sum()).to_numpy(float)
    total = counts.sum(axis=1, keepdims=True)
    found = pd.DataFrame({"lemma": table.index, "n": total[:, 0].astype(int)})
    if len(sizes) < 2:
        return found.assign(dp=np.nan, d=np.nan)
    found["dp"] = np.abs(counts / total - share).sum(axis=1) / 2 / (1 - share.min())
    rates = counts / sizes.to_numpy(float)
    found["d"] = 1 - rates.std(axis=1) / rates.mean(axis=1) / np.sqrt(len(sizes) - 1)
    return found
