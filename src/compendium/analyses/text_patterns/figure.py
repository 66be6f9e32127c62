"""Words by group: the most frequent ones, and those that set a group apart."""

from collections.abc import Iterable

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from compendium.analyses.text_patterns.wording import words_rule
from compendium.exhibits import style
from compendium.exhibits.exhibit import Exhibit
from compendium.naming import counted, listed
from compendium.study.transcripts import LANGUAGES

ROW = 4.0  # millimetres per row
AROUND = 6.5  # rows for the title and the axis of a panel
COLUMNS = 2
MOST_PANELS = 6  # what a page holds
MOST_WORDS = 12  # in a panel of frequencies
MOST_KEYS = (8, 6)  # on each side of a panel of keyness: of at most four panels, and of more
LABEL_WIDTH = 22
SIDES = ((style.ORANGE, "////"), (style.BLUE, ""))


def draw_words(counts: pd.DataFrame, *, title: str, lemmatiser: str, sources: int) -> Exhibit:
    """Draw the most frequent words of each group, as bars.

    Parameters
    ----------
    counts : DataFrame
        What `co.word_counts` gives, as far as it may be shown.
    title : str
        Whose words, for the caption.
    lemmatiser : str
        What `co.lemmatiser` gives.
    sources : int
        The least number of sources in which a word was found.

    Returns
    -------
    Exhibit
        The figure: the 12 most frequent words of each of at most six groups.
    """
    panels = _panels(counts, ["language", "group"])
    shown = [(names, part.head(MOST_WORDS)) for names, part in panels]
    figure, places = _grid([len(part) for _, part in shown])
    top = max((part["per_10k"].max() for _, part in shown), default=1)
    for axes, (names, part) in zip(places, shown, strict=True):
        _draw_bars(axes, part, top)
        axes.set_title(_heading(*names), fontsize=8.5)
    caption = (
        f"{title}: most frequent words, per 10,000 words of the group, with their number. "
        f"{words_rule(lemmatiser, sources)}{_left_out(counts, panels)}"
    )
    most = [
        f"{group} ({LANGUAGES.get(language, language)}): {listed(part['lemma'].head(3))}"
        for (language, group), part in shown
    ]
    alt = f"Bars of word frequencies. {'; '.join(most)}." if most else "No word to show."
    return Exhibit(figure, caption, alt)


def draw_keyness(found: pd.DataFrame, *, title: str, lemmatiser: str, sources: int) -> Exhibit:
    """Draw the words that set a group apart from the others, as diverging bars.

    Parameters
    ----------
    found : DataFrame
        What `co.keyness` gives, as far as it may be shown.
    title, lemmatiser, sources
        As in `draw_words`.

    Returns
    -------
    Exhibit
        The figure: on each side the words with the largest log-likelihood, in at most six
        panels.
    """
    panels = _panels(found, ["language", "group", "against"])
    most = MOST_KEYS[len(panels) > 4]
    shown = [(names, _both_sides(part, most)) for names, part in panels]
    figure, places = _grid([len(part) + 1 for _, part in shown])
    reach = max((part["log_ratio"].abs().max() for _, part in shown), default=1)
    for axes, (names, part) in zip(places, shown, strict=True):
        _draw_diverging(axes, part, reach, names)
    caption = (
        f"{title}: words that a group uses more (right) or less (left) than the other group or "
        "groups of the same language: of those with the largest log-likelihood, the log ratio, "
        "which is 1 for twice as frequent. An asterisk: p below 0.05 after Bonferroni. "
        f"{words_rule(lemmatiser, sources)}{_left_out(found, panels)}"
    )
    return Exhibit(figure, caption, _keyness_alt(shown))


def _panels(table: pd.DataFrame, keys: list[str]) -> list[tuple[tuple[str, ...], pd.DataFrame]]:
    """Split a table by language and group; of many, those with the most words."""
    parts = [(key, part) for key, part in table.groupby(keys, sort=False, observed=True)]
    kept = sorted(parts, key=lambda part: -part[1]["n"].sum())[:MOST_PANELS]
    names = [key for key, _ in kept]
    return [(tuple(map(str, key)), part) for key, part in parts if key in names]


def _left_out(table: pd.DataFrame, panels: list[tuple[tuple[str, ...], pd.DataFrame]]) -> str:
    many = len(table[["language", "group"]].drop_duplicates()) - len(panels)
    return f" {counted(many, 'group')} with fewer words are not drawn." if many > 0 else ""


