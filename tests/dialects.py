"""Small exports in the manner of each program, made anew for the tests that read them."""

import csv
import io
import sqlite3
import zipfile

import openpyxl

# Two of the names hold the separator of the cell in which the report lists them.
CODES = {
    "Means": 3,
    "Means: Time, money": 2,
    "Means: Rooms": 1,
    "Ties": 2,
    "Ties: Trust": 2,
    "Ties: Trust, earned": 1,
    "Alone": 0,
}
CELLS = {
    "1:1": ("Means: Time, money, Ties: Trust", 2),
    "1:2": ("Means: Rooms", 1),
    "2:1": ("Means: Time, money, Ties: Trust, Ties: Trust, earned", 3),
    "2:3": ("", 0),
}
PASSAGES = {
    "1:1": "We never had an hour, nor a euro.",
    "1:2": "The room was cold.",
    "2:1": "They came back every week.",
    "2:3": "Nothing on this.",
}
DOCUMENTS = {"1": "Interview Alder", "2": "Interview Birch"}
HEADERS = {
    "English": ["Number", "Reference", "Name", "Text Content", "Document", "Codes",
                "Number of Codes", "Comment"],
    "German": ["Nummer", "Referenz", "Name", "Textinhalt", "Dokument", "Codes",
               "Anzahl der Codes", "Kommentar"],
    "Dutch": ["Nummer", "Referentie", "Naam", "Tekstinhoud", "Document", "Codes",
              "Aantal codes", "Opmerking"],
    "Spanish": ["Número", "Referencia", "Nombre", "Contenido de texto", "Documento", "Códigos",
                "Número de códigos", "Comentario"],
    "Portuguese": ["Número", "Referência", "Nome", "Conteúdo do texto", "Documento", "Códigos",
                   "Número de códigos", "Comentário"],
    "French": ["Numéro", "Référence", "Nom", "Contenu du texte", "Document", "Codes",
               "Nombre de codes", "Commentaire"],
    "Chinese": ["编号", "参考", "名称", "文本内容", "文档", "代码", "代码数", "注释"],
    "none that is known": ["q1", "q2", "q3", "q4", "q5", "q6", "q7", "q8"],
}  # fmt: skip


