"""What small and large sets of numbers cost, ours and those of other libraries, in one process. Prints JSON.

python intervals_work.py ROUNDS
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from fractions import Fraction
from importlib import import_module
from statistics import median
from typing import Any

from inside import Work, exponent, in_turns, ratio
from ketamine_evidence import Range, RangeSet

portion: Any = import_module("portion")
python_ranges: Any = import_module("ranges")
intervaltree: Any = import_module("intervaltree")

Number = Callable[[int], Any]
SIZES = (100, 1_000, 10_000, 100_000)
FIVE = ((0, 2), (3, 7), (6, 9), (9, 11), (12, 15))


def _theirs(low: Any, high: Any) -> Any:
    return python_ranges.Range(low, high, include_end=True)


def small(rounds: int) -> list[list[Any]]:
    """A row for each operation: its name, our microseconds, and what part of the time of each peer we take."""
    rows = []
    ours, whole, thirds = _operations(Range, int, "d"), _peers(int), _peers(lambda n: Fraction(n, 3))
    in_thirds = _operations(Range, lambda n: Fraction(n, 3), "s")
    for name, work in ours.items():
        times = in_turns([work, *whole[name]], rounds, 2_000)
        others = in_turns([in_thirds[name], thirds[name][0]], rounds, 2_000)
        shares = [ratio(times[0], one) for one in times[1:]]
        rows.append([name, median(times[0]) * 1e6, ratio(*others), *shares])
    return rows


def _operations(make: Any, number: Number, unit: str) -> dict[str, Work]:
    """Our operations. All that they work on is made beforehand."""
    a, b, value = make(number(4), number(6), unit), make(number(5), number(9), unit), number(5)
    five = [make(number(low), number(high), unit) for low, high in FIVE]
    return {
        "a number in a range": lambda: value in a,
        "the hull of two ranges": lambda: a.hull(b),
        "the intersection of two ranges": lambda: a.intersection(b),
        "the union of five ranges": lambda: RangeSet(five),
        "whether two ranges overlap": lambda: a.overlaps(b),
        "making a range": lambda: make(number(4), number(6), unit),
    }


def _peers(number: Number) -> dict[str, list[Work]]:
    """The same of portion, and where it has it of python-ranges."""
    closed = portion.closed
    a, b, value = closed(number(4), number(6)), closed(number(5), number(9)), number(5)
    c, d = _theirs(number(4), number(6)), _theirs(number(5), number(9))
    five, their_five = ([make(number(low), number(high)) for low, high in FIVE] for make in (closed, _theirs))
    return {
        "a number in a range": [lambda: value in a, lambda: value in c],
        "the hull of two ranges": [lambda: (a | b).enclosure],
        "the intersection of two ranges": [lambda: a & b, lambda: c.intersection(d)],
        "the union of five ranges": [lambda: portion.Interval(*five), lambda: python_ranges.RangeSet(their_five)],
        "whether two ranges overlap": [lambda: a.overlaps(b), lambda: not c.isdisjoint(d)],
        "making a range": [lambda: closed(number(4), number(6)), lambda: _theirs(number(4), number(6))],
    }


def large(rounds: int) -> list[list[Any]]:
    """A row for each library: microseconds of one membership in sets of so many pieces, and how they grow."""
    makers: dict[str, tuple[Callable[[Sequence[tuple[int, int]]], Any], int]] = {
        "ketamine-evidence": (lambda ends: RangeSet([Range(low, high, "d") for low, high in ends]), 100_000),
        "portion": (lambda ends: portion.Interval(*(portion.closed(low, high) for low, high in ends)), 100_000),
        "python-ranges": (lambda ends: python_ranges.RangeSet([_theirs(low, high) for low, high in ends]), 10_000),
        "intervaltree": (lambda ends: intervaltree.IntervalTree.from_tuples((low, high + 1) for low, high in ends), 100_000),
    }
    rows = []
    for name, (make, most) in makers.items():
        points = []
        for size in (one for one in SIZES if one <= most):
            pieces = [(3 * n, 3 * n + 1) for n in range(size)]
            made = make(pieces)
            asked = [Fraction(3 * size * n, 97) for n in range(97)]
            test = made.overlaps_point if name == "intervaltree" else made.__contains__
            (times,) = in_turns([lambda test=test, asked=asked: [test(x) for x in asked]], min(rounds, 5))  # type: ignore[misc]
            points.append((size, median(times) / len(asked)))
        rows.append([name, *(time * 1e6 for _, time in points), *[None] * (len(SIZES) - len(points)), exponent(points)])
    return rows


if __name__ == "__main__":
    asked_rounds = int(sys.argv[1])
    print(json.dumps({"small": small(asked_rounds), "large": large(asked_rounds)}))
