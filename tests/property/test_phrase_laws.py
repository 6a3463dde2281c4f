"""Reading phrases.

Phrases with known numbers are read as these numbers, however they are printed; any other text is refused as a phrase.
"""

from __future__ import annotations

from fractions import Fraction

import attrs
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from ketamine_evidence import DimensionError, PhraseError, Range, Reported, parse_range
from ketamine_evidence.values.numbers import show

from .strategies import DASHES, Stated, number_words, phrases, vague_phrases, word_salads, written_numbers


def numbers_of(reported: Reported) -> Reported:
    """What was read, without the phrase that it was read from."""
    return attrs.evolve(reported, text="")


def whole(phrase: str, at: int, word: str) -> bool:
    """Whether a word stands there and is not part of a longer one."""
    around = phrase[at - 1 : at] + phrase[at + len(word) : at + len(word) + 1]
    return phrase[at : at + len(word)] == word and not (word.isalpha() and any(c.isalpha() for c in around))


@given(phrases())
def test_a_phrase_is_read_as_the_numbers_it_gives(stated: Stated) -> None:
    """A phrase with exact ends a, b and unit u reads as [a, b] u, outer and inner alike, and keeps its text."""
    reported = parse_range(stated.phrase)
    assert reported.outer == reported.inner == Range(stated.low, stated.high, stated.unit)
    assert reported.outer.unit == stated.unit
    assert reported.text == stated.phrase


@given(number_words())
def test_a_number_word_is_the_number(pair: tuple[str, int]) -> None:
    """A number from 1 to 99 in words is that number, with a hyphen or a space, in small letters or capitals."""
    word, value = pair
    spaced = word.replace("-", " ")
    for spelling in (word, spaced, word.upper()):
        assert parse_range(f"{spelling} weeks").outer == Range(value, value, "wk")


@given(phrases(), st.sampled_from(DASHES))
def test_any_dash_reads_alike(stated: Stated, dash: str) -> None:
    """Whichever dash stands between two numbers, the phrase reads the same."""
    assume("-" in stated.phrase)
    assert numbers_of(parse_range(stated.phrase.replace("-", dash))) == numbers_of(parse_range(stated.phrase))


@given(phrases())
def test_case_does_not_matter(stated: Stated) -> None:
    """A phrase in capitals, title case or small letters reads the same."""
    expected = numbers_of(parse_range(stated.phrase))
    for variant in (stated.phrase.upper(), stated.phrase.title(), stated.phrase.casefold()):
        assert numbers_of(parse_range(variant)) == expected


@given(phrases(), st.sampled_from(["  ", "\t", "\n", "\N{NO-BREAK SPACE}", "\N{THIN SPACE}"]))
def test_white_space_does_not_matter(stated: Stated, space: str) -> None:
    """Any white space between the words and around them reads as one space between them."""
    variant = space + space.join(stated.phrase.split(" ")) + space
    assert numbers_of(parse_range(variant)) == numbers_of(parse_range(stated.phrase))


@given(phrases())
def test_reading_the_kept_text_again_gives_the_same(stated: Stated) -> None:
    """parse(parse(p).text) = parse(p)."""
    reported = parse_range(f"  {stated.phrase} ")
    assert parse_range(reported.text) == reported


@given(written_numbers(), written_numbers())
def test_reversed_ends_are_refused(one: tuple[str, object], two: tuple[str, object]) -> None:
    """A phrase whose low end is above its high end raises and says to swap them."""
    low, high = parse_range(f"{one[0]} days").outer.low, parse_range(f"{two[0]} days").outer.low
    assert low is not None
    assert high is not None
    assume(low > high)
    with pytest.raises(PhraseError, match=r"low .* is above high .*; swap the ends$"):
        parse_range(f"{one[0]} to {two[0]} days")


@given(st.text() | word_salads() | vague_phrases())
@example("\N{LATIN SMALL LETTER SHARP S} 4 weeks")
@example("4 mg to every week")
@example("9" * 5_000 + " weeks")
@example("9" * 400 + ".5 to 4 weeks")
def test_any_text_is_read_or_refused_as_a_phrase(text: str) -> None:
    """Any text at all is either read, inner within outer, or refused with the word and place at which reading stopped."""
    try:
        reported = parse_range(text)
    except PhraseError as error:
        assert error.phrase == text  # noqa: PT017
        assert whole(text, error.position, error.word)  # noqa: PT017
        assert error.word == error.word.strip()  # noqa: PT017
        assert not error.word or f"{error.word!r} at position {error.position}: " in str(error)  # noqa: PT017
    else:
        assert reported.text == text.strip()
        assert reported.inner is None or reported.inner.is_subset(reported.outer)
        assert repr(reported).startswith("<Reported ")


SIGNED = "effect_size"
UNITS = (("", "1"), (" points", "{score}"), (" %", "%"))


def signed(value: Fraction, sign: str) -> str:
    """A number as a phrase writes it, the sign right before it."""
    return f"{sign}{show(-value)}" if value < 0 else show(value)


hundredths = st.integers(-1_000, 1_000).map(lambda n: Fraction(n, 100))


@given(hundredths, hundredths, st.sampled_from(DASHES), st.sampled_from(["to", "-", "\N{EN DASH}"]), st.sampled_from(UNITS))
def test_signed_numbers_are_read_as_they_stand(one: Fraction, two: Fraction, sign: str, join: str, unit: tuple[str, str]) -> None:
    low, high = sorted((one, two))
    phrase = f"{signed(low, sign)} {join} {signed(high, sign)}{unit[0]}"
    assert parse_range(phrase, quantity=SIGNED).outer == Range(low, high, unit[1])
    alone = parse_range(f"{signed(low, sign)}{unit[0]}", quantity=SIGNED)
    assert alone.outer == alone.inner == Range(low, low, unit[1])


@given(hundredths.filter(lambda n: n < 0), st.sampled_from(DASHES), st.sampled_from([None, "relief_duration", "pain_score"]))
def test_a_sign_is_refused_where_nothing_lies_below_zero(value: Fraction, sign: str, quantity: str | None) -> None:
    phrase = f"{signed(value, sign)} weeks"
    with pytest.raises(PhraseError) as raised:
        parse_range(phrase, quantity=quantity)
    assert str(raised.value) == f"cannot read {phrase!r}: {sign!r} at position 0: a negative number; write it without a sign"


@given(hundredths.filter(lambda n: n < 0), st.sampled_from(DASHES))
def test_a_sign_apart_from_its_number_is_none(value: Fraction, sign: str) -> None:
    with pytest.raises(PhraseError, match="a negative number; write it without a sign"):
        parse_range(f"{sign} {show(-value)} points", quantity=SIGNED)


@given(st.text() | word_salads() | vague_phrases(), st.sampled_from(["effect_size", "risk_ratio", "pain_score"]))
@example("-", "effect_size")
@example("-9 and a half", "effect_size")
def test_a_quantity_changes_no_reading_and_refuses_like_any(text: str, quantity: str) -> None:
    try:
        read = parse_range(text, quantity=quantity)
    except PhraseError as error:
        assert error.phrase == text  # noqa: PT017
        assert whole(text, error.position, error.word)  # noqa: PT017
        return
    except DimensionError:
        return
    try:
        plain = parse_range(text)
    except PhraseError as error:
        assert "no unit" in str(error) or "negative" in str(error) or "out of place" in str(error) or "unknown word" in str(error)  # noqa: PT017
    else:
        assert plain == read
