"""Instruments: the topics of topic lists, and the dimensions of questionnaires."""

from typing import Any

import pandas as pd

from compendium.naming import slug


def instrument_topics(topics: pd.DataFrame, items: pd.DataFrame) -> pd.DataFrame:
    """Put the topics of topic lists and the dimensions of a questionnaire in one list.

    Parameters
    ----------
    topics : DataFrame
        Table of kind ``topics``; may be empty.
    items : DataFrame
        Table of kind ``items``; may be empty. Its dimensions count as topics of the instrument
        ``questionnaire``, its items as their questions.

    Returns
    -------
    DataFrame
        Columns ``instrument, topic, label, label_en, questions, code``.
    """
    columns = ["instrument", "topic", "label", "label_en", "questions", "code"]
    counts = items.groupby("dimension", sort=False).size()
    dimensions = pd.DataFrame(
        {
            "instrument": "questionnaire",
            "topic": [slug(str(name)) for name in counts.index],
            "label": counts.index,
            "label_en": None,
            "questions": pd.array(counts.to_numpy(), dtype="Int64"),
            "code": None,
        },
        columns=columns,
    )
    parts = [part for part in (dimensions, topics[columns]) if len(part)]
    return pd.concat(parts, ignore_index=True) if parts else dimensions


def summarise_instruments(listed: pd.DataFrame) -> dict[str, Any]:
    """Collect the values of the analysis instruments.

    Returns
    -------
    dict
        ``n_instruments``, ``n_topics``, ``n_questions``, ``n_linked`` (topics that feed a
        theme) and ``instrument.<slug>`` with ``topics`` and ``questions``.
    """
    grouped = listed.groupby("instrument", sort=False)
    return {
        "n_instruments": listed["instrument"].nunique(),
        "n_topics": len(listed),
        "n_questions": int(listed["questions"].sum()),
        "n_linked": int(listed["code"].notna().sum()),
        "instrument": {
            slug(str(name)): {"topics": len(part), "questions": int(part["questions"].sum())}
            for name, part in grouped
        },
    }
