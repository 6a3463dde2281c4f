"""Units convert exactly inside a dimension, never across; quantities are given in their own dimensions only."""

from __future__ import annotations

from fractions import Fraction
from math import gcd
from typing import Any

import pytest

from ketamine_evidence.errors import DimensionError, QueryError, UnitError
from ketamine_evidence.values.quantities import DIMENSIONS, PURE, SIGNED, Quantity, check_dimension, quantity_of
from ketamine_evidence.values.units import UNITS, convert, natural_unit, same_dimension, show_in_units, unit_of


@pytest.mark.parametrize(
    ("code", "dimension"),
    [
        *((code, "time") for code in ("s", "min", "h", "d", "wk", "mo", "a")),
        *((code, "dose") for code in ("ng", "ug", "mg", "g", "kg")),
        *((code, "dose per body weight") for code in ("mg/kg", "ug/kg")),
        *((code, "dose rate per body weight") for code in ("mg/kg/h", "ug/kg/min", "mg/kg/d")),
        *((code, "dose rate") for code in ("mg/h", "mg/d", "ug/min")),
        *((code, "concentration") for code in ("ng/mL", "mg/mL")),
        *((code, "mass fraction") for code in ("ng/mg", "mg/mg")),
        *((code, "frequency") for code in ("/d", "/wk", "/mo")),
        ("1", "count"),
        ("%", "percentage"),
        ("{score}", "score"),
    ],
)
def test_a_unit_has_its_dimension(code: str, dimension: str) -> None:
    assert unit_of(code).dimension == dimension
    assert unit_of(code).code == code


@pytest.mark.parametrize("code", ["s", "ng", "ng/kg", "ng/mL", "ng/mg", "1", "%", "{score}"])
def test_the_base_unit_of_a_dimension_is_one(code: str) -> None:
    assert unit_of(code).factor == 1


def test_every_unit_is_a_whole_number_of_base_units_and_none_larger_would_do() -> None:
    for dimension in {unit.dimension for unit in UNITS.values()}:
        factors = [unit.factor for unit in UNITS.values() if unit.dimension == dimension]
        assert all(factor.denominator == 1 for factor in factors)
        assert gcd(*(factor.numerator for factor in factors)) == 1


def test_units_cannot_be_added_from_outside() -> None:
    with pytest.raises(TypeError, match="does not support item assignment"):
        UNITS["stone"] = UNITS["kg"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("value", "unit", "to", "converted"),
    [
        (4, "wk", "d", 28),
        (1, "mo", "d", "30.4375"),
        (1, "a", "d", "365.25"),
        (12, "mo", "a", 1),
        (90, "min", "h", "1.5"),
        (30, "s", "min", "0.5"),
        (1, "mg", "ug", 1000),
        (2, "g", "mg", 2000),
        (1, "kg", "g", 1000),
        (500, "ug/kg", "mg/kg", "0.5"),
        (10, "ug/kg/min", "mg/kg/h", "0.6"),
        (24, "mg/d", "mg/h", 1),
        (7, "/wk", "/d", 1),
        (1, "/h", "/d", 24),
        (1, "ug/mL", "ng/mL", 1000),
        (1, "ng/mg", "ug/mg", "0.001"),
        (3, "1", "1", 3),
        (3, "%", "%", 3),
    ],
)
def test_conversion_is_exact_both_ways(value: int, unit: str, to: str, converted: int | str) -> None:
    assert convert(Fraction(value), unit, to) == Fraction(converted)
    assert convert(Fraction(converted), to, unit) == value


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("weeks", "unknown unit: 'weeks'; expected a UCUM code such as 'd', 'wk', 'mg/kg'"),
        ("mg/kg/hr", "unknown unit: 'mg/kg/hr'; expected a UCUM code such as 'd', 'wk', 'mg/kg'; did you mean 'mg/kg/h'?"),
        ("WK", "unknown unit: 'WK'; expected a UCUM code such as 'd', 'wk', 'mg/kg'"),
        ("", "no unit given; expected a UCUM code such as 'd', 'wk', 'mg/kg'"),
        (None, "no unit given; expected a UCUM code such as 'd', 'wk', 'mg/kg'"),
        (["d"], "unknown unit: ['d']; expected a UCUM code such as 'd', 'wk', 'mg/kg'"),
    ],
    ids=repr,
)
def test_an_unknown_unit_is_refused(code: Any, message: str) -> None:
    with pytest.raises(UnitError) as raised:
        unit_of(code)
    assert str(raised.value) == message


