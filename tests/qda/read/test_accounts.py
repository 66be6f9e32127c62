"""Everything in a file is read or named in the receipt, whatever it is."""

import re
import shutil
import sqlite3
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from lxml import etree

from compendium.qda.arrive.receipt import receipt
from compendium.qda.read.reader import read_coded
from compendium.qda.read.refi.words import READ
from dialects import qualcoder, taguette
from refi_dialects import nvivo, packed

names = st.from_regex(r"\A[A-Z][a-z]{3,9}X\Z")  # no part that a reader knows ends so
places = st.lists(st.tuples(st.integers(0, 10**6), names, st.integers(1, 3)), max_size=5)


def told(path):
    return "\n".join(receipt(read_coded(path), name="x")).lower()


@given(places)
def test_every_further_element_of_a_project_is_in_the_receipt(additions):
    members = nvivo()
    (name,) = [member for member in members if member.endswith(".qde")]
    root = etree.fromstring(members[name])
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    added: dict[str, int] = {}
    for at, tag, number in additions:
        parent = elements[at % len(elements)]
        for _ in range(number):
            etree.SubElement(parent, tag)
        added[tag.lower()] = added.get(tag.lower(), 0) + number
    members[name] = etree.tostring(root)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "p.qdpx")
        path.write_bytes(packed(members))
        text = told(path)
    for tag, number in added.items():
        # One inside a part that is itself named goes with it.
        found = sum(map(int, re.findall(rf"(\d+) of {tag}\b", text)))
        inside = sum(
            count
            for at, other, count in additions
            if other.lower() == tag and not is_read(elements[at % len(elements)])
        )
        assert found == number - inside, text


def is_read(element):
    """Whether an element, and all above it, are read or a list of what is named."""
    above = [element, *element.iterancestors()]
    root = above[-1]
    if element is root:
        return True
    path = ""
    for one in reversed(above[:-1]):
        name = etree.QName(one).localname.lower()
        path = path if path.endswith(f"/{name}") else f"{path}/{name}".strip("/")
        if path not in READ:
            return False
    return True


@pytest.fixture(scope="module")
def databases(tmp_path_factory):
    folder = tmp_path_factory.mktemp("databases")
    made = {"QualCoder": folder / "data.qda", "Taguette": folder / "t.sqlite3"}
    project = folder / "project.qda"
    project.mkdir()
    qualcoder(project)
    shutil.copy(project / "data.qda", made["QualCoder"])
    taguette(made["Taguette"])
    return made


@given(st.sampled_from(["QualCoder", "Taguette"]), st.dictionaries(names, st.integers(1, 4)))
def test_every_further_table_of_a_database_is_in_the_receipt(databases, tool, additions):
    additions = {name.lower(): rows for name, rows in additions.items()}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, databases[tool].name)
        shutil.copy(databases[tool], path)
        with sqlite3.connect(path) as connection:
            for name, rows in additions.items():
                connection.execute(f'CREATE TABLE "{name}" (a TEXT)')
                connection.executemany(f'INSERT INTO "{name}" VALUES (?)', [("x",)] * rows)
        connection.close()
        text = told(path)
    for name, rows in additions.items():
        assert f"{rows} of {name}" in text


@pytest.mark.parametrize(
    ("table", "column", "words"),
    [("source", "memo", "memo"), ("cases", "remark", "of cases remark")],
)
def test_a_text_in_a_column_that_is_not_read_is_told(databases, tmp_path, table, column, words):
    path = tmp_path / "data.qda"
    shutil.copy(databases["QualCoder"], path)
    with sqlite3.connect(path) as connection:
        there = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
        if column not in there:
            connection.execute(f"ALTER TABLE {table} ADD COLUMN {column} TEXT")
        connection.execute(f"UPDATE {table} SET {column} = 'something'")
    connection.close()
    assert words in told(path)
