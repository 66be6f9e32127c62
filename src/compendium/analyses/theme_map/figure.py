"""A theme map: levels or challenges, their themes, and what hinders and helps under each."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch

from compendium.analyses.theme_map.themes import BARRIER, OPPORTUNITY, OTHER
from compendium.exhibits import style
from compendium.exhibits.exhibit import Exhibit
from compendium.exhibits.hints import hint
from compendium.exhibits.lettering import line_height, wrap
from compendium.exhibits.sheet import MARGIN, axes_at
from compendium.language import counted, listed, mark, say, say_number

GAP = 1.8  # millimetres between boxes
PAD = 1.4  # millimetres between the edge of a box and its text
NUMBER = 8.0  # millimetres for the number of passages
SIGN = 3.0  # millimetres for the sign before an entry
THEME = 0.27  # of the width
THEME_TINT, *_TINTS = style.TINTS
TINTS = {BARRIER: _TINTS[0], OPPORTUNITY: _TINTS[1], OTHER: style.FAINT}
SIGNS = {BARRIER: "−", OPPORTUNITY: "+", OTHER: "·"}
HEADINGS = {BARRIER: mark("− hinders"), OPPORTUNITY: mark("+ helps"), OTHER: ""}


@dataclass(frozen=True)
class Entry:
    """A text in a box: its lines, and the passages behind it."""

    lines: list[str]
    passages: int


@dataclass(frozen=True)
class Block:
    """A theme with what hinders and helps, and the heading that it stands under."""

    root: str
    is_root: bool
    heading: str
    theme: Entry
    columns: dict[str, list[Entry]]


@dataclass(frozen=True)
class Grid:
    """Where boxes stand: left edge and width of the theme and of each direction."""

    theme: tuple[float, float]
    columns: dict[str, tuple[float, float]]
    counted: set[str]
    beside: bool
    size: float


def draw_theme_map(
    mapped: pd.DataFrame, evidence: pd.DataFrame, labels: dict[str, str], *, title: str
) -> Exhibit:
    """Draw a block per theme, with barriers on the left and opportunities on the right.

    Parameters
    ----------
    mapped : DataFrame
        What `co.theme_map` gives.
    evidence : DataFrame
        What `co.theme_evidence` gives.
    labels : dict
        Name to show for each code.
    title : str
        What the map is of, for the caption.

    Returns
    -------
    Exhibit
        The figure; the number beside a theme or code counts the passages behind it.
    """
    directions = [name for name in (BARRIER, OPPORTUNITY, OTHER) if _used(mapped, name)]
    passages = mapped.groupby("direction")["passages"].sum()
    grid = _grid(directions, {name for name in directions if passages[name]})
    every = [
        _block(root, theme, entries, evidence, labels, grid)
        for (root, theme), entries in mapped.groupby(["root", "theme"], sort=False)
    ]
    head = line_height(grid.size) + GAP if any(HEADINGS[name] for name in directions) else 0.0
    blocks = _fitting(every, grid, style.TALLEST - head - 2 * MARGIN)
    height = _height(blocks, grid) + head + 2 * MARGIN
    figure = style.new_figure(height, free=True)
    axes = axes_at(figure, 0, 0, style.WIDTH, height)
    axes.set(xlim=(0, style.WIDTH), ylim=(height, 0))
    axes.axis("off")
    if head:
        for name, (left, _) in grid.columns.items():
            axes.text(left + PAD, MARGIN + head / 2, say(HEADINGS[name]), fontsize=grid.size,
                      va="center")  # fmt: skip
    _draw_blocks(axes, blocks, grid, MARGIN + head)
    caption = _caption(evidence, mapped, labels, title)
    if len(blocks) < len(every):
        left_out = len(every) - len(blocks)
        caption += say(
            " Not drawn: {themes} with fewer passages.", themes=counted(left_out, "theme")
        )
    return Exhibit(figure, caption, _alt(evidence, labels))


def _grid(directions: list[str], counted: set[str]) -> Grid:
    """Place the boxes, those with numbers too: beside the theme where there is room, or below."""
    room = style.WIDTH - 2 * MARGIN
    beside = not style.IS_NARROW
    theme = THEME * room if beside else room
    start = MARGIN + theme + GAP if beside else MARGIN
    each = (style.WIDTH - MARGIN - start + GAP) / max(len(directions), 1) - GAP
    columns = {name: (start + place * (each + GAP), each) for place, name in enumerate(directions)}
    return Grid((MARGIN, theme), columns, counted, beside, style.SMALL)


def _fitting(blocks: list[Block], grid: Grid, room: float) -> list[Block]:
    """Keep the themes with the most passages, as many as fit on one page."""
    kept = list(range(len(blocks)))
    ranked = sorted(kept, key=lambda place: blocks[place].theme.passages)
    while len(kept) > 1 and _height([blocks[place] for place in kept], grid) > room:
        kept.remove(ranked.pop(0))
    return [blocks[place] for place in kept]


def _height(blocks: list[Block], grid: Grid) -> float:
    headed = {block.root: block.heading for block in blocks if not block.is_root}
    heights = [_root_height(heading) for heading in headed.values()]
    return sum(sum(_tall(block, grid)) + GAP for block in blocks) + sum(heights)


def _root_height(heading: str) -> float:
    return (heading.count("\n") + 1) * line_height(style.HEADING) + GAP


def _tall(block: Block, grid: Grid) -> tuple[float, float]:
    """Height of the box of a theme where it stands alone, and of the boxes below or beside it."""
    line = line_height(grid.size)
    theme = len(block.theme.lines) * line + 2 * PAD
    entries = [sum(len(entry.lines) for entry in column) for column in block.columns.values()]
    most = max(entries, default=0) * line + 2 * PAD if entries else 0.0
    return (0.0, max(theme, most)) if grid.beside else (theme, most)


def _used(mapped: pd.DataFrame, direction: str) -> bool:
    return bool(((mapped["direction"] == direction) & mapped["code"].notna()).any())


def _block(
    root: str,
    theme: str,
    entries: pd.DataFrame,
    evidence: pd.DataFrame,
    labels: dict[str, str],
    grid: Grid,
) -> Block:
    """Lay out the lines of one theme."""
    found = evidence[evidence["theme"] == theme].iloc[0]
    passages = int(found["quotations"] + found["mentions"] + found["codings"])
    room = grid.theme[1] - 2 * PAD - NUMBER
    name = wrap(labels[theme], room, grid.size, bold=True).split("\n")
    columns: dict[str, list[Entry]] = {}
    for entry in entries[entries["code"].notna()].itertuples():
        number = NUMBER if entry.direction in grid.counted else 0.0
        room = grid.columns[entry.direction][1] - 2 * PAD - SIGN - number
        lines = wrap(labels[entry.code].replace("\n", " "), room, grid.size).split("\n")
        columns.setdefault(entry.direction, []).append(Entry(lines, int(entry.passages)))
    width = style.WIDTH - 2 * MARGIN
    heading = wrap(labels[root].replace("\n", " "), width, style.HEADING, bold=True)
    return Block(root, root == theme, heading, Entry(name, passages), columns)


def _draw_blocks(axes: Axes, blocks: list[Block], grid: Grid, top: float) -> None:
    root = None
    for block in blocks:
        if block.root != root:
            root = block.root
            if not block.is_root:
                tall = _root_height(block.heading)
                axes.text(MARGIN, top + tall / 2, block.heading, fontsize=style.HEADING,
                          fontweight="bold", va="center")  # fmt: skip
                top += tall
        above, tall = _tall(block, grid)
        _draw_box(axes, grid.theme, top, above or tall, THEME_TINT)
        _draw_entry(axes, block.theme, grid.theme, top + PAD, grid.size, bold=True)
        top += above
        for name, entries in block.columns.items():
            _draw_box(axes, grid.columns[name], top, tall, TINTS[name])
            y = top + PAD
            for entry in entries:
                _draw_entry(axes, entry, grid.columns[name], y, grid.size, sign=SIGNS[name])
                y += len(entry.lines) * line_height(grid.size)
        top += tall + GAP


def _draw_entry(
    axes: Axes,
    entry: Entry,
    box: tuple[float, float],
    top: float,
    size: float,
    *,
    bold: bool = False,
    sign: str = "",
) -> None:
    left, width = box
    line = line_height(size)
    how: Any = {
        "fontsize": size,
        "va": "center_baseline",
        "fontweight": "bold" if bold else "normal",
    }
    for number, text in enumerate(entry.lines):
        shift = SIGN if sign else 0.0
        axes.text(left + PAD + shift, top + (number + 0.5) * line, text, **how)
    if sign:
        axes.text(left + PAD, top + line / 2, sign, **how)
    name = " ".join(entry.lines)
    hint(axes, f"{name}: {counted(entry.passages, 'passage')}", (left, left + width),
         (top, top + len(entry.lines) * line))  # fmt: skip
    if entry.passages:
        axes.text(left + width - PAD, top + line / 2, str(entry.passages), ha="right",
                  **{**how, "fontweight": "bold"})  # fmt: skip


def _draw_box(axes: Axes, box: tuple[float, float], top: float, height: float, colour: str) -> None:
    left, width = box
    axes.add_patch(
        FancyBboxPatch(
            (left, top),
            width,
            height,
            boxstyle="round,pad=0,rounding_size=1.0",
            facecolor=colour,
            edgecolor="none",
        )
    )


def _caption(
    evidence: pd.DataFrame, mapped: pd.DataFrame, labels: dict[str, str], title: str
) -> str:
    roots = evidence["root"].nunique()
    barriers, opportunities = int(evidence["barriers"].sum()), int(evidence["opportunities"].sum())
    parts = [counted(len(evidence), "theme")]
    if barriers or opportunities:
        parts += [
            counted(barriers, "barrier"),
            counted(opportunities, "opportunity", "opportunities"),
        ]
    else:
        parts.append(counted(int(mapped["code"].notna().sum()), "code") + say(" below them"))
    return say(
        "{finding} {title}: {parts}, under {headings}. A number in bold counts the "
        "passages (quotations, mentions or codings) behind a theme or code; "
        "without one there is none.",
        finding=_finding(evidence, labels),
        title=title,
        parts=listed(parts),
        headings=counted(roots, "heading"),
    )


def _finding(evidence: pd.DataFrame, labels: dict[str, str]) -> str:
    """Say which themes have most passages behind them."""
    passages = evidence[["quotations", "mentions", "codings"]].sum(axis=1)
    if not passages.max():
        return say("No passage stands behind any theme.")
    most = [
        labels[theme].split("\n")[0] for theme in evidence.loc[passages == passages.max(), "theme"]
    ]
    return say_number(
        len(most),
        "{themes} has most passages ({passages}).",
        "{themes} have most passages ({passages}).",
        themes=listed(most),
        passages=int(passages.max()),
    )


def _alt(evidence: pd.DataFrame, labels: dict[str, str]) -> str:
    parts = []
    for root, themes in evidence.groupby("root", sort=False):
        names = listed(
            f"{theme.label} ({theme.barriers} −, {theme.opportunities} +)"
            if theme.barriers or theme.opportunities
            else str(theme.label)
            for theme in themes.itertuples()
        )
        parts.append(f"{labels[str(root)].split(chr(10))[0]}: {names}.")
    return say(
        "{finding} Map of themes. {parts}",
        finding=_finding(evidence, labels),
        parts=" ".join(parts),
    )
