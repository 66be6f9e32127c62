"""Turns of speakers in transcripts."""

import pandas as pd
import pytest
from hypothesis import given, strategies as st

from compendium.study.transcripts import turns


def said(text, **options):
    table = turns(pd.DataFrame({"source": ["s"], "language": ["nl"], "text": [text]}), **options)
    return [(row.speaker, text[row.start : row.end]) for row in table.itertuples()]


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("I: Waarom?", "I"),
        ("R1: Waarom?", "R1"),
        ("[00:12:30] R1: Waarom?", "R1"),
        ("00:12:30 R1: Waarom?", "R1"),
        ("R1 [00:12]: Waarom?", "R1"),
        ("#00:12:30-5# R1: Waarom?", "R1"),
        ("**R1:** Waarom?", "R1"),
        ("  R1 : Waarom?", "R1"),
        ("R1:\nWaarom?", "R1"),
    ],
)
def test_a_label_with_or_without_a_time_is_a_speaker(line, speaker):
    assert said(line) == [(speaker, "Waarom?")]


def test_a_long_name_must_begin_two_lines():
    assert said("Mevrouw De Vries: ja\nR: nee\nMevrouw De Vries: toch") == [
        ("Mevrouw De Vries", "ja"),
        ("R", "nee"),
        ("Mevrouw De Vries", "toch"),
    ]
    assert said("R: dit\nOne thing matters: trust") == [("R", "dit\nOne thing matters: trust")]


def test_a_colon_within_a_line_or_a_time_is_no_speaker():
    text = "R: om 10:30 uur zei hij: kom mee\nhttps://voorbeeld.nl is een adres"
    assert said(text) == [("R", text[3:])]


@pytest.mark.parametrize("leave_out", ["I, Interviewer", "interviewer,i", "Interviewer 2, I1"])
def test_the_turns_of_the_interviewer_are_left_out(leave_out):
    text = "Interviewer 2: Hoe?\nen verder\nR1: Zo.\nEn zo.\nI1: Dank"
    assert said(text, leave_out=leave_out) == [("R1", "Zo.\nEn zo.")]


def test_a_text_without_speakers_is_one_turn_and_an_empty_one_is_none():
    assert said("  Een verslag.\n\nVan twee regels.\n") == [
        ("", "Een verslag.\n\nVan twee regels.")
    ]
    assert said(" \n") == []
    assert said("R:\nI:\n") == []


@given(st.text(alphabet="IR1: \nab[]0é🙂*", max_size=60))
def test_turns_lie_in_order_within_the_text_and_begin_and_end_with_what_is_said(text):
    table = turns(pd.DataFrame({"source": ["s"], "language": ["nl"], "text": [text]}))
    place = 0
    for row in table.itertuples():
        assert place <= row.start < row.end <= len(text)
        assert text[row.start : row.end].strip() == text[row.start : row.end]
        place = row.end
