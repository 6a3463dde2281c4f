"""The words that place a sentence."""

from __future__ import annotations

import tomllib
from collections import Counter
from importlib import resources

import pytest

from ketamine_evidence import synthesis
from ketamine_evidence.synthesis.cues import AT_MOST, DENIAL, QUANTITY, TERMS, find_cues, says_at_most

WRITTEN = tomllib.loads(resources.files(synthesis).joinpath("cues.toml").read_text(encoding="utf-8"))


def test_the_file_has_the_kinds_that_are_read() -> None:
    assert set(WRITTEN) == {*TERMS, DENIAL, AT_MOST}


@pytest.mark.parametrize("kind", TERMS)
def test_every_term_is_one_of_its_closed_list(kind: str) -> None:
    assert set(WRITTEN[kind]) <= {member.value for member in TERMS[kind]}


@pytest.mark.parametrize("kind", TERMS)
def test_no_words_stand_for_two_terms(kind: str) -> None:
    words = Counter(word for cues in WRITTEN[kind].values() for word in cues)
    assert {word: number for word, number in words.items() if number > 1} == {}


@pytest.mark.parametrize("kind", TERMS)
def test_all_words_are_found_as_their_term(kind: str) -> None:
    for term, cues in WRITTEN[kind].items():
        for words in cues:
            assert [cue.term for cue in find_cues(f"Then {words.upper()}.")[kind]] == [term]


@pytest.mark.parametrize("kind", TERMS)
def test_the_name_of_a_term_is_a_cue_too(kind: str) -> None:
    for member in TERMS[kind]:
        assert member.value in [cue.term for cue in find_cues(member.value.replace("_", " ").replace("-", " "))[kind]]


def test_the_longer_words_count() -> None:
    assert [cue.words for cue in find_cues("the infusion lasts 2 hours")[QUANTITY]] == ["infusion lasts"]


def test_words_are_whole() -> None:
    assert find_cues("an imposing idea of everlasting oralism")["route"] == ()


def test_places_are_those_in_the_text() -> None:
    text = "after  one\u00a0 infusion of"
    (cue,) = find_cues(text)["protocol"]
    assert text[cue.start : cue.end] == cue.words == "one\u00a0 infusion"


@pytest.mark.parametrize("words", WRITTEN[AT_MOST]["words"])
def test_what_says_at_most(words: str) -> None:
    assert says_at_most(f"{words} 2 weeks")
    assert not says_at_most("up to 2 weeks")
