"""Topics of instruments, with the number of questions under each and the theme that they feed."""

from typing import Any

import pandas as pd

from compendium.exhibits import style
from compendium.exhibits.exhibit import Exhibit
from compendium.naming import counted, listed

ROW = 4.8  # millimetres per row
PAGE_HEIGHT = 225


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
        The figure; a topic whose questions are not printed has no bar.
    """
    rows: list[tuple[str, Any, str, bool]] = []
    for instrument, part in topics.groupby("instrument", sort=False):
        name = str(instrument).replace("-", " ")
        rows.append((name[:1].upper() + name[1:], pd.NA, "", True))
        for topic in part.itertuples():
            theme = labels.get(topic.code, "") if isinstance(topic.code, str) else ""
            rows.append((topic.label, topic.questions, theme, False))
    height = min(ROW, PAGE_HEIGHT / len(rows))
    figure = style.new_figure(height * len(rows) + 12)
    axes = figure.add_subplot()
    top = max([int(number) for _, number, _, _ in rows if pd.notna(number)] or [1])
    for place, (_, number, theme, is_heading) in enumerate(rows):
        if is_heading:
            continue
        if pd.notna(number):
            axes.barh(place, int(number), height=0.6, color=style.BLUE)
        text = "number not printed" if pd.isna(number) else str(number)
        text += f"   → {style.cut(theme, 44)}" if theme else ""
        axes.annotate(
            text,
            (0 if pd.isna(number) else int(number), place),
            xytext=(3, 0),
            textcoords="offset points",
            va="center",
            fontsize=7.5,
            color=style.GREY if pd.isna(number) else style.INK,
        )
    axes.set_yticks(range(len(rows)), [style.cut(row[0], 52) for row in rows])
    for tick, row in zip(axes.get_yticklabels(), rows, strict=True):
        tick.set_fontweight("bold" if row[3] else "normal")
    linked = any(row[2] for row in rows)
    axes.set(xlim=(0, top * (1.9 if linked else 1.25)), ylim=(len(rows) - 0.4, -0.6))
    axes.set(xlabel="Questions or elements")
    axes.set_xticks([])
    style.bare(axes)
    instruments = topics["instrument"].nunique()
    arrow = " An arrow names the code that a topic feeds, where both are linked or named alike."
    caption = (
        f"{title}: {counted(len(topics), 'topic')} of {counted(instruments, 'instrument')}, with "
        f"the number of questions or elements under each.{arrow if linked else ''}"
    )
    parts = [
        f"{str(name).replace('-', ' ')} {counted(len(part), 'topic')}, {_asked(part)}"
        for name, part in topics.groupby("instrument", sort=False)
    ]
    return Exhibit(figure, caption, f"Bars of questions by topic: {listed(parts)}.")


def _asked(part: pd.DataFrame) -> str:
    if part["questions"].isna().all():
        return "number of questions not printed"
    return counted(int(part["questions"].sum()), "question or element", "questions or elements")
