"""Figures: the same bytes each time, words that tell what they show, nothing cut off."""

import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

import compendium as co
from compendium.exhibits import style
from compendium.exhibits.look import LEAST_TYPE
from compendium.naming import counted, listed


def timeline(study):
    spans = co.event_spans(study.table("events"))
    return co.draw_timeline(spans, co.lanes(spans, study.table("elements")), title="Tiny")


def item_scores(study):
    scored = co.item_scores(study.table("items"), study.table("scores"))
    return co.draw_item_scores(scored, co.dimension_means(scored), title="Tiny")


def code_tree(study):
    segments = study.table("segments")
    tree = co.code_counts(segments, study.table("codes"))
    return co.draw_code_tree(tree, co.present_forms(segments), title="Tiny")


def code_counts(study):
    segments, codes = study.table("segments"), study.table("codes")
    counts = co.cross_count(segments, codes, study.table("sources"), by="case")
    names = co.labels_of(study.table("cases"), "case")
    tree = co.code_counts(segments, codes)
    return co.draw_code_counts(counts, tree, names, title="Tiny", by="case")


def matrices(study):
    cases, factors, presence = (study.table(kind) for kind in ("cases", "factors", "presence"))
    kinds = co.matrix_kinds(presence, factors)
    by_kind = {kind: co.factor_matrix(presence, cases, factors, kind=kind) for kind in kinds}
    printed = pd.DataFrame(
        [("Table 1", "factor-matrix", "total.money", "2")],
        columns=["artefact", "analysis", "value", "printed"],
    )
    totals = {kind: co.total_table(by_kind[kind], factors, printed) for kind in kinds}
    return co.draw_matrices(by_kind, totals, co.labels_of(cases, "case"), title="Tiny")


def co_occurrence(study):
    cases, factors, presence = (study.table(kind) for kind in ("cases", "factors", "presence"))
    pairs = co.co_occurrence(co.factor_matrix(presence, cases, factors))
    return co.draw_co_occurrence(pairs, co.labels_of(factors, "factor"), title="Tiny")


def concepts(study):
    segments, codes = study.table("segments"), study.table("codes")
    named = pd.DataFrame({"concept": ["a", "b"], "label": ["One", "A concept with a long name"]})
    mapped = pd.DataFrame(
        [("tiny", "left", "a"), ("tiny", "alone", "b")], columns=["study", "code", "concept"]
    )
    evidence = co.concept_evidence(mapped, named, {"tiny": codes}, {"tiny": segments})
    return co.draw_concepts(evidence, {"tiny": "A study"}, title="Tiny")


def composition(study):
    people = pd.DataFrame({name: ["x"] * 30 for name in ("gender", "age", "case")})
    people["age"] = pd.array([None] * 30, dtype="Int64")
    people["group"] = people["actor"] = [f"group of people {n}" for n in range(30)]
    people["role"] = [f"a role whose name is not short at all, number {n}" for n in range(30)]
    return co.draw_composition(co.composition(people, {}), n=30, title="Tiny")


def instruments(study):
    topics = co.instrument_topics(study.table("topics", optional=True), study.table("items"))
    return co.draw_instruments(topics, {}, title="Tiny")


DRAWN = [timeline, item_scores, code_tree, code_counts, matrices, co_occurrence]
DRAWN += [concepts, composition, instruments]
each_figure = pytest.mark.parametrize("draw", DRAWN, ids=lambda draw: draw.__name__)


def texts_of(figure):
    return [text.get_text() for text in figure.findobj(lambda artist: hasattr(artist, "get_text"))]


@each_figure
def test_a_figure_drawn_twice_has_the_same_bytes(tiny, draw):
    study = co.read_study("tiny", layout=tiny)
    exhibit = draw(study)
    shown, _ = exhibit._repr_mimebundle_()
    assert shown["image/png"] is exhibit.pictures["png"], "what is shown is what is saved"
    style.arrange(exhibit.content)
    for form in ("svg", "png"):
        assert style.draw(exhibit.content, form) == exhibit.pictures[form]
    assert draw(study).pictures == exhibit.pictures


