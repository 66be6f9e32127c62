"""The engine that papermill finds under the name ``compendium``."""

from typing import Any

from papermill.engines import NBClientEngine
from papermill.log import logger


class CompendiumEngine(NBClientEngine):  # type: ignore[misc]
    """Executes a notebook in a process forked from this one.

    Where that cannot be done the ordinary kernel serves, and the result is the same.
    """

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, log_output: bool = False, **kwargs: Any
    ) -> None:
        """Execute the cells, and write their outputs into the notebook.

        Parameters
        ----------
        nb_man : NotebookExecutionManager
            Holds the notebook, and saves it as its cells are executed.
        kernel_name : str
            The notebook's kernel; any but this Python's own is started as usual.
        log_output : bool, optional
            Whether to log what the cells put out.
        **kwargs
            As for papermill's own engine.
        """
        # Only now: papermill loads this module whenever it starts, whatever its engine.
        from jupyter_client.kernelspec import NATIVE_KERNEL_NAME

        from compendium.engine.client import WarmClient
        from compendium.engine.warm import is_clean

        _stop_monitor(nb_man.pbar)
        if kernel_name != NATIVE_KERNEL_NAME or not is_clean():
            logger.info("Using an ordinary kernel: this process cannot be forked for a notebook")
            super().execute_managed_notebook(nb_man, kernel_name, log_output, **kwargs)
            return
        limit = kwargs.pop("execution_timeout", None)
        for name in ("input_path", "start_timeout"):
            kwargs.pop(name, None)
        if limit:
            kwargs["timeout"] = limit
        WarmClient(
            nb_man, kernel_name=kernel_name, log=logger, log_output=log_output, **kwargs
        ).execute()


def _stop_monitor(bar: Any) -> None:
    """Stop the thread with which tqdm watches its bars: nothing else may run during a fork."""
    if bar is not None and type(bar).monitor is not None:
        type(bar).monitor.exit()
        type(bar).monitor = None
