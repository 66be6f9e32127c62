"""What Quarto does with the shortcodes of a page, as far as a manuscript can go wrong by them.

Written down from what Quarto 1.10.18 did with the lines of `tests/paper/test_shortcodes.py`, where
it is held against the real program wherever that is installed.
"""

import re
import sys

import yaml

SHORTCODE = re.compile(r"(\\?)(\{?)\{\{<\s*(.*?)\s*>\}\}(\}?)", re.DOTALL)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
IN_CODE = re.compile(r"^```.*?^```|`[^`\n]+`", re.DOTALL | re.MULTILINE)
INCLUDE = re.compile(r"^\{\{< include (\S+) >\}\}$", re.MULTILINE)
# What `tonumber` of Lua reads.
NUMBER = re.compile(r"\s*[+-]?(\d+(e[+-]?\d+)?|0x[0-9a-f]+(p[+-]?\d+)?)\s*", re.IGNORECASE | re.A)


def look_up(variables, name):
    """Give a value as Quarto finds it: a part below the first that is a number is no key."""
    first, *below = name.split(".")
    found = variables.get(first)
    for part in below:
        if NUMBER.fullmatch(part) or not isinstance(found, dict):
            return None
        found = found.get(part)
    return found


def run(text, variables, folder):
    """Run the shortcodes of a page: what it becomes, and what is warned of."""
    warnings = []

    def one(match):
        backslash, opened, inner, closed = match.groups()
        if backslash and not match.string[: match.start()].endswith("\\"):
            in_code = any(
                code.start() <= match.start() < code.end() for code in IN_CODE.finditer(text)
            )
            if not in_code:
                return "8fc729-690b-4000-b19f-365a4093b2ff;7B7B3C;"
        if opened and closed:
            return backslash + match.group()[len(backslash) + 1 : -1]
        name, argument = (*inner.split(), "")[:2]
        argument = argument.strip("\"'")
        if name != "var":
            if name not in ("pagebreak", "video", "meta", "env"):
                warnings.append(f"WARNING (main.lua:21983) Shortcode '{name}' not found")
            return match.group()
        value = look_up(variables, argument)
        if value is None:
            warnings.append(
                f"WARNING (main.lua:19094) Unknown var {argument} specified in a var shortcode."
            )
            value = f"?var:{argument}"
        return f"{backslash}{opened}{value}{closed}"

    # A line that is only an include is filled in first, in code and comments as well.
    text = INCLUDE.sub(lambda found: (folder / found.group(1)).read_text("utf-8"), text)
    return SHORTCODE.sub(one, text), warnings


def render(folder):
    """Render a folder as its three files; the warnings go where those of Quarto go."""
    text = (folder / "index.qmd").read_text("utf-8")
    variables = yaml.safe_load((folder / "_variables.yml").read_text("utf-8"))
    text, warnings = run(text, variables, folder)
    print("\n".join(warnings), file=sys.stderr)
    return text
