"""In which language the commands speak, and what ``compendium new`` asks."""

import argparse
import os
import tomllib
from collections.abc import Callable
from contextlib import suppress

from compendium.errors import CompendiumError
from compendium.language import ENGLISH, LANGUAGES, say, speak, spoken
from compendium.layout import Layout

Ask = Callable[[str], str]
_YES, _NO = ("y", "yes", "j", "ja"), ("n", "no", "nee")


def readers_language() -> str:
    """Language of whoever sits at this computer, where there is a catalogue of it.

    The environment says it as on every system with a terminal: ``LANGUAGE``, ``LC_ALL``,
    ``LC_MESSAGES`` or ``LANG``.
    """
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        code = os.environ.get(name, "").replace("-", "_").partition("_")[0].partition(":")[0]
        if code in LANGUAGES:
            return code
    return ENGLISH


def told_in(layout: Layout, name: str = "") -> str:
    """Language in which to speak of a study: the reader's, or else the study's own.

    Many computers speak English to people who do not, so a study in another language is spoken of
    in that one.
    """
    from compendium.study.study import read_study, study_names

    own = readers_language()
    if own != ENGLISH or not name:
        return own
    with suppress(CompendiumError):
        if name in study_names(layout):
            return read_study(name, layout=layout).shown_in
    # One that has no tables yet may say its language all the same.
    with suppress(OSError, ValueError):
        about = tomllib.loads((layout.data / name / "study.toml").read_text(encoding="utf-8"))
        return str(about.get("report_language") or about.get("language") or own)
    return own


def ask_for(options: argparse.Namespace, ask: Ask) -> None:
    """Ask what the options did not say, and put the answers in their place.

    The first question is the language; the others are asked in it.
    """
    from compendium.own.new import MATERIALS

    speak(readers_language())
    own = spoken()
    # Whoever reads another language sees this line first, so it is in two.
    question = f"Language / Taal ({', '.join(LANGUAGES)}) [{own}]: "
    options.language = _choose(ask, question, LANGUAGES, own)
    speak(options.language)
    print(say("Press Enter for the answer between brackets."))
    options.title = ask(say("Title of the study: ")).strip()
    label = options.name.replace("-", " ").capitalize()
    options.label = ask(say("Short name, for captions [{label}]: ", label=label)).strip()
    options.author = ask(say("Your name: ")).strip()
    options.institution = ask(say("Your institution: ")).strip()
    print(say("Which of these do you have?"))
    chosen: list[str] = []
    for word, material in MATERIALS.items():
        if word == "scores" and "questionnaire" in chosen:
            continue  # its answers are there
        question = say("  {what}? y or n [n]: ", what=say(material.what))
        if _choose(ask, question, (*_YES, *_NO), "n") in _YES:
            chosen.append(word)
    options.materials = ",".join(chosen)
    if {"questionnaire", "scores"} & set(chosen):
        options.low = _number(ask, say("Lowest answer of the questionnaire [1]: "), 1)
        options.high = _number(ask, say("Highest answer of the questionnaire [5]: "), 5)
    if "scores" in chosen:
        options.respondents = _number(ask, say("How many people answered [12]: "), 12)


def _choose(ask: Ask, question: str, words: tuple[str, ...], otherwise: str) -> str:
    while True:
        answer = ask(question).strip().lower() or otherwise
        if answer in words:
            return answer
        print(say("Answer with one of {words}.", words=", ".join(words)))


def _number(ask: Ask, question: str, otherwise: int) -> int:
    while True:
        answer = ask(question).strip() or str(otherwise)
        try:
            return int(answer)
        except ValueError:
            print(say("Answer with a whole number."))
