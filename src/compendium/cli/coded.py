"""``compendium import`` and ``compendium export``."""

import argparse
import gc
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from compendium.cli.asking import told_in
from compendium.cli.words import Commands, add_command
from compendium.errors import CompendiumError
from compendium.language import counted, say, speak, speaking
from compendium.layout import Layout

if TYPE_CHECKING:
    from compendium.qda.model.coded import Coded

OBJECTS = 200_000  # new ones until it is looked for garbage


def add_commands(commands: Commands) -> None:
    """Declare the commands of this module."""
    arrive = add_command(
        commands,
        "import",
        _import,
        "make tables of what you have: a coded project, a questionnaire, transcripts, lists",
        "compendium import quotations.csv --codes codes.csv --study mystudy",
    )
    arrive.add_argument(
        "file",
        type=Path,
        nargs="+",
        help="what a coding program or a questionnaire exported, a sheet of quotes, participants "
        "or dates, or transcripts",
    )
    arrive.add_argument("--study", required=True, metavar="S", help="name of a folder in data/")
    arrive.add_argument(
        "--codes", type=Path, metavar="FILE", help="ATLAS.ti's code list, for its quotation report"
    )
    arrive.add_argument(
        "--as",
        dest="kind",
        default="",
        choices=["project", "questionnaire", "quotes", "transcripts", "participants", "events"],
        help="what it is, where that is not recognised",
    )
    arrive.add_argument("--round", default="", metavar="R", help="round of a questionnaire")
    arrive.add_argument(
        "--missing",
        default="",
        metavar="CODES",
        help="cells of a questionnaire that are no answer, such as 99,-9",
    )
    arrive.add_argument("--low", type=int, help="lowest answer of a questionnaire")
    arrive.add_argument("--high", type=int, help="highest answer of a questionnaire")
    arrive.add_argument(
        "--with-text",
        action="store_true",
        help="keep texts and passages too, in data/S/private/, which is never committed",
    )
    arrive.add_argument(
        "--variable",
        action="append",
        default=[],
        metavar="V",
        help="a variable of a project to take in although it may name people; may be repeated",
    )
    arrive.add_argument(
        "--replace",
        action="store_true",
        help="set aside tables that were not imported from the same program",
    )
    arrive.add_argument(
        "--dry-run", action="store_true", help="say what would happen, and write nothing"
    )
    leave = add_command(
        commands,
        "export",
        _export,
        "write the codes and segments of a study as a REFI-QDA project",
        "compendium export mystudy --qdpx",
    )
    leave.add_argument("study", help="name of a folder in data/")
    leave.add_argument("--qdpx", action="store_true", required=True, help="as REFI-QDA (.qdpx)")
    leave.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="FILE",
        help="the file to write (default: build/export/STUDY.qdpx)",
    )
    leave.add_argument(
        "--with-text",
        action="store_true",
        help="put the texts of data/S/private/ into the file too",
    )


def _import(layout: Layout, options: argparse.Namespace) -> int:
    from compendium.qda.arrive.importing import check_name
    from compendium.steps.alone import alone

    with speaking(told_in(layout, options.study)):
        check_name(options.study)
        if options.dry_run:
            return _import_alone(layout, options)
        with alone(layout, [options.study], command="compendium import"):
            return _import_alone(layout, options)


