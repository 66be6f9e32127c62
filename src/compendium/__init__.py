"""Reproducible research on neighbourhood collaboration: from tables to figures to paper.

Notebooks import this front door as ``co``. A name is loaded when it is first used, so that the
commands stay quick.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from compendium.coding import (
        branches,
        code_counts,
        code_tree,
        coding_values,
        cross_count,
        cross_table,
        present_forms,
        shares,
        unused_codes,
    )
    from compendium.exhibit import Exhibit
    from compendium.figures import (
        draw_co_occurrence,
        draw_code_counts,
        draw_code_tree,
        draw_item_scores,
        draw_matrices,
        draw_timeline,
    )
    from compendium.listings import (
        labels_of,
        list_codes,
        list_dimensions,
        list_events,
        list_granularity,
        list_items,
        list_matrix,
        list_pairs,
        list_passages,
        list_printed,
        list_totals,
    )
    from compendium.matrix import (
        co_occurrence,
        factor_matrix,
        matrix_kinds,
        matrix_values,
        total_table,
    )
    from compendium.naming import slug
    from compendium.save import save
    from compendium.scale import (
        dimension_means,
        granularity,
        item_scores,
        possible_scores,
        round_half_up,
        scale_values,
    )
    from compendium.study import Study, check_study, read_study
    from compendium.timeline import (
        case_events,
        date_certainty,
        event_spans,
        lanes,
        timeline_values,
    )
    from compendium.verification import compare_printed

__version__ = "0.1.0"

_HOME = {
    "coding": (
        "branches code_counts code_tree coding_values cross_count cross_table present_forms shares "
        "unused_codes"
    ),
    "exhibit": "Exhibit",
    "figures": (
        "draw_co_occurrence draw_code_counts draw_code_tree draw_item_scores draw_matrices "
        "draw_timeline"
    ),
    "listings": (
        "labels_of list_codes list_dimensions list_events list_granularity list_items list_matrix "
        "list_pairs list_passages list_printed list_totals"
    ),
    "matrix": "co_occurrence factor_matrix matrix_kinds matrix_values total_table",
    "naming": "slug",
    "save": "save",
    "scale": "dimension_means granularity item_scores possible_scores round_half_up scale_values",
    "study": "Study check_study read_study",
    "timeline": "case_events date_certainty event_spans lanes timeline_values",
    "verification": "compare_printed",
}
_MODULE_OF = {name: module for module, names in _HOME.items() for name in names.split()}

__all__ = [*_MODULE_OF]


def __getattr__(name: str) -> Any:
    """Load a public name from its module when it is first used."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module 'compendium' has no attribute {name!r}")
    return getattr(import_module(f"compendium.{_MODULE_OF[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
