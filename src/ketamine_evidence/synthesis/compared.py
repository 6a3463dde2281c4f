"""What one tier says, and two tiers beside each other: the parts of a comparison."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any

import attrs

from ketamine_evidence.errors import count
from ketamine_evidence.records.evidence import ReportedRange
from ketamine_evidence.records.vocabulary import Basis, Condition, Tier, Verdict
from ketamine_evidence.synthesis.consensus import Merged
from ketamine_evidence.synthesis.counting import NotCounted, View, reading
from ketamine_evidence.synthesis.ends_as_printed import EndsAsPrinted
from ketamine_evidence.synthesis.evidence_kinds import EvidenceKind
from ketamine_evidence.synthesis.grouping import in_order
from ketamine_evidence.synthesis.time_points import TimePoints
from ketamine_evidence.values import cuts
from ketamine_evidence.values.number_sets import NumberSet
from ketamine_evidence.values.range_sets import RangeSet
from ketamine_evidence.values.ranges import Range


@attrs.frozen(eq=False, repr=False)
class Part:
    """Claims of one tier that count, or some of them.

    Attributes:
        claims: the claims, of one quantity and dimension.
    """

    claims: tuple[ReportedRange, ...]

    @cached_property
    def outer(self) -> Merged | None:
        """The claims merged, each read as widely as its words allow; None where there is no claim."""
        return Merged(self.claims, "outer") if self.claims else None

    @cached_property
    def inner(self) -> Merged | None:
        """The claims merged, each read as what all its readings share; None where there is no claim."""
        return Merged(self.claims, "inner") if self.claims else None

    def merged(self, view: View) -> Merged | None:
        """The claims merged in a view; None where there is no claim."""
        return self.outer if view == "outer" else self.inner

    @property
    def hull(self) -> Range | None:
        """The smallest range that holds all claims in the outer view; None where there is no claim."""
        return self.outer.hull if self.outer else None

    @property
    def sources(self) -> tuple[str, ...]:
        """Their sources, sorted; a source counts once."""
        return tuple(sorted({claim.source for claim in self.claims}))

    @property
    def lowest(self) -> tuple[ReportedRange, ...]:
        """The claims that reach down to the low end of the hull."""
        return tuple(claim for claim in self.claims if self.hull and _ends(claim.reported.outer)[0] == _ends(self.hull)[0])

    @property
    def highest(self) -> tuple[ReportedRange, ...]:
        """The claims that reach up to the high end of the hull."""
        return tuple(claim for claim in self.claims if self.hull and _ends(claim.reported.outer)[1] == _ends(self.hull)[1])

    @property
    def basis(self) -> Mapping[Basis, int]:
        """How many claims were read in the source's own text, in a reproduction of it, and in a report by others."""
        return {basis: sum(claim.basis is basis for claim in self.claims) for basis in Basis}

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {count(len(self.claims), 'claim')} from {count(len(self.sources), 'source')}>"


def _ends(one: Range) -> cuts.Piece:
    return one.cut_pieces[0]


@attrs.frozen(eq=False, repr=False)
class Side(Part):
    """What one tier says in a group.

    Attributes:
        tier: which tier.
        not_counted: its claims that do not count, time points among them, and why.
        time_points: the time points at which its sources looked for relief.
        kinds: of the literature, the claims by kind of evidence; only kinds that have any.
    """

    tier: Tier
    not_counted: tuple[NotCounted, ...]
    time_points: tuple[TimePoints, ...]
    kinds: Mapping[EvidenceKind, Part]

    @property
    def made(self) -> int:
        """How many claims the tier makes, whether they count or not, time points among them."""
        return len(self.claims) + len(self.not_counted) + sum(len(one.claims) for one in self.time_points)

    @cached_property
    def conditions(self) -> Mapping[Condition | None, Part]:
        """The claims by condition; None for "not stated"."""
        return parts(self.claims, lambda claim: claim.condition)


def parts(claims: Iterable[ReportedRange], of: Callable[[ReportedRange], Any]) -> dict[Any, Part]:
    """Part claims by what a function says of each."""
    found: dict[Any, list[ReportedRange]] = {}
    for claim in claims:
        found.setdefault(of(claim), []).append(claim)
    return {key: Part(tuple(found[key])) for key in in_order(found)}


@attrs.frozen(eq=False, repr=False)
class ComparedGroup:
    """What the lay claims of a group come to beside those of the literature.

    Attributes:
        view: how the lay claims are read where they are held against the literature, which is always read as widely as its words allow.
        lay: what patients are told.
        literature: what studies report.
        verdicts: how many traces of the group's lay claims came to each verdict; only verdicts that any came to.
        traced: how many of the group's lay claims have a trace.
    """

    view: View
    lay: Side
    literature: Side
    verdicts: Mapping[Verdict, int]
    traced: int

    @cached_property
    def claimed(self) -> RangeSet | None:
        """All that lay claims say in the view, piece by piece; None where they say nothing in it."""
        merged = self.lay.merged(self.view)
        return merged.consensus(1) if merged and merged.sources else None

    @cached_property
    def overlap(self) -> RangeSet | None:
        """What lay claims say within the hull of the literature; None where either says nothing."""
        if self.claimed is None or self.literature.hull is None:
            return None
        return self.claimed.intersection(self.literature.hull)

    @cached_property
    def excess(self) -> RangeSet | None:
        """What lay claims say beyond the hull of the literature, above it or below; None where either says nothing."""
        return self.beyond(self.literature)

    @property
    def above(self) -> RangeSet | None:
        """The excess that lies above the literature; None where either says nothing."""
        return self._excess_that(Range.follows)

    @property
    def below(self) -> RangeSet | None:
        """The excess that lies below the literature. The reading of "up to 12 weeks" reaches to zero, since no low end is stated."""
        return self._excess_that(Range.precedes)

    def beyond(self, part: Part) -> RangeSet | None:
        """Give what lay claims say beyond the hull of a part of the literature, such as `literature.kinds["guideline"]`."""
        return None if self.claimed is None or part.hull is None else self.claimed.difference(part.hull)

    def saying(self, some: RangeSet) -> tuple[ReportedRange, ...]:
        """Give the lay claims that say something in a set of numbers, such as `excess`."""
        read = ((claim, reading(claim, self.view)) for claim in self.lay.claims)
        return tuple(claim for claim, one in read if one is not None and one.overlaps(some))

    def write(self, some: NumberSet) -> str:
        """Write a range or set of numbers of the group, each end in the unit in which a claim gives it."""
        return self._ends.write(some)

    @cached_property
    def _ends(self) -> EndsAsPrinted:
        return EndsAsPrinted(self.lay.claims + self.literature.claims)

    def _excess_that(self, lies: Callable[[Range, Range], bool]) -> RangeSet | None:
        hull = self.literature.hull
        if self.excess is None or hull is None:
            return None
        return RangeSet((piece for piece in self.excess if lies(piece, hull)), self.excess.unit)

    def __repr__(self) -> str:
        return f"<ComparedGroup: lay {self.lay}, literature {self.literature}>"