def as_csv(rows, mark=","):
    text = io.StringIO()
    csv.writer(text, delimiter=mark, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


def as_workbook(sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def quotations(language="English"):
    rows = [HEADERS[language]]
    for number, (cell, count) in CELLS.items():
        document = DOCUMENTS[number.partition(":")[0]]
        rows.append(
            [number, f"¶ {number[-1]}", "", PASSAGES[number], document, cell, count, "a remark"]
        )
    return rows


def code_list():
    rows = [["Code", "", "Grounded", "Density", "Groups", "Comment"]]
    for name, frequency in CODES.items():
        category, _, label = name.partition(": ")
        rows.append([f"● {category}" if not label else "", f"● {label}" if label else "",
                     frequency, 0, "", ""])  # fmt: skip
    return rows


def co_occurrence(values, *, frequencies=None):
    frequencies = frequencies or CODES
    names = list(frequencies)
    heads = {name: f"● {name}\nGr={frequencies[name]}" for name in names}
    rows = [["", *heads.values()]]
    for name in names:
        rows.append([heads[name], *(values.get((name, other), 0) for other in names)])
    return rows


def segments_of_maxqda(language="English"):
    headers = {
        "English": ["Color", "Comment", "Document group", "Document name", "Code", "Begin", "End",
                    "Weight score", "Segment", "Created by", "Area"],
        "German": ["Farbe", "Kommentar", "Dokumentgruppe", "Dokumentname", "Code", "Anfang", "Ende",
                   "Gewicht", "Segment", "Erstellt von", "Fläche"],
    }  # fmt: skip
    return [
        headers[language],
        ["", "", "Staff", "Alder", "Means > Time", 4, 4, 0, "never an hour", "Ann", 13],
        ["", "", "Staff", "Alder", "Ties", 4, 4, 0, "never an hour", "Ann", 13],
        ["", "", "Staff", "Alder", "Ties", 4, 4, 0, "never an hour", "Bo", 13],
        ["", "", "Clients", "Birch", "Means > Time", 9, 10, 0, "yes", "Ann", 3],
        ["", "", "Clients", "Birch", "Means > Time", 9, 10, 0, "yes", "Ann", 3],
    ]


def taguette(path, *, projects=1):
    """Make a database of Taguette; offsets are bytes of the text without its tags."""
    connection = sqlite3.connect(path)
    connection.executescript(
        "CREATE TABLE projects (id INTEGER PRIMARY KEY, name TEXT);"
        "CREATE TABLE documents (id INTEGER PRIMARY KEY, name TEXT, project_id INTEGER,"
        " contents TEXT);"
        "CREATE TABLE tags (id INTEGER PRIMARY KEY, project_id INTEGER, path TEXT,"
        " description TEXT);"
        "CREATE TABLE highlights (id INTEGER PRIMARY KEY, document_id INTEGER,"
        " start_offset INTEGER, end_offset INTEGER, snippet TEXT);"
        "CREATE TABLE highlight_tags (highlight_id INTEGER, tag_id INTEGER);"
    )
    html = "<p>Één 🙂 &amp; <b>twee</b> dagen.</p>\n<p>Later niets meer.</p>"
    plain = "Één 🙂 & twee dagen.\nLater niets meer."
    marked = ["twee dagen", "Later", "niets meer"]
    for project in range(1, projects + 1):
        connection.execute("INSERT INTO projects VALUES (?, ?)", (project, f"Project {project}"))
        connection.execute(
            "INSERT INTO documents VALUES (?, 'Alder', ?, ?)", (project, project, html)
        )
        tags = [10 * project + place for place in (1, 2)]
        for tag, name in zip(tags, ("time", "loss"), strict=True):
            connection.execute("INSERT INTO tags VALUES (?, ?, ?, '')", (tag, project, name))
        for place, words in enumerate(marked):
            start = len(plain[: plain.index(words)].encode())
            number = 10 * project + place
            connection.execute(
                "INSERT INTO highlights VALUES (?, ?, ?, ?, ?)",
                (number, project, start, start + len(words.encode()), f"<p>{words}</p>"),
            )
            given = {0: tags, 1: tags[:1], 2: []}[place]
            for tag in given:
                connection.execute("INSERT INTO highlight_tags VALUES (?, ?)", (number, tag))
    connection.commit()
    connection.close()
    return path


QUALCODER = """
CREATE TABLE project (databaseversion TEXT, date TEXT, memo TEXT, about TEXT);
CREATE TABLE source (id INTEGER PRIMARY KEY, name TEXT, fulltext TEXT, mediapath TEXT);
CREATE TABLE code_cat (catid INTEGER PRIMARY KEY, name TEXT, memo TEXT, supercatid INTEGER);
CREATE TABLE code_name (cid INTEGER PRIMARY KEY, name TEXT, memo TEXT, catid INTEGER);
CREATE TABLE code_text (ctid INTEGER PRIMARY KEY, cid INTEGER, fid INTEGER, seltext TEXT,
  pos0 INTEGER, pos1 INTEGER, owner TEXT);
CREATE TABLE code_image (imid INTEGER PRIMARY KEY, cid INTEGER, id INTEGER, x1 INTEGER, y1 INTEGER,
  width INTEGER, height INTEGER, owner TEXT);
CREATE TABLE cases (caseid INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE case_text (caseid INTEGER, fid INTEGER, pos0 INTEGER, pos1 INTEGER);
CREATE TABLE attribute (name TEXT, attr_type TEXT, value TEXT, id INTEGER);
INSERT INTO project VALUES ('v12', '', '', 'QualCoder 3.7');
INSERT INTO code_cat VALUES (1, 'Means', '', NULL);
INSERT INTO code_name VALUES (1, 'Time', 'hours', 1);
INSERT INTO code_name VALUES (2, 'Ties', '', NULL);
INSERT INTO source VALUES (1, 'Alder', '🙂 never an hour, never', NULL);
INSERT INTO source VALUES (2, 'Map', NULL, '/images/map.png');
INSERT INTO code_text VALUES (1, 1, 1, 'an hour', 8, 15, 'Ann');
INSERT INTO code_text VALUES (2, 2, 1, 'an hour', 8, 15, 'Ann');
INSERT INTO code_text VALUES (3, 1, 1, 'an hour', 8, 15, 'Bo');
INSERT INTO code_text VALUES (4, 9, 1, 'never', 17, 22, 'Bo');
INSERT INTO code_image VALUES (1, 2, 2, 10, 20, 30, 40, 'Ann');
INSERT INTO cases VALUES (1, 'North');
INSERT INTO case_text VALUES (1, 1, 0, 22);
INSERT INTO attribute VALUES ('Role', 'file', 'volunteer', 1);
INSERT INTO attribute VALUES ('Size', 'case', '12', 1);
"""


def qualcoder(folder):
    folder.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(folder / "data.qda")
    connection.executescript(QUALCODER)
    connection.commit()
    connection.close()
    return folder


def zipped(folder, path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, f"{folder.name}/{file.name}")
    return path
