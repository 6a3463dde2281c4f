"""Laying lay claims beside the literature.

Of datasets of few sources of both tiers and of all kinds, with claims that count and claims that do not.
"""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction
from math import inf, isclose
from typing import Any

import attrs
from hypothesis import assume, given
from hypothesis import strategies as st

from ketamine_evidence import Dataset, Range, RangeSet, compare, merge_ranges
from ketamine_evidence.records.evidence import ReportedRange, Source, Trace
from ketamine_evidence.records.locators import Locator
from ketamine_evidence.records.vocabulary import (
    Attribution,
    Basis,
    Condition,
    Confidence,
    Course,
    Interest,
    Route,
    SourceKind,
    Statistic,
    Substance,
    Tier,
    Verdict,
)
from ketamine_evidence.synthesis.compared import ComparedGroup, Part, Side
from ketamine_evidence.synthesis.counting import View
from ketamine_evidence.synthesis.evidence_kinds import EvidenceKind
from ketamine_evidence.synthesis.time_points import CONTEXT
from ketamine_evidence.values.quantities import Quantity
from ketamine_evidence.values.units import unit_of

from .strategies import exact_reported, reported
from .test_range_laws import in_days, probes

KINDS: dict[str, EvidenceKind | None] = {
    "guideline": EvidenceKind.GUIDELINE,
    "systematic-review": EvidenceKind.META_ANALYSIS,
    "randomized-trial": EvidenceKind.TRIAL,
    "case-series": EvidenceKind.COHORT,
    "drug-label": EvidenceKind.OTHER,
    "trial-protocol": None,
    "animal-study": None,
}
"""Kinds of studies and what evidence they give, written down a second time."""
ARTICLES = ("article-a", "article-b")
OF_KETAMINE = {Substance.KETAMINE, Substance.ESKETAMINE}

Claims = list[ReportedRange]
views: st.SearchStrategy[View] = st.sampled_from(["outer", "inner"])
fields: st.SearchStrategy[Any] = st.sampled_from([None, "condition", "route", ("condition", "route"), "substance"])


def source(name: str) -> Source:
    tier, kind = (Tier.LAY, SourceKind.HEALTH_ARTICLE) if name in ARTICLES else (Tier.LITERATURE, SourceKind(name))
    return Source(id=name, title=name, tier=tier, kind=kind, interest=Interest.UNKNOWN)


@st.composite
def claims(draw: st.DrawFn, *, quantity: Quantity = Quantity.RELIEF_DURATION, plain: bool = False) -> Claims:
    """Claims of articles and studies; unless `plain` some are no results of ketamine, or are time points of relief.

    If `plain` there are some of both tiers.
    """
    made: Claims = []
    studies = [kind for kind, gives in KINDS.items() if gives or not plain]
    first = [ARTICLES, studies] if plain else [[*ARTICLES, *studies]]
    relief = quantity is Quantity.RELIEF_DURATION and not plain
    said = exact_reported() | reported() | (exact_reported(units=("1",)) if quantity is Quantity.ONSET else st.nothing())
    for number, names in enumerate([*first, *[[*ARTICLES, *studies]] * draw(st.integers(0, 6))]):
        name = draw(st.sampled_from(names))
        measured = draw(st.sampled_from([quantity, Quantity.RELIEF_TIME_POINT])) if relief else quantity
        made.append(
            ReportedRange(
                id=f"{name}.r{number:03}",
                source=name,
                locator=Locator(section="abstract"),
                summary="how long",
                quantity=measured,
                reported=draw(said),
                statistic=Statistic.RANGE,
                course=draw(st.sampled_from(Course)) if measured is Quantity.RELIEF_TIME_POINT else None,
                estimate=None if plain else draw(st.sampled_from([None, None, f"{name}.r999"])),
                substance=draw(st.sampled_from([*OF_KETAMINE] if plain else [*OF_KETAMINE, Substance.PLACEBO])),
                attribution=draw(st.sampled_from([Attribution.ASSERTED, Attribution.ATTRIBUTED_TO_RESEARCH])),
                basis=draw(st.sampled_from(Basis)),
                condition=draw(st.sampled_from([None, Condition.CRPS])),
                route=draw(st.sampled_from([None, Route.ORAL])),
            )
        )
    return made


