"""Themes by case, with short cells: the framework matrix."""

from collections.abc import Mapping

import pandas as pd

from compendium.exhibits import style
from compendium.exhibits.exhibit import Exhibit
from compendium.exhibits.hints import hint
from compendium.exhibits.lettering import fit, line_height, width_of
from compendium.exhibits.sheet import MARGIN, axes_at
from compendium.language import counted, say, say_number, tell

MOST_THEMES, MOST_ROWS, MOST_CODES = 7, 10, 3
LINES = 6  # of a name at most
LABELS = 0.17  # of the width, for the names of the rows
PAD = 1.2  # millimetres inside a cell


def draw_framework(
    counts: pd.DataFrame,
    tree: pd.DataFrame,
    column_labels: Mapping[str, str],
    *,
    title: str,
    by: str,
) -> Exhibit:
    """Draw for each case (or source) and theme the codes used most, in short cells.

    Parameters
    ----------
    counts : DataFrame
        What `co.cross_count` gives; codes as index.
    tree : DataFrame
        What `co.code_counts` gives. A theme is a code with others below it, at the highest level
        that has several of these.
    column_labels : mapping
        Name to show for each case or source.
    title : str
        What was coded, for the caption.
    by : str
        What the rows are, in one word: ``source``, ``case``, ``coder``.

    Returns
    -------
    Exhibit
        The figure: a row for each case or source, a column for each theme; at most the seven
        themes and the ten rows with the most passages. In a cell the three codes below the
        theme with the most passages there; without one it is blank.

    References
    ----------
    Ritchie and Spencer (1994), Qualitative data analysis for applied policy research.
    """
    labels = dict(zip(tree["code"], tree["label"], strict=True))
    roots = _roots(tree, _level(tree))
    themes = [
        code
        for code in tree["code"]
        if roots[code] == code and _has_below(code, roots) and code in counts.index
    ]
    themes = sorted(themes, key=lambda code: -int(counts.loc[code].sum()))[:MOST_THEMES]
    order = counts.loc[themes].sum().sort_values(ascending=False, kind="stable").index
    rows = [name for name in counts if name in set(order[:MOST_ROWS])]
    beside = not style.IS_NARROW
    left = LABELS * style.WIDTH if beside else 0.0
    width = (style.WIDTH - left - 2 * MARGIN) / len(themes)
    cells = {
        (row, theme): _cell(counts[row], theme, roots, labels, width - 2 * PAD)
        for row in rows
        for theme in themes
    }
    line = line_height(style.SMALL)
    headings = [
        fit(str(labels[theme]), width - 2 * PAD, style.BODY, lines=LINES, bold=True)
        for theme in themes
    ]
    head = (1 + max(name.count("\n") for name in headings)) * line_height(style.BODY) + 2
    names = [
        fit(
            str(column_labels.get(row, row)),
            left - 3 if beside else style.WIDTH - 2 * MARGIN,
            style.SMALL,
            lines=LINES,
            bold=True,
        )
        for row in rows
    ]
    # In a narrow figure a name stands above its cells.
    below = [0.0 if beside else line * (1 + name.count("\n")) for name in names]
    heights = [
        max(
            line * (1 + name.count("\n")),
            over + line * max(len(cells[row, theme]) for theme in themes),
        )
        + 2 * PAD
        for row, name, over in zip(rows, names, below, strict=True)
    ]
    figure = style.new_figure(head + sum(heights) + 2 * MARGIN, free=True)
    across, down = style.WIDTH - 2 * MARGIN, head + sum(heights)
    axes = axes_at(figure, MARGIN, MARGIN, across, down)
    axes.set(xlim=(0, across), ylim=(down, 0), xticks=[], yticks=[])
    style.bare(axes)
    for place, heading in enumerate(headings):
        axes.text(left + place * width + PAD, head - 1.5, heading, va="bottom",
                  fontsize=style.BODY, fontweight="bold")  # fmt: skip
    top = head
    for number, (row, name, height) in enumerate(zip(rows, names, heights, strict=True)):
        start = top + PAD + below[number]
        if number % 2 == 0:
            axes.axhspan(top, top + height, color=style.FAINT, zorder=0, linewidth=0)
        axes.text(0, top + PAD, name, va="top", fontsize=style.SMALL, fontweight="bold")
        for place, theme in enumerate(themes):
            text = "\n".join(cells[row, theme])
            axes.text(left + place * width + PAD, start, text, va="top",
                      fontsize=style.SMALL, linespacing=1.15)  # fmt: skip
            passages = counted(int(counts.loc[theme, row]), "passage")
            hint(axes, f"{column_labels.get(row, row)}, {labels[theme]}: {passages}",
                 (left + place * width, left + (place + 1) * width),
                 (top, top + height))  # fmt: skip
        top += height
    return _exhibit(figure, counts, cells, rows, themes, title, by)


