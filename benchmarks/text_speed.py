"""How fast a million words are analysed, against counting what stands between spaces.

The texts are made of two fixed vocabularies, Dutch and English, with endings, punctuation and
rare words that no dictionary knows, as transcripts have them.
"""

import time
from collections import Counter

import numpy as np
import pandas as pd

from benchmarks.rows import Row, at_most

LIMIT = 20.0  # seconds for a million words, on one core
WORDS = {
    "nl": "wij gaan naar het buurthuis omdat daar iets gebeurt met kinderen en bewoners die elkaar "
    "vertrouwen samenwerking gemeente wijkverpleegkundige zo'n overleg gezondheid taken huizen",
    "en": "we go to the community centre because something happens there with children who trust "
    "each other and don't know neighbours co-creation meetings roles houses told health",
}
TERMS = "vertrouw*; trust*; community centre; taak; role"


def make_texts(*, words: int, sources: int = 40, seed: int = 1) -> pd.DataFrame:
    """Make transcripts of an interviewer and a respondent, half of them Dutch, half English."""
    rng = np.random.default_rng(seed)
    rows = []
    for number in range(sources):
        language = ("nl", "en")[number % 2]
        vocabulary = [*WORDS[language].split(), *(f"woord{place}en" for place in range(20_000))]
        weights = 1 / np.arange(1, len(vocabulary) + 1)
        drawn = rng.choice(vocabulary, words // sources, p=weights / weights.sum())
        turns = [
            f"{'IR'[place % 2]}: {' '.join(_sentences(part))}"
            for place, part in enumerate(np.array_split(drawn, max(len(drawn) // 60, 1)))
        ]
        rows.append((f"s{number}", language, "\n".join(turns), "ab"[number // 2 % 2]))
    return pd.DataFrame(rows, columns=["source", "language", "text", "role"])


def analyse(texts: pd.DataFrame) -> int:
    """Do what the analysis text-patterns does, without drawing; give the number of words."""
    import compendium as co

    turns = co.turns(texts)
    tokens = co.tokens(texts, turns)
    groups = co.groups_of(texts, by="role")
    sizes = co.text_sizes(tokens, groups)
    counts = co.word_counts(tokens, groups)
    co.keyness(counts, sizes)
    co.collocations(tokens)
    co.in_context(texts, tokens, ["vertrouwen", "trust"])
    listed = co.read_terms(pd.DataFrame({"code": ["t"], "label": ["T"], "terms": [TERMS]}))
    co.find_terms(tokens, listed)
    return int(sizes["words"].sum())


def measure(*, quick: bool) -> list[Row]:
    """Measure the analysis of a million words, loading the libraries included."""
    texts = make_texts(words=100_000 if quick else 1_000_000)
    began = time.perf_counter()
    words = analyse(texts)
    took = time.perf_counter() - began
    began = time.perf_counter()
    counted = Counter(word for text in texts["text"] for word in text.lower().split())
    plain = time.perf_counter() - began
    what = f"text-patterns: {words:,} words, tokens to collocations and terms"
    against = f"counting {counted.total():,} words between spaces"
    return [at_most(what, took, LIMIT, against, plain)]


def _sentences(words: np.ndarray) -> list[str]:
    return [
        f"{word}{'.' if place % 12 == 11 else ',' if place % 7 == 6 else ''}"
        for place, word in enumerate(words)
    ]
