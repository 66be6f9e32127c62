"""Readings of the design of a study: who took part, when, and what was asked."""

from compendium.language import counted, listed, say
from compendium.own.report.findings import LARGEST, Finding, Reading
from compendium.own.report.material import Material
from compendium.study.date_words import in_words


def read_participants(material: Material) -> Reading:
    """Say which group is largest, and how the seats changed."""
    values, table = material.values("participants"), material.table("participants")
    sentences = []
    findings = []
    groups = table["group"].value_counts()
    if len(groups) > 1:
        number = int(groups.iloc[0])
        largest = [str(name) for name, n in groups.items() if n == number]
        # What its tables hold back is not told in a sentence either.
        if len(largest) == 1 and groups.min() >= material.study.smallest_cell:
            sentence = say(
                "The largest of {groups} is {name}, with {number} of {participants}.",
                groups=counted(len(groups), "group"),
                name=largest[0],
                number=number,
                participants=counted(len(table), "participant"),
            )
            unknown = int(table["group"].isna().sum())
            beside = say("{share:.0f} % of all", share=100 * number / len(table))
            if unknown:
                beside += say("; {number} without a group", number=unknown)
            findings.append(Finding(LARGEST, sentence, beside, "participants", "composition"))
            sentences.append(sentence)
    if not sentences:
        sentences.append(say("Took part: {participants}.",
                             participants=counted(len(table), "participant")))  # fmt: skip
    seats = [values.get(when, {}).get("n") for when in ("before", "after")]
    if all(isinstance(n, int) for n in seats):
        sentences.append(
            say(
                "In {first} {before} of these took part, in {last} {after}.",
                first=in_words(values["before"]["at"]),
                before=values["before"]["n"],
                last=in_words(values["after"]["at"]),
                after=values["after"]["n"],
            )
        )
    return Reading(tuple(sentences), tuple(findings))


def read_timeline(material: Material) -> Reading:
    """Say how many events there are, and how many without a date."""
    values = material.values("timeline")
    unknown = values["certainty"].get("unknown", 0)
    certain = values["certainty"].get("certain", 0)
    sentence = say(
        "Dates: {certain} of {events} with one that is stated, {unknown} without any.",
        events=counted(values["n_events"], "event"),
        certain=certain,
        unknown=unknown,
    )
    return Reading((sentence,))


def read_reporting(material: Material) -> Reading:
    """Say how much of each reporting list the tables answer."""
    lists = material.values("reporting")
    parts = [
        say(
            "{answered} of the {items} items of {name}",
            answered=one["from_the_tables"] + one["in_the_text"],
            items=one["items"],
            name=name.upper(),
        )
        for name, one in lists.items()
    ]
    return Reading((say("Answered are {parts}.", parts=listed(parts)),))


def read_instruments(material: Material) -> Reading:
    """Say how much was asked, in how many instruments."""
    values = material.values("instruments")
    return Reading(
        (
            say(
                "Asked were {questions} about {topics}, in {instruments}.",
                instruments=counted(values["n_instruments"], "instrument"),
                topics=counted(values["n_topics"], "topic"),
                questions=counted(values["n_questions"], "question or element",
                                  "questions or elements"),
            ),
        )
    )  # fmt: skip
