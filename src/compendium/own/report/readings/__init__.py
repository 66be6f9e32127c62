"""What the values of an analysis say, in sentences: one function per analysis.

A reading is made from values alone, and says no more than they bear: beside a number stand how
many it is of, how many are missing and how far they differ.
"""

from collections.abc import Callable

from compendium.own.report.findings import Reading
from compendium.own.report.material import Material
from compendium.own.report.readings.answers import read_answers
from compendium.own.report.readings.coding import (
    read_agreement,
    read_co_occurrence,
    read_code_frequencies,
    read_saturation,
    read_text_patterns,
    read_theme_map,
)
from compendium.own.report.readings.design import (
    read_instruments,
    read_participants,
    read_reporting,
    read_timeline,
)
from compendium.own.report.readings.numbers import (
    read_factor_matrix,
    read_joint_display,
    read_scale_scores,
)

READINGS: dict[str, Callable[[Material], Reading]] = {
    "scale-scores": read_scale_scores,
    "timeline": read_timeline,
    "code-frequencies": read_code_frequencies,
    "factor-matrix": read_factor_matrix,
    "participants": read_participants,
    "theme-map": read_theme_map,
    "instruments": read_instruments,
    "answers": read_answers,
    "co-occurrence": read_co_occurrence,
    "saturation": read_saturation,
    "agreement": read_agreement,
    "text-patterns": read_text_patterns,
    "joint-display": read_joint_display,
    "reporting": read_reporting,
}


def reading_of(material: Material, analysis: str) -> Reading:
    """Read the values of an analysis; one that has no reading of its own says nothing."""
    read = READINGS.get(analysis)
    known = analysis in material.made and analysis not in material.kept
    return read(material) if read and known else Reading()