plain_claims = claims(plain=True)
all_claims = claims() | claims(quantity=Quantity.ONSET)


def dataset(made: Claims, traces: tuple[Trace, ...] = ()) -> Dataset:
    """The dataset of some claims, in the order given as far as a dataset has one."""
    sources = [source(name) for name in (*ARTICLES, *KINDS)]
    return Dataset.of({"sources": sources, "ranges": made, "traces": traces}, "drawn")


def quantity_of(made: Claims) -> str:
    return "onset" if made[0].quantity is Quantity.ONSET else "relief_duration"


def sides(group: ComparedGroup) -> tuple[Side, Side]:
    return group.lay, group.literature


def counted(side: Side) -> Claims:
    """The claims of a side that count, and its time points."""
    return [*side.claims, *(claim for points in side.time_points for claim in points.claims)]


def read(claim: ReportedRange, view: View) -> Range | None:
    return claim.reported.outer if view == "outer" else claim.reported.inner


def said(group: ComparedGroup, view: View) -> list[Range]:
    """What the lay claims of a group say in a view."""
    return [one for claim in group.lay.claims if (one := read(claim, view)) is not None]


def whole(made: Claims, view: View = "outer") -> ComparedGroup:
    """The comparison of claims about relief by nothing."""
    return compare(dataset(made), quantity="relief_duration", view=view)[()]


# overlap and excess


@given(plain_claims, views)
def test_the_excess_is_disjoint_from_the_hull_of_the_literature(made: Claims, view: View) -> None:
    """excess ∩ hull(literature) = ∅."""
    group = whole(made, view)
    assume(group.excess is not None)
    assert group.excess is not None
    assert group.literature.hull is not None
    assert group.excess.is_disjoint(group.literature.hull)


@given(plain_claims, views)
def test_overlap_and_excess_together_are_what_lay_claims_say(made: Claims, view: View) -> None:
    """overlap ∪ excess = the union of the lay claims, and overlap ⊆ hull(literature)."""
    group = whole(made, view)
    assume(group.overlap is not None)
    assert group.overlap is not None
    assert group.excess is not None
    assert group.literature.hull is not None
    assert group.overlap.union(group.excess) == RangeSet(said(group, view))
    assert group.overlap.is_subset(group.literature.hull)


@given(plain_claims, views)
def test_a_number_is_in_excess_where_an_article_says_it_and_no_study_reaches_it(made: Claims, view: View) -> None:
    """x ∈ excess exactly where a lay claim holds x and x lies below or above every claim of the literature."""
    group = whole(made, view)
    assume(group.excess is not None)
    assert group.excess is not None
    lay, studied = said(group, view), [claim.reported.outer for claim in group.literature.claims]
    for point in probes(*(one.to("d") for one in (*lay, *studied))):
        assert in_days(group.excess, point) == (any(in_days(one, point) for one in lay) and not reaches(studied, point))


def reaches(some: list[Range], point: Fraction) -> bool:
    """Whether some ranges together reach from below or at a number of days to above or at it."""
    in_units = [one.to("d") for one in some]
    down = any(one._low is None or one._low < point or (one._low == point and one.low_closed) for one in in_units)
    up = any(one._high is None or one._high > point or (one._high == point and one.high_closed) for one in in_units)
    return down and up


@given(plain_claims, views)
def test_above_and_below_part_the_excess(made: Claims, view: View) -> None:
    """above ∪ below = excess, above lies above the literature and below below it."""
    group = whole(made, view)
    assume(group.excess is not None)
    assert group.excess is not None
    assert group.above is not None
    assert group.below is not None
    assert group.literature.hull is not None
    assert group.above.union(group.below) == group.excess
    assert group.above.follows(group.literature.hull)
    assert group.below.precedes(group.literature.hull)


@given(plain_claims)
def test_what_is_sure_to_be_in_excess_may_be_in_excess(made: Claims) -> None:
    """excess(inner) ⊆ excess(outer), and overlap(inner) ⊆ overlap(outer)."""
    inner, outer = whole(made, "inner"), whole(made, "outer")
    assume(inner.excess is not None)
    assert inner.excess is not None
    assert inner.overlap is not None
    assert outer.excess is not None
    assert outer.overlap is not None
    assert inner.excess.is_subset(outer.excess)
    assert inner.overlap.is_subset(outer.overlap)


