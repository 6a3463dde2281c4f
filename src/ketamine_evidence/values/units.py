"""Units: UCUM codes, their dimensions, and exact conversion.

A month is 30.4375 days and a year 365.25 days, as UCUM has them. A dose per kilogram of body weight and an absolute dose are
different dimensions: no body weight is ever assumed. So are counts, percentages and the points of a score, whose scale is the source's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import gcd, lcm
from types import MappingProxyType
from typing import NamedTuple

from ketamine_evidence.errors import DimensionError, UnitError, nearest
from ketamine_evidence.values.numbers import show


class Unit(NamedTuple):
    """A unit: its UCUM code, its dimension, and how many base units of the dimension it is, which is a whole number."""

    code: str
    dimension: str
    factor: Fraction


_DAY = Fraction(86_400)
_TIME = {
    "s": Fraction(1),
    "min": Fraction(60),
    "h": Fraction(3_600),
    "d": _DAY,
    "wk": 7 * _DAY,
    "mo": Fraction("30.4375") * _DAY,
    "a": Fraction("365.25") * _DAY,
}
_MASS = {"ng": Fraction(1, 10**9), "ug": Fraction(1, 10**6), "mg": Fraction(1, 1000), "g": Fraction(1), "kg": Fraction(1000)}


def _all_units() -> dict[str, Unit]:
    units = [Unit(code, "time", factor) for code, factor in _TIME.items()]
    units += [Unit(code, "dose", factor) for code, factor in _MASS.items()]
    units += [Unit("1", "count", Fraction(1)), Unit("%", "percentage", Fraction(1)), Unit("{score}", "score", Fraction(1))]
    units += [Unit(f"{mass}/mL", "concentration", factor) for mass, factor in _MASS.items()]
    units += [Unit(f"{mass}/mg", "mass fraction", factor * 1000) for mass, factor in _MASS.items() if factor <= _MASS["mg"]]
    for time, seconds in _TIME.items():
        units.append(Unit(f"/{time}", "frequency", 1 / seconds))
        units += [Unit(f"{mass}/{time}", "dose rate", factor / seconds) for mass, factor in _MASS.items()]
        units += [Unit(f"{mass}/kg/{time}", "dose rate per body weight", factor / seconds) for mass, factor in _MASS.items()]
    units += [Unit(f"{mass}/kg", "dose per body weight", factor) for mass, factor in _MASS.items()]
    return {unit.code: unit for unit in _in_base_units(units)}


def _in_base_units(units: Sequence[Unit]) -> Iterator[Unit]:
    """Choose for each dimension the largest base unit of which all its units are whole multiples, so that exact numbers are mostly whole."""
    factors: dict[str, list[Fraction]] = {}
    for unit in units:
        factors.setdefault(unit.dimension, []).append(unit.factor)
    parts = {dimension: lcm(*(factor.denominator for factor in some)) for dimension, some in factors.items()}
    bases = {
        dimension: Fraction(gcd(*(int(one * parts[dimension]) for one in some)), parts[dimension])
        for dimension, some in factors.items()
    }
    for unit in units:
        yield unit._replace(factor=unit.factor / bases[unit.dimension])


_UNITS = _all_units()
UNITS: Mapping[str, Unit] = MappingProxyType(_UNITS)
"""Every known unit by its UCUM code."""


def unit_of(code: str) -> Unit:
    """Look a unit up by its UCUM code.

    Examples:
        >>> unit_of("wk").dimension
        'time'

    Raises:
        UnitError: where the code is not known; it names the nearest.
    """
    try:
        return _UNITS[code]
    except (KeyError, TypeError):  # of another type, it may not even have a hash
        what = f"unknown unit: {code!r}" if code else "no unit given"
        raise UnitError(f"{what}; expected a UCUM code such as 'd', 'wk', 'mg/kg'{nearest(str(code), UNITS)}") from None


def convert(value: Fraction, unit: str, to: str) -> Fraction:
    """Convert a number exactly from one unit to another of the same dimension.

    Examples:
        >>> convert(Fraction(4), "wk", "d")
        Fraction(28, 1)

    Raises:
        DimensionError: where the units measure different things.
    """
    one, two = unit_of(unit), unit_of(to)
    if one is two:  # most ranges have both ends in one unit
        return value
    same_dimension(unit, to)
    return value * one.factor / two.factor


def same_dimension(unit: str, other: str) -> None:
    """Refuse two units of different dimensions, naming both.

    Raises:
        DimensionError: where the units measure different things.
    """
    one, two = unit_of(unit), unit_of(other)
    if one.dimension != two.dimension:
        raise DimensionError(
            f"{one.dimension} ({one.code}) and {two.dimension} ({two.code}) are different dimensions; "
            "put together only what measures the same thing"
        )


_VERY_MANY = 10_000
"""From how many of a unit nobody sees any more how long a time is."""


def natural_unit(value: Fraction, unit: str) -> str:
    """Give the largest unit of time in which a value is whole; its own unit where there is none, or for what is no time.

    A value that is whole only in a unit of which it has very many is given in the largest of which it has some, with up to three decimals.

    Examples:
        >>> natural_unit(Fraction(43830), "min"), natural_unit(Fraction("9.44"), "mo"), natural_unit(Fraction(1500), "mg")
        ('mo', 'mo', 'mg')
    """
    own = unit_of(unit)
    if own.dimension != "time" or value == 0:
        return unit
    found = {one: value * own.factor / one.factor for one in UNITS.values() if one.dimension == "time"}
    whole = max((one for one in found if found[one].denominator == 1), key=lambda one: one.factor, default=own)
    if abs(found[whole]) < _VERY_MANY:
        return whole.code
    short = (one for one in found if abs(found[one]) >= 1 and (found[one] * 1000).denominator == 1)
    return max(short, key=lambda one: one.factor, default=whole).code


def show_in_units(value: Fraction, unit: str) -> tuple[str, str]:
    """Write a value for people, with the unit it is best written in.

    That is its own unit, or, where it is no whole number there but is in larger ones, the largest of those.

    Examples:
        >>> show_in_units(Fraction("30.4375"), "d"), show_in_units(Fraction("0.5"), "h")
        (('1', 'mo'), ('0.5', 'h'))
    """
    natural = natural_unit(value, unit) if value.denominator != 1 else unit
    shown = unit if unit_of(natural).factor < unit_of(unit).factor else natural
    return show(convert(value, unit, shown)), shown
