"""Reading one amount: a count and a unit, either of which may be left out and taken from its neighbour."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from ketamine_evidence.errors import UnitError
from ketamine_evidence.values.lexicon import Lexicon
from ketamine_evidence.values.units import UNITS, convert, unit_of
from ketamine_evidence.values.words import Token, WordCursor

LONGEST_NUMBER = 15
"""How many characters a number may have: what a float holds exactly."""
TIMES = frozenset(code for code, unit in UNITS.items() if unit.dimension == "time")


class Amount(NamedTuple):
    """A count and a unit as read, either of which may be missing."""

    token: Token
    least: Fraction | None
    most: Fraction | None
    unit: str | None
    vague: bool = False  # counted by a quantifier

    @property
    def is_bare_plural(self) -> bool:
        """Whether no count was read: "weeks"."""
        return self.least is None


class AmountReader(WordCursor):
    """A place in the words of a phrase, from which an amount can be read.

    Args:
        phrase: the phrase as it came.
        lexicon: what its words mean.
        counts: whether "daily" says how often rather than how far apart.
        signed: whether a number may have a minus sign.
    """

    def __init__(self, phrase: str, lexicon: Lexicon, *, counts: bool, signed: bool = False) -> None:
        super().__init__(phrase, lexicon)
        self.counts = counts
        self.signed = signed
        self.unbounded: bool = False

    def amount(self) -> Amount:
        """Read the amount that stands here, or say why there is none."""
        if self.at >= len(self.tokens):
            self.fail("expected an amount with a unit" if self.at else "it gives no quantity")
        token = self.tokens[self.at]
        if self.opens and (interval := self.interval()):
            return self._interval_amount(token, interval)
        if self.text() in self.lexicon.times:
            times = self.lexicon.times[self.next()]
            return Amount(token, times, times, self._per("1"))
        count = self._count()
        unit = self._unit()
        if count is None and unit is None:
            self.go(self.tokens.index(token))
            self.refuse()
        if count is None:
            return Amount(token, None, None, unit)
        least, most, vague = count
        if unit is not None and not vague and self.take("and_a_half"):
            least = most = _and_a_half(least)
        return Amount(token, least, most, unit, vague)

    def _interval_amount(self, token: Token, words: tuple[str, ...]) -> Amount:
        self.go(self.at + len(words))
        every = self.lexicon.intervals[words]
        if self.counts:
            often = convert(1 / every.least_in(every.unit), f"/{every.unit}", "/d")
            return Amount(token, often, often, "/d")
        return Amount(token, every.least_in(every.unit), every.most_in(every.unit), every.unit)

    def _count(self) -> tuple[Fraction, Fraction | None, bool] | None:
        article = self.take("articles")
        self.take("fillers")
        word = self.text()
        if word in self.lexicon.quantifiers:
            self.next()
            self.take("fillers")
            return (*self.lexicon.quantifiers[word], True)
        number = self._number()
        if number is None:
            return (Fraction(1), Fraction(1), False) if article else None
        if self.take("and_a_half"):
            number = _and_a_half(number)
        if self.take("unbounded"):  # "4 or more weeks"
            self.unbounded = True
        if self.text() == "-" and (self.text(1) in self.lexicon.units or self.text(1) == "to"):  # "5-day", "five- to six-week"
            self.next()
        return number, number, False

    def _number(self) -> Fraction | None:
        if self.signed and self._is_minus():
            self.next()
            number = self._unsigned()
            return None if number is None else -number
        return self._unsigned()

    def _is_minus(self) -> bool:
        """Whether a sign stands here: a dash with a number right after it."""
        here = self.tokens[self.at : self.at + 2]
        return [token.kind for token in here] == ["dash", "number"] and here[1].at == here[0].at + 1

    def _unsigned(self) -> Fraction | None:
        word = self.text()
        if self.at < len(self.tokens) and self.tokens[self.at].kind == "number":
            if len(word) > LONGEST_NUMBER:
                self.fail(f"a number of {len(word)} characters; write it shorter")
            whole, _, decimals = self.next().replace(",", "").partition(".")
            return Fraction(int(whole + decimals), 10 ** len(decimals)) if decimals else Fraction(int(whole))
        if word not in self.lexicon.numbers:
            return None
        value = self.lexicon.numbers[self.next()]
        hyphen = 1 if self.text() == "-" else 0
        ones = self.lexicon.numbers.get(self.text(hyphen), Fraction(0))
        if value >= 20 and 1 <= ones < 10:  # "twenty-four"
            self.go(self.at + hyphen + 1)
            return value + ones
        if value < 1:  # "half an hour"
            self.take("articles")
        return value

    def _unit(self) -> str | None:
        word = self.text()
        if word in self.lexicon.units:
            self.next()
            return self._per(self.lexicon.units[word])
        return self._per("1") if self.words("per") and self.lexicon.units.get(self.text(1)) in TIMES else None  # "2 per day"

    def _denominator(self) -> str | None:
        """Step over "per" and a unit, if they stand here, and give the unit."""
        back = self.at
        while self.take("fillers"):
            pass
        if self.take("per") and self.lexicon.units.get(self.text(), "1") != "1":
            return self.lexicon.units[self.next()]
        self.go(back)
        return None

    def _per(self, code: str) -> str:
        """Read "per kg", "/kg/hour", "a day", "daily" after a unit and give the whole UCUM code."""
        start = self.at
        while self.opens and (unit := self._denominator()):
            code += "/" + unit
        if self.opens and (words := self.interval()) and self.lexicon.intervals[words].least == 1:
            self.go(self.at + len(words))
            code += "/" + self.lexicon.intervals[words].unit
        code = code.removeprefix("1") if code != "1" else code
        try:
            unit_of(code)
        except UnitError as error:
            self.go(start if self.at > start else start - 1)
            self.fail(str(error))
        return code


def _and_a_half(number: Fraction) -> Fraction:
    """A half more, away from zero."""
    return number + Fraction(1, 2) if number >= 0 else number - Fraction(1, 2)
