"""What the report says around each analysis: its heading, how to read it, what it cannot say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from compendium.language import mark


@dataclass(frozen=True)
class Section:
    """How one analysis stands in the report.

    Parameters
    ----------
    heading, read, limits : str
        Its heading; one line on how to read it, and one on what it cannot say.
    figures : tuple of str
        Figures of the section, the first that is there; the others stand in the appendix.
    tables : tuple of str
        Tables of the section, the first that has rows; the others stand in the appendix.
    columns : tuple of str
        Headings of that table in English, as many as fit; all where none is named.
    read_of : mapping of str to str
        How to read a figure that is read otherwise.
    entered : str
        Column by which the rows of the table are chosen: those with an entry in it.
    """

    heading: str
    read: str
    limits: str
    figures: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    read_of: Mapping[str, str] = field(default_factory=dict)
    entered: str = ""

    def reading(self, figures: Sequence[str]) -> str:
        """Say how to read the figures that are shown."""
        return next((self.read_of[name] for name in figures if name in self.read_of), self.read)


# In the order in which a reader meets them: who and when, what was asked, what was found.
SECTIONS = {
    "participants": Section(
        mark("Who took part"),
        mark("Each bar counts participants; the bars of all panels have one scale."),
        mark("It says who is in the list, and nothing of who was asked and did not take part."),
        ("power-interest", "composition", "seats"),
        ("participants",),
        read_of={
            "power-interest": mark(
                "Further to the right is more interest, higher up more influence; both are a "
                "judgement of whoever filled in the table."
            ),
            "seats": mark("A full dot is a seat that was filled, a circle one that was not."),
        },
    ),
    "timeline": Section(
        mark("What happened when"),
        mark("A full bar is a date that is stated; what is hatched has no date."),
        mark("The order of events without a date cannot be told, and is not guessed."),
        ("timeline",),
        ("events",),
    ),
    "instruments": Section(
        mark("What was asked"),
        mark("A longer bar is a topic with more questions."),
        mark("More questions on a topic do not make its answers surer."),
        ("instruments",),
        ("topics",),
    ),
    "scale-scores": Section(
        mark("Scores of the questionnaire"),
        mark("The dashed line is a dimension's mean; a dot far from it is an item apart."),
        mark("Means of few respondents move far with each of them."),
        ("item-scores",),
        ("dimensions", "items"),
    ),
    "answers": Section(
        mark("Answers to the questionnaire"),
        mark(
            "The thick line or the marker is the mean; thin lines or dots, where they are drawn, "
            "are respondents."
        ),
        mark("Who did not answer is not in it, and a change has more causes than one."),
        ("changes-by-respondent", "dimension-scores", "answers"),
        ("dimension-changes", "dimension-spread"),
        ("Dimension", "Mean before", "Mean after", "In both", "Mean change", "SD of change"),
    ),
    "joint-display": Section(
        mark("Scores beside what people said"),
        mark("Read where both differ first, and read the passages again."),
        mark("Which code speaks to which dimension was decided by whoever filled in the table."),
        ("joint-display",),
        ("scores-and-passages",),
        ("Dimension", "Score", "Passages", "Sources", "Helps", "Hinders", "Together"),
    ),
    "code-frequencies": Section(
        mark("How often each code was used"),
        mark(
            "A code counts the passages of the codes below it too; one passage may carry several."
        ),
        mark("How often something was said is not how much it matters."),
        ("code-tree", "framework", "code-counts"),
        ("most-used", "codes"),
    ),
    "theme-map": Section(
        mark("Themes, and what hinders and helps"),
        mark("A bold number counts the passages behind a theme or a code."),
        mark("A theme without a passage may have been talked about and not coded."),
        ("theme-map",),
        ("themes",),
    ),
    "factor-matrix": Section(
        mark("Which factors in which cases"),
        mark("A full dot is present, an open one absent or hardly present."),
        mark("A factor that was not looked for looks the same as one that is absent."),
        ("factor-matrix",),
        ("passages", "matrix"),
    ),
    "co-occurrence": Section(
        mark("Codes that occur together"),
        mark("The darker a cell, the more of their passages two codes have in common."),
        mark("Two codes on one passage need not have to do with each other."),
        ("code-network", "code-pairs"),
        ("codes-together",),
        ("Code", "Other code", "Passages", "Passages of the other", "Same or overlapping", "c"),
        read_of={
            "code-network": mark(
                "The thicker a line, the more of their passages two codes have in common; a larger "
                "dot is a code with more passages."
            )
        },
    ),
    "saturation": Section(
        mark("Whether new codes still appear"),
        mark("A line that becomes flat says that later sources brought little that is new."),
        mark("It depends on the code book and on whom one asked; another order is another line."),
        ("code-growth",),
        ("codes-by-source",),
    ),
    "agreement": Section(
        mark("Agreement between coders"),
        mark("Right of the second dashed line is firm, between the two tentative."),
        mark("Of a rare code a low coefficient says little; the percentage is always too kind."),
        ("agreement",),
        ("coefficients",),
        ("Unit", "Code", "Units", "Coded", "Agreement (%)", "Krippendorff's alpha", "Reading"),
    ),
    "text-patterns": Section(
        mark("Words"),
        mark("Words per 10,000 can be compared between groups of unequal size."),
        mark("A word says little without its context, and a group of one source is one person."),
        ("words", "keyness"),
        ("word-list", "texts"),
        ("Group", "Word", "Number", "Per 10,000 words", "Sources"),
    ),
    "reporting": Section(
        mark("What a report of this study has to tell"),
        mark("What the tables answer needs no words of yours; the rest is for you to write."),
        mark("A list of items that are answered is no judgement of the study."),
        columns=("No.", "Item", "Asks for", "Value"),
        entered="Value",
    ),
    "synthesis": Section(
        mark("Concepts that the studies share"),
        mark("A dash is a concept with codes and without a passage."),
        mark("Which codes stand for which concept was decided by whoever filled in the table."),
        ("concepts",),
        ("concepts",),
    ),
}
# The questions of the analyses, as `analyses.toml` asks them in English.
QUESTIONS = (
    mark("How did the respondents score each item and dimension, and are these scores possible?"),
    mark("What happened when, and how sure are the dates?"),
    mark("How often was each code used, in which sources and cases?"),
    mark("Which factors were found in which cases, and which occur together?"),
    mark("Who took part, and how did that change?"),
    mark("Which themes were found, what hinders and helps, and what stands behind each?"),
    mark("What was asked: which topics, with how many questions, feeding which theme?"),
    mark("Which concepts do the studies share, and how alike are studies and cases?"),
    mark(
        "How did the respondents answer, how far do they differ, and what changed between rounds?"
    ),
    mark("Which codes occur together, on the same passage or on passages that overlap?"),
    mark("How does the number of codes grow over the sources, and does it still grow at the end?"),
    mark("Do people who coded the same sources agree, code by code, and where do they not?"),
    mark(
        "Which words do people use, which set a group apart, and do the terms of a code find what "
        "people coded?"
    ),
    mark("Do the scores of the questionnaire and what people said agree, dimension by dimension?"),
    mark(
        "Which items of COREQ and SRQR do the tables answer, and which must the authors still "
        "write?"
    ),
)


def section_of(analysis: str) -> Section:
    """Give the section of an analysis; one that a student added has what it makes itself."""
    return SECTIONS.get(analysis) or Section(analysis.replace("-", " ").capitalize(), "", "")


def in_order(analyses: list[str]) -> list[str]:
    """Put analyses into the order of the report; further ones come last."""
    known = list(SECTIONS)
    return sorted(analyses, key=lambda name: known.index(name) if name in known else len(known))