@given(plain_claims, views)
def test_there_is_an_excess_exactly_where_both_tiers_speak(made: Claims, view: View) -> None:
    """Overlap, excess, above and below are there exactly where a lay claim says something in the view and a study anything."""
    group = whole(made, view)
    both = bool(said(group, view)) and bool(group.literature.claims)
    assert {one is not None for one in (group.overlap, group.excess, group.above, group.below)} == {both}


@given(plain_claims, st.data())
def test_a_further_study_makes_no_excess(made: Claims, data: st.DataObject) -> None:
    """excess(lay, literature + x) ⊆ excess(lay, literature), for any claim x of a study."""
    group = whole(made)
    assume(group.excess is not None)
    drawn = data.draw(st.sampled_from(made))
    name = data.draw(st.sampled_from([name for name, gives in KINDS.items() if gives]))
    further = attrs.evolve(drawn, id=f"{name}.r900", source=name, reported=data.draw(exact_reported()))
    more = whole([*made, further])
    assert more.excess is not None
    assert group.excess is not None
    assert more.excess.is_subset(group.excess)


@given(plain_claims, views)
def test_saying_gives_the_lay_claims_that_make_up_the_excess(made: Claims, view: View) -> None:
    """Every claim that is named says something in the excess, and together they say all of it."""
    group = whole(made, view)
    assume(group.excess is not None)
    assert group.excess is not None
    named = [read(claim, view) for claim in group.saying(group.excess)]
    assert all(one is not None and one.overlaps(group.excess) for one in named)
    assert group.excess.is_subset(RangeSet(one for one in named if one is not None))


# what counts


@given(all_claims, fields)
def test_every_claim_is_counted_or_listed_and_never_both(made: Claims, by: Any) -> None:
    """Each claim and time point is counted in one group of its tier or listed there with a reason."""
    found = compare(dataset(made), quantity=quantity_of(made), by=by)
    for tier, side_of in ((Tier.LAY, 0), (Tier.LITERATURE, 1)):
        some = [sides(group)[side_of] for group in found.values()]
        placed = [claim.id for side in some for claim in counted(side)] + [one.id for side in some for one in side.not_counted]
        assert sorted(placed) == sorted(claim.id for claim in made if source(claim.source).tier is tier)
        assert sum(side.made for side in some) == len(placed)
        assert all(one.reason for side in some for one in side.not_counted)


@given(all_claims)
def test_only_results_of_ketamine_count(made: Claims) -> None:
    """Nothing counts that is planned, of animals, of another substance, or the interval of a claim."""
    for side in sides(compare(dataset(made), quantity=quantity_of(made))[()]):
        for claim in counted(side):
            assert claim.substance in OF_KETAMINE
            assert claim.estimate is None
            assert claim.source in ARTICLES or KINDS[claim.source] is not None


@given(all_claims)
def test_what_counts_is_of_one_dimension(made: Claims) -> None:
    """The claims of both tiers that count are of one dimension, one that both tiers give where there is one."""
    group = compare(dataset(made), quantity=quantity_of(made))[()]
    given_by = [
        {
            claim.reported.dimension
            for claim in made
            if source(claim.source).tier is tier
            and claim.quantity is not Quantity.RELIEF_TIME_POINT
            and claim.estimate is None
            and claim.substance in OF_KETAMINE
            and KINDS.get(claim.source, EvidenceKind.OTHER) is not None
        }
        for tier in Tier
    ]
    assert len({claim.reported.dimension for side in sides(group) for claim in side.claims}) <= 1
    if given_by[0] & given_by[1]:
        assert group.lay.claims
        assert group.literature.claims


@given(plain_claims, views)
def test_each_tier_is_what_merge_ranges_makes_of_it(made: Claims, view: View) -> None:
    """A side merged = merge_ranges of the claims of its tier."""
    table = dataset(made).ranges
    for side in sides(whole(made)):
        mine = table.where(tier=side.tier)
        merged = side.merged(view)
        assert (merged is None) == (not mine)
        if merged is not None:
            alone = merge_ranges(mine, view)
            assert (merged.covers, merged.hull, merged.support) == (alone.covers, alone.hull, alone.support)
            assert merged.conflicts == alone.conflicts


