"""Texts of a study: the only reader of ``data/<study>/private/texts``.

They are read where they lie. What they say is kept out of every artefact, unless a notebook is
asked for it.
"""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from compendium.errors import StudyError
from compendium.files import folder_hash, no_file
from compendium.fingerprint import digest
from compendium.language import counted, say, tell
from compendium.layout import TEXTS, has_texts
from compendium.study import study as study_module
from compendium.study.bounds import (
    BROKEN,
    MEGABYTE,
    MOST_TEXT,
    MOST_XML,
    bound,
    to_read_more,
    too_much_packed,
)
from compendium.study.encoding import decode
from compendium.study.kinds import column_names
from compendium.study.study import Study
from compendium.study.transcripts import ASKS, language_code

PLAIN = (".txt", ".md")
ENDINGS = (*PLAIN, ".docx")
# For Haskell's run time, which ends pandoc when it needs more.
_MOST_MEMORY = ("+RTS", "-M4g", "-RTS")
# What systems leave in folders by themselves.
ASIDE = ("thumbs.db", "desktop.ini")


def read_texts(study: Study) -> pd.DataFrame:
    """Read the texts of a study, with what the table ``sources`` says of each.

    A file is named after its source: ``interview-3.docx`` is the text of the source
    ``interview-3``. Plain text and Markdown may be in any common encoding; a Word document is
    read as plain text. Nothing of a text is changed, so that places count its characters.

    Parameters
    ----------
    study : Study
        A study with texts in its folder ``private/texts``.

    Returns
    -------
    DataFrame
        One row per text, in the order of the table ``sources``; columns ``source, language, text``
        and the other columns of ``sources``. The language is that of the table, or else that of
        ``study.toml``, or else ``und``, which is ISO 639's word for one that is not stated.
        Without a table ``sources``, the label is the name of the file and the other columns are
        empty. The column ``interviewer`` is there when ``study.toml`` names those who ask, in a
        section ``[words]``.

    Raises
    ------
    StudyError
        When there is no text, a file cannot be read, has no row in ``sources``.
    """
    folder = study.folder / TEXTS
    paths = _text_files(study, folder)
    study_module.tables_read[folder] = folder_hash(folder)
    rows = []
    for path in paths:
        study_module.tables_read[path] = digest(path)
        rows.append({"source": path.stem, "text": text_of(path, _shown(study, path))})
    sources = _sources(study, paths)
    texts = pd.DataFrame(rows).merge(sources, on="source", how="left")
    places = {name: place for place, name in enumerate(sources["source"])}
    texts = texts.sort_values("source", key=lambda names: names.map(places), ignore_index=True)
    texts["language"] = _languages(study, texts)
    if asked := who_asks(study):
        texts[ASKS] = "\n".join(asked)
    others = [name for name in texts if name not in ("source", "language", "text")]
    return texts[["source", "language", "text", *others]]


def who_asks(study: Study) -> list[str]:
    """Name the speakers who ask, as ``study.toml`` has them under ``[words]``.

    Raises
    ------
    StudyError
        When they are no list of names.
    """
    section = study.about.get("words", {})
    given = section.get(ASKS, []) if isinstance(section, dict) else []
    if not isinstance(given, list) or not all(isinstance(name, str) for name in given):
        raise StudyError(
            say(
                "{shown}, [words]: interviewer is {given}. Write a list of names: "
                'interviewer = ["Anna Berg"].',
                shown=f"data/{study.name}/study.toml",
                given=repr(given),
            )
        )
    return given


def _text_files(study: Study, folder: Path) -> list[Path]:
    shown = _shown(study, folder)
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    paths = [path for path in found if path.name[0] != "." and path.name.lower() not in ASIDE]
    if not paths:
        raise StudyError(
            say(
                "{shown}: there are no texts. Put them there as .txt, .md or .docx, each named "
                "after its source.",
                shown=shown,
            )
        )
    others = [path for path in paths if path.suffix.lower() not in ENDINGS]
    if others:
        raise StudyError(
            say(
                "{shown_text}: nothing reads this file ({such_files} in {shown}). Save the "
                "text as .txt, .md or .docx, or move it elsewhere.",
                shown_text=_shown(study, others[0]),
                such_files=counted(len(others), "such file"),
                shown=shown,
            )
        )
    stems = [path.stem for path in paths]
    twice = [path for path in paths if stems.count(path.stem) > 1]
    if twice:
        raise StudyError(
            say(
                "{shown_text} and {name} are both the text of the source {stem!r}. Keep one of "
                "them.",
                shown_text=_shown(study, twice[0]),
                name=twice[1].name,
                stem=twice[0].stem,
            )
        )
    return paths


