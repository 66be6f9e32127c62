"""The files of a new study: tables with an example row, and ``study.toml``."""

import csv
import io

from compendium.language import say
from compendium.own.new.wish import Wish
from compendium.study.kinds import example_rows, load_schema

_RESPONDENTS = 12  # of published scores, until the student says how many there were


def template(kind: str, form: str, *, low: int = 1, high: int = 5) -> bytes:
    """Make a table of a kind with its header and an example row.

    Parameters
    ----------
    kind : str
        Kind of the table.
    form : {"csv", "xlsx"}
        As text with commas, or as an Excel workbook.
    low, high : int, optional
        Lowest and highest answer; the example is one of them where it would be outside.

    Returns
    -------
    bytes
        What the file holds.
    """
    rows = example_rows(kind)
    for row in rows if kind == "responses" else []:
        row["rating"] = str(min(max(int(row["rating"]), low), high))
    if form == "xlsx":
        return _workbook(kind, rows)
    text = io.StringIO(newline="")
    table = [list(rows[0]), *(list(row.values()) for row in rows)]
    csv.writer(text, lineterminator="\n").writerows(table)
    return text.getvalue().encode()


def _workbook(kind: str, rows: list[dict[str, str]]) -> bytes:
    """Make a workbook whose identifiers and dates the spreadsheet leaves as they are typed."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    sheet.title = kind
    sheet.freeze_panes = "A2"
    for column, field in enumerate(load_schema(kind)["fields"], start=1):
        name, is_text = field["name"], field["type"] == "string"
        dimension = sheet.column_dimensions[get_column_letter(column)]
        dimension.width = max(12, *(len(row[name]) for row in rows)) + 2
        sheet.cell(1, column, name).font = Font(bold=True)
        for place, row in enumerate(rows, start=2):
            value = row[name] if is_text else _typed(row[name])
            cell = sheet.cell(place, column, value or None)
            if is_text:
                # Else a spreadsheet makes Sep-23 of 2023-09, and 1 of 01.
                dimension.number_format = cell.number_format = "@"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _typed(text: str) -> int | float | str:
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def about(wish: Wish) -> str:
    """Write ``study.toml``."""
    lines = [
        f"# {say('What the study is. Text stands between quotation marks, a number does not.')}",
        f"title = {_quoted(wish.title or wish.label)}",
        f"label = {_quoted(wish.label)}  # {say('a short name, for captions')}",
        f'language = "{wish.language}"  # {say("of texts, tables and report: en or nl")}',
        '# report_language = "en"  # '
        + say("where the report is in another language than the texts"),
        '# date = "2026-06-30"  # ' + say("of the report; without it, the day on which it is made"),
        "",
        "[source]",
        f"authors = [{', '.join(_quoted(name) for name in _authors(wish))}]",
        *([f"institution = {_quoted(wish.institution)}"] if wish.institution else []),
        'type = "thesis"',
    ]
    if {"items"} & set(wish.kinds):
        lines += [
            "",
            f"[scale]  # {say('of the questionnaire')}",
            f"low = {wish.low}  # {say('the lowest answer')}",
            f"high = {wish.high}  # {say('the highest answer')}",
        ]
        if wish.respondents is not None or "responses" not in wish.kinds:
            lines += [
                f"respondents = {wish.respondents or _RESPONDENTS}  "
                f"# {say('how many people answered')}"
            ]
    return "\n".join([*lines, ""])


def _authors(wish: Wish) -> list[str]:
    names = [name.strip() for name in wish.author.split(",") if name.strip()]
    return names or ["A. Student"]


def _quoted(text: str) -> str:
    """Write a text as a string of TOML."""
    escaped = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{"".join(sign for sign in escaped if sign.isprintable())}"'
