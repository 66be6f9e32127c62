"""Frames in, exhibits out: every figure, with the caption and alternative text that go with it."""

from compendium.figures.coding import draw_code_counts, draw_code_tree
from compendium.figures.matrix import draw_co_occurrence, draw_matrices
from compendium.figures.scale import draw_item_scores
from compendium.figures.timeline import draw_timeline

__all__ = [
    "draw_co_occurrence",
    "draw_code_counts",
    "draw_code_tree",
    "draw_item_scores",
    "draw_matrices",
    "draw_timeline",
]
