"""What was assumed of the encoding of a study's own tables and texts."""

from collections.abc import Iterator
from pathlib import Path

from compendium.files import no_file
from compendium.language import say
from compendium.layout import TEXTS
from compendium.study.encoding import WIDE, decoded, telling_words
from compendium.study.study import Study
from compendium.study.texts import PLAIN


def encoding_hints(study: Study) -> Iterator[str]:
    """Say of each table and text that is not UTF-8 as what it was read, with words to see it by."""
    for path in _files(study):
        if no_file(path):  # told where it is read
            continue
        try:
            content = path.read_bytes()
            text, named = decoded(content)
        except (OSError, UnicodeDecodeError):  # this, too
            continue
        shown = path.relative_to(study.folder.parents[1]).as_posix()
        if "\x00" in text:  # no text; told where it is read
            continue
        if content.startswith(WIDE):
            yield say("{shown}: read as UTF-16, as its first bytes say.", shown=shown)
        elif named:
            words = ", ".join(telling_words(text))
            yield say(
                "{shown}: the file is not UTF-8 and does not say its encoding; it was read as "
                "{named}. If words such as {words} are wrong, save it as UTF-8 again.",
                shown=shown,
                named=named,
                words=words,
            )


def _files(study: Study) -> Iterator[Path]:
    for kind in study.kinds:
        path = study.folder / study.file_name(kind)
        if path.suffix == ".csv":
            yield path
    folder = study.folder / TEXTS
    inside = sorted(folder.iterdir()) if folder.is_dir() else []
    yield from (path for path in inside if path.suffix.lower() in PLAIN and path.name[0] != ".")
