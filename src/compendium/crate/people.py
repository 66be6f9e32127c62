"""Who checked: a name, and an ORCID where there is one."""

import re
from dataclasses import dataclass

from compendium.errors import CompendiumError

_ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")


@dataclass(frozen=True)
class Checker:
    """Who let everything run and vouches for it.

    Parameters
    ----------
    name : str
        Empty for nobody: then the program alone has checked.
    orcid : str
        As ``0000-0002-1825-0097``; empty where there is none.
    """

    name: str = ""
    orcid: str = ""

    @property
    def identifier(self) -> str:
        """Identifier of the person in the description of a crate."""
        return f"https://orcid.org/{self.orcid}" if self.orcid else "#checker"


NOBODY = Checker()


def read_checker(name: str, orcid: str) -> Checker:
    """Take a name and an ORCID from the command line.

    Raises
    ------
    CompendiumError
        When the ORCID is none, or stands alone.

    Examples
    --------
    >>> read_checker("Josiah Carberry", "https://orcid.org/0000-0002-1825-0097").orcid
    '0000-0002-1825-0097'
    """
    orcid = orcid.strip().removeprefix("https://orcid.org/")
    if orcid and not (_ORCID.fullmatch(orcid) and _check_digit(orcid) == orcid[-1]):
        raise CompendiumError(
            f"--orcid {orcid}: this is no ORCID. It has 16 digits, of which the last is a check on "
            "the others, as in 0000-0002-1825-0097."
        )
    if orcid and not name.strip():
        raise CompendiumError(f"--orcid {orcid}: whose is it? Give the name, too: --by NAME.")
    return Checker(" ".join(name.split()), orcid)


def _check_digit(orcid: str) -> str:
    """Compute the last sign of an ORCID, by ISO 7064 MOD 11-2."""
    total = 0
    for digit in orcid.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    rest = (12 - total % 11) % 11
    return "X" if rest == 10 else str(rest)
