"""Search: a span is found again by its fingerprint in a text that was re-flowed, and phrases however they are written."""

# ruff: noqa: RUF001  look-alike quotes, dashes and digits are the point

from __future__ import annotations

import pytest

from ketamine_evidence.dataset.search import FlowedText
from ketamine_evidence.records.locators import fingerprint, normalise

RAW = "It  may last “up to\n12 weeks” – or more. It MAY last 'up to 12 weeks' - or more?"


def found(raw: str, span: str) -> list[str]:
    """What of a text is found for a span."""
    places = FlowedText(raw).find({fingerprint(span): len(span)})
    assert set(places) <= {fingerprint(span)}
    return [raw[start:end] for start, end in places.get(fingerprint(span), [])]


@pytest.mark.parametrize(
    "raw",
    ["", "plain", "  two\n\tparts ", RAW, "cafe\u0301 ﬁve １２ ½", "Straße ẞ ŉ", "a\u00a0\u2003b"],
)
def test_a_flowed_text_is_the_normalised_one(raw: str) -> None:
    assert FlowedText(raw).normal.strip() == normalise(raw)


@pytest.mark.parametrize(
    ("span", "places"),
    [
        ("up to 12 weeks", ["up to\n12 weeks", "up to 12 weeks"]),
        ("UP TO  12 WEEKS", ["up to\n12 weeks", "up to 12 weeks"]),
        ("It may last", ["It  may last", "It MAY last"]),
        ("- or more.", ["– or more."]),
        ("or more", ["or more", "or more"]),
        ("?", ["?"]),
        ("up to 13 weeks", []),
        ("t may last", []),
        ("2 weeks", []),
        ("12 week", []),
    ],
)
def test_a_span_is_found_at_the_edges_of_words(span: str, places: list[str]) -> None:
    assert found(RAW, span) == places


@pytest.mark.parametrize(
    ("raw", "span"),
    [
        ("before cafe\u0301 after", "café"),
        ("before ﬁve after", "five"),
        ("before five after", "ﬁve"),
        ("before straße after", "STRASSE"),
        ("before ½ h after", "½ h"),
        ("before 3… after", "3…"),
    ],
)
def test_a_span_is_found_in_other_characters(raw: str, span: str) -> None:
    assert [normalise(place) for place in found(raw, span)] == [normalise(span)]


@pytest.mark.parametrize(("raw", "span"), [("before ½ h after", "2 h"), ("before … after", ".")])
def test_no_part_of_a_character_is_found(raw: str, span: str) -> None:
    assert found(raw, span) == []


def test_several_spans_are_looked_for_at_once() -> None:
    raw = "one two three two"
    wanted = {fingerprint(span): len(span) for span in ("two", "one two three", "four")}
    assert FlowedText(raw).find(wanted) == {fingerprint("two"): [(4, 7), (14, 17)], fingerprint("one two three"): [(0, 13)]}


@pytest.mark.parametrize("raw", ["", RAW])
def test_nothing_looked_for_is_nothing_found(raw: str) -> None:
    assert FlowedText(raw).find({}) == {}


@pytest.mark.parametrize(
    ("phrase", "places"),
    [
        ("up to 12 weeks", ["up to\n12 weeks", "up to 12 weeks"]),
        ('"up to  12 weeks" -', ["“up to\n12 weeks” –"]),
        ("may LAST", ["may last", "MAY last"]),
        ("or", ["or", "or", "or", "or"]),
        ("13", []),
        ("", []),
        (" \n", []),
    ],
)
def test_a_phrase_is_found_however_it_is_written(phrase: str, places: list[str]) -> None:
    assert [RAW[start:end] for start, end in FlowedText(RAW).find_phrase(phrase)] == places


def test_overlapping_phrases_are_all_found() -> None:
    assert list(FlowedText("aaa").find_phrase("aa")) == [(0, 2), (1, 3)]
