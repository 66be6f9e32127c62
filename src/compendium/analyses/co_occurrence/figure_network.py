"""Codes that occur together, as a network: codes on an oval, and a line for each pair."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from compendium.analyses.co_occurrence.pairs import UNEQUAL, is_unequal, most_together
from compendium.analyses.co_occurrence.wording import nothing_together
from compendium.exhibits import style
from compendium.exhibits.exhibit import Exhibit
from compendium.exhibits.hints import hint
from compendium.exhibits.lettering import fit, line_height, width_of
from compendium.exhibits.sheet import MARGIN, axes_at, draw_key, key_height
from compendium.language import counted, say, shaped, written

LINES = 2  # of a label
APART = 2.2  # lines of text from one label of a side to the next
LOWEST = 42.0  # millimetres of the oval at least
WIDEST = 0.5  # of the width of the figure
LARGE = 0.5  # the coefficient with the thickest line, where none is larger
SMALLEST, LARGEST = 14.0, 120.0  # square points of a dot
THINNEST, THICKEST = 0.6, 5.0  # points of a line
INWARD = 0.55  # how far lines bend towards the middle
DASHES = (0, (3, 2))


def draw_code_network(
    pairs: pd.DataFrame, labels: Mapping[str, str], *, most: int, title: str
) -> Exhibit:
    """Draw codes on an oval, and a line between those that occur together.

    Parameters
    ----------
    pairs : DataFrame
        What `co.code_pairs` gives.
    labels : mapping
        Name to show for each code, in the order of the oval.
    most : int
        How many codes to draw, at least 2: those with the most overlapping passages.
    title : str
        What was coded, for the caption.

    Returns
    -------
    Exhibit
        The figure: a line is as thick as the coefficient is large, and dashed where one code is
        so much more frequent that it cannot be large; a dot is as large as its passages are many.
    """
    pairs = pairs[~pairs["nested"].astype(bool)]
    chosen = most_together(pairs, labels, most=most)
    if not chosen:
        return nothing_together(title)
    inner = pairs[pairs["code"].isin(chosen) & pairs["other"].isin(chosen)]
    inner = inner.assign(unequal=is_unequal(inner)).sort_values("c", na_position="last")
    inner = inner.assign(top=max(float(inner["c"].max()), LARGE))
    places = _places(len(chosen))
    height = 2 * float(np.abs(places[:, 1]).max()) + (LINES + 1) * line_height(style.BODY)
    room = style.WIDTH / 2 - MARGIN - float(places[:, 0].max()) - 3.0
    handles = _key(inner)
    key = key_height([str(handle.get_label()) for handle in handles], style.WIDTH - 2 * MARGIN)
    figure = style.new_figure(height + key + 2 * MARGIN, free=True)
    axes = axes_at(figure, MARGIN, MARGIN, style.WIDTH - 2 * MARGIN, height)
    half = style.WIDTH / 2 - MARGIN
    axes.set(xlim=(-half, half), ylim=(-height / 2, height / 2), xticks=[], yticks=[])
    style.bare(axes)
    at = dict(zip(chosen, places, strict=True))
    for row in inner.to_dict("records"):
        _draw_line(axes, at[row["code"]], at[row["other"]], row)
        across, up = (at[row["code"]] + at[row["other"]]) / 2 * (1 - INWARD / 2)
        hint(axes, _told(row, labels), float(across), float(up))
    _draw_codes(axes, places, _passages(inner, chosen), [labels[code] for code in chosen], room)
    draw_key(figure, handles, left=MARGIN, top=MARGIN + height)
    return Exhibit(figure, _caption(pairs, inner, chosen, title), _alt(inner, chosen, labels))


def _places(number: int) -> np.ndarray:
    """Place codes on an oval, from the top and with the clock, so that no labels touch."""
    sides = [(number + 1) // 2, number // 2]
    step = max(APART * line_height(style.BODY), LOWEST / sides[0])
    tall = sides[0] * step / 2 * 1.02
    # In a narrow figure the names need the room.
    widest = WIDEST / 2 if style.IS_NARROW else WIDEST
    wide = min(max(tall, LOWEST / 2), widest * style.WIDTH / 2)
    found = []
    for side, many in zip((1, -1), sides, strict=True):
        up = (many - 1) / 2 * step - np.arange(many) * step
        across = side * wide * np.sqrt(1 - (up / tall) ** 2)
        found.append(np.column_stack([across, up])[::side])
    return np.concatenate(found)


def _passages(inner: pd.DataFrame, chosen: Sequence[str]) -> list[int]:
    known = dict(zip(inner["code"], inner["n"], strict=True))
    known |= dict(zip(inner["other"], inner["n_other"], strict=True))
    return [int(known.get(code, 0)) for code in chosen]


def _draw_line(axes: Axes, one: np.ndarray, other: np.ndarray, row: dict[str, Any]) -> None:
    middle = (one + other) / 2 * (1 - INWARD)
    path = Path([tuple(one), tuple(middle), tuple(other)], [Path.MOVETO, Path.CURVE3, Path.CURVE3])
    axes.add_patch(
        PathPatch(
            path, fill=False, edgecolor=style.ORANGE if row["unequal"] else style.BLUE,
            linewidth=_thickness(row["c"], row["top"]), alpha=0.75,
            linestyle=DASHES if row["unequal"] else "-", capstyle="butt", zorder=1,
        )
    )  # fmt: skip


def _thickness(c: float, top: float) -> float:
    """Points of a line; a coefficient without a divisor is drawn as the largest."""
    return THINNEST + (THICKEST - THINNEST) * (1.0 if pd.isna(c) else float(c) / top)


def _draw_codes(
    axes: Axes, places: np.ndarray, passages: Sequence[int], names: Sequence[str], room: float
) -> None:
    top = max(*passages, 1)
    sizes = [SMALLEST + (LARGEST - SMALLEST) * number / top for number in passages]
    axes.scatter(
        places[:, 0], places[:, 1], s=sizes, color=style.INK, edgecolor="white", linewidth=0.8,
        zorder=2, clip_on=False,
    )  # fmt: skip
    for (across, up), name, number, size in zip(places, names, passages, sizes, strict=True):
        right = across >= 0
        away = np.sqrt(size) / 2 * style.MM_PER_POINT + 1.2
        count = f" ({number})"
        hint(axes, f"{name}: {counted(number, 'passage')}", float(across), float(up))
        short = fit(name, room - width_of(count, style.BODY), style.BODY, lines=LINES)
        axes.text(
            across + (away if right else -away), up, short + count, ha="left" if right else "right",
            va="center_baseline", fontsize=style.BODY, linespacing=1.05,
        )  # fmt: skip


def _told(row: dict[str, Any], labels: Mapping[str, str]) -> str:
    """Say of a line which codes it joins, and what its coefficient rests on."""
    c = "" if pd.isna(row["c"]) else f"c = {written(row['c'], 2)}, "
    both = f"{labels[row['code']]}, {labels[row['other']]}"
    together = f"{say('Same or overlapping')} {int(row['overlapping'])}"
    return f"{both}: {c}{together}"


def _key(inner: pd.DataFrame) -> list[Line2D]:
    top = float(inner["top"].iloc[0])
    handles = [
        Line2D(
            [], [], color=style.BLUE, linewidth=_thickness(c, top),
            label=f"c = {shaped('{:.2g}')(c)}",
        )
        for c in (0.05, 0.2, LARGE, *([top] if top > LARGE else []))
    ]  # fmt: skip
    if inner["unequal"].any():
        dashed = Line2D([], [], color=style.ORANGE, linestyle=DASHES, linewidth=1.6)
        dashed.set_label(say("one code {unequal} times as frequent, or more", unequal=UNEQUAL))
        handles.append(dashed)
    return handles


def _caption(pairs: pd.DataFrame, inner: pd.DataFrame, chosen: Sequence[str], title: str) -> str:
    left_out = len(set(pairs["code"]) | set(pairs["other"])) - len(chosen)
    rest = (
        say("; {further_codes} in the table", further_codes=counted(left_out, "further code"))
        if left_out
        else ""
    )
    unequal = int(inner["unequal"].sum())
    warning = (
        say(
            " Of {pairs} (dashed) one code is so much more frequent that c cannot be large.",
            pairs=counted(unequal, "pair"),
        )
        if unequal
        else ""
    )
    return say(
        "{title}: {codes} that occur together, with their passages, and a line for each of "
        "{pairs}, as thick as the coefficient c is large{rest}.{warning} Codes stand in the order "
        "of their table; how far they are apart says nothing.",
        title=title,
        codes=counted(len(chosen), "code"),
        pairs=counted(len(inner), "pair"),
        rest=rest,
        warning=warning,
    )


def _alt(inner: pd.DataFrame, chosen: Sequence[str], labels: Mapping[str, str]) -> str:
    lines = pd.concat([inner["code"], inner["other"]]).value_counts()
    most = str(lines.index[0])
    return say(
        "Network of {codes} on an oval with {lines}; most lines, {number}, end at {label}.",
        codes=counted(len(chosen), "code"),
        lines=counted(len(inner), "line"),
        number=int(lines.iloc[0]),
        label=labels[most].replace("\n", " "),
    )
