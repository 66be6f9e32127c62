"""What comes back of a step: collected by a worker, written by the caller."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from compendium.cluster.environment import PACKAGE
from compendium.files import write_object, write_whole
from compendium.layout import RECORD, Layout
from compendium.steps.plan import Step


@dataclass(frozen=True)
class Delivery:
    """What a worker made of a step.

    Parameters
    ----------
    seconds : float
        How long it took.
    error : str
        What went wrong and where to look; empty when all went well.
    artefacts : dict of str to bytes
        The files of the step's folder in ``figures/``, but for the record.
    record : dict
        The record, with paths relative to the compendium, or to `package` below it.
    package : str
        Folder of the compendium's modules on the worker.
    executed : bytes
        The notebook as it was executed; empty when it did not come so far.
    """

    seconds: float = 0.0
    error: str = ""
    artefacts: dict[str, bytes] = field(default_factory=dict)
    record: dict[str, Any] = field(default_factory=dict)
    package: str = ""
    executed: bytes = b""


def collect(layout: Layout, step: Step, *, seconds: float, error: str) -> Delivery:
    """Collect what a step left in a compendium."""
    folder = layout.artefacts(step.study, step.analysis)
    executed = layout.executed(step.study, step.analysis)
    files = {path.name: path.read_bytes() for path in folder.glob("*") if path.is_file()}
    record = files.pop(RECORD, b"{}")
    return Delivery(
        seconds,
        # A worker's folder is gone when the message is read; paths in it mean those of the caller.
        error.replace(f"{layout.root}/", ""),
        {} if error else files,
        {} if error else json.loads(record),
        str(PACKAGE),
        executed.read_bytes() if executed.is_file() else b"",
    )


def write_delivery(layout: Layout, step: Step, delivery: Delivery) -> None:
    """Write what came back of a step as a local run would have written it, the record last."""
    from compendium.exhibits.save import write_artefacts  # loads pandas: not on workers

    if delivery.executed:
        write_whole(layout.executed(step.study, step.analysis), delivery.executed)
    folder = layout.artefacts(step.study, step.analysis)
    if delivery.error:
        (folder / RECORD).unlink(missing_ok=True)
        return
    write_artefacts(folder, delivery.artefacts)
    ours = {
        part: {
            _place_here(layout, name, delivery.package): digest
            for name, digest in delivery.record.get(part, {}).items()
        }
        for part in ("modules", "schemas")
    }
    write_object(folder / RECORD, {**delivery.record, **ours})


def _place_here(layout: Layout, name: str, package: str) -> str:
    """Name a module by where it is on this machine."""
    path = Path(name)
    inside = path.is_relative_to(package)
    return layout.shown(PACKAGE / path.relative_to(package)) if inside else name
