"""How often words are used, and which words set one group of sources apart from another."""

from math import erfc, log, sqrt
from typing import Any

import numpy as np
import pandas as pd

from compendium.analyses.text_patterns.lemmas import accuracy
from compendium.errors import TableError
from compendium.language import mark
from compendium.naming import slug
from compendium.study.small_cells import number_or_text, shown_counts

ALL_SOURCES = mark("all sources")
NOT_STATED = mark("not stated")
THE_OTHERS = mark("the others")


def groups_of(texts: pd.DataFrame, *, by: str = "") -> pd.Series:
    """Group of each text, from a column of the sources.

    Parameters
    ----------
    texts : DataFrame
        What `co.read_texts` gives.
    by : str, optional
        A column such as ``role`` or ``case``. All texts are one group without it, and where the
        column is empty.

    Returns
    -------
    Series
        Group; index ``source``.

    Raises
    ------
    TableError
        When there is no such column.

    Examples
    --------
    >>> texts = pd.DataFrame({"source": ["s1", "s2"], "role": ["resident", None]})
    >>> groups_of(texts, by="role").to_dict()
    {'s1': 'resident', 's2': 'not stated'}
    """
    if by and by not in texts:
        known = [name for name in texts if name not in ("source", "language", "text")]
        raise TableError(
            f"sources.csv: there is no column {by!r} to group the texts by. Set the parameter "
            f"group to one of {', '.join(known)}, or leave it empty for one group."
        )
    sources = texts.set_index("source")
    if not by or sources[by].isna().all():
        return pd.Series(ALL_SOURCES, index=sources.index, name="group")
    return sources[by].fillna(NOT_STATED).astype("str").rename("group")


def text_sizes(tokens: pd.DataFrame, groups: pd.Series) -> pd.DataFrame:
    """Count sources, words and different lemmas of each group, by language.

    Parameters
    ----------
    tokens : DataFrame
        What `co.tokens` gives.
    groups : Series
        What `groups_of` gives.

    Returns
    -------
    DataFrame
        Columns ``language, group, sources, words, lemmas``; function words included.
    """
    words = _grouped(tokens[tokens["is_word"]], groups)
    return words.groupby(["language", "group"], as_index=False, observed=True).agg(
        sources=("source", "nunique"), words=("lemma", "size"), lemmas=("lemma", "nunique")
    )


def word_counts(tokens: pd.DataFrame, groups: pd.Series) -> pd.DataFrame:
    """Count each lemma in each group, by language, without function words.

    Parameters
    ----------
    tokens, groups
        As in `text_sizes`.

    Returns
    -------
    DataFrame
        Columns ``language, group, lemma, n, per_10k`` (of all words of the group) and ``sources``
        (with the lemma, of all groups of the language); the most frequent first.
    """
    content = _grouped(tokens[tokens["is_word"] & ~tokens["is_stop"]], groups)
    keys = ["language", "group", "lemma"]
    counts = content.groupby(keys, observed=True).size().rename("n").reset_index()
    spread = source_counts(content, ["language", "lemma"])
    counts = counts.merge(spread, on=["language", "lemma"])
    sizes = text_sizes(tokens, groups)[["language", "group", "words"]]
    counts = counts.merge(sizes, on=["language", "group"])
    counts["per_10k"] = 10_000 * counts["n"] / counts.pop("words")
    counts["lemma"] = counts["lemma"].astype("str")
    order = ["language", "group", "n", "lemma"]
    counts = counts.sort_values(order, ascending=[True, True, False, True], ignore_index=True)
    return counts[[*keys, "n", "per_10k", "sources"]]


def in_several(table: pd.DataFrame, *, sources: int) -> pd.DataFrame:
    """Keep words found in so many sources: what one person alone said is not for publication.

    Parameters
    ----------
    table : DataFrame
        A table of words with the column ``sources``.
    sources : int
        The least number of sources.

    Returns
    -------
    DataFrame
        The rows that may be saved.
    """
    return table[table["sources"] >= sources].reset_index(drop=True)


