"""Two other libraries behind one face, so that each law asks them the same questions: `portion` and `python-ranges`.

Both know numbers without units, so sets are written for them in days. Where a library has no such operation, it is put
together from those that it has.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Protocol

import portion  # type: ignore[import-untyped]
import ranges as python_ranges

from ketamine_evidence import Range, RangeSet

AnySet = Range | RangeSet
Piece = tuple[Fraction | None, bool, Fraction | None, bool]
"""A piece in days: its low end and whether that belongs to it, its high end and whether that does; None where there is no end."""


def our_pieces(s: AnySet) -> list[Piece]:
    """The pieces of one of our sets, in the order in which it gives them."""
    in_days = [piece.to("d") for piece in ([s] if isinstance(s, Range) else s)]
    return [(r._low, r.low_closed, r._high, r.high_closed) for r in in_days]


class Opinion(Protocol):
    """What every law asks of a library. What it makes of a set has `union`, `intersection`, `difference`, `complement`."""

    def write(self, *given: AnySet) -> Any:
        """The union of some of our sets, as the library writes it."""
        ...

    def pieces(self, s: Any) -> list[Piece]:
        """The pieces, in the order in which the library gives them."""
        ...

    def symmetric_difference(self, a: Any, b: Any) -> Any:
        """What lies in one of the two and not in both."""
        ...

    def hull(self, s: Any) -> Any:
        """The smallest range that holds a set that is not empty."""
        ...

    def length(self, s: Any) -> Fraction:
        """The length of all pieces together, of a bounded set."""
        ...

    def is_empty(self, s: Any) -> bool:
        """Whether there is nothing in it."""
        ...

    def is_disjoint(self, a: Any, b: Any) -> bool:
        """Whether the two share nothing."""
        ...

    def precedes(self, a: Any, b: Any) -> bool:
        """Whether all of one set lies below all of another, neither being empty."""
        ...

    def is_adjacent(self, a: Any, b: Any) -> bool:
        """Whether two ranges are disjoint and leave nothing between them."""
        ...


class Portion:
    """The library `portion`, whose one class is both range and set."""

    def write(self, *given: AnySet) -> Any:
        return portion.Interval(*(self._atomic(piece) for s in given for piece in our_pieces(s)))

    def pieces(self, s: Any) -> list[Piece]:
        return [self._piece(atomic) for atomic in s]

    def symmetric_difference(self, a: Any, b: Any) -> Any:
        return (a | b) - (a & b)

    def hull(self, s: Any) -> Any:
        return s.enclosure

    def length(self, s: Any) -> Fraction:
        return sum((atomic.upper - atomic.lower for atomic in s), Fraction(0))

    def is_empty(self, s: Any) -> bool:
        return bool(s.empty)

    def is_disjoint(self, a: Any, b: Any) -> bool:
        return not a.overlaps(b)

    def precedes(self, a: Any, b: Any) -> bool:
        return bool(a < b)

    def is_adjacent(self, a: Any, b: Any) -> bool:
        return bool(a.adjacent(b))

    @staticmethod
    def _atomic(piece: Piece) -> Any:
        low, low_closed, high, high_closed = piece
        left, right = (portion.CLOSED if closed else portion.OPEN for closed in (low_closed, high_closed))
        return portion.Interval.from_atomic(
            left, -portion.inf if low is None else low, portion.inf if high is None else high, right
        )

    @staticmethod
    def _piece(atomic: Any) -> Piece:
        low = None if atomic.lower == -portion.inf else atomic.lower
        high = None if atomic.upper == portion.inf else atomic.upper
        return low, atomic.left is portion.CLOSED, high, atomic.right is portion.CLOSED


class PythonRanges:
    """The library `python-ranges`. Of infinities, which it counts among the numbers, it includes the lower in `Range()`."""

    def write(self, *given: AnySet) -> Any:
        return python_ranges.RangeSet([self.write_range(piece) for s in given for piece in our_pieces(s)])

    def write_range(self, piece: Piece) -> python_ranges.Range:
        """One range; ends that are missing are infinite as in `Range()`."""
        low, low_closed, high, high_closed = piece
        return python_ranges.Range(
            start=-python_ranges.Inf if low is None else low,
            end=python_ranges.Inf if high is None else high,
            include_start=low is None or low_closed,
            include_end=high_closed,
        )

    def pieces(self, s: Any) -> list[Piece]:
        return [self.piece(r) for r in s]

    def piece(self, r: Any) -> Piece:
        """One range, read as ours has it: an infinite end does not belong to it."""
        low = None if r.start == -python_ranges.Inf else r.start
        high = None if r.end == python_ranges.Inf else r.end
        return low, r.include_start and low is not None, high, r.include_end

    def symmetric_difference(self, a: Any, b: Any) -> Any:
        return a.symmetric_difference(b)

    def hull(self, s: Any) -> Any:
        first, last = s.ranges()[0], s.ranges()[-1]
        whole = python_ranges.Range(
            start=first.start, end=last.end, include_start=first.include_start, include_end=last.include_end
        )
        return python_ranges.RangeSet(whole)

    def length(self, s: Any) -> Fraction:
        return sum((r.length() for r in s), Fraction(0))

    def is_empty(self, s: Any) -> bool:
        return bool(s.isempty())

    def is_disjoint(self, a: Any, b: Any) -> bool:
        return bool(a.isdisjoint(b))

    def precedes(self, a: Any, b: Any) -> bool:
        last, first = a.ranges()[-1], b.ranges()[0]
        return bool(last.isdisjoint(first) and last < first)

    def is_adjacent(self, a: Any, b: Any) -> bool:
        one, two = a.ranges()[0], b.ranges()[0]
        return bool(one.isdisjoint(two) and one.union(two) is not None)


PORTION, PYTHON_RANGES = Portion(), PythonRanges()
OPINIONS: dict[str, Opinion] = {"portion": PORTION, "python-ranges": PYTHON_RANGES}
