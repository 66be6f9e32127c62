"""A crate: what is in it, what is left out, and that the tools of others take it."""

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml

from compendium.cli import main
from compendium.crate.history import what_ran
from compendium.crate.make import make_crate
from compendium.crate.people import Checker, read_checker
from compendium.errors import CompendiumError
from compendium.files import write_object
from compendium.fingerprint import digest
from compendium.layout import Layout
from compendium.paper.closing import make_verification
from compendium.steps.plan import completed_record, make_plan
from compendium.study.package import write_package
from compendium.study.study import read_study
from tiny_compendium import files_in, make_compendium, write_notebook, write_tables

WHEN = {"ended": "2026-01-02T03:04:05+00:00", "seconds": 2.5}
SENTENCE = "then qxbicycle came by and we all talked about trust for an hour or two"
PRINTED = (
    "printed_id,artefact,where,quantity,printed,analysis,value\n"
    "n,Table 1,row 1,items,3,quick,n\nmean,Table 1,row 2,mean,99,quick,mean\n"
)


@pytest.fixture(scope="module")
def once(tmp_path_factory):
    """Make a compendium in which everything is up to date, with something private beside it."""
    return made_ready(make_compendium(tmp_path_factory.mktemp("once") / "compendium"))


@pytest.fixture
def ready(once, tmp_path, monkeypatch):
    """Give a copy of it."""
    shutil.copytree(once.root, tmp_path / "compendium")
    monkeypatch.setenv("COMPENDIUM_ROOT", str(tmp_path / "compendium"))
    return Layout(tmp_path / "compendium")


def made_ready(tiny, **tables):
    write_tables(tiny.data / "tiny", {"printed": PRINTED, **tables})
    (tiny.root / "CITATION.cff").write_text(
        'title: "A tiny one"\nversion: 1.2.0\nauthors:\n  - name: Its makers\n'
    )
    (tiny.root / "README.md").write_text("# A tiny one\n")
    private = tiny.data / "tiny" / "private" / "texts"
    private.mkdir(parents=True)
    (private / "fatima.txt").write_text(f"Resident: {SENTENCE}.\n")
    (tiny.data / "tiny" / "project.qdpx").write_bytes(SENTENCE.encode())
    for step in make_plan(tiny):
        folder = tiny.artefacts(step.study, step.analysis)
        folder.mkdir(parents=True)
        write_object(folder / "values.json", {"n": 3, "mean": 50.0})
        made = {"values.json": digest(folder / "values.json")}
        tables = {"quick": ("items", "scores"), "slow": ("elements", "events")}[step.analysis]
        read = {f"data/tiny/{kind}.csv": digest(tiny.data / f"tiny/{kind}.csv") for kind in tables}
        write_object(folder / ".step.json", {"artefacts": made, "tables": read})
        record = completed_record(tiny, step)
        write_object(folder / ".step.json", {**record, **WHEN})
    make_verification(tiny)
    return tiny


def metadata(crate):
    graph = json.loads((crate.folder / "ro-crate-metadata.json").read_text())["@graph"]
    return {entity["@id"]: entity for entity in graph}


