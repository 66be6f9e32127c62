"""Errors that a user can mend.

Each message says what is wrong, where, what was expected and found, and what to do.
The commands print it as it stands, without a traceback; anything else is a bug.
"""


class CompendiumError(Exception):
    """A mistake outside the program: the message is all that the user needs."""


class TableError(CompendiumError):
    """A table that cannot be read, or whose contents break the rules of its kind."""


class DateError(CompendiumError):
    """A date that is not written in EDTF.

    Parameters
    ----------
    text : str
        The date as it is written.
    what : str
        What is wrong with it.
    todo : str
        What to write in its place.
    """

    def __init__(self, text: str, what: str, todo: str) -> None:
        super().__init__(f"{text!r} {what} ({todo})")
        self.what = what
        self.todo = todo


class StudyError(CompendiumError):
    """A study that does not exist, or that lacks a table which is asked for."""


class AnalysisError(CompendiumError):
    """An analysis that does not exist, or a parameter that its notebook does not have."""


class PaperError(CompendiumError):
    """A manuscript with an unresolved reference, variable, include or citation."""


class ProjectError(CompendiumError):
    """A coded project that cannot be read."""


class BusyError(CompendiumError):
    """A study, or the paper, that another command is at work on."""


class UnknownFormat(ProjectError):  # noqa: N818 - it says what the file is not, not what failed
    """A file that no reader of coded projects knows: another reader may."""


class NoTable(UnknownFormat):
    """Such a file that is no table either: readers of tables need not look at it."""
