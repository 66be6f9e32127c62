"""What a text says, letter by letter, and where each letter stands in the text.

Programs write the same word in several ways: with decomposed letters, soft hyphens, ligatures or
signs without a width. What a transcriber notes beside the words is nobody's word.
"""

import re
import unicodedata

import numpy as np

# A letter with the marks that are set on it; a soft hyphen with the end of the line that it makes.
_CLUSTER = re.compile(r"\u00ad[\r\n]*|.[\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff]*", re.DOTALL)
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f")
_SAME = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "\u2010": "-", "\u2011": "-"})
_LIGATURES = range(0xFB00, 0xFB07)
_NOTES = (
    "lacht|lachen|gelach|lachend|zucht|zuchten|kucht|hoest|huilt|knikt|stilte|pauze|korte pauze"
    "|lange stilte|onverstaanbaar|niet te verstaan|overleg|telefoon gaat|laughs|laughing|laughter"
    "|sighs|coughs|cries|nods|silence|pause|long pause|short pause|inaudible|unintelligible"
    "|crosstalk|chuckles|applause"
)
# What stands in the place of a name, in capitals.
_HIDDEN = (
    "NAAM|NAMEN|VOORNAAM|ACHTERNAAM|PLAATS|PLAATSNAAM|STRAAT|STRAATNAAM|WIJK|ORGANISATIE|BEDRIJF"
    "|NAME|NAMES|PLACE|STREET|ORGANISATION|ORGANIZATION|COMPANY|ANONIEM|ANONYMISED|ANONYMIZED"
)
_BESIDE = re.compile(
    rf"\[[^\][\n]{{0,80}}\]|\{{[^{{}}\n]{{0,80}}\}}|<[^\W\d_][^<>\n]{{0,40}}>"
    rf"|(?i:\({{1,2}}[^()\n]{{0,20}}\b(?:{_NOTES})\b[^()\n]{{0,20}}\){{1,2}})"
    rf"|(?i:\*(?:{_NOTES})\b[^*\n]{{0,20}}\*)"
    rf"|\((?:{_HIDDEN})[ _-]?\d*\)|\b(?:{_HIDDEN})[_-]?\d*\b|\b[Xx]{{2,}}\b"
)


def as_spoken(text: str) -> tuple[str, np.ndarray, np.ndarray]:
    r"""Write a text with plain letters, and tell where each stands.

    Parameters
    ----------
    text : str
        A text, or a part of one.

    Returns
    -------
    str
        The text in composed letters with plain apostrophes and hyphens, without signs that nobody
        sees; blanks in place of what stands in square or pointed brackets or braces (``[NAME]``,
        ``<name>``), of notes such as ``(laughs)``, and of ``NAME`` and ``XXX``.
    ndarray of int, ndarray of int
        For each character of it, the first character of the text that it stands for, and the one
        after the last.

    Examples
    --------
    >>> spoken, starts, ends = as_spoken("cafe\u0301 (lacht)")
    >>> spoken.rstrip(), starts[:4].tolist(), ends[:4].tolist()
    ('café', [0, 1, 2, 3], [1, 2, 3, 5])
    """
    if text.isascii():
        places = np.arange(len(text) + 1)
        return _without_notes(text), places[:-1], places[1:]
    written: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for cluster in _CLUSTER.finditer(text):
        signs = cluster[0]
        if signs[0] in _UNSEEN:
            continue
        ligature = ord(signs[0]) in _LIGATURES
        plain = unicodedata.normalize("NFKC" if ligature else "NFC", signs)
        written.append(plain)
        starts += [cluster.start()] * len(plain)
        ends += [cluster.end()] * len(plain)
    spoken = _without_notes("".join(written).translate(_SAME))
    return spoken, np.array(starts, dtype="int64"), np.array(ends, dtype="int64")


def _without_notes(text: str) -> str:
    return _BESIDE.sub(lambda found: " " * len(found[0]), text)
