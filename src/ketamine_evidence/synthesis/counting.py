"""Which claims a merge can count: those that measure what most sources measure, and have a range in the view asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import attrs

from ketamine_evidence.records.evidence import ReportedRange
from ketamine_evidence.values.ranges import Range

View = Literal["outer", "inner"]
VIEWS = ("outer", "inner")


@attrs.frozen
class NotCounted:
    """A claim that a merge could not count.

    Attributes:
        id: the claim.
        reason: why.
    """

    id: str
    reason: str

    def __str__(self) -> str:
        return f"{self.id}: {self.reason}"


def count_claims(
    claims: Sequence[ReportedRange], view: View
) -> tuple[tuple[tuple[ReportedRange, Range], ...], tuple[NotCounted, ...]]:
    """Part claims into those that count, each with its range in the view, and those that do not."""
    dimension = _dimension_that_counts(claims)
    counted: list[tuple[ReportedRange, Range]] = []
    not_counted: list[NotCounted] = []
    for claim in claims:
        one = claim.reported.outer if view == "outer" else claim.reported.inner
        if claim.reported.dimension != dimension:
            not_counted.append(NotCounted(claim.id, f"given as {claim.reported.dimension}, the others as {dimension}"))
        elif one is None:
            not_counted.append(NotCounted(claim.id, "no value is common to all its readings"))
        else:
            counted.append((claim, one))
    return tuple(counted), tuple(not_counted)


def _dimension_that_counts(claims: Sequence[ReportedRange]) -> str:
    """The dimension that most sources give; of several, the first by name."""
    sources: dict[str, set[str]] = {}
    for claim in claims:
        sources.setdefault(claim.reported.dimension, set()).add(claim.source)
    return min(sources, key=lambda dimension: (-len(sources[dimension]), dimension))
