"""Which steps are asked for, and which cannot run here for want of a withheld table."""

import difflib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from compendium.errors import AnalysisError, StudyError
from compendium.steps.needs import kinds_needed
from compendium.study.withheld import why_withheld

if TYPE_CHECKING:
    from compendium.steps.plan import Analysis


def check_names(
    what: str, names: Sequence[str], known: Sequence[str], error: type[StudyError | AnalysisError]
) -> None:
    """Refuse a name that is not known, with the one that was perhaps meant."""
    for name in names:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"Did you mean {near[0]}?" if near else f"There are {', '.join(known)}."
            raise error(f"there is no {what} {name!r}. {hint}")


def cannot_run(
    analysis: "Analysis", study: str, absent: Mapping[str, Mapping[str, str]]
) -> list[str]:
    """Say which withheld tables, among those of `away`, an analysis would read of a study."""
    named = [kind for need in (*analysis.needs, *analysis.uses) for kind in kinds_needed(need)]
    across = [kind for need in analysis.across for kind in kinds_needed(need)]
    return why_withheld(study, named, across, absent)
