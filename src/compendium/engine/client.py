"""Papermill's client, with a forked process in place of a kernel."""

from typing import Any

from ipykernel.ipkernel import IPythonKernel
from nbclient.exceptions import DeadKernelError
from papermill.clientwrap import PapermillNotebookClient

from compendium.engine.forked import Forked


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
