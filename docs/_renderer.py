"""How the reference shows a public function: by the name under which notebooks call it."""

from typing import Any

import compendium
from plum import dispatch
from quartodoc import MdRenderer, layout


class Renderer(MdRenderer):  # type: ignore[misc]
    """quartodoc's own renderer, with names as in ``import compendium as co``."""

    style = "compendium"

    def _fetch_object_dispname(self, el: Any) -> str:
        """Name an object in its signature: ``co.save``, ``Study.table``, ``verify.verify``."""
        module, *inner = el.path.split(".")[-2:]
        if el.path == f"compendium.{compendium._MODULE_OF.get(el.name)}.{el.name}":
            return f"co.{el.name}"
        return ".".join([module, *inner])

    @dispatch
    def summarize(self, el: layout.Page) -> str:
        """List a page on the index: its title, what it is for, and each of its names."""
        rows = "\n".join(self.summarize(entry, el.path) for entry in el.contents)
        title = f"## [{el.summary.name}]({el.path}.qmd)"
        return f"{title}\n\n{el.summary.desc}\n\n| | |\n| --- | --- |\n{rows}"
