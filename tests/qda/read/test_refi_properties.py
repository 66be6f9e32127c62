"""Any project comes back as it was written; no broken file ends in anything but a refusal."""

import io
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from lxml import etree

from compendium.analyses.code_frequencies.counts import code_tree
from compendium.errors import ProjectError
from compendium.qda.model.coded import Coded
from compendium.qda.model.frames import kind_frame
from compendium.qda.model.offsets import WIDTHS
from compendium.qda.model.places import WHOLE, Region, region_place, text_place, time_place
from compendium.qda.read.refi.project import read_refi
from compendium.qda.write.refi import write_refi
from compendium.study.kinds import KINDS, column_names
from refi_dialects import WORDS, atlas, maxqda, nvivo, offset, packed

labels = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=12
).map(lambda text: " ".join(text.split()) or "x")
PIECES = ["woord", "één", "🙂", "e\u0301", "👩‍🍳", "\r\n", "\n", "\r", " ", ".", "\ufeff", "\x00"]
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=30).map("".join)


@st.composite
def placed(draw, kind, text):
    """Draw a place in a source: its offsets, if any, and how it is named."""
    if draw(st.integers(0, 5)) == 0:
        return None, None, WHOLE
    if kind in ("audio", "video"):
        begin, end = sorted(draw(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6))))
        return begin, end, time_place(begin, end)
    if kind == "picture" or (kind == "pdf" and draw(st.booleans())):
        corners = draw(st.tuples(*[st.integers(-5, 2000)] * 4))
        page = draw(st.integers(1, 30)) if kind == "pdf" else None
        return None, None, region_place(Region(page, corners))
    limit = 10**6 if text is None else len(text)
    start, end = sorted(draw(st.tuples(st.integers(0, limit), st.integers(0, limit))))
    return start, end, text_place(start, end)


@st.composite
def projects(draw):
    """Draw a project: a code tree, sources of any kind, and passages with codes and coders."""
    names = draw(st.lists(labels, min_size=1, max_size=6))
    parents = [
        draw(st.none() | st.integers(0, place - 1)) if place else None
        for place in range(len(names))
    ]
    folders = draw(st.lists(st.booleans(), min_size=len(names), max_size=len(names)))
    codes = kind_frame(
        "codes",
        {
            "code": [f"c{place}" for place in range(len(names))],
            "parent": [None if parent is None else f"c{parent}" for parent in parents],
            "label": names,
            "kind": ["folder" if folder else "code" for folder in folders],
        },
    )
    kinds = draw(
        st.lists(
            st.sampled_from(["text", "pdf", "audio", "video", "picture", "interview"]),
            min_size=1,
            max_size=4,
        )
    )
    held = {
        f"s{number}": draw(texts)
        for number, kind in enumerate(kinds)
        if kind in ("text", "pdf", "interview") and draw(st.booleans())
    }
    cases = draw(st.lists(labels, max_size=2))
    in_case = st.sampled_from([None, *(f"k{number}" for number in range(len(cases)))])
    sources = kind_frame(
        "sources",
        {
            "source": [f"s{number}" for number in range(len(kinds))],
            "kind": kinds,
            "label": draw(st.lists(labels, min_size=len(kinds), max_size=len(kinds))),
            "case": [draw(in_case) for _ in kinds],
            "role": [draw(st.none() | labels) for _ in kinds],
        },
    )
    rows, seen = [], set()
    for number in range(draw(st.integers(0, 8))):
        source = draw(st.integers(0, len(kinds) - 1))
        place = draw(placed(kinds[source], held.get(f"s{source}")))
        coder = draw(st.sampled_from([None, "Ann", "Bo", "Bo 2"]))
        if (source, place, coder) not in seen:
            seen.add((source, place, coder))
            for code in draw(st.sets(st.integers(0, len(names) - 1), min_size=1, max_size=3)):
                rows.append((f"x{number}", f"c{code}", f"s{source}", coder, *place))
    columns = ["segment", "code", "source", "coder", "start", "end", "where"]
    values = {name: [row[place] for row in rows] for place, name in enumerate(columns)}
    tables = {
        "codes": codes,
        "sources": sources,
        "segments": kind_frame("segments", {**values, "form": ["coding"] * len(rows)}),
        "cases": kind_frame(
            "cases",
            {
                "case": [f"k{number}" for number in range(len(cases))],
                "label": cases,
                "place": [draw(st.none() | labels) for _ in cases],
                "Ägé": [draw(st.none() | labels) for _ in cases],
            },
        ),
    }
    return Coded("", "", tables, texts=held)


