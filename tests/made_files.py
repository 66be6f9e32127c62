"""Files as the programs write them that students have: made anew, and the same every time."""

import csv
import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

from openpyxl import Workbook

STATEMENTS = (
    "We trust one another",
    "We know what we can expect of one another",
    "There is enough time to meet",
    "There is enough money for our plans",
)
ENGLISH = ("Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree")
DUTCH = ("Helemaal mee oneens", "Mee oneens", "Neutraal", "Mee eens", "Helemaal mee eens")
# A row per respondent: places on the scale from 1, and 0 where nothing was answered.
ANSWERS = (
    (4, 3, 2, 1), (5, 4, 2, 2), (3, 4, 0, 1), (4, 4, 3, 2), (2, 3, 1, 1), (5, 5, 3, 0),
    (4, 2, 2, 2), (3, 3, 4, 1),
)  # fmt: skip


def words(answer, scale):
    return scale[answer - 1] if answer else ""


def as_csv(rows, mark=",", encoding="utf-8"):
    text = io.StringIO()
    csv.writer(text, delimiter=mark, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode(encoding)


def as_workbook(rows, title="Sheet1"):
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(list(row))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def google_forms(answers=ANSWERS, scale=ENGLISH):
    header = ["Timestamp", *(f"How far do you agree? [{text}]" for text in STATEMENTS), "Remarks"]
    rows = [
        [f"2024/03/{day:02d} 10:00:00 am GMT+1", *(words(one, scale) for one in row), ""]
        for day, row in enumerate(answers, start=1)
    ]
    return [header, *rows]


def microsoft_forms(answers=ANSWERS, scale=DUTCH):
    header = ["Id", "Begintijd", "Tijd van voltooien", "E-mail", "Naam", *STATEMENTS]
    rows = [
        [place, "3-1-24 10:00:00", "3-1-24 10:05:00", "anonymous", "",
         *(words(one, scale) for one in row)]
        for place, row in enumerate(answers, start=1)
    ]  # fmt: skip
    return [header, *rows]


def limesurvey(answers=ANSWERS, scale=DUTCH):
    codes = [f"G01Q01[SQ00{place}]" for place in range(1, 5)]
    header = ["id", "submitdate", "lastpage", "startlanguage", "seed", *codes]
    rows = [
        [str(place + 10), "2024-03-01 10:00:00", "2", "nl", "123",
         *(words(one, scale) for one in row)]
        for place, row in enumerate(answers)
    ]  # fmt: skip
    return [header, *rows]


def qualtrics(answers=ANSWERS):
    names = ["StartDate", "Status", "ResponseId", *(f"Q1_{place}" for place in range(1, 5))]
    stem = "How far do you agree with the following? - "
    texts = ["Start Date", "Response Type", "Response ID", *(stem + text for text in STATEMENTS)]
    own = [f'{{"ImportId":"{name}"}}' for name in names]
    rows = [
        ["2024-03-01 10:00:00", "IP Address", f"R_{place}", *(str(one or "") for one in row)]
        for place, row in enumerate(answers)
    ]
    trial = ["2024-02-01 10:00:00", "Survey Preview", "R_0x", "5", "5", "5", "5"]
    return [names, texts, own, trial, *rows]


def surveymonkey(answers=ANSWERS, scale=ENGLISH):
    above = ["Respondent ID", "Collector ID", "Start Date", "How far do you agree?", "", "", ""]
    below = ["", "", "", *STATEMENTS]
    rows = [
        [str(place + 1000), "1", "03/01/2024", *(words(one, scale) for one in row)]
        for place, row in enumerate(answers)
    ]
    return [above, below, *rows]


def plain_sheet(answers=ANSWERS, scale=ENGLISH):
    header = ["Respondent", "Moment", *(f"Q{place}" for place in range(1, 5))]
    rows = [
        [f"{place:03d}", when, *(f"{one} - {words(one, scale)}" if one else "" for one in row)]
        for when in ("pre", "post")
        for place, row in enumerate(answers, start=1)
    ]
    return [header, *rows]


QUOTES = (
    ("Interview 1", "We know one another well.", "Trust > Old; Meeting"),
    ("", "There was never any money.", "Means"),
    ("Interview 2", "She just comes by.", "Trust > New"),
    ("Interview 3", "The room is always taken.", "Means; Meeting"),
    ("Interview 4", "Yes.", ""),
)


def quotes():
    return [["Interview", "Quote", "Codes"], *QUOTES]


DATES = (
    ("Interviews with residents", "okt 2024", 6),
    ("Observation of meetings", "najaar 2023", ""),
    ("Focus group", "week 12, 2024", 1),
    ("Questionnaire", "12-03-2024 t/m 26-03-2024", ""),
    ("Report", "onbekend", ""),
)


def dates():
    return [["Activiteit", "Wanneer", "Aantal"], *DATES]


TRANSCRIPTS = {
    "Interview 1": (
        "I: What do you do here?\n"
        "R1: I cook for the neighbours in the community centre.\n"
        "I: And how does that go?\n"
        "R1: Well, the neighbours trust one another, and the centre is open."
    ),
    "Interview 2": (
        "Interviewer: What changed?\n"
        "Respondent: There was never any money for the garden.\n"
        "Interviewer: Who noticed?\n"
        "Respondent: The neighbours did, and the garden closed."
    ),
    "Interview 3": (
        "I\tWhat is good?\n"
        "R\tThe garden and the people of the neighbourhood.\n"
        "I\tAnd what is not?\n"
        "R\tThe money for the community centre."
    ),
    "Interview 4": (
        "Anna Berg   0:03\nThe neighbours come to the garden every week.\n\n"
        "Interviewer   0:12\nWhy do they?\n\n"
        "Anna Berg   0:15\nThey trust the people of the centre."
    ),
}
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/comments.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships '
    'xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="{office}/{kind}" Target="{target}"/></Relationships>'
)
_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def run(text):
    pieces = text.split("\t")
    inside = "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in pieces)
    return f"<w:r>{inside}</w:r>"


