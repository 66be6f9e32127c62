"""The values of all analyses as variables of the paper: their names, and their texts."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Any

from compendium.exhibits import markup
from compendium.naming import slug


def decimal_text(value: float) -> str:
    """Write a number with at most two decimals, halves rounded up, no trailing zeros.

    Examples
    --------
    >>> decimal_text(75.125), decimal_text(3.0), decimal_text(-0.001)
    ('75.13', '3', '0')
    """
    with localcontext(prec=400):  # as many digits as any number has
        rounded = Decimal(repr(value)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    text = f"{rounded:f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def variable_name(key: str, above: str) -> str:
    """Name of a value, or of a group of values, among the variables.

    A name that begins with a digit gets the first letter of what it stands in: Quarto takes a
    name such as ``6`` for a number, and then does not find it.

    Examples
    --------
    >>> variable_name("Best one", "scale"), variable_name("6", "case")
    ('best_one', 'c6')
    """
    name = slug(key)
    return f"{above[:1]}{name}" if name[:1].isdigit() else name


def variable_path(analysis: str, value: str) -> str:
    """Name a value by its path in ``values.json``, as the variables are named.

    Examples
    --------
    >>> variable_path("factor-matrix", "case.6.present")
    'case.c6.present'
    """
    names, above = [], slug(analysis)
    for key in value.split("."):
        above = variable_name(key, above)
        names.append(above)
    return ".".join(names)


def flat_values(tree: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Give variables by their dotted names.

    Examples
    --------
    >>> flat_values({"a": {"b": 1}, "c": 2})
    {'a.b': 1, 'c': 2}
    """
    found: dict[str, Any] = {}
    for name, value in tree.items():
        if isinstance(value, Mapping):
            found |= flat_values(value, f"{prefix}{name}.")
        else:
            found[f"{prefix}{name}"] = value
    return found


def named_values(values: Mapping[str, Any], above: str) -> dict[str, Any]:
    """Name all values; one whose name another value has too is empty, so that no sentence uses it.

    One without a letter or a digit has no name: no sentence can use it.
    """
    made: dict[str, Any] = {}
    for key, value in values.items():
        name = variable_name(str(key), above)
        if name:
            made[name] = None if name in made else _variable(value, name)
    return made


def _variable(value: Any, name: str) -> Any:
    if isinstance(value, Mapping):
        return named_values(value, name)
    if isinstance(value, list):
        return [_variable(item, name) for item in value]
    if isinstance(value, float):
        # A value that could not be computed has no text: a variable that uses it is reported.
        finite = value - value == 0
        return decimal_text(value) if finite else None
    return markup.setting(value) if isinstance(value, str) else value
