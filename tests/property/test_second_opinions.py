"""Second opinions: what other libraries make of the same sets.

Each law is asked of `portion` and of `python-ranges`, with the sets written for them in days. Where they differ from us by
design, the differences are laws of their own, in the next group.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from operator import methodcaller
from typing import Any

import pytest
import ranges as python_ranges
from hypothesis import example, given
from hypothesis import strategies as st

from ketamine_evidence import Range, RangeSet
from ketamine_evidence.values.numbers import plain

from .opinions import OPINIONS, PYTHON_RANGES, AnySet, Opinion, our_pieces
from .strategies import numbers, range_sets, ranges, scattered_sets
from .test_range_laws import in_days, probes

sets = range_sets(max_size=5) | ranges() | scattered_sets()
not_empty = range_sets(min_size=1) | scattered_sets()
each_library = pytest.mark.parametrize("library", OPINIONS.values(), ids=OPINIONS)
NEAR = Fraction(1, 10**12)
OPERATIONS = ("union", "intersection", "difference")
HALF_OPEN = Range(1, 2, "d", high_closed=False)
OPEN_POINT = RangeSet([HALF_OPEN, Range(2, 3, "d", low_closed=False)])
"""Two ranges with one number between them: where libraries join too much."""


def symmetric_difference(a: AnySet, b: AnySet) -> RangeSet:
    return a.difference(b).union(b.difference(a))


# what a set is


@each_library
@given(a=sets)
def test_a_set_reads_back_as_it_was_written(library: Opinion, a: AnySet) -> None:
    """Written for another library and read back, a set has the same pieces."""
    assert library.pieces(library.write(a)) == our_pieces(a)


@each_library
@given(members=st.lists(ranges(), max_size=7))
@example(members=[HALF_OPEN, Range(2, 2, "d"), Range(2, 3, "d", low_closed=False)])
@example(members=[HALF_OPEN, Range(2, 3, "d", low_closed=False)])
def test_ranges_in_any_order_make_the_same_pieces_in_order(library: Opinion, members: list[Range]) -> None:
    """The pieces that any ranges join to, and their order, are those of the other library."""
    assert our_pieces(RangeSet(members)) == library.pieces(library.write(*members))


@each_library
@given(a=sets, drawn=st.lists(numbers(), min_size=1))
def test_the_same_numbers_belong(library: Opinion, a: AnySet, drawn: list[Fraction]) -> None:
    """x ∈ a here exactly where x ∈ a there, at drawn numbers, between all ends and beyond them."""
    theirs = library.write(a)
    for point in [*probes(a), *drawn]:
        assert in_days(a, point) == (point in theirs)


@each_library
@given(a=sets, b=sets)
def test_ends_and_their_neighbours_belong_alike(library: Opinion, a: AnySet, b: AnySet) -> None:
    """At each end, just below and just above it, the results of all operations hold the same."""
    for name in OPERATIONS:
        ours: AnySet = methodcaller(name, b)(a)
        theirs = methodcaller(name, library.write(b))(library.write(a))
        ends = {end for s in (a, b, ours) for low, _, high, _ in our_pieces(s) for end in (low, high) if end is not None}
        for point in (at for end in ends for at in (end - NEAR, end, end + NEAR)):
            assert in_days(ours, point) == (point in theirs)


# operations


@each_library
@pytest.mark.parametrize("name", OPERATIONS)
@given(a=sets, b=sets)
@example(a=OPEN_POINT, b=Range(2, 2, "d"))
def test_operations_agree(library: Opinion, name: str, a: AnySet, b: AnySet) -> None:
    """a ∪ b, a ∩ b and a ∖ b have the pieces that they have there, in the same order."""
    operation = methodcaller(name, b)
    assert our_pieces(operation(a)) == library.pieces(methodcaller(name, library.write(b))(library.write(a)))


@each_library
@given(a=sets, b=sets)
def test_symmetric_differences_agree(library: Opinion, a: AnySet, b: AnySet) -> None:
    """(a ∖ b) ∪ (b ∖ a) is the symmetric difference there; we have no operation of that name."""
    theirs = library.symmetric_difference(library.write(a), library.write(b))
    assert our_pieces(symmetric_difference(a, b)) == library.pieces(theirs)


@each_library
@given(a=sets)
def test_complements_agree(library: Opinion, a: AnySet) -> None:
    """What is not in a has the same pieces, unbounded ends left open."""
    assert our_pieces(a.complement()) == library.pieces(library.write(a).complement())


@each_library
@given(a=not_empty, b=sets)
def test_hulls_agree(library: Opinion, a: RangeSet, b: AnySet) -> None:
    """The smallest range that holds a and b has the same ends."""
    assert our_pieces(a.hull(b)) == library.pieces(library.hull(library.write(a, b)))


@each_library
@given(a=not_empty)
def test_gaps_agree(library: Opinion, a: RangeSet) -> None:
    """The gaps of a are its hull there without a."""
    theirs = library.write(a)
    assert our_pieces(a.gaps()) == library.pieces(library.hull(theirs).difference(theirs))


@each_library
@given(a=range_sets(allow_unbounded=False) | scattered_sets(allow_unbounded=False))
def test_lengths_agree(library: Opinion, a: RangeSet) -> None:
    """The measure of a bounded set is the sum of the lengths of its pieces there."""
    assert a.to("d").measure() == plain(library.length(library.write(a)))


Expression = tuple[Any, ...]


def expressions() -> st.SearchStrategy[Expression]:
    """Operations on operations on sets."""
    return st.recursive(
        sets.map(lambda s: (s,)),
        lambda inner: st.tuples(st.sampled_from(OPERATIONS), inner, inner) | st.tuples(st.just("complement"), inner),
        max_leaves=8,
    )


def evaluated(expression: Expression, write: Callable[[AnySet], Any]) -> Any:
    """The result of an expression, worked out by the library that writes its sets."""
    if len(expression) == 1:
        return write(expression[0])
    name, first, *rest = expression
    return methodcaller(name, *(evaluated(operand, write) for operand in rest))(evaluated(first, write))


@each_library
@given(expression=expressions())
def test_chains_of_operations_agree(library: Opinion, expression: Expression) -> None:
    """Any expression of unions, intersections, differences and complements comes to the same, each library working alone."""
    ours: AnySet = evaluated(expression, lambda s: s)
    assert our_pieces(ours) == library.pieces(evaluated(expression, library.write))


# comparisons


@each_library
@given(a=sets, b=sets)
def test_equality_agrees(library: Opinion, a: AnySet, b: AnySet) -> None:
    """a = b here exactly where it is so there, for drawn sets and for two ways of making one set."""
    assert (a == b) == (library.write(a) == library.write(b))
    assert library.write(a.union(b)) == library.write(b, a)


@each_library
@given(a=sets, b=sets)
def test_subsets_agree(library: Opinion, a: AnySet, b: AnySet) -> None:
    """a ⊆ b here exactly where it is so there, and a ∩ b ⊆ a in both."""
    ours, theirs = a.intersection(b), library.write(a.intersection(b))
    assert a.is_subset(b) == b.is_superset(a) == (library.write(a) in library.write(b))
    assert ours.is_subset(a)
    assert theirs in library.write(a)


@each_library
@given(a=sets, b=sets)
def test_disjointness_agrees(library: Opinion, a: AnySet, b: AnySet) -> None:
    """a ∩ b = ∅ here exactly where it is so there; overlapping is the opposite."""
    there = library.is_disjoint(library.write(a), library.write(b))
    assert a.is_disjoint(b) == there
    assert a.overlaps(b) != there


@each_library
@given(a=sets, b=sets)
def test_emptiness_agrees(library: Opinion, a: AnySet, b: AnySet) -> None:
    """a ∖ b = ∅ here exactly where it is so there, and a ∖ (a ∪ b) = ∅ in both."""
    one, two = library.write(a), library.write(b)
    assert a.difference(b).is_empty == library.is_empty(one.difference(two))
    assert a.difference(a.union(b)).is_empty
    assert library.is_empty(one.difference(one.union(two)))


@each_library
@given(a=not_empty | ranges(), b=not_empty | ranges())
def test_precedence_agrees(library: Opinion, a: AnySet, b: AnySet) -> None:
    """All of a lies below all of b here exactly where it does there, for a and b not empty."""
    assert a.precedes(b) == library.precedes(library.write(a), library.write(b))


@each_library
@given(a=ranges(), b=ranges())
@example(a=HALF_OPEN, b=Range(2, 3, "d"))
@example(a=HALF_OPEN, b=Range(2, 3, "d", low_closed=False))
def test_adjacency_of_ranges_agrees(library: Opinion, a: Range, b: Range) -> None:
    """Two ranges touch without sharing a number here exactly where they do there."""
    assert a.is_adjacent(b) == library.is_adjacent(library.write(a), library.write(b))


@each_library
@given(a=sets, b=sets)
def test_adjacency_of_sets_agrees(library: Opinion, a: AnySet, b: AnySet) -> None:
    """Two sets are adjacent here exactly where there they share nothing and pieces of theirs join in the union."""
    one, two = library.write(a), library.write(b)
    joined = len(library.pieces(one.union(two))) < len(library.pieces(one)) + len(library.pieces(two))
    assert a.is_adjacent(b) == (library.is_disjoint(one, two) and joined)


# single ranges, for which python-ranges has code of its own


@pytest.mark.parametrize("name", [*OPERATIONS, "symmetric_difference"])
@given(a=ranges(), b=ranges())
def test_operations_on_single_ranges_agree_with_python_ranges(name: str, a: Range, b: Range) -> None:
    """Two ranges alone give what they give there, where None is the empty set, and of a union two pieces."""
    ours = symmetric_difference(a, b) if name == "symmetric_difference" else methodcaller(name, b)(a)
    one, two = (PYTHON_RANGES.write_range(our_pieces(r)[0]) for r in (a, b))
    theirs = methodcaller(name, two)(one)
    if theirs is None:
        assert len(ours) == (2 if name == "union" else 0)
    else:
        assert our_pieces(ours) == PYTHON_RANGES.pieces(python_ranges.RangeSet(theirs))


@given(a=ranges(), b=ranges())
def test_comparisons_of_single_ranges_agree_with_python_ranges(a: Range, b: Range) -> None:
    """Two ranges alone are equal, within each other and disjoint exactly where they are so there."""
    one, two = (PYTHON_RANGES.write_range(our_pieces(r)[0]) for r in (a, b))
    assert (a == b) == (one == two)
    assert a.is_subset(b) == (one in two)
    assert a.is_disjoint(b) == one.isdisjoint(two)
