"""Write a coded project as REFI-QDA (.qdpx), for the programs that read it."""

import codecs
import io
import re
import uuid
import zipfile
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pandas as pd
from lxml import etree

from compendium.errors import ProjectError
from compendium.language import counted, say
from compendium.qda.model.coded import Coded
from compendium.qda.write.refi_sources import add_element, clean, element_name, write_passages
from compendium.study.kinds import column_names

NAMESPACE = "urn:QDA-XML:project:1.0"
ORIGIN = "compendium"
# GUIDs follow from what they stand for, so that the same project gives the same bytes.
_GUIDS = uuid.uuid5(uuid.NAMESPACE_URL, "urn:compendium:coded-project")
_GUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
# The earliest moment that a zip file can name.
_MOMENT = (1980, 1, 1, 0, 0, 0)
# Columns that become something else than a variable.
_OTHERWISE = {"source", "case", "label", "guid", "length", "groups"}


def write_refi(coded: Coded, *, name: str) -> bytes:
    """Write a coded project in the REFI-QDA format, version 1.5.

    Offsets count Unicode code points, as the standard says. The same project gives the same
    bytes: GUIDs follow from identifiers (or are those of the column ``guid``), and no date is
    written.

    Parameters
    ----------
    coded : Coded
        ``codes``, ``sources``, ``segments`` and ``cases``, as far as there are. Texts are
        written when they are given; without them passages have offsets only, and no words of a
        participant are in the file. A passage of which no place in its source is known is
        written as a coding of the whole source, with a note that names it. Further columns of
        sources and cases become variables, and ``groups`` becomes sets.
    name : str
        Name of the project.

    Returns
    -------
    bytes
        A ``.qdpx`` file: a zip file with ``project.qde`` and ``sources/``.

    Raises
    ------
    ProjectError
        When a segment has no source or code, or one that is not in the tables.

    References
    ----------
    REFI-QDA Standard 1.5, https://www.qdasoftware.org
    """
    codes, sources, cases, segments = (
        _whole_table(coded, kind) for kind in ("codes", "sources", "cases", "segments")
    )
    _check_places(segments, codes, sources)
    guids = {
        "code": _guids(codes, "code"),
        "source": _guids(sources, "source"),
        "case": _guids(cases, "case"),
        "coder": {coder: make_guid("coder", coder) for coder in coded.coders},
    }
    root = etree.Element(
        "Project", {"name": clean(name), "origin": ORIGIN}, nsmap={None: NAMESPACE}
    )
    _write_users(root, guids["coder"])
    _write_codes(root, codes, guids["code"], given=set(segments["code"]))
    of_sources, of_cases = _source_variables(sources, coded.texts), _variables(cases)
    variables = {
        column: make_guid("variable", column) for column in dict.fromkeys([*of_cases, *of_sources])
    }
    _write_variables(root, variables)
    _write_cases(root, cases, sources, guids, _values(of_cases, variables))
    notes: dict[str, str] = {}
    if len(sources):
        listed = add_element(root, "Sources")
        rows = zip(sources.to_dict("records"), _values(of_sources, variables), strict=True)
        passages = _by_source(segments)
        for row, values in rows:
            source = row["source"]
            element = write_passages(
                listed,
                kind=row["kind"],
                name=row["label"],
                guid=guids["source"][source],
                passages=passages.get(source, {}),
                text=coded.texts.get(source),
                guids=guids,
                make_guid=make_guid,
                notes=notes,
            )
            _write_values(element, values)
    if notes:
        named = add_element(root, "Notes")
        for guid, text in notes.items():
            add_element(named, "Note", guid=guid, name=text)
    _write_groups(root, codes, sources, guids)
    project = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    texts = {guids["source"][source]: text for source, text in coded.texts.items()}
    return _packed(project, texts)


def make_guid(*what: str) -> str:
    """Make the GUID of what is called so; always the same one."""
    return str(uuid.uuid5(_GUIDS, "\x1f".join(what)))


def _whole_table(coded: Coded, kind: str) -> pd.DataFrame:
    """Give the table of a kind with all columns of its schema."""
    table = coded.table(kind)
    names = column_names(kind)
    return table.reindex(columns=[*names, *(name for name in table if name not in names)])


def _check_places(segments: pd.DataFrame, codes: pd.DataFrame, sources: pd.DataFrame) -> None:
    """Refuse segments that have no place in a project."""
    for column, table in (("source", sources), ("code", codes)):
        lost = segments.loc[~segments[column].isin(table[column]), "segment"].unique()
        if len(lost):
            raise ProjectError(
                say(
                    "segments.csv: {segments} without a {column} of {column}s.csv ({lost}{dots}); "
                    "a REFI-QDA project has a {column} for each. Fill in the column {column}.",
                    segments=counted(len(lost), "segment"),
                    column=column,
                    lost=", ".join(lost[:3]),
                    dots=", ..." if len(lost) > 3 else "",
                )
            )


def _guids(table: pd.DataFrame, key: str) -> dict[str, str]:
    """GUID of each row: its own where the table has one that is fit and no other row has."""
    own = table["guid"] if "guid" in table else [None] * len(table)
    used: set[str] = set()
    found = {}
    for name, given in zip(table[key], own, strict=True):
        fit = isinstance(given, str) and _GUID.fullmatch(given) and given not in used
        found[name] = str(given) if fit else make_guid(key, name)
        used.add(found[name])
    return found


def _write_users(root: etree._Element, coders: Mapping[str, str]) -> None:
    """Write the coders."""
    if coders:
        users = add_element(root, "Users")
        for coder, guid in coders.items():
            add_element(users, "User", guid=guid, name=coder)


