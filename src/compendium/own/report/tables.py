"""Long tables: their first rows in the text, and the whole for those who open it."""

from pathlib import Path

from compendium.files import write_whole
from compendium.layout import Layout
from compendium.steps.plan import Step

MOST_ROWS = 30


def shorten(draft: Layout, step: Step) -> dict[str, str]:
    """Cut the long tables among the artefacts of a step to their first rows.

    Parameters
    ----------
    draft : Layout
        Where copies of the artefacts are.
    step : Step
        The step.

    Returns
    -------
    dict of str to str
        Per table that was cut, the whole of it as a Markdown pipe table.
    """
    wholes = {}
    for path in sorted(draft.artefacts(step.study, step.analysis).glob("*.md")):
        text = path.read_text(encoding="utf-8")
        lines = text.splitlines()
        if len(lines) - 2 > MOST_ROWS:
            wholes[path.stem] = text
            _write(path, lines[: MOST_ROWS + 2])
    return wholes


def whole_table(draft: Layout, step: Step, name: str, whole: str) -> str:
    """Say where all rows of a table are; on a web page they can be opened here.

    Parameters
    ----------
    draft : Layout
        Where copies of the artefacts are; the whole table is put beside the text.
    step : Step
        The step that made the table.
    name : str
        Name of the table.
    whole : str
        The whole table in Markdown.

    Returns
    -------
    str
        Markdown that includes the table, or names its file.
    """
    count = len(whole.strip().splitlines()) - 2
    file = f"figures/{step.study}/{step.analysis}/{name}.csv"
    part = f"_wholes/{step.study}/{step.analysis}/{name}.qmd"
    write_whole(draft.paper / part, whole.encode())
    note = f"The first {MOST_ROWS} of {count} rows; the whole table is `{file}`."
    return (
        f'::: {{.content-visible when-format="html"}}\n'
        f"<details>\n<summary>All {count} rows</summary>\n\n"
        f"{{{{< include {part} >}}}}\n\n</details>\n:::\n\n"
        f'::: {{.content-visible unless-format="html"}}\n{note}\n:::\n'
    )


def _write(path: Path, lines: list[str]) -> None:
    path.write_text("\n".join([*lines, ""]), encoding="utf-8", newline="\n")