def _grid(rows: list[int]) -> tuple[Figure, list[Axes]]:
    """Make a figure with one panel per number of rows; without any, one that says so."""
    if not rows:
        figure = style.new_figure(18)
        axes = figure.add_subplot()
        axes.text(0.5, 0.5, "No word to show.", ha="center", va="center", color=style.GREY)
        axes.set(xticks=[], yticks=[])
        style.bare(axes)
        return figure, []
    columns = min(COLUMNS, len(rows))
    # Bars are as thick in a panel of few words as in the one beside it.
    lines = [max(rows[place : place + columns]) for place in range(0, len(rows), columns)]
    ratios = [line + AROUND for line in lines]
    figure = style.new_figure(ROW * sum(ratios))
    grid = figure.subplots(len(lines), columns, squeeze=False, height_ratios=ratios)
    places: list[Axes] = list(grid.flat)
    for number, axes in enumerate(places):
        axes.set_ylim(lines[number // columns] - 0.4, -0.6)
        axes.set_visible(number < len(rows))
    return figure, places[: len(rows)]


def _draw_bars(axes: Axes, part: pd.DataFrame, top: float) -> None:
    rows = range(len(part))
    axes.barh(rows, part["per_10k"], height=0.66, color=style.BLUE)
    for row, (value, n) in enumerate(zip(part["per_10k"], part["n"], strict=True)):
        axes.annotate(
            f"{n:,}", (value, row), xytext=(3, 0), textcoords="offset points", va="center",
            fontsize=7, color=style.GREY,
        )  # fmt: skip
    axes.set_yticks(rows, [style.cut(word, LABEL_WIDTH) for word in part["lemma"]])
    axes.set(xlim=(0, top * 1.22), xlabel="Per 10,000 words")
    axes.locator_params(axis="x", nbins=4)
    style.bare(axes, keep=["bottom"])


def _both_sides(part: pd.DataFrame, most: int) -> pd.DataFrame:
    more = part[part["log_ratio"] > 0].nlargest(most, "g2")
    less = part[part["log_ratio"] < 0].nlargest(most, "g2")
    return pd.concat([more, less]).sort_values("log_ratio", ascending=False, kind="stable")


def _draw_diverging(axes: Axes, part: pd.DataFrame, reach: float, names: tuple[str, ...]) -> None:
    language, group, against = names
    for row, word in enumerate(part.itertuples(), start=1):
        right = word.log_ratio > 0
        colour, hatch = SIDES[right]
        axes.barh(
            row, word.log_ratio, height=0.66, color=colour, hatch=hatch, edgecolor="white",
            linewidth=0.4,
        )  # fmt: skip
        axes.annotate(
            style.cut(word.lemma, LABEL_WIDTH) + ("*" if word.p_adjusted < 0.05 else ""),
            (0, row), xytext=(-3 if right else 3, 0), textcoords="offset points", va="center",
            ha="right" if right else "left", fontsize=7.5,
        )  # fmt: skip
        axes.annotate(
            f"{word.n}:{word.n_against}", (word.log_ratio, row), va="center", fontsize=6.5,
            xytext=(3 if right else -3, 0), textcoords="offset points", color=style.GREY,
            ha="left" if right else "right",
        )  # fmt: skip
    edge = max(reach, 1) * 1.3
    axes.set(xlim=(-edge, edge), xlabel="Log ratio", yticks=[])
    axes.text(-edge, 0, f"← {style.cut(against, LABEL_WIDTH)}", va="center", color=SIDES[0][0])
    axes.text(edge, 0, f"{style.cut(group, LABEL_WIDTH)} →", va="center", ha="right",
              color=SIDES[1][0])  # fmt: skip
    axes.axvline(0, color=style.GREY, linewidth=0.8)
    axes.set_title(LANGUAGES.get(language, language))
    style.bare(axes, keep=["bottom"])


def _heading(language: str, group: str) -> str:
    return f"{style.cut(group, LABEL_WIDTH)}\n{LANGUAGES.get(language, language)}"


def _keyness_alt(shown: Iterable[tuple[tuple[str, ...], pd.DataFrame]]) -> str:
    parts = []
    for (language, group, against), part in shown:
        more = listed(part.loc[part["log_ratio"] > 0, "lemma"].head(3)) or "no word"
        less = listed(part.loc[part["log_ratio"] < 0, "lemma"].iloc[::-1].head(3)) or "no word"
        name = LANGUAGES.get(language, language)
        parts.append(f"{name}: most for {group} {more}, most for {against} {less}")
    return f"Diverging bars of words. {'; '.join(parts)}." if parts else "No word to compare."
