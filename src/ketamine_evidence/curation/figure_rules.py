"""The rules about figures: what belongs to which, and how it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from ketamine_evidence.curation.authoring import Authored
from ketamine_evidence.curation.rule import Rule, problem, ranges_of, written
from ketamine_evidence.errors import KetamineEvidenceError, Problem
from ketamine_evidence.records.evidence import ReportedRange
from ketamine_evidence.records.vocabulary import Statistic, Substance
from ketamine_evidence.values.phrases import parse_range
from ketamine_evidence.values.quantities import Quantity
from ketamine_evidence.values.ranges import Range

INTERVALS = frozenset({Statistic.CI95, Statistic.CI90})
TIMES = frozenset({Quantity.FOLLOW_UP, Quantity.RELIEF_TIME_POINT, Quantity.PEAK_LEVEL_TIME})
"""The quantities that say when something was measured."""
SHARES = frozenset({Quantity.RESPONSE_RATE, Quantity.INCIDENCE, Quantity.PATIENT_SHARE, Quantity.BIOAVAILABILITY})
"""The quantities that are shares of a whole."""
_SPREAD = re.compile(r"(?P<kind>SD|SE|IQR) (?P<number>[0-9]+(?:\.[0-9]+)?)(?P<to> to [0-9]+(?:\.[0-9]+)?)?(?P<unit> \S.*)?")
_P = re.compile(r"[<>]?(0?\.[0-9]+|1(?:\.0+)?)")
_NOT_CANONICAL = (
    (re.compile(r"(?<![\w/])(?:s|sec|secs|min|mins|h|hr|hrs|d|wk|wks|mo|yr|yrs)\b"), "times are words such as 'hours'"),
    (re.compile(r"[0-9]\s*[-\u2013]\s*[0-9]"), "two ends are joined by 'to'"),
    (re.compile(r"[0-9]%|\s{2,}%|percent"), "a percentage is a number, a space and '%'"),
    (re.compile(r"(?:micro|milli|nano|kilo)gram|mcg|[\u00b5\u03bc]g"), "amounts are UCUM codes such as 'ug' and 'mg'"),
    (re.compile("~"), "'~' is written 'about'"),
)
"""What a figure of a study is not written as, and the way it is."""


def course_goes_with_time_points(authored: Authored) -> Iterator[Problem]:
    """A time point of relief says whether relief was there, and nothing else does."""
    for claim in ranges_of(authored).values():
        is_point = claim.quantity is Quantity.RELIEF_TIME_POINT
        if is_point and claim.course is None:
            yield problem(authored, claim.id, "course", "missing; say whether relief was held-at, gone-by or absent-at that time")
        if not is_point and claim.course is not None:
            yield problem(authored, claim.id, "course", f"only for relief_time_point, came with {claim.quantity.value}")


def time_points_lead_to_times(authored: Authored) -> Iterator[Problem]:
    """When something was measured is a time of this file, and not the record itself."""
    ranges = ranges_of(authored)
    for claim in ranges.values():
        time = ranges.get(claim.time_point or "")
        if time is claim:
            yield problem(authored, claim.id, "time_point", "names itself; name the range of the time")
        elif time is not None and time.quantity not in TIMES:
            expected = ", ".join(sorted(TIMES))
            yield problem(
                authored,
                claim.id,
                "time_point",
                f"names {written(authored, time.id)!r}, a {time.quantity.value}; expected one of: {expected}",
            )


def intervals_name_their_estimate(authored: Authored) -> Iterator[Problem]:
    """A confidence interval belongs to a value, or a note says that the source gives none."""
    for claim in ranges_of(authored).values():
        if claim.statistic in INTERVALS and claim.estimate is None and claim.note is None:
            yield problem(
                authored,
                claim.id,
                "estimate",
                "missing; name the range of the value, or say in a note that the source gives none",
            )


def estimates_are_alike(authored: Authored) -> Iterator[Problem]:
    """A value and its interval are of the same thing, and a value has no value of its own."""
    for claim, estimate in _with_estimates(authored):
        if estimate.estimate is not None:
            yield problem(
                authored,
                claim.id,
                "estimate",
                f"names {written(authored, estimate.id)!r}, which has an estimate itself; name that",
            )
        for field in ("quantity", "substance", "route", "condition"):
            if getattr(claim, field) != getattr(estimate, field):
                yield problem(
                    authored, claim.id, "estimate", f"names {written(authored, estimate.id)!r}, of which the {field} is another"
                )
        if claim.reported.dimension != estimate.reported.dimension:
            yield problem(
                authored, claim.id, "estimate", f"names {written(authored, estimate.id)!r}, of which the dimension is another"
            )


def estimates_lie_in_their_intervals(authored: Authored) -> Iterator[Problem]:
    """A value lies between the ends of its interval, or a note says that the source prints it otherwise."""
    for claim, estimate in _with_estimates(authored):
        alike = claim.reported.dimension == estimate.reported.dimension
        inside = alike and estimate.reported.outer.is_subset(claim.reported.outer)
        if alike and not inside and claim.note is None:
            yield problem(
                authored,
                claim.id,
                "reported",
                f"{estimate.reported.text!r} of {written(authored, estimate.id)} is not in {claim.reported.text!r}; "
                "correct it, or say in a note that the source prints it so",
            )


def _with_estimates(authored: Authored) -> Iterator[tuple[ReportedRange, ReportedRange]]:
    ranges = ranges_of(authored)
    for claim in ranges.values():
        estimate = ranges.get(claim.estimate or "")
        if estimate is not None:
            yield claim, estimate


def spreads_have_one_form(authored: Authored) -> Iterator[Problem]:
    """A spread is what it is, a number above zero, and the unit of the figure."""
    for claim in ranges_of(authored).values():
        if claim.spread is not None and not _is_spread(claim.spread, claim):
            yield problem(
                authored,
                claim.id,
                "spread",
                f"expected SD, SE or IQR, a number above 0 and the unit of the figure such as 'SD 2.0 mg/h', came {claim.spread!r}",
            )


def _is_spread(spread: str, claim: ReportedRange) -> bool:
    match = _SPREAD.fullmatch(spread)
    if match is None or Fraction(match["number"]) <= 0 or (match["to"] and match["kind"] != "IQR"):
        return False
    if match["unit"] is None:
        return True
    try:
        read = parse_range(f"{match['number']}{match['to'] or ''}{match['unit']}", quantity=claim.quantity)
    except KetamineEvidenceError:
        return False
    return read.outer.unit == claim.reported.outer.unit


def means_are_called_means(authored: Authored) -> Iterator[Problem]:
    """A standard deviation or error stands beside a mean, or a note says what else the figure is."""
    for claim in ranges_of(authored).values():
        beside = (claim.spread or "").startswith(("SD", "SE"))
        if beside and claim.statistic is not Statistic.MEAN and claim.note is None:
            yield problem(
                authored,
                claim.id,
                "statistic",
                f"{claim.spread!r} is beside a mean, came {claim.statistic.value!r}; say what it is in a note",
            )


def p_values_have_one_form(authored: Authored) -> Iterator[Problem]:
    """A p value is a probability above zero, with a sign before it or none."""
    for claim in authored.all_claims():
        p: str | None = getattr(claim, "p", None)
        match = _P.fullmatch(p or "")
        if p is not None and (match is None or not Fraction(match[1]) > 0):
            yield problem(authored, claim.id, "p", f"expected a p value such as '0.03' or '<0.001', came {p!r}")


def percentages_are_percentages(authored: Authored) -> Iterator[Problem]:
    """A share of a whole is between nothing and all of it."""
    whole = Range(0, 100, "%")
    for claim in ranges_of(authored).values():
        if claim.quantity in SHARES and claim.reported.dimension == "percentage" and not _of_all(claim).is_subset(whole):
            yield problem(authored, claim.id, "reported", f"{claim.reported.text!r} is not between 0 and 100 %")


def _of_all(claim: ReportedRange) -> Range:
    """What a source states of a share; how far an end goes that it does not state cannot be more than all."""
    outer = claim.reported.outer
    return outer if outer.high is not None else Range(outer.low, max(100, outer.low or 0), "%")


def placebo_figures_are_not_alone(authored: Authored) -> Iterator[Problem]:
    """A figure of the placebo arm is listed by what it is compared in, or says how many there were."""
    listed = {id_ for claim in authored.all_claims() for id_ in getattr(claim, "ranges", ())}
    for claim in ranges_of(authored).values():
        alone = claim.id not in listed and claim.estimate not in listed and claim.quantity is not Quantity.STUDY_SIZE
        if claim.substance is Substance.PLACEBO and alone:
            yield problem(
                authored,
                claim.id,
                "substance",
                "a figure with placebo by itself; list it in the finding or side effect that compares it",
            )


def phrases_are_canonical(authored: Authored) -> Iterator[Problem]:
    """A figure of a study is written one way."""
    for claim in ranges_of(authored).values() if authored.is_literature else ():
        for pattern, way in _NOT_CANONICAL:
            if pattern.search(claim.reported.text):
                yield problem(authored, claim.id, "reported", f"{claim.reported.text!r}: {way}")


FIGURE_RULES: tuple[Rule, ...] = (
    course_goes_with_time_points,
    time_points_lead_to_times,
    intervals_name_their_estimate,
    estimates_are_alike,
    estimates_lie_in_their_intervals,
    spreads_have_one_form,
    means_are_called_means,
    p_values_have_one_form,
    percentages_are_percentages,
    placebo_figures_are_not_alone,
    phrases_are_canonical,
)
"""Every rule about figures."""
