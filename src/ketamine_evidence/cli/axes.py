"""The axes of bars in the terminal: in which column of a line a number stands, and which ticks name the columns.

Numbers are in base units throughout: seconds, grams, pure numbers.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

import attrs

from ketamine_evidence.values.units import unit_of


class Tick(NamedTuple):
    """A place on an axis, and what it is called."""

    value: float
    label: str


class PlacedTick(NamedTuple):
    """A tick on a line: its column, and the column in which its label begins."""

    column: int
    start: int
    label: str


@attrs.frozen
class Axis:
    """An axis from one number to a higher one.

    Attributes:
        low: what stands in the first column.
        high: what stands in the last column.
        ticks: the ticks that may be shown, those first that matter most.
        is_log: whether equal steps are equal ratios.
    """

    low: float
    high: float
    ticks: tuple[Tick, ...]
    is_log: bool = False

    def column(self, value: float, width: int) -> int:
        """The column of a number on a line of some width; what lies beyond an end stands in its column."""
        if value <= self.low:
            return 0
        if value >= self.high:
            return width - 1
        low, at, high = map(math.log, (self.low, value, self.high)) if self.is_log else (self.low, value, self.high)
        share = (at - low) / (high - low)
        return min(width - 1, int(share * width))

    def placed(self, width: int) -> list[PlacedTick]:
        """The ticks whose labels fit on a line of some width beside those that matter more, from the left."""
        found: list[PlacedTick] = []
        for value, label in self.ticks:
            column = self.column(value, width)
            start = min(max(0, column - len(label) // 2), width - len(label))
            apart = all(start + len(label) + 1 < one.start or one.start + len(one.label) + 1 < start for one in found)
            if start >= 0 and apart and self.low <= value <= self.high:
                found.append(PlacedTick(column, start, label))
        return sorted(found)


_YEAR = float(unit_of("a").factor)
_TIMES = tuple(
    Tick(number * float(unit_of(unit).factor), f"{number} {name}")
    for number, unit, name in (
        (1, "d", "day"),
        (1, "h", "h"),
        (1, "a", "yr"),
        (1, "wk", "wk"),
        (1, "mo", "mo"),
        (1, "min", "min"),
        (10, "min", "min"),
        (6, "h", "h"),
        (3, "mo", "mo"),
        (10, "a", "yr"),
        (100, "a", "yr"),
        (1, "s", "s"),
        (10, "s", "s"),
    )
)
"""Times that people know, those first that matter most."""


def time_axis(values: Iterable[float]) -> Axis:
    """A log axis from a minute to a year; wider where values ask for it.

    Args:
        values: the numbers to be shown, in seconds; zero has no place on a log axis and stands in the first column.
    """
    above_zero = [value for value in values if value > 0]
    least, most = min(above_zero, default=60.0), max(above_zero, default=_YEAR)
    low = next((one for one in (60.0, 1.0) if one <= least), least)
    high = next((one for one in (_YEAR, 10 * _YEAR, 100 * _YEAR) if one >= most), most)
    return Axis(low, high, _TIMES, is_log=True)


def linear_axis(values: Iterable[float], unit: str, width: int) -> Axis:
    """A linear axis that reaches to zero, with round ticks in a unit.

    Args:
        values: the numbers to be shown, in base units.
        unit: the unit of the ticks; the first of them names it.
        width: how many columns it will have, which says how many ticks there is room for.
    """
    factor = float(unit_of(unit).factor)
    numbers = [0.0, *(value / factor for value in values)]
    least, most = min(numbers), max(numbers)
    if least == most:
        most = 1.0
    step = _round_step((most - least) / max(2, width // _APART))
    steps = range(math.floor(least / step), math.ceil(most / step) + 1)
    first, *others = (Tick(number * step * factor, f"{number * step:.6g}") for number in steps)
    first = first._replace(label=f"{first.label} {_NAMES.get(unit, unit)}".rstrip())
    return Axis(first.value, others[-1].value, (first, others[-1], *others[:-1]))


_APART = 12
"""How many columns there are from one tick of a linear axis to the next, at the least."""
_NAMES: Mapping[str, str] = MappingProxyType({"1": "", "{score}": "points"})
"""How a unit is called on an axis, where not by its code."""


def _round_step(least: float) -> float:
    """The smallest of 1, 2, 5, 10, 20 ... (and of 0.5, 0.2 ...) that is not below a number."""
    power = 10.0 ** math.floor(math.log10(least))
    return next((factor * power for factor in (1, 2, 5) if factor * power >= least), 10 * power)
