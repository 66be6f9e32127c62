"""The same notebooks run by Snakemake, pytask and DVC, each from wheels, in its own environment.

Each tool gets what it would be given by hand: a step per study and notebook, its inputs (the
notebook and the study's tables), its output (the executed notebook) and the papermill command.
"""

import json
import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.copies import BIN

AT_A_TIME = "2"
PATIENCE = 90  # seconds that a command may take; a longer one is given up, and the table says so


@dataclass(frozen=True)
class Job:
    """One step as these tools know it.

    Parameters
    ----------
    name : str
        A name without signs that any of the tools minds.
    command : tuple of str
        What is run, in the folder of the workflow.
    inputs : tuple of str
        Files that it depends on.
    output : str
        The file that it makes.
    """

    name: str
    command: tuple[str, ...]
    inputs: tuple[str, ...]
    output: str


def write_snakefile(root: Path, jobs: Sequence[Job]) -> None:
    """Write a rule for each job."""
    lines = ["rule all:", f"    input: {_texts(job.output for job in jobs)}"]
    for job in jobs:
        lines += [
            f"rule {job.name}:",
            f"    input: {_texts(job.inputs)}",
            f"    output: {job.output!r}",
            f"    shell: {shlex.join(job.command)!r}",
        ]
    (root / "Snakefile").write_text("\n".join([*lines, ""]), encoding="utf-8")


def write_pytask(root: Path, jobs: Sequence[Job]) -> None:
    """Write a module with a task for each job."""
    listed = [[job.name, job.command, job.inputs, job.output] for job in jobs]
    (root / "jobs.json").write_text(json.dumps(listed), encoding="utf-8")
    (root / "task_steps.py").write_text(
        "import json, subprocess\n"
        "from pathlib import Path\n"
        "from typing import Annotated\n"
        "from pytask import Product, task\n"
        "HERE = Path(__file__).parent\n"
        "for name, command, inputs, output in json.loads((HERE / 'jobs.json').read_text()):\n"
        "    @task(id=name)\n"
        "    def task_step(\n"
        "        inputs: list[Path] = [HERE / one for one in inputs],\n"
        "        output: Annotated[Path, Product] = HERE / output,\n"
        "        command: list = command,\n"
        "    ) -> None:\n"
        "        subprocess.run(command, check=True, cwd=HERE, capture_output=True)\n",
        encoding="utf-8",
    )


def write_dvc(root: Path, jobs: Sequence[Job]) -> None:
    """Write a stage for each job; as JSON, which is YAML."""
    stages = {
        job.name: {
            "cmd": shlex.join(job.command),
            "deps": list(job.inputs),
            "outs": [{job.output: {"cache": False}}],
        }
        for job in jobs
    }
    (root / "dvc.yaml").write_text(json.dumps({"stages": stages}), encoding="utf-8")
    (root / ".dvc").mkdir(exist_ok=True)
    (root / ".dvc" / "config").write_text(
        "[core]\n    no_scm = true\n    analytics = false\n    check_update = false\n"
    )


def _texts(names: Iterable[str]) -> str:
    return ", ".join(map(repr, names))


@dataclass(frozen=True)
class Tool:
    """A workflow tool: its packages, what writes its workflow, its command."""

    packages: tuple[str, ...]
    write: Callable[[Path, Sequence[Job]], None]
    command: tuple[str, ...]


TOOLS: Mapping[str, Tool] = {
    "Snakemake": Tool(
        ("snakemake",), write_snakefile, ("snakemake", "--cores", AT_A_TIME, "--quiet", "all")
    ),
    "pytask": Tool(
        ("pytask", "pytask-parallel"),
        write_pytask,
        ("pytask", "--parallel-backend", "threads", "-n", AT_A_TIME, "--verbose", "0"),
    ),
    "DVC, one at a time": Tool(("dvc",), write_dvc, ("dvc", "repro", "--quiet")),
}


def install(tool: Tool, folder: Path) -> Path | None:
    """Install a tool into an environment of its own; None where that fails."""
    uv = str(BIN / "uv")
    commands = [
        [uv, "venv", "--quiet", "--python", sys.executable, str(folder)],
        [uv, "pip", "install", "--quiet", "--python", str(folder / "bin/python"), *tool.packages],
    ]
    for command in commands:
        if subprocess.run(command, capture_output=True, check=False).returncode:
            return None
    return folder / "bin"


def run(tool: Tool, programs: Path, root: Path) -> None:
    """Run a tool's workflow; `TimeoutExpired` when it takes too long."""
    with tempfile.TemporaryFile() as told:
        process = subprocess.Popen(
            [str(programs / tool.command[0]), *tool.command[1:]],
            cwd=root,
            env={**os.environ, "COMPENDIUM_ROOT": str(root), "MPLBACKEND": "Agg"},
            stdout=told,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            code = process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            process.wait()
            raise
        if code:
            told.seek(0)
            raise SystemExit(f"{tool.command[0]} failed:\n{told.read().decode()[-3000:]}")
