"""Errors that a user can mend.

Each message says what is wrong, where, what was expected and found, and what to do.
The commands print it as it stands, without a traceback; anything else is a bug.
"""


class CompendiumError(Exception):
    """A mistake outside the program: the message is all that the user needs."""


class TableError(CompendiumError):
    """A table that cannot be read, or whose contents break the rules of its kind."""


class DateError(CompendiumError):
    """A date that is not written in EDTF."""


class StudyError(CompendiumError):
    """A study that does not exist, or that lacks a table which is asked for."""


class AnalysisError(CompendiumError):
    """An analysis that does not exist, or a parameter that its notebook does not have."""


class PaperError(CompendiumError):
    """A manuscript with an unresolved reference, variable, include or citation."""


class ProjectError(CompendiumError):
    """A coded project that cannot be read."""


class UnknownFormat(ProjectError):  # noqa: N818 - it says what the file is not, not what failed
    """A file that no reader of coded projects knows: another reader may."""
