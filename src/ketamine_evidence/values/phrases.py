"""Reading a phrase: from "several days to a few weeks" to a `Reported`.

The grammar is small. A phrase is words before, one end or two joined by "to", a dash or "between … and …", and words after. An
end is an amount, or two joined by "or". An amount is a count and a unit, either of which may be left out and taken from its
neighbour. What the words mean stands in the lexicon. A word that is not in it raises: nothing is guessed.
"""

from __future__ import annotations

from fractions import Fraction

from ketamine_evidence.errors import PhraseError, RangeError
from ketamine_evidence.values.amounts import Amount, AmountReader
from ketamine_evidence.values.lexicon import DEFAULT, Lexicon
from ketamine_evidence.values.quantities import DIMENSIONS, PURE, SIGNED, Quantity, check_dimension, quantity_of
from ketamine_evidence.values.reported import ImpreciseNumber, Reported
from ketamine_evidence.values.units import convert, unit_of

LONGEST = 1_000
"""How many characters a phrase may have."""


def parse_range(phrase: str, *, quantity: str | None = None, lexicon: Lexicon = DEFAULT) -> Reported:
    """Read a short phrase that gives one quantity.

    Args:
        phrase: the phrase as printed: a figure, not a sentence.
        quantity: what it measures, such as "relief_duration"; the unit is then checked against it, "daily" is read as how often
            where the quantity is counted a day, a minus sign where it may lie below zero, and a number without a unit where it
            may have none.
        lexicon: how the words are read.

    Returns:
        The phrase with its two ends, each an imprecise number or None where not stated.

    Examples:
        >>> parse_range("several days to a few weeks")
        <Reported 'several days to a few weeks' [3 d, 5 wk]>
        >>> parse_range("up to 12 weeks").inner
        <Range [12, 12] wk>
        >>> parse_range("-2.35 to -1.31 points", quantity="effect_size").outer
        <Range [-2.35, -1.31] {score}>

    Raises:
        PhraseError: for a phrase with no quantity, two of them, a word that is not known, or reversed ends; it names the word
            and where it stands. Also for one of more than 1,000 characters.
        DimensionError: where the unit does not fit `quantity`.
        QueryError: for a `quantity` that is not known.
    """
    measured = None if quantity is None else quantity_of(quantity)
    if isinstance(phrase, str) and len(phrase) > LONGEST:
        raise PhraseError(f"a phrase of {len(phrase):,} characters; at most {LONGEST:,} are read; give the figure alone", phrase)
    reported = _Reader(phrase, lexicon, measured).read()
    if measured is not None:
        end = reported.low or reported.high
        assert end is not None
        check_dimension(measured, end.unit)
    return reported


