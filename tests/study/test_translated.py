"""Names in the language that a report is asked for, where the tables have them."""

import pandas as pd

from compendium.layout import LANGUAGE
from compendium.study.study import read_study


def study_in_dutch(tiny):
    folder = tiny.data / "tiny"
    (folder / "study.toml").write_text('language = "nl"\n', encoding="utf-8")
    pd.DataFrame(
        {
            "item": ["1", "2"],
            "dimension": ["Rust", "Druk"],
            "dimension_en": ["Quiet", "Pressure"],
            "label": ["Een rustige plek", "Toetsen"],
            "label_en": ["A quiet place", None],
        }
    ).to_csv(folder / "items.csv", index=False)
    pd.DataFrame(
        {"code": ["a", "b"], "label": ["rust", "druk"], "label_en": ["quiet", ""],
         "dimension": ["Rust", "Druk"]}
    ).to_csv(folder / "codes.csv", index=False)  # fmt: skip
    return read_study("tiny", layout=tiny)


def test_a_report_in_another_language_has_the_names_of_that_language(tiny, monkeypatch):
    study = study_in_dutch(tiny)
    assert list(study.table("items")["label"]) == ["Een rustige plek", "Toetsen"]
    monkeypatch.setenv(LANGUAGE, "en")
    assert list(study.table("items")["label"]) == ["A quiet place", "Toetsen"]
    assert list(study.table("items")["dimension"]) == ["Quiet", "Pressure"]
    codes = study.table("codes")
    assert list(codes["label"]) == ["quiet", "druk"]
    assert list(codes["dimension"]) == ["Quiet", "Pressure"]


def test_in_its_own_language_a_study_keeps_its_names(tiny, monkeypatch):
    study = study_in_dutch(tiny)
    monkeypatch.setenv(LANGUAGE, "nl")
    assert list(study.table("items")["dimension"]) == ["Rust", "Druk"]