def keyness(counts: pd.DataFrame, sizes: pd.DataFrame, *, least: int = 3) -> pd.DataFrame:
    """Compare the use of each word in a group with that in the other groups of the language.

    Parameters
    ----------
    counts, sizes : DataFrame
        What `word_counts` and `text_sizes` give.
    least : int, optional
        Compare words that are found at least so often in the language.

    Returns
    -------
    DataFrame
        By language and group, the largest ``g2`` first. Columns ``language, group, against``
        (the other group, or ``the others``), ``lemma, n, n_against, g2`` (log-likelihood of Rayson
        and Garside, with the two cells of the word), ``g2_four`` (Dunning's, with the two cells
        of all other words, too), ``log_ratio`` (how many times the relative frequency doubles: 1
        is twice as frequent, -1 half as frequent; 0.5 stands for a count of nought),
        ``difference`` (%DIFF: of the relative frequencies, by that of the others, times 100),
        ``bayes`` (Bayes factor by BIC: g2 less the logarithm of all words; below 0 for no
        difference, above 10 very strong evidence for one), ``p`` (chi-square of ``g2``, one degree
        of freedom), ``p_adjusted`` (Bonferroni, for all words of all groups compared in the
        language), ``q`` (false discovery rate, of the same) and ``sources``. Of two
        groups one is compared: the other one is its mirror image.

    References
    ----------
    Dunning (1993), Computational Linguistics 19; Rayson and Garside (2000), Comparing Corpora;
    Hardie (2014), on the log ratio; Gabrielatos and Marchi (2012), on %DIFF; Wilson (2013), on
    the Bayes factor; Benjamini and Hochberg (1995), on the false discovery rate.

    Examples
    --------
    >>> counts = pd.DataFrame({"language": "en", "group": ["a", "b"], "lemma": "trust",
    ...                        "n": [20, 5], "sources": 4})
    >>> sizes = pd.DataFrame({"language": "en", "group": ["a", "b"], "words": [1000, 1000]})
    >>> keyness(counts, sizes)[["against", "n", "n_against", "g2", "log_ratio"]].round(2)
      against   n  n_against    g2  log_ratio
    0       b  20          5  9.64        2.0
    """
    parts = []
    for language, size in sizes.groupby("language", observed=True):
        words = counts[counts["language"] == language]
        totals = size.set_index(size["group"].astype("str"))["words"]
        groups = list(totals.index)
        table = words.set_index(["lemma", words["group"].astype("str")])["n"].unstack(fill_value=0)
        # A group may have function words alone.
        table = table.reindex(columns=groups, fill_value=0)
        table = table[table.sum(axis=1) >= least]
        spread = words.drop_duplicates("lemma").set_index("lemma")["sources"]
        for group in groups[:1] if len(groups) == 2 else groups if len(groups) > 2 else []:
            against = groups[1] if len(groups) == 2 else THE_OTHERS
            part = _compare(table, totals, group).assign(sources=spread.reindex(table.index))
            part.insert(0, "against", against)
            part.insert(0, "group", group)
            part.insert(0, "language", language)
            parts.append(part.reset_index(names="lemma"))
    columns = ["language", "group", "against", "lemma", "n", "n_against", "g2", "g2_four"]
    columns += ["log_ratio", "difference", "bayes", "p", "p_adjusted", "q", "sources"]
    if not parts:
        return pd.DataFrame(columns=columns)
    found = pd.concat(parts, ignore_index=True)
    languages = pd.CategoricalDtype(sizes["language"].unique())  # in the order of the texts
    found["language"] = found["language"].astype(languages)
    by_language = found.groupby("language", observed=True)["p"]
    found["p_adjusted"] = (found["p"] * by_language.transform("size")).clip(upper=1)
    found["q"] = by_language.transform(false_discovery_rate)
    places = {name: place for place, name in enumerate(sizes["group"].astype("str").unique())}
    found = found[columns].assign(place=found["group"].map(places))
    order = ["language", "place", "g2", "lemma"]
    found = found.sort_values(order, ascending=[True, True, False, True], ignore_index=True)
    return found.drop(columns="place")


def shown_sources(sizes: pd.DataFrame, smallest_cell: int) -> list[int | str]:
    """Write the number of sources of each group, as it may be shown; all together may."""
    counts = [int(number) for number in sizes["sources"]]
    if len(counts) < 2:
        return [*counts]
    return [number_or_text(text) for text in shown_counts(counts, least=smallest_cell)]


