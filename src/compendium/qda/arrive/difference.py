"""What changed between two imports of a coded project, in lines that people read."""

from collections.abc import Iterable, Mapping

import pandas as pd

from compendium.language import say

SHOWN = 10


def renamed_codes(
    old: Mapping[str, pd.DataFrame], new: Mapping[str, pd.DataFrame]
) -> dict[str, str]:
    """Find codes that only changed their name: the same passages, under another identifier.

    Parameters
    ----------
    old, new : mapping of str to DataFrame
        Tables by kind, all text; ``codes`` and ``segments`` are looked at.

    Returns
    -------
    dict of str to str
        New identifier by earlier one.
    """
    if not {"codes", "segments"} <= old.keys() & new.keys():
        return {}
    before, after = set(old["codes"]["code"]), set(new["codes"]["code"])
    passages_after: dict[frozenset[str], list[str]] = {}
    for code, passages in _passages(new["segments"]).items():
        if code not in before:
            passages_after.setdefault(passages, []).append(code)
    found = {}
    for code, passages in _passages(old["segments"]).items():
        same = passages_after.get(passages, [])
        if code not in after and len(same) == 1:
            found[code] = same[0]
    return found


def difference(
    old: Mapping[str, pd.DataFrame],
    new: Mapping[str, pd.DataFrame],
    renamed: Mapping[str, str],
) -> list[str]:
    """Say what changed: rows added and removed, codes renamed, and the counts per code.

    Parameters
    ----------
    old, new : mapping of str to DataFrame
        Tables by kind, all text.
    renamed : mapping of str to str
        What `renamed_codes` gives.

    Returns
    -------
    list of str
        A line each; without a line when nothing changed.
    """
    lines = []
    for kind in ("codes", "sources", "cases", "factors"):
        if kind not in new or kind not in old:
            continue
        key = kind.removesuffix("s")
        before, after = _labels(old[kind], key), _labels(new[kind], key)
        added = [after[name] for name in after if name not in {**before, **_turned(renamed)}]
        removed = [before[name] for name in before if name not in {**after, **renamed}]
        lines += _listed(f"{kind} {say('added')}", added)
        lines += _listed(f"{kind} {say('removed')}", removed)
        changed = {name: renamed.get(name, name) for name in before}
        other = [
            say("{before} is now {after}", before=before[name], after=after[now])
            for name, now in changed.items()
            if now in after and before[name] != after[now]
        ]
        lines += _listed(f"{kind} {say('renamed')}", other)
    if "segments" in new and "segments" in old:
        lines += _segment_lines(old["segments"], new["segments"], renamed)
    return lines


def _segment_lines(old: pd.DataFrame, new: pd.DataFrame, renamed: Mapping[str, str]) -> list[str]:
    old = old.assign(code=old["code"].replace(dict(renamed)))
    before = set(zip(old["segment"], old["code"], strict=True))
    after = set(zip(new["segment"], new["code"], strict=True))
    lines = []
    if before != after:
        lines.append(
            say(
                "segments: {added} added, {removed} removed, {same} as before",
                added=len(after - before),
                removed=len(before - after),
                same=len(after & before),
            )
        )
    counts = pd.DataFrame(
        {"before": old["code"].value_counts(), "after": new["code"].value_counts()}
    )
    counts = counts.fillna(0).astype(int).sort_index()
    moved = counts[counts["before"] != counts["after"]]
    changes = [
        say("{name} {before} to {after}", name=code, before=row["before"], after=row["after"])
        for code, row in moved.iterrows()
    ]
    return lines + _listed(say("codes with another number of segments"), changes)


def _passages(segments: pd.DataFrame) -> dict[str, frozenset[str]]:
    groups = segments.groupby("code", sort=False)["segment"]
    return {str(code): frozenset(names) for code, names in groups}


def _labels(table: pd.DataFrame, key: str) -> dict[str, str]:
    labels = table["label"] if "label" in table else table[key]
    return dict(zip(table[key], labels, strict=True))


def _turned(renamed: Mapping[str, str]) -> dict[str, str]:
    return {now: before for before, now in renamed.items()}


def _listed(what: str, names: Iterable[str]) -> list[str]:
    names = list(names)
    if not names:
        return []
    dots = ", ..." if len(names) > SHOWN else ""
    return [f"{what}: {len(names)} ({', '.join(names[:SHOWN])}{dots})"]
