"""Reproducible research on neighbourhood collaboration: from tables to figures to paper.

Notebooks import this front door as ``co``. A name is loaded when it is first used, so that the
commands stay quick.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from compendium.agreement import (
        agreement,
        agreement_values,
        disagreements,
    )
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
    from compendium.collocations import (
        collocations,
        in_context,
    )
    from compendium.composition import (
        changes,
        composition,
        composition_values,
    )
    from compendium.consistency import (
        find_inconsistencies,
    )
    from compendium.exhibit import (
        Exhibit,
    )
    from compendium.figures import (
        draw_changes,
        draw_co_occurrence,
        draw_code_counts,
        draw_code_tree,
        draw_composition,
        draw_concepts,
        draw_instruments,
        draw_item_scores,
        draw_matrices,
        draw_similarity,
        draw_theme_map,
        draw_timeline,
    )
    from compendium.figures.agreement import (
        draw_agreement,
    )
    from compendium.figures.words import (
        draw_keyness,
        draw_words,
    )
    from compendium.instruments import (
        instrument_topics,
        instrument_values,
    )
    from compendium.keyness import (
        groups_of,
        in_several,
        keyness,
        text_sizes,
        text_values,
        word_counts,
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
        list_totals,
    )
    from compendium.listings_agreement import (
        list_agreement,
        list_disagreements,
    )
    from compendium.listings_text import (
        list_collocations,
        list_context,
        list_keyness,
        list_proposals,
        list_terms,
        list_texts,
        list_words,
    )
    from compendium.listings_themes import (
        list_composition,
        list_concepts,
        list_crosswalk,
        list_instruments,
        list_similarity,
        list_themes,
    )
    from compendium.listings_verification import list_printed
    from compendium.matrix import (
        co_occurrence,
        factor_matrix,
        matrix_kinds,
        matrix_values,
        total_table,
    )
    from compendium.naming import (
        slug,
    )
    from compendium.save import (
        save,
    )
    from compendium.scale import (
        dimension_means,
        granularity,
        item_scores,
        possible_scores,
        round_half_up,
        scale_values,
    )
    from compendium.study import (
        Study,
        check_study,
        read_study,
    )
    from compendium.style import new_figure
    from compendium.synthesis import (
        case_similarity,
        check_crosswalk,
        concept_evidence,
        study_similarity,
        synthesis_values,
    )
    from compendium.terms import (
        compare_terms,
        find_terms,
        read_terms,
        term_values,
    )
    from compendium.texts import read_texts
    from compendium.themes import (
        theme_evidence,
        theme_map,
        theme_values,
    )
    from compendium.timeline import (
        case_events,
        date_certainty,
        event_spans,
        lanes,
        timeline_values,
    )
    from compendium.transcripts import turns
    from compendium.verification import (
        compare_printed,
    )
    from compendium.words import lemmatiser, tokens

__version__ = "0.1.0"

# Module -> the public names that it gives.
_HOME = {
    "agreement": "agreement agreement_values disagreements",
    "coding": (
        "branches code_counts code_tree coding_values cross_count cross_table present_forms "
        "shares unused_codes"
    ),
    "collocations": "collocations in_context",
    "composition": "changes composition composition_values",
    "consistency": "find_inconsistencies",
    "exhibit": "Exhibit",
    "figures": (
        "draw_changes draw_co_occurrence draw_code_counts draw_code_tree draw_composition "
        "draw_concepts draw_instruments draw_item_scores draw_matrices draw_similarity "
        "draw_theme_map draw_timeline"
    ),
    "figures.agreement": "draw_agreement",
    "figures.words": "draw_keyness draw_words",
    "instruments": "instrument_topics instrument_values",
    "keyness": "groups_of in_several keyness text_sizes text_values word_counts",
    "listings": (
        "labels_of list_codes list_dimensions list_events list_granularity list_items "
        "list_matrix list_pairs list_passages list_totals"
    ),
    "listings_agreement": "list_agreement list_disagreements",
    "listings_text": (
        "list_collocations list_context list_keyness list_proposals list_terms list_texts "
        "list_words"
    ),
    "listings_themes": (
        "list_composition list_concepts list_crosswalk list_instruments list_similarity list_themes"
    ),
    "listings_verification": "list_printed",
    "matrix": "co_occurrence factor_matrix matrix_kinds matrix_values total_table",
    "naming": "slug",
    "save": "save",
    "scale": ("dimension_means granularity item_scores possible_scores round_half_up scale_values"),
    "style": "new_figure",
    "study": "Study check_study read_study",
    "synthesis": (
        "case_similarity check_crosswalk concept_evidence study_similarity synthesis_values"
    ),
    "terms": "compare_terms find_terms read_terms term_values",
    "texts": "read_texts",
    "themes": "theme_evidence theme_map theme_values",
    "timeline": "case_events date_certainty event_spans lanes timeline_values",
    "transcripts": "turns",
    "verification": "compare_printed",
    "words": "lemmatiser tokens",
}
_MODULE_OF = {name: module for module, names in _HOME.items() for name in names.split()}

__all__ = [*_MODULE_OF]


class _FrontDoor(ModuleType):
    """A package in which a function goes before the module of the same name."""

    def __setattr__(self, name: str, value: Any) -> None:
        # Importing compendium.save would put the module where notebooks find the function.
        if not (name in _MODULE_OF and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _FrontDoor


def __getattr__(name: str) -> Any:
    """Load a public name from its module when it is first used."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module 'compendium' has no attribute {name!r}")
    return getattr(import_module(f"compendium.{_MODULE_OF[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
