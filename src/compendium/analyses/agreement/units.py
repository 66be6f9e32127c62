"""Who gave which code to which unit: documents, passages or characters.

Coders are numbered, and a set of coders is the sum of their powers of two (the first coder 1, the
second 2, the third 4): large projects are then compared without a row per unit and coder. A unit
to which nobody gave a code is only counted.
"""

import difflib
from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from compendium.errors import TableError
from compendium.naming import counted

UNITS = ("document", "segment", "character")
MOST_CODERS = 60  # a set of coders must fit into 64 bits
BLOCK = 4_000_000  # pairs of passages compared at a time


def coder_bits(segments: pd.DataFrame, sources: pd.DataFrame | None = None) -> dict[str, int]:
    """Give each coder a power of two, in the order in which they come in the tables.

    Parameters
    ----------
    segments : DataFrame
        Table of kind ``segments``.
    sources : DataFrame, optional
        Table of kind ``sources``; whoever stands in its column ``read_by`` is a coder, too.

    Raises
    ------
    TableError
        When there are more than 60 coders, or a name in ``read_by`` is nearly one of a coder.
    """
    named = list(segments.dropna(subset=["source", "coder"])["coder"].unique())
    also = [name for _, names in _read_by(sources) for name in names]
    for name in (one for one in also if one not in named):
        near = difflib.get_close_matches(name, named, n=1)
        if near:
            raise TableError(
                f"sources.csv, column read_by: {name!r} coded nothing. Did you mean {near[0]!r}? "
                "Write the names as in the column coder of segments.csv, with semicolons between."
            )
    coders = list(dict.fromkeys([*named, *also]))
    if len(coders) > MOST_CODERS:
        raise TableError(
            f"segments: {len(coders)} coders; expected at most {MOST_CODERS}. Compare the coders "
            "of a part of the study, or correct the column coder."
        )
    return {coder: 1 << place for place, coder in enumerate(coders)}


def coded_passages(segments: pd.DataFrame, bits: Mapping[str, int] | None = None) -> pd.DataFrame:
    """Keep the passages of which coder and source are known.

    Parameters
    ----------
    segments : DataFrame
        Table of kind ``segments``.
    bits : mapping, optional
        What `coder_bits` gives.

    Returns
    -------
    DataFrame
        Columns ``source, code, coder, start, end, where`` and ``bit``, the coder's power of two
        in alphabetical order.

    Raises
    ------
    TableError
        When there are more than 60 coders, or a passage ends before it begins.
    """
    columns = ["source", "code", "coder", "start", "end", "where"]
    coded = segments.dropna(subset=["source", "coder"])[columns].reset_index(drop=True)
    _check_ends(segments)
    bits = coder_bits(segments) if bits is None else bits
    return coded.assign(bit=coded["coder"].map(bits).astype("int64"))


def readers_of(
    coded: pd.DataFrame,
    bits: Mapping[str, int] | None = None,
    sources: pd.DataFrame | None = None,
) -> pd.Series:
    """Set of coders who have read each source: who coded a passage of it, or is named as reader.

    Parameters
    ----------
    coded : DataFrame
        What `coded_passages` gives.
    bits : mapping, optional
        What `coder_bits` gives.
    sources : DataFrame, optional
        Table of kind ``sources``, perhaps with a column ``read_by``.
    """
    once = coded.drop_duplicates(["source", "bit"])
    readers = once.groupby("source")["bit"].sum().rename("readers")
    if bits is None:
        return readers
    known = readers.to_dict()
    for source, names in _read_by(sources):
        for name in names:
            known[source] = known.get(source, 0) | bits[name]
    return pd.Series(known, name="readers", dtype="int64").rename_axis("source").sort_index()


def _read_by(sources: pd.DataFrame | None) -> list[tuple[str, list[str]]]:
    """Coders who are named as readers of each source."""
    if sources is None or "read_by" not in sources:
        return []
    told = sources[["source", "read_by"]].dropna()
    return [
        (source, [name.strip() for name in str(text).split(";") if name.strip()])
        for source, text in zip(told["source"], told["read_by"], strict=True)
    ]


def _check_ends(segments: pd.DataFrame) -> None:
    wrong = segments[(segments["end"] < segments["start"]).fillna(False).astype(bool)]
    if len(wrong):
        row = wrong.iloc[0]
        raise TableError(
            f"segments.csv: a passage of {row['source']!r} ends at character {row['end']}, before "
            f"it begins at {row['start']} ({counted(len(wrong), 'such row')}). Correct start and "
            "end."
        )


def marked_units(coded: pd.DataFrame, unit: str) -> pd.DataFrame:
    """List the units to which at least one coder gave a code.

    Parameters
    ----------
    coded : DataFrame
        What `coded_passages` gives; for segments and characters all with ``start`` and ``end``.
    unit : str
        ``document``: the whole source. ``segment``: each passage that any coder marked; a coder
        gave it the code who gave the code to this passage or to one that overlaps it.
        ``character``: each character; runs of characters with the same coders are one row.

    Returns
    -------
    DataFrame
        Columns ``code, source, given`` (set of coders) and ``n`` (units); for segments also
        ``start, end``.
    """
    return {"document": _documents, "segment": _segments, "character": _characters}[unit](coded)


