"""The passages on which coders disagree."""

from collections.abc import Mapping

import pandas as pd

from compendium.analyses.agreement.units import (
    coded_passages,
    coder_bits,
    marked_units,
    readers_of,
)


def disagreements(
    segments: pd.DataFrame, codes: pd.DataFrame, sources: pd.DataFrame | None = None
) -> pd.DataFrame:
    """List the passages to which one coder gave a code and another, who read the source, did not.

    A coder has given the code when they gave it to the same passage or to one that overlaps it.
    Where passages have no ``start`` and ``end``, whole sources are compared.

    Parameters
    ----------
    segments : DataFrame
        As in `agreement`.
    codes : DataFrame
        Table of kind ``codes``.
    sources : DataFrame, optional
        Table of kind ``sources``; its extra column ``read_by`` counts as in `agreement`.

    Returns
    -------
    DataFrame
        Columns ``source, start, end, where, code, label, given_by, not_given_by`` (lists of
        coders), by source and place; no text of any passage.
    """
    bits = coder_bits(segments, sources)
    coded = coded_passages(segments, bits)
    coders = {bit: coder for coder, bit in bits.items()}
    placed = coded.dropna(subset=["start", "end"])
    marked = [
        _marked_passages(placed, readers_of(placed, bits, sources)),
        _marked_documents(coded.drop(index=placed.index), coded, readers_of(coded, bits, sources)),
    ]
    parts = [part for part in marked if not part.empty]
    table = pd.concat(parts, ignore_index=True) if parts else marked[1]
    differ = table[table["given"] != table["read"]]
    labels = codes.set_index("code")["label"]
    differ = differ.assign(
        label=differ["code"].map(labels),
        given_by=[_coders_in(given, coders) for given in differ["given"]],
        not_given_by=[
            _coders_in(read & ~given, coders)
            for given, read in zip(differ["given"], differ["read"], strict=True)
        ],
    )
    columns = ["source", "start", "end", "where", "code", "label", "given_by", "not_given_by"]
    named = segments["source"].unique() if sources is None else sources["source"]
    order = {name: place for place, name in enumerate(named)}
    differ = differ.assign(place=differ["source"].map(order))
    differ = differ.sort_values(["place", "start", "end", "code"], kind="stable")
    return differ[columns].reset_index(drop=True)


def _marked_passages(coded: pd.DataFrame, readers: pd.Series) -> pd.DataFrame:
    """Say of each coded passage who gave its code to it or to a passage that overlaps it."""
    keys = ["code", "source", "start", "end"]
    passages = coded.drop_duplicates(keys)[[*keys, "where"]]
    if passages.empty:
        return passages
    marked = passages.merge(marked_units(coded, "segment"), on=keys)
    return marked.assign(read=marked["source"].map(readers))


def _marked_documents(
    passages: pd.DataFrame, coded: pd.DataFrame, readers: pd.Series
) -> pd.DataFrame:
    """Say of each passage without a place who gave its code anywhere in its source."""
    keys = ["code", "source"]
    once = passages.drop_duplicates(keys)[[*keys, "start", "end", "where"]]
    marked = once.merge(marked_units(coded, "document"), on=keys)
    return marked.assign(read=marked["source"].map(readers))


def _coders_in(given: int, coders: Mapping[int, str]) -> list[str]:
    return [coder for bit, coder in sorted(coders.items()) if given & bit]
