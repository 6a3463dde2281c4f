"""Where other libraries differ, by design.

Each difference is shown, on both sides, with `portion` and `python-ranges` as they are called by their users. Should a release
of theirs take one back, its test fails here, and the list in `docs/explanation/limits.md` is to be changed.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import portion  # type: ignore[import-untyped]
import pytest
import ranges as python_ranges
from hypothesis import assume, given
from hypothesis import strategies as st

from ketamine_evidence import DimensionError, Range, RangeError, RangeSet

from .opinions import PORTION, PYTHON_RANGES, AnySet, our_pieces
from .strategies import TIME, numbers, range_sets, ranges, scattered_sets

# units


@given(ranges(allow_unbounded=False), st.sampled_from(TIME))
def test_units_are_known_here_alone(r: Range, unit: str) -> None:
    """A range in another unit is the same range here; there its ends are other numbers."""
    other = r.to(unit)
    assert r == other
    same_ends = (r._low, r._high) == (other._low, other._high)
    bare = [(one._low, one._high) for one in (r, other)]
    assert (portion.closed(*bare[0]) == portion.closed(*bare[1])) == same_ends
    assert (python_ranges.Range(*bare[0]) == python_ranges.Range(*bare[1])) == same_ends


def test_mixed_dimensions_are_refused_here_alone() -> None:
    """Days and milligrams have no union here; there both are numbers."""
    message = r"^time \(d\) and dose \(mg\) are different dimensions; put together only what measures the same thing$"
    with pytest.raises(DimensionError, match=message):
        Range(1, 2, "d").union(Range(2, 3, "mg"))
    assert portion.closed(1, 2) | portion.closed(2, 3) == portion.closed(1, 3)
    assert python_ranges.Range(1, 2).union(python_ranges.Range(2, 3)) == python_ranges.Range(1, 3)


# ends


@given(numbers(), numbers())
def test_reversed_ends_are_refused_here_and_by_python_ranges_and_empty_in_portion(one: Fraction, two: Fraction) -> None:
    """A low end above the high one is an error here and in python-ranges, and the empty set in portion."""
    assume(one != two)
    low, high = max(one, two), min(one, two)
    with pytest.raises(RangeError, match=r"^reversed range: low .* is above high .* d; swap the ends$"):
        Range(low, high, "d")
    with pytest.raises(ValueError, match=r"^start must be less than or equal to end$"):
        python_ranges.Range(low, high)
    assert portion.closed(low, high) == portion.empty()


@given(numbers(), numbers())
def test_the_high_end_belongs_here_and_not_in_python_ranges_unless_told(one: Fraction, two: Fraction) -> None:
    """`Range(a, b)` is closed here and half open in python-ranges; portion names no default."""
    assume(one != two)
    low, high = sorted((one, two))
    assert high in Range(low, high, "d")
    assert high not in python_ranges.Range(low, high)
    assert PYTHON_RANGES.write(Range(low, high, "d", high_closed=False)) == python_ranges.Range(low, high)


@given(numbers())
def test_a_range_from_a_number_to_itself_is_that_number_here_and_empty_in_python_ranges(x: Fraction) -> None:
    """`Range(x, x)` holds x here and nothing in python-ranges; `portion.closed(x, x)` is as here."""
    assert x in Range(x, x, "d")
    assert python_ranges.Range(x, x).isempty()
    assert x not in python_ranges.Range(x, x)
    assert x in portion.closed(x, x)


@given(numbers(), st.booleans())
def test_a_single_value_with_an_open_end_is_refused_here_and_empty_there(x: Fraction, low_closed: bool) -> None:  # noqa: FBT001
    """[x, x) and (x, x] are an error here, the empty set in portion and an empty range in python-ranges."""
    with pytest.raises(RangeError, match=r"^empty range: .* d with an open end; close both ends for a single value$"):
        Range(x, x, "d", low_closed, not low_closed)
    assert (portion.closedopen(x, x) if low_closed else portion.openclosed(x, x)) == portion.empty()
    assert python_ranges.Range(x, x, include_start=low_closed, include_end=not low_closed).isempty()


# infinity


def test_infinity_is_no_number_here_and_one_in_python_ranges() -> None:
    """An unbounded end is None here and never belongs; python-ranges has infinities, and the lower one belongs to `Range()`."""
    everything = Range(None, None, "d", low_closed=True, high_closed=True)
    assert (everything.low_closed, everything.high_closed) == (False, False)
    for infinity in (math.inf, -math.inf):
        with pytest.raises(RangeError, match=r"^infinite end; write None for an unbounded end$"):
            Range(infinity, None, "d")
        with pytest.raises(RangeError, match=r"^infinite end; write None for an unbounded end$"):
            assert infinity in everything
    assert -math.inf in python_ranges.Range()
    assert math.inf not in python_ranges.Range()
    assert math.inf in python_ranges.Range(include_end=True)


def test_infinity_of_portion_is_always_open_and_a_floats_is_a_number_to_it() -> None:
    """`portion.inf` never belongs, as here; `math.inf` is to portion an end like another, and may belong."""
    assert portion.closed(-portion.inf, portion.inf) == portion.open(-portion.inf, portion.inf)
    assert portion.inf not in portion.closed(0, portion.inf)
    assert math.inf in portion.closed(0, math.inf)
    assert portion.closed(0, math.inf) != portion.closed(0, portion.inf)


@given(numbers())
def test_a_complement_may_hold_infinity_alone_in_python_ranges(x: Fraction) -> None:
    """Without (−∞, x] there is (x, ∞) here, and in python-ranges also the lower infinity, where it was left out."""
    below = Range(None, x, "d")
    assert our_pieces(below.complement()) == [(x, False, None, False)]
    theirs = python_ranges.Range(end=x, include_start=False, include_end=True).complement()
    infinity = python_ranges.Range(-python_ranges.Inf, -python_ranges.Inf, include_end=True)
    assert theirs.ranges() == [infinity, python_ranges.Range(start=x, include_start=False)]
    assert PORTION.write(below).complement() == portion.open(x, portion.inf)


# what a number is


def test_what_is_not_a_number_is_refused_here_alone() -> None:
    """NaN as an end is an error here; it makes the empty set in portion, and in python-ranges a range that is neither empty nor holds 2."""
    with pytest.raises(RangeError, match=r"^not a number: NaN; leave out what is not known$"):
        Range(1, math.nan, "d")
    assert portion.closed(1, math.nan) == portion.empty()
    theirs = python_ranges.Range(1, math.nan)
    assert 2 not in theirs
    assert not theirs.isempty()


def test_whether_what_is_not_a_number_belongs_is_refused_here_and_answered_there() -> None:
    """NaN ∈ [0, 1] is an error here and false in python-ranges; portion's answer depends on its release, and is not held here."""
    not_a_number = math.nan
    with pytest.raises(RangeError, match=r"^not a number: NaN; leave out what is not known$"):
        assert not_a_number in Range(0, 1, "d")
    assert not_a_number not in python_ranges.Range(0, 1)


