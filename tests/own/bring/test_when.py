"""Dates as people write them."""

import datetime as dt

import pytest
from hypothesis import given, strategies as st

from compendium.own.bring.when import MONTHS, When, read_when
from compendium.study.dates import read_date


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("okt 2024", "2024-10", ""), ("Oktober '24", "2024-10", ""), ("March 2024", "2024-03", ""),
        ("najaar 2023", "2023-23", ""), ("autumn 2023", "2023-23", ""),
        ("week 12, 2024", "2024-03-18", "2024-03-24"), ("wk 1 2025", "2024-12-30", "2025-01-05"),
        ("12-03-2024", "2024-03-12", ""), ("12.3.2024", "2024-03-12", ""),
        ("25/3/2024", "2024-03-25", ""), ("03/25/2024", "2024-03-25", ""),
        ("12 maart 2024", "2024-03-12", ""), ("dinsdag 12 maart 2024", "2024-03-12", ""),
        ("March 12, 2024", "2024-03-12", ""), ("12-15 maart 2024", "2024-03-12", "2024-03-15"),
        ("3 t/m 5 juni 2024", "2024-06-03", "2024-06-05"), ("jan-maart 2024", "2024-01", "2024-03"),
        ("maart 2023 – juni 2023", "2023-03", "2023-06"), ("2019-2021", "2019", "2021"),
        ("vanaf mei 2022", "2022-05", ".."), ("2022 - heden", "2022", ".."),
        ("begin 2023", "2023-37~", ""), ("eind 2023", "2023-39~", ""), ("ca. 2023", "2023~", ""),
        ("Q1 2024", "2024-33", ""), ("2e kwartaal 2024", "2024-34", ""), ("2023", "2023", ""),
        ("2024/03", "2024-03", ""), ("2023-09-15", "2023-09-15", ""), ("2023-09~", "2023-09~", ""),
        ("onbekend", "", ""), ("", "", ""), ("n.n.b.", "", ""), ("tbc", "", ""),
        ("2023-09-01 00:00:00", "2023-09-01", ""), ("2023-09-01T10:30:00", "2023-09-01", ""),
        ("voorjaar/zomer 2022", "2022-21", "2022-22"), ("c. 2015", "2015~", ""),
        ("spring and summer 2022", "2022-21", "2022-22"), ("±2015", "2015~", ""),
        ("begin jan. 2021", "2021-01~", ""), ("mid-June 2021", "2021-06~", ""),
        ("eind maart 2024", "2024-03~", ""), ("tot 2018", "", "2018"),
        ("vóór mei 2010", "", "2010-05"),
        ("until 2018", "", "2018"), ("before 2010", "", "2010"), ("2022 onwards", "2022", ".."),
        ("12 Mar 24", "2024-03-12", ""), ("12 mrt 24", "2024-03-12", ""), ("jaren 90", "199X", ""),
        ("jaren '90", "199X", ""), ("the 1990s", "199X", ""), ("2010s", "201X", ""),
        ("ergens in 2017", "2017", ""), ("in mei 2017", "2017-05", ""),
        ("2e helft 2021", "2021-41", ""), ("first half of 2021", "2021-40", ""),
        ("H2 2021", "2021-41", ""), ("sinds 2019", "2019", ".."),
        ("12 t/m 14 maart 2024", "2024-03-12", "2024-03-14"), ("Q3 2023", "2023-35", ""),
    ],
)  # fmt: skip
def test_a_date_is_read_without_assuming_anything(text, start, end):
    assert read_when(text) == When(start, end)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("week 12", When("2024-03-18", "2024-03-24", "2024 as the year of week 12")),
        ("5 mei", When("2024-05-05", "", "2024 as the year of 5 mei")),
        ("03/12/2024", When("2024-12-03", "", "the day before the month in 03/12/2024")),
        ("winter 2023", When("2023-24", "", "winter 2023 as December to February")),
        ("2023-24", When("2023", "2024", "2023-24 as two years")),
    ],
)
def test_what_is_assumed_is_said(text, found):
    assert read_when(text, year=2024) == found


@pytest.mark.parametrize("text", ["31-02-2024", "morgen", "week 60 2024", "12-13-14-15", "maart"])
def test_what_is_no_date_is_none(text):
    assert read_when(text) is None


@given(st.dates(dt.date(1990, 1, 1), dt.date(2060, 1, 1)), st.sampled_from(sorted(MONTHS)))
def test_what_was_written_in_words_or_numbers_reads_back_the_same(day, month):
    assert read_when(f"{day:%d-%m-%Y}").start == day.isoformat()
    assert read_when(day.isoformat()).start == day.isoformat()
    number = MONTHS[month]
    assert read_when(f"{month} {day.year}").start == f"{day.year}-{number:02d}"
    if day.month == number:
        assert read_when(f"{day.day} {month} {day.year}").start == day.isoformat()
    year, week, _ = day.isocalendar()
    found = read_when(f"week {week} {year}")
    assert found.start <= day.isoformat() <= found.end
    for text in (found.start, found.end):
        assert read_date(text)
