"""The topics of topic lists and the dimensions of a questionnaire, in one list."""

import pandas as pd

from compendium.analyses.instruments.topics import instrument_topics, summarise_instruments
from compendium.study.kinds.checks import type_columns


def typed(kind, rows):
    return type_columns(pd.DataFrame(rows, dtype="str").fillna(""), kind)[0]


def test_topics_and_dimensions_stand_in_one_list():
    topics = typed(
        "topics",
        [
            {"topic": "t", "instrument": "guide", "label": "T", "questions": "3", "code": "top"},
            {"topic": "u", "instrument": "guide", "label": "U"},
        ],
    )
    items = typed("items", [{"item": str(n), "dimension": "Trust", "label": "l"} for n in range(2)])
    listed = instrument_topics(topics, items)
    assert list(listed["topic"]) == ["trust", "t", "u"]
    assert summarise_instruments(listed) == {
        "n_instruments": 2,
        "n_topics": 3,
        "n_questions": 5,
        "n_linked": 1,
        "instrument": {
            "questionnaire": {"topics": 1, "questions": 2},
            "guide": {"topics": 2, "questions": 3},
        },
    }
