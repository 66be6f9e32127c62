"""Turns of speakers in transcripts."""

import pandas as pd
import pytest
from hypothesis import given, strategies as st

from compendium.study.transcripts import seldom_speakers, turns


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
        ("[SPEAKER_00]: Waarom?", "SPEAKER_00"),
        ("Speaker 1: [00:12:30] Waarom?", "Speaker 1"),
        ("R?: Waarom?", "R?"),
        ("Allen: Waarom?", "Allen"),
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


LAYOUTS = {
    "numbered lines": "1 R: Fijn.\n2 I: Waarom?\n3 R: Daarom.",
    "Teams": "R. de Wit   0:03\nFijn.\n\nInterviewer   0:10\nWaarom?\n\nR. de Wit   0:12\nDaarom.",
    "Zoom": "[Rob] 10:04:15\nFijn.\n[Interviewer] 10:04:20\nWaarom?\n[Rob] 10:04:25\nDaarom.",
    "time first": "00:00:03 Rob\nFijn.\n00:00:10 Interviewer\nWaarom?\n00:00:12 Rob\nDaarom.",
    "full stop": "R. Fijn.\nI. Waarom?\nR. Daarom.\nI. Dank.",
    "dash": "R - Fijn.\nI - Waarom?\nR - Daarom.\nI - Dank.",
    "tab": "R1\tFijn.\nI\tWaarom?\nR1\tDaarom.\nI\tDank.",
    "dash and role": "Respondent – Fijn.\nVraag – Waarom?\nRespondent – Daarom.\nVraag – Ja?",
    "brackets": "[R1] Fijn.\n[Interviewer] Waarom?\n[R1] Daarom.\n[Interviewer] Ja.",
    "old Mac": "R: Fijn.\rI: Waarom?\rR: Daarom.",
    "line separator": "R: Fijn.\u2028I: Waarom?\u2028R: Daarom.",
    "WebVTT": (
        "WEBVTT\n\nNOTE by hand\n\n1\n00:01.000 --> 00:03.000\n<v Rob>Fijn.</v>\n\n"
        "2\n00:03.500 --> 00:05.000\n<v Interviewer>Waarom?</v>\n\n"
        "3\n00:05.500 --> 00:06.000\n<v Rob>Daarom.</v>\n"
    ),
    "SRT": (
        "1\n00:00:01,000 --> 00:00:03,000\nR: Fijn.\n\n2\n00:00:03,500 --> 00:00:05,000\n"
        "I: Waarom?\n\n3\n00:00:05,500 --> 00:00:06,000\nR: Daarom.\n"
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_the_same_words_of_the_respondent(layout):
    words = [text for _, text in said(LAYOUTS[layout], leave_out="I, Interviewer, Vraag")]
    assert words == ["Fijn.", "Daarom."]


MANY = 100_000
TIMES = "00:01.000 --> 00:02.000"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("".join(f"Ronald{number}: Fijn.\n" for number in range(MANY)), 1),
        (TIMES + "\n" * MANY + "Fijn.", 1),
        (f"{TIMES}\n<v" + "." * MANY, 1),
        (f"{TIMES}\n<c" + "." * MANY, 1),
        (f"{TIMES}\n<v" + " " * MANY + "Rob", 1),
    ],
    ids=["speakers", "blank lines", "dots behind a voice", "dots behind a class", "blanks"],
)
def test_a_long_text_takes_time_in_proportion(text, number):
    # Else this would not end.
    assert len(said(text)) == number


def test_words_on_the_line_of_their_times_are_read():
    line = "00:01.000 --> 00:03.000 align:start position:0% <v Rob>Fijn.</v>"
    assert said(f"{line}\n[00:03.500 --> 00:05.000]  Daarom.\n") == [
        ("Rob", "Fijn."),
        ("Rob", "Daarom."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "We beginnen om 10:30\nen gaan dan door.",
        "Dit is een verslag. En zo.\nWij zagen - het was laat - niets.",
        "De trein van\n10:30 uur\nen die van\n11:30 uur",
    ],
)
def test_a_text_that_nobody_speaks_has_no_speakers(text):
    assert [speaker for speaker, _ in said(text)] == [""]


