"""Sentences that hold on a condition: the paper is not built once the data say otherwise.

A claim is a span or a division of the manuscript with the class ``claim`` and a condition on the
variables of the paper::

    [All means agree with the printed ones.]{.claim when="connectors.scale_scores.n_differ == 0"}
"""

import ast
import difflib
import operator
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from compendium.paper.digits import ATTRIBUTES
from compendium.paper.source import Problem, Source

_IS_CLAIM = re.compile(r"(?:^|\s)\.claim(?=\s|$)")
_WHEN = re.compile(r"(?:^|\s)when=\"([^\"]*)\"")
EXAMPLE = 'write {.claim when="study.analysis.value == 0"}'

_SIGNS: dict[type[ast.AST], Callable[..., Any]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: lambda one, many: one in many,
    ast.NotIn: lambda one, many: one not in many,
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Not: operator.not_,
    ast.USub: operator.neg,
}
_FUNCTIONS: dict[str, Callable[..., Any]] = {"min": min, "max": max, "sum": sum, "len": len}


class _UnclearError(Exception):
    """A condition that cannot be worked out; says why."""


def claims_in(source: Source) -> Iterator[tuple[int, str | None]]:
    """Yield the place of each claim in a file and its condition; None where it has none."""
    for found in ATTRIBUTES.finditer(source.prose):
        inner = source.text[found.start(1) : found.end(1)]
        if _IS_CLAIM.search(re.sub(r"\"[^\"]*\"", "", inner)):
            condition = _WHEN.search(inner)
            yield found.start(), " ".join(condition.group(1).split()) if condition else None


def claim_problems(sources: Sequence[Source], variables: Mapping[str, Any]) -> Iterator[Problem]:
    """Find the claims that do not hold, or whose condition cannot be worked out.

    Parameters
    ----------
    sources : sequence of Source
        The files of the paper.
    variables : mapping
        Values by their dotted names, as the paper prints them.
    """
    for source in sources:
        for place, condition in claims_in(source):
            if condition is None:
                yield Problem(source, place, f"a claim without a condition; {EXAMPLE}")
                continue
            try:
                holds = bool(_value(_parsed(condition).body, variables))
            except _UnclearError as error:
                yield Problem(source, place, f"the condition {condition!r}: {error}")
                continue
            if not holds:
                found = "; ".join(_found(condition, variables)) or "no value stands in it"
                text = (
                    f"what is claimed here is no longer true: {condition} does not hold "
                    f"({found}). Correct the sentence and its condition"
                )
                yield Problem(source, place, text)


def _parsed(condition: str) -> ast.Expression:
    try:
        return ast.parse(condition.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError):
        raise _UnclearError(f"it is no expression; {EXAMPLE}") from None


def _value(node: ast.expr, variables: Mapping[str, Any]) -> Any:
    """Work out an expression of names, numbers, texts, comparisons and a few functions."""
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float | str):
        return _number(node.value)
    if isinstance(node, ast.Attribute | ast.Name):
        return _named(ast.unparse(node), variables)
    if isinstance(node, ast.BoolOp):
        parts = (bool(_value(part, variables)) for part in node.values)
        return all(parts) if isinstance(node.op, ast.And) else any(parts)
    try:
        if isinstance(node, ast.UnaryOp) and type(node.op) in _SIGNS:
            return _SIGNS[type(node.op)](_value(node.operand, variables))
        if isinstance(node, ast.BinOp) and type(node.op) in _SIGNS:
            left, right = _value(node.left, variables), _value(node.right, variables)
            return _SIGNS[type(node.op)](left, right)
        if isinstance(node, ast.Compare):
            return _compared(node, variables)
        if isinstance(node, ast.Call):
            return _called(node, variables)
    except (TypeError, ArithmeticError, ValueError) as error:
        raise _UnclearError(f"{ast.unparse(node)} cannot be worked out ({error})") from None
    known = f"{', '.join(_FUNCTIONS)} and each"
    raise _UnclearError(
        f"{ast.unparse(node)} is not allowed; take names of values, numbers, texts, comparisons, "
        f"and, or, not, {known}"
    )


def _compared(node: ast.Compare, variables: Mapping[str, Any]) -> bool:
    values = [_value(part, variables) for part in (node.left, *node.comparators)]
    for sign, left, right in zip(node.ops, values, values[1:], strict=False):
        if type(sign) not in _SIGNS:
            raise _UnclearError(f"{ast.unparse(node)} compares in a way that is not allowed")
        is_order = isinstance(sign, ast.Lt | ast.LtE | ast.Gt | ast.GtE)
        if is_order and isinstance(left, str) != isinstance(right, str):
            raise _UnclearError(f"{ast.unparse(node)} compares a number with a text")
        if not _SIGNS[type(sign)](left, right):
            return False
    return True


def _called(node: ast.Call, variables: Mapping[str, Any]) -> Any:
    name = ast.unparse(node.func)
    values = [_value(part, variables) for part in node.args]
    if name == "each" and len(values) == 1 and isinstance(values[0], str):
        return _each(values[0], variables)
    if name not in _FUNCTIONS or node.keywords:
        raise _UnclearError(f"there is no {name}; there are {', '.join(_FUNCTIONS)} and each")
    return _FUNCTIONS[name](*values)


def _each(pattern: str, variables: Mapping[str, Any]) -> list[Any]:
    """All values whose names fit a pattern, in which ``*`` stands for one part of a name."""
    form = re.compile(re.escape(pattern).replace(r"\*", r"[^.]*"))
    found = [_number(value) for name, value in variables.items() if form.fullmatch(name)]
    # That nothing fits may be what is claimed; that there is no such group is a slip of the pen.
    group = pattern.partition("*")[0].rpartition(".")[0]
    if not found and not any(name.startswith(f"{group}.") for name in variables):
        raise _UnclearError(f"there is no value {pattern}")
    return found


def _named(name: str, variables: Mapping[str, Any]) -> Any:
    if name not in variables:
        near = difflib.get_close_matches(name, list(variables), n=1)
        raise _UnclearError(
            f"there is no value {name}" + (f" — did you mean {near[0]}?" if near else "")
        )
    if variables[name] is None:
        raise _UnclearError(f"{name} is empty: the analysis could not compute it")
    return _number(variables[name])


def _number(value: Any) -> Any:
    """Take what is written as a number for one: exactly, as the paper prints it."""
    if isinstance(value, list):
        return [_number(item) for item in value]
    if isinstance(value, bool):
        return value
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return value


def _found(condition: str, variables: Mapping[str, Any]) -> Iterator[str]:
    """Say which values a condition names, for the message."""
    names = re.findall(r"[a-z_]\w*(?:\.\w+)+", condition)
    return (f"{name} is {variables[name]}" for name in dict.fromkeys(names) if name in variables)
