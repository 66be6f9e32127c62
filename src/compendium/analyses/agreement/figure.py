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
from compendium.naming import counted

ROW = 5.0  # millimetres per row
MOST_ROWS = 40
LABEL_WIDTH = 38
COUNT_AT = 1.07  # of the width of a panel, so that no dot reaches it
REFERENCES = (0.667, 0.8)  # Krippendorff (2004): for tentative conclusions, and for firm ones
MEASURES = (
    ("alpha", "o", style.BLUE, style.BLUE, "Krippendorff's alpha"),
    ("kappa", "D", "none", style.ORANGE, "Cohen's kappa"),
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
    kept = set(shown.nlargest(MOST_ROWS, "coded")["code"])
    rows = [None, *(code for code in shown["code"] if code in kept)]
    labels = ["All codes", *shown.set_index("code").loc[rows[1:], "label"]]
    figure = style.new_figure(ROW * len(rows) + 30)
    panels = figure.subplots(1, len(units), sharey=True, squeeze=False)[0]
    lowest = float(table[["alpha", "kappa"]].fillna(0).to_numpy().min(initial=0.0))
    for axes, unit in zip(panels, units, strict=True):
        by_code = table[table["unit"] == unit]
        _draw_panel(axes, [_row(by_code, code) for code in rows], lowest)
        axes.set_title(unit.capitalize(), pad=14)
        axes.set_xlabel("Coefficient")
    panels[0].set_yticks(range(len(rows)), [style.cut(label, LABEL_WIDTH) for label in labels])
    panels[0].get_yticklabels()[0].set_fontweight("bold")
    panels[0].set_ylim(len(rows) - 0.4, -0.6)
    figure.legend(handles=_legend(), loc="outside lower center", ncols=4)
    return Exhibit(figure, _caption(shown, kept, units, title), _alt(table, units))


def _row(by_code: pd.DataFrame, code: str | None) -> pd.Series | None:
    """Row of a code; None where the unit does not have it."""
    found = by_code[by_code["code"].isna()] if code is None else by_code[by_code["code"] == code]
    return None if found.empty else found.iloc[0]


def _draw_panel(axes: Axes, rows: list[pd.Series | None], lowest: float) -> None:
    for reference in REFERENCES:
        axes.axvline(reference, color=style.GREY, linewidth=0.8, linestyle=(0, (3, 2)), zorder=1)
    axes.axvline(0, color=style.PALE, linewidth=0.8, zorder=1)
    for place, row in enumerate(rows):
        if row is not None:
            _draw_row(axes, place, row)
    low = min(lowest - 0.08, -0.05)
    axes.set_xlim(low, 1.05)
    axes.set_xticks([tick for tick in (-1, -0.5, 0, 0.5, 1) if tick >= low])
    axes.text(
        COUNT_AT, 1.01, "coded", transform=axes.transAxes, ha="left", va="bottom", fontsize=7,
        color=style.GREY,
    )  # fmt: skip
    style.bare(axes, keep=["bottom"])


def _draw_row(axes: Axes, place: int, row: pd.Series) -> None:
    axes.axhline(place, color=style.FAINT, linewidth=0.8, zorder=0)
    axes.annotate(
        f"{row['coded']:,}",
        (COUNT_AT, place),
        xycoords=("axes fraction", "data"),
        va="center",
        fontsize=7,
        color=style.GREY,
        annotation_clip=False,
    )
    for name, marker, face, edge, _ in MEASURES:
        if not pd.isna(row[name]):
            axes.scatter(
                row[name], place, s=26 if name == "alpha" else 34, marker=marker, facecolor=face,
                edgecolor=edge, linewidth=1.1, zorder=3, clip_on=False,
            )  # fmt: skip
    if pd.isna(row["alpha"]):
        axes.text(
            0.04, place, "not defined", va="center", fontsize=6.5, color=style.GREY,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8},
        )  # fmt: skip


def _legend() -> list[Line2D]:
    handles = [
        Line2D(
            [], [], linestyle="", marker=marker, markerfacecolor=face, markeredgecolor=edge,
            label=label,
        )
        for _, marker, face, edge, label in MEASURES
    ]  # fmt: skip
    line = Line2D([], [], color=style.GREY, linewidth=0.8, linestyle=(0, (3, 2)))
    line.set_label(" and ".join(str(reference) for reference in REFERENCES))
    return [*handles, line]


def _caption(shown: pd.DataFrame, kept: set[str], units: list[str], title: str) -> str:
    rest = len(shown) - len(kept)
    more = f" {counted(rest, 'code')} with fewer are not drawn." if rest else ""
    return (
        f"{title}: agreement between coders by code, for each unit of comparison, with the number "
        f"of units that carry the code (coded).{more}{left_out(units)} {READ_RULE} {POOL_RULE} "
        "Dashed: the least alpha for tentative (0.667) and for firm conclusions (0.8) after "
        "Krippendorff. Not defined: every value is the same."
    )


def _alt(table: pd.DataFrame, units: list[str]) -> str:
    last = table[(table["unit"] == units[-1]) & table["code"].notna()].dropna(subset="alpha")
    ends = ""
    if len(last) > 1:
        low, high = last.loc[last["alpha"].idxmin()], last.loc[last["alpha"].idxmax()]
        ends = (
            f" By {units[-1]}, lowest is {low['label']} ({coefficient(low['alpha'])}), highest "
            f"{high['label']} ({coefficient(high['alpha'])})."
        )
    return f"Dot plot by code. Krippendorff's alpha over all codes: {alphas(table)}.{ends}"
