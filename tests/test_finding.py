"""Finding the phrases of a sentence that give a quantity."""

from __future__ import annotations

import pytest

from ketamine_evidence.errors import PhraseError, QueryError
from ketamine_evidence.values.finding import LONGEST_PHRASE, find_ranges


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("relief lasts up to 6 months after one infusion", ["up to 6 months", "one infusion"]),
        ("0.5 mg/kg over 40 minutes, repeated every 2 to 8 weeks", ["0.5 mg/kg", "40 minutes", "every 2 to 8 weeks"]),
        ("relief for a few days to 2 weeks in CRPS", ["a few days to 2 weeks"]),
        ("30-50% respond", ["30-50%"]),
        ("a half-life of 2.5 h.", ["2.5 h"]),
        ("lasts 24 hours or longer, often 3 days", ["24 hours or longer", "often 3 days"]),
        ("relief for the next 4 weeks of it", ["4 weeks"]),
        ("- 4 weeks -", ["4 weeks"]),
        ("4 weeks 5 weeks", ["4 weeks", "5 weeks"]),
        ("no number here", []),
        ("12 of them", []),
        ("", []),
    ],
)
def test_phrases_are_found_as_long_as_they_can_be(text: str, phrases: list[str]) -> None:
    found = find_ranges(text)
    assert [one.reported.text for one in found] == phrases
    assert [text[one.start : one.end] for one in found] == phrases


def test_phrases_of_another_quantity_are_passed_over() -> None:
    found = find_ranges("4 to 6 infusions, then relief for up to 12 weeks", quantity="relief_duration")
    assert [one.reported.text for one in found] == ["up to 12 weeks"]
    assert [one.reported.text for one in find_ranges("a change of -1.83 points", quantity="effect_size")] == ["-1.83 points"]


def test_a_phrase_has_a_limit() -> None:
    words = ["about"] * LONGEST_PHRASE
    assert [one.reported.text for one in find_ranges(" ".join([*words, "4 weeks"]))] == [" ".join([*words[2:], "4 weeks"])]


def test_what_cannot_be_searched_is_refused() -> None:
    with pytest.raises(QueryError) as unknown:
        find_ranges("4 weeks", quantity="onsett")
    assert str(unknown.value) == "unknown quantity: 'onsett'; did you mean 'onset'?"
    with pytest.raises(PhraseError) as no_text:
        find_ranges(5)  # type: ignore[arg-type]
    assert str(no_text.value) == "expected a phrase (str), came int"
