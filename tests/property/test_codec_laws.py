"""Records as plain data and as rows, fingerprints, and the search by them."""

# ruff: noqa: RUF001  look-alike quotes, dashes and digits are the point

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from fractions import Fraction
from typing import Any, get_args, get_origin, get_type_hints

import attrs
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from ketamine_evidence.dataset.search import FlowedText
from ketamine_evidence.records.codec import CONVERTER
from ketamine_evidence.records.direct import records_of
from ketamine_evidence.records.evidence import TABLES, Exclusion, ReportedRange
from ketamine_evidence.records.hints import bare, is_optional
from ketamine_evidence.records.locators import Locator, fingerprint, normalise
from ketamine_evidence.records.rows import columns, from_row, to_row
from ketamine_evidence.values.quantities import DIMENSIONS, Quantity
from ketamine_evidence.values.reported import ImpreciseNumber, Reported
from ketamine_evidence.values.units import UNITS

RECORDS = list(TABLES.values())

# Records. A text that is given is not empty: an empty cell of a row is what is not given.

characters = st.characters(exclude_categories=["Cs"])
texts = st.text(characters, min_size=1, max_size=20)
items = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="|"), min_size=1, max_size=10)
numbers = st.one_of(
    st.integers(0, 1000).map(Fraction),
    st.decimals(0, 1000, places=3).map(Fraction),
    st.fractions(0, 1000, max_denominator=400),
)


@st.composite
def imprecise(draw: st.DrawFn, unit: str) -> ImpreciseNumber:
    """A number with one reading, two, or no upper one."""
    least, most = draw(numbers), draw(st.none() | numbers)
    return ImpreciseNumber(least, None, unit) if most is None else ImpreciseNumber(min(least, most), max(least, most), unit)


@st.composite
def reported(draw: st.DrawFn, quantity: Quantity) -> Reported:
    """What a source may report of a quantity."""
    dimension = draw(st.sampled_from(sorted(DIMENSIONS[quantity])))
    units = st.sampled_from(sorted(code for code, unit in UNITS.items() if unit.dimension == dimension))
    low = draw(st.none() | units.flatmap(imprecise))
    high = draw(units.flatmap(imprecise) if low is None else st.none() | units.flatmap(imprecise))
    if low is not None and high is not None:
        most = high.most_in(low.unit)
        if most is not None and low.least_in(low.unit) > most:
            low, high = high, low
            most = high.most_in(low.unit)
            assume(most is None or low.least_in(low.unit) <= most)
    flags = st.booleans()
    return Reported(draw(texts), low, high, draw(flags), draw(flags), tuple(draw(st.lists(items, max_size=2))))


def locators() -> st.SearchStrategy[Locator]:
    """Any place, or none."""
    spans = st.none() | st.tuples(st.integers(0, 10**9), st.integers(1, 10**9))
    some = st.none() | texts
    return st.builds(
        lambda span, mark, section: Locator(
            start=span and span[0], end=span and span[0] + span[1], fingerprint=mark, section=section
        ),
        spans,
        some,
        some,
    )


def values(kind: Any) -> st.SearchStrategy[Any]:
    """What a field of a kind may hold."""
    if is_optional(kind):
        return st.none() | values(bare(kind))
    if get_origin(kind) is tuple:
        of, _ = get_args(kind)
        return st.lists(items if of is str else values(of), max_size=3).map(tuple)
    if kind is Locator:
        return locators()
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return st.sampled_from(list(kind))
    return {str: texts, int: st.integers(0, 10**9), bool: st.booleans()}[kind]


