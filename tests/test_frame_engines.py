"""Merging tables of any engine: what comes back, and what is refused and how."""

from __future__ import annotations

from typing import Any

import pytest

import ketamine_evidence as ke
from engines import CLAIMS, ENGINES, Kinds, Rows, polars, rows_of
from ketamine_evidence.errors import DataError, DimensionError, KetamineEvidenceError, MissingExtraError, QueryError, UnitError
from merged_rows import METHODS, in_memory, in_order

nw = pytest.importorskip("narwhals.stable.v2")
pytestmark = pytest.mark.filterwarnings(
    "ignore:fetch_arrow_table:DeprecationWarning"
)  # Ibis asks DuckDB in a way of its earlier versions

PLAIN: Kinds = {"source": "text", "low": "number", "high": "number", "unit": "text"}
RANGES: Rows = [
    {"group": "g", "source": "a", "low": 1.0, "high": 2.0, "unit": "d", "low_closed": True, "high_closed": False},
    {"group": "g", "source": "a", "low": 2.0, "high": 3.0, "unit": "d", "low_closed": True, "high_closed": True},
    {"group": "g", "source": "b", "low": 2.0, "high": None, "unit": "d", "low_closed": False, "high_closed": True},
    {"group": None, "source": "a", "low": 1.0, "high": 1.0, "unit": "d", "low_closed": True, "high_closed": True},
    {"group": None, "source": "b", "low": 4.0, "high": 9.0, "unit": "d", "low_closed": True, "high_closed": True},
]
TYPES = {
    "polars": "polars.DataFrame",
    "polars lazy": "polars.LazyFrame",
    "pandas": "pandas.DataFrame",
    "pandas nullable": "pandas.DataFrame",
    "pyarrow": "pyarrow.Table",
    "duckdb": "DuckDBPyRelation",
    "ibis": "ibis.Table",
    "sqlframe": "DuckDBTable",
}


def plain(*rows: tuple[Any, Any, Any, Any]) -> Any:
    """A Polars frame of sources, ends and units."""
    return polars([dict(zip(PLAIN, row, strict=True)) for row in rows], PLAIN)


def refused(error: type[KetamineEvidenceError], table: Any, **options: Any) -> str:
    """What is said where a table is refused."""
    with pytest.raises(error) as raised:
        ke.frames.merge_ranges(table, **options)
    return str(raised.value)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_table_comes_back_as_the_kind_that_it_was(engine: str) -> None:
    table = ENGINES[engine](RANGES, CLAIMS)
    merged = ke.frames.merge_ranges(table, by="group", nulls="unbounded")
    for question in ("hull", "support", "conflicts"):
        found = METHODS[question](merged)
        assert isinstance(table, type(found))
        assert in_order(rows_of(found)) == in_order(in_memory(question, RANGES))
    assert type(table).__name__ == TYPES[engine].split(".")[-1]


@pytest.mark.parametrize("engine", ENGINES)
def test_no_rows_give_empty_columns_of_the_usual_types(engine: str) -> None:
    merged = ke.frames.merge_ranges(ENGINES[engine]([], CLAIMS), by="group")
    found = nw.from_native(merged.support())
    kinds = dict(found.collect_schema())
    assert list(kinds) == ["group", "low", "high", "unit", "low_closed", "high_closed", "support"]
    assert [kinds[name] for name in ("group", "low", "high", "unit")] == [nw.String, nw.Float64, nw.Float64, nw.String]
    assert (kinds["low_closed"], kinds["support"]) == (nw.Boolean, nw.Int64)
    assert rows_of(merged.support()) == []


@pytest.mark.parametrize("engine", ENGINES)
def test_a_null_end_is_refused_unless_it_is_said_what_it_means(engine: str) -> None:
    said = refused(DataError, ENGINES[engine](RANGES, CLAIMS), by="group")
    assert said.replace("2 to nan d", "2 to null d") == (
        "high: null in 1 row, such as 2 to null d of 'b'; say nulls='unbounded' where null means that there is no end, "
        "else leave the rows out"
    )


