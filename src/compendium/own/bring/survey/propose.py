"""Propose how a questionnaire becomes items and answers, where its file leaves no doubt."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from compendium.language import say
from compendium.naming import slug
from compendium.own.bring.survey.answers import (
    likely_range,
    nearly_of,
    placed_between,
    points,
)
from compendium.own.bring.survey.columns_of_rounds import rounds_in
from compendium.own.bring.survey.kinds import Kind, kind_of
from compendium.own.bring.survey.mapping import Mapping
from compendium.own.bring.survey.numbered import numbering
from compendium.own.bring.survey.numbers import of_one_scale
from compendium.own.bring.survey.other_scales import with_other_scales
from compendium.own.bring.survey.wide import Wide
from compendium.qda.read.columns import plain_name

_LEAST_TOP, _MOST_TOP = 3, 6  # of a scale from 0, where 10 may be meant or not
_LONG = 40  # characters of a name of an item


def propose(
    wide: Wide, *, missing: Sequence[str], low: int | None, high: int | None
) -> tuple[Mapping, list[str]]:
    """Propose a mapping.

    Parameters
    ----------
    wide : Wide
        The questionnaire.
    missing : sequence of str
        Cells that the user says are no answer.
    low, high : int or None
        Lowest and highest answer, where the user gives them.

    Returns
    -------
    Mapping
        Items, scale and the order of the words.
    list of str
        What cannot be told from the file, a sentence each: the mapping is then to be corrected.
    """
    numbers_rows = numbering(wide)
    kinds = {
        question.name: kind_of(wide.column(question.name), missing, question)
        for question in wide.asked()
        if question.name not in numbers_rows
    }
    base = Mapping(respondent=wide.person(), round=wide.round(), missing=tuple(missing))
    families = Counter(
        kind.name for kind in kinds.values() if kind.name not in ("numbers", "words", "text")
    )
    scales = Counter(name for name in families.elements() if name != "yes or no") or families
    numeric = of_one_scale(wide, kinds, low, high)
    chosen = scales.most_common(1)[0][0] if scales else ""
    in_words = [name for name, kind in kinds.items() if chosen and kind.name == chosen]
    nearly = [
        name for name, kind in kinds.items() if kind.name == "words" and nearly_of(kind.words)
    ]
    if len(nearly) > max(len(in_words), len(numeric)):
        return _in_doubt(wide, base, kinds)
    if len(in_words) >= len(numeric) and in_words:
        words = [word for name in in_words for word in kinds[name].words]
        steps = points(chosen, list(dict.fromkeys(words)))
        first = 1 if low is None else low
        answers = {word: first + place for place, step in enumerate(steps) for word in step}
        unsure = _unsure_middle(chosen, steps)
        top = first + len(steps) - 1
        mapping = replace(base, low=first, high=top, answers=answers)
        mapping, others = with_other_scales(wide, mapping, kinds, in_words)
        return _with_items(wide, mapping, [*in_words, *others]), unsure
    if numeric:
        return _numeric(wide, base, numeric, kinds, low, high)
    return _in_doubt(wide, base, kinds)


def _numeric(
    wide: Wide,
    base: Mapping,
    numeric: list[str],
    kinds: dict[str, Kind],
    low: int | None,
    high: int | None,
) -> tuple[Mapping, list[str]]:
    numbers = sorted({number for name in numeric for number in kinds[name].numbers})
    found = (0, 1) if set(numbers) == {0, 1} else likely_range(numbers)
    if low is not None and high is not None:
        found = (low, high)
    if found is None:
        inside = [number for number in numbers if 0 <= number <= 10]
        low, high = likely_range(inside) or (1, 5) if inside else (1, 5)
        outside = [f"{number:g}" for number in numbers if not low <= number <= high]
        quoted = ", ".join(f'"{number}"' for number in outside)
        doubt = say(
            "{outside} among the answers: outside of {low}-{high}. If that means that there is no "
            "answer, import again with --missing={codes} or write missing = [{quoted}]; else "
            "correct [scale]",
            outside=", ".join(outside),
            low=low,
            high=high,
            codes=",".join(outside),
            quoted=quoted,
        )
        return _with_items(wide, replace(base, low=low, high=high), numeric), [doubt]
    top = int(max(numbers))
    if found == (0, 10) and low is None and _LEAST_TOP <= top <= _MOST_TOP:
        doubt = say(
            "the answers go from 0 to {top}, so that the scale was taken to end there. If it goes "
            "on, raise high under [scale]; if not, leave it so",
            top=top,
        )
        return _with_items(wide, replace(base, low=0, high=top), numeric), [doubt]
    mapping = replace(base, low=found[0], high=found[1])
    if low is None and high is None:
        mapping, others = with_other_scales(wide, mapping, kinds, numeric)
        numeric = [*numeric, *others]
    return _with_items(wide, mapping, numeric), []


def _in_doubt(wide: Wide, base: Mapping, kinds: dict[str, Kind]) -> tuple[Mapping, list[str]]:
    closed = [name for name, kind in kinds.items() if kind.name == "words"]
    groups = Counter(frozenset(kinds[name].words) for name in closed)
    if not closed:
        return base, [
            say(
                "no column holds answers on a scale that is known. Where they are numbers on "
                "another one, import again with --low and --high, such as --low 0 --high 100"
            )
        ]
    words: list[str] = []
    for name in closed:
        if kinds[name].words and set(kinds[name].words) & set(groups.most_common(1)[0][0]):
            words += kinds[name].words
    words = list(dict.fromkeys(words))
    alike = [name for name in closed if set(kinds[name].words) & set(words)]
    mapping = replace(base, high=max(2, len(words)))
    answers = {word: place for place, word in enumerate(words, start=1)}
    answers = {word: place for place, word in enumerate(words, start=1)}
    doubt = say(
        "the order of the answers {words} cannot be told. Give each its number under "
        "[answers], from low to high",
        words=", ".join(words),
    )
    if (family := nearly_of(words)) and (placed := placed_between(family, words)):
        answers, unknown = placed
        doubt = say(
            "the answer {unknown!r} is not known. The others leave it the number "
            "{answers}: if that is right, leave [answers] as it is",
            unknown=unknown,
            answers=answers[unknown],
        )
    mapping = replace(base, high=max(2, *answers.values()), answers=answers)
    mapping, others = with_other_scales(wide, mapping, kinds, alike)
    return _with_items(wide, mapping, [*alike, *others]), [doubt]


def _unsure_middle(family: str, steps: list[list[str]]) -> list[str]:
    if len(steps) % 2 == 0 and len(steps) > 2:
        shown = [", ".join(step) or "(nobody)" for step in steps]
        return [
            say(
                "nobody gave an answer in the middle, so the scale was taken to have {number} "
                "points: {shown}. If there was a middle, raise high and the numbers above it "
                "by one under [scale] and [answers]; if not, leave it so",
                number=len(steps),
                shown="; ".join(shown),
            )
        ]
    return []


def _with_items(wide: Wide, mapping: Mapping, names: Sequence[str]) -> Mapping:
    """Name the items, and their rounds where the columns hold the rounds."""
    chosen = set(names)
    rounds = rounds_in([one for one in wide.questions if one.name in chosen])
    if not rounds:
        return replace(mapping, items=named_items({name: name for name in names}))
    first: dict[str, str] = {}
    asked = {
        name: first.setdefault(plain_name(rounds[name][0]), rounds[name][0])
        for name in names
        if name in rounds
    }
    whens = {name: rounds[name][1] for name in asked}
    return replace(mapping, items=named_items(asked), rounds=whens)


def named_items(asked: dict[str, str]) -> dict[str, str]:
    """Name the items: by what was asked where that is a code, and else by number.

    Examples
    --------
    >>> named_items({"v1_pre": "v1", "v1_post": "v1"})
    {'v1_pre': 'v1', 'v1_post': 'v1'}
    >>> named_items({"Is it good?": "Is it good?"})
    {'Is it good?': 'q1'}
    """
    different = list(dict.fromkeys(asked.values()))
    codes = {text: slug(text) for text in different}
    short = all(len(text) <= _LONG // 2 and " " not in text for text in different)
    if not short or len(set(codes.values())) < len(codes) or "" in codes.values():
        codes = {text: f"q{place}" for place, text in enumerate(different, start=1)}
    return {name: codes[text] for name, text in asked.items()}
