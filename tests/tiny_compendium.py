"""A compendium of a few rows, made anew for the tests that need one."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from compendium.layout import RECORD, Layout

REPOSITORY = Path(__file__).parents[1]

TABLES = {
    "items": (
        "item,dimension,label\n1,Trust,Meets often\n2,Trust,Shares plans\n3,Means,Has a room\n"
    ),
    "scores": "item,round,score\n1,T1,50\n2,T1,75\n3,T1,25\n",
    "elements": "element,label,method\n1,Talks,interview\n2,Meetings,observation\n",
    "events": (
        "event,label,start,end,element,n,unit,stated\n"
        "talks,Talks,2023-01,2023-03,1,4,interviews,stated\n"
        "meeting,Meeting,2023-02~,,2,1,,stated\n"
        "follow-up,Follow-up,2023-04,..,2,,,stated\n"
        "report,Report,,,,,,unknown\n"
    ),
    "cases": "case,label\nA,Alder\nB,Birch\n",
    "factors": (
        "factor,kind,label\nroom,condition,A room\nmoney,condition,Money\nresident,actor,Resident\n"
    ),
    "presence": (
        "case,factor,present\nA,room,yes\nA,money,no\nA,resident,yes\n"
        "B,room,yes\nB,money,yes\nB,resident,no\n"
    ),
    "codes": (
        "code,parent,label,kind\ntop,,Top,theme\nleft,top,Left,code\nright,top,Right,code\n"
        "leaf,left,Leaf,code\nalone,,Alone,theme\n"
    ),
    "sources": "source,kind,label,case\ns1,interview,First,A\ns2,interview,Second,B\n",
    "segments": (
        "segment,code,source,form,words,where\n"
        "p1,leaf,s1,quotation,10,p. 1\np1,left,s1,quotation,10,p. 1\n"
        "p2,right,s1,mention,,p. 2\np3,leaf,s2,mention,,p. 3\np4,top,s2,quotation,5,p. 4\n"
    ),
    "printed": (
        "printed_id,artefact,where,quantity,printed,analysis,value,rounding,note\n"
        "mean,text,p. 1,mean score,50,quick,mean,0,\n"
        "items,text,p. 1,items,four,quick,n,,one item was left out\n"
        "people,text,p. 2,people,9,,,,not public\n"
    ),
}

ABOUT = """title = "A tiny study"
label = "Tiny"
[source]
authors = ["A. Author"]
year = 2024
[scale]
points = 5
respondents = 2
"""

ANALYSES = """[quick]
question = "How high are the scores?"
needs = ["items", "scores"]
uses = ["printed"]
makes = "a table"

[slow]
question = "What happened when?"
needs = ["events or cases"]
makes = "a timeline"
"""

PARAMETERS = 'study: str = "tiny"  # name of a folder in data/'

QUICK = (
    "import compendium as co",
    f'{PARAMETERS}\ntop: int = 100  # highest score\nnote: str = ""  # any text',
    "this = co.read_study(study)\n"
    "scored = co.item_scores(this.table('items'), this.table('scores'))",
    "means = co.dimension_means(scored)\nmeans",
    "values = {'mean': scored['score'].mean(), 'n': len(scored)}\n"
    "table = co.tabulate_dimensions(means, title='Tiny')\n"
    "co.save(this, 'quick', exhibits={'means': table}, values=values)",
)
# Where the variable is set, the notebook tells that it got here and waits to be stopped.
WAIT = (
    "import os, pathlib, time\nif os.environ.get('TINY_MARKER'):\n"
    "    pathlib.Path(os.environ['TINY_MARKER']).touch()\n    time.sleep(120)"
)
SLOW = (
    WAIT,
    PARAMETERS,
    "import compendium as co",
    "this = co.read_study(study)\nspans = co.event_spans(this.table('events'))",
    "figure = co.draw_timeline(spans, co.lanes(spans, this.table('elements')), title='Tiny')\n"
    "co.save(this, 'slow', exhibits={'timeline': figure}, values={'n': len(spans)})",
)
STOPS = (
    "import compendium as co",
    PARAMETERS,
    "this = co.read_study(study)\nlen(this.table('items'))",
    "raise ValueError('a first line\\nthe last line')",
    "co.save(this, 'broken', exhibits={}, values={})",
)


def write_notebook(path: Path, cells: Sequence[str]) -> None:
    """Write a notebook of code cells; the second one holds the parameters."""
    content = {
        "cells": [
            {
                "cell_type": "code",
                "execution_count": None,
                "id": f"cell-{place:02d}",
                "metadata": {"tags": ["parameters"]} if place == 1 else {},
                "outputs": [],
                "source": source.splitlines(keepends=True),
            }
            for place, source in enumerate(cells)
        ],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    path.write_text(json.dumps(content, indent=1), encoding="utf-8")


def write_tables(folder: Path, tables: Mapping[str, str]) -> None:
    """Write tables of these kinds, as UTF-8."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind, text in tables.items():
        (folder / f"{kind}.csv").write_bytes(text.encode())


def make_compendium(root: Path) -> Layout:
    """Make a compendium of one study and two analyses."""
    layout = Layout(root)
    write_tables(layout.data / "tiny", TABLES)
    (layout.data / "tiny" / "study.toml").write_text(ABOUT, encoding="utf-8")
    layout.notebooks.mkdir()
    (layout.notebooks / "analyses.toml").write_text(ANALYSES, encoding="utf-8")
    write_notebook(layout.notebooks / "01-quick.ipynb", QUICK)
    write_notebook(layout.notebooks / "02-slow.ipynb", SLOW)
    (root / "locks").mkdir()
    (root / "locks/run.lock").write_text("a-package==3\n", encoding="utf-8")
    return layout


def add_analysis(layout: Layout, name: str, cells: Sequence[str]) -> None:
    """Add an analysis of the tiny study."""
    listed = layout.notebooks / "analyses.toml"
    with listed.open("a", encoding="utf-8") as file:
        file.write(f'\n[{name}]\nquestion = "What now?"\nneeds = ["items"]\nmakes = "nothing"\n')
    number = len(list(layout.notebooks.glob("*.ipynb"))) + 1
    write_notebook(layout.notebooks / f"{number:02d}-{name}.ipynb", cells)


def add_broken(layout: Layout) -> None:
    """Add an analysis that stops half-way."""
    add_analysis(layout, "broken", STOPS)


def made_in(figures: Path) -> dict[str, bytes]:
    """Give the contents of all artefacts; of the records, all but when the step was run."""
    made = files_in(figures)
    for name in made:
        if name.endswith(RECORD):
            record = json.loads(made[name])
            assert {"ended", "seconds"} <= set(record)
            times = ("ended", "seconds")
            kept = {part: value for part, value in record.items() if part not in times}
            made[name] = json.dumps(kept).encode()
    return made


def files_in(folder: Path) -> dict[str, bytes]:
    """Give the contents of all files below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