def test_an_eager_table_comes_in_order_with_groups_not_stated_last() -> None:
    merged = ke.frames.merge_ranges(polars(RANGES[::-1], CLAIMS), by="group", nulls="unbounded")
    assert [(row["group"], row["low"]) for row in merged.support().to_dicts()] == [
        ("g", 1),
        ("g", 2),
        ("g", 3),
        (None, 1),
        (None, 4),
    ]


def test_without_groups_all_rows_are_one() -> None:
    merged = ke.frames.merge_ranges(plain(("a", 1, 2, "wk"), ("b", 10, 20, "d")))
    assert merged.overlap().rows() == [(10.0, 14.0, "d", True, True)]
    assert repr(merged) == "<MergedFrame by nothing, on polars>"


def test_by_several_columns_each_once() -> None:
    merged = ke.frames.merge_ranges(polars(RANGES, CLAIMS), by=["group", "source", "group"], nulls="unbounded")
    assert merged.by == ("group", "source")
    assert merged.hull().select("group", "source").rows() == [("g", "a"), ("g", "b"), (None, "a"), (None, "b")]
    assert repr(merged) == "<MergedFrame by group, source, on polars>"


def test_columns_by_other_names_and_whole_numbers() -> None:
    kinds: Kinds = {"paper": "whole", "from": "whole", "until": "whole", "ucum": "text", "from_in": "flag", "until_in": "flag"}
    rows = [(1, 1, 4, "wk", True, True), (1, 4, 6, "wk", False, True), (2, 14, 21, "d", True, False)]
    table = polars([dict(zip(kinds, row, strict=True)) for row in rows], kinds)
    names: dict[str, Any] = {
        "source": "paper",
        "low": "from",
        "high": "until",
        "unit": "ucum",
        "low_closed": "from_in",
        "high_closed": "until_in",
    }
    merged = ke.frames.merge_ranges(table, to="wk", **names)
    assert merged.overlap().rows() == [(2.0, 3.0, "wk", True, False)]
    assert merged.conflicts().select("sources", "highest_low_source", "lowest_high_source").row(0) == (2, 2, 2)


def test_closedness_counts_only_where_it_is_asked_for() -> None:
    table = polars(RANGES[:1], CLAIMS)
    assert ke.frames.merge_ranges(table).hull()["high_closed"].to_list() == [False]
    assert ke.frames.merge_ranges(table, high_closed=None).hull()["high_closed"].to_list() == [True]


def test_each_dimension_has_a_unit_of_its_own() -> None:
    kinds: Kinds = {"quantity": "text", **PLAIN}
    rows = [
        ("dose", "a", 0.5, 1, "mg/kg"),
        ("dose", "b", 500, 700, "ug/kg"),
        ("onset", "a", 1, 2, "h"),
        ("onset", "b", 40, 90, "min"),
    ]
    table = polars([dict(zip(kinds, row, strict=True)) for row in rows], kinds)
    merged = ke.frames.merge_ranges(table, by="quantity")
    assert merged.overlap().select("quantity", "low", "high", "unit").rows() == [
        ("dose", 500.0, 700.0, "ug/kg"),
        ("onset", 60.0, 90.0, "min"),
    ]
    assert merged.conflicts()["unit"].to_list() == ["ug/kg", "min"]


def test_two_dimensions_converted_back_by_different_numbers() -> None:
    kinds: Kinds = {"quantity": "text", **PLAIN}
    rows = [("dose", "a", 1, 3, "mg"), ("span", "a", 1, 3, "wk"), ("span", "b", 1, 2, "mo")]
    table = polars([dict(zip(kinds, row, strict=True)) for row in rows], kinds)
    found = ke.frames.merge_ranges(table, by="quantity").hull()
    assert found.select("low", "high", "unit").rows() == [
        (1.0, 3.0, "mg"),
        (1.0, float(ke.Range(1, 2, "mo").to("wk").high or 0), "wk"),
    ]


