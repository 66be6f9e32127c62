"""A theme map: levels or challenges, their themes, and what hinders and helps under each."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch

from compendium.analyses.theme_map.themes import BARRIER, OPPORTUNITY, OTHER
from compendium.exhibits import style
from compendium.exhibits.exhibit import Exhibit
from compendium.naming import counted, listed

LINE = 3.6  # millimetres per line of text
GAP = 2.2  # millimetres between themes
PAGE_HEIGHT = 232
MOST_SHRUNK = 1.6  # a map of this many pages can still be read when it is shrunk to one
THEME_WIDTH, ENTRY_WIDTH = 46.0, 60.0  # millimetres
THEME_CHARACTERS, ENTRY_CHARACTERS, WIDE_CHARACTERS = 25, 36, 80
TINTS = {BARRIER: "#fbe6da", OPPORTUNITY: "#dcf1ea", OTHER: style.FAINT}
SIGNS = {BARRIER: "−", OPPORTUNITY: "+", OTHER: "·"}
HEADINGS = {BARRIER: "− hinders", OPPORTUNITY: "+ helps", OTHER: ""}


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
        The figure; a filled dot after a theme or code stands for a passage behind it.
    """
    directions = [name for name in (BARRIER, OPPORTUNITY, OTHER) if _used(mapped, name)]
    width = WIDE_CHARACTERS if len(directions) < 2 else ENTRY_CHARACTERS
    blocks = [
        _block(root, theme, entries, evidence, labels, width)
        for (root, theme), entries in mapped.groupby(["root", "theme"], sort=False)
    ]
    every, blocks = len(blocks), _fitting(blocks)
    headed = {block["root"] for block in blocks if not block["alone"]}
    height = (
        sum(block["lines"] * LINE + GAP for block in blocks) + len(headed) * 1.8 * LINE + LINE + 1
    )
    line = LINE * min(1, PAGE_HEIGHT / height)
    figure = style.new_figure(min(height, PAGE_HEIGHT), free=True)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, style.PAGE_WIDTH), ylim=(min(height, PAGE_HEIGHT), 0))
    axes.axis("off")
    _draw_blocks(axes, blocks, directions, labels, line)
    caption = _caption(evidence, mapped, title)
    if len(blocks) < every:
        caption += f" {every - len(blocks)} themes with fewer passages are not drawn."
    return Exhibit(figure, caption, _alt(evidence, labels))


def _fitting(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Keep the themes with the most passages, as many as can be read on one page."""
    room = MOST_SHRUNK * PAGE_HEIGHT
    kept: set[int] = set()
    ranked = sorted(range(len(blocks)), key=lambda place: -blocks[place]["passages"])
    for place in ranked:
        room -= blocks[place]["lines"] * LINE + GAP + 1.8 * LINE
        if room < 0 and kept:
            break
        kept.add(place)
    return [block for place, block in enumerate(blocks) if place in kept]


def _used(mapped: pd.DataFrame, direction: str) -> bool:
    return bool(((mapped["direction"] == direction) & mapped["code"].notna()).any())


def _block(
    root: str,
    theme: str,
    entries: pd.DataFrame,
    evidence: pd.DataFrame,
    labels: dict[str, str],
    width: int,
) -> dict[str, Any]:
    """Lay out the lines of one theme."""
    found = evidence[evidence["theme"] == theme].iloc[0]
    passages = int(found["quotations"] + found["mentions"] + found["codings"])
    name = style.wrap(labels[theme], THEME_CHARACTERS).split("\n")
    columns: dict[str, list[str]] = {}
    for entry in entries[entries["code"].notna()].itertuples():
        dots = f" {_dots(entry.passages)}" if entry.passages else ""
        text = style.wrap(f"{entry.label}{dots}", width).split("\n")
        lines = [f"{SIGNS[entry.direction]} {text[0]}", *[f"   {more}" for more in text[1:]]]
        columns.setdefault(entry.direction, []).extend(lines)
    evidence_lines = [_dots(passages)] if passages else []
    most = max([len(name) + len(evidence_lines), *[len(lines) for lines in columns.values()]])
    return {
        "root": root,
        "alone": root == theme,
        "name": name,
        "evidence": evidence_lines,
        "passages": passages,
        "columns": columns,
        "lines": most + 0.9,
    }


def _dots(number: int) -> str:
    return "●" * number if number <= 8 else f"● × {number}"


def _draw_blocks(
    axes: Axes,
    blocks: list[dict[str, Any]],
    directions: list[str],
    labels: dict[str, str],
    line: float,
) -> None:
    scale = line / LINE
    size = 7.4 * max(scale, 0.8)
    each = (style.PAGE_WIDTH - THEME_WIDTH - 4) / max(len(directions), 1)
    left = {name: THEME_WIDTH + 3 + place * each for place, name in enumerate(directions)}
    top, root = 0.5, None
    for name in directions:
        axes.text(left[name] + 1.5, top + line / 2, HEADINGS[name], fontsize=size, va="center")
    top += line
    for block in blocks:
        if block["root"] != root:
            root = block["root"]
            if not block["alone"]:
                text = labels[root]
                axes.text(1, top + line, text, fontsize=size + 1.6, fontweight="bold", va="center")
                top += 1.8 * line
        tall = block["lines"] * line
        _box(axes, 0.8, top, THEME_WIDTH, tall, "#e3eef6")
        texts = [(text, "bold", style.INK) for text in block["name"]]
        texts += [(text, "normal", style.BLUE) for text in block["evidence"]]
        for number, (text, weight, ink) in enumerate(texts):
            y = top + (number + 0.95) * line
            axes.text(2.5, y, text, fontsize=size, va="center", fontweight=weight, color=ink)
        for name in directions:
            lines = block["columns"].get(name, [])
            _box(axes, left[name], top, each - 1.6, tall, TINTS[name] if lines else "white")
            for number, text in enumerate(lines):
                y = top + (number + 0.95) * line
                axes.text(left[name] + 1.5, y, text, fontsize=size, va="center")
        top += tall + GAP * scale


def _box(axes: Axes, x: float, y: float, width: float, height: float, colour: str) -> None:
    axes.add_patch(
        FancyBboxPatch(
            (x, y),
            width,
            height,
            boxstyle="round,pad=0,rounding_size=1.2",
            facecolor=colour,
            edgecolor="none",
        )
    )


def _caption(evidence: pd.DataFrame, mapped: pd.DataFrame, title: str) -> str:
    roots = evidence["root"].nunique()
    barriers, opportunities = int(evidence["barriers"].sum()), int(evidence["opportunities"].sum())
    parts = [counted(len(evidence), "theme")]
    if barriers or opportunities:
        parts += [
            counted(barriers, "barrier"),
            counted(opportunities, "opportunity", "opportunities"),
        ]
    else:
        parts.append(counted(int(mapped["code"].notna().sum()), "code") + " below them")
    return (
        f"{title}: {listed(parts)}, under {counted(roots, 'heading')}. Each dot stands for a "
        "passage "
        "(a quotation, mention or coding) behind the theme or code."
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
        parts.append(f"{labels[str(root)]}: {names}.")
    return "Map of themes. " + " ".join(parts)
