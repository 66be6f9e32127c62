"""Transcripts: Word, OpenDocument, subtitles (WebVTT, SRT) and plain text, one or many.

Their texts go to the study's private folder, and a row for each into ``sources``. A Word document
whose passages have comments is read as coded: each comment names one code or several.
"""

import json
import re
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from compendium.errors import ProjectError
from compendium.language import counted, listed, say
from compendium.layout import TEXTS
from compendium.own.bring.comments import coded_by_comments, on_passages
from compendium.own.bring.given import Brought, Given
from compendium.own.bring.named import Identifiers, known_sources
from compendium.own.bring.opendocument import read_opendocument
from compendium.own.bring.tongues import language_of, told_language
from compendium.own.bring.word import Comment, emphasised, read_word
from compendium.qda.arrive.tables import as_csv
from compendium.qda.model.coded import Coded
from compendium.qda.read.sheet import read_content
from compendium.study.bounds import MEGABYTE, MOST_TEXT, bound, to_read_more
from compendium.study.encoding import decoded
from compendium.study.transcripts import is_interviewer, seldom_speakers, speakers, turns

WORD = (".docx", ".odt")
ENDINGS = (*WORD, ".vtt", ".srt", ".txt", ".md")
_SHOWN = 3


def read_transcripts(given: Given) -> Brought | None:
    """Read transcripts; None when the files are none."""
    if not given.may_be("transcripts"):
        return None
    files = _files(given)
    if not files:
        return None
    named = _identifiers(given, files)
    texts: dict[str, str] = {}
    comments: dict[str, list[Comment]] = {}
    notes: list[str] = []
    for path in files:
        text, found, note = _read(path)
        texts[named[path]] = text
        comments[named[path]] = found
        notes += [f"{path.name}: {line}" for line in note]
    empty = [name for name, text in texts.items() if not text.strip()]
    if empty:
        raise ProjectError(
            say("{empty}: there is no text. Leave it out, or save it again.", empty=listed(empty))
        )
    lines = [f"{counted(len(texts), 'transcript')}"]
    for path in files:
        lines += [
            f"  {line}" for line in _described(path.name, texts[named[path]], given.folder.name)
        ]
    lines += [f"  {line}" for line in notes]
    if any(comments.values()):
        coded, said = coded_by_comments(files, named, texts, comments)
        return Brought(coded, (*lines, *(f"  {line}" for line in said)))
    sources = _sources(given, files, named)
    more = {} if sources is None else {Path("sources.csv"): sources}
    more |= {TEXTS / f"{name}.txt": text.encode() for name, text in texts.items()}
    more |= _about(given, texts, lines)
    told = say("the texts are kept in private/texts/, which is never committed")
    lines.append(f"  {told}")
    return Brought(Coded("transcripts", "", {}), tuple(lines), more)


def _files(given: Given) -> list[Path]:
    """Give the transcripts; none where one is something else."""
    found: list[Path] = []
    for path in given.files:
        if path.is_dir():
            inside = [one for one in sorted(path.iterdir()) if one.name[0] not in ".~"]
            found += inside or [path]
        else:
            found.append(path)
    kinds = {path.suffix.lower() for path in found}
    if not all(path.is_file() for path in found) or not kinds <= set(ENDINGS):
        if len(given.files) > 1 or given.kind:
            wrong = next((p for p in found if p.suffix.lower() not in ENDINGS), found[0])
            raise ProjectError(
                say(
                    "{name}: this is no transcript. Several files at once are read as transcripts "
                    "({endings}); import anything else by itself.",
                    name=wrong.name,
                    endings=", ".join(ENDINGS),
                )
            )
        return []
    # A .txt alone may be a table that a program exported.
    plain = len(found) == 1 and found[0].suffix.lower() == ".txt" and not given.kind
    if plain and _is_table(found[0]):
        return []
    return found


def _is_table(path: Path) -> bool:
    lines = [line for line in decoded(read_content(path))[0].splitlines() if line][:20]
    if lines and (named := speakers("\n".join(lines))) and lines[0].startswith(tuple(named)):
        return False  # a name and a tab
    marks = [{line.count(mark) for line in lines} for mark in ("\t", ";")]
    return len(lines) > 1 and any(len(counts) == 1 and counts != {0} for counts in marks)


def _read(path: Path) -> tuple[str, list[Comment], list[str]]:
    if path.suffix.lower() in WORD:
        read = read_word if path.suffix.lower() == ".docx" else read_opendocument
        text, comments = read(path)
        if path.suffix.lower() == ".docx" and not comments and not speakers(text):
            return _asked_in_bold(text, path)
        return text, *on_passages(comments)
    content = read_content(path)
    if len(content) > bound(MOST_TEXT):
        raise ProjectError(
            say(
                "{name}: the file has more than {most_text} MB, which is too much to be a "
                "text. {more}",
                name=path.name,
                most_text=bound(MOST_TEXT) // MEGABYTE,
                more=to_read_more(),
            )
        )
    try:
        text, encoding = decoded(content)
    except UnicodeDecodeError as error:
        raise ProjectError(
            say(
                "{name}: the text breaks off in the middle of a character. Save it as UTF-8.",
                name=path.name,
            )
        ) from error
    if "\x00" in text:
        raise ProjectError(
            say("{name}: this is no text. Save it as .docx or .txt.", name=path.name)
        )
    note = (
        [say("it does not say its encoding; read as {encoding}", encoding=encoding)]
        if encoding
        else []
    )
    return re.sub("\r\n?|[\u2028\u2029]", "\n", text), [], note


