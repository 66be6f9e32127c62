"""What the tables of a study answer: each verb gives a value and the tables that it comes from."""

import re
from collections.abc import Callable, Sequence

import pandas as pd

from compendium.analyses.agreement.coefficients import ALL_CODES, agreement
from compendium.analyses.agreement.units import coded_passages, coder_bits, readers_of
from compendium.analyses.code_frequencies.counts import code_tree, subtree
from compendium.analyses.saturation.growth import code_growth, new_information, saturated_at
from compendium.analyses.timeline.events import event_spans
from compendium.exhibits.labels import labels_of
from compendium.language import counted, listed, say, tell, written
from compendium.study.dates import read_date
from compendium.study.small_cells import shown_counts, shown_part

Table = Callable[[str], pd.DataFrame]
Answer = tuple[str, str]  # the value, and its place
NONE: Answer = ("", "")
MOST_NAMED = 8  # values of a property that are named one by one
BASE, RUN, THRESHOLD = 4, 2, 0.05  # of the check of saturation, as the notebook has them
PROPERTIES = ("group", "actor", "role", "gender", "case")
RECORDED = r"record|video|opname|opgenomen"
NOTED = r"\bnotes?\b|\blogs?\b|observ|notul|aantekening|verslag|logboek"
CHECKED = r"member.check|terugkoppel|feedback on"


def sample_size(table: Table) -> Answer:
    """Count participants, and sources of each kind."""
    people, sources = table("participants"), table("sources")
    parts = [counted(len(people), "participant")] if len(people) else []
    if len(sources):
        kinds = sources["kind"].value_counts()
        named = listed(f"{tell(kind)} ({n})" for kind, n in kinds.items())
        parts.append(f"{counted(len(sources), 'source')}: {named}")
    return "; ".join(parts), _place(participants=people, sources=sources)


def description(table: Table, *, least: int = 1) -> Answer:
    """Tell what is recorded of the participants, property by property; no number below `least`."""
    people, cases = table("participants"), table("cases")
    known = people.assign(case=people["case"].replace(labels_of(cases, "case")))
    parts = [_values(name, known[name], least) for name in PROPERTIES if known[name].notna().any()]
    ages = pd.to_numeric(people["age"], errors="coerce").dropna()
    if len(ages) >= least:
        low, high = int(ages.min()), int(ages.max())
        n = shown_part(len(ages), len(people), least=least)
        parts.append(say("age {low} to {high} (of {n})", low=low, high=high, n=n))
    return ("; ".join(parts), "participants") if parts else NONE


def approach(table: Table, *, least: int = 1) -> Answer:
    """Tell how participants were reached, from the column recruitment; no number below `least`."""
    people = table("participants")
    if "recruitment" not in people or people["recruitment"].isna().all():
        return NONE
    return _values("recruitment", people["recruitment"], least), "participants, column recruitment"


def setting(table: Table) -> Answer:
    """Tell where the cases are."""
    cases = table("cases")
    if cases.empty:
        return NONE
    places = list(dict.fromkeys(cases["place"].dropna()))
    where = f": {listed(places)}" if 0 < len(places) <= MOST_NAMED else ""
    return f"{counted(len(cases), 'case')}{where}", "cases"


def collection(table: Table) -> Answer:
    """List the ways of collecting data, and when they were used."""
    elements, events = table("elements"), table("events")
    if elements.empty:
        return NONE
    names = listed(str(label).strip() for label in elements["label"])
    when, dated = _period(events, table("relations"))
    ways = counted(len(elements), "way of collecting data", "ways of collecting data")
    places = ["elements", *([dated] if dated else [])]
    parts = [f"{ways}: {names}{when}"]
    for kind in ("responses", "scores"):
        times = table(kind)["round"].nunique()
        if times > 1:
            parts.append(say("questionnaire in {times} rounds", times=times))
            places.append(kind)
    return "; ".join(parts), listed(places)