def units_of(coded: pd.DataFrame, sources: pd.DataFrame, unit: str) -> pd.Series:
    """Count the units of each source that was coded.

    Parameters
    ----------
    coded : DataFrame
        As in `marked_units`.
    sources : DataFrame
        Table of kind ``sources``; an extra column ``length`` gives the number of characters.
        Without it the text is taken to end where its last passage ends.
    unit : str
        As in `marked_units`.

    Returns
    -------
    Series
        Number of units; index ``source``.
    """
    lengths = pd.Series(dtype="float64")
    if "length" in sources:
        lengths = pd.to_numeric(sources.set_index("source")["length"], errors="coerce").dropna()
    if unit == "document":
        return pd.Series(1, index=pd.Index(sources["source"]).union(coded["source"].unique()))
    if unit == "segment":
        return coded.drop_duplicates(["source", "start", "end"]).groupby("source").size()
    last = coded.groupby("source")["end"].max().astype("int64")
    # Of a text that was read and not marked at all, the length alone is known.
    every = last.reindex(last.index.union(lengths.index)).fillna(0)
    return every.clip(lower=lengths.reindex(every.index).fillna(0)).astype("int64")


def _documents(coded: pd.DataFrame) -> pd.DataFrame:
    once = coded.drop_duplicates(["code", "source", "bit"])
    marked = once.groupby(["code", "source"])["bit"].sum().rename("given").reset_index()
    return marked.assign(n=1)


def _segments(coded: pd.DataFrame) -> pd.DataFrame:
    parts = [_overlapping(part) for _, part in coded.groupby("source", sort=False)]
    pairs = pd.concat(parts, ignore_index=True)
    keys = ["code", "source", "start", "end"]
    once = pairs.drop_duplicates([*keys, "bit"])
    return once.groupby(keys)["bit"].sum().rename("given").reset_index().assign(n=1)


def _overlapping(part: pd.DataFrame) -> pd.DataFrame:
    """Pair each passage of a source with the passages of that source that it overlaps."""
    spans = part[["source", "start", "end"]].drop_duplicates().reset_index(drop=True)
    found = list(_pairs(part, spans))
    mine = np.concatenate([rows for rows, _ in found])
    theirs = np.concatenate([rows for _, rows in found])
    given = part[["code", "bit"]].iloc[mine].reset_index(drop=True)
    return pd.concat([given, spans.iloc[theirs].reset_index(drop=True)], axis=1)


def _pairs(part: pd.DataFrame, spans: pd.DataFrame) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    starts, ends = (part[name].to_numpy("int64")[:, None] for name in ("start", "end"))
    others, their_ends = (spans[name].to_numpy("int64") for name in ("start", "end"))
    rows = max(BLOCK // len(spans), 1)
    for first in range(0, len(part), rows):
        start, end = starts[first : first + rows], ends[first : first + rows]
        # A passage of no length overlaps nothing, but is the same as itself.
        same = (start == others) & (end == their_ends)
        mine, theirs = np.nonzero(((start < their_ends) & (others < end)) | same)
        yield mine + first, theirs


def _characters(coded: pd.DataFrame) -> pd.DataFrame:
    """Sweep over the ends of passages: between two of them the coders stay the same."""
    joined = _joined(coded)
    opens = joined.assign(place=joined["start"], change=joined["bit"])
    closes = joined.assign(place=joined["end"], change=-joined["bit"])
    keys = ["code", "source"]
    ends = pd.concat([opens, closes]).sort_values([*keys, "place"], ignore_index=True)
    # All that is opened in a source is closed there, so that the sum starts at nought in the next.
    given = ends["change"].cumsum()
    n = -ends.groupby(keys)["place"].diff(-1)
    runs = ends[keys].assign(given=given, n=n.fillna(0).astype("int64"))
    runs = runs[(runs["given"] > 0) & (runs["n"] > 0)]
    return runs.groupby([*keys, "given"], as_index=False)["n"].sum()


def _joined(coded: pd.DataFrame) -> pd.DataFrame:
    """Join a coder's passages of one code where they touch or overlap."""
    keys = ["code", "source", "bit"]
    passages = coded[[*keys, "start", "end"]].astype({"start": "int64", "end": "int64"})
    passages = passages.sort_values([*keys, "start"], ignore_index=True)
    reached = passages.groupby(keys)["end"].cummax()
    before = reached.groupby([passages[key] for key in keys]).shift()
    number = (before.isna() | (passages["start"] > before)).cumsum().rename("number")
    spans = passages.groupby([*keys, number]).agg(start=("start", "min"), end=("end", "max"))
    return spans.reset_index()
