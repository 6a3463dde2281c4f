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
        if self._most is not None and self._most is not self._least and self._least > self._most:
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
    def base_least(self) -> cuts.Exact:
        """The least it can mean, exactly, in base units."""
        return cuts.in_base_units(self._least, unit_of(self.unit).factor)

    @property
    def base_most(self) -> cuts.Exact | None:
        """The most it can mean, exactly, in base units."""
        return None if self._most is None else cuts.in_base_units(self._most, unit_of(self.unit).factor)

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
            if self.low.unit != self.high.unit:
                same_dimension(self.low.unit, self.high.unit)
            most = self.high.base_most
            if most is not None and self.low.base_least > most:
                raise RangeError(f"reversed range: in {self.text!r} low {self.low} is above high {self.high}; swap the ends")
        elif self.low is None and self.high is not None and (most := self.high.most_in(self.high.unit)) is not None and most < 0:
            raise RangeError(f"the high end of {self.text!r} is below zero and its low end is not stated; give low")

    @property
    def dimension(self) -> str:
        """What both ends measure, such as "time"."""
        return unit_of(self._any_end.unit).dimension

    @property
    def unit(self) -> str:
        """The unit of its readings: that of its low end, or of the high one where no low one is stated."""
        return self._any_end.unit

    @property
    def outer(self) -> Range:
        """The widest reading: all that any interpretation allows.

        An end that is not stated reaches to zero below ("up to") and has no bound above ("at least").
        """
        high = None if self.unbounded_high else self.high
        return _range(self.outer_piece, self.unit, None if high is None else high.unit)

    @property
    def inner(self) -> Range | None:
        """What every interpretation shares; None where no value is common to all.

        Of "up to 12 weeks" that is 12 weeks alone, since how far below it reaches is not stated.
        """
        piece, unit = self.inner_piece, self.unit
        high = self.high or self._any_end
        return None if piece is None else _range(piece, unit, None if self.unbounded_high else high.unit)

    @property
    def outer_piece(self) -> cuts.Piece:
        """The widest reading as cuts in base units, for code that sweeps over ends; see `ketamine_evidence.values.cuts`."""
        low, high = self.low, self.high
        most = None if high is None or self.unbounded_high else high.base_most
        return (0 if low is None else low.base_least, 0), cuts.END if most is None else (most, 1)

    @property
    def inner_piece(self) -> cuts.Piece | None:
        """What every interpretation shares, as cuts in base units; None where no value is common to all."""
        low, high = self.low or self._any_end, self.high or self._any_end
        most_low, most_high = low.base_most, None if self.unbounded_high else high.base_most
        tops = [top for top in (most_low, most_high) if top is not None]
        if not tops or (self.unbounded_high and most_low is None):
            return None
        least = min(tops)  # a low end never lies above its high end
        if self.unbounded_high:
            return (least, 0), cuts.END
        most = max(high.base_least, low.base_least)
        return ((least, 0), (most, 1)) if least <= most else None

    @property
    def _any_end(self) -> ImpreciseNumber:
        end = self.low or self.high
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


def _range(piece: cuts.Piece, unit: str, high_unit: str | None) -> Range:
    """A range whose high end is printed in its own unit, but for one of it: 40 minutes to 1 hour is [40, 60] min."""
    most = piece[1][0]
    one = high_unit is not None and most == unit_of(high_unit).factor.numerator and most % unit_of(unit).factor.numerator == 0
    return Range.from_cuts(piece, unit, None if one else high_unit)
