"""Who took part: counts by property, and the seats before and after."""

import pandas as pd

from compendium.analyses.participants.composition import changes, composition, summarise_composition
from compendium.analyses.participants.figure import draw_changes, draw_composition
from compendium.study.kinds.checks import type_columns

ROWS = [
    {
        "participant": "p1",
        "group": "team",
        "role": "Nurse",
        "gender": "woman",
        "age": "39",
        "case": "A",
        "from": "2022-09",
        "until": "",
    },
    {
        "participant": "p2",
        "group": "team",
        "role": "Coach",
        "gender": "man",
        "age": "40",
        "case": "A",
        "from": "2022-09",
        "until": "2023-12",
    },
    {
        "participant": "p3",
        "group": "lead",
        "role": "Nurse",
        "gender": "",
        "age": "",
        "case": "B",
        "from": "2024",
        "until": "..",
    },
]


def people(rows=ROWS):
    return type_columns(pd.DataFrame(rows, dtype="str"), "participants")[0]


def counts(table, name):
    part = table[table["property"] == name]
    return dict(zip(part["value"], part["n"], strict=True))


def test_every_property_that_is_recorded_is_counted():
    table = composition(people(), {"A": "Alder"})
    assert list(table["property"].unique()) == ["group", "role", "gender", "age", "case"]
    assert counts(table, "role") == {"Nurse": 2, "Coach": 1}
    assert counts(table, "gender") == {"woman": 1, "man": 1, "not stated": 1}
    assert counts(table, "age") == {"30–39": 1, "40–49": 1, "not stated": 1}
    assert counts(table, "case") == {"Alder": 2, "B": 1}
    assert table.groupby("property")["share"].sum().round(9).eq(1).all()


def test_seats_at_the_first_start_and_after_the_last_change():
    changed = changes(people())
    assert changed.attrs["moments"] == ("2022-09", "2024")
    assert list(changed["before"]) == [True, True, False]
    assert list(changed["after"]) == [True, False, True]


def test_no_change_when_all_started_together_and_nobody_left():
    assert changes(people([ROWS[0], {**ROWS[1], "until": ".."}])).empty


def test_a_seat_that_was_left_last_of_all_is_empty_after_the_changes():
    changed = changes(people(ROWS[:2]))
    assert changed.attrs["moments"] == ("2022-09", "2023-12")
    assert list(changed["before"]) == [True, True]
    assert list(changed["after"]) == [True, False]


def test_values_name_each_count():
    values = summarise_composition(people(), changes(people()))
    assert values["n_participants"] == 3
    assert values["role"] == {"nurse": {"n": 2}, "coach": {"n": 1}}
    assert values["age"] == {"n": 2, "min": 39, "max": 40, "mean": 39.5}
    assert (values["before"]["n"], values["after"]["n"]) == (2, 2)


def test_the_figures_say_their_numbers_and_draw_the_same_twice():
    exhibit = draw_composition(composition(people(), {}), n=3, title="Tiny")
    assert exhibit.caption.startswith("By group, most are ")
    assert "Tiny: composition of the 3 participants" in exhibit.caption
    assert "Role: Nurse 2 and Coach 1." in exhibit.alt
    assert exhibit.pictures["svg"]
    seats = draw_changes(changes(people()), title="Tiny")
    assert seats.caption.startswith("Of 2 seats at the start 1 was given up; 1 joined")
    assert "Left: Coach. Joined: Nurse." in seats.alt


def test_many_values_are_put_together():
    rows = [{**ROWS[0], "participant": str(n), "role": f"role {n}"} for n in range(20)]
    exhibit = draw_composition(composition(people(rows), {}), n=20, title="Tiny")
    labels = [text.get_text() for axes in exhibit.content.axes for text in axes.texts]
    assert "7 other values together" in labels


def test_seats_and_ages_of_few_are_held_back_in_values():
    people = pd.DataFrame(
        {
            "participant": [f"p{n}" for n in range(12)],
            **dict.fromkeys(["group", "role", "gender", "actor", "case"], "a"),
            "age": [40.0] * 10 + [None] * 2,
            "from": ["2022-01"] * 9 + ["2023-01"] * 3,
            "until": ["2022-06"] * 2 + [None] * 10,
        }
    )
    values = summarise_composition(people, changes(people), smallest_cell=5)
    assert values["age"]["n"] == "–"
    assert (values["before"]["n"], values["after"]["n"]) == ("–", "–")
    whole = summarise_composition(people, changes(people))
    assert (whole["before"]["n"], whole["after"]["n"], whole["age"]["n"]) == (9, 10, 10)