class _Reader(AmountReader):
    """One walk over the words of one phrase."""

    def __init__(self, phrase: str, lexicon: Lexicon, quantity: Quantity | None) -> None:
        counts = quantity is not None and "frequency" in DIMENSIONS[quantity]
        super().__init__(phrase, lexicon, counts=counts, signed=quantity in SIGNED)
        self.pure: bool = quantity in PURE
        self.limit: str | None = None
        self.limit_words = ""
        self.approximate = False
        self.hedges: list[str] = []

    def read(self) -> Reported:
        self._before()
        between = self.take("between")
        self._before()
        first = self._end()
        self._note_approximate("approximate_after")
        second: list[Amount] = []
        if self.take("and" if between else "joins"):
            if self.unbounded:
                self.fail("a second end after one that is open; give one of them")
            self._before()
            second = self._end()
        elif between:
            self.fail("expected 'and' and a second end after 'between'")
        self._after()
        low, high = self._ends(first, second)
        try:
            return Reported(self.phrase.strip(), low, high, self.unbounded, self.approximate, tuple(self.hedges))
        except RangeError:
            self.fail(f"low {low} is above high {high}; swap the ends", first[0].token)

    # words around the amounts

    def _before(self) -> None:
        while self.opens:
            if self.words("high_only"):
                self._set_limit("high", "high_only")
            elif self.words("low_only"):
                self._set_limit("low", "low_only")
            elif not self.interval() and self.take("every"):
                self._implied_one()
            elif not (self._note_hedge() or self._note_approximate("approximate") or self.take("fillers")):
                return

    def _after(self) -> None:
        while self.at < len(self.tokens):
            if self.take("unbounded"):
                self.unbounded = True
            elif not (self._note_approximate("approximate_after") or self._note_hedge() or self.take("fillers")):
                self.refuse()

    def _set_limit(self, side: str, group: str) -> None:
        if self.limit:
            self.fail("a second limit; keep one")
        self.limit, self.limit_words = side, " ".join(self.take(group))

    def _note_approximate(self, group: str) -> bool:
        found = bool(self.take(group))
        self.approximate = self.approximate or found
        return found

    def _note_hedge(self) -> bool:
        words = self.take("hedges")
        if words:
            self.hedges.append(" ".join(words))
        return bool(words)

    def _implied_one(self) -> None:
        """After "every", a singular unit stands for one of it: "every week"."""
        if self.text() in self.lexicon.units and self.text() not in self.lexicon.plurals:
            self.imply("1")

    # ends and amounts

    def _end(self) -> list[Amount]:
        amounts = [self.amount()]
        if self.opens and not self.words("unbounded") and not self.words("approximate_after"):
            joined = self.take("or")
            if joined:
                self._before()
                second = self.amount()
                amounts.append(second._replace(unit=amounts[0].unit) if second.unit is None else second)  # "a day or two"
                if "even" not in joined:
                    amounts[1] = _carry(amounts[0], amounts[1])
        return amounts

    # putting together

    def _ends(self, first: list[Amount], second: list[Amount]) -> tuple[ImpreciseNumber | None, ImpreciseNumber | None]:
        amounts = first + second
        numbers = [self._number_of(amount, unit) for amount, unit in zip(amounts, self._units(amounts), strict=True)]
        self._check_one_quantity(amounts, numbers)
        if second:
            if self.limit and tuple(self.limit_words.split()) not in self.lexicon.groups["silent_before_two_ends"]:
                self.fail(f"{self.limit_words!r} before two ends can be read in two ways; give one end", amounts[0].token)
            return _reach(numbers[: len(first)]), _reach(numbers[len(first) :])
        if len(first) == 2 and all(number.is_precise for number in numbers) and not self.limit:  # "a day or two"
            low, high = numbers
            # counted, "every day or on alternate days" goes from the second to the first
            return (high, low) if self.counts and low.least_in("/d") > high.least_in("/d") else (low, high)
        end = _reach(numbers)
        if self.limit == "high":
            if self.signed:
                self.fail(
                    f"how far below {self.limit_words!r} reaches is not stated and may be below zero; give both ends",
                    first[0].token,
                )
            return None, end
        return end, None if self.limit == "low" or self.unbounded else end

    def _check_one_quantity(self, amounts: list[Amount], numbers: list[ImpreciseNumber]) -> None:
        first = unit_of(numbers[0].unit).dimension
        for amount, number in zip(amounts[1:], numbers[1:], strict=True):
            other = unit_of(number.unit).dimension
            if other != first:
                self.fail(f"two different quantities: {first} and {other}", amount.token)

    def _units(self, amounts: list[Amount]) -> list[str]:
        """The unit of each amount; of one without a unit that of the next one with a unit, else of the last one before it."""
        known: list[str | None] = [amount.unit for amount in amounts]
        if self.pure and not any(known):
            known = ["1"] * len(amounts)
        if not any(known):
            self.fail("no unit; write one, such as 'weeks' or 'mg/kg'", amounts[-1].token)
        if "1" in known:
            rate = next((unit for unit in known if unit and unit.startswith("/")), "1")
            known = [rate if unit == "1" else unit for unit in known]  # "once or twice a week"
        for i in reversed(range(len(amounts) - 1)):
            known[i] = known[i] or known[i + 1]
        for i in range(1, len(amounts)):
            known[i] = known[i] or known[i - 1]
        return [str(unit) for unit in known]

    def _number_of(self, amount: Amount, unit: str) -> ImpreciseNumber:
        if amount.least is not None:
            return ImpreciseNumber(amount.least, amount.most, unit)
        if amount.token.text not in self.lexicon.plurals:
            self.fail(f"no number before {amount.token.text!r}", amount.token)
        least, most = self.lexicon.bare_least, self._bare_most(unit)
        return ImpreciseNumber(least, most if amount.most is None or most is None else max(most, amount.most), unit)

    def _bare_most(self, unit: str) -> Fraction | None:
        larger = self.lexicon.bare_most.get(unit)
        return convert(Fraction(1), larger, unit) if larger else None


def _carry(first: Amount, second: Amount) -> Amount:
    """Let a quantifier reach over "or": "several days or weeks" can mean several weeks."""
    return second._replace(most=first.most) if first.vague and second.is_bare_plural else second


def _reach(numbers: list[ImpreciseNumber]) -> ImpreciseNumber:
    """One number that can mean any of one or two: "days or even weeks"."""
    if len(numbers) == 1:
        return numbers[0]
    unit = numbers[0].unit
    most = [number.most_in(unit) for number in numbers]
    known = [value for value in most if value is not None]
    return ImpreciseNumber(
        min(number.least_in(unit) for number in numbers), max(known) if len(known) == len(most) else None, unit
    )
