"""A comparison as plain data, and as the rows of a frame."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from ketamine_evidence.dataset.columns import COMMON_UNITS, LIST, Kind
from ketamine_evidence.records.evidence import ReportedRange
from ketamine_evidence.records.vocabulary import Course, Tier
from ketamine_evidence.synthesis.compared import ComparedGroup, Part, Side
from ketamine_evidence.synthesis.counting import reading
from ketamine_evidence.synthesis.evidence_kinds import EvidenceKind
from ketamine_evidence.synthesis.profile import ENDS, ends_of
from ketamine_evidence.synthesis.time_points import COURSES, TimePoints
from ketamine_evidence.values.range_sets import RangeSet
from ketamine_evidence.values.ranges import Range
from ketamine_evidence.values.units import unit_of

PARTS = ("outer", "inner", *(kind.value for kind in EvidenceKind), "overlap", "excess", *(course.value for course in COURSES))
"""What a row of the frame can be."""
COLUMNS: Mapping[str, Kind] = MappingProxyType(
    {
        "tier": Kind("string", tuple(tier.value for tier in Tier)),
        "part": Kind("string", PARTS),
        **ENDS,
        "sources": LIST,
        "claims": LIST,
    }
)
"""What the columns of a comparison hold, as a frame."""


def plain(group: ComparedGroup) -> dict[str, Any]:
    """A group as plain data; ranges are in the unit in which those of one dimension can be compared, and as text as they are printed."""
    return {
        "lay": _side(group, group.lay),
        "literature": {
            **_side(group, group.literature),
            "kinds": {
                kind.value: {**_part(group, part), "excess": _pieces(group, group.beyond(part))}
                for kind, part in group.literature.kinds.items()
            },
            "conditions": [
                {"condition": condition and condition.value, **_part(group, part)}
                for condition, part in group.literature.conditions.items()
            ],
        },
        "overlap": _pieces(group, group.overlap),
        "excess": _pieces(group, group.excess),
        "above": _pieces(group, group.above),
        "below": _pieces(group, group.below),
        "traces": {
            "claims": group.lay.made,
            "traced": group.traced,
            "verdicts": {verdict.value: number for verdict, number in group.verdicts.items()},
        },
    }


def rows(group: ComparedGroup) -> Iterator[dict[str, Any]]:
    """The rows of the frame of a group."""
    for side in (group.lay, group.literature):
        yield _row(side.tier, "outer", side.hull, side.claims)
        inner = [claim for claim in side.claims if reading(claim, "inner") is not None]
        yield _row(side.tier, "inner", side.inner.hull if side.inner else None, inner)
        for kind, part in side.kinds.items():
            yield _row(side.tier, kind.value, part.hull, part.claims)
        for points in side.time_points:
            for claim in points.claims:
                yield _row(side.tier, str(claim.course), claim.reported.outer, [claim])
    for name, some in (("overlap", group.overlap), ("excess", group.excess)):
        for piece in some or ():
            yield _row(Tier.LAY, name, piece, group.saying(RangeSet([piece])))


def _row(tier: Tier, part: str, one: Range | None, claims: Sequence[ReportedRange]) -> dict[str, Any]:
    ends = ends_of(_common(one)) if one is not None else dict.fromkeys(ENDS)
    ids, sources = [claim.id for claim in claims], sorted({claim.source for claim in claims})
    return {"tier": tier.value, "part": part, **ends, "sources": sources, "claims": ids}


def _common(one: Range) -> Range:
    """A range in the unit in which those of its dimension can be compared."""
    return one.to(COMMON_UNITS[unit_of(one.unit).dimension])


def _range(group: ComparedGroup, one: Range | None) -> dict[str, Any] | None:
    return None if one is None else {**ends_of(_common(one)), "text": group.write(one)}


def _pieces(group: ComparedGroup, some: RangeSet | None) -> list[dict[str, Any] | None] | None:
    return None if some is None else [_range(group, piece) for piece in some]


def _part(group: ComparedGroup, part: Part) -> dict[str, Any]:
    return {
        "outer": _range(group, part.hull),
        "inner": _range(group, part.inner.hull if part.inner else None),
        "sources": list(part.sources),
        "claims": [claim.id for claim in part.claims],
        "lowest": [claim.id for claim in part.lowest],
        "highest": [claim.id for claim in part.highest],
        "basis": {basis.value: number for basis, number in part.basis.items()},
        "places_not_machine_verified": sum(not claim.locator.checkable for claim in part.claims),
    }


def _side(group: ComparedGroup, side: Side) -> dict[str, Any]:
    return {
        **_part(group, side),
        "time_points": [_time_points(points) for points in side.time_points],
        "not_counted": [{"claim": one.id, "reason": one.reason} for one in side.not_counted],
    }


def _time_points(points: TimePoints) -> dict[str, Any]:
    latest, earliest = points.latest_held, points.earliest_gone
    return {
        "source": points.source,
        "kind": points.kind.value,
        "comparators": [one.value for one in points.comparators],
        **dict(points.context),
        "latest_held": latest and _time(latest),
        "earliest_gone": earliest and _time(earliest),
        **{
            course.value.replace("-", "_"): [_time(claim) for claim in claims]
            for course, claims in zip(Course, (points.held, points.gone, points.absent), strict=True)
        },
    }


def _time(claim: ReportedRange) -> dict[str, Any]:
    return {
        "claim": claim.id,
        **ends_of(_common(claim.reported.outer)),
        "text": claim.reported.text,
        "basis": claim.basis.value,
        "place": claim.locator.section,
        "machine_verified_place": claim.locator.checkable,
    }
