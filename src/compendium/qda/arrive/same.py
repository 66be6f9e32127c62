"""Let codes, sources and cases of one name keep their identifiers when another one comes.

Identifiers follow from names, and two of one name are told apart by a number in the order of the
file: a third one in front would take the first one's place, and what people added to it. Where the
program gives a GUID that an earlier import had, that tells which is which.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from compendium.qda.model.coded import Coded

# Where the identifiers of a kind stand, beside its own table.
_USED = {
    "codes": ("code", (("codes", "parent"), ("segments", "code"))),
    "sources": ("source", (("segments", "source"),)),
    "cases": ("case", (("sources", "case"),)),
}


def keep_same(coded: Coded, old: Mapping[str, pd.DataFrame]) -> Coded:
    """Give codes, sources and cases of one name the identifiers that they had.

    Parameters
    ----------
    coded : Coded
        As the file has them.
    old : mapping of str to DataFrame
        The tables of the study, all text.

    Returns
    -------
    Coded
        With other identifiers only where the file numbers them otherwise than the study does.
    """
    tables = dict(coded.tables)
    texts = coded.texts
    for kind, (key, used) in _USED.items():
        if kind not in tables or kind not in old:
            continue
        renamed = _renamed(tables[kind], old[kind], key)
        if not renamed:
            continue
        for table, column in ((kind, key), *used):
            if table in tables and column in tables[table]:
                cells = tables[table][column].replace(renamed)
                tables[table] = tables[table].assign(**{column: cells})
        if kind == "sources":
            texts = {renamed.get(name, name): text for name, text in texts.items()}
    return replace(coded, tables=tables, texts=texts)


def _renamed(new: pd.DataFrame, old: pd.DataFrame, key: str) -> dict[str, str]:
    """Find the identifiers that are to be others, by what they are in the file."""
    if not {"guid", "label"} <= set(new) & set(old):
        return {}
    times = Counter(old["guid"])
    before = {
        guid: name
        for guid, name in zip(old["guid"], old[key], strict=True)
        if guid and times[guid] == 1
    }
    label_of = dict(zip(old[key], old["label"], strict=True))
    kept: dict[str, str] = {}
    for name, label, guid in zip(new[key], new["label"], new["guid"], strict=True):
        earlier = before.get(guid) if isinstance(guid, str) else None
        if earlier is not None and label_of[earlier] == label:
            kept[name] = earlier
    if all(name == earlier for name, earlier in kept.items()):
        return {}
    staying = [name for name in new[key] if name not in kept]
    taken = {*kept.values(), *staying, *old[key]}
    renamed = {}
    for name in new[key]:
        chosen = kept.get(name, name)
        if name not in kept and chosen in kept.values():
            number = 2
            while f"{name}_{number}" in taken:
                number += 1
            chosen = f"{name}_{number}"
            taken.add(chosen)
        if chosen != name:
            renamed[name] = chosen
    return renamed
