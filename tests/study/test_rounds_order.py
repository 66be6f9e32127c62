"""The order that names of rounds suggest."""

import pytest

from compendium.study.rounds import expected_order


@pytest.mark.parametrize(
    "names",
    [
        ["nulmeting", "tussenmeting", "eindmeting"],
        ["eerste meting", "tweede meting", "derde meting"],
        ["sept 2023", "mrt 2024"],
        ["najaar 2023", "voorjaar 2024"],
        ["september", "januari"],
        ["week 9", "week 10"],
        ["1e meting", "2e meting", "10e meting"],
        ["before", "during", "after"],
    ],
)
def test_what_is_in_order_stays_so(names):
    assert expected_order(names) == names


def test_months_of_one_year_and_of_two():
    assert expected_order(["januari", "maart", "februari"]) == ["januari", "februari", "maart"]
    assert expected_order(["mei 2024", "okt 2023"]) == ["okt 2023", "mei 2024"]
