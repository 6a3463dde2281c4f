"""A logarithmic axis, with labels that people know: minutes, hours, days, weeks, months, years, or powers of ten.

Numbers on it are exact until their logarithm is taken, so that none is too large or too small for it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ketamine_evidence.values import cuts
from ketamine_evidence.values.units import Unit, unit_of

LEFT, RIGHT = 34.0, 34.0
"""The margins for what reaches down to zero, and for what has no bound."""
LETTER = 6.0
"""How wide a letter of a label is at the most."""
_LEAST_SPAN = math.log(4)
"""The axis reaches at least from a number to four times it, so that there is a label whatever the ends."""
_ROOM = math.log(1.25)
"""How far the axis reaches beyond the ends at the least."""
_TIMES: tuple[tuple[str, str, str, tuple[int, ...]], ...] = (
    ("s", "s", "s", (1, 10, 30)),
    ("min", "min", "min", (1, 10, 2, 5, 30)),
    ("h", "h", "h", (1, 6, 2, 12)),
    ("d", "day", "days", (1, 3, 2)),
    ("wk", "week", "weeks", (1, 2)),
    ("mo", "month", "months", (1, 3, 6, 2)),
    ("a", "year", "years", (1, 10, 100, 2, 5, 20, 50)),
)
"""What times are labelled with: units, their names for one and for more, and how many of each, those that matter most first."""


class Axis(NamedTuple):
    """A logarithmic axis.

    Attributes:
        low: the logarithm of where it begins, in base units.
        high: the logarithm of where it ends.
        width: how wide it is, with its margins.
        unit: what its labels count; empty where they say so themselves.
        ticks: where the labels stand, and the labels.
    """

    low: float
    high: float
    width: float
    unit: str = ""
    ticks: tuple[tuple[float, str], ...] = ()

    def x(self, value: cuts.Exact | float) -> float:
        """Where a number in base units stands: zero at the left edge, infinity at the right one."""
        if isinstance(value, float):
            return self.width
        return self._at(logarithm(value)) if value else 0.0

    def _at(self, place: float) -> float:
        return LEFT + (self.width - LEFT - RIGHT) * (place - self.low) / (self.high - self.low)

    def labelled(self, unit: Unit) -> Axis:
        """The same axis with as many labels as there is room for, those first that matter most."""
        taken = [(0.0, LETTER), (self.width - 2 * LETTER, self.width)]  # zero and infinity
        ticks: list[tuple[float, str]] = []
        for place, label in _times() if unit.dimension == "time" else _decades(self.low, self.high, unit):
            half = len(label) * LETTER / 2
            left, right = self._at(place) - half, self._at(place) + half
            if self.low <= place <= self.high and all(right + LETTER < one or other + LETTER < left for one, other in taken):
                taken.append((left, right))
                ticks.append((self._at(place), label))
        return self._replace(unit="" if unit.dimension in {"time", "count"} else unit.code, ticks=tuple(sorted(ticks)))


def axis_over(ends: Sequence[cuts.Exact | float], unit: Unit, width: float) -> Axis | None:
    """Give the axis on which all of some ends have a place; None where there is none.

    Args:
        ends: the ends in base units, infinite where there are none.
        unit: what it is labelled in; times have labels of their own.
        width: how wide it is.
    """
    places = [logarithm(end) for end in ends if not isinstance(end, float) and end > 0]
    if not places or any(end < 0 for end in ends):
        return None
    low, high = min(places), max(places)
    room = max(_ROOM, (_LEAST_SPAN - (high - low)) / 2)
    return Axis(low - room, high + room, width).labelled(unit)


def logarithm(value: cuts.Exact) -> float:
    """The natural logarithm of a number above zero, be it too large for a float."""
    return math.log(value.numerator) - math.log(value.denominator)


def _times() -> Iterator[tuple[float, str]]:
    """The labels of times: first one of each unit, then the others."""
    for first in (True, False):
        for code, one, more, numbers in _TIMES:
            for number in numbers[:1] if first else numbers[1:]:
                yield logarithm(number * unit_of(code).factor), f"{number} {one if number == 1 else more}"


def _decades(low: float, high: float, unit: Unit) -> Iterator[tuple[float, str]]:
    """The labels of other numbers: powers of ten, then two and five times them."""
    own = logarithm(unit.factor)
    powers = range(math.floor((low - own) / math.log(10)), math.ceil((high - own) / math.log(10)) + 1)
    for number in (1, 2, 5):
        for power in powers:
            yield math.log(number) + power * math.log(10) + own, f"{float(f'{number}e{power}'):g}"