@pytest.mark.thorough  # it takes ten seconds
def test_the_validator_of_ro_crate_takes_it(ready, tmp_path):
    crate = make_crate(ready, Checker("A. Person", "0000-0002-1825-0097"))
    program = Path(__file__).with_name("validate.py")
    done = subprocess.run(
        [sys.executable, program, crate.folder, tmp_path / "cache"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout.splitlines()[-1:] == ["valid"], done.stdout + done.stderr


def test_each_step_tells_what_it_read_and_made(ready):
    crate = make_crate(ready)
    entities = metadata(crate)
    step = entities["#step-tiny/quick"]
    assert step["@type"] == "CreateAction"
    assert step["instrument"] == {"@id": "notebooks/01-quick.ipynb"}
    assert {"@id": "data/tiny/scores.csv"} in step["object"]
    assert {"@id": "figures/tiny/quick/values.json"} in step["result"]
    assert (step["startTime"], step["endTime"]) == (
        "2026-01-02T03:04:02+00:00",
        "2026-01-02T03:04:05+00:00",
    )
    assert entities["#step-verification"]["result"]
    for name, content in files_in(crate.folder).items():
        if not name.startswith("ro-crate-"):
            assert entities[name]["contentSize"] == str(len(content))
            assert entities[name]["sha256"] == digest(crate.folder / name)


def test_what_is_private_is_named_and_left_out(ready, capsys):
    quick = ready.notebooks / "01-quick.ipynb"
    notebook = json.loads(quick.read_text())
    notebook["cells"][0]["outputs"] = [{"output_type": "stream", "text": [SENTENCE]}]
    quick.write_text(json.dumps(notebook))
    (ready.build / "notebooks").mkdir(parents=True)
    (ready.build / "notebooks" / "executed.ipynb").write_text(SENTENCE)
    (ready.artefacts("tiny", "quick") / "draft.txt").write_text(SENTENCE)
    assert main(["crate"]) == 0
    said = capsys.readouterr().out
    assert "left out: data/tiny/private/  texts and passages of participants (1 file)" in said
    for name in ("data/tiny/project.qdpx", "build/", "figures/tiny/quick/draft.txt"):
        assert f"left out: {name}  " in said
    assert "left out: notebooks/01-quick.ipynb  its outputs" in said
    everything = files_in(ready.build / "crate")
    with zipfile.ZipFile(ready.build / "crate.zip") as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == everything
    for name, content in everything.items():
        assert b"qxbicycle" not in content, name
        assert b"fatima" not in content, name
    named = yaml.safe_load(everything["codecheck.yml"])["compendium_left_out"]
    assert "data/tiny/private/" in [one["name"] for one in named]
    assert b"data/tiny/project.qdpx" in everything["codecheck/certificate.html"]


def test_what_was_made_of_texts_is_left_out(ready):
    folder = ready.artefacts("tiny", "quick")
    record = json.loads((folder / ".step.json").read_text())
    text = ready.data / "tiny" / "private" / "texts" / "fatima.txt"
    record["tables"]["data/tiny/private/texts/fatima.txt"] = digest(text)
    write_object(folder / ".step.json", record)
    crate = make_crate(ready)
    (left,) = [one for one in crate.left_out if one.name == "figures/tiny/quick/"]
    assert left.reason == "made from texts of participants: it lists words of theirs"
    assert not (crate.folder / "figures/tiny/quick").exists()
    for name, content in files_in(crate.folder).items():
        assert b"fatima" not in content, name
    manifest = yaml.safe_load((crate.folder / "codecheck.yml").read_text())["manifest"]
    assert all((crate.folder / entry["file"]).is_file() for entry in manifest)


def test_words_of_participants_in_a_table_stop_it(tiny, capsys):
    made_ready(
        tiny, items=f'item,dimension,label,note\n1,A,One,"{SENTENCE}"\n2,A,Two,\n3,B,Three,\n'
    )
    assert main(["crate"]) == 1
    said = capsys.readouterr().err
    assert "data/tiny/items.csv: 8 words in a row stand in a private text" in said
    assert "qxbicycle" not in said
    assert not (tiny.build / "crate").exists()


def test_sentences_in_a_table_of_what_people_said_stop_it(tiny, capsys):
    rows = f"segment,code,source,form,quote\np1,leaf,s1,coding,{SENTENCE} {SENTENCE}\n"
    made_ready(tiny, segments=rows)
    assert main(["crate"]) == 1
    said = capsys.readouterr().err
    assert "data/tiny/segments.csv, column quote: cells of up to 30 words" in said


def test_the_certificate_is_as_codecheck_wants_it(ready):
    crate = make_crate(ready, read_checker("A.  Person", "0000-0002-1825-0097"))
    text = (crate.folder / "codecheck.yml").read_text(encoding="utf-8")
    assert text.startswith("%YAML 1.1\n---\n")
    told = yaml.safe_load(text)
    assert told["version"] == "https://codecheck.org.uk/spec/config/1.0/"
    assert told["codechecker"] == [{"name": "A. Person", "ORCID": "0000-0002-1825-0097"}]
    assert told["report"].startswith("urn:uuid:")
    assert told["check_time"] >= "2026-01-02"
    for entry in told["manifest"]:
        assert (crate.folder / entry["file"]).is_file()
        assert entry["comment"].endswith(digest(crate.folder / entry["file"]))
    assert "Of 2 printed numbers: 1 reproduced, 1 differ." in told["summary"]
    page = (crate.folder / "codecheck/certificate.html").read_text(encoding="utf-8")
    assert told["report"] in page
    assert "A. Person, https://orcid.org/0000-0002-1825-0097" in page
    described = json.loads((crate.folder / "codecheck/environment.json").read_text())
    assert described["python"] == sys.version.split()[0]


def test_made_twice_it_is_the_same(ready):
    first = make_crate(ready)
    before = first.file.read_bytes()
    assert make_crate(ready).file.read_bytes() == before
    by_somebody = make_crate(ready, Checker("A. Person"))
    assert by_somebody.file.read_bytes() != before


def test_what_is_no_more_leaves_the_crate(ready):
    (ready.root / "LICENSE").write_text("Take it.\n")
    crate = make_crate(ready)
    assert (crate.folder / "LICENSE").is_file()
    (ready.root / "LICENSE").unlink()
    make_crate(ready)
    assert not (crate.folder / "LICENSE").exists()
    assert "LICENSE" not in metadata(crate)


@pytest.mark.parametrize("name", ["crate/notes.txt", "crate/codecheck.yml", "crate.zip"])
@pytest.mark.parametrize("before", [False, True], ids=["first", "again"])
def test_what_somebody_else_put_there_is_not_lost(ready, name, before):
    if before:
        make_crate(ready)
    path = ready.build / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("mine")
    held = files_in(ready.build)
    with pytest.raises(CompendiumError, match=rf"build/{name}: not as compendium crate made it"):
        make_crate(ready)
    assert files_in(ready.build) == held


def test_a_crate_waits_until_everything_is_up_to_date(ready):
    write_notebook(ready.notebooks / "01-quick.ipynb", ["1", "study: str = 'tiny'", "2"])
    with pytest.raises(CompendiumError, match=r"Not up to date: tiny/quick.*compendium run"):
        make_crate(ready)
    assert not (ready.build / "crate").exists()


def test_a_full_disk_leaves_the_crate_as_it_was(ready, monkeypatch):
    crate = make_crate(ready)
    held = files_in(crate.folder)
    (ready.root / "README.md").write_text("# Another\n")
    (ready.root / "LICENSE").write_text("Take it.\n")

    def full(source, target):
        raise OSError(28, "No space left on device", str(target))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        with pytest.raises(OSError, match="No space"):
            make_crate(ready)
    assert files_in(crate.folder) == held
    make_crate(ready)
    assert (crate.folder / "LICENSE").is_file()


@pytest.mark.parametrize(
    ("name", "orcid", "said"),
    [("", "0000-0002-1825-0097", "Give the name"), ("A", "0000-0002-1825-0098", "is no ORCID")],
    ids=["nameless", "wrong"],
)
def test_who_checked_is_checked(name, orcid, said):
    with pytest.raises(CompendiumError, match=said):
        read_checker(name, orcid)


def test_steps_on_texts_elsewhere_are_shown_as_they_came(ready):
    folder = ready.artefacts("tiny", "far")
    folder.mkdir()
    write_object(folder / "values.json", {})
    with (ready.notebooks / "analyses.toml").open("a") as file:
        file.write('\n[far]\nquestion = "What?"\nneeds = ["texts"]\nmakes = "nothing"\n')
    write_notebook(ready.notebooks / "03-far.ipynb", ["1", "study: str = 'tiny'", "2"])
    private = ready.data / "tiny" / "private"
    (private / "texts" / "fatima.txt").unlink()
    (private / "texts").rmdir()
    private.rmdir()
    (far,) = [step for step in what_ran(ready) if step.name == "tiny/far"]
    assert far.elsewhere
    crate = make_crate(ready)
    assert metadata(crate)["#step-tiny/far"]["description"].startswith("Not run here: its texts")
    assert "tiny/far" in crate.summary


def test_a_withheld_table_is_named_with_its_hash_and_left_out(tiny):
    about = tiny.data / "tiny" / "study.toml"
    about.write_text(f'{about.read_text()}\n[withheld]\nscores = "Not agreed."\n')
    write_package(read_study("tiny", layout=tiny))
    made_ready(tiny)
    crate = make_crate(tiny)
    (left,) = [one for one in crate.left_out if one.name == "data/tiny/scores.csv"]
    assert left.reason == f"withheld: Not agreed (sha256 {digest(tiny.data / 'tiny/scores.csv')})"
    assert not (crate.folder / "data/tiny/scores.csv").exists()
    assert metadata(crate)["#step-tiny/quick"]["description"].endswith("read are left out.")
    (tiny.data / "tiny" / "scores.csv").unlink()
    (quick,) = [step for step in what_ran(tiny) if step.name == "tiny/quick"]
    assert "the table scores of tiny is withheld: Not agreed" in quick.elsewhere
    assert list(quick.makes) == ["figures/tiny/quick/values.json"]
