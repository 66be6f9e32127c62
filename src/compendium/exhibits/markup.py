r"""Plain text as markup: the one place where a text becomes Markdown, HTML or Typst.

A label, a caption, a note or the name of a code is text, whatever signs it holds. What is made
here shows that text and nothing else: no formula, no citation, no image, no shortcode of Quarto.
"""

import html
import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from compendium.naming import CONTROL

_BREAKS = re.compile(r"[ \t\n\r\x85\u2028\u2029]+")
_MARKUP = re.compile(
    r"""
    [\\`*_{}\[\]<>$^~|@\#"']       # markup, citations, formulas, cells, quotation marks that curl
    | &(?=[\w\#])                  # an entity
    | :(?=\S)                      # the beginning of an address
    | (?<=-)- | -(?=-)             # dashes and dots that are joined
    | (?<=\.)\. | \.(?=\.)
    """,
    re.VERBOSE,
)
# What makes a list, a heading or a block of code of the line that it begins.
_BEGINNING = re.compile(r"(\(?[^\W_]+(?=[.)](?:\s|$))|(?=[:%+-](?:\s|$)|=))")
JOINER = "\u2060"  # has no width, and joins two signs of which Quarto would make something
_SHORTCODE = re.compile(r"\{\{(?=<)")
_NUMBER = re.compile(r"[+−-]?(\d+([.,\u202f ]\d{3})*([.,]\d+)?|[.,]\d+)\s?%?")
_NO_NUMBER = ("", "–", "—", "-", "…")
ARTEFACT = "compendium-artefact"  # class of the code that holds a figure or table of a page
_WIDTH_OF_A_LINE = 16  # letters of a cell up to which it is not broken


def flat(text: str) -> str:
    r"""Write a text in one line.

    Examples
    --------
    >>> flat(" one\n  two ")
    'one two'
    """
    return _BREAKS.sub(" ", CONTROL.sub("", text)).strip(" ")


def markdown(text: str) -> str:
    r"""Write a text so that Markdown shows it as it is, also at the beginning of a line.

    Examples
    --------
    >>> print(markdown("[a] costs *one* $, says @home"))
    \[a\] costs \*one\* \$, says \@home
    >>> print(markdown("1. a shared picture"))
    1\. a shared picture
    """
    line = flat(text)
    start = _BEGINNING.match(line)
    first = start.end() if start else -1
    signs = {found.start() for found in _MARKUP.finditer(line)} | {first}
    return "".join(f"\\{sign}" if place in signs else sign for place, sign in enumerate(line))


def setting(text: str) -> str:
    """Write a text for a variable or a setting, whose Markdown Quarto reads a second time.

    A shortcode in it would be run then, and is broken as in `attribute`.

    Examples
    --------
    >>> setting("A *tall* bar").replace(chr(92), "!")
    'A !*tall!* bar'
    """
    joined = text.replace("{{<", "{\u2060{\u2060<\u2060").replace(">}}", "\u2060>\u2060}\u2060}")
    return markdown(joined)


def table_caption(text: str) -> str:
    r"""Write the Markdown of a caption of a table, in which no word begins with a brace.

    Quarto takes the first that does for the label of the table.

    Examples
    --------
    >>> table_caption(r"Codes of \{a\}").replace(chr(0x2060), "+")
    'Codes of +\\{a\\}'
    """
    return re.sub(r"(^|\s)(?=\\?\{)", "\\1\u2060", text)


def attribute(text: str) -> str:
    """Write a text for a quoted attribute in Markdown, which knows entities.

    Quarto runs the shortcodes of attributes once it has read them: one in the text is broken by
    a joiner, which has no width.

    Examples
    --------
    >>> attribute('A "tall" & {bar}')
    'A &#34;tall&#34; &#38; &#123;bar&#125;'
    """
    line = _SHORTCODE.sub("{{\u2060", flat(text))
    return re.sub(r"[^\w\s,.;:()/–—-]", lambda sign: f"&#{ord(sign.group())};", line)


