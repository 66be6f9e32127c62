"""``compendium new`` and ``compendium report``: a study of your own."""

import argparse
import sys
from typing import TYPE_CHECKING

from compendium.cli.asking import ask_for, readers_language
from compendium.cli.reports import build_one, form_of, is_whole
from compendium.cli.steps import add_jobs
from compendium.cli.words import Commands, add_command
from compendium.errors import StudyError
from compendium.language import LANGUAGES, say, speak
from compendium.layout import Layout

if TYPE_CHECKING:
    from compendium.own.new import Wish


def add_commands(commands: Commands) -> None:
    """Declare the commands of this module."""
    new = add_command(
        commands,
        "new",
        _new,
        "make the folder of a new study, with an example row in each table",
        "compendium new my-study --with questionnaire,coding,participants",
    )
    new.add_argument("name", nargs="?", help="name of the study: small letters, digits and hyphens")
    new.add_argument(
        "--with",
        dest="materials",
        metavar="WHAT",
        help="what you have, with commas between: questionnaire, scores, project, coding, texts, "
        "timeline, cases, participants, topics, printed",
    )
    new.add_argument("--title", help="title of the study")
    new.add_argument("--label", help="short name, for captions (default: the name)")
    new.add_argument("--author", metavar="NAME", help="who writes it; several with commas between")
    new.add_argument("--institution", metavar="NAME", help="university, school or organisation")
    new.add_argument(
        "--language",
        choices=LANGUAGES,
        help="language of texts and report (default: that of this computer, or en)",
    )
    new.add_argument("--low", type=int, help="lowest answer of the questionnaire (default: 1)")
    new.add_argument("--high", type=int, help="highest answer of the questionnaire (default: 5)")
    new.add_argument("--respondents", type=int, help="how many people answered the questionnaire")
    new.add_argument(
        "--csv", action="store_true", help="make CSV files in place of Excel workbooks"
    )
    analysis = add_command(
        commands,
        "new-analysis",
        _new_analysis,
        "make the skeleton of a new analysis: notebook, room, test, entries in the lists",
        "compendium new-analysis code-networks --kind codes",
    )
    analysis.add_argument("name", help="its name: small letters, digits and hyphens")
    analysis.add_argument(
        "--kind", default="sources", help="kind of the table that it starts from (default: sources)"
    )
    report = add_command(
        commands,
        "report",
        _report,
        "run all analyses of a study, and build its report as HTML, Word and PDF",
        "compendium report my-study",
    )
    report.add_argument("study", nargs="*", help="name of a folder in data/ (default: all)")
    report.add_argument(
        "--renderer",
        choices=["auto", "quarto", "builtin"],
        default="auto",
        help="Quarto, the built-in renderer, or Quarto where it is installed (default)",
    )
    report.add_argument("--language", metavar="L", help="its language (default: the study's)")
    report.add_argument(
        "--to",
        metavar="LIST",
        help="files with commas between: html, docx, pdf, pptx (slides), xlsx (all tables); "
        "default: html,docx,pdf,xlsx",
    )
    report.add_argument(
        "--template", metavar="FILE", help="Word file (.docx) whose styles and page are taken over"
    )
    report.add_argument(
        "--with-quotes",
        action="store_true",
        help="with the words of participants, marked on every page: for your own eyes",
    )
    report.add_argument(
        "--watch",
        action="store_true",
        help="build the web page again after each change of a table, until Ctrl + C",
    )
    add_jobs(report)


def _new(layout: Layout, options: argparse.Namespace) -> int:
    from compendium.own.new import check_name, make_study
    from compendium.steps.alone import alone

    names = ("materials", "title", "label", "author", "institution", "language", "low", "high",
             "respondents")  # fmt: skip
    speak(readers_language())
    asks = all(getattr(options, name) is None for name in names) and sys.stdin.isatty()
    try:
        if options.name is None and asks:
            options.name = input(say("Name of the study, such as my-study: ")).strip()
        if options.name is None:
            raise StudyError(say("Give the study a name, such as: compendium new my-study"))
        check_name(layout, options.name)
        if asks:
            ask_for(options, input)
    except EOFError as error:
        raise StudyError(say("Not all was answered, so nothing was made.")) from error
    speak(options.language or readers_language())
    with alone(layout, [options.name], command="compendium new"):
        folder = make_study(layout, wish_of(options))
    shown = layout.shown(folder)
    for path in sorted(folder.iterdir()):
        print(f"{shown}/{path.name}{'/' if path.is_dir() else ''}")
    about = {"shown": shown, "name": options.name}
    print(
        say("Fill in the tables as {shown}/README.md says, then: compendium check {name}", **about)
    )
    if "project" in (options.materials or ""):
        print(
            say("The tables of your coded project: compendium import FILE --study {name}", **about)
        )
    return 0


def _new_analysis(layout: Layout, options: argparse.Namespace) -> int:
    from compendium.own.new.analysis import make_analysis
    from compendium.steps.alone import alone, everything

    # It writes into the lists that all commands read.
    with alone(layout, everything(layout), command="compendium new-analysis"):
        made = make_analysis(layout, options.name, kind=options.kind)
    print("\n".join(made))
    print(f"Try it: compendium run --analysis {options.name}")
    print("Then change it, room by room; CONTRIBUTING.md says which is for what.")
    return 0


def wish_of(options: argparse.Namespace) -> "Wish":
    """Read the options, or what was answered in their place."""
    from compendium.own.new import Wish

    words = [word.strip().lower() for word in (options.materials or "").split(",")]
    return Wish(
        options.name,
        tuple(dict.fromkeys(word for word in words if word)),
        title=options.title or "",
        short=options.label or "",
        author=options.author or "",
        institution=options.institution or "",
        language=options.language or readers_language(),
        low=1 if options.low is None else options.low,
        high=5 if options.high is None else options.high,
        respondents=options.respondents,
        form="csv" if options.csv else "xlsx",
    )


def _report(layout: Layout, options: argparse.Namespace) -> int:
    from compendium.cli.home import tell_differing

    tell_differing(layout)
    if not options.watch:
        return _build_reports(layout, options)
    from compendium.cli.preview import preview

    return preview(layout, options)


def _build_reports(layout: Layout, options: argparse.Namespace) -> int:
    from compendium.study.study import study_names

    names = options.study or study_names(layout)
    failed = [not is_whole(build_one(layout, options, name, form_of(options))) for name in names]
    return 1 if any(failed) else 0
