"""Ranges and sets of ranges.

The laws of sets hold for them, with membership as the oracle: two sets are the same where they hold the same numbers, and no two
sets differ anywhere but at their ends, between two neighbouring ends, or beyond all of them.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from ketamine_evidence import Range, RangeError, RangeSet
from ketamine_evidence.values import cuts
from ketamine_evidence.values.numbers import plain
from ketamine_evidence.values.units import convert, natural_unit

from .strategies import TIME, numbers, range_sets, ranges, scattered_sets

AnySet = Range | RangeSet
sets = range_sets() | ranges() | scattered_sets(max_size=3)

not_empty = range_sets(min_size=1) | scattered_sets(max_size=3)


def pieces(s: AnySet) -> list[Range]:
    """The pieces of a set as they are, in days."""
    return [piece.to("d") for piece in ([s] if isinstance(s, Range) else s)]


def in_days(s: AnySet, value: Fraction) -> bool:
    """Whether a number of days is in a set, whatever its unit."""
    return s.unit is not None and convert(value, "d", s.unit) in s


def lies_in(r: Range, value: Fraction) -> bool:
    """Membership from the ends alone, without the code under test."""
    low, high = r._low, r._high
    above = low is None or low < value or (low == value and r.low_closed)
    below = high is None or value < high or (value == high and r.high_closed)
    return above and below


def probes(*given_sets: AnySet) -> list[Fraction]:
    """All ends in days, a point between each two neighbours, and one beyond each side: no set differs from another elsewhere."""
    ends = sorted({end for s in given_sets for r in pieces(s) for end in (r._low, r._high) if end is not None})
    if not ends:
        return [Fraction(0)]
    return [ends[0] - 1, *ends, *((one + two) / 2 for one, two in pairwise(ends)), ends[-1] + 1]


def same(one: AnySet, two: AnySet) -> bool:
    """Whether two sets are equal, hash alike and have the same members."""
    members = all(in_days(one, value) == in_days(two, value) for value in probes(one, two))
    assert members == (one == two)
    return members and hash(one) == hash(two)


def union(a: AnySet, b: AnySet) -> RangeSet:
    return a.union(b)


def intersection(a: AnySet, b: AnySet) -> RangeSet:
    return a.intersection(b)


def difference(a: AnySet, b: AnySet) -> RangeSet:
    return a.difference(b)


# membership


@given(ranges(), numbers())
def test_a_range_holds_what_lies_between_its_ends(r: Range, value: Fraction) -> None:
    """x ∈ r exactly where x lies above the low end and below the high end, or is an end that belongs to r."""
    for point in [*probes(r), value]:
        assert in_days(r, point) == lies_in(r.to("d"), point)


@given(st.lists(ranges(), max_size=5))
def test_a_set_holds_what_any_of_its_ranges_holds(members: list[Range]) -> None:
    """x ∈ {r, s, …} exactly where x ∈ r or x ∈ s or …"""
    for point in probes(*members):
        assert in_days(RangeSet(members), point) == any(lies_in(r.to("d"), point) for r in members)


@given(scattered_sets(), numbers())
def test_a_number_is_found_by_bisection_where_any_piece_holds_it(a: RangeSet, value: Fraction) -> None:
    """x ∈ a exactly where one of the pieces of a, looked at one by one, holds x."""
    for point in [*probes(a), value]:
        assert in_days(a, point) == any(lies_in(piece, point) for piece in pieces(a))


@given(ranges(), st.integers(), st.integers(-200, 200))
def test_a_whole_number_belongs_as_the_fraction_that_it_is(r: Range, number: int, near: int) -> None:
    """n ∈ r for a whole number n exactly where n / 1 ∈ r."""
    for point in (number, near):
        assert (point in r) == (Fraction(point) in r) == lies_in(r, Fraction(point))


@given(sets, sets)
def test_union_holds_what_either_holds(a: AnySet, b: AnySet) -> None:
    """x ∈ a ∪ b exactly where x ∈ a or x ∈ b."""
    for point in probes(a, b):
        assert in_days(a.union(b), point) == (in_days(a, point) or in_days(b, point))


@given(sets, sets)
def test_intersection_holds_what_both_hold(a: AnySet, b: AnySet) -> None:
    """x ∈ a ∩ b exactly where x ∈ a and x ∈ b."""
    for point in probes(a, b):
        assert in_days(a.intersection(b), point) == (in_days(a, point) and in_days(b, point))


@given(sets, sets)
def test_difference_holds_what_the_first_alone_holds(a: AnySet, b: AnySet) -> None:
    """x ∈ a ∖ b exactly where x ∈ a and x ∉ b."""
    for point in probes(a, b):
        assert in_days(a.difference(b), point) == (in_days(a, point) and not in_days(b, point))


@given(sets)
def test_complement_holds_what_the_set_does_not(a: AnySet) -> None:
    """x ∈ ∁a exactly where x ∉ a."""
    for point in probes(a):
        assert in_days(a.complement(), point) != in_days(a, point)


@given(sets, sets)
def test_sets_are_equal_where_their_members_are(a: AnySet, b: AnySet) -> None:
    """a = b exactly where a and b hold the same numbers."""
    equal = all(in_days(a, point) == in_days(b, point) for point in probes(a, b))
    assert (a == b) == equal


# the algebra


@given(sets)
def test_union_and_intersection_are_idempotent(a: AnySet) -> None:
    """a ∪ a = a and a ∩ a = a."""
    assert same(a.union(a), a)
    assert same(a.intersection(a), a)


@given(sets, sets)
def test_union_is_commutative(a: AnySet, b: AnySet) -> None:
    """a ∪ b = b ∪ a."""
    assert same(a.union(b), b.union(a))


@given(sets, sets)
def test_intersection_is_commutative(a: AnySet, b: AnySet) -> None:
    """a ∩ b = b ∩ a."""
    assert same(a.intersection(b), b.intersection(a))


@given(sets, sets, sets)
def test_union_is_associative(a: AnySet, b: AnySet, c: AnySet) -> None:
    """(a ∪ b) ∪ c = a ∪ (b ∪ c)."""
    assert same(a.union(b).union(c), a.union(b.union(c)))


@given(sets, sets, sets)
def test_intersection_is_associative(a: AnySet, b: AnySet, c: AnySet) -> None:
    """(a ∩ b) ∩ c = a ∩ (b ∩ c)."""
    assert same(a.intersection(b).intersection(c), a.intersection(b.intersection(c)))


@given(sets, sets)
def test_union_and_intersection_absorb_each_other(a: AnySet, b: AnySet) -> None:
    """a ∪ (a ∩ b) = a and a ∩ (a ∪ b) = a."""
    assert same(a.union(a.intersection(b)), a)
    assert same(a.intersection(a.union(b)), a)


@given(sets, sets, sets)
def test_intersection_distributes_over_union(a: AnySet, b: AnySet, c: AnySet) -> None:
    """a ∩ (b ∪ c) = (a ∩ b) ∪ (a ∩ c)."""
    assert same(a.intersection(b.union(c)), a.intersection(b).union(a.intersection(c)))


@given(sets, sets, sets)
def test_union_distributes_over_intersection(a: AnySet, b: AnySet, c: AnySet) -> None:
    """a ∪ (b ∩ c) = (a ∪ b) ∩ (a ∪ c)."""
    assert same(a.union(b.intersection(c)), a.union(b).intersection(a.union(c)))


@given(sets, sets)
def test_de_morgan(a: AnySet, b: AnySet) -> None:
    """∁(a ∪ b) = ∁a ∩ ∁b and ∁(a ∩ b) = ∁a ∪ ∁b."""
    assert same(a.union(b).complement(), a.complement().intersection(b.complement()))
    assert same(a.intersection(b).complement(), a.complement().union(b.complement()))


@given(sets)
def test_complement_is_an_involution(a: AnySet) -> None:
    """∁∁a = a."""
    assert same(a.complement().complement(), a)


@given(sets)
def test_a_set_and_its_complement_share_nothing_and_are_everything(a: AnySet) -> None:
    """a ∩ ∁a = ∅ and a ∪ ∁a = (−∞, ∞)."""
    assert a.intersection(a.complement()).is_empty
    assert same(a.union(a.complement()), Range(None, None, "d"))


@given(sets, sets)
def test_difference_is_intersection_with_the_complement(a: AnySet, b: AnySet) -> None:
    """a ∖ b = a ∩ ∁b."""
    assert same(a.difference(b), a.intersection(b.complement()))


@given(sets)
def test_the_empty_set_is_neutral_in_union_and_absorbs_in_intersection(a: AnySet) -> None:
    """a ∪ ∅ = ∅ ∪ a = a, a ∩ ∅ = ∅ and a ∖ ∅ = a, whatever the unit of ∅."""
    for empty in (RangeSet(), RangeSet([], "h")):
        assert same(a.union(empty), a)
        assert same(empty.union(a), a)
        assert a.intersection(empty).is_empty
        assert same(a.difference(empty), a)


# hull


@given(sets, sets)
def test_hull_contains_both(a: AnySet, b: AnySet) -> None:
    """a ⊆ hull(a, b) and b ⊆ hull(a, b)."""
    assume(not a.union(b).is_empty)
    hull = a.hull(b)
    assert a.is_subset(hull)
    assert b.is_subset(hull)


@given(not_empty, st.lists(sets, max_size=2), ranges())
def test_hull_is_the_smallest_range_that_contains_all(a: RangeSet, others: list[AnySet], r: Range) -> None:
    """hull(a, b, …) ⊆ r exactly where a ⊆ r and b ⊆ r and …, for any range r."""
    hull = a.hull(*others)
    assert hull.is_subset(r) == all(s.is_subset(r) for s in (a, *others))


@given(not_empty)
def test_hull_is_idempotent(a: RangeSet) -> None:
    """hull(hull(a)) = hull(a)."""
    assert same(a.hull().hull(), a.hull())


@given(st.lists(st.sampled_from([RangeSet(), RangeSet([], "d"), RangeSet([], "h")]), min_size=1))
def test_hull_of_nothing_is_refused(empties: list[RangeSet]) -> None:
    """hull(∅, ∅, …) raises."""
    with pytest.raises(RangeError, match=r"^an empty set has no hull$"):
        empties[0].hull(*empties[1:])


# comparisons


@given(sets, sets)
def test_subset_agrees_with_intersection(a: AnySet, b: AnySet) -> None:
    """a ⊆ b exactly where a ∩ b = a; that is where every number of a is in b, and where b ⊇ a."""
    assert a.is_subset(b) == (a.intersection(b) == a)
    assert a.is_subset(b) == all(in_days(b, point) for point in probes(a, b) if in_days(a, point))
    assert a.is_subset(b) == b.is_superset(a) == (a in b)


@given(sets, sets)
def test_disjoint_and_overlaps_agree_with_intersection(a: AnySet, b: AnySet) -> None:
    """a and b are disjoint exactly where a ∩ b = ∅, and overlap elsewhere."""
    assert a.is_disjoint(b) == a.intersection(b).is_empty
    assert a.is_disjoint(b) == (not any(in_days(a, point) and in_days(b, point) for point in probes(a, b)))
    assert a.overlaps(b) != a.is_disjoint(b)


@given(sets, sets)
def test_subset_both_ways_is_equality(a: AnySet, b: AnySet) -> None:
    """a ⊆ b and b ⊆ a exactly where a = b."""
    assert (a.is_subset(b) and b.is_subset(a)) == (a == b)


@given(sets, sets, sets)
def test_subset_is_transitive(a: AnySet, b: AnySet, c: AnySet) -> None:
    """a ∩ b ∩ c ⊆ a ∩ b, a ∩ b ⊆ a, and therefore a ∩ b ∩ c ⊆ a."""
    one, two, three = a.intersection(b).intersection(c), a.intersection(b), a
    assert one.is_subset(two)
    assert two.is_subset(three)
    assert one.is_subset(three)


# units


@given(sets, st.sampled_from(TIME))
def test_equal_sets_are_equal_and_hash_alike_across_units(a: AnySet, unit: str) -> None:
    """a in another unit equals a and has its hash."""
    assert a.to(unit).unit == unit
    assert same(a.to(unit), a)


@given(sets, sets, st.sampled_from(TIME), st.sampled_from(TIME))
def test_operations_do_not_depend_on_units(a: AnySet, b: AnySet, one: str, two: str) -> None:
    """a ∪ b, a ∩ b, a ∖ b and a ⊆ b come to the same in any units."""
    for operation in (union, intersection, difference):
        assert same(operation(a, b), operation(a.to(one), b.to(two)))
    assert a.is_subset(b) == a.to(one).is_subset(b.to(two))


# canonical form


@given(sets, sets)
@example(Range(1, 2, "d", high_closed=False), Range(2, 3, "d"))
@example(Range(1, 2, "d", high_closed=False), Range(2, 3, "d", low_closed=False))
def test_pieces_are_in_order_disjoint_and_not_adjacent(a: AnySet, b: AnySet) -> None:
    """The pieces of every result are in order, and between any two there is a number that is in neither."""
    for result in (a.union(b), a.intersection(b), a.difference(b), a.complement()):
        for one, two in pairwise(pieces(result)):
            assert one._high is not None
            assert two._low is not None
            touching = one._high == two._low and (one.high_closed or two.low_closed)
            assert one._high <= two._low
            assert not touching


@given(range_sets() | scattered_sets())
def test_a_set_is_made_of_its_pieces(a: RangeSet) -> None:
    """A set made of a's pieces is a; all are in a's unit; there are none exactly where a = ∅."""
    assert len(a) == len(list(a))
    assert same(RangeSet(list(a)), a)
    assert a.is_empty == (len(a) == 0)
    assert all(piece.unit == a.unit for piece in a)


@given(st.lists(ranges(), max_size=5).flatmap(lambda members: st.tuples(st.just(members), st.permutations(members))))
def test_a_set_does_not_depend_on_the_order_of_its_ranges(both: tuple[list[Range], list[Range]]) -> None:
    """{r, s, …} = {s, r, …}."""
    assert same(RangeSet(both[0]), RangeSet(both[1]))


# clipping, gaps, length


def exact_length(a: AnySet) -> Fraction:
    """The length of a bounded set in days, piece by piece, without the code under test."""
    ends = [(r._low, r._high) for r in pieces(a)]
    return sum((high - low for low, high in ends if low is not None and high is not None), Fraction(0))


bounded = range_sets(allow_unbounded=False) | ranges(allow_unbounded=False) | scattered_sets(allow_unbounded=False)


@given(sets, ranges())
def test_clip_is_the_intersection_with_a_closed_range(a: AnySet, r: Range) -> None:
    """clip(a, low, high) = a ∩ [low, high]."""
    assert a.unit is not None
    own = r.to(a.unit)
    closed = Range(own._low, own._high, a.unit)
    assert same(a.clip(own._low, own._high), a.intersection(closed))
    for point in probes(a, closed):
        assert in_days(a.clip(own._low, own._high), point) == (in_days(a, point) and lies_in(closed.to("d"), point))


@given(not_empty | ranges())
def test_gaps_are_the_hull_without_the_set(a: AnySet) -> None:
    """gaps(a) = hull(a) ∖ a, one fewer than a has pieces."""
    assert same(a.gaps(), a.hull().difference(a))
    assert len(a.gaps()) == len(pieces(a)) - 1


@given(sets)
def test_a_set_and_its_gaps_are_disjoint_and_fill_the_hull(a: AnySet) -> None:
    """a ∩ gaps(a) = ∅, and a ∪ gaps(a) is in one piece, or in none."""
    assert a.gaps().is_disjoint(a)
    assert len(a.union(a.gaps())) <= 1


@given(bounded)
def test_measure_is_the_length_of_all_pieces(a: AnySet) -> None:
    """measure(a) = the sum of high − low over the pieces of a, for a bounded."""
    assert a.to("d").measure() == plain(exact_length(a))


@given(sets)
def test_a_set_has_a_measure_where_it_is_bounded(a: AnySet) -> None:
    """measure(a) is None exactly where a piece of a has no end."""
    assert (a.measure() is None) == any(r._low is None or r._high is None for r in pieces(a))


@given(bounded, bounded)
def test_measure_is_additive_over_a_disjoint_union(a: AnySet, b: AnySet) -> None:
    """measure(a ∪ b) = measure(a) + measure(b ∖ a)."""
    rest = b.difference(a)
    together = cuts.length(a.union(b).cut_pieces)
    alone = [cuts.length(s.cut_pieces) for s in (a, rest)]
    assert together == sum(one for one in alone if one is not None)
    assert a.union(b).to("d").measure() == plain(exact_length(a) + exact_length(rest))


@given(bounded, st.sampled_from(TIME))
def test_measure_does_not_depend_on_units(a: AnySet, unit: str) -> None:
    """measure(a) in another unit is measure(a), converted."""
    assert a.to(unit).measure() == plain(convert(exact_length(a), "d", unit))
    assert cuts.length(a.to(unit).cut_pieces) == cuts.length(a.cut_pieces)


@given(bounded, bounded)
def test_measure_of_a_subset_is_no_greater(a: AnySet, b: AnySet) -> None:
    """measure(a ∩ b) ≤ measure(a)."""
    assert exact_length(a.intersection(b)) <= exact_length(a)
    inside, whole = a.intersection(b).to("d").measure(), a.to("d").measure()
    assert inside is not None
    assert whole is not None
    assert inside <= whole


# precedence and adjacency


@given(sets, sets)
def test_precedes_agrees_with_the_members(a: AnySet, b: AnySet) -> None:
    """a precedes b exactly where every x ∈ a is below every y ∈ b."""
    points = probes(a, b, a.complement(), b.complement())
    mine = [point for point in points if in_days(a, point)]
    theirs = [point for point in points if in_days(b, point)]
    assert a.precedes(b) == all(one < two for one in mine for two in theirs)


@given(sets, sets)
def test_precedes_implies_disjoint(a: AnySet, b: AnySet) -> None:
    """If a precedes b, then a ∩ b = ∅."""
    assert a.is_disjoint(b) or not a.precedes(b)


@given(ranges(), ranges())
def test_disjoint_ranges_precede_one_way_exactly(a: Range, b: Range) -> None:
    """Two ranges are disjoint exactly where one precedes the other, and never do both."""
    assert a.is_disjoint(b) == (a.precedes(b) != b.precedes(a))
    assert not (a.precedes(b) and b.precedes(a))


@given(sets, sets)
def test_precedes_and_follows_are_converse(a: AnySet, b: AnySet) -> None:
    """a precedes b exactly where b follows a."""
    assert a.precedes(b) == b.follows(a)


@given(sets, not_empty, sets)
def test_precedes_is_transitive_through_what_is_not_empty(a: AnySet, b: RangeSet, c: AnySet) -> None:
    """If a precedes b and b precedes c, then a precedes c, for b not empty."""
    below, above = a.difference(Range(b.hull()._low, None, b.unit or "d")), c
    if below.precedes(b) and b.precedes(above):
        assert below.precedes(above)


@given(sets, sets)
def test_adjacency_is_symmetric(a: AnySet, b: AnySet) -> None:
    """a is adjacent to b exactly where b is adjacent to a."""
    assert a.is_adjacent(b) == b.is_adjacent(a)


@given(sets, sets)
def test_adjacency_implies_disjoint(a: AnySet, b: AnySet) -> None:
    """If a is adjacent to b, then a ∩ b = ∅."""
    assert a.is_disjoint(b) or not a.is_adjacent(b)


@given(ranges(), ranges())
@example(Range(1, 2, "d", high_closed=False), Range(2, 3, "d"))
@example(Range(1, 2, "d", high_closed=False), Range(2, 3, "d", low_closed=False))
def test_ranges_are_adjacent_where_they_are_disjoint_and_their_union_has_one_piece(a: Range, b: Range) -> None:
    """Ranges r and s are adjacent exactly where r ∩ s = ∅ and r ∪ s has one piece."""
    assert a.is_adjacent(b) == (a.is_disjoint(b) and len(a.union(b)) == 1)


@given(sets, sets)
def test_sets_are_adjacent_where_they_are_disjoint_and_their_union_has_fewer_pieces(a: AnySet, b: AnySet) -> None:
    """a and b are adjacent exactly where a ∩ b = ∅ and a ∪ b has fewer pieces than a and b together."""
    fewer = len(a.union(b)) < len(pieces(a)) + len(pieces(b))
    assert a.is_adjacent(b) == (a.is_disjoint(b) and fewer)


@given(bounded, st.sampled_from(TIME))
def test_a_bounded_set_is_adjacent_to_its_complement(a: AnySet, unit: str) -> None:
    """a is adjacent to ∁a, for a bounded and not empty, whatever the units."""
    assert a.is_adjacent(a.complement().to(unit)) == bool(pieces(a))


@given(sets, sets, st.sampled_from(TIME), st.sampled_from(TIME))
def test_precedence_and_adjacency_do_not_depend_on_units(a: AnySet, b: AnySet, one: str, two: str) -> None:
    """Whether a precedes b or is adjacent to b is the same in any units."""
    assert a.precedes(b) == a.to(one).precedes(b.to(two))
    assert a.is_adjacent(b) == a.to(one).is_adjacent(b.to(two))


# printing


@given(ranges())
def test_a_range_in_natural_units_is_the_same_range(r: Range) -> None:
    """r in natural units equals r."""
    assert same(r.in_natural_units(), r)


@given(st.integers(1, 2000), st.integers(0, 2000), st.sampled_from(TIME))
def test_a_range_is_printed_alike_in_natural_units_whatever_its_unit(low: int, length: int, unit: str) -> None:
    """r in natural units is printed the same, whichever unit it came in."""
    r = Range(low, low + length, "h")
    assert str(r.to(unit).in_natural_units()) == str(r.in_natural_units())


@given(ranges())
@example(Range(-24, 0, "h"))
def test_natural_units_are_reached_at_once(r: Range) -> None:
    """natural(natural(r)) is printed as natural(r)."""
    assert str(r.in_natural_units().in_natural_units()) == str(r.in_natural_units())


@given(numbers(), st.sampled_from(TIME))
def test_a_natural_unit_is_the_largest_in_which_a_value_is_whole(value: Fraction, unit: str) -> None:
    """In its natural unit a value but 0 is whole, and in no larger one; of 10,000 and more it is the largest with at most three decimals."""
    assume(value != 0)
    natural = natural_unit(value, unit)
    found = {code: convert(value, unit, code) for code in ("s", "min", "h", "d", "wk", "mo", "a")}
    whole = [code for code in found if found[code].denominator == 1]
    short = [code for code in found if abs(found[code]) >= 1 and (found[code] * 1000).denominator == 1]
    largest = whole[-1] if whole else unit
    assert natural == (largest if abs(found[largest]) < 10_000 or not short else short[-1])
