"""How often codes were used: a heat map, and the code tree with its counts."""

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from compendium.analyses.code_frequencies.use import most_used
from compendium.exhibits import style
from compendium.exhibits.exhibit import Exhibit
from compendium.exhibits.heat import draw_heat
from compendium.exhibits.tree import draw_tree, shorten, tree_width
from compendium.naming import counted, listed

ROW = 4.6  # millimetres per row
PAGE_HEIGHT = 225  # millimetres: what a page holds beside its caption
MOST_ROWS = 62
MOST_COLUMNS = 30
DIGIT = 0.26  # millimetres per digit and point of size, about
SMALLEST = 6.5  # points
NARROWEST = 4.0  # millimetres that a column with its label on one line needs
TWO_LINES = 6.5  # millimetres that two lines of a label need
FORM_COLOURS = {"quotation": style.BLUE, "mention": style.YELLOW, "coding": style.GREEN}
FORM_HATCHES = {"quotation": "", "mention": "////", "coding": ".."}


def draw_code_counts(
    counts: pd.DataFrame,
    tree: pd.DataFrame,
    column_labels: Mapping[str, str],
    *,
    title: str,
    by: str,
    most: int = MOST_ROWS,
) -> Exhibit:
    """Draw a heat map of passages by code and by source, case or another column.

    Parameters
    ----------
    counts : DataFrame
        What `co.cross_count` gives; codes as index.
    tree : DataFrame
        What `co.code_counts` gives, for order, depth and labels.
    column_labels : mapping
        Name to show for each column.
    title : str
        What was coded, for the caption.
    by : str
        What the columns are, in one word: ``source``, ``case``, ``coder``.
    most : int, optional
        Number of codes to draw, the most used with the codes above them; at most 62.

    Returns
    -------
    Exhibit
        The figure. Of many columns those with the most passages are drawn.
    """
    every, kept = counts, most_used(tree, most=min(most, MOST_ROWS))
    counts = counts[counts.index.isin(kept["code"])]
    named = tree.set_index("code").loc[counts.index]
    width = tree_width(named)
    counts = _fitting(counts, style.PAGE_WIDTH - width)
    figure = style.new_figure(_row_height(len(counts)) * len(counts) + 40)
    left, axes = figure.subplots(1, 2, width_ratios=[width, style.PAGE_WIDTH - width])
    draw_tree(left, named, width=width)
    left.set_ylim(len(counts) - 0.5, -0.5)
    texts = counts.astype(str).where(counts > 0, "")
    cell = (style.PAGE_WIDTH - width) / counts.shape[1]
    size = min(8.0, cell / (DIGIT * _digits(counts)))
    draw_heat(axes, counts, top=max(int(counts.to_numpy().max()), 1), texts=texts, size=size)
    names = [_header(column_labels.get(name, str(name)), cell) for name in counts]
    axes.xaxis.tick_top()
    places = [place + 0.5 for place in range(len(names))]
    axes.set_xticks(places, names, rotation=90, ha="center", va="bottom")
    axes.tick_params(length=0)
    caption = (
        f"{title}: passages by code (rows; a code includes those below it) and by {by} (columns). "
        f"An empty cell means none.{_left_out(every, counts, by)}"
    )
    return Exhibit(figure, caption, _counts_alt(counts, named, column_labels, by))


def draw_code_tree(
    tree: pd.DataFrame, forms: Sequence[str], *, title: str, most: int = MOST_ROWS
) -> Exhibit:
    """Draw the code tree with the passages of each code, those of the codes below it included.

    Parameters
    ----------
    tree : DataFrame
        What `co.code_counts` gives.
    forms : sequence of str
        Forms of passages to stack: columns of the table.
    title : str
        What was coded, for the caption.
    most : int, optional
        Number of codes with passages to draw, the most used with the codes above them; at most
        62.

    Returns
    -------
    Exhibit
        The figure: the tree on the left, English labels where the study gives them, and bars
        on the right. Of more than 62 codes only those with passages are drawn.
    """
    shown = most_used(tree, most=min(most, MOST_ROWS))
    if len(tree) <= MOST_ROWS and len(shown) == (tree["together"] > 0).sum():
        shown = tree
    shown = shown.reset_index(drop=True)
    figure = style.new_figure(_row_height(len(shown)) * len(shown) + 18)
    width, english = tree_width(shown), _english(shown)
    ratios = [width, *([42] if english else []), style.PAGE_WIDTH - width - (42 if english else 0)]
    panels = figure.subplots(1, len(ratios), sharey=True, width_ratios=ratios)
    draw_tree(panels[0], shown, width=width)
    if english:
        _draw_english(panels[1], english)
    _draw_bars(panels[-1], shown, forms)
    panels[0].set_ylim(len(shown) - 0.4, -0.6)
    handles = [
        Patch(
            facecolor=FORM_COLOURS[form],
            hatch=FORM_HATCHES[form],
            edgecolor="white",
            label=f"{form}s",
        )
        for form in forms
    ]
    figure.legend(handles=handles, loc="outside lower center", ncols=max(len(forms), 1))
    return Exhibit(figure, _tree_caption(tree, shown, title), _tree_alt(tree))


