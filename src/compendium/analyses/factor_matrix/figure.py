"""Which case has which factor: dots, totals, and pairs of factors."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from compendium.analyses.factor_matrix.wording import differing, differs, finding
from compendium.exhibits import style
from compendium.exhibits.exhibit import Exhibit, nothing
from compendium.exhibits.heat import Heads, draw_heads, draw_pairs, heads
from compendium.exhibits.hints import hint
from compendium.exhibits.labels import english_of
from compendium.exhibits.lettering import fit, line_height, width_of, wrap
from compendium.exhibits.rows import GAP, Laid, Row, draw_labels, lay_out
from compendium.exhibits.sheet import MARGIN, axes_at, draw_key, key_height
from compendium.language import counted, listed, say, shaped

ROW = 5.6  # millimetres per row
LABELS = 0.3  # of the width
BETWEEN = 3.0  # millimetres between kinds
NARROW = 5.0  # millimetres of a column from which dots are large
MOST_TOLD = 12  # names and numbers that a person can listen to
FIRST = 3  # where there are more
COUNTED, PRINTED = "counted here", "printed"


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
    cases = list(dict.fromkeys(case for matrix in matrices.values() for case in matrix.index))
    below = [COUNTED, *([PRINTED] if _any_printed(totals) else [])]
    rows = [Row(case_labels.get(case, case)) for case in cases]
    rows += [Row(name, bold=True) for name in below]
    laid = lay_out(rows, most=LABELS * style.WIDTH, least=ROW, gaps=False)
    columns = sum(matrix.shape[1] for matrix in matrices.values())
    room = style.WIDTH - laid.width - GAP - 2 * MARGIN - BETWEEN * (len(matrices) - 1)
    cell = room / max(columns, 1)
    named = {
        kind: heads([_bilingual(row.label, row.label_en) for row in table.itertuples()], cell)
        for kind, table in totals.items()
    }
    header = max(head.height for head in named.values())
    titles = {kind: _title(kind, matrix.shape[1] * cell) for kind, matrix in matrices.items()}
    foot = max(title.count("\n") + 1 for title in titles.values()) * line_height(style.BODY) + 2
    handles = _legend(totals)
    key = key_height([str(handle.get_label()) for handle in handles], style.WIDTH - 2 * MARGIN)
    top = MARGIN + header
    figure = style.new_figure(top + laid.height + foot + key + MARGIN, free=True)
    draw_labels(axes_at(figure, MARGIN, top, laid.width, laid.height), laid)
    left = MARGIN + laid.width + GAP
    for kind, matrix in matrices.items():
        width = matrix.shape[1] * cell
        axes = axes_at(figure, left, top, width, laid.height)
        _draw_panel(axes, matrix.reindex(cases), totals[kind], laid, named[kind], cell)
        axes.set_xlabel(titles[kind], fontweight="bold", labelpad=4)
        axes.xaxis.set_label_position("bottom")
        left += width + BETWEEN
    draw_key(figure, handles, left=MARGIN, top=top + laid.height + foot)
    caption = _caption(matrices, totals, cases, title)
    if left_out:
        caption += say(
            " Drawn are the factors in which the cases differ most; {left_out} are left out.",
            left_out=left_out,
        )
    caption += f" {rule}" if rule else ""
    return Exhibit(figure, caption, _alt(totals, len(cases)))


def _any_printed(totals: Mapping[str, pd.DataFrame]) -> bool:
    return any(bool(table["printed"].notna().any()) for table in totals.values())


def _title(kind: str, room: float) -> str:
    """Name a kind below its columns, however few these are."""
    name = _heading(kind)
    if width_of(name, style.BODY, bold=True) <= room:
        return name
    if width_of(max(name.split(), key=len), style.BODY, bold=True) <= room:
        return wrap(name, room, style.BODY, bold=True)
    return fit(name, max(room, 6.0), style.BODY, lines=3, bold=True)


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
    if pairs.empty:
        return nothing(say("{title}: there are no two factors to pair.", title=title))
    names = {*pairs["factor"], *pairs["other"]}
    top = max(int(pairs["both"].max()), 1)
    figure = draw_pairs(
        pairs,
        labels,
        columns=("factor", "other", "both"),
        top=top,
        write=shaped("{:.0f}"),
        key=say("Cases with both"),
    )
    most, least = pairs[pairs["both"] == top], pairs[pairs["both"] == pairs["both"].min()]
    finding = say(
        "Both factors of {pairs} occur in {cases}",
        pairs=counted(len(most), "pair"),
        cases=counted(top, "case"),
    )
    if len(most) < len(pairs):
        finding += say(
            "; fewest, {both}, for {pairs}",
            both=pairs["both"].min(),
            pairs=counted(len(least), "pair"),
        )
    caption = say(
        "{finding}. {title}: number of cases that have both factors of a pair.",
        finding=finding,
        title=title,
    )
    alt = say(
        "{finding}. Lower half of a square of {factors}.",
        finding=finding,
        factors=counted(len(names), "factor"),
    )
    return Exhibit(figure, caption, alt)


def _draw_panel(
    axes: Axes, matrix: pd.DataFrame, totals: pd.DataFrame, laid: Laid, named: Heads, cell: float
) -> None:
    """Draw the marks of one kind of factor; a column is one unit wide, heights are millimetres."""
    size = 52 if cell >= NARROW else 22
    places = laid.places[: len(matrix)]
    for place in places:
        axes.axhline(place, color=style.FAINT, linewidth=5, zorder=0)
    for column, factor in enumerate(matrix):
        for place, name, present in zip(places, laid.rows, matrix[factor], strict=False):
            middle = column + 0.5
            if pd.isna(present):
                axes.text(middle, place, "?", ha="center", va="center", color=style.GREY)
                continue
            face, edge = (style.BLUE, style.BLUE) if present else ("white", style.GREY)
            axes.scatter(middle, place, s=size * (1 if present else 0.75), facecolor=face,
                         edgecolor=edge, linewidth=0.8, zorder=3)  # fmt: skip
            status = say("present") if present else say("absent or hardly present")
            rest = say("{n} of {cases}", n=int(matrix[factor].fillna(0).sum()),
                       cases=counted(len(matrix), "case"))  # fmt: skip
            label = str(named.texts[column]).replace("\n", " ")
            hint(axes, f"{label}, {name.label}: {status} ({rest})", middle, place)
    for column, total in enumerate(totals.itertuples()):
        printed = "–" if pd.isna(total.printed) else str(total.printed)
        below = laid.places[len(matrix) :]
        for place, text in zip(below, (str(total.counted), printed), strict=False):
            axes.text(column + 0.5, place, text, ha="center", va="center_baseline",
                      fontsize=style.SMALL, fontweight="bold")  # fmt: skip
        if differs(total):
            top = below[0] - laid.heights[-1] / 2 + 0.4
            axes.add_patch(
                Rectangle(
                    (column + 0.08, top), 0.84, len(below) * laid.heights[-1] - 0.8, fill=False,
                    edgecolor=style.ORANGE, linewidth=1.4, zorder=4,
                )
            )  # fmt: skip
    axes.axhline(laid.height - laid.heights[-1] * (len(laid.rows) - len(matrix)), color=style.GREY,
                 linewidth=0.8)  # fmt: skip
    axes.set(xlim=(0, max(matrix.shape[1], 1)), ylim=(laid.height, 0), yticks=[])
    draw_heads(axes, named)
    style.bare(axes)


def _bilingual(label: str, label_en: object) -> str:
    """Put the English label beside the printed one, where it says something else."""
    english = english_of(label, label_en)
    return f"{label}\n({english})" if english else label


def _legend(totals: Mapping[str, pd.DataFrame]) -> list[Line2D]:
    handles = [
        Line2D(
            [], [], marker="o", linestyle="", markersize=8, color=style.BLUE, label=say("present")
        ),
        Line2D(
            [],
            [],
            marker="o",
            linestyle="",
            markersize=7,
            markerfacecolor="white",
            markeredgecolor=style.GREY,
            label=say("absent or hardly present"),
        ),
    ]
    if differing(totals):
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
                label=say("printed total differs from the marks"),
            )
        )
    return handles


def _caption(
    matrices: Mapping[str, pd.DataFrame],
    totals: Mapping[str, pd.DataFrame],
    cases: list[str],
    title: str,
) -> str:
    kinds = listed(
        f"{kind} ({matrix.shape[1]})"
        if _is_label(kind)
        else counted(matrix.shape[1], kind, _many(kind))
        for kind, matrix in matrices.items()
    )
    printed = say(" and the totals that the publication prints") if _any_printed(totals) else ""
    return say(
        "{finding} {title}: {kinds} in {cases}, with the totals counted from the marks{printed}.",
        finding=finding(totals, len(cases)),
        title=title,
        kinds=kinds,
        cases=counted(len(cases), "case"),
        printed=printed,
    )


def _alt(totals: Mapping[str, pd.DataFrame], n_cases: int) -> str:
    every = pd.concat(list(totals.values()), ignore_index=True) if totals else pd.DataFrame()
    if len(every) > MOST_TOLD:
        ranked = every.sort_values("counted", ascending=False, kind="stable")
        first = listed(f"{row.label} {row.counted}" for row in ranked.head(FIRST).itertuples())
        last = ranked.iloc[-1]
        parts = [
            say(
                "Cases out of {n_cases}: most {first}, fewest {last}.",
                n_cases=n_cases,
                first=first,
                last=f"{last['label']} {last['counted']}",
            )
        ]
    else:
        parts = [
            say(
                "{heading}, cases out of {n_cases}: {counts}.",
                heading=_heading(kind),
                n_cases=n_cases,
                counts=listed(f"{row.label} {row.counted}" for row in table.itertuples()),
            )
            for kind, table in totals.items()
        ]
    return say(
        "{finding} Matrix of dots. {parts}",
        finding=finding(totals, n_cases),
        parts=" ".join(parts),
    )
