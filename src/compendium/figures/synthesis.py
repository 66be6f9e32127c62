"""Concepts across studies, and similarity as the lower half of a square."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.patches import Rectangle

from compendium import style
from compendium.exhibit import Exhibit
from compendium.figures.words import counted, listed

ROW = 6.4  # millimetres per row


def draw_concepts(evidence: pd.DataFrame, studies: Mapping[str, str], *, title: str) -> Exhibit:
    """Draw concepts by study: the number of passages, and of codes behind them.

    Parameters
    ----------
    evidence : DataFrame
        What `compendium.synthesis.concept_evidence` gives.
    studies : mapping
        Name to show for each study.
    title : str
        What is shown, for the caption.

    Returns
    -------
    Exhibit
        The figure: a cell's shade and first number are passages; the number in brackets, codes.
    """
    passages = evidence.pivot(index="label", columns="study", values="passages")
    codes = evidence.pivot(index="label", columns="study", values="codes")
    columns = list(studies)
    order = (codes > 0).sum(axis=1).mul(1000).add(passages.sum(axis=1)).sort_values(ascending=False)
    passages, codes = passages.loc[order.index, columns], codes.loc[order.index, columns]
    figure = style.new_figure(ROW * len(passages) + 20)
    axes = figure.add_subplot()
    top = max(int(passages.to_numpy().max()), 1)
    for row, concept in enumerate(passages.index):
        for column, study in enumerate(columns):
            number, behind = int(passages.loc[concept, study]), int(codes.loc[concept, study])
            if not behind:
                continue
            box = Rectangle(
                (column - 0.48, row - 0.46),
                0.96,
                0.92,
                facecolor=style.HEAT(number / top),
                edgecolor=style.PALE,
            )
            axes.add_patch(box)
            axes.text(
                column,
                row,
                f"{number} ({behind})",
                ha="center",
                va="center",
                fontsize=8,
                color=style.ink_on(number / top),
            )
    axes.set(xlim=(-0.5, len(columns) - 0.5), ylim=(len(passages) - 0.5, -0.5))
    axes.set_yticks(range(len(passages)), passages.index)
    axes.xaxis.tick_top()
    axes.set_xticks(range(len(columns)), [style.wrap(studies[name], 18) for name in columns])
    style.bare(axes)
    caption = (
        f"{title}: passages behind each concept in each study, and in brackets the codes that the "
        "crosswalk maps to it. An empty cell: the study has no such code."
    )
    everywhere = [name for name in codes.index if (codes.loc[name] > 0).all()]
    alt = (
        f"Table of {counted(len(codes), 'concept')} by "
        f"{counted(len(columns), 'study', 'studies')}. "
        f"In every study: {listed(everywhere) or 'none'}."
    )
    return Exhibit(figure, caption, alt)


def draw_similarity(
    pairs: pd.DataFrame, labels: Mapping[str, str], *, title: str, of: str
) -> Exhibit:
    """Draw Jaccard's coefficient of each pair as the lower half of a square.

    Parameters
    ----------
    pairs : DataFrame
        Columns ``one, other, jaccard``.
    labels : mapping
        Name to show for each.
    title : str
        What is compared, for the caption.
    of : str
        What they share, in the plural: ``factors``, ``concepts``.

    Returns
    -------
    Exhibit
        The figure.
    """
    names = list(dict.fromkeys([*pairs["one"], *pairs["other"]]))
    place = {name: number for number, name in enumerate(names)}
    figure = style.new_figure(
        9 * len(names) + 36, width=min(style.PAGE_WIDTH, 70 + 13 * len(names))
    )
    axes = figure.add_subplot()
    for pair in pairs.itertuples():
        x, y = place[pair.one], place[pair.other]
        share = 0.0 if pd.isna(pair.jaccard) else float(pair.jaccard)
        axes.add_patch(
            Rectangle(
                (x - 0.48, y - 0.48), 0.96, 0.96, facecolor=style.HEAT(share), edgecolor=style.PALE
            )
        )
        axes.text(
            x, y, f"{share:.2f}", ha="center", va="center", fontsize=8, color=style.ink_on(share)
        )
    axes.set(xlim=(-0.6, len(names) - 1.4), ylim=(len(names) - 0.4, 0.4))
    axes.set_yticks(range(1, len(names)), [style.wrap(labels[name], 30) for name in names[1:]])
    below = [style.wrap(labels[name], 24) for name in names[:-1]]
    axes.set_xticks(range(len(names) - 1), below, rotation=90, ha="center", va="top")
    style.bare(axes)
    caption = (
        f"{title}: Jaccard's coefficient, the share of {of} found in either that are found in both."
    )
    most, least = pairs.loc[pairs["jaccard"].idxmax()], pairs.loc[pairs["jaccard"].idxmin()]
    alt = (
        f"Lower half of a square. Most alike: {labels[most['one']]} and {labels[most['other']]} "
        f"({most['jaccard']:.2f}); least alike: {labels[least['one']]} and "
        f"{labels[least['other']]} "
        f"({least['jaccard']:.2f})."
    )
    return Exhibit(figure, caption, alt)
