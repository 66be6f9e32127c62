"""Dutch verbs that are parted from their particle: *wij werken hier samen* is *samenwerken*."""

import numpy as np
import pandas as pd

from compendium.analyses.text_patterns.lemmas import PARTICLES, is_stop as stops_at, joined_verb


def join_verbs(table: pd.DataFrame, stops: dict[str, frozenset[str]]) -> pd.DataFrame:
    """Give a Dutch verb the lemma with its particle, which stands at the end of the clause."""
    lemmas = table["lemma"].astype(object).to_numpy(copy=True)
    is_word, is_stop = table["is_word"].to_numpy(), table["is_stop"].to_numpy(copy=True)
    forms, opens = table["form"].astype(object).to_numpy(), table["opens"].to_numpy()
    turns = table["turn"].to_numpy()
    ends = np.append(~is_word[1:] | opens[1:] | (turns[1:] != turns[:-1]), True)
    for place in np.flatnonzero(np.isin(forms, list(PARTICLES))).tolist():
        if len(forms) > place + 2 and forms[place + 1] == "te":
            verbs = range(place + 2, place + 3)  # samen te werken
        elif ends[place]:
            verbs = _clause_before(place, is_word, opens)
        else:
            continue
        for verb in verbs:
            whole = joined_verb(forms[place], lemmas[verb])
            if whole:
                lemmas[verb], is_stop[place] = whole, True
                is_stop[verb] = stops_at(whole, "nl", **stops)
                break
    return table.assign(lemma=pd.Categorical(lemmas), is_stop=is_stop)


def _clause_before(place: int, is_word: np.ndarray, opens: np.ndarray) -> range:
    """Places of the words of a clause before its last one, from right to left."""
    first = place
    while first > 0 and not opens[first] and is_word[first - 1]:
        first -= 1
    return range(place - 1, first - 1, -1)
