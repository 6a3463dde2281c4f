"""Hypothesis strategies for phrases and claims; those for values are the ones that users get, tested here by being used."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from hypothesis import strategies as st

from ketamine_evidence import ImpreciseNumber, Range, RangeSet, Reported
from ketamine_evidence.records.evidence import Factor, ReportedRange
from ketamine_evidence.records.locators import Locator
from ketamine_evidence.records.vocabulary import Condition, Direction, FactorName, Outcome, ProtocolName, Statistic
from ketamine_evidence.strategies import TIME, imprecise_numbers, numbers, range_sets, ranges, reported
from ketamine_evidence.values.lexicon import DEFAULT
from ketamine_evidence.values.quantities import Quantity
from ketamine_evidence.values.units import UNITS, convert

DASHES = "-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}\N{EN DASH}\N{EM DASH}\N{HORIZONTAL BAR}\N{MINUS SIGN}"


__all__ = ["TIME", "imprecise_numbers", "numbers", "range_sets", "ranges", "reported"]
"""What is passed on from the package."""


@st.composite
def scattered_sets(draw: st.DrawFn, *, max_size: int = 5, allow_unbounded: bool = True) -> RangeSet:
    """Sets that are mostly in several pieces, some of them single values; drawn ranges alone nearly always join to one piece."""
    size = draw(st.integers(2, max_size))
    ends = sorted(draw(st.lists(numbers(), min_size=2 * size, max_size=2 * size)))
    made = []
    for low, high in zip(ends[::2], ends[1::2], strict=True):
        low_closed, high_closed = (True, True) if low == high else draw(st.tuples(st.booleans(), st.booleans()))
        made.append(Range(low, high, "d", low_closed, high_closed))
    if allow_unbounded:
        before, after = Range(None, ends[0], "d"), Range(ends[-1], None, "d", low_closed=False)
        made += [r for r in (before, after) if draw(st.booleans())]
    return RangeSet(made).to(draw(st.sampled_from(TIME)))


class Stated(NamedTuple):
    """A phrase, word by word, and the exact ends that it gives."""

    words: tuple[str, ...]
    low: Fraction
    high: Fraction
    unit: str

    @property
    def phrase(self) -> str:
        return " ".join(self.words)


def number_words() -> st.SearchStrategy[tuple[str, int]]:
    """Whole numbers from 1 to 99 in words, and what they are."""
    words = {int(value): word for word, value in DEFAULT.numbers.items() if value.denominator == 1}

    def spell(value: int) -> tuple[str, int]:
        if value in words:
            return words[value], value
        return f"{words[value // 10 * 10]}-{words[value % 10]}", value

    return st.integers(1, 99).map(spell)


def written_numbers() -> st.SearchStrategy[tuple[str, Fraction]]:
    """Numbers as a phrase writes them: whole, decimal, with thousands separators, in words."""
    hundredths = st.integers(0, 100_000).map(lambda n: (f"{n // 100}.{n % 100:02}", Fraction(n, 100)))
    whole = st.integers(0, 200).map(lambda n: (str(n), Fraction(n)))
    thousands = st.integers(1_000, 5_000_000).map(lambda n: (f"{n:,}", Fraction(n)))
    return whole | number_words().map(lambda pair: (pair[0], Fraction(pair[1]))) | hundredths | thousands


def spellings() -> st.SearchStrategy[tuple[str, str]]:
    """Spellings of units, alone or per something, and their codes."""
    known = {word: code for word, code in DEFAULT.units.items() if code in UNITS and word not in {"min", "s", "d", "h"}}
    simple = list(known.items())
    masses = [(word, code) for word, code in simple if code in {"ug", "mg", "g"}]
    times = [(word, code) for word, code in simple if code in {"h", "d"}]
    compound = [(f"{mass} {per} {time}", f"{m}/{t}") for mass, m in masses for time, t in times for per in ("per", "/")]
    weighed = [(f"{mass} {per} kg", f"{m}/kg") for mass, m in masses for per in ("per", "/")]
    often = [(f"{word} a day", "/d") for word in DEFAULT.units if DEFAULT.units[word] == "1"]
    return st.sampled_from(simple) | st.sampled_from(weighed + compound + often)


@st.composite
def phrases(draw: st.DrawFn) -> Stated:
    """Phrases that give one or two exact ends in one unit."""
    (one, low), (two, high) = sorted(draw(st.tuples(written_numbers(), written_numbers())), key=lambda pair: pair[1])
    spelling, unit = draw(spellings())
    before = draw(st.sampled_from(["", "about", "typically", "from", "every", "within"]))
    form = draw(st.sampled_from(["one", "to", "-", "or", "through", "between"]))
    forms = {"one": (one,), "between": ("between", one, "and", two)}
    numbers_in_words = forms.get(form, (one, form, two))
    if form == "one":
        high = low
    if form in {"one", "or"} and before == "within":  # a limit, but before two ends
        before = ""
    words = " ".join((before, *numbers_in_words, spelling)).split()
    return Stated(tuple(words), low, high, unit)


def word_salads() -> st.SearchStrategy[str]:
    """Texts made of the words that the lexicon knows, numbers, signs and noise: mostly nonsense, sometimes a phrase."""
    around = [" ".join(words) for group in DEFAULT.groups.values() for words in group]
    known = [*DEFAULT.units, *DEFAULT.numbers, *DEFAULT.quantifiers, *DEFAULT.times, *around]
    intervals = [" ".join(words) for words in DEFAULT.intervals]
    word = st.sampled_from(known) | st.sampled_from(intervals) | st.sampled_from([*"0123456789", "1.5", *DASHES, ",", "."])
    return st.builds(
        str.join, st.sampled_from([" ", "", "\N{NO-BREAK SPACE}"]), st.lists(word | st.text(max_size=3), max_size=10)
    )


@st.composite
def vague_phrases(draw: st.DrawFn) -> str:
    """Texts in the shape of a phrase, of words that the lexicon knows: often read, else refused for a reason."""

    def one_of(*groups: str) -> st.SearchStrategy[str]:
        return st.sampled_from(["", *(" ".join(words) for group in groups for words in DEFAULT.groups[group])])

    counts = st.sampled_from(["", "a", "1", "3", "0.5", "half", "twenty-one", *DEFAULT.quantifiers])
    units = st.sampled_from(["", "hour", "days", "weeks", "months", "years", "mg", "mg/kg", "times a day", "sessions", "ml"])
    amounts = st.tuples(counts, units).map(" ".join) | st.sampled_from([" ".join(words) for words in DEFAULT.intervals])
    parts = [draw(one_of("high_only", "low_only", "approximate", "every", "between", "hedges")), draw(amounts)]
    for _ in range(draw(st.integers(0, 2))):
        parts += [draw(one_of("joins", "and", "or")), draw(one_of("approximate", "every", "high_only")), draw(amounts)]
    parts.append(draw(one_of("unbounded", "approximate_after", "fillers", "and_a_half")))
    return " ".join(" ".join(parts).split())


@st.composite
def exact_reported(draw: st.DrawFn, *, units: tuple[str, ...] = TIME) -> Reported:
    """Reported ranges with two exact ends, mostly short, so that sources often have nothing in common."""
    unit = draw(st.sampled_from(units))
    low = draw(numbers(min_value=0, max_value=8))
    ends = (convert(end, units[0], unit) for end in (low, low + draw(numbers(min_value=0, max_value=2))))
    least, most = (ImpreciseNumber(end, end, unit) for end in ends)
    return Reported("stated", least, most)


@st.composite
def claims(  # noqa: PLR0913
    draw: st.DrawFn,
    *,
    sources: tuple[str, ...] = ("a", "b", "c", "d"),
    units: tuple[str, ...] = TIME,
    min_size: int = 1,
    max_size: int = 8,
    allow_counts: bool = False,
    allow_imprecise: bool = True,
) -> list[ReportedRange]:
    """Claims about onset by some of `sources`, each with its own id; with `allow_counts` also in sessions."""
    in_time = exact_reported(units=units) | reported(units=units) if allow_imprecise else exact_reported(units=units)
    said = in_time | exact_reported(units=("1",)) if allow_counts else in_time
    made = []
    for number in range(draw(st.integers(min_size, max_size))):
        source = draw(st.sampled_from(sources))
        made.append(
            ReportedRange(
                id=f"{source}.r{number:03}",
                source=source,
                locator=Locator(start=number, end=number + 1),
                summary="how soon",
                quantity=Quantity.ONSET,
                reported=draw(said),
                statistic=Statistic.RANGE,
                protocol=draw(st.sampled_from([None, ProtocolName.INDUCTION, ProtocolName.SINGLE_INFUSION])),
                condition=draw(st.sampled_from([None, Condition.CRPS])),
            )
        )
    return made


@st.composite
def factors(draw: st.DrawFn, *, sources: tuple[str, ...] = ("a", "b", "c"), min_size: int = 1, max_size: int = 8) -> list[Factor]:
    """Claims about few factors by some of `sources`, each with its own id, so that they often contradict each other."""
    made = []
    for number in range(draw(st.integers(min_size, max_size))):
        source = draw(st.sampled_from(sources))
        made.append(
            Factor(
                id=f"{source}.a{number:03}",
                source=source,
                locator=Locator(start=number, end=number + 1),
                summary="what bears on it",
                factor=draw(st.sampled_from([FactorName.DOSE, FactorName.AGE])),
                level=draw(st.sampled_from([None, "higher"])),
                outcome=draw(st.sampled_from([Outcome.RELIEF_DURATION, None])),
                direction=draw(st.sampled_from([*Direction, None])),
            )
        )
    return made
