"""The README of a new study: in plain words, what to fill in and what comes of it."""

from collections.abc import Sequence

from compendium.language import listed, say, tell
from compendium.layout import TEXTS
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
    name, folder = wish.name, f"data/{wish.name}"
    parts = [
        f"# {wish.label}",
        say(
            "One table per file. Each has an example row, so that you can see at once what comes "
            "of it: type `compendium report {name}`. Then replace the example by rows of your own, "
            "as many as you have.",
            name=name,
        ),
    ]
    parts += [_table_part(wish, kind, analyses) for kind in wish.kinds]
    if "project" in wish.materials:
        parts += [
            f"## {say('Your coded project')}",
            say(
                "Put the project, as your coding program exports it, in the folder "
                "`{folder}/private`, and let the compendium make the tables codes, sources and "
                "segments of it: `compendium import FILE --study {name}`.",
                folder=folder,
                name=name,
            ),
        ]
    return "\n\n".join([*parts, *_texts_of_participants(), *_next(name)]) + "\n"


def _texts_of_participants() -> list[str]:
    return [
        f"## {say('Texts of participants')}",
        say(
            "Transcripts belong in `{texts}`, one file each, named as the `source` in the table "
            "sources: `example-interview.txt`. The folder `private` is never committed, and "
            "nothing that is made from it holds a text, unless you ask for that.",
            texts=TEXTS.as_posix(),
        ),
    ]


def _next(name: str) -> list[str]:
    steps = [
        say("`compendium check {name}` says all that is wrong, and where.", name=name),
        say(
            "`compendium report {name}` runs all analyses whose tables are there, and builds "
            "`{made}.html`, `.docx`, `.pdf` and a workbook of tables.",
            name=name,
            made=f"build/report/{name}/{name}",
        ),
        say("Title, author, language and scale are in `study.toml`, which any text editor opens."),
    ]
    return [
        f"## {say('Next')}",
        "\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1)),
        say(
            "A table may be an Excel workbook (`.xlsx`) or CSV. Remove a table that you do not "
            "need. A column of your own may stand beside the others, in any order. Dates are "
            "written as 2023, 2023-09 or 2023-09-15, with `~` behind a date that is approximate "
            "and `..` for an end that is still open."
        ),
        say("To rename the study, rename this folder; to remove it, remove this folder."),
    ]


def _table_part(wish: Wish, kind: str, analyses: Sequence[Analysis]) -> str:
    schema, needed = load_schema(kind), needed_columns(kind)
    what = tell(schema["description"])
    users = [
        analysis.name
        for analysis in analyses
        if kind in {name for need in analysis.needs for name in kinds_needed(need)}
    ]
    heads = (say("column"), say("what it holds"), say("example"))
    lines = [f"| {' | '.join(heads)} |", "|---|---|---|"]
    for field in schema["fields"]:
        must = f" ({say('must be filled in')})" if field["name"] in needed else ""
        date = "" if field.get("rdfType") != EDTF else f" ({say('see *Next*')})"
        lines.append(
            f"| `{field['name']}` | {tell(field['description'])}{must}{date} "
            f"| {field.get('example', '')} |"
        )
    asks = " " + say("Asked for by {users}.", users=listed(users)) if users else ""
    row = say("One row is {what}", what=f"{what[0].lower()}{what[1:]}")
    return f"## `{kind}.{wish.form}`\n\n{row}{asks}\n\n" + "\n".join(lines)
