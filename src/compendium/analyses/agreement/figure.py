"""Agreement between coders: a row of dots per code, a panel per unit."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from compendium.analyses.agreement.wording import (
    POOL_RULE,
    READ_RULE,
    alphas,
    coefficient,
    left_out,
)
from compendium.exhibits import style
from compendium.exhibits.exhibit import Exhibit
from compendium.exhibits.hints import hint
from compendium.exhibits.lettering import line_height, width_of
from compendium.exhibits.rows import GAP, Laid, Row, draw_labels, lay_out
from compendium.exhibits.sheet import MARGIN, axes_at, axis_height, draw_key, key_height
from compendium.language import counted, mark, say, tell, written

MOST_ROWS = 40
LABELS, WIDE_LABELS = 0.32, 0.5  # of the width: of panels beside, and below one another
NARROWEST = 22.0  # millimetres of a panel beside others; narrower ones stand below one another
AROUND = 34.0  # millimetres above and below the rows of a panel, about
BETWEEN = 4.0  # millimetres between panels
COUNTED = mark("units")  # with the code: heading of the numbers beside a panel
REFERENCES = (0.667, 0.8)  # Krippendorff (2004): for tentative conclusions, and for firm ones
MEASURES = (
    ("alpha", "o", style.BLUE, style.BLUE, mark("Krippendorff's alpha")),
    ("kappa", "D", "none", style.ORANGE, mark("Cohen's kappa")),
)


def draw_agreement(table: pd.DataFrame, *, title: str) -> Exhibit:
    """Draw alpha and kappa of each code, with the number of units that carry it.

    Parameters
    ----------
    table : DataFrame
        What `co.agreement` gives.
    title : str
        What was coded, for the caption.

    Returns
    -------
    Exhibit
        The figure; of more than 40 codes those that most units carry are drawn.
    """
    units = list(table["unit"].unique())
    last = table[table["unit"] == units[-1]]
    shown = last[last["code"].notna()]
    numbers = max(
        width_of(text, style.SMALL)
        for text in (say(COUNTED), say("{number:,}", number=int(table["coded"].max())))
    )
    beside = (1 - LABELS) * style.WIDTH / len(units) - numbers >= NARROWEST
    lines = 1 if beside else len(units)
    rows, laid = _fitting(shown, style.TALLEST / lines - AROUND, LABELS if beside else WIDE_LABELS)
    head = line_height(style.HEADING) + line_height(style.SMALL) + 1
    line = head + laid.height + axis_height(tick_lines=1, label=say("Coefficient")) + 2
    handles = _legend()
    key = key_height([str(handle.get_label()) for handle in handles], style.WIDTH - 2 * MARGIN)
    figure = style.new_figure(line * lines + key + 2 * MARGIN, free=True)
    left = MARGIN + laid.width + GAP
    columns = len(units) // lines
    each = (style.WIDTH - left - MARGIN + BETWEEN) / columns - BETWEEN
    lowest = float(table[["alpha", "kappa"]].fillna(0).to_numpy().min(initial=0.0))
    for number, unit in enumerate(units):
        down, across = divmod(number, columns)
        top = MARGIN + down * line + head
        if across == 0:
            draw_labels(axes_at(figure, MARGIN, top, laid.width, laid.height), laid)
        place = left + across * (each + BETWEEN)
        axes = axes_at(figure, place, top, each - numbers - 2, laid.height)
        by_code = table[table["unit"] == unit]
        _draw_panel(axes, [_row(by_code, code) for code in rows], laid, lowest, numbers + 2)
        axes.set_title(tell(unit).capitalize(), pad=style.SMALL * 1.6)
    draw_key(figure, handles, left=MARGIN, top=MARGIN + line * lines)
    return Exhibit(figure, _caption(table, shown, len(rows) - 1, title), _alt(table, units))


def _fitting(shown: pd.DataFrame, room: float, labels: float) -> tuple[list[str | None], Laid]:
    """Choose the codes that most units carry, as many as fit, and place their rows; None is all."""
    names = shown.set_index("code")["label"]
    for most in range(MOST_ROWS, 0, -1):
        kept = set(shown.nlargest(most, "coded")["code"])
        codes = [code for code in shown["code"] if code in kept]
        rows = [Row(say("All codes"), bold=True), *(Row(str(names[code])) for code in codes)]
        laid = lay_out(rows, most=labels * style.WIDTH)
        if laid.height <= room:
            break
    return [None, *codes], laid


def _row(by_code: pd.DataFrame, code: str | None) -> pd.Series | None:
    """Row of a code; None where the unit does not have it."""
    found = by_code[by_code["code"].isna()] if code is None else by_code[by_code["code"] == code]
    return None if found.empty else found.iloc[0]


def _draw_panel(
    axes: Axes, rows: list[pd.Series | None], laid: Laid, lowest: float, numbers: float
) -> None:
    for reference in REFERENCES:
        axes.axvline(reference, color=style.GREY, linewidth=0.8, linestyle=(0, (3, 2)), zorder=1)
    axes.axvline(0, color=style.PALE, linewidth=0.8, zorder=1)
    for place, name, row in zip(laid.places, laid.rows, rows, strict=True):
        if row is not None:
            _draw_row(axes, place, row, numbers)
            _hint_row(axes, name.label, place, row)
    low = min(lowest - 0.08, -0.08)
    axes.set(xlim=(low, 1.08), ylim=(laid.height, 0), yticks=[], xlabel=say("Coefficient"))
    axes.set_xticks([tick for tick in (-1, -0.5, 0, 0.5, 1) if tick >= low])
    _beside(axes, say(COUNTED), -0.6, numbers, va="bottom")
    style.bare(axes, keep=["bottom"])


def _beside(axes: Axes, text: str, place: float, numbers: float, *, va: str) -> None:
    """Write into the column of numbers beside a panel."""
    axes.annotate(
        text, (1, place), xycoords=axes.get_yaxis_transform(),
        xytext=(numbers / style.MM_PER_POINT, 0), textcoords="offset points", ha="right", va=va,
        fontsize=style.SMALL, color=style.GREY, annotation_clip=False,
    )  # fmt: skip


def _draw_row(axes: Axes, place: float, row: pd.Series, numbers: float) -> None:
    axes.axhline(place, color=style.FAINT, linewidth=0.8, zorder=0)
    _beside(axes, say("{number:,}", number=int(row["coded"])), place, numbers, va="center_baseline")
    for name, marker, face, edge, _ in MEASURES:
        if not pd.isna(row[name]):
            axes.scatter(
                row[name], place, s=18 if name == "alpha" else 40, marker=marker, facecolor=face,
                edgecolor=edge, linewidth=1.1, zorder=3, clip_on=False,
            )  # fmt: skip
    if pd.isna(row["alpha"]):
        axes.text(
            0.04, place, say("not defined"), va="center_baseline", fontsize=style.SMALL,
            color=style.GREY, bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8},
        )  # fmt: skip


def _hint_row(axes: Axes, label: str, place: float, row: pd.Series) -> None:
    counted_on = f"{say(COUNTED)} {say('{number:,}', number=int(row['coded']))}"
    for name, *_, measure in MEASURES:
        if not pd.isna(row[name]):
            text = f"{label}: {say(measure)} {written(row[name], 2)} ({counted_on})"
            hint(axes, text, float(row[name]), place)


def _legend() -> list[Line2D]:
    handles = [
        Line2D(
            [], [], linestyle="", marker=marker, markerfacecolor=face, markeredgecolor=edge,
            label=say(label),
        )
        for _, marker, face, edge, label in MEASURES
    ]  # fmt: skip
    line = Line2D([], [], color=style.GREY, linewidth=0.8, linestyle=(0, (3, 2)))
    tentative, firm = REFERENCES
    line.set_label(
        say(
            "least alpha for tentative ({tentative}) and firm ({firm}) conclusions",
            tentative=tentative,
            firm=firm,
        )
    )
    return [*handles, line]


def _caption(table: pd.DataFrame, shown: pd.DataFrame, drawn: int, title: str) -> str:
    rest = len(shown) - drawn
    more = say(" Not drawn: {codes} with fewer.", codes=counted(rest, "code")) if rest else ""
    return say(
        "{finding} {title}: agreement between coders by code, for each unit of "
        "comparison, with the number of units that carry the code.{more}{left_out} "
        "{read_rule} {pool_rule} Dashed: the least alpha for conclusions after "
        "Krippendorff. Not defined: every value is the same.",
        finding=_finding(table),
        title=title,
        more=more,
        left_out=left_out(list(table["unit"].unique())),
        read_rule=say(READ_RULE),
        pool_rule=say(POOL_RULE),
    )


def _finding(table: pd.DataFrame) -> str:
    return say("Krippendorff's alpha over all codes, by unit: {alphas}.", alphas=alphas(table))


def _alt(table: pd.DataFrame, units: list[str]) -> str:
    last = table[(table["unit"] == units[-1]) & table["code"].notna()].dropna(subset="alpha")
    ends = ""
    if len(last) > 1:
        low, high = last.loc[last["alpha"].idxmin()], last.loc[last["alpha"].idxmax()]
        ends = say(
            " By {units}, lowest is {label} ({alpha}), highest {label_2} ({alpha_2}).",
            units=units[-1],
            label=low["label"],
            alpha=coefficient(low["alpha"]),
            label_2=high["label"],
            alpha_2=coefficient(high["alpha"]),
        )
    return say("{finding}{ends} Dot plot by code.", finding=_finding(table), ends=ends)
