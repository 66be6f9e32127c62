"""Transcripts: who says what, where lines begin with the name of a speaker."""

import re
from collections.abc import Iterator

import pandas as pd

from compendium.study.speaking import COLON, CUE, bare_name, is_name, speaker_labels

LANGUAGES = {"nl": "Dutch", "en": "English"}  # whose lemmas and function words are known
UNKNOWN_LANGUAGE = "und"  # as ISO 639 has it
_OTHERS = {"de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "pt": "Portuguese",
           "tr": "Turkish", "ar": "Arabic", "pl": "Polish", "da": "Danish", "sv": "Swedish",
           "fy": "Frisian", UNKNOWN_LANGUAGE: "language not stated"}  # fmt: skip
_CODES = {"dutch": "nl", "nederlands": "nl", "english": "en", "engels": "en"}
# Typed and typographic apostrophes are one; each is one character, so that places stay true.
APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'"})
ASKS = "interviewer"  # column of texts, and line of study.toml: names of those who ask
_INTERVIEWERS = (
    *("i", "int", "interviewer", "interviewster", "onderzoeker", "researcher", "moderator"),
    *("facilitator", "gespreksleider", "v", "vraag", "q", "question"),
)


def language_name(code: str) -> str:
    """Name a language by its code, where the name is known.

    Examples
    --------
    >>> language_name("nl"), language_name("und"), language_name("xh")
    ('Dutch', 'language not stated', 'xh')
    """
    return LANGUAGES.get(code) or _OTHERS.get(code, code)


def language_code(stated: object) -> str:
    """Give the code of a language as a table states it: ``nl-NL`` and ``Dutch`` are ``nl``.

    Examples
    --------
    >>> [language_code(stated) for stated in ("nl-NL", "NL", "Engels", None)]
    ['nl', 'nl', 'en', 'und']
    """
    if not isinstance(stated, str) or not stated.strip():
        return UNKNOWN_LANGUAGE
    name = stated.strip().casefold()
    return _CODES.get(name) or re.split(r"[-_ ]", name)[0]


def turns(texts: pd.DataFrame, *, leave_out: str = "") -> pd.DataFrame:
    r"""Divide texts into the turns of their speakers.

    A speaker is a name of at most three words, or five with capitals, and a colon at the beginning
    of a line (``R1:``, ``[00:12:30] Interviewer:``, ``12 R1:``), or a name with a time on a line of
    its own. A name of more than three characters must begin two lines of a text, be one to leave
    out, or say that somebody speaks (``Interviewer``, ``Speaker 2``), so that a line such as ``One
    thing matters: trust`` is no speaker. Where there is neither, ``I.``, ``I -``, a name and a tab,
    or ``Interviewer`` alone on a line are taken, if they begin two lines. The times of
    subtitles (WebVTT, SRT) are nobody's words. Lines without a name belong to the speaker before
    them. A text without speakers is one turn.

    Parameters
    ----------
    texts : DataFrame
        Columns ``source, language, text``, as `co.read_texts` gives them, and perhaps
        ``interviewer``: further names, a line each, whose turns are left out.
    leave_out : str, optional
        Names of speakers whose turns are left out, separated by commas; small or capital letters
        and a number behind the name make no difference. ``Interviewer`` stands for every name that
        says who asks, such as ``Moderator``, ``Vraag`` and ``Q``.

    Returns
    -------
    DataFrame
        Columns ``source, language, speaker`` (empty where there is none), ``start`` and ``end``
        (characters of the text, without the speaker's name; the end is the one after the last).

    Examples
    --------
    >>> texts = pd.DataFrame({"source": ["s1"], "language": ["en"], "text": ["I: Why?\nR: So."]})
    >>> turns(texts, leave_out="I, Interviewer")
      source language speaker  start  end
    0     s1       en       R     11   14
    """
    silent = {bare_name(name) for name in leave_out.split(",")} - {""}
    if silent & set(_INTERVIEWERS):
        silent |= set(_INTERVIEWERS)
    own = texts[ASKS] if ASKS in texts else [""] * len(texts)
    rows = [
        (text.source, text.language, speaker, start, end)
        for text, names in zip(texts.itertuples(), own, strict=True)
        for speaker, start, end in _turns_of(text.text, silent)
        if not speaker or (bare_name(speaker) not in silent and speaker not in names.split("\n"))
    ]
    return pd.DataFrame(rows, columns=["source", "language", "speaker", "start", "end"])


def speakers(text: str) -> list[str]:
    r"""Name the speakers of a text, in the order in which they first speak.

    Examples
    --------
    >>> speakers("I: Why?\nR1: So.\nI: Oh.")
    ['I', 'R1']
    """
    return list(dict.fromkeys(name for name, _, _ in _turns_of(text, set()) if name))


def seldom_speakers(text: str) -> list[str]:
    r"""Name what looks like a speaker, begins one line only, and was taken for none.

    Examples
    --------
    >>> seldom_speakers("I: Why?\nAnna Berg: So.\nI: Oh.\nR: Yes.")
    ['Anna Berg']
    """
    taken, talk = set(), len(text)
    for name, start, _ in _turns_of(text, set()):
        taken.add(name)
        talk = min(talk, start) if name else talk
    plain = CUE.sub("\n", text[talk:]) if "-->" in text else text[talk:]
    found = (label["speaker"] for label in COLON.finditer(plain))
    return [name for name in dict.fromkeys(found) if name not in taken and is_name(name)]


def is_interviewer(name: str) -> bool:
    """Whether a speaker's name says that it is the one who asks.

    Examples
    --------
    >>> is_interviewer("Int2"), is_interviewer("I"), is_interviewer("R1")
    (True, True, False)
    """
    return bare_name(name) in _INTERVIEWERS


def _turns_of(text: str, silent: set[str]) -> Iterator[tuple[str, int, int]]:
    labels = speaker_labels(text, silent)
    begins = [("", 0, 0), *labels]
    ends = [start for _, start, _ in labels] + [len(text)]
    for (speaker, _, start), end in zip(begins, ends, strict=True):
        # Spaces around what is said are no part of it.
        said = text[start:end].strip()
        if said:
            start += text[start:end].index(said)
            yield speaker, start, start + len(said)
