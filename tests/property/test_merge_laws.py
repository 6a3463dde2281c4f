"""Merging what sources report.

Of ranges, with membership and brute force as oracles; and of terms.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import reduce
from itertools import chain, combinations, pairwise, product

import attrs
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from ketamine_evidence import ConflictError, ImpreciseNumber, Merged, Range, RangeSet, Reported, agreement, merge_ranges
from ketamine_evidence.records.evidence import Factor, ReportedRange
from ketamine_evidence.records.locators import Locator
from ketamine_evidence.records.vocabulary import Direction, Statistic
from ketamine_evidence.synthesis.conflicts import Conflict
from ketamine_evidence.synthesis.counting import View
from ketamine_evidence.values import cuts
from ketamine_evidence.values.quantities import Quantity
from ketamine_evidence.values.units import convert

from .strategies import TIME, claims, factors
from .test_range_laws import in_days, lies_in, probes

Claims = list[ReportedRange]
views: st.SearchStrategy[View] = st.sampled_from(["outer", "inner"])
bounded_claims = claims(allow_imprecise=False)
in_pieces = claims(sources=("a", "b", "c"), min_size=4, max_size=9, allow_imprecise=False)


def shuffled(made: st.SearchStrategy[Claims]) -> st.SearchStrategy[tuple[Claims, Claims]]:
    """Claims, and the same in another order."""
    return made.flatmap(lambda some: st.tuples(st.just(some), st.permutations(some)))


def read(claim: ReportedRange, view: View) -> Range | None:
    """What a claim says in a view, in days; None where it does not count."""
    found = claim.reported.outer if view == "outer" else claim.reported.inner
    return None if found is None else found.to("d")


def saying(made: Claims, view: View, point: Fraction) -> set[str]:
    """The sources of which a claim holds a number of days, from the claims' ends alone."""
    said = ((claim.source, read(claim, view)) for claim in made)
    return {source for source, found in said if found is not None and lies_in(found, point)}


def points_of(made: Claims, view: View) -> list[Fraction]:
    """All ends, a point between each two neighbours and one beyond each side."""
    return probes(*(found for claim in made if (found := read(claim, view)) is not None))


def in_base(conflict: Conflict) -> tuple[tuple[str, ...], Fraction]:
    """A conflict without its unit."""
    return conflict.sources, convert(conflict._apart, conflict.unit, "d")


def assert_same(one: Merged, other: Merged) -> None:
    """Two merges come to the same, whatever the units and the order in which claims came."""
    assert one.covers == other.covers
    assert one.sources == other.sources
    assert one.hull == other.hull
    assert one.support == other.support
    assert one.overlap == other.overlap
    assert one.best == other.best
    assert one.conflicts == other.conflicts
    assert {claim.id for claim in one.contributors} == {claim.id for claim in other.contributors}
    assert set(one.not_counted) == set(other.not_counted)


def claim(source: str, low: int, high: int, unit: str = "d", number: int = 1) -> ReportedRange:
    """A claim with exact ends."""
    least, most = (ImpreciseNumber(end, end, unit) for end in (low, high))
    return ReportedRange(
        id=f"{source}.r{number:03}",
        source=source,
        locator=Locator(start=0, end=1),
        summary="how soon",
        quantity=Quantity.ONSET,
        reported=Reported("stated", least, most),
        statistic=Statistic.RANGE,
    )


# order, duplicates, units


@given(shuffled(claims()), views)
def test_a_merge_does_not_depend_on_the_order_of_claims(both: tuple[Claims, Claims], view: View) -> None:
    """Claims in any order merge to the same."""
    assert_same(merge_ranges(both[0], view), merge_ranges(both[1], view))


@given(shuffled(claims(allow_counts=True)))
def test_a_merge_does_not_depend_on_the_order_of_claims_of_mixed_dimensions(both: tuple[Claims, Claims]) -> None:
    """Claims in any order merge to the same, also where some count sessions and others measure time."""
    assert_same(merge_ranges(both[0]), merge_ranges(both[1]))


def repeated(made: Claims, chosen: Claims) -> Claims:
    """Claims, and some of them said again by the same sources in other places."""
    return [*made, *(attrs.evolve(one, id=f"{one.source}.r{900 + number}") for number, one in enumerate(chosen))]


