"""Readings, distances and places in words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction

from ketamine_evidence.errors import count
from ketamine_evidence.records.evidence import Claim, Term
from ketamine_evidence.values.numbers import exact, show
from ketamine_evidence.values.ranges import Range
from ketamine_evidence.values.reported import ImpreciseNumber
from ketamine_evidence.values.units import UNITS, convert, natural_unit, show_in_units

_UNITS: Mapping[str, str] = {
    "s": "second", "min": "minute", "h": "hour", "d": "day", "wk": "week", "mo": "month", "a": "year", "{score}": "point",
}  # fmt: skip
"""The units that have a word; others are written as they are."""
_TAKEN_IN = 100


def reading(one: Range) -> str:
    """Write a reading in words.

    Examples:
        >>> reading(Range(3, 35, "d", high_unit="wk")), reading(Range(12, 12, "wk")), reading(Range(3, None, "mo"))
        ('3 days to 5 weeks', '12 weeks', '3 months or more')
    """
    ends = [(one.low, one.unit), (one.high, one.high_unit or one.unit)]
    low, high = (
        None if end is None else show_in_units(convert(exact(end), one.unit, unit), unit) for end, unit in ends
    )  # fmt: skip
    if low is None or high is None:
        return f"{amount(*(low or high or ('any', '1')))} or {'more' if low else 'less'}"
    if low == high:
        return amount(*low)
    return f"{low[0]} to {amount(*high)}" if low[1] == high[1] else f"{amount(*low)} to {amount(*high)}"


def imprecise(one: ImpreciseNumber) -> str:
    """Write an imprecise number in words.

    Examples:
        >>> imprecise(ImpreciseNumber(3, 7, "h")), imprecise(ImpreciseNumber(6, 6, "wk")), imprecise(ImpreciseNumber(4, None, "1"))
        ('3 to 7 hours', '6 weeks', '4 or more')
    """
    return reading(Range(one.least, one.most, one.unit))


def amount(number: str, unit: str) -> str:
    """Write a number with its unit.

    Examples:
        >>> amount("1", "wk"), amount("2", "wk"), amount("0.5", "mg/kg"), amount("6", "1")
        ('1 week', '2 weeks', '0.5 mg/kg', '6')
    """
    word = _UNITS.get(unit)
    if word is not None:
        return f"{number} {word if number in {'1', '-1'} else f'{word}s'}"
    return number if unit == "1" else f"{number} {unit}"


def distance(apart: float, unit: str) -> str:
    """Write a distance in a unit in which it is a number that people take in, where there is one; else to three figures.

    Examples:
        >>> distance(20505312, "s"), distance(18, "d"), distance(1008, "min"), distance(0.5, "mg/kg")
        ('about 7.8 months', '18 days', '16.8 hours', '0.5 mg/kg')
    """
    value = exact(apart)
    natural = natural_unit(value, unit)
    whole = convert(value, unit, natural)
    if whole.denominator == 1 and whole <= _TAKEN_IN:
        return amount(show(whole), natural)
    known = [one for one in UNITS.values() if one.dimension == UNITS[unit].dimension == "time"]
    fitting = [one.code for one in sorted(known, key=lambda one: one.factor) if convert(value, unit, one.code) >= 1]
    shown = convert(value, unit, fitting[-1]) if fitting else value
    rounded = Fraction(f"{float(shown):.3g}")
    return f"{'' if rounded == shown else 'about '}{amount(show(rounded), fitting[-1] if fitting else unit)}"


def words_read(phrase: str, terms: Mapping[tuple[str, str], Term]) -> Sequence[Term]:
    """The reading conventions for single words that a phrase has.

    Examples:
        >>> few = Term(scheme="lexicon", id="few", label="few", definition="2 to 5")
        >>> words_read("a few weeks", {("lexicon", "few"): few}) == [few]
        True
    """
    words = re.findall(r"[a-z]+", phrase.lower())
    return [terms["lexicon", word] for word in dict.fromkeys(words) if ("lexicon", word) in terms]


def place(claim: Claim) -> str:
    """Where in its source a claim was read, in short.

    Examples:
        >>> import ketamine_evidence as ke
        >>> place(ke.load("0.1.0")["biologyinsights-infusion.r004"])
        'characters 1559 to 1670'
    """
    where = claim.locator
    return f"characters {where.start} to {where.end}" if where.start is not None else where.section or "place not stated"


def tally(numbers: Mapping[str, int]) -> str:
    """Say how many there are of each kind, leaving out what there is none of.

    Examples:
        >>> tally({"claim": 1, "source": 2, "trace": 0})
        '1 claim, 2 sources'
    """
    return ", ".join(count(number, noun) for noun, number in numbers.items() if number) or "none"
