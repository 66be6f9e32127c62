"""The engine that papermill finds under the name ``compendium``."""

from typing import Any

from ipykernel.ipkernel import IPythonKernel
from jupyter_client.kernelspec import NATIVE_KERNEL_NAME
from nbclient.exceptions import DeadKernelError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine
from papermill.log import logger

from compendium.engine.forked import Forked
from compendium.engine.warm import is_clean


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


class WarmClient(PapermillNotebookClient):  # type: ignore[misc]
    """Papermill's client, with a forked process in place of a kernel."""

    def execute(self, **_: Any) -> Any:
        """Execute the cells one after the other, until one fails."""
        self.reset_execution_trackers()
        self.kc = Forked()
        try:
            self.log.info(f"Executing notebook with kernel: {self.kernel_name}")
            self.papermill_execute_cells()
            self.nb.metadata["language_info"] = dict(IPythonKernel.language_info)
            self.set_widgets_metadata()
        except DeadKernelError as error:
            raise DeadKernelError(self.kc.ending()) from error
        finally:
            self.kc.close()
        return self.nb

    def output(self, outs: list[Any], *args: Any) -> Any:
        """Add an output; text that goes on where the last output ended is joined to it."""
        out = super().output(outs, *args)
        # Else the number of outputs would depend on how busy the machine was.
        if out and out.output_type == "stream" and len(outs) > 1:
            before = outs[-2]
            if before.output_type == "stream" and before.name == out.name:
                before.text += outs.pop().text
        return out


def _stop_monitor(bar: Any) -> None:
    """Stop the thread with which tqdm watches its bars: nothing else may run during a fork."""
    if bar is not None and type(bar).monitor is not None:
        type(bar).monitor.exit()
        type(bar).monitor = None
