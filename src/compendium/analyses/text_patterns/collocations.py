"""Words in company: pairs that stand side by side, and words in their context, by nltk."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from nltk.collocations import BigramCollocationFinder
from nltk.metrics import BigramAssocMeasures
from nltk.probability import FreqDist
from nltk.text import ConcordanceIndex

from compendium.study.transcripts import APOSTROPHES

MEASURES = BigramAssocMeasures()


def collocations(tokens: pd.DataFrame, *, least: int = 3, effect: float = 1) -> pd.DataFrame:
    """Find pairs of words that stand side by side more often than chance would put them there.

    Punctuation and the end of a sentence part two words. Pairs with a function word are left
    out, after all words were counted.

    Parameters
    ----------
    tokens : DataFrame
        What `co.tokens` gives.
    least : int, optional
        Keep pairs that are found at least so often.
    effect : float, optional
        Keep pairs with at least so much mutual information, in bits: 1 is twice as often as
        chance gives, and 0 any pair that is more frequent. G2 alone has no sign: a pair that is
        rarer than by chance has a large one, too.

    Returns
    -------
    DataFrame
        By language, the largest ``g2`` first. Columns ``language, first, second`` (lemmas),
        ``n, sources, g2`` (log-likelihood ratio) and ``pmi`` (pointwise mutual information,
        bits), both by nltk.

    References
    ----------
    Dunning (1993), Computational Linguistics 19; Church and Hanks (1990), Computational
    Linguistics 16.
    """
    parts = [
        _pairs_of(part, least, effect).assign(language=str(language))
        for language, part in tokens.groupby("language", observed=True)
    ]
    columns = ["language", "first", "second", "n", "sources", "g2", "pmi"]
    if not parts:
        return pd.DataFrame(columns=columns)
    return pd.concat(parts, ignore_index=True)[columns]


def in_context(
    texts: pd.DataFrame, tokens: pd.DataFrame, words: Sequence[str], *, width: int = 90
) -> pd.DataFrame:
    """Show words and phrases in their context, wherever they are found.

    Parameters
    ----------
    texts : DataFrame
        Columns ``source, text``.
    tokens : DataFrame
        What `co.tokens` gives.
    words : sequence of str
        Words, or phrases of words with a space between them; every form of their lemmas is found.
    width : int, optional
        Characters of a line.

    Returns
    -------
    DataFrame
        Columns ``word`` (asked for), ``source, start`` (character of the text), ``left, found,
        right``. It holds passages of the texts.
    """
    written = dict(zip(texts["source"], texts["text"], strict=True))
    known = tokens[["form", "lemma"]].drop_duplicates().astype("str")
    lemma_of = dict(zip(known["form"], known["lemma"], strict=True))

    def lemma(form: str) -> str:
        small = form.lower().translate(APOSTROPHES)
        found: str = lemma_of.get(small, small)
        return found

    begins = {lemma(word.split()[0]) for word in words if word.strip()}
    holding = set(tokens.loc[tokens["lemma"].isin(begins), "source"])
    rows = []
    for source, part in tokens[tokens["source"].isin(holding)].groupby("source", observed=True):
        text = written[source]
        places = list(zip(part["start"], part["end"], strict=True))
        index = ConcordanceIndex([text[start:end] for start, end in places], key=lemma)
        for word in filter(str.strip, words):
            for line in index.find_concordance(word.split(), width=width):
                context = (line.left_print.strip(), line.query, line.right_print.strip())
                rows.append((word, source, places[line.offset][0], *context))
    columns = ["word", "source", "start", "left", "found", "right"]
    return pd.DataFrame(rows, columns=columns).sort_values(
        ["word", "source", "start"], ignore_index=True
    )


def _pairs_of(tokens: pd.DataFrame, least: int, effect: float) -> pd.DataFrame:
    """Pairs of one language, scored."""
    lemmas = tokens["lemma"].cat.remove_unused_categories()
    number, names = lemmas.cat.codes.to_numpy("int64"), list(lemmas.cat.categories)
    is_word, is_stop = tokens["is_word"].to_numpy(), tokens["is_stop"].to_numpy()
    sentence = tokens["sentence"].to_numpy()
    content = is_word & ~is_stop
    beside = content[:-1] & content[1:] & (sentence[:-1] == sentence[1:])
    pairs = pd.DataFrame(
        {
            "first": number[:-1][beside],
            "second": number[1:][beside],
            "source": tokens["source"].cat.codes.to_numpy()[:-1][beside],
        }
    )
    found = pairs.groupby(["first", "second"], as_index=False).agg(
        n=("source", "size"), sources=("source", "nunique")
    )
    found = found[found["n"] >= least].reset_index(drop=True)
    words = np.bincount(number[is_word], minlength=len(names))
    counted = FreqDist(dict(enumerate(words.tolist())))
    together = FreqDist({(row.first, row.second): row.n for row in found.itertuples(index=False)})
    finder = BigramCollocationFinder(counted, together)
    for name, measure in {"g2": MEASURES.likelihood_ratio, "pmi": MEASURES.pmi}.items():
        scores = dict(finder.score_ngrams(measure))
        found[name] = [
            scores[first, second]
            for first, second in zip(found["first"], found["second"], strict=True)
        ]
    found = found.assign(
        first=[names[place] for place in found["first"]],
        second=[names[place] for place in found["second"]],
    ).astype({"first": "str", "second": "str"})
    found = found[(found["pmi"] > 0) & (found["pmi"] >= effect)]
    order = ["g2", "first", "second"]
    return found.sort_values(order, ascending=[False, True, True], ignore_index=True)
