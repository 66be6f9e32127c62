"""The code list for ATLAS.ti's quotation report: the one that lies beside it and fits it best."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from compendium.errors import ProjectError
from compendium.language import counted, listed, say
from compendium.qda.model.coded import Coded
from compendium.qda.model.frequencies import compare_frequencies
from compendium.qda.read.atlasti.codes import find_codes, read_code_list
from compendium.qda.read.sheet import read_sheets

TABLES = (".csv", ".xlsx", ".tsv", ".txt")


@dataclass(frozen=True)
class Fit:
    """How a list fits a report: codes it lacks, and codes whose frequency is that of the report."""

    lacking: int
    same: int
    known: int

    @property
    def words(self) -> str:
        """Say it to people."""
        lacks = (
            say("lacks {codes} of the report", codes=counted(self.lacking, "code"))
            if self.lacking
            else ""
        )
        counts = (
            say("{same} of {known} frequencies agree", same=self.same, known=self.known)
            if self.known
            else ""
        )
        return "; ".join(filter(None, [lacks or say("has every code of the report"), counts]))


def lists_beside(report: Path) -> dict[str, Coded]:
    """Find the code lists that lie beside a quotation report, by the names of their files."""
    lists: dict[str, Coded] = {}
    for path in sorted(report.parent.iterdir()):
        if path == report or path.suffix.lower() not in TABLES or not path.is_file():
            continue
        try:
            sheets = read_sheets(path)
        except ProjectError:
            continue
        for rows in sheets.values():
            if path.name not in lists and find_codes(rows):
                lists[path.name] = read_code_list(rows, name=path.name)
    return lists


def best_list(read: Mapping[str, Coded], names: Mapping[str, Iterable[str]]) -> tuple[str, str]:
    """Choose the list by which a report reads best, and say so.

    Parameters
    ----------
    read : mapping of str to Coded
        The report as read by each list, by the name of its file.
    names : mapping of str to iterable of str
        Names of the codes on each list.

    Returns
    -------
    tuple of str
        Name of the chosen file, and a sentence. The list that lacks fewest codes of the report is
        chosen, then the one whose frequencies agree most; of two that fit the same, the first.
    """
    fits = {name: _fit(coded, set(names[name])) for name, coded in read.items()}
    order = sorted(fits, key=lambda name: (fits[name].lacking, -fits[name].same))
    chosen, *others = order
    if not others:
        told = say(
            "Codes by the code list beside the report, {chosen}: it {words}.",
            chosen=chosen,
            words=fits[chosen].words,
        )
        return chosen, told
    rest = "; ".join(f"{name} {fits[name].words}" for name in others)
    same = [name for name in others if fits[name] == fits[chosen]]
    doubt = (
        say(
            " As well fits {same}: if that is the right one, name it with --codes.",
            same=listed(same),
        )
        if same
        else ""
    )
    return chosen, (
        say(
            "{code_lists} lie beside the report. Used is {chosen}, which fits best: it "
            "{words}. The others: {rest}.{doubt}",
            code_lists=counted(len(fits), "code list"),
            chosen=chosen,
            words=fits[chosen].words,
            rest=rest,
            doubt=doubt,
        )
    )


def with_note(coded: Coded, note: str) -> Coded:
    """Put a sentence before what is told of a report."""
    return replace(coded, skipped=(note, *coded.skipped))


def _fit(coded: Coded, listed: set[str]) -> Fit:
    codes, segments = coded.table("codes"), coded.table("segments")
    used = codes[codes["code"].isin(segments["code"])]
    compared = compare_frequencies(codes, segments)
    same = int((compared["ours"] == compared["theirs"]).sum())
    return Fit(int((~used["name"].isin(listed)).sum()), same, len(compared))