def test_a_unit_of_the_result_that_no_row_has() -> None:
    merged = ke.frames.merge_ranges(plain(("a", 3.99, 7, "d"), ("b", 1, 2, "wk")), to="wk")
    assert merged.support().select("low", "high", "unit").rows() == [(0.57, 1.0, "wk"), (1.0, 1.0, "wk"), (1.0, 2.0, "wk")]


def test_trusted_units_are_not_looked_for() -> None:
    merged = ke.frames.merge_ranges(plain(("a", 1, 2, "wk"), ("b", 10, 20, "d")), trusted_units=["d", "wk"])
    assert merged.overlap().select("low", "high").rows() == [(10.0, 14.0)]
    assert refused(UnitError, plain(), trusted_units=["week"]).startswith("unknown unit: 'week'")


def test_signed_zeros_are_one_number() -> None:
    merged = ke.frames.merge_ranges(plain(("a", -0.0, 1, "d"), ("b", -1, 0, "d")))
    assert str(merged.overlap().rows()) == "[(0.0, 0.0, 'd', True, True)]"


def test_every_question_by_example() -> None:
    merged = ke.frames.merge_ranges(polars(RANGES, CLAIMS), by="group", nulls="unbounded")
    for question, ask in METHODS.items():
        assert in_order(rows_of(ask(merged))) == in_order(in_memory(question, RANGES)), question


def test_more_sources_than_there_are_agree_nowhere() -> None:
    assert ke.frames.merge_ranges(plain(("a", 1, 2, "d"))).consensus(2).rows() == []


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({}, "consensus() takes a number of sources or share=, one of them"),
        ({"k": 1, "share": 0.5}, "consensus() takes a number of sources or share=, one of them"),
        ({"k": 0}, "a number of sources is a whole number from 1, came 0"),
        ({"k": True}, "a number of sources is a whole number from 1, came True"),
        ({"share": 0}, "share is above 0 and at most 1, came 0"),
        ({"share": 1.5}, "share is above 0 and at most 1, came 1.5"),
    ],
)
def test_a_consensus_that_cannot_be(asked: dict[str, Any], message: str) -> None:
    with pytest.raises(QueryError) as raised:
        ke.frames.merge_ranges(plain(("a", 1, 2, "d"))).consensus(**asked)
    assert str(raised.value) == message


def test_missing_and_wrongly_typed_columns_are_named_all_at_once() -> None:
    table = plain(("a", 1, 2, "d")).rename({"unit": "units"}).with_columns(low=polars([{"low": "1"}], {"low": "text"})["low"])
    assert refused(DataError, table, by="condition", low_closed="open") == (
        "condition: missing column; the table has: source, low, high, units\n"
        "low: expected numbers, came String; cast it\n"
        "unit: missing column; the table has: source, low, high, units; did you mean 'units'?\n"
        "open: missing column; the table has: source, low, high, units"
    )


def test_columns_of_every_wrong_type() -> None:
    table = plain(("a", 1, 2, "d")).to_dict()
    import polars as pl  # noqa: PLC0415

    made = pl.DataFrame({"source": [1.5], "low": [1], "high": [2], "unit": [1], "low_closed": [1], "parts": [[1]]})
    assert list(table) == list(PLAIN)
    assert refused(DataError, made, by="parts") == (
        "parts: expected a column to group by, came List(Int64); cast it\n"
        "unit: expected text, came Int64; cast it\n"
        "source: expected text or whole numbers, came Float64; cast it\n"
        "low_closed: expected true or false, came Int64; cast it"
    )


def test_a_group_by_the_name_of_a_column_of_the_result() -> None:
    assert refused(QueryError, plain(), by="unit") == "the result has a column 'unit' of its own; rename that of the groups"
    assert refused(QueryError, plain(), by="_at") == "the result has a column '_at' of its own; rename that of the groups"


