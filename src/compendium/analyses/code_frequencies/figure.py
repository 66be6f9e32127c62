"""How often codes were used: a heat map, and the code tree with its counts."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from compendium.analyses.code_frequencies.use import most_used
from compendium.analyses.code_frequencies.wording import tree_alt, tree_caption
from compendium.exhibits import style
from compendium.exhibits.exhibit import Exhibit
from compendium.exhibits.heat import TALLEST_HEAD, cell_hints, draw_heads, draw_heat, heads
from compendium.exhibits.hints import hint
from compendium.exhibits.labels import english_of
from compendium.exhibits.lettering import line_height, width_of
from compendium.exhibits.rows import GAP, Plot, Row, lay_out, row_figure
from compendium.exhibits.sheet import MARGIN, axis_height, draw_shades, shades_height
from compendium.language import counted, say, tell

LABELS = 0.56  # of the width
LEAST = 3.9  # millimetres of a row
MOST_ROWS = 62
MOST_COLUMNS = 30
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
    every, most = counts, min(most, MOST_ROWS)
    named = tree.set_index("code")
    while True:
        kept = most_used(tree, most=most)
        counts = every[every.index.isin(kept["code"])]
        rows = [_row(code) for code in named.loc[counts.index].itertuples()]
        laid = lay_out(rows, most=LABELS * style.WIDTH, least=LEAST, gaps=False)
        if laid.height + TALLEST_HEAD + shades_height() + 2 * MARGIN <= style.TALLEST or most <= 1:
            break
        most -= 1
    counts = _fitting(counts, style.WIDTH - laid.width - GAP - 2 * MARGIN)
    cell = (style.WIDTH - laid.width - GAP - 2 * MARGIN) / counts.shape[1]
    columns = heads([column_labels.get(name, str(name)) for name in counts], cell)
    plot = row_figure(
        laid, header=columns.height, tick_lines=0, below=shades_height(), branches=True
    )
    top = max(int(counts.to_numpy().max()), 1)
    texts = counts.astype(str).where(counts > 0, "")
    names = [column_labels.get(name, str(name)) for name in counts]
    told = cell_hints(counts, [row.label for row in rows], names, what=say("Passages"))
    draw_heat(plot.axes, counts, top=top, texts=texts, heights=plot.heights, told=told)
    draw_heads(plot.axes, columns)
    below = MARGIN + columns.height + laid.height + 3.0
    draw_shades(plot.figure, left=MARGIN, top=below, most=top, label=say("Passages"))
    finding = _largest(counts, named, column_labels)
    caption = say(
        "{finding} {title}: passages by code (rows; a code includes those below "
        "it) and by {by} (columns). An empty cell means none.{left_out}",
        finding=finding,
        title=title,
        by=tell(by),
        left_out=_left_out(every, counts, by),
    )
    alt = say(
        "{finding} Heat map of {codes} by {columns}; {empty} of {size} cells are empty.",
        finding=finding,
        codes=counted(len(counts), "code"),
        columns=counted(counts.shape[1], by),
        empty=int((counts == 0).to_numpy().sum()),
        size=counts.size,
    )
    return Exhibit(plot.figure, caption, alt)


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
        The figure: the tree on the left, with English labels where the study gives them, and
        bars on the right. Codes that are not drawn stand as one row below the code above them.
    """
    most = min(most, MOST_ROWS)
    several = len(forms) > 1
    if (tree["depth"] == 0).all():  # no branches to keep together
        tree = tree.sort_values("together", ascending=False, kind="stable")
    handles = [
        Patch(
            facecolor=FORM_COLOURS[form],
            hatch=FORM_HATCHES[form],
            edgecolor="white",
            label=tell(f"{form}s"),
        )
        for form in (forms if several else ())
    ]
    while True:
        rows, codes = _folded(tree, set(most_used(tree, most=most)["code"]))
        laid = lay_out(rows, most=LABELS * style.WIDTH, least=LEAST)
        if laid.height + axis_height(tick_lines=2, label="") + 10 <= style.TALLEST or most <= 1:
            break
        most -= 1
    plot = row_figure(
        laid,
        xlabel=say("Passages")
        if several
        else say("Passages ({forms})", forms=tell(f"{forms[0]}s"))
        if forms
        else say("Passages"),
        handles=handles,
        branches=True,
    )
    _draw_bars(plot, tree.set_index("code"), codes, forms)
    drawn = sum(code is not None for code in codes)
    return Exhibit(plot.figure, tree_caption(tree, drawn, title), tree_alt(tree))


def _row(code: Any) -> Row:
    return Row(code.label, english=english_of(code.label, code.label_en), depth=code.depth,
               bold=code.depth == 0)  # fmt: skip


