"""Ranges with units. A `Range` is one piece, and never empty."""

from __future__ import annotations

from fractions import Fraction
from typing import Self

import attrs

from ketamine_evidence.errors import RangeError
from ketamine_evidence.values import cuts
from ketamine_evidence.values.number_sets import NumberSet
from ketamine_evidence.values.numbers import optional_exact, plain, show
from ketamine_evidence.values.units import convert, natural_unit, same_dimension, show_in_units, unit_of


@attrs.frozen(eq=False, repr=False)
class Range(NumberSet):
    """A range of numbers with a unit.

    Attributes:
        low: the low end, in `unit`; None where there is none.
        high: the high end, in `unit`; None where there is none.
        unit: a UCUM code, such as "d", "wk", "mg/kg".
        low_closed: whether the low end belongs to the range. An unbounded end never does.
        high_closed: whether the high end belongs to the range.
        high_unit: the unit in which the high end is printed, where that is not `unit`. It does not change the range.

    Examples:
        >>> Range(4, 6, "wk") == Range(28, 42, "d")
        True

    Raises:
        RangeError: for a reversed or empty range, or an end that is no number.
        UnitError: for an unknown unit.
        DimensionError: where `high_unit` measures something else.
    """

    _low: Fraction | None = attrs.field(converter=optional_exact)
    _high: Fraction | None = attrs.field(converter=optional_exact)
    unit: str = attrs.field()
    low_closed: bool = True
    high_closed: bool = True
    high_unit: str | None = attrs.field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        unit_of(self.unit)
        if self.high_unit is not None:
            same_dimension(self.unit, self.high_unit)
        if self._low is None:
            object.__setattr__(self, "low_closed", False)
        if self._high is None:
            object.__setattr__(self, "high_closed", False)
        if self._low is not None and self._high is not None:
            if self._low > self._high:
                raise RangeError(
                    f"reversed range: low {show(self._low)} is above high {show(self._high)} {self.unit}; swap the ends"
                )
            if self._low == self._high and not (self.low_closed and self.high_closed):
                raise RangeError(
                    f"empty range: {show(self._low)} {self.unit} with an open end; close both ends for a single value"
                )

    @property
    def low(self) -> int | float | None:
        """The low end in `unit`; None where unbounded."""
        return None if self._low is None else plain(self._low)

    @property
    def high(self) -> int | float | None:
        """The high end in `unit`; None where unbounded."""
        return None if self._high is None else plain(self._high)

    def to(self, unit: str) -> Range:
        """Give the same range in another unit of its dimension.

        Examples:
            >>> Range(4, 6, "wk").to("d")
            <Range [28, 42] d>

        Raises:
            DimensionError: where the unit measures something else.
        """
        low = None if self._low is None else convert(self._low, self.unit, unit)
        high = None if self._high is None else convert(self._high, self.unit, unit)
        same_dimension(self.unit, unit)
        return Range(low, high, unit, self.low_closed, self.high_closed)

    def in_natural_units(self) -> Range:
        """Give the same range, printed with each end in the largest unit in which it is whole.

        Examples:
            >>> Range(120, 43830, "min").in_natural_units()
            <Range [2 h, 1 mo]>
        """
        high_unit = self.high_unit or self.unit
        if self._high is not None:
            high_unit = natural_unit(convert(self._high, self.unit, high_unit), high_unit)
        unit = high_unit if not self._low else natural_unit(self._low, self.unit)
        high_unit = unit if self._high == 0 else high_unit
        low = None if self._low is None else convert(self._low, self.unit, unit)
        high = None if self._high is None else convert(self._high, self.unit, unit)
        return Range(low, high, unit, self.low_closed, self.high_closed, high_unit=high_unit)

    @property
    def cut_pieces(self) -> cuts.Pieces:
        """The canonical pieces as cuts in base units."""
        factor = unit_of(self.unit).factor
        low = cuts.START if self._low is None else (self._low * factor, 0 if self.low_closed else 1)
        high = cuts.END if self._high is None else (self._high * factor, 1 if self.high_closed else 0)
        return ((low, high),)

    @classmethod
    def from_cuts(cls, piece: cuts.Piece, unit: str) -> Self:
        """Make a range from a piece between cuts in base units."""
        factor = unit_of(unit).factor
        (low, after_low), (high, after_high) = piece
        return cls(
            low / factor if isinstance(low, Fraction) else None,
            high / factor if isinstance(high, Fraction) else None,
            unit,
            after_low == 0,
            after_high == 1,
        )

    def __str__(self) -> str:
        left, right = "[" if self.low_closed else "(", "]" if self.high_closed else ")"
        low, low_unit = ("-∞", None) if self._low is None else show_in_units(self._low, self.unit)
        high, high_unit = "∞", low_unit
        if self._high is not None:
            unit = self.high_unit or self.unit
            high, high_unit = show_in_units(convert(self._high, self.unit, unit), unit)
        if low_unit in {None, high_unit}:
            return f"{left}{low}, {high}{right} {high_unit or self.unit}"
        return f"{left}{low} {low_unit}, {high} {high_unit}{right}"

    def __repr__(self) -> str:
        return f"<Range {self}>"
