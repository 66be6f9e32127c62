"""A notebook's contract: the parameters that it takes, read without running it."""

import ast
import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compendium.errors import AnalysisError
from compendium.files import read_object

TAG = "parameters"
TYPES: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "int": (int,),
    "float": (int, float),
    "bool": (bool,),
}


@dataclass(frozen=True)
class Parameter:
    """One parameter of a notebook.

    Parameters
    ----------
    name : str
        Its name.
    type : str
        ``str``, ``int``, ``float`` or ``bool``.
    default : object
        Its value when none is given.
    """

    name: str
    type: str
    default: Any


def read_contract(notebook: Path) -> dict[str, Parameter]:
    """Read the parameters of a notebook from its cell tagged ``parameters``.

    Parameters
    ----------
    notebook : Path
        An ``.ipynb`` file.

    Returns
    -------
    dict of str to Parameter
        In the order of the cell.

    Raises
    ------
    AnalysisError
        When there is not exactly one such cell, a line is not ``name: type = value``, or the
        parameter ``study`` is missing.
    """
    try:
        cells = read_object(notebook)["cells"]
        tagged = [
            "".join(cell["source"])
            for cell in cells
            if TAG in cell.get("metadata", {}).get("tags", [])
        ]
    except OSError as error:
        raise AnalysisError(
            f"{notebook.name}: the notebook cannot be read ({error.strerror}). Check that you may "
            "open it, and that it is a file."
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise AnalysisError(
            f"{notebook.name}: this is not a notebook ({error!r}). Open it in JupyterLab, or "
            "restore it from the repository."
        ) from error
    if len(tagged) != 1:
        raise AnalysisError(
            f"{notebook.name}: {len(tagged)} cells are tagged {TAG!r}; there must be one. "
            "In JupyterLab, set the tag in the property inspector of the cell."
        )
    parameters = _parse(tagged[0], notebook.name)
    if "study" not in parameters:
        raise AnalysisError(
            f"{notebook.name}: the parameters cell does not name the study. "
            'Add the line: study: str = "connectors"  # name of a folder in data/'
        )
    return parameters


def check_parameters(
    contract: Mapping[str, Parameter], given: Mapping[str, Any], *, notebook: str
) -> None:
    """Check that every value given is a parameter of the notebook, and of its type.

    Raises
    ------
    AnalysisError
        Naming the unknown parameter, or the expected and the found type.
    """
    for name, value in given.items():
        if name not in contract:
            near = difflib.get_close_matches(name, contract, n=1)
            hint = f"Did you mean {near[0]}?" if near else f"It takes {', '.join(contract)}."
            raise AnalysisError(f"{notebook}: there is no parameter {name!r}. {hint}")
        expected = contract[name].type
        is_bool = isinstance(value, bool)
        if not isinstance(value, TYPES[expected]) or (is_bool and expected != "bool"):
            raise AnalysisError(
                f"{notebook}: the parameter {name} must be of type {expected}; found {value!r}."
            )


def parse_value(text: str, parameter: Parameter) -> Any:
    """Turn the text of the command line into a value of the parameter's type.

    Examples
    --------
    >>> parse_value("5", Parameter("points", "int", 7))
    5
    >>> parse_value("5", Parameter("study", "str", "connectors"))
    '5'
    """
    if parameter.type == "str":
        return text
    try:
        return ast.literal_eval(text.capitalize() if parameter.type == "bool" else text)
    except (ValueError, SyntaxError):
        return text


def _parse(source: str, name: str) -> dict[str, Parameter]:
    parameters = {}
    try:
        statements = ast.parse(source).body
    except SyntaxError as error:
        raise AnalysisError(
            f"{name}, parameters cell, line {error.lineno}: {error.msg}."
        ) from error
    except (ValueError, RecursionError, MemoryError) as error:
        raise AnalysisError(f"{name}, parameters cell: this is not Python ({error}).") from error
    for statement in statements:
        if (
            not isinstance(statement, ast.AnnAssign)
            or not isinstance(statement.target, ast.Name)
            or not isinstance(statement.annotation, ast.Name)
            or statement.annotation.id not in TYPES
            or statement.value is None
        ):
            raise AnalysisError(
                f"{name}, parameters cell, line {statement.lineno}: expected name: type = value "
                f"with a type out of {', '.join(TYPES)}; found {ast.unparse(statement)!r}."
            )
        name_of, kind = statement.target.id, statement.annotation.id
        try:
            parameters[name_of] = Parameter(name_of, kind, ast.literal_eval(statement.value))
        except ValueError as error:
            raise AnalysisError(
                f"{name}, parameters cell, line {statement.lineno}: the value of {name_of} must be "
                f"written out; found {ast.unparse(statement.value)!r}."
            ) from error
    defaults = {parameter.name: parameter.default for parameter in parameters.values()}
    check_parameters(parameters, defaults, notebook=name)
    return parameters