def canonical(coded):
    """Say what a project holds without its identifiers: by places in its tables."""
    tree = code_tree(coded.table("codes"))
    sources, cases = coded.table("sources"), coded.table("cases")
    code_at = {code: place for place, code in enumerate(tree["code"])}
    source_at = {source: place for place, source in enumerate(sources["source"])}
    case_at = {case: place for place, case in enumerate(cases["case"])}
    plain = tree.astype(object).where(tree.notna(), None).to_dict("records")
    marks = {}
    rows = coded.table("segments")
    for row in rows.astype(object).where(rows.notna(), None).to_dict("records"):
        marks.setdefault(row["segment"], (set(), row))[0].add(code_at[row["code"]])
    sources = sources.astype(object).where(sources.notna(), None)
    cases = cases.astype(object).where(cases.notna(), None)
    return {
        "codes": [(row["label"], row["kind"], code_at.get(row["parent"])) for row in plain],
        "sources": [
            (row["label"], row["kind"], row["role"], case_at.get(row["case"]))
            for row in sources.to_dict("records")
        ],
        "cases": [
            (row["label"], row["place"], row.get("Ägé")) for row in cases.to_dict("records")
        ],
        "texts": {source_at[source]: text for source, text in coded.texts.items()},
        "segments": sorted(
            (source_at[row["source"]], row["where"], str(row["coder"]), str(row["start"]),
             str(row["end"]), sorted(given))
            for given, row in marks.values()
        ),
    }  # fmt: skip


