"""Files that the programs themselves wrote, where this machine has them."""

from pathlib import Path

import pytest

from compendium.qda.read.refi.project import read_refi
from compendium.qda.write.refi import write_refi

FILES = Path(__file__).parents[4] / "shared" / "qda"

pytestmark = pytest.mark.skipif(not FILES.is_dir(), reason="the real files are not here")


@pytest.mark.parametrize(
    ("name", "sources", "codes", "links", "unit"),
    [
        ("atlasti/TestProject.qdpx", 12, 14, 13, ""),
        ("qc/demo.qdpx", 2, 262, 205, "code points"),
        ("spec_codebook.qdc", 0, 6, 0, ""),
    ],
)
def test_real_files_hold_what_they_should(tmp_path, name, sources, codes, links, unit):
    coded = read_refi(FILES / name)
    counts = [len(coded.table(kind)) for kind in ("sources", "codes", "segments")]
    assert counts == [sources, codes, links]
    assert coded.unit == unit
    path = tmp_path / "again.qdpx"
    path.write_bytes(write_refi(coded, name="again"))
    again = read_refi(path)
    for kind, table in coded.tables.items():
        assert again.tables[kind].to_csv() == table.to_csv(), kind
    assert again.passages == coded.passages
