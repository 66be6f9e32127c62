"""Split the cell in which ATLAS.ti lists the codes of a quotation.

The codes are separated by a comma and a blank, which the names of codes may hold too. So pieces
between commas are put together again by the code list, the longest name first, and the number of
codes that the report gives beside them decides between several ways.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

MOST_PIECES = 400
_MOST_STEPS = 20_000


@dataclass(frozen=True)
class Split:
    """A cell of codes, taken apart.

    Parameters
    ----------
    codes : tuple of str
        Names that are on the code list, in their order.
    rest : tuple of str
        What stands between them and is on no list: runs of pieces, commas included.
    """

    codes: tuple[str, ...]
    rest: tuple[str, ...]


def split_codes(cell: str, known: Collection[str], *, number: int | None = None) -> Split:
    """Split a cell of codes by a code list.

    Parameters
    ----------
    cell : str
        Names of codes, separated by a comma and a blank, or each on a line.
    known : collection of str
        The code list.
    number : int, optional
        How many codes the report says there are.

    Returns
    -------
    Split
        The split that has this number of codes, where there is one; otherwise that of the longest
        names.

    Examples
    --------
    >>> split_codes("Trust, Time, money, Talk", {"Trust", "Time, money", "Time", "Talk"})
    Split(codes=('Trust', 'Time, money', 'Talk'), rest=())
    """
    pieces = pieces_of(cell)
    if is_lines(cell):
        listed = [piece in known for piece in pieces]
        return Split(
            tuple(piece for piece, there in zip(pieces, listed, strict=True) if there),
            tuple(piece for piece, there in zip(pieces, listed, strict=True) if not there),
        )
    longest = 1 + max((name.count(", ") for name in known), default=0)
    if number is not None and len(pieces) <= MOST_PIECES:
        exact = _exact(pieces, frozenset(known), number, longest)
        if exact is not None:
            return Split(exact, ())
    return _greedy(pieces, known, longest)


def is_lines(cell: str) -> bool:
    """Whether each code of a cell has a line of its own, so that commas are part of names."""
    return len([line for line in cell.splitlines() if line.strip()]) > 1


def pieces_of(cell: str) -> list[str]:
    """Give the pieces between commas, or the lines where the cell has several."""
    lines = [line.strip() for line in cell.splitlines() if line.strip()]
    if len(lines) > 1:
        return lines
    return lines[0].split(", ") if lines else []


def codes_in_cells(cells: Sequence[str]) -> tuple[list[list[str]], str]:
    r"""Split cells of codes at the sign that they show: an end of a line, ``;``, ``|`` or ``,``.

    Parameters
    ----------
    cells : sequence of str
        All cells of codes of a table.

    Returns
    -------
    list of list of str
        Codes of each cell.
    str
        The sign; empty where no cell has one. A comma only where no other sign is there: names
        of codes may hold one.

    Examples
    --------
    >>> codes_in_cells(["Trust; Time, money", "Time, money"])
    ([['Trust', 'Time, money'], ['Time, money']], ';')
    """
    mark = next((mark for mark in "\n;|," if any(mark in cell for cell in cells)), "")
    return [
        [" ".join(part.split()) for part in (cell.split(mark) if mark else [cell]) if part.strip()]
        for cell in cells
    ], mark


def learn_codes(cells: Iterable[tuple[str, int | None]]) -> set[str]:
    """Find the names of codes in a report that came without a code list.

    A cell of one code is its name; where a cell has as many pieces as codes, each piece is one.
    What is left of other cells once those are known is learned in turn.

    Parameters
    ----------
    cells : iterable of tuple of str and int
        Each different cell, with the number of its codes where the report gives it.

    Returns
    -------
    set of str
        The names found.
    """
    known: set[str] = set()
    open_cells = [(text, number) for text, number in dict.fromkeys(cells) if text]
    grown = True
    while grown and open_cells:
        grown, still_open = False, []
        for text, number in open_cells:
            pieces = pieces_of(text)
            if number is None or len(pieces) <= number:
                found = pieces
            else:
                found = _left_over(pieces, split_codes(text, known, number=number), number)
            if found:
                grown = grown or not known.issuperset(found)
                known.update(found)
            elif split_codes(text, known, number=number).rest:
                still_open.append((text, number))
        open_cells = still_open
    return known


def _left_over(pieces: Sequence[str], split: Split, number: int) -> list[str]:
    """Name what a cell holds beside its known codes, if the number of codes allows one way."""
    if number == 1:
        return [", ".join(pieces)]
    if not split.rest:
        return []
    if len(split.codes) + len(split.rest) == number:
        return list(split.rest)
    loose = [piece for run in split.rest for piece in run.split(", ")]
    return loose if len(split.codes) + len(loose) == number else []


def _greedy(pieces: Sequence[str], known: Collection[str], longest: int) -> Split:
    codes: list[str] = []
    rest: list[list[str]] = []
    place, loose = 0, False
    while place < len(pieces):
        for width in range(min(longest, len(pieces) - place), 0, -1):
            name = ", ".join(pieces[place : place + width])
            if name in known:
                codes.append(name)
                place, loose = place + width, False
                break
        else:
            if loose:
                rest[-1].append(pieces[place])
            else:
                rest.append([pieces[place]])
            place, loose = place + 1, True
    return Split(tuple(codes), tuple(", ".join(run) for run in rest))


def _exact(
    pieces: Sequence[str], known: Collection[str], number: int, longest: int
) -> tuple[str, ...] | None:
    """Put all pieces together into exactly this number of known names, longest names first."""
    dead: set[tuple[int, int]] = set()
    chosen: list[str] = []
    steps = 0

    def fill(place: int, left: int) -> bool:
        nonlocal steps
        steps += 1
        if place == len(pieces) or left == 0:
            return place == len(pieces) and left == 0
        if (place, left) in dead or steps > _MOST_STEPS or len(pieces) - place < left:
            return False
        for width in range(min(longest, len(pieces) - place), 0, -1):
            name = ", ".join(pieces[place : place + width])
            if name in known:
                chosen.append(name)
                if fill(place + width, left - 1):
                    return True
                chosen.pop()
        dead.add((place, left))
        return False

    return tuple(chosen) if fill(0, number) else None