@st.composite
def records(draw: st.DrawFn, kind: type[attrs.AttrsInstance] | None = None) -> attrs.AttrsInstance:
    """Any record of any table, or of one."""
    kind = kind or draw(st.sampled_from(RECORDS))
    hints = get_type_hints(kind)
    fields = {field.name: hints[field.name] for field in attrs.fields(kind) if field.name != "reported"}
    drawn = {name: draw(values(hint)) for name, hint in fields.items()}
    if kind is ReportedRange:
        drawn["reported"] = draw(reported(drawn["quantity"]))
    if kind is Exclusion:
        drawn["end"] += drawn["start"] + 1
    return kind(**drawn)


def a_range(least: Fraction) -> ReportedRange:
    """A range with this number, as the reading of "weeks" has a month in weeks."""
    return ReportedRange(
        id="one.r001",
        source="one",
        locator=Locator(),
        summary="a line",
        quantity=Quantity.ONSET,
        reported=Reported("weeks", ImpreciseNumber(least, None, "wk"), None),
        statistic=get_type_hints(ReportedRange)["statistic"]("limit"),
    )


MONTH_IN_WEEKS = a_range(Fraction(487, 112))


@given(records())
@example(MONTH_IN_WEEKS)
def test_structure_undoes_unstructure(record: attrs.AttrsInstance) -> None:
    """A record made plain data and read back is the same record."""
    assert CONVERTER.structure(CONVERTER.unstructure(record), type(record)) == record


@given(records())
@example(MONTH_IN_WEEKS)
def test_from_row_undoes_to_row(record: attrs.AttrsInstance) -> None:
    """A record written as a row of texts and read back is the same record."""
    assert CONVERTER.structure(from_row(to_row(record), type(record)), type(record)) == record


@given(st.sampled_from(RECORDS), st.data())
def test_direct_reading_undoes_to_row(kind: type[attrs.AttrsInstance], data: st.DataObject) -> None:
    """Records of one kind, written as rows and made of their columns without the converter, are the same records."""
    drawn = data.draw(st.lists(records(kind), max_size=4))
    rows = [to_row(record) for record in drawn]
    assert records_of(kind, {column.name: [row[column.name] for row in rows] for column in columns(kind)}) == drawn


@given(records(), st.data())
def test_direct_reading_takes_what_the_converter_takes(record: attrs.AttrsInstance, data: st.DataObject) -> None:
    """A row of which one cell is any other text makes the same record either way, or is refused either way."""
    kind, row = type(record), to_row(record)
    pool = st.sampled_from(
        ["", "0", "-1", "01", "1.5", "1e400", "nan", "true", "True", " 1", "a|b", "||", "d", "mg", "oral", "low"]
    )
    row[data.draw(st.sampled_from(sorted(row)))] = data.draw(pool | texts)
    assert attempt(lambda: records_of(kind, {name: [cell] for name, cell in row.items()})) == attempt(
        lambda: [CONVERTER.structure(from_row(row, kind), kind)]
    )


def attempt(read: Callable[[], list[Any]]) -> list[Any] | None:
    """What reading gives; None where it refuses."""
    try:
        return read()
    except Exception:  # noqa: BLE001  whatever it is, it was refused
        return None


@given(records())
def test_rows_are_texts(record: attrs.AttrsInstance) -> None:
    """Every cell of a row is a text."""
    assert {type(cell) for cell in to_row(record).values()} == {str}


# Fingerprints


@given(st.text(characters))
@example("1½ ﬁ ẞ ŉ \N{GREEK SMALL LETTER ALPHA}\N{COMBINING GREEK YPOGEGRAMMENI}\N{COMBINING ACUTE ACCENT}")
def test_normalise_is_idempotent(text: str) -> None:
    """normalise(normalise(t)) = normalise(t), for any text t."""
    assert normalise(normalise(text)) == normalise(text)


LETTERS = "abcxyzäéñßø 0123456789 .,;:()%/+"
SPACES = [" ", "  ", "\n", "\t", "\r\n", "\u00a0", "\u2009", "\u3000"]
QUOTES = ["'", "‘", "’", "‚", "‛", "′", "`", "´"]
DOUBLE_QUOTES = ['"', "“", "”", "„", "‟", "″", "«", "»"]
DASHES = ["-", "‐", "‑", "‒", "–", "—", "―", "−"]
plain_texts = st.text(st.sampled_from(f"{LETTERS}'\"-"), max_size=40)


