"""The engines on which frames are tested: how a table gets there, and how what comes of it gets back."""

from __future__ import annotations

import importlib.util
import math
import os
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

import pytest

Rows = list[dict[str, Any]]
"""A table as plain data, a row each."""
Kinds = Mapping[str, str]
"""The type of each column: "text", "number", "whole" or "flag"."""
CLAIMS: Kinds = {
    "group": "text",
    "source": "text",
    "low": "number",
    "high": "number",
    "unit": "text",
    "low_closed": "flag",
    "high_closed": "flag",
}
"""A table of ranges under the usual names."""


_OPEN: list[Any] = []
"""The connections to databases in memory, whose tables older versions of DuckDB do not keep open by themselves."""


def give_up(reason: str) -> NoReturn:
    """Skip a test that cannot run here, or fail it where it has to run."""
    if os.environ.get("KETAMINE_EVIDENCE_ENGINES") == "required":
        pytest.fail(reason)
    pytest.skip(reason)


def need(*modules: str) -> None:
    """Give up where a library is not here."""
    if missing := [name for name in modules if importlib.util.find_spec(name) is None]:
        give_up(f"not installed: {', '.join(missing)}; pip install -e '.[dev,engines]'")


def polars(rows: Rows, kinds: Kinds) -> Any:
    need("polars")
    import polars as pl

    types: dict[str, Any] = {"text": pl.String, "number": pl.Float64, "whole": pl.Int64, "flag": pl.Boolean}
    return pl.DataFrame(rows, schema={name: types[kind] for name, kind in kinds.items()}, orient="row")


def polars_lazy(rows: Rows, kinds: Kinds) -> Any:
    return polars(rows, kinds).lazy()


def pandas(rows: Rows, kinds: Kinds) -> Any:
    need("pandas")
    import pandas as pd

    types = {"text": "str", "number": "float64", "whole": "int64", "flag": "bool"}
    return pd.DataFrame({name: pd.Series([row[name] for row in rows], dtype=types[kind]) for name, kind in kinds.items()})


def pandas_nullable(rows: Rows, kinds: Kinds) -> Any:
    need("pandas")
    import pandas as pd

    types = {"text": "string", "number": "Float64", "whole": "Int64", "flag": "boolean"}
    return pd.DataFrame({name: pd.Series([row[name] for row in rows], dtype=types[kind]) for name, kind in kinds.items()})


def pyarrow(rows: Rows, kinds: Kinds) -> Any:
    need("pyarrow")
    import pyarrow as pa

    types = {"text": pa.string(), "number": pa.float64(), "whole": pa.int64(), "flag": pa.bool_()}
    return pa.table({name: pa.array([row[name] for row in rows], types[kind]) for name, kind in kinds.items()})


def _in_duckdb(rows: Rows, kinds: Kinds) -> Any:
    """A connection with a table `claims`."""
    need("duckdb")
    import duckdb

    types = {"text": "varchar", "number": "double", "whole": "bigint", "flag": "boolean"}
    connection = duckdb.connect()
    columns = ", ".join(f'"{name}" {types[kind]}' for name, kind in kinds.items())
    connection.execute(f"create table claims ({columns})")
    if rows:
        cells = [[row[name] for name in kinds] for row in rows]
        connection.executemany(f"insert into claims values ({', '.join('?' * len(kinds))})", cells)  # noqa: S608
    _OPEN.append(connection)
    return connection


def duckdb(rows: Rows, kinds: Kinds) -> Any:
    return _in_duckdb(rows, kinds).table("claims")


def ibis(rows: Rows, kinds: Kinds) -> Any:
    need("ibis")
    import ibis as library  # pyright: ignore[reportMissingImports]

    return library.duckdb.from_connection(_in_duckdb(rows, kinds)).table("claims")


def sqlframe(rows: Rows, kinds: Kinds) -> Any:
    need("sqlframe")
    from sqlframe.base.session import _BaseSession  # pyright: ignore[reportMissingImports]
    from sqlframe.duckdb import DuckDBSession  # pyright: ignore[reportMissingImports]

    _BaseSession._instance = None  # else it stays at the first connection that it was given
    return DuckDBSession(conn=_in_duckdb(rows, kinds)).table("claims")


ENGINES: dict[str, Callable[[Rows, Kinds], Any]] = {
    "polars": polars,
    "polars lazy": polars_lazy,
    "pandas": pandas,
    "pandas nullable": pandas_nullable,
    "pyarrow": pyarrow,
    "duckdb": duckdb,
    "ibis": ibis,
    "sqlframe": sqlframe,
}
"""The engines that need no Java, each with what puts a table there."""


def rows_of(table: Any) -> Rows:
    """A table of any engine as plain data."""
    import narwhals.stable.v2 as nw

    frame = nw.from_native(table)
    if frame.implementation.is_pyspark():
        return [row.asDict() for row in table.collect()]
    eager = frame.collect() if isinstance(frame, nw.LazyFrame) else frame
    return [{name: None if _is_missing(value) else value for name, value in row.items()} for row in eager.rows(named=True)]


def _is_missing(value: Any) -> bool:
    """None, and the signs that pandas has for it."""
    return value is None or type(value).__name__ == "NAType" or (isinstance(value, float) and math.isnan(value))