def _folded(tree: pd.DataFrame, shown: set[str]) -> tuple[list[Row], list[str | None]]:
    """Rows of the codes to draw, and one for those below a code that are not; None is their code.

    Codes above one that is drawn are drawn, so that what is not drawn are whole branches.
    """
    rows: list[Row] = []
    codes: list[str | None] = []
    left: dict[int, list[int]] = {}  # by depth: numbers of passages of codes that are not drawn

    def fold(depth: int) -> None:
        """Tell what was left out below the codes that end here."""
        for level in sorted((level for level in left if level >= depth), reverse=True):
            more = say("in other trees: ") if level == 0 and rows else ""
            rows.append(Row(more + _not_drawn(left.pop(level)), depth=level, faint=True))
            codes.append(None)

    hidden = 0  # depth of the branch that is being left out
    for code in tree.itertuples():
        if code.code in shown:
            fold(code.depth + 1)
            rows.append(_row(code))
            codes.append(code.code)
            hidden = code.depth + 1
        else:
            if code.depth < hidden:
                fold(code.depth + 1)
            hidden = min(hidden, code.depth)
            left.setdefault(hidden, []).append(int(code.together))
    fold(0)
    return rows, codes


def _not_drawn(passages: Sequence[int]) -> str:
    """Say how many codes stand here that are not drawn."""
    if not any(passages):
        return say("{codes} without passages", codes=counted(len(passages), "code"))
    return f"{counted(len(passages), 'further code')}"


def _fitting(counts: pd.DataFrame, width: float) -> pd.DataFrame:
    """Keep the columns with the most passages: as many as fit into a width in millimetres."""
    digits = width_of(str(int(counts.to_numpy().max())), style.SMALL) + 1.0
    needed = max(digits, line_height(style.BODY) + 0.4)
    room = max(min(MOST_COLUMNS, int(width / needed)), 1)
    largest = counts.sum().sort_values(ascending=False, kind="stable").index[:room]
    return counts.loc[:, counts.columns.isin(largest)]


def _left_out(every: pd.DataFrame, drawn: pd.DataFrame, by: str) -> str:
    """Say what a heat map does not show on its own."""
    rows, columns = len(every) - len(drawn), every.shape[1] - drawn.shape[1]
    parts = []
    if rows:
        parts.append(
            say(
                "Drawn are the most used codes with those above them; {rows} are left out.",
                rows=rows,
            )
        )
    if columns:
        parts.append(say("Not drawn: {columns} with fewer passages.", columns=counted(columns, by)))
    return "".join(f" {part}" for part in parts)


def _draw_bars(
    plot: Plot, tree: pd.DataFrame, codes: Sequence[str | None], forms: Sequence[str]
) -> None:
    drawn = [(place, code) for place, code in zip(plot.places, codes, strict=True) if code]
    places = [place for place, _ in drawn]
    shown = tree.loc[[code for _, code in drawn]]
    start = pd.Series(0, index=shown.index)
    for form in forms:
        plot.axes.barh(
            places,
            shown[form],
            left=start,
            height=2.6,
            color=FORM_COLOURS[form],
            hatch=FORM_HATCHES[form] if len(forms) > 1 else "",
            edgecolor="white",
            linewidth=0.4,
        )
        start = start + shown[form]
    for place, total, (_, code) in zip(places, start, shown.iterrows(), strict=True):
        hint(plot.axes, _told(code, int(total), forms), (0, int(total)), place)
        plot.axes.annotate(
            str(total),
            (total, place),
            xytext=(3, 0),
            textcoords="offset points",
            va="center_baseline",
            fontsize=style.SMALL,
        )
    plot.axes.set_xlim(0, max(int(start.max()) if len(start) else 0, 1) * 1.2)
    _whole_numbers(plot.axes)


def _told(code: pd.Series, total: int, forms: Sequence[str]) -> str:
    """Say how many passages a code has, and of which forms."""
    parts = [f"{tell(f'{form}s')} {code[form]}" for form in forms] if len(forms) > 1 else []
    return f"{code['label']}: {counted(total, 'passage')}" + (
        f" ({', '.join(parts)})" if parts else ""
    )


def _whole_numbers(axes: Axes) -> None:
    axes.xaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 2.5, 5, 10], integer=True))


def _largest(counts: pd.DataFrame, named: pd.DataFrame, labels: Mapping[str, str]) -> str:
    """Say where most passages are: in a code that has no others below it."""
    codes = set(counts.index)
    above = set(named.loc[counts.index, "parent"].dropna()) & codes
    leaves = counts.loc[[code for code in counts.index if code not in above]]
    cells = leaves.stack()
    most = cells[cells == cells.max()]
    if len(most) > 1:
        return say(
            "No code at the end of its branch has more than {passages} in one column; "
            "{most} cells have as many.",
            passages=counted(cells.max(), "passage"),
            most=len(most),
        )
    ((code, column),) = most.index
    return say(
        "Most passages at the end of a branch, {cells}, carry {label} in {column}.",
        cells=cells.max(),
        label=named.loc[code, "label"],
        column=labels.get(column, column),
    )
