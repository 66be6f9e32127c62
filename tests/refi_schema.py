"""What the REFI-QDA schema (version 1.5) says of the elements that we write, in our own words.

The schema itself is not part of this repository. Each element: its attributes (``!`` behind
those that must be there), and its children as a pattern of names, each followed by a space.
"""

import re

_GUID = r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_TYPES = {
    "guid": _GUID,
    "targetGUID": _GUID,
    "creatingUser": _GUID,
    "isCodable": "true|false|0|1",
    "color": "#([A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})",
    "typeOfVariable": "Text|Boolean|Integer|Float|Date|DateTime",
    **dict.fromkeys(
        [
            "startPosition",
            "endPosition",
            "begin",
            "end",
            "page",
            "firstX",
            "firstY",
            "secondX",
            "secondY",
        ],
        r"[+-]?\d+",
    ),
}
_LAST = "(Coding )*(NoteRef )*(VariableValue )*"
_TEXT = "(Description )?(PlainTextContent )?(PlainTextSelection )*" + _LAST
_MARKED = "(Description )?(Coding )*(NoteRef )*"
_CORNERS = "firstX! firstY! secondX! secondY!"
_REFERENCE = ("targetGUID!", "")

ELEMENTS = {
    "Project": (
        "name! origin creatingUserGUID basePath",
        "(Users )?(CodeBook )?(Variables )?(Cases )?(Sources )?(Notes )?(Links )?(Sets )?"
        "(Graphs )?(Description )?(NoteRef )*",
    ),
    "Users": ("", "(User )+"),
    "User": ("guid! name id", ""),
    "CodeBook": ("", "Codes "),
    "Codes": ("", "(Code )+"),
    "Code": ("guid! name! isCodable! color", "(Description )?(NoteRef )*(Code )*"),
    "Variables": ("", "(Variable )+"),
    "Variable": ("guid! name! typeOfVariable!", "(Description )?"),
    "VariableValue": ("", "VariableRef (TextValue )?"),
    "VariableRef": _REFERENCE,
    "TextValue": ("", ""),
    "Cases": ("", "(Case )+"),
    "Case": (
        "guid! name",
        "(Description )?(CodeRef )*(VariableValue )*(SourceRef )*(SelectionRef )*",
    ),
    "SourceRef": _REFERENCE,
    "CodeRef": _REFERENCE,
    "Sources": ("", "((Text|Picture|PDF|Audio|Video)Source )+"),
    "TextSource": ("guid! name plainTextPath", _TEXT),
    "Representation": ("guid! name plainTextPath", _TEXT),
    "TextDescription": ("guid! name plainTextPath", _TEXT),
    "PlainTextSelection": ("guid! name startPosition! endPosition! creatingUser", _MARKED),
    "PDFSource": (
        "guid! name path",
        "(Description )?(PDFSelection )*(Representation )?" + _LAST,
    ),
    "PDFSelection": (
        f"guid! name page! {_CORNERS} creatingUser",
        "(Description )?(Representation )?(Coding )*(NoteRef )*",
    ),
    "PictureSource": (
        "guid! name path",
        "(Description )?(TextDescription )?(PictureSelection )*" + _LAST,
    ),
    "PictureSelection": (f"guid! name {_CORNERS} creatingUser", _MARKED),
    "AudioSource": ("guid! name path", "(Description )?(Transcript )*(AudioSelection )*" + _LAST),
    "AudioSelection": ("guid! name begin! end! creatingUser", _MARKED),
    "VideoSource": ("guid! name path", "(Description )?(Transcript )*(VideoSelection )*" + _LAST),
    "VideoSelection": ("guid! name begin! end! creatingUser", _MARKED),
    "Coding": ("guid! creatingUser", "CodeRef (NoteRef )*"),
    "Notes": ("", "(Note )+"),
    "Note": ("guid! name plainTextPath", _TEXT),
    "NoteRef": _REFERENCE,
    "Sets": ("", "(Set )+"),
    "Set": ("guid! name!", "(Description )?(MemberCode )*(MemberSource )*(MemberNote )*"),
    "MemberCode": _REFERENCE,
    "MemberSource": _REFERENCE,
}


def faults(root):
    """List what the schema would refuse in a tree of elements."""
    found = []
    for element in root.iter():
        name = element.tag.removeprefix("{urn:QDA-XML:project:1.0}")
        if name not in ELEMENTS:
            found.append(f"{name} is unknown")
            continue
        attributes, pattern = ELEMENTS[name]
        allowed = {attribute.rstrip("!") for attribute in attributes.split()}
        needed = {attribute[:-1] for attribute in attributes.split() if attribute[-1] == "!"}
        found += [f"{name} lacks {attribute}" for attribute in needed - set(element.keys())]
        found += [f"{name} has {attribute}" for attribute in set(element.keys()) - allowed]
        found += [
            f"{name}: {attribute} is {value!r}"
            for attribute, value in element.items()
            if not re.fullmatch(_TYPES.get(attribute, "(?s).*"), value)
        ]
        children = "".join(
            child.tag.removeprefix("{urn:QDA-XML:project:1.0}") + " " for child in element
        )
        if not re.fullmatch(pattern, children):
            found.append(f"{name} holds {children}")
    return found