def _asked_in_bold(text: str, path: Path) -> tuple[str, list[Comment], list[str]]:
    """Name the two who speak, where paragraphs in bold or italics are questions."""
    marked = emphasised(path)
    lines = [line for line in text.split("\n") if line.strip()]
    asked = [line for line in lines if line.strip() in marked]
    questions = sum(line.rstrip().endswith("?") for line in asked)
    if len(asked) < _SHOWN or questions * 2 < len(asked) or len(asked) * 4 > len(lines) * 3:
        return text, [], []
    said, before = [], ""
    for line in text.split("\n"):
        who = "Interviewer" if line.strip() in marked else "Respondent"
        said.append(f"{who}: {line}" if line.strip() and who != before else line)
        before = who if line.strip() else before
    told = say(
        "paragraphs in bold or italics were taken for the interviewer's, since most are questions: "
        "{paragraphs}",
        paragraphs=len(asked),
    )
    return "\n".join(said), [], [told]


def _described(name: str, text: str, study: str) -> list[str]:
    """Say who speaks, how often, and how much is nobody's."""
    frame = pd.DataFrame({"source": [name], "language": [""], "text": [text]})
    said = turns(frame)
    words = {
        who: sum(len(text[row.start : row.end].split()) for row in rows.itertuples())
        for who, rows in said.groupby("speaker", sort=False)
    }
    people = [who for who in words if who]
    if not people:
        spoken = "\n".join(text[row.start : row.end] for row in said.itertuples())
        lines = [line.strip() for line in spoken.splitlines() if line.strip()][:_SHOWN]
        return [
            say(
                "{name}: no speaker found, so that all {words} words count as one person's. It "
                "begins:",
                name=name,
                words=words.get("", 0),
            ),
            *(f"  {line[:70]}" for line in lines),
            "  " + say("Begin each turn on a new line with a name and a colon, such as I: and R:"),
        ]
    shown = ", ".join(f"{who} ({counted(words[who], 'word')})" for who in people)
    all_turns = counted(int((said["speaker"] != "").sum()), "turn")
    lines = [say("{name}: {turns} of {people}", name=name, turns=all_turns, people=shown)]
    if words.get(""):
        before = text[said.iloc[0]["start"] : said.iloc[0]["end"]].splitlines()[:_SHOWN]
        first = " / ".join(line.strip()[:50] for line in before)
        told = say("{words} words before the first speaker: {first}", words=words[""], first=first)
        lines.append(f"  {told}")
    if seldom := seldom_speakers(text):
        told = say(
            "begins one line only, and was taken for no speaker: {names}",
            names=listed(seldom[:_SHOWN]) + ", ..." * (len(seldom) > _SHOWN),
        )
        lines.append(f"  {told}")
    if len(people) > 1 and not any(is_interviewer(who) for who in people):
        told = say(
            "none is called I or Interviewer, so that everybody's words count. Who asks stands "
            "under [words] in {file}: interviewer = {names}",
            file=f"data/{study}/study.toml",
            names=json.dumps(people[:1], ensure_ascii=False),
        )
        lines.append(f"  {told}")
    return lines


def _identifiers(given: Given, files: Sequence[Path]) -> dict[Path, str]:
    """Name each text after the source that the study has by its name, or anew."""
    there = given.table("sources")
    known = {} if there is None else known_sources(there)
    names = Identifiers(known)
    stems = [file.stem for file in files]
    twice = [stem for stem in stems if stems.count(stem) > 1]
    if twice:
        raise ProjectError(
            say("{twice}: two files have this name. Rename one of them.", twice=twice[0])
        )
    return {file: names.of(file.stem) for file in files}


def _sources(given: Given, files: Sequence[Path], named: dict[Path, str]) -> bytes | None:
    """Add a row for each text that has none; None where every one has."""
    columns = ["source", "kind", "label", "case", "role"]
    there = given.table("sources")
    old = pd.DataFrame(columns=columns) if there is None else there
    new = [
        {"source": named[file], "kind": "interview", "label": file.stem}
        for file in files
        if named[file] not in set(old["source"])
    ]
    if not new:
        return None
    return as_csv(pd.concat([old, pd.DataFrame(new)], ignore_index=True).fillna(""))


def _about(given: Given, texts: dict[str, str], lines: list[str]) -> dict[Path, bytes]:
    """Write the language of the texts into study.toml, where it does not stand in it yet."""
    path = given.folder / "study.toml"
    try:
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
    except UnicodeDecodeError as error:
        raise ProjectError(
            say(
                "data/{name}/study.toml: not UTF-8 text (byte {start}). Save the file again "
                "with the encoding UTF-8.",
                name=given.folder.name,
                start=error.start,
            )
        ) from error
    if re.search(r"^\s*language\s*=", text, re.MULTILINE):
        return {}
    language = language_of(" ".join(texts.values()))
    lines.append(f"  {told_language(language)}")
    title = "" if text else f"title = {json.dumps(given.folder.name, ensure_ascii=False)}\n"
    # Above any section, whose line it would be otherwise.
    return {Path("study.toml"): f'language = "{language}"\n{title}{text}'.encode()}