@given(all_claims)
def test_a_comparison_does_not_depend_on_the_order_of_claims(made: Claims) -> None:
    """Claims and traces in any order compare to the same."""
    one, other = (compare(dataset(some), quantity=quantity_of(made), by="condition") for some in (made, made[::-1]))
    assert str(one) == str(other)
    assert one.to_dicts() == other.to_dicts()


# the parts of the literature


@given(plain_claims)
def test_kinds_of_evidence_part_the_literature(made: Claims) -> None:
    """Each claim of the literature is of one kind of evidence, and the kinds' sources and hulls together are those of all."""
    side = whole(made).literature
    assert parted(list(side.kinds.values()), side)
    for kind, part in side.kinds.items():
        for claim in part.claims:
            reported_by_others = claim.attribution is Attribution.ATTRIBUTED_TO_RESEARCH
            assert kind is (EvidenceKind.OTHER if reported_by_others else KINDS[claim.source])


@given(plain_claims)
def test_conditions_part_a_side(made: Claims) -> None:
    """Each claim is of one condition or of none that is stated, and the parts' sources and hulls together are those of all."""
    for side in sides(whole(made)):
        assert parted(list(side.conditions.values()), side)
        for condition, part in side.conditions.items():
            assert {claim.condition for claim in part.claims} == {condition}


def parted(parts: list[Part], side: Side) -> bool:
    """Whether parts make up a side, none of them empty."""
    placed = Counter(claim.id for part in parts for claim in part.claims)
    hulls = RangeSet(part.hull for part in parts if part.hull is not None)
    return (
        placed == Counter(claim.id for claim in side.claims)
        and {name for part in parts for name in part.sources} == set(side.sources)
        and (hulls.hull() if parts else None) == side.hull
        and all(part.claims for part in parts)
    )


@given(plain_claims)
def test_the_lowest_and_the_highest_claims_make_the_hull(made: Claims) -> None:
    """The hull of the lowest and the highest claims is that of all, and a claim that is neither reaches to neither end."""
    for side in sides(whole(made)):
        assume(side.claims)
        assert side.hull is not None
        ends = [claim.reported.outer for claim in (*side.lowest, *side.highest)]
        assert RangeSet(ends).hull() == side.hull
        assert all((claim.reported.outer.low == 0) <= (claim in side.lowest) for claim in side.claims)


@given(all_claims)
def test_the_basis_adds_up(made: Claims) -> None:
    """The numbers of claims by basis sum to all claims that count."""
    for side in sides(compare(dataset(made), quantity=quantity_of(made))[()]):
        assert sum(side.basis.values()) == len(side.claims)


# groups


@given(all_claims, st.sampled_from(["condition", "route", ("condition", "route"), "substance"]))
def test_groups_part_the_claims_by_what_they_state(made: Claims, by: Any) -> None:
    """Every claim is in the group of what it states, "not stated" included, and every group has one."""
    names = (by,) if isinstance(by, str) else by
    found = compare(dataset(made), quantity=quantity_of(made), by=by)
    by_id = {claim.id: claim for claim in made}
    for key, group in found.items():
        ids = [claim.id for side in sides(group) for claim in counted(side)]
        ids += [one.id for side in sides(group) for one in side.not_counted]
        values = key if isinstance(key, tuple) else (key,)
        assert {tuple(getattr(by_id[one], name) for name in names) for one in ids} == {values}


@given(claims(), st.sampled_from(["condition", "route"]))
def test_a_group_is_the_comparison_of_its_claims_alone(made: Claims, by: str) -> None:
    """compare(by=f)[v] = compare(f=v)."""
    data = dataset(made)
    for key, row in zip((found := compare(data, quantity="relief_duration", by=by)), found.to_dicts(), strict=True):
        (alone,) = compare(data, quantity="relief_duration", **{by: key}).to_dicts()
        assert {**row, "group": {}} == alone


# time points


@given(claims())
def test_time_points_are_of_one_source_and_context_in_time(made: Claims) -> None:
    """Each list of time points is of one source and context, in order, the latest held and the earliest gone at its ends."""
    for side in sides(whole(made)):
        for points in side.time_points:
            assert len({(claim.source, *(getattr(claim, name) for name in CONTEXT)) for claim in points.claims}) == 1
            for course, some in zip(Course, (points.held, points.gone, points.absent), strict=True):
                assert {claim.course for claim in some} <= {course}
                starts = [claim.reported.outer.to("d")._low or Fraction(0) for claim in some]
                assert starts == sorted(starts)
            assert points.latest_held == (points.held[-1] if points.held else None)
            assert points.earliest_gone == (points.gone[0] if points.gone else None)
            assert set(points.absent) <= set(points.telling) <= set(points.claims)


