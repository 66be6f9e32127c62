"""What is wrong with the tables that a study withholds."""

from collections.abc import Iterator

from compendium.language import say
from compendium.qda.arrive.privacy import would_be_taken
from compendium.study.study import Study
from compendium.study.withheld import NEVER, SECTION, withheld_tables


def withheld_problems(study: Study) -> Iterator[str]:
    """Find what is wrong in ``[withheld]``, and with the tables that it names."""
    where = f"data/{study.name}/study.toml, [{SECTION}]"
    section = study.about.get(SECTION, {})
    for kind, reason in section.items() if isinstance(section, dict) else ():
        if not isinstance(reason, str) or not reason.strip():
            yield say(
                '{where}: there is no reason for {kind}. Write it behind the name: {kind} = "why '
                'its rows are not published"',
                where=where,
                kind=kind,
            )
        elif kind in NEVER:
            yield say(
                "{where}: {kind} holds what a publication says, and nothing of participants: it "
                "cannot be withheld. Take the line out.",
                where=where,
                kind=kind,
            )
    for one in withheld_tables(study.folder).values():
        again = f"compendium package {study.name}"
        if not one.published:
            yield say(
                "{where}: no hash of the table {kind} is published. Put the table into the "
                "folder, and type: {again}",
                where=where,
                kind=one.kind,
                again=again,
            )
        elif one.found and not one.is_here:
            yield say(
                "data/{study}/{file}: this is not the table whose hash is published (sha256 "
                "{found} instead of {published}), so that nothing is made of it. Put that one "
                "here; if it is yours and was changed, publish its hash: {again}",
                study=study.name,
                file=study.file_name(one.kind),
                found=one.found[:12],
                published=one.published[:12],
                again=again,
            )
    yield from taken_by_git(study)


def taken_by_git(study: Study) -> Iterator[str]:
    """Name the withheld tables that git would commit, or has."""
    root = study.folder.parents[1]
    for one in withheld_tables(study.folder).values():
        if not one.found:
            continue
        file = f"data/{study.name}/{study.file_name(one.kind)}"
        if would_be_taken(root, file):
            yield say(
                "{file}: this table is withheld, and git would take it. Add the line {file} to "
                ".gitignore; where git has it already, type: git rm --cached {file}. What was "
                "committed before stays in the history.",
                file=file,
            )
