"""Exact numbers: how a number comes in, and how it is shown."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from fractions import Fraction
from numbers import Rational, Real

from ketamine_evidence.errors import RangeError

Number = int | float | Fraction | Decimal
"""What is taken as a number. A float stands for the decimal that it prints as: 0.1 is one tenth."""

_SMALL = 10_000
_LARGEST_EXPONENT = 400
_SURELY_A_FLOAT = 1_000
"""A number whose numerator has fewer bits is not too large for a float."""


def exact(value: Number) -> Fraction:
    """Take a number as the exact fraction that it is written as.

    Examples:
        >>> exact(0.1)
        Fraction(1, 10)

    Raises:
        RangeError: for NaN, an infinity, a number that no float holds, or what is no number.
    """
    fraction = value if type(value) is Fraction else _fraction(value)
    if fraction.numerator.bit_length() < _SURELY_A_FLOAT:
        return fraction
    try:
        float(fraction)
    except OverflowError:
        raise RangeError("too large a number; write None for an unbounded end") from None
    return fraction


def _fraction(value: Number) -> Fraction:
    """Take a number that is no fraction yet, whatever its size."""
    if type(value) is int:
        return Fraction(value)
    if isinstance(value, bool) or not isinstance(value, (Real, Decimal)):
        raise RangeError(f"expected a number, came {value!r} ({type(value).__name__})")
    if isinstance(value, Rational):
        return Fraction(int(value.numerator), int(value.denominator))
    decimal = Decimal(str(value))
    if decimal.is_nan():
        raise RangeError("not a number: NaN; leave out what is not known")
    if decimal.is_infinite():
        raise RangeError("infinite end; write None for an unbounded end")
    if abs(decimal.adjusted()) <= _LARGEST_EXPONENT:
        return Fraction(decimal)
    return Fraction(0 if decimal.adjusted() < 0 else 10**_LARGEST_EXPONENT)


def optional_exact(value: Number | None) -> Fraction | None:
    """Take a number, or None for none."""
    return None if value is None else exact(value)


def meant(text: str) -> Fraction:
    """Read a decimal as the exact number that was meant.

    That is the fraction with a small denominator that a float prints so, where there is one (one month in weeks is 487/112), else the
    decimal itself.

    Examples:
        >>> meant("4.348214285714286"), meant("0.1")
        (Fraction(487, 112), Fraction(1, 10))

    Raises:
        RangeError: for what is no decimal number, or one that no float holds.
    """
    try:
        decimal = exact(Decimal(text))
    except InvalidOperation:
        raise RangeError(f"expected a decimal number, came {text!r}") from None
    if decimal.denominator <= _SMALL:
        return decimal
    near = decimal.limit_denominator(_SMALL)
    return near if float(near) == float(decimal) else decimal


def plain(value: Fraction) -> int | float:
    """Give an exact number as an int where it is whole, else as the nearest float.

    Examples:
        >>> plain(Fraction(6)), plain(Fraction(1, 4))
        (6, 0.25)
    """
    return value.numerator if value.denominator == 1 else float(value)


def show(value: Fraction) -> str:
    """Write a number for people: whole numbers whole, others to six figures.

    Examples:
        >>> show(Fraction(487, 112))
        '4.34821'
    """
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.6g}"
