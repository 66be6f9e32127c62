"""Tables of a report: cut to what fits in the text, whole in the appendix and as a workbook."""

import io
import re
import zipfile
from collections.abc import Sequence

import pandas as pd

from compendium.exhibits import markup
from compendium.language import ENGLISH, counted, decimal_sign, say, spoken, tell
from compendium.language.numbers import group_sign
from compendium.own.report.material import Made
from compendium.study.signs import cell_as_written

MOST_ROWS = 10  # of a table in the text
MOST_IN_APPENDIX = 200  # rows; what is longer is in the workbook alone
MOST_BESIDE = 40  # rows of a table that stands in the appendix alone
MOST_COLUMNS = 7

_NOT_IN_A_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
_TIME = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_HELD = re.compile(r"<\d+|–|")  # a number of people that is not told
_LONGEST_SHEET_NAME = 31
_WIDEST = 60


def fitting(table: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Cut a table to the rows and columns that fit in the text.

    Parameters
    ----------
    table : DataFrame
        The table as it was saved, its headings in the language that is spoken.
    columns : sequence of str
        English headings of the columns to keep; where none is named, the first ones.

    Returns
    -------
    DataFrame
        At most 10 rows and 7 columns.
    """
    wanted = [tell(name) for name in columns]
    kept = [name for name in wanted if name in table]
    kept = kept if 2 * len(kept) > min(len(wanted), table.shape[1]) else list(table)[:MOST_COLUMNS]
    return table[kept].head(MOST_ROWS)


def with_entry(table: pd.DataFrame, column: str) -> pd.DataFrame:
    """Choose the rows with an entry in a column, by its English heading; all where none has one.

    Examples
    --------
    >>> len(with_entry(pd.DataFrame({"Item": ["Gender", "Place"], "Value": ["", "5"]}), "Value"))
    1
    """
    chosen = table[table[tell(column)] != ""] if tell(column) in table else table
    return chosen if len(chosen) else table


def holds_all_back(table: pd.DataFrame) -> bool:
    """Whether all numbers of a table are too small to be told, so that it says nothing.

    Examples
    --------
    >>> holds_all_back(pd.DataFrame({"Group": ["school", "club"], "n": ["<5", "–"]}))
    True
    >>> holds_all_back(pd.DataFrame({"Group": ["school", "club"], "n": ["<5", "12"]}))
    False
    """
    held = [
        name
        for name in table
        if table[name].str.startswith("<").any()
        or (table[name].isin(["–", ""]).all() and (table[name] == "–").any())
    ]
    rest = [name for name in table if name not in held]
    return (
        bool(held)
        and all(_HELD.fullmatch(cell) for name in held for cell in table[name])
        and not any(cell[:1].isdigit() for name in rest for cell in table[name])
    )


def is_whole(table: pd.DataFrame, cut: pd.DataFrame) -> bool:
    """Whether nothing was cut from a table."""
    return bool(table.shape == cut.shape)


def cut_note(table: pd.DataFrame, cut: pd.DataFrame, *, whole: str, first: bool = True) -> str:
    """Say what was cut from a table, and where the whole of it is.

    Parameters
    ----------
    table, cut : DataFrame
        The table, and what of it is shown.
    whole : str
        Label of the whole table in the appendix; empty where it is in the workbook alone.
    first : bool, optional
        Whether its first rows are shown, not those that say something.
    """
    where = f"@{whole}" if whole else say("the workbook of tables")
    parts = []
    if len(cut) < len(table):
        about = {"shown": len(cut), "rows": counted(len(table), "row")}
        parts.append(
            say("The first {shown} of {rows}", **about) if first
            else say("{shown} of {rows}", **about)
        )  # fmt: skip
    if cut.shape[1] < table.shape[1]:
        parts.append(say("{shown} of {columns}", shown=cut.shape[1],
                         columns=counted(table.shape[1], "column")))  # fmt: skip
    return say("{parts}; all are in {where}.", parts=", ".join(parts), where=where)


def as_markdown(table: pd.DataFrame) -> str:
    """Write a table as Markdown."""
    return markup.table(table)


def workbook(made: Sequence[Made], titles: dict[str, str]) -> bytes:
    """Put every table of the analyses into one workbook, a sheet each, numbers as numbers.

    Parameters
    ----------
    made : sequence of Made
        What the analyses made.
    titles : dict of str to str
        Heading of each analysis.

    Returns
    -------
    bytes
        A workbook (.xlsx); its first sheet lists the others.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    contents = book.active
    contents.title = say("Contents")
    contents.append([say("Sheet"), say("Section"), say("Table")])
    for one in made:
        for name in one.names("table"):
            sheet = book.create_sheet(_sheet_name(name, book.sheetnames))
            table = one.table(name)
            for place, row in enumerate([list(table), *table.to_numpy().tolist()]):
                sheet.append([_typed(cell) if place else cell for cell in row])
            for number, column in enumerate(table, start=1):
                longest = max([len(column), *table[column].str.len()], default=8)
                width = min(max(8, int(longest)), _WIDEST) + 2
                sheet.column_dimensions[get_column_letter(number)].width = width
            sheet.freeze_panes = "A2"
            caption = one.captions[name]["caption"]
            contents.append([sheet.title, titles[one.step.analysis], caption])
            contents.cell(contents.max_row, 1).hyperlink = f"#'{sheet.title}'!A1"
    for sheet in book:
        for cell in sheet[1]:
            cell.font = Font(bold=True)
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if isinstance(cell.value, str):
                cell.data_type = "s"  # also where it begins like a formula
    for letter, width in (("A", 28), ("B", 32), ("C", 100)):
        contents.column_dimensions[letter].width = width
    content = io.BytesIO()
    book.save(content)
    return _without_times(content.getvalue())


def _without_times(content: bytes) -> bytes:
    """Take the time of writing out of a workbook, so that the same tables give the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            part = _TIME.sub(rb"\g<1>2025-01-01T00:00:00Z", old.read(name))
            info = zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, part)
    return made.getvalue()


def _sheet_name(name: str, taken: Sequence[str]) -> str:
    plain = _NOT_IN_A_SHEET_NAME.sub(" ", name)[:_LONGEST_SHEET_NAME]
    number = 2
    unique = plain
    while unique.casefold() in {other.casefold() for other in taken}:
        unique = f"{plain[: _LONGEST_SHEET_NAME - 3]} {number}"
        number += 1
    return unique


def _typed(text: str) -> int | float | str | None:
    """Give a cell as the number that it shows; a text that begins like a formula stays a text."""
    if not text:
        return None
    if not markup.is_numeric([text]) or text.endswith("%"):
        return cell_as_written(text)  # the cell is a text, whatever it begins with
    plain = text.replace("−", "-").lstrip("+")
    if spoken() != ENGLISH:
        plain = plain.replace(group_sign(spoken()), "").replace(decimal_sign(spoken()), ".")
    plain = plain.replace(",", "").replace("\u202f", "").replace(" ", "")
    try:
        return int(plain) if plain.lstrip("-").isdecimal() else float(plain)
    except ValueError:
        return text
