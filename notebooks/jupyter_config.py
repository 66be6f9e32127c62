"""Settings of the server that `make lab` starts."""

from typing import Any

from tornado.web import HTTPError

from compendium.layout import find_layout
from compendium.own.lab import without_outputs, write_index


def strip_or_refuse(**save: Any) -> None:
    """Take the outputs out, or do not save: a server goes on when this fails."""
    try:
        without_outputs(**save)
    except Exception as error:
        raise HTTPError(
            500, f"this notebook cannot be saved without its outputs ({error!r})"
        ) from error


layout = find_layout()
index = write_index(layout).relative_to(layout.root).as_posix()
settings: Any = get_config()  # type: ignore[name-defined]  # noqa: F821
settings.ServerApp.root_dir = str(layout.root)
settings.FileContentsManager.pre_save_hook = strip_or_refuse
settings.LabApp.default_url = f"/lab/tree/{index}?file-browser-path=/notebooks"
