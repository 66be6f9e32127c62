"""Words and numbers in the language of a study: one catalogue of words per language.

English stands in the code. ``say`` gives the same sentence in the language that is spoken, out of
``<language>.po`` beside this module, where there is one; what a catalogue lacks stays English.
Numbers, dates and names of months follow the rules of the language (the Unicode CLDR, by way of
Babel).
"""

from compendium.language.catalogue import (
    CATALOGUES,
    ENGLISH,
    LANGUAGES,
    catalogue_read,
    speak,
    speaking,
    spoken,
)
from compendium.language.numbers import (
    decimal_sign,
    in_numbers,
    month_names,
    probability,
    shaped,
    written,
)
from compendium.language.sentences import counted, listed, mark, mark_number, say, say_number, tell

__all__ = [
    "CATALOGUES",
    "ENGLISH",
    "LANGUAGES",
    "catalogue_read",
    "counted",
    "decimal_sign",
    "in_numbers",
    "listed",
    "mark",
    "mark_number",
    "month_names",
    "probability",
    "say",
    "say_number",
    "shaped",
    "speak",
    "speaking",
    "spoken",
    "tell",
    "written",
]
