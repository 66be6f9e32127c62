"""Put words that nobody else uses into private places, and look for them where others look."""

import random
import shutil
import zipfile
from pathlib import Path

from campaign.inputs import make_word
from campaign.tally import Tally
from campaign.workshop import STUDY, git, is_mistake, make_workshop, run
from compendium.layout import TEXTS, Layout
from compendium.own.lab import without_outputs

LETTERS = "bcdfghklmnprstvwz"


def search_markers(folder: Path, *, seed: int, markers: int, notebooks: bool = True) -> Tally:
    """Bring texts with markers in, run, report, open the notebook on texts; look for the markers.

    Parameters
    ----------
    folder : Path
        An empty folder for the workshop.
    seed : int
        Of the markers.
    markers : int
        How many, each in a place of its own.
    notebooks : bool, optional
        Whether to run notebooks and build a report, too.
    """
    tally, chance = Tally("search for words of participants", "markers"), random.Random(seed)
    layout = make_workshop(folder)
    (layout.data / STUDY / ".gitignore").unlink()  # its texts are made up, and committed
    git(folder, "add", "-A")
    words = ["qx" + "".join(chance.choices(LETTERS, k=9)) + "q" for _ in range(markers)]
    tally.tried = len(words)
    _mark_texts(layout, words[::3])
    _mark_project(layout, words[1::3], words[2::3])
    with_texts = ["import", "marked.qdpx", "--study", "with-texts", "--with-text"]
    without = ["import", "marked.qdpx", "--study", "without-texts"]
    for command in (with_texts, without, ["plan"]):
        _do(layout, tally, command)
    about = layout.data / "with-texts" / "study.toml"
    about.write_text(about.read_text() + 'language = "en"\n', encoding="utf-8")
    running = (
        ["run", "--study", STUDY, "--analysis", "text-patterns"],
        ["report", "with-texts", "--renderer", "builtin"],
    )
    for command in (
        *(running if notebooks else ()),
        ["export", "with-texts", "--qdpx"],
        ["package", STUDY],
        ["check"],
    ):
        _do(layout, tally, command)
    if notebooks:
        _save_as_the_server_does(layout, "with-texts")
    for path in _seen_by_others(layout):
        content = _unpacked(path)
        for word in words:
            if word.encode() in content:
                tally.add("leaked", f"{path.relative_to(folder).as_posix()}: {word}")
    texts = b"".join(_unpacked(path) for path in (layout.data / "with-texts").rglob("*.txt"))
    if not any(word.encode() in texts for word in words[1::3]):
        tally.add("lost", "no marker came through the import: the search would find nothing")
    return tally


def _do(layout: Layout, tally: Tally, words: list[str]) -> None:
    code, said = run(layout, words)
    if is_mistake(code, said):
        tally.add("traceback", f"{' '.join(words)}: {is_mistake(code, said)}")
    elif code and words[0] not in ("package", "check"):
        tally.add("lost", f"{' '.join(words)}: {said[-300:]}")


def _mark_texts(layout: Layout, words: list[str]) -> None:
    """Put a marker into each text, in the middle of a sentence; more into the last."""
    texts = sorted((layout.data / STUDY / TEXTS).glob("*.txt"))
    for number, word in enumerate(words):
        path = texts[number % len(texts)]
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        lines[len(lines) // 2] = f"Resident: then {word} came by and we talked about trust.\n"
        path.write_text("".join(lines), encoding="utf-8")
    make_word(texts[0].with_suffix(".docx"), [texts[0].read_text(encoding="utf-8")])
    texts[0].unlink()


def _mark_project(layout: Layout, inside: list[str], about: list[str]) -> None:
    """Put markers into the texts of a coded project, and into its notes and comments."""
    run(layout, ["export", STUDY, "--qdpx", "--with-text", "-o", "plain.qdpx"])
    with zipfile.ZipFile(layout.root / "plain.qdpx") as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    texts = sorted(name for name in members if name.endswith(".txt"))
    for number, word in enumerate(inside):
        name = texts[number % len(texts)]
        text = members[name].decode("utf-8")
        # Of the same length, so that the places of the passages stay true.
        start = len(text) // 2 + 40 * (number // len(texts))
        members[name] = (text[:start] + word + text[start + len(word) :]).encode("utf-8")
    project = next(name for name in members if name.endswith(".qde"))
    xml = members[project].decode("utf-8")
    notes = "".join(
        f'<Note guid="0000000{number % 10}-0000-4000-8000-00000000000{number % 10}" '
        f'name="memo"><Description>{word}</Description></Note>'
        for number, word in enumerate(about[1:])
    )
    path = f"<Description>/home/{about[0]}/interviews</Description>" if about else ""
    members[project] = xml.replace("</Project>", f"{path}<Notes>{notes}</Notes></Project>").encode()
    with zipfile.ZipFile(layout.root / "marked.qdpx", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    (layout.root / "plain.qdpx").unlink()


def _save_as_the_server_does(layout: Layout, study: str) -> None:
    """Save the notebook on texts, run on a study of one's own, as the server of ``make lab``."""
    from jupyter_server.services.contents.largefilemanager import LargeFileManager

    executed = layout.executed(study, "text-patterns")
    (notebook,) = layout.notebooks.glob("*-text-patterns.ipynb")
    manager = LargeFileManager(root_dir=str(layout.root), pre_save_hook=without_outputs)
    model = manager.get(executed.relative_to(layout.root).as_posix())
    manager.save(model, notebook.relative_to(layout.root).as_posix())


def _seen_by_others(layout: Layout) -> list[Path]:
    """Files that git would take, and the reports and papers that are handed on."""
    (layout.root / "marked.qdpx").unlink()
    listed = git(layout.root, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    names = [layout.root / name for name in listed.split("\0") if name]
    made = [layout.build / name for name in ("report", "export", "run.json", "mistakes.log")]
    inside = [path for place in made for path in place.rglob("*")]
    return [path for path in [*names, *made, *inside] if path.is_file()]


def _unpacked(path: Path) -> bytes:
    """Give what a file says, also where it is packed."""
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def remove(folder: Path) -> None:
    """Remove a workshop."""
    shutil.rmtree(folder, ignore_errors=True)
