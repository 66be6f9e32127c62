"""The checklists: their items, what tables answer, and what study.toml says."""

from functools import partial

import pandas as pd
import pytest

import compendium as co
from compendium.analyses.reporting.checklist import ANSWERS
from compendium.analyses.reporting.items import COREQ, ITEMS, SRQR
from compendium.errors import StudyError
from compendium.language import speaking, tell
from compendium.study.kinds import column_names
from compendium.study.kinds.checks import type_columns

KEYS = {item.key for item in ITEMS}
PEOPLE = {
    "participant": ["p1", "p2", "p3"],
    "group": ["team", "team", "board"],
    "role": ["nurse", "chair", None],
    "age": ["34", "61", None],
}


def table_of(tables, kind, *, optional=False):
    assert optional
    given = tables.get(kind, {})
    rows = max((len(column) for column in given.values()), default=0)
    columns = {name: given.get(name, [""] * rows) for name in column_names(kind)}
    return type_columns(pd.DataFrame(columns, dtype="str").fillna(""), kind)[0]


def checklist(about=None, **tables):
    return co.reporting_checklist(partial(table_of, tables), about)


def answer(found, name, number):
    return found[(found["checklist"] == name) & (found["number"] == number)].iloc[0]


def test_the_checklists_have_their_numbers():
    assert [item.number for item in ITEMS if item.checklist == COREQ] == list(range(1, 33))
    assert [item.number for item in ITEMS if item.checklist == SRQR] == list(range(1, 22))
    assert set(ANSWERS) <= KEYS
    assert len({(item.checklist, item.name) for item in ITEMS}) == 53


def test_without_tables_all_is_to_be_written():
    found = checklist()
    assert set(found["status"]) == {"to be written"}
    assert (found["value"] == "").all()
    values = co.summarise_reporting(found)
    assert values["coreq"] == {
        "items": 32, "from_the_tables": 0, "in_the_text": 0, "to_be_written": 32,
    }  # fmt: skip
    assert values["srqr"]["to_be_written"] == 21


def test_participants_give_the_sample_and_who_they_are():
    found = checklist(participants=PEOPLE)
    size, who = answer(found, "COREQ", 12), answer(found, "COREQ", 16)
    assert (size["value"], size["place"]) == ("3 participants", "participants")
    assert who["value"] == (
        "group: team (2) and board (1); role: nurse (1) and chair (1), not stated (1); "
        "age 34 to 61 (of 2)"
    )
    assert answer(found, "SRQR", 12)["value"] == "3 participants"


def test_codes_and_passages_give_the_tree_the_coders_and_the_quotations():
    codes = {"code": ["a", "b", "c"], "parent": [None, "a", None], "label": ["A", "B", "C"]}
    segments = {
        "segment": ["1", "2", "3"], "code": ["b", "b", "a"], "source": ["s", "s", "t"],
        "form": ["quotation", "coding", "quotation"], "coder": ["Ann", "Bo", "Ann"],
    }  # fmt: skip
    sources = {"source": ["s", "t"], "kind": ["interview"] * 2, "label": ["S", "T"],
               "role": ["resident", None]}  # fmt: skip
    found = checklist(codes=codes, segments=segments, sources=sources)
    assert answer(found, "COREQ", 24)["value"] == "2 people coded"
    assert answer(found, "COREQ", 25)["value"] == "3 codes in 2 levels, 2 at the top"
    assert answer(found, "COREQ", 29)["value"] == (
        "2 quotations; speaker or role: resident (1), not stated (1)"
    )
    assert answer(found, "COREQ", 31)["value"] == "1 of 2 codes at the top with passages"
    assert answer(found, "COREQ", 32)["value"] == "1 of 1 code below the top with passages"
    assert answer(found, "SRQR", 15)["value"].startswith("2 people coded; Krippendorff's alpha by")
    assert answer(found, "COREQ", 22)["value"] == "", "two sources are too few"


def test_coders_of_different_sources_do_not_stop_the_list():
    codes = {"code": ["a"], "label": ["A"]}
    segments = {"segment": ["1", "2"], "code": ["a", "a"], "source": ["s", "t"],
                "form": ["coding"] * 2, "coder": ["Ann", "Bo"]}  # fmt: skip
    sources = {"source": ["s", "t"], "kind": ["interview"] * 2, "label": ["S", "T"]}
    found = checklist(codes=codes, segments=segments, sources=sources)
    assert answer(found, "SRQR", 15)["status"] == "to be written"
    assert answer(found, "COREQ", 24)["value"] == "2 people coded"


