"""Concepts across studies, and similarity as the lower half of a square."""

from collections.abc import Mapping

import pandas as pd

from compendium.exhibits import style
from compendium.exhibits.exhibit import Exhibit
from compendium.exhibits.heat import draw_heat, draw_pairs
from compendium.naming import counted, listed

ROW = 6.4  # millimetres per row


def draw_concepts(evidence: pd.DataFrame, studies: Mapping[str, str], *, title: str) -> Exhibit:
    """Draw concepts by study: the number of passages, and of codes behind them.

    Parameters
    ----------
    evidence : DataFrame
        What `co.concept_evidence` gives.
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
    texts = passages.astype(int).astype(str) + " (" + codes.astype(int).astype(str) + ")"
    draw_heat(
        axes,
        passages.where(codes > 0),
        top=max(int(passages.to_numpy().max()), 1),
        texts=texts,
    )
    axes.set_yticks([place + 0.5 for place in range(len(passages))], passages.index, rotation=0)
    axes.xaxis.tick_top()
    names = [style.wrap(studies[name], 18) for name in columns]
    axes.set_xticks([place + 0.5 for place in range(len(columns))], names)
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
    figure = draw_pairs(
        pairs, labels, columns=("one", "other", "jaccard"), top=1, write="{:.2f}".format
    )
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