def test_everything_that_is_wrong_with_rows_is_counted_at_once() -> None:
    nan, infinity = float("nan"), float("inf")
    rows: Rows = [
        {"source": "a", "low": nan, "high": 2.0, "unit": "d", "low_closed": True, "high_closed": True},
        {"source": "b", "low": 1.0, "high": infinity, "unit": "d", "low_closed": True, "high_closed": True},
        {"source": "c", "low": 6.0, "high": 4.0, "unit": "wk", "low_closed": True, "high_closed": True},
        {"source": "d", "low": 7.5, "high": 4.0, "unit": "wk", "low_closed": True, "high_closed": True},
        {"source": "e", "low": 3.0, "high": 3.0, "unit": "d", "low_closed": True, "high_closed": False},
        {"source": "f", "low": 3.0, "high": 5.0, "unit": "d", "low_closed": None, "high_closed": True},
        {"source": None, "low": 3.0, "high": 5.0, "unit": "d", "low_closed": True, "high_closed": True},
        {"source": "g", "low": None, "high": 5.0, "unit": "d", "low_closed": True, "high_closed": True},
        {"source": "h", "low": 1.0, "high": 5.0, "unit": "hr", "low_closed": True, "high_closed": True},
        {"source": "i", "low": 1.0, "high": 5.0, "unit": "hr", "low_closed": True, "high_closed": True},
        {"source": "j", "low": 1.0, "high": 5.0, "unit": None, "low_closed": True, "high_closed": True},
    ]
    kinds = {name: kind for name, kind in CLAIMS.items() if name != "group"}
    assert refused(DataError, polars(rows, kinds)) == (
        "low: NaN in 1 row, such as nan to 2 d of 'a'; write null for what is not known, or leave the rows out\n"
        "low: null in 1 row, such as null to 5 d of 'g'; say nulls='unbounded' where null means that there is no end, "
        "else leave the rows out\n"
        "high: an infinite or too large end in 1 row, such as 1 to inf d of 'b'; write null for no end, and say nulls='unbounded'\n"
        "low, high: reversed ends in 2 rows, such as 6 to 4 wk of 'c'; 7.5 to 4 wk of 'd'; swap them\n"
        "low_closed: null in 1 row, such as 3 to 5 d of 'f'; say true or false\n"
        "low, high: an empty range in 1 row, such as 3 to 3 d of 'e'; close both ends for a single value\n"
        "source: null in 1 row, such as 3 to 5 d of not stated; name the source, or leave the rows out\n"
        "unit: unknown unit 'hr' in 2 rows, such as 1 to 5 hr of 'h'; 1 to 5 hr of 'i'; "
        "expected a UCUM code such as 'd', 'wk', 'mg/kg'\n"
        "unit: null in 1 row, such as 1 to 5 None of 'j'; expected a UCUM code such as 'd', 'wk', 'mg/kg'"
    )


@pytest.mark.parametrize("engine", [name for name in ENGINES if not name.startswith("pandas")])
def test_what_is_no_number_is_refused_on_every_engine(engine: str) -> None:
    rows = [{"source": "a", "low": 1.0, "high": float("nan"), "unit": "d"}]
    assert refused(DataError, ENGINES[engine](rows, PLAIN), nulls="unbounded") == (
        "high: NaN in 1 row, such as 1 to nan d of 'a'; write null for what is not known, or leave the rows out"
    )


def test_in_ordinary_pandas_what_is_no_number_is_null() -> None:
    rows = [{"source": "a", "low": 1.0, "high": float("nan"), "unit": "d"}]
    assert refused(DataError, ENGINES["pandas"](rows, PLAIN)) == (
        "high: null in 1 row, such as 1 to nan d of 'a'; say nulls='unbounded' where null means that there is no end, "
        "else leave the rows out"
    )


