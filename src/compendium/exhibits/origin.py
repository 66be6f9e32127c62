"""Where what is saved comes from: study, analysis, notebook, tables, and a hash of these."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from compendium.fingerprint import fingerprint
from compendium.language import listed, say, say_number
from compendium.layout import TEXTS, Layout
from compendium.study.sheets import ENDINGS

LETTERS = 16  # of a hash, as it is shown


@dataclass(frozen=True)
class Origin:
    """Where the artefacts of one analysis of one study come from.

    Parameters
    ----------
    study, analysis : str
        The step that makes them.
    maker : str
        File of the notebook, or the command, that makes them.
    tables : tuple of str
        Files of the tables that were read, and folders of texts.
    inputs : str
        Hash of what they were made from: what the notebook says, and the content of the tables.
    sentence : str
        The same for a caption.
    """

    study: str
    analysis: str
    maker: str = ""
    tables: tuple[str, ...] = ()
    inputs: str = ""
    sentence: str = ""


def origin_of(
    layout: Layout, notebook: Path, study: str, analysis: str, read: Mapping[Path, str]
) -> Origin:
    """Tell where the artefacts of an analysis come from, by what this process has read.

    Parameters
    ----------
    layout : Layout
        The compendium.
    notebook : Path
        The notebook that makes them.
    study, analysis : str
        The step.
    read : mapping of Path to str
        Hash of each file that was read; empty where it was looked for and not there.
    """
    used = {path: digest for path, digest in read.items() if digest}
    tables = [path for path in used if path.suffix in ENDINGS and path.stem != "printed"]
    texts = [path for path in used if path.parts[-2:] == TEXTS.parts]
    return Origin(
        study,
        analysis,
        layout.shown(notebook),
        tuple(sorted(layout.shown(path) for path in [*tables, *texts])),
        # A notebook whose outputs alone changed says the same as before.
        hash_of([fingerprint(notebook).split()[-1], *used.values()]),
        _sentence(notebook, sorted({path.stem for path in tables}), has_texts=bool(texts)),
    )


def hash_of(digests: Iterable[str]) -> str:
    """Make one short hash of the hashes of several files, in whatever order they come.

    Examples
    --------
    >>> hash_of(["a", "b"]) == hash_of(["b", "a"])
    True
    """
    together = "\n".join(sorted(set(digests)))
    return hashlib.sha256(together.encode()).hexdigest()[:LETTERS]


def _sentence(notebook: Path, tables: list[str], *, has_texts: bool) -> str:
    """Say which notebook and tables made an artefact."""
    names = listed(tables)
    made_from = [
        *(
            [say_number(len(tables), "the table {names}", "the tables {names}", names=names)]
            if tables
            else []
        ),
        *([say("the texts")] if has_texts else []),
    ]
    return say("Made by {notebook} from {what}.", notebook=notebook.name, what=listed(made_from))