@given(claims().flatmap(lambda made: st.tuples(st.just(made), st.lists(st.sampled_from(made)))), views)
def test_what_a_source_says_again_changes_nothing(both: tuple[Claims, Claims], view: View) -> None:
    """A claim said again elsewhere by the same source changes no cover, hull, support, best stretch or conflict."""
    made, chosen = both
    one, other = merge_ranges(made, view), merge_ranges(repeated(made, chosen), view)
    assert (one.covers, one.hull, one.support, one.best) == (other.covers, other.hull, other.support, other.best)
    assert one.conflicts == other.conflicts


@given(claims(allow_counts=True).flatmap(lambda made: st.tuples(st.just(made), st.lists(st.sampled_from(made)))))
def test_what_a_source_says_again_does_not_change_what_counts(both: tuple[Claims, Claims]) -> None:
    """Repetition does not decide which dimension is merged and which is not counted."""
    made, chosen = both
    assert merge_ranges(made).covers == merge_ranges(repeated(made, chosen)).covers


@given(claims(), views)
def test_the_same_records_twice_change_nothing(made: Claims, view: View) -> None:
    """merge(x + x) = merge(x), for any claims x."""
    assert_same(merge_ranges(made, view), merge_ranges(made + made, view))


@given(claims(), st.data())
def test_what_lies_within_a_sources_cover_changes_nothing(made: Claims, data: st.DataObject) -> None:
    """A further claim within what its source already covers changes no cover, support or conflict."""
    whole = data.draw(st.sampled_from(made))
    outer = whole.reported.outer.to("d")
    assert outer._low is not None
    end = ImpreciseNumber(outer._low, outer._low, "d")
    within = attrs.evolve(whole, id=f"{whole.source}.r900", reported=Reported("stated", end, end))
    one, other = merge_ranges(made), merge_ranges([*made, within])
    assert (one.covers, one.support, one.conflicts) == (other.covers, other.support, other.conflicts)


def in_unit(one: ReportedRange, unit: str) -> ReportedRange:
    """A claim with its ends given in another unit."""

    def end_in(end: ImpreciseNumber | None) -> ImpreciseNumber | None:
        return None if end is None else ImpreciseNumber(end.least_in(unit), end.most_in(unit), unit)

    said = one.reported
    return attrs.evolve(one, reported=attrs.evolve(said, low=end_in(said.low), high=end_in(said.high)))


@given(claims(), st.lists(st.sampled_from(TIME), min_size=8, max_size=8), views)
def test_a_merge_does_not_depend_on_units(made: Claims, units: list[str], view: View) -> None:
    """Claims given in other units of their dimension merge to the same."""
    converted = [in_unit(one, unit) for one, unit in zip(made, units, strict=False)]
    assert_same(merge_ranges(made, view), merge_ranges(converted, view))


@given(bounded_claims, st.sampled_from(TIME))
def test_conflicts_are_equal_across_units(made: Claims, unit: str) -> None:
    """The conflicts among claims in other units are equal, their distances too."""
    converted = [in_unit(one, unit) for one in made]
    assert merge_ranges(made).conflicts == merge_ranges(converted).conflicts


# covers, hull, support


@given(claims(), views)
def test_a_cover_is_the_union_of_a_sources_claims(made: Claims, view: View) -> None:
    """cover(s) = the union of the claims of s, and the sources of a merge are those with a claim that counts."""
    merged = merge_ranges(made, view)
    counted = {one.source for one in made if read(one, view) is not None}
    assert merged.sources == tuple(merged.covers) == tuple(sorted(counted))
    for source in counted:
        said = [found for one in made if one.source == source and (found := read(one, view)) is not None]
        assert merged.covers[source] == RangeSet(said)


@given(claims(), views)
def test_every_claim_contributes_or_is_not_counted(made: Claims, view: View) -> None:
    """Each claim is a contributor or is listed as not counted with a reason, in the order given, and never both."""
    merged = merge_ranges(made, view)
    assert [one.id for one in merged.contributors] == [one.id for one in made if read(one, view) is not None]
    assert [one.id for one in merged.not_counted] == [one.id for one in made if read(one, view) is None]
    assert {one.reason for one in merged.not_counted} <= {"no value is common to all its readings"}


