"""The README of a new study: in plain words, what to fill in and what comes of it."""

from collections.abc import Sequence

from compendium.layout import TEXTS
from compendium.naming import listed
from compendium.own.new.wish import Wish
from compendium.steps.needs import kinds_needed
from compendium.steps.plan import Analysis
from compendium.study.kinds import EDTF, load_schema, needed_columns


def readme(wish: Wish, analyses: Sequence[Analysis]) -> str:
    """Write the README of a study.

    Parameters
    ----------
    wish : Wish
        The study.
    analyses : sequence of Analysis
        All analyses, to say which of them ask for a table.

    Returns
    -------
    str
        Markdown.
    """
    parts = [
        f"# {wish.label}",
        "One table per file. Each has an example row, so that you can see at once what comes of "
        f"it: type `compendium report {wish.name}`. Then replace the example by rows of your own, "
        "as many as you have.",
    ]
    parts += [_table_part(wish, kind, analyses) for kind in wish.kinds]
    if "project" in wish.materials:
        parts += [
            "## Your coded project",
            "Put the project, as your coding program exports it, in the folder "
            f"`data/{wish.name}/private`, and let the compendium make the tables codes, sources "
            f"and segments of it: `compendium import FILE --study {wish.name}`.",
        ]
    parts += [
        "## Texts of participants",
        f"Transcripts belong in `{TEXTS.as_posix()}`, one file each, named as the `source` in the "
        "table sources: `example-interview.txt`. The folder `private` is never committed, and "
        "nothing that is made from it holds a text, unless you ask for that.",
        "## Next",
        f"1. `compendium check {wish.name}` says all that is wrong, and where.\n"
        f"2. `compendium report {wish.name}` runs all analyses whose tables are there, and builds "
        f"`build/report/{wish.name}/{wish.name}.html`, `.docx`, `.pdf` and a workbook of tables.\n"
        f"3. Title, author, language and scale are in `study.toml`, which any text editor opens.",
        "A table may be an Excel workbook (`.xlsx`) or CSV. Remove a table that you do not need. A "
        "column of your own may stand beside the others, in any order. Dates are written as "
        "2023, 2023-09 or 2023-09-15, with `~` behind a date that is approximate and `..` for an "
        "end that is still open.",
        "To rename the study, rename this folder; to remove it, remove this folder.",
    ]
    return "\n\n".join(parts) + "\n"


def _table_part(wish: Wish, kind: str, analyses: Sequence[Analysis]) -> str:
    schema, needed = load_schema(kind), needed_columns(kind)
    what = schema["description"]
    users = [
        analysis.name
        for analysis in analyses
        if kind in {name for need in analysis.needs for name in kinds_needed(need)}
    ]
    lines = ["| column | what it holds | example |", "|---|---|---|"]
    for field in schema["fields"]:
        must = " (must be filled in)" if field["name"] in needed else ""
        date = "" if field.get("rdfType") != EDTF else " (see *Next*)"
        lines.append(
            f"| `{field['name']}` | {field['description']}{must}{date} "
            f"| {field.get('example', '')} |"
        )
    asks = f" Asked for by {listed(users)}." if users else ""
    return (
        f"## `{kind}.{wish.form}`\n\nOne row is {what[0].lower()}{what[1:]}{asks}\n\n"
        + "\n".join(lines)
    )
