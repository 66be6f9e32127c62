"""The items of COREQ and SRQR: their numbers and names, and what each asks, in our words.

Tong, Sainsbury and Craig (2007), Consolidated criteria for reporting qualitative research (COREQ),
International Journal for Quality in Health Care 19; O'Brien, Harris, Beckman, Reed and Cook (2014),
Standards for reporting qualitative research (SRQR), Academic Medicine 89.
"""

from dataclasses import dataclass

COREQ, SRQR = "COREQ", "SRQR"


@dataclass(frozen=True)
class Item:
    """One item of a checklist.

    Parameters
    ----------
    checklist : str
        ``COREQ`` or ``SRQR``.
    number : int
        Its number there.
    part : str
        The part of the checklist that it stands in.
    name : str
        Its name there.
    asks : str
        What it asks for, in our words.
    """

    checklist: str
    number: int
    part: str
    name: str
    asks: str

    @property
    def key(self) -> str:
        """Name of the item in study.toml, such as ``coreq-12``."""
        return f"{self.checklist.lower()}-{self.number}"


# A line that ends with a colon is a part; the others are items: name, and what it asks for, perhaps
# on a line of its own.
_COREQ = """
Research team and reflexivity:
Interviewer/facilitator | who talked with the participants
Credentials | the researchers' degrees
Occupation | what they did for a living at the time
Gender | the researchers' gender
Experience and training | what they had done and learned before
Relationship established | whether they and the participants knew each other before
Participant knowledge of the interviewer |
what participants were told of the researcher and the aims
Interviewer characteristics | what of the interviewer may matter: views, interests, reasons
Study design:
Methodological orientation and theory | the tradition or theory behind the study
Sampling | how participants were chosen
Method of approach | how they were reached
Sample size | how many took part
Non-participation | how many declined or left, and why
Setting of data collection | where the data were collected
Presence of non-participants | whether others were there
Description of sample | who the participants are
Interview guide | the questions and topics, and whether they were tried out
Repeat interviews | whether participants were interviewed again, and how often
Audio/visual recording | whether sound or pictures were recorded
Field notes | whether notes were made, during or afterwards
Duration | how long interviews and groups took
Data saturation | whether new data still brought something new
Transcripts returned | whether participants could correct their transcripts
Analysis and findings:
Number of data coders | how many people coded
Description of the coding tree | which codes there are, and how they hang together
Derivation of themes | whether themes were there beforehand or came from the data
Software | which programs were used
Participant checking | whether participants commented on the findings
Quotations presented | whether quotations show the findings, each with its speaker
Data and findings consistent | whether the findings follow from the data
Clarity of major themes | whether the main themes are clear
Clarity of minor themes | whether smaller themes and cases that differ are shown
"""
_SRQR = """
Title and abstract:
Title | what kind of study it is, and of what
Abstract | the study in short
Introduction:
Problem formulation | what the problem is, and what is known of it
Purpose or research question | what the study wants to find out
Methods:
Qualitative approach and research paradigm | the approach, and the view of knowledge behind it
Researcher characteristics and reflexivity | who the researchers are, and how that may have mattered
Context | where and in what circumstances
Sampling strategy | how people, documents and events were chosen, and when that was enough
Ethical issues pertaining to human subjects | approval, consent and how data are kept safe
Data collection methods | which data, how and when
Data collection instruments and technologies | guides, questionnaires and devices
Units of study | how many people, documents and events
Data processing | how data were written out, stored and made anonymous
Data analysis | how codes and themes came about, and who made them
Techniques to enhance trustworthiness | what was done to make the findings credible
Results/findings:
Synthesis and interpretation | the main findings
Links to empirical data | quotations and other evidence behind the findings
Discussion:
Integration with prior work, implications, transferability and contributions |
what it adds, and where else it holds
Limitations | what limits the findings
Other information:
Conflicts of interest | what might have swayed the researchers
Funding | who paid, and what they had a say in
"""


def _read(checklist: str, text: str) -> list[Item]:
    items: list[Item] = []
    part = ""
    for line in text.strip().replace(" |\n", " | ").splitlines():
        if line.endswith(":"):
            part = line.removesuffix(":")
        else:
            name, asks = line.split(" | ")
            items.append(Item(checklist, len(items) + 1, part, name, asks))
    return items


ITEMS = [*_read(COREQ, _COREQ), *_read(SRQR, _SRQR)]
