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
    """A form with an address, a grid, a question with boxes, and one to write in."""
    header = [
        "Timestamp", "Email Address", "How old are you?",
        *(f"How far do you agree? [{text}]" for text in STATEMENTS),
        "What do you take part in?", "Remarks",
    ]  # fmt: skip
    rows = [
        [f"2024/03/{day:02d} 10:00:00 am GMT+1", f"p{day}@example.org", ("18-34", "35-64")[day % 2],
         *(words(one, scale) for one in row), ("Cooking, Garden", "Garden")[day % 2],
         ("", "More light, please.\nAnd a bench.")[day % 2]]
        for day, row in enumerate(answers, start=1)
    ]  # fmt: skip
    return [header, *rows]


def microsoft_forms(answers=ANSWERS, scale=DUTCH, finished="Tijd van voltooien"):
    """A form with choices, of which several end in a semicolon, and points as a quiz has them."""
    asked = [name for text in STATEMENTS for name in (text, f"Punten - {text}")]
    header = ["Id", "Begintijd", finished, "E-mail", "Naam", "Taal", *asked,
              "Waar doet u aan mee?", "Opmerkingen\xa0"]  # fmt: skip
    rows = [
        [place, "3-1-24 10:00:00", "3-1-24 10:05:00", "anonymous", "", "Nederlands",
         *(cell for one in row for cell in (words(one, scale), "")),
         ("Koken;Tuin;", "Tuin;")[place % 2], ""]
        for place, row in enumerate(answers, start=1)
    ]  # fmt: skip
    return [header, *rows]


def limesurvey(answers=ANSWERS, scale=DUTCH, header="codes"):
    """An export with codes, words, or both above its columns; the last answer was not sent."""
    columns = [
        ("id", "Antwoord ID"), ("submitdate", "Datum van inzending"),
        ("lastpage", "Laatste pagina"), ("startlanguage", "Begintaal"), ("seed", "Seed"),
        ("startdate", "Datum gestart"), ("datestamp", "Datum laatste actie"),
        *((f"G01Q01[SQ00{n}]", f"Hoe eens bent u het? [{text}]")
          for n, text in enumerate(STATEMENTS, start=1)),
        ("G01Q02", "Wat is uw geslacht?"), ("G01Q03", "Opmerkingen"),
    ]  # fmt: skip
    above = {"codes": "{0}", "words": "{1}", "both": "{0}. {1}"}[header]
    rows = [
        [str(place + 10), "2024-03-01 10:00:00" if place else "", "2", "nl", "123",
         "2024-03-01 09:50:00", "2024-03-01 10:00:00", *(words(one, scale) for one in row),
         ("Vrouw", "Man")[place % 2], ""]
        for place, row in enumerate(answers)
    ]  # fmt: skip
    return [[above.format(*names) for names in columns], *rows]


def qualtrics(answers=ANSWERS, scale=None):
    """Numbers, or words: with previews, a gender in codes, and boxes."""
    own = (
        ("StartDate", "Start Date"), ("EndDate", "End Date"), ("Status", "Response Type"),
        ("IPAddress", "IP Address"), ("Progress", "Progress"),
        ("Duration (in seconds)", "Duration (in seconds)"), ("Finished", "Finished"),
        ("RecordedDate", "Recorded Date"), ("ResponseId", "Response ID"),
        ("DistributionChannel", "Distribution Channel"), ("UserLanguage", "User Language"),
        *((f"Q1_{n}", f"How far do you agree with the following? - {text}")
          for n, text in enumerate(STATEMENTS, start=1)),
        ("Q2", "What is your gender? - Selected Choice"),
        ("Q3_1", "What do you take part in? - Selected Choice - Cooking"),
        ("Q3_2", "What do you take part in? - Selected Choice - Garden"),
        ("Q4", "Remarks"),
    )  # fmt: skip
    names, texts = [name for name, _ in own], [text for _, text in own]
    imports = [f'{{"ImportId":"{name}"}}' for name in names]
    rows = [
        ["2024-03-01 10:00:00", "2024-03-01 10:04:00", "Survey Preview" if trial else "IP Address",
         "", "100", "240", "True", "2024-03-01 10:04:01", f"R_{'x' * trial}{place}",
         "preview" if trial else "anonymous", "NL",
         *(words(one, scale) if scale else str(one or "") for one in row),
         ("1", "2")[place % 2], ("1", "")[place % 2], "1" if place % 3 else "", ""]
        for trial, those in ((True, [(5, 5, 5, 5)]), (False, answers))
        for place, row in enumerate(those)
    ]  # fmt: skip
    return [names, texts, imports, *rows]


