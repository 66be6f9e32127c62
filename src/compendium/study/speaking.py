"""Where a transcript says who speaks: the layouts that people and programs use."""

import re
from collections import Counter

# What ends a line: also the carriage return of an old Mac, and Unicode's separators.
_BEGIN = r"(?:^|(?<=[\n\r\u2028\u2029\x85\x0b\x0c]))"
_NEXT = r"(?:\r\n|[\n\r])"
_LINE_END = r"[\n\r\u2028\u2029\x85\x0b\x0c]"
_END = r"(?=[\n\r\u2028\u2029\x85\x0b\x0c]|$)"
_TIME = r"[\[(#]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,-]\d+)?[\])#]?"
_WORD = r"[^\W\d_][\w.'’-]*"
# A line may begin with its number and a time; then a short name, perhaps in bold or with a time.
_NUMBER = r"(?:\d{1,5}[.):]?[ \t]+)?"
_BEHIND = r"[\[(#<]\d{1,2}:\d{2}(?::\d{2})?(?:[.,-]\d+)?[\])#>]"  # Trint's, behind the colon
COLON = re.compile(
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
    re.compile(
        rf"{_BEGIN}[ \t]*{_TIME}[ \t]+(?:[-–][ \t]+)?[*_]{{0,2}}{_NAME}[*_]{{0,2}}[ \t]*{_END}"
    ),
)
# Fireflies and others: the name on one line, the time on the one before or behind it.
_TWO_LINES = (
    re.compile(rf"{_BEGIN}[ \t]*{_TIME}[ \t]*{_NEXT}{_NAME}[ \t]*{_END}(?={_NEXT}[^\n\r])"),
    re.compile(rf"{_BEGIN}[ \t]*{_NAME}[ \t]*{_NEXT}[ \t]*{_TIME}[ \t]*{_END}"),
)
_CLOCK = re.compile(rf"{_BEGIN}[ \t]*{_TIME}[ \t]*{_END}")  # a time alone, which nobody says
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
CUE = re.compile(
    rf"{_BEGIN}(?:\ufeff?WEBVTT|NOTE\b|STYLE\b|REGION\b)[^\n\r]*"
    rf"(?:\r?\n(?![^\n\r]*-->)[^\n\r]+)*{_END}"
    rf"|(?:{_AFTER_BLANK}(?![^\n\r]*-->)[^\n\r]{{1,80}}(?:\r\n|[\n\r])|{_BEGIN}(?:\d{{1,6}}(?:\r\n|[\n\r]))?)"
    rf"[ \t]*\[?\d[\d:.,]+[ \t]*-->[ \t]*\d[\d:.,]+\]?{_SETTINGS}"
    r"|</v>|</?(?:c|i|b|u)(?:\.[\w.]+)?>|<\d\d:\d\d:\d\d\.\d{3}>"
)
# Under the time of a cue, as Teams writes it into Word: the name on a line of its own.
_UNDER = re.compile(rf"[ \t]*\(?{_NAME}\)?[ \t]*{_END}(?=[\n\r]{{1,2}}[^\n\r])")
LONGEST_NAME = 24
LONGEST_FULL_NAME = 48  # where each word has its capital
TWICE = 2
_MANY = 4  # one in so many cues
_PARTICLES = ("de", "den", "der", "het", "op", "ten", "ter", "van", "von", "da", "di", "el", "la")
SHORT_NAME = 3  # characters: such as R, R1 or Int


def speaker_labels(text: str, silent: set[str]) -> list[tuple[str, int, int]]:
    """Speakers with the places of their labels; a cue goes on with the speaker before it."""
    cues = list(CUE.finditer(text)) if "-->" in text else []
    colon = [label for label in COLON.finditer(text) if _may_speak(label["speaker"])]
    colon += [label for label in _BRACKETS.finditer(text) if len(label["speaker"]) > 1]
    own_line = [
        label
        for layout in _OWN_LINE
        for label in layout.finditer(text)
        if is_name(label["speaker"])
    ]
    loose = {
        label.start("speaker"): label
        for layout in (_LOOSE, *_ROLES)
        for label in layout.finditer(text)
    }
    # The layout of a text is the one in which most lines begin: words such as "Note:" begin few.
    kept = max(
        _named_cues(text, cues),
        own_line if len(own_line) >= TWICE else [],
        _repeated(text),
        _sure(list(loose.values()), silent, short=0),
        # Last, for where two begin as many lines: in each of these turns a word may have a colon.
        _with_seldom(
            _sure([*colon, *_VOICE.finditer(text)], silent, short=SHORT_NAME), colon, cues
        ),
        key=len,
    )
    cues += _CLOCK.finditer(text)
    labels: list[tuple[str, int, int]] = []
    reached, speaker = 0, ""
    # A remark of the file, such as NOTE Confidence: 0.9, is one before it is a speaker.
    for label in sorted([*cues, *kept], key=lambda label: (label.start(), label.re is _CLOCK)):
        if label.start() >= reached:
            speaker = label.groupdict().get("speaker", speaker).strip()
            labels.append((speaker, label.start(), label.end()))
            reached = label.end()
    return labels


def _repeated(text: str) -> list[re.Match[str]]:
    """Find names beside a line with a time, which begin two turns or more."""
    found = [
        label
        for layout in _TWO_LINES
        for label in layout.finditer(text)
        if is_name(label["speaker"])
    ]
    times = Counter(label["speaker"] for label in found)
    return [label for label in found if times[label["speaker"]] >= TWICE]


def _sure(found: list[re.Match[str]], silent: set[str], *, short: int) -> list[re.Match[str]]:
    """Keep labels that are short, begin two lines, or are to be left out."""
    times = Counter(label["speaker"] for label in found)
    talk = min((label.start() for label in found if times[label["speaker"]] >= TWICE), default=0)
    return [
        label
        for label in found
        if times[label["speaker"]] >= TWICE
        or bare_name(label["speaker"]) in silent
        or label.re is _VOICE
        or (
            (
                len(label["speaker"]) <= short
                or (label.re is COLON and _SURELY.fullmatch(label["speaker"]))
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
    free = after - {label.start() for label in sure}
    seldom = [label for label in colon if label.start() in free and is_name(label["speaker"])]
    return [*sure, *seldom]


def _named_cues(text: str, cues: list[re.Match[str]]) -> list[re.Match[str]]:
    """Find names under the times of cues, where at least half of them have one."""
    timed = [cue for cue in cues if "-->" in cue[0]]
    below = (re.compile(r"[\n\r]{0,2}").match(text, cue.end()) for cue in timed)
    found = [_UNDER.match(text, line.end()) for line in below if line]
    named = [name for name in found if name and is_name(name["speaker"])]
    times = Counter(name["speaker"] for name in named)
    several = [name for name in named if times[name["speaker"]] >= TWICE]
    return several if several and len(several) * 2 >= len(timed) else []


def _may_speak(name: str) -> bool:
    if len(name.split()) <= 3 and "," not in name and len(name) <= LONGEST_NAME:
        return True
    return len(name) <= LONGEST_FULL_NAME and is_name(name)


def is_name(words: str) -> bool:
    """Whether each word is written with a capital, but for particles such as ``de`` and ``van``."""
    parts = [part.strip("(),") for part in words.split()]
    return all(not part[:1].islower() or part in _PARTICLES for part in parts)


def bare_name(name: str) -> str:
    """Write a speaker's name in small letters, without the number behind it."""
    return name.strip().casefold().rstrip("0123456789 ")
