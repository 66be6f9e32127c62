"""A simple temporal network: points in time, and how far apart they are at least.

The earliest that a point can be is the longest way to it from a fixed day, and its latest the
longest way from it back to that day. A way that goes round and still takes time is a
contradiction. After Dechter, Meiri and Pearl (1991), "Temporal constraint networks", Artificial
Intelligence 49, 61-95; the longest ways are found as Bellman and Ford find the shortest.
"""

from collections.abc import Sequence
from dataclasses import dataclass

Point = tuple[str, str]  # an event, and its start or end
ORIGIN: Point = ("", "")


@dataclass(frozen=True)
class Constraint:
    """One point comes a number of days after another at least.

    Parameters
    ----------
    earlier, later : tuple of str and str
        The points.
    days : int
        How many days lie between them at least; below nought where the later one may come
        first, by no more than this.
    why : str
        The sentence that says so; empty for what needs none, as that an end follows its start.
    """

    earlier: Point
    later: Point
    days: int
    why: str = ""


Way = tuple[int, list[Constraint]]


def ways_from(constraints: Sequence[Constraint], start: Point) -> dict[Point, Way]:
    """Find the longest way from a point to every other, in days, and what it goes along.

    The constraints must not contradict each other.

    Examples
    --------
    >>> talks, report = ("talks", "end"), ("report", "start")
    >>> rules = [Constraint(ORIGIN, talks, 10), Constraint(talks, report, 30)]
    >>> ways_from(rules, ORIGIN)[report][0]
    40
    """
    length, last = {start: 0}, dict[Point, Constraint]()
    changed = True
    while changed:
        changed = False
        for rule in constraints:
            if rule.earlier in length:
                days = length[rule.earlier] + rule.days
                if rule.later not in length or days > length[rule.later]:
                    length[rule.later], last[rule.later], changed = days, rule, True
    return {point: (days, _back(last, point, start)) for point, days in length.items()}


def turned(constraints: Sequence[Constraint]) -> list[Constraint]:
    """Turn constraints round, so that ways from a point are the ways to it."""
    return [Constraint(rule.later, rule.earlier, rule.days, rule.why) for rule in constraints]


def contradiction(constraints: Sequence[Constraint]) -> list[Constraint]:
    """Find constraints that cannot all hold; empty where there are none.

    Examples
    --------
    >>> a, b = ("a", "start"), ("b", "start")
    >>> len(contradiction([Constraint(a, b, 1), Constraint(b, a, 1)]))
    2
    """
    points = {point for rule in constraints for point in (rule.earlier, rule.later)}
    length, last = dict.fromkeys(points, 0), dict[Point, Constraint]()
    late: Point = ORIGIN
    for _ in range(len(points) + 1):
        changed = False
        for rule in constraints:
            days = length[rule.earlier] + rule.days
            if days > length[rule.later]:
                length[rule.later], last[rule.later], late, changed = days, rule, rule.later, True
        if not changed:
            return []
    for _ in points:  # far enough back to be on the circle
        late = last[late].earlier
    circle, point = [last[late]], last[late].earlier
    while point != late:
        circle.append(last[point])
        point = last[point].earlier
    return circle[::-1]


def _back(last: dict[Point, Constraint], point: Point, start: Point) -> list[Constraint]:
    way: list[Constraint] = []
    while point != start:
        way.append(last[point])
        point = last[point].earlier
    return way[::-1]
