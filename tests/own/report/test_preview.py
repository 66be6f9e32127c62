"""The living preview: the page first, as it is when made whole, and shown anew by the browser."""

import argparse
import shutil

import pytest

from compendium.cli import preview
from compendium.own.report import Report, build_report
from compendium.own.report.followed import followed_no_longer, write_followed
from compendium.own.report.form import Form
from compendium.paper import builtin
from tiny_compendium import REPOSITORY

PAGE = "<html><body><p>One</p></body></html>"


@pytest.fixture
def layout(tiny):
    shutil.copytree(REPOSITORY / "paper" / "report", tiny.paper / "report")
    return tiny


def build(layout, **how):
    return build_report(
        layout, "tiny", renderer="builtin", form=Form(endings=("html",)), say=lambda _: None, **how
    )


def test_a_page_made_of_kept_pieces_is_the_page_made_whole(layout, monkeypatch):
    rendered = []

    def counting(own, part, *rest):
        rendered.append(part.text.count("compendium-artefact"))
        return made(own, part, *rest)

    made = builtin._made
    monkeypatch.setattr(builtin, "_made", counting)
    first = build(layout).files[0].read_bytes()
    assert sorted(rendered) == [0, 6]  # the frame, and beside it the figures and tables
    again = build(layout).files[0].read_bytes()
    assert rendered[2:] == []  # nothing changed
    whole = builtin._pandoc
    monkeypatch.setattr(builtin, "_in_pieces", lambda own, page, _: whole(own, page, "html"))
    assert first == again == build(layout).files[0].read_bytes()


def test_what_is_put_off_is_shown_as_it_was_and_told(layout):
    build(layout)
    path = layout.data / "tiny" / "scores.csv"
    path.write_text(path.read_text("utf-8").replace("2,T1,75", "2,T1,100"), "utf-8")
    before = (layout.artefacts("tiny", "quick") / "values.json").read_bytes()
    built = build(layout, put_off=["quick"])
    assert built.waiting == ("quick",)
    assert (layout.artefacts("tiny", "quick") / "values.json").read_bytes() == before
    shutil.rmtree(layout.artefacts("tiny", "quick"))
    assert build(layout, put_off=["quick"]).waiting == ()  # nothing to show: it is run


def test_the_page_follows_its_file_until_the_preview_ends(tmp_path, browser):
    path = tmp_path / "study.html"
    write_followed(path, PAGE.encode())
    page = browser.new_page()
    page.goto(path.as_uri())
    write_followed(path, PAGE.replace("One", "Two").encode())
    page.get_by_text("Two").wait_for(timeout=10_000)
    page.close()
    followed_no_longer(path)
    assert path.read_text("utf-8") == PAGE.replace("One", "Two")
    assert list(tmp_path.iterdir()) == [path]


def test_a_preview_builds_the_page_before_all_else(layout, monkeypatch, capsys):
    asked = []

    def build_one(_, options, name, form, *, put_off=()):
        asked.append((form.endings, tuple(put_off)))
        return Report((), {}, ("reporting",))

    monkeypatch.setattr(preview, "build_one", build_one)
    options = argparse.Namespace(to="html,pdf", language="", template=None, with_quotes=False)
    assert preview._work(layout, options, ["tiny"]) == 0
    assert asked == [(("html",), ("reporting",)), (("html", "pdf"), ())]
    assert "the page of tiny: 0.0 s" in capsys.readouterr().out
