"""Frames in, exhibits out: every figure, with the caption and alternative text that go with it."""

from compendium.figures.coding import draw_code_counts, draw_code_tree
from compendium.figures.composition import draw_changes, draw_composition
from compendium.figures.instruments import draw_instruments
from compendium.figures.matrix import draw_co_occurrence, draw_matrices
from compendium.figures.scale import draw_item_scores
from compendium.figures.synthesis import draw_concepts, draw_similarity
from compendium.figures.themes import draw_theme_map
from compendium.figures.timeline import draw_timeline

__all__ = [
    "draw_changes",
    "draw_co_occurrence",
    "draw_code_counts",
    "draw_code_tree",
    "draw_composition",
    "draw_concepts",
    "draw_instruments",
    "draw_item_scores",
    "draw_matrices",
    "draw_similarity",
    "draw_theme_map",
    "draw_timeline",
]
