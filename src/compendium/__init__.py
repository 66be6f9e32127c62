"""Reproducible research on neighbourhood collaboration: from tables to figures to paper.

Notebooks import this front door as ``co``. A name is loaded when it is first used, so that the
commands stay quick.
"""

import os
import sys
import time
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from compendium.agreement import (
        agreement,
        agreement_values,
        disagreements,
    )
    from compendium.check import (
        check_study,
        study_hints,
    )
    from compendium.code_pairs import (
        code_pair_values,
        code_pairs,
    )
    from compendium.code_use import (
        code_presence,
        most_used,
        presence_values,
        rank_codes,
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
    from compendium.coding_columns import (
        column_labels,
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
    from compendium.figures.agreement import (
        draw_agreement,
    )
    from compendium.figures.answers import (
        draw_answers,
    )
    from compendium.figures.code_pairs import (
        draw_code_pairs,
    )
    from compendium.figures.coding import (
        draw_code_counts,
        draw_code_tree,
    )
    from compendium.figures.composition import (
        draw_changes,
        draw_composition,
    )
    from compendium.figures.instruments import (
        draw_instruments,
    )
    from compendium.figures.matrix import (
        draw_co_occurrence,
        draw_matrices,
    )
    from compendium.figures.responses import (
        draw_dimension_spread,
        draw_item_means,
    )
    from compendium.figures.saturation import (
        draw_growth,
    )
    from compendium.figures.scale import (
        draw_item_scores,
    )
    from compendium.figures.synthesis import (
        draw_concepts,
        draw_similarity,
    )
    from compendium.figures.themes import (
        draw_theme_map,
    )
    from compendium.figures.timeline import (
        draw_timeline,
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
    )
    from compendium.listings_agreement import (
        list_agreement,
        list_disagreements,
    )
    from compendium.listings_code_pairs import (
        list_code_pairs,
    )
    from compendium.listings_coding import (
        list_codes,
        list_most_used,
        list_passages,
        list_presence,
    )
    from compendium.listings_composition import (
        list_composition,
    )
    from compendium.listings_instruments import (
        list_instruments,
    )
    from compendium.listings_matrix import (
        list_matrix,
        list_pairs,
        list_totals,
    )
    from compendium.listings_printed import (
        list_printed,
    )
    from compendium.listings_responses import (
        list_changes,
        list_dimension_spread,
        list_item_spread,
    )
    from compendium.listings_saturation import (
        list_growth,
        list_runs,
    )
    from compendium.listings_scale import (
        list_dimensions,
        list_granularity,
        list_items,
    )
    from compendium.listings_synthesis import (
        list_concepts,
        list_crosswalk,
        list_similarity,
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
        list_themes,
    )
    from compendium.listings_timeline import (
        list_events,
    )
    from compendium.matrix import (
        co_occurrence,
        factor_matrix,
        matrix_kinds,
        matrix_values,
        most_varied,
        total_table,
    )
    from compendium.naming import (
        slug,
    )
    from compendium.presence import (
        factors_of,
        presence_from_coding,
        presence_of,
        presence_rule,
    )
    from compendium.qda.coded import (
        Coded,
    )
    from compendium.qda.reader import (
        read_coded,
    )
    from compendium.responses import (
        answer_counts,
        dimension_spread,
        item_spread,
        recoded,
        respondent_scores,
        respondents_in_words,
        response_values,
        round_changes,
    )
    from compendium.rounding import (
        round_half_up,
    )
    from compendium.saturation import (
        code_growth,
        new_information,
        random_growth,
        saturated_at,
        saturation_values,
    )
    from compendium.save import (
        save,
    )
    from compendium.scale import (
        dimension_means,
        granularity,
        item_scores,
        possible_scores,
        scale_values,
    )
    from compendium.study import (
        Study,
        read_study,
    )
    from compendium.style import (
        new_figure,
    )
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
    from compendium.texts import (
        read_texts,
    )
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
    from compendium.transcripts import (
        turns,
    )
    from compendium.verification import (
        compare_printed,
    )
    from compendium.words import (
        lemmatiser,
        tokens,
    )

__version__ = "0.1.0"

LOADED = time.time()  # before any other module of the package: what is edited later is not known

# Module -> the public names that it gives.
_HOME = {
    "agreement": "agreement agreement_values disagreements",
    "check": "check_study study_hints",
    "code_pairs": "code_pair_values code_pairs",
    "code_use": "code_presence most_used presence_values rank_codes",
    "coding": (
        "branches code_counts code_tree coding_values cross_count cross_table present_forms "
        "shares unused_codes"
    ),
    "coding_columns": "column_labels",
    "collocations": "collocations in_context",
    "composition": "changes composition composition_values",
    "consistency": "find_inconsistencies",
    "exhibit": "Exhibit",
    "figures.agreement": "draw_agreement",
    "figures.answers": "draw_answers",
    "figures.code_pairs": "draw_code_pairs",
    "figures.coding": "draw_code_counts draw_code_tree",
    "figures.composition": "draw_changes draw_composition",
    "figures.instruments": "draw_instruments",
    "figures.matrix": "draw_co_occurrence draw_matrices",
    "figures.responses": "draw_dimension_spread draw_item_means",
    "figures.saturation": "draw_growth",
    "figures.scale": "draw_item_scores",
    "figures.synthesis": "draw_concepts draw_similarity",
    "figures.themes": "draw_theme_map",
    "figures.timeline": "draw_timeline",
    "figures.words": "draw_keyness draw_words",
    "instruments": "instrument_topics instrument_values",
    "keyness": "groups_of in_several keyness text_sizes text_values word_counts",
    "listings": "labels_of",
    "listings_agreement": "list_agreement list_disagreements",
    "listings_code_pairs": "list_code_pairs",
    "listings_coding": "list_codes list_most_used list_passages list_presence",
    "listings_composition": "list_composition",
    "listings_instruments": "list_instruments",
    "listings_matrix": "list_matrix list_pairs list_totals",
    "listings_printed": "list_printed",
    "listings_responses": "list_changes list_dimension_spread list_item_spread",
    "listings_saturation": "list_growth list_runs",
    "listings_scale": "list_dimensions list_granularity list_items",
    "listings_synthesis": "list_concepts list_crosswalk list_similarity",
    "listings_text": (
        "list_collocations list_context list_keyness list_proposals list_terms list_texts "
        "list_words"
    ),
    "listings_themes": "list_themes",
    "listings_timeline": "list_events",
    "matrix": "co_occurrence factor_matrix matrix_kinds matrix_values most_varied total_table",
    "naming": "slug",
    "presence": "factors_of presence_from_coding presence_of presence_rule",
    "qda.coded": "Coded",
    "qda.reader": "read_coded",
    "responses": (
        "answer_counts dimension_spread item_spread recoded respondent_scores "
        "respondents_in_words response_values round_changes"
    ),
    "rounding": "round_half_up",
    "saturation": "code_growth new_information random_growth saturated_at saturation_values",
    "save": "save",
    "scale": "dimension_means granularity item_scores possible_scores scale_values",
    "study": "Study read_study",
    "style": "new_figure",
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


# The runner wants to know which files a notebook opens.
if "COMPENDIUM_WATCH" in os.environ:
    import_module("compendium.watch").install()
