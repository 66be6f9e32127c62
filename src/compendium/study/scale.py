"""The scale on which the respondents of a questionnaire answered."""

from typing import Any

from compendium.errors import StudyError
from compendium.language import say


def read_scale(given: Any, where: str) -> dict[str, Any]:
    """Complete a section ``[scale]`` with what follows from it; respondents may be absent.

    Raises
    ------
    StudyError
        When something is not a whole number, or neither the points nor low and high are there,
        or they do not agree.

    Examples
    --------
    >>> read_scale({"low": 1, "high": 5}, "study.toml")
    {'low': 1, 'high': 5, 'minimum': 0, 'maximum': 100, 'points': 5}
    """
    scale = {"minimum": 0, "maximum": 100, **given} if isinstance(given, dict) else {}
    for name in ("low", "high", "points", "respondents"):
        if name in scale and (not isinstance(scale[name], int) or isinstance(scale[name], bool)):
            raise StudyError(
                say(
                    "{where}: {name} in [scale] is {scale!r}, which is not a whole number. "
                    "Write it without quotation marks and decimals: {name} = 5.",
                    where=where,
                    name=name,
                    scale=scale[name],
                )
            )
    if "points" in scale and not {"low", "high"} & set(scale):
        scale |= {"low": 1, "high": scale["points"]}
    if not {"low", "high"} <= set(scale):
        raise StudyError(
            say(
                "{where}: [scale] lacks low and high. Add a section [scale] with low and "
                "high: the lowest and the highest answer that a respondent can give, such "
                "as low = 1 and high = 5.",
                where=where,
            )
        )
    points = scale["high"] - scale["low"] + 1
    if points < 2:
        raise StudyError(
            say(
                "{where}: [scale] goes from {low} to {high}. The highest answer must be "
                "above the lowest one.",
                where=where,
                low=scale["low"],
                high=scale["high"],
            )
        )
    if scale.setdefault("points", points) != points:
        raise StudyError(
            say(
                "{where}: [scale] says points = {points}, but from {low} to {high} there "
                "are {points_2}. Correct them, or leave points out.",
                where=where,
                points=scale["points"],
                low=scale["low"],
                high=scale["high"],
                points_2=points,
            )
        )
    first = ["low", "high"]
    return {name: scale[name] for name in [*first, *(key for key in scale if key not in first)]}
