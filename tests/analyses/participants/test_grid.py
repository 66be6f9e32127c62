"""The power-interest grid of stakeholders."""

import pandas as pd
import pytest

from compendium.analyses.participants.figure_grid import draw_power_interest, stakeholders


@pytest.fixture
def participants():
    return pd.DataFrame(
        {
            "participant": ["P1", "P2", "P3", "P4", "P5"],
            "group": ["school", "school", "city", "club", "club"],
            "role": ["head", "teacher", "adviser", "member", "member"],
            "interest": [5.0, 4.0, 3.0, 5.0, 5.0],
            "influence": [5.0, 4.0, None, 1.0, 1.0],
        }
    )


def texts(exhibit):
    (axes,) = exhibit.content.axes
    return [text.get_text() for text in axes.texts]


def test_who_stands_in_one_place_is_put_together(participants):
    places = stakeholders(participants)
    assert list(places["n"]) == [1, 2, 1]
    assert list(places["names"]) == [["teacher"], ["member"], ["head"]]


def test_the_same_role_in_two_groups_is_told_apart(participants):
    participants["role"] = "member"
    names = [name for row in stakeholders(participants)["names"] for name in row]
    assert names == ["member (school)", "member (club)", "member (school)"]


def test_the_grid_names_everybody_and_the_corners(participants):
    exhibit = draw_power_interest(stakeholders(participants), title="Tiny")
    assert {"teacher", "member", "head", " keep informed "} <= set(texts(exhibit))
    assert exhibit.caption.startswith(
        "High in both interest and influence: 2 of 4, among them teacher and head. Tiny: "
        "4 participants by their interest and their influence, from 1 to 5."
    )


def test_a_table_without_interest_has_no_grid(participants):
    assert stakeholders(participants.drop(columns="interest")).empty
    assert stakeholders(participants.assign(interest=float("nan"))).empty


def test_nobody_in_the_upper_corner(participants):
    places = stakeholders(participants[participants["participant"] == "P4"])
    assert "Nobody has both" in draw_power_interest(places, title="Tiny").caption
