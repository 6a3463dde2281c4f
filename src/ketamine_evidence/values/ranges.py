"""Ranges with units, and sets of them.

A `Range` is never empty. An operation whose result may be empty or in several pieces gives a `RangeSet`; a set of one
piece equals that range. Both compare exactly across the units of a dimension.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Any, Self

import attrs

from ketamine_evidence.errors import RangeError
from ketamine_evidence.values import cuts
from ketamine_evidence.values.numbers import Number, exact, optional_exact, plain, show
from ketamine_evidence.values.units import convert, natural_unit, same_dimension, show_in_units, unit_of


class NumberSet:
    """What ranges and sets of ranges have in common: the algebra of sets over one dimension."""

    __slots__ = ()

    unit: Any

    @property
    @abstractmethod
    def cut_pieces(self) -> cuts.Pieces:
        """The canonical pieces as cuts in base units, for code that sweeps over ends; see `ketamine_evidence.values.cuts`."""

    def intersection(self, other: NumberSet) -> RangeSet:
        """Give what lies in both.

        Examples:
            >>> Range(1, 4, "wk").intersection(Range(7, 14, "d"))
            <RangeSet {[1, 2] wk}>

        Raises:
            DimensionError: where the two measure different things.
        """
        return self._with(other, cuts.common(self.cut_pieces, _operand(other).cut_pieces))

    def union(self, other: NumberSet) -> RangeSet:
        """Give what lies in either.

        Examples:
            >>> Range(1, 2, "d").union(Range(2, 3, "d"))
            <RangeSet {[1, 3] d}>
        """
        return self._with(other, cuts.canonical(self.cut_pieces + _operand(other).cut_pieces))

    def difference(self, other: NumberSet) -> RangeSet:
        """Give what lies in this and not in the other.

        Examples:
            >>> Range(1, 3, "d").difference(Range(2, 3, "d"))
            <RangeSet {[1, 2) d}>
        """
        return self._with(other, cuts.common(self.cut_pieces, cuts.rest(_operand(other).cut_pieces)))

    def complement(self) -> RangeSet:
        """Give every number of the dimension that is not in this, below zero too.

        Examples:
            >>> Range(1, 3, "d").complement()
            <RangeSet {(-∞, 1) d, (3, ∞) d}>
        """
        if self.unit is None:
            raise RangeError("the complement of an empty set has no unit; give one: RangeSet([], unit='d')")
        return RangeSet.from_cuts(cuts.rest(self.cut_pieces), self.unit)

    def hull(self, *others: NumberSet) -> Range:
        """Give the smallest range that holds this and all the others.

        Examples:
            >>> Range(1, 2, "d").hull(Range(1, 2, "wk"))
            <Range [1, 14] d>

        Raises:
            RangeError: where all of them are empty.
        """
        everything = self.union(RangeSet([]))
        for other in others:
            everything = everything.union(other)
        if everything.is_empty:
            raise RangeError("an empty set has no hull")
        assert everything.unit is not None
        pieces = everything.cut_pieces
        return Range.from_cuts((pieces[0][0], pieces[-1][1]), everything.unit)

    def is_subset(self, other: NumberSet) -> bool:
        """Tell whether everything in this lies in the other."""
        return self.intersection(other).cut_pieces == self.cut_pieces

    def is_superset(self, other: NumberSet) -> bool:
        """Tell whether everything in the other lies in this."""
        return _operand(other).is_subset(self)

    def is_disjoint(self, other: NumberSet) -> bool:
        """Tell whether the two have nothing in common."""
        return self.intersection(other).is_empty

    def overlaps(self, other: NumberSet) -> bool:
        """Tell whether the two have anything in common."""
        return not self.is_disjoint(other)

    def clip(self, low: Number | None = None, high: Number | None = None) -> RangeSet:
        """Give what lies from `low` to `high`, both in this set's own unit and both included.

        Examples:
            >>> Range(1, 5, "wk").clip(2)
            <RangeSet {[2, 5] wk}>

        Raises:
            RangeError: where `low` is above `high`, or the set is empty and has no unit.
        """
        if self.unit is None:
            raise RangeError("an empty set has no unit to clip in; give one: RangeSet([], unit='d')")
        return self.intersection(Range(low, high, self.unit))

    def gaps(self) -> RangeSet:
        """Give the stretches between the pieces of this set.

        Examples:
            >>> RangeSet([Range(1, 2, "d"), Range(4, 5, "d")]).gaps()
            <RangeSet {(2, 4) d}>
        """
        pieces = self.cut_pieces
        return RangeSet.from_cuts(tuple((one[1], two[0]) for one, two in pairwise(pieces)), self.unit)

    def measure(self) -> int | float | None:
        """Give the length of this set in its own unit: of all its pieces together; None where it has none, being unbounded.

        Examples:
            >>> RangeSet([Range(1, 2, "d"), Range(4, 6, "d")]).measure()
            3
        """
        length = cuts.length(self.cut_pieces)
        if length is None or self.unit is None:
            return None if self.cut_pieces else 0
        return plain(length / unit_of(self.unit).factor)

    def precedes(self, other: NumberSet) -> bool:
        """Tell whether everything in this lies below everything in the other. The empty set precedes and follows everything.

        Examples:
            >>> Range(1, 2, "d").precedes(Range(1, 2, "wk"))
            True
        """
        self._with(_operand(other), ())
        return not self.cut_pieces or not other.cut_pieces or self.cut_pieces[-1][1] <= other.cut_pieces[0][0]

    def follows(self, other: NumberSet) -> bool:
        """Tell whether everything in this lies above everything in the other."""
        return _operand(other).precedes(self)

    def is_adjacent(self, other: NumberSet) -> bool:
        """Tell whether the two are disjoint and leave no number between them at some place.

        Examples:
            >>> Range(1, 2, "d", high_closed=False).is_adjacent(Range(2, 3, "d"))
            True
        """
        self._with(_operand(other), ())
        mine, theirs = self.cut_pieces, other.cut_pieces
        touching = {low for low, _ in mine} & {high for _, high in theirs} or {high for _, high in mine} & {
            low for low, _ in theirs
        }
        return bool(touching) and self.is_disjoint(other)

    def __contains__(self, item: Number | NumberSet) -> bool:
        """Tell whether a number, in this set's own unit, or a whole range lies in this."""
        if isinstance(item, NumberSet):
            return item.is_subset(self)
        value = exact(item)
        return self.unit is not None and cuts.holds(self.cut_pieces, value * unit_of(self.unit).factor)

    __and__ = intersection
    __or__ = union
    __sub__ = difference
    __invert__ = complement

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, NumberSet):
            return NotImplemented
        return self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    @property
    def _key(self) -> tuple[str | None, cuts.Pieces]:
        """What makes two sets the same; the empty set is the same in every dimension."""
        return (unit_of(self.unit).dimension if self.cut_pieces else None, self.cut_pieces)

    def _with(self, other: NumberSet, pieces: cuts.Pieces) -> RangeSet:
        if self.unit is not None and other.unit is not None:
            same_dimension(self.unit, other.unit)
        return RangeSet.from_cuts(pieces, self.unit if self.unit is not None else other.unit)


