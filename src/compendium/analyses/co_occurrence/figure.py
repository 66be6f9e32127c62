"""Codes that occur together, as the lower half of a square."""

from collections.abc import Callable, Mapping

import pandas as pd

from compendium.analyses.co_occurrence.pairs import most_together
from compendium.analyses.co_occurrence.wording import nothing_together
from compendium.exhibits.exhibit import Exhibit
from compendium.exhibits.heat import draw_pairs
from compendium.language import counted, say, written
from compendium.rounding import round_half_up

DARKEST = 0.5  # the coefficient with the darkest shade, where none is larger


def draw_code_pairs(
    pairs: pd.DataFrame, labels: Mapping[str, str], *, most: int, title: str
) -> Exhibit:
    """Draw the coefficient of the codes that occur together most.

    Parameters
    ----------
    pairs : DataFrame
        What `co.code_pairs` gives.
    labels : mapping
        Name to show for each code.
    most : int
        How many codes to draw, at least 2: those with the most overlapping passages.
    title : str
        What was coded, for the caption.

    Returns
    -------
    Exhibit
        The figure, without pairs of a code and one below it; nothing, where no two codes occur
        together.
    """
    pairs = pairs[~pairs["nested"].astype(bool)]
    if pairs.empty:
        return nothing_together(title)
    chosen = most_together(pairs, labels, most=most)
    known = pairs.set_index(["code", "other"])["c"]
    square = pd.DataFrame(
        [
            (code, other, known.get((code, other), float("nan")))
            for place, code in enumerate(chosen)
            for other in chosen[place + 1 :]
        ],
        columns=["code", "other", "c"],
    )
    figure = draw_pairs(
        square,
        labels,
        columns=("code", "other", "c"),
        top=max(float(square["c"].max()), DARKEST),
        write=lambda value: written(value, 2),
        key=say("Coefficient"),
        of=_rests_on(pairs, labels),
    )
    left_out = len(set(pairs["code"]) | set(pairs["other"])) - len(chosen)
    rest = (
        say("; {further_codes} in the table", further_codes=counted(left_out, "further code"))
        if left_out
        else ""
    )
    strongest = pairs.iloc[0]
    pair = say(" and ").join(
        labels[code].replace("\n", " ") for code in (strongest.code, strongest.other)
    )
    finding = say(
        "The strongest pair is {pair} ({c:.2f}).", pair=pair, c=round_half_up(float(strongest.c), 2)
    )
    return Exhibit(
        figure,
        say(
            "{finding} {title}: coefficient of the codes whose passages are the same "
            "or overlap, c = n12 / (n1 + n2 - n12), of the {codes} with the most such "
            "passages{rest}. A blank cell: never together.",
            finding=finding,
            title=title,
            codes=counted(len(chosen), "code"),
            rest=rest,
        ),
        say(
            "{finding} Lower half of a square of {codes}.",
            finding=finding,
            codes=counted(len(chosen), "code"),
        ),
    )


def _rests_on(pairs: pd.DataFrame, labels: Mapping[str, str]) -> Callable[[str, str], str]:
    """Say of a pair how many passages each code has, and how many are the same or overlap."""
    known = pairs.set_index(["code", "other"])

    def of(code: str, other: str) -> str:
        pair = known.loc[(code, other)]
        each = [
            f"{labels[name]} {counted(int(number), 'passage')}"
            for name, number in ((code, pair["n"]), (other, pair["n_other"]))
        ]
        return f" ({say('Same or overlapping')} {int(pair['overlapping'])}; {', '.join(each)})"

    return of
