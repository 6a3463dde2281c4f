"""The axis of a chart: how far it reaches, where its ticks are, and where on it a number lies.

Times are on a logarithmic axis in seconds with ticks that people know; other dimensions on a linear one in their common unit, or on a
logarithmic one where the largest number is many times the smallest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil, floor, log10

import attrs

from ketamine_evidence.dataset.columns import COMMON_UNITS
from ketamine_evidence.values.ranges import Range
from ketamine_evidence.values.units import UNITS, unit_of

MANY = 30
"""How many times the smallest number the largest has to be for a logarithmic axis."""
MARGIN = 1.8
"""By what factor a logarithmic axis goes on where a range has no end there, or one at zero."""
FEW_TICKS, MOST_TICKS = 5, 12
_COARSE = ("1 s", "10 s", "1 min", "10 min", "1 h", "6 h", "1 d", "1 wk", "1 mo", "3 mo", "1 a", "10 a", "100 a")
_BETWEEN = (
    "2 s", "5 s", "30 s", "2 min", "5 min", "30 min", "2 h", "3 h", "12 h", "2 d", "3 d", "2 wk", "2 mo", "6 mo", "2 a", "5 a", "20 a", "50 a",
)  # fmt: skip

Tick = tuple[float, str]
"""Where a tick is, and its label."""


@attrs.frozen
class Axis:
    """An axis.

    Attributes:
        dimension: what it measures.
        unit: the unit of its numbers: seconds for times, else the common unit of the dimension.
        log: whether it is logarithmic.
        low: where it begins.
        high: where it ends.
        ticks: its ticks, in order.
    """

    dimension: str
    unit: str
    log: bool
    low: float
    high: float
    ticks: tuple[Tick, ...]

    @property
    def shown_unit(self) -> str:
        """The unit as people are shown it in a title; empty where the ticks name it, or there is none."""
        if self.unit == "1" or (self.log and self.unit == "s"):
            return ""
        return "points" if self.unit == "{score}" else self.unit

    def ends(self, one: Range) -> tuple[float, float]:
        """Where a range begins and ends; at an end of the axis where it has none, or where zero lies beyond a logarithmic axis."""
        here = one.to(self.unit)
        low = self.low if here.low is None or (self.log and here.low <= 0) else float(here.low)
        high = self.high if here.high is None else max(float(here.high), low)
        return low, high

    def reaches_off(self, one: Range) -> bool:
        """Whether a range begins at a zero that lies beyond a logarithmic axis."""
        return self.log and one.low is not None and one.low <= 0


def axis_of(ranges: Iterable[Range]) -> Axis:
    """Make the axis on which ranges of one dimension all lie.

    Examples:
        >>> axis = axis_of([Range(2, None, "h"), Range(1, 5, "wk")])
        >>> [label for _, label in axis.ticks]
        ['1 h', '6 h', '1 d', '1 wk', '1 mo', '3 mo']
    """
    ranges = list(ranges)
    dimension = unit_of(ranges[0].unit).dimension
    unit = "s" if dimension == "time" else COMMON_UNITS[dimension]
    here = [one.to(unit) for one in ranges]
    numbers = [float(end) for one in here for end in (one.low, one.high) if end is not None]
    positive = [number for number in numbers if number > 0]
    unbounded = any(one.high is None for one in here)
    if min(numbers, default=0) >= 0 and positive and (dimension == "time" or max(positive) / min(positive) >= MANY):
        return _logarithmic(dimension, unit, positive, from_zero=len(positive) < len(numbers), unbounded=unbounded)
    return _linear(dimension, unit, numbers, unbounded=unbounded)


def _logarithmic(dimension: str, unit: str, numbers: Sequence[float], *, from_zero: bool, unbounded: bool) -> Axis:
    coarse, fine = _times(numbers) if dimension == "time" else _powers(numbers)
    snap = coarse if dimension == "time" else fine
    low = max(tick for tick in snap if tick[0] <= min(numbers))
    high = min(tick for tick in snap if tick[0] >= max(numbers))
    if low == high:
        low, high = max(tick for tick in snap if tick < low), min(tick for tick in snap if tick > high)
    ticks = [tick for tick in coarse if low <= tick <= high]
    if len(ticks) < FEW_TICKS:
        ticks = [tick for tick in fine if low <= tick <= high]
    return Axis(
        dimension,
        unit,
        log=True,
        low=low[0] / MARGIN if from_zero else low[0],
        high=high[0] * MARGIN if unbounded else high[0],
        ticks=tuple(ticks[:: ceil(len(ticks) / MOST_TICKS)]),
    )


def _times(numbers: Sequence[float]) -> tuple[list[Tick], list[Tick]]:
    """The ticks of times, coarse and fine, that begin before and end after all numbers."""
    year = float(UNITS["a"].factor)
    shorter = [f"{10.0**power:g} s" for power in range(min(-1, floor(log10(min(numbers))) - 1), 0)]
    longer = [f"{10.0**power:g} a" for power in range(3, max(3, ceil(log10(max(numbers) / year)) + 1) + 1)]
    coarse = [_time(label) for label in (*shorter, *_COARSE, *longer)]
    return coarse, sorted([*coarse, *map(_time, _BETWEEN)])


def _time(label: str) -> Tick:
    number, unit = label.split()
    return float(number) * float(UNITS[unit].factor), label


def _powers(numbers: Sequence[float]) -> tuple[list[Tick], list[Tick]]:
    """The powers of ten, and these with twice and five times each, that begin before and end after all numbers."""
    powers = range(floor(log10(min(numbers))) - 1, ceil(log10(max(numbers))) + 2)
    coarse = [float(f"1e{power}") for power in powers]
    fine = sorted([*coarse, *(float(f"{times}e{power}") for power in powers for times in (2, 5))])
    return [(tick, f"{tick:g}") for tick in coarse], [(tick, f"{tick:g}") for tick in fine]


def _linear(dimension: str, unit: str, numbers: Sequence[float], *, unbounded: bool) -> Axis:
    least, most = min([0.0, *numbers]), max([0.0, *numbers])
    if least == most:
        most = 1.0
    step = _round_step(most - least)
    if all(number == int(number) for number in numbers):
        step = max(step, 1.0)
    first, last = floor(least / step), ceil(most / step)
    ticks = tuple((place * step, f"{place * step:g}") for place in range(first, last + 1))
    high = max(last * step, most)
    return Axis(
        dimension, unit, log=False, low=min(first * step, least), high=high + step / 2 if unbounded else high, ticks=ticks
    )


def _round_step(span: float) -> float:
    """The distance of some six round ticks over a span."""
    power = floor(log10(span / 6))
    return next(step for times in (1, 2, 5, 10) if span / (step := float(f"{times}e{power}")) <= 7)
