"""Documents coded with comments in the word processor: which comments are codes, and the tables."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from compendium.language import counted, say
from compendium.own.bring.named import code_table, paths_of, split_codes
from compendium.own.bring.word import Comment
from compendium.qda.model.coded import Coded

_LONGEST_CODE = 60  # characters; what is longer is a remark


def on_passages(comments: list[Comment]) -> tuple[list[Comment], list[str]]:
    """Keep the comments that name codes of a passage, and say which others there are."""
    replies = sum(one.reply for one in comments)
    without = sum(one.end <= one.start and not one.reply for one in comments)
    notes = []
    if replies:
        told = counted(replies, "comment")
        notes.append(say("{comments} that answers another one is no code", comments=told))
    if without:
        told = counted(without, "comment")
        notes.append(say("{comments} without a passage is no code", comments=told))
    return [one for one in comments if one.end > one.start and not one.reply], notes


def coded_by_comments(
    files: Sequence[Path],
    named: dict[Path, str],
    texts: dict[str, str],
    comments: dict[str, list[Comment]],
) -> tuple[Coded, list[str]]:
    """Make the tables of documents whose comments are codes."""
    found, remarks = [], 0
    for source, those in comments.items():
        for number, comment in enumerate(those, start=1):
            codes = split_codes(comment.text, ";")
            remarks += sum(len(code) > _LONGEST_CODE for code in codes)
            found += [
                (source, number, comment, code) for code in codes if len(code) <= _LONGEST_CODE
            ]
    paths = paths_of(code for _, _, _, code in found)
    codes, of = code_table(list(paths.values()))
    rows = [
        (
            f"{source}-{number}",
            of[paths[code]],
            source,
            "quotation",
            str(len(texts[source][comment.start : comment.end].split())),
            comment.author,
            str(comment.start),
            str(comment.end),
            f"characters {comment.start}-{comment.end}",
        )
        for source, number, comment, code in found
    ]
    columns = ["segment", "code", "source", "form", "words", "coder", "start", "end", "where"]
    sources = [(named[file], "interview", file.stem) for file in files]
    tables = {
        "codes": codes,
        "sources": pd.DataFrame(sources, columns=["source", "kind", "label"]),
        "segments": pd.DataFrame(rows, columns=columns).drop_duplicates(["segment", "code"]),
    }
    lines = [
        say(
            "coded with comments: {codes}, given {times}",
            codes=counted(len(codes), "code"),
            times=counted(len(rows), "time"),
        )
    ]
    if remarks:
        lines.append(
            say(
                "{comments} of more than {signs} signs is no code",
                comments=counted(remarks, "comment"),
                signs=_LONGEST_CODE,
            )
        )
    passages = {
        f"{source}-{number}": texts[source][comment.start : comment.end]
        for source, number, comment, _ in found
    }
    return Coded("Word comments", "", tables, texts=texts, passages=passages), lines
