"""Sets of numbers as lists of cuts: the one place where ends are compared.

A cut is a place between numbers: `(value, 0)` lies just before the value, `(value, 1)` just after it. A range is everything
between two cuts, so a closed low end is `(value, 0)`, an open one `(value, 1)`, and for high ends the other way round. Open,
closed and unbounded ends then need no cases: a piece is a half-open stretch of totally ordered cuts.

The values are exact, in base units: whole numbers as `int`, which compare many times faster, others as fractions. Only a place that is no
number, before the first or after the last, is a float.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from fractions import Fraction

Exact = int | Fraction
Cut = tuple[Exact | float, int]
Piece = tuple[Cut, Cut]
Pieces = tuple[Piece, ...]

START: Cut = (float("-inf"), 0)
END: Cut = (float("inf"), 1)


def in_base_units(value: Fraction, factor: Fraction) -> Exact:
    """Give a number in base units, as a whole number where it is one.

    Args:
        value: the number, in some unit.
        factor: how many base units that is; a whole number.

    Examples:
        >>> in_base_units(Fraction(3, 2), Fraction(60)), in_base_units(Fraction(1, 7), Fraction(1))
        (90, Fraction(1, 7))
    """
    numerator, denominator = value.as_integer_ratio()
    numerator *= factor.numerator
    whole, left = divmod(numerator, denominator)
    return Fraction(numerator, denominator) if left else whole


def canonical(pieces: Iterable[Piece]) -> Pieces:
    """Sort pieces and join those that overlap or touch."""
    in_order = sorted(pieces)
    if len(in_order) < 2:
        return tuple(in_order)
    joined: list[Piece] = []
    start, end = in_order[0]
    for low, high in in_order:
        if low > end:
            joined.append((start, end))
            start, end = low, high
        elif high > end:
            end = high
    joined.append((start, end))
    return tuple(joined)


def common(one: Pieces, two: Pieces) -> Pieces:
    """Give what lies in both of two canonical lists, by one walk along both."""
    found: list[Piece] = []
    i = j = 0
    ends = len(one), len(two)
    while i < ends[0] and j < ends[1]:
        low, high = one[i]
        other_low, other_high = two[j]
        if other_low > low:  # noqa: PLR1730  a call takes longer than all the rest
            low = other_low
        if other_high > high:
            i += 1
        else:
            j += 1
            high = other_high
        if low < high:
            found.append((low, high))
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


def holds(pieces: Pieces, value: Exact) -> bool:
    """Tell whether a number lies in one of the pieces of a canonical list, by bisection."""
    after: Cut = (value, 1)
    at = bisect_left(pieces, (after,))  # the first piece that begins after the number
    return at > 0 and after <= pieces[at - 1][1]


def length(pieces: Pieces) -> Fraction | None:
    """Give the length of all pieces together; None where one has no end."""
    total: Exact = 0
    for (low, _), (high, _) in pieces:
        if isinstance(low, float) or isinstance(high, float):
            return None
        total += high - low
    return Fraction(total)
