"""Verification of a whole study: verdicts, tally, and what nobody has explained."""

import json

import pandas as pd

from compendium.cli import main
from compendium.study.study import read_study
from compendium.verification.run import tally, unexplained, verify, write_verification

PRINTED = (
    "printed_id,artefact,where,quantity,printed,analysis,value,rounding,note\n"
    "mean,Table 1,row 1,mean of all,69,quick,mean,0,\n"
    "total,Table 1,row 2,total,7,quick,total,,{note}\n"
    "length,text,p. 2,length of an interview,45,,,,stated once\n"
)


def prepare(layout, note=""):
    (layout.data / "tiny" / "printed.csv").write_text(PRINTED.format(note=note))
    folder = layout.artefacts("tiny", "quick")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "values.json").write_text(json.dumps({"mean": 68.65, "total": 6}))


def test_every_printed_number_gets_its_verdict(tiny):
    prepare(tiny)
    compared, _ = verify(tiny, studies=["tiny"])
    assert list(compared["printed_id"]) == ["mean", "total", "length"]
    assert list(compared["verdict"]) == ["reproduced", "differs", "not computable"]
    assert list(compared["recomputed"].fillna("")) == ["69", "6", ""]


def test_the_tally_counts_verdicts_by_study(tiny):
    prepare(tiny)
    counts = tally(verify(tiny, studies=["tiny"])[0])
    assert counts.to_dict("records") == [
        {"study": "tiny", "reproduced": 1, "differs": 1, "not computable": 1, "printed": 3}
    ]


def test_only_a_difference_without_a_note_is_unexplained(tiny):
    prepare(tiny)
    assert list(unexplained(verify(tiny, studies=["tiny"])[0])["printed_id"]) == ["total"]
    compared = pd.DataFrame({"verdict": ["differs"], "note": ["a mark is missing"]})
    assert unexplained(compared).empty


def test_the_outcome_is_written_for_reviewers_and_for_the_paper(tiny):
    prepare(tiny)
    write_verification(tiny, *verify(tiny, studies=["tiny"]))
    whole = pd.read_csv(tiny.figures / "verification.csv")
    assert list(whole["verdict"]) == ["reproduced", "differs", "not computable"]
    folder = tiny.artefacts("verification", "summary")
    values = json.loads((folder / "values.json").read_text())
    assert values["all"] == {"reproduced": 1, "differs": 1, "not_computable": 1, "printed": 3}
    assert "| tiny | 1 | 1 | 1 | 3 |" in (folder / "tally.md").read_text()
    assert "total" in (folder / "differences.md").read_text()
    # The paper says what is printed by the table of printed numbers, and claims by the verdicts.
    printed = read_study("tiny", layout=tiny).table("printed")
    numbers = values["number"]["tiny"]
    assert sorted(one["printed"] for one in numbers.values()) == sorted(printed["printed"])
    assert {one["verdict"] for one in numbers.values()} == set(whole["verdict"])
    assert (folder / "travel.svg").is_file()
    assert "is reproduced" in json.loads((folder / "captions.json").read_text())["travel"]["alt"]


def test_the_command_fails_while_a_difference_is_not_explained(tiny, monkeypatch, capsys):
    monkeypatch.setenv("COMPENDIUM_ROOT", str(tiny.root))
    monkeypatch.setattr("compendium.steps.plan.make_plan", lambda *_, **__: [])
    prepare(tiny)
    assert main(["verify"]) == 1
    assert "tiny: total is printed as 7, recomputed as 6; no note in printed.csv explains it" in (
        capsys.readouterr().err
    )


def test_the_command_succeeds_when_every_difference_is_explained(tiny, monkeypatch):
    monkeypatch.setenv("COMPENDIUM_ROOT", str(tiny.root))
    monkeypatch.setattr("compendium.steps.plan.make_plan", lambda *_, **__: [])
    prepare(tiny, note="a mark is missing")
    assert main(["verify"]) == 0
