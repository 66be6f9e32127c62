"""Files that nobody wrote to be read: bombs, links, pipes, folders, things of the wrong kind.

Each is put where a user's file is expected, and the commands that read it are run with a bound on
their memory. All end soon, with a message, and nothing else is changed.
"""

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl

from campaign.inputs import make_inputs, make_word
from campaign.tally import Tally
from campaign.workshop import (
    PATIENCE,
    STUDY,
    contents,
    environment,
    is_mistake,
    left_behind,
    make_workshop,
    run,
)
from compendium.layout import JOURNAL, TEXTS, Layout

MEMORY = 6_000_000_000  # bytes that a command may take
Make = Callable[[Path], object]
Case = tuple[str, Path, Make, list[str]]


def try_hostile_files(folder: Path, *, most: int, notebooks: bool = True) -> Tally:
    """Put hostile files in place of a user's, one at a time.

    Parameters
    ----------
    folder : Path
        An empty folder for the workshop.
    most : int
        How many of the files; the first ones.
    notebooks : bool, optional
        Whether to try those, too, for which a notebook runs.
    """
    tally = Tally("hostile files", "files")
    layout = make_workshop(folder)
    make_inputs(layout)
    words = ["run", "--study", STUDY, "--analysis", "timeline", "--analysis", "text-patterns"]
    code, said = run(layout, words) if notebooks else (0, "")
    if code:
        tally.add("lost", f"the run before failed: {said[-300:]}")
    chosen = [case for case in cases(layout) if notebooks or case[-1][0] != "run"]
    for name, place, make, command in chosen[:most]:
        _try(layout, tally, name, place, make, command)
    return tally


def cases(layout: Layout) -> Iterator[Case]:
    """List the hostile files: a name, where it is put, what makes it, and the command to run."""
    data, inputs = layout.data / STUDY, layout.root / "inputs"
    check, whole, plan = ["check", STUDY], ["run"], ["plan"]
    texts = ["run", "--study", STUDY, "--analysis", "text-patterns", "--all"]
    table, text = data / "codes.csv", data / TEXTS / "hostile.docx"
    for kind, make in _NO_FILES.items():
        yield f"a table that is {kind}", table, make, check
        yield f"a table that is {kind}, and a run of all", table, make, whole
    for kind, make in _NO_FILES.items():
        yield f"study.toml that is {kind}", data / "study.toml", make, check
        yield f"a text that is {kind}", data / TEXTS / "kitchen-resident.txt", make, texts
        yield f"an input that is {kind}", inputs / "hostile", make, _import(inputs / "hostile")
    yield "a study that is a link to nowhere", data, _dangle, whole
    yield "texts that are a link to nowhere", data / TEXTS, _dangle, whole
    yield "private that is a link to nowhere", data / "private", _dangle, whole
    for place in (layout.notebooks / "analyses.toml", layout.notebooks / "02-timeline.ipynb"):
        yield f"{place.name} that is a folder", place, Path.mkdir, plan
        yield f"{place.name} that is a link to itself", place, _loop, plan
    yield "needs that are a number", layout.notebooks / "analyses.toml", _needs_number, plan
    yield "timings that are a folder", layout.build / "timings.json", Path.mkdir, texts
    yield "timings that are no numbers", layout.build / "timings.json", _no_numbers, texts
    yield "a folder of locks that is a file", layout.build / "locks", _empty, texts
    yield "a journal that is a folder", data / JOURNAL, Path.mkdir, plan
    record = layout.figures / STUDY / "timeline" / ".step.json"
    yield "a record that is a folder", record, Path.mkdir, plan
    yield "a Word document of 100 MB", text, _large_word, texts
    yield "a Word document of 100 MB by another name", text, _large_word_renamed, texts
    yield "a Word document that is a picture", text, _picture, texts
    yield "a text of 60 MB", data / TEXTS / "hostile.txt", _large_text, texts
    for name, make in _INPUTS.items():
        yield f"{name}, imported", inputs / "hostile", make, _import(inputs / "hostile")
    for name, make in _TABLES.items():
        ending = ".xlsx" if "workbook" in name else ".csv"
        yield f"{name}, as a table", data / f"items{ending}", make, check


