"""The guides say what is true: links, commands, names, examples and messages."""

import argparse
import itertools
import os
import re
import runpy
import shlex
import shutil
import subprocess
import sys

import pytest
import yaml
from openpyxl import Workbook

import compendium
from compendium import cli, errors as errors_module
from compendium.layout import Layout
from compendium.steps.needs import kinds_needed
from compendium.steps.plan import make_plan, read_analyses
from compendium.study.kinds import KINDS, column_names, load_schema, needed_columns
from compendium.study.study import read_study
from compendium.verification.consistency import CHECKS
from compendium.verification.run import unexplained, verify
from made_files import write_five
from tiny_compendium import REPOSITORY

DOCS = REPOSITORY / "docs"
GUIDES = sorted((DOCS / "guides").glob("*.md"))
PAGES = [
    path
    for path in (
        REPOSITORY / "README.md",
        REPOSITORY / "CONTRIBUTING.md",
        REPOSITORY / "data" / "README.md",
        *sorted(DOCS.rglob("*.md")),
    )
    if path.is_file()
]
CONFIG = yaml.safe_load((DOCS / "_quarto.yml").read_text(encoding="utf-8"))
SECTIONS = CONFIG["quartodoc"]["sections"]
DOCUMENTED = [name for section in SECTIONS for name in section["contents"]]

each_page = pytest.mark.parametrize(
    "path", PAGES, ids=lambda path: path.relative_to(REPOSITORY).as_posix()
)
each_guide = pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.stem)


@each_page
def test_no_page_holds_what_a_merge_left(path):
    assert not re.search(r"(?m)^(<{7}|>{7}|={7}$)", path.read_text(encoding="utf-8"))


def text_of(path):
    return path.read_text(encoding="utf-8")


# Links


def links(text):
    """Targets of links and images, but for those in code."""
    plain = re.sub(r"(?ms)^```.*?^```$|^(?: {4}|\t).*?$|`[^`\n]+`", "", text)
    return re.findall(r"\]\(<?([^()\s>]+)>?(?:\s+\"[^\"]*\")?\)", plain)


def anchors(text):
    """Names that a forge and Quarto both give to headings."""
    names = [re.sub(r"[^\w\- ]", "", line.lower()) for line in re.findall(r"(?m)^#+ (.+)$", text)]
    return {name.strip().replace(" ", "-") for name in names}


@each_page
def test_every_relative_link_leads_to_a_file(path):
    for target in links(text_of(path)):
        if re.match(r"\w+:", target):
            continue
        name, _, anchor = target.partition("#")
        file = (path.parent / name).resolve() if name else path
        if (DOCS / "reference") in file.parents:
            continue
        assert file.exists(), f"{target} leads nowhere"
        if anchor and file.suffix == ".md":
            assert anchor in anchors(text_of(file)), f"{target}: there is no such heading"


@pytest.mark.parametrize("path", sorted(DOCS.rglob("*.md")), ids=lambda path: path.stem)
def test_a_page_of_the_site_links_within_the_site_only(path):
    for target in links(text_of(path)):
        if not re.match(r"\w+:|#", target):
            assert DOCS in (path.parent / target).resolve().parents, f"{target} is not on the site"


def test_the_sidebar_has_every_page():
    def hrefs(entries):
        for entry in entries:
            if isinstance(entry, str):
                yield entry
            elif "href" in entry:
                yield entry["href"]
            else:
                yield from hrefs(entry["contents"])

    shown = list(hrefs(CONFIG["website"]["sidebar"]["contents"]))
    written = {path.relative_to(DOCS).as_posix() for path in [*GUIDES, DOCS / "index.md"]}
    reference = {f"reference/{page['path']}.qmd" for page in SECTIONS}
    assert len(shown) == len(set(shown))
    assert set(shown) == written | reference | {"reference/index.qmd", "reference/kinds.qmd"}


# Commands