@given(claims(), views)
def test_the_hull_is_the_smallest_range_that_contains_every_claim(made: Claims, view: View) -> None:
    """The hull of a merge is the hull of its claims, and there is none where no claim counts."""
    said = [found for one in made if (found := read(one, view)) is not None]
    hull = merge_ranges(made, view).hull
    if not said:
        assert hull is None
        return
    assert hull is not None
    assert hull == RangeSet(said).hull()
    assert all(found in hull for found in said)


@given(claims(), views)
def test_the_support_of_a_point_is_the_sources_whose_cover_holds_it(made: Claims, view: View) -> None:
    """Each point lies in exactly one stretch, whose sources are those that hold it, or in none where no source does."""
    merged = merge_ranges(made, view)
    for point in points_of(made, view):
        holding = [stretch for stretch in merged.support if in_days(stretch.range, point)]
        sources = saying(made, view, point)
        assert [stretch.sources for stretch in holding] == ([tuple(sorted(sources))] if sources else [])
        assert sum(stretch.support for stretch in holding) == len(sources)


@given(claims(), views)
def test_stretches_are_disjoint_in_order_and_neighbours_differ(made: Claims, view: View) -> None:
    """Stretches of support follow one another without overlap, and two that touch have different sources."""
    support = merge_ranges(made, view).support
    assert all(stretch.sources for stretch in support)
    for one, two in pairwise(support):
        assert one.range.precedes(two.range)
        assert one.sources != two.sources or not one.range.is_adjacent(two.range)


@given(claims(), views)
def test_the_best_stretches_are_those_of_the_deepest_support(made: Claims, view: View) -> None:
    """The best stretches are those of the greatest number of sources, together the consensus of so many."""
    merged = merge_ranges(made, view)
    depth = max(len(saying(made, view, point)) for point in points_of(made, view))
    assert merged.depth == depth
    assert all(stretch.support == depth for stretch in merged.best)
    assert RangeSet([stretch.range for stretch in merged.best]) == (merged.consensus(depth) if depth else RangeSet())


@given(claims() | in_pieces, views)
def test_sources_found_when_asked_for_are_those_whose_cover_holds_the_stretch(made: Claims, view: View) -> None:
    """The sources of a stretch are those whose cover it lies in, as many as its support."""
    merged = merge_ranges(made, view)
    for stretch in merged.support:
        assert stretch.sources == tuple(source for source in merged.sources if stretch.range.is_subset(merged.covers[source]))
        assert stretch.support == len(stretch.sources)


# consensus


@given(claims(), views, st.integers(1, 5))
def test_consensus_is_where_so_many_sources_agree(made: Claims, view: View, k: int) -> None:
    """x ∈ consensus(k) exactly where at least k sources hold x."""
    found = merge_ranges(made, view).consensus(k)
    for point in points_of(made, view):
        assert in_days(found, point) == (len(saying(made, view, point)) >= k)


@given(claims(), views)
def test_consensus_of_one_is_the_union(made: Claims, view: View) -> None:
    """consensus(1) = the union of all claims."""
    assert merge_ranges(made, view).consensus(1) == RangeSet([found for one in made if (found := read(one, view)) is not None])


@given(claims(), views)
def test_consensus_of_all_is_the_overlap(made: Claims, view: View) -> None:
    """consensus(n) = consensus(share=1) = the overlap, for n sources."""
    merged = merge_ranges(made, view)
    assume(merged.sources)
    assert merged.consensus(len(merged.sources)) == merged.consensus(share=1) == merged.overlap


@given(claims(), views)
def test_the_overlap_is_the_intersection_of_the_covers(made: Claims, view: View) -> None:
    """The overlap is cover(a) ∩ cover(b) ∩ … over all sources."""
    merged = merge_ranges(made, view)
    covers = list(merged.covers.values())
    assert merged.overlap == (reduce(RangeSet.intersection, covers) if covers else RangeSet())


