"""Sheets as OpenDocument and as old Excel workbooks (BIFF8), written to their published formats."""

import io
import struct
import zipfile
from xml.sax.saxutils import escape

_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
_SECTOR = 512
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def as_ods(rows, title="Blad1", *, hidden=None):
    """An OpenDocument sheet; numbers as numbers, all else as text; ``hidden`` names another one."""
    tables = _table(title, rows, "seen")
    if hidden:
        tables = _table(hidden, [["secret"]], "unseen") + tables
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        f'xmlns:office="{_OFFICE}:office:1.0" xmlns:table="{_OFFICE}:table:1.0" '
        f'xmlns:text="{_OFFICE}:text:1.0" xmlns:style="{_OFFICE}:style:1.0" '
        'office:version="1.2"><office:automatic-styles>'
        '<style:style style:name="seen" style:family="table">'
        '<style:table-properties table:display="true"/></style:style>'
        '<style:style style:name="unseen" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
        f"</office:automatic-styles><office:body><office:spreadsheet>{tables}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        f'<manifest:manifest xmlns:manifest="{_OFFICE}:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return packed.getvalue()


def _table(title, rows, style):
    body = "".join(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in rows)
    return f'<table:table table:name="{title}" table:style-name="{style}">{body}</table:table>'


def _cell(value):
    if isinstance(value, int | float):
        return (
            f'<table:table-cell office:value-type="float" office:value="{value}">'
            f"<text:p>{value}</text:p></table:table-cell>"
        )
    text = str(value or "")
    if not text:
        return "<table:table-cell/>"
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'


def as_xls(rows, title="Blad1"):
    """An Excel workbook of 1997 to 2003; numbers as numbers, all else as text."""
    begin = struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6)
    name = struct.pack("<BB", len(title), 0) + title.encode("latin-1")
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6))
    width = max(map(len, rows))
    sheet += _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
    for place, row in enumerate(rows):
        for column, value in enumerate(row):
            at = struct.pack("<HHH", place, column, 0)
            if isinstance(value, int | float):
                sheet += _record(0x0203, at + struct.pack("<d", value))
            elif value:
                text = str(value)
                size = len(text.encode("utf-16-le")) // 2
                sheet += _record(
                    0x0204, at + struct.pack("<HB", size, 1) + text.encode("utf-16-le")
                )
    sheet += _record(0x000A, b"")
    first = _record(0x0809, begin)
    start = len(first) + len(_record(0x0085, struct.pack("<IH", 0, 0) + name)) + 4
    first += _record(0x0085, struct.pack("<IH", start, 0) + name) + _record(0x000A, b"")
    return _compound("Workbook", first + sheet)


def _record(kind, content):
    return struct.pack("<HH", kind, len(content)) + content


def _compound(name, stream):
    """A compound file with one stream, which is made too large for the small sectors."""
    stream = stream.ljust(max(4096, -(-len(stream) // _SECTOR) * _SECTOR), b"\x00")
    sectors = len(stream) // _SECTOR
    # One sector of the table of sectors, one of the directory, then the stream.
    table = [_TABLE, _END, *range(3, sectors + 2), _END]
    assert len(table) <= _SECTOR // 4
    table += [_FREE] * (_SECTOR // 4 - len(table))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    head += struct.pack("<I", 0) + struct.pack("<I", _FREE) * 108
    entries = _entry("Root Entry", 5, _END, 0, child=1) + _entry(name, 2, 2, len(stream))
    entries += _entry("", 0, 0, 0) * 2
    return head + struct.pack(f"<{len(table)}I", *table) + entries + stream


def _entry(name, kind, start, size, child=_FREE):
    words = (name + "\x00").encode("utf-16-le") if name else b""
    begin = words.ljust(64, b"\x00") + struct.pack("<HBB", len(words), kind, 1)
    return (
        begin
        + struct.pack("<III", _FREE, _FREE, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
