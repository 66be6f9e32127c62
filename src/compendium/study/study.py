"""Studies: the only reader of ``data/``."""

import difflib
import os
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from compendium.errors import StudyError, TableError
from compendium.files import file_hash, is_there, no_file
from compendium.fingerprint import digest
from compendium.language import ENGLISH, say, speak, tell
from compendium.layout import LANGUAGE, STEP, Layout, find_layout, has_texts
from compendium.study.kinds import KINDS, column_names
from compendium.study.kinds.checks import type_columns
from compendium.study.kinds.references import check_references
from compendium.study.rounds import in_rounds
from compendium.study.scale import read_scale
from compendium.study.settings import withheld_reasons
from compendium.study.sheets import ENDINGS, is_study, study_folders, table_files
from compendium.study.small_cells import read_smallest
from compendium.study.tables import read_table
from compendium.study.translated import in_language
from compendium.study.unknown import unknown_files

# What this process has read: path of each table, or study.toml, and the hash of what it held;
# empty where it was looked for and not there. `save` puts it into the step's record, so that a
# later change is noticed, and also a table that is added.
tables_read: dict[Path, str] = {}


@dataclass(frozen=True)
class Study:
    """One study: a folder of tables, each of a known kind.

    Parameters
    ----------
    name : str
        Name of the folder.
    folder : Path
        The folder itself.
    about : dict
        What ``study.toml`` says: title, label, language, rounds, source, scale, privacy.
    kinds : tuple of str
        Kinds of the tables that the study has.
    """

    name: str
    folder: Path
    about: dict[str, Any]
    kinds: tuple[str, ...]

    def has(self, kind: str) -> bool:
        """Whether the study has a table of a kind."""
        # That a withheld table is away is no news when it comes.
        if kind not in self.kinds and kind not in withheld_reasons(self.folder):
            for ending in ENDINGS:
                tables_read.setdefault(self.folder / f"{kind}{ending}", "")
        return kind in self.kinds

    def table(self, kind: str, *, optional: bool = False) -> pd.DataFrame:
        """Read the study's table of a kind, checked; read once, then remembered.

        Parameters
        ----------
        kind : str
            One of ``compendium.study.kinds.KINDS``.
        optional : bool, optional
            Give a table without rows when the study has none, instead of an error.

        Returns
        -------
        DataFrame
            A copy: typed columns in the order of the kind's schema, then extra columns.

        Raises
        ------
        StudyError
            When the study has no such table, or ``rounds`` in ``study.toml`` does not fit it.
        TableError
            When the table has no rows, or it or a reference in it is wrong: every problem, one
            a line.
        """
        if not self.has(kind):
            if optional:
                return type_columns(pd.DataFrame(columns=column_names(kind), dtype="str"), kind)[0]
            reason = withheld_reasons(self.folder).get(kind)
            if reason:
                raise StudyError(
                    say(
                        "data/{name}: the table {kind} is withheld, and is not here: {reason}",
                        name=self.name,
                        kind=kind,
                        reason=reason,
                    )
                )
            raise StudyError(
                say(
                    "data/{name}: there is no table {kind}; the study has {kinds}. Add the table, "
                    "or leave this analysis out.",
                    name=self.name,
                    kind=kind,
                    kinds=", ".join(self.kinds) or "no tables",
                )
            )
        table = _checked_table(self.folder, kind)
        if "round" in column_names(kind):
            table = in_rounds(table, self.about, f"data/{self.name}/study.toml")
        table = table.reset_index(drop=True)
        if table.empty and not optional:
            raise TableError(
                say(
                    "{shown}: there are no rows below the header. Add them, or remove the file.",
                    shown=self.shown(kind),
                )
            )
        asked = os.environ.get(LANGUAGE, "")
        return self._translated(table, kind, asked) if asked not in ("", self.shown_in) else table

    def _translated(self, table: pd.DataFrame, kind: str, language: str) -> pd.DataFrame:
        """Give a table with the names of the language in which a report was asked for."""
        names: dict[str, str] = {}
        if kind == "codes" and "dimension" in table and self.has("items"):
            items = _checked_table(self.folder, "items")
            names = dict(
                zip(items["dimension"], in_language(items, language)["dimension"], strict=True)
            )
        return in_language(table, language, also={"dimension": names})

    def numbered(self, kind: str) -> pd.DataFrame:
        """Give the study's table of a kind, with the row numbers of the spreadsheet as its index.

        Other than `table`, it takes a table whose references lead nowhere.

        Raises
        ------
        TableError
            When the table is wrong: every problem, one a line.
        """
        return _typed_table(self.folder, kind).copy()

    def shown(self, kind: str) -> str:
        """Name of the file of a table, as messages show it."""
        return f"data/{self.name}/{self.file_name(kind)}"

    def file_name(self, kind: str) -> str:
        """Name of the file of a table that the study has."""
        return table_files(self.folder)[kind].name

    @property
    def label(self) -> str:
        """Short name of the study, for captions."""
        return str(self.about.get("label", self.name))

    @property
    def shown_in(self) -> str:
        """Language of figures, tables and reports: ``report_language``, or that of the texts."""
        return str(self.about.get("report_language") or self.about.get("language") or ENGLISH)

    @property
    def scale(self) -> dict[str, Any]:
        """The questionnaire's answer scale, from the section ``[scale]`` of ``study.toml``.

        ``low`` and ``high`` are the lowest and the highest answer, ``points`` how many answers
        there are to choose from, ``respondents`` how many people answered, ``minimum`` and
        ``maximum`` the limits of the scores. Points follow from low and high; where only points
        are given, the answers count from 1. Respondents, where they are not given, are counted
        in the responses. Scores go from 0 to 100 unless it says otherwise.
        """
        scale = read_scale(self.about.get("scale", {}), f"data/{self.name}/study.toml")
        if "respondents" not in scale:
            if not self.has("responses"):
                raise StudyError(
                    say(
                        "data/{name}/study.toml: [scale] lacks respondents. Add a line respondents "
                        "= 12 (how many people answered) to the section [scale].",
                        name=self.name,
                    )
                )
            scale["respondents"] = int(self.table("responses")["respondent"].nunique())
        return scale

    @property
    def smallest_cell(self) -> int:
        """The smallest number of people that is shown, beside 0: ``[privacy]`` in study.toml."""
        return read_smallest(self.about.get("privacy", {}), f"data/{self.name}/study.toml")


