"""Minimal groups of sources that leave no number in common."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping

from ketamine_evidence.values import cuts

MOST_STEPS, MOST_GROUPS = 1_000_000, 20_000
"""How many steps the search for groups may take, and how many it may keep. There can be nearly as many groups as sets of sources."""

Group = tuple[str, ...]


class DisjointPairs:
    """The pairs of sources that leave no number in common, where each source covers one piece.

    Ranges that meet in pairs meet all together, so that there are no larger groups. The pairs are counted without being listed.

    Args:
        pieces: the piece of each source.
    """

    def __init__(self, pieces: Mapping[str, cuts.Piece]) -> None:
        self._pieces: Mapping[str, cuts.Piece] = pieces
        self._by_low: list[tuple[cuts.Cut, str]] = sorted((low, source) for source, (low, _) in pieces.items())
        self._by_high: list[tuple[cuts.Cut, str]] = sorted((high, source) for source, (_, high) in pieces.items())

    def __len__(self) -> int:
        return sum(len(self._by_low) - bisect_left(self._by_low, (high,)) for high, _ in self._by_high)

    def __iter__(self) -> Iterator[Group]:
        for source in sorted(self._pieces):
            low, high = self._pieces[source]
            above = self._by_low[bisect_left(self._by_low, (high,)) :]
            below = self._by_high[: bisect_right(self._by_high, low, key=lambda end: end[0])]
            for other in sorted(other for _, other in (*below, *above) if other > source):
                yield source, other


def outside_all(agreeing: Iterable[Group], everything: Iterable[str]) -> list[Group] | None:
    """Give the minimal groups that lie within none of the agreeing ones, small ones first.

    Such a group has a member outside each agreeing one: these are the minimal transversals of what the agreeing ones leave out,
    made by Berge's algorithm, one agreeing group at a time.

    Returns:
        The groups; None where the search takes more than MOST_STEPS, or comes to more than MOST_GROUPS on the way.
    """
    sources = frozenset(everything)
    found: list[frozenset[str]] = [frozenset()]
    steps = 0
    for group in agreeing:
        outside = sources.difference(group)
        across = [one for one in found if not outside.isdisjoint(one)]
        within = [one for one in found if outside.isdisjoint(one)]
        steps += len(sources) + len(found) + len(within) * len(outside)
        if steps > MOST_STEPS or len(across) + len(within) * len(outside) > MOST_GROUPS:
            return None
        found = across + _grown(within, across, outside)
    return sorted((tuple(sorted(group)) for group in found), key=lambda group: (len(group), group))


def _grown(within: list[frozenset[str]], across: list[frozenset[str]], outside: frozenset[str]) -> list[frozenset[str]]:
    """Give each of some groups with one more member from outside, but for those that hold a group that is there already."""
    there: dict[str, list[frozenset[str]]] = {source: [] for source in outside}
    for one in across if within else ():
        for source in one & outside:
            there[source].append(one)
    made = ((one | {source}, there[source]) for one in within for source in outside)
    return [group for group, smaller in made if not any(one <= group for one in smaller)]
