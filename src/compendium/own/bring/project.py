"""A coded project, or a table that a program for qualitative analysis exported."""

from compendium.own.bring.given import Brought, Given
from compendium.qda.arrive.importing import check_filled
from compendium.qda.arrive.receipt import receipt
from compendium.qda.read.reader import read_coded


def read_project(given: Given) -> Brought | None:
    """Read a coded project; `UnknownFormat` says what a file seems to be that is none."""
    if not given.may_be("project"):
        return None
    coded = read_coded(given.file, codes=given.codes)
    check_filled(coded, given.name)
    return Brought(coded, tuple(receipt(coded, name=given.name)))
