"""The web page of a report in a real browser: figures that tell their values."""

import base64

import pytest
from axe_playwright_python.sync_playwright import Axe

from compendium.own.report.page import finish_page

PICTURE = """<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100" viewBox="0 0 200 100">
<rect width="100" height="50" fill="#0072b2"/>
<g class="hints" fill="none" pointer-events="all">
<rect x="0" y="0" width="100" height="50"><title>Trust: 5 passages</title></rect>
<rect x="100" y="50" width="100" height="50"><title>Company: 7 passages</title></rect>
</g></svg>"""


@pytest.fixture(scope="module")
def page_file(tmp_path_factory):
    source = base64.b64encode(PICTURE.encode()).decode()
    page = (
        '<!DOCTYPE html><html lang="en"><head><title>Report</title></head><body><main><h1>R</h1>'
        f'<figure><img alt="Bars." src="data:image/svg+xml;base64,{source}" width="200"></figure>'
        "</main></body></html>"
    )
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(finish_page(page), encoding="utf-8")
    return path


@pytest.fixture
def figure(browser, page_file, request):
    context = browser.new_context(has_touch=True)
    page = context.new_page()
    page.goto(page_file.as_uri())
    page.locator(".mark").first.wait_for()
    yield page.locator("figure .hinted")
    context.close()


def test_a_mark_tells_its_value_by_mouse_and_by_finger(figure):
    told = figure.locator("output")
    figure.locator(".mark").nth(0).hover()
    assert told.inner_text() == "Trust: 5 passages"
    figure.locator(".mark").nth(1).tap()
    assert told.inner_text() == "Company: 7 passages"
    assert not figure.page.locator("dialog").is_visible()


def test_the_arrow_keys_step_through_the_values_and_escape_ends(figure):
    told, page = figure.locator("output"), figure.page
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert told.inner_text() == "Company: 7 passages"
    assert Axe().run(page).response["violations"] == []
    page.keyboard.press("Escape")
    assert told.is_hidden()
    page.keyboard.press("Enter")
    assert page.locator("dialog").is_visible()


def test_an_enlarged_figure_tells_its_values_too(figure):
    page = figure.page
    figure.locator(".mark").nth(0).click()
    stage = page.locator("dialog .hinted")
    picture, mark = (stage.locator(one).first.bounding_box() for one in ("img", ".mark"))
    assert picture["width"] > 2 * figure.locator("img").bounding_box()["width"]
    assert mark["width"] == pytest.approx(picture["width"] / 2, abs=2)  # it lies on its bar
    stage.locator(".mark").nth(1).hover()
    assert stage.locator("output").inner_text() == "Company: 7 passages"
    stage.locator("img").focus()
    page.keyboard.press("ArrowRight")
    assert stage.locator("output").inner_text() == "Trust: 5 passages"
    assert Axe().run(page).response["violations"] == []
    page.keyboard.press("Escape")
    assert not page.locator("dialog").is_visible()
