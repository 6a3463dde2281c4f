"""What a source states: a phrase, its two ends as imprecise numbers, and the ranges they allow."""

from __future__ import annotations

from fractions import Fraction

import attrs

from ketamine_evidence.errors import RangeError
from ketamine_evidence.values import cuts
from ketamine_evidence.values.numbers import exact, optional_exact, plain, show
from ketamine_evidence.values.ranges import Range
from ketamine_evidence.values.units import convert, same_dimension, show_in_units, unit_of


@attrs.frozen(repr=False)
class ImpreciseNumber:
    """A number of which only the least and the most it can mean are known.

    Attributes:
        least: the least it can mean, in `unit`.
        most: the most it can mean, in `unit`; None where there is no upper reading ("many").
        unit: a UCUM code.

    Examples:
        >>> ImpreciseNumber(3, 7, "h")
        <ImpreciseNumber [3, 7] h>

    Raises:
        RangeError: where the least is above the most, or either is no number.
        UnitError: for an unknown unit.
    """

    _least: Fraction = attrs.field(converter=exact)
    _most: Fraction | None = attrs.field(converter=optional_exact)
    unit: str = attrs.field()

    def __attrs_post_init__(self) -> None:
        unit_of(self.unit)
        if self._most is not None and self._least > self._most:
            raise RangeError(
                f"reversed number: least {show(self._least)} is above most {show(self._most)} {self.unit}; swap them"
            )

    @property
    def least(self) -> int | float:
        """The least it can mean, in `unit`."""
        return plain(self._least)

    @property
    def most(self) -> int | float | None:
        """The most it can mean, in `unit`; None where there is no upper reading."""
        return None if self._most is None else plain(self._most)

    @property
    def is_precise(self) -> bool:
        """Whether it can mean one number only."""
        return self._least == self._most

    @property
    def readings(self) -> Range:
        """Every number that it can mean."""
        return Range(self._least, self._most, self.unit)

    @property
    def base_ends(self) -> tuple[cuts.Exact, cuts.Exact | None]:
        """The least and the most that it can mean, exactly, in base units."""
        factor = unit_of(self.unit).factor
        least = cuts.in_base_units(self._least, factor)
        if self._most is self._least:
            return least, least
        return least, None if self._most is None else cuts.in_base_units(self._most, factor)

    def least_in(self, unit: str) -> Fraction:
        """The least it can mean, exactly, in another unit."""
        return convert(self._least, self.unit, unit)

    def most_in(self, unit: str) -> Fraction | None:
        """The most it can mean, exactly, in another unit."""
        return None if self._most is None else convert(self._most, self.unit, unit)

    def __str__(self) -> str:
        if self.is_precise:
            return " ".join(show_in_units(self._least, self.unit))
        return str(self.readings)

    def __repr__(self) -> str:
        return f"<ImpreciseNumber {self}>"


@attrs.frozen(repr=False)
class Reported:
    """What a source states about a quantity.

    Attributes:
        text: the short phrase, as printed.
        low: the low end; None where not stated ("up to 12 weeks").
        high: the high end; None where not stated ("at least 24 hours").
        unbounded_high: whether the phrase leaves the high end open ("or longer"). Not the same as not stated.
        approximate: whether the phrase says "about" or the like.
        hedges: the words that weaken it ("typically", "often").

    Raises:
        RangeError: where neither end is given, or the low end lies above the high one.
        DimensionError: where the ends measure different things.
    """

    text: str
    low: ImpreciseNumber | None
    high: ImpreciseNumber | None
    unbounded_high: bool = False
    approximate: bool = False
    hedges: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        if self.low is None and self.high is None:
            raise RangeError(f"no end given for {self.text!r}; give low or high")
        if self.low is not None and self.high is not None:
            same_dimension(self.low.unit, self.high.unit)
            most = self.high.most_in(self.low.unit)
            if most is not None and self.low.least_in(self.low.unit) > most:
                raise RangeError(f"reversed range: in {self.text!r} low {self.low} is above high {self.high}; swap the ends")
        elif self.low is None and self.high is not None and (most := self.high.most_in(self.high.unit)) is not None and most < 0:
            raise RangeError(f"the high end of {self.text!r} is below zero and its low end is not stated; give low")

    @property
    def dimension(self) -> str:
        """What both ends measure, such as "time"."""
        return unit_of(self._any_end.unit).dimension

    @property
    def outer(self) -> Range:
        """The widest reading: all that any interpretation allows.

        An end that is not stated reaches to zero below ("up to") and has no bound above ("at least").
        """
        least = 0 if self.low is None else self.low.base_ends[0]
        unit = self._any_end.unit
        if self.high is None or self.unbounded_high:
            return Range.from_cuts(((least, 0), cuts.END), unit)
        return _range(least, self.high.base_ends[1], unit, self.high.unit)

    @property
    def inner(self) -> Range | None:
        """What every interpretation shares; None where no value is common to all.

        Of "up to 12 weeks" that is 12 weeks alone, since how far below it reaches is not stated.
        """
        low, high = self.low or self._any_end, self.high or self._any_end
        (least_low, most_low), (least_high, most_high) = low.base_ends, high.base_ends
        tops = [top for top in (most_low, None if self.unbounded_high else most_high) if top is not None]
        if not tops or (self.unbounded_high and most_low is None):
            return None
        least = min(tops)  # a low end never lies above its high end
        if self.unbounded_high:
            return Range.from_cuts(((least, 0), cuts.END), low.unit)
        most = max(least_high, least_low)
        return _range(least, most, low.unit, high.unit) if least <= most else None

    @property
    def _any_end(self) -> ImpreciseNumber:
        end = self.low if self.low is not None else self.high
        assert end is not None
        return end

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<Reported {self.text!r} {self.outer}>"

    def _repr_html_(self) -> str:
        from ketamine_evidence._html import card, fields
        from ketamine_evidence.values.cards import readings

        return card(fields("What is stated, and how it is read", readings(self)), foot=None)


def _range(low: cuts.Exact, high: cuts.Exact | None, unit: str, high_unit: str) -> Range:
    """A range whose high end is printed in its own unit, but for one of it: 40 minutes to 1 hour is [40, 60] min."""
    if high is None:
        return Range.from_cuts(((low, 0), cuts.END), unit, high_unit)
    one = high == unit_of(high_unit).factor.numerator and high % unit_of(unit).factor.numerator == 0
    return Range.from_cuts(((low, 0), (high, 1)), unit, None if one else high_unit)
