"""The pages of the paper in a real browser: Chromium, without a screen and without a network."""

import csv
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect

from compendium.layout import Layout
from compendium.paper import build_paper

REPOSITORY = Path(__file__).parents[2]
SMALL, LARGE = (360, 740), (1280, 900)
NBSP = "\u00a0"

# Text of each reference, and of what it leads to: the caption, or the heading itself.
REFERENCES = """() => [...document.querySelectorAll("a.xref")].map((link) => {
  const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  return [link.textContent, (target.querySelector("figcaption") || target).textContent.trim()];
})"""
LOST_LINKS = """() => [...document.links]
  .filter((link) => link.getAttribute("href").startsWith("#"))
  .filter((link) => !document.getElementById(decodeURIComponent(link.hash.slice(1).split("?")[0])))
  .map((link) => link.outerHTML)"""
BESIDE = """() => [...document.links].map((link) => link.getAttribute("href"))
  .filter((address) => !/^(#|https?:|mailto:)/.test(address))"""


@dataclass
class Opened:
    """A page in the browser, with what it asked for and what it complained of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the paper of this repository in a copy, from its own artefacts."""
    layout = Layout(tmp_path_factory.mktemp("paper"))
    left_out = shutil.ignore_patterns("_output", "_parts*", "_variables.yml", ".*")
    for folder in ("figures", "paper"):
        shutil.copytree(REPOSITORY / folder, layout.root / folder, ignore=left_out)
    build_paper(layout, renderer="builtin", report=lambda line: None, formats=("html",))
    return layout.paper / "_output"


@pytest.fixture(scope="module")
def visit(browser: Browser, output: Path) -> Callable[..., Opened]:
    """Open a page: ``visit("index", SMALL)``."""

    def open_page(
        name: str, size: tuple[int, int] = LARGE, *, place: str = "", scripts: bool = True
    ) -> Opened:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            reduced_motion="reduce",
            java_script_enabled=scripts,
        )
        opened = Opened(context.new_page())

        def note(message: ConsoleMessage) -> None:
            if message.type in ("error", "warning"):
                opened.complaints.append(message.text)

        opened.page.on("console", note)
        opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
        opened.page.on("request", lambda request: opened.requests.append(request.url))
        opened.page.goto((output / f"{name}.html").as_uri() + place)
        return opened

    return open_page


@pytest.fixture(scope="module", params=["index", "verification"])
def opened(request: pytest.FixtureRequest, visit: Callable[..., Opened]) -> Opened:
    """Open each page once, for the tests that only look at it."""
    return visit(request.param)


expect.set_options(timeout=20_000)  # milliseconds: a busy machine is not a broken page


def test_a_page_is_one_file_and_complains_of_nothing(opened: Opened) -> None:
    asked = [address for address in opened.requests if not address.startswith("data:")]
    assert asked == [opened.page.url]
    assert opened.complaints == []


def test_every_image_has_a_text(opened: Opened) -> None:
    images = opened.page.locator("img")
    texts = images.evaluate_all("(images) => images.map((image) => image.alt.trim())")
    assert all(texts)
    assert bool(texts) == ("index" in opened.page.url)
    assert images.evaluate_all("(images) => images.every((image) => image.naturalWidth > 0)")


def test_every_link_lands(opened: Opened, output: Path) -> None:
    assert opened.page.evaluate(LOST_LINKS) == []
    beside = [address.split("#")[0] for address in opened.page.evaluate(BESIDE)]
    assert [address for address in beside if not (output / address).is_file()] == []


def test_every_reference_leads_to_what_it_says(opened: Opened) -> None:
    references = opened.page.evaluate(REFERENCES)
    assert references
    for text, target in references:
        kind, _, number = text.rpartition(NBSP)
        if kind in ("Figure", "Table"):
            assert target.startswith(f"{kind}{NBSP}{number}:")
        else:
            assert re.match(rf"((Figure|Table){NBSP}{number}:|{number}{NBSP})", target), text


