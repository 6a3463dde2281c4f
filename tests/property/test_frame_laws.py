"""Frames for pandas, Polars and Arrow: they hold what the records hold, and give it back."""

from __future__ import annotations

import io
from fractions import Fraction
from functools import cache
from typing import Any, NamedTuple

import attrs
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyarrow import parquet

from ketamine_evidence import Dataset, Table, agreement, load, merge_ranges
from ketamine_evidence.dataset.columns import COMMON_UNITS, flat_columns, readings
from ketamine_evidence.dataset.frames import records_from_arrow
from ketamine_evidence.records.evidence import TABLES, ReportedRange, Source
from ketamine_evidence.records.rows import columns, to_row
from ketamine_evidence.records.vocabulary import Interest, SourceKind, Tier
from ketamine_evidence.strategies import datasets, records, reported
from ketamine_evidence.values.ranges import Range
from ketamine_evidence.values.reported import ImpreciseNumber, Reported

from .strategies import claims, factors
from .test_codec_laws import MONTH_IN_WEEKS
from .test_codec_laws import records as any_records

Rows = list[dict[str, Any]]
forms = pytest.mark.parametrize("flat", [True, False], ids=["flat", "nested"])


def rows_of(frame: pd.DataFrame) -> Rows:
    """The rows of a pandas frame with None for what is missing."""
    return [
        {str(name): None if value is pd.NA or value is None or value != value else value for name, value in row.items()}  # noqa: PLR0124  NaN
        for row in frame.to_dict("records")
    ]


SOURCES = {
    "source-a": Source(
        id="source-a", title="A", tier=Tier.LAY, kind=SourceKind.CLINIC_ARTICLE, interest=Interest.SELLS_TREATMENT, year=2020
    ),
    "source-b": Source(
        id="source-b", title="B", tier=Tier.LITERATURE, kind=SourceKind.HEALTH_ARTICLE, interest=Interest.UNKNOWN, publisher="P"
    ),
}


def some_records(kind: type[Any]) -> st.SearchStrategy[Table[Any]]:
    """A table of one kind, of up to two records, which may be of a source that is not at hand."""
    made = records(kind)
    if "source" in {field.name for field in attrs.fields(kind)}:
        made = st.sampled_from(["source-a", "source-b", "source-c"]).flatmap(lambda key: records(kind, source=key))
    return st.lists(made, max_size=2).map(lambda found: Table(kind, found, SOURCES))


any_tables = st.sampled_from(list(TABLES.values())).flatmap(some_records)
two_tables = st.sampled_from(list(TABLES.values())).flatmap(lambda kind: st.tuples(some_records(kind), some_records(kind)))


def has_source(table: Table[Any]) -> bool:
    """Whether the records of a table tell their source."""
    return "source" in {field.name for field in attrs.fields(table._record)}


def table_of(record: attrs.AttrsInstance) -> Table[Any]:
    return Table(type(record), [record])


# There and back


@given(any_records())
@example(MONTH_IN_WEEKS)
def test_records_from_arrow_undoes_to_arrow(record: attrs.AttrsInstance) -> None:
    """records_from_arrow(to_arrow(t)) = t, exact numbers included."""
    assert records_from_arrow(type(record), table_of(record).to_arrow()) == [record]


def through_parquet(table: pa.Table) -> pa.Table:
    """The table as it comes back from the bytes of a Parquet file."""
    file = io.BytesIO()
    parquet.write_table(table, file)
    return parquet.read_table(io.BytesIO(file.getvalue()))


@given(datasets())
def test_datasets_come_back_from_parquet(ds: Dataset) -> None:
    """Each table of a dataset, with the columns about its sources, is read back from the bytes of a Parquet file."""
    for name, table in ds.tables.items():
        assert records_from_arrow(TABLES[name], through_parquet(table.to_arrow(with_sources=has_source(table)))) == list(table)


@given(any_tables)
def test_types_come_back_from_parquet(table: Table[Any]) -> None:
    """The schema of a table read from Parquet is that of the table written."""
    assert through_parquet(table.to_arrow()).schema == table.to_arrow().schema


@given(any_records())
@example(MONTH_IN_WEEKS)
def test_records_come_back_from_polars(record: attrs.AttrsInstance) -> None:
    """records_from_arrow(to_polars(t).to_arrow()) = t"""
    assert records_from_arrow(type(record), table_of(record).to_polars().to_arrow()) == [record]


@given(any_records())
def test_records_come_back_from_pandas(record: attrs.AttrsInstance) -> None:
    """records_from_arrow of the nested pandas frame is the table again."""
    frame = table_of(record).to_pandas(flat=False)
    assert records_from_arrow(type(record), pa.Table.from_pandas(frame, preserve_index=False)) == [record]


# All libraries hold the same


