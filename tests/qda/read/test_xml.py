"""XML of strangers."""

import pytest

from compendium.errors import ProjectError
from compendium.qda.read.xml import local_name, parse_xml

BOMB = b'<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;&c;</a>'
FILE = b'<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]><a>&f;</a>'
OUTSIDE = b'<!DOCTYPE a SYSTEM "http://localhost:1/a.dtd"><a/>'


def test_elements_are_told_by_their_local_name_and_comments_are_gone():
    root = parse_xml(b"<a xmlns='urn:x'><!-- no --><b/><?no no?></a>", shown="a.xml")
    assert [local_name(element) for element in root.iter()] == ["a", "b"]


@pytest.mark.parametrize("document", [BOMB, FILE, OUTSIDE, b"<!DOCTYPE a><a/>"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_in_any_encoding(document, encoding):
    content = document.decode().encode(encoding)
    with pytest.raises(ProjectError, match=r"^a\.xml: the XML declares a document type"):
        parse_xml(content, shown="a.xml")


def test_a_document_type_behind_a_long_comment_is_refused():
    with pytest.raises(ProjectError, match="declares a document type"):
        parse_xml(b"<!--" + b"x" * 300_000 + b"-->" + BOMB, shown="a.xml")


def test_an_entity_that_nobody_declared_is_refused():
    with pytest.raises(ProjectError, match=r"^a\.xml, line 2: the XML is damaged"):
        parse_xml(b"<a>\n&b;</a>", shown="a.xml")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", ""),
        (b"<a>\n<b></a>", ", line 2"),
        (b"<a>\n\n\xff</a>", ", line 3"),
        (b"a", ", line 1"),
    ],
)
def test_broken_xml_is_refused_with_its_line(content, line):
    with pytest.raises(ProjectError, match=rf"^a\.xml{line}.*damaged or cut short"):
        parse_xml(content, shown="a.xml")


def test_elements_nested_without_end_are_refused():
    with pytest.raises(ProjectError, match="damaged or cut short"):
        parse_xml(b"<a>" * 100_000 + b"</a>" * 100_000, shown="a.xml")
