"""Reported ranges: outer and inner.

Outer holds every reading of a reported range, inner what all readings share.
"""

from __future__ import annotations

import pickle
from fractions import Fraction
from itertools import product

from hypothesis import example, given
from hypothesis import strategies as st

from ketamine_evidence import ImpreciseNumber, Range, RangeSet, Reported
from ketamine_evidence.values.units import convert

from .strategies import TIME, imprecise_numbers, numbers, reported

BEYOND = 100
"""Days beyond every end that is drawn: what stands for no upper reading."""


def interpretations(stated: Reported) -> list[Range]:
    """Ranges, in days, that a reader may take a statement with both ends, or an open high one, to mean."""
    low = stated.low or stated.high
    high = stated.high or stated.low
    assert low is not None
    assert high is not None
    ends = [end for number in (low, high) for end in (number.least_in("d"), number.most_in("d"))]
    values = {Fraction(BEYOND) if end is None else end for end in ends}
    lows, highs = ([value for value in values if value in number.readings.to("d")] for number in (low, high))
    if stated.unbounded_high:
        return [Range(least, None, "d") for least in lows]
    return [Range(a, b, "d") for a, b in product(lows, highs) if a <= b]


def two_ended() -> st.SearchStrategy[Reported]:
    return reported().filter(lambda stated: stated.low is not None and stated.high is not None)


@given(reported())
def test_inner_is_a_subset_of_outer(stated: Reported) -> None:
    """inner ⊆ outer, or there is no inner."""
    assert stated.inner is None or stated.inner.is_subset(stated.outer)


@given(reported())
def test_every_interpretation_lies_in_outer(stated: Reported) -> None:
    """Any range that a reader may take the statement to mean is ⊆ outer."""
    assert all(reading.is_subset(stated.outer) for reading in interpretations(stated))


@given(reported())
def test_every_interpretation_holds_inner(stated: Reported) -> None:
    """inner ⊆ any range that a reader may take the statement to mean."""
    assert stated.inner is None or all(stated.inner.is_subset(reading) for reading in interpretations(stated))


@given(two_ended())
@example(Reported("several days to 5 days", ImpreciseNumber(3, 7, "d"), ImpreciseNumber(5, 5, "d")))
@example(Reported("up to 3 days to a day at most", ImpreciseNumber(0, 3, "d"), ImpreciseNumber(0, 1, "d")))
def test_inner_is_all_that_the_interpretations_share(stated: Reported) -> None:
    """inner = the intersection of all ranges that a reader may take two ends to mean, unless neither end has a greatest reading."""
    shared = RangeSet([Range(None, None, "d")])
    for reading in interpretations(stated):
        shared = shared.intersection(reading)
    assert stated.low is not None
    if stated.low.most is not None or (stated.high is not None and stated.high.most is not None and not stated.unbounded_high):
        assert shared == (RangeSet() if stated.inner is None else stated.inner)


@given(numbers(min_value=0), numbers(min_value=0), st.sampled_from(TIME), st.sampled_from(TIME))
def test_outer_and_inner_of_two_precise_ends_are_the_range_itself(one: Fraction, two: Fraction, unit: str, other: str) -> None:
    """With precise ends a and b, outer = inner = [a, b], also in two units."""
    low, high = (convert(end, "d", to) for end, to in zip(sorted((one, two)), (unit, other), strict=True))
    stated = Reported("stated", ImpreciseNumber(low, low, unit), ImpreciseNumber(high, high, other))
    assert stated.outer == stated.inner == Range(min(one, two), max(one, two), "d")


@given(imprecise_numbers(allow_unbounded=False))
def test_a_high_end_alone_reaches_from_zero(high: ImpreciseNumber) -> None:
    """A high end h alone: outer = [0, greatest reading of h]; inner = h where that is precise, else none."""
    stated = Reported("up to", None, high)
    assert stated.outer == Range(0, high.most_in("d"), "d")
    assert stated.inner == (high.readings if high.is_precise else None)


@given(imprecise_numbers())
def test_a_low_end_alone_has_no_bound_above(low: ImpreciseNumber) -> None:
    """A low end l alone: outer = [least reading of l, ∞); inner = l where that is precise, else none."""
    stated = Reported("at least", low, None)
    assert stated.outer == Range(low.least_in("d"), None, "d")
    assert stated.inner == (low.readings if low.is_precise else None)


@given(reported())
def test_outer_starts_at_the_least_of_the_low_end_or_at_zero(stated: Reported) -> None:
    """low(outer) = the least reading of the low end, 0 where none is stated."""
    expected = 0 if stated.low is None else stated.low.least_in("d")
    assert stated.outer.to("d")._low == expected


@given(reported())
def test_outer_ends_at_the_most_of_the_high_end(stated: Reported) -> None:
    """high(outer) = the greatest reading of the high end, and ∞ only where that has none, is not stated, or is "or longer"."""
    if stated.outer.high is not None:
        assert stated.high is not None
        assert stated.outer.to("d")._high == stated.high.most_in("d")
    else:
        assert stated.high is None or stated.high.most is None or stated.unbounded_high


@given(imprecise_numbers(), st.sampled_from(TIME))
def test_a_number_means_the_same_in_every_unit(number: ImpreciseNumber, unit: str) -> None:
    """An imprecise number in another unit has the same readings and is as precise."""
    again = ImpreciseNumber(number.least_in(unit), number.most_in(unit), unit)
    assert again.readings == number.readings
    assert again.is_precise == number.is_precise


@given(reported())
def test_a_reported_range_survives_pickling_and_can_be_shown(stated: Reported) -> None:
    """Pickled and read back, a reported range is the same and is printed with its text and outer range."""
    again = pickle.loads(pickle.dumps(stated))  # noqa: S301
    assert again == stated
    assert repr(again) == f"<Reported 'stated' {stated.outer}>"