def read_study(name: str, *, layout: Layout | None = None) -> Study:
    """Open a study. Its tables are read, and checked, when they are asked for.

    Parameters
    ----------
    name : str
        Name of a folder in ``data/``.
    layout : Layout, optional
        The compendium; by default the one around the current folder.

    Returns
    -------
    Study
        The study.

    Raises
    ------
    StudyError
        When there is no such study, or its ``study.toml`` cannot be read.

    Examples
    --------
    >>> study = read_study("connectors")
    >>> study.has("scores")
    True
    >>> len(study.table("items"))
    26
    """
    layout = layout or find_layout()
    folder = layout.data / name
    bare = folder.is_dir() and not table_kinds(folder) and not has_texts(folder)
    if bare and not withheld_reasons(folder):
        lines = unknown_files(name, folder)
        lines = lines or [say("The kinds of tables are {kinds}.", kinds=", ".join(KINDS))]
        raise StudyError(
            "\n".join([say("data/{name}: the study has no table yet.", name=name), *lines])
        )
    if not is_study(layout, name):
        names = study_names(layout)
        near = difflib.get_close_matches(name, names, n=1)
        hint = (
            say("Did you mean {near}?", near=near[0])
            if near
            else say("Choose one of {names}.", names=", ".join(names))
        )
        raise StudyError(say("data/{name}: there is no such study. {hint}", name=name, hint=hint))
    about = _read_about(folder / "study.toml", layout)
    study = Study(name, folder, about, table_kinds(folder))
    # A step of one study may read others: its notebook speaks the language of its own.
    if os.environ.get(STEP, name).partition("/")[0] == name:
        speak(os.environ.get(LANGUAGE) or study.shown_in)
    return study


def study_names(layout: Layout) -> list[str]:
    """Names of the studies of a compendium."""
    return list(study_folders(layout))


def table_kinds(folder: Path) -> tuple[str, ...]:
    """Kinds of the tables in a study's folder."""
    return tuple(table_files(folder))


def _read_about(path: Path, layout: Layout) -> dict[str, Any]:
    if not is_there(path):
        tables_read[path] = ""
        return {}
    reason = no_file(path)
    if reason:
        raise StudyError(
            say(
                "{shown}: this {reason}. Write it anew, or remove it.",
                shown=layout.shown(path),
                reason=tell(reason),
            )
        )
    try:
        tables_read[path] = file_hash(path)
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise StudyError(
            say(
                "{shown}: the file cannot be read ({strerror}). Check that you may open it.",
                shown=layout.shown(path),
                strerror=error.strerror,
            )
        ) from error
    except (ValueError, RecursionError) as error:
        raise StudyError(
            say(
                '{shown}: this is not TOML ({error}). Write each line as name = "text" or '
                "name = number.",
                shown=layout.shown(path),
                error=error,
            )
        ) from error


@cache
def _typed_table(folder: Path, kind: str) -> pd.DataFrame:
    path = table_files(folder)[kind]
    # Before it is read: what is edited meanwhile has then changed since. What is no file is told
    # where it is read.
    tables_read[path] = digest(path)
    return read_table(path, kind, shown=f"data/{folder.name}/{path.name}")


@cache
def _checked_table(folder: Path, kind: str) -> pd.DataFrame:
    def other(kind: str) -> pd.DataFrame | None:
        return _typed_table(folder, kind) if kind in table_kinds(folder) else None

    table = _typed_table(folder, kind)
    problems = check_references(table, kind, other)
    if problems:
        shown = f"data/{folder.name}/{table_files(folder)[kind].name}"
        raise TableError("\n".join(problem.message(shown) for problem in problems))
    return table
