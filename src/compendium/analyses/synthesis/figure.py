"""Concepts across studies, and similarity as the lower half of a square."""

from collections.abc import Mapping

import pandas as pd

from compendium.exhibits import style
from compendium.exhibits.exhibit import Exhibit
from compendium.exhibits.heat import cell_hints, draw_heads, draw_heat, draw_pairs, heads
from compendium.exhibits.rows import GAP, Row, lay_out, row_figure
from compendium.exhibits.sheet import MARGIN, draw_shades, shades_height
from compendium.language import counted, listed, mark, say, say_number, shaped

ROW = 5.6  # millimetres per row
LABELS = 0.4  # of the width
KEY = mark("–  codes, but no passage     blank: no code")


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
        The figure: the shade and the number of a cell are passages. A dash marks a concept for
        which the study has codes and no passage; a blank cell, one for which it has no code.
    """
    passages = evidence.pivot(index="label", columns="study", values="passages")
    codes = evidence.pivot(index="label", columns="study", values="codes")
    columns = list(studies)
    order = (codes > 0).sum(axis=1).mul(1000).add(passages.sum(axis=1)).sort_values(ascending=False)
    passages, codes = passages.loc[order.index, columns], codes.loc[order.index, columns]
    laid = lay_out([Row(str(name)) for name in codes.index], most=LABELS * style.WIDTH, least=ROW)
    cell = (style.WIDTH - laid.width - GAP - 2 * MARGIN) / len(columns)
    named = heads([studies[name] for name in columns], cell)
    plot = row_figure(laid, header=named.height, tick_lines=0, below=shades_height(say(KEY)))
    top = max(int(passages.to_numpy().max()), 1)
    texts = passages.astype(int).astype(str).where(passages > 0, "–").where(codes > 0, "")
    shown = (list(codes.index.astype(str)), [studies[name] for name in columns])
    told = cell_hints(texts, *shown, what=say("Passages"))
    draw_heat(
        plot.axes, passages.where(passages > 0), top=top, texts=texts, heights=plot.heights,
        told=told,
    )  # fmt: skip
    draw_heads(plot.axes, named)
    below = MARGIN + named.height + laid.height + 3.0
    draw_shades(plot.figure, left=MARGIN, top=below, most=top, label=say("Passages"), note=say(KEY))
    everywhere = [name for name in codes.index if (codes.loc[name] > 0).all()]
    finding = (
        say_number(
            len(everywhere),
            "Of {concepts} {number} occurs in every study: {names}.",
            "Of {concepts} {number} occur in every study: {names}.",
            concepts=counted(len(codes), "concept"),
            names=listed(everywhere),
        )
        if everywhere
        else say("No concept occurs in every study.")
    )
    caption = say(
        "{finding} {title}: passages behind each concept in each study. A dash: "
        "the study has codes for the concept, and no passage. A blank cell: it has "
        "no such code.",
        finding=finding,
        title=title,
    )
    alt = say(
        "{finding} Table of {concepts} by {studies}.",
        finding=finding,
        concepts=counted(len(codes), "concept"),
        studies=counted(len(columns), "study", "studies"),
    )
    return Exhibit(plot.figure, caption, alt)


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
        pairs,
        labels,
        columns=("one", "other", "jaccard"),
        top=1,
        write=shaped("{:.2f}"),
        key=say("Jaccard's coefficient"),
    )
    most, least = pairs.loc[pairs["jaccard"].idxmax()], pairs.loc[pairs["jaccard"].idxmin()]
    finding = say(
        "Most alike: {one} and {other} ({most:.2f}); least alike: "
        "{third} and {fourth} ({least:.2f}).",
        one=labels[most["one"]],
        other=labels[most["other"]],
        most=most["jaccard"],
        third=labels[least["one"]],
        fourth=labels[least["other"]],
        least=least["jaccard"],
    )
    caption = say(
        "{finding} {title}: Jaccard's coefficient, the share of {of} found in "
        "either that are found in both.",
        finding=finding,
        title=title,
        of=of,
    )
    return Exhibit(figure, caption, say("{finding} Lower half of a square.", finding=finding))
