"""What Zenodo shows of a release says what CITATION.cff says."""

import json

import pytest
import yaml

from compendium.cli import main
from compendium.crate.zenodo import describe
from compendium.errors import CompendiumError
from tiny_compendium import REPOSITORY


def test_zenodo_is_told_what_the_citation_says():
    cited = yaml.safe_load((REPOSITORY / "CITATION.cff").read_text(encoding="utf-8"))
    told = json.loads((REPOSITORY / ".zenodo.json").read_text(encoding="utf-8"))
    assert told == describe(cited), "type `compendium package`"
    for name in ("title", "version", "license", "keywords"):
        assert told[name] == cited[name]


def test_people_have_their_family_names_first():
    author = {"family-names": "Berg", "name-particle": "van den", "given-names": "A.",
              "orcid": "https://orcid.org/0000-0002-1825-0097"}  # fmt: skip
    told = describe({"title": "T", "abstract": "A\n  b", "authors": [author, {"name": "A group"}]})
    assert told["creators"] == [
        {"name": "van den Berg, A.", "orcid": "0000-0002-1825-0097"},
        {"name": "A group"},
    ]
    assert told["description"] == "A b"


def test_package_writes_it(tiny, capsys):
    (tiny.root / "CITATION.cff").write_text("title: T\nabstract: A\nauthors:\n  - name: We\n")
    assert main(["package"]) == 0
    assert ".zenodo.json" in capsys.readouterr().out
    assert json.loads((tiny.root / ".zenodo.json").read_text())["creators"] == [{"name": "We"}]


def test_what_zenodo_needs_is_asked_for():
    with pytest.raises(CompendiumError, match="there is no line abstract"):
        describe({"title": "T", "authors": []})