@pytest.mark.parametrize(
    ("unit", "other", "message"),
    [
        ("mg", "mg/kg", "dose (mg) and dose per body weight (mg/kg) are different dimensions"),
        ("d", "/d", "time (d) and frequency (/d) are different dimensions"),
        ("1", "%", "count (1) and percentage (%) are different dimensions"),
        ("1", "{score}", "count (1) and score ({score}) are different dimensions"),
        ("mg/h", "mg/kg/h", "dose rate (mg/h) and dose rate per body weight (mg/kg/h) are different dimensions"),
    ],
)
def test_dimensions_do_not_mix(unit: str, other: str, message: str) -> None:
    for refuse in (lambda: same_dimension(unit, other), lambda: convert(Fraction(1), unit, other)):
        with pytest.raises(DimensionError) as raised:
            refuse()
        assert str(raised.value) == f"{message}; put together only what measures the same thing"


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        ("3", "d", ("3", "d")),
        ("14", "d", ("14", "d")),
        ("0.5", "h", ("0.5", "h")),
        ("30.4375", "d", ("1", "mo")),
        ("365.25", "d", ("1", "a")),
        ("0", "d", ("0", "d")),
        ("0.25", "%", ("0.25", "%")),
    ],
)
def test_a_value_is_shown_in_its_own_unit_or_the_largest_in_which_it_is_whole(
    value: str, unit: str, shown: tuple[str, str]
) -> None:
    assert show_in_units(Fraction(value), unit) == shown


def test_every_quantity_has_dimensions_that_some_unit_has() -> None:
    known = {unit.dimension for unit in UNITS.values()}
    assert set(DIMENSIONS) == set(Quantity)
    assert all(dimensions and dimensions <= known for dimensions in DIMENSIONS.values())
    assert set(Quantity) >= SIGNED | PURE
    assert all("count" in DIMENSIONS[quantity] for quantity in PURE)  # a pure number has the unit of a count


@pytest.mark.parametrize("quantity", list(Quantity))
def test_a_quantity_is_known_by_its_name(quantity: Quantity) -> None:
    assert quantity_of(quantity.value) is quantity


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("relief_durations", "unknown quantity: 'relief_durations'; did you mean 'relief_duration'?"),
        ("Onset", "unknown quantity: 'Onset'; did you mean 'onset'?"),
        ("colour", "unknown quantity: 'colour'"),
        (None, "unknown quantity: None"),
    ],
    ids=repr,
)
def test_an_unknown_quantity_is_refused_and_the_nearest_named(name: Any, message: str) -> None:
    with pytest.raises(QueryError) as raised:
        quantity_of(name)
    assert str(raised.value) == message


@pytest.mark.parametrize(
    ("quantity", "unit"),
    [
        ("onset", "wk"),
        ("onset", "1"),
        ("dose", "mg"),
        ("dose", "mg/kg"),
        ("daily_dose", "mg/d"),
        ("doses_per_day", "/wk"),
        ("pain_score", "{score}"),
        ("effect_size", "{score}"),
        ("cut_off", "ng/mL"),
        ("cut_off", "ng/mg"),
        ("peak_level", "ng/mL"),
        ("relief_time_point", "wk"),
        ("incidence", "%"),
        ("patient_share", "1"),
        ("peak_level_time", "h"),
    ],
)
def test_a_quantity_takes_units_of_its_dimensions(quantity: str, unit: str) -> None:
    assert unit_of(unit).dimension in DIMENSIONS[quantity_of(quantity)]
    check_dimension(quantity_of(quantity), unit)


@pytest.mark.parametrize(
    ("quantity", "unit", "message"),
    [
        ("relief_duration", "mg", "relief_duration cannot be given as dose (mg); expected time"),
        ("dose", "mg/h", "dose cannot be given as dose rate (mg/h); expected dose or dose per body weight"),
        ("doses_per_day", "d", "doses_per_day cannot be given as time (d); expected frequency"),
        ("pain_score", "%", "pain_score cannot be given as percentage (%); expected score"),
        ("cut_off", "mg", "cut_off cannot be given as dose (mg); expected concentration or mass fraction"),
    ],
)
def test_a_quantity_refuses_other_dimensions(quantity: str, unit: str, message: str) -> None:
    with pytest.raises(DimensionError) as raised:
        check_dimension(quantity_of(quantity), unit)
    assert str(raised.value) == message


@pytest.mark.parametrize(
    ("value", "unit", "natural"),
    [
        ("43830", "min", "mo"),
        ("90", "min", "min"),
        ("60", "min", "h"),
        ("0.5", "h", "min"),
        ("12", "mo", "a"),
        ("-7", "d", "wk"),
        ("1/7", "s", "s"),
        ("1/7", "wk", "d"),
        ("0", "h", "h"),
        ("1500", "mg", "mg"),
        ("24", "/d", "/d"),
        ("9999", "s", "s"),
        ("9.44", "mo", "mo"),
        ("-9.44", "mo", "mo"),
        ("20505312", "s", "d"),
        ("10000", "s", "s"),
        ("10000.5", "s", "min"),
        ("1/7000000", "a", "a"),
    ],
)
def test_a_natural_unit_is_the_largest_unit_of_time_in_which_a_value_is_whole_and_not_very_many(
    value: str, unit: str, natural: str
) -> None:
    assert natural_unit(Fraction(value), unit) == natural


def test_an_unknown_unit_has_no_natural_one() -> None:
    with pytest.raises(UnitError) as raised:
        natural_unit(Fraction(1), "days")
    assert str(raised.value) == "unknown unit: 'days'; expected a UCUM code such as 'd', 'wk', 'mg/kg'"