@given(claims(), views)
def test_consensus_is_monotone_in_k(made: Claims, view: View) -> None:
    """consensus(k + 1) ⊆ consensus(k), and beyond all sources it is empty."""
    merged = merge_ranges(made, view)
    levels = [merged.consensus(k) for k in range(1, len(merged.sources) + 2)]
    assert all(more.is_subset(fewer) for fewer, more in pairwise(levels))
    assert levels[-1].is_empty


@given(bounded_claims)
def test_lengths_of_consensus_sum_to_the_support(made: Claims) -> None:
    """For bounded claims, the lengths of all consensus(k), of stretches times their support, and of all covers have one sum."""
    merged = merge_ranges(made)
    by_level = [cuts.length(merged.consensus(k).cut_pieces) or 0 for k in range(1, len(merged.sources) + 1)]
    by_stretch = [(cuts.length(stretch.range.cut_pieces) or 0) * stretch.support for stretch in merged.support]
    by_source = [cuts.length(cover.cut_pieces) or 0 for cover in merged.covers.values()]
    assert sum(by_level) == sum(by_stretch) == sum(by_source)


@given(st.integers(1, 40).flatmap(lambda n: st.tuples(st.just(n), st.integers(1, n))))
@example((25, 7))
def test_a_share_that_is_so_many_of_the_sources_is_that_many(counts: tuple[int, int]) -> None:
    """consensus(share=k/n) = consensus(k) for n sources, whatever the rounding of k/n."""
    n, k = counts
    merged = merge_ranges([claim(f"s{number:02}", 0, number) for number in range(n)])
    assert merged.consensus(share=k / n) == merged.consensus(k) == Range(0, n - k, "d")


@given(claims(), st.integers(1, 100))
def test_consensus_of_a_share_is_of_the_least_number_that_has_it(made: Claims, percent: int) -> None:
    """consensus(share=p) = consensus(k) for the least k with k ≥ p · n."""
    merged = merge_ranges(made)
    least = next(k for k in range(1, 5) if 100 * k >= percent * len(merged.sources))
    assert merged.consensus(share=percent / 100) == merged.consensus(least)


@given(claims())
def test_the_inner_cover_lies_within_the_outer(made: Claims) -> None:
    """inner cover(s) ⊆ outer cover(s), and no source has an inner cover alone."""
    outer, inner = merge_ranges(made), merge_ranges(made, "inner")
    assert set(inner.sources) <= set(outer.sources)
    assert all(cover.is_subset(outer.covers[source]) for source, cover in inner.covers.items())


# conflicts


