"""Label Studio's JSON: tasks with their annotations, in its long form or JSON_MIN."""

from collections.abc import Hashable, Iterator, Mapping
from typing import Any

from compendium.language import counted, mark, mark_number, say
from compendium.qda.model.coded import Coded
from compendium.qda.model.gather import gather
from compendium.qda.model.parts import Code, Coding, Document
from compendium.qda.read.database import whole
from compendium.qda.read.format import Format, Opened

TOOL = "Label Studio"
_SPANS = ("labels", "hypertextlabels", "paragraphlabels", "timeserieslabels", "choices", "taxonomy")
_NAMES = ("title", "name", "document", "file", "filename", "source", "interview")
_SHORT = 120  # characters; what is longer is no name of a document
_BOOKS = {
    *("id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time", "task_id"),
    *("annotations", "predictions", "drafts", "meta", "data", "completed_by"),
}
# What is left out, by its key in the count, and why.
_LEFT = {
    "cancelled": (
        mark_number("annotation", "annotations"),
        mark("that the annotator skipped: left out."),
    ),
    "predictions": (mark_number("prediction", "predictions"), mark("of a model: left out.")),
    "other": (
        mark_number("result", "results"),
        mark("of another kind than spans and choices: not read."),
    ),
}


def is_tasks(document: Any) -> bool:
    """Whether a JSON file holds tasks of Label Studio."""
    if not isinstance(document, list) or not document:
        return False
    first = document[0]
    if not isinstance(first, dict):
        return False
    return ("data" in first and "annotations" in first) or "annotation_id" in first


def read_tasks(opened: Opened) -> Coded:
    """Read tasks: a document each, with the spans that people labelled.

    Parameters
    ----------
    opened : Opened
        The file.

    Returns
    -------
    Coded
        ``codes`` (the labels), ``sources`` with their text, and ``segments``. A choice for a whole
        task is a segment of the whole source. Annotations that were skipped, and predictions of a
        model, are left out and told.
    """
    sources: dict[Hashable, Document] = {}
    labels: dict[Hashable, Code] = {}
    codings: list[Coding] = []
    left = {"cancelled": 0, "predictions": 0, "other": 0}
    for number, task in enumerate(opened.document):
        if not isinstance(task, dict):
            left["other"] += 1
            continue
        key = task.get("id", f"row {number}")
        key = key if isinstance(key, str | int) else number
        sources.setdefault(key, _document(task, number))
        predictions = task.get("predictions")
        left["predictions"] += len(predictions) if isinstance(predictions, list) else 0
        for coder, result in _results(task, left):
            found = list(_codings(result, key, coder))
            left["other"] += not found
            for one, path in found:
                for depth in range(1, len(path) + 1):
                    above = path[: depth - 1] or None
                    labels.setdefault(path[:depth], Code(path[depth - 1], above))
                codings.append(one)
    told = [
        f"{counted(left[key], *noun)} {say(why)}" for key, (noun, why) in _LEFT.items() if left[key]
    ]
    return gather(TOOL, codes=labels, sources=sources, codings=codings, skipped=told)


def _document(task: Mapping[str, Any], number: int) -> Document:
    given = task.get("data")
    data: Mapping[str, Any] = given if isinstance(given, dict) else task
    texts = [value for name, value in data.items() if isinstance(value, str) and name == "text"]
    texts += [value for name, value in data.items() if isinstance(value, str)
              and name not in _BOOKS and name not in _NAMES]  # fmt: skip
    named = [data[name] for name in _NAMES if isinstance(data.get(name), str)]
    upload = task.get("file_upload")
    named += [upload] if isinstance(upload, str) else []
    label = next((name for name in named if name and len(name) <= _SHORT), "")
    return Document(label or f"task {task.get('id', number + 1)}", text=texts[0] if texts else None)


def _results(
    task: Mapping[str, Any], left: dict[str, int]
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Give each result with who made it; JSON_MIN puts the values beside the data."""
    annotations = task.get("annotations")
    if not isinstance(annotations, list):
        coder = _coder(task.get("annotator"))
        for name, value in task.items():
            many = value if isinstance(value, list) else [value]
            if name not in _BOOKS and (
                isinstance(value, list) or (isinstance(value, dict) and "choices" in value)
            ):
                for one in many:
                    if isinstance(one, dict):
                        yield coder, {"value": one}
        return
    for annotation in annotations:
        if not isinstance(annotation, dict):
            continue
        if annotation.get("was_cancelled"):
            left["cancelled"] += 1
            continue
        results = annotation.get("result")
        for result in results if isinstance(results, list) else ():
            if isinstance(result, dict):
                yield _coder(annotation.get("completed_by")), result


def _codings(
    result: Mapping[str, Any], source: Hashable, coder: str
) -> Iterator[tuple[Coding, tuple[str, ...]]]:
    value = result.get("value")
    if not isinstance(value, dict):
        return
    given = [label for kind in _SPANS for label in _list(value.get(kind))]
    start, end = whole(value.get("start")), whole(value.get("end"))
    offsets = value.get("globalOffsets")
    if isinstance(offsets, dict):
        start, end = whole(offsets.get("start")), whole(offsets.get("end"))
    text = value.get("text")
    shown = text if isinstance(text, str) else ""
    placed = start is not None and end is not None
    for label in given:
        path = tuple(map(str, label)) if isinstance(label, list) else (str(label),)
        if path and all(path):
            yield (
                Coding(
                    source,
                    path,
                    start if placed else None,
                    end if placed else None,
                    shown,
                    coder,
                    where="" if placed else "whole source" if not shown else "",
                    passage=shown,
                ),
                path,
            )


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _coder(value: Any) -> str:
    """Name of who annotated: an address, or the number that Label Studio gives."""
    if isinstance(value, dict):
        value = value.get("email") or value.get("username") or value.get("id")
    if value is None or value == "":
        return ""
    return f"annotator {value}" if isinstance(value, int) else str(value)


FORMAT = Format("Label Studio's JSON", "json", is_tasks, read_tasks)