def as_word(text, comments=()):
    """A Word document: a paragraph per line; a comment is (passage, what it says, author)."""
    body = []
    for line in text.split("\n"):
        marked = run(line)
        for number, (passage, _, _) in enumerate(comments):
            if passage in line:
                before, after = line.split(passage, 1)
                marked = (
                    f'{run(before)}<w:commentRangeStart w:id="{number}"/>{run(passage)}'
                    f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference '
                    f'w:id="{number}"/></w:r>{run(after)}'
                )
        body.append(f"<w:p>{marked}</w:p>")
    notes = "".join(
        f'<w:comment w:id="{number}" w:author="{author}" w:date="2024-03-01T10:00:00Z">'
        f"<w:p>{run(said)}</w:p></w:comment>"
        for number, (_, said, author) in enumerate(comments)
    )
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS.format(
            office=_OFFICE, kind="officeDocument", target="word/document.xml"
        ),
        "word/_rels/document.xml.rels": _RELATIONS.format(
            office=_OFFICE, kind="comments", target="comments.xml"
        ),
        "word/document.xml": f"<w:document {_WORD}><w:body>{''.join(body)}</w:body></w:document>",
        "word/comments.xml": f"<w:comments {_WORD}>{notes}</w:comments>",
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    return content.getvalue()


def write_five(folder: Path) -> None:
    """Write the five kinds of files of the tutorial."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "forms.xlsx").write_bytes(as_workbook(google_forms(), "Form Responses 1"))
    (folder / "limesurvey.csv").write_bytes(as_csv(limesurvey(), ";"))
    for name, text in TRANSCRIPTS.items():
        (folder / f"{name}.docx").write_bytes(as_word(text))
    (folder / "quotes.xlsx").write_bytes(as_workbook(quotes()))
    (folder / "dates.xlsx").write_bytes(as_workbook(dates()))
