"""Small pieces of sentences for captions and alternative texts."""

from collections.abc import Iterable, Sequence


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


def sentence(parts: Sequence[str]) -> str:
    """Join the parts of a sentence that are not empty with semicolons, and end it."""
    return "; ".join(part for part in parts if part) + "."
