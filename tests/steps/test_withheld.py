"""Withheld tables: what rests on them is kept, shown and never made of anything else."""

import json
import shutil
import subprocess

import pytest

from compendium.cli import main
from compendium.cluster.parcel import pack, parcel_names
from compendium.errors import CompendiumError
from compendium.files import write_object
from compendium.paper.withheld import NOTHING, withheld_in_words
from compendium.steps.plan import make_plan, read_analyses
from compendium.steps.withheld import withheld_steps
from compendium.study.package import write_package
from compendium.study.study import read_study
from compendium.verification.claims import judge_claims
from compendium.verification.run import verify
from tiny_compendium import files_in, write_tables

WHY = "Nobody agreed to share it."
SCORES = "scores.csv"


@pytest.fixture
def holder(tiny):
    """Give a compendium that withholds its scores, and has them."""
    about = tiny.data / "tiny" / "study.toml"
    about.write_text(f'{about.read_text()}\n[withheld]\nscores = "{WHY}"\n', encoding="utf-8")
    write_package(read_study("tiny", layout=tiny))
    folder = tiny.artefacts("tiny", "quick")
    folder.mkdir(parents=True)
    write_object(folder / "values.json", {"mean": 50.0, "n": 3})
    write_object(folder / "captions.json", {})
    return tiny


@pytest.fixture
def clone(holder, tmp_path, monkeypatch):
    """Give what everybody else has: a copy without the scores."""
    ignored = shutil.ignore_patterns(SCORES, "build")
    shutil.copytree(holder.root, tmp_path / "clone", ignore=ignored)
    monkeypatch.setenv("COMPENDIUM_ROOT", str(tmp_path / "clone"))
    return type(holder)(tmp_path / "clone")


def names(layout):
    return [step.name for step in make_plan(layout)]


def test_hash_and_columns_are_published_and_no_row(holder):
    package = json.loads((holder.data / "tiny/datapackage.json").read_text())
    assert "scores" not in [one["name"] for one in package["resources"]]
    (entry,) = package["withheld"]
    assert (entry["name"], entry["reason"]) == ("scores", WHY)
    assert entry["hash"].startswith("sha256:")
    assert [field["name"] for field in entry["schema"]["fields"]] == ["item", "round", "score"]


def test_a_package_made_elsewhere_says_the_same(clone):
    before = (clone.data / "tiny/datapackage.json").read_bytes()
    write_package(read_study("tiny", layout=clone))
    assert (clone.data / "tiny/datapackage.json").read_bytes() == before


def test_who_holds_the_table_runs_everything(holder):
    assert names(holder) == ["tiny/quick", "tiny/slow"]
    assert withheld_steps(holder) == []


def test_others_run_the_rest_and_keep_what_was_made(clone, capsys):
    kept = files_in(clone.artefacts("tiny", "quick"))
    assert names(clone) == ["tiny/slow"]
    assert main(["plan"]) == 0
    said = capsys.readouterr().out
    assert "tiny/quick  withheld: the table scores of tiny is withheld: Nobody agreed" in said
    assert "2 files kept as made elsewhere, sha256 " in said
    assert "removed" not in said
    assert main(["run", "--analysis", "quick"]) == 1
    assert "quick rests on a withheld table" in capsys.readouterr().err
    assert files_in(clone.artefacts("tiny", "quick")) == kept


def test_a_whole_run_removes_nothing_of_it(clone, monkeypatch, capsys):
    monkeypatch.setattr("compendium.cli.steps.run_and_show", lambda *_, **__: 0)
    main(["run"])
    assert "tiny/quick  withheld" in capsys.readouterr().out
    assert (clone.artefacts("tiny", "quick") / "values.json").is_file()


def test_nothing_is_made_of_another_table(clone, capsys):
    (clone.data / "tiny" / SCORES).write_text("item,round,score\n1,T1,1\n2,T1,1\n3,T1,1\n")
    assert names(clone) == ["tiny/slow"]
    (one,) = withheld_steps(clone)
    assert "is not the one whose hash is published" in one.why
    assert main(["check", "tiny"]) == 1
    said = capsys.readouterr().err
    assert "data/tiny/scores.csv: this is not the table whose hash is published" in said
    assert "compendium package tiny" in said


def test_with_the_table_that_was_published_the_steps_run(holder, clone):
    shutil.copy(holder.data / "tiny" / SCORES, clone.data / "tiny" / SCORES)
    assert names(clone) == ["tiny/quick", "tiny/slow"]


