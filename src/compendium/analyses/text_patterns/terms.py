"""Dictionary coding: passages proposed by the terms of a code, compared with the coders'."""

import re
from collections.abc import Iterator
from functools import reduce
from typing import Any

import numpy as np
import pandas as pd

from compendium.errors import TableError
from compendium.naming import counted, slug
from compendium.study.transcripts import APOSTROPHES


def read_terms(codes: pd.DataFrame) -> pd.DataFrame:
    """List the terms of each code.

    Parameters
    ----------
    codes : DataFrame
        Table of kind ``codes``; its column ``terms`` holds terms with semicolons between them
        (``trust; vertrouw*; word of mouth``).

    Returns
    -------
    DataFrame
        Columns ``code, label, term``, in the order of the codes.

    Raises
    ------
    TableError
        When a term is nothing but asterisks.

    Examples
    --------
    >>> codes = pd.DataFrame({"code": ["t"], "label": ["Trust"], "terms": ["trust ; vertrouw*;"]})
    >>> list(read_terms(codes)["term"])
    ['trust', 'vertrouw*']
    """
    rows = [
        (row["code"], row["label"], " ".join(term.lower().split()))
        for row in codes.dropna(subset="terms").to_dict("records")
        for term in row["terms"].translate(APOSTROPHES).split(";")
        if term.strip()
    ]
    for code, _, term in rows:
        if not re.search(r"[^*\s]", term):
            raise TableError(
                f"codes.csv, code {code!r}, column terms: the term {term!r} would find every word. "
                "Write letters beside the asterisk."
            )
    return pd.DataFrame(rows, columns=["code", "label", "term"]).drop_duplicates(ignore_index=True)


def find_terms(tokens: pd.DataFrame, terms: pd.DataFrame) -> pd.DataFrame:
    """Find the terms in the sentences: each sentence with a term of a code is a proposed passage.

    Parameters
    ----------
    tokens : DataFrame
        What `co.tokens` gives.
    terms : DataFrame
        What `read_terms` gives. A word of a term is found as a form or as a lemma; an asterisk
        stands for any characters, or none. The words of a phrase stand side by side in a sentence.

    Returns
    -------
    DataFrame
        Columns ``source, sentence, start, end`` (of the sentence), ``code, label, terms`` (found
        in it, with semicolons between them) and ``found`` (how often), in the order of the texts.
    """
    sentence = tokens["sentence"].to_numpy()
    hits = []
    for row in terms.itertuples(index=False):
        places = np.flatnonzero(_begins(tokens, sentence, row.term.split()))
        hits.append(pd.DataFrame({"sentence": sentence[places]}).assign(**row._asdict()))
    columns = ["source", "sentence", "start", "end", "code", "label", "terms", "found"]
    found = pd.concat(hits, ignore_index=True) if hits else pd.DataFrame()
    if found.empty:
        return pd.DataFrame(columns=columns)
    passages = found.groupby(["sentence", "code", "label"], as_index=False, sort=False).agg(
        terms=("term", _listed_once), found=("term", "size")
    )
    placed = passages.merge(sentences(tokens), on="sentence")
    return placed.sort_values(["sentence", "code"], ignore_index=True)[columns]


def sentences(tokens: pd.DataFrame) -> pd.DataFrame:
    """List the sentences: columns ``sentence, source, start, end``."""
    spans = tokens.groupby("sentence").agg(
        source=("source", "first"), start=("start", "min"), end=("end", "max")
    )
    return spans.reset_index().astype({"source": "str"})


def compare_terms(
    proposed: pd.DataFrame,
    terms: pd.DataFrame,
    tokens: pd.DataFrame,
    segments: pd.DataFrame,
    texts: pd.DataFrame,
) -> pd.DataFrame:
    """Compare the sentences that terms propose with those that people coded.

    A sentence is coded when any coder gave the code to a passage that overlaps it. Only sources
    with coded passages are compared, and only the turns that were kept.

    Parameters
    ----------
    proposed, terms, tokens : DataFrame
        What `find_terms`, `read_terms` and `co.tokens` give.
    segments : DataFrame
        Table of kind ``segments``, with ``start`` and ``end``.
    texts : DataFrame
        Columns ``source, text``.

    Returns
    -------
    DataFrame
        One row per code with terms: ``code, label, terms`` (how many), ``sentences`` (compared),
        ``proposed, coded, both, precision`` (of those proposed, the share that is coded),
        ``recall`` (of those coded, the share that is proposed) and ``f1``, their harmonic mean;
        missing where nothing is proposed or coded.

    Raises
    ------
    TableError
        When a passage ends behind the end of its text.
    """
    placed = segments.dropna(subset=["source", "start", "end"])
    _check_places(placed, texts)
    every = sentences(tokens)
    compared = every[every["source"].isin(set(placed["source"]))]
    coded = _coded_sentences(compared, placed)
    proposals = proposed[proposed["sentence"].isin(set(compared["sentence"]))]
    rows = []
    for (code, label), own in terms.groupby(["code", "label"], sort=False):
        machine = set(proposals.loc[proposals["code"] == code, "sentence"])
        human = set(coded.loc[coded["code"] == code, "sentence"])
        rows.append(
            {
                "code": code,
                "label": label,
                "terms": len(own),
                "sentences": len(compared),
                **_scores(machine, human),
            }
        )
    columns = ["code", "label", "terms", "sentences", "proposed", "coded", "both"]
    return pd.DataFrame(rows, columns=[*columns, "precision", "recall", "f1"])