def code_block(text: str) -> str:
    """Write a text as a block of code in Markdown.

    Quarto runs shortcodes in code too: one in the text is broken, as in `attribute`.

    Examples
    --------
    >>> print(code_block("a"))
    ~~~ {.text}
    a
    ~~~
    """
    return fenced(_SHORTCODE.sub("{{\u2060", CONTROL.sub("", text)), "text")


def fenced(text: str, name: str) -> str:
    """Put a text between fences longer than any in it, as code of a class of this name."""
    longest = max((len(run) for run in re.findall(r"~+", text)), default=0)
    fence = "~" * max(3, longest + 1)
    return f"{fence} {{.{name}}}\n{text}\n{fence}"


def web(text: str) -> str:
    """Write a text for a web page, also between the quotation marks of an attribute.

    Examples
    --------
    >>> web('<b> & "c"')
    '&lt;b&gt; &amp; &quot;c&quot;'
    """
    return html.escape(CONTROL.sub("", text))


def typst_strings(texts: Iterable[object]) -> str:
    r"""Write texts as the inside of an array of Typst, whose strings are written as JSON's are.

    Examples
    --------
    >>> print(typst_strings(['A "b"', "C"]))
    "A \"b\"", "C",
    """
    return " ".join(f"{json.dumps(flat(str(text)), ensure_ascii=False)}," for text in texts)


def table(frame: pd.DataFrame) -> str:
    r"""Write a table as a Markdown pipe table: numbers to the right, missing cells empty.

    Each column has as many dashes as its text needs room: pandoc divides the width of the page by
    them as soon as one row is long.

    Examples
    --------
    >>> print(table(pd.DataFrame({"case": ["A|B"], "total": [7]})))
    | case | total |
    |:------|-------:|
    | A\|B | 7 |
    <BLANKLINE>
    """
    columns = [
        [flat(str(name)), *_texts(frame.iloc[:, place])] for place, name in enumerate(frame.columns)
    ]
    marks = [_mark(column) for column in columns]
    rows = [_row(markdown(cell) for cell in row) for row in zip(*columns, strict=True)]
    return "\n".join([rows[0], f"|{'|'.join(marks)}|", *rows[1:]]) + "\n"


def with_entries(frame: pd.DataFrame) -> pd.DataFrame:
    """Leave out the columns without an entry in any row: in print they take room from the others.

    Examples
    --------
    >>> list(with_entries(pd.DataFrame({"Code": ["trust"], "Note": [""], "n": [3]})))
    ['Code', 'n']
    """
    told = frame.notna() & frame.astype(str).ne("")
    return frame.loc[:, told.any()] if told.any(axis=None) else frame


def is_numeric(cells: Sequence[str]) -> bool:
    """Whether all cells that say something are numbers, and at least one does.

    Examples
    --------
    >>> is_numeric(["1", "", "2.5 %"]), is_numeric(["1", "none"]), is_numeric([""])
    (True, False, False)
    """
    told = [cell for cell in cells if cell not in _NO_NUMBER]
    return bool(told) and all(_NUMBER.fullmatch(cell) for cell in told)


def _texts(column: "pd.Series[Any]") -> list[str]:
    return ["" if pd.isna(cell) else flat(str(cell)) for cell in column.astype(object)]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _mark(column: Sequence[str]) -> str:
    """Dashes for a column, and a colon on the side to which it is set."""
    longest = max(len(word) for cell in column for word in cell.split(" "))
    # Long texts wrap, so that room grows more slowly than length; a heading always may.
    widest = max((len(cell) for cell in column[1:]), default=0)
    room = round(widest if widest <= _WIDTH_OF_A_LINE else 4 * widest**0.5)
    dashes = "-" * (2 + max(4, longest, room))
    return f"{dashes}:" if is_numeric(column[1:]) else f":{dashes}"