def rewritten(text: str, data: st.DataObject, kinds: list[list[str]]) -> str:
    """The text with each character of these kinds written in any of their ways."""
    ways = {kind[0]: kind for kind in kinds}
    return "".join(data.draw(st.sampled_from(ways[char])) if char in ways else char for char in text)


@given(plain_texts)
def test_a_fingerprint_does_not_change_with_case(text: str) -> None:
    """A text in capitals, in title case and as it is has one fingerprint."""
    assert fingerprint(text.upper()) == fingerprint(text.title()) == fingerprint(text)


@pytest.mark.parametrize(
    "kind", [SPACES, QUOTES, DOUBLE_QUOTES, DASHES], ids=["white space", "quotes", "double quotes", "dashes"]
)
@given(text=plain_texts, data=st.data())
def test_a_fingerprint_does_not_change_with_how_characters_are_written(kind: list[str], text: str, data: st.DataObject) -> None:
    """Whichever kind of space, quote or dash is printed, the fingerprint is the same."""
    assert fingerprint(rewritten(text, data, [kind])) == fingerprint(text)


@given(plain_texts, st.sampled_from(SPACES), st.sampled_from(SPACES))
def test_a_fingerprint_does_not_change_with_white_space_around(text: str, before: str, after: str) -> None:
    """White space before and after a text does not change its fingerprint."""
    assert fingerprint(before + text + after) == fingerprint(text)


@given(plain_texts, plain_texts)
def test_fingerprints_agree_where_normal_forms_do(one: str, other: str) -> None:
    """Two texts have one fingerprint exactly where they have one normal form."""
    assert (fingerprint(one) == fingerprint(other)) == (normalise(one) == normalise(other))


# Search

words = st.text(st.sampled_from("abcxyzäéß0123456789"), min_size=1, max_size=6)
sentences = st.lists(words | st.sampled_from(["'", "-", "1.5", "4-6", "mg/kg", "(", ")", "½", "…"]), min_size=1, max_size=8)


@given(sentences.map(" ".join), sentences.map(" ".join), sentences.map(" ".join), st.data())
def test_a_span_moved_into_other_text_is_found_again(span: str, before: str, after: str, data: st.DataObject) -> None:
    """A span put between other texts, in other case, spaces, quotes and dashes, is found at its new place by its fingerprint."""
    moved = rewritten(span, data, [SPACES, QUOTES, DASHES]).upper()
    raw = f"{before} {moved}\n{after}"
    places = FlowedText(raw).find({fingerprint(span): len(span)})
    start = len(before) + 1
    assert (start, start + len(moved)) in places.get(fingerprint(span), [])


@given(sentences.map(" ".join), st.data())
def test_what_is_found_has_the_fingerprint_looked_for(raw: str, data: st.DataObject) -> None:
    """Every place that a search gives holds a text with the fingerprint that was looked for."""
    start = data.draw(st.integers(0, len(raw) - 1))
    span = raw[start : data.draw(st.integers(start + 1, len(raw)))]
    for places in FlowedText(raw).find({fingerprint(span): len(span)}).values():
        assert {fingerprint(raw[place[0] : place[1]]) for place in places} == {fingerprint(span)}


@given(sentences.map(" ".join), sentences.map(" ".join), sentences.map(" ".join))
def test_a_phrase_is_found_where_it_was_put(phrase: str, before: str, after: str) -> None:
    """A phrase put between other texts, in capitals, is found at its place."""
    raw = f"{before}\n{phrase.upper()}\t{after}"
    start = len(before) + 1
    assert (start, start + len(phrase.upper())) in FlowedText(raw).find_phrase(phrase)
