"""Render the paper with Quarto."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from compendium.errors import PaperError
from compendium.layout import Layout
from compendium.paper.source import FIXED_TIME

OUTPUTS = ("index.html", "index.docx", "index.pdf")
_WARNED = re.compile(
    r"warn.*(?:unable to|unresolved|not found|unknown|could not|cannot|missing|\?var|\?@)",
    re.IGNORECASE,
)
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def quarto_version() -> str:
    """Version of the Quarto on the PATH, such as ``1.11.3``; a PaperError where there is none."""
    return _run(["--version"], Path.cwd()).stdout.strip()


def render_quarto(layout: Layout, report: Callable[[str], object] = print) -> list[Path]:
    """Render the manuscript with Quarto, all formats in one call.

    One call per format would leave only the last format in the output folder.

    Parameters
    ----------
    layout : Layout
        The folders of the compendium.
    report : callable
        Called with one line of text as rendering begins.

    Returns
    -------
    list of Path
        The web page, the Word file and the PDF.

    Raises
    ------
    PaperError
        When Quarto fails, warns of something that it could not resolve, or leaves out a format.
    """
    report(f"Rendering with Quarto {quarto_version()}")
    done = _run(["render", layout.shown(layout.paper), "--no-execute"], layout.root)
    lines = _COLOUR.sub("", f"{done.stdout}\n{done.stderr}").splitlines()
    lines = [line.rstrip() for line in lines if line.strip()]
    if done.returncode != 0:
        raise PaperError(
            "\n".join([f"Quarto failed (exit code {done.returncode}). It said:", *lines[-15:]])
        )
    warned = [line for line in lines if _WARNED.search(line)]
    if warned:
        raise PaperError(
            "\n".join(
                [
                    "Quarto could not resolve everything in the manuscript:",
                    *warned,
                    "Correct this in paper/index.qmd, then build the paper again.",
                ]
            )
        )
    outputs = [layout.paper / "_output" / name for name in OUTPUTS]
    missing = [layout.shown(path) for path in outputs if not path.is_file()]
    if missing:
        raise PaperError(
            f"Quarto made no {', '.join(missing)}. Keep the formats html, docx and typst, and "
            "`output-dir: _output`, in paper/_quarto.yml."
        )
    return outputs


def _run(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    program = shutil.which("quarto")
    if program is None:
        raise PaperError("Quarto is not installed: no program `quarto` on the PATH.")
    return subprocess.run(
        [program, *arguments],
        cwd=folder,
        env={**os.environ, "SOURCE_DATE_EPOCH": str(FIXED_TIME)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
