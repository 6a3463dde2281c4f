"""Laying the claims of two tiers beside each other: which of them count, in which dimension, and what they come to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.records.evidence import ReportedRange, Source
from ketamine_evidence.records.vocabulary import Tier, Verdict
from ketamine_evidence.synthesis.compared import ComparedGroup, Side, parts
from ketamine_evidence.synthesis.counting import NotCounted, View, count_claims, dimension_of_most, sources_by_dimension
from ketamine_evidence.synthesis.evidence_kinds import NO_RESULTS, evidence_kind
from ketamine_evidence.synthesis.time_points import time_points
from ketamine_evidence.values.quantities import Quantity

Parted = tuple[list[ReportedRange], list[NotCounted]]
"""Claims that count, and those that do not."""


class Beside:
    """What the sources and the traces of a dataset tell of its claims.

    Args:
        dataset: the dataset.
        view: how lay claims are read.
    """

    def __init__(self, dataset: Dataset, view: View) -> None:
        self._sources: dict[str, Source] = {source.id: source for source in dataset.sources}
        self._verdicts: dict[str, list[Verdict]] = {}
        for trace in dataset.traces:
            self._verdicts.setdefault(trace.claim, []).append(trace.verdict)
        self._view: View = view

    def group(self, claims: Sequence[ReportedRange]) -> ComparedGroup:
        """Lay the claims of one group beside each other, the time points of relief apart from the others."""
        points = [claim for claim in claims if claim.quantity is Quantity.RELIEF_TIME_POINT]
        figures = [claim for claim in claims if claim.quantity is not Quantity.RELIEF_TIME_POINT]
        of_figures, of_points = self._part(figures), self._part_points(points)
        lay, literature = (self._side(tier, claims, of_figures, of_points) for tier in Tier)
        traced = [self._verdicts[claim.id] for claim in claims if self._tier(claim) is Tier.LAY and claim.id in self._verdicts]
        counted = Counter(verdict for verdicts in traced for verdict in verdicts)
        verdicts = {verdict: counted[verdict] for verdict in Verdict if counted[verdict]}
        return ComparedGroup(self._view, lay, literature, verdicts, len(traced))

    def _tier(self, claim: ReportedRange) -> Tier:
        return self._sources[claim.source].tier

    def _side(self, tier: Tier, claims: Iterable[ReportedRange], figures: Parted, points: Parted) -> Side:
        mine = {claim.id for claim in claims if self._tier(claim) is tier}
        counted = tuple(claim for claim in figures[0] if claim.id in mine)
        studied = counted if tier is Tier.LITERATURE else ()
        return Side(
            counted,
            tier,
            tuple(one for one in figures[1] + points[1] if one.id in mine),
            time_points((claim for claim in points[0] if claim.id in mine), self._sources),
            parts(studied, lambda claim: evidence_kind(claim, self._sources[claim.source])),
        )

    def _part(self, claims: Sequence[ReportedRange]) -> Parted:
        """Part the claims of both tiers together, so that they are of one dimension and scale."""
        reasons = {claim.id: NO_RESULTS.get(self._sources[claim.source].kind) for claim in claims}
        results = [claim for claim in claims if reasons[claim.id] is None]
        counted, not_counted = count_claims(results, "outer", self._dimension(results))
        none = [NotCounted(claim.id, reason) for claim in claims if (reason := reasons[claim.id]) is not None]
        return [claim for claim, _ in counted], sorted([*none, *not_counted], key=lambda one: one.id)

    def _part_points(self, claims: Sequence[ReportedRange]) -> Parted:
        """Part time points; one that does not say whether relief was there tells nothing."""
        counted, not_counted = self._part([claim for claim in claims if claim.course is not None])
        without = [NotCounted(claim.id, "whether relief was there is not stated") for claim in claims if claim.course is None]
        return counted, [*not_counted, *without]

    def _dimension(self, claims: Sequence[ReportedRange]) -> str | None:
        """The dimension in which the tiers can be compared: of those that both give, or else of all, the one of most sources."""
        sources = sources_by_dimension(claims)
        both = {name: some for name, some in sources.items() if len({self._sources[one].tier for one in some}) == len(Tier)}
        return dimension_of_most(both or sources)
