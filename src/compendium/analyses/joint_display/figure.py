"""Scores of dimensions beside the passages that help and hinder."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from compendium.analyses.joint_display.display import tally
from compendium.exhibits import style
from compendium.exhibits.exhibit import Exhibit
from compendium.exhibits.lettering import line_height
from compendium.exhibits.rows import GAP, Row, draw_labels, lay_out
from compendium.exhibits.sheet import MARGIN, axes_at, axis_height, draw_key, key_height
from compendium.language import counted, mark, say, tell, written

LABELS, SCORES, VERDICT = 0.3, 0.26, 0.14  # of the width
TALL = 7.0  # millimetres of a row
BAR = 3.0  # millimetres
BARS = (("hinders", style.ORANGE, mark("hinders")), ("other", style.PALE, mark("neither")),
        ("helps", style.BLUE, mark("helps")))  # fmt: skip


def draw_joint_display(display: pd.DataFrame, *, title: str, middle: float = 50) -> Exhibit:
    """Draw a row per dimension: its score, its passages, and what they are together.

    Parameters
    ----------
    display : DataFrame
        What `co.joint_display` gives.
    title : str
        Whose scores and passages, for the caption.
    middle : float, optional
        Score above which a dimension is favourable, as `co.joint_display` had it.

    Returns
    -------
    Exhibit
        The figure: a dot for the score, a bar of passages, and a word.
    """
    laid = lay_out(
        [Row(str(name)) for name in display["dimension"]], most=LABELS * style.WIDTH, least=TALL
    )
    handles = [Patch(color=colour, label=say(label)) for _, colour, label in BARS]
    foot = axis_height(tick_lines=1, label=say("Passages"))
    key = key_height([str(handle.get_label()) for handle in handles], style.WIDTH)
    head = line_height(style.HEADING) + 1.5
    top = MARGIN + head
    figure = style.new_figure(top + laid.height + foot + key + MARGIN, free=True)
    draw_labels(axes_at(figure, MARGIN, top, max(laid.width, 1), laid.height), laid)
    left = MARGIN + laid.width + GAP
    scores = axes_at(figure, left, top, SCORES * style.WIDTH, laid.height)
    _draw_scores(scores, display, list(laid.places), middle)
    left += SCORES * style.WIDTH + 3 * GAP
    across = style.WIDTH - MARGIN - left - VERDICT * style.WIDTH - GAP
    passages = axes_at(figure, left, top, across, laid.height)
    _draw_passages(passages, display, list(laid.places))
    together = axes_at(figure, left + across + GAP, top, VERDICT * style.WIDTH, laid.height)
    for place, verdict in zip(laid.places, display["verdict"], strict=True):
        together.text(0, place, tell(verdict), va="center_baseline", fontsize=style.BODY)
    together.set(xlim=(0, 1), xticks=[], yticks=[])
    style.bare(together)
    names = (say("Questionnaire"), say("Passages"), say("Together"))
    for axes, name in zip((scores, passages, together), names, strict=True):
        axes.set_ylim(laid.height, 0)
        axes.set_title(name, loc="left", fontsize=style.BODY)
    draw_key(figure, handles, left=MARGIN, top=top + laid.height + foot)
    return Exhibit(
        figure,
        say(
            "Scores and passages, dimension by dimension: {tally}. {title}: the score "
            "of each dimension (0 to 100), the passages of the codes that speak to it, "
            "and whether both say the same.",
            tally=tally(display),
            title=title,
        ),
        say(
            "{dimensions} with a dot for the score and a bar of passages: {tally}.",
            dimensions=counted(len(display), "dimension"),
            tally=tally(display),
        ),
    )


def _draw_scores(axes: Axes, display: pd.DataFrame, places: list[float], middle: float) -> None:
    axes.axvline(middle, color=style.PALE, linewidth=0.8, zorder=0)
    axes.hlines(places, 0, display["score"], color=style.PALE, linewidth=1.2, zorder=1)
    axes.scatter(display["score"], places, s=26, color=style.BLUE, zorder=2, clip_on=False)
    for score, place in zip(display["score"], places, strict=True):
        axes.annotate(
            written(score, 0), (score, place), xytext=(5, 0), textcoords="offset points",
            va="center_baseline", fontsize=style.SMALL,
        )  # fmt: skip
    axes.set(xlim=(0, 112), xticks=[0, 50, 100], yticks=[], xlabel=say("Score"))
    style.bare(axes, keep=["bottom"])


def _draw_passages(axes: Axes, display: pd.DataFrame, places: list[float]) -> None:
    most = max(int(display["passages"].max()), 1)
    shown = display.assign(
        other=(display["passages"] - display["helps"] - display["hinders"]).clip(lower=0)
    )
    begun = pd.Series(0, index=display.index)
    for name, colour, _ in BARS:
        axes.barh(places, shown[name], left=begun, height=BAR, color=colour)
        begun = begun + shown[name]
    for number, place in zip(display["passages"], places, strict=True):
        axes.annotate(
            str(number) if number else say("none"), (number, place), xytext=(3, 0),
            textcoords="offset points", va="center_baseline", fontsize=style.SMALL,
            color=style.INK if number else style.GREY,
        )  # fmt: skip
    axes.set(xlim=(0, 1.2 * most), yticks=[], xlabel=say("Passages"))
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    style.bare(axes, keep=["bottom"])
