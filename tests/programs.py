"""Projects made at random, and how each program would write them down."""

import json
import sqlite3
from contextlib import closing
from typing import NamedTuple

from hypothesis import strategies as st

from dialects import as_csv, as_workbook

LETTERS = "abcdeéßñ信🙂"
words = st.text(LETTERS, min_size=1, max_size=6)
names = st.lists(words, min_size=1, max_size=3).map(" ".join)


class Given(NamedTuple):
    """A code given to a passage; ``start`` and ``end`` count characters of the text."""

    document: str
    code: str
    start: int
    end: int
    coder: str


class Project(NamedTuple):
    texts: dict[str, str]
    codes: dict[str, str]  # name -> category above it, or nothing
    given: list[Given]

    def shown(self, one):
        return self.texts[one.document][one.start : one.end]


@st.composite
def projects(draw, *, places=True):
    """Make a project; without ``places`` no document has the same words twice."""
    labels = draw(st.lists(names, min_size=2, max_size=6, unique_by=str.casefold))
    above = draw(st.lists(names, max_size=2, unique_by=str.casefold))
    above = [name for name in above if name.casefold() not in map(str.casefold, labels)]
    codes = {label: draw(st.sampled_from(["", *above])) for label in labels}
    titles = draw(st.lists(names, min_size=1, max_size=3, unique_by=str.casefold))
    texts = {}
    for title in titles:
        lines = draw(st.lists(st.lists(words, min_size=3, max_size=6), min_size=1, max_size=3))
        numbered = [
            [f"{word}{at}{n}" for n, word in enumerate(line)] for at, line in enumerate(lines)
        ]
        texts[title] = "\n".join(" ".join(line) for line in (lines if places else numbered))
    given = []
    for title in draw(st.lists(st.sampled_from(titles), min_size=1, max_size=8)):
        start, end = _span(draw, texts[title])
        one = Given(title, draw(st.sampled_from(labels)), start, end,
                    draw(st.sampled_from(["Ann", "Bo"])))  # fmt: skip
        if one not in given:
            given.append(one)
    return Project(texts, codes, given)


def _span(draw, text):
    """Take some words of one line."""
    spans, place = [], 0
    for line in text.split("\n"):
        parts = line.split(" ")
        edges = [place + len(" ".join(parts[:n])) + bool(n) for n in range(len(parts))]
        spans += [
            (begin, edges[last] + len(parts[last]))
            for n, begin in enumerate(edges)
            for last in range(n, len(parts))
        ]
        place += len(line) + 1
    return draw(st.sampled_from(spans))


def utf16(text, place):
    return len(text[:place].encode("utf-16-le")) // 2


def _database(path, tables):
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        for table, (columns, rows) in tables.items():
            connection.execute(f'CREATE TABLE "{table}" ({columns})')
            marks = ", ".join("?" * len(columns.split(",")))
            connection.executemany(f'INSERT INTO "{table}" VALUES ({marks})', rows)
        connection.commit()
    return path


def _numbers(project):
    documents = {title: number for number, title in enumerate(project.texts, start=1)}
    codes = {label: number for number, label in enumerate(project.codes, start=11)}
    above = dict.fromkeys(filter(None, project.codes.values()))
    return documents, codes, {label: number for number, label in enumerate(above, start=101)}


def rqda(project, path):
    documents, codes, above = _numbers(project)
    deleted = [(99, 1, "x", 0, 1, 0, "Ann")]
    return _database(path, {
        "project": ("databaseversion, about", [("0.2.2", "")]),
        "source": ("name, id, file, status",
                   [(t, n, project.texts[t], 1) for t, n in documents.items()]),
        "freecode": ("name, id, memo, status", [(c, n, "", 1) for c, n in codes.items()]),
        "codecat": ("name, catid, status", [(c, n, 1) for c, n in above.items()]),
        "treecode": ("cid, catid, status",
                     [(n, above[project.codes[c]], 1) for c, n in codes.items()
                      if project.codes[c]]),
        "coding": ("cid, fid, seltext, selfirst, selend, status, owner", [
            *((codes[one.code], documents[one.document], project.shown(one), float(one.start),
               float(one.end), 1, one.coder) for one in project.given), *deleted]),
        "cases": ("name, id, status", []),
        "caselinkage": ("caseid, fid, status", []),
    })  # fmt: skip


