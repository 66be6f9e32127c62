# /// script
# requires-python = ">=3.11,<3.12"
# dependencies = ["num2words==0.5.14"]
# ///
"""Ask other programs for their outcomes: ``uv run tests/oracles/outcomes/make.py``.

They are heavy, and some need other versions of what the compendium needs; so the tests hold ours
against these files. Run it again, with the cases here changed, to compare more.
"""

import json
from importlib.metadata import version
from pathlib import Path

FOLDER = Path(__file__).parent


def num2words_words() -> dict[str, object]:
    """Numbers in words, Dutch and English."""
    from num2words import num2words

    numbers = [*range(200), *range(200, 2000, 23), *range(2000, 1_000_000, 7_907)]
    words = {
        language: {number: num2words(number, lang=language).replace(",", "") for number in numbers}
        for language in ("en", "nl")
    }
    return {"words": words}


PROGRAMS = {"num2words": num2words_words}


def main() -> None:
    """Write a file for each program."""
    for program, ask in PROGRAMS.items():
        found = {"version": version(program), **ask()}
        text = json.dumps(found, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        (FOLDER / f"{program}.json").write_text(text + "\n", encoding="utf-8")
        print(f"{program} {found['version']}: {len(text):,} characters")


if __name__ == "__main__":
    main()
