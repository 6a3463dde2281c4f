"""Units by expression: every end of a dimension as a number of one tick, which all the units that are there are whole multiples of.

Floats hold whole numbers exactly, so an end that is whole in any unit is exact in ticks, and so is one that is whole again in the unit of
the result. A product that lies within two steps of a float of a decimal of up to nine places is taken as that decimal: 0.57 wk are 3.99 d, as
they are on paper. Where all rows of a dimension have one unit nothing is computed at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import reduce
from math import gcd, lcm
from types import MappingProxyType

import attrs
import narwhals.stable.v2 as nw

from ketamine_evidence.errors import DimensionError
from ketamine_evidence.values.units import UNITS, same_dimension, unit_of

INFINITY = float("inf")
_STEPS = 2.0**-51
"""Two steps of a float, at the least, relative to it."""
_PLACES = ((4e5, 1e9), (4e11, 1e3))
"""Up to which size how many decimals are looked for: so many that steps of a float stay far smaller."""


@attrs.frozen
class Scale:
    """The unit in which one dimension is merged and given.

    Attributes:
        unit: the unit of the result.
        factors: how many ticks each unit that is there is.
        per_unit: how many ticks the unit of the result is.
    """

    unit: str
    factors: Mapping[str, int]
    per_unit: int

    @classmethod
    def of(cls, units: Iterable[str], to: str | None) -> Scale:
        """Choose the scale of some units of one dimension.

        Args:
            units: the units that are there.
            to: the unit of the result; the smallest of those that are there when left out.
        """
        present = [unit_of(code) for code in sorted(units)]
        out = min(present, key=lambda unit: unit.factor) if to is None else unit_of(to)
        tick = reduce(_common, [out.factor, *(unit.factor for unit in present)])
        factors = {unit.code: int(unit.factor / tick) for unit in present}
        return cls(out.code, MappingProxyType(factors), int(out.factor / tick))


@attrs.frozen
class Scales:
    """The scale of each dimension that a table has.

    Attributes:
        by_dimension: the scales.
    """

    by_dimension: Mapping[str, Scale]

    @classmethod
    def of(cls, units: Iterable[str], to: str | None) -> Scales:
        """Choose the scales of the units of a table.

        Raises:
            UnitError: where the unit of the result is not known.
            DimensionError: where it measures something else than the rows.
        """
        present = sorted(units)
        for unit in present if to is not None else ():
            same_dimension(unit, str(to))
        found: dict[str, list[str]] = {} if to is None else {unit_of(to).dimension: []}
        for unit in present:
            found.setdefault(UNITS[unit].dimension, []).append(unit)
        return cls({dimension: Scale.of(some, to) for dimension, some in found.items() if some or to})

    @property
    def _ticks(self) -> dict[float, list[str]]:
        """The units that are there by how many ticks they are."""
        return _turned((factor, code) for scale in self.by_dimension.values() for code, factor in scale.factors.items())

    @property
    def _ticks_given(self) -> dict[float, list[str]]:
        """The units of the result by how many ticks they are."""
        return _turned((scale.per_unit, scale.unit) for scale in self.by_dimension.values())

    @property
    def converts(self) -> bool:
        """Whether any end is converted before the merge."""
        return not set(self._ticks) <= {1.0}

    @property
    def converts_back(self) -> bool:
        """Whether any end is converted after the merge."""
        return not set(self._ticks_given) <= {1.0}

    def ticks(self, end: nw.Expr, unit: nw.Expr) -> nw.Expr:
        """Ends in ticks, but for the rounding of floats; by the unit of a row."""
        return end * _choice(self._ticks, unit) if self.converts else end

    def given(self, ticks: nw.Expr, unit: nw.Expr) -> nw.Expr:
        """Ticks in the unit of the result, but for the rounding of floats; by the unit of the result. To be asked where it `converts_back`."""
        several = len(self._ticks_given) > 1
        return ticks / _choice(self._ticks_given, unit) if several else _divided(ticks, next(iter(self._ticks_given)))

    def name(self, unit: nw.Expr) -> nw.Expr:
        """The unit of the result, by the unit of a row."""
        if not self.by_dimension:
            return nw.lit(None, dtype=nw.String())
        return _choice({scale.unit: list(scale.factors) for scale in self.by_dimension.values()}, unit)


def mixed(units: Iterable[str], place: str) -> DimensionError:
    """What is said of units of several dimensions in one group."""
    first = {UNITS[unit].dimension: unit for unit in sorted(units, reverse=True)}
    said = " and ".join(f"{dimension} ({unit})" for dimension, unit in sorted(first.items()))
    return DimensionError(f"{place}{said} are different dimensions; group by what tells them apart, such as the quantity")


def _choice(values: Mapping[float, list[str]] | Mapping[str, list[str]], unit: nw.Expr) -> nw.Expr:
    """The value that belongs to a unit."""
    (last, _), *others = values.items()
    chosen: nw.Expr = nw.lit(last)
    for value, codes in others:
        chosen = nw.when(unit.is_in(codes)).then(nw.lit(value)).otherwise(chosen)
    return chosen


def as_printed(number: nw.Expr) -> nw.Expr:
    """A number, or the short decimal that it is but for the rounding of floats."""
    found = number
    for most, scale in _PLACES:
        short = _divided((number * nw.lit(scale)).round(0), scale)
        is_it = ((number - short).abs() <= number.abs() * nw.lit(_STEPS)) & (number.abs() < nw.lit(most))
        found = nw.when(is_it).then(short).otherwise(found)
    return found


def _divided(number: nw.Expr, by: float) -> nw.Expr:
    """A quotient, rightly rounded.

    Polars multiplies by the reciprocal of a divisor that is the same for all rows, which may be a step off; so the divisor is made of each row.
    """
    return number / (number * nw.lit(0.0) + nw.lit(by))


def _turned(pairs: Iterable[tuple[int, str]]) -> dict[float, list[str]]:
    """Units by how many ticks they are."""
    found: dict[float, list[str]] = {}
    for factor, code in pairs:
        found.setdefault(float(factor), []).append(code)
    return found


def _common(one: Fraction, two: Fraction) -> Fraction:
    """The greatest number that both are whole multiples of."""
    return Fraction(gcd(one.numerator, two.numerator), lcm(one.denominator, two.denominator))