# The layouts in which programs and people write who speaks: a pair of turns, twice.
WRITTEN = {
    "Teams in Word": "0:{n}:0.0 --> 0:{n}:4.5\n{who}\n{words}\n\n",
    "WebVTT of Teams": "{n}/1-0\n00:0{n}:00.000 --> 00:0{n}:04.000\n<v {who}>{words}</v>\n\n",
    "WebVTT with remarks": "NOTE Seen: 0.9\n\n00:0{n}.000 --> 00:0{n}.500\n<v {who}>{words}\n\n",
    "WebVTT of Zoom": "{n}\r\n00:0{n}:00.000 --> 00:0{n}:04.000\r\n{who}: {words}\r\n\r\n",
    "SRT": "{n}\n00:0{n}:00,000 --> 00:0{n}:04,000\n{who}: {words}\n\n",
    "a table with times": "00:0{n}:00\t{who}\t{words}\n",
    "Otter": "{who}  0{n}:01\n{words}\n\n",
    "Sonix": "[00:00:0{n}.20] - {who}\n{words}\n\n",
    "Fireflies": "00:0{n}\n{who}\n{words}\n\n",
    "a name above a time": "{who}\n00:0{n}:01\n{words}\n",
    "a time between turns": "{who}: {words}\n00:0{n}:01\n",
    "Trint": "{who}: [00:0{n}:01] {words}\n\n",
    "WhisperX": "[{who}]: {words}\n",
    "a tab": "{who}\t{words}\n",
    "numbers and a colon": "{n} {who}: {words}\n",
}
NAMES = st.sampled_from(["R1", "Renée", "Mevr. Çelik-van ’t Hof", "Zoë de Vries", "Spreker 2"])
WORDS = st.sampled_from(["Nou, ja.", "Let op: de tuin is open", "Dat weet ik niet meer precies."])


@pytest.mark.parametrize("layout", WRITTEN)
@given(
    names=st.lists(NAMES, min_size=2, max_size=2, unique=True),
    words=st.lists(WORDS, min_size=4, max_size=4),
)
def test_who_says_what_reads_back_the_same_in_every_layout(layout, names, words):
    spoken = list(zip([*names, *names], words, strict=True))
    text = "".join(
        WRITTEN[layout].format(n=n, who=who, words=what) for n, (who, what) in enumerate(spoken, 1)
    )
    header = "WEBVTT\n\n" if "WebVTT" in layout else ""
    assert said(header + text) == spoken


def test_lines_above_a_talk_are_no_speakers():
    head = "Interview 4\nDate: 12 March 2024\nNr: 3\nInterviewer: AB\nRespondent: R1\n"
    talk = "I: Waarom?\nR1: Daarom.\nI: En?\nR1: Zo."
    assert [who for who, _ in said(head + talk)] == ["", "I", "R1", "I", "R1"]
    assert seldom_speakers(head + talk) == []
    assert said("Interviewer: Welkom.\nR1: Ja.\nR1: Nee.")[0] == ("Interviewer", "Welkom.")


def test_who_begins_one_cue_only_speaks_where_many_cues_have_a_name():
    cue = "{n}\n00:00:0{n}.000 --> 00:00:0{n}.500\n{line}\n\n"
    lines = ["Ann Berg (SL): Ja.", "Bo Dal: Nee.", "En dan.", "Bo Dal: Zo."]
    text = "WEBVTT\n\n" + "".join(cue.format(n=n, line=line) for n, line in enumerate(lines, 1))
    assert [who for who, _ in said(text)] == ["Ann Berg (SL)", "Bo Dal", "Bo Dal", "Bo Dal"]


def test_a_cue_without_a_name_keeps_what_was_said_before_it():
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nHallo daar.\n\n00:03.000 --> 00:04.000\nEn dan.\n"
    assert [words for _, words in said(text)] == ["Hallo daar.", "En dan."]


@pytest.mark.parametrize("end", ["", ":"])
def test_who_speaks_may_stand_alone_on_a_line(end):
    text = f"Interviewer{end}\nWaarom?\nRespondent 2{end}\nDaarom.\n" * 2
    pair = [("Interviewer", "Waarom?"), ("Respondent 2", "Daarom.")]
    assert said(text) == pair * 2


def test_a_name_that_begins_one_line_only_is_told():
    assert seldom_speakers("I: Hoe?\nAnna Berg: zo\nR: ja\nEen ding telt: rust") == ["Anna Berg"]


def test_one_name_for_who_asks_stands_for_all():
    assert said("V: Waarom?\nA: Daarom.\nModerator: En?", leave_out="I, Interviewer") == [
        ("A", "Daarom.")
    ]


def test_who_asks_may_have_a_name_of_their_own():
    text = "Berg, Anna: Waarom?\nR: Daarom.\nBerg, Anna: En dan?\nR: Zo."
    texts = pd.DataFrame(
        {"source": "s", "language": "nl", "text": [text], "interviewer": "Berg, Anna"}
    )
    assert turns(texts)["speaker"].tolist() == ["R", "R"]