def requal(project, path):
    documents, codes, above = _numbers(project)
    users = {"Ann": 1, "Bo": 2}
    rows = []
    for number, one in enumerate(project.given, start=1):
        text = project.texts[one.document]
        rows.append(
            (
                1,
                users[one.coder],
                documents[one.document],
                codes[one.code],
                number,
                utf16(text, one.start) + 1,
                utf16(text, one.end),
                project.shown(one),
            )
        )
    return _database(path, {
        "projects": ("project_id, project_name", [(1, "p")]),
        "users": ("user_id, user_login, user_name", [(n, None, u) for u, n in users.items()]),
        "documents": ("project_id, doc_id, doc_name, doc_text",
                      [(1, n, t, project.texts[t]) for t, n in documents.items()]),
        "codes": ("project_id, code_id, code_name, code_description, code_color",
                  [(1, n, c, "", "rgb(1,2,3)") for c, n in codes.items()]),
        "categories": ("project_id, category_id, category_name",
                       [(1, n, c) for c, n in above.items()]),
        "categories_codes_map": ("project_id, category_id, code_id",
                                 [(1, above[project.codes[c]], n) for c, n in codes.items()
                                  if project.codes[c]]),
        "segments": ("project_id, user_id, doc_id, code_id, segment_id, segment_start, "
                     "segment_end, segment_text", rows),
    })  # fmt: skip


def maxqda(project, path):
    documents, codes, above = _numbers(project)
    every = {**above, **codes}
    return _database(path, {
        "sys_Setup": ("Key, Value", [("APP", "MAXQDA 24 24.1")]),
        "Textgroups": ("ID, Name", [(1, "Staff")]),
        "Texts": ("ID, GroupID, Name, Author", [(n, 1, t, "Ann") for t, n in documents.items()]),
        "Codewords": ("ID, WordID, Name",
                      [(n, above.get(project.codes.get(c, ""), 0), c) for c, n in every.items()]),
        "Codings": ("ID, TextID, WordID, SegPosType, SegPos1StdUnit, SegPos1X, SegPos2X, Preview, "
                    "Area, Author",
                    [(n, documents[one.document], codes[one.code], 1, "1", one.start, one.end,
                      project.shown(one), one.end - one.start, one.coder)
                     for n, one in enumerate(project.given, start=1)]),
    })  # fmt: skip


def labelstudio(project, path):
    tasks = []
    for number, (title, text) in enumerate(project.texts.items(), start=1):
        annotations = []
        for coder in ("Ann", "Bo"):
            results = [
                {"type": "labels", "value": {
                    "start": utf16(text, one.start), "end": utf16(text, one.end),
                    "text": project.shown(one), "labels": [one.code]}}
                for one in project.given if (one.document, one.coder) == (title, coder)
            ]  # fmt: skip
            annotations.append({"completed_by": {"email": coder}, "result": results})
        tasks.append(
            {"id": number, "data": {"text": text, "title": title}, "annotations": annotations}
        )
    path.write_text(json.dumps(tasks), encoding="utf-8")
    return path


def labelstudio_min(project, path):
    tasks = [
        {"id": number, "text": text, "title": title, "annotator": coder, "annotation_id": number,
         "label": [{"start": utf16(text, one.start), "end": utf16(text, one.end),
                    "text": project.shown(one), "labels": [one.code]}
                   for one in project.given if (one.document, one.coder) == (title, coder)]}
        for number, (title, text) in enumerate(project.texts.items(), start=1)
        for coder in ("Ann", "Bo")
    ]  # fmt: skip
    path.write_text(json.dumps(tasks, ensure_ascii=False), encoding="utf-8")
    return path