def test_git_must_not_take_it(holder, capsys):
    def git(*words):
        subprocess.run(["git", *words], cwd=holder.root, check=True, capture_output=True)

    git("init", "--quiet")
    assert main(["package", "tiny"]) == 1
    assert "data/tiny/scores.csv: this table is withheld, and git would take it" in (
        capsys.readouterr().err
    )
    (holder.root / ".gitignore").write_text("data/tiny/scores.csv\n")
    assert main(["package", "tiny"]) == 0
    git("add", "--force", "data/tiny/scores.csv")
    assert main(["check", "tiny"]) == 1
    assert "git rm --cached data/tiny/scores.csv" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('respones = "x"', "nothing reads 'respones' in [withheld]. Did you mean responses?"),
        ("scores = true", "[withheld]: there is no reason for scores"),
        ('printed = "x"', "[withheld]: printed holds what a publication says"),
        ('factors = "x"', "[withheld]: no hash of the table factors is published"),
    ],
    ids=["unknown", "no-reason", "printed", "not-published"],
)
def test_what_is_wrong_in_the_section_is_said(tiny, capsys, lines, said):
    about = tiny.data / "tiny" / "study.toml"
    about.write_text(f"{about.read_text()}\n[withheld]\n{lines}\n", encoding="utf-8")
    assert main(["check", "tiny"]) == 1
    assert said in capsys.readouterr().err


def test_what_is_nowhere_cannot_be_packed(tiny):
    about = tiny.data / "tiny" / "study.toml"
    about.write_text(f'{about.read_text()}\n[withheld]\nresponses = "x"\n', encoding="utf-8")
    with pytest.raises(CompendiumError, match="the table responses is not in the folder, and no"):
        write_package(read_study("tiny", layout=tiny))


def test_a_study_may_withhold_all_its_tables(clone):
    about = clone.data / "tiny" / "study.toml"
    for path in (clone.data / "tiny").glob("*.csv"):
        about.write_text(f'{about.read_text()}{path.stem} = "x"\n', encoding="utf-8")
        path.unlink()
    assert read_study("tiny", layout=clone).kinds == ()
    assert [one.step.name for one in withheld_steps(clone)] == ["tiny/quick"]


def test_the_paper_says_the_same_with_and_without_the_table(holder, clone):
    said = withheld_in_words(clone)
    assert "scores of tiny (Nobody agreed to share it)" in said
    assert said.endswith("Of tiny, the results of quick rest on what is withheld")
    assert withheld_in_words(holder) == said


def test_of_nothing_withheld_the_paper_says_so(tiny):
    assert withheld_in_words(tiny) == NOTHING


def test_a_notebook_opened_by_hand_says_why(clone):
    with pytest.raises(CompendiumError, match="the table scores is withheld, and is not here"):
        read_study("tiny", layout=clone).table("scores")


def test_the_verdicts_are_the_same_with_and_without_the_table(holder, clone):
    printed = (
        "printed_id,artefact,where,quantity,printed,analysis,value\n"
        "mean,Table 1,row 2,mean,50,quick,mean\n"
    )
    claims = (
        "claim,where,text,kind,query\n"
        "low,p. 1,All are low,every,SELECT * FROM scores WHERE score > 50\n"
        "named,p. 1,All have a label,every,SELECT * FROM items WHERE label IS NULL\n"
    )
    outcomes = []
    for layout in (holder, clone):
        write_tables(layout.data / "tiny", {"printed": printed, "claims": claims})
        compared, _ = verify(layout)
        judged = judge_claims(read_study("tiny", layout=layout)).set_index("claim")
        outcomes.append((compared.to_csv(), judged.to_csv()))
    assert outcomes[0] == outcomes[1]
    assert judged.loc["low", "verdict"] == "cannot be tested"
    assert judged.loc["low", "found"] == "the rows of the table scores are withheld"
    assert judged.loc["named", "verdict"] == "holds"
    assert compared["verdict"].tolist() == ["reproduced"]


def test_it_is_not_sent_to_another_machine(holder):
    analyses = {one.name: one for one in read_analyses(holder)}
    with pytest.raises(CompendiumError, match="reads what data/tiny withholds \\(scores\\)"):
        parcel_names(holder, analyses["quick"], "tiny", texts=False)
    assert parcel_names(holder, analyses["slow"], "tiny", texts=False)
    assert "data/tiny/scores.csv" not in pack(holder, "study/tiny", analyses)
    allowed = parcel_names(holder, analyses["quick"], "tiny", texts=True)
    assert allowed[-1] == "texts/tiny"
    assert "data/tiny/scores.csv" in pack(holder, "texts/tiny", analyses)


def test_figures_for_print_say_what_cannot_be_drawn(clone, monkeypatch, capsys):
    monkeypatch.setattr("compendium.cli.figures.run_and_show", lambda *_, **__: 0)
    assert main(["figures", "--study", "tiny"]) == 0
    assert "tiny/quick  withheld" in capsys.readouterr().out
