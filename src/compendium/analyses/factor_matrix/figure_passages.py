"""Heat map of the passages behind each factor in each case."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from compendium.exhibits import style
from compendium.exhibits.exhibit import Exhibit, nothing
from compendium.exhibits.heat import TALLEST_HEAD, cell_hints, draw_heads, draw_heat, heads
from compendium.exhibits.rows import GAP, Row, lay_out, row_figure
from compendium.exhibits.sheet import MARGIN, draw_shades, shades_height
from compendium.language import counted, say

LABELS = 0.5  # of the width
LEAST = 4.2  # millimetres of a row
CELL = 5.0  # millimetres that a column needs
MOST_ROWS = 55


def draw_factor_passages(
    counts: pd.DataFrame,
    factor_labels: Mapping[str, str],
    case_labels: Mapping[str, str],
    *,
    title: str,
) -> Exhibit:
    """Draw a heat map of the passages behind each factor in each case.

    Parameters
    ----------
    counts : DataFrame
        What `co.factor_passages` gives.
    factor_labels, case_labels : mapping
        Name to show for each.
    title : str
        What the cases are, for the caption.

    Returns
    -------
    Exhibit
        The figure. Of many factors and cases those with the most passages are drawn; there is
        none where the study states no numbers.
    """
    if counts.empty:
        return nothing(say("{title}: the study states no numbers of passages.", title=title))
    shown = _most(counts, MOST_ROWS)
    room = style.TALLEST - TALLEST_HEAD - shades_height() - 2 * MARGIN
    laid = _laid(shown, factor_labels)
    while laid.height > room and len(shown) > 1:
        shown = _most(shown, len(shown) - 1)
        laid = _laid(shown, factor_labels)
    width = style.WIDTH - laid.width - GAP - 2 * MARGIN
    shown = _most(shown.T, max(1, int(width / CELL))).T
    columns = heads([case_labels.get(case, case) for case in shown], width / shown.shape[1])
    plot = row_figure(laid, header=columns.height, tick_lines=0, below=shades_height())
    top = max(int(shown.max().max()), 1)
    texts = shown.astype("str").where(shown.notna(), "?")
    names = (
        [factor_labels.get(factor, factor) for factor in shown.index],
        [case_labels.get(case, case) for case in shown],
    )
    told = cell_hints(texts, *names, what=say("Passages"))
    shades = shown.astype("Float64")
    draw_heat(plot.axes, shades, top=top, texts=texts, heights=plot.heights, told=told)
    draw_heads(plot.axes, columns)
    below = MARGIN + columns.height + laid.height + 3.0
    draw_shades(plot.figure, left=MARGIN, top=below, most=top, label=say("Passages"))
    finding = _finding(counts, factor_labels, case_labels)
    caption = say(
        "{finding} {title}: passages by factor (rows) and by case (columns), as the study states "
        "them. A question mark: not stated.",
        finding=finding,
        title=title,
    )
    left = len(counts) - len(shown), counts.shape[1] - shown.shape[1]
    if any(left):
        caption += say(
            " Drawn are those with the most passages; {factors} and {cases} are left out.",
            factors=counted(left[0], "factor"),
            cases=counted(left[1], "case"),
        )
    alt = say(
        "{finding} Heat map of {factors} by {cases}.",
        finding=finding,
        factors=counted(len(shown), "factor"),
        cases=counted(shown.shape[1], "case"),
    )
    return Exhibit(plot.figure, caption, alt)


def _laid(counts: pd.DataFrame, labels: Mapping[str, str]) -> Any:
    rows = [Row(labels.get(factor, factor)) for factor in counts.index]
    return lay_out(rows, most=LABELS * style.WIDTH, least=LEAST, gaps=False)


def _most(counts: pd.DataFrame, most: int) -> pd.DataFrame:
    """Keep the rows with the most passages, in their order."""
    kept = counts.sum(axis=1).sort_values(ascending=False, kind="stable").index[:most]
    return counts[counts.index.isin(kept)]


def _finding(
    counts: pd.DataFrame, factor_labels: Mapping[str, str], case_labels: Mapping[str, str]
) -> str:
    """Say where the most passages stand."""
    cells = counts.stack()
    most = int(cells.max()) if len(cells) else 0
    if not most:
        return say("No factor has a passage.")
    factor, case = cells[cells == most].index[0]
    return say(
        "Most passages, {most}, stand behind {factor} in {case}.",
        most=most,
        factor=factor_labels.get(factor, factor),
        case=case_labels.get(case, case),
    )