def surveymonkey(answers=ANSWERS, scale=ENGLISH, condensed=False):
    """Two rows above the answers: expanded, or condensed with ``question - row``."""
    asked = "How far do you agree?"
    aside = ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address",
             "Email Address", "First Name", "Last Name", "Custom Data 1"]  # fmt: skip
    matrix = (
        ([f"{asked} - {text}" for text in STATEMENTS], ["Response"] * 4)
        if condensed
        else ([asked, "", "", ""], list(STATEMENTS))
    )
    above = [*aside, *matrix[0], "Gender", "What do you take part in?", "", "Remarks"]
    below = [*[""] * len(aside), *matrix[1], "Response", "Cooking", "Garden", "Open-Ended Response"]
    rows = [
        [str(place + 1000), "1", "03/01/2024", "03/01/2024", "", "", "", "", "",
         *(words(one, scale) for one in row), ("Female", "Male")[place % 2],
         ("Cooking", "")[place % 2], "Garden", ""]
        for place, row in enumerate(answers)
    ]  # fmt: skip
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


def quotes_of_a_student():
    """Quotes as people list them: numbered, with the role of who says it, and with remarks."""
    roles = {"Interview 1": "resident", "Interview 2": "resident", "Interview 3": "professional"}
    return [
        ["Nr", "Interview", "Role", "Quote (verbatim)", "Codes", "Remark"],
        *([n, who, roles.get(who, ""), quote, codes, "look again" if n == 2 else ""]
          for n, (who, quote, codes) in enumerate(QUOTES, start=1)),
    ]  # fmt: skip


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
_WORD = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)


def run(text):
    pieces = text.split("\t")
    inside = "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in pieces)
    return f"<w:r>{inside}</w:r>"


def as_word(text, comments=(), answers=None, bold=None):
    """A Word document: a paragraph per line; a comment is (passage, what it says, author).

    ``answers`` gives the comments that answer another one; lines that end in ``bold`` are bold.
    """
    body = []
    for line in text.split("\n"):
        marked = run(line)
        if bold and line.endswith(bold):
            marked = marked.replace("<w:r>", "<w:r><w:rPr><w:b/></w:rPr>")
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
        f'<w:p w14:paraId="0000000{number}">{run(said)}</w:p></w:comment>'
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
    if answers:
        threads = "".join(
            f'<w15:commentEx w15:paraId="0000000{one}" w15:paraIdParent="0000000{other}"/>'
            for one, other in answers.items()
        )
        parts["word/commentsExtended.xml"] = (
            '<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
            f"{threads}</w15:commentsEx>"
        )
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    return content.getvalue()


def write_five(folder: Path) -> None:
    """Write the five kinds of files of the tutorial."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "forms.xlsx").write_bytes(as_workbook(google_forms(), "Form Responses 1"))
    (folder / "limesurvey.csv").write_bytes(as_csv(limesurvey(header="words"), ";", "utf-8-sig"))
    for number, (name, text) in enumerate(TRANSCRIPTS.items(), start=1):
        head = f"{name}: community garden\nDate: {number + 11} March 2024\nInterviewer: AB\n\n"
        (folder / f"{name}.docx").write_bytes(as_word(head + text))
    above = [["Quotes from the interviews"], []]
    (folder / "quotes.xlsx").write_bytes(as_workbook([*above, *quotes_of_a_student()]))
    above = [["Planning of the study"], []]
    (folder / "dates.xlsx").write_bytes(as_workbook([*above, *dates()]))
