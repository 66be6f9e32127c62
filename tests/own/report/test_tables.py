"""The workbook of a report: numbers are numbers, and no text is a formula."""

import io
from types import SimpleNamespace

import openpyxl
import pandas as pd

from compendium.own.report.tables import workbook


class Made:
    """What an analysis made: one table."""

    def __init__(self, table, caption):
        self.step = SimpleNamespace(analysis="answers")
        self.captions = {"t": {"caption": caption}}
        self._table = table

    def names(self, kind):
        return ["t"] if kind == "table" else []

    def table(self, name):
        return self._table


def test_a_text_that_begins_like_a_formula_is_a_text_and_a_number_a_number():
    cells = ["=1+1", "'=HYPERLINK(1)", "+3.5", "-2", "@x", "<5", "- remark"]
    table = pd.DataFrame({"=A1": cells, "n": ["1"] * len(cells)})
    made = Made(table, "=2+2 is a caption")
    book = openpyxl.load_workbook(io.BytesIO(workbook([made], {"answers": "Answers"})))
    sheet = book["t"]
    values = [(cell.value, cell.data_type) for cell in sheet["A"]]
    assert values == [
        ("=A1", "s"), ("=1+1", "s"), ("=HYPERLINK(1)", "s"), (3.5, "n"), (-2, "n"), ("@x", "s"),
        ("<5", "s"), ("- remark", "s"),
    ]  # fmt: skip
    assert {cell.data_type for row in book["Contents"].iter_rows() for cell in row} == {"s"}
