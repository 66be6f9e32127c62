"""Scores of dimensions beside the passages that help and hinder."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from compendium.analyses.joint_display.display import VERDICTS, no_scores, tally
from compendium.exhibits import style
from compendium.exhibits.exhibit import Exhibit
from compendium.exhibits.hints import hint
from compendium.exhibits.lettering import fit, line_height, widest
from compendium.exhibits.rows import GAP, PAD, Row, draw_labels, lay_out
from compendium.exhibits.sheet import MARGIN, axes_at, axis_height, draw_key, key_height
from compendium.language import counted, mark, say, tell, written

LABELS, SCORES, SPEAKS = 0.22, 0.19, 0.29  # of the width
TALL = 7.0  # millimetres of a row at least
LINES = 5  # of codes, and of voices
BAR = 3.0  # millimetres
BARS = (("hinders", style.ORANGE, mark("hinders")), ("other", style.PALE, mark("neither")),
        ("helps", style.BLUE, mark("helps")))  # fmt: skip


def draw_joint_display(display: pd.DataFrame, *, title: str, middle: float = 50) -> Exhibit:
    """Draw a row per dimension: its score, its codes and passages, and what they are together.

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
        The figure: a dot for the score, the codes with those who speak, a bar of passages, and a
        word.
    """
    if display.empty:
        return no_scores(title)
    speaks = 0.0 if style.IS_NARROW else SPEAKS * style.WIDTH
    texts = [_speaks(row.codes, row.voices, speaks) for row in display.itertuples()]
    line = line_height(style.SMALL)
    rows = [
        Row(str(name), least=sum(text.count("\n") + 1 for text in both if text) * line + 2 * PAD)
        for name, both in zip(display["dimension"], texts, strict=True)
    ]
    laid = lay_out(rows, most=LABELS * style.WIDTH, least=TALL)
    shown = _parts(display)
    handles = [
        Patch(color=colour, label=say(word)) for name, colour, word in BARS if shown[name].any()
    ]
    foot = axis_height(tick_lines=1, label=say("Passages"))
    key = key_height([str(handle.get_label()) for handle in handles], style.WIDTH)
    top = MARGIN + line_height(style.HEADING) + 1.5
    figure = style.new_figure(top + laid.height + foot + key + MARGIN, free=True)
    verdict = widest([tell(one) for one in VERDICTS], style.BODY)
    scores = SCORES * style.WIDTH
    across = style.WIDTH - 2 * MARGIN - laid.width - scores - speaks - verdict - 6 * GAP
    widths = [laid.width, scores, speaks, across, verdict]
    places = [MARGIN + sum(widths[:n]) + gaps * GAP for n, gaps in enumerate((0, 1, 3, 4.5, 6))]
    axes = [
        axes_at(figure, place, top, max(width, 1), laid.height)
        for place, width in zip(places, widths, strict=True)
    ]
    draw_labels(axes[0], laid)
    _draw_scores(axes[1], display, list(laid.places), middle)
    _write_codes(axes[2], texts, list(laid.places), speaks)
    _draw_passages(axes[3], shown, list(laid.places))
    for place, word in zip(laid.places, display["verdict"], strict=True):
        axes[4].text(0, place, tell(word), va="center_baseline", fontsize=style.BODY)
    axes[4].set(xlim=(0, 1), xticks=[], yticks=[])
    style.bare(axes[4])
    codes = say("Codes and voices") if speaks else ""
    names = ("", say("Questionnaire"), codes, say("Passages"), say("Together"))
    for one, name in zip(axes, names, strict=True):
        one.set_ylim(laid.height, 0)
        one.set_title(name, loc="left", fontsize=style.BODY)
    draw_key(figure, handles, left=MARGIN, top=top + laid.height + foot)
    return Exhibit(
        figure,
        say(
            "Scores and passages, dimension by dimension: {tally}. {title}: the score of each "
            "dimension (0 to 100), the codes that speak to it with those whose passages stand "
            "behind them, how many passages say what helps or hinders, and whether both say the "
            "same.",
            tally=tally(display),
            title=title,
        ),
        say(
            "{dimensions} with a dot for the score and a bar of passages: {tally}.",
            dimensions=counted(len(display), "dimension"),
            tally=tally(display),
        ),
    )


def _speaks(codes: str, voices: str, room: float) -> tuple[str, str]:
    """Break codes and voices over lines; both are cut where they are long."""
    if not room:
        return "", ""
    parts = (fit(text, room, style.SMALL, lines=LINES) if text else "" for text in (codes, voices))
    first, second = parts
    return first, second


def _write_codes(
    axes: Axes, texts: Sequence[tuple[str, str]], places: list[float], room: float
) -> None:
    line = line_height(style.SMALL)
    for (codes, voices), place in zip(texts, places, strict=True):
        lines = [text.count("\n") + 1 if text else 0 for text in (codes, voices)]
        top = place - sum(lines) * line / 2
        for text, above, colour in ((codes, 0, style.INK), (voices, lines[0], style.GREY)):
            axes.text(
                0, top + above * line, text, va="top", fontsize=style.SMALL, color=colour,
                linespacing=1.1,
            )  # fmt: skip
    axes.set(xlim=(0, max(room, 1)), xticks=[], yticks=[])
    style.bare(axes)


def _draw_scores(axes: Axes, display: pd.DataFrame, places: list[float], middle: float) -> None:
    axes.axvline(middle, color=style.PALE, linewidth=0.8, zorder=0)
    axes.hlines(places, 0, display["score"], color=style.PALE, linewidth=1.2, zorder=1)
    axes.scatter(display["score"], places, s=26, color=style.BLUE, zorder=2, clip_on=False)
    for name, score, place in zip(display["dimension"], display["score"], places, strict=True):
        hint(axes, f"{name}: {say('Score')} {written(score, 1)}", float(score), place)
        axes.annotate(
            written(score, 0), (score, place), xytext=(5, 0), textcoords="offset points",
            va="center_baseline", fontsize=style.SMALL,
        )  # fmt: skip
    axes.set(xlim=(0, 125), xticks=[0, 50, 100], yticks=[], xlabel=say("Score"))
    style.bare(axes, keep=["bottom"])


def _parts(display: pd.DataFrame) -> pd.DataFrame:
    """Add the passages that neither help nor hinder."""
    rest = display["passages"] - display["helps"] - display["hinders"]
    return display.assign(other=rest.clip(lower=0))


def _draw_passages(axes: Axes, shown: pd.DataFrame, places: list[float]) -> None:
    begun = pd.Series(0, index=shown.index)
    for name, colour, _ in BARS:
        axes.barh(places, shown[name], left=begun, height=BAR, color=colour)
        begun = begun + shown[name]
    for row, end, place in zip(shown.itertuples(), begun, places, strict=True):
        parts = ", ".join(f"{say(word)} {getattr(row, name)}" for name, _, word in BARS)
        text = f"{row.dimension}: {counted(int(row.passages), 'passage')} ({parts})"
        hint(axes, text, (0, int(end)), place)
    # A passage that helps and hinders stands in both parts of its bar.
    for number, end, place in zip(shown["passages"], begun, places, strict=True):
        axes.annotate(
            str(number) if number else say("none"), (end, place), xytext=(3, 0),
            textcoords="offset points", va="center_baseline", fontsize=style.SMALL,
            color=style.INK if number else style.GREY,
        )  # fmt: skip
    axes.set(xlim=(0, 1.3 * max(int(begun.max()), 1)), yticks=[], xlabel=say("Passages"))
    axes.xaxis.set_major_locator(MaxNLocator(4, integer=True))
    style.bare(axes, keep=["bottom"])
    if not shown["passages"].any():  # nothing to measure
        axes.set(xticks=[], xlabel="")
        style.bare(axes)
