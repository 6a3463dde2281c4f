"""What ranges and sets of ranges have in common: the algebra of sets of numbers with a unit.

An operation whose result may be empty or in several pieces gives a `RangeSet`; a set of one piece equals that range. Sets
compare exactly across the units of a dimension.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import attrs

from ketamine_evidence.errors import RangeError
from ketamine_evidence.values import cuts
from ketamine_evidence.values.numbers import Number, exact, plain
from ketamine_evidence.values.units import same_dimension, unit_of

if TYPE_CHECKING:
    from ketamine_evidence.values.range_sets import RangeSet
    from ketamine_evidence.values.ranges import Range


class NumberSet:
    """What ranges and sets of ranges have in common: the algebra of sets over one dimension.

    Examples:
        >>> from ketamine_evidence import Range, RangeSet
        >>> Range(4, 6, "wk") == RangeSet([Range(28, 35, "d"), Range(35, 42, "d")])
        True
    """

    __slots__ = ("cut_pieces", "unit")

    cut_pieces: cuts.Pieces
    """The canonical pieces as cuts in base units, for code that sweeps over ends; see `ketamine_evidence.values.cuts`."""
    unit: Any

    def __setattr__(self, name: str, value: object) -> None:
        raise attrs.exceptions.FrozenInstanceError

    def __delattr__(self, name: str) -> None:
        raise attrs.exceptions.FrozenInstanceError

    def intersection(self, other: NumberSet) -> RangeSet:
        """Give what lies in both.

        Examples:
            >>> Range(1, 4, "wk").intersection(Range(7, 14, "d"))
            <RangeSet {[1, 2] wk}>

        Raises:
            DimensionError: where the two measure different things.
        """
        return self._with(other, cuts.common(self.cut_pieces, operand(other).cut_pieces))

    def union(self, other: NumberSet) -> RangeSet:
        """Give what lies in either.

        Examples:
            >>> Range(1, 2, "d").union(Range(2, 3, "d"))
            <RangeSet {[1, 3] d}>
        """
        return self._with(other, cuts.canonical(self.cut_pieces + operand(other).cut_pieces))

    def difference(self, other: NumberSet) -> RangeSet:
        """Give what lies in this and not in the other.

        Examples:
            >>> Range(1, 3, "d").difference(Range(2, 3, "d"))
            <RangeSet {[1, 2) d}>
        """
        return self._with(other, cuts.common(self.cut_pieces, cuts.rest(operand(other).cut_pieces)))

    def complement(self) -> RangeSet:
        """Give every number of the dimension that is not in this, below zero too.

        Examples:
            >>> Range(1, 3, "d").complement()
            <RangeSet {(-∞, 1) d, (3, ∞) d}>
        """
        if self.unit is None:
            raise RangeError("the complement of an empty set has no unit; give one: RangeSet([], unit='d')")
        return _range_set_class().from_cuts(cuts.rest(self.cut_pieces), self.unit)

    def hull(self, *others: NumberSet) -> Range:
        """Give the smallest range that holds this and all the others.

        Examples:
            >>> Range(1, 2, "d").hull(Range(1, 2, "wk"))
            <Range [1, 14] d>

        Raises:
            RangeError: where all of them are empty.
        """
        unit, pieces = self.unit, self.cut_pieces
        low, high = (pieces[0][0], pieces[-1][1]) if pieces else (cuts.END, cuts.START)
        for other in others:
            pieces = operand(other).cut_pieces
            unit = _unit_of_both(unit, other.unit)
            if pieces:
                first, last = pieces[0][0], pieces[-1][1]
                low = first if first < low else low  # noqa: FURB136  a call takes longer than all the rest
                high = last if last > high else high  # noqa: FURB136
        if low > high:
            raise RangeError("an empty set has no hull")
        return _range_class().from_cuts((low, high), unit)

    def is_subset(self, other: NumberSet) -> bool:
        """Tell whether everything in this lies in the other."""
        _unit_of_both(self.unit, operand(other).unit)
        return cuts.common(self.cut_pieces, other.cut_pieces) == self.cut_pieces

    def is_superset(self, other: NumberSet) -> bool:
        """Tell whether everything in the other lies in this."""
        return operand(other).is_subset(self)

    def is_disjoint(self, other: NumberSet) -> bool:
        """Tell whether the two have nothing in common."""
        _unit_of_both(self.unit, operand(other).unit)
        return not cuts.common(self.cut_pieces, other.cut_pieces)

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
        return self.intersection(_range_class()(low, high, self.unit))

    def gaps(self) -> RangeSet:
        """Give the stretches between the pieces of this set.

        Examples:
            >>> RangeSet([Range(1, 2, "d"), Range(4, 5, "d")]).gaps()
            <RangeSet {(2, 4) d}>
        """
        pieces = self.cut_pieces
        return _range_set_class().from_cuts(tuple((one[1], two[0]) for one, two in pairwise(pieces)), self.unit)

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
        _unit_of_both(self.unit, operand(other).unit)
        return not self.cut_pieces or not other.cut_pieces or self.cut_pieces[-1][1] <= other.cut_pieces[0][0]

    def follows(self, other: NumberSet) -> bool:
        """Tell whether everything in this lies above everything in the other."""
        return operand(other).precedes(self)

    def is_adjacent(self, other: NumberSet) -> bool:
        """Tell whether the two are disjoint and leave no number between them at some place.

        Examples:
            >>> Range(1, 2, "d", high_closed=False).is_adjacent(Range(2, 3, "d"))
            True
        """
        _unit_of_both(self.unit, operand(other).unit)
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
        return self.unit is not None and cuts.holds(self.cut_pieces, cuts.in_base_units(value, unit_of(self.unit).factor))

    __and__ = intersection
    __or__ = union
    __sub__ = difference
    __invert__ = complement

    def __eq__(self, other: object) -> bool:
        """The empty set is the same in every dimension."""
        if not isinstance(other, NumberSet):
            return NotImplemented
        pieces = self.cut_pieces
        return pieces == other.cut_pieces and (not pieces or unit_of(self.unit).dimension == unit_of(other.unit).dimension)

    def __hash__(self) -> int:
        return hash((unit_of(self.unit).dimension if self.cut_pieces else None, self.cut_pieces))

    def _with(self, other: NumberSet, pieces: cuts.Pieces) -> RangeSet:
        return _range_set_class().from_cuts(pieces, _unit_of_both(self.unit, other.unit))


def operand(other: NumberSet) -> NumberSet:
    """Give what came, if it is a set of numbers; refuse anything else."""
    if not isinstance(other, NumberSet):
        raise RangeError(f"expected a Range or a RangeSet, came {type(other).__name__} ({other!r})")
    return other


def _unit_of_both(unit: str | None, other: str | None) -> Any:
    """The unit of what is made of two sets: that of the first, or of the second where the first is empty and has none."""
    if unit is None:
        return other
    if other is not None and other != unit:
        same_dimension(unit, other)
    return unit


# The results are ranges and sets of them, which are themselves sets of numbers: these two are imported when first needed.


@cache
def _range_set_class() -> type[RangeSet]:
    from ketamine_evidence.values.range_sets import RangeSet

    return RangeSet


@cache
def _range_class() -> type[Range]:
    from ketamine_evidence.values.ranges import Range

    return Range