def summarise_texts(
    sizes: pd.DataFrame, found: pd.DataFrame, *, lemmatiser: str, smallest_cell: int = 1
) -> dict[str, Any]:
    """Collect the values of the analysis text-patterns: numbers, and no word of a text.

    Parameters
    ----------
    sizes, found : DataFrame
        What `text_sizes` and `keyness` give.
    lemmatiser : str
        What `co.lemmatiser` gives.
    smallest_cell : int, optional
        The smallest number of sources of a group that is shown.

    Returns
    -------
    dict
        ``lemmatiser``, ``lemmas_checked`` and ``lemmas_right`` (forms of a list made by hand),
        ``n_sources``, ``n_words``, ``n_key_words`` (p below 0.05 after Bonferroni)
        and ``language.<language>.<slug of group>`` (``sources, words, lemmas``).
    """
    languages: dict[str, Any] = {}
    right, forms = accuracy(sizes["language"].astype(str))
    sources = shown_sources(sizes, smallest_cell)
    for row in sizes.assign(sources=pd.Series(sources, sizes.index, dtype=object)).to_dict(
        "records"
    ):
        numbers = {name: row[name] for name in ("sources", "words", "lemmas")}
        languages.setdefault(row["language"], {})[slug(str(row["group"]))] = numbers
    return {
        "lemmatiser": lemmatiser,
        "lemmas_right": right,
        "lemmas_checked": forms,
        "n_sources": int(sizes["sources"].sum()),
        "n_words": int(sizes["words"].sum()),
        "n_key_words": int((found["p_adjusted"] < 0.05).sum()),
        "language": languages,
    }


def false_discovery_rate(p: pd.Series) -> pd.Series:
    """Adjust p by Benjamini and Hochberg: of what is kept below q, at most the share q is chance.

    Examples
    --------
    >>> false_discovery_rate(pd.Series([0.01, 0.04, 0.03])).tolist()
    [0.03, 0.04, 0.04]
    """
    ordered = p.sort_values(ascending=False)
    rank = np.arange(len(ordered), 0, -1)
    adjusted = (ordered * len(ordered) / rank).cummin().clip(upper=1)
    return adjusted.reindex(p.index)


def source_counts(tokens: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Count the sources in which each combination of keys is found."""
    once = tokens[["source", *keys]].drop_duplicates()
    return once.groupby(keys, observed=True).size().rename("sources").reset_index()


def _grouped(tokens: pd.DataFrame, groups: pd.Series) -> pd.DataFrame:
    """Add the group of each token."""
    source = tokens["source"].astype("category")
    named = pd.CategoricalDtype(groups.dropna().unique())  # in the order of the sources
    by_source = groups.reindex(source.cat.categories).astype(named)
    group = pd.Categorical.from_codes(
        by_source.cat.codes.to_numpy()[source.cat.codes], dtype=by_source.dtype
    )
    return tokens.assign(source=source, group=group)


def _compare(table: pd.DataFrame, totals: pd.Series, group: str) -> pd.DataFrame:
    own = table[group].astype(float)
    other = table.drop(columns=group).sum(axis=1).astype(float)
    size, rest = float(totals[group]), float(totals.drop(group).sum())
    share = (own + other) / (size + rest)
    g2 = 2 * (_term(own, size * share) + _term(other, rest * share))
    # The cells of all other words, for Dunning's four.
    more = 2 * (_term(size - own, size * (1 - share)) + _term(rest - other, rest * (1 - share)))
    ratio = (own.where(own > 0, 0.5) / size) / (other.where(other > 0, 0.5) / rest)
    # Rounding errors must not make a likelihood ratio negative.
    g2 = g2.clip(lower=0)
    p = g2.map(lambda value: erfc(sqrt(value / 2)))
    return pd.DataFrame(
        {
            "n": own.astype(int),
            "n_against": other.astype(int),
            "g2": g2,
            "g2_four": (g2 + more).clip(lower=0),
            "log_ratio": np.log2(ratio),
            "difference": 100 * (ratio - 1),
            "bayes": g2 - log(size + rest),
            "p": p,
        }
    )


def _term(found: pd.Series, expected: pd.Series) -> pd.Series:
    """Observed times the logarithm of observed over expected; nought where nothing was found."""
    return found * np.log((found / expected).where(found > 0, 1.0))
