"""Change the bytes of a file, or the contents of a JSON file, as chance has it."""

import json
import random
from collections.abc import Callable
from typing import Any

TOKENS = (
    *(b"\x00", b"\x0b", b"\xff\xfe", b"\xef\xbb\xbf", b'"', b'""', b",", b";", b"\t", b"\r", b"\n"),
    *(b"<", b"&", b"]]>", b"[", b"{", b"}", b"=", b"'", b"\\", b"../", b"%00", b"NaN", b"1e999"),
    *(b"-1", b"99999999999999999999", b"2023-99", b"[" * 3000, b"<a>" * 3000, b"x" * 200_000),
    *("\u202e".encode(), "é".encode("latin-1"), "\U0010ffff".encode(), b"\xed\xa0\x80"),
)
STRANGERS: tuple[Any, ...] = (
    *(None, True, 5, -1, 1e300, float("nan"), float("inf"), "", "x", "../../x", "\x00", "\ud800"),
    *([], {}, [[]], {"a": {}}, ["x", 1], {"": None}),
)


def mutated(content: bytes, chance: random.Random) -> bytes:
    """Change some bytes: overwrite, cut, repeat, insert, break off.

    Parameters
    ----------
    content : bytes
        What the file holds.
    chance : random.Random
        Decides.
    """
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        content = chance.choice(_CHANGES)(content, chance)
    return content


def mutated_json(content: bytes, chance: random.Random) -> bytes:
    """Put something strange in some place of a JSON file, or take a part away."""
    value = json.loads(content)
    places: list[tuple[Any, Any]] = []
    waiting = [value]
    while waiting:
        node = waiting.pop()
        keys = list(node) if isinstance(node, dict) else range(len(node))
        for key in keys:
            places.append((node, key))
            if isinstance(node[key], dict | list):
                waiting.append(node[key])
    if not places or chance.random() < 0.05:
        return json.dumps(chance.choice(STRANGERS)).encode()
    node, key = chance.choice(places)
    if chance.random() < 0.2:
        del node[key]
    else:
        node[key] = chance.choice(STRANGERS)
    return json.dumps(value).encode()


def _place(content: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(content) + 1)
    return start, min(len(content), start + chance.choice((1, 1, 4, 40, 400)))


def _overwrite(content: bytes, chance: random.Random) -> bytes:
    start, end = _place(content, chance)
    return content[:start] + chance.randbytes(end - start) + content[end:]


def _cut(content: bytes, chance: random.Random) -> bytes:
    start, end = _place(content, chance)
    return content[:start] + content[end:]


def _repeat(content: bytes, chance: random.Random) -> bytes:
    start, end = _place(content, chance)
    return content[:end] + content[start:end] * chance.choice((1, 3, 50)) + content[end:]


def _insert(content: bytes, chance: random.Random) -> bytes:
    start, _ = _place(content, chance)
    return content[:start] + chance.choice(TOKENS) + content[start:]


def _break_off(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


_CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    *(_overwrite, _overwrite, _cut, _repeat, _insert, _insert, _break_off),
)
