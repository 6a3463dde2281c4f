"""The support profile: for each stretch of numbers, how many sources cover it, by one sweep over the sorted ends, and which they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import accumulate
from types import MappingProxyType
from typing import Any

import attrs

from ketamine_evidence.dataset.columns import BOOLEAN, INTEGER, LIST, NUMBER, STRING, Kind
from ketamine_evidence.synthesis.first_few import few
from ketamine_evidence.synthesis.stabbing import Stabbing
from ketamine_evidence.values import cuts
from ketamine_evidence.values.range_sets import RangeSet
from ketamine_evidence.values.ranges import Range

ENDS: Mapping[str, Kind] = MappingProxyType(
    {"low": NUMBER, "high": NUMBER, "unit": STRING, "low_closed": BOOLEAN, "high_closed": BOOLEAN}
)
"""What the columns of a range hold, as a frame."""
COLUMNS: Mapping[str, Kind] = MappingProxyType({**ENDS, "support": INTEGER, "sources": LIST})
"""What the columns of a support profile hold, as a frame."""


def ends_of(one: Range) -> dict[str, Any]:
    """A range as plain data.

    Examples:
        >>> ends_of(Range(4, 6, "wk"))
        {'low': 4, 'high': 6, 'unit': 'wk', 'low_closed': True, 'high_closed': True}
    """
    return {name: getattr(one, name) for name in ENDS}


@attrs.frozen(eq=False, repr=False)
class Stretch:
    """A stretch of numbers that the same sources cover throughout.

    Attributes:
        range: the stretch.
        support: how many sources cover it.
    """

    range: Range
    _sources: tuple[str, ...] | SupportProfile
    support: int = attrs.field(kw_only=True, default=attrs.Factory(lambda made: len(made.sources), takes_self=True))

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of the sources that cover it, sorted. They are looked up when asked for: together the stretches of a large merge have too many."""
        if isinstance(self._sources, SupportProfile):
            return self._sources.sources_after(self.range.cut_pieces[0][0])
        return self._sources

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Stretch):
            return NotImplemented
        return (self.range, self.support) == (other.range, other.support) and self.sources == other.sources

    def __hash__(self) -> int:
        return hash((self.range, self.support))

    def __str__(self) -> str:
        return f"{self.range.in_natural_units()}: {self.support} ({few(self.sources)})"

    def __repr__(self) -> str:
        return f"<Stretch {self}>"


class SupportProfile:
    """How many sources cover which numbers.

    It is kept as the cuts where something changes and the counts between them. Who covers a stretch is found when asked for.

    Args:
        pieces: the canonical pieces of each source; all of one dimension.
        unit: the unit of the stretches; None where there are none.
    """

    def __init__(self, pieces: Mapping[str, cuts.Pieces], unit: str | None) -> None:
        self.pieces: Mapping[str, cuts.Pieces] = pieces
        self.unit: str | None = unit
        changes: dict[cuts.Cut, int] = {}
        for some in pieces.values():
            for low, high in some:
                changes[low] = changes.get(low, 0) + 1
                changes[high] = changes.get(high, 0) - 1
        self.places: list[cuts.Cut] = sorted(changes)
        self.counts: list[int] = list(accumulate(map(changes.__getitem__, self.places)))
        self.depth: int = max(self.counts, default=0)

    def stretches(self, least: int = 1) -> Iterator[Stretch]:
        """The stretches that at least some number of sources cover, in order."""
        for low, high, support in zip(self.places, self.places[1:], self.counts, strict=False):
            if support >= least:
                yield Stretch(Range.from_cuts((low, high), str(self.unit)), self, support=support)

    def covered(self, least: int) -> RangeSet:
        """What at least some number of sources cover, from 1."""
        found: list[cuts.Piece] = []
        begun: cuts.Cut | None = None
        if least > self.depth:
            return RangeSet.from_cuts((), self.unit)
        for place, support in zip(self.places, self.counts, strict=True):
            if support >= least:
                begun = place if begun is None else begun
            elif begun is not None:
                found.append((begun, place))
                begun = None
        return RangeSet.from_cuts(tuple(found), self.unit)

    def sources_after(self, place: cuts.Cut) -> tuple[str, ...]:
        """The sources that cover what follows a cut, sorted."""
        return self._stabbing.holding(place)

    @cached_property
    def _stabbing(self) -> Stabbing:
        return Stabbing(self.pieces)

    @property
    def hull(self) -> Range | None:
        """The smallest range that holds all that is covered; None where nothing is."""
        return Range.from_cuts((self.places[0], self.places[-1]), self.unit) if self.unit is not None else None

    def agreeing(self) -> Iterator[tuple[str, ...]]:
        """The groups of sources that cover a number together and lie within no larger one of a neighbouring number."""
        begins = {low for some in self.pieces.values() for low, _ in some}
        ends = {high for some in self.pieces.values() for _, high in some}
        for at, place in enumerate(self.places[:-1]):
            if place in begins and self.places[at + 1] in ends:
                yield self.sources_after(place)
