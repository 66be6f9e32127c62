"""Where a passage stands in its source, written so that a person and a program can read it."""

import re
from typing import NamedTuple

WHOLE = "whole source"
_REGION = re.compile(r"(?:page (\d+), )?region (-?\d+),(-?\d+) to (-?\d+),(-?\d+)")


class Region(NamedTuple):
    """A rectangle on a picture or on a page of a PDF; ``page`` is None for a picture."""

    page: int | None
    corners: tuple[int, int, int, int]


def text_place(start: int, end: int) -> str:
    """Name a passage of a text.

    Examples
    --------
    >>> text_place(120, 245)
    'characters 120-245'
    """
    return f"characters {start}-{end}"


def time_place(begin: int, end: int) -> str:
    """Name a passage of a recording, from milliseconds.

    Examples
    --------
    >>> time_place(16176, 45358)
    'seconds 16.176-45.358'
    """
    return f"seconds {begin / 1000:.3f}-{end / 1000:.3f}"


def region_place(region: Region) -> str:
    """Name a rectangle.

    Examples
    --------
    >>> region_place(Region(2, (10, 20, 30, 40)))
    'page 2, region 10,20 to 30,40'
    """
    first_x, first_y, second_x, second_y = region.corners
    page = "" if region.page is None else f"page {region.page}, "
    return f"{page}region {first_x},{first_y} to {second_x},{second_y}"


def read_regions(place: str) -> list[Region]:
    """Find the rectangles that `region_place` named, with ``; `` between them.

    Examples
    --------
    >>> read_regions("page 2, region 10,20 to 30,40")
    [Region(page=2, corners=(10, 20, 30, 40))]
    >>> read_regions("p. 2")
    []
    """
    regions = []
    for part in place.split("; "):
        found = _REGION.fullmatch(part)
        if found:
            page, *corners = found.groups()
            first_x, first_y, second_x, second_y = map(int, corners)
            regions.append(
                Region(int(page) if page else None, (first_x, first_y, second_x, second_y))
            )
    return regions