def test_figures_and_tables_are_numbered_in_reading_order(opened: Opened) -> None:
    captions = opened.page.locator("figcaption").all_text_contents()
    for kind in ("Figure", "Table"):
        found = [re.match(rf"\s*{kind}{NBSP}(\d+):", caption) for caption in captions]
        numbers = [int(match.group(1)) for match in found if match]
        assert numbers == list(range(1, len(numbers) + 1))


# The rules of accessibility go through each of the many rows of the reviewer's page.
@pytest.mark.parametrize(
    ("opened", "size"),
    [
        ("index", SMALL),
        pytest.param("index", LARGE, marks=pytest.mark.thorough),
        pytest.param("verification", SMALL, marks=pytest.mark.thorough),
        pytest.param("verification", LARGE, marks=pytest.mark.thorough),
    ],
    indirect=["opened"],
)
def test_a_page_fits_and_breaks_no_rule_of_accessibility(
    opened: Opened, size: tuple[int, int]
) -> None:
    opened.page.set_viewport_size({"width": size[0], "height": size[1]})
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= size[0]
    results = Axe().run(opened.page)
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_a_number_opens_where_it_comes_from_by_keyboard(
    size: tuple[int, int], visit: Callable[..., Opened]
) -> None:
    page = visit("index", size).page
    number = page.locator('a.from[href="#from-9"]').first
    number.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name=f"Where {number.text_content()} comes from")
    expect(dialog).to_be_visible()
    for told in ("Analysis", "Rows behind it", "In the publication", "Verdict", "Made by"):
        expect(dialog.get_by_text(told, exact=True)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    results = Axe().run(page, context="dialog")
    assert results.violations_count == 0, results.generate_report()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(number).to_be_focused()
    page.locator(".origin a").first.click()
    expect(page.get_by_role("dialog", name="Where Figure 1 comes from")).to_be_visible()
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_without_scripts_a_number_leads_to_its_row(visit: Callable[..., Opened]) -> None:
    page = visit("index", scripts=False).page
    number = page.locator("a.from").first
    number.click()
    row = page.locator(f'[id="{str(number.get_attribute("href"))[1:]}"]')
    expect(row).to_be_in_viewport()
    expect(row).to_contain_text(str(number.text_content()))


def test_print_leaves_out_what_only_a_screen_needs(opened: Opened) -> None:
    assert opened.page.locator("nav").is_visible()
    opened.page.emulate_media(media="print")
    for part in ("nav", ".skip", ".filter .field", ".filter button", ".bar summary"):
        assert not any(element.is_visible() for element in opened.page.locator(part).all()), part
    assert opened.page.locator("main").is_visible()
    opened.page.emulate_media(media="screen")


NUMBERS = '.filterable[data-noun="numbers"]'


def rows(page: Page) -> list[list[str]]:
    """Give the texts of the rows that show in the table that can be filtered."""
    found: list[list[str]] = page.locator(f"{NUMBERS} tbody tr:visible").evaluate_all(
        "(rows) => rows.map((row) => [...row.cells].map("
        "(cell) => cell.textContent.replace(/\\s+/g, ' ').trim()))"
    )
    return found


def said(shown: list[list[str]], everything: list[list[str]]) -> str:
    verb = "is" if len(shown) == 1 else "are"
    return f"{len(shown)} of {len(everything)} numbers {verb} shown."


def focused(page: Page) -> Locator:
    return page.locator(":focus")


def test_the_filter_works_by_keyboard(visit: Callable[..., Opened]) -> None:
    opened = visit("verification", place="#tbl-verification.summary.numbers")
    page, press = opened.page, opened.page.keyboard.press
    everything = rows(page)
    column = page.locator(f"{NUMBERS} th").all_text_contents().index("Verdict")
    count = page.locator(f"{NUMBERS} .bar").get_by_role("status")
    expect(count).to_have_attribute("aria-live", "polite")
    expect(count).to_have_text(f"All {len(everything)} numbers are shown.")

    press("Tab")
    expect(focused(page)).to_have_accessible_name("Study")
    press("ArrowDown")
    study = focused(page).input_value()
    of_study = [row for row in everything if row[0] == study]
    expect(count).to_have_text(said(of_study, everything))
    assert rows(page) == of_study

    press("Tab")
    expect(focused(page)).to_have_accessible_name("Test")
    press("Tab")
    expect(focused(page)).to_have_accessible_name("Verdict")
    press("ArrowDown")
    verdict = focused(page).input_value()
    press("Tab")
    expect(focused(page)).to_have_accessible_name("Text in any column")
    chosen = [row for row in of_study if row[column] == verdict]
    words = chosen[-1][1].upper()
    page.keyboard.type(words)
    fit = [row for row in chosen if all(word in " ".join(row).upper() for word in words.split())]
    expect(count).to_have_text(said(fit, everything))
    assert rows(page) == fit

    page.keyboard.type(" nothing-says-this")
    expect(count).to_have_text(said([], everything))
    press("Enter")  # sends nothing anywhere
    for name in ("Groups", "Order"):
        press("Tab")
        expect(focused(page)).to_have_accessible_name(name)
    press("Tab")
    expect(focused(page)).to_have_accessible_name("Show all")
    press("Enter")
    expect(count).to_have_text(f"All {len(everything)} numbers are shown.")
    assert rows(page) == everything
    assert len(opened.requests) == 1
    assert opened.complaints == []


def test_rows_are_grouped_and_the_address_keeps_it(visit: Callable[..., Opened]) -> None:
    page = visit("verification", place="#numbers?group=Verdict&Study=connectors").page
    heads = page.locator(f"{NUMBERS} tr.group:visible")
    told = [re.fullmatch(r"(.+) \((\d+)\)", text) for text in heads.all_text_contents()]
    members = {found[1]: int(found[2]) for found in told if found}
    assert len(members) == len(told) > 1
    plain = page.locator(f"{NUMBERS} tbody tr:not(.group):visible")
    assert sum(members.values()) == plain.count()
    verdicts = plain.locator("td.verdict").all_text_contents()
    assert {name: verdicts.count(name) for name in members} == members
    assert verdicts == [name for name, number in members.items() for _ in range(number)]
    page.get_by_role("search", name="Filter the numbers").get_by_label("Groups").select_option("")
    expect(heads).to_have_count(0)
    expect(page).to_have_url(re.compile(r"#numbers\?Study=connectors$"))


def test_a_number_of_the_tally_leads_to_its_rows(visit: Callable[..., Opened]) -> None:
    opened = visit("verification")
    page = opened.page
    cells = page.locator("[data-tally]").nth(1).locator("tbody tr").first.get_by_role("link")
    link = cells.first
    number = int(link.text_content() or "")
    link.focus()
    page.keyboard.press("Enter")
    status = page.locator(f"{NUMBERS} .bar").get_by_role("status")
    expect(status).to_contain_text(f"{number} of ")
    assert len(rows(page)) == number
    expect(focused(page)).to_have_accessible_name("Study")
    assert opened.complaints == []


def test_a_row_has_an_address_also_when_it_is_filtered_away(visit: Callable[..., Opened]) -> None:
    opened = visit("verification", place="#numbers?Study=thehague")
    page = opened.page
    page.evaluate("() => { window.location.hash = '#connectors-team-launch'; }")
    row = page.locator("#connectors-team-launch")
    expect(row).to_be_in_viewport()
    expect(row).to_contain_text("September 2022")
    ids = page.locator("[id]").evaluate_all("(all) => all.map((one) => one.id)")
    assert len(ids) == len(set(ids))


def test_what_is_shown_is_saved_as_it_is_printed(
    visit: Callable[..., Opened], tmp_path: Path
) -> None:
    page = visit("verification", place="#numbers?Study=connectors&Verdict=differs").page
    shown = rows(page)
    for ending in ("CSV", "XLSX"):
        with page.expect_download() as waiting:
            page.locator(NUMBERS).get_by_role("button", name=f"Save as {ending}").click()
        waiting.value.save_as(tmp_path / waiting.value.suggested_filename)
    with (tmp_path / "numbers.csv").open(encoding="utf-8-sig", newline="") as file:
        _, *saved = csv.reader(file)
    assert saved == shown
    sheet = openpyxl.load_workbook(tmp_path / "numbers.xlsx").worksheets[0]
    heads, *cells = sheet.iter_rows(values_only=True)
    assert list(heads) == page.locator(f"{NUMBERS} th").all_text_contents()
    assert [["" if cell is None else str(cell) for cell in row] for row in cells] == shown


@pytest.mark.thorough
def test_five_thousand_rows_can_be_filtered_and_put_in_order(
    visit: Callable[..., Opened], output: Path
) -> None:
    text = (output / "verification.html").read_text(encoding="utf-8")
    start = text.index('<tr id="connectors-', text.index('id="sec-numbers"'))
    end = text.index("</tbody>", start)
    row = text[start : text.index("</tr>", start) + 5]
    many = [
        re.sub('id="[^"]*"', f'id="row-{n}"', row, count=1).replace("connectors", f"place{n % 7}")
        for n in range(5000)
    ]
    (output / "many.html").write_text(text[:start] + "".join(many) + text[end:], encoding="utf-8")
    page = visit("many", SMALL, place="#numbers?Study=place3&sort=0-down").page
    found = len(range(3, 5000, 7))
    status = page.locator(f"{NUMBERS} .bar").get_by_role("status")
    expect(status).to_have_text(re.compile(f"{found} of .* The first 100 stand on the page."))
    shown = page.locator(f"{NUMBERS} tbody tr:visible")
    assert shown.count() == 100
    page.get_by_role("button", name="Show 100 more").click()
    assert shown.count() == 200
    expect(shown.nth(100)).to_be_focused()
    # What an address names is there, however far down, and so is all that is printed.
    page.evaluate("() => { window.location.hash = '#row-4994'; }")
    expect(page.locator("#row-4994")).to_be_in_viewport()
    page.locator(f"{NUMBERS} form").evaluate("(form) => form.reset()")
    expect(shown).to_have_count(100)
    page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    assert shown.count() > 5000


def test_without_javascript_the_whole_table_shows(visit: Callable[..., Opened]) -> None:
    whole = rows(visit("verification").page)
    page = visit("verification", scripts=False).page
    assert page.locator(f"{NUMBERS} tbody tr:visible").count() == len(whole)
    assert page.locator("form").count() == 0


def test_a_verdict_shows_by_word_and_by_more_than_colour(visit: Callable[..., Opened]) -> None:
    cells = visit("verification").page.locator(f"{NUMBERS} td.verdict")
    looks = cells.evaluate_all(
        "(cells) => cells.map((cell) => [cell.textContent.trim(), "
        "getComputedStyle(cell).borderLeftStyle, getComputedStyle(cell).backgroundColor])"
    )
    words, borders, tints = zip(*sorted({tuple(look) for look in looks}), strict=True)
    assert set(words) <= {"differs", "not computable", "reproduced"}
    assert len(set(words)) == len(words) == len(set(borders)) == len(set(tints))


def test_the_heading_of_a_long_table_stays_in_sight(visit: Callable[..., Opened]) -> None:
    page = visit("verification", LARGE).page
    page.locator(f"{NUMBERS} tbody tr").nth(40).scroll_into_view_if_needed()
    filters = page.locator(f"{NUMBERS} .bar").bounding_box()
    place = page.locator(f"{NUMBERS} th").first.bounding_box()
    assert filters is not None
    assert place is not None
    assert filters["y"] == pytest.approx(0, abs=1), "the filter stays at the top"
    assert place["y"] == pytest.approx(filters["height"], abs=2), "the heading stays below it"


def test_on_a_small_screen_each_row_is_a_card_with_the_names_of_its_cells(
    visit: Callable[..., Opened],
) -> None:
    page = visit("verification", SMALL).page
    card = page.get_by_role("table").last.get_by_role("row").nth(1)
    expect(card.get_by_role("cell").first).to_be_visible()
    names = card.locator("td").evaluate_all("(cells) => cells.map((cell) => cell.dataset.label)")
    assert names == page.locator(f"{NUMBERS} th").all_text_contents()
    assert card.locator("td.empty").first.is_hidden()
