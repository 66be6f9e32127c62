"""The commands: a module each, or each few that belong together."""

import signal
import threading

# Ctrl-C while the modules are loaded ends the program without a word; `main` says one.
_MAIN = threading.current_thread() is threading.main_thread()
_before = signal.signal(signal.SIGINT, signal.SIG_DFL) if _MAIN else None

import argparse  # noqa: E402
import os  # noqa: E402
import shutil  # noqa: E402
import sys  # noqa: E402
import traceback  # noqa: E402
from collections.abc import Sequence  # noqa: E402
from contextlib import suppress  # noqa: E402
from datetime import datetime  # noqa: E402
from pathlib import Path  # noqa: E402

from compendium.cli import coded, crate, figures, own, paper, steps, tables, trace, verify  # noqa: E402
from compendium.errors import CompendiumError  # noqa: E402
from compendium.layout import Layout, find_layout  # noqa: E402

if _MAIN:
    # The package itself let it end so: only from here on `main` says a word.
    before_all = signal.default_int_handler if _before is signal.SIG_DFL else _before
    signal.signal(signal.SIGINT, before_all)

DESCRIPTION = "From tables to figures to paper: the commands of the compendium."
_STREAMS = ("stdin", "stdout", "stderr")
STOPPED = "stopped; what was running will run again next time"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Parameters
    ----------
    arguments : sequence of str, optional
        Words of the command line; by default those of this process.

    Returns
    -------
    int
        0 when all went well, 1 when something failed, 2 when the command was not understood.
    """
    _open_closed()
    try:
        try:
            code = _run(arguments)
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        _say_no_more()  # the reader of the output, such as `head`, has seen enough
        return 0
    except OSError as error:
        if error.filename is not None:
            raise
        _say_no_more()
        _tell(f"What was to be said could not be written ({error.strerror}).")
        return 1
    except KeyboardInterrupt:
        _tell(STOPPED)
        return 130
    return code


def _open_closed() -> None:
    """Lead nowhere what was closed for this process, as by ``>&-`` or by a timer of the system.

    Else the next file that is opened would take its place, and hold what is printed.
    """
    descriptor = os.open(os.devnull, os.O_RDWR)
    while descriptor < len(_STREAMS):
        descriptor = os.dup(descriptor)
    os.close(descriptor)
    for name in _STREAMS:
        if getattr(sys, name) is None:
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115


def _run(arguments: Sequence[str] | None) -> int:
    options = _parser().parse_args(arguments)
    layout: Layout | None = None
    try:
        from compendium.cli.home import check_home
        from compendium.steps.sweep import sweep

        layout = find_layout()
        check_home(layout)
        for sentence in sweep(layout):
            _tell(sentence)
        code: int = options.command(layout, options)
    except CompendiumError as error:
        _tell(str(error))
        return 1
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.filename is None and layout is None:
            raise
        _tell(_of_the_disk(error))
        return 1
    except MemoryError:
        _tell("There is not enough memory for this. Close other programs, or use a smaller file.")
        return 1
    except Exception:
        _tell(_of_the_program(layout))
        return 1
    return code


def _of_the_disk(error: OSError) -> str:
    """Say what the system refused."""
    place, reason = error.filename, error.strerror or str(error)
    if isinstance(error, shutil.Error) and isinstance(error.args[0], list):
        _, place, reason = error.args[0][0]  # the first of the files that were to be copied
    what = f"{place}: " if place else ""
    return (
        f"{what}this could not be read or written ({reason}). Check that the "
        "disk is there and not full, and that you may read and write here; then type the same "
        "again. What was there is as it was."
    )


def _of_the_program(layout: Layout | None) -> str:
    """Keep a mistake of the program in a file, and say where."""
    told = traceback.format_exc()
    last = told.strip().splitlines()[-1]
    place = (layout.build if layout else None) or None
    where = ""
    if place is not None:
        with suppress(OSError):
            place.mkdir(exist_ok=True)
            log = place / "mistakes.log"
            with log.open("a", encoding="utf-8") as file:
                file.write(f"{datetime.now():%Y-%m-%d %H:%M}  {' '.join(sys.argv)}\n{told}\n")
            where = f" All that is known of it is in {layout.shown(log)}." if layout else ""
    return f"This is a mistake of the program, not yours: {last}.{where} Please tell its makers."


def _tell(text: str) -> None:
    with suppress(OSError):
        print(text, file=sys.stderr, flush=True)


def _say_no_more() -> None:
    """Throw away what is still to be printed: to print it once more would fail once more."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="compendium", description=DESCRIPTION)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for module in (own, coded, steps, figures, verify, trace, paper, crate, tables):
        module.add_commands(commands)
    return parser
