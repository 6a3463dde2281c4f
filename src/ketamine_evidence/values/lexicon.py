"""The lexicon: how imprecise words are read, as data that a user may replace."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any

import attrs

from ketamine_evidence import _files
from ketamine_evidence._reading import plain_toml, read_file
from ketamine_evidence.errors import DataError, FileError, Problem
from ketamine_evidence.limits import LARGEST_AUTHORED
from ketamine_evidence.values.numbers import exact
from ketamine_evidence.values.reported import ImpreciseNumber
from ketamine_evidence.values.units import convert, unit_of

Words = tuple[str, ...]
INTERVALS = "intervals"
"""What the words for an interval are called among the groups of words."""
_KINDS = ("singular", "plural")
_GROUPS = (
    "high_only", "low_only", "silent_before_two_ends", "approximate", "approximate_after", "unbounded", "every",
    "between", "and", "or", "and_a_half", "joins", "per", "articles", "hedges", "fillers",
)  # fmt: skip


@attrs.frozen
class Lexicon:
    """The words that `parse_range` knows, and how it reads them.

    Attributes:
        numbers: number words and what they are.
        quantifiers: vague amounts, and the least and most that they can mean.
        bare_least: the least that a bare plural ("weeks") can mean.
        bare_most: for each unit, the next larger one, of which a bare plural can mean one at the most.
        units: spellings of units and their UCUM codes; `1` for what is counted.
        plurals: those spellings that are plurals.
        intervals: words that give an interval at once ("monthly").
        times: words that count times ("twice").
        groups: the words around amounts, by what they do.
    """

    numbers: Mapping[str, Fraction]
    quantifiers: Mapping[str, tuple[Fraction, Fraction | None]]
    bare_least: Fraction
    bare_most: Mapping[str, str]
    units: Mapping[str, str]
    plurals: frozenset[str]
    intervals: Mapping[Words, ImpreciseNumber]
    times: Mapping[str, Fraction]
    groups: Mapping[str, tuple[Words, ...]]

    @cached_property
    def openers(self) -> Mapping[str, Mapping[str, tuple[Words, ...]]]:
        """For each word that begins a phrase of a group, or an interval, those phrases by group, the longest first."""
        intervals = tuple(sorted(self.intervals, key=len, reverse=True))
        found: dict[str, dict[str, tuple[Words, ...]]] = {}
        for group, phrases in {**self.groups, INTERVALS: intervals}.items():
            for words in filter(None, phrases):
                begun = found.setdefault(words[0], {})
                begun[group] = (*begun.get(group, ()), words)
        return found

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word that means something here, whatever it does."""
        phrases = [*self.intervals, *(words for group in self.groups.values() for words in group)]
        return frozenset(
            {*self.numbers, *self.quantifiers, *self.units, *self.times, *(word for words in phrases for word in words)}
        )

    @classmethod
    def from_toml(cls, path: str | Path) -> Lexicon:
        """Read a lexicon from a TOML file laid out like `data/vocabulary/lexicon.toml`.

        Raises:
            DataError: where the file is not such a lexicon; it names the file and the part at fault.
        """
        try:
            return cls.from_dict(plain_toml(read_file(Path(path), LARGEST_AUTHORED), str(path)))
        except (KeyError, TypeError, ValueError, AttributeError, OSError) as error:
            raise DataError([Problem(str(path), "", "", f"not a lexicon: {_cause(error)}")]) from error

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Lexicon:
        """Make a lexicon from the parts of such a file.

        Raises:
            KeyError: for a part that is missing.
            ValueError: for a part that is not as it should be.
        """
        counted, plural = data["counted"], data["bare_plural"]
        spelled = {
            kind: {word: code for code, words in data["units"][kind].items() for word in _words(words, f"units.{kind}.{code}")}
            for kind in _KINDS
        }
        count_words = {kind: _words(counted[kind], f"counted.{kind}") for kind in _KINDS}
        units = spelled["singular"] | spelled["plural"] | dict.fromkeys(count_words["singular"] + count_words["plural"], "1")
        for code in units.values():
            unit_of(code if code != "mL" else "ng/mL")
        return cls(
            numbers={word.casefold(): exact(value) for word, value in data["numbers"].items()},
            quantifiers={word.casefold(): _least_and_most(word, ends) for word, ends in data["quantifiers"].items()},
            bare_least=exact(plural["least"]),
            bare_most={unit: _larger(unit, larger) for unit, larger in plural["most"].items()},
            units=units,
            plurals=frozenset(spelled["plural"]) | frozenset(count_words["plural"]),
            intervals={tuple(words.casefold().split()): _interval(words, every) for words, every in data["intervals"].items()},
            times={word.casefold(): exact(value) for word, value in data["times"].items()},
            groups={name: _longest_first(_words(data["words"][name], f"words.{name}")) for name in _GROUPS},
        )


def _cause(error: Exception) -> str:
    """Why something is no lexicon; the file is named already."""
    if isinstance(error, DataError):
        return error.problems[0].message
    if isinstance(error, FileError):
        return str(error.strerror)
    return f"missing part {error}" if type(error) is KeyError else str(error)


def _words(words: Any, part: str) -> list[str]:
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise ValueError(f"{part}: expected a list of words, came {words!r}")
    return [word.casefold() for word in words]


def _least_and_most(word: str, ends: Any) -> tuple[Fraction, Fraction | None]:
    if not isinstance(ends, list) or len(ends) not in {1, 2}:
        raise ValueError(f"quantifiers.{word}: expected the least and the most, or the least alone, came {ends!r}")
    numbers = [exact(end) for end in ends]
    if numbers[0] > numbers[-1]:
        raise ValueError(f"quantifiers.{word}: the least is above the most in {ends!r}; swap them")
    return numbers[0], numbers[1] if len(numbers) == 2 else None


def _larger(unit: str, larger: str) -> str:
    if convert(Fraction(1), larger, unit) <= 1:
        raise ValueError(f"bare_plural.most.{unit}: expected a larger unit than {unit}, came {larger!r}")
    return larger


def _interval(words: str, every: Any) -> ImpreciseNumber:
    if not isinstance(every, list) or len(every) != 2 or not exact(every[0]) > 0:
        raise ValueError(f"intervals.{words}: expected a number above 0 and its unit, came {every!r}")
    return ImpreciseNumber(every[0], every[0], every[1])


def _longest_first(phrases: Sequence[str]) -> tuple[Words, ...]:
    return tuple(sorted((tuple(phrase.split()) for phrase in phrases), key=len, reverse=True))


DEFAULT = Lexicon.from_toml(Path(_files.vocabulary(), "lexicon.toml"))
"""The lexicon that comes with the package."""
