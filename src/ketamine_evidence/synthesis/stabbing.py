"""Which of many pieces hold a place, in time that grows with how many do, not with how many there are."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping

from ketamine_evidence.values import cuts


class Stabbing:
    """Pieces by where they begin, with a tree above them of how far they reach.

    A node of the tree is the farthest end of all pieces below it, so that a walk from the root passes over what ends too early.

    Args:
        pieces: the pieces of each source.
    """

    def __init__(self, pieces: Mapping[str, cuts.Pieces]) -> None:
        in_order = sorted((low, high, source) for source, some in pieces.items() for low, high in some)
        self._lows: list[cuts.Cut] = [low for low, _, _ in in_order]
        self._sources: list[str] = [source for _, _, source in in_order]
        self._leaves: int = 1 << len(in_order).bit_length()
        padding = [cuts.START] * (self._leaves - len(in_order))
        self._reach: list[cuts.Cut] = [cuts.START] * self._leaves + [high for _, high, _ in in_order] + padding
        for node in range(self._leaves - 1, 0, -1):
            self._reach[node] = max(self._reach[2 * node], self._reach[2 * node + 1])

    def holding(self, place: cuts.Cut) -> tuple[str, ...]:
        """The sources with a piece in which what follows a cut lies, sorted."""
        return tuple(sorted(self._sources[leaf] for leaf in self._reaching(place)))

    def _reaching(self, place: cuts.Cut) -> Iterator[int]:
        """Of the pieces that begin at a cut or before it, those that reach beyond it."""
        begun = bisect_right(self._lows, place)
        nodes = [(1, 0, self._leaves)]
        while nodes:
            node, first, size = nodes.pop()
            if first < begun and self._reach[node] > place:
                if size == 1:
                    yield first
                else:
                    half = size // 2
                    nodes += [(2 * node, first, half), (2 * node + 1, first + half, half)]
