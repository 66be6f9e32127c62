"""Find numbers that the paper states itself instead of taking from a variable."""

import re
import unicodedata
from collections.abc import Iterator

from compendium.layout import Layout
from compendium.paper.source import SHORTCODE, Problem, Source, blank, header_end, pages

ATTRIBUTES = re.compile(r"(?<!@)\{((?:\"[^\"]*\"|[^{}\"])*)\}")
LINKS = re.compile(
    r"""
    (?<=\])\((?:[^()\n]|\([^()\n]*\))*\)            # where a link or image leads
    | ^[ ]{0,3}\[(?!\^)[^\]\n]+\]:[ \t]*\S.*$       # the same, written apart
    | <?\b(?:https?|mailto):[^\s>)\]]+>?            # address
    | (?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+                  # e-mail
    """,
    re.VERBOSE | re.MULTILINE,
)
_NOT_PROSE = re.compile(
    r"""
    ^\#{1,6}[ \t].*$                                # heading
    | ^[ \t>]*:::.*$                                # start or end of a division
    | ^[ \t>]*\d+[.)](?=\s)                         # number of a list item
    | \[[^\[\]]*@[^\[\]]*\]                         # citation in brackets
    | @(?:\{[^{}\s]+\}|[\w:.\#$%&+?<>~/-]+)(?:[ ]\[[^\[\]]*\])?
    | \[\^[^\[\]\s]+\]                              # mark of a note
    | <[^<>\n]+> | &\#?\w+;                         # HTML
    | (?<![\w.,])(?:19|20)\d\d(?!\w|[.,]\d)         # year
    """,
    re.VERBOSE | re.MULTILINE,
)


def digits_in_prose(layout: Layout) -> list[str]:
    """Find the numbers that the paper states itself instead of taking from a variable.

    Years, citations, references, links, code, headings and attributes may hold digits.

    Parameters
    ----------
    layout : Layout
        The folders of the compendium.

    Returns
    -------
    list of str
        One message per line of the manuscript and the reviewer's page with a digit in its prose.
    """
    return [problem.shown(layout) for page in pages(layout) for problem in digit_problems(page)]


def digit_problems(source: Source) -> Iterator[Problem]:
    """Yield the first number of each line whose prose has one."""
    end = header_end(source.text)
    text = blank(re.compile(r".+"), source.prose[:end]) + source.prose[end:]
    for pattern in (SHORTCODE, LINKS, ATTRIBUTES, _NOT_PROSE):
        text = blank(pattern, text)
    start = 0
    for line in text.split("\n"):
        places = [place for place, sign in enumerate(line) if _is_digit(sign)]
        if places:
            first = line.rfind(" ", 0, places[0]) + 1
            number = line[first:].split()[0].strip(".,;:()[]*_")
            message = f"{number} is typed; take the number from a variable, or write it as a word"
            yield Problem(source, start + places[0], message)
        start += len(line) + 1


def _is_digit(sign: str) -> bool:
    return unicodedata.category(sign) in ("Nd", "No")
