"""Numbers come in as exactly what they are written as, and go out as plain numbers."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from ketamine_evidence.errors import RangeError
from ketamine_evidence.values.numbers import Number, exact, meant, optional_exact, plain, show


@pytest.mark.parametrize(
    ("value", "fraction"),
    [
        (4, Fraction(4)),
        (-4, Fraction(-4)),
        (0.1, Fraction(1, 10)),
        (1e-7, Fraction(1, 10**7)),
        (1e22, Fraction(10**22)),
        (1e305, Fraction(10**305)),
        (Decimal("0.25"), Fraction(1, 4)),
        (Fraction(1, 3), Fraction(1, 3)),
        (np.float64(0.1), Fraction(1, 10)),
        (np.int64(4), Fraction(4)),
    ],
    ids=repr,
)
def test_a_number_is_taken_as_it_is_written(value: Number, fraction: Fraction) -> None:
    assert exact(value) == fraction
    assert type(exact(value)) is Fraction


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (float("nan"), "not a number: NaN; leave out what is not known"),
        (Decimal("NaN"), "not a number: NaN; leave out what is not known"),
        (Decimal("sNaN"), "not a number: NaN; leave out what is not known"),
        (float("inf"), "infinite end; write None for an unbounded end"),
        (float("-inf"), "infinite end; write None for an unbounded end"),
        (Decimal("Infinity"), "infinite end; write None for an unbounded end"),
        (10**400, "too large a number; write None for an unbounded end"),
        (-(10**400), "too large a number; write None for an unbounded end"),
        (Decimal("1e400"), "too large a number; write None for an unbounded end"),
        ("4", "expected a number, came '4' (str)"),
        (None, "expected a number, came None (NoneType)"),
        (True, "expected a number, came True (bool)"),
        (1j, "expected a number, came 1j (complex)"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_what_is_no_number_is_refused(value: Any, message: str) -> None:
    with pytest.raises(RangeError) as raised:
        exact(value)
    assert str(raised.value) == message


@pytest.mark.parametrize("kind", [np.int64, np.int32, np.uint8], ids=lambda kind: str(kind.__name__))
def test_a_whole_number_of_numpy_does_not_overflow_later(kind: Any) -> None:
    taken = exact(kind(200))
    assert taken * 604_800_000_000_000_000 == Fraction(200 * 604_800_000_000_000_000)
    assert type(plain(taken)) is int


def test_a_single_precision_float_is_taken_as_it_prints() -> None:
    assert exact(np.float32(0.1)) == Fraction(1, 10)  # type: ignore[arg-type]


def test_none_stays_none_where_a_number_may_be_missing() -> None:
    assert optional_exact(None) is None
    assert optional_exact(0.5) == Fraction(1, 2)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3", Fraction(3)),
        ("-3", Fraction(-3)),
        ("0", Fraction(0)),
        ("0.1", Fraction(1, 10)),
        ("0.25", Fraction(1, 4)),
        ("30.4375", Fraction(487, 16)),
        (str(487 / 112), Fraction(487, 112)),
        (str(1 / 3), Fraction(1, 3)),
        ("0.333", Fraction(333, 1000)),
        ("1e-07", Fraction(1, 10_000_000)),
        ("123456.789012", Fraction(123456789012, 1_000_000)),
        ("100000000000000000001", Fraction(100000000000000000001)),
    ],
)
def test_a_decimal_is_read_as_the_number_that_was_meant(text: str, number: Fraction) -> None:
    assert meant(text) == number


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "expected a decimal number, came ''"),
        ("three", "expected a decimal number, came 'three'"),
        ("1,5", "expected a decimal number, came '1,5'"),
        ("nan", "not a number: NaN; leave out what is not known"),
        ("inf", "infinite end; write None for an unbounded end"),
        ("1e999999999", "too large a number; write None for an unbounded end"),
    ],
)
def test_what_is_no_decimal_is_refused(text: str, message: str) -> None:
    with pytest.raises(RangeError) as raised:
        meant(text)
    assert str(raised.value) == message


def test_a_number_too_small_for_a_float_is_zero() -> None:
    assert exact(Decimal("1e-999999999")) == 0


@pytest.mark.parametrize(
    ("value", "number"), [(Fraction(6), 6), (Fraction(-6), -6), (Fraction(1, 4), 0.25), (Fraction(1, 3), 1 / 3)]
)
def test_an_exact_number_goes_out_as_int_where_whole_else_as_float(value: Fraction, number: float) -> None:
    assert plain(value) == number
    assert type(plain(value)) is type(number)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(6), "6"),
        (Fraction(-6), "-6"),
        (Fraction(1_000_000), "1000000"),
        (Fraction(1, 4), "0.25"),
        (Fraction(487, 112), "4.34821"),
        (Fraction(1, 10**7), "1e-07"),
    ],
)
def test_a_number_is_shown_whole_or_to_six_figures(value: Fraction, text: str) -> None:
    assert show(value) == text
