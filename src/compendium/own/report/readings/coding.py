"""Readings of coded passages and of words."""

from typing import Any

from compendium.language import counted, say, written
from compendium.own.report.findings import (
    DISAGREE,
    EVERYWHERE,
    LARGEST,
    NOTHING_NEW,
    TOGETHER,
    TYPICAL,
    Finding,
    Reading,
)
from compendium.own.report.material import Material
from compendium.own.report.readings.numbers import named

TENTATIVE = 0.667  # least alpha for tentative conclusions, after Krippendorff (2004)
FEWEST_UNITS = 10  # with a code, below which its agreement is not said to stand out
FEWEST_SOURCES = 3  # of which something can be said to be found everywhere


def read_code_frequencies(material: Material) -> Reading:
    """Say which code was used most, and which are in every source."""
    values, names = material.values("code-frequencies"), material.labels("codes", "code")
    codes = values.get("code", {})
    used = {key: one["own"] for key, one in codes.items() if one["own"]}
    if not used:
        return Reading((say("No passage carries a code."),))
    most = max(used.values())
    top = [names.get(key, key) for key, number in used.items() if number == most]
    largest = Finding(
        LARGEST,
        say("The code used most is {name} ({passages}).", name=top[0],
            passages=counted(most, "passage"))
        if len(top) == 1
        else say("The codes used most are {names} ({passages} each).", names=named(top),
                 passages=counted(most, "passage")),
        say(
            "{passages} in {sources}, with {codes}",
            passages=counted(values["n_segments"], "passage"),
            sources=counted(values["n_sources"], "source"),
            codes=counted(values["n_codes"] - values["n_unused_codes"], "code"),
        ),
        "code-frequencies",
        "code-tree",
    )  # fmt: skip
    everywhere = _everywhere(values, codes, names)
    found = [largest, *([everywhere] if everywhere else [])]
    return Reading(tuple(one.sentence for one in found), tuple(found))


def _everywhere(
    values: dict[str, Any], codes: dict[str, Any], names: dict[str, str]
) -> Finding | None:
    """Codes at the ends of the tree that stand in every source that was coded."""
    presence, sources = values.get("presence", {}), values["n_sources"]
    if sources < FEWEST_SOURCES or not presence:
        return None
    ends = [key for key, one in codes.items() if not one["children"]]
    every = [key for key in ends if key in presence and not presence[key]["no_sources"]]
    sentence = (
        say("Found in every source: {names}.", names=named([names.get(key, key) for key in every]))
        if every
        else say("No code stands in every source.")
    )
    beside = say(
        "{sources}, {codes}",
        sources=counted(sources, "source"),
        codes=counted(len(ends), "code"),
    )
    return Finding(EVERYWHERE, sentence, beside, "code-frequencies", "code-counts")


def read_theme_map(material: Material) -> Reading:
    """Say how many barriers and opportunities there are, and how many themes lack a quotation."""
    values = material.values("theme-map")
    sentence = say(
        "Under {themes} stand {barriers} and {opportunities}.",
        themes=counted(values["n_themes"], "theme"),
        barriers=counted(values["n_barriers"], "barrier"),
        opportunities=counted(values["n_opportunities"], "opportunity", "opportunities"),
    )
    return Reading((sentence,))


def read_co_occurrence(material: Material) -> Reading:
    """Say which two codes occur together most often."""
    values, names = material.values("co-occurrence"), material.labels("codes", "code")
    pairs = [
        (one, other, numbers)
        for one, others in values.get("pair", {}).items()
        for other, numbers in others.items()
    ]
    if not pairs:
        return Reading((say("No two codes occur together."),))
    one, other, numbers = max(pairs, key=lambda pair: (pair[2]["overlapping"], pair[2]["c"] or 0))
    finding = Finding(
        TOGETHER,
        say(
            "Most often together are {one} and {other}: on {passages}.",
            one=names.get(one, one),
            other=names.get(other, other),
            passages=counted(numbers["overlapping"], "passage"),
        ),
        say(
            "coefficient {c}; {pairs} of codes occur together",
            c="–" if numbers["c"] is None else written(numbers["c"], 2),
            pairs=counted(values["n_pairs"], "pair"),
        ),
        "co-occurrence",
        "code-pairs",
    )
    return Reading((finding.sentence,), (finding,) if numbers["overlapping"] > 1 else ())


def read_saturation(material: Material) -> Reading:
    """Say whether new codes still appear."""
    values = material.values("saturation")
    sources, codes = values["n_sources"], counted(values["n_codes"], "code")
    if values["saturated_at"]:
        sentence = say(
            "From source {reached} of {sources} on hardly any new code appears.",
            reached=values["saturated_at"],
            sources=sources,
        )
    elif values["new_in_last"]:
        sentence = say(
            "The last of {sources} still brings {new}.",
            sources=counted(sources, "source"),
            new=counted(values["new_in_last"], "new code"),
        )
    else:
        sentence = say(
            "The last of {sources} brings no new code, but a run of sources was not reached.",
            sources=counted(sources, "source"),
        )
    beside = say("{codes} in {sources}", codes=codes, sources=counted(sources, "source"))
    finding = Finding(NOTHING_NEW, sentence, beside, "saturation", "code-growth")
    return Reading((sentence,), (finding,))


def read_agreement(material: Material) -> Reading:
    """Say how far coders agree, and on which code least."""
    values, names = material.values("agreement"), material.labels("codes", "code")
    units = [unit for unit in ("character", "segment", "document") if unit in values["unit"]]
    if not units:
        return Reading()
    pooled = values["unit"][units[0]]
    by = {"document": say("by document"), "segment": say("by segment"),
          "character": say("by character")}  # fmt: skip
    overall = say(
        "{coders} agree with an alpha of {alpha} over all codes, {by}.",
        coders=counted(values["n_coders"], "coder"),
        alpha="–" if pooled["alpha"] is None else written(pooled["alpha"], 2),
        by=by[units[0]],
    )
    judged = {
        key: one[units[0]]
        for key, one in values.get("code", {}).items()
        if units[0] in one and one[units[0]]["alpha"] is not None
        and one[units[0]]["coded"] >= FEWEST_UNITS
    }  # fmt: skip
    low = min(judged, key=lambda key: judged[key]["alpha"], default=None)
    if low is None or judged[low]["alpha"] >= TENTATIVE:
        return Reading((overall,))
    worst = say(
        "Coders agree least on {name} (alpha {alpha}).",
        name=names.get(low, low),
        alpha=written(judged[low]["alpha"], 2),
    )
    beside = say(
        "{sources} read by two coders or more; {passages} on which they differ",
        sources=counted(values["n_sources_compared"], "source"),
        passages=counted(values["n_disagreements"], "passage"),
    )
    return Reading((overall, worst), (Finding(DISAGREE, worst, beside, "agreement", "agreement"),))


def read_text_patterns(material: Material) -> Reading:
    """Say how much text there is, and whether a word sets a group apart."""
    values = material.values("text-patterns")
    size = say(
        "{sources} hold {words:,} words.",
        sources=counted(values["n_sources"], "text"),
        words=values["n_words"],
    )
    found = values["n_key_words"]
    if not found:
        return Reading((size, say("No word sets a group apart with any certainty.")))
    sentence = say(
        "{words} set one group apart from the others (p below 0.05 after Bonferroni).",
        words=counted(found, "word"),
    )
    beside = say("{words:,} words in {sources}", words=values["n_words"],
                 sources=counted(values["n_sources"], "text"))  # fmt: skip
    return Reading(
        (size, sentence), (Finding(TYPICAL, sentence, beside, "text-patterns", "keyness"),)
    )
