"""Which cell of a notebook makes an exhibit, or the values."""

import ast
from collections.abc import Iterator
from pathlib import Path

from compendium.errors import PaperError
from compendium.files import read_object

VALUES = "values"


def cells_of(notebook: Path) -> dict[str, int]:
    """Find the code cells that make what a notebook saves.

    Parameters
    ----------
    notebook : Path
        A notebook that ends by saving exhibits, named in a dictionary, and values.

    Returns
    -------
    dict of str to int
        Number of the code cell, from 1, by the name of the exhibit; ``values`` is that of the
        values. What a verb gives its name is not among them.
    """
    trees = [_tree(notebook, text) for text in _code(notebook)]
    made: dict[str, int] = {}  # variables, by the cell that last gave them a value
    for number, tree in enumerate(trees, 1):
        made |= dict.fromkeys(_assigned(tree), number)
    found: dict[str, int] = {}
    for number, tree in enumerate(trees, 1):
        for name, value in _named(tree):
            found[name] = made.get(value.id, number) if isinstance(value, ast.Name) else number
    return found


def _code(notebook: Path) -> list[str]:
    try:
        cells = read_object(notebook)["cells"]
        return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PaperError(f"{notebook.name}: this notebook cannot be read ({error}).") from error


def _tree(notebook: Path, text: str) -> ast.Module:
    try:
        return ast.parse(text)
    except SyntaxError as error:
        raise PaperError(
            f"{notebook.name}: a cell is not valid Python ({error}). Correct it, and run it again."
        ) from error


def _assigned(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def _named(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    """Yield the names of exhibits with what stands behind them, and the values that are saved."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    yield key.value, value
        if isinstance(node, ast.Call):
            for keyword in node.keywords:
                if keyword.arg == VALUES:
                    yield VALUES, keyword.value
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
            name = node.targets[0].slice
            if isinstance(name, ast.Constant) and isinstance(name.value, str):
                yield name.value, node.value
