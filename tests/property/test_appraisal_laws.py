"""Reading sentences and holding claims against reports.

A claim says that its core is reached, or that nothing lies outside it. A report says which values are possible.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import Any

import attrs
from hypothesis import given
from hypothesis import strategies as st

import ketamine_evidence as ke
from ketamine_evidence import Range, Reported
from ketamine_evidence.records.evidence import ReportedRange, Source
from ketamine_evidence.records.locators import Locator
from ketamine_evidence.records.vocabulary import Course, Interest, SourceKind, Statistic, Substance, Tier
from ketamine_evidence.synthesis.weighing import CONTRADICTS, Relation, core_of, weigh
from ketamine_evidence.values.finding import find_ranges
from ketamine_evidence.values.quantities import Quantity

from .strategies import Stated, numbers, phrases, reported

COURSES = st.sampled_from([Course.HELD_AT, Course.GONE_BY, Course.ABSENT_AT])
AROUND = st.sampled_from(["", "relief ", "they said: ", "after that, "])


def report(of: Reported, course: Course | None = None, **fields: Any) -> ReportedRange:
    made = ReportedRange(
        id="study.r001",
        source="study",
        locator=Locator(section="abstract"),
        summary="what was found",
        quantity=Quantity.RELIEF_DURATION if course is None else Quantity.RELIEF_TIME_POINT,
        reported=of,
        statistic=Statistic.VALUE,
        course=course,
    )
    return attrs.evolve(made, **fields)


@given(AROUND, phrases(), st.sampled_from(["", "!", " overall", "; they said"]))
def test_a_phrase_is_found_in_a_sentence(before: str, stated: Stated, after: str) -> None:
    """A phrase is found between words that mean nothing, and read alike; a filler before it is left away."""
    found = find_ranges(f"{before}{stated.phrase}{after}")
    assert [one.reported.outer for one in found] == [ke.parse_range(stated.phrase).outer]


@given(st.text(max_size=40))
def test_what_is_found_reads_as_it_stands(text: str) -> None:
    """What is found lies in order and apart, and is what the phrase parser makes of the words there."""
    found = find_ranges(text)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
    assert all(one.reported == ke.parse_range(text[one.start : one.end]) for one in found)


@given(reported())
def test_a_report_that_says_the_same_supports(claim: Reported) -> None:
    """What is reported in the words of the claim supports it."""
    assert weigh(claim, report(claim))[0] is Relation.SUPPORTS


@given(reported(), reported(), numbers(min_value=0))
def test_a_report_that_contradicts_shares_no_value(claim: Reported, other: Reported, value: Fraction) -> None:
    """A value that both the core of a claim and a report can be read as leaves the report no contradiction, unless both say "up to"."""
    shared = value in core_of(claim).to("d") and value in other.outer.to("d")
    both_up_to = claim.low is None and other.low is None
    assert both_up_to or not shared or weigh(claim, report(other))[0] not in CONTRADICTS


@given(reported(), reported())
def test_less_is_below_and_more_is_above(claim: Reported, other: Reported) -> None:
    """What reports less ends below where the core of the claim begins; what reports more begins above where it ends; one "up to" goes by limits."""
    relation, _ = weigh(claim, report(other))
    up_to = claim.low is None and other.low is None
    core, known = core_of(claim), core_of(other) if up_to else other.outer
    assert relation is not Relation.REPORTS_LESS or core.is_disjoint(Range(None, known.high, known.unit))
    assert relation is not Relation.REPORTS_MORE or core.is_disjoint(Range(known.low, None, known.unit))


@given(reported(), reported(), COURSES)
def test_a_time_point_speaks_from_one_side(claim: Reported, point: Reported, course: Course) -> None:
    """Relief that held never says less than a claim that something is reached, relief that was gone never more."""
    relation, _ = weigh(claim, report(point, course))
    never = Relation.REPORTS_LESS if course is Course.HELD_AT else Relation.REPORTS_MORE
    assert relation is not never


@given(reported(), numbers(min_value=0), numbers(min_value=0))
def test_relief_that_held_longer_supports_no_less(claim: Reported, one: Fraction, other: Fraction) -> None:
    """Where relief that held at a time supports a claim, relief that held at a later time does."""
    ends = (ke.ImpreciseNumber(time, time, "d") for time in sorted((one, other)))
    earlier, later = (Reported("stated", end, end) for end in ends)
    supports = [weigh(claim, report(time, Course.HELD_AT))[0] is Relation.SUPPORTS for time in (earlier, later)]
    assert supports == sorted(supports)


@given(st.lists(reported(), max_size=5), st.lists(st.sampled_from(list(Substance)), min_size=5, max_size=5))
def test_every_report_is_held_against_the_claim_or_left_out(drawn: list[Reported], substances: list[Substance]) -> None:
    """Each report of the quantity is either held against the claim or left out with a reason, once."""
    reports = [
        report(one, id=f"study.r{i:03}", substance=substance)
        for i, (one, substance) in enumerate(zip(drawn, substances, strict=False))
    ]
    study = Source(id="study", title="A", tier=Tier.LITERATURE, kind=SourceKind.SURVEY, interest=Interest.UNKNOWN)
    answer = ke.check_claim("relief lasts 4 days", ke.Dataset.of({"sources": [study], "ranges": reports}, "drawn"))
    assert sorted([*(one.record.id for one in answer.weighed), *(one.id for one in answer.left_out)]) == [
        one.id for one in reports
    ]
