"""Write the page of messages: every message about a student's files, in both languages.

    python docs/_troubleshooting.py

The messages are found in the code, and their Dutch in the catalogue: nothing on the page is typed.
"""

import re
import string
from pathlib import Path

from compendium.language.catalogue import catalogue
from compendium.language.messages import said

PAGE = Path(__file__).parent / "guides" / "troubleshooting.md"
PARTS = {
    "study/workbook.py": "An Excel workbook",
    "study/sheets.py": "A file of tables",
    "study/tables.py": "The rows and columns of a table",
    "study/kinds/": "What stands in a table",
    "study/dates.py": "Dates",
    "study/rounds.py": "The rounds of a questionnaire",
    "study/scale.py": "The scale of a questionnaire",
    "study/study.py": "A study and its `study.toml`",
    "own/check.py": "What the tables say about one another",
    "own/hints.py": "Notes: not wrong, but worth a look",
    "study/texts.py": "Texts of participants",
    "study/bounds.py": "Files that are too large",
    "own/bring/survey/": "A questionnaire that is imported",
    "own/bring/": "Lists, quotes and transcripts that are imported",
    "qda/read/": "A coded project that is imported",
    "qda/model/": "The passages of a coded project",
    "qda/arrive/": "What an import does to a study",
    "qda/write/": "A study that is exported as a project",
    "own/new/wish.py": "A new study",
    "own/report/form.py": "How a report is asked for",
}
HEAD = """\
# Messages, and what to do

`compendium check NAME` says all that is wrong, with the file, the row and the column, and
`compendium import` says why it takes a file or not: in the language of your computer, or else of
your study. What is wrong ends with what to do. Look for your message here by its words; `…` stands
for what differs.

<!-- Written by docs/_troubleshooting.py from the messages themselves. -->
"""


def page() -> str:
    """Write the page."""
    dutch = catalogue("nl")
    parts, messages = [HEAD], said()
    for place, name in PARTS.items():
        rows = []
        for message, module in messages.items():
            if _place_of(module) != place or not _is_sentence(message[0]):
                continue
            entry = dutch.get(message[0])
            told = entry.string if isinstance(entry.string, str) else entry.string[0]
            rows.append(f"| {_shown(message[0])} | {_shown(told)} |")
        parts.append(
            f"## {name}\n\n| message | in Dutch |\n| --- | --- |\n" + "\n".join(rows) + "\n"
        )
    return "\n".join(parts)


def _place_of(module: str) -> str:
    """Find the part of the page in which the messages of a module stand."""
    return max((place for place in PARTS if module.startswith(place)), key=len, default="")


def _is_sentence(message: str) -> bool:
    """Leave out pieces that only join: a message for people has words of its own."""
    words = re.sub(r"\{[^}]*\}", "", message)
    return len(re.findall(r"[A-Za-z]{2,}", words)) >= 3


def _shown(message: str) -> str:
    """Write a message with dots in the places that differ."""
    parts = []
    for text, name, _, _ in string.Formatter().parse(message):
        parts.append(text)
        if name is not None:
            parts.append("…")
    plain = "".join(parts).replace("…: ", "", 1) if parts[1:2] == ["…"] and not parts[0] else ""
    line = " ".join((plain or "".join(parts)).split()).strip(" ,")
    return re.sub(r"([\\`*_{}\[\]<>|~$#])", r"\\\1", line)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
