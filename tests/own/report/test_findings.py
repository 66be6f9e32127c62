"""What stands out: the rules, their order, and what beside a finding bears it."""

import tomllib
from types import SimpleNamespace

import pytest

from compendium.language import speaking
from compendium.own.report.findings import CHANGED, EXTREMES, LARGEST, MOST, RULES, Finding, choose
from compendium.own.report.material import Made, Material
from compendium.own.report.readings import READINGS, reading_of
from compendium.own.report.readings.answers import read_answers
from compendium.own.report.sections import QUESTIONS, SECTIONS, in_order, section_of
from compendium.steps.plan import make_plan
from compendium.study.study import read_study
from tiny_compendium import REPOSITORY


def finding(rule, analysis="answers", text="x"):
    return Finding(rule, text, "n = 1", analysis, "")


def test_at_most_seven_in_the_order_of_the_rules_two_of_one_analysis():
    many = [finding(rule, f"a{n}") for n, rule in enumerate(RULES)] + [finding(LARGEST, "b")]
    chosen = choose(reversed(many))
    assert len(chosen) == MOST
    assert [RULES.index(one.rule) for one in chosen] == sorted(
        RULES.index(one.rule) for one in chosen
    )
    same = choose([finding(LARGEST), finding(EXTREMES), finding(CHANGED)])
    assert [one.rule for one in same] == [CHANGED, EXTREMES]


@pytest.fixture(scope="module")
def example():
    """The example study, with what is committed of it."""
    from compendium.layout import Layout

    layout = Layout(REPOSITORY)
    steps = make_plan(layout, studies=["example"])
    made = {step.analysis: Made(step, layout.artefacts("example", step.analysis)) for step in steps}
    return Material(read_study("example", layout=layout), made)


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("analysis", sorted(READINGS))
def test_every_reading_is_whole_sentences_without_a_name_of_a_value(example, analysis, language):
    if analysis not in example.made:
        return
    with speaking(language):
        reading = reading_of(example, analysis)
    assert reading.sentences
    for sentence in (*reading.sentences, *(one.sentence for one in reading.findings)):
        assert sentence.endswith((".", ":")), sentence
        assert "_" not in sentence
        assert "None" not in sentence
        assert "nan" not in sentence.split()
    for one in reading.findings:
        assert one.beside
        assert one.rule in RULES


def test_every_analysis_has_a_section_and_a_question_in_both_languages():
    with (REPOSITORY / "notebooks" / "analyses.toml").open("rb") as file:
        analyses = tomllib.load(file)
    assert set(analyses) == set(SECTIONS)
    assert {about["question"] for about in analyses.values()} == set(QUESTIONS)
    assert in_order(["own-idea", "answers", "participants"]) == [
        "participants", "answers", "own-idea",
    ]  # fmt: skip
    assert section_of("own-idea").heading == "Own idea"


class Answers:
    """Values of answers, as an analysis saves them, and the tables of which they are."""

    study = SimpleNamespace(smallest_cell=1)

    def __init__(self, paired):
        self.paired = paired

    def values(self, _):
        means = {"dimension_mean": {"a": 40.0, "b": 70.0}, "dimension_sd": {"a": 10.0, "b": None}}
        last = {"n_respondents": 12, "n_answers": 22, "n_blank": 2, **means}
        return {"round": {"t2": last}, "paired": self.paired, "n_respondents": 14}

    def dimensions(self):
        return {"a": "Alpha", "b": "Beta"}

    def table(self, _):
        import pandas as pd

        return pd.DataFrame({"round": ["T1", "T2"]})


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ({"n": 12, "change": 9.0, "low": 2.0, "high": 15.0}, "From T1 to T2 Alpha changed most"),
        ({"n": 12, "change": 3.0, "low": -2.0, "high": 7.0}, "no dimension changed for sure"),
        ({"n": 7, "change": 30.0, "low": 20.0, "high": 40.0}, ""),  # too few to stand out
        ({"n": 4, "change": 30.0, "low": None, "high": None}, ""),
        ({"n": 0, "change": None, "low": None, "high": None}, ""),
    ],
)
def test_a_change_stands_out_only_where_the_numbers_bear_it(numbers, expected):
    nobody = {"n": 0, "change": None, "low": None, "high": None}
    reading = read_answers(Answers({"a": numbers, "b": nobody}))
    changes = [one for one in reading.findings if one.rule == CHANGED]
    assert bool(changes) == bool(expected)
    if changes:
        assert expected in changes[0].sentence
        assert "12 respondents in both rounds, 2 not" in changes[0].beside
    (extremes,) = [one for one in reading.findings if one.rule == EXTREMES]
    assert extremes.sentence.startswith("In T2 Beta scores highest (70) and Alpha lowest (40)")
    assert extremes.beside == "12 respondents; 2 of 24 answers blank; SD – and 10.0"


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ({"n": 12, "change": 9.0, "low": 2.0, "high": 15.0}, "the scores changed by +9.0 points"),
        ({"n": 12, "change": 3.0, "low": -2.0, "high": 7.0}, "the scores did not change for sure"),
    ],
)
def test_of_one_dimension_none_is_said_to_have_changed_most(numbers, expected):
    reading = read_answers(Answers({"a": numbers}))
    assert [expected in one.sentence for one in reading.findings if one.rule == CHANGED] == [True]


def test_the_figures_of_a_section_are_those_that_analyses_draw():
    drawn = {}
    for path in (REPOSITORY / "figures").glob("*/*/*.png"):
        drawn.setdefault(path.parent.name, set()).add(path.stem)
    for analysis, section in SECTIONS.items():
        if section.figures and analysis in drawn:
            assert drawn[analysis] & set(section.figures), analysis
            # Only what awaits other tables than those of the committed studies is not drawn here.
            assert set(section.figures) - drawn[analysis] <= {"power-interest"}, analysis