def text_problems(study: Study) -> Iterator[str]:
    """Find the texts of a study that cannot be read: links, folders and special files."""
    folder = study.folder / TEXTS
    if not has_texts(study.folder):
        return
    try:
        paths = _text_files(study, folder)
    except StudyError as error:
        yield str(error)
        return
    for path in paths:
        if wrong := no_text(path, _shown(study, path)):
            yield wrong


def no_text(path: Path, shown: str) -> str:
    """Say why a text cannot be read; nothing when it can."""
    reason = no_file(path)
    if not reason:
        return ""
    return say(
        "{shown}: this {reason}. Put the text there, or remove this name.",
        shown=shown,
        reason=tell(reason),
    )


def text_of(path: Path, shown: str) -> str:
    """Read the text of one file; see `read_texts`."""
    if wrong := no_text(path, shown):
        raise StudyError(wrong)
    if path.stat().st_size > bound(MOST_TEXT):
        raise StudyError(
            say(
                "{shown}: the file has more than {most_text} MB, which is too much to be a "
                "text. {more}",
                shown=shown,
                most_text=bound(MOST_TEXT) // MEGABYTE,
                more=to_read_more(),
            )
        )
    if path.suffix.lower() == ".docx":
        return _word_text(path, shown)
    try:
        text = decode(path.read_bytes())
    except OSError as error:
        raise StudyError(
            say(
                "{shown}: the file cannot be read ({reason}). Check that you may open it.",
                shown=shown,
                reason=error.strerror,
            )
        ) from error
    except UnicodeDecodeError as error:
        raise StudyError(
            say(
                "{shown}: the text breaks off in the middle of a character. Save it again as "
                "UTF-8.",
                shown=shown,
            )
        ) from error
    if "\x00" in text:
        raise StudyError(
            say("{shown}: this is not a text file. Save the text as .txt or .docx.", shown=shown)
        )
    return text


def _word_text(path: Path, shown: str) -> str:
    # Finding pandoc takes time, and most studies have plain texts.
    import pypandoc

    _check_word(path, shown)
    try:
        text: str = pypandoc.convert_file(
            str(path), "plain", format="docx", extra_args=["--wrap=none", *_MOST_MEMORY]
        )
    except RuntimeError as error:
        raise StudyError(
            say(
                "{shown}: this is not a Word document that can be read. Open it in the word "
                "processor and save it again as .docx, or as plain text.",
                shown=shown,
            )
        ) from error
    return text


def _check_word(path: Path, shown: str) -> None:
    """Refuse a Word document that is none, or that would take all memory to read."""
    try:
        too_much = too_much_packed(path, xml=MOST_XML)
    except (*BROKEN, OSError) as error:
        raise StudyError(
            say(
                "{shown}: this is not a Word document that can be read ({error}). Open it in "
                "the word processor and save it again as .docx, or as plain text.",
                shown=shown,
                error=error,
            )
        ) from error
    if too_much:
        raise StudyError(
            say(
                "{shown}: the Word document unpacks to {too_much}, which is too much to be a "
                "text. Save it as plain text (.txt), or in parts. {more}",
                shown=shown,
                too_much=too_much,
                more=to_read_more(),
            )
        )


def _sources(study: Study, paths: list[Path]) -> pd.DataFrame:
    """Rows of the table ``sources`` for the texts, or rows made from the names of the files."""
    if not study.has("sources"):
        names = [path.stem for path in paths]
        return pd.DataFrame({"source": names}, columns=column_names("sources")).assign(label=names)
    table = study.table("sources")
    known = set(table["source"])
    unknown = [path for path in paths if path.stem not in known]
    if unknown:
        raise StudyError(
            say(
                "{shown_text}: data/{name}/sources.csv has no row with source {stem!r} "
                "({such_files}). Add a row, or name the file after its source.",
                shown_text=_shown(study, unknown[0]),
                name=study.name,
                stem=unknown[0].stem,
                such_files=counted(len(unknown), "such file"),
            )
        )
    return table


def _languages(study: Study, texts: pd.DataFrame) -> pd.Series:
    languages = texts["language"].fillna(study.about.get("language"))
    return pd.Series(
        [language_code(stated) for stated in languages], index=texts.index, dtype="str"
    )


def _shown(study: Study, path: Path) -> str:
    return f"data/{study.name}/{path.relative_to(study.folder).as_posix()}"