def _fitting(counts: pd.DataFrame, width: float) -> pd.DataFrame:
    """Keep the columns with the most passages: as many as fit into a width in millimetres."""
    needed = max(_digits(counts) * DIGIT * SMALLEST, NARROWEST)
    room = max(min(MOST_COLUMNS, int(width / needed)), 1)
    largest = counts.sum().sort_values(ascending=False, kind="stable").index[:room]
    return counts.loc[:, counts.columns.isin(largest)]


def _digits(counts: pd.DataFrame) -> int:
    return len(str(int(counts.to_numpy().max())))


def _header(label: str, cell: float) -> str:
    """Break the label of a column in lines, where its cells are wide enough for two."""
    return style.wrap(label, 22) if cell >= TWO_LINES else style.cut(label, 40)


def _left_out(every: pd.DataFrame, drawn: pd.DataFrame, by: str) -> str:
    """Say what a heat map does not show on its own."""
    rows, columns = len(every) - len(drawn), every.shape[1] - drawn.shape[1]
    parts = []
    if rows:
        parts.append(f"Drawn are the most used codes with those above them; {rows} are left out.")
    if columns:
        parts.append(f"{counted(columns, by)} with fewer passages are not drawn.")
    return "".join(f" {part}" for part in parts)


def _row_height(rows: int) -> float:
    """Millimetres per row, so that the figure stays on one page."""
    return min(ROW, PAGE_HEIGHT / max(rows, 1))


def _draw_bars(axes: Axes, tree: pd.DataFrame, forms: Sequence[str]) -> None:
    places = range(len(tree))
    start = pd.Series(0, index=tree.index)
    for form in forms:
        axes.barh(
            places,
            tree[form],
            left=start,
            height=0.62,
            color=FORM_COLOURS[form],
            hatch=FORM_HATCHES[form],
            edgecolor="white",
            linewidth=0.4,
        )
        start = start + tree[form]
    for place, total in zip(places, start, strict=True):
        axes.annotate(
            str(total),
            (total, place),
            xytext=(3, 0),
            textcoords="offset points",
            va="center",
            fontsize=7.5,
            color=style.INK if total else style.GREY,
        )
    axes.set(xlim=(0, max(int(start.max()), 1) * 1.2), xlabel="Passages")
    axes.xaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 2.5, 5, 10], integer=True))
    style.bare(axes, keep=["bottom"])


def _english(tree: pd.DataFrame) -> list[str]:
    """English labels where they differ from the printed ones; empty when no label does."""
    pairs = zip(tree["label"], tree["label_en"], strict=True)
    labels = ["" if pd.isna(english) or english == label else english for label, english in pairs]
    return labels if any(labels) else []


def _draw_english(axes: Axes, labels: Sequence[str]) -> None:
    for place, label in enumerate(labels):
        axes.text(0, place, style.cut(label, 34), va="center", fontsize=7, color=style.GREY)
    axes.set_xlim(0, 1)
    axes.set_xticks([])
    style.bare(axes)


def _counts_alt(
    counts: pd.DataFrame, named: pd.DataFrame, labels: Mapping[str, str], by: str
) -> str:
    code, column = counts.stack().idxmax()
    empty = int((counts == 0).to_numpy().sum())
    columns = counted(counts.shape[1], by)
    return (
        f"Heat map of {counted(len(counts), 'code')} by {columns}. The largest count is "
        f"{counts.loc[code, column]}, for {shorten(named.loc[code, 'label'])} in "
        f"{labels.get(column, column)}; {empty} of {counts.size} cells are empty."
    )


def _tree_caption(tree: pd.DataFrame, shown: pd.DataFrame, title: str) -> str:
    roots = int((tree["depth"] == 0).sum())
    left_out = len(tree) - len(shown)
    used = int((tree["together"] > 0).sum())
    more = f" {counted(left_out, 'code')} without passages are not drawn." if left_out else ""
    if len(shown) < used:
        more = (
            f" Drawn are the most used codes with those above them; {left_out} others are left out."
        )
    return (
        f"{title}: {counted(len(tree), 'code')} in {counted(roots, 'tree')}, with the passages of "
        f"each code and of the codes below it.{more}"
    )


def _tree_alt(tree: pd.DataFrame) -> str:
    roots = tree[tree["depth"] == 0]
    parts = [f"{root.label} {root.together}" for root in roots.itertuples()]
    none = int((tree["together"] == 0).sum())
    return (
        f"Code tree with bars. Passages by topmost code: {listed(parts)}. "
        f"{counted(none, 'code')} without any passage."
    )
