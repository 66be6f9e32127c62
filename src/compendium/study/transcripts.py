"""Transcripts: who says what, where lines begin with the name of a speaker."""

import re
from collections import Counter
from collections.abc import Iterator

import pandas as pd

# What ends a line: also the carriage return of an old Mac, and Unicode's separators.
_BEGIN = r"(?:^|(?<=[\n\r\u2028\u2029\x85\x0b\x0c]))"
_LINE_END = r"[\n\r\u2028\u2029\x85\x0b\x0c]"
_END = r"(?=[\n\r\u2028\u2029\x85\x0b\x0c]|$)"
_TIME = r"[\[(#]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,-]\d+)?[\])#]?"
_WORD = r"[^\W\d_][\w.'’-]*"
# A line may begin with its number and a time; then a short name, perhaps in bold or with a time.
_NUMBER = r"(?:\d{1,5}[.):]?[ \t]+)?"
_BEHIND = r"[\[(#<]\d{1,2}:\d{2}(?::\d{2})?(?:[.,-]\d+)?[\])#>]"  # Trint's, behind the colon
_COLON = re.compile(
    rf"{_BEGIN}[ \t]*{_NUMBER}(?:{_TIME}[ \t]*)?[*_]{{0,2}}[\[(<]?"
    rf"(?P<speaker>{_WORD}(?:,?[ \t][\w.'’-]+){{0,4}}?(?:[ \t]\([\w. ]{{1,20}}\))?\??)[\])>]?"
    rf"[ \t]*(?:{_TIME})?[*_]{{0,2}}:[*_]{{0,2}}(?=\s|$)[ \t]*(?:{_BEHIND}[ \t]*)?"
)
# Teams, Zoom, Otter, Amberscript: a name and a time, alone on a line, or the time first.
_NAME = rf"(?P<speaker>{_WORD}(?:,?[ \t][\w.'’()-]+){{0,4}}?)"
_OWN_LINE = (
    re.compile(
        rf"{_BEGIN}[ \t]*{_NUMBER}[*_]{{0,2}}\[?{_NAME}\]?[*_]{{0,2}}[ \t]+{_TIME}[ \t]*{_END}"
    ),
    re.compile(rf"{_BEGIN}[ \t]*{_TIME}[ \t]+[*_]{{0,2}}{_NAME}[*_]{{0,2}}[ \t]*{_END}"),
)
_VOICE = re.compile(r"<v(?:\.[\w.]+)?[ \t]+(?P<speaker>[^<>\s][^<>\n]*)>")  # WebVTT
# Where neither is found: I. or I - or a tab, behind a name that begins several lines.
_LOOSE = re.compile(
    rf"{_BEGIN}[ \t]*{_NUMBER}(?:{_TIME}[ \t]+)?"
    rf"(?P<speaker>[^\W\d_]\w{{0,2}}|{_WORD}(?:,?[ ][\w.'’-]+){{0,4}}(?=\t))"
    r"(?:\.[ \t]|[ \t]+[-–—][ \t]|\.?\t)[ \t]*"
)
# Or what people call those who speak, before a dash, in brackets, or alone on a line.
_CALLED = (
    r"(?i:interviewer|interviewster|onderzoeker|researcher|moderator|facilitator"
    r"|gespreksleider|vraag|antwoord|question|answer|respondent|respondente|deelnemer|participant"
    r"|geïnterviewde|interviewee|spreker|speaker|[ivqra]|int|resp|[rp]\d{1,2})(?:[ _]?\d{1,3})?"
)
_ROLE = f"(?P<speaker>{_CALLED})"
_SURELY = re.compile(rf"{_CALLED}|(?i:allen|iedereen|all|everyone)")
_BRACKETS = re.compile(rf"{_BEGIN}[ \t]*{_NUMBER}[\[(<]{_ROLE}[\])>]:?[ \t]+")
_ROLES = (
    re.compile(rf"{_BEGIN}[ \t]*{_NUMBER}{_ROLE}[ \t]*[-–—][ \t]+"),
    _BRACKETS,
    re.compile(rf"{_BEGIN}[ \t]*{_NUMBER}{_ROLE}[ \t]*:?[ \t]*{_END}"),
)
# Lines of a subtitle file that nobody says: they end what was said before them.
_SETTINGS = r"(?:[ \t]+(?:vertical|line|position|size|align|region|[XY][12]):[^\s<]+)*"
_AFTER_BLANK = r"(?:^\ufeff?|(?<=\n\n)|(?<=\r\r)|(?<=\n\r\n))"  # where a cue may have a name
_CUE = re.compile(
    rf"{_BEGIN}(?:\ufeff?WEBVTT|NOTE\b|STYLE\b|REGION\b)[^\n\r]*"
    rf"(?:\r?\n(?![^\n\r]*-->)[^\n\r]+)*{_END}"
    rf"|(?:{_AFTER_BLANK}(?![^\n\r]*-->)[^\n\r]{{1,80}}(?:\r\n|[\n\r])|{_BEGIN}(?:\d{{1,6}}(?:\r\n|[\n\r]))?)"
    rf"[ \t]*\[?\d[\d:.,]+[ \t]*-->[ \t]*\d[\d:.,]+\]?{_SETTINGS}"
    r"|</v>|</?(?:c|i|b|u)(?:\.[\w.]+)?>"
)
# Under the time of a cue, as Teams writes it into Word: the name on a line of its own.
_UNDER = re.compile(rf"[ \t]*\(?{_NAME}\)?[ \t]*{_END}(?=[\n\r]{{1,2}}[^\n\r])")
LANGUAGES = {"nl": "Dutch", "en": "English"}  # whose lemmas and function words are known
UNKNOWN_LANGUAGE = "und"  # as ISO 639 has it
_OTHERS = {"de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "pt": "Portuguese",
           "tr": "Turkish", "ar": "Arabic", "pl": "Polish", "da": "Danish", "sv": "Swedish",
           "fy": "Frisian", UNKNOWN_LANGUAGE: "language not stated"}  # fmt: skip
