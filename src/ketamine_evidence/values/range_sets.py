"""Sets of ranges: any number of pieces, or none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from ketamine_evidence.values import cuts
from ketamine_evidence.values.number_sets import NumberSet, operand
from ketamine_evidence.values.ranges import Range
from ketamine_evidence.values.units import same_dimension, unit_of


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
        members = [operand(r) for r in ranges]
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
