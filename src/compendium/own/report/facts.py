"""The study in figures: who, when, what was asked, how much was coded."""

from collections.abc import Iterator
from contextlib import suppress

from compendium.analyses.timeline.events import case_events, event_spans
from compendium.errors import CompendiumError
from compendium.language import counted, say
from compendium.own.report.material import Material
from compendium.study.date_words import in_words
from compendium.study.small_cells import shown_part


def study_in_figures(material: Material) -> list[tuple[str, str]]:
    """Say in a few lines what a study is made of.

    Parameters
    ----------
    material : Material
        The study.

    Returns
    -------
    list of tuple of str
        What a line is about, and what it says.
    """
    finds = (_who, _when, _asked, _coded)
    return [(name, text) for find in finds for name, text in find(material)]


def _who(material: Material) -> Iterator[tuple[str, str]]:
    people, answers = material.table("participants"), material.table("responses")
    parts = []
    if len(people):
        groups = people["group"].nunique() if "group" in people else 0
        text = counted(len(people), "participant")
        of = say(" in {groups}", groups=counted(groups, "group")) if groups > 1 else ""
        parts.append(text + of)
    if len(answers):
        given = answers.dropna(subset="rating").groupby("round", sort=False)["respondent"]
        least = material.study.smallest_cell
        each = [
            say("{number} in {name}", number=shown_part(int(number), least=least), name=name)
            for name, number in given.nunique().items()
        ]
        number = int(answers["respondent"].nunique())
        text = (
            counted(number, "respondent")
            if number >= least
            else say("{number} respondents", number=shown_part(number, least=least))
        )
        both = given.unique()
        if len(both) > 1:
            shared = len(set(both.iloc[0]) & set(both.iloc[-1]))
            shown = shown_part(shared, len(both.iloc[0]), len(both.iloc[-1]), least=least)
            each.append(say("{number} in the first and the last", number=shown))
        parts.append(f"{text} ({', '.join(each)})" if len(both) > 1 else text)
    elif len(material.table("scores")):
        with suppress(CompendiumError):
            parts.append(counted(material.study.scale["respondents"], "respondent"))
    cases = material.table("cases")
    if len(cases):
        parts.append(counted(len(cases), "case"))
    if parts:
        yield say("Who"), "; ".join(parts)


def _when(material: Material) -> Iterator[tuple[str, str]]:
    events = material.table("events")
    if events.empty:
        cases = material.table("cases")
        if cases.empty or not {"start", "end"} & set(cases):
            return
        events = case_events(cases)
    spans = event_spans(events)
    dated = spans.dropna(subset=["first"])
    if dated.empty:
        return
    start = dated.loc[dated["first"].idxmin(), "start"]
    last = dated.loc[dated["last"].fillna(dated["first"]).idxmax()]
    end = last["end"] if isinstance(last["end"], str) else last["start"]
    unknown = len(spans) - len(dated)
    first, last = in_words(str(start)), in_words(str(end))
    text = first if first == last else say("{first} to {last}", first=first, last=last)
    more = say("; {number} of {events} without a date", number=unknown,
               events=counted(len(spans), "event"))  # fmt: skip
    yield say("When"), text + (more if unknown else "")


def _asked(material: Material) -> Iterator[tuple[str, str]]:
    items, topics = material.table("items"), material.table("topics")
    parts = []
    if len(items):
        parts.append(
            say(
                "{items} in {dimensions}",
                items=counted(len(items), "item"),
                dimensions=counted(items["dimension"].nunique(), "dimension"),
            )
            + _on_a_scale(material)
        )
    if len(topics):
        parts.append(
            say(
                "{topics} in {instruments}",
                topics=counted(len(topics), "topic"),
                instruments=counted(topics["instrument"].nunique(), "instrument"),
            )
        )
    if parts:
        yield say("What was asked"), "; ".join(parts)


def _on_a_scale(material: Material) -> str:
    try:
        scale = material.study.scale
    except CompendiumError:
        return ""
    if "low" not in scale or "high" not in scale:
        return ""
    return say(", answered from {low:g} to {high:g}", low=scale["low"], high=scale["high"])


def _coded(material: Material) -> Iterator[tuple[str, str]]:
    segments, codes = material.table("segments"), material.table("codes")
    if len(segments):
        passages = segments.drop_duplicates("segment")
        text = say(
            "{passages} in {sources}, with {codes}",
            passages=counted(len(passages), "passage"),
            sources=counted(passages["source"].nunique(), "source"),
            codes=counted(len(codes), "code"),
        )
        coders = segments["coder"].dropna().unique() if "coder" in segments else []
        more = say("; by {coders}", coders=counted(len(coders), "coder")) if len(coders) else ""
        yield say("What was coded"), text + more
    values = material.values("text-patterns")
    if values:
        yield (
            say("Texts"),
            say(
                "{texts} with {words:,} words",
                texts=counted(values["n_sources"], "text"),
                words=values["n_words"],
            ),
        )