def parsers():
    """The parser of each command."""
    whole = cli._parser()
    (choice,) = [
        action for action in whole._actions if isinstance(action, argparse._SubParsersAction)
    ]
    return choice.choices


def commands(text):
    """Every line of code, or piece of it in a sentence, that begins with ``compendium``."""
    lines = re.findall(r"(?m)^(?:    |\$ )(?:\.venv\S)?(?:bin/)?(compendium(?: .*)?)$", text)
    inside = re.findall(r"`(compendium(?: [^`\n]+)?)`", re.sub(r"(?ms)^```.*?^```$", "", text))
    return [command.split(" #")[0].strip() for command in [*lines, *inside]]


def test_commands_are_found_in_a_text():
    text = "    compendium run\n\nuse `compendium check x`\n\n```console\n$ compendium plan\n```\n"
    assert sorted(commands(text)) == ["compendium check x", "compendium plan", "compendium run"]


@each_page
def test_every_command_is_one(path):
    for command in commands(text_of(path)):
        words = [re.sub(r"[<>]", "", word) for word in shlex.split(command)[1:]]
        if not words or words == ["--help"]:
            continue
        assert words[0] in parsers(), command
        if "--help" in words or len(words) == 1:  # alone, it names the command
            continue
        try:
            parsers()[words[0]].parse_args(words[1:])
        except SystemExit:
            pytest.fail(f"{command}: this is not understood")


@each_page
def test_every_target_of_make_exists(path):
    makefile = text_of(REPOSITORY / "Makefile")
    targets = re.findall(r"(?m)^([a-z-]+):.*## ", makefile)
    for target in re.findall(r"(?m)(?:^    |`|^\$ )make ([a-z-]+)", text_of(path)):
        assert target in targets, f"make {target}"


# Names


@each_page
def test_every_name_of_the_front_door_exists(path):
    for name in re.findall(r"\bco\.(\w+)", text_of(path)):
        assert name in compendium.__all__, f"co.{name}"


def test_the_reference_has_every_public_name_under_its_own_module():
    assert len(DOCUMENTED) == len(set(DOCUMENTED))
    homes = {name: getattr(compendium, name).__module__ for name in compendium.__all__}
    public = {f"{home.removeprefix('compendium.')}.{name}" for name, home in homes.items()}
    lacking = sorted(public - set(DOCUMENTED))
    assert not lacking, f"add to a section of docs/_quarto.yml: {', '.join(lacking)}"


def test_the_reference_has_every_check_and_every_error():
    checks = {f"verification.consistency.{check.__name__}" for check in CHECKS.values()}
    errors = {f"errors.{name}" for name in vars(errors_module) if name.endswith("Error")}
    assert checks | errors <= set(DOCUMENTED)


def test_the_examples_of_the_reference_stand_in_notebooks():
    import nbformat

    cells = [
        cell.source
        for path in (REPOSITORY / "notebooks").glob("*.ipynb")
        for cell in nbformat.read(path, as_version=4).cells
        if cell.cell_type == "code"
    ]
    lines = {line.strip() for source in cells for line in source.splitlines()}
    for section in SECTIONS:
        for example in re.findall(r"(?s)```python\n(.*?)```", section["summary"]["desc"]):
            for line in example.splitlines():
                assert line in lines, f"{section['path']}: no notebook has the line {line}"


