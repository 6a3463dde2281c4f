"""Ranges with units. A `Range` is one piece, and never empty."""

from __future__ import annotations

from fractions import Fraction
from typing import Self

from ketamine_evidence.errors import RangeError
from ketamine_evidence.values import cuts
from ketamine_evidence.values.number_sets import NumberSet
from ketamine_evidence.values.numbers import Number, optional_exact, plain, show
from ketamine_evidence.values.units import convert, natural_unit, same_dimension, show_in_units, unit_of

_set = object.__setattr__


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

    __slots__ = ("_whole", "high_unit")

    unit: str
    high_unit: str | None
    _whole: tuple[int | float, int | float]

    def __init__(  # noqa: PLR0913  two ends, each with its bracket and its unit
        self,
        low: Number | None,
        high: Number | None,
        unit: str,
        low_closed: bool = True,  # noqa: FBT001, FBT002  as brackets are given, by place
        high_closed: bool = True,  # noqa: FBT001, FBT002
        *,
        high_unit: str | None = None,
    ) -> None:
        least, most = optional_exact(low), optional_exact(high)
        factor = unit_of(unit).factor
        if high_unit is not None:
            same_dimension(unit, high_unit)
        if least is not None and most is not None:
            if least > most:
                raise RangeError(f"reversed range: low {show(least)} is above high {show(most)} {unit}; swap the ends")
            if least == most and not (low_closed and high_closed):
                raise RangeError(f"empty range: {show(least)} {unit} with an open end; close both ends for a single value")
        begin = cuts.START if least is None else (cuts.in_base_units(least, factor), 0 if low_closed else 1)
        end = cuts.END if most is None else (cuts.in_base_units(most, factor), 1 if high_closed else 0)
        _set(self, "cut_pieces", ((begin, end),))
        _set(self, "unit", unit)
        _set(self, "high_unit", high_unit)

    @classmethod
    def from_cuts(cls, piece: cuts.Piece, unit: str, high_unit: str | None = None) -> Self:
        """Make a range from what is known to be a piece between cuts in base units; nothing is checked again."""
        made = cls.__new__(cls)
        _set(made, "cut_pieces", (piece,))
        _set(made, "unit", unit)
        _set(made, "high_unit", high_unit)
        return made

    def __reduce__(self) -> tuple[object, ...]:
        # by ends in their own unit, not by cuts: what base units are may differ in the version that reads it
        return (_made_again, ((self._low, self._high), self.unit, (self.low_closed, self.high_closed), self.high_unit))

    @property
    def low_closed(self) -> bool:
        """Whether the low end belongs to the range. An unbounded end never does."""
        low, after = self.cut_pieces[0][0]
        return after == 0 and not isinstance(low, float)

    @property
    def high_closed(self) -> bool:
        """Whether the high end belongs to the range. An unbounded end never does."""
        high, after = self.cut_pieces[0][1]
        return after == 1 and not isinstance(high, float)

    @property
    def _low(self) -> Fraction | None:
        """The low end exactly, in `unit`."""
        return self._in_own_unit(self.cut_pieces[0][0])

    @property
    def _high(self) -> Fraction | None:
        """The high end exactly, in `unit`."""
        return self._in_own_unit(self.cut_pieces[0][1])

    def _in_own_unit(self, cut: cuts.Cut) -> Fraction | None:
        return None if isinstance(cut[0], float) else cut[0] / unit_of(self.unit).factor

    @property
    def low(self) -> int | float | None:
        """The low end in `unit`; None where unbounded."""
        low = self._low
        return None if low is None else plain(low)

    @property
    def high(self) -> int | float | None:
        """The high end in `unit`; None where unbounded."""
        high = self._high
        return None if high is None else plain(high)

    def to(self, unit: str) -> Range:
        """Give the same range in another unit of its dimension.

        Examples:
            >>> Range(4, 6, "wk").to("d")
            <Range [28, 42] d>

        Raises:
            DimensionError: where the unit measures something else.
        """
        same_dimension(self.unit, unit)
        return Range.from_cuts(self.cut_pieces[0], unit)

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
        return Range.from_cuts(self.cut_pieces[0], unit, high_unit)

    def __contains__(self, item: Number | NumberSet) -> bool:
        """Tell whether a number, in this range's own unit, or a whole range lies in this."""
        if type(item) is not int:
            return NumberSet.__contains__(self, item)
        try:
            least, greatest = self._whole
        except AttributeError:
            least, greatest = self._find_whole()
        return least <= item <= greatest

    def _find_whole(self) -> tuple[int | float, int | float]:
        """Find and keep the least and the greatest whole number that belongs to the range: what a whole number is held against."""
        (low, above), (high, below) = self.cut_pieces[0]
        factor = unit_of(self.unit).factor.numerator
        # a number just above an open end, or just below one, is all that whole numbers have to reach
        least = low if isinstance(low, float) else (low // factor + 1 if above else -(-low // factor))
        greatest = high if isinstance(high, float) else (high // factor if below else -(-high // factor) - 1)
        _set(self, "_whole", (least, greatest))
        return least, greatest

    def __str__(self) -> str:
        left, right = "[" if self.low_closed else "(", "]" if self.high_closed else ")"
        least, most = self._low, self._high
        low, low_unit = ("-∞", None) if least is None else show_in_units(least, self.unit)
        high, high_unit = "∞", low_unit
        if most is not None:
            unit = self.high_unit or self.unit
            high, high_unit = show_in_units(convert(most, self.unit, unit), unit)
        if low_unit in {None, high_unit}:
            return f"{left}{low}, {high}{right} {high_unit or self.unit}"
        return f"{left}{low} {low_unit}, {high} {high_unit}{right}"

    def __repr__(self) -> str:
        return f"<Range {self}>"


def _made_again(
    ends: tuple[Fraction | None, Fraction | None], unit: str, closed: tuple[bool, bool], high_unit: str | None
) -> Range:
    return Range(*ends, unit, *closed, high_unit=high_unit)