def _import_alone(layout: Layout, options: argparse.Namespace) -> int:
    from compendium.own.bring.examples import files_away
    from compendium.own.bring.front import bring
    from compendium.own.bring.given import Given, found_files
    from compendium.qda.arrive.importing import prepare_import, write_import

    # A large project is very many objects that all stay: to look for garbage among them takes long.
    gc.set_threshold(OBJECTS)
    given = Given(
        found_files(options.file),
        folder=layout.data / options.study,
        codes=options.codes,
        kind=options.kind,
        round=options.round,
        missing=tuple(cell.strip() for cell in options.missing.split(",") if cell.strip()),
        low=options.low,
        high=options.high,
        variables=tuple(options.variable),
        with_text=options.with_text,
    )
    given = replace(given, away=tuple(files_away(given)))
    brought = bring(given)
    coded = brought.coded
    print("\n".join(brought.receipt))
    if _compared(layout, options, coded):
        return 0
    arrival = prepare_import(
        layout,
        options.study,
        coded,
        file=given.file,
        with_text=options.with_text,
        replace=options.replace,
        more=brought.files,
        away=given.away,
    )
    if arrival.lines:
        print(f"\n{layout.shown(arrival.folder)}/")
        print("\n".join(f"  {line}" for line in arrival.lines))
    if options.dry_run:
        print(say("nothing was written, since this was a dry run"))
        return 0
    write_import(arrival)
    if brought.doubt:
        print(f"\n{brought.doubt}", file=sys.stderr)
        return 1
    if not options.with_text and (coded.texts or coded.passages):
        print("  " + say("texts and passages were not kept; --with-text keeps them in private/"))
    if "segments" in coded.tables or brought.files.keys() & {Path("sources.csv")}:
        print(
            say(
                "Before you publish, look through the labels in sources.csv, cases.csv and "
                "codes.csv, and the names of coders: they may name participants."
            )
        )
    _say_analyses(layout, options.study)
    return 0


def _compared(layout: Layout, options: argparse.Namespace, coded: "Coded") -> bool:
    """Compare a co-occurrence table with a study that has segments; it adds no table then."""
    from compendium.qda.arrive.receipt import compare_pairs, pair_lines
    from compendium.qda.read.reader import read_cooccurrence
    from compendium.study.study import read_study, study_names

    if set(coded.tables) != {"codes"} or options.study not in study_names(layout):
        return False
    pairs = read_cooccurrence(options.file[0])
    study = read_study(options.study, layout=layout)
    if pairs is None or not study.has("segments"):
        return False
    compared = compare_pairs(pairs, study.table("segments"), study.table("codes"))
    print("\n" + "\n".join(pair_lines(compared, len(pairs))))
    print(say("The tables of the study stay as they are."))
    return True


def _say_analyses(layout: Layout, study: str) -> None:
    from compendium.steps.plan import make_plan
    from compendium.study.study import read_study

    try:
        analyses = [step.analysis for step in make_plan(layout, studies=[study])]
    except CompendiumError:
        analyses = []
    names = f": {', '.join(analyses)}" if analyses else ""
    number = counted(len(analyses), "analysis", "analyses")
    print(say("{analyses} can use these tables", analyses=number) + names)
    print(say("See {command}", command=f"compendium plan --study {study}"))
    if "text-patterns" in analyses and "language" not in read_study(study, layout=layout).about:
        print(
            say(
                "For text-patterns, write {line} in {file}",
                line='language = "nl"',
                file=f"data/{study}/study.toml",
            )
        )


def _export(layout: Layout, options: argparse.Namespace) -> int:
    from compendium.files import write_whole
    from compendium.qda.model.accounts import count_codes
    from compendium.qda.write.leave import coded_of
    from compendium.qda.write.refi import write_refi
    from compendium.study.study import read_study

    speak(told_in(layout, options.study))
    study = read_study(options.study, layout=layout)
    coded = coded_of(study, with_text=options.with_text)
    output = options.output or layout.build / "export" / f"{study.name}.qdpx"
    content = write_refi(coded, name=study.name)
    segments = coded.table("segments")
    print(
        say(
            "{name}: {codes}; {segments} (codes given to {passages}), {sources}, {cases}, {texts}",
            name=study.name,
            codes=count_codes(coded.table("codes"), "code"),
            segments=counted(len(segments), "segment"),
            passages=counted(segments["segment"].nunique(), "passage"),
            sources=counted(len(coded.table("sources")), "source"),
            cases=counted(len(coded.table("cases")), "case"),
            texts=counted(len(coded.texts), "text"),
        )
    )
    if coded.skipped:
        print("  " + say("not in the file, or worth knowing:"))
    for reason in coded.skipped:
        print(f"    {reason}")
    try:
        write_whole(output, content)
    except OSError as error:
        raise CompendiumError(
            say(
                "{output}: the file cannot be written ({reason}). Name another with -o.",
                output=output,
                reason=error.strerror,
            )
        ) from error
    print(say("written to {shown}", shown=layout.shown(output)))
    return 0