def instruments(table: Table) -> Answer:
    """Count the topics of the interview guides, and the items of the questionnaire."""
    topics, items = table("topics"), table("items")
    parts = [
        f"{str(name).replace('-', ' ')}: {counted(len(part), 'topic')}" + _questions(part)
        for name, part in topics.groupby("instrument", sort=False)
    ]
    if len(items):
        dimensions = items["dimension"].nunique()
        parts.append(
            say(
                "questionnaire of {items} in {dimensions}",
                items=counted(len(items), "item"),
                dimensions=counted(dimensions, "dimension"),
            )
        )
    return "; ".join(parts), _place(topics=topics, items=items)


def method_says(pattern: str) -> Callable[[Table], Answer]:
    """Give a verb that finds the elements whose method speaks of something."""

    def found(table: Table) -> Answer:
        elements = table("elements")
        told = (elements["method"].fillna("") + " " + elements["label"]).astype("str")
        named = elements[told.str.contains(pattern, flags=re.IGNORECASE, regex=True)]
        return (listed(named["label"]), "elements, column method") if len(named) else NONE

    return found


def saturation(table: Table) -> Answer:
    """Tell whether the last sources still brought new codes."""
    segments, sources = table("segments"), table("sources")
    coded = segments[segments["form"] == "coding"]
    if coded.empty or sources.empty:
        return NONE
    growth = code_growth(coded, sources)
    if len(growth) < BASE + RUN:
        return NONE
    at = saturated_at(new_information(growth, base=BASE, run=RUN), threshold=THRESHOLD)
    sources_counted = counted(len(growth), "source")
    told = (
        say(
            "from source {at} of {n} on, {run} sources bring at most {percent} % new codes",
            at=at, n=len(growth), run=RUN, percent=f"{100 * THRESHOLD:.0f}",
        )
        if at
        else say("not reached in {sources}", sources=sources_counted)
    )  # fmt: skip
    last = counted(int(growth["new"].iloc[-1]), "new code")
    return (
        f"{told}; {say('{new_codes} in the last source', new_codes=last)}",
        listed(["segments", "sources"]),
    )


def coders(table: Table) -> Answer:
    """Count the people who coded."""
    number = table("segments")["coder"].nunique()
    coded = counted(number, "person coded", "people coded")
    return (coded, "segments, column coder") if number else NONE


def trustworthiness(table: Table) -> Answer:
    """Tell how far coders agree, and whether participants commented."""
    segments = table("segments")
    parts, places = [], []
    bits = coder_bits(segments, table("sources"))
    read = readers_of(coded_passages(segments, bits), bits, table("sources"))
    if (read.map(int.bit_count) > 1).any():
        found = agreement(segments, table("codes"), table("sources"))
        whole = found[found["label"] == ALL_CODES]
        alphas = listed(f"{tell(row.unit)} {_alpha(row.alpha)}" for row in whole.itertuples())
        agree = say("Krippendorff's alpha by {alphas}", alphas=alphas)
        parts.append(f"{coders(table)[0]}; {agree}")
        places.append(listed(["segments", "codes", "sources"]))
    checked, place = method_says(CHECKED)(table)
    if checked:
        parts.append(say("participants commented: {how}", how=checked))
        places.append(place)
    return "; ".join(parts), "; ".join(places)


def tree(table: Table) -> Answer:
    """Count the codes and their levels."""
    codes = table("codes")
    if codes.empty:
        return NONE
    depth = code_tree(codes)["depth"]
    told = say(
        "{codes} in {levels}, {top} at the top",
        codes=counted(len(codes), "code"),
        levels=counted(int(depth.max()) + 1, "level"),
        top=int((depth == 0).sum()),
    )
    return told, "codes"


def analysis(table: Table) -> Answer:
    """Count codes, coded passages and coders."""
    codes, segments = table("codes"), table("segments")
    if codes.empty or segments.empty:
        return NONE
    passages = counted(segments["segment"].nunique(), "passage")
    parts = [tree(table)[0], passages, coders(table)[0]]
    return "; ".join(part for part in parts if part), listed(["codes", "segments"])


