"""Ranges and sets of them: what a person would try. The laws are in `property/test_range_laws.py`."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest

from ketamine_evidence import DimensionError, Range, RangeError, RangeSet, UnitError

INF = "\N{INFINITY}"


def days(low: float | None, high: float | None, brackets: str = "[]") -> Range:
    return Range(low, high, "d", brackets[0] == "[", brackets[1] == "]")


def test_a_range_gives_its_ends_as_ordinary_numbers() -> None:
    r = Range(0.1, 0.3, "mg/kg")
    assert (r.low, r.high, r.unit, r.low_closed, r.high_closed) == (0.1, 0.3, "mg/kg", True, True)
    assert r.low is not None
    assert r.low + 1.5 == 1.6
    assert type(Range(4, 6.0, "wk").high) is int


def test_an_unbounded_end_is_none_and_open_however_it_is_given() -> None:
    r = Range(None, None, "d", low_closed=True, high_closed=True)
    assert (r.low, r.high, r.low_closed, r.high_closed) == (None, None, False, False)
    assert 10**30 in r
    assert -(10**30) in r


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (lambda: Range(6, 4, "wk"), RangeError, "reversed range: low 6 is above high 4 wk; swap the ends"),
        (
            lambda: Range(4, 4, "wk", low_closed=False),
            RangeError,
            "empty range: 4 wk with an open end; close both ends for a single value",
        ),
        (
            lambda: Range(4, 4, "wk", high_closed=False),
            RangeError,
            "empty range: 4 wk with an open end; close both ends for a single value",
        ),
        (lambda: Range(float("nan"), 4, "wk"), RangeError, "not a number: NaN; leave out what is not known"),
        (lambda: Range(4, float("inf"), "wk"), RangeError, "infinite end; write None for an unbounded end"),
        (lambda: Range("4", 6, "wk"), RangeError, "expected a number, came '4' (str)"),  # type: ignore[arg-type]
        (lambda: Range(4, 6, ""), UnitError, "no unit given; expected a UCUM code such as 'd', 'wk', 'mg/kg'"),
        (lambda: Range(4, 6, "weeks"), UnitError, "unknown unit: 'weeks'; expected a UCUM code such as 'd', 'wk', 'mg/kg'"),
        (
            lambda: Range(4, 6, "wk", high_unit="mg"),
            DimensionError,
            "time (wk) and dose (mg) are different dimensions; put together only what measures the same thing",
        ),
    ],
    ids=["reversed", "open low", "open high", "nan", "infinite", "text", "no unit", "unknown unit", "high unit"],
)
def test_a_range_that_cannot_be_is_refused(make: Callable[[], Range], error: type[Exception], message: str) -> None:
    with pytest.raises(error) as raised:
        make()
    assert str(raised.value) == message


def test_ranges_are_equal_and_hash_alike_across_units() -> None:
    assert Range(4, 6, "wk") == Range(28, 42, "d") == Range(672, 1008, "h")
    assert len({Range(4, 6, "wk"), Range(28, 42, "d"), RangeSet([Range(672, 1008, "h")])}) == 1
    assert Range(0.1, 0.3, "mg") == Range(Decimal(100), Fraction(300), "ug")
    assert Range(1, 1, "mo") == Range(30.4375, 30.4375, "d")


def test_unequal_ranges_hash_apart() -> None:
    assert len({hash(Range(0, high, "d")) for high in range(1, 101)}) > 90


@pytest.mark.parametrize(
    "other",
    [
        Range(4, 6, "d"),
        Range(4, 6, "wk", low_closed=False),
        Range(4, 6, "wk", high_closed=False),
        Range(4, None, "wk"),
        Range(4, 6, "mg"),
        RangeSet([], "wk"),
        (4, 6, "wk"),
        None,
    ],
    ids=repr,
)
def test_what_differs_is_not_equal(other: object) -> None:
    assert Range(4, 6, "wk") != other


def test_per_kilogram_and_absolute_doses_never_meet() -> None:
    with pytest.raises(DimensionError, match=r"^dose \(mg\) and dose per body weight \(mg/kg\) are different dimensions;"):
        Range(1, 2, "mg").union(Range(1, 2, "mg/kg"))


def test_to_gives_the_same_range_in_another_unit() -> None:
    converted = Range(4, None, "wk", low_closed=False).to("d")
    assert (converted.low, converted.high, converted.unit, converted.low_closed) == (28, None, "d", False)
    assert converted == Range(4, None, "wk", low_closed=False)
    assert Range(None, 1, "h").to("min") == Range(None, 60, "min")


@pytest.mark.parametrize("r", [Range(1, 2, "d"), Range(None, None, "d"), RangeSet([Range(1, 2, "d")])], ids=repr)
def test_to_refuses_another_dimension(r: Range | RangeSet) -> None:
    with pytest.raises(DimensionError) as raised:
        r.to("mg")
    assert str(raised.value) == "time (d) and dose (mg) are different dimensions; put together only what measures the same thing"


@pytest.mark.parametrize(
    ("brackets", "inside", "outside"),
    [("[]", [1, 1.5, 3], [0.999, 3.001]), ("()", [1.001, 2.999], [1, 3]), ("[)", [1, 2.999], [3]), ("(]", [1.001, 3], [1])],
)
def test_in_heeds_the_brackets(brackets: str, inside: list[float], outside: list[float]) -> None:
    r = days(1, 3, brackets)
    assert all(value in r for value in inside)
    assert not any(value in r for value in outside)


def test_in_takes_floats_as_they_are_written() -> None:
    assert 0.3 in Range(0.1, 0.3, "mg")
    assert 0.1 + 0.2 not in Range(0.1, 0.3, "mg")  # it prints as 0.30000000000000004


def test_in_takes_a_whole_range() -> None:
    assert Range(7, 14, "d") in Range(1, 4, "wk")
    assert Range(7, 35, "d") not in Range(1, 4, "wk")


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ("2", "expected a number, came '2' (str)"),
        (None, "expected a number, came None (NoneType)"),
        (True, "expected a number, came True (bool)"),
        (float("nan"), "not a number: NaN; leave out what is not known"),
    ],
    ids=repr,
)
def test_in_refuses_what_is_no_number(item: Any, message: str) -> None:
    for holder in (Range(1, 3, "d"), RangeSet()):
        with pytest.raises(RangeError) as raised:
            assert item in holder
        assert str(raised.value) == message


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (days(1, 3).intersection(days(2, 5)), "<RangeSet {[2, 3] d}>"),
        (days(1, 3, "[)").intersection(days(3, 5)), "<RangeSet {}>"),
        (days(1, 3).intersection(days(3, 5)), "<RangeSet {[3, 3] d}>"),
        (days(1, 2).union(days(3, 4)), "<RangeSet {[1, 2] d, [3, 4] d}>"),
        (days(1, 2, "[)").union(days(2, 3)), "<RangeSet {[1, 3] d}>"),
        (days(1, 2, "[)").union(days(2, 3, "(]")), "<RangeSet {[1, 2) d, (2, 3] d}>"),
        (days(1, 4).difference(days(2, 3)), "<RangeSet {[1, 2) d, (3, 4] d}>"),
        (days(1, 4).difference(days(None, None)), "<RangeSet {}>"),
        (days(1, 3, "[)").complement(), f"<RangeSet {{(-{INF}, 1) d, [3, {INF}) d}}>"),
        (days(None, None).complement(), "<RangeSet {}>"),
        (RangeSet([], "d").complement(), f"<RangeSet {{(-{INF}, {INF}) d}}>"),
        (days(1, 2).hull(Range(2, 3, "wk"), days(5, 6)), "<Range [1, 21] d>"),
        (days(1, 2).hull(), "<Range [1, 2] d>"),
        (RangeSet([days(1, 2), days(5, None)]).hull(), f"<Range [1, {INF}) d>"),
        (Range(1, 4, "wk").intersection(days(7, 14)), "<RangeSet {[1, 2] wk}>"),
    ],
)
def test_the_algebra_by_example(result: Range | RangeSet, expected: str) -> None:
    assert repr(result) == expected


def test_the_comparisons_by_example() -> None:
    week = Range(1, 1, "wk")
    assert week.is_subset(days(7, 8))
    assert days(7, 8).is_superset(week)
    assert not days(7, 8).is_subset(week)
    assert week.overlaps(days(7, 8))
    assert week.is_disjoint(days(7, 8, "(]"))


def test_operators_are_aliases() -> None:
    a, b = days(1, 3), days(2, 5)
    assert a & b == a.intersection(b)
    assert a | b == a.union(b)
    assert a - b == a.difference(b)
    assert ~a == a.complement()


@pytest.mark.parametrize(
    "name", ["intersection", "union", "difference", "hull", "is_subset", "is_superset", "is_disjoint", "overlaps"]
)
def test_operations_refuse_what_is_no_range(name: str) -> None:
    with pytest.raises(RangeError) as raised:
        getattr(days(1, 2), name)((3, 4))
    assert str(raised.value) == "expected a Range or a RangeSet, came tuple ((3, 4))"


@pytest.mark.parametrize(
    "name", ["intersection", "union", "difference", "hull", "is_subset", "is_superset", "is_disjoint", "overlaps"]
)
def test_operations_refuse_another_dimension_and_name_both(name: str) -> None:
    with pytest.raises(DimensionError, match=r"time .* dose|dose .* time"):
        getattr(days(1, 2), name)(Range(1, 2, "mg"))


@pytest.mark.parametrize(
    ("r", "shown"),
    [
        (Range(4, 6, "wk"), "[4, 6] wk"),
        (days(1, 2, "()"), "(1, 2) d"),
        (Range(24, None, "h"), f"[24, {INF}) h"),
        (Range(None, 24, "h"), f"(-{INF}, 24] h"),
        (Range(None, None, "h"), f"(-{INF}, {INF}) h"),
        (Range(3, Fraction(487, 16), "d"), "[3 d, 1 mo]"),
        (Range(0.5, 1.5, "h"), "[0.5, 1.5] h"),
        (Range(72, 840, "h", high_unit="wk"), "[72 h, 5 wk]"),
        (Range(None, 14, "d", high_unit="wk"), f"(-{INF}, 2] wk"),
    ],
    ids=str,
)
def test_a_range_shows_its_brackets(r: Range, shown: str) -> None:
    assert str(r) == shown
    assert repr(r) == f"<Range {shown}>"


def test_the_unit_of_the_high_end_is_for_printing_only() -> None:
    assert Range(72, 840, "h", high_unit="wk") == Range(72, 840, "h")
    assert Range(72, 840, "h", high_unit="wk").high == 840


def test_ranges_and_sets_are_frozen() -> None:
    r, s = days(1, 2), RangeSet([days(1, 2)])
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        r.unit = "h"
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        s.unit = "h"
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        del s.unit


@pytest.mark.parametrize(
    "value",
    [Range(0.1, None, "mg", low_closed=False), RangeSet([days(1, 2), Range(1, 2, "wk")]), RangeSet(), RangeSet([], "h")],
    ids=repr,
)
def test_ranges_and_sets_survive_pickling_and_copying(value: Range | RangeSet) -> None:
    for again in (pickle.loads(pickle.dumps(value)), copy.copy(value), copy.deepcopy(value)):  # noqa: S301
        assert again == value
        assert again.unit == value.unit
        assert repr(again) == repr(value)


def test_a_set_joins_and_orders_its_ranges() -> None:
    s = RangeSet([days(5, 6), days(1, 2), days(2, 3), Range(36, 60, "h")])
    assert list(s) == [days(1, 3), days(5, 6)]
    assert (len(s), s.unit, s.is_empty) == (2, "d", False)
    assert str(s) == "{[1, 3] d, [5, 6] d}"
    assert 2.5 in s
    assert 4 not in s


def test_a_set_takes_any_iterable_and_a_unit() -> None:
    s = RangeSet(iter([days(7, 14)]), unit="wk")
    assert repr(s) == "<RangeSet {[1, 2] wk}>"
    assert s == days(7, 14)
    assert repr(s.to("h")) == "<RangeSet {[168, 336] h}>"


def test_a_set_takes_sets_too() -> None:
    assert RangeSet([RangeSet([days(1, 2), days(3, 4)]), days(2, 3)]) == days(1, 4)


@pytest.mark.parametrize(
    "members", [[RangeSet()], [RangeSet(), days(1, 2)], [days(1, 2), RangeSet()]], ids=["alone", "first", "last"]
)
def test_an_empty_set_adds_nothing_to_a_set(members: list[Any]) -> None:
    assert list(RangeSet(members)) == [member for member in members if isinstance(member, Range)]


@pytest.mark.parametrize(
    ("ranges", "unit", "error", "message"),
    [
        (
            [Range(1, 2, "d"), Range(1, 2, "mg")],
            None,
            DimensionError,
            "time (d) and dose (mg) are different dimensions; put together only what measures the same thing",
        ),
        (
            [Range(1, 2, "d")],
            "mg",
            DimensionError,
            "dose (mg) and time (d) are different dimensions; put together only what measures the same thing",
        ),
        ([(1, 2)], None, RangeError, "expected a Range or a RangeSet, came tuple ((1, 2))"),
        ([], "weeks", UnitError, "unknown unit: 'weeks'; expected a UCUM code such as 'd', 'wk', 'mg/kg'"),
    ],
    ids=["mixed", "unit", "tuple", "unknown unit"],
)
def test_a_set_that_cannot_be_is_refused(ranges: list[Any], unit: str | None, error: type[Exception], message: str) -> None:
    with pytest.raises(error) as raised:
        RangeSet(ranges, unit)
    assert str(raised.value) == message


def test_the_empty_set() -> None:
    empty = RangeSet()
    assert (empty.is_empty, len(empty), list(empty), empty.unit) == (True, 0, [], None)
    assert empty == RangeSet([], "d") == RangeSet([], "mg")
    assert hash(empty) == hash(RangeSet([], "d"))
    assert 1 not in empty
    assert empty.union(days(1, 2)) == days(1, 2)
    assert empty.intersection(days(1, 2)).is_empty
    assert empty.is_subset(days(1, 2))
    assert empty.to("wk").unit == "wk"


def test_an_empty_set_has_no_hull() -> None:
    with pytest.raises(RangeError) as raised:
        RangeSet([], "d").hull(RangeSet())
    assert str(raised.value) == "an empty set has no hull"


def test_an_empty_set_without_a_unit_has_no_complement() -> None:
    with pytest.raises(RangeError) as raised:
        RangeSet().complement()
    assert str(raised.value) == "the complement of an empty set has no unit; give one: RangeSet([], unit='d')"


# clipping, gaps, length, precedence, adjacency, printing


@pytest.mark.parametrize(
    ("s", "low", "high", "shown"),
    [
        (Range(1, 5, "wk"), 2, None, "{[2, 5] wk}"),
        (Range(1, 5, "wk"), None, 2, "{[1, 2] wk}"),
        (Range(1, 5, "wk"), 2, 3, "{[2, 3] wk}"),
        (Range(1, 5, "wk"), None, None, "{[1, 5] wk}"),
        (days(1, 5, "()"), 0, 9, "{(1, 5) d}"),
        (days(1, 5), 5, 9, "{[5, 5] d}"),
        (days(1, 5, "[)"), 5, 9, "{}"),
        (days(1, None), None, 3, "{[1, 3] d}"),
        (RangeSet([days(1, 2), days(4, 6)]), 2, 5, "{[2, 2] d, [4, 5] d}"),
        (RangeSet([], "d"), 1, 2, "{}"),
    ],
    ids=str,
)
def test_clip_keeps_what_lies_between_two_numbers(s: Range | RangeSet, low: int | None, high: int | None, shown: str) -> None:
    clipped = s.clip(low, high)
    assert (type(clipped), clipped.unit, str(clipped)) == (RangeSet, s.unit, shown)


@pytest.mark.parametrize(
    ("clip", "message"),
    [
        (lambda: RangeSet().clip(1, 2), "an empty set has no unit to clip in; give one: RangeSet([], unit='d')"),
        (lambda: days(1, 5).clip(3, 2), "reversed range: low 3 is above high 2 d; swap the ends"),
        (lambda: days(1, 5).clip("2"), "expected a number, came '2' (str)"),  # type: ignore[arg-type]
    ],
    ids=["no unit", "reversed", "text"],
)
def test_clip_refuses_what_cannot_be(clip: Callable[[], RangeSet], message: str) -> None:
    with pytest.raises(RangeError) as raised:
        clip()
    assert str(raised.value) == message


@pytest.mark.parametrize(
    ("s", "shown", "unit"),
    [
        (RangeSet([days(1, 2), days(4, 5)]), "{(2, 4) d}", "d"),
        (RangeSet([days(1, 2, "[)"), days(4, 5, "(]"), Range(1, None, "wk")]), "{[2, 4] d, (5, 7) d}", "d"),
        (RangeSet([days(1, 2, "[)"), days(2, 3, "(]")]), "{[2, 2] d}", "d"),
        (days(1, 2), "{}", "d"),
        (RangeSet([], "h"), "{}", "h"),
        (RangeSet(), "{}", None),
    ],
    ids=str,
)
def test_gaps_are_what_lies_between_the_pieces(s: Range | RangeSet, shown: str, unit: str | None) -> None:
    assert (str(s.gaps()), s.gaps().unit) == (shown, unit)


@pytest.mark.parametrize(
    ("s", "length"),
    [
        (days(1, 4), 3),
        (days(1, 4, "()"), 3),
        (days(2, 2), 0),
        (days(-1, 1), 2),
        (Range(1, 2.5, "wk"), 1.5),
        (RangeSet([Range(1, 2, "wk"), days(28, 35)]), 2),
        (RangeSet([days(1, 3), days(2, 4)]), 3),
        (days(1, None), None),
        (days(None, 1), None),
        (RangeSet([days(1, 2), days(4, None)]), None),
        (RangeSet([], "d"), 0),
        (RangeSet(), 0),
    ],
    ids=str,
)
def test_measure_is_the_length_in_the_own_unit(s: Range | RangeSet, length: float | None) -> None:
    assert s.measure() == length


@pytest.mark.parametrize(
    ("one", "two", "precedes", "adjacent"),
    [
        (days(1, 2), days(3, 4), True, False),
        (days(1, 2), days(2, 3), False, False),
        (days(1, 2, "[)"), days(2, 3), True, True),
        (days(1, 2), days(2, 3, "(]"), True, True),
        (days(1, 2, "[)"), days(2, 3, "(]"), True, False),
        (days(1, 7, "[)"), Range(1, 2, "wk"), True, True),
        (days(None, 2), days(3, None), True, False),
        (days(1, None), days(3, None), False, False),
        (days(3, 4), days(1, 2), False, False),
        (days(2, 3), days(1, 2, "[)"), False, True),
        (RangeSet([days(1, 2), days(5, 6)]), days(3, 4), False, False),
        (RangeSet([days(1, 2, "[)"), days(5, 6)]), days(2, 3), False, True),
        (RangeSet([days(1, 2, "[)"), days(5, 6)]), days(2, 5), False, False),
        (days(None, None), days(1, 2), False, False),
        (RangeSet(), days(1, 2), True, False),
        (days(1, 2), RangeSet([], "h"), True, False),
        (RangeSet(), RangeSet(), True, False),
    ],
    ids=str,
)
def test_precedence_and_adjacency_by_example(
    one: Range | RangeSet,
    two: Range | RangeSet,
    precedes: bool,  # noqa: FBT001
    adjacent: bool,  # noqa: FBT001
) -> None:
    assert one.precedes(two) is precedes
    assert two.follows(one) is precedes
    assert one.is_adjacent(two) is two.is_adjacent(one) is adjacent


@pytest.mark.parametrize("name", ["precedes", "follows", "is_adjacent"])
@pytest.mark.parametrize(
    ("other", "error", "message"),
    [
        (5, RangeError, "expected a Range or a RangeSet, came int (5)"),
        (
            Range(1, 2, "mg"),
            DimensionError,
            "time (d) and dose (mg) are different dimensions; put together only what measures the same thing",
        ),
    ],
    ids=["number", "dimension"],
)
def test_precedence_and_adjacency_refuse_what_cannot_be_compared(
    name: str, other: Any, error: type[Exception], message: str
) -> None:
    with pytest.raises(error) as raised:
        getattr(days(1, 2), name)(other)
    if name == "follows" and error is DimensionError:
        message = message.replace("time (d) and dose (mg)", "dose (mg) and time (d)")
    assert str(raised.value) == message


@pytest.mark.parametrize(
    ("r", "shown"),
    [
        (Range(120, 43830, "min"), "[2 h, 1 mo]"),
        (days(7, 14), "[1, 2] wk"),
        (days(0, 7), "[0, 1] wk"),
        (Range(0, 90, "min"), "[0, 90] min"),
        (Range(0.5, 1, "h"), "[30 min, 1 h]"),
        (days(-14, 0), "[-2, 0] wk"),
        (days(14, None), f"[2, {INF}) wk"),
        (days(None, 14), f"(-{INF}, 2] wk"),
        (days(None, None), f"(-{INF}, {INF}) d"),
        (days(0, None), f"[0, {INF}) d"),
        (days(7, 10, "(]"), "(1 wk, 10 d]"),
        (days(7, 14, "[)"), "[1, 2) wk"),
        (Range(Fraction(1, 7), Fraction(1, 3), "s"), "[0.142857, 0.333333] s"),
        (Range(1000, 2000, "mg"), "[1000, 2000] mg"),
        (Range(24, 168, "h", high_unit="d"), "[1 d, 1 wk]"),
    ],
    ids=str,
)
def test_natural_units_print_each_end_in_the_largest_in_which_it_is_whole(r: Range, shown: str) -> None:
    natural = r.in_natural_units()
    assert str(natural) == shown
    assert natural == r
