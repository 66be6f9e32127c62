"""Make the crate: a folder below ``build/``, and the same as one file."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compendium.crate.certificate import PAGE, Checked, as_page, as_yaml
from compendium.crate.contents import LeftOut, find_contents
from compendium.crate.environment import environment
from compendium.crate.history import last_run, what_ran
from compendium.crate.people import NOBODY, Checker
from compendium.crate.place import Place
from compendium.crate.verdicts import read_verdicts
from compendium.crate.words import check_words
from compendium.errors import CompendiumError
from compendium.files import as_json
from compendium.layout import Layout
from compendium.paper.about import cited
from compendium.paper.authors import byline
from compendium.paper.source import manuscript, read_settings
from compendium.study.study import read_study, study_names

CONFIGURATION = "codecheck.yml"
ENVIRONMENT = "codecheck/environment.json"
NAMED = "codecheck/left-out.json"


@dataclass(frozen=True)
class Crate:
    """A crate that was made.

    Parameters
    ----------
    folder : Path
        The folder.
    file : Path
        The same as a ZIP archive.
    n_files : int
        How many files are in it.
    left_out : tuple of LeftOut
        What is not in it.
    summary : str
        What the certificate says in a few sentences.
    """

    folder: Path
    file: Path
    n_files: int
    left_out: tuple[LeftOut, ...]
    summary: str


def make_crate(layout: Layout, checker: Checker = NOBODY) -> Crate:
    """Make the crate of a compendium, in place of an earlier one.

    Parameters
    ----------
    layout : Layout
        The compendium; all steps must be up to date.
    checker : Checker, optional
        Who vouches for it; by default the program alone.

    Returns
    -------
    Crate
        In ``build/crate/`` and ``build/crate.zip``. Made again from the same files and records, it
        is the same, byte for byte.

    Raises
    ------
    CompendiumError
        When something is not up to date, a word of a participant would go in, something else lies
        in the way, or a program is missing. Then nothing is changed.
    """
    _check_installed()
    place = Place(layout)
    place.check()
    steps = what_ran(layout)
    contents = find_contents(
        layout,
        [name for step in steps for name in step.makes],
        of_texts=[step.name for step in steps if step.of_texts],
    )
    check_words(layout, contents.files)
    about = cited(layout.root)
    checked = Checked(
        about,
        _paper(layout),
        steps,
        last_run(layout),
        read_verdicts(layout),
        environment(layout),
        contents.left_out,
        checker,
    )
    files = {
        **contents.files,
        CONFIGURATION: as_yaml(checked),
        PAGE: as_page(checked),
        ENVIRONMENT: as_json(checked.environment),
        NAMED: as_json({one.name: one.reason for one in contents.left_out}),
    }
    files = dict(sorted(files.items()))
    files |= _description(layout, files, checked)
    place.put(files, _zipped(files))
    return Crate(place.folder, place.file, len(files), contents.left_out, checked.summary)


def _check_installed() -> None:
    try:
        import rocrate  # noqa: F401
    except ImportError as error:
        raise CompendiumError(
            "The package rocrate is not installed, which writes the description of a crate. Type "
            "`make reproduce`, which installs it, or: pip install rocrate"
        ) from error


def _paper(layout: Layout) -> dict[str, Any]:
    if not (layout.paper / "index.qmd").is_file():
        return {}
    settings = read_settings(layout, manuscript(layout))
    return {"title": settings.get("title", ""), "authors": byline(settings)["author"]}


def _description(layout: Layout, files: Mapping[str, bytes], checked: Checked) -> dict[str, bytes]:
    """Write the description for programs, and its page for people."""
    from rocrate.model.preview import Preview

    from compendium.crate.metadata import describe

    crate = describe(
        files,
        checked.left_out,
        checked.steps,
        about=checked.about,
        run=checked.run,
        studies=[read_study(name, layout=layout).about for name in study_names(layout)],
        checker=checked.checker,
    )
    crate.add(Preview(crate))
    return {
        crate.metadata.id: _streamed(crate.metadata),
        crate.preview.id: _streamed(crate.preview),
    }


def _streamed(entity: Any) -> bytes:
    parts = [part if isinstance(part, bytes) else part.encode() for _, part in entity.stream()]
    return b"".join(parts)


def _zipped(files: Mapping[str, bytes]) -> bytes:
    """Pack files, without the time of day."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            about = zipfile.ZipInfo(name)
            about.compress_type = zipfile.ZIP_DEFLATED
            about.external_attr = 0o644 << 16
            archive.writestr(about, content)
    return packed.getvalue()
