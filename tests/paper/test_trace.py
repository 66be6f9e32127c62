"""From a number, a value or a figure back to the tables and the place in the publication."""

from pathlib import Path

import pytest

from compendium.cli import main
from compendium.errors import CompendiumError
from compendium.layout import Layout
from compendium.paper.trace import trace

LAYOUT = Layout(Path(__file__).parents[2])


def told(asked):
    return "\n".join(trace(LAYOUT, asked))


@pytest.mark.parametrize("asked", ["table-7-total-tunnelvisie", "Table-7-total-tunnelvisie"])
def test_a_printed_number_is_followed_to_its_rows(asked):
    text = told(asked)
    assert text.startswith("cases with tunnel vision: printed as 5\n")
    assert "place       Table 7, p. 69, row Totaal" in text
    assert "verdict     reproduced (tested)" in text
    assert "rows        presence: factor = tunnelvisie (9 rows)" in text
    assert "their place Table 7, p. 69, row 1;" in text
    assert "value       total.tunnelvisie in figures/cocreation/factor-matrix/values.json" in text
    assert "factor-matrix.ipynb" in text
    assert "sha256 " in text


def test_a_value_gives_every_number_that_is_held_against_it():
    text = told("cocreation/factor-matrix/total.tunnelvisie")
    assert text.count("printed as 5") == 2


def test_a_number_is_found_as_it_is_printed():
    text = told("sixty-four")
    assert "respondents interviewed: printed as sixty-four" in text
    assert "not computable" in text


def test_many_are_cut_off():
    assert told("9").splitlines()[-1].endswith("more: give the identifier of one")


def test_what_is_nowhere_is_said(monkeypatch, capsys):
    with pytest.raises(CompendiumError, match=r"'nosuch' is no printed number"):
        told("nosuch")
    monkeypatch.setenv("COMPENDIUM_ROOT", str(LAYOUT.root))
    assert main(["trace", "nosuch"]) == 1
    assert "figures/verification.csv" in capsys.readouterr().err


def test_before_the_verification_the_advice_is_to_verify(tmp_path):
    with pytest.raises(CompendiumError, match="compendium verify"):
        list(trace(Layout(tmp_path), "9"))


@pytest.mark.parametrize("content", [b"", b"study\n1\n", b"\xff\xfe", b'"'])
def test_a_damaged_verification_is_told(content, tmp_path):
    layout = Layout(tmp_path)
    layout.figures.mkdir()
    (layout.figures / "verification.csv").write_bytes(content)
    with pytest.raises(CompendiumError):
        list(trace(layout, "x"))