def hypothesis(project, path):
    grouped = {}
    for one in project.given:
        grouped.setdefault(one._replace(code=""), []).append(one.code)
    rows = [
        {"id": f"a{number}", "user": f"acct:{one.coder}@hypothes.is", "text": "",
         "uri": f"https://example.org/{one.document}", "document": {"title": [one.document]},
         "tags": tags, "target": [{"source": "x", "selector": [
             {"type": "RangeSelector"},
             {"type": "TextPositionSelector", "start": one.start, "end": one.end},
             {"type": "TextQuoteSelector", "exact": project.shown(one)}]}]}
        for number, (one, tags) in enumerate(grouped.items())
    ]  # fmt: skip
    path.write_text(json.dumps({"export_date": "x", "annotations": rows}), encoding="utf-8")
    return path


def catma(project, path):
    documents = [
        {"id": f"D_{title}", "title": title, "annotations": [
            {"id": f"CATMA_{n}", "tagName": one.code, "author": one.coder,
             "tagPath": "/" + "/".join(filter(None, [project.codes[one.code], one.code])),
             "phrases": [{"startOffset": one.start, "endOffset": one.end,
                          "phrase": project.shown(one)}]}
            for n, one in enumerate(project.given) if one.document == title]}
        for title in project.texts
    ]  # fmt: skip
    export = {"exportId": "x", "totalPages": 1, "pageNo": 1, "documents": documents}
    path.write_text(json.dumps(export), encoding="utf-8")
    return path


def _path(project, code, sign):
    return sign.join(filter(None, [project.codes[code], code]))


def dedoose(project, path):
    columns = [f"Code: {_path(project, code, chr(92))} Applied" for code in project.codes]
    rows = [["Media Title", "Excerpt Range", "Excerpt Creator", "Excerpt Date", "Excerpt Copy",
             "Codes Applied Combined", "Resource Creator", *columns]]  # fmt: skip
    for one in project.given:
        applied = ["True" if code == one.code else "False" for code in project.codes]
        rows.append([one.document, f"{one.start}-{one.end}", one.coder, "1/2/2024",
                     project.shown(one), one.code, "x", *applied])  # fmt: skip
    path.write_bytes(as_workbook({"Excerpts": rows}))
    return path


def _rows(path, rows, mark=","):
    path.write_text(as_csv(rows, mark), encoding="utf-8-sig")
    return path


def delve(project, path):
    rows = [["Transcript", "Snippet", "Codes", "Coded By"]]
    rows += [[one.document, project.shown(one), one.code, one.coder] for one in project.given]
    return _rows(path, rows)


def dovetail(project, path):
    rows = [["Highlight", "Note title", "Tags", "Created by", "URL"]]
    rows += [[project.shown(one), one.document, one.code, one.coder, "x"] for one in project.given]
    return _rows(path, rows)


def qualcoder_report(project, path):
    rows = [["File", "Coder", "Coded", "Id", "Codename", "Coded_Memo", "Category"]]
    rows += [
        [one.document, one.coder, project.shown(one), number, one.code, "", project.codes[one.code]]
        for number, one in enumerate(project.given, start=1)
    ]
    return _rows(path, rows)


def taguette_tables(project, path):
    rows = [["document", "tag", "content"]]
    rows += [
        [one.document, _path(project, one.code, "."), project.shown(one)] for one in project.given
    ]
    above = dict.fromkeys(filter(None, project.codes.values()))
    used = {project.codes[one.code] for one in project.given}
    first = next(iter(project.texts))
    # Taguette has a tag for what stands above another one.
    rows += [[first, name, "of it all"] for name in above if name in used]
    path.write_bytes(as_workbook({"highlights": rows}))
    return path


# How each program writes: whether it shows offsets, coders and what stands above a code.
WRITERS = {
    "RQDA": (rqda, True, True, True),
    "requal": (requal, True, True, True),
    "MAXQDA": (maxqda, True, True, True),
    "Label Studio": (labelstudio, True, True, False),
    "Label Studio, short": (labelstudio_min, True, True, False),
    "hypothes.is": (hypothesis, True, True, False),
    "CATMA": (catma, True, True, True),
    "Dedoose": (dedoose, True, True, True),
    "Delve": (delve, False, True, False),
    "Dovetail": (dovetail, False, True, False),
    "QualCoder": (qualcoder_report, False, True, True),
    "Taguette": (taguette_tables, False, False, True),
}
