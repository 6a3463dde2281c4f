"""Tables of a release of which no record is made yet.

Whatever they are asked, they answer as a table of records does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs
from hypothesis import given
from hypothesis import strategies as st

import ketamine_evidence as ke
from ketamine_evidence import Dataset, QueryError, Table
from ketamine_evidence.dataset.tables import OF_SOURCE
from ketamine_evidence.records.vocabulary import SCHEMES

VERSIONS = ("0.1.0", "0.2.0")
MADE = {version: ke.load(version) for version in VERSIONS}
"""The same releases, whose records are made by the first law that asks for them."""
TERMS = sorted({member.value for scheme in SCHEMES.values() for member in scheme})
members = st.sampled_from([member for scheme in SCHEMES.values() for member in scheme])
choices = st.none() | st.sampled_from(TERMS) | members | st.sampled_from([0, True, "", b"lay", 1.5])


@st.composite
def questions(draw: st.DrawFn) -> tuple[str, str, list[dict[str, Any]]]:
    """A version, the name of one of its tables, and what it is asked, one thing after another; some of it makes no sense."""
    version = draw(st.sampled_from(VERSIONS))
    name = draw(st.sampled_from(list(MADE[version].tables)))
    table = MADE[version].tables[name]
    own = [field.name for field in attrs.fields(table._record)]
    fields = [*own, *OF_SOURCE] if "source" in own else own

    def value(field: str) -> st.SearchStrategy[Any]:
        """What some record holds in a field, or anything."""
        held = sorted({str(one) for record in table if (one := getattr(record, field, None)) is not None})
        one = st.sampled_from(held) | st.sampled_from(held) | choices if held else choices
        return one | st.lists(one, max_size=3)

    def question() -> dict[str, Any]:
        some = draw(st.lists(st.sampled_from(fields), min_size=1, max_size=2, unique=True))
        return {field: draw(value(field)) for field in some}

    return version, name, [question() for _ in range(draw(st.integers(1, 2)))]


@given(questions())
def test_a_query_of_rows_answers_as_one_of_records(question: tuple[str, str, list[dict[str, Any]]]) -> None:
    """Asked for any values of any fields, one query after another, rows give the records that a table of records gives, or refuse in its words."""
    version, name, asked = question
    made = MADE[version].tables[name]
    records = Table(made._record, tuple(made), made._sources, MADE[version])
    assert outcome(lambda: answer(ke.load(version).tables[name], asked)) == outcome(lambda: answer(records, asked))


def answer(table: Table[Any], asked: list[dict[str, Any]]) -> tuple[Any, ...]:
    for fields in asked:
        table = table.where(**fields)
    return tuple(table)


def outcome(ask: Callable[[], tuple[Any, ...]]) -> tuple[Any, ...] | str:
    """What comes of asking: the records, or the words of the refusal."""
    try:
        return ask()
    except QueryError as error:
        return str(error)


@given(st.sampled_from(VERSIONS), st.data())
def test_records_are_made_once_whatever_is_asked_first(version: str, data: st.DataObject) -> None:
    """Every record of an answer is the very record that the whole table holds, whichever of the two was touched first."""
    ds: Dataset = ke.load(version)
    term = data.draw(st.sampled_from(["onset", "relief_duration", "dose", "follow_up"]))
    touch_all_first = data.draw(st.booleans())
    first = tuple(ds.ranges) if touch_all_first else ()
    some = tuple(ds.ranges.where(quantity=term))
    everything = {record.id: record for record in first or ds.ranges}
    assert all(everything[record.id] is record for record in some)