def test_ends_are_numbers_here_and_anything_ordered_there() -> None:
    """Texts are an error here, and ends like others there."""
    letters: tuple[Any, Any] = ("a", "c")
    with pytest.raises(RangeError, match=r"^expected a number, came 'a' \(str\)$"):
        Range(*letters, "d")
    assert "b" in portion.closed(*letters)
    assert "b" in python_ranges.Range(*letters)


def test_a_float_is_the_decimal_it_prints_as_here_alone() -> None:
    """0.1 is one tenth here; there it is the binary number, which is a little more."""
    tenth = Fraction(1, 10)
    assert tenth in Range(0.1, 1, "d")
    assert tenth not in portion.closed(0.1, 1)
    assert tenth not in python_ranges.Range(0.1, 1)


# the empty set


@given(numbers(), ranges())
def test_there_is_one_empty_set_here_and_in_portion_and_many_empty_ranges_in_python_ranges(x: Fraction, r: Range) -> None:
    """∅ is equal to itself and within every set here and in portion; an empty range there has a place and is like no other."""
    assert RangeSet([], "d") == RangeSet([], "h") == RangeSet()
    assert RangeSet() in r
    assert portion.empty() in PORTION.write(r)
    one, other = python_ranges.Range(x, x), python_ranges.Range(x + 1, x + 1)
    assert one.isempty()
    assert other.isempty()
    assert one != other
    assert other not in python_ranges.Range(x - 1, x)
    assert python_ranges.RangeSet() in python_ranges.Range(x - 1, x)


@given(numbers())
def test_a_set_has_no_empty_pieces_here_and_may_have_them_in_python_ranges(x: Fraction) -> None:
    """What python-ranges keeps of an empty range is a piece, so that its set is empty and yet not equal to the empty set."""
    kept = python_ranges.RangeSet(python_ranges.Range(x, x))
    assert kept.isempty()
    assert len(kept.ranges()) == 1
    assert kept != python_ranges.RangeSet()
    point = Range(x, x, "d")
    assert list(point.difference(point)) == []
    assert point.difference(point) == RangeSet()


def test_the_empty_set_has_no_hull_here_and_is_its_own_in_portion() -> None:
    """The hull of ∅ is an error here and ∅ in portion; python-ranges has no hull."""
    with pytest.raises(RangeError, match=r"^an empty set has no hull$"):
        RangeSet([], "d").hull()
    assert portion.empty().enclosure == portion.empty()
    names = {name for kind in (python_ranges.Range, python_ranges.RangeSet) for name in dir(kind)}
    assert names.isdisjoint({"hull", "enclosure", "span", "convex_hull"})


