"""Names that hold in files, in values and in the paper, and small pieces of sentences."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

# Signs that no text may hold: HTML, SVG, Word and PDF have no place for them. Tab and line breaks
# are signs of control too, but a text may hold them.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


@lru_cache(maxsize=4096)  # a column of names has few different ones
def slug(text: str) -> str:
    """Turn a label into a name of lower-case letters, digits and underscores.

    Examples
    --------
    >>> slug("Suitability of the partners")
    'suitability_of_the_partners'
    >>> slug("één-op-één")
    'een_op_een'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")


def listed(names: Iterable[str]) -> str:
    """Join names as a sentence does.

    Examples
    --------
    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    names = list(names)
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def counted(number: int, one: str, many: str = "") -> str:
    """Put a number before its noun.

    Examples
    --------
    >>> counted(1, "case"), counted(3, "case"), counted(2, "category", "categories")
    ('1 case', '3 cases', '2 categories')
    """
    return f"{number} {one if number == 1 else many or one + 's'}"


def is_reserved(name: str) -> bool:
    """Whether Windows keeps a name for a device, so that no file there can have it.

    Examples
    --------
    >>> is_reserved("con"), is_reserved("contact")
    (True, False)
    """
    return name.casefold() in _DEVICES


_DEVICES = {"con", "prn", "aux", "nul", *(f"{one}{n}" for one in ("com", "lpt") for n in range(10))}