def _write_codes(
    root: etree._Element, codes: pd.DataFrame, guids: Mapping[str, str], *, given: Collection[str]
) -> None:
    """Write the code tree, in the order of the table below each code.

    A category to which no passage is ``given`` is what the standard calls no code, as a folder is.
    """
    if not len(codes):
        return
    top = add_element(add_element(root, "CodeBook"), "Codes")
    below: dict[str | None, list[dict[str, Any]]] = {}
    for row in codes.to_dict("records"):
        below.setdefault(None if pd.isna(row["parent"]) else row["parent"], []).append(row)
    waiting = [(row, top) for row in reversed(below.get(None, []))]
    while waiting:
        row, above = waiting.pop()
        attributes = {
            "guid": guids[row["code"]],
            "name": row["label"],
            "isCodable": "false" if is_above(row.get("kind"), row["code"] in given) else "true",
        }
        colour = row.get("colour")
        if isinstance(colour, str) and re.fullmatch(r"#([0-9A-Fa-f]{3}){1,2}", colour):
            attributes["color"] = colour
        element = add_element(above, "Code", **attributes)
        waiting += [(child, element) for child in reversed(below.get(row["code"], []))]


def is_above(kind: object, given: bool) -> bool:
    """Whether a code only stands above others, so that no passage is given it."""
    return kind == "folder" or (kind == "category" and not given)


def _variables(table: pd.DataFrame) -> pd.DataFrame:
    """Give the columns with any value that are written as variables."""
    kept = table.drop(columns=_OTHERWISE, errors="ignore")
    return kept.loc[:, kept.notna().any()]


def _source_variables(sources: pd.DataFrame, texts: Mapping[str, str]) -> pd.DataFrame:
    """Give the variables of the sources; the kind only where no element says it."""
    said = [
        element_name(kind, source in texts)[1] == kind
        for kind, source in zip(sources["kind"], sources["source"], strict=True)
    ]
    unsaid = sources["kind"].mask(pd.Series(said, index=sources.index, dtype=bool))
    return _variables(sources.assign(kind=unsaid))


def _values(table: pd.DataFrame, guids: Mapping[str, str]) -> list[dict[str, str]]:
    """Give the values of each row, as text, by GUID of the variable."""
    return [
        {guids[str(name)]: str(value) for name, value in row.items() if pd.notna(value)}
        for row in table.to_dict("records")
    ]


def _write_variables(root: etree._Element, guids: Mapping[str, str]) -> None:
    """Declare the variables; all are text, since a table says no more of them."""
    if guids:
        variables = add_element(root, "Variables")
        for name, guid in guids.items():
            add_element(variables, "Variable", guid=guid, name=name, typeOfVariable="Text")


def _write_values(element: etree._Element, values: Mapping[str, str]) -> None:
    for guid, value in values.items():
        holder = add_element(element, "VariableValue")
        add_element(holder, "VariableRef", targetGUID=guid)
        add_element(holder, "TextValue").text = clean(value)


def _write_cases(
    root: etree._Element,
    cases: pd.DataFrame,
    sources: pd.DataFrame,
    guids: Mapping[str, Mapping[str, str]],
    values: Sequence[Mapping[str, str]],
) -> None:
    """Write the cases, each with its variables and its sources."""
    if not len(cases):
        return
    listed = add_element(root, "Cases")
    for case, label, of_case in zip(cases["case"], cases["label"], values, strict=True):
        element = add_element(listed, "Case", guid=guids["case"][case], name=label)
        _write_values(element, of_case)
        for source in sources.loc[sources["case"] == case, "source"]:
            add_element(element, "SourceRef", targetGUID=guids["source"][source])


def _by_source(segments: pd.DataFrame) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """Gather the rows of each segment, by source."""
    found: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for row in segments[column_names("segments")].to_dict("records"):
        found.setdefault(row["source"], {}).setdefault(row["segment"], []).append(row)
    return found


def _write_groups(
    root: etree._Element,
    codes: pd.DataFrame,
    sources: pd.DataFrame,
    guids: Mapping[str, Mapping[str, str]],
) -> None:
    """Write the groups of codes and of sources as sets."""
    members: dict[str, dict[str, list[str]]] = {}
    for key, table in (("code", codes), ("source", sources)):
        if "groups" in table:
            for name, groups in zip(table[key], table["groups"].fillna(""), strict=True):
                for group in filter(None, str(groups).split("; ")):
                    members.setdefault(group, {}).setdefault(key, []).append(guids[key][name])
    if members:
        sets = add_element(root, "Sets")
        for group, of_group in members.items():
            element = add_element(sets, "Set", guid=make_guid("group", group), name=group)
            for key, found in of_group.items():
                for guid in found:
                    add_element(element, f"Member{key.title()}", targetGUID=guid)


def _packed(project: bytes, texts: Mapping[str, str]) -> bytes:
    """Pack the project and its texts; the same contents give the same bytes."""
    members = {"project.qde": project}
    for guid, text in texts.items():
        # A first character that looks like a byte-order mark would be taken for one.
        mark = codecs.BOM_UTF8 if text.startswith("\ufeff") else b""
        members[f"sources/{guid}.txt"] = mark + text.encode("utf-8", "replace")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            member = zipfile.ZipInfo(name, _MOMENT)
            member.external_attr = 0o644 << 16
            member.compress_type = zipfile.ZIP_DEFLATED
            # The same bytes from every operating system.
            member.create_system = 3
            archive.writestr(member, content)
    return packed.getvalue()