def test_the_complement_of_an_empty_set_needs_a_unit_here() -> None:
    """Everything has a unit here: the complement of ∅ is refused where it has none, and everything there."""
    with pytest.raises(RangeError, match=r"^the complement of an empty set has no unit; give one: RangeSet\(\[\], unit='d'\)$"):
        RangeSet().complement()
    assert RangeSet([], "d").complement() == Range(None, None, "d")
    assert portion.empty().complement() == portion.open(-portion.inf, portion.inf)
    assert python_ranges.RangeSet().complement() == python_ranges.Range()


# results


def test_the_symmetric_difference_is_an_operation_in_python_ranges_alone() -> None:
    """Here and in portion it is the union of two differences."""
    ours, theirs = Range(1, 3, "d"), portion.closed(1, 3)
    assert not hasattr(ours, "symmetric_difference")
    assert not hasattr(theirs, "symmetric_difference")
    changed = python_ranges.Range(1, 3).symmetric_difference(python_ranges.Range(2, 4))
    assert changed == python_ranges.RangeSet(python_ranges.Range(1, 2), python_ranges.Range(3, 4))


@given(ranges(), ranges())
def test_single_ranges_without_a_result_give_none_in_python_ranges(a: Range, b: Range) -> None:
    """Where a ∩ b = ∅, python-ranges gives None for two single ranges; and None for their union, where it has two pieces."""
    one, two = (PYTHON_RANGES.write_range(our_pieces(r)[0]) for r in (a, b))
    assert (one.intersection(two) is None) == a.intersection(b).is_empty
    assert (one.union(two) is None) == (len(a.union(b)) == 2)


@given(ranges())
def test_a_range_and_the_set_of_it_hash_alike_here_and_not_in_python_ranges(r: Range) -> None:
    """{r} = r in both; their hashes agree here, so that either finds the other in a dict."""
    assert RangeSet([r]) == r
    ours: dict[AnySet, str] = {r: "found"}
    assert ours[RangeSet([r])] == "found"
    one = PYTHON_RANGES.write_range(our_pieces(r)[0])
    theirs: dict[Any, str] = {one: "found"}
    assert python_ranges.RangeSet(one) == one
    assert python_ranges.RangeSet(one) not in theirs


def test_sets_do_not_change_here_and_do_in_python_ranges() -> None:
    """Here a union is a new set; a set of python-ranges grows in place, and its hash with it."""
    ours = RangeSet([Range(1, 2, "d")])
    ours.union(Range(3, 4, "d"))
    assert list(ours) == [Range(1, 2, "d")]
    assert not hasattr(ours, "add")
    theirs = python_ranges.RangeSet(python_ranges.Range(1, 2))
    before = hash(theirs)
    theirs.add(python_ranges.Range(3, 4))
    assert len(theirs.ranges()) == 2
    assert hash(theirs) != before


# order and neighbourhood


@given(range_sets(min_size=1) | scattered_sets())
def test_the_empty_set_precedes_everything_here_and_nothing_in_portion(a: RangeSet) -> None:
    """∅ lies below and above every set here; in portion neither, as its `<` is false wherever one side is empty."""
    assert RangeSet().precedes(a)
    assert RangeSet().follows(a)
    theirs = PORTION.write(a)
    assert not portion.empty() < theirs
    assert not portion.empty() > theirs


def test_less_than_sorts_ranges_by_their_ends_in_python_ranges_and_is_not_defined_here() -> None:
    """[1, 5) < [2, 3) in python-ranges, which sorts; in portion `<` is precedence; here there is `precedes` and no `<`."""
    one, two = Range(1, 5, "d", high_closed=False), Range(2, 3, "d", high_closed=False)
    assert not one.precedes(two)
    with pytest.raises(TypeError, match=r"^'<' not supported between instances of 'Range' and 'Range'$"):
        assert one < two  # type: ignore[operator]
    assert not portion.closedopen(1, 5) < portion.closedopen(2, 3)
    assert python_ranges.Range(1, 5) < python_ranges.Range(2, 3)


def test_sets_are_adjacent_at_one_place_here_and_only_without_any_gap_in_portion() -> None:
    """[1, 2] ∪ [5, 6] is adjacent to (2, 3) here; portion asks that the union of both have one piece."""
    ours, theirs = RangeSet([Range(1, 2, "d"), Range(5, 6, "d")]), portion.closed(1, 2) | portion.closed(5, 6)
    assert ours.is_adjacent(Range(2, 3, "d", low_closed=False, high_closed=False))
    assert not theirs.adjacent(portion.open(2, 3))
    assert ours.is_adjacent(ours.gaps())
    assert theirs.adjacent(portion.open(2, 5))
