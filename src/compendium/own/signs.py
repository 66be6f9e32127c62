"""Signs of control in ``study.toml``, which no figure and no page can show."""

import re
from collections.abc import Iterator
from pathlib import Path

from compendium.language import say
from compendium.naming import CONTROL
from compendium.study.study import Study


def control_signs(study: Study) -> Iterator[str]:
    """Find signs of control in study.toml: TOML lets them stand there as an escape."""
    for names, text in _texts_told(study.about, ()):
        found = CONTROL.search(text)
        if found:
            yield say(
                "data/{study}/study.toml, line {line}, {name}: {shown!r} holds a sign of control "
                "({sign}), which no figure or page can show. Type the text anew.",
                study=study.name,
                line=_line_of(study.folder / "study.toml", names),
                name=CONTROL.sub("\ufffd", ".".join(names)),
                shown=CONTROL.sub("\ufffd", text),
                sign=f"U+{ord(found.group()):04X}",
            )


def _texts_told(value: object, names: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield every text of study.toml, the names of its lines among them, with where it stands."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield (*names, name), name
            yield from _texts_told(inner, (*names, name))
    elif isinstance(value, list):
        for inner in value:
            yield from _texts_told(inner, names)
    elif isinstance(value, str):
        yield names, value


def _line_of(path: Path, names: tuple[str, ...]) -> int:
    """Line of study.toml on which a name stands: below its section, where it is in one."""
    lines = path.read_text(encoding="utf-8").splitlines()
    place = 0
    for name in names:
        start = re.compile(rf"\s*\[*\s*[\w.\"' -]*\b{re.escape(name)}\b")
        place = next((n for n, line in enumerate(lines) if n >= place and start.match(line)), place)
    return place + 1
