"""A coded project, or a table that a program for qualitative analysis exported."""

from dataclasses import replace
from pathlib import Path

from compendium.own.bring.given import Brought, Given
from compendium.own.bring.sheets import encoding_note
from compendium.qda.arrive.importing import check_filled
from compendium.qda.arrive.receipt import receipt
from compendium.qda.arrive.tables import as_csv
from compendium.qda.arrive.variables import HOLDERS, hold_variables
from compendium.qda.read.reader import read_coded

_TABLES = (".csv", ".tsv", ".txt")


def read_project(given: Given) -> Brought | None:
    """Read a coded project; `UnknownFormat` says what a file seems to be that is none."""
    if not given.may_be("project"):
        return None
    coded = read_coded(given.file, codes=given.codes)
    check_filled(coded, given.name)
    there = {kind: table.columns for kind in HOLDERS if (table := given.table(kind)) is not None}
    held = hold_variables(coded, named=given.variables, there=there)
    notes = _encodings(given)
    coded = replace(held.coded, skipped=(*coded.skipped, *notes, *held.lines))
    # With the texts, in the folder that stays on this machine, nothing is held back.
    kept = {
        Path("private", f"variables-of-{kind}.csv"): as_csv(table.fillna(""))
        for kind, table in held.variables.items()
        if given.with_text
    }
    return Brought(coded, tuple(receipt(coded, name=given.name)), kept)


def _encodings(given: Given) -> list[str]:
    """Say as what tables in text were read that do not say their encoding."""
    tables = (path for path in (given.file, given.codes) if path and path.suffix in _TABLES)
    return [
        f"{path.name}: {note}."
        for path in tables
        if path.is_file()
        for note in encoding_note(path.read_bytes())
    ]