_CODES = {"dutch": "nl", "nederlands": "nl", "english": "en", "engels": "en"}
# Typed and typographic apostrophes are one; each is one character, so that places stay true.
APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'"})
LONGEST_NAME = 24
LONGEST_FULL_NAME = 48  # where each word has its capital
TWICE = 2
_MANY = 4  # one in so many cues
ASKS = "interviewer"  # column of texts, and line of study.toml: names of those who ask
_INTERVIEWERS = (
    *("i", "int", "interviewer", "interviewster", "onderzoeker", "researcher", "moderator"),
    *("facilitator", "gespreksleider", "v", "vraag", "q", "question"),
)
_PARTICLES = ("de", "den", "der", "het", "op", "ten", "ter", "van", "von", "da", "di", "el", "la")
SHORT_NAME = 3  # characters: such as R, R1 or Int


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
    silent = {_bare(name) for name in leave_out.split(",")} - {""}
    if silent & set(_INTERVIEWERS):
        silent |= set(_INTERVIEWERS)
    own = texts[ASKS] if ASKS in texts else [""] * len(texts)
    rows = [
        (text.source, text.language, speaker, start, end)
        for text, names in zip(texts.itertuples(), own, strict=True)
        for speaker, start, end in _turns_of(text.text, silent)
        if not speaker or (_bare(speaker) not in silent and speaker not in names.split("\n"))
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
    plain = _CUE.sub("\n", text[talk:]) if "-->" in text else text[talk:]
    found = (label["speaker"] for label in _COLON.finditer(plain))
    return [name for name in dict.fromkeys(found) if name not in taken and _is_name(name)]


def is_interviewer(name: str) -> bool:
    """Whether a speaker's name says that it is the one who asks.

    Examples
    --------
    >>> is_interviewer("Int2"), is_interviewer("I"), is_interviewer("R1")
    (True, True, False)
    """
    return _bare(name) in _INTERVIEWERS


def _turns_of(text: str, silent: set[str]) -> Iterator[tuple[str, int, int]]:
    labels = _labels(text, silent)
    begins = [("", 0, 0), *labels]
    ends = [start for _, start, _ in labels] + [len(text)]
    for (speaker, _, start), end in zip(begins, ends, strict=True):
        # Spaces around what is said are no part of it.
        said = text[start:end].strip()
        if said:
            start += text[start:end].index(said)
            yield speaker, start, start + len(said)


def _labels(text: str, silent: set[str]) -> list[tuple[str, int, int]]:
    """Speakers with the places of their labels; a cue goes on with the speaker before it."""
    cues = list(_CUE.finditer(text)) if "-->" in text else []
    colon = [label for label in _COLON.finditer(text) if _may_speak(label["speaker"])]
    colon += [label for label in _BRACKETS.finditer(text) if len(label["speaker"]) > 1]
    own_line = [
        label
        for layout in _OWN_LINE
        for label in layout.finditer(text)
        if _is_name(label["speaker"])
    ]
    loose = {
        label.start("speaker"): label
        for layout in (_LOOSE, *_ROLES)
        for label in layout.finditer(text)
    }
    # The layout of a text is the one in which most lines begin: words such as "Note:" begin few.
    kept = max(
        _with_seldom(
            _sure([*colon, *_VOICE.finditer(text)], silent, short=SHORT_NAME), colon, cues
        ),
        _named_cues(text, cues),
        own_line if len(own_line) >= TWICE else [],
        _sure(list(loose.values()), silent, short=0),
        key=len,
    )
    labels: list[tuple[str, int, int]] = []
    reached, speaker = 0, ""
    # A remark of the file, such as NOTE Confidence: 0.9, is one before it is a speaker.
    for label in sorted([*cues, *kept], key=lambda label: label.start()):
        if label.start() >= reached:
            speaker = label.groupdict().get("speaker", speaker).strip()
            labels.append((speaker, label.start(), label.end()))
            reached = label.end()
    return labels


def _sure(found: list[re.Match[str]], silent: set[str], *, short: int) -> list[re.Match[str]]:
    """Keep labels that are short, begin two lines, or are to be left out."""
    times = Counter(label["speaker"] for label in found)
    talk = min((label.start() for label in found if times[label["speaker"]] >= TWICE), default=0)
    return [
        label
        for label in found
        if times[label["speaker"]] >= TWICE
        or _bare(label["speaker"]) in silent
        or label.re is _VOICE
        or (
            (
                len(label["speaker"]) <= short
                or (label.re is _COLON and _SURELY.fullmatch(label["speaker"]))
            )
            and not (label.start() < talk and _is_heading(label))
        )
    ]


def _is_heading(label: re.Match[str]) -> bool:
    """Whether a line above the talk says what it is: ``Nr: 3``, ``Interviewer: AB``."""
    name, line = label["speaker"], re.split(_LINE_END, label.string[label.end() :], maxsplit=1)[0]
    said = len(line.split()) > 3 or re.search(r"[.?!]\s*$", line)
    return not _SURELY.fullmatch(name) or (len(name) > SHORT_NAME and not said)


def _with_seldom(
    sure: list[re.Match[str]], colon: list[re.Match[str]], cues: list[re.Match[str]]
) -> list[re.Match[str]]:
    """Add names that one cue alone begins with, where many cues begin with one: Zoom's."""
    after = {place for cue in cues for place in range(cue.end(), cue.end() + 3)}
    begins = [label for label in sure if label.start() in after]
    if not begins or len(begins) * _MANY < len(cues):
        return sure
    return [*sure, *(label for label in colon if label not in sure and label.start() in after
                     and _is_name(label["speaker"]))]  # fmt: skip


def _named_cues(text: str, cues: list[re.Match[str]]) -> list[re.Match[str]]:
    """Find names under the times of cues, where at least half of them have one."""
    timed = [cue for cue in cues if "-->" in cue[0]]
    below = (re.compile(r"[\n\r]{0,2}").match(text, cue.end()) for cue in timed)
    found = [_UNDER.match(text, line.end()) for line in below if line]
    named = [name for name in found if name and _is_name(name["speaker"])]
    times = Counter(name["speaker"] for name in named)
    several = [name for name in named if times[name["speaker"]] >= TWICE]
    return several if several and len(several) * 2 >= len(timed) else []


def _may_speak(name: str) -> bool:
    if len(name.split()) <= 3 and "," not in name and len(name) <= LONGEST_NAME:
        return True
    return len(name) <= LONGEST_FULL_NAME and _is_name(name)


def _is_name(words: str) -> bool:
    """Whether each word is written with a capital, but for particles such as ``de`` and ``van``."""
    parts = [part.strip("(),") for part in words.split()]
    return all(not part[:1].islower() or part in _PARTICLES for part in parts)


def _bare(name: str) -> str:
    """Write a speaker's name in small letters, without the number behind it."""
    return name.strip().casefold().rstrip("0123456789 ")
