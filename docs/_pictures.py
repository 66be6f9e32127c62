"""Make the pictures of the student's guide: what one sees at each of the first three steps.

    python docs/_pictures.py

The commands are given in a compendium of their own below a temporary folder, and what they answer
is photographed in Chromium. Do it again when a command answers otherwise.
"""

import csv
import html
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
PICTURES = Path(__file__).parent / "guides" / "pictures"
STUDY = "garden"
SECTION = "answers-to-the-questionnaire"
SIZE = {"width": 600, "height": 380}
STATEMENTS = ("I know my neighbours", "I feel at home here", "I can join in the decisions")
ANSWERS = ((4, 5, 2), (3, 4, 2), (5, 5, 3), (2, 4, 1), (4, 4, 4), (3, 5, 2), (4, 3, 3), (5, 4, 2))
WRONG = (7, 3)  # row and column of a slip of the finger, which `check` finds
STYLE = """<style>
body { margin: 0; background: #16191d; font: 14px 'DejaVu Sans', sans-serif; }
pre { margin: 0; padding: 14px 16px; color: #e8e8e8; font: 14px/1.45 'DejaVu Sans Mono', monospace;
  white-space: pre-wrap; }
b { color: #7fd1ff; }
table { border-collapse: collapse; width: 100%; background: #fff; }
td, th { border: 1px solid #c8c8c8; padding: 4px 8px; text-align: left; white-space: nowrap; }
th, td:first-child { background: #eee; font-weight: normal; color: #555; text-align: center; }
.wrong { box-shadow: inset 0 0 0 3px #d55e00; }
p { margin: 0; padding: 7px 10px; background: #0b6b3a; color: #fff; }
</style>"""


def main() -> None:
    """Make all pictures."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as programs:
        root = Path(folder) / "compendium"
        for name in ("notebooks", "paper"):
            left_out = shutil.ignore_patterns("_output", "_parts*", ".*")
            shutil.copytree(ROOT / name, root / name, ignore=left_out)
        (root / "data").mkdir()
        browser = programs.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page(viewport=SIZE, reduced_motion="reduce")
        _write_answers(root / "forms.csv")
        steps = _give(root, f"import forms.csv --study {STUDY} --round T1")
        _photograph(page, f"{STYLE}<pre>{steps}</pre>", "import")
        table = root / "data" / STUDY / "responses.csv"
        _make_a_slip(table)
        answer = _give(root, f"check {STUDY}")
        _photograph(page, f"{STYLE}{_sheet(table)}<pre>{answer}</pre>", "check")
        shutil.copytree(ROOT / "data" / "example", root / "data" / "example")
        _give(root, "report example --to html --renderer builtin")
        page.set_viewport_size({"width": 900, "height": 570})
        page.goto((root / "build" / "report" / "example" / "example.html").as_uri())
        page.evaluate(f"document.getElementById('{SECTION}').scrollIntoView()")
        page.wait_for_timeout(500)
        page.screenshot(path=PICTURES / "report.png")
        browser.close()


def _write_answers(path: Path) -> None:
    """Write answers as a program of questionnaires exports them."""
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["Timestamp", *STATEMENTS])
        for number, answers in enumerate(ANSWERS, start=1):
            rows.writerow([f"2024/03/{number:02} 10:00:00 AM GMT+1", *answers])


def _give(root: Path, command: str) -> str:
    """Give a command, and show it with its answer as a terminal does."""
    words = [sys.executable, "-m", "compendium.cli", *command.split()]
    how = {**os.environ, "COMPENDIUM_ROOT": str(root), "COLUMNS": "68"}
    done = subprocess.run(words, cwd=root, env=how, capture_output=True, text=True, check=False)
    answer = html.escape((done.stdout + done.stderr).strip())
    return f"<b>$ compendium {html.escape(command)}</b>\n{answer}"


def _make_a_slip(path: Path) -> None:
    rows = _rows(path)
    row, column = WRONG
    rows[row - 1][column] = "44"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def _rows(path: Path) -> list[list[str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def _sheet(path: Path) -> str:
    """Show the first rows of a table as a spreadsheet does."""
    rows = _rows(path)
    letters = "".join(f"<th>{chr(ord('A') + place)}</th>" for place in range(len(rows[0])))
    shown = "".join(
        f"<tr><td>{number}</td>"
        + "".join(_cell(text, (number, place)) for place, text in enumerate(row))
        + "</tr>"
        for number, row in enumerate(rows[:9], start=1)
    )
    return f"<p>{path.name}</p><table><tr><th></th>{letters}</tr>{shown}</table>"


def _cell(text: str, place: tuple[int, int]) -> str:
    wrong = ' class="wrong"' if place == WRONG else ""
    return f"<td{wrong}>{html.escape(text)}</td>"


def _photograph(page: Page, content: str, name: str) -> None:
    page.set_content(f'<!DOCTYPE html><html lang="en"><body>{content}</body></html>')
    page.screenshot(path=PICTURES / f"{name}.png")


if __name__ == "__main__":
    main()
