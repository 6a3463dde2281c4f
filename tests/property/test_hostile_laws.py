"""The laws of what comes from strangers: at every door an error of ours or a right answer, and nothing else.

The doors, the seeds and the changes are those of `fuzz/`, which tries them for longer.
"""

from __future__ import annotations

import json
import random
import sys
import unicodedata
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis_jsonschema import from_schema

from authored import ROOT
from ketamine_evidence.dataset.pages import _BLOCKS, _SILENT, visible_text
from ketamine_evidence.errors import DataError, KetamineEvidenceError, PhraseError, Problem
from ketamine_evidence.export.json_lines import DESCRIBED, schema_files
from ketamine_evidence.export.strict import parse, structured
from ketamine_evidence.limits import check_plain
from ketamine_evidence.records.codec import CONVERTER
from ketamine_evidence.records.locators import normalise
from ketamine_evidence.values.phrases import parse_range

sys.path.append(str(ROOT / "fuzz"))

from doors import DOORS, enter
from mutations import BAD, mutate
from tally import seeds

ODD = st.sampled_from(
    "\u200b\u200c\u200d\u2060\u00ad\u061c\u200e\u202a\u202e\u2066\u2069\ufeff\ufe0f\u034f\u180e\x00\x1b\x7f\u0085\ufffd"
)
"""Characters that nobody sees."""
DIGITS = [char for char in map(chr, range(sys.maxunicode + 1)) if char.isnumeric() and not char.isascii()]
"""Digits and numbers of all scripts, and those that only look like them."""


@pytest.mark.parametrize("door", DOORS)
@given(seed=st.integers(0, 2**32))
def test_damaged_input_is_taken_or_refused_at_every_door(door: str, seed: int) -> None:
    """Bits flipped, cut short, lines swapped and doubled, values replaced by what breaks programs."""
    chance, kept = random.Random(seed), seeds(door)  # noqa: S311  the same inputs each time, no secrets
    assert enter(door, mutate(chance.choice(kept), chance, kept)) in {True, False}


@pytest.mark.parametrize("door", DOORS)
@given(data=st.one_of(st.binary(), st.text().map(lambda text: text.encode("utf-8", "surrogatepass")), st.sampled_from(BAD)))
def test_any_bytes_are_taken_or_refused_at_every_door(door: str, data: bytes) -> None:
    """Whatever they are."""
    assert enter(door, data) in {True, False}


def keeping(schema: dict[str, Any], whole: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Plain data after a schema of ours; its objects are put together here, for which hypothesis-jsonschema needs an older hypothesis."""
    if "$ref" in schema:
        return keeping(whole["$defs"][schema["$ref"].removeprefix("#/$defs/")], whole)
    if schema.get("type") == "object":
        return st.fixed_dictionaries({name: keeping(value, whole) for name, value in schema["properties"].items()})
    if schema.get("type") == "array":
        return st.lists(keeping(schema["items"], whole), max_size=3)
    if "anyOf" in schema:
        return st.one_of([keeping(one, whole) for one in schema["anyOf"]])
    return from_schema(schema)


PUBLISHED = {name: json.loads(schema_files()[f"{name}.schema.json"]) for name in DESCRIBED}
DOCUMENTS = {name: keeping(schema, schema) for name, schema in PUBLISHED.items()}


@pytest.mark.parametrize("name", DESCRIBED)
@given(st.data())
def test_what_keeps_the_published_schema_is_read_as_it_is_or_refused(name: str, data: st.DataObject) -> None:
    """As one that says what no record can: an end before its start, a reversed range."""
    plain = data.draw(DOCUMENTS[name])
    kind = DESCRIBED[name][0]
    try:
        read = structured(parse(json.dumps(plain).encode(), "a.jsonl"), kind, "a.jsonl")
    except DataError:
        return
    assert CONVERTER.unstructure(read).keys() == plain.keys()
    assert structured(CONVERTER.unstructure(read), kind, "a.jsonl") == read


plain_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=20,
)


@pytest.mark.parametrize("name", DESCRIBED)
@given(st.data())
def test_a_record_with_anything_in_a_field_is_read_or_refused(name: str, data: st.DataObject) -> None:
    """Also where the kind of value is a wrong one: the error names the problem."""
    field = data.draw(st.sampled_from(sorted(PUBLISHED[name]["properties"])))
    plain = data.draw(DOCUMENTS[name])
    problems: tuple[Problem, ...] = ()
    try:
        structured(plain | {field: data.draw(plain_values)}, DESCRIBED[name][0], "a.jsonl")
    except DataError as error:
        problems = error.problems
    assert all(problem.file == "a.jsonl" and problem.message for problem in problems)


@given(plain_values)
def test_plain_data_within_the_limits_pass_them(value: Any) -> None:
    """What is not nested too deeply, with no number that is too large."""
    assume(not any(abs(number) >= 2**63 for number in integers(value)))
    check_plain(value, "a.json")


def integers(value: Any) -> list[int]:
    """Every whole number in plain data."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [number for inner in value for number in integers(inner)]
    return [value] if type(value) is int else []


@given(st.sampled_from([seed.decode() for seed in seeds("phrase")]), st.data())
def test_a_character_that_nobody_sees_never_changes_what_is_read(phrase: str, data: st.DataObject) -> None:
    """The phrase is refused, or read as without it."""
    at = data.draw(st.integers(0, len(phrase)))
    try:
        read = parse_range(phrase[:at] + data.draw(ODD) + phrase[at:])
    except KetamineEvidenceError:
        return
    assert read.outer == parse_range(phrase).outer


@given(st.sampled_from(DIGITS), st.sampled_from(["{} weeks", "4{} weeks", "{}5 weeks", "1 to {} weeks", "1.{} weeks"]))
def test_a_digit_that_only_looks_like_one_is_refused(digit: str, phrase: str) -> None:
    """Also one of another script: nobody guesses what it is worth."""
    with pytest.raises(PhraseError):
        parse_range(phrase.format(digit))


markup = st.recursive(
    st.text(st.characters(codec="utf-8", exclude_characters="<>&\r", exclude_categories=["Cs", "Cc"])),
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(["p", "b", "div", "li", "span", "title", "noscript", "td", "x-y"]), st.sampled_from(["", " a", ' b="c > d"', " e='<f>'", " g=h"]), inner).map(
            lambda one: f"<{one[0]}{one[1]}>{one[2]}</{one[0]}>"
        ),
        st.lists(inner, max_size=3).map("".join),
        st.sampled_from(["<br>", "<hr/>", "<!doctype html>", "<!-- <p> - -->", "<script>if (a < b) '<p>'</script>", "<style>p > a {}</style>", "&amp;", "&#189;", "&nbsp;", "a < b"]),
    ),
    max_leaves=8,
)  # fmt: skip


@given(markup)
def test_a_well_formed_page_is_read_as_by_the_parser_of_the_standard_library(page: str) -> None:
    """Ours is another only for damaged pages, of which that one takes the square of their length."""
    other = _Other()
    other.feed(page)
    other.close()
    assert visible_text(page) == "".join(other.parts).strip()


class _Other(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._silent += tag in _SILENT
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT and self._silent > 0
        self._break(tag)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)

    def _break(self, tag: str) -> None:
        if tag in _BLOCKS and not self._silent:
            self.parts.append("\n")


@given(st.text())
def test_a_text_that_was_brought_to_its_form_stays_in_it(text: str) -> None:
    """Whatever characters it has, so that a fingerprint does not depend on who normalised first."""
    assume(all(unicodedata.category(char) != "Cs" for char in text))
    assert normalise(normalise(text)) == normalise(text)
