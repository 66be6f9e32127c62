"""What the code says: the English messages that a catalogue has to know, found in the code."""

import ast
from pathlib import Path

PACKAGE = Path(__file__).parents[1]
# How many texts each of them takes: one message, or its form for one and for many.
SAYING = {"say": 1, "mark": 1, "mark_number": 2, "counted": 2, "say_number": 2}


def said(package: Path = PACKAGE) -> dict[tuple[str, ...], str]:
    """Find the messages that a package says.

    Parameters
    ----------
    package : Path, optional
        Its folder.

    Returns
    -------
    dict
        Each message, as one text or as its two forms, with the module that says it, in the order
        of the modules and of their lines.
    """
    found: dict[tuple[str, ...], str] = {}
    for path in sorted(package.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = set(SAYING) if path.parent.name == "language" else _imported(tree)
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        for call in sorted(calls, key=lambda call: call.lineno):
            name = call.func.id if isinstance(call.func, ast.Name) else ""
            texts = _texts(call)
            if name not in names or name not in SAYING or not texts:
                continue
            if name == "counted" and len(texts) == 1:
                texts.append(f"{texts[0]}s")
            found.setdefault(tuple(texts[: SAYING[name]]), path.relative_to(package).as_posix())
    return found


def _imported(tree: ast.Module) -> set[str]:
    """Names that a module has from the room of languages."""
    return {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "compendium.language"
        for alias in node.names
    }


def _texts(call: ast.Call) -> list[str]:
    """Give the texts in the first places of a call."""
    return [
        argument.value
        for argument in call.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    ]
