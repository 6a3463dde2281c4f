"""Ranges put together from claims, written with each end in the unit in which a claim gives it."""

from __future__ import annotations

from collections.abc import Iterable

from ketamine_evidence.records.evidence import ReportedRange
from ketamine_evidence.values import cuts
from ketamine_evidence.values.number_sets import NumberSet
from ketamine_evidence.values.ranges import Range
from ketamine_evidence.values.units import unit_of


class EndsAsPrinted:
    """The units in which claims give their ends. A hull, an overlap or an excess has no ends but theirs.

    Args:
        claims: the claims, of one dimension.

    Examples:
        >>> import ketamine_evidence as ke
        >>> ds = ke.load("0.1.0")
        >>> claims = ds.ranges.where(quantity="relief_duration", condition="chronic-pain")
        >>> EndsAsPrinted(claims).write(ke.merge_ranges(claims).hull)
        '[3, ∞) d'
    """

    def __init__(self, claims: Iterable[ReportedRange]) -> None:
        self._units: dict[cuts.Exact, str] = {}
        for claim in claims:
            for one in (claim.reported.outer, claim.reported.inner):
                if one is not None:
                    (low, _), (high, _) = one.cut_pieces[0]
                    self._keep(low, one.unit)
                    self._keep(high, one.high_unit or one.unit)

    def _keep(self, end: cuts.Exact | float, unit: str) -> None:
        """Keep the unit of an end, the largest where claims give the same end in several."""
        if not isinstance(end, float):
            self._units[end] = max(self._units.get(end, unit), unit, key=lambda code: unit_of(code).factor)

    def write(self, some: NumberSet) -> str:
        """Write a range or a set of them, piece by piece; "nothing" for an empty one."""
        return ", ".join(str(self._in_its_units(piece)) for piece in some.cut_pieces) or "nothing"

    def _in_its_units(self, piece: cuts.Piece) -> Range:
        (low, _), (high, _) = piece
        low_unit, high_unit = (None if isinstance(end, float) else self._units[end] for end in (low, high))
        return Range.from_cuts(piece, str(high_unit if low == 0 and high_unit else low_unit), high_unit)
