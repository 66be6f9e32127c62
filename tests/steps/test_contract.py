"""The parameters of a notebook, read without running it."""

import json

import pytest

from compendium.errors import AnalysisError
from compendium.steps.contract import Parameter, check_parameters, parse_value, read_contract
from tiny_compendium import PARAMETERS, write_notebook


def contract_of(tmp_path, source):
    path = tmp_path / "01-x.ipynb"
    write_notebook(path, ["import compendium as co", source])
    return read_contract(path)


def test_every_line_is_a_parameter_in_order(tmp_path):
    source = (
        f"# What can be chosen\n{PARAMETERS}\n\npoints: int = 5  # of the scale\n"
        "share: float = 0.5\nwhole: float = 1\nall_codes: bool = False\nlow: int = -1\n"
    )
    assert list(contract_of(tmp_path, source).values()) == [
        Parameter("study", "str", "tiny"),
        Parameter("points", "int", 5),
        Parameter("share", "float", 0.5),
        Parameter("whole", "float", 1),
        Parameter("all_codes", "bool", False),
        Parameter("low", "int", -1),
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "points: int = 5",
            "01-x.ipynb: the parameters cell does not name the study. "
            'Add the line: study: str = "connectors"  # name of a folder in data/',
        ),
        (
            "study: str",
            "01-x.ipynb, parameters cell, line 1: expected name: type = value with a type out of "
            "str, int, float, bool; found 'study: str'.",
        ),
        (
            f"{PARAMETERS}\npoints = 5",
            "01-x.ipynb, parameters cell, line 2: expected name: type = value with a type out of "
            "str, int, float, bool; found 'points = 5'.",
        ),
        (
            f"{PARAMETERS}\nnames: list = []",
            "01-x.ipynb, parameters cell, line 2: expected name: type = value with a type out of "
            "str, int, float, bool; found 'names: list = []'.",
        ),
        (
            f"{PARAMETERS}\npoints: int = 2 + len('abc')",
            "01-x.ipynb, parameters cell, line 2: the value of points must be written out; "
            "found \"2 + len('abc')\".",
        ),
        (
            f'{PARAMETERS}\npoints: int = "5"',
            "01-x.ipynb: the parameter points must be of type int; found '5'.",
        ),
        (
            f"{PARAMETERS}\npoints: int = True",
            "01-x.ipynb: the parameter points must be of type int; found True.",
        ),
        (
            f"{PARAMETERS}\npoints: int =",
            "01-x.ipynb, parameters cell, line 2: invalid syntax.",
        ),
    ],
)
def test_a_cell_that_is_no_contract_is_refused(tmp_path, source, expected):
    with pytest.raises(AnalysisError) as caught:
        contract_of(tmp_path, source)
    assert str(caught.value) == expected


@pytest.mark.parametrize("number", [0, 2])
def test_there_is_exactly_one_parameters_cell(tmp_path, number):
    path = tmp_path / "01-x.ipynb"
    write_notebook(path, ["import compendium as co", PARAMETERS, "1"])
    content = json.loads(path.read_text())
    for place, cell in enumerate(content["cells"]):
        cell["metadata"] = {"tags": ["parameters"]} if place < number else {}
    path.write_text(json.dumps(content))
    with pytest.raises(AnalysisError) as caught:
        read_contract(path)
    assert str(caught.value) == (
        f"01-x.ipynb: {number} cells are tagged 'parameters'; there must be one. "
        "In JupyterLab, set the tag in the property inspector of the cell."
    )


@pytest.mark.parametrize("content", ["", "{", "[]", "null", "{}", "1"])
def test_a_file_that_is_no_notebook(tmp_path, content):
    path = tmp_path / "01-x.ipynb"
    path.write_text(content)
    with pytest.raises(AnalysisError, match=r"^01-x.ipynb: this is not a notebook \("):
        read_contract(path)


CONTRACT = {
    "study": Parameter("study", "str", "tiny"),
    "points": Parameter("points", "int", 5),
    "share": Parameter("share", "float", 0.5),
    "whole": Parameter("whole", "bool", False),
}


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("study", "5", "5"),
        ("points", "7", 7),
        ("points", "-7", -7),
        ("share", "0.25", 0.25),
        ("share", "1", 1),
        ("whole", "true", True),
        ("whole", "False", False),
    ],
)
def test_text_of_the_command_line_becomes_a_value(name, text, value):
    parsed = parse_value(text, CONTRACT[name])
    assert parsed == value
    assert type(parsed) is type(value)
    check_parameters(CONTRACT, {name: parsed}, notebook="n.ipynb")


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("points", "5.5", "5.5"),
        ("points", "five", "'five'"),
        ("points", "", "''"),
        ("points", "True", "True"),
        ("share", "half", "'half'"),
        ("share", "[1]", "[1]"),
        ("whole", "yes", "'yes'"),
        ("whole", "1", "1"),
    ],
)
def test_a_value_of_another_type_is_refused(name, text, found):
    with pytest.raises(AnalysisError) as caught:
        check_parameters(CONTRACT, {name: parse_value(text, CONTRACT[name])}, notebook="n.ipynb")
    assert str(caught.value) == (
        f"n.ipynb: the parameter {name} must be of type {CONTRACT[name].type}; found {found}."
    )


@pytest.mark.parametrize(
    ("name", "hint"),
    [("point", "Did you mean points?"), ("zzz", "It takes study, points, share, whole.")],
)
def test_a_parameter_that_the_notebook_does_not_have(name, hint):
    with pytest.raises(AnalysisError) as caught:
        check_parameters(CONTRACT, {name: 1}, notebook="n.ipynb")
    assert str(caught.value) == f"n.ipynb: there is no parameter {name!r}. {hint}"
