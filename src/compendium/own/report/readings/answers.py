"""Readings of answers to a questionnaire: what scores highest, and what changed."""

from typing import Any

from compendium.language import counted, mark, say, written
from compendium.naming import slug
from compendium.own.report.findings import CHANGED, EXTREMES, Finding, Reading
from compendium.own.report.material import Material

FEWEST = 8  # in both rounds, below which a change is not said to stand out


def signed(value: float) -> str:
    """Write a change with its sign."""
    text = written(value, 1)
    return f"+{text}" if value > 0 else text


def read_answers(material: Material) -> Reading:
    """Say which dimension scores highest and lowest, and which changed most."""
    values, names = material.values("answers"), material.dimensions()
    rounds = [str(name) for name in material.table("responses")["round"].dropna().unique()]
    last_name = rounds[-1]
    last = values["round"].get(slug(last_name), {})
    if not last.get("dimension_mean"):
        return Reading()
    findings, sentences = [], []
    extremes = _extremes(last, names, last_name) or _item_extremes(
        last, material.labels("items", "item"), last_name
    )
    if extremes:
        sentences.append(extremes.sentence)
        findings.append(extremes)
    change = _largest_change(values, names, rounds, material.study.smallest_cell)
    if change:
        sentences.append(change.sentence)
        findings.append(change)
    return Reading(tuple(sentences), tuple(findings))


def _extremes(last: dict[str, Any], names: dict[str, str], when: str) -> Finding | None:
    return _ends(
        last,
        "dimension",
        names,
        when,
        mark(
            "In {round} {high} scores highest ({high_mean}) and {low} lowest ({low_mean}), on a "
            "scale from 0 to 100."
        ),
        "dimension-scores",
    )


def _item_extremes(last: dict[str, Any], names: dict[str, str], when: str) -> Finding | None:
    """Say which items score highest and lowest, where there is no second dimension to compare."""
    if len(last["dimension_mean"]) > 1:
        return None
    return _ends(
        last,
        "item",
        names,
        when,
        mark(
            "In {round} the item “{high}” scores highest ({high_mean}) and “{low}” lowest "
            "({low_mean}), on a scale from 0 to 100."
        ),
        "item-means",
    )


def _ends(
    last: dict[str, Any], kind: str, names: dict[str, str], when: str, sentence: str, exhibit: str
) -> Finding | None:
    """Name the highest and the lowest mean of a kind, where they differ."""
    means = {key: mean for key, mean in last.get(f"{kind}_mean", {}).items() if mean is not None}
    if len(means) < 2:
        return None
    low, high = min(means, key=means.__getitem__), max(means, key=means.__getitem__)
    if means[low] == means[high]:
        return None
    spread = last.get(f"{kind}_sd", {})
    found = say(
        sentence,
        round=when,
        high=names.get(high, high),
        high_mean=written(means[high], 0),
        low=names.get(low, low),
        low_mean=written(means[low], 0),
    )
    beside = _beside_means(last, spread.get(high), spread.get(low))
    return Finding(EXTREMES, found, beside, "answers", exhibit)


def _beside_means(last: dict[str, Any], high: float | None, low: float | None) -> str:
    """Say of how many people two means are, what is missing, and how far people differ."""
    respondents = counted(last["n_respondents"], "respondent")
    spread = {"high_sd": _sd(high), "low_sd": _sd(low)}
    if not isinstance(last["n_blank"], int):
        return say(
            "{respondents}, some answers blank; SD {high_sd} and {low_sd}",
            respondents=respondents,
            **spread,
        )
    return say(
        "{respondents}; {blank} of {answers} blank; SD {high_sd} and {low_sd}",
        respondents=respondents,
        blank=last["n_blank"],
        answers=counted(last["n_answers"] + last["n_blank"], "answer"),
        **spread,
    )


def _sd(value: float | None) -> str:
    return "–" if value is None else written(value, 1)


def _largest_change(
    values: dict[str, Any], names: dict[str, str], rounds: list[str], least: int
) -> Finding | None:
    """Find the dimension whose respondents of both rounds changed most."""
    paired = {key: one for key, one in values.get("paired", {}).items() if one["n"]}
    if not paired:
        return None
    key = max(paired, key=lambda name: abs(paired[name]["change"]))
    one, first, last = paired[key], rounds[0], rounds[-1]
    shown = isinstance(one["n"], int)
    if (shown and one["n"] < FEWEST) or one["low"] is None:
        return None
    sure = one["low"] > 0 or one["high"] < 0
    what = {"name": names.get(key, key), "change": signed(one["change"]), "first": first,
            "last": last}  # fmt: skip
    sentence = (
        _only_change(sure, one["change"], first, last)
        if len(values["paired"]) == 1
        else say("From {first} to {last} {name} changed most: {change} points on average.", **what)
        if sure
        else say(
            "From {first} to {last} no dimension changed for sure; most did {name}, by {change} "
            "points on average.",
            **what,
        )
    )
    people = counted(one["n"], "respondent") if shown else say("respondents")
    ends = {"low": signed(one["low"]), "high": signed(one["high"])}
    missing = values["n_respondents"] - one["n"] if shown else least
    return Finding(
        CHANGED,
        sentence,
        say("{people} in both rounds; 95 % interval {low} to {high}", people=people, **ends)
        if not shown or 0 < missing < least
        else say(
            "{people} in both rounds, {missing} not; 95 % interval {low} to {high}",
            people=people,
            missing=missing,
            **ends,
        ),
        "answers",
        "changes-by-respondent",
    )


def _only_change(sure: bool, change: float, first: str, last: str) -> str:
    """Say how the one dimension of a questionnaire changed."""
    about = {"change": signed(change), "first": first, "last": last}
    if sure:
        return say("From {first} to {last} the scores changed by {change} points on average.",
                   **about)  # fmt: skip
    return say(
        "From {first} to {last} the scores did not change for sure: {change} points on average.",
        **about,
    )
