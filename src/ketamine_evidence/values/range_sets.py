"""Sets of ranges: any number of pieces, or none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ketamine_evidence.values import cuts
from ketamine_evidence.values.number_sets import NumberSet, operand
from ketamine_evidence.values.ranges import Range
from ketamine_evidence.values.units import same_dimension, unit_of

_set = object.__setattr__


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

    __slots__ = ()

    unit: str | None

    def __init__(self, ranges: Iterable[NumberSet] = (), unit: str | None = None) -> None:
        members = [operand(r) for r in ranges]
        units = {member.unit: None for member in members if member.unit is not None}
        unit = unit if unit is not None else next(iter(units), None)
        if unit is not None:
            unit_of(unit)
        for other in units:
            same_dimension(str(unit), other)
        _set(self, "cut_pieces", cuts.canonical([piece for member in members for piece in member.cut_pieces]))
        _set(self, "unit", unit)

    def __reduce__(self) -> tuple[object, ...]:
        return (RangeSet, (list(self), self.unit))

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in the set."""
        return not self.cut_pieces

    @classmethod
    def from_cuts(cls, pieces: cuts.Pieces, unit: str | None) -> RangeSet:
        """Make a set from what is known to be canonical pieces between cuts in base units; nothing is checked again."""
        made = cls.__new__(cls)
        _set(made, "cut_pieces", pieces)
        _set(made, "unit", unit)
        return made

    def to(self, unit: str) -> RangeSet:
        """Give the same set in another unit of its dimension."""
        if self.unit is not None:
            same_dimension(self.unit, unit)
        return RangeSet.from_cuts(self.cut_pieces, unit_of(unit).code)

    def __iter__(self) -> Iterator[Range]:
        for piece in self.cut_pieces:
            assert self.unit is not None
            yield Range.from_cuts(piece, self.unit)

    def __len__(self) -> int:
        return len(self.cut_pieces)

    def __str__(self) -> str:
        return "{" + ", ".join(map(str, self)) + "}"

    def __repr__(self) -> str:
        return f"<RangeSet {self}>"
