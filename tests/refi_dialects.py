"""Small projects as different programs write them, made anew for the tests that need one."""

import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import quoteattr

NAMESPACE = "urn:QDA-XML:project:1.0"


def pack(path: Path, members: dict[str, bytes]) -> Path:
    """Write a zip file with these members."""
    path.write_bytes(packed(members))
    return path


def packed(members: dict[str, bytes]) -> bytes:
    """Give the bytes of a zip file with these members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            member = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            archive.writestr(member, content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def guid(number: int) -> str:
    """Give a GUID in lower case, told by its number."""
    return f"00000000-0000-4000-8000-{number:012x}"


def offset(text: str, at: int, width: str, *, crlf_as_one: bool = False) -> int:
    """Count how far into a text a character is, as another program does."""
    before = text[:at].replace("\r\n", "\n") if crlf_as_one else text[:at]
    if width == "UTF-16 code units":
        return len(before.encode("utf-16-le")) // 2
    return len(before.encode()) if width == "UTF-8 bytes" else len(before)


def element(tag: str, /, *children: str, **attributes: object) -> str:
    """Write an element of XML."""
    written = "".join(f" {key}={quoteattr(str(value))}" for key, value in attributes.items())
    return f"<{tag}{written}>{''.join(children)}</{tag}>"


def project(*children: str, origin: str, namespace: str = NAMESPACE, name: str = "Test") -> bytes:
    """Write a project."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        + element("Project", *children, xmlns=namespace, name=name, origin=origin)
    ).encode()


def coding(code: str, number: int, user: str = "", **more: object) -> str:
    """Write a coding."""
    maker = {"creatingUser": user} if user else {}
    return element(
        "Coding", element("CodeRef", targetGUID=code), guid=guid(number), **maker, **more
    )


def passage(
    text: str,
    part: str,
    *codings: str,
    number: int,
    width: str = "code points",
    crlf_as_one: bool = False,
    **more: object,
) -> str:
    """Write the place of a part of a text, and its codes."""
    start = text.index(part)
    places = [offset(text, at, width, crlf_as_one=crlf_as_one) for at in (start, start + len(part))]
    return element(
        "PlainTextSelection",
        *codings,
        guid=guid(number),
        startPosition=places[0],
        endPosition=places[1],
        **more,
    )


TALK = (
    "Anna: Wij koken 🙂 elke week samen in het buurthuis.\r\n"
    "Bram: Ja, één keer per week 👩‍🍳 met de buren.\r\n"
    "Anna: En daarna eten we met z'n allen.\r\n"
)


def nvivo() -> dict[str, bytes]:
    """NVivo for Windows: UTF-16, a nameless passage per coding, a case that is a code too."""
    users = "".join(
        element("User", guid=guid(number), name=name) for number, name in ((1, "AB"), (2, "CD"))
    )
    codes = element(
        "Codes",
        element(
            "Code",
            element("Code", guid=guid(12), name="Together", isCodable="true"),
            guid=guid(11),
            name="Cooking",
            isCodable="true",
        ),
        element(
            "Code",
            element("Code", guid="{" + guid(21).upper() + "}", name="Anna", isCodable="true"),
            guid=guid(20),
            name="Cases",
            isCodable="false",
        ),
    )
    marks = [("elke week samen", 12, 1), ("elke week samen", 11, 1), ("elke week samen", 12, 2)]
    marks += [("met de buren", 12, 1), ("daarna eten we", 11, 2), ("TALK", 21, 1)]
    selections = [
        passage(
            TALK,
            TALK if part == "TALK" else part,
            coding(guid(code), 100 + number, guid(user)),
            number=200 + number,
            width="UTF-16 code units",
            name="",
        )
        for number, (part, code, user) in enumerate(marks)
    ]
    return {
        "Test.qde": project(
            element("Users", users),
            element("CodeBook", codes),
            element(
                "Variables",
                element("Variable", guid=guid(41), name="Age", typeOfVariable="Integer"),
                element("Variable", guid=guid(42), name="Place", typeOfVariable="Text"),
            ),
            element(
                "Cases",
                element(
                    "Case",
                    element("CodeRef", targetGUID=guid(21)),
                    element(
                        "VariableValue",
                        element("VariableRef", targetGUID=guid(41)),
                        element("IntegerValue", "61"),
                    ),
                    element(
                        "VariableValue",
                        element("VariableRef", targetGUID=guid(42)),
                        element("TextValue", "Schilderswijk"),
                    ),
                    guid=guid(21),
                    name="Anna",
                ),
            ),
            element(
                "Sources",
                element(
                    "TextSource",
                    *selections,
                    guid=guid(30),
                    name="Interview 1",
                    plainTextPath=f"internal://{guid(30)}.txt",
                    richTextPath=f"internal://{guid(30)}.docx",
                ),
            ),
            origin="NVivo for Windows 12.6",
        ),
        f"Sources/{guid(30)}.txt": b"\xef\xbb\xbf" + TALK.encode(),
        f"Sources/{guid(30)}.docx": b"not opened",
    }


