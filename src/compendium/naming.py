"""Names that hold in files, in values and in the paper."""

import re
import unicodedata


def slug(text: str) -> str:
    """Turn a label into a name of lower-case letters, digits and underscores.

    Examples
    --------
    >>> slug("Suitability of the partners")
    'suitability_of_the_partners'
    >>> slug("één-op-één")
    'een_op_een'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")