def read(content):
    """Read a project of these bytes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "test.qdpx"
        path.write_bytes(content)
        return read_refi(path)


@given(projects())
def test_any_project_comes_back_as_it_was_written(coded):
    content = write_refi(coded, name="Any")
    again = read(content)
    assert canonical(again) == canonical(coded)
    for row in again.table("segments").to_dict("records"):
        if row["segment"] in again.passages:
            passage = again.texts[row["source"]][row["start"] : row["end"]]
            assert again.passages[row["segment"]] == passage
    # From then on even the identifiers stay as they are.
    third = read(write_refi(again, name="Any"))
    assert {kind: table.to_csv() for kind, table in third.tables.items()} == {
        kind: table.to_csv() for kind, table in again.tables.items()
    }


@st.composite
def talks(draw):
    """Draw a text of words, and passages of a few whole words each."""
    words = ["Anna:", "🙂", "één\r\nBram:"]
    words += draw(st.lists(st.sampled_from(WORDS), min_size=40, max_size=80))
    ends = [len(" ".join(words[: place + 1])) for place in range(len(words))]
    firsts = draw(st.lists(st.integers(3, len(words) - 6), min_size=12, max_size=20, unique=True))
    spans = [(ends[first - 1] + 1, ends[first + draw(st.integers(1, 5))]) for first in firsts]
    return " ".join(words), spans


def recounted(content, text, *, width, crlf_as_one, named):
    """Let another program count the offsets of a project, and perhaps name no passage."""
    root = etree.fromstring(content)
    root.set("origin", "Other 1.0")
    for selection in root.iter("{*}PlainTextSelection"):
        for edge in ("startPosition", "endPosition"):
            place = offset(text, int(selection.get(edge)), width, crlf_as_one=crlf_as_one)
            selection.set(edge, str(place))
        if not named:
            selection.set("name", "")
    return etree.tostring(root)


@given(talks(), st.sampled_from(WIDTHS), st.booleans(), st.booleans())
def test_passages_are_found_whatever_the_program_counts(talk, width, crlf_as_one, named):
    text, spans = talk
    starts, ends = zip(*spans, strict=True)
    tables = {
        "codes": kind_frame("codes", {"code": ["a"], "label": ["A"]}),
        "sources": kind_frame("sources", {"source": ["t"], "label": ["t"], "kind": ["text"]}),
        "segments": kind_frame(
            "segments",
            {
                "segment": [f"p{number}" for number in range(1, len(spans) + 1)],
                "code": ["a"] * len(spans), "source": ["t"] * len(spans),
                "form": ["coding"] * len(spans), "start": starts, "end": ends,
            },
        ),
    }  # fmt: skip
    written = packed_members(write_refi(Coded("", "", tables, texts={"t": text}), name="Any"))
    written["project.qde"] = recounted(
        written["project.qde"], text, width=width, crlf_as_one=crlf_as_one, named=named
    )
    again = read(packed(written))
    assert [text[start:end] for start, end in spans] == list(again.passages.values())
    assert (again.unit_score, again.texts) == (1.0, {"t": text})
    assert again.unit == (f"{width}, CRLF as one" if crlf_as_one else width)


def packed_members(content):
    """Give the members of a packed project."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def whole(coded):
    """Check that what was read is a project after all."""
    for kind, table in coded.tables.items():
        assert kind in KINDS
        assert list(table)[: len(column_names(kind))] == column_names(kind)
    codes, sources = coded.table("codes"), coded.table("sources")
    segments = coded.table("segments")
    assert codes["code"].is_unique
    assert sources["source"].is_unique
    assert codes["parent"].dropna().isin(codes["code"]).all()
    assert segments["code"].isin(codes["code"]).all()
    assert segments["source"].isin(sources["source"]).all()
    assert not segments.duplicated(["segment", "code"]).any()
    write_refi(coded, name="again")


DIALECTS = {"nvivo": nvivo(), "atlas": atlas(), "maxqda": maxqda()}
changes = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=4)


def changed(content, edits):
    """Change some bytes, each told by how far into the file it is."""
    content = bytearray(content)
    for part, byte in edits:
        content[min(int(part * len(content)), len(content) - 1)] = byte
    return bytes(content)


def read_or_refuse(content):
    """Read a project, or refuse it; anything else is a fault."""
    try:
        coded = read(content)
    except ProjectError:
        return
    whole(coded)


@given(st.sampled_from(sorted(DIALECTS)), changes)
def test_a_changed_file_is_read_or_refused(dialect, edits):
    read_or_refuse(changed(packed(DIALECTS[dialect]), edits))


@given(st.sampled_from(sorted(DIALECTS)), changes)
def test_changed_xml_is_read_or_refused(dialect, edits):
    [(name, project), *others] = DIALECTS[dialect].items()
    read_or_refuse(packed({name: changed(project, edits), **dict(others)}))


@given(st.sampled_from(sorted(DIALECTS)), st.integers(0, 10_000), st.sampled_from("xX0-\"'é "))
def test_a_changed_attribute_is_read_or_refused(dialect, number, value):
    [(name, project), *others] = DIALECTS[dialect].items()
    parts = project.decode().split('"')
    place = (2 * number + 1) % (len(parts) - 1) | 1
    parts[place] = value.replace('"', "&quot;") * (number % 3)
    read_or_refuse(packed({name: '"'.join(parts).encode(), **dict(others)}))


@pytest.mark.parametrize("dialect", sorted(DIALECTS))
def test_a_file_cut_short_anywhere_is_refused(dialect):
    content = packed(DIALECTS[dialect])
    for length in range(0, len(content), 37):
        with pytest.raises(ProjectError):
            read(content[:length])
