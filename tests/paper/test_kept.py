"""What pandoc made is kept until something that it was made from changes."""

from compendium.layout import Layout
from compendium.paper.kept import fingerprints, kept


def test_it_is_made_once_and_again_when_something_changed(tmp_path):
    layout, made = Layout(tmp_path), []

    def make():
        made.append(1)
        return b"page %d" % len(made)

    assert kept(layout, "a.html", ["text", b"more"], make) == b"page 1"
    assert kept(layout, "a.html", ["text", b"more"], make) == b"page 1"
    assert kept(layout, "a.html", ["textm", b"ore"], make) == b"page 2"
    assert kept(layout, "b.html", ["textm", b"ore"], make) == b"page 3"


def test_what_was_damaged_is_made_again(tmp_path):
    layout = Layout(tmp_path)
    kept(layout, "a.html", ["text"], lambda: b"page")
    (tmp_path / "build" / "paper" / "a.html").write_bytes(b"half")
    assert kept(layout, "a.html", ["text"], lambda: b"again") == b"again"


def test_a_change_of_a_picture_or_of_what_was_written_by_hand_is_noticed(tmp_path):
    layout, text = Layout(tmp_path), '![A](_parts/s/a/picture){#fig-a}\n\n<img src="own/b.png">'
    for name in ("_parts/s/a/picture.svg", "_parts/s/a/other.svg", "own/b.png", "references.bib"):
        (layout.paper / name).parent.mkdir(parents=True, exist_ok=True)
        (layout.paper / name).write_text("1")
    before = fingerprints(layout, text)
    (layout.paper / "_parts/s/a/other.svg").write_text("2")
    assert fingerprints(layout, text) == before
    for name in ("_parts/s/a/picture.svg", "own/b.png", "references.bib"):
        (layout.paper / name).write_text("2")
        after = fingerprints(layout, text)
        assert after != before
        before = after


def test_an_address_names_no_file(tmp_path):
    fingerprints(Layout(tmp_path), "[site](https://example.org/a?b) ![x](a\0b)")
