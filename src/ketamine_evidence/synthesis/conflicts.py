"""Conflicts: groups of sources that leave no number in common, and how far apart they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import combinations

import attrs

from ketamine_evidence.values import cuts
from ketamine_evidence.values.numbers import exact, plain, show
from ketamine_evidence.values.range_sets import RangeSet
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


def conflicts_of(covers: Mapping[str, RangeSet], together: Iterable[tuple[str, ...]], unit: str) -> Iterator[Conflict]:
    """Give every minimal group of sources that leave no number in common, pairs first.

    Args:
        covers: what each source covers.
        together: the groups of sources that have a number in common, as a support profile lists them.
        unit: the unit of the distances.

    Where every source covers one piece only pairs can conflict: ranges that meet in pairs meet all together.
    """
    if all(len(cover) == 1 for cover in covers.values()):
        groups = {frozenset(pair) for pair in combinations(covers, 2) if covers[pair[0]].is_disjoint(covers[pair[1]])}
    else:
        groups = _outside_all([frozenset(group) for group in together], frozenset(covers))
    for group in sorted(map(sorted, groups), key=lambda group: (len(group), group)):
        yield Conflict(tuple(group), _apart([covers[source] for source in group]) / unit_of(unit).factor, unit)


def _outside_all(agreeing: Iterable[frozenset[str]], everything: frozenset[str]) -> set[frozenset[str]]:
    """Give the minimal groups that lie within none of the agreeing ones.

    Such a group has a member outside each agreeing one: these are the minimal transversals of what the agreeing ones leave out,
    made by Berge's algorithm, one agreeing group at a time.
    """
    found: set[frozenset[str]] = {frozenset()}
    for group in agreeing:
        outside = everything - group
        grown = {one if one & outside else one | {source} for one in found for source in outside}
        found = {one for one in grown if not any(other < one for other in grown)}
    return found


def _apart(sets: list[RangeSet]) -> Fraction:
    """Twice the least distance, over all numbers, to the farthest of the sets, in base units: the gap itself where there are two."""
    ends = [end for one in sets for piece in one.cut_pieces for end, _ in piece if isinstance(end, Fraction)]
    middles = {(one + other) / 2 for one, other in combinations(ends, 2)} | set(ends)
    least = min(max(_distance(one.cut_pieces, middle) for one in sets) for middle in middles)
    return 2 * least


def _distance(pieces: cuts.Pieces, value: Fraction) -> Fraction:
    """How far a number is from the nearest end of a set, or 0 inside it."""
    if any(low <= value <= high for (low, _), (high, _) in pieces):
        return Fraction(0)
    return min(abs(end - value) for piece in pieces for end, _ in piece if isinstance(end, Fraction))