def test_many_sources_give_saturation():
    names = [f"s{n}" for n in range(8)]
    found = checklist(
        codes={"code": [*"abcd"], "label": [*"ABCD"]},
        segments={"segment": names, "code": [*"abcdaaaa"], "source": names, "form": ["coding"] * 8},
        sources={"source": names, "kind": ["interview"] * 8, "label": names},
    )
    assert answer(found, "COREQ", 22)["value"] == (
        "from source 6 of 8 on, 2 sources bring at most 5 % new codes; "
        "0 new codes in the last source"
    )


def test_methods_of_elements_tell_of_recording_notes_and_checking():
    elements = {
        "element": ["1", "2"],
        "label": ["Interviews", "Summaries"],
        "method": ["audio recorded, with field notes", "member check by mail"],
    }
    events = {"event": ["e"], "label": ["E"], "start": ["2022-09"], "end": ["2024"],
              "element": ["1"]}  # fmt: skip
    found = checklist(elements=elements, events=events)
    assert [answer(found, "COREQ", n)["value"] for n in (19, 20, 28)] == [
        "Interviews", "Interviews", "Summaries",
    ]  # fmt: skip
    assert answer(found, "SRQR", 10)["value"] == (
        "2 ways of collecting data: Interviews and Summaries, 2022–2024"
    )


@pytest.mark.parametrize(
    ("dates", "when"),
    [
        ({"start": ["2022-08", None], "end": ["2022-12", None]}, ", 2022"),
        ({"start": ["2022-08", None], "end": ["2023-03", None]}, ", between 2022 and 2023"),
        ({"start": [None, None], "end": [None, None]}, ""),
    ],
)
def test_ways_without_a_date_have_the_years_of_their_bounds(dates, when):
    events = {"event": ["all", "online"], "label": ["All", "Online"], **dates,
              "element": [None, "1"], "where": ["p. 1", "p. 2"],
              "stated": ["stated", "unknown"]}  # fmt: skip
    relations = {"relation_id": ["r"], "event": ["online"], "relation": ["during"],
                 "other": ["all"], "where": ["p. 2"]}  # fmt: skip
    found = checklist(
        elements={"element": ["1"], "label": ["Talks"]}, events=events, relations=relations
    )
    asked = answer(found, "SRQR", 10)
    assert asked["value"] == f"1 way of collecting data: Talks{when}"
    assert asked["place"] == ("elements and events and relations" if when else "elements")


def test_what_study_toml_says_stands_beside_the_value_or_instead_of_it():
    told = {"coreq-10": "section 2.1", "coreq-12": "2.2"}
    found = checklist({"software": ["ATLAS.ti 22"], "reporting": told}, participants=PEOPLE)
    sampling, size = answer(found, "COREQ", 10), answer(found, "COREQ", 12)
    assert sampling[["status", "value", "place"]].tolist() == ["in the text", "", "section 2.1"]
    assert size[["status", "place"]].tolist() == ["from the tables", "participants; 2.2"]
    assert answer(found, "COREQ", 27)["value"] == "ATLAS.ti 22"
    assert co.summarise_reporting(found)["coreq"]["in_the_text"] == 1


@pytest.mark.parametrize(
    ("about", "match"),
    [
        ({"reporting": {"coreq-33": "2"}}, "'coreq-33' is no item. Did you mean coreq-3"),
        ({"reporting": {"coreq-3": 2}}, 'coreq-3 = "section 2.1"'),
        ({"reporting": "yes"}, "Make it a section"),
        ({"software": "R"}, "no list of names"),
    ],
)
def test_study_toml_is_read_strictly(about, match):
    with pytest.raises(StudyError, match=match):
        checklist(about)


def test_the_figure_and_the_tables_show_every_item():
    found = checklist(participants=PEOPLE)
    figure = co.draw_reporting(found, title="T")
    numbers = [text.get_text() for axes in figure.content.axes for text in axes.texts]
    assert sum(text.isdigit() for text in numbers) == 53
    assert "of 32 items of COREQ the tables answer 2" in figure.caption
    coreq = co.tabulate_reporting(found, name="COREQ", title="T")
    assert coreq.content["No."].tolist() == list(range(1, 33))
    assert coreq.content["Answer"].value_counts()["from the tables"] == 2


def test_every_item_is_told_in_dutch():
    with speaking("nl"):
        for item in ITEMS:
            assert tell(item.asks) != item.asks
            assert tell(item.part) != item.part


def test_the_sample_is_told_without_numbers_of_few_people():
    people = {
        "participant": [f"p{n}" for n in range(14)],
        "group": ["residents"] * 9 + ["council"] * 3 + ["care"] * 2,
        "role": ["resident"] * 13 + [None],
        "age": ["40"] * 12 + [None, None],
    }
    table = partial(table_of, {"participants": people})
    found = co.reporting_checklist(table, smallest_cell=5)
    value = answer(found, COREQ, 16)["value"]
    assert value == (
        "group: residents (9), council (<5) and care (<5); role: resident (–), not stated (<5); "
        "age 40 to 40 (of –)"
    )
