"""Values in words: what the names of values mean, for the appendix."""

from collections.abc import Mapping
from typing import Any

from compendium.language import in_numbers, mark, say, tell
from compendium.paper.variables import decimal_text
from compendium.study.date_words import in_words

WORDS = {
    "fewest_answer_sets": mark("fewest sets of answers that give a score"),
    "least_answered": mark("part of the items that has to be answered for a score"),
    "lemmas_checked": mark("forms whose lemma was checked by hand"),
    "lemmas_right": mark("of these, forms with the right lemma"),
    "lemmatiser": mark("lemmas by"),
    "maximum": mark("highest possible score"),
    "mean_all_items": mark("mean of all items"),
    "minimum": mark("lowest possible score"),
    "most_answer_sets": mark("most sets of answers that give a score"),
    "n_actors": mark("types of actors"),
    "n_agree": mark("dimensions on which scores and passages agree"),
    "n_answers": mark("answers"),
    "n_barriers": mark("barriers"),
    "n_blank": mark("blank answers"),
    "n_cases": mark("cases"),
    "n_coders": mark("coders"),
    "n_codes": mark("codes"),
    "n_codings": mark("passages that are codings"),
    "n_differ": mark("dimensions on which they differ"),
    "n_differences": mark("printed totals that differ from the marks"),
    "n_contradictions": mark("dates that contradict one another"),
    "n_dimensions": mark("dimensions"),
    "n_disagreements": mark("passages on which coders disagree"),
    "n_elements": mark("ways of collecting data"),
    "n_events": mark("events"),
    "n_genders": mark("genders"),
    "n_groups": mark("groups"),
    "n_impossible": mark("scores that no set of answers gives"),
    "n_instruments": mark("instruments"),
    "n_items": mark("items"),
    "n_key_words": mark("words that set a group apart"),
    "n_linked": mark("topics that feed a code"),
    "n_mentions": mark("passages that are mentions"),
    "n_mixed": mark("dimensions with as much of both"),
    "n_no_code": mark("dimensions that no code speaks to"),
    "n_no_direction": mark("dimensions whose passages have no direction"),
    "n_opportunities": mark("opportunities"),
    "n_pairs": mark("pairs"),
    "n_pairs_everywhere": mark("pairs found in every case"),
    "n_pairs_on_one_passage": mark("pairs on one passage"),
    "n_pairs_unequal": mark("pairs of which one code is far more frequent"),
    "n_participants": mark("participants"),
    "n_questions": mark("questions or elements"),
    "n_quotations": mark("passages that are quotations"),
    "n_respondents": mark("respondents"),
    "n_roles": mark("roles"),
    "n_roots": mark("headings of themes"),
    "n_rounds": mark("rounds"),
    "n_segments": mark("passages"),
    "n_silent": mark("dimensions whose codes have no passage"),
    "n_sources": mark("sources"),
    "n_sources_compared": mark("sources that two coders or more have read"),
    "n_themes": mark("themes"),
    "n_themes_without_quotation": mark("themes without a quotation"),
    "n_topics": mark("topics"),
    "n_unused_codes": mark("codes without a passage"),
    "n_words": mark("words"),
    "new_in_last": mark("new codes in the last source"),
    "points": mark("answers to choose from"),
    "saturated_at": mark("source from which hardly any new code appears"),
    "words": mark("words in quotations"),
}


def key_values(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Give the values of an analysis that are one number or word, in words.

    Parameters
    ----------
    values : mapping
        What the analysis saved. Values by code, case and the like stand in its tables.

    Returns
    -------
    list of tuple of str
        What it is, and the value.
    """
    return [
        (in_plain_words(name), value_text(value))
        for name, value in values.items()
        if value is not None and not isinstance(value, Mapping | list)
    ]


def in_plain_words(name: str) -> str:
    """Say what a value is; one that nobody named is called as its analysis calls it.

    Examples
    --------
    >>> in_plain_words("n_codes"), in_plain_words("n_bright_ideas")
    ('codes', 'bright ideas')
    """
    if name in WORDS:
        return say(WORDS[name])
    return tell(name.removeprefix("n_").replace("_", " "))


def value_text(value: Any) -> str:
    """Write a value."""
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    if isinstance(value, float):
        return in_numbers(decimal_text(value))
    return in_words(value) if isinstance(value, str) else str(value)
