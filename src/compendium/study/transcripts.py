"""Transcripts: who says what, where lines begin with the name of a speaker."""

import re
from collections.abc import Iterator

import pandas as pd

_TIME = r"[\[(#]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,-]\d+)?[\])#]?"
# A line may begin with a time; then a short name, perhaps in bold or with a time, and a colon.
_LABEL = re.compile(
    rf"^[ \t]*(?:{_TIME}[ \t]*)?[*_]{{0,2}}"
    rf"(?P<speaker>[^\W\d_][\w.'’-]*(?:[ \t][\w.'’-]+){{0,2}}?)"
    rf"[ \t]*(?:{_TIME})?[*_]{{0,2}}:[*_]{{0,2}}(?=\s|$)[ \t]*",
    re.MULTILINE,
)
LANGUAGES = {"nl": "Dutch", "en": "English"}
# Typed and typographic apostrophes are one; each is one character, so that places stay true.
APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'"})
LONGEST_NAME = 24
SHORT_NAME = 3  # characters: such as R, R1 or Int


def turns(texts: pd.DataFrame, *, leave_out: str = "") -> pd.DataFrame:
    r"""Divide texts into the turns of their speakers.

    A speaker is a name of at most three words and a colon at the beginning of a line (``R1:``,
    ``[00:12:30] Interviewer:``). A name of more than three characters must begin two lines of a
    text, or be one to leave out, so that a line such as ``One thing matters: trust`` is no
    speaker. Lines without a name belong to the speaker before them. A text without speakers is
    one turn.

    Parameters
    ----------
    texts : DataFrame
        Columns ``source, language, text``, as `co.read_texts` gives them.
    leave_out : str, optional
        Names of speakers whose turns are left out, separated by commas; small or capital letters
        and a number behind the name make no difference.

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
    silent = {_bare(name) for name in leave_out.split(",")} - {""}
    rows = [
        (text.source, text.language, speaker, start, end)
        for text in texts.itertuples()
        for speaker, start, end in _turns_of(text.text, silent)
        if not speaker or _bare(speaker) not in silent
    ]
    return pd.DataFrame(rows, columns=["source", "language", "speaker", "start", "end"])


def _turns_of(text: str, silent: set[str]) -> Iterator[tuple[str, int, int]]:
    found = [label for label in _LABEL.finditer(text) if len(label["speaker"]) <= LONGEST_NAME]
    names = [label["speaker"] for label in found]
    labels = [
        label
        for label in found
        if len(label["speaker"]) <= SHORT_NAME
        or names.count(label["speaker"]) > 1
        or _bare(label["speaker"]) in silent
    ]
    begins = [("", 0, 0), *((label["speaker"], label.start(), label.end()) for label in labels)]
    ends = [label.start() for label in labels] + [len(text)]
    for (speaker, _, start), end in zip(begins, ends, strict=True):
        # Spaces around what is said are no part of it.
        said = text[start:end].strip()
        if said:
            start += text[start:end].index(said)
            yield speaker, start, start + len(said)


def _bare(name: str) -> str:
    """Write a speaker's name in small letters, without the number behind it."""
    return name.strip().casefold().rstrip("0123456789 ")
