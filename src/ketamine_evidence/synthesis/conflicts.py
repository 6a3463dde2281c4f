"""Conflicts: groups of sources that leave no number in common, and how far apart they are."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import islice, pairwise
from math import inf
from typing import ClassVar, overload

import attrs

from ketamine_evidence.errors import QueryError
from ketamine_evidence.synthesis.first_few import few_lines
from ketamine_evidence.synthesis.minimal_groups import DisjointPairs, Group, outside_all
from ketamine_evidence.synthesis.profile import SupportProfile
from ketamine_evidence.values import cuts
from ketamine_evidence.values.numbers import exact, plain, show
from ketamine_evidence.values.units import convert, natural_unit, unit_of


@attrs.frozen(eq=False)
class Conflict:
    """Sources that no number satisfies all of, though any fewer of them have one in common.

    Attributes:
        sources: their ids, sorted.
        unit: the unit of `apart`.
    """

    sources: tuple[str, ...]
    _apart: Fraction = attrs.field(converter=exact)
    unit: str

    @property
    def apart(self) -> int | float:
        """How far apart they are: the least by which their ranges, all widened alike, would have to grow together to meet."""
        return plain(self._apart)

    @property
    def _key(self) -> tuple[tuple[str, ...], Fraction, str]:
        """What makes two conflicts the same, across units."""
        unit = unit_of(self.unit)
        return self.sources, self._apart * unit.factor, unit.dimension

    def __eq__(self, other: object) -> bool:
        return self._key == other._key if isinstance(other, Conflict) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._key)

    def __str__(self) -> str:
        unit = natural_unit(self._apart, self.unit)
        return f"{' / '.join(self.sources)}: {show(convert(self._apart, self.unit, unit))} {unit} apart"


class Conflicts(Sequence[Conflict]):
    """The conflicts of a merge: its minimal groups of sources that leave no number in common, pairs first, then by the sources' names.

    They are made one by one as they are read. Where every source covers one piece only pairs can conflict, and `len()` counts them without
    listing them: 100,000 sources can have five billion. Whether there are any is known at once.

    Args:
        profile: what the sources cover.

    Raises:
        QueryError: when they are read or counted, where some sources cover several pieces and there are too many groups to look for.
    """

    def __init__(self, profile: SupportProfile) -> None:
        self._profile: SupportProfile = profile

    @cached_property
    def _found(self) -> DisjointPairs | list[Group] | None:
        """The groups; None where there are too many to look for."""
        if not self:
            return []
        pieces = self._profile.pieces
        if all(len(some) == 1 for some in pieces.values()):
            return DisjointPairs({source: some[0] for source, some in pieces.items()})
        return outside_all(self._profile.agreeing(), pieces)

    @property
    def _groups(self) -> DisjointPairs | list[Group]:
        if self._found is None:
            raise QueryError(
                f"the conflicts of {len(self._profile.pieces):,} sources, some of which cover several pieces, are too many to look for; "
                "merge fewer of them, or in groups: by='protocol'"
            )
        return self._found

    def __bool__(self) -> bool:
        """Sources conflict exactly where no number has the support of all."""
        return self._profile.depth < len(self._profile.pieces)

    def __len__(self) -> int:
        return len(self._groups)

    def __iter__(self) -> Iterator[Conflict]:
        unit = str(self._profile.unit)
        for group in self._groups:
            gap = apart([self._profile.pieces[source] for source in group])
            yield Conflict(group, gap / unit_of(unit).factor, unit)

    @overload
    def __getitem__(self, index: int) -> Conflict: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Conflict, ...]: ...
    def __getitem__(self, index: int | slice) -> Conflict | tuple[Conflict, ...]:
        if isinstance(index, int):
            at = range(len(self))[index]
            return next(islice(self, at, None))
        at, until, step = index.indices(len(self))
        return tuple(islice(self, at, until, step)) if step > 0 else tuple(self)[index]

    def in_words(self) -> Iterator[str]:
        """The first few, and how many more there are, or that they are too many."""
        try:
            yield from few_lines(map(str, self), len(self), "conflicts")
        except QueryError as error:
            yield str(error)

    def __eq__(self, other: object) -> bool:
        """Equal to any sequence of the same conflicts, such as a tuple."""
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(one == two for one, two in zip(self, other, strict=True))

    __hash__: ClassVar[None] = None  # type: ignore[assignment]  # it equals tuples, whose hash is made of every conflict

    def __repr__(self) -> str:
        return f"<Conflicts: {'; '.join(self.in_words()) or 'none'}>"


def apart(sets: Sequence[cuts.Pieces]) -> Fraction:
    """Twice the least distance, over all numbers, to the farthest of the sets, in base units: the gap itself where there are two.

    Between two neighbouring ends or middles of gaps every distance grows, falls or stays, each as fast as the number moves. So the least is at
    one of them, or where the farthest that falls meets the farthest that grows.
    """
    ends = {end for pieces in sets for piece in pieces for end, _ in piece if not isinstance(end, float)}
    middles = {Fraction(one[1][0] + two[0][0]) / 2 for pieces in sets for one, two in pairwise(pieces)}
    marks = sorted(ends | middles)
    distances = [[_distance(pieces, mark) for pieces in sets] for mark in marks]
    least = min(map(max, distances))
    for (one, here), (two, there) in pairwise(zip(marks, distances, strict=True)):
        falling = max((d for d, then in zip(here, there, strict=True) if d > then), default=None)
        growing = max((d for before, d in zip(here, there, strict=True) if d > before), default=None)
        if falling is not None and growing is not None:
            meeting = Fraction(falling + one - growing + two) / 2
            if one < meeting < two:
                least = min(least, max(_distance(pieces, meeting) for pieces in sets))
    return 2 * Fraction(least)


def _distance(pieces: cuts.Pieces, value: cuts.Exact) -> cuts.Exact | float:
    """How far a number is from the nearest end of a set, or 0 inside it."""
    at = bisect_right(pieces, ((value, 1),))
    below = value - pieces[at - 1][1][0] if at else inf
    above = pieces[at][0][0] - value if at < len(pieces) else inf
    return max(0, min(below, above))
