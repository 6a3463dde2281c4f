"""Frames: tables for pandas, Polars and Arrow, from one description of their columns.

A library is imported when its frame is asked for; where it is not installed, one line says what to install. The schema of a frame
depends on what it is a frame of, never on its rows.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from ketamine_evidence.dataset.columns import (
    LIST,
    STRING,
    Kind,
    fit,
    flat_columns,
    flat_row,
    nested_columns,
    nested_row,
    reading_kinds,
    readings,
    source_columns,
    source_kinds,
)
from ketamine_evidence.errors import DataError, MissingExtraError, Problem, nearest
from ketamine_evidence.records.codec import CONVERTER, explain
from ketamine_evidence.records.evidence import ReportedRange, Source
from ketamine_evidence.records.rows import joined

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

R = TypeVar("R", bound=attrs.AttrsInstance)


@contextmanager
def _needed(library: str, extra: str, call: str) -> Generator[None]:
    """Say what to install where a library is not there; whatever else fails in it stays as it is."""
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name != library:
            raise
        raise MissingExtraError(
            f"{call} needs {library}, which is not installed: pip install 'ketamine-evidence[{extra}]'"
        ) from None


@attrs.frozen
class Frame:
    """Rows and their columns, before a library makes a frame of them.

    Attributes:
        columns: what each column holds, in order.
        rows: the cells of each row by column; None where there is nothing.
    """

    columns: Mapping[str, Kind]
    rows: Sequence[Mapping[str, Any]]

    @classmethod
    def of_records(
        cls, record: type[R], records: Sequence[R], sources: Mapping[str, Source] | None = None, *, flat: bool
    ) -> Frame:
        """Make the frame of a table.

        Args:
            record: the class of the records.
            records: the records.
            sources: the sources by id, where columns are to tell of them.
            flat: whether the columns are those of the CSV file; else those of the record.
        """
        own = flat_columns(record) if flat else nested_columns(record)
        columns = {**own, **reading_kinds(record)}
        rows = [flat_row(one, own) if flat else nested_row(one) for one in records]
        for one, row in zip(records, rows, strict=True):
            if isinstance(one, ReportedRange):
                row.update(readings(one.reported))
        if sources is None:
            return cls(columns, rows)
        names = source_columns(record)
        of_source = flat_columns(Source)
        said = {name: flat_row(source, of_source) if flat else nested_row(source) for name, source in sources.items()}
        for one, row in zip(records, rows, strict=True):
            known = said.get(str(getattr(one, "source")), {})  # noqa: B009  the class says that it has one
            row.update({column: known.get(name) for column, name in names.items()})
        return cls({**columns, **source_kinds(record, flat=flat)}, rows)

    def flat(self) -> Frame:
        """Give the frame with each list as one text, as the CSV files have it."""
        lists = [name for name, kind in self.columns.items() if kind == LIST]
        return Frame(
            {**self.columns, **dict.fromkeys(lists, STRING)},
            [{**row, **{name: joined(tuple(row[name])) or None for name in lists}} for row in self.rows],
        )

    def cells(self, name: str) -> list[Any]:
        """The cells of a column."""
        return [fit(row[name], self.columns[name]) for row in self.rows]

    def to_arrow(self) -> pa.Table:
        """Make an Arrow table.

        Raises:
            MissingExtraError: where pyarrow is not installed.
        """
        with _needed("pyarrow", "arrow", "to_arrow()"):
            import pyarrow as pa
        return pa.table({name: _arrow_array(self.cells(name), kind) for name, kind in self.columns.items()})

    def to_polars(self) -> pl.DataFrame:
        """Make a Polars frame.

        Raises:
            MissingExtraError: where Polars is not installed.
        """
        with _needed("polars", "polars", "to_polars()"):
            import polars as pl
        return pl.DataFrame([pl.Series(name, self.cells(name), _polars_type(kind)) for name, kind in self.columns.items()])

    def to_pandas(self) -> pd.DataFrame:
        """Make a pandas frame.

        Raises:
            MissingExtraError: where pandas is not installed, or, for lists and structs, pyarrow.
        """
        with _needed("pandas", "pandas", "to_pandas()"):
            import pandas as pd
        if any(kind.parts or kind == LIST for kind in self.columns.values()):
            with _needed("pyarrow", "arrow", "to_pandas(flat=False)"):
                import_module("pyarrow")  # pandas holds lists and structs as Arrow does
        return pd.DataFrame({name: pd.Series(self.cells(name), dtype=_pandas_type(kind)) for name, kind in self.columns.items()})


class Framed:
    """What can be given as a frame."""

    __slots__ = ()

    @abstractmethod
    def _frame(self) -> Frame:
        """The rows and their columns, lists as lists."""

    def to_pandas(self, *, flat: bool = True) -> pd.DataFrame:
        """Give the rows as a pandas frame, with nullable dtypes.

        Args:
            flat: whether a list is one text, joined with "|"; else it is an Arrow list, for which pandas needs pyarrow.

        Raises:
            MissingExtraError: where pandas (the extra `pandas`) is not installed, or pyarrow (the extra `arrow`) for lists.
        """
        return self._made(flat=flat).to_pandas()

    def to_polars(self, *, flat: bool = False) -> pl.DataFrame:
        """Give the rows as a Polars frame.

        Args:
            flat: whether a list is one text, joined with "|".

        Raises:
            MissingExtraError: where Polars (the extra `polars`) is not installed.
        """
        return self._made(flat=flat).to_polars()

    def to_arrow(self, *, flat: bool = False) -> pa.Table:
        """Give the rows as an Arrow table.

        Args:
            flat: whether a list is one text, joined with "|".

        Raises:
            MissingExtraError: where pyarrow (the extra `arrow`) is not installed.
        """
        return self._made(flat=flat).to_arrow()

    def _made(self, *, flat: bool) -> Frame:
        frame = self._frame()
        return frame.flat() if flat else frame


def records_from_arrow(record: type[R], table: pa.Table) -> list[R]:
    """Read the records of a nested Arrow table back, as from a Parquet file.

    Args:
        record: the class of the records, such as `ReportedRange`.
        table: what `Table.to_arrow` gave; its derived columns and those of the source are not read.

    Returns:
        The records that were written. A number is the exact one that was meant by its float, as in the CSV files; of one that no float
        tells from its neighbours, the nearest.

    Raises:
        DataError: for rows that are no such record: all problems at once, each with the record's id or its row, counted from 1.
    """
    own = nested_columns(record)
    beside = {*reading_kinds(record), *(source_columns(record) if "source" in own else ())}
    problems = [Problem("", "", name, "missing column") for name in own if name not in table.column_names]
    problems += [
        Problem("", "", name, f"unknown column{nearest(name, own)}") for name in table.column_names if name not in {*own, *beside}
    ]
    if problems:
        raise DataError(problems)
    records: list[R] = []
    for number, row in enumerate(table.select(list(own)).to_pylist(), start=1):
        try:
            records.append(CONVERTER.structure(row, record))
        except Exception as error:  # noqa: BLE001  whatever a record's own checks raise is a problem of that row
            problems += explain(error, record, "", str(row.get("id") or f"row {number}"))
    if problems:
        raise DataError(problems)
    return records


def _arrow_array(values: list[Any], kind: Kind) -> pa.Array[Any]:
    import pyarrow as pa

    if not kind.choices:
        return pa.array(values, _arrow_type(kind))
    # The dictionary is the whole list, not what happens to be in the rows, so that tables can be put together.
    positions = {choice: position for position, choice in enumerate(kind.choices)}
    indices = pa.array([None if value is None else positions[value] for value in values], pa.int32())
    return pa.DictionaryArray.from_arrays(indices, pa.array(kind.choices, pa.string()))


def _arrow_type(kind: Kind) -> pa.DataType:
    import pyarrow as pa

    if kind.parts:
        return pa.struct([(name, _arrow_type(part)) for name, part in kind.parts.items()])
    types: dict[str, pa.DataType] = {
        "string": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "list": pa.list_(pa.string()),
    }
    return types[kind.name]


def _polars_type(kind: Kind) -> pl.DataType:
    import polars as pl

    if kind.parts:
        return pl.Struct({name: _polars_type(part) for name, part in kind.parts.items()})
    if kind.choices:
        return pl.Enum(kind.choices)
    return {
        "string": pl.String(),
        "integer": pl.Int64(),
        "number": pl.Float64(),
        "boolean": pl.Boolean(),
        "list": pl.List(pl.String()),
    }[kind.name]


def _pandas_type(kind: Kind) -> Any:
    import pandas as pd

    if kind.choices:
        return pd.CategoricalDtype(list(kind.choices))
    if kind.parts or kind == LIST:
        return pd.ArrowDtype(_arrow_type(kind))
    return {"string": "string", "integer": "Int64", "number": "Float64", "boolean": "boolean"}[kind.name]
