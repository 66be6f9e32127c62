"""Check a study as a whole: its tables, what they say about one another, and ``study.toml``.

What is wrong is a problem; what is only worth a look, such as a row of the template that was
left in, is a hint: see `hints`.
"""

import difflib
from collections.abc import Collection, Iterator
from typing import Any

from compendium.analyses.reporting.checklist import places_told, software_named
from compendium.errors import CompendiumError, StudyError, TableError
from compendium.files import read_object
from compendium.language import say
from compendium.layout import MARKER, Layout
from compendium.own.hints import numbered
from compendium.own.signs import control_signs
from compendium.own.withheld import withheld_problems
from compendium.steps.plan import read_analyses
from compendium.study.item_scales import item_scales
from compendium.study.kinds import KINDS
from compendium.study.kinds.checks import Problem
from compendium.study.kinds.order import ends_before_starts
from compendium.study.study import Study, study_names
from compendium.study.texts import text_problems
from compendium.study.unknown import name_problems, unknown_files
from compendium.study.withheld import SECTION
from compendium.verification.printed import look_up

# What study.toml may say. Of [source] these are the usual lines; others are kept.
ABOUT = (
    "title",
    "label",
    "language",
    "report_language",
    "date",
    "rounds",
    "source",
    "scale",
    "words",
    "where",
    "privacy",
    "withheld",
    "software",
    "reporting",
)
SOURCE = (
    "authors",
    "institution",
    "year",
    "type",
    "title",
    "journal",
    "publisher",
    "doi",
    "url",
    "licence",
)
WORDS = ("stop", "keep")
PRIVACY = ("smallest_cell",)
SCALE = ("low", "high", "points", "respondents", "minimum", "maximum")


def check_study(study: Study) -> list[str]:
    """Check a study: all tables, the references between them, and ``study.toml``.

    Parameters
    ----------
    study : Study
        What `read_study` gives.

    Returns
    -------
    list of str
        One message per problem; empty when all is well.
    """
    messages = [*name_problems(study.name), *unknown_files(study.name, study.folder)]
    for kind in study.kinds:
        try:
            study.table(kind)
        except (TableError, StudyError) as error:
            messages += str(error).split("\n")
    checks = (control_signs, _about, _scale, _ratings, _dates, _dimensions, _crosswalk, _printed)
    for check in (*checks, withheld_problems, text_problems):
        messages += check(study)
    return list(dict.fromkeys(messages))


def _nearest(name: object, known: Collection[str], otherwise: str) -> str:
    near = difflib.get_close_matches(str(name), known, n=1)
    return say("Did you mean {near}?", near=near[0]) if near else otherwise


def _about(study: Study) -> Iterator[str]:
    """Find lines of study.toml that nothing reads."""
    where = f"data/{study.name}/study.toml"
    for name in study.about:
        if name not in ABOUT:
            hint = _nearest(
                name, ABOUT, say("Use {about}, or take it out.", about=", ".join(ABOUT))
            )
            yield say("{where}: nothing reads {name!r}. {hint}", where=where, name=name, hint=hint)
    sections = {
        "source": SOURCE,
        "scale": SCALE,
        "words": WORDS,
        "privacy": PRIVACY,
        SECTION: KINDS,
    }
    for section, known in sections.items():
        lines = study.about.get(section, {})
        if not isinstance(lines, dict):
            yield (
                say(
                    "{where}: {section} is {lines!r}. Make it a section of its own: a line "
                    "[{section}], and below it lines such as {known} = ...",
                    where=where,
                    section=section,
                    lines=lines,
                    known=known[0],
                )
            )
            continue
        for name in lines:
            near = difflib.get_close_matches(name, known, n=1)
            if name not in known and (near or section != "source"):
                hint = _nearest(name, known, say("Use {known}.", known=", ".join(known)))
                yield say(
                    "{where}: nothing reads {name!r} in [{section}]. {hint}",
                    where=where,
                    name=name,
                    section=section,
                    hint=hint,
                )
    words = study.about.get("words", {})
    for name in WORDS if isinstance(words, dict) else ():
        given = words.get(name, [])
        if not isinstance(given, list) or not all(isinstance(word, str) for word in given):
            yield say(
                '{where}: {name} in [words] is no list. Write {name} = ["one word", "another"].',
                where=where,
                name=name,
            )
    try:
        _ = study.smallest_cell
    except StudyError as error:
        yield str(error)
    for name in ("title", "label", "language", "report_language"):
        if name in study.about and not isinstance(study.about[name], str):
            yield say(
                "{where}: {name} is no text. Put it between quotation marks.",
                where=where,
                name=name,
            )
    for read in (places_told, software_named):
        try:
            read(study.about)
        except StudyError as error:
            yield f"data/{study.name}/{error}"


def _scale(study: Study) -> Iterator[str]:
    if not {"responses", "scores"} & set(study.kinds):
        return
    try:
        _ = study.scale
    except TableError:
        return
    except StudyError as error:
        yield str(error)


