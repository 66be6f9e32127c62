"""The rows behind a value: leaving rows out of the tables shows whether the rules are right."""

import json
from pathlib import Path

import pandas as pd
import pytest

import compendium as co
from compendium.layout import Layout
from compendium.naming import slug
from compendium.verification.behind import ALL, RULES, rows_behind
from compendium.verification.printed import look_up

LAYOUT = Layout(Path(__file__).parents[2])
STUDIES = ("connectors", "thehague", "rotterdam", "cocreation")


def timeline(table):
    events = table("events")
    spans = co.event_spans(events if len(events) else co.case_events(table("cases")))
    elements = table("elements")
    return co.summarise_timeline(spans, elements if len(elements) else None)


def participants(table):
    rows = table("participants")
    return co.summarise_composition(rows, pd.DataFrame())


def coding(table):
    tree = co.code_tree(table("codes"))
    return {
        "code": {slug(row.code): {"children": row.children} for row in tree.itertuples()},
        "kind": {slug(str(k)): {"codes": n} for k, n in tree["kind"].value_counts().items()},
    }


def instruments(table):
    return co.summarise_instruments(table("topics"))


def rooted(codes, kept, parent):
    """Keep codes and the one above them; a code whose parent is gone becomes a root."""
    part = codes[kept | (codes["code"] == parent)]
    return part.assign(parent=part["parent"].where(part["parent"].isin(part["code"])))


SUMMARIES = {
    "timeline": timeline,
    "participants": participants,
    "code-frequencies": coding,
    "instruments": instruments,
}


def named_values():
    for name in STUDIES:
        study = co.read_study(name, layout=LAYOUT)
        pairs = study.table("printed")[["analysis", "value"]].dropna().drop_duplicates()
        for analysis, value in pairs.itertuples(index=False):
            yield name, analysis, value


@pytest.mark.parametrize("name", STUDIES)
def test_a_rule_knows_every_value_that_a_printed_number_names(name):
    study = co.read_study(name, layout=LAYOUT)

    def table(kind):
        if kind == "scale":
            return pd.DataFrame({"setting": list(study.about["scale"])})
        return study.table(kind, optional=True)

    for owner, analysis, value in named_values():
        if owner == name:
            assert rows_behind(analysis, value, table), (analysis, value)


@pytest.mark.parametrize("analysis", SUMMARIES)
def test_without_the_rows_behind_it_a_value_changes_and_without_the_others_it_does_not(analysis):
    checked = 0
    for name, owner, value in named_values():
        # The number of quotations is checked by hand below: tables without any are no study's.
        if owner != analysis or value.startswith(("before", "after", "age", "n_quotations")):
            continue
        study = co.read_study(name, layout=LAYOUT)
        whole = {}

        def table(kind, study=study, whole=whole):
            return whole.setdefault(kind, study.table(kind, optional=True))

        expected = look_up(SUMMARIES[analysis](table), value)
        saved = LAYOUT.artefacts(name, analysis) / "values.json"
        assert expected == look_up(json.loads(saved.read_text()), value) is not None
        for behind in rows_behind(analysis, value, table):
            rows = table(behind.kind)
            inside = rows.index.isin(behind.rows.index)
            for kept, same in ((inside, True), (~inside, False)):
                part = rows[kept]
                if behind.kind == "codes":
                    part = rooted(rows, kept, behind.chosen.removeprefix("parent = "))
                if part.empty:
                    continue
                fewer = {**whole, behind.kind: part}
                found = look_up(SUMMARIES[analysis](lambda k, f=fewer: f.get(k, table(k))), value)
                # Nobody is left to count: the value is gone, or it is nought.
                assert (found == expected) is same, (name, value, behind.told(), found)
                checked += 1
    assert checked


def test_a_score_stands_on_the_items_of_its_dimension():
    study = co.read_study("connectors", layout=LAYOUT)
    items, scores = rows_behind("scale-scores", "dimension_mean.task_dimension", study.table)
    assert list(items.rows["item"]) == list(scores.rows["item"]) == ["9", "10", "11", "12", "13"]
    assert scores.told() == "scores: dimension of the item = Task dimension (5 rows)"


def test_a_total_stands_on_the_marks_of_its_factor():
    study = co.read_study("cocreation", layout=LAYOUT)
    (behind,) = rows_behind("factor-matrix", "total.tunnelvisie", study.table)
    assert behind.told() == "presence: factor = tunnelvisie (9 rows)"
    values = json.loads(
        (LAYOUT.artefacts("cocreation", "factor-matrix") / "values.json").read_text()
    )
    assert behind.rows["present"].sum() == values["total"]["tunnelvisie"]


def test_the_quotations_stand_on_the_segments_of_that_form():
    study = co.read_study("connectors", layout=LAYOUT)
    (behind,) = rows_behind("code-frequencies", "n_quotations", study.table)
    assert behind.told() == "segments: form = quotation (9 rows)"


def test_no_rule_knows_a_value_of_an_analysis_of_ones_own():
    assert rows_behind("my-analysis", "n", lambda kind: pd.DataFrame()) == []
    assert all(ALL == "" and rule[1] for rules in RULES.values() for rule in rules)
