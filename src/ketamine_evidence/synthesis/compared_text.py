"""A comparison in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ketamine_evidence.errors import count
from ketamine_evidence.records.evidence import ReportedRange
from ketamine_evidence.records.vocabulary import Attribution, Basis, Comparator, Substance
from ketamine_evidence.synthesis.compared import ComparedGroup, Part, Side
from ketamine_evidence.synthesis.evidence_kinds import EvidenceKind
from ketamine_evidence.synthesis.time_points import TimePoints
from ketamine_evidence.values.range_sets import RangeSet


def conditions(asked: Mapping[str, Mapping[str, Any]]) -> str:
    """Write which claims were asked for.

    Args:
        asked: the conditions by the tier that they are for, as it is written before them.

    Examples:
        >>> conditions({"": {"route": ["oral", None]}, "lay ": {}})
        ', where route is oral or not stated'
    """
    said = [
        f"{tier}{name} is {' or '.join('not stated' if one is None else str(one) for one in _choices(value))}"
        for tier, fields in asked.items()
        for name, value in fields.items()
    ]
    return f", where {' and '.join(said)}" if said else ""


def _choices(value: Any) -> list[Any]:
    if isinstance(value, (set, frozenset)):
        return sorted(value, key=str)
    return list(value) if isinstance(value, (list, tuple)) else [value]


def lines(group: ComparedGroup, by: Sequence[str]) -> Iterator[str]:
    """Write a group line by line.

    Args:
        group: the group.
        by: the fields that its name already tells.
    """
    yield f"  lay: {_side(group, group.lay)}"
    yield f"  literature: {_side(group, group.literature)}"
    yield from (f"    {line}" for line in _literature(group, by))
    yield from (f"  {line}" for line in _held_against(group))
    yield from (f"  time points: {_time_points(one, by)}" for side in (group.lay, group.literature) for one in side.time_points)
    if group.lay.made:
        yield f"  traced: {_traced(group)}"
    yield from (f"  not counted: {one}" for side in (group.lay, group.literature) for one in side.not_counted)


def notes(groups: Sequence[ComparedGroup]) -> list[str]:
    """Write how a comparison is to be taken."""
    claims = [claim for group in groups for claim in _claims(group.literature)]
    found = []
    if any(group.overlap is not None for group in groups):
        found.append(
            "What lies within the hull of the literature is not thereby supported: a hull is how wide all claims reach together."
        )
    if claims:
        found.append(
            "Sources can share patients, and reviews repeat studies: so many sources are not so many independent groups."
        )
        found.append(
            f"Claims and time points of the literature: {len(claims)}; with a place that is not machine-verified:"
            f" {sum(not claim.locator.checkable for claim in claims)}; not from the source's own text:"
            f" {sum(claim.basis is not Basis.SOURCE_TEXT for claim in claims)}{_basis(claims)}."
        )
    return found


def _claims(side: Side) -> list[ReportedRange]:
    return [*side.claims, *(claim for points in side.time_points for claim in points.claims)]


def _side(group: ComparedGroup, side: Side) -> str:
    if side.claims:
        return _part(group, side)
    if side.time_points:
        return "no claim but time points"
    return "no claim that counts" if side.not_counted else "no claim"


def _part(group: ComparedGroup, part: Part) -> str:
    """The hull of some claims, in the inner view too where that is another, and how many they are."""
    outer, inner = (group.write(merged.hull or RangeSet()) for merged in (part.outer, part.inner) if merged)
    numbers = f"{count(len(part.sources), 'source')}, {count(len(part.claims), 'claim')}"
    return f"{outer}{'' if inner == outer else f', inner {inner}'}; {numbers}{_basis(part.claims)}"


def _basis(claims: Sequence[ReportedRange]) -> str:
    """How many claims are not from the source's own text, in brackets; nothing where all are."""
    found = Counter(claim.basis for claim in claims)
    other = [
        count(found[basis], basis.value.replace("-", " ")) for basis in Basis if basis is not Basis.SOURCE_TEXT and found[basis]
    ]
    return f" ({', '.join(other)})" if other else ""


def _literature(group: ComparedGroup, by: Sequence[str]) -> Iterator[str]:
    """The literature by kind of evidence, by condition where it is of several, and who gives the ends of its hull."""
    side = group.literature
    for kind, part in side.kinds.items():
        yield f"{kind.value}: {_part(group, part)}"
    without = [kind.value for kind in EvidenceKind if kind not in side.kinds]
    if side.kinds and without:
        yield f"no such claim from: {', '.join(without)}"
    if "condition" not in by:
        yield from _conditions(group)
    yield from _ends(side)
    if side.hull is not None and side.hull.high is None:
        yield "no high end: nothing can lie above it"


def _conditions(group: ComparedGroup) -> Iterator[str]:
    found = group.literature.conditions
    if len(found) == 1:
        yield from (f"all in {condition.value}" for condition in found if condition)
        return
    for condition, part in found.items():
        yield f"in {condition.value if condition else 'a condition not stated'}: {_part(group, part)}"


def _ends(part: Part) -> Iterator[str]:
    """The claims that the ends of a hull rest on; a low end that no claim states rests on none."""
    for claim in part.claims:
        ends = ["low"] if claim in part.lowest and claim.reported.low is not None else []
        ends += ["high"] if claim in part.highest else []
        if len(part.claims) == 1:
            yield f"the one claim: {_claim(claim)}"
        elif ends:
            yield f"{' and '.join(ends)} end: {_claim(claim)}"


def _held_against(group: ComparedGroup) -> Iterator[str]:
    """Where the tiers overlap, and what lay claims say above and below the literature."""
    if group.overlap is None or group.above is None or group.below is None:
        if group.lay.claims and group.claimed is None:
            yield "not held against the literature: no value is common to all readings of any lay claim"
        return
    yield f"in both: {group.write(group.overlap)}"
    if not group.excess:
        yield "lay beyond literature: nothing"
    for where, some in (("above", group.above), ("below", group.below)):
        if some:
            yield f"lay {where} literature: {group.write(some)}"
            yield from (f"  {_claim(claim)}" for claim in group.saying(some))


def _traced(group: ComparedGroup) -> str:
    verdicts = [f"{number} {verdict.value}" for verdict, number in group.verdicts.items()]
    found = f"{group.traced} of {count(group.lay.made, 'lay claim')}"
    return f"{found}; {count(sum(group.verdicts.values()), 'verdict')}: {', '.join(verdicts)}" if verdicts else found


def _claim(claim: ReportedRange) -> str:
    """A claim as printed, what limits it, and of a study where it was read."""
    limits = [
        claim.population,
        claim.substance.value if claim.substance is not Substance.KETAMINE else None,
        claim.attribution.value if claim.attribution is not Attribution.ASSERTED else None,
        None if claim.locator.start is not None else f"{claim.basis.value}, {claim.locator.section or 'place not stated'}",
    ]
    said = "; ".join(limit for limit in limits if limit)
    return f"{claim.id}: {claim.reported.text}{f' ({said})' if said else ''}"


def _time_points(points: TimePoints, by: Sequence[str]) -> str:
    about = [
        points.kind.value,
        *(one.value if one is Comparator.NO_COMPARATOR else f"against {one.value}" for one in points.comparators),
        *(value for name, value in points.context.items() if name not in by),
    ]
    return f"{points.source} ({', '.join(about)}): {points}{_basis(points.claims)}"