def groups_of(sources: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return chain.from_iterable(combinations(sources, size) for size in range(1, len(sources) + 1))


def in_common(merged: Merged, group: tuple[str, ...]) -> RangeSet:
    return reduce(RangeSet.intersection, (merged.covers[source] for source in group))


def widened(cover: RangeSet, by: Fraction) -> RangeSet:
    """A cover, each piece longer at both ends."""
    in_days = [piece.to("d") for piece in cover]
    ends = [(None if r._low is None else r._low - by, None if r._high is None else r._high + by) for r in in_days]
    return RangeSet([Range(low, high, "d") for low, high in ends])


@given(claims() | in_pieces, views)
def test_conflicts_are_the_minimal_groups_without_a_common_part(made: Claims, view: View) -> None:
    """Conflicts are the groups of sources that share nothing while every smaller group of theirs shares something."""
    merged = merge_ranges(made, view)
    empty = [set(group) for group in groups_of(merged.sources) if in_common(merged, group).is_empty]
    minimal = [group for group in empty if not any(other < group for other in empty)]
    assert sorted(conflict.sources for conflict in merged.conflicts) == sorted(tuple(sorted(group)) for group in minimal)


@given(claims() | in_pieces, views)
def test_every_smaller_group_of_a_conflict_has_a_common_part(made: Claims, view: View) -> None:
    """Leave any one source out of a conflict, and the rest have something in common."""
    merged = merge_ranges(made, view)
    for conflict in merged.conflicts:
        assert in_common(merged, conflict.sources).is_empty
        for group in combinations(conflict.sources, len(conflict.sources) - 1):
            assert not in_common(merged, group).is_empty


@given(claims(), views)
def test_every_disjoint_pair_of_sources_is_a_conflict(made: Claims, view: View) -> None:
    """The conflicts of two are exactly the pairs of sources with cover(a) ∩ cover(b) = ∅."""
    merged = merge_ranges(made, view)
    disjoint = {pair for pair in combinations(merged.sources, 2) if merged.covers[pair[0]].is_disjoint(merged.covers[pair[1]])}
    assert {conflict.sources for conflict in merged.conflicts if len(conflict.sources) == 2} == disjoint


@given(claims(), views)
def test_conflicts_come_pairs_first(made: Claims, view: View) -> None:
    """Conflicts are sorted by how many sources they have, then by the sources' names."""
    found = [conflict.sources for conflict in merge_ranges(made, view).conflicts]
    assert found == sorted(found, key=lambda sources: (len(sources), sources))


@given(claims() | in_pieces, views)
def test_conflicts_are_counted_as_they_are_listed(made: Claims, view: View) -> None:
    """There are as many conflicts as can be listed, any of them is the same read by its place, and there is one where no number has all sources."""
    conflicts = merge_ranges(made, view).conflicts
    listed = [*iter(conflicts)]
    assert len(conflicts) == len(listed)
    assert [conflicts[at] for at in range(len(listed))] == listed
    assert bool(conflicts) == bool(listed)


@given(claims(), views)
def test_the_distance_of_a_pair_is_the_gap_between_their_nearest_points(made: Claims, view: View) -> None:
    """Two sources in conflict are as far apart as the nearest ends of their covers."""
    merged = merge_ranges(made, view)
    for conflict in merged.conflicts:
        if len(conflict.sources) == 2:
            one, other = (list(merged.covers[source].to("d")) for source in conflict.sources)
            gaps = [
                below - above
                for r, s in product(one, other)
                for above, below in ((r._high, s._low), (s._high, r._low))
                if above is not None and below is not None and below > above
            ]
            assert in_base(conflict)[1] == min(gaps)


@given(claims() | in_pieces, views)
def test_sources_of_a_conflict_meet_when_widened_by_half_their_distance_and_not_before(made: Claims, view: View) -> None:
    """Covers widened at each end by half their distance have something in common; widened by less they have nothing."""
    merged = merge_ranges(made, view)
    for conflict in merged.conflicts:
        apart = in_base(conflict)[1]
        assert apart > 0
        for by, meet in ((apart / 2, True), (apart / 2 - Fraction(1, 10**6), False)):
            wider = [widened(merged.covers[source], by) for source in conflict.sources]
            assert bool(reduce(RangeSet.intersection, wider)) is meet


@given(claims(), views)
def test_strict_refuses_exactly_where_sources_conflict(made: Claims, view: View) -> None:
    """A strict merge raises where there is a conflict, naming all conflicts and covers, and is the plain merge elsewhere."""
    merged = merge_ranges(made, view)
    if not merged.conflicts:
        assert_same(merge_ranges(made, view, strict=True), merged)
        return
    with pytest.raises(ConflictError) as raised:
        merge_ranges(made, view, strict=True)
    assert raised.value.conflicts == tuple(map(str, merged.conflicts))
    assert raised.value.candidates == tuple(
        f"{source}: {', '.join(str(piece.in_natural_units()) for piece in cover)}" for source, cover in merged.covers.items()
    )


# groups


fields = st.lists(st.sampled_from(["protocol", "condition", "source"]), min_size=1, max_size=3, unique=True)


@given(claims(), fields, views)
def test_groups_partition_the_claims_and_each_is_its_claims_merged_alone(made: Claims, by: list[str], view: View) -> None:
    """Merging by fields puts each claim in one group, and each group is the merge of its claims alone."""
    groups = merge_ranges(made, view, by=by)
    placed = []
    for key, merged in groups.items():
        values = key if len(by) > 1 else (key,)
        alone = [one for one in made if all(getattr(one, name) == value for name, value in zip(by, values, strict=True))]
        assert alone
        assert_same(merged, merge_ranges(alone, view))
        placed += [*(one.id for one in merged.contributors), *(one.id for one in merged.not_counted)]
    assert sorted(placed) == sorted(one.id for one in made)


@given(claims(), fields)
def test_strict_groups_refuse_exactly_where_a_group_conflicts(made: Claims, by: list[str]) -> None:
    """A strict merge by fields raises exactly where some group has a conflict."""
    groups = merge_ranges(made, by=by)
    if any(merged.conflicts for merged in groups.values()):
        with pytest.raises(ConflictError):
            merge_ranges(made, by=by, strict=True)
    else:
        assert list(merge_ranges(made, by=by, strict=True)) == list(groups)


@given(claims(), views)
def test_dicts_are_the_support_profile(made: Claims, view: View) -> None:
    """The rows of a merge are its stretches: ends, unit, brackets, support and sources."""
    merged = merge_ranges(made, view)
    for row, stretch in zip(merged.to_dicts(), merged.support, strict=True):
        assert (row["low"], row["high"], row["unit"]) == (stretch.range.low, stretch.range.high, stretch.range.unit)
        assert (row["low_closed"], row["high_closed"]) == (stretch.range.low_closed, stretch.range.high_closed)
        assert (row["support"], row["sources"]) == (stretch.support, list(stretch.sources))


# terms


OPPOSITES = [
    {Direction.LONGER, Direction.SHORTER},
    {Direction.MORE_RELIEF, Direction.LESS_RELIEF},
    {Direction.MORE_FREQUENT_SESSIONS, Direction.FEWER_SESSIONS},
    {Direction.MORE_SIDE_EFFECTS, Direction.FEWER_SIDE_EFFECTS},
]


@given(factors())
def test_every_claim_is_in_exactly_one_term(made: list[Factor]) -> None:
    """Each claim is in one term, and the claims of a term have the same factor, level and outcome."""
    found = agreement(made)
    placed = [one for term in found.terms for ids in term.claims.values() for one in ids]
    assert sorted(placed) == sorted(one.id for one in made)
    by_id = {one.id: one for one in made}
    for term in found.terms:
        within = [by_id[one] for ids in term.claims.values() for one in ids]
        assert len({(one.factor, one.level, one.outcome) for one in within}) == 1
    assert len({term.term for term in found.terms}) == len({(one.factor, one.level, one.outcome) for one in made})


@given(factors())
def test_support_of_a_term_counts_distinct_sources(made: list[Factor]) -> None:
    """The support of a term is how many different sources claim it; terms come with the best supported first."""
    by_id = {one.id: one for one in made}
    found = agreement(made)
    for term in found.terms:
        assert term.support == len({by_id[one].source for ids in term.claims.values() for one in ids})
        assert all(by_id[one].source == source for source, ids in term.claims.items() for one in ids)
    assert found.sources == tuple(sorted({one.source for one in made}))
    assert [term.support for term in found.terms] == sorted((term.support for term in found.terms), reverse=True)


@given(factors())
def test_contradictions_are_the_pairs_of_claims_that_say_the_opposite(made: list[Factor]) -> None:
    """A term's contradictions are its pairs of claims with opposite directions, once for any two sources and directions."""
    by_id = {one.id: one for one in made}
    for term in agreement(made).terms:
        within = [by_id[one] for ids in term.claims.values() for one in ids]
        pairs = {
            frozenset({(one.source, str(one.direction)), (other.source, str(other.direction))})
            for one, other in combinations(within, 2)
            if {one.direction, other.direction} in OPPOSITES
        }
        found = [frozenset({(one, this), (other, that)}) for one, this, other, that in term.contradictions]
        assert set(found) == pairs
        assert len(found) == len(pairs)


@given(factors().flatmap(lambda made: st.tuples(st.just(made), st.permutations(made))))
def test_agreement_does_not_depend_on_the_order_of_claims(both: tuple[list[Factor], list[Factor]]) -> None:
    """Claims in any order give the same agreement."""
    assert agreement(both[0]) == agreement(both[1])


@given(factors())
def test_a_row_of_the_table_counts_each_sources_claims(made: list[Factor]) -> None:
    """A row of the table has the number of claims of every source, and they sum to all claims of the term."""
    found = agreement(made)
    for row, term in zip(found.to_dicts(), found.terms, strict=True):
        counts = {source: len(term.claims.get(source, ())) for source in found.sources}
        assert row == {"term": term.term, "support": term.support, "claims": counts}
        assert sum(counts.values()) == sum(map(len, term.claims.values()))
