"""Text in one form, whatever program wrote it: the same letters, the same spaces."""

import re
import unicodedata

# Signs that nobody sees: soft hyphens, joiners and other marks without a width.
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"))
_LIKE_A_FORMULA = re.compile(r"[=@]|[+-](?=.)(?!\d*[.,]?\d+(?:[.,]\d+)*\s?%?$)", re.DOTALL)
_FORMULA_TEXT = re.compile(r'="(.*)"', re.DOTALL)


def plain_cell(text: str) -> str:
    r"""Write what a cell shows: composed letters, plain spaces, nothing that nobody sees.

    A text that a spreadsheet keeps from becoming a number, ``="001"`` or ``'001``, is that text.

    Examples
    --------
    >>> plain_cell("Anna\u00a0 "), plain_cell('="001"'), plain_cell("'001"), plain_cell("'s avonds")
    ('Anna', '001', '001', "'s avonds")
    """
    if text.isascii():
        text = text.strip()
    else:
        text = unicodedata.normalize("NFC", text.translate(_UNSEEN))
        text = re.sub(r"[^\S\n\t]", " ", text).strip()
    if kept := _FORMULA_TEXT.fullmatch(text):
        return kept[1].strip()
    return text[1:] if re.match(r"'[\d=+@-]", text) else text


def cell_to_write(text: str) -> str:
    """Write a text so that no spreadsheet takes it for a formula; a number stays as it is.

    `plain_cell` reads it back as it was.

    Examples
    --------
    >>> cell_to_write("=1+1"), cell_to_write("-1"), cell_to_write("- remark")
    ("'=1+1", '-1', "'- remark")
    """
    return f"'{text}" if _LIKE_A_FORMULA.match(text) else text


def cells_to_write(texts: list[str]) -> list[str]:
    """Write the texts of a column, each as `cell_to_write` does; in most columns none changes."""
    if {text[:1] for text in texts}.isdisjoint("=@+-"):
        return texts
    return [cell_to_write(text) for text in texts]


def cell_as_written(text: str) -> str:
    """Read back what `cell_to_write` wrote."""
    return text[1:] if re.match(r"'[=+@-]", text) else text