def atlas() -> dict[str, bytes]:
    """ATLAS.ti: CRLF as one, snippets cut off, PDF quotations in several parts, groups."""
    long = (
        "Bram: Ja, één keer per week 👩‍🍳 met de buren.\r\nAnna: En daarna eten we met z'n allen."
    )
    moment = {"creationDateTime": "2018-03-27T19:11:47Z", "creatingUser": guid(1).upper()}
    shown = {"name": "Recipe of the first page…", **moment}
    corners = {"firstX": 18, "firstY": 45, "secondX": 577, "secondY": 234}
    page_text = "Recipe of the first page that goes on on the second page. End."
    return {
        "Project.qde": project(
            element("Users", element("User", guid=guid(1).upper(), name="Markgraf")),
            element(
                "CodeBook",
                element(
                    "Codes",
                    element("Code", guid=guid(11).upper(), name="Food", isCodable="true",
                            color="#F00082"),
                    element("Code", element("Description", "what they eat"),
                            guid=guid(12).upper(), name="Food::warm", isCodable="true"),
                ),
            ),
            element(
                "Sources",
                element(
                    "TextSource",
                    passage(TALK, "Wij koken 🙂 elke week", coding(guid(11).upper(), 101),
                            number=201, crlf_as_one=True, name="Wij koken 🙂 elke week"),
                    passage(TALK, long, coding(guid(12).upper(), 102), number=202,
                            crlf_as_one=True,
                            name=" ".join(long[:60].split()) + "…"),
                    passage(TALK, "Anna:", number=203, crlf_as_one=True, name="Anna:"),
                    guid=guid(30).upper(), name="Talk.docx", plainTextPath="internal://talk.txt",
                ),
                element(
                    "PDFSource",
                    element("PDFSelection", coding(guid(11).upper(), 103), guid=guid(210),
                            page=0, **corners, **shown),
                    element("PDFSelection", coding(guid(11).upper(), 104), guid=guid(211),
                            page=1, **corners, **shown),
                    element("PDFSelection", coding(guid(12).upper(), 105), guid=guid(212),
                            page=0, name="Quotation 2:3", **corners),
                    element(
                        "Representation",
                        passage(page_text, page_text[:-5], coding(guid(11).upper(), 106),
                                number=210, **shown),
                        guid=guid(32), plainTextPath="internal://recipe.txt",
                    ),
                    guid=guid(31).upper(), name="Recipe.pdf", path="internal://recipe.pdf",
                ),
                element("AudioSource", guid=guid(33), name="Talk.m4a",
                        path="absolute:///Users/secret-person/Talk.m4a"),
                element(
                    "VideoSource",
                    element("VideoSelection", coding(guid(12).upper(), 107), guid=guid(213),
                            begin=1500, end=4250, name="00:01.50"),
                    guid=guid(34), name="Cooking.mp4", path="relative:///../secret-person.mp4",
                ),
            ),
            element("Notes", element("Note", element("PlainTextContent", "my thoughts"),
                                     guid=guid(50), name="Memo")),
            element(
                "Sets",
                element("Set", element("MemberSource", targetGUID=guid(30)),
                        element("MemberSource", targetGUID=guid(31)), guid=guid(60), name="Text"),
                element("Set", element("MemberSource", targetGUID=guid(30)), guid=guid(61),
                        name="age: 25"),
                element("Set", element("MemberCode", targetGUID=guid(12)), guid=guid(62),
                        name="Meals"),
            ),
            origin="ATLAS.ti 8.4.0 573 , macOS Version 10.14.3",
        ),
        "sources/talk.txt": TALK.encode(),
        "sources/recipe.txt": page_text.encode(),
    }  # fmt: skip


