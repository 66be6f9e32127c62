"""The scale on which the respondents of a questionnaire answered."""

from typing import Any

from compendium.errors import StudyError


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
                f"{where}: {name} in [scale] is {scale[name]!r}, which is not a whole number. "
                f"Write it without quotation marks and decimals: {name} = 5."
            )
    if "points" in scale and not {"low", "high"} & set(scale):
        scale |= {"low": 1, "high": scale["points"]}
    if not {"low", "high"} <= set(scale):
        raise StudyError(
            f"{where}: [scale] lacks low and high. Add a section [scale] with low and high: the "
            "lowest and the highest answer that a respondent can give, such as low = 1 and "
            "high = 5."
        )
    points = scale["high"] - scale["low"] + 1
    if points < 2:
        raise StudyError(
            f"{where}: [scale] goes from {scale['low']} to {scale['high']}. The highest answer "
            "must be above the lowest one."
        )
    if scale.setdefault("points", points) != points:
        raise StudyError(
            f"{where}: [scale] says points = {scale['points']}, but from {scale['low']} to "
            f"{scale['high']} there are {points}. Correct them, or leave points out."
        )
    first = ["low", "high"]
    return {name: scale[name] for name in [*first, *(key for key in scale if key not in first)]}
