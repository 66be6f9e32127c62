"""What stands out: findings with the rule that found each, and which of them come first."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from compendium.language import mark

MOST = 7
MOST_OF_ONE = 2  # of one analysis

# The rules in the order in which a reader wants to know what they find.
CHANGED = mark("changed most between rounds")
DIFFERS = mark("scores and passages do not agree")
EXTREMES = mark("the highest and the lowest score")
LARGEST = mark("the largest number")
EVERYWHERE = mark("found everywhere, or nowhere")
DISAGREE = mark("coders disagree")
NOTHING_NEW = mark("no longer new codes, or still")
TOGETHER = mark("most often together")
TYPICAL = mark("sets a group apart")
RULES = (
    CHANGED,
    DIFFERS,
    EXTREMES,
    LARGEST,
    EVERYWHERE,
    DISAGREE,
    NOTHING_NEW,
    TOGETHER,
    TYPICAL,
)


@dataclass(frozen=True)
class Finding:
    """One sentence that stands out.

    Parameters
    ----------
    rule : str
        Which of the rules found it.
    sentence : str
        What was found.
    beside : str
        What the sentence rests on: how many, how many missing, how far they differ.
    analysis, figure : str
        Where it is seen.
    """

    rule: str
    sentence: str
    beside: str
    analysis: str
    figure: str


@dataclass(frozen=True)
class Reading:
    """What an analysis says of a study.

    Parameters
    ----------
    sentences : tuple of str
        One or two sentences for its section.
    findings : tuple of Finding
        What may stand out.
    """

    sentences: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = field(default=())


def choose(findings: Iterable[Finding]) -> list[Finding]:
    """Choose what stands out: at most seven, in the order of the rules, two of one analysis.

    Parameters
    ----------
    findings : iterable of Finding
        What the analyses found, in their order.

    Returns
    -------
    list of Finding
        Those that come first.
    """
    chosen: list[Finding] = []
    for finding in sorted(findings, key=lambda one: RULES.index(one.rule)):
        same = [one for one in chosen if one.analysis == finding.analysis]
        if len(same) < MOST_OF_ONE and len(chosen) < MOST:
            chosen.append(finding)
    return chosen
