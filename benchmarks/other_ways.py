"""Other ways to run the same notebooks: ``python -m benchmarks.other_ways WAY ROOT STUDY...``.

``papermill``: its command, once per step, one after the other. ``nbclient``: two at a time.
``plain``: the notebooks' code cells as scripts, each in a fork of a process that has loaded the
libraries and read the notebooks, two at a time; nothing is displayed and no executed notebook is
written.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from compendium.engine.warm import LIBRARIES
from compendium.layout import Layout
from compendium.steps.plan import Step, make_plan

AT_A_TIME = 2


def by_papermill(layout: Layout, steps: Sequence[Step]) -> None:
    """Type the papermill command for each step."""
    papermill = str(Path(sys.executable).parent / "papermill")
    for step in steps:
        values = [word for name, value in step.parameters.items() for word in ("-p", name, value)]
        subprocess.run(
            [papermill, str(step.notebook), str(_executed(layout, step)), *map(str, values)],
            cwd=layout.notebooks,
            check=True,
        )


def by_nbclient(layout: Layout, steps: Sequence[Step]) -> None:
    """Execute with nbclient, two at a time."""
    with ProcessPoolExecutor(AT_A_TIME, mp_context=get_context("spawn")) as pool:
        for _ in pool.map(_execute, [layout] * len(steps), steps):
            pass


def by_plain_forks(layout: Layout, steps: Sequence[Step]) -> None:
    """Execute the code cells in forks, two at a time."""
    os.environ["MPLBACKEND"] = "Agg"
    os.chdir(layout.notebooks)
    for name in ("nbformat", *LIBRARIES):  # the forks find them loaded
        import_module(name)
    cells = {step.notebook: code_cells(step.notebook) for step in steps}
    running = 0
    for step in steps:
        if running == AT_A_TIME:
            _await_one()
            running -= 1
        if os.fork() == 0:
            _exec_and_exit(step, cells[step.notebook])
        running += 1
    for _ in range(running):
        _await_one()


def code_cells(notebook: Path) -> list[Any]:
    """Read the code cells of a notebook."""
    import nbformat

    cells = nbformat.read(notebook, as_version=4).cells
    return [cell for cell in cells if cell.cell_type == "code"]


def run_cells(step: Step, cells: Sequence[Any]) -> None:
    """Execute code cells as one script, with the step's parameters."""
    names: dict[str, object] = {"__name__": "__main__"}
    for cell in cells:
        exec(compile(cell.source, step.notebook.name, "exec"), names)
        if "parameters" in cell.metadata.get("tags", []):
            names.update(step.parameters)


def _exec_and_exit(step: Step, cells: Sequence[Any]) -> None:
    """Execute in a fork, which must not go on with what its parent does."""
    code = 1
    try:
        run_cells(step, cells)
        code = 0
    finally:
        sys.stdout.flush()
        os._exit(code)


def _await_one() -> None:
    _, status = os.wait()
    if status:
        raise SystemExit("a script failed")


def _execute(layout: Layout, step: Step) -> None:
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(step.notebook, as_version=4)
    cells = notebook.cells
    place = next(n for n, cell in enumerate(cells) if "parameters" in cell.metadata.get("tags", []))
    lines = "\n".join(f"{name} = {value!r}" for name, value in step.parameters.items())
    cells.insert(place + 1, nbformat.v4.new_code_cell(lines))
    resources = {"metadata": {"path": str(layout.notebooks)}}
    NotebookClient(notebook, kernel_name="python3", resources=resources).execute()
    nbformat.write(notebook, _executed(layout, step))


def _executed(layout: Layout, step: Step) -> Path:
    path = layout.executed(step.study, step.analysis)
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


WAYS = {"papermill": by_papermill, "nbclient": by_nbclient, "plain": by_plain_forks}

if __name__ == "__main__":
    way, root, *studies = sys.argv[1:]
    there = Layout(Path(root))
    WAYS[way](there, make_plan(there, studies=studies))