def quotations(table: Table) -> Answer:
    """Count quotations by speaker or role."""
    segments, sources = table("segments"), table("sources")
    quoted = segments[segments["form"] == "quotation"].drop_duplicates("segment")
    if quoted.empty:
        return NONE
    role = quoted["source"].map(sources.set_index("source")["role"])
    voices = quoted["speaker"].fillna(role) if "speaker" in quoted else role
    by = _values("speaker or role", voices) if voices.notna().any() else say("speakers not stated")
    return f"{counted(len(quoted), 'quotation')}; {by}", listed(["segments", "sources"])


def major_themes(table: Table) -> Answer:
    """Count the codes at the top that have passages, theirs or of the codes below."""
    return _themes(table, top=True)


def minor_themes(table: Table) -> Answer:
    """Count the codes below the top that have passages."""
    return _themes(table, top=False)


def _alpha(value: float) -> str:
    return say("not defined") if pd.isna(value) else written(value, 2)


def _themes(table: Table, *, top: bool) -> Answer:
    codes, segments = table("codes"), table("segments")
    if codes.empty or segments.empty:
        return NONE
    depth = code_tree(codes).set_index("code")["depth"]
    chosen = depth[(depth == 0) if top else (depth > 0)].index
    if not len(chosen):
        return NONE
    pairs = segments[["segment", "code"]].merge(subtree(codes), on="code")
    used = pairs[pairs["ancestor"].isin(chosen)]["ancestor"].nunique()
    chosen_codes = (
        counted(len(chosen), "code at the top", "codes at the top")
        if top
        else counted(len(chosen), "code below the top", "codes below the top")
    )
    told = say("{used} of {codes} with passages", used=used, codes=chosen_codes)
    return told, listed(["codes", "segments"])


def _values(name: str, column: pd.Series, least: int = 1) -> str:
    """Count the values of a property; of many only how many there are."""
    known = column.dropna()
    counts = known.value_counts()
    missing = len(column) - len(known)
    *shown, nothing = shown_counts([*counts.to_list(), missing], least=least)
    if len(counts) > MOST_NAMED:
        told = say("{n} different", n=len(counts))
        nothing = shown_part(missing, len(column), least=least)
    else:
        told = listed(f"{tell(value)} ({n})" for value, n in zip(counts.index, shown, strict=True))
    without = f", {say('not stated')} ({nothing})" if missing else ""
    return f"{tell(name)}: {told}{without}"


def _questions(part: pd.DataFrame) -> str:
    known = part["questions"].dropna()
    if len(known) < len(part):
        return ""
    return say(" with {questions}", questions=counted(int(known.sum()), "question"))


def _period(events: pd.DataFrame, relations: pd.DataFrame) -> tuple[str, str]:
    """Tell the years in which the elements were used, and the tables that say so.

    An event without a date counts with its bounds: it was between them, and no more is known.
    """
    spans = event_spans(events, relations)
    spans = spans[spans["element"].notna()]
    written = [read_date(str(date)) for name in ("start", "end") for date in _dated(spans[name])]
    days = [day for span in written if span for day in (span.earliest, span.latest)]
    dated = _years([day.year for day in days])
    bounded = spans[
        (spans["certainty"] == "bounded") & spans[["first", "last"]].notna().all(axis=1)
    ]
    years = [day.year for name in ("first", "last") for day in bounded[name]]
    if not years:
        return (f", {dated}", "events") if dated else ("", "")
    first, last = min(years), max(years)
    told = say("between {first} and {last}", first=first, last=last) if first < last else f"{first}"
    if dated and dated != told:
        others = say("those without a date of their own {when}", when=told)
        told = f"{dated} ({others})"
    return f", {told}", "events and relations"


def _years(years: Sequence[int]) -> str:
    """Write the first and the last of some years."""
    if not years:
        return ""
    first, last = min(years), max(years)
    return f"{first}" if first == last else f"{first}–{last}"


def _dated(dates: pd.Series) -> Sequence[str]:
    return [date for date in dates.dropna() if date != ".."]


def _place(**tables: pd.DataFrame) -> str:
    return listed(name for name, one in tables.items() if len(one))
