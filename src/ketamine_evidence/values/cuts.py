"""Sets of numbers as lists of cuts: the one place where ends are compared.

A cut is a place between numbers: `(value, 0)` lies just before the value, `(value, 1)` just after it. A range is everything
between two cuts, so a closed low end is `(value, 0)`, an open one `(value, 1)`, and for high ends the other way round. Open,
closed and unbounded ends then need no cases: a piece is a half-open stretch of totally ordered cuts.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

Cut = tuple[Fraction | float, int]
Piece = tuple[Cut, Cut]
Pieces = tuple[Piece, ...]

START: Cut = (float("-inf"), 0)
END: Cut = (float("inf"), 1)


def canonical(pieces: Iterable[Piece]) -> Pieces:
    """Sort pieces and join those that overlap or touch."""
    joined: list[Piece] = []
    for low, high in sorted(pieces):
        if joined and low <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(high, joined[-1][1]))
        else:
            joined.append((low, high))
    return tuple(joined)


def common(one: Pieces, two: Pieces) -> Pieces:
    """Give what lies in both of two canonical lists, by one walk along both."""
    found: list[Piece] = []
    i = j = 0
    while i < len(one) and j < len(two):
        low, high = max(one[i][0], two[j][0]), min(one[i][1], two[j][1])
        if low < high:
            found.append((low, high))
        if one[i][1] < two[j][1]:
            i += 1
        else:
            j += 1
    return tuple(found)


def rest(pieces: Pieces) -> Pieces:
    """Give everything that a canonical list leaves out."""
    found: list[Piece] = []
    at = START
    for low, high in pieces:
        if at < low:
            found.append((at, low))
        at = high
    if at < END:
        found.append((at, END))
    return tuple(found)


def holds(pieces: Pieces, value: Fraction) -> bool:
    """Tell whether a number lies in one of the pieces."""
    return any(low <= (value, 0) and (value, 1) <= high for low, high in pieces)


def length(pieces: Pieces) -> Fraction | None:
    """Give the length of all pieces together; None where one has no end."""
    total = Fraction(0)
    for (low, _), (high, _) in pieces:
        if not isinstance(low, Fraction) or not isinstance(high, Fraction):
            return None
        total += high - low
    return total
