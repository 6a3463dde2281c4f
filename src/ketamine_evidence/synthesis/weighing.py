"""How what a study reports stands to a claim: it supports it, reports less or more, or leaves it open."""

from __future__ import annotations

from enum import StrEnum

from ketamine_evidence.records.evidence import ReportedRange
from ketamine_evidence.records.vocabulary import Course
from ketamine_evidence.synthesis.cues import says_at_most
from ketamine_evidence.values.ranges import Range
from ketamine_evidence.values.reported import Reported


class Relation(StrEnum):
    """How a report stands to a claim."""

    SUPPORTS = "supports"
    REPORTS_LESS = "reports-less"
    REPORTS_MORE = "reports-more"
    LEAVES_OPEN = "leaves-open"


CONTRADICTS = frozenset({Relation.REPORTS_LESS, Relation.REPORTS_MORE})
"""The relations of a report that cannot be read as what is claimed."""


def weigh(claim: Reported, report: ReportedRange) -> tuple[Relation, str]:
    """Hold a study's report against a claim about the same quantity, or a time point of relief against how long relief lasts.

    A claim of "at least" or "at most" is supported by what lies wholly within it, and contradicted by what lies wholly outside. Any other
    claims that something is reached: its core, which is 6 months of "up to 6 months". It is supported by what can be read as the whole
    core, and contradicted by what cannot be read as any of it; one "up to" is held against another by their limits. Relief that was still
    there at a time, or no longer, bounds how long it lasts from one side alone.

    Returns:
        The relation, and why in a few words.

    Raises:
        DimensionError: where the report is of another dimension.
    """
    bound = claim.high is None or (claim.low is None and says_at_most(claim.text))
    relation = _to_bound(claim.outer, _known(report)) if bound else _to_core(claim, report)
    return relation, _why(relation, report.course)


def core_of(stated: Reported) -> Range:
    """What a phrase says under every reading of its words; where they share nothing, its widest reading."""
    return stated.inner if stated.inner is not None else stated.outer


def _known(report: ReportedRange) -> Range:
    """What a report leaves possible: relief that held at a time lasted at least so long, relief that was gone no longer."""
    outer = report.reported.outer
    if report.course is None:
        return outer
    return Range(outer.low, None, outer.unit) if report.course is Course.HELD_AT else Range(0, outer.high, outer.unit)


def _to_bound(claimed: Range, known: Range) -> Relation:
    if known.is_subset(claimed):
        return Relation.SUPPORTS
    return Relation.LEAVES_OPEN if known.overlaps(claimed) else _side(known, claimed)


def _to_core(claim: Reported, report: ReportedRange) -> Relation:
    core, known = core_of(claim), _known(report)
    if report.course is Course.HELD_AT:
        reached = Range(None, known.low, known.unit)
        return Relation.SUPPORTS if core.is_subset(reached) else Relation.LEAVES_OPEN
    if claim.low is None and report.reported.low is None:
        known = core_of(report.reported)
    if not core.overlaps(known):
        return _side(known, core)
    return Relation.SUPPORTS if report.course is None and core.is_subset(known) else Relation.LEAVES_OPEN


def _side(known: Range, claimed: Range) -> Relation:
    """On which side of a claim what is known lies, which has nothing in common with it."""
    return Relation.REPORTS_MORE if claimed.is_disjoint(Range(known.low, None, known.unit)) else Relation.REPORTS_LESS


def _why(relation: Relation, course: Course | None) -> str:
    if course is None:
        return _WHY[relation]
    said, unsaid = _WHY_AT[course]
    return f"{said}; {unsaid}" if relation is Relation.LEAVES_OPEN else said


_WHY = {
    Relation.SUPPORTS: "can be read as what is claimed",
    Relation.REPORTS_LESS: "lies below what is claimed",
    Relation.REPORTS_MORE: "lies above what is claimed",
    Relation.LEAVES_OPEN: "can be read as part of what is claimed",
}
_WHY_AT = {
    Course.HELD_AT: ("relief was still there", "how much longer is not said"),
    Course.GONE_BY: ("relief was gone by then", "it may have been there before"),
    Course.ABSENT_AT: ("relief was not there", "it may have been there before"),
}
