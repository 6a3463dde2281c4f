"""The engines: which of them can do it, and how a table of each is taken and given back. No other module knows them apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs
import narwhals.stable.v2 as nw

from ketamine_evidence.errors import MissingExtraError, QueryError

Rows = nw.LazyFrame[Any]
"""Rows on any engine. Those of an eager one are wrapped as if they were lazy, so that everything is written once."""
Engine = nw.Implementation

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


@attrs.frozen
class Table:
    """A table as it was given.

    Attributes:
        rows: its rows.
        is_eager: whether its engine computes at once.
        is_arrow: whether it was PyArrow's, which has no ordered windows: Polars shares its memory and does the work.
    """

    rows: Rows
    is_eager: bool
    is_arrow: bool

    @classmethod
    def of(cls, table: Any) -> Table:
        """Take a table.

        Raises:
            QueryError: for what is no table, or one of an engine that lacks what a merge needs; it says what to use instead.
            MissingExtraError: for one of PyArrow, where Polars is not installed.
        """
        try:
            frame = nw.from_native(table)
        except TypeError:
            raise QueryError(f"expected {_TAKEN}, came {type(table).__name__}") from None
        if isinstance(frame, nw.DataFrame):
            is_arrow = frame.implementation.is_pyarrow()
            frame = _in_polars(frame) if is_arrow else frame
            check_engine(frame.implementation)
            return cls(frame.lazy(), is_eager=True, is_arrow=is_arrow)
        below = str(nw.to_native(frame).get_backend().name) if frame.implementation.is_ibis() else ""
        check_engine(frame.implementation, below)
        return cls(frame, is_eager=False, is_arrow=False)

    def given(self, rows: Rows, order: Sequence[str]) -> Any:
        """Give rows back as a table of the same kind: in order where it is an eager one, and else as a query.

        The columns of the order that begin with "_" are not given.
        """
        shown = [name for name in rows.collect_schema().names() if not name.startswith("_")]
        if not self.is_eager:
            return nw.to_native(rows.select(*shown))
        found = nw.maybe_reset_index(rows.sort(*order, nulls_last=True).select(*shown).collect())
        return found.to_arrow() if self.is_arrow else nw.to_native(found)


def check_engine(engine: Engine, below: str = "") -> None:
    """Refuse an engine without ordered windows.

    Args:
        engine: the engine.
        below: the one that does its work, where it is Ibis.

    Raises:
        QueryError: it says what to use instead.
    """
    if engine not in _WINDOWS:
        raise QueryError(
            f"{engine.value} has no ordered windows, which a merge needs; read the same files with Polars (scan_parquet), DuckDB "
            "(read_parquet) or PySpark"
        )
    if below == "polars":
        raise QueryError("Ibis on Polars has no windows; give the Polars frame itself, or Ibis on DuckDB")


def _in_polars(frame: nw.DataFrame[Any]) -> nw.DataFrame[Any]:
    try:
        return nw.from_arrow(frame, backend="polars")
    except ModuleNotFoundError:
        raise MissingExtraError(
            "tables of PyArrow are merged by Polars, which is not installed: pip install 'ketamine-evidence[polars]'"
        ) from None