def maxqda() -> dict[str, bytes]:
    """MAXQDA: variables in a case without a name, and on the source; two codes of one name."""
    return {
        "project.qde": project(
            element("Users", element("User", guid=guid(1), name="Coder"),
                    element("User", guid=guid(2), name="Coder")),
            element(
                "CodeBook",
                element(
                    "Codes",
                    *(
                        element(
                            "Code",
                            element("Code", guid=guid(number + 1), name="Trust", isCodable="true"),
                            guid=guid(number), name=name, isCodable="true",
                        )
                        for number, name in ((11, "Residents"), (13, "Staff"))
                    ),
                ),
            ),
            element(
                "Variables",
                element("Variable", guid=guid(41), name="label", typeOfVariable="Text"),
                element("Variable", guid=guid(42), name="Age", typeOfVariable="Integer"),
            ),
            element(
                "Cases",
                element(
                    "Case",
                    element("VariableValue", element("VariableRef", targetGUID=guid(41)),
                            element("TextValue", "north")),
                    element("SourceRef", targetGUID=guid(30)),
                    guid=guid(70),
                ),
            ),
            element(
                "Sources",
                element(
                    "TextSource",
                    element("PlainTextContent", "We trust the staff."),
                    passage("We trust the staff.", "trust", coding(guid(12), 101, guid(1)),
                            number=201),
                    passage("We trust the staff.", "trust", coding(guid(14), 102, guid(2)),
                            number=202),
                    passage("We trust the staff.", "the staff", coding(guid(99), 103, guid(1)),
                            number=203),
                    element("VariableValue", element("VariableRef", targetGUID=guid(42)),
                            element("IntegerValue", "44")),
                    guid=guid(30), name="Talk",
                ),
            ),
            origin="MAXQDA 2020 (Release 20.4.2)",
        ),
    }  # fmt: skip


def plain(origin: str, width: str, *, path: str = "internal://talk.txt", **more: str) -> dict:
    """QualCoder, Taguette and qc: one text, one passage per coding."""
    marks = [("elke week samen", 11), ("met de buren", 12), ("daarna eten we", 11)]
    source = element(
        "TextSource",
        *(
            passage(TALK, part, coding(guid(code), 100 + number, guid(1)), number=200 + number,
                    width=width, **{key: value or part for key, value in more.items()})
            for number, (part, code) in enumerate(marks)
        ),
        guid=guid(30), plainTextPath=path,
    )  # fmt: skip
    codes = [
        element("Code", guid=guid(number), name=name, isCodable="true")
        for number, name in ((11, "cooking"), (12, "neighbours"))
    ]
    return {
        "project.qde": project(
            element("Users", element("User", guid=guid(1), name="cp")),
            element("CodeBook", element("Codes", *codes)),
            element("Sources", source),
            origin=origin,
            namespace="urn:QDA-XML:project:1:0",
        ),
        "sources/talk.txt": TALK.encode(),
    }