def test_mixed_dimensions_name_the_group() -> None:
    kinds: Kinds = {"drug": "text", "year": "whole", **PLAIN}
    rows = [("k", 1, "a", 1, 2, "d"), ("k", 2, "a", 1, 2, "mg"), ("k", 2, "b", 1, 2, "wk"), ("k", 3, "b", 1, 2, "%")]
    table = polars([dict(zip(kinds, row, strict=True)) for row in rows], kinds)
    assert refused(DimensionError, table, by=["drug", "year"]) == (
        "drug 'k', year 2: dose (mg) and time (wk) are different dimensions; group by what tells them apart, such as the quantity"
    )
    assert refused(DimensionError, table.filter(year=2)) == (
        "dose (mg) and time (wk) are different dimensions; group by what tells them apart, such as the quantity"
    )
    assert ke.frames.merge_ranges(table.filter(source="a"), by="year").hull()["unit"].to_list() == ["d", "mg"]


def test_a_unit_of_the_result_that_does_not_fit_the_rows() -> None:
    assert refused(DimensionError, plain(("a", 1, 2, "d")), to="mg") == (
        "time (d) and dose (mg) are different dimensions; put together only what measures the same thing"
    )
    assert refused(UnitError, plain(("a", 1, 2, "d")), to="week").startswith("unknown unit: 'week'")


def test_nulls_that_mean_neither() -> None:
    assert refused(QueryError, plain(), nulls="dropped") == "nulls is 'refused' or 'unbounded', came 'dropped'"


def test_what_is_no_table() -> None:
    assert refused(QueryError, [1, 2]) == (
        "expected a table of pandas, Polars, PyArrow, DuckDB, Ibis, SQLFrame or PySpark, came list"
    )


def test_engines_without_ordered_windows_are_told_apart() -> None:
    from ketamine_evidence.frames.backends import Engine, check_engine  # noqa: PLC0415

    with pytest.raises(QueryError) as raised:
        check_engine(Engine.DASK)
    assert str(raised.value) == (
        "dask has no ordered windows, which a merge needs; read the same files with Polars (scan_parquet), DuckDB (read_parquet) or PySpark"
    )
    with pytest.raises(QueryError) as raised:
        check_engine(Engine.IBIS, "polars")
    assert str(raised.value) == "Ibis on Polars has no windows; give the Polars frame itself, or Ibis on DuckDB"


def test_pyarrow_without_polars_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object, **__: object) -> None:
        raise ModuleNotFoundError("No module named 'polars'", name="polars")

    table = ENGINES["pyarrow"]([], PLAIN)
    monkeypatch.setattr("ketamine_evidence.frames.backends.nw.from_arrow", gone)
    assert refused(MissingExtraError, table) == (
        "tables of PyArrow are merged by Polars, which is not installed: pip install 'ketamine-evidence[polars]'"
    )


def test_names_that_are_not_there() -> None:
    name = "merge_range"
    with pytest.raises(AttributeError) as raised:
        getattr(ke.frames, name)
    assert str(raised.value) == "module 'ketamine_evidence.frames' has no attribute 'merge_range'"
    assert set(ke.frames.__all__) <= set(dir(ke.frames))


@pytest.mark.parametrize(("missing", "error"), [("narwhals", MissingExtraError), ("something", ModuleNotFoundError)])
def test_without_narwhals_one_line_says_what_to_install(
    missing: str, error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_: str) -> None:
        raise ModuleNotFoundError(f"No module named {missing!r}", name=missing)

    monkeypatch.delattr(ke.frames, "merge_ranges", raising=False)
    monkeypatch.setattr(ke.frames, "import_module", gone)
    with pytest.raises(error) as raised:
        ke.frames.merge_ranges  # noqa: B018
    expected = {
        "narwhals": "frames need narwhals, which is not installed: pip install 'ketamine-evidence[frames]'",
        "something": "No module named 'something'",
    }
    assert str(raised.value) == expected[missing]
