# The front door: every public name, and the module that it is loaded from on first use.

from .analyses.agreement.categories import agreement_on_categories as agreement_on_categories
from .analyses.agreement.coefficients import (
    agreement as agreement,
    summarise_agreement as summarise_agreement,
)
from .analyses.agreement.disagreements import disagreements as disagreements
from .analyses.agreement.figure import draw_agreement as draw_agreement
from .analyses.agreement.table import (
    tabulate_agreement as tabulate_agreement,
    tabulate_categories as tabulate_categories,
    tabulate_coefficients as tabulate_coefficients,
    tabulate_disagreements as tabulate_disagreements,
    tabulate_unitizing as tabulate_unitizing,
)
from .analyses.agreement.unitizing import (
    agreement_on_unitizing as agreement_on_unitizing,
    summarise_unitizing as summarise_unitizing,
)
from .analyses.answers.change import (
    paired_changes as paired_changes,
    summarise_paired_changes as summarise_paired_changes,
)
from .analyses.answers.figure import (
    draw_dimension_spread as draw_dimension_spread,
    draw_item_means as draw_item_means,
)
from .analyses.answers.figure_distribution import draw_answers as draw_answers
from .analyses.answers.figure_slopes import draw_respondent_changes as draw_respondent_changes
from .analyses.answers.reliability import item_rest as item_rest, reliability as reliability
from .analyses.answers.spread import (
    answer_counts as answer_counts,
    answers_by_scale as answers_by_scale,
    dimension_spread as dimension_spread,
    item_spread as item_spread,
    recoded as recoded,
    respondent_scores as respondent_scores,
    respondents_in_words as respondents_in_words,
    round_changes as round_changes,
)
from .analyses.answers.table import (
    tabulate_changes as tabulate_changes,
    tabulate_dimension_spread as tabulate_dimension_spread,
    tabulate_item_spread as tabulate_item_spread,
    tabulate_paired_changes as tabulate_paired_changes,
)
from .analyses.answers.table_reliability import (
    tabulate_item_rest as tabulate_item_rest,
    tabulate_reliability as tabulate_reliability,
)
from .analyses.answers.values import summarise_answers as summarise_answers
from .analyses.co_occurrence.figure import draw_code_pairs as draw_code_pairs
from .analyses.co_occurrence.figure_network import draw_code_network as draw_code_network
from .analyses.co_occurrence.pairs import (
    code_pairs as code_pairs,
    summarise_code_pairs as summarise_code_pairs,
)
from .analyses.co_occurrence.table import tabulate_code_pairs as tabulate_code_pairs
from .analyses.code_frequencies.columns import column_labels as column_labels
from .analyses.code_frequencies.counts import (
    branches as branches,
    code_counts as code_counts,
    code_tree as code_tree,
    cross_count as cross_count,
    cross_table as cross_table,
    present_forms as present_forms,
    shares as shares,
    summarise_coding as summarise_coding,
    unused_codes as unused_codes,
)
from .analyses.code_frequencies.figure import (
    draw_code_counts as draw_code_counts,
    draw_code_tree as draw_code_tree,
)
from .analyses.code_frequencies.figure_framework import (
    draw_framework as draw_framework,
    has_themes as has_themes,
)
from .analyses.code_frequencies.table import (
    tabulate_codes as tabulate_codes,
    tabulate_most_used as tabulate_most_used,
    tabulate_passages as tabulate_passages,
    tabulate_presence as tabulate_presence,
)
from .analyses.code_frequencies.use import (
    code_presence as code_presence,
    most_used as most_used,
    rank_codes as rank_codes,
    summarise_presence as summarise_presence,
)
from .analyses.factor_matrix.figure import (
    draw_co_occurrence as draw_co_occurrence,
    draw_matrices as draw_matrices,
)
from .analyses.factor_matrix.figure_passages import draw_factor_passages as draw_factor_passages
from .analyses.factor_matrix.matrix import (
    co_occurrence as co_occurrence,
    factor_matrix as factor_matrix,
    matrix_kinds as matrix_kinds,
    most_varied as most_varied,
    summarise_matrices as summarise_matrices,
    total_table as total_table,
)
from .analyses.factor_matrix.passages import (
    factor_passages as factor_passages,
    summarise_factor_passages as summarise_factor_passages,
)
from .analyses.factor_matrix.presence import (
    factors_of as factors_of,
    presence_from_coding as presence_from_coding,
    presence_of as presence_of,
    presence_rule as presence_rule,
)
from .analyses.factor_matrix.table import (
    tabulate_factor_passages as tabulate_factor_passages,
    tabulate_matrix as tabulate_matrix,
    tabulate_pairs as tabulate_pairs,
    tabulate_totals as tabulate_totals,
)
from .analyses.instruments.figure import draw_instruments as draw_instruments
from .analyses.instruments.table import tabulate_instruments as tabulate_instruments
from .analyses.instruments.topics import (
    instrument_topics as instrument_topics,
    summarise_instruments as summarise_instruments,
)
from .analyses.joint_display.display import (
    joint_display as joint_display,
    summarise_joint_display as summarise_joint_display,
)
from .analyses.joint_display.figure import draw_joint_display as draw_joint_display
from .analyses.joint_display.table import tabulate_joint_display as tabulate_joint_display
from .analyses.participants.composition import (
    changes as changes,
    composition as composition,
    summarise_composition as summarise_composition,
)
from .analyses.participants.figure import (
    draw_changes as draw_changes,
    draw_composition as draw_composition,
)
from .analyses.participants.figure_grid import (
    draw_power_interest as draw_power_interest,
    stakeholders as stakeholders,
)
from .analyses.participants.table import tabulate_composition as tabulate_composition
from .analyses.reporting.checklist import (
    reporting_checklist as reporting_checklist,
    summarise_reporting as summarise_reporting,
)
from .analyses.reporting.figure import draw_reporting as draw_reporting
from .analyses.reporting.table import tabulate_reporting as tabulate_reporting
from .analyses.saturation.figure import draw_growth as draw_growth
from .analyses.saturation.growth import (
    code_growth as code_growth,
    new_information as new_information,
    random_growth as random_growth,
    saturated_at as saturated_at,
    summarise_saturation as summarise_saturation,
)
from .analyses.saturation.sensitivity import saturation_by_base as saturation_by_base
from .analyses.saturation.table import (
    tabulate_growth as tabulate_growth,
    tabulate_runs as tabulate_runs,
    tabulate_saturation as tabulate_saturation,
)
from .analyses.scale_scores.figure import draw_item_scores as draw_item_scores
from .analyses.scale_scores.grim import debit as debit, grim as grim, grimmer as grimmer
from .analyses.scale_scores.possible import (
    granularity as granularity,
    possible_scores as possible_scores,
)
from .analyses.scale_scores.scores import (
    dimension_means as dimension_means,
    item_scores as item_scores,
    summarise_scores as summarise_scores,
)
from .analyses.scale_scores.table import (
    tabulate_dimensions as tabulate_dimensions,
    tabulate_granularity as tabulate_granularity,
    tabulate_items as tabulate_items,
)
from .analyses.synthesis.concepts import (
    case_similarity as case_similarity,
    check_crosswalk as check_crosswalk,
    concept_evidence as concept_evidence,
    study_similarity as study_similarity,
    summarise_synthesis as summarise_synthesis,
)
from .analyses.synthesis.figure import (
    draw_concepts as draw_concepts,
    draw_similarity as draw_similarity,
)
from .analyses.synthesis.table import (
    tabulate_concepts as tabulate_concepts,
    tabulate_crosswalk as tabulate_crosswalk,
    tabulate_similarity as tabulate_similarity,
)
from .analyses.text_patterns.collocations import (
    collocations as collocations,
    in_context as in_context,
)
from .analyses.text_patterns.dispersion import dispersion as dispersion
from .analyses.text_patterns.figure import draw_keyness as draw_keyness, draw_words as draw_words
from .analyses.text_patterns.keyness import (
    groups_of as groups_of,
    in_several as in_several,
    keyness as keyness,
    summarise_texts as summarise_texts,
    text_sizes as text_sizes,
    word_counts as word_counts,
)
from .analyses.text_patterns.table import (
    tabulate_collocations as tabulate_collocations,
    tabulate_keyness as tabulate_keyness,
    tabulate_texts as tabulate_texts,
    tabulate_words as tabulate_words,
)
from .analyses.text_patterns.table_terms import (
    tabulate_context as tabulate_context,
    tabulate_proposals as tabulate_proposals,
    tabulate_terms as tabulate_terms,
)
from .analyses.text_patterns.terms import (
    compare_terms as compare_terms,
    find_terms as find_terms,
    read_terms as read_terms,
    summarise_terms as summarise_terms,
)
from .analyses.text_patterns.words import lemmatiser as lemmatiser, tokens as tokens
from .analyses.theme_map.figure import draw_theme_map as draw_theme_map
from .analyses.theme_map.table import tabulate_themes as tabulate_themes
from .analyses.theme_map.themes import (
    summarise_themes as summarise_themes,
    theme_evidence as theme_evidence,
    theme_map as theme_map,
)
from .analyses.timeline.events import (
    case_events as case_events,
    date_certainty as date_certainty,
    event_spans as event_spans,
    lanes as lanes,
    summarise_timeline as summarise_timeline,
)
from .analyses.timeline.figure import draw_timeline as draw_timeline
from .analyses.timeline.relations import (
    event_bounds as event_bounds,
    time_contradictions as time_contradictions,
)
from .analyses.timeline.table import (
    tabulate_bounds as tabulate_bounds,
    tabulate_contradictions as tabulate_contradictions,
    tabulate_events as tabulate_events,
)
from .exhibits.exhibit import Exhibit as Exhibit
from .exhibits.labels import labels_of as labels_of
from .exhibits.save import save as save
from .exhibits.style import new_figure as new_figure
from .naming import slug as slug
from .own.check import check_study as check_study
from .own.hints import study_hints as study_hints
from .qda.model.coded import Coded as Coded
from .qda.read.reader import read_coded as read_coded
from .rounding import round_half_up as round_half_up
from .study.study import Study as Study, read_study as read_study
from .study.texts import read_texts as read_texts
from .study.transcripts import turns as turns
from .verification.consistency import find_inconsistencies as find_inconsistencies
from .verification.printed import compare_printed as compare_printed
from .verification.table import tabulate_printed as tabulate_printed

__version__: str
