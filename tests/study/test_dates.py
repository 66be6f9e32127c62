"""Dates in EDTF: what days they may mean."""

import datetime as dt
import re

import edtf
import pytest
from hypothesis import given
from hypothesis.strategies import dates, from_regex, sampled_from

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
        ("202X", "2020-01-01", "2029-12-31", True),
        ("2023-XX", "2023-01-01", "2023-12-31", True),
        ("2023-21", "2023-03-01", "2023-05-31", False),
        ("2023-24", "2023-12-01", "2024-02-29", False),
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


# The examples of the specification (Library of Congress, 2019) that a calendar can show.
SPECIFICATION = """
1985-04-12 1985-04-12 1985-04-12
1985-04 1985-04-01 1985-04-30
1985 1985-01-01 1985-12-31
1985-04-12T23:20:30 1985-04-12 1985-04-12
1985-04-12T23:20:30Z 1985-04-12 1985-04-12
1985-04-12T23:20:30-04 1985-04-12 1985-04-12
1985-04-12T23:20:30+04:30 1985-04-12 1985-04-12
1964/2008 1964-01-01 2008-12-31
2004-06/2006-08 2004-06-01 2006-08-31
2004-02-01/2005-02-08 2004-02-01 2005-02-08
2004-02-01/2005-02 2004-02-01 2005-02-28
2004-02-01/2005 2004-02-01 2005-12-31
2005/2006-02 2005-01-01 2006-02-28
2001-21 2001-03-01 2001-05-31
1984? 1984-01-01 1984-12-31 ~
2004-06~ 2004-06-01 2004-06-30 ~
2004-06-11% 2004-06-11 2004-06-11 ~
201X 2010-01-01 2019-12-31 ~
20XX 2000-01-01 2099-12-31 ~
2004-XX 2004-01-01 2004-12-31 ~
1985-04-XX 1985-04-01 1985-04-30 ~
1985-XX-XX 1985-01-01 1985-12-31 ~
1984~/2004-06 1984-01-01 2004-06-30 ~
1984/2004-06~ 1984-01-01 2004-06-30 ~
1984~/2004~ 1984-01-01 2004-12-31 ~
1984?/2004% 1984-01-01 2004-12-31 ~
1984-06?/2004-08? 1984-06-01 2004-08-31 ~
1984-06-02?/2004-08-08~ 1984-06-02 2004-08-08 ~
1950S2 1900-01-01 1999-12-31 ~
2001-34 2001-04-01 2001-06-30
[1667,1668,1670..1672] 1667-01-01 1672-12-31 ~
[1667,1760-12] 1667-01-01 1760-12-31 ~
2004-06~-11 2004-06-11 2004-06-11 ~
2004?-06-11 2004-06-11 2004-06-11 ~
?2004-06-~11 2004-06-11 2004-06-11 ~
2004-%06-11 2004-06-11 2004-06-11 ~
156X-12-25 1560-12-25 1569-12-25 ~
15XX-12-25 1500-12-25 1599-12-25 ~
1XXX-XX 1000-01-01 1999-12-31 ~
1XXX-12 1000-12-01 1999-12-31 ~
1984-1X 1984-10-01 1984-12-31 ~
2004-06-~01/2004-06-~20 2004-06-01 2004-06-20 ~
2004-06-XX/2004-07-03 2004-06-01 2004-07-03 ~
"""


@pytest.mark.parametrize("line", SPECIFICATION.strip().splitlines())
def test_the_examples_of_the_specification_are_read(line):
    text, first, last, *mark = line.split()
    expected = Span(dt.date.fromisoformat(first), dt.date.fromisoformat(last), bool(mark))
    assert read_date(text) == expected


SEVERAL = ("{1667,1668,1670..1672}", "{1960,1961-12}", "{..1984}")
DATES = ("1985-04-12", "1985-04", "1985", "1984-06-02?")
OPEN_INTERVALS = [
    text.format(date) for text in ("{}/..", "../{}", "{}/", "/{}") for date in DATES
] + ["2022-09/..", "2023-09/", "/2020"]
AN_END = "is an interval with an end that is open or not known"
NO_DAY = "has no first or last day"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        *((text, AN_END) for text in OPEN_INTERVALS),
        *((text, NO_DAY) for text in ("Y170000002", "Y-170000002", "-1985", "Y-17E7", "-0500")),
        *((text, NO_DAY) for text in ("Y171010000S3", "Y3388E2S3", "XXXX-12-XX", "XXXX", "0000")),
        *((text, NO_DAY) for text in ("[..1760-12-03]", "[1760-12..]", "[1760-01,1760-12..]")),
        *((text, NO_DAY) for text in ("[..1984]", "[1760-01,1760-02,1760-12..]", "Y17E8")),
        *((text, "is several dates") for text in SEVERAL),
        ("2023-09/2022-01", "ends before it starts"),
        *((text, "is not a date in EDTF") for text in ("15-09-2023", "2023-9", "2023-13", "/")),
        *((text, "is not a date in EDTF") for text in ("2023-00", "2023-02-29", "2023-04-31")),
        *((text, "is not a date in EDTF") for text in ("September 2023", "unknown", "-", "[]")),
        *((text, "is not a date in EDTF") for text in ("2023-21-05", "2023-2X", "2023-02-3X")),
    ],
)
def test_what_a_calendar_cannot_show_is_refused_with_what_to_write(text, what):
    with pytest.raises(DateError) as caught:
        read_date(text)
    assert str(caught.value).startswith(f"{text!r} {what}")
    assert re.search(r" \([a-z][^()]+\)$", str(caught.value))


@given(from_regex(r"[012X][0-9X]{3}(-[01X][0-9X](-[0-3X][0-9X])?)?", fullmatch=True))
def test_digits_that_are_left_out_cover_every_day_that_they_may_be(text):
    try:
        span = read_date(text)
    except DateError:
        return
    assert span.approximate == ("X" in text)
    for day in (span.earliest, span.latest):
        shown = day.isoformat()[: len(text)]
        season = text[5:].startswith(("2", "3"))
        fits = all(mark in ("X", digit) for mark, digit in zip(text, shown, strict=True))
        assert fits or season


@pytest.mark.parametrize(
    ("text", "todo"),
    [
        ("tot heden", "write .. for an end that has not come"),
        ("ongoing", "write .. for an end that has not come"),
        ("?", "leave the cell empty where the date is not known"),
        ("onbekend", "leave the cell empty where the date is not known"),
        ("45231", "give the column the format of a date in the spreadsheet"),
        ("ca. 2023", "write 2023~"),
        ("\u00b1 2023-09", "write 2023-09~"),
        ("2023-2024", "write 2023/2024"),
        ("2023 \u2013 2024", "write 2023/2024"),
        ("2023/24", "write 2023/2024"),
        ("2023-9-1", "write 2023-09-01"),
        ("2023\u201109", "write 2023-09"),
        ("31-12-2023", "write 2023-12-31"),
        ("12/31/2023", "write 2023-12-31"),
        ("12-03-2024", "write the year first: 2024-03-12 if the day comes first"),
        ("spring", "write 2023, 2023-09 or 2023-09-15"),
    ],
)
def test_what_to_write_in_place_of_a_date_that_is_none(text, todo):
    with pytest.raises(DateError) as caught:
        read_date(text)
    assert caught.value.todo.startswith(todo)
