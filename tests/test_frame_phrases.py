"""Reading columns of phrases."""

from __future__ import annotations

from typing import Any

import pytest

import ketamine_evidence as ke
from engines import ENGINES, rows_of
from ketamine_evidence.errors import DataError, QueryError
from ketamine_evidence.values import phrases as reader

pytest.importorskip("narwhals")
PHRASES = ["3 to 6 weeks", "for a while", None, "about 40 minutes", "3 to 6 weeks", "at least 24 hours", "typically several days"]


def column(engine: str, phrases: list[str | None]) -> Any:
    """A column of phrases on an engine."""
    return ENGINES[engine]([{"phrase": phrase} for phrase in phrases], {"phrase": "text"})["phrase"]


@pytest.mark.parametrize("engine", ["polars", "pandas", "pandas nullable", "pyarrow"])
def test_each_phrase_has_a_row_in_its_place(engine: str) -> None:
    found = rows_of(ke.frames.parse_ranges(column(engine, PHRASES)))
    assert [row["phrase"] for row in found] == PHRASES
    assert [(row["low"], row["high"], row["unit"]) for row in found] == [
        (3.0, 6.0, "wk"), (None, None, None), (None, None, None), (40.0, 40.0, "min"), (3.0, 6.0, "wk"), (24.0, None, "h"), (3.0, 7.0, "d"),
    ]  # fmt: skip
    assert [row["error"] for row in found] == [
        None, "cannot read 'for a while': 'while' at position 6: unknown word", "no phrase", None, None, None, None,
    ]  # fmt: skip
    assert [row["approximate"] for row in found] == [False, False, False, True, False, False, False]
    assert [row["hedges"] for row in found] == [None, None, None, None, None, None, "typically"]
    assert [(row["low_closed"], row["high_closed"]) for row in found[-2:]] == [(True, False), (True, True)]


def test_a_range_is_what_the_parser_reads_in_either_view() -> None:
    phrases = ["several hours to a few days", "a few days", "many weeks"]
    outer = rows_of(ke.frames.parse_ranges(column("polars", [*phrases])))
    assert [(row["low"], row["high"], row["unit"]) for row in outer] == [
        (float(one.low or 0), None if one.high is None else float(one.high), one.unit)
        for one in (ke.parse_range(phrase).outer for phrase in phrases)
    ]
    inner = rows_of(ke.frames.parse_ranges(column("polars", [*phrases]), view="inner"))
    assert [(row["low"], row["high"], row["error"]) for row in inner] == [
        (7.0, 48.0, None), (None, None, "no value is common to all its readings"), (None, None, "no value is common to all its readings"),
    ]  # fmt: skip


def test_each_distinct_phrase_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def counted(phrase: str, **options: Any) -> Any:
        read.append(phrase)
        return reader.parse_range(phrase, **options)

    monkeypatch.setattr("ketamine_evidence.frames.phrases.parse_range", counted)
    ke.frames.parse_ranges(column("polars", ["3 weeks", "2 days"] * 50))
    assert read == ["3 weeks", "2 days"]


def test_pandas_keeps_its_index() -> None:
    series = column("pandas", ["3 weeks", "2 days"]).set_axis([7, 3])
    assert list(ke.frames.parse_ranges(series).index) == [7, 3]


def test_no_phrases_give_no_rows_with_the_usual_columns() -> None:
    found = ke.frames.parse_ranges(column("polars", []))
    assert (found.height, found.columns) == (
        0,
        ["phrase", "low", "high", "unit", "low_closed", "high_closed", "approximate", "hedges", "error"],
    )


def test_what_was_read_can_be_merged() -> None:
    read = ke.frames.parse_ranges(column("polars", ["3 to 6 weeks", "for a while", "at least 1 month"]))
    import polars as pl  # noqa: PLC0415

    rows = read.with_columns(source=pl.Series(["a", "b", "c"])).filter(read["error"].is_null())
    assert ke.frames.merge_ranges(rows, nulls="unbounded", to="d").overlap().rows() == [(30.4375, 42.0, "d", True, True)]


@pytest.mark.parametrize("engine", ["polars lazy", "duckdb"])
def test_a_lazy_table_is_refused_with_what_to_do(engine: str) -> None:
    table = ENGINES[engine]([{"phrase": "3 weeks"}], {"phrase": "text"})
    with pytest.raises(QueryError) as raised:
        ke.frames.parse_ranges(table)
    assert str(raised.value) == (
        f"expected a column of pandas, Polars or PyArrow, came {type(table).__name__}; of a lazy table collect the distinct phrases, "
        "read those, and join the result on 'phrase'"
    )


def test_a_column_that_is_no_text() -> None:
    with pytest.raises(DataError) as raised:
        ke.frames.parse_ranges(ENGINES["polars"]([{"weeks": 3}], {"weeks": "whole"})["weeks"])
    assert str(raised.value) == "weeks: expected text, came Int64; cast it"


def test_a_view_that_is_none() -> None:
    with pytest.raises(QueryError) as raised:
        ke.frames.parse_ranges(column("polars", []), view="middle")  # type: ignore[arg-type]
    assert str(raised.value) == "view is 'outer' or 'inner', came 'middle'"