def summarise_terms(compared: pd.DataFrame) -> dict[str, Any]:
    """Collect the numbers of `compare_terms` by code, for the values of text-patterns."""
    numbers = ["proposed", "coded", "both", "precision", "recall", "f1"]
    return {
        slug(row["code"]): {name: row[name] for name in numbers}
        for row in compared.to_dict("records")
    }


def _begins(tokens: pd.DataFrame, sentence: np.ndarray, words: list[str]) -> np.ndarray:
    """Whether a phrase begins at each token."""
    masks = [_is_found(tokens, word) for word in words]
    length = len(tokens)

    def ahead(steps: int) -> np.ndarray:
        found = np.zeros(length, dtype=bool)
        if steps >= length:
            return found
        there = masks[steps][steps:] & (sentence[steps:] == sentence[: length - steps])
        found[: length - steps] = there
        return found

    return reduce(np.logical_and, [ahead(steps) for steps in range(len(words))])


def _is_found(tokens: pd.DataFrame, word: str) -> np.ndarray:
    """Whether each token is a word of a term, as a form or as a lemma."""
    found = np.zeros(len(tokens), dtype=bool)
    for name in ("form", "lemma"):
        column = tokens[name].cat
        fits = np.fromiter(_fits(word, column.categories), dtype=bool, count=len(column.categories))
        found |= fits[column.codes.to_numpy()]
    return found


def _fits(word: str, known: pd.Index) -> Iterator[bool]:
    if "*" not in word:
        return iter(known == word)
    pattern = re.compile(".*".join(map(re.escape, word.split("*"))))
    return (pattern.fullmatch(other) is not None for other in known)


def _listed_once(terms: pd.Series) -> str:
    return "; ".join(terms.unique())


def _coded_sentences(compared: pd.DataFrame, placed: pd.DataFrame) -> pd.DataFrame:
    """Pair codes with the sentences that overlap a passage: columns ``code, sentence``."""
    parts = [pd.DataFrame({"code": [], "sentence": []})]
    spans = dict(iter(compared.sort_values("start").groupby("source")))
    for source, passages in placed.groupby("source"):
        if source not in spans:
            continue
        span = spans[source]
        starts, ends = (passages[name].to_numpy("int64") for name in ("start", "end"))
        first = np.searchsorted(span["end"].to_numpy(), starts, side="right")
        last = np.searchsorted(span["start"].to_numpy(), ends, side="left")
        many = np.maximum(last - first, 0)
        places = (
            np.repeat(first, many) + np.arange(many.sum()) - np.repeat(many.cumsum() - many, many)
        )
        found = span["sentence"].to_numpy()[places]
        parts.append(
            pd.DataFrame({"code": np.repeat(passages["code"].to_numpy(), many), "sentence": found})
        )
    return pd.concat(parts, ignore_index=True)


def _scores(machine: set[int], human: set[int]) -> dict[str, float]:
    both = len(machine & human)
    either = len(machine) + len(human)
    return {
        "proposed": len(machine),
        "coded": len(human),
        "both": both,
        "precision": both / len(machine) if machine else np.nan,
        "recall": both / len(human) if human else np.nan,
        "f1": 2 * both / either if machine and human else np.nan,
    }


def _check_places(placed: pd.DataFrame, texts: pd.DataFrame) -> None:
    lengths = texts.set_index("source")["text"].str.len()
    length = placed["source"].map(lengths)
    wrong = placed[placed["end"] > length]
    if len(wrong):
        row = wrong.iloc[0]
        raise TableError(
            f"segments.csv: passage {row['segment']!r} ends at character {row['end']}, but the "
            f"text of {row['source']!r} has {lengths[row['source']]} "
            f"({counted(len(wrong), 'such row')}). "
            "Use the text that was coded, as it was exported with the codes."
        )
