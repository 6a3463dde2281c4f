"""Which claims a merge can count: figures of ketamine that measure what most sources measure and have a range in the view asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import attrs

from ketamine_evidence.errors import QueryError
from ketamine_evidence.records.evidence import ReportedRange
from ketamine_evidence.records.vocabulary import Statistic, Substance
from ketamine_evidence.values import cuts
from ketamine_evidence.values.ranges import Range

View = Literal["outer", "inner"]
VIEWS = ("outer", "inner")
KETAMINE = frozenset({Substance.KETAMINE, Substance.RACEMIC_KETAMINE, Substance.ESKETAMINE, Substance.ARKETAMINE})
"""Ketamine and its isomers, whose figures are merged."""
METABOLITES = frozenset({Substance.NORKETAMINE, Substance.DEHYDRONORKETAMINE})
"""What ketamine becomes in the body, of which a figure is found and not given."""
SCORE = "score"
"""The dimension of points, of which every source has its own scale."""
INTERVALS = frozenset({Statistic.CI95, Statistic.CI90})
"""The statistics that are intervals around a figure."""


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


def check_view(view: str) -> None:
    """Refuse a view that is none.

    Raises:
        QueryError: it says which there are.
    """
    if view not in VIEWS:
        raise QueryError(f"view is 'outer' or 'inner', came {view!r}")


def reading(claim: ReportedRange, view: View) -> Range | None:
    """What a claim says in a view; None where no value is common to all its readings."""
    return claim.reported.outer if view == "outer" else claim.reported.inner


def count_claims(
    claims: Sequence[ReportedRange], view: View, dimension: str | None = None
) -> tuple[tuple[tuple[ReportedRange, cuts.Piece], ...], tuple[NotCounted, ...]]:
    """Part claims into those that count, each with its range in the view as cuts in base units, and those that do not.

    Args:
        claims: the claims.
        view: "outer" or "inner".
        dimension: the dimension that counts; that of most sources when left out.
    """
    sources = sources_by_dimension(claims)
    dimension = dimension or dimension_of_most(sources)
    counted: list[tuple[ReportedRange, cuts.Piece]] = []
    not_counted: list[NotCounted] = []
    for claim in claims:
        given = claim.reported.dimension
        if (no_figure := why_no_figure(claim)) is not None:
            not_counted.append(NotCounted(claim.id, no_figure))
        elif given not in sources:
            not_counted.append(NotCounted(claim.id, "points of different scales"))
        elif given != dimension:
            not_counted.append(NotCounted(claim.id, f"given as {given}, the others as {dimension}"))
        elif (piece := claim.reported.outer_piece if view == "outer" else claim.reported.inner_piece) is None:
            not_counted.append(NotCounted(claim.id, "no value is common to all its readings"))
        else:
            counted.append((claim, piece))
    return tuple(counted), tuple(not_counted)


def sources_by_dimension(claims: Sequence[ReportedRange]) -> dict[str, set[str]]:
    """Give the sources of figures of ketamine by the dimension in which they give them.

    Points of a scale are left out where several sources give them, for each has its own scale.
    """
    sources: dict[str, set[str]] = {}
    for claim in claims:
        if why_no_figure(claim) is None:
            sources.setdefault(claim.reported.dimension, set()).add(claim.source)
    if len(sources.get(SCORE, ())) > 1:
        del sources[SCORE]
    return sources


def dimension_of_most(sources: Mapping[str, set[str]]) -> str | None:
    """The dimension that most sources give; of several, the first by name; None where there is none."""
    return min(sources, key=lambda dimension: (-len(sources[dimension]), dimension), default=None)


def why_no_figure(claim: ReportedRange) -> str | None:
    """Why a claim is no figure of ketamine; None where it is one."""
    if claim.estimate is not None:
        return f"{'interval' if claim.statistic in INTERVALS else 'span'} of {claim.estimate}"
    if claim.substance in METABOLITES:
        return f"of {claim.substance.value}"
    return None if claim.substance in KETAMINE else f"given {claim.substance.value}"
