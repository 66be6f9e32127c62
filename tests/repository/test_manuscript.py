"""The article: who wrote it, what it claims, and where its figures stand."""

import re

import yaml

from compendium.layout import Layout
from compendium.paper.about import about_compendium
from compendium.paper.claims import claims_in
from compendium.paper.source import header_end, manuscript, pages, read_settings
from tiny_compendium import REPOSITORY

SOURCE = manuscript(Layout(REPOSITORY))
BODY = SOURCE.text[header_end(SOURCE.text) :]


def test_the_authors_are_those_of_the_citation_file():
    cited = yaml.safe_load((REPOSITORY / "CITATION.cff").read_text(encoding="utf-8"))

    def name(author):
        return author.get("name") or f"{author['given-names']} {author['family-names']}"

    written = [author["name"] for author in read_settings(Layout(REPOSITORY), SOURCE)["author"]]
    assert written == [name(author) for author in cited["authors"]]
    assert about_compendium(REPOSITORY)["version"] == cited["version"]


def test_sentences_that_say_more_than_a_number_carry_a_condition():
    article, reviewers = pages(Layout(REPOSITORY))
    for page, least in ((article, 50), (reviewers, 5)):
        conditions = [condition for _, condition in claims_in(page)]
        assert len(conditions) >= least
        assert all(conditions)


def test_findings_come_first_and_the_catalogue_last():
    order = ["sec-verification", "sec-synthesis", "sec-results", "sec-discussion", "refs"]
    places = [BODY.index("{#" + name) for name in [*order, "sec-supplement"]]
    assert places == sorted(places)
    main, supplement = BODY[: places[-1]], BODY[places[-1] :]
    shown = re.findall(r"\{\{< include _parts/(\S+)\.qmd >\}\}", main)
    figures = [name for name in shown if (REPOSITORY / "figures" / f"{name}.svg").is_file()]
    assert 6 <= len(figures) <= 10, "about eight figures; the others are in the supplement"
    assert supplement.count("{{< include") > 15


def test_no_sentence_begins_with_a_number():
    for found in re.finditer(r"(?:\A|\n\n|[.!?]\s+)\{\{< var (\S+)", BODY):
        values = ("label", "studies", "shared_by_all", "where")  # these are words
        assert found.group(1).endswith(values), f"a sentence begins with {found.group(1)}"
