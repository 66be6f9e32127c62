"""Sentences that carry a condition: the paper is not built once it is false."""

from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from compendium.paper.claims import claim_problems, claims_in
from compendium.paper.source import Source, hide

VALUES = {
    "north.scale.n_differ": 0,
    "north.scale.mean": "3.33",
    "north.scale.best": "Trust",
    "north.scale.rounds": ["T1", "T2"],
    "north.scale.gone": None,
    "north.scale.done": True,
    "north.code.a.passages": 7,
    "north.code.b.passages": 2,
}


def told(text, values=VALUES):
    source = Source(Path("index.qmd"), text, hide(text))
    return [(source.line(one.place), one.text) for one in claim_problems([source], values)]


def claim(condition):
    return f'A sentence.\n\n[It holds.]{{.claim when="{condition}"}}\n'


@pytest.mark.parametrize(
    "condition",
    [
        "north.scale.n_differ == 0",
        "north.scale.mean < 3.5 and north.scale.mean > 3.3",
        "north.scale.mean == 3.33",
        "north.scale.best == 'Trust'",
        "'T1' in north.scale.rounds and len(north.scale.rounds) == 2",
        "north.code.b.passages == min(each('north.code.*.passages'))",
        "1 < north.code.b.passages < north.code.a.passages",
        "sum(each('north.code.*.passages')) - 1 == 2 * 4",
        "not north.scale.n_differ or north.scale.done",
        "north.scale.n_differ\n  == 0",
    ],
)
def test_a_claim_that_holds_says_nothing(condition):
    assert told(claim(condition)) == []


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("north.scale.n_differ > 0", "no longer true: north.scale.n_differ > 0 does not hold "
         "(north.scale.n_differ is 0)"),
        ("north.scale.best == 'Aims'", "(north.scale.best is Trust)"),
        ("1 == 2", "no value stands in it"),
        ("north.scale.meen > 0", "there is no value north.scale.meen — did you mean "
         "north.scale.mean?"),
        ("north.scale.gone > 0", "north.scale.gone is empty"),
        ("north.scale.best > 3", "compares a number with a text"),
        ("north.scale.mean >", "it is no expression"),
        ("__import__('os').getcwd() == ''", "there is no"),
        ("open('x') == ''", "there is no open"),
        ("[n for n in 'ab'] == 1", "is not allowed"),
        ("north.scale.mean / 0 > 1", "cannot be worked out"),
        ("min(each('south.*')) == 1", "there is no value south.*"),
        ("", "it is no expression"),
    ],
)  # fmt: skip
def test_a_claim_that_does_not_hold_is_told_with_its_line(condition, words):
    ((line, text),) = told(claim(condition))
    assert line == 3
    assert words in text


def test_a_division_is_a_claim_too_and_code_and_comments_are_none():
    text = '::: {.claim when="north.scale.n_differ > 0"}\nAll of it.\n:::\n'
    assert [line for line, _ in told(text)] == [1]
    assert told(f"`{text}`\n\n<!-- {claim('1 == 2')} -->") == []
    assert told("[No claim.]{.other when='x'}") == []
    ((_, words),) = told("[Bare.]{.claim}")
    assert "a claim without a condition" in words


@given(st.text(alphabet="northscale.[]()'<>=* 0123{}:,", max_size=30))
def test_whatever_is_written_the_check_does_not_break(condition):
    source = Source(Path("index.qmd"), "", "")
    assert list(claims_in(source)) == []
    told(claim(condition.replace("{", "").replace("}", "")))
