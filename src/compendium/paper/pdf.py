"""Compile Typst markup to an accessible PDF, the same bytes each time."""

import importlib.util
from pathlib import Path

from compendium.errors import PaperError
from compendium.layout import Layout
from compendium.paper.source import FIXED_TIME


def compile_pdf(layout: Layout, source: bytes) -> bytes:
    """Compile the Typst markup of the paper; a PaperError says what Typst refused."""
    import typst

    try:
        return bytes(
            # Its stubs ask for one type of input and paths; it takes bytes and texts alike.
            typst.compile(  # type: ignore[call-overload]
                source,
                root=str(layout.paper),
                font_paths=_font_folders(),
                ignore_system_fonts=True,
                timestamp=FIXED_TIME,
                pdf_standards="ua-1",
            )
        )
    except typst.TypstError as error:
        hints = "".join(f"\n{hint}" for hint in error.hints)
        raise PaperError(
            f"paper/index.qmd: Typst could not make the PDF. It said:\n{error.message}{hints}\n"
            "Correct this in the manuscript, then build the paper again."
        ) from None


def _font_folders() -> list[str]:
    """Folder of the fonts that the figures were drawn with, for the text in them."""
    found = importlib.util.find_spec("matplotlib")
    if found is None or found.origin is None:
        return []
    return [str(Path(found.origin).parent / "mpl-data" / "fonts" / "ttf")]