@given(claims())
def test_time_points_change_nothing_else(made: Claims) -> None:
    """Hulls, overlap and excess are the same with and without the time points."""
    durations = [claim for claim in made if claim.quantity is Quantity.RELIEF_DURATION]
    assume(durations)
    one, other = whole(made), whole(durations)
    assert [side.hull for side in sides(one)] == [side.hull for side in sides(other)]
    assert (one.overlap, one.excess) == (other.overlap, other.excess)


# verdicts, words and data


@given(all_claims, st.data())
def test_verdicts_are_those_of_the_traces_of_the_groups_lay_claims(made: Claims, data: st.DataObject) -> None:
    """The verdicts of all groups are those of all traces of lay claims, and a claim with traces is traced once."""
    traces = tuple(
        Trace(
            id=f"t{number:03}",
            claim=data.draw(st.sampled_from(made)).id,
            confidence=Confidence.LOW,
            verdict=data.draw(st.sampled_from(Verdict)),
        )
        for number in range(data.draw(st.integers(0, 5)))
    )
    groups = compare(dataset(made, traces), quantity=quantity_of(made), by="condition").values()
    of_lay = [trace for trace in traces if trace.claim.startswith(ARTICLES)]
    assert sum((Counter(group.verdicts) for group in groups), Counter()) == Counter(trace.verdict for trace in of_lay)
    assert sum(group.traced for group in groups) == len({trace.claim for trace in of_lay})


@given(all_claims, views, fields)
def test_the_frame_has_every_range_of_the_plain_data(made: Claims, view: View, by: Any) -> None:
    """The rows of the frame give the same hulls, pieces and time points as the plain data."""
    found = compare(dataset(made), quantity=quantity_of(made), by=by, view=view)
    frame = found._frame()
    rows = Counter((row["tier"], row["part"], row["low"], row["high"]) for row in frame.rows)
    plain: list[tuple[str, str, Any, Any]] = []
    for group in found.to_dicts():
        for tier in Tier:
            side = group[tier.value]
            plain += [(tier.value, part, *ends(side[part])) for part in ("outer", "inner")]
            plain += [(tier.value, kind, *ends(part["outer"])) for kind, part in side.get("kinds", {}).items()]
            for points in side["time_points"]:
                for course in Course:
                    plain += [(tier.value, course.value, *ends(one)) for one in points[course.value.replace("-", "_")]]
        plain += [("lay", part, *ends(one)) for part in ("overlap", "excess") for one in group[part] or ()]
    assert rows == Counter(plain)
    assert {len(row) for row in frame.rows} == {len(frame.columns)}


def ends(one: Any) -> tuple[Any, Any]:
    return (None, None) if one is None else (one["low"], one["high"])


WRITTEN = re.compile(r"([\[(])(\S+?)(?: (\S+))?, (\S+?)(?: (\S+?))?([\])])(?: (\S+?))?(?:, |$)")
"""A range as it is written: both ends with a unit of their own, or one unit behind."""


@given(all_claims, views)
def test_a_range_is_written_with_the_ends_that_it_has(made: Claims, view: View) -> None:
    """Read back, what is written of a hull, overlap or excess is that set again, to the six figures that are written."""
    group = compare(dataset(made), quantity=quantity_of(made), view=view)[()]
    for some in (group.lay.hull, group.literature.hull, group.overlap, group.excess):
        if some is None:
            continue
        pieces = WRITTEN.findall(group.write(some))
        assert len(pieces) == len(some.cut_pieces)
        for (left, low, low_unit, high, high_unit, right, unit), piece in zip(pieces, some.cut_pieces, strict=True):
            (start, opens), (end, closes) = piece
            assert (left == "[", right == "]") == (opens == 0, closes == 1 and high != "∞")
            assert isclose(float(low) * unit_of(low_unit or unit).factor, start, rel_tol=1e-4)
            written = inf if high == "∞" else float(high) * unit_of(high_unit or unit).factor
            assert isclose(written, end, rel_tol=1e-4)
