"""The receipt of an import: what a file holds, what was counted, what was left out and why."""

import pandas as pd

from compendium.language import counted, listed, say, tell
from compendium.qda.model.accounts import count_codes
from compendium.qda.model.coded import Coded
from compendium.qda.model.frequencies import compare_frequencies
from compendium.rounding import round_half_up

_SHOWN = 10
_WIDEST = 10  # of the words in front of the numbers


def receipt(coded: Coded, *, name: str) -> list[str]:
    """Say what a coded project holds.

    Parameters
    ----------
    coded : Coded
        What a reader gives.
    name : str
        Name of the file.

    Returns
    -------
    list of str
        A line each: the program, the numbers of documents, codes, segments, coders and cases,
        the unit of the offsets, the program's own counts against ours, and what was left out.
    """
    tool = " ".join(part for part in (coded.tool or say("unknown program"), coded.version) if part)
    segments, coders = coded.table("segments"), coded.coders
    passages = counted(segments["segment"].nunique(), "passage")
    found = {
        say("documents"): str(len(coded.table("sources"))),
        say("codes"): count_codes(coded.table("codes")),
        say("segments"): say(
            "{number} (codes given to {passages})", number=len(segments), passages=passages
        ),
        say("coders"): f"{len(coders)}: {listed(coders)}" if coders else say("not in the file"),
        say("cases"): str(len(coded.table("cases"))),
    }
    if pairs := len(coded.table("presence")):
        found[say("presence")] = say("{number} (factors in cases)", number=pairs)
    found[say("offsets")] = _offsets(coded)
    lines = [f"{name}: {tool}"]
    lines += [f"  {word:<{_WIDEST}} {what}" for word, what in found.items()]
    lines += [f"  {line}" for line in frequency_lines(coded)]
    if not coded.skipped:
        return [*lines, "  " + say("nothing was left out")]
    told = "  " + say("left out, or worth knowing:")
    return [*lines, told, *(f"    {line}" for line in coded.skipped)]


def frequency_lines(coded: Coded) -> list[str]:
    """Compare the program's own frequency of each code with the passages found for it.

    A passage of ``T1: x`` counts for the category ``T1`` too, once.
    """
    compared = compare_frequencies(coded.table("codes"), coded.table("segments"))
    if compared.empty:
        return []
    same = int((compared["ours"] == compared["theirs"]).sum())
    line = say(
        "frequencies {same} of {number} codes have as many passages as the program says",
        same=same,
        number=len(compared),
    )
    apart = [
        say("{label} {ours}, there {theirs}", label=row.label, ours=row.ours, theirs=row.theirs)
        for row in compared.itertuples()
        if row.ours != row.theirs
    ]
    if not apart:
        return [line]
    dots = "; ..." if len(apart) > _SHOWN else ""
    return [
        line,
        "  " + say("these have not: {apart}", apart="; ".join(apart[:_SHOWN]) + dots),
    ]


def compare_pairs(pairs: pd.DataFrame, segments: pd.DataFrame, codes: pd.DataFrame) -> pd.DataFrame:
    """Put the program's co-occurrence of codes beside ours.

    Two codes go together in every passage that carries both; the codes below a code count for it.
    The coefficient is c = n12 / (n1 + n2 - n12), rounded half up to two decimals.

    Parameters
    ----------
    pairs : DataFrame
        Columns ``first, second`` (names or labels of codes), ``together`` and ``coefficient``.
    segments, codes : DataFrame
        Tables of these kinds, of the study.

    Returns
    -------
    DataFrame
        The pairs whose codes are in the study, with ``our_together``, ``our_coefficient`` and
        ``agrees``.
    """
    passages = _passages(segments, codes)
    code_of = _names(codes)
    rows = []
    for pair in pairs.itertuples():
        first, second = code_of.get(str(pair.first)), code_of.get(str(pair.second))
        if first is None or second is None:
            continue
        one, other = passages.get(first, set()), passages.get(second, set())
        both, either = len(one & other), len(one | other)
        ours = round_half_up(both / either, 2) if either else 0.0
        agrees = (pd.isna(pair.together) or int(pair.together) == both) and (
            pd.isna(pair.coefficient) or round_half_up(float(pair.coefficient), 2) == ours
        )
        rows.append(
            (pair.first, pair.second, pair.together, pair.coefficient, both, ours, bool(agrees))
        )
    columns = ["first", "second", "together", "coefficient"]
    return pd.DataFrame(rows, columns=[*columns, "our_together", "our_coefficient", "agrees"])


def pair_lines(compared: pd.DataFrame, pairs: int) -> list[str]:
    """Say how many pairs agree, and show the first that do not."""
    if compared.empty:
        return [
            say(
                "co-occurrence: none of the {pairs} pairs has two codes that the study has",
                pairs=pairs,
            )
        ]
    lines = [
        say(
            "co-occurrence: {same} of {number} pairs of codes agree with the segments of the study",
            same=int(compared["agrees"].sum()),
            number=len(compared),
        )
    ]
    if pairs > len(compared):
        lines.append(
            say(
                "{pairs} with a code the study does not have",
                pairs=counted(pairs - len(compared), "pair"),
            )
        )
    for row in compared[~compared["agrees"].astype(bool)].head(_SHOWN).itertuples():
        lines.append(
            "  "
            + say(
                "{first} with {second}: {together} in the file, {our_together} (c = "
                "{our_coefficient:.2f}) in the study",
                first=row.first,
                second=row.second,
                together=_shown(row.together, row.coefficient),
                our_together=row.our_together,
                our_coefficient=row.our_coefficient,
            )
        )
    return lines


def _shown(together: object, coefficient: object) -> str:
    parts = [] if pd.isna(together) else [f"{int(together)}"]  # type: ignore[call-overload]
    if not pd.isna(coefficient):
        parts.append(say("c = {value:.2f}", value=float(coefficient)))  # type: ignore[arg-type]
    return say(" with ").join(parts) or say("nothing")


def _offsets(coded: Coded) -> str:
    if not coded.unit:
        return say("none in the file, or no text to judge them by")
    if coded.unit_score is None:
        return unit_in_words(coded.unit)
    return say(
        "{unit}; {fit:.1%} of the passages fit",
        unit=unit_in_words(coded.unit),
        fit=coded.unit_score,
    )


def unit_in_words(label: str) -> str:
    """Say a unit of offsets, of which the record of an import keeps the English name."""
    return ", ".join(tell(part) for part in label.split(", "))


def _names(codes: pd.DataFrame) -> dict[str, str]:
    """Code by each name that only one code has: identifier, label, and label after its parent's."""
    label_of = dict(zip(codes["code"], codes["label"], strict=True))
    found: dict[str, set[str]] = {}
    for row in codes.to_dict("records"):
        names = {row["code"], row["label"], row.get("name")}
        if row.get("parent") in label_of:
            names.add(f"{label_of[row['parent']]}: {row['label']}")
        for name in names:
            if isinstance(name, str):
                found.setdefault(name, set()).add(row["code"])
    return {name: next(iter(those)) for name, those in found.items() if len(those) == 1}


def _passages(segments: pd.DataFrame, codes: pd.DataFrame) -> dict[str, set[str]]:
    parent = dict(zip(codes["code"], codes["parent"], strict=True)) if "parent" in codes else {}
    passages: dict[str, set[str]] = {}
    for segment, code in zip(segments["segment"], segments["code"], strict=True):
        passed: set[str] = set()
        while isinstance(code, str) and code not in passed:
            passages.setdefault(code, set()).add(segment)
            passed.add(code)
            code = parent.get(code)
    return passages
