"""Words of texts: tokens and sentences by spaCy, lemmas without any download.

A form is looked up once, however often it is found, so that a million words take seconds.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from importlib.metadata import version
from typing import Any

import numpy as np
import pandas as pd
import spacy
from pandas.api.types import union_categoricals
from spacy.lang.char_classes import HYPHENS
from spacy.language import Language
from spacy.util import compile_infix_regex

from compendium.analyses.text_patterns.lemmas import (
    is_stop as stops_at,
    lemma_of,
)
from compendium.analyses.text_patterns.names import are_names
from compendium.analyses.text_patterns.separable import join_verbs
from compendium.analyses.text_patterns.wording import NO_LEMMAS
from compendium.errors import AnalysisError
from compendium.naming import listed
from compendium.study.spoken import as_spoken
from compendium.study.transcripts import APOSTROPHES, LANGUAGES, language_name

LETTER = re.compile(r"[^\W\d_]")
# Parts of a trained pipeline that lemmas do not need; sentences end by the same rule everywhere.
UNUSED = ["ner", "parser", "senter"]
# What spaCy takes for abbreviations in Dutch, and in conversation are words before a full stop.
_ABBREVIATED = (
    "al app bel best bet dat gen hand hert kon lat mand me pan pas pat pens pers pol red rep top "
    "ver vert vol volg"
)
SPOKEN_WORDS = frozenset(f"{word}." for word in _ABBREVIATED.split())
COLUMNS = ["source", "language", "turn", "sentence", "start", "end", "form", "lemma"]
MARKS = ["is_word", "is_stop", "is_name"]


def tokens(
    texts: pd.DataFrame,
    turns: pd.DataFrame,
    *,
    pipeline: str = "",
    stop: Collection[str] = (),
    keep: Collection[str] = (),
) -> pd.DataFrame:
    """Split turns into sentences and tokens, with the lemma of each.

    A word with hyphens stays one word (*één-op-één*, *co-creation*); an English contraction is
    two (*do*, *n't*). Forms are in small letters, the same for decomposed letters, ligatures and
    soft hyphens. What a transcriber notes, such as ``[NAME]``, ``(laughs)`` and ``XXX``, is left
    out.
    A name keeps its form, and is held back: what is written with a capital within a sentence, and
    nowhere without, and a capitalised word that no dictionary knows. A Dutch verb and its particle
    at the end of the clause are one (*werken ... samen* is *samenwerken*, and *samen* a function
    word), where the dictionary knows the whole. In a language that is neither Dutch nor English, or
    is not stated, the lemma is the form.

    Parameters
    ----------
    texts : DataFrame
        Columns ``source, text``.
    turns : DataFrame
        What `co.turns` gives.
    pipeline : str, optional
        Names of trained spaCy pipelines on this machine, separated by commas, for lemmas in their
        context and parts of speech; by default the lemmas of simplemma.
    stop, keep : collection of str, optional
        Lemmas that are to count as function words too, and lemmas that are not, nor names.

    Returns
    -------
    DataFrame
        In the order of the texts: ``source, language, turn, sentence`` (numbers), ``start`` and
        ``end`` (characters of the text), ``form, lemma``, ``is_word`` (has a letter, and is no
        address), ``is_stop`` (the lemma is a function word of spaCy's list, of its completion or
        of ``stop``, or a name that is held back), ``is_name`` and ``pos``, the part of
        speech, where a trained pipeline gives it.

    Raises
    ------
    AnalysisError
        When a pipeline is not installed, or is for a language that no text has.
    """
    written = dict(zip(texts["source"], texts["text"], strict=True))
    turns = turns.reset_index(drop=True)
    chosen = _pipelines(list(turns["language"].unique()), pipeline)
    stops = {"stop": _small(stop), "keep": _small(keep)}
    parts = [
        _tokens_of(
            turns[turns["language"] == language],
            written,
            nlp,
            stops,
            language=language,
            trained=bool(name),
        )
        for language, (name, nlp) in chosen.items()
    ]
    if not parts:
        return _no_tokens()
    words = {
        name: union_categoricals([part[name].array for part in parts])
        for name in ("form", "lemma", "pos")
    }
    table = pd.concat([part.drop(columns=list(words)) for part in parts], ignore_index=True)
    table = table.assign(**words).sort_values(["turn", "start"], ignore_index=True)
    opens = (table["turn"].diff() != 0) | table["opens"]
    # In the order of the texts, and not of the alphabet, wherever they are grouped.
    kinds = {name: pd.CategoricalDtype(turns[name].unique()) for name in ("source", "language")}
    said = turns.loc[table["turn"], list(kinds)].astype(kinds)
    table = pd.concat([said.reset_index(drop=True), table], axis=1)
    table["is_stop"] |= table["is_name"]
    return table.assign(sentence=opens.cumsum() - 1)[[*COLUMNS, *MARKS, "pos"]]


def lemmatiser(languages: Iterable[str], *, pipeline: str = "") -> str:
    """Name what gives the lemmas, with its version.

    Parameters
    ----------
    languages : iterable of str
        Languages of the texts: ``nl``, ``en``.
    pipeline : str, optional
        As in `tokens`.

    Returns
    -------
    str
        Such as ``simplemma 2.0.0``; with the language where there are several tools. Of another
        language than Dutch and English, or of none that is stated, words are counted as written.
    """
    chosen = _pipelines(list(dict.fromkeys(languages)), pipeline)
    tools = {
        language: f"{nlp.lang}_{nlp.meta['name']} {nlp.meta['version']}"
        if name
        else f"simplemma {version('simplemma')}"
        if language in LANGUAGES
        else NO_LEMMAS
        for language, (name, nlp) in chosen.items()
    }
    if len(set(tools.values())) == 1:
        return next(iter(tools.values()))
    return listed(f"{tool} ({language_name(language)})" for language, tool in tools.items())


def _small(words: Collection[str]) -> frozenset[str]:
    return frozenset(word.strip().lower().translate(APOSTROPHES) for word in words)


def _pipelines(languages: Sequence[str], pipeline: str) -> dict[str, tuple[str, Language]]:
    """Choose for each language a trained pipeline, by name, or spaCy's rules (without a name)."""
    chosen = {language: ("", _rules(language)) for language in languages}
    for name in filter(None, (part.strip() for part in pipeline.split(","))):
        nlp = _trained(name)
        if nlp.lang not in chosen:
            raise AnalysisError(
                f"the spaCy pipeline {name!r} is for the language {nlp.lang!r}, but the texts are "
                f"in {', '.join(languages)}. Leave it out of the parameter pipeline."
            )
        chosen[nlp.lang] = (name, nlp)
    return chosen


@cache
def _rules(language: str) -> Language:
    """Load spaCy's rules for a language: they come with spaCy."""
    try:
        nlp: Any = spacy.blank(language)
    except ImportError:  # no rules for this language, or they need another package
        nlp = spacy.blank("xx")
    # A hyphen within a word does not end it; a dash does.
    dashes = HYPHENS.removeprefix("-|")
    infixes = [rule.replace(f"(?:{HYPHENS})", f"(?:{dashes})") for rule in nlp.Defaults.infixes]
    nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    # Of abbreviations that are also words, what is spoken has the words: "dat." ends a sentence.
    nlp.tokenizer.rules = {
        form: rule
        for form, rule in nlp.tokenizer.rules.items()
        if language != "nl" or form.lower() not in SPOKEN_WORDS
    }
    nlp.add_pipe("sentencizer")
    rules: Language = nlp
    return rules


@cache
def _trained(name: str) -> Language:
    try:
        nlp = spacy.load(name, exclude=UNUSED)
    except OSError as error:
        raise AnalysisError(
            f"the spaCy pipeline {name!r} is not on this machine. Install it, or leave the "
            "parameter pipeline empty: the analysis works without one."
        ) from error
    if "sentencizer" not in nlp.pipe_names:
        nlp.add_pipe("sentencizer")
    return nlp


def _no_tokens() -> pd.DataFrame:
    kinds = dict.fromkeys(COLUMNS, "category") | dict.fromkeys(MARKS, "bool")
    kinds |= dict.fromkeys(["turn", "sentence", "start", "end"], "int64") | {"pos": "category"}
    return pd.DataFrame(columns=[*COLUMNS, *MARKS, "pos"]).astype(kinds)


def _tokens_of(
    turns: pd.DataFrame,
    written: dict[str, str],
    nlp: Language,
    stops: dict[str, frozenset[str]],
    *,
    language: str,
    trained: bool,
) -> pd.DataFrame:
    """Tokens of the turns of one language; ``opens`` where a sentence begins."""
    spoken = [as_spoken(written[turn.source][turn.start : turn.end]) for turn in turns.itertuples()]
    said = [text for text, _, _ in spoken]
    nlp.max_length = max(nlp.max_length, *map(len, said))
    attributes: list[int | str] = ["ORTH", "IDX", "LENGTH", "SENT_START"]
    attributes += ["LEMMA", "POS"] if trained else []
    found = [doc.to_array(attributes) for doc in nlp.pipe(said)]
    sizes = [len(rows) for rows in found]
    rows = np.concatenate(found)
    first = np.repeat(turns["start"].to_numpy("int64"), sizes)
    # Places in what is said are those of another text than the one that is read.
    offsets = np.repeat(np.cumsum([0, *map(len, said)])[:-1], sizes)
    begins = offsets + rows[:, 1].astype("int64")
    starts = np.concatenate([places for _, places, _ in spoken])
    ends = np.concatenate([places for _, _, places in spoken])
    table = pd.DataFrame(
        {
            "turn": np.repeat(turns.index.to_numpy(), sizes),
            "start": first + starts[begins],
            "end": first + ends[begins + rows[:, 2].astype("int64") - 1],
            "opens": rows[:, 3] == 1,
        }
    )
    return _with_words(table, rows, nlp, stops, language=language, trained=trained)


def _with_words(
    table: pd.DataFrame,
    rows: np.ndarray,
    nlp: Language,
    stops: dict[str, frozenset[str]],
    *,
    language: str,
    trained: bool,
) -> pd.DataFrame:
    """Add to each token what its form says; a form is looked at once."""
    keys, place = np.unique(
        rows[:, [0, 4, 5]] if trained else rows[:, :1], axis=0, return_inverse=True
    )
    forms = [nlp.vocab[int(key[0])] for key in keys]
    small = [form.text.lower() for form in forms]
    is_space = np.array([form.is_space for form in forms], dtype=bool)
    # The blank line that ends a sentence may be the token with which the next one begins.
    opens = table["opens"].groupby((~is_space[place])[::-1].cumsum()[::-1]).transform("any")
    if trained:
        lemmas = [
            nlp.vocab.strings[int(key[1])].lower() or form
            for key, form in zip(keys, small, strict=True)
        ]
        speech = [nlp.vocab.strings[int(key[2])] or None for key in keys]
    else:
        names = _names(forms, np.unique(place[~opens.to_numpy()]))
        lemmas = [
            form if name else lemma_of(form, language)
            for form, name in zip(small, names, strict=True)
        ]
        speech = [None] * len(forms)
    columns: dict[str, Sequence[str | None]] = {"form": small, "lemma": lemmas, "pos": speech}
    words = {name: _categories(column, place) for name, column in columns.items()}
    is_name = are_names(
        [form.text for form in forms],
        lemmas,
        within=np.unique(place[~opens.to_numpy()]),
        language=language,
        keep=stops["keep"],
    )
    is_word = [
        bool(LETTER.search(form.text)) and not (form.like_url or form.like_email) for form in forms
    ]
    is_stop = [stops_at(lemma, language, **stops) for lemma in lemmas]
    table = table.assign(
        **words,
        is_word=np.array(is_word, dtype=bool)[place],
        is_stop=np.array(is_stop, dtype=bool)[place],
        is_name=np.array(is_name, dtype=bool)[place],
        opens=opens,
    )[~is_space[place]]
    return join_verbs(table, stops) if language == "nl" and not trained else table


def _names(forms: Sequence[Any], within: np.ndarray) -> list[bool]:
    """Whether each form is a name: with a capital within a sentence, and nowhere without."""
    inside = {forms[place].text for place in within}
    small = {form.text for form in forms if form.text.islower()}
    return [
        form.text.istitle() and form.text in inside and form.text.lower() not in small
        for form in forms
    ]


def _categories(words: Sequence[str | None], place: np.ndarray) -> pd.Categorical:
    """Put a word for each token, by the number of its form."""
    codes, categories = pd.factorize(np.array(words, dtype=object))
    return pd.Categorical.from_codes(
        np.where(codes[place] < 0, -1, codes[place]), categories=categories
    )
