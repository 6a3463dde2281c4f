"""Locators: one form of a text for fingerprints, and phrases found whole, with their numbers."""

# ruff: noqa: RUF001  look-alike quotes, dashes and digits are the point

from __future__ import annotations

import hashlib
import unicodedata

import pytest

from ketamine_evidence.errors import RangeError
from ketamine_evidence.records.locators import Locator, fingerprint, holds_phrase, normalise


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        (" \t\r\n\u00a0", ""),
        ("  Up\tto \r\n 12\u00a0weeks ", "up to 12 weeks"),
        ("STRASSE Straße", "strasse strasse"),
        ("\u2018a\u2019 \u201ab\u201b \u2032c` \u00b4d", "'a' 'b' 'c' 'd"),
        ("\u201ca\u201d \u201eb\u201f \u2033c \u00abd\u00bb", '"a" "b" "c "d"'),
        ("1\u20102\u20113\u20124\u20135\u20146\u20157\u22128", "1-2-3-4-5-6-7-8"),
        ("ﬁve １２", "five 12"),
        ("5 \N{MICRO SIGN}g", "5 \N{GREEK SMALL LETTER MU}g"),
        (unicodedata.normalize("NFD", "né"), "né"),
    ],
    ids=[
        "empty",
        "white space alone",
        "white space",
        "case",
        "single quotes",
        "double quotes",
        "dashes",
        "compatibility",
        "micro",
        "accents",
    ],
)
def test_normalise_brings_to_one_form(text: str, expected: str) -> None:
    assert normalise(text) == expected


def test_fingerprint_is_the_sha256_of_the_normalised_text() -> None:
    assert fingerprint("  Up to “12” Weeks\n") == hashlib.sha256(b'up to "12" weeks').hexdigest()


@pytest.mark.parametrize("other", ["up to 13 weeks", "up to 1.2 weeks", "up to 12 week", "upto 12 weeks", "up to 12 weeks."])
def test_fingerprints_of_other_texts_differ(other: str) -> None:
    assert fingerprint(other) != fingerprint("up to 12 weeks")


def test_a_locator_without_a_place_is_empty() -> None:
    assert Locator() == Locator(start=None, end=None, fingerprint=None, section=None)


@pytest.mark.parametrize(
    ("start", "end", "message"),
    [
        (1, None, "expected both start and end, or neither"),
        (None, 1, "expected both start and end, or neither"),
        (5, 5, "expected 0 <= start < end, came 5 and 5"),
        (5, 4, "expected 0 <= start < end, came 5 and 4"),
        (-1, 4, "expected 0 <= start < end, came -1 and 4"),
    ],
)
def test_a_span_that_cannot_be_is_refused(start: int | None, end: int | None, message: str) -> None:
    with pytest.raises(RangeError) as caught:
        Locator(start=start, end=end)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("span", "phrase"),
    [
        ("1.5 hours", "1.5 hours"),
        ("relief (1.5 hours) follows", "1.5 hours"),
        ("relief [1.5 hours] follows", "1.5 hours"),
        ("within 1.5 hours.", "1.5 hours"),
        ("It ends. 1.5 hours later", "1.5 hours"),
        ("a single-dose 1.5 hours", "1.5 hours"),
        ("Several  Days\nto a few WEEKS", "several days to a few weeks"),
        ("4 – 6 weeks", "4 - 6 weeks"),
        ("2–8 weeks", "2-8 weeks"),
        ("at -1.5 hours", "-1.5 hours"),
        ("5% of patients", "5%"),
        ("1 mg/kg/hour", "1 mg/kg/hour"),
        ("1 mg/kg, then more", "1 mg/kg"),
        ("1 gram of it", "1 gram"),
        ("taken by 12 of them", "12"),
        ("phase 2, 12 weeks", "12 weeks"),
        ("11.5 or 1.5 hours, or 1.5 days", "1.5 days"),
        ("-12 weeks, then 12 weeks", "12 weeks"),
        ("1.5 hours", " 1.5  Hours "),
    ],
)
def test_a_phrase_that_stands_whole_is_held(span: str, phrase: str) -> None:
    assert holds_phrase(span, phrase)


@pytest.mark.parametrize(
    ("span", "phrase"),
    [
        ("at -1.5 hours", "1.5 hours"),
        ("at −1.5 hours", "1.5 hours"),
        ("at +1.5 hours", "1.5 hours"),
        ("(-1.5 hours)", "1.5 hours"),
        ("-1.5 hours", "1.5 hours"),
    ],
)
def test_a_sign_is_part_of_its_number(span: str, phrase: str) -> None:
    assert not holds_phrase(span, phrase)


@pytest.mark.parametrize(
    ("span", "phrase"),
    [
        ("1.5 hours", "5 hours"),
        (".5 hours", "5 hours"),
        ("1,500 mg", "500 mg"),
        ("about 1.5", "1"),
        ("about 1,5", "1"),
        ("about 1.55", "1.5"),
        ("1.5 hours", ".5 hours"),
        ("1½ hours", "2 hours"),
        ("1/2 hours", "2 hours"),
    ],
)
def test_a_decimal_point_is_part_of_its_number(span: str, phrase: str) -> None:
    assert not holds_phrase(span, phrase)


@pytest.mark.parametrize(
    ("span", "phrase"),
    [
        ("11.5 hours", "1.5 hours"),
        ("every 2 days", "2 day"),
        ("today", "day"),
        ("week", "weeks"),
        ("about 1.5h", "1.5"),
        ("x12 weeks", "12 weeks"),
        ("12 weeks", ""),
        ("", "12 weeks"),
        ("12 days", "12 weeks"),
    ],
)
def test_a_phrase_ends_where_words_end(span: str, phrase: str) -> None:
    assert not holds_phrase(span, phrase)


@pytest.mark.parametrize("span", ["5%", "5 %", "5\u00a0%"])
def test_a_percent_sign_is_part_of_its_number(span: str) -> None:
    assert not holds_phrase(span, "5")


@pytest.mark.parametrize(
    ("span", "phrase"),
    [
        ("1 mg/kg/hour", "1 mg/kg"),
        ("1 mg / kg", "1 mg"),
        ("1 mg/ kg", "1 mg"),
        ("1 mg per kg", "1 mg"),
        ("1 mg/kg per hour", "1 mg/kg"),
        ("150 mg a day", "150 mg"),
        ("150 mg an hour", "150 mg"),
        ("2 grams per week", "2 grams"),
        ("1 gram per month", "1 gram"),
        ("1 mg/kg per min", "1 mg/kg"),
        ("1 mg/kg per h", "1 mg/kg"),
        ("150 mg daily", "150 mg"),
    ],
)
def test_an_amount_cut_off_from_what_it_is_per_is_not_held(span: str, phrase: str) -> None:
    assert holds_phrase(span, span)
    assert not holds_phrase(span, phrase)


@pytest.mark.parametrize(
    ("span", "phrase"),
    [
        ("2-8 weeks", "8 weeks"),
        ("2 – 8 weeks", "8 weeks"),
        ("2 to 8 weeks", "8 weeks"),
        ("2 or 8 weeks", "8 weeks"),
        ("four to six weeks", "six weeks"),
        ("2 weeks to 8 weeks", "8 weeks"),
        ("between 2 and 8 weeks", "8 weeks"),
        ("2-8 weeks", "2"),
    ],
)
def test_one_end_of_a_range_is_not_held(span: str, phrase: str) -> None:
    assert not holds_phrase(span, phrase)