@forms
@given(table=any_tables)
def test_polars_holds_what_arrow_holds(table: Table[Any], *, flat: bool) -> None:
    """The rows of to_polars(t) are the rows of to_arrow(t), flat and nested."""
    arrow = table.to_arrow(flat=flat, with_sources=has_source(table))
    assert table.to_polars(flat=flat, with_sources=has_source(table)).to_dicts() == arrow.to_pylist()


@forms
@given(table=any_tables)
def test_pandas_holds_what_arrow_holds(table: Table[Any], *, flat: bool) -> None:
    """The rows of to_pandas(t) are the rows of to_arrow(t), flat and nested, what is missing being missing."""
    arrow = table.to_arrow(flat=flat, with_sources=has_source(table))
    assert rows_of(table.to_pandas(flat=flat, with_sources=has_source(table))) == arrow.to_pylist()


@given(any_tables)
def test_a_nested_frame_holds_the_plain_data(table: Table[Any]) -> None:
    """The fields of the record in to_arrow(t) are to_dicts(t)."""
    fields = [field.name for field in attrs.fields(table._record)]
    assert table.to_arrow().select(fields).to_pylist() == table.to_dicts()


@given(any_records())
@example(MONTH_IN_WEEKS)
def test_a_flat_frame_holds_the_cells_of_the_csv_file(record: attrs.AttrsInstance) -> None:
    """Each cell of a flat frame is written as the cell of the CSV file is."""
    kinds = {column.name: column.kind for column in columns(type(record))}
    row = table_of(record).to_arrow(flat=True).to_pylist()[0]
    for name, cell in to_row(record).items():
        value = row[name]
        if kinds[name] == "number" and value is not None:
            assert float(cell) == value
        else:
            assert cell == ("" if value is None else str(value).lower() if isinstance(value, bool) else str(value))


@given(any_tables.filter(has_source))
def test_columns_of_the_source_hold_what_where_asks_for(table: Table[Any]) -> None:
    """The rows whose source has a value in a frame are those that where() finds by it."""
    own = {field.name for field in attrs.fields(table._record)}
    rows = table.to_polars(with_sources=True).to_dicts()
    for name in {"tier", "kind", "interest", "publisher", "year"} - own:
        for value in {row[name] for row in rows}:
            assert list(table.where(**{name: value})) == [one for one, row in zip(table, rows, strict=True) if row[name] == value]


# Schemas follow from the class alone


def dictionaries(table: pa.Table) -> dict[str, list[str]]:
    """The terms that the columns of closed lists hold, in order."""
    closed: dict[str, Any] = {
        field.name: table[field.name].chunk(0) for field in table.schema if pa.types.is_dictionary(field.type)
    }
    return {name: column.dictionary.to_pylist() for name, column in closed.items()}


class Schemas(NamedTuple):
    """What the frames of a table are, apart from their rows."""

    arrow: pa.Schema
    terms: dict[str, list[str]]
    polars: pl.Schema
    pandas: dict[str, Any]


def schemas_of(made: Any, *, flat: bool) -> Schemas:
    """The schemas of all frames of a table or a merge."""
    arrow = made.to_arrow(flat=flat)
    types = made.to_pandas(flat=flat).dtypes.to_dict()
    return Schemas(arrow.schema, dictionaries(arrow), made.to_polars(flat=flat).schema, types)


@cache
def schemas_of_none(name: str, *, flat: bool) -> Schemas:
    """The schemas of the empty table of a class of records."""
    kinds: dict[str, type[Any]] = {kind.__name__: kind for kind in TABLES.values()}
    return schemas_of(Table(kinds[name]), flat=flat)


@forms
@given(table=any_tables)
def test_a_schema_is_that_of_the_empty_table_whatever_the_rows(table: Table[Any], *, flat: bool) -> None:
    """Columns, their order, their types and the closed lists are those of the empty table, in all libraries."""
    assert schemas_of(table, flat=flat) == schemas_of_none(table._record.__name__, flat=flat)


@given(two_tables)
def test_tables_put_together_hold_the_rows_of_both(two: tuple[Table[Any], Table[Any]]) -> None:
    """concat(to_x(s), to_x(t)) has the types of each and the rows of s and then of t."""
    one, other = two
    both = one.to_arrow().to_pylist() + other.to_arrow().to_pylist()
    assert pa.concat_tables([one.to_arrow(), other.to_arrow()]).to_pylist() == both
    together = pl.concat([one.to_polars(), other.to_polars()])
    assert together.schema == schemas_of_none(one._record.__name__, flat=False).polars
    assert together.to_dicts() == both
    frame = pd.concat([one.to_pandas(), other.to_pandas()])
    assert frame.dtypes.to_dict() == schemas_of_none(one._record.__name__, flat=True).pandas
    assert rows_of(frame) == one.to_arrow(flat=True).to_pylist() + other.to_arrow(flat=True).to_pylist()