def _dates(study: Study) -> Iterator[str]:
    """Find what ends before it starts."""
    for kind in study.kinds:
        table = numbered(study, kind)
        for what, column, row in [] if table is None else ends_before_starts(table, kind):
            problem = Problem(what, say("Correct one of the two dates."), column, (row,))
            yield problem.message(study.shown(kind))


def _ratings(study: Study) -> Iterator[str]:
    """Find answers outside of the scale."""
    responses = numbered(study, "responses")
    try:
        scale = study.scale
    except CompendiumError:
        return
    if responses is None:
        return
    ratings, items = responses["rating"], numbered(study, "items")
    scales = responses[["item"]].assign(low=scale["low"], high=scale["high"])
    if items is not None and {"low", "high"} & set(items):
        try:
            own = item_scales(items, low=scale["low"], high=scale["high"])
        except TableError as error:
            yield f"data/{study.name}/{error}"
            return
        for name in ("low", "high"):
            of_item = dict(zip(items["item"], own[name], strict=True))
            scales[name] = responses["item"].map(of_item).fillna(scale[name])
    outside = ratings.index[~ratings.between(scales["low"], scales["high"]).fillna(True)]
    if len(outside):
        todo = say("Correct the rating, or set the scale's range in study.toml.")
        what = say(
            "{rating:g} is outside {low:g}-{high:g}",
            rating=ratings[outside[0]],
            low=scales.loc[outside[0], "low"],
            high=scales.loc[outside[0], "high"],
        )
        problem = Problem(what, todo, "rating", tuple(int(row) for row in outside))
        yield problem.message(study.shown("responses"))


def _dimensions(study: Study) -> Iterator[str]:
    """Find codes that name a dimension which no item of the questionnaire has."""
    codes, items = numbered(study, "codes"), numbered(study, "items")
    if codes is None or items is None or "dimension" not in codes:
        return
    known = list(items["dimension"].dropna().unique())
    named = codes["dimension"].dropna().str.split(";").explode().str.strip()
    unknown = named[~named.isin([*known, ""])]
    for name in unknown.unique():
        what = say("{name!r} is not a dimension of the table items", name=name)
        hint = _nearest(
            name, known, say("Use one of {known}, or leave it empty.", known=", ".join(known))
        )
        rows = tuple(int(row) for row in unknown.index[unknown == name])
        yield Problem(what, hint, "dimension", rows).message(study.shown("codes"))


def _crosswalk(study: Study) -> Iterator[str]:
    """Find rows that name a study which is not there."""
    crosswalk = numbered(study, "crosswalk")
    if crosswalk is None:
        return
    names = study_names(_layout(study))
    for name, rows in crosswalk[~crosswalk["study"].isin(names)].groupby("study", sort=False):
        what = say("{name!r} is not a study, a folder in data/", name=name)
        hint = _nearest(name, names, say("Correct it, or take these rows out."))
        problem = Problem(what, hint, "study", tuple(int(row) for row in rows.index))
        yield problem.message(study.shown("crosswalk"))


def _printed(study: Study) -> Iterator[str]:
    """Find printed numbers that ask for an analysis, or a value of one, that does not exist."""
    printed = numbered(study, "printed")
    if printed is None:
        return
    layout, shown = _layout(study), study.shown("printed")
    if not (layout.root / MARKER).is_file():
        return  # tables without notebooks
    known = [analysis.name for analysis in read_analyses(layout)]
    for name, rows in printed.groupby("analysis", sort=False):
        if name not in known:
            hint = _nearest(name, known, say("Use one of {known}.", known=", ".join(known)))
            rows_of = tuple(int(row) for row in rows.index)
            yield Problem(
                say("{name!r} is not an analysis", name=name), hint, "analysis", rows_of
            ).message(shown)
            continue
        values = _values(layout, study.name, str(name))
        paths = rows["value"][rows["value"].notna()] if values else []
        lacking = [row for row, path in dict(paths).items() if look_up(values, path) is None]
        if lacking:
            what = say("{path!r} is not a value of {name}", path=paths[lacking[0]], name=name)
            hint = _nearest(paths[lacking[0]], list(_paths(values)), say("Correct it."))
            hint += say(
                " All values are in figures/{study}/{name}/values.json.",
                study=study.name,
                name=name,
            )
            yield Problem(what, hint, "value", tuple(lacking)).message(shown)


def _values(layout: Layout, study: str, analysis: str) -> dict[str, Any]:
    """Values of the last run; empty when there was none."""
    path = layout.artefacts(study, analysis) / "values.json"
    try:
        return read_object(path)
    except (OSError, ValueError):
        return {}


def _paths(values: dict[str, Any], above: str = "") -> Iterator[str]:
    for name, value in values.items():
        if isinstance(value, dict):
            yield from _paths(value, f"{above}{name}.")
        else:
            yield f"{above}{name}"


def _layout(study: Study) -> Layout:
    return Layout(study.folder.parents[1])
