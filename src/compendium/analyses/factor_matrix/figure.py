"""Which case has which factor: dots, totals, and pairs of factors."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from compendium.exhibits import style
from compendium.exhibits.exhibit import Exhibit
from compendium.exhibits.heat import draw_pairs
from compendium.naming import counted, listed

ROW = 6.2  # millimetres per row
HEADER = 54
FOOTER = 40  # names of kinds that stand upright
LABEL_WIDTH = 26
CUT = 34  # characters of a label that has one line
MOST_WIDE = 16  # factors whose labels have room for two lines
MOST_ACROSS = 3  # kinds whose names have room side by side


def draw_matrices(
    matrices: Mapping[str, pd.DataFrame],
    totals: Mapping[str, pd.DataFrame],
    case_labels: Mapping[str, str],
    *,
    title: str,
    rule: str = "",
) -> Exhibit:
    """Draw case x factor matrices side by side, with their totals.

    Parameters
    ----------
    matrices : mapping of str to DataFrame
        One matrix per kind of factor, as `co.factor_matrix` gives it.
    totals : mapping of str to DataFrame
        For each kind what `co.total_table` gives; a total that differs from the
        printed one is framed. Factors that have no column in their matrix are not drawn.
    case_labels : mapping
        Name to show for each case.
    title : str
        What the cases are, for the caption.
    rule : str, optional
        What `co.presence_rule` says, for the caption.

    Returns
    -------
    Exhibit
        The figure.
    """
    left_out = sum(len(table) for table in totals.values())
    left_out -= sum(matrix.shape[1] for matrix in matrices.values())
    totals = {
        kind: totals[kind][totals[kind]["factor"].isin(matrix.columns)]
        for kind, matrix in matrices.items()
    }
    narrow = sum(matrix.shape[1] for matrix in matrices.values()) > MOST_WIDE
    cases = list(dict.fromkeys(case for matrix in matrices.values() for case in matrix.index))
    below = 0 if len(matrices) <= MOST_ACROSS else FOOTER
    figure = style.new_figure(ROW * (len(cases) + 2) + HEADER + 12 + below)
    panels = figure.subplots(
        1,
        len(matrices),
        sharey=True,
        squeeze=False,
        width_ratios=[max(matrix.shape[1], 1) for matrix in matrices.values()],
    )[0]
    for axes, (kind, matrix) in zip(panels, matrices.items(), strict=True):
        _draw_panel(axes, matrix.reindex(cases), totals[kind], narrow=narrow)
        name = _heading(kind)
        across = len(matrices) <= MOST_ACROSS
        name = name if across else style.cut(name, LABEL_WIDTH)
        axes.set_xlabel(name, fontweight="bold", labelpad=6, rotation=0 if across else 90)
        axes.xaxis.set_label_position("bottom")
    rows = [style.wrap(case_labels.get(case, case), 34) for case in cases]
    panels[0].set_yticks(range(len(cases) + 2), [*rows, "counted here", "printed"])
    for text in panels[0].get_yticklabels()[-2:]:
        text.set_fontweight("bold")
    figure.legend(handles=_legend(totals), loc="outside lower center", ncols=4)
    caption = _caption(matrices, cases, title)
    if left_out:
        caption += (
            f" Drawn are the factors in which the cases differ most; {left_out} are left out."
        )
    caption += f" {rule}" if rule else ""
    return Exhibit(figure, caption, _alt(totals, len(cases)))


def _many(kind: str) -> str:
    return f"{kind[:-1]}ies" if kind.endswith("y") else f"{kind}s"


def _heading(kind: str) -> str:
    return kind if _is_label(kind) else _many(kind)[:1].upper() + _many(kind)[1:]


def _is_label(kind: str) -> bool:
    """Whether a kind of factor is written as a label, as the top of a code tree is."""
    return not kind[:1].islower()


def draw_co_occurrence(pairs: pd.DataFrame, labels: Mapping[str, str], *, title: str) -> Exhibit:
    """Draw how many cases have both factors of a pair.

    Parameters
    ----------
    pairs : DataFrame
        What `co.co_occurrence` gives.
    labels : mapping
        Name to show for each factor.
    title : str
        What the cases are, for the caption.

    Returns
    -------
    Exhibit
        The figure: the lower half of a square.
    """
    names = {*pairs["factor"], *pairs["other"]}
    top = max(int(pairs["both"].max()), 1)
    figure = draw_pairs(
        pairs, labels, columns=("factor", "other", "both"), top=top, write="{:.0f}".format
    )
    most = pairs[pairs["both"] == pairs["both"].max()]
    caption = f"{title}: number of cases that have both factors of a pair."
    alt = (
        f"Lower half of a square of {counted(len(names), 'factor')}. The largest count is "
        f"{pairs['both'].max()}, for {counted(len(most), 'pair')}; the smallest is "
        f"{pairs['both'].min()}."
    )
    return Exhibit(figure, caption, alt)


def _draw_panel(axes: Axes, matrix: pd.DataFrame, totals: pd.DataFrame, *, narrow: bool) -> None:
    for column, factor in enumerate(matrix):
        for row, present in enumerate(matrix[factor]):
            if pd.isna(present):
                axes.text(column, row, "?", ha="center", va="center", color=style.GREY)
            elif present:
                axes.scatter(column, row, s=26 if narrow else 62, color=style.BLUE, zorder=3)
            else:
                axes.scatter(
                    column,
                    row,
                    s=20 if narrow else 44,
                    facecolor="white",
                    edgecolor=style.GREY,
                    linewidth=0.9,
                    zorder=3,
                )
    for column, total in enumerate(totals.itertuples()):
        differs = pd.notna(total.difference) and total.difference != 0
        printed = "–" if pd.isna(total.printed) else str(total.printed)
        for row, text in ((len(matrix), str(total.counted)), (len(matrix) + 1, printed)):
            axes.text(
                column,
                row,
                text,
                ha="center",
                va="center",
                fontsize=6.5 if narrow else 9,
                fontweight="bold",
                color=style.ORANGE if differs else style.INK,
            )
        if differs:
            axes.add_patch(
                Rectangle(
                    (column - 0.42, len(matrix) - 0.45),
                    0.84,
                    1.9,
                    fill=False,
                    edgecolor=style.ORANGE,
                    linewidth=1.6,
                    zorder=4,
                )
            )
    axes.axhline(len(matrix) - 0.5, color=style.GREY, linewidth=0.8)
    axes.set(xlim=(-0.6, matrix.shape[1] - 0.4), ylim=(len(matrix) + 1.6, -0.6))
    axes.xaxis.tick_top()
    names = [
        style.cut(row.label, CUT) if narrow else _bilingual(row.label, row.label_en)
        for row in totals.itertuples()
    ]
    axes.set_xticks(range(matrix.shape[1]), names, rotation=90, ha="center", va="bottom")
    axes.grid(axis="y", color=style.FAINT, linewidth=6)
    style.bare(axes)


def _bilingual(label: str, english: object) -> str:
    """Put the English label under the printed one, where it says something else."""
    same = not isinstance(english, str) or english.casefold() == label.casefold()
    return style.wrap(label, LABEL_WIDTH) if same else f"{label}\n({english})"


def _legend(totals: Mapping[str, pd.DataFrame]) -> list[Line2D]:
    handles = [
        Line2D([], [], marker="o", linestyle="", markersize=8, color=style.BLUE, label="present"),
        Line2D(
            [],
            [],
            marker="o",
            linestyle="",
            markersize=7,
            markerfacecolor="white",
            markeredgecolor=style.GREY,
            label="absent or hardly present",
        ),
    ]
    if any((table["difference"].fillna(0) != 0).any() for table in totals.values()):
        handles.append(
            Line2D(
                [],
                [],
                marker="s",
                linestyle="",
                markersize=9,
                markerfacecolor="none",
                markeredgecolor=style.ORANGE,
                markeredgewidth=1.6,
                label="printed total differs from the marks",
            )
        )
    return handles


def _caption(matrices: Mapping[str, pd.DataFrame], cases: list[str], title: str) -> str:
    kinds = listed(
        f"{kind} ({matrix.shape[1]})"
        if _is_label(kind)
        else counted(matrix.shape[1], kind, _many(kind))
        for kind, matrix in matrices.items()
    )
    return (
        f"{title}: {kinds} in {counted(len(cases), 'case')}, with the totals counted from the "
        "marks and the totals that the publication prints."
    )


def _alt(totals: Mapping[str, pd.DataFrame], n_cases: int) -> str:
    parts = []
    for kind, table in totals.items():
        counts = listed(f"{row.label} {row.counted}" for row in table.itertuples())
        name = _heading(kind)
        parts.append(f"{name}, cases out of {n_cases}: {counts}.")
    differing = [
        row
        for table in totals.values()
        for row in table.itertuples()
        if pd.notna(row.difference) and row.difference != 0
    ]
    for row in differing:
        parts.append(
            f"The printed total of {row.label} is {row.printed}, the marks add up to {row.counted}."
        )
    return "Matrix of dots. " + " ".join(parts)