def _import(path: Path) -> list[str]:
    return ["import", str(path), "--study", "new", "--with-text"]


def _try(
    layout: Layout, tally: Tally, name: str, place: Path, make: Make, command: list[str]
) -> None:
    aside = layout.root.parent / "aside"
    other = place.with_suffix(".csv" if place.suffix == ".xlsx" else ".xlsx")
    away = layout.root.parent / "other-form"
    if place.exists():
        place.rename(aside)
    if place.parent == layout.data / STUDY and other.exists():
        other.rename(away)
    make(place)
    before = contents(layout)
    code, said = _bounded(layout, command)
    tally.tried += 1
    if code == -signal.SIGALRM:
        tally.add("hang", name)
    elif is_mistake(code, said):
        tally.add("traceback", f"{name}: {is_mistake(code, said)}")
    there = contents(layout)
    lost = [path for path in before if path not in there and "/.step.json" not in path]
    if lost:
        tally.add("lost", f"{name}: {lost[:3]}")
    for path in left_behind(layout):
        tally.add("left behind", f"{name}: {path}")
    if place.is_symlink() or place.is_file() or place.is_fifo():
        place.unlink()
    elif place.is_dir():
        shutil.rmtree(place)
    if aside.exists():
        aside.rename(place)
    if away.exists():
        away.rename(other)
    shutil.rmtree(layout.data / "new", ignore_errors=True)


def _bounded(layout: Layout, words: list[str]) -> tuple[int, str]:
    """Run a command that may take so much memory and time, and no more."""

    def bounds() -> None:
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))

    process = subprocess.Popen(
        [sys.executable, "-m", "compendium.cli", *words],
        cwd=layout.root,
        env=environment(layout),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        errors="replace",
        preexec_fn=bounds,
    )
    try:
        out, _ = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return -signal.SIGALRM, ""
    return process.returncode, out


def _dangle(path: Path) -> None:
    path.symlink_to("/nowhere/that/there/is")


def _loop(path: Path) -> None:
    path.symlink_to(path)


def _empty(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    path.write_bytes(b"")


_NO_FILES: dict[str, Make] = {
    "a link to nowhere": _dangle,
    "a link to itself": _loop,
    "a folder": Path.mkdir,
    "a pipe": os.mkfifo,
    "a link to a device that never ends": lambda path: path.symlink_to("/dev/zero"),
}


def _needs_number(path: Path) -> None:
    path.write_text('[timeline]\nquestion = "?"\nneeds = 5\nmakes = "x"\n')


def _no_numbers(path: Path) -> None:
    path.write_text('{"example/text-patterns": NaN, "a/b": -1, "c": [], "d": 1e999}')


def _picture(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(1000))


def _large_word(path: Path, part: str = "word/document.xml") -> None:
    make_word(path, ["We met and drank coffee together in the kitchen."] * 1_200_000, part=part)


def _large_word_renamed(path: Path) -> None:
    _large_word(path, "word/picture.png")


def _large_text(path: Path) -> None:
    path.write_bytes(b"We met and drank coffee together.\n" * 1_800_000)


def _zip(path: Path, name: str, pieces: Iterator[bytes]) -> None:
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open(name, "w", force_zip64=True) as member,
    ):
        for piece in pieces:
            member.write(piece)


def _project(inside: bytes, times: int) -> Iterator[bytes]:
    yield b'<?xml version="1.0"?><Project xmlns="urn:QDA-XML:project:1.0" name="x"><Sources>'
    for _ in range(times // 10_000):
        yield inside * 10_000
    yield b"</Sources></Project>"


def _elements(path: Path) -> None:
    _zip(path, "project.qde", _project(b"<a/>", 60_000_000))


def _attributes(path: Path) -> None:
    _zip(path, "project.qde", _project(b'<a b="" c="" d="" e=""/>', 10_000_000))


def _deep(path: Path) -> None:
    path.write_bytes(b'<Project xmlns="urn:QDA-XML:project:1.0">' + b"<Code>" * 300_000)


def _deep_codes(path: Path) -> None:
    codes = b"".join(b'<Code guid="%d" name="c">' % number for number in range(240))
    path.write_bytes(
        b'<Project xmlns="urn:QDA-XML:project:1.0"><CodeBook><Codes>'
        + codes
        + b"</Code>" * 240
        + b"</Codes></CodeBook></Project>"
    )


def _laughs(path: Path) -> None:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(12))
    path.write_text(f"<?xml version='1.0'?><!DOCTYPE p [{entities}]><Project>&a11;</Project>")


