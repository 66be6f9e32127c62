"""XML of strangers."""

import pytest

from compendium.errors import ProjectError
from compendium.qda.read.xml import local_name, parse_xml

BOMB = b'<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;&c;</a>'
FILE = b'<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]><a>&f;</a>'
OUTSIDE = b'<!DOCTYPE a SYSTEM "http://localhost:1/a.dtd"><a/>'


def test_elements_are_told_by_their_local_name_and_comments_are_gone():
    root, mended = parse_xml(b"<a xmlns='urn:x'><!-- no --><b/><?no no?></a>", shown="a.xml")
    assert mended == ()
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


@pytest.mark.parametrize(
    ("content", "text", "told"),
    [
        (b"<a>x &b; y</a>", "x &b; y", "1 ampersand written as it is"),
        (b"<a>R&D &amp; &lt; &#233;</a>", "R&D & < é", "1 ampersand written as it is"),
        (b"<a>x\x0by\x00</a>", "xy", "2 control characters that XML does not allow"),
        (b"<a>x&#x0B;&#11;y&#10;</a>", "xy\n", "2 control characters that XML does not allow"),
        (b"\n <?xml version='1.0'?><a>x</a>", "x", "Blank space before the first line"),
        (
            "<?xml version='1.0' encoding='utf-8'?><a>één</a>".encode("cp1252"),
            "één",
            "read as Western European Windows",
        ),
        (b"<a><![CDATA[&b; \x01]]>&c</a>", "&b; &c", "1 control character"),
    ],
)
def test_what_xml_does_not_allow_is_mended_and_told(content, text, told):
    root, mended = parse_xml(content, shown="a.xml")
    assert root.text == text
    assert told in " ".join(mended)


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


def test_sections_without_an_end_take_no_time():
    # From each of these on, a pattern would look as far as the end of the document.
    content = b"<a>&b" + b"<![CDATA[" * 200_000
    with pytest.raises(ProjectError, match="damaged or cut short"):
        parse_xml(content, shown="project.qde")
