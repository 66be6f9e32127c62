"""Running steps: one at a time in this process, or several in processes of their own."""

from compendium.steps.run.pool import Standing, run_steps
from compendium.steps.run.step import Outcome, run_step

__all__ = ["Outcome", "Standing", "run_step", "run_steps"]
