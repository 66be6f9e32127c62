"""Readings of numbers: scores, answers, factors, scores beside passages."""

from collections.abc import Mapping
from typing import Any

from compendium.language import counted, listed, say, tell, written
from compendium.own.report.findings import (
    DIFFERS,
    EVERYWHERE,
    EXTREMES,
    Finding,
    Reading,
)
from compendium.own.report.material import Material

SHOWN = 4  # names in a sentence


def named(names: list[str]) -> str:
    """List some names, and say how many more there are."""
    more = len(names) - SHOWN
    if more <= 0:
        return listed(names)
    return say("{names} and {number} more", names=", ".join(names[:SHOWN]), number=more)


def read_scale_scores(material: Material) -> Reading:
    """Say which item scores highest and lowest."""
    values = material.values("scale-scores")
    low, high = values.get("lowest"), values.get("highest")
    if not low or not high:
        return Reading()
    finding = Finding(
        EXTREMES,
        say(
            "Of {items} the highest score is that of {high} ({high_score}), the lowest that of "
            "{low} ({low_score}).",
            items=counted(values["n_items"], "item"),
            high=high["label"],
            high_score=written(high["score"], 0),
            low=low["label"],
            low_score=written(low["score"], 0),
        ),
        say(
            "{respondents}; the mean of all items is {mean}",
            respondents=counted(values["n_respondents"], "respondent"),
            mean=written(values["mean_all_items"], 1),
        ),
        "scale-scores",
        "item-scores",
    )
    possible = (
        say("Every score is one that so many respondents can give.")
        if not values["n_impossible"]
        else say(
            "{items} have a score that so many respondents cannot give.",
            items=counted(values["n_impossible"], "item"),
        )
    )
    return Reading((finding.sentence, possible), (finding,))


def read_factor_matrix(material: Material) -> Reading:
    """Say which factors every case has, and which none."""
    values = material.values("factor-matrix")
    names = material.labels("factors", "factor") or material.labels("codes", "code")
    totals, cases = values.get("total", {}), values["n_cases"]
    every = [names.get(key, key) for key, total in totals.items() if total == cases]
    none = [names.get(key, key) for key, total in totals.items() if total == 0]
    if not totals:
        return Reading()
    of = {"number": len(totals), "cases": counted(cases, "case")}
    if every:
        sentence = say(
            "In all {cases} are found {names}: {every} of {number} factors.",
            names=named(every), every=len(every), **of,
        )  # fmt: skip
    elif none:
        sentence = say("In none of {cases} is found {names}.", names=named(none), **of)
    else:
        sentence = say("Of {number} factors none is found in all {cases}, or in none.", **of)
    finding = Finding(
        EVERYWHERE,
        sentence,
        say("{cases}, {factors}", cases=of["cases"], factors=counted(len(totals), "factor")),
        "factor-matrix",
        "factor-matrix",
    )
    found = (finding,) if (every or none) and cases > 1 else ()
    return Reading((sentence, *_most_passages(values, names)), found)


def _most_passages(values: Mapping[str, Any], names: Mapping[str, str]) -> list[str]:
    """Say behind which factor most passages stand, where a study states how many there are."""
    totals = {key: sum(cases.values()) for key, cases in values.get("passages", {}).items()}
    most = max(totals.values(), default=0)
    if not most:
        return []
    top = [names.get(key, key) for key, number in totals.items() if number == most]
    return [
        say(
            "Of {passages} most stand behind {names} ({most} each).",
            passages=counted(values["n_passages"], "passage"),
            names=named(top),
            most=most,
        )
        if len(top) > 1
        else say(
            "Of {passages} most stand behind {name} ({most}).",
            passages=counted(values["n_passages"], "passage"),
            name=top[0],
            most=most,
        )
    ]


def read_joint_display(material: Material) -> Reading:
    """Say on which dimensions the questionnaire and the passages do not agree."""
    values, names = material.values("joint-display"), material.dimensions()
    verdicts = values.get("dimension", {})
    differing = [key for key, one in verdicts.items() if one["verdict"] == "differ"]
    if not verdicts:
        return Reading()
    counts = [
        f"{values[f'n_{key}']} {tell(word)}"
        for key, word in (
            ("agree", "agree"), ("differ", "differ"), ("mixed", "mixed"),
            ("no_direction", "no direction"), ("silent", "silent"), ("no_code", "no code"),
        )
        if values.get(f"n_{key}")
    ]  # fmt: skip
    sentence = say(
        "Of {dimensions}: {counts}.",
        dimensions=counted(values["n_dimensions"], "dimension"),
        counts=", ".join(counts),
    )
    findings = []
    if differing:
        passages = sum(verdicts[key]["passages"] for key in differing)
        findings.append(
            Finding(
                DIFFERS,
                say(
                    "On {names} the questionnaire and what people said do not agree.",
                    names=named([names.get(key, key) for key in differing]),
                ),
                say(
                    "{passages}; {differing} of {dimensions}",
                    passages=counted(passages, "passage"),
                    differing=len(differing),
                    dimensions=counted(values["n_dimensions"], "dimension"),
                ),
                "joint-display",
                "joint-display",
            )
        )
    return Reading((sentence, *(one.sentence for one in findings)), tuple(findings))
