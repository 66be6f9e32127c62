"""What a student has, and what a new study shall be."""

import re
from dataclasses import dataclass

from compendium.errors import StudyError
from compendium.language import mark, say
from compendium.layout import Layout
from compendium.naming import slug
from compendium.study.kinds import KINDS
from compendium.study.sheets import alike

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_TAKEN = ("verification", "report", "con", "prn", "aux", "nul")  # by the figures, and by Windows
_LONGEST = 60


@dataclass(frozen=True)
class Material:
    """Something that a student may have.

    Parameters
    ----------
    what : str
        The material in a few words.
    kinds : tuple of str
        Kinds of the tables that it becomes.
    """

    what: str
    kinds: tuple[str, ...]


MATERIALS = {
    "questionnaire": Material(mark("answers to a questionnaire"), ("items", "responses")),
    "scores": Material(mark("published scores of a questionnaire"), ("items", "scores")),
    "project": Material(mark("a coded project of ATLAS.ti, NVivo or another program"), ()),
    "coding": Material(mark("codings made in a spreadsheet"), ("codes", "sources", "segments")),
    "texts": Material(mark("transcripts or other texts"), ("sources",)),
    "timeline": Material(mark("events with their dates"), ("elements", "events")),
    "cases": Material(
        mark("cases, and the factors found in them"), ("cases", "factors", "presence")
    ),
    "participants": Material(mark("a list of the participants"), ("participants",)),
    "topics": Material(mark("a topic list or interview guide"), ("topics",)),
    "printed": Material(mark("numbers that your text prints"), ("printed",)),
}


@dataclass(frozen=True)
class Wish:
    """What a new study shall be.

    Parameters
    ----------
    name : str
        Name of its folder.
    materials : tuple of str
        What there is, out of ``MATERIALS``.
    title : str
        Its title.
    short : str
        A short name for captions; by default the name of the folder.
    author, institution : str
        Who writes it (several with commas between), and where.
    language : str
        Language of its texts, tables and report, such as ``en`` or ``nl``.
    low, high : int
        Lowest and highest answer of the questionnaire.
    respondents : int, optional
        How many people answered; where answers are given, they are counted.
    form : str
        ``xlsx`` or ``csv``.
    """

    name: str
    materials: tuple[str, ...]
    title: str = ""
    short: str = ""
    author: str = ""
    institution: str = ""
    language: str = "en"
    low: int = 1
    high: int = 5
    respondents: int | None = None
    form: str = "xlsx"

    @property
    def label(self) -> str:
        """Short name of the study, by default made from the name of its folder."""
        return self.short or self.name.replace("-", " ").capitalize()

    @property
    def kinds(self) -> tuple[str, ...]:
        """Kinds of the tables, in the order of the kinds; an import makes those of a project."""
        wanted = {kind for material in self.materials for kind in MATERIALS[material].kinds}
        if "project" in self.materials and "coding" not in self.materials:
            wanted -= {*MATERIALS["coding"].kinds}
        return tuple(kind for kind in KINDS if kind in wanted)


def check_name(layout: Layout, name: str) -> None:
    """Check that a name can be the name of a new study.

    Raises
    ------
    StudyError
        When it has other signs than small letters, digits and hyphens, or is taken.
    """
    if not _NAME.fullmatch(name) or len(name) > _LONGEST or name in _TAKEN:
        near = slug(name).replace("_", "-")[:_LONGEST].strip("-")
        near = near if _NAME.fullmatch(near) else f"study-{near}".strip("-")
        near = f"{near}-study" if near in _TAKEN else near
        raise StudyError(
            say(
                "{name!r} cannot be the name of a study: use small letters, digits and "
                "hyphens, starting with a letter, at most {longest} signs, and no name that "
                "the computer keeps for itself. For example: compendium new {near}",
                name=name,
                longest=_LONGEST,
                near=near,
            )
        )
    if other := alike(layout, name):
        raise StudyError(
            say(
                "data/{other}: this study is there, and {name} differs from it in capital "
                "letters only, which many a computer does not tell apart. Choose another name.",
                other=other,
                name=name,
            )
        )
    if (layout.data / name).exists():
        raise StudyError(
            say(
                "data/{name}: this folder is there already, and nothing in it was changed. "
                "Choose another name, or remove the folder.",
                name=name,
            )
        )


def check_wish(layout: Layout, wish: Wish) -> None:
    """Check that a study can be made as wished.

    Raises
    ------
    StudyError
        When the name cannot be used, the material is unknown, or the scale is none.
    """
    check_name(layout, wish.name)
    for material in wish.materials:
        if material not in MATERIALS:
            raise StudyError(
                say(
                    "{material!r} is not known. Say what you have in these words: {materials}.",
                    material=material,
                    materials=", ".join(MATERIALS),
                )
            )
    if not wish.materials:
        raise StudyError(
            say(
                "Say what you have, in one or more of these words: {materials}. For example: "
                "--with questionnaire,participants",
                materials=", ".join(MATERIALS),
            )
        )
    if {"questionnaire", "scores"} <= set(wish.materials):
        raise StudyError(
            say(
                "A questionnaire is either answers (questionnaire) or published scores "
                "(scores): leave one of them out."
            )
        )
    if wish.low >= wish.high:
        raise StudyError(
            say(
                "The answers go from {low} to {high}. The highest answer must be above the "
                "lowest one.",
                low=wish.low,
                high=wish.high,
            )
        )
