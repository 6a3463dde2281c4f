"""Imprecise numbers and reported ranges: what they refuse, and how they are read. The laws are in `property/test_reported_laws.py`."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from fractions import Fraction

import attrs
import pytest

from ketamine_evidence import DimensionError, ImpreciseNumber, Range, RangeError, Reported, UnitError

WEEKS = ImpreciseNumber(4, 6, "wk")
INF = "\N{INFINITY}"


def test_an_imprecise_number_gives_its_readings() -> None:
    few = ImpreciseNumber(2, 5, "d")
    assert (few.least, few.most, few.unit, few.is_precise) == (2, 5, "d", False)
    assert few.readings == Range(2, 5, "d")
    assert few.least_in("h") == 48
    assert few.most_in("wk") == Fraction(5, 7)


def test_a_number_with_no_upper_reading() -> None:
    many = ImpreciseNumber(4, None, "wk")
    assert (many.most, many.most_in("d"), many.is_precise) == (None, None, False)
    assert many.readings == Range(4, None, "wk")


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (ImpreciseNumber(2, 5, "d"), "[2, 5] d"),
        (ImpreciseNumber(2, 2, "d"), "2 d"),
        (ImpreciseNumber(4, None, "wk"), f"[4, {INF}) wk"),
        (ImpreciseNumber(0.5, 0.5, "mg/kg"), "0.5 mg/kg"),
    ],
    ids=str,
)
def test_an_imprecise_number_is_shown_with_its_unit(number: ImpreciseNumber, shown: str) -> None:
    assert str(number) == shown
    assert repr(number) == f"<ImpreciseNumber {shown}>"


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (lambda: ImpreciseNumber(5, 2, "d"), RangeError, "reversed number: least 5 is above most 2 d; swap them"),
        (lambda: ImpreciseNumber(float("nan"), 2, "d"), RangeError, "not a number: NaN; leave out what is not known"),
        (
            lambda: ImpreciseNumber(1, 2, "day"),
            UnitError,
            "unknown unit: 'day'; expected a UCUM code such as 'd', 'wk', 'mg/kg'",
        ),
        (lambda: Reported("soon", None, None), RangeError, "no end given for 'soon'; give low or high"),
        (
            lambda: Reported("6 to 4 weeks", ImpreciseNumber(6, 6, "wk"), ImpreciseNumber(4, 4, "wk")),
            RangeError,
            "reversed range: in '6 to 4 weeks' low 6 wk is above high 4 wk; swap the ends",
        ),
        (
            lambda: Reported("4 weeks to 5 mg", ImpreciseNumber(4, 4, "wk"), ImpreciseNumber(5, 5, "mg")),
            DimensionError,
            "time (wk) and dose (mg) are different dimensions; put together only what measures the same thing",
        ),
        (
            lambda: Reported("up to -2", None, ImpreciseNumber(-2, -2, "1")),
            RangeError,
            "the high end of 'up to -2' is below zero and its low end is not stated; give low",
        ),
    ],
    ids=["reversed number", "nan", "unit", "no end", "reversed", "dimensions", "below zero"],
)
def test_what_cannot_be_is_refused(make: Callable[[], object], error: type[Exception], message: str) -> None:
    with pytest.raises(error) as raised:
        make()
    assert str(raised.value) == message


@pytest.mark.parametrize(
    ("reported", "outer", "inner"),
    [
        (Reported("x", WEEKS, ImpreciseNumber(8, 12, "wk")), "[4, 12] wk", "[6, 8] wk"),
        (Reported("x", WEEKS, WEEKS), "[4, 6] wk", "None"),
        (Reported("x", WEEKS, ImpreciseNumber(5, 9, "wk")), "[4, 9] wk", "None"),
        (Reported("x", WEEKS, ImpreciseNumber(6, 9, "wk")), "[4, 9] wk", "[6, 6] wk"),
        (Reported("x", None, WEEKS), "[0, 6] wk", "None"),
        (Reported("x", None, ImpreciseNumber(0, 0, "d")), "[0, 0] d", "[0, 0] d"),
        (Reported("x", None, ImpreciseNumber(-2, 3, "1")), "[0, 3] 1", "None"),
        (Reported("x", None, ImpreciseNumber(-2, None, "1")), f"[0, {INF}) 1", "None"),
        (Reported("x", ImpreciseNumber(3, 7, "d"), ImpreciseNumber(5, 5, "d")), "[3, 5] d", "[5, 5] d"),
        (Reported("x", ImpreciseNumber(0, 3, "d"), ImpreciseNumber(0, 1, "d")), "[0, 1] d", "None"),
        (Reported("x", ImpreciseNumber(3, None, "d"), ImpreciseNumber(5, 5, "d")), "[3, 5] d", "[5, 5] d"),
        (Reported("x", ImpreciseNumber(3, None, "d"), ImpreciseNumber(5, None, "d")), f"[3, {INF}) d", "None"),
        (
            Reported("x", ImpreciseNumber(3, 7, "d"), ImpreciseNumber(5, 5, "d"), unbounded_high=True),
            f"[3, {INF}) d",
            f"[7, {INF}) d",
        ),
        (Reported("x", WEEKS, None), f"[4, {INF}) wk", "None"),
        (Reported("x", WEEKS, None, unbounded_high=True), f"[4, {INF}) wk", f"[6, {INF}) wk"),
        (Reported("x", ImpreciseNumber(4, None, "wk"), None, unbounded_high=True), f"[4, {INF}) wk", "None"),
        (Reported("x", WEEKS, ImpreciseNumber(3, None, "mo")), f"[4, {INF}) wk", "[6 wk, 3 mo]"),
        (Reported("x", ImpreciseNumber(40, 40, "min"), ImpreciseNumber(1, 1, "h")), "[40, 60] min", "[40, 60] min"),
        (Reported("x", ImpreciseNumber(3, 3, "h"), ImpreciseNumber(2, 2, "d")), "[3 h, 2 d]", "[3 h, 2 d]"),
    ],
    ids=lambda value: value if isinstance(value, str) else "reported",
)
def test_outer_is_the_widest_reading_and_inner_what_all_share(reported: Reported, outer: str, inner: str) -> None:
    assert str(reported.outer) == outer
    assert str(reported.inner) == inner


@pytest.mark.parametrize(("low", "high"), [(WEEKS, None), (None, WEEKS), (WEEKS, WEEKS)])
def test_the_dimension_is_that_of_any_end(low: ImpreciseNumber | None, high: ImpreciseNumber | None) -> None:
    assert Reported("x", low, high).dimension == "time"


def test_a_reported_range_is_shown_by_its_phrase() -> None:
    reported = Reported("4 to 6 weeks", ImpreciseNumber(4, 4, "wk"), ImpreciseNumber(6, 6, "wk"))
    assert str(reported) == "4 to 6 weeks"
    assert repr(reported) == "<Reported '4 to 6 weeks' [4, 6] wk>"


def test_reported_ranges_are_values() -> None:
    reported = Reported("about 4 weeks or longer", WEEKS, None, unbounded_high=True, approximate=True, hedges=("often",))
    for again in (pickle.loads(pickle.dumps(reported)), copy.deepcopy(reported)):  # noqa: S301
        assert again == reported
        assert hash(again) == hash(reported)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        reported.text = "4 weeks"  # type: ignore[misc]
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        WEEKS.unit = "d"  # type: ignore[misc]
