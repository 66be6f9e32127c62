"""Words by group: the most frequent ones, and those that set a group apart."""

from collections.abc import Iterable

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from compendium.analyses.text_patterns.wording import words_rule
from compendium.exhibits import style
from compendium.exhibits.exhibit import Exhibit, nothing
from compendium.exhibits.hints import hint
from compendium.exhibits.lettering import cut, line_height, widest
from compendium.exhibits.sheet import MARGIN, axes_at, axis_height
from compendium.language import counted, listed, say, tell, written
from compendium.study.transcripts import language_name

ROW = 4.0  # millimetres per row
COLUMNS = 2
NARROWEST = 70.0  # millimetres of a panel
BETWEEN = 5.0  # millimetres between panels
BAR = 2.6  # millimetres
MOST_PANELS = 6  # what a page holds
MOST_WORDS = 12  # in a panel of frequencies
MOST_KEYS = (8, 6)  # on each side of a panel of keyness: of at most four panels, and of more
WORD = 34.0  # millimetres of a word, at most
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
    if not panels:
        return nothing(f"{say('No word to show.')} {words_rule(lemmatiser, sources)}")
    most = min(MOST_WORDS, _most_rows(len(panels)))
    shown = [(names, part.head(most)) for names, part in panels]
    words = [[str(word) for word in part["lemma"]] for _, part in shown]
    before = min(WORD, max((widest(own, style.BODY) for own in words), default=0.0)) + 2
    figure, places = _grid([len(part) for _, part in shown], before=before)
    top = max((part["per_10k"].max() for _, part in shown), default=1)
    for axes, (names, part) in zip(places, shown, strict=True):
        _draw_bars(axes, part, top)
        axes.set_title(_heading(*names), fontsize=style.BODY, pad=3)
    caption = say(
        "{title}: most frequent words, per 10,000 words of the group; the number "
        "beside a bar says how often. {words_rule}{left_out}",
        title=title,
        words_rule=words_rule(lemmatiser, sources),
        left_out=_left_out(counts, panels),
    )
    frequent = [
        f"{group} ({tell(language_name(language))}): {listed(part['lemma'].head(3))}"
        for (language, group), part in shown
    ]
    finding = say("Most frequent: {frequent}.", frequent="; ".join(frequent))
    return Exhibit(
        figure, f"{finding} {caption}", say("{finding} Bars of word frequencies.", finding=finding)
    )


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
    if not panels:
        return nothing(f"{_keyness_finding([])} {words_rule(lemmatiser, sources)}")
    most = min(MOST_KEYS[len(panels) > 4], _most_rows(len(panels)) // 2 - 1)
    shown = [(names, _both_sides(part, most)) for names, part in panels]
    figure, places = _grid([len(part) + 2 for _, part in shown], before=1.0)
    reach = max((part["log_ratio"].abs().max() for _, part in shown), default=1)
    for axes, (names, part) in zip(places, shown, strict=True):
        _draw_diverging(axes, part, reach, names)
    caption = say(
        "{keyness_finding} {title}: words that a group uses more (right) or less "
        "(left) than the other group or groups of the same language: of those with "
        "the largest log-likelihood, the log ratio, which is 1 for twice as "
        "frequent. In grey how often both used the word, the group on the right "
        "first. An asterisk: p below 0.05 after Bonferroni. {words_rule}{left_out}",
        keyness_finding=_keyness_finding(shown),
        title=title,
        words_rule=words_rule(lemmatiser, sources),
        left_out=_left_out(found, panels),
    )
    alt = _keyness_finding(shown) + (say(" Diverging bars of words.") if shown else "")
    return Exhibit(figure, caption, alt)


def _panels(table: pd.DataFrame, keys: list[str]) -> list[tuple[tuple[str, ...], pd.DataFrame]]:
    """Split a table by language and group; of many, those with the most words."""
    parts = [(key, part) for key, part in table.groupby(keys, sort=False, observed=True)]
    kept = sorted(parts, key=lambda part: -part[1]["n"].sum())[:MOST_PANELS]
    names = [key for key, _ in kept]
    return [(tuple(map(str, key)), part) for key, part in parts if key in names]


def _left_out(table: pd.DataFrame, panels: list[tuple[tuple[str, ...], pd.DataFrame]]) -> str:
    many = len(table[["language", "group"]].drop_duplicates()) - len(panels)
    return (
        say(" Not drawn: {groups} with fewer words.", groups=counted(many, "group"))
        if many > 0
        else ""
    )


def _columns(panels: int) -> int:
    return max(min(COLUMNS if style.WIDTH / COLUMNS >= NARROWEST else 1, panels), 1)


def _around() -> tuple[float, float]:
    """Millimetres above and below a panel."""
    return 2 * line_height(style.BODY) + 2, axis_height(tick_lines=1, label=say("Words")) + BETWEEN


def _most_rows(panels: int) -> int:
    """Count the rows of a panel with which all panels still fit on a page."""
    lines = max(1, -(-panels // _columns(panels)))
    return max(4, int(((style.TALLEST - 2 * MARGIN) / lines - sum(_around())) / ROW))


def _grid(rows: list[int], *, before: float) -> tuple[Figure, list[Axes]]:
    """Make a figure with one panel per number of rows.

    A panel keeps some millimetres before its axes free, for its labels.
    """
    columns = _columns(len(rows))
    # Bars are as thick in a panel of few words as in the one beside it.
    lines = [max(rows[place : place + columns]) for place in range(0, len(rows), columns)]
    head, foot = _around()
    figure = style.new_figure(ROW * sum(lines) + (head + foot) * len(lines) + MARGIN, free=True)
    width = (style.WIDTH - 2 * MARGIN - BETWEEN * (columns - 1)) / columns
    places, top = [], MARGIN
    for number in range(len(rows)):
        line, column = divmod(number, columns)
        left = MARGIN + column * (width + BETWEEN) + before
        axes = axes_at(figure, left, top + head, width - before, ROW * lines[line])
        axes.set_ylim(lines[line] - 0.5, -0.5)
        places.append(axes)
        if column == columns - 1:
            top += head + ROW * lines[line] + foot
    return figure, places


def _draw_bars(axes: Axes, part: pd.DataFrame, top: float) -> None:
    rows = range(len(part))
    axes.barh(rows, part["per_10k"], height=BAR / ROW, color=style.BLUE)
    for row, word in enumerate(part.itertuples()):
        often = say("{n:,} times", n=word.n)
        per = f"{say('Per 10,000 words')} {written(word.per_10k, 1)}"
        hint(axes, f"{word.lemma}: {often}; {per}", (0, word.per_10k), row)
    for row, (value, n) in enumerate(zip(part["per_10k"], part["n"], strict=True)):
        axes.annotate(
            f"{n:,}", (value, row), xytext=(3, 0), textcoords="offset points",
            va="center_baseline", fontsize=style.SMALL, color=style.GREY,
        )  # fmt: skip
    axes.set_yticks(rows, [cut(str(word), WORD, style.BODY) for word in part["lemma"]])
    axes.set(xlim=(0, top * 1.22), xlabel=say("Per 10,000 words"))
    axes.locator_params(axis="x", nbins=4)
    style.bare(axes, keep=["bottom"])


def _both_sides(part: pd.DataFrame, most: int) -> pd.DataFrame:
    more = part[part["log_ratio"] > 0].nlargest(most, "g2")
    less = part[part["log_ratio"] < 0].nlargest(most, "g2")
    return pd.concat([more, less]).sort_values("log_ratio", ascending=False, kind="stable")


def _draw_diverging(axes: Axes, part: pd.DataFrame, reach: float, names: tuple[str, ...]) -> None:
    language, group, against = names
    for row, word in enumerate(part.itertuples(), start=2):
        right = word.log_ratio > 0
        colour, hatch = SIDES[right]
        axes.barh(
            row, word.log_ratio, height=BAR / ROW, color=colour, hatch=hatch, edgecolor="white",
            linewidth=0.4,
        )  # fmt: skip
        often = say("{n} and {n_against}", n=word.n, n_against=word.n_against)
        ratio = f"{say('Log ratio')} {written(word.log_ratio, 2)}"
        hint(axes, f"{word.lemma}: {ratio} ({often})", (0, word.log_ratio), row)
        axes.annotate(
            cut(str(word.lemma), WORD, style.SMALL) + ("*" if word.p_adjusted < 0.05 else ""),
            (0, row), xytext=(-3 if right else 3, 0), textcoords="offset points",
            va="center_baseline", ha="right" if right else "left", fontsize=style.SMALL,
        )  # fmt: skip
        axes.annotate(
            say("{n} and {n_against}", n=word.n, n_against=word.n_against),
            (word.log_ratio, row), va="center_baseline", fontsize=style.SMALL,
            xytext=(3 if right else -3, 0), textcoords="offset points",
            color=style.GREY, ha="left" if right else "right",
        )  # fmt: skip
    edge = max(reach, 1) * 1.45
    half = axes.get_position().width * style.WIDTH / 2 - 1
    axes.set(xlim=(-edge, edge), xlabel=say("Log ratio"), yticks=[])
    for place, name, side in ((-edge, against, "left"), (edge, group, "right")):
        text = cut(say("more by {name}", name=name), half, style.BODY)
        axes.text(place, 0, text, va="center_baseline", ha=side, fontsize=style.BODY)
    axes.axvline(0, color=style.GREY, linewidth=0.8, ymax=1 - 1.2 / len(part))
    axes.set_title(tell(language_name(language)), pad=3)
    style.bare(axes, keep=["bottom"])


def _heading(language: str, group: str) -> str:
    return f"{group}\n{tell(language_name(language))}"


def _keyness_finding(shown: Iterable[tuple[tuple[str, ...], pd.DataFrame]]) -> str:
    parts = []
    for (language, group, against), part in shown:
        more = listed(part.loc[part["log_ratio"] > 0, "lemma"].head(3)) or say("no word")
        least = part.loc[part["log_ratio"] < 0, "lemma"].iloc[::-1].head(3)
        less = listed(least) or say("no word")
        name = tell(language_name(language))
        parts.append(
            say(
                "{name}: most for {group} {more}, most for {against} {less}",
                name=name,
                group=group,
                more=more,
                against=tell(str(against)),
                less=less,
            )
        )
    return f"{'; '.join(parts)}." if parts else say("No word to compare.")
