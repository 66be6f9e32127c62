"""Quotations in a report: only when asked for, on one's own machine, marked on every page.

The passages come from ``private/passages.csv``, which an import with ``--with-text`` keeps, and
where that has none from the texts and the places of the passages. Nothing of them is written into
``figures/``.
"""

import csv
import html
import json
from dataclasses import asdict, dataclass

import pandas as pd

from compendium.errors import StudyError
from compendium.exhibits.markup import markdown
from compendium.language import counted, say
from compendium.layout import has_texts
from compendium.own.report.material import Material
from compendium.study.study import Study
from compendium.study.texts import read_texts

PASSAGES = "private/passages.csv"
AROUND = 160  # characters of a text shown before and after a passage


@dataclass(frozen=True)
class Passage:
    """A passage with what is known of it.

    Parameters
    ----------
    code, label : str
        Code, and its name with the codes above it.
    text, before, after : str
        The passage, and what stands around it in its text, where that is there.
    source, case, role, coder : str
        Where it comes from and who gave the code; empty where that is not known.
    """

    code: str
    label: str
    text: str
    before: str
    after: str
    source: str
    case: str
    role: str
    coder: str


def read_passages(study: Study) -> list[Passage]:
    """Read the passages of a study with their texts, in the order of the codes.

    Parameters
    ----------
    study : Study
        The study.

    Returns
    -------
    list of Passage
        One for each code on a passage whose text is there.

    Raises
    ------
    StudyError
        When no text of a passage is there.
    """
    material = Material(study, {})
    segments, codes = material.table("segments"), material.table("codes")
    sources, cases = material.table("sources"), material.table("cases")
    texts = _texts(study) if len(segments) else {}
    kept = _kept(study)
    named = _paths(codes)
    order = {code: place for place, code in enumerate(named)}
    about = sources.set_index("source") if len(sources) else sources
    labels = dict(zip(cases["case"], cases["label"], strict=True)) if len(cases) else {}
    found = []
    for row in segments.to_dict("records"):
        text, before, after = _words(row, kept, texts)
        if not text or row["code"] not in named:
            continue
        source = about.loc[row["source"]] if row["source"] in about.index else {}
        case = _known(source, "case")
        passage = Passage(
            str(row["code"]), named[row["code"]], text, before, after,
            _known(source, "label") or str(row["source"]), str(labels.get(case, case)),
            _known(source, "role"), _known(row, "coder"),
        )  # fmt: skip
        found.append((order[row["code"]], passage))
    if not found:
        raise StudyError(
            say(
                "data/{name}: there is no text of a passage. Import the coded project again "
                "with --with-text, or put the texts into data/{name}/private/texts and the "
                "places (start, end) into the table segments.",
                name=study.name,
            )
        )
    return [passage for _, passage in sorted(found, key=lambda one: one[0])]


def quotes_part(passages: list[Passage]) -> str:
    """Write the passages code by code, for print.

    Parameters
    ----------
    passages : list of Passage
        What `read_passages` gives.

    Returns
    -------
    str
        Markdown: a heading per code, a quotation with its source per passage.
    """
    lines = [f"# {markdown(say('Quotations'))}", f"**{markdown(warning())}**"]
    last = ""
    for passage in passages:
        if passage.label != last:
            number = sum(one.label == passage.label for one in passages)
            heading = markdown(f"{passage.label} ({counted(number, 'passage')})")
            lines.append(f"## {heading} {{.unnumbered .unlisted}}")
            last = passage.label
        lines.append(_quoted(passage))
    return "\n\n".join(lines) + "\n"


def browser(passages: list[Passage]) -> str:
    """Write the passages for the browser of the web page: a list that a script filters."""
    words = {
        "code": say("Code"), "case": say("Case"), "role": say("Role"), "coder": say("Coder"),
        "all": say("all"), "heading": say("Browse the passages"), "shown": say("shown"),
    }  # fmt: skip
    data = json.dumps(
        {"words": words, "passages": [asdict(passage) for passage in passages]}, ensure_ascii=False
    )
    name, held = html.escape(words["heading"]), html.escape(data, quote=True)
    return f'<section id="passages" aria-label="{name}" data-passages="{held}"></section>'


def warning() -> str:
    """Say on every page what a report with quotations holds."""
    return say("Holds words of participants: for your own eyes, not to be passed on.")


def _quoted(passage: Passage) -> str:
    words = markdown(passage.text)
    alone = not passage.before and not passage.after
    around = [markdown(passage.before), words if alone else f"**{words}**", markdown(passage.after)]
    where = [passage.source, passage.case, passage.role, passage.coder]
    told = ", ".join(markdown(text) for text in dict.fromkeys(where) if text)
    return f"> {' '.join(text for text in around if text)}\n>\n> — {told}"


def _known(row: "pd.Series | dict[str, object]", name: str) -> str:
    value = row.get(name)
    return "" if value is None or pd.isna(value) else str(value)


def _paths(codes: pd.DataFrame) -> dict[str, str]:
    """Name of each code with those above it, in the order of the tree."""
    if codes.empty:
        return {}
    parents = dict(zip(codes["code"], codes["parent"], strict=True))
    labels = dict(zip(codes["code"], codes["label"], strict=True))
    paths = {}
    for code in codes["code"]:
        chain, above = [code], parents.get(code)
        while isinstance(above, str) and above in labels and above not in chain:
            chain.append(above)
            above = parents.get(above)
        paths[code] = " › ".join(str(labels[one]) for one in reversed(chain))
    return paths


def _kept(study: Study) -> dict[str, str]:
    """Texts of passages that an import kept."""
    path = study.folder / PASSAGES
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row["segment"]: row["text"] for row in csv.DictReader(file) if row.get("text")}


def _texts(study: Study) -> dict[str, str]:
    if not has_texts(study.folder):
        return {}
    read = read_texts(study)
    return dict(zip(read["source"], read["text"], strict=True))


def _words(
    row: dict[str, object], kept: dict[str, str], texts: dict[str, str]
) -> tuple[str, str, str]:
    """Give a passage with what stands before and after it."""
    text, ends = texts.get(str(row["source"]), ""), (row.get("start"), row.get("end"))
    if text and not any(pd.isna(place) for place in ends):
        start, end = (int(str(place)) for place in ends)
        found = text[start:end].strip()
        before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
        if found:
            more = len(text) > end + AROUND
            return found, _from_word(before, start > AROUND), _to_word(after, more)
    return kept.get(str(row["segment"]), ""), "", ""


def _from_word(text: str, cut: bool) -> str:
    text = " ".join(text.split())
    return f"… {text.partition(' ')[2]}" if cut and " " in text else text


def _to_word(text: str, cut: bool) -> str:
    text = " ".join(text.split())
    return f"{text.rpartition(' ')[0]} …" if cut and " " in text else text
