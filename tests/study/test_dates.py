"""Dates in EDTF: what days they may mean."""

import datetime as dt

import edtf
import pytest
from hypothesis import given
from hypothesis.strategies import dates, sampled_from

from compendium.errors import DateError
from compendium.study.dates import Span, read_date


@pytest.mark.parametrize(
    ("text", "first", "last", "approximate"),
    [
        ("2023", "2023-01-01", "2023-12-31", False),
        ("2023-09", "2023-09-01", "2023-09-30", False),
        ("2023-09-15", "2023-09-15", "2023-09-15", False),
        ("2024-02", "2024-02-01", "2024-02-29", False),
        ("2023-02", "2023-02-01", "2023-02-28", False),
        ("2024-02-29", "2024-02-29", "2024-02-29", False),
        ("2023~", "2023-01-01", "2023-12-31", True),
        ("2023-09~", "2023-09-01", "2023-09-30", True),
        ("2023-09?", "2023-09-01", "2023-09-30", True),
        ("2023-09%", "2023-09-01", "2023-09-30", True),
        ("202X", "2020-01-01", "2029-12-31", False),
        ("2023-XX", "2023-01-01", "2023-12-31", False),
        ("2023-21", "2023-03-01", "2023-05-31", False),
        ("2022-09/2023-01", "2022-09-01", "2023-01-31", False),
        ("2022~/2023", "2022-01-01", "2023-12-31", True),
    ],
)
def test_a_date_covers_days(text, first, last, approximate):
    expected = Span(dt.date.fromisoformat(first), dt.date.fromisoformat(last), approximate)
    assert read_date(text) == expected


@given(dates(dt.date(1000, 1, 1)), sampled_from([4, 7, 10]))
def test_a_plain_date_means_what_the_parser_of_the_format_says(day, length):
    text = day.isoformat()[:length]
    parsed = edtf.parse_edtf(text)
    days = [dt.date(*moment[:3]) for moment in (parsed.lower_strict(), parsed.upper_strict())]
    assert read_date(text) == Span(*days, approximate=False)


def test_an_end_that_has_not_come_has_no_days():
    assert read_date("..") is None


@pytest.mark.parametrize(
    "text",
    [
        "15-09-2023",
        "2023-9",
        "2023-13",
        "2023-00",
        "2023-02-29",
        "2023-02-30",
        "2023-04-31",
        "September 2023",
        "unknown",
        "0000",
        "XXXX",
        "-0500",
        "Y17000002",
        "2022-09/..",
        "/",
        "-",
    ],
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(DateError) as caught:
        read_date(text)
    assert str(caught.value).startswith(f"{text!r} ")
    assert str(caught.value).endswith(
        "(write 2023, 2023-09, 2023-09-15, 2023-09~ for about September 2023)"
    )
