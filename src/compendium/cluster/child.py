"""A process that runs the steps of one thread of a worker, one after the other.

It reads the names of folders from its standard input, one a line. Such a folder holds
``task.json`` and an unpacked compendium; the process leaves ``result.json`` there.
"""

import json
import os
import shutil
import sys
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

from compendium.layout import Layout
from compendium.steps.plan import Step
from compendium.steps.run import run_step

TASK, RESULT = "task.json", "result.json"


def main() -> None:
    """Run steps until the worker closes its end."""
    folders: SimpleQueue[Path] = SimpleQueue()
    Thread(target=_listen, args=(folders,), daemon=True).start()
    while True:
        _run(folders.get())


def _run(folder: Path) -> None:
    task = json.loads((folder / TASK).read_text(encoding="utf-8"))
    layout = Layout(folder / "compendium")
    notebook = layout.notebooks / task["notebook"]
    step = Step(
        task["study"],
        task["analysis"],
        notebook,
        task["parameters"],
        "",
        kinds=tuple(task["kinds"]),
        across=tuple(task["across"]),
        given=task["given"],
    )
    outcome = run_step(layout, step, **task["options"])
    # Renamed into place: a result that is there is whole.
    unfinished = folder / "unfinished.json"
    unfinished.write_text(json.dumps({"error": outcome.error}), encoding="utf-8")
    unfinished.replace(folder / RESULT)


def _listen(folders: "SimpleQueue[Path]") -> None:
    """Pass on what there is to run; when the worker dies, leave neither processes nor tables."""
    import psutil

    last = None
    for line in sys.stdin:
        last = Path(line.rstrip("\n"))
        folders.put(last)
    for process in psutil.Process().children(recursive=True):
        process.kill()
    if last:
        shutil.rmtree(last, ignore_errors=True)
    os._exit(1)


if __name__ == "__main__":
    main()