@given(any_records())
def test_a_closed_list_is_whole(record: attrs.AttrsInstance) -> None:
    """A column of a closed list has all terms of the list, in order, whatever the rows have."""
    lists = {name: list(kind.choices) for name, kind in flat_columns(type(record)).items() if kind.choices}
    found = dictionaries(table_of(record).to_arrow(flat=True))
    frame = table_of(record).to_pandas()
    assert {name: found[name] for name in lists} == lists
    assert {name: list(frame[name].cat.categories) for name in lists} == lists
    assert dict(table_of(record).to_polars().select(list(lists)).schema) == {
        name: pl.Enum(terms) for name, terms in lists.items()
    }


# Readings


def least(end: ImpreciseNumber | None, unit: str) -> Fraction:
    return Fraction(0) if end is None else end.least_in(unit)


@given(reported())
def test_the_outer_low_end_is_the_float_nearest_to_the_exact_one(said: Reported) -> None:
    """outer_low is the float of the exact low end, in the claim's unit and in the common one."""
    found = readings(said)
    assert found["outer_low"] == float(least(said.low, found["unit"]))
    assert found["common_unit"] == COMMON_UNITS[said.dimension]
    assert found["outer_low_common"] == float(least(said.low, found["common_unit"]))


@given(reported())
def test_the_ends_make_the_readings_again(said: Reported) -> None:
    """The range from the ends of a frame is the outer, or inner, reading; no end where there is no reading."""
    found = readings(said)
    for name, reading in (("outer", said.outer), ("inner", said.inner)):
        for unit, suffix in ((found["unit"], ""), (found["common_unit"], "_common")):
            low, high = found[f"{name}_low{suffix}"], found[f"{name}_high{suffix}"]
            if reading is None:
                assert (low, high) == (None, None)
            else:
                same = reading.to(unit)
                assert (low, high) == (same.low, same.high)
                assert Range(low, high, unit).high_closed == reading.high_closed


@given(st.lists(records(ReportedRange), min_size=2, max_size=4))
def test_ends_in_the_common_unit_are_in_the_order_of_the_ranges(made: list[ReportedRange]) -> None:
    """Where one low end is at most another exactly, its column is at most the other's."""
    lows = Table(ReportedRange, made).to_polars()["outer_low_common"].to_list()
    for one, low in zip(made, lows, strict=True):
        for other, its in zip(made, lows, strict=True):
            if one.reported.dimension == other.reported.dimension:
                common = COMMON_UNITS[one.reported.dimension]
                if least(one.reported.low, common) <= least(other.reported.low, common):
                    assert low <= its


# Merges and agreement


@given(claims())
def test_a_merge_as_a_frame_holds_its_plain_data(made: list[ReportedRange]) -> None:
    """The rows of a merge's frames are its to_dicts()."""
    merged = merge_ranges(made)
    assert merged.to_arrow().to_pylist() == merged.to_polars().to_dicts() == merged.to_dicts()
    assert rows_of(merged.to_pandas(flat=False)) == merged.to_dicts()


@cache
def schemas_of_groups(by: tuple[str, ...]) -> Schemas:
    return schemas_of(merge_ranges(load("0.1.0").ranges.where(quantity="relief_duration"), by=by), flat=True)


@given(claims(), st.lists(st.sampled_from(["source", "protocol", "condition", "note"]), min_size=1, max_size=2, unique=True))
def test_groups_as_a_frame_hold_their_plain_data(made: list[ReportedRange], by: list[str]) -> None:
    """The rows of the frames of merges by group are their to_dicts(), and the schema does not depend on the claims."""
    groups = merge_ranges(made, by=by)
    assert groups.to_arrow().to_pylist() == groups.to_polars().to_dicts() == groups.to_dicts()
    assert schemas_of(groups, flat=True) == schemas_of_groups(tuple(by))


@given(factors())
def test_an_agreement_as_a_frame_counts_as_its_plain_data_do(made: list[Any]) -> None:
    """For each term and source the frame has the number of claims that to_dicts() has."""
    found = agreement(made)
    rows = found.to_polars().to_dicts()
    assert rows == found.to_arrow().to_pylist()
    assert {(row["term"], row["source"]): row["claims"] for row in rows} == {
        (row["term"], source): number for row in found.to_dicts() for source, number in row["claims"].items()
    }
    assert all(row["claims"] == len(row["ids"]) for row in rows)


@given(factors())
def test_sources_contradict_each_other_in_pairs(made: list[Any]) -> None:
    """Whom a source is contradicted by is contradicted by it."""
    rows = agreement(made).to_polars().to_dicts()
    against = {(row["term"], row["source"], other) for row in rows for other in row["contradicted_by"]}
    assert against == {(term, other, source) for term, source, other in against}
    assert {term for term, _, _ in against} == {term.term for term in agreement(made).contradictions}
