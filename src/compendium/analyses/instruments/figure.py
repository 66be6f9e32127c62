"""Topics of instruments, with the number of questions under each and the theme that they feed."""

from typing import Any

import pandas as pd
from matplotlib.ticker import MaxNLocator

from compendium.exhibits import style
from compendium.exhibits.exhibit import Exhibit
from compendium.exhibits.hints import hint
from compendium.exhibits.labels import english_of
from compendium.exhibits.lettering import line_height, wrap
from compendium.exhibits.rows import GAP, PAD, Plot, Row, lay_out, row_figure
from compendium.exhibits.sheet import MARGIN
from compendium.language import counted, listed, mark, say, tell

LABELS, THEMES = 0.44, 0.3  # of the width
BAR = 2.6  # millimetres
FEEDS = mark("Code that it feeds")


def draw_instruments(topics: pd.DataFrame, labels: dict[str, str], *, title: str) -> Exhibit:
    """Draw one row per topic, grouped by instrument, with a bar of its questions.

    Parameters
    ----------
    topics : DataFrame
        What `co.instrument_topics` gives.
    labels : dict
        Name to show for each code, for the themes that topics feed.
    title : str
        Whose instruments, for the caption.

    Returns
    -------
    Exhibit
        The figure: a bar per topic, and in a column the code that it feeds. A topic whose
        questions are not printed has no bar.
    """
    named = [labels.get(code, "") if isinstance(code, str) else "" for code in topics["code"]]
    themes = dict(zip(topics.index, named, strict=True))
    linked = any(named)
    room = THEMES * style.WIDTH if linked else 0.0
    rows, numbers = _rows(topics, themes, room)
    plot = row_figure(
        lay_out(rows, most=LABELS * style.WIDTH),
        header=line_height(style.SMALL) + 1.5 if linked else 0.0,
        right=room + GAP if linked else 0.0,
        xlabel=say("Questions or elements"),
    )
    _draw_bars(plot, topics, numbers)
    if linked:
        _write_themes(plot, themes, numbers, room)
    feeds = say(" To the right: the code that a topic feeds, where both are linked or named alike.")
    instruments = topics["instrument"].nunique()
    caption = say(
        "{finding} {title}: {topics} of {instruments}, with the number of "
        "questions or elements under each.{feeds}",
        finding=_finding(topics),
        title=title,
        topics=counted(len(topics), "topic"),
        instruments=counted(instruments, "instrument"),
        feeds=feeds if linked else "",
    )
    parts = [
        f"{_name(name)} {counted(len(part), 'topic')}, {_asked(part)}"
        for name, part in topics.groupby("instrument", sort=False)
    ]
    alt = say(
        "{finding} Bars of questions by topic: {parts}.",
        finding=_finding(topics),
        parts=listed(parts),
    )
    return Exhibit(plot.figure, caption, alt)


def _rows(
    topics: pd.DataFrame, themes: dict[Any, str], room: float
) -> tuple[list[Row], dict[Any, int]]:
    """Rows of instruments and topics, and the number of the row of each topic."""
    rows: list[Row] = []
    numbers: dict[Any, int] = {}
    for instrument, part in topics.groupby("instrument", sort=False):
        name = _name(instrument)
        without = say(" (numbers not printed)") if part["questions"].isna().all() else ""
        rows.append(Row(name[:1].upper() + name[1:] + without, bold=True))
        for place, topic in part.iterrows():
            lines = wrap(themes[place], max(room, 1), style.SMALL).count("\n") + 1
            numbers[place] = len(rows)
            least = lines * line_height(style.SMALL) + PAD if themes[place] else 0.0
            english = english_of(topic["label"], topic["label_en"])
            label = f"{topic['label']}\n({english})" if english else topic["label"]
            rows.append(Row(label, depth=1, least=least))
    return rows, numbers


def _draw_bars(plot: Plot, topics: pd.DataFrame, numbers: dict[Any, int]) -> None:
    none_printed = topics.groupby("instrument")["questions"].transform(lambda own: own.isna().all())
    for place, asked in topics["questions"].items():
        height = plot.places[numbers[place]]
        if pd.notna(asked):
            plot.axes.barh(height, int(asked), height=BAR, color=style.BLUE)
            number = counted(int(asked), "question or element", "questions or elements")
            hint(plot.axes, f"{topics.loc[place, 'label']}: {number}", (0, int(asked)), height)
        elif none_printed[place]:
            continue  # the heading says so
        plot.axes.annotate(
            say("not printed") if pd.isna(asked) else str(asked),
            (0 if pd.isna(asked) else int(asked), height),
            xytext=(3, 0),
            textcoords="offset points",
            va="center_baseline",
            fontsize=style.SMALL,
            color=style.GREY if pd.isna(asked) else style.INK,
        )
    top = topics["questions"].max()
    plot.axes.set_xlim(0, 1.15 * (1 if pd.isna(top) else max(int(top), 1)))
    plot.axes.xaxis.set_major_locator(MaxNLocator(5, integer=True))


def _write_themes(plot: Plot, themes: dict[Any, str], numbers: dict[Any, int], room: float) -> None:
    across = plot.axes.get_position().width * style.WIDTH
    left = 1 + GAP / across
    how: Any = {"transform": plot.axes.get_yaxis_transform(), "fontsize": style.SMALL}
    plot.axes.text(left, -1.5, say(FEEDS), va="bottom", color=style.GREY, **how)
    for place, theme in themes.items():
        text = wrap(theme, room - MARGIN, style.SMALL)
        plot.axes.text(left, plot.places[numbers[place]], text, va="center_baseline", **how)


def _name(instrument: object) -> str:
    return tell(str(instrument).replace("-", " "))


def _finding(topics: pd.DataFrame) -> str:
    """Say which topic has most questions, or that no numbers are printed."""
    known = topics.dropna(subset="questions")
    if known.empty:
        return say("No number of questions is printed.")
    most = known[known["questions"] == known["questions"].max()]
    return say(
        "Most questions, {questions}, are about {topics}.",
        questions=int(known["questions"].max()),
        topics=listed(str(label) for label in most["label"]),
    )


def _asked(part: pd.DataFrame) -> str:
    if part["questions"].isna().all():
        return say("number of questions not printed")
    return counted(int(part["questions"].sum()), "question or element", "questions or elements")