def _exhibit(
    figure: object,
    counts: pd.DataFrame,
    cells: Mapping[tuple[object, str], list[str]],
    rows: list[object],
    themes: list[str],
    title: str,
    by: str,
) -> Exhibit:
    empty = sum(not text for text in cells.values())
    finding = (
        say_number(
            empty,
            "Of {cells} cells {number} is blank.",
            "Of {cells} cells {number} are blank.",
            cells=len(cells),
        )
        if empty
        else say("Of {cells} cells none is blank.", cells=len(cells))
    )
    left_out = counts.shape[1] - len(rows)
    more = say(" Not drawn: {rows} with fewer passages.", rows=counted(left_out, by))
    caption = say(
        "{finding} {title}: themes (columns) by {by} (rows), with the codes of each theme that "
        "have most passages there, and how many.{more}",
        finding=finding,
        title=title,
        by=tell(by),
        more=more if left_out else "",
    )
    alt = say(
        "{finding} Table of {rows} by {themes}, with names of codes in its cells.",
        finding=finding,
        rows=counted(len(rows), by),
        themes=counted(len(themes), "theme"),
    )
    return Exhibit(figure, caption, alt)


def has_themes(tree: pd.DataFrame) -> bool:
    """Whether some code has others with passages below it, so that there are themes to draw."""
    return bool(((tree["depth"] > 0) & (tree["together"] > 0)).any())


def _level(tree: pd.DataFrame) -> int:
    """Find the level of the themes: the highest with several codes that have others below them."""
    above = tree["code"].isin(tree["parent"].dropna())
    levels = tree.loc[above, "depth"].value_counts()
    return int(min((depth for depth, n in levels.items() if n > 1), default=0))


def _roots(tree: pd.DataFrame, level: int) -> dict[str, str]:
    """Theme of each code, itself where it is one; the table is in the order of the tree."""
    roots: dict[str, str] = {}
    top = ""
    for code, depth in zip(tree["code"], tree["depth"], strict=True):
        top = code if depth <= level else top
        roots[code] = top
    return roots


def _has_below(root: str, roots: Mapping[str, str]) -> bool:
    return any(top == root and code != root for code, top in roots.items())


def _cell(
    column: pd.Series, theme: str, roots: Mapping[str, str], labels: Mapping[str, str], room: float
) -> list[str]:
    """Give the codes below a theme that have most passages in one case, and how many."""
    below = [code for code, top in roots.items() if top == theme and code != theme]
    found = column.reindex(below).dropna()
    found = found[found > 0].sort_values(ascending=False, kind="stable").head(MOST_CODES)
    texts = [_with_number(str(labels[code]), int(number), room) for code, number in found.items()]
    return "\n".join(texts).split("\n") if texts else []


def _with_number(label: str, number: int, room: float) -> str:
    """Put a number behind the last line of a label."""
    count = f" {number}"
    return fit(label, room - width_of(count, style.SMALL), style.SMALL, lines=LINES) + count