def _operand(other: NumberSet) -> NumberSet:
    if not isinstance(other, NumberSet):
        raise RangeError(f"expected a Range or a RangeSet, came {type(other).__name__} ({other!r})")
    return other


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


class RangeSet(NumberSet):
    """A set of numbers in any number of pieces: the canonical union of ranges of one dimension.

    Args:
        ranges: the ranges, in any order, overlapping or not.
        unit: the unit of the set; that of the first range where left out.

    Iterating gives the disjoint pieces in order, as ranges.

    Examples:
        >>> RangeSet([Range(5, 6, "d"), Range(1, 2, "d"), Range(2, 3, "d")])
        <RangeSet {[1, 3] d, [5, 6] d}>

    Raises:
        DimensionError: where the ranges measure different things.
    """

    __slots__ = ("_all", "unit")

    _all: cuts.Pieces
    unit: str | None

    def __init__(self, ranges: Iterable[NumberSet] = (), unit: str | None = None) -> None:
        members = [_operand(r) for r in ranges]
        units = [member.unit for member in members if member.unit is not None]
        unit = unit if unit is not None or not units else units[0]
        for other in units:
            same_dimension(str(unit), other)
        if unit is not None:
            unit_of(unit)
        object.__setattr__(self, "_all", cuts.canonical(piece for member in members for piece in member.cut_pieces))
        object.__setattr__(self, "unit", unit)

    def __setattr__(self, name: str, value: object) -> None:
        raise attrs.exceptions.FrozenInstanceError

    def __delattr__(self, name: str) -> None:
        raise attrs.exceptions.FrozenInstanceError

    def __reduce__(self) -> tuple[object, ...]:
        return (RangeSet, (list(self), self.unit))

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in the set."""
        return not self._all

    @property
    def cut_pieces(self) -> cuts.Pieces:
        """The canonical pieces as cuts in base units."""
        return self._all

    @classmethod
    def from_cuts(cls, pieces: cuts.Pieces, unit: str | None) -> RangeSet:
        """Make a set from canonical pieces between cuts in base units."""
        made = cls((), unit)
        object.__setattr__(made, "_all", pieces)
        return made

    def to(self, unit: str) -> RangeSet:
        """Give the same set in another unit of its dimension."""
        if self.unit is not None:
            same_dimension(self.unit, unit)
        return RangeSet.from_cuts(self._all, unit)

    def __iter__(self) -> Iterator[Range]:
        for piece in self._all:
            assert self.unit is not None
            yield Range.from_cuts(piece, self.unit)

    def __len__(self) -> int:
        return len(self._all)

    def __str__(self) -> str:
        return "{" + ", ".join(map(str, self)) + "}"

    def __repr__(self) -> str:
        return f"<RangeSet {self}>"