@pytest.mark.thorough
def test_the_reference_is_written(tmp_path):
    folder = tmp_path / "docs"
    shutil.copytree(DOCS, folder, ignore=shutil.ignore_patterns("reference", "_site", ".quarto"))
    done = subprocess.run(
        [sys.executable, "-m", "quartodoc", "build", "--config", str(folder / "_quarto.yml")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    pages = {path.stem: text_of(path) for path in (folder / "reference").glob("*.qmd")}
    assert set(pages) == {"index", "kinds", *(section["path"] for section in SECTIONS)}
    for section in SECTIONS:
        page = pages[section["path"]]
        assert page.startswith(f"# {section['summary']['name']}\n")
        assert f"({section['path']}.qmd)" in pages["index"]
        for name in section["contents"]:
            assert f"{{ #compendium.{name} }}" in page
            short = name.rpartition(".")[2]
            if short in compendium.__all__:
                assert f"co.{short}(" in page, f"{short} is shown as notebooks call it"
    for kind in KINDS:
        assert f"\n## {kind}\n" in pages["kinds"]


# What the guides say about the tables, the analyses and the checks


def flat(path):
    return " ".join(text_of(path).split())


def test_the_student_guide_names_every_kind_with_its_columns_and_uses():
    guide = flat(DOCS / "guides" / "student.md")
    analyses = read_analyses(Layout(REPOSITORY))
    for kind in KINDS:
        what = load_schema(kind)["description"]
        needed = needed_columns(kind)
        others = [name for name in column_names(kind) if name not in needed]
        uses = [
            analysis.name
            for analysis in analyses
            if kind
            in {name for need in (*analysis.needs, *analysis.uses) for name in kinds_needed(need)}
        ]
        assert f"`{kind}.csv`" in guide
        sentences = [f"One row is {what[0].lower()}{what[1:]}", f"Must have: {quoted(needed)}."]
        sentences += [f"May have: {quoted(others)}."] if others else []
        sentences += [f"Used by: {', '.join(uses) or 'no analysis yet'}."]
        assert " ".join(sentences) in guide


def quoted(names):
    return ", ".join(f"`{name}`" for name in names)


def test_the_reviewers_guide_names_every_check():
    guide = flat(DOCS / "guides" / "reviewer.md")
    for name in CHECKS:
        assert f"**{name}**" in guide


# The students' example, done


def blocks(text):
    """What a reader does, in order: tables to save, files to write, commands to type."""
    kind, table = "", []
    fence, lines = "", []
    for line in [*text.splitlines(), ""]:
        if fence:
            if line == "```":
                yield fence, "\n".join(lines)
                fence, lines = "", []
            else:
                lines.append(line)
            continue
        if line.startswith("```"):
            fence = line[3:] or "text"
        named = re.match(r"(?:### )?`(\w+)\.(?:csv|xlsx)`", line)
        if named:
            kind = named[1]
        elif line.startswith("#"):
            kind = ""
        if line.startswith("|"):
            table.append([cell.strip().strip("`") for cell in line.strip("|").split("|")])
        elif table:
            if kind:
                yield kind, [table[0], *table[2:]]
            table = []


def steps(text):
    """Commands with what they answer."""
    for part in re.split(r"(?m)^\$ ", text)[1:]:
        command, _, answer = part.partition("\n")
        yield command, answer.rstrip("\n")


def says(expected, found):
    """Whether an answer is as the guide shows it; ``...`` stands for what is left out."""
    pattern = "".join(
        r"(?:.*\n)*" if line == "..." else re.escape(line).replace(r"\.\.\.", ".*?") + "\n"
        for line in expected.splitlines()
    )
    return re.fullmatch(pattern, found + "\n" if found else "") is not None


def settled(text):
    """Put lines that tell of steps in one order: which ends first depends on the computer."""
    lines = text.splitlines()
    for place in range(len(lines)):
        end = place
        while end < len(lines) and "  done, " in lines[end]:
            end += 1
        lines[place:end] = sorted(lines[place:end])
    return "\n".join(lines)


def test_the_page_of_messages_is_made_from_the_messages():
    maker = runpy.run_path(str(DOCS / "_troubleshooting.py"))
    page = maker["page"]()
    assert maker["PAGE"].read_text(encoding="utf-8") == page, "python docs/_troubleshooting.py"
    assert page.count("\n| ") > 80


def test_dots_stand_for_what_is_left_out():
    assert says("...\nb, ... s\n...", "a\nb, 1.5 s\nc\nd")
    assert says("...\nb", "b")
    assert not says("b", "a\nb")
    assert says("", "")


def answer(root, command):
    done = subprocess.run(
        [sys.executable, "-m", "compendium.cli", *shlex.split(command)[1:]],
        cwd=root,
        env={**os.environ, "COMPENDIUM_ROOT": str(root), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    found = re.sub(r"done, \d+\.\d s", "done, ... s", done.stdout).rstrip("\n")
    if command.startswith("compendium run"):  # the steps end in any order
        *ends, last = found.splitlines()
        found = "\n".join([*sorted(ends), last])
    return found


def save_workbook(path, rows):
    """Save a table as a spreadsheet would that has it open, with all cells as text."""
    book = Workbook()
    for row in rows:
        book.active.append([cell or None for cell in row])
    book.save(path)


def save_table(path, rows, *, delimiter, encoding):
    """Save a table as a spreadsheet would."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = (
        delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in row) for row in rows
    )
    path.write_bytes("\r\n".join([*lines, ""]).encode(encoding))


def replay(guide, root):
    """Do what the guide says; give each command with what the guide shows and what came."""
    study = root / "data" / "my-study"
    # Each table as another spreadsheet program would save it: all are understood.
    ways = itertools.cycle([(",", "utf-8"), (";", "cp1252"), ("\t", "utf-16"), (";", "utf-8-sig")])
    for what, content in blocks(guide):
        if what in ("concepts", "crosswalk"):
            continue  # these belong to another folder
        if what in KINDS:
            workbook = study / f"{what}.xlsx"
            if workbook.is_file():
                save_workbook(workbook, content)
                continue
            delimiter, encoding = next(ways)
            save_table(study / f"{what}.csv", content, delimiter=delimiter, encoding=encoding)
        elif what == "toml":
            (study / "study.toml").write_text(content, encoding="utf-8")
        elif what == "console":
            for command, shown in steps(content):
                yield command, shown, answer(root, command)


ENCODING = re.compile(r"^note: .*(read as UTF-16|does not say its encoding)")


@pytest.mark.thorough
def test_what_the_students_guide_shows_is_what_happens(tmp_path):
    shutil.copytree(REPOSITORY / "notebooks", tmp_path / "notebooks")
    shutil.copytree(REPOSITORY / "paper" / "report", tmp_path / "paper" / "report")
    guide = text_of(DOCS / "guides" / "student.md")
    done = set()
    for command, shown, found in replay(guide, tmp_path):
        # Here the tables are in encodings of which `compendium check` says what it assumed.
        lines = found.splitlines(keepends=True)
        told = "".join(line for line in lines if not ENCODING.search(line))
        assert says(settled(shown), settled(told)), f"$ {command}\n{found}"
        done.add(command.split()[1])
    assert {"new", "check", "plan", "run", "report", "verify"} <= done


@pytest.mark.thorough
def test_what_the_tutorial_shows_is_what_happens(tmp_path):
    shutil.copytree(REPOSITORY / "notebooks", tmp_path / "notebooks")
    shutil.copytree(REPOSITORY / "data" / "example", tmp_path / "data" / "example")
    shutil.copy(REPOSITORY / ".gitignore", tmp_path)
    write_five(tmp_path)
    done = set()
    for command, shown, found in replay(text_of(DOCS / "guides" / "tutorial.md"), tmp_path):
        assert says(settled(shown), settled(found)), f"$ {command}\n{found}"
        done.add(command.split()[1])
    assert done == {"plan", "new", "import", "check"}


def test_the_students_examples_have_all_kinds_with_columns_that_they_can_have():
    examples = [
        (kind, rows[0])
        for kind, rows in blocks(text_of(DOCS / "guides" / "student.md"))
        if kind in KINDS
    ]
    assert {kind for kind, _ in examples} == set(KINDS)
    for kind, header in examples[2:]:  # the first two are wrong on purpose
        assert set(needed_columns(kind)) <= set(header) <= set(column_names(kind)), kind


# What the other guides show


def shown_lines(name, command):
    """Lines that a guide shows as the answer to a command, each time that it is typed."""
    for what, content in blocks(text_of(DOCS / "guides" / f"{name}.md")):
        if what == "console":
            for typed, shown in steps(content):
                if typed == command:
                    yield [line for line in shown.splitlines() if line != "..."]


def test_the_authors_guide_shows_the_plan():
    expected = [f"connectors/{name}" for name in plan_of("connectors")]
    plans = list(shown_lines("author", "compendium plan --study connectors"))
    assert plans
    for lines in plans:
        assert [line.split()[0] for line in lines[:-1]] == expected
        assert lines[-1].startswith(f"{len(expected)} steps, ")


def plan_of(study):
    steps = make_plan(Layout(REPOSITORY), studies=[study])
    return [step.analysis for step in steps]


def test_the_authors_guide_shows_what_the_changed_score_changes(tmp_path):
    shutil.copytree(REPOSITORY / "data" / "connectors", tmp_path / "data" / "connectors")
    scores = tmp_path / "data" / "connectors" / "scores.csv"
    header, first, *others = text_of(scores).splitlines()
    assert first.endswith(",95")
    scores.write_text("\n".join([header, first.removesuffix("95") + "90", *others, ""]))
    study = read_study("connectors", layout=Layout(tmp_path))
    scored = compendium.item_scores(study.table("items"), study.table("scores"))
    means = compendium.dimension_means(scored)
    values = compendium.summarise_scores(scored, means, scale=study.scale)
    compared = compendium.compare_printed(study.table("printed"), values, analysis="scale-scores")
    expected = [
        f"connectors: {row.printed_id} is printed as {row.printed}, recomputed as "
        f"{row.recomputed}; no note in printed.csv explains it"
        for row in unexplained(compared).itertuples()
    ]
    assert list(shown_lines("author", "compendium verify")) == [expected]


def test_the_reviewers_guide_shows_findings():
    _, found = verify(Layout(REPOSITORY))
    findings = {f"{row[0]}: {row[1]}: {row[3]} [{row[2]}]" for row in found.to_numpy()}
    (lines,) = shown_lines("reviewer", "compendium verify")
    assert len(lines) > 1
    assert set(lines[:-1]) <= findings
    assert lines[-1] == "the whole list: figures/verification.csv"


def test_the_number_that_a_reviewer_follows_is_there():
    guide = text_of(DOCS / "guides" / "reviewer.md")
    study = read_study("cocreation", layout=Layout(REPOSITORY))
    printed = study.table("printed").set_index("printed_id")
    row = printed.loc[re.findall(r"the row `([\w-]+)`", guide)[0]]
    assert f"`{row['analysis']}`" in guide
    assert f"`{row['value']}`" in guide
    (factor,) = re.findall(r"filter the column `factor` for `([\w-]+)`", guide)
    assert factor in set(study.table("presence")["factor"])
    for path in re.findall(r"`((?:data|figures|notebooks|paper)/[\w./-]+\.\w+)`", guide):
        if "_output" not in path:
            assert (REPOSITORY / path).is_file(), path


def test_the_first_page_lists_every_command():
    page = text_of(DOCS / "index.md")
    for command in parsers():
        assert f"| `compendium {command}` |" in page


# The authors' example, done


def test_the_figure_of_the_authors_guide_can_be_drawn():
    guide = text_of(DOCS / "guides" / "author.md")
    (code,) = re.findall(r"(?s)```python\n(.*?)```", guide)
    imports = "\n".join(re.findall(r"(?m)^    (import .+)$", guide))
    this = read_study("connectors", layout=Layout(REPOSITORY))
    scored = compendium.item_scores(this.table("items"), this.table("scores"))
    names = {"co": compendium, "this": this, "scored": scored, "exhibits": {}}
    exec(compile(f"{imports}\n{code}", "author.md", "exec"), names)
    (exhibit,) = names["exhibits"].values()
    assert exhibit.is_figure
    assert exhibit.caption
    assert exhibit.alt