def _zeros(path: Path) -> None:
    _zip(path, "project.qde", iter([bytes(1_000_000)] * 3_000))


def _many_members(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(30_000):
            archive.writestr(f"{number}.txt", b"")


def _cells(path: Path) -> None:
    path.write_bytes(b"item,dimension,label\n" + b"," * 60_000_000)


def _one_cell(path: Path) -> None:
    path.write_bytes(b'item,dimension,label\n1,2,"' + b"x" * 60_000_000)


def _workbook(path: Path, *, rename: bool) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("items")
    sheet.append(["item", "dimension", "label"])
    beside = path.with_name("beside.xlsx")
    book.save(beside)
    row = b'<row><c t="inlineStr"><is><t>x</t></is></c><c><v>1</v></c></row>'
    with (
        zipfile.ZipFile(beside) as old,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            if rename:
                content = content.replace(b"sheet1.xml", b"sheet1.dat")
                name = name.replace("sheet1.xml", "sheet1.dat")
            if "sheet1" in name:
                head, tail = content.split(b"</sheetData>")
                with new.open(name, "w", force_zip64=True) as member:
                    member.write(head)
                    for _ in range(400):
                        member.write(row * 10_000)
                    member.write(b"</sheetData>" + tail)
            else:
                new.writestr(name, content)
    beside.unlink()


def _large_workbook(path: Path) -> None:
    _workbook(path, rename=False)


def _large_workbook_renamed(path: Path) -> None:
    _workbook(path, rename=True)


def _database(path: Path, script: str) -> None:
    connection = sqlite3.connect(path)
    connection.executescript(script)
    connection.commit()
    connection.close()


def _computed(path: Path) -> None:
    _database(
        path,
        "CREATE TABLE projects (id INTEGER, name TEXT GENERATED ALWAYS AS (zeroblob(200000000)));"
        "CREATE TABLE documents (id, name, project_id, contents); CREATE TABLE highlights (id);"
        "CREATE TABLE tags (id, path, project_id); INSERT INTO projects (id) VALUES (1);",
    )


def _endless_view(path: Path) -> None:
    _database(
        path,
        "CREATE VIEW tags AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) "
        "SELECT x AS id, x AS path FROM n; CREATE TABLE projects (id); CREATE TABLE documents (id);"
        "CREATE TABLE highlights (id);",
    )


def _damaged_database(path: Path) -> None:
    _database(path, "CREATE TABLE projects (id, näme); CREATE TABLE tags (id);")
    path.write_bytes(path.read_bytes().replace("ä".encode(), b"\xff\xfe"))


def _random(path: Path) -> None:
    path.write_bytes(bytes((number * 7919) % 251 for number in range(100_000)))


_BOTH: dict[str, Make] = {
    "sixty million cells": _cells,
    "one cell of sixty million signs": _one_cell,
    "a workbook of four million rows": _large_workbook,
    "a workbook of four million rows by another name": _large_workbook_renamed,
    "bytes without sense": _random,
    "nothing": _empty,
}
_TABLES = _BOTH
_INPUTS: dict[str, Make] = {
    **_BOTH,
    "sixty million elements": _elements,
    "forty million attributes": _attributes,
    "elements in elements": _deep,
    "codes in codes": _deep_codes,
    "entities in entities": _laughs,
    "three thousand million zeros": _zeros,
    "thirty thousand members": _many_members,
    "a database with a computed column": _computed,
    "a database with a view without end": _endless_view,
    "a database with broken names": _damaged_database,
}
