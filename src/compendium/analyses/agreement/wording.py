"""What the figure and the table of agreement say alike."""

import pandas as pd

UNIT_RULES = {
    "document": "document (a coder gave the code anywhere in the source, or not)",
    "segment": "segment (of each passage that any coder marked: a coder gave the code to it or to "
    "a passage that overlaps it, or not)",
    "character": "character (each lies in a passage to which a coder gave the code, or not)",
}
READ_RULE = (
    "A coder has read a source when they coded at least one passage of it; only sources that two "
    "or more coders have read are compared."
)


def coefficient(value: float) -> str:
    """Write a coefficient with two decimals, or that it is not defined.

    Examples
    --------
    >>> coefficient(0.7431), coefficient(float("nan"))
    ('0.74', 'not defined')
    """
    # Adding nought turns -0.0 into 0.0.
    return "not defined" if pd.isna(value) else f"{round(value, 2) + 0.0:.2f}"
