"""The engines: which of them can do it, and how each orders a window. No other module knows them apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals.stable.v2 as nw

from ketamine_evidence.errors import QueryError

Rows = nw.LazyFrame[Any]
"""Rows on any engine. Those of an eager one are wrapped as if they were lazy, so that everything is written once."""
Engine = nw.Implementation

_ONE_SWEEP = frozenset({Engine.PYARROW})
"""Engines whose ordered windows know no groups. Where each group's steps come to nothing, one sweep over all groups in order does as well."""
_WINDOWS = frozenset(
    {
        Engine.PANDAS,
        Engine.MODIN,
        Engine.CUDF,
        Engine.POLARS,
        Engine.DUCKDB,
        Engine.IBIS,
        Engine.SQLFRAME,
        Engine.PYSPARK,
        Engine.PYSPARK_CONNECT,
    }
)
_TAKEN = "a table of pandas, Polars, PyArrow, DuckDB, Ibis, SQLFrame or PySpark"


def rows_of(table: Any) -> tuple[Rows, bool]:
    """Take a table.

    Returns:
        Its rows, and whether its engine is an eager one.

    Raises:
        QueryError: for what is no table, or one of an engine that lacks what a merge needs; it says what to use instead.
    """
    try:
        frame = nw.from_native(table)
    except TypeError:
        raise QueryError(f"expected {_TAKEN}, came {type(table).__name__}") from None
    check_engine(frame.implementation)
    if frame.implementation is Engine.IBIS and nw.to_native(frame).get_backend().name == "polars":
        raise QueryError("Ibis on Polars has no windows; give the Polars frame itself, or Ibis on DuckDB")
    return (frame.lazy(), True) if isinstance(frame, nw.DataFrame) else (frame, False)


def check_engine(engine: Engine) -> None:
    """Refuse an engine without ordered windows.

    Raises:
        QueryError: it says what to use instead.
    """
    if engine not in _WINDOWS | _ONE_SWEEP:
        raise QueryError(
            f"{engine.value} has no ordered windows, which a merge needs; read the same files with Polars (scan_parquet), DuckDB "
            "(read_parquet) or PySpark"
        )


def following(engine: Engine, column: str, within: Sequence[str], order: Sequence[str]) -> nw.Expr:
    """The value of the next row of a group, in order. What the last row of a group is given is not to be used."""
    return _ordered(engine, nw.col(column).shift(-1), within, order)


def running_balance(engine: Engine, column: str, within: Sequence[str], order: Sequence[str]) -> nw.Expr:
    """The running sum, group by group and in order, of numbers that come to nothing in each group."""
    return _ordered(engine, nw.col(column).cum_sum(), within, order)


def _ordered(engine: Engine, step: nw.Expr, within: Sequence[str], order: Sequence[str]) -> nw.Expr:
    """Let an expression run over rows in order: within groups, or, on an engine whose windows know none, from one group into the next."""
    if engine in _ONE_SWEEP:
        return step.over(order_by=[*within, *order])
    return step.over(*within, order_by=order)
