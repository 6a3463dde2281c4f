"""The time points at which studies looked for relief: there still, gone, or never there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import attrs

from ketamine_evidence.records.evidence import ReportedRange, Source
from ketamine_evidence.records.vocabulary import Comparator, Course, SourceKind, Substance
from ketamine_evidence.synthesis.grouping import key_of

CONTEXT = ("substance", "route", "protocol", "condition", "specimen", "population")
"""The fields that tell what a claim is said of."""
COURSES = {Course.HELD_AT: "held at", Course.GONE_BY: "gone by", Course.ABSENT_AT: "absent at"}
"""How each course is written before its time."""


@attrs.frozen(repr=False)
class TimePoints:
    """When one source looked for relief in one context, and whether it was there.

    Held and gone are never put together to a range: that relief was gone by 8 weeks does not say that it lasted 8 weeks, nor that it
    did not last 7.

    Attributes:
        source: the id of the source.
        kind: what kind of document it is.
        comparators: what it held the treatment against: held against placebo is not held against one's own baseline.
        held: the claims that relief was still there, the earliest time first.
        gone: the claims that it had been there and no longer was.
        absent: the claims that it was not there, nor said to have been before.
    """

    source: str
    kind: SourceKind
    comparators: tuple[Comparator, ...]
    held: tuple[ReportedRange, ...]
    gone: tuple[ReportedRange, ...]
    absent: tuple[ReportedRange, ...]

    @property
    def claims(self) -> tuple[ReportedRange, ...]:
        """All of them."""
        return self.held + self.gone + self.absent

    @property
    def context(self) -> Mapping[str, str]:
        """What they are said of, as far as it is stated; that it is ketamine goes without saying."""
        values = zip(CONTEXT, key_of(self.claims[0], CONTEXT), strict=True)
        return {name: str(value) for name, value in values if value not in {None, Substance.KETAMINE}}

    @property
    def latest_held(self) -> ReportedRange | None:
        """The latest time at which relief was still there; None where it never was."""
        return self.held[-1] if self.held else None

    @property
    def earliest_gone(self) -> ReportedRange | None:
        """The earliest time by which it was gone; None where that is not said."""
        return self.gone[0] if self.gone else None

    @property
    def telling(self) -> tuple[ReportedRange, ...]:
        """What tells a lasting effect from a lost one: the latest held, the earliest gone, and every time at which it was absent."""
        return (*self.held[-1:], *self.gone[:1], *self.absent)

    def __str__(self) -> str:
        return ", ".join(f"{COURSES[claim.course]} {claim.reported.text}" for claim in self.telling if claim.course is not None)

    def __repr__(self) -> str:
        return f"<TimePoints of {self.source}: {self}>"


def time_points(claims: Iterable[ReportedRange], sources: Mapping[str, Source]) -> tuple[TimePoints, ...]:
    """Put time points of relief together by source and context, in the order of the sources' ids.

    Args:
        claims: claims about `relief_time_point` that say whether relief was there.
        sources: the sources by id.

    One arm of a study does not answer for another: what differs in substance, route, protocol, condition or population is kept apart.
    """
    found: dict[tuple[str, ...], list[ReportedRange]] = {}
    for claim in claims:
        context = (value or "" for value in key_of(claim, CONTEXT))
        found.setdefault((claim.source, *context), []).append(claim)
    return tuple(_of_course(found[key], sources[key[0]]) for key in sorted(found))


def _of_course(claims: Sequence[ReportedRange], source: Source) -> TimePoints:
    in_time = sorted(claims, key=lambda claim: (claim.reported.outer.cut_pieces, claim.id))
    held, gone, absent = (tuple(claim for claim in in_time if claim.course is course) for course in COURSES)
    return TimePoints(source.id, source.kind, source.comparators, held, gone, absent)
