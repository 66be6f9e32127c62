"""What Zenodo shows of a release: ``.zenodo.json``, made from ``CITATION.cff``."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from compendium.crate.metadata import full_name
from compendium.errors import CompendiumError
from compendium.files import write_whole
from compendium.layout import Layout
from compendium.paper.about import CITATION, cited

NAME = ".zenodo.json"
_NEEDED = ("title", "abstract", "authors")


def write_zenodo(layout: Layout) -> Path | None:
    """Write ``.zenodo.json`` anew; None where there is no ``CITATION.cff``."""
    about = cited(layout.root)
    if not about:
        return None
    path = layout.root / NAME
    write_whole(path, (json.dumps(describe(about), indent=2, ensure_ascii=False) + "\n").encode())
    return path


def describe(about: Mapping[str, Any]) -> dict[str, Any]:
    """Describe a compendium as Zenodo's deposits are described.

    Parameters
    ----------
    about : mapping
        What ``CITATION.cff`` says: ``title``, ``abstract`` and ``authors``, and where they are
        given ``version``, ``license``, ``keywords`` and ``references``.

    Returns
    -------
    dict
        Title, description, creators, version, licence and keywords; publications with a DOI as
        ``related_identifiers``.

    Raises
    ------
    CompendiumError
        When one of the first three is missing.
    """
    absent = [line for line in _NEEDED if not about.get(line)]
    if absent:
        raise CompendiumError(
            f"{CITATION}: there is no line {absent[0]}, and Zenodo asks for it. Add it."
        )
    described = {
        "title": about["title"],
        "description": " ".join(str(about["abstract"]).split()),
        "upload_type": "software",
        "access_right": "open",
        "creators": [_creator(author) for author in about["authors"]],
        "version": about.get("version"),
        "license": about.get("license"),
        "keywords": about.get("keywords"),
        "related_identifiers": [
            {"identifier": one["doi"], "scheme": "doi", "relation": "isDerivedFrom"}
            for one in about.get("references", [])
            if one.get("doi")
        ],
    }
    return {name: value for name, value in described.items() if value}


def _creator(author: Mapping[str, Any]) -> dict[str, str]:
    family = " ".join(filter(None, (author.get("name-particle"), author.get("family-names"))))
    name = ", ".join(filter(None, (family, author.get("given-names")))) or full_name(author)
    orcid = str(author.get("orcid") or "").removeprefix("https://orcid.org/")
    known = {"name": name, "affiliation": author.get("affiliation"), "orcid": orcid}
    return {key: str(text) for key, text in known.items() if text}
