"""``compendium import`` and ``compendium export``, as a student types them."""

import pytest

import compendium as co
from compendium.cli import main
from compendium.qda.read.refi.project import read_refi
from dialects import PASSAGES, as_csv, as_workbook, co_occurrence, code_list, quotations, taguette
from tiny_compendium import files_in


@pytest.fixture
def compendium(tiny, tmp_path):
    (tiny.root / ".gitignore").write_text("data/*/private/\n")
    (tmp_path / "report.csv").write_text(as_csv(quotations("German"), ";"), encoding="utf-8")
    (tmp_path / "codes.csv").write_text(as_csv(code_list()), encoding="utf-16")
    return tiny


def run(capsys, *words):
    code = main([str(word) for word in words])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def bring(capsys, tmp_path, *words):
    return run(
        capsys, "import", tmp_path / "report.csv", "--codes", tmp_path / "codes.csv",
        "--study", "mine", *words,
    )  # fmt: skip


def test_a_report_becomes_a_study(compendium, tmp_path, capsys):
    code, out, err = bring(capsys, tmp_path)
    assert (code, err) == (0, "")
    for line in (
        "report.csv: ATLAS.ti",
        "  segments   6 (codes given to 3 passages)",
        "  frequencies 7 of 7 codes have as many passages as the program says",
        "data/mine/",
        "  segments.csv: new, 6 rows",
        "0 analyses can use these tables",
        "See compendium plan --study mine",
    ):
        assert line in out.splitlines()
    assert run(capsys, "check", "mine")[:2] == (0, "data/mine: 3 tables, nothing wrong\n")


def test_no_passage_leaves_the_private_folder(compendium, tmp_path, capsys):
    bring(capsys, tmp_path, "--with-text")
    run(capsys, "export", "mine", "--qdpx")
    for name, content in files_in(compendium.root).items():
        inside = any(text.encode() in content for text in PASSAGES.values())
        assert inside == name.endswith("private/passages.csv"), name


def test_a_dry_run_writes_nothing(compendium, tmp_path, capsys):
    before = files_in(compendium.root)
    code, out, _ = bring(capsys, tmp_path, "--dry-run")
    assert code == 0
    assert out.splitlines()[-1] == "nothing was written, since this was a dry run"
    assert files_in(compendium.root) == before


def test_what_cannot_be_read_is_a_message_and_no_traceback(compendium, tmp_path, capsys):
    (tmp_path / "report.csv").write_bytes(b"\x00")
    code, out, err = bring(capsys, tmp_path)
    assert (code, out) == (1, "")
    assert err.startswith("report.csv: this is neither a text file nor a workbook, nor")


def test_a_co_occurrence_table_is_compared_and_changes_nothing(compendium, tmp_path, capsys):
    bring(capsys, tmp_path)
    together = {("Means", "Ties"): 2, ("Means", "Alone"): 1}
    path = tmp_path / "together.xlsx"
    path.write_bytes(as_workbook({"Count": co_occurrence(together)}))
    before = files_in(compendium.data)
    code, out, _ = run(capsys, "import", path, "--study", "mine")
    assert code == 0
    assert "pairs of codes agree with the segments of the study" in out
    assert "  Means with Alone: 1 in the file, 0 (c = 0.00) in the study" in out
    assert "  Means with Ties: 2" not in out
    assert files_in(compendium.data) == before


def test_a_co_occurrence_table_alone_gives_codes(compendium, tmp_path, capsys):
    path = tmp_path / "together.xlsx"
    path.write_bytes(as_workbook({"Count": co_occurrence({})}))
    assert run(capsys, "import", path, "--study", "other")[0] == 0
    assert (compendium.data / "other" / "codes.csv").is_file()


def test_an_exported_project_is_the_same_when_it_comes_back(compendium, tmp_path, capsys):
    run(capsys, "import", taguette(tmp_path / "t.sqlite3"), "--study", "mine", "--with-text")
    code, out, _ = run(capsys, "export", "mine", "--qdpx", "--with-text")
    assert code == 0
    assert out.splitlines()[0].startswith("mine: 2 codes; 3 segments (codes given to 2 passages)")
    assert out.splitlines()[-1] == "written to build/export/mine.qdpx"
    back = read_refi(compendium.build / "export" / "mine.qdpx")
    study = co.read_study("mine", layout=compendium)
    for column in ("code", "source", "start", "end"):
        assert back.table("segments")[column].tolist() == study.table("segments")[column].tolist()
    assert len(back.texts) == 1


def test_an_export_says_what_it_leaves_out(compendium, tmp_path, capsys):
    path = tmp_path / "out" / "tiny.qdpx"
    code, out, _ = run(capsys, "export", "tiny", "--qdpx", "-o", path)
    assert code == 0
    assert "the texts of the sources; --with-text puts them in" in out
    assert "5 segments of 5 without a place in a text" in out
    assert "items.csv, scores.csv" in out
    assert out.index("the form of") < out.index("written to")
    assert len(read_refi(path).table("segments")) == 5
