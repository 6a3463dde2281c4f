"""The support profile: for each stretch of numbers, which sources cover it, by one sweep over the sorted ends."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby, pairwise
from types import MappingProxyType
from typing import Any

import attrs

from ketamine_evidence.dataset.columns import BOOLEAN, INTEGER, LIST, NUMBER, STRING, Kind
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


@attrs.frozen
class Stretch:
    """A stretch of numbers that the same sources cover throughout.

    Attributes:
        range: the stretch.
        sources: the ids of the sources that cover it, sorted.
    """

    range: Range
    sources: tuple[str, ...]

    @property
    def support(self) -> int:
        """How many sources cover it."""
        return len(self.sources)

    def __str__(self) -> str:
        return f"{self.range.in_natural_units()}: {self.support} ({', '.join(self.sources)})"


def support_profile(covers: Mapping[str, RangeSet], unit: str) -> tuple[Stretch, ...]:
    """Give the stretches that sources cover, in order, neighbours with the same sources joined.

    Args:
        covers: what each source covers; all of one dimension.
        unit: the unit of the stretches.

    Stretches that no source covers are left out.
    """
    events: list[tuple[cuts.Cut, bool, str]] = []
    for source, cover in covers.items():
        for low, high in cover.cut_pieces:
            events += [(low, True, source), (high, False, source)]
    events.sort()
    found: list[tuple[cuts.Cut, cuts.Cut, tuple[str, ...]]] = []
    active: set[str] = set()
    steps = [(at, list(changes)) for at, changes in groupby(events, key=lambda event: event[0])]
    for (at, changes), (until, _) in pairwise(steps):
        active -= {source for _, begins, source in changes if not begins}
        active |= {source for _, begins, source in changes if begins}
        if active:
            found.append((at, until, tuple(sorted(active))))
    return tuple(Stretch(Range.from_cuts((low, high), unit), sources) for low, high, sources in found)