@each_figure
def test_a_figure_carries_no_date_and_no_name_of_a_program(tiny, draw):
    svg = draw(co.read_study("tiny", layout=tiny)).pictures["svg"]
    assert b"<dc:date>" not in svg
    assert b"<dc:creator>" not in svg
    assert b"<text" not in svg, "text as outlines: the fonts of a machine do not matter"


@each_figure
@pytest.mark.parametrize("width", [85, 170])
def test_nothing_is_cut_off_nor_too_small_to_read(tiny, draw, width, monkeypatch):
    monkeypatch.setattr(style, "WIDTH", width)
    figure = draw(co.read_study("tiny", layout=tiny)).content
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    drawn = figure.get_tightbbox(canvas.get_renderer())
    across, height = figure.get_size_inches()
    slack = 0.02  # inches
    assert drawn.x0 > -slack
    assert drawn.y0 > -slack
    assert drawn.x1 < across + slack
    assert drawn.y1 < height + slack
    assert style.measured(figure)["width"] == width
    assert style.measured(figure)["smallest"] >= LEAST_TYPE


@each_figure
def test_a_figure_fits_on_a_page(tiny, draw):
    width, height = draw(co.read_study("tiny", layout=tiny)).content.get_size_inches() * 25.4
    assert width <= style.WIDTH + 0.01
    assert height <= style.TALLEST


@pytest.mark.parametrize(
    ("draw", "words"),
    [
        (
            timeline,
            "It starts with Talks (January 2023); the last to start is Follow-up (April 2023). "
            "Without a date: Report. Timeline with 3 lanes.",
        ),
        (
            item_scores,
            "Lowest is item 3 (Has a room) with 25, highest item 2 (Shares plans) with 75. Means "
            "by dimension: Trust 63 and Means 25. Dot plot of item scores from 0 to 100.",
        ),
        (
            code_tree,
            "Most passages, 4, are under Top; 1 code of 5 has none. Code tree with bars. Passages "
            "by topmost code: Top 4 and Alone 0.",
        ),
        (
            code_counts,
            "No code at the end of its branch has more than 1 passage in one column; 3 cells have "
            "as many. Heat map of 4 codes by 2 cases; 1 of 8 cells are empty.",
        ),
        (
            matrices,
            "Of 3 factors 1 occurs in every case. The printed total of Money is 2, the marks add "
            "up to 1. Matrix of dots. Conditions, cases out of 2: A room 2 and Money 1. Actors, "
            "cases out of 2: Resident 1.",
        ),
        (
            co_occurrence,
            "Both factors of 2 pairs occur in 1 case; fewest, 0, for 1 pair. Lower half of a "
            "square of 3 factors.",
        ),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_the_alternative_text_tells_what_the_figure_shows(tiny, draw, words):
    exhibit = draw(co.read_study("tiny", layout=tiny))
    assert exhibit.alt == words
    assert "Tiny: " in exhibit.caption
    assert exhibit.is_figure


def test_every_item_and_dimension_is_named(tiny):
    texts = texts_of(item_scores(co.read_study("tiny", layout=tiny)).content)
    assert {"1. Meets often", "2. Shares plans", "3. Has a room", "Trust", "Means"} <= set(texts)
    assert {"50", "75", "25", "63"} <= set(texts)


def test_the_dates_that_are_not_known_are_told(tiny):
    texts = texts_of(timeline(co.read_study("tiny", layout=tiny)).content)
    key = {"approximate or inferred", "start or end open: the bar goes on"}
    assert key <= set(texts)
    assert "no date stated: Report" in texts


def test_dollar_signs_are_no_formula():
    figure = style.new_figure(30, width=60)
    figure.text(0.1, 0.5, r"from $\frac to $5")
    assert style.draw(figure, "png")


def test_a_figure_is_arranged_once():
    figure = style.new_figure(30, width=60)
    axes = figure.add_subplot()
    axes.set_ylabel("a label that takes room")
    new = axes.get_position().bounds
    style.arrange(figure)
    arranged = axes.get_position().bounds
    assert arranged != new
    style.draw(figure, "svg")
    style.arrange(figure)
    assert axes.get_position().bounds == arranged


def test_words_for_captions():
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b"]) == "a and b"
    assert counted(0, "case") == "0 cases"
