"""Finish the web page: figures that zoom, tables that filter, a browser of passages; one file."""

import json
from pathlib import Path

from compendium.exhibits.markup import JOINER
from compendium.language import say

# Above each sheet of a page that is printed: the banner of the screen is on the first alone.
_ON_PAPER = "@page { @top-center { content: %s; color: #8a1c00; font: bold 9pt sans-serif; } }"
RESOURCES = Path(__file__).with_name("resources")


def finish_page(page: str, *, marked: str = "", passages: str = "") -> str:
    """Put style and script of the report into its web page.

    Parameters
    ----------
    page : str
        The page, as either renderer made it.
    marked : str, optional
        What stands above every part of the page, where it holds words of participants.
    passages : str, optional
        What `browser` gives.

    Returns
    -------
    str
        The page; it still loads nothing.
    """
    words = {
        "filter": say("Filter the rows"),
        "zoom": say("Enlarge the figure"),
        "close": say("Close"),
        "values": say("Arrow keys tell the values."),
        "shown": say("shown"),
    }
    style = (RESOURCES / "report.css").read_text(encoding="utf-8")
    script = (RESOURCES / "report.js").read_text(encoding="utf-8")
    data = json.dumps(words, ensure_ascii=False).replace("<", "\\u003c")
    head = f"<style>\n{style}\n</style>\n</head>"
    code = f"const REPORT_WORDS = {data};\n{script}"
    foot = f"{passages}<script data-report>\n{code}\n</script>\n</body>"
    # What kept Quarto from running a shortcode in a text: without it, the text is the study's own.
    page = page.replace(JOINER, "").replace("</head>", head, 1)
    start, end, rest = page.rpartition("</body>")
    page = f"{start}{foot}{rest}" if end else page
    if marked:
        page = page.replace(
            "</head>", f"<style>{_ON_PAPER % json.dumps(marked)}</style>\n</head>", 1
        )
        opening = page.index(">", page.index("<body")) + 1
        banner = f'<aside class="private" aria-label="{marked}">{marked}</aside>'
        page = f"{page[:opening]}{banner}{page[opening:]}"
    return page
