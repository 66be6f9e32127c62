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


SOURCE = (
    '<TextSource guid="a" name="Talk"><PlainTextContent>So it is.</PlainTextContent>'
    '<PlainTextSelection guid="s" startPosition="0" endPosition="2"><Coding guid="c" '
    'creatingUser="u"><CodeRef targetGUID="t"/></Coding></PlainTextSelection>{more}</TextSource>'
)
PROJECT = (
    '<Project xmlns="urn:QDA-XML:project:1.0" name="P"><Users><User guid="u" name="Ann"/>{users}'
    '</Users><CodeBook><Codes><Code guid="t" name="Trust"/>{codes}</Codes></CodeBook>'
    "{cases}<Sources>{source}</Sources>{sets}</Project>"
)


@pytest.mark.parametrize(
    ("where", "what", "words"),
    [
        ("users", '<User guid="v" name="Bo"/>', "1 user who coded nothing"),
        ("codes", '<Code guid="t" name="Time"/>', "1 code with the guid of another code"),
        ("codes", '<Folder><Code guid="x" name="X"/></Folder>', "1 code in parts of the file"),
        ("codes", '<Code guid="x" name="X" weight="3"/>', "(1 of weight): not read"),
        ("sets", '<Sets><Set guid="g" name=""/></Sets>', "1 set without a name"),
        (
            "sets",
            '<Sets><Set guid="g" name="G"><MemberSource targetGUID="zz"/></Set></Sets>',
            "1 member of sets that the file does not hold",
        ),
        (
            "cases",
            '<Cases><Case guid="k" name="K"><SourceRef targetGUID="zz"/></Case></Cases>',
            "1 reference of cases to what the file does not hold",
        ),
        (
            "more",
            '<VariableValue><VariableRef targetGUID="zz"/><TextValue>1</TextValue></VariableValue>',
            "1 value of a variable that the file does not define",
        ),
        (
            "more",
            '<PlainTextSelection guid="p" startPosition="3" endPosition="5"><Coding guid="d"/>'
            "</PlainTextSelection>",
            "1 coding that names no code",
        ),
        (
            "more",
            '<WebSelection guid="p"><Coding guid="d"><CodeRef targetGUID="t"/></Coding>'
            "</WebSelection>",
            "1 coding in parts of the file that are not read",
        ),
    ],
)
def test_what_comes_to_nothing_where_it_is_read_is_told(tmp_path, where, what, words):
    parts = dict.fromkeys(("users", "codes", "cases", "more", "sets"), "") | {where: what}
    source = SOURCE.format(more=parts.pop("more"))
    path = tmp_path / "p.qde"
    path.write_text(PROJECT.format(source=source, **parts))
    assert words in told(path)
    path.write_text(PROJECT.format(source=SOURCE.format(more=""), **dict.fromkeys(parts, "")))
    assert "nothing was left out" in told(path)


def test_files_of_an_archive_that_are_not_read_are_told(tmp_path):
    members = nvivo()
    assert "1 file in the archive (1 .docx): not read" in told_of(tmp_path, members)
    members["sources/more.mp3"] = b"x"
    assert "2 files in the archive (1 .docx, 1 .mp3): not read" in told_of(tmp_path, members)


def told_of(folder, members):
    path = folder / "p.qdpx"
    path.write_bytes(packed(members))
    return told(path)


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


# Tables that are read, with a column that no program has: what it holds may be a text or a number.
KNOWN = {
    "QualCoder": ("source", "code_name", "code_cat", "code_text", "cases"),
    "Taguette": ("projects", "tags", "documents", "highlights", "highlight_tags"),
}


@given(st.sampled_from(sorted(KNOWN)), st.data())
def test_every_further_column_of_a_database_is_in_the_receipt(databases, tool, data):
    table = data.draw(st.sampled_from(KNOWN[tool]))
    value = data.draw(st.integers(1, 9) | st.floats(0.5, 9) | st.sampled_from(["x", b"x"]))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, databases[tool].name)
        shutil.copy(databases[tool], path)
        with sqlite3.connect(path) as connection:
            connection.execute(f"ALTER TABLE {table} ADD COLUMN further")
            rows = connection.execute(f"UPDATE {table} SET further = ?", [value]).rowcount
        connection.close()
        assert rows
        assert f"{rows} of {table} further" in told(path)


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
