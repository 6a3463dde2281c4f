"""A table of records: a sequence that can be asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Generic, TypeVar, get_args, get_origin, overload

from ketamine_evidence.errors import QueryError, UnknownRecordError, nearest
from ketamine_evidence.records.hints import bare, hints_of

if TYPE_CHECKING:
    import attrs
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from ketamine_evidence.dataset.dataset import Dataset
    from ketamine_evidence.dataset.frames import Frame
    from ketamine_evidence.records.evidence import Source

R = TypeVar("R", bound="attrs.AttrsInstance")

OF_SOURCE = ("tier", "kind", "interest", "publisher", "year", "conditions", "pain_course", "comparators")
"""The fields of its source that a claim can be asked for."""
_NAMES: Mapping[type, str] = {int: "a whole number", bool: "true or false"}


class Table(Sequence[R], Generic[R]):
    """Records of one kind, in the order of their ids.

    Args:
        record: their class.
        records: the records.
        sources: the sources of the dataset by id, so that a claim can be asked for its source's `tier`, `kind`, `interest`,
            `publisher` and `year`.
        dataset: the dataset that the records are from, so that a selection can be cited; None where there is none.

    It is a sequence: `len`, `in`, iteration, indexing and slices work; an id indexes too.
    """

    def __init__(
        self,
        record: type[R],
        records: Sequence[R] = (),
        sources: Mapping[str, Source] = MappingProxyType({}),
        dataset: Dataset | None = None,
    ) -> None:
        self._record = record
        self._records = tuple(records)
        self._sources = sources
        self.dataset: Dataset | None = dataset

    def where(self, predicate: Callable[[R], bool] | None = None, /, **fields: Any) -> Table[R]:
        """Give the records that fit.

        Args:
            predicate: a function that tells of a record whether it fits.
            fields: a value for a field; None for "not stated"; a list, tuple or set for any of several. Claims also have their
                source's `tier`, `kind`, `interest`, `publisher` and `year`.

        Examples:
            >>> import ketamine_evidence as ke
            >>> ke.load("0.1.0").ranges.where(quantity="detection_window", specimen=["blood", "urine"])
            <Table of 2 ReportedRange>

        Raises:
            QueryError: for a field that the records do not have, or a value that no record can have; it names the nearest.
        """
        wanted = {name: self._choices(name, value) for name, value in fields.items()}
        return self._some(
            record
            for record in self._records
            if all(_fits(self._value(record, name), choices) for name, choices in wanted.items())
            and (predicate is None or predicate(record))
        )

    def by(self, *fields: str) -> dict[Any, Table[R]]:
        """Split the table by the values of one field, or of several together.

        Returns:
            For each value (for several fields: each tuple of values) in order of first sight, the records that have it.

        Raises:
            QueryError: for a field that the records do not have.
        """
        for name in fields:
            self._check_field(name)
        if not fields:
            raise QueryError("by() takes at least one field")
        groups: dict[Any, list[R]] = {}
        for record in self._records:
            values = tuple(self._value(record, name) for name in fields)
            groups.setdefault(values if len(fields) > 1 else values[0], []).append(record)
        return {key: self._some(records) for key, records in groups.items()}

    def to_dicts(self) -> list[dict[str, Any]]:
        """Give the records as plain data, as JSON holds them: dicts, lists, text, numbers, None.

        A number that is not whole is the nearest float; the exact ones are in the records.
        """
        from ketamine_evidence.records.codec import CONVERTER

        return [CONVERTER.unstructure(record) for record in self._records]

    def to_pandas(self, *, flat: bool = True, with_sources: bool = False) -> pd.DataFrame:
        """Give the records as a pandas frame, with nullable dtypes.

        Args:
            flat: whether the columns are those of the CSV file: one value a cell, a list joined with "|". Else a locator and what is
                reported are Arrow structs and lists are Arrow lists, for which pandas needs pyarrow.
            with_sources: whether to add the source's `tier`, `kind`, `interest`, `publisher` and `year`; where the record has a
                field of that name, the source's is called `source_kind` and so on.

        Returns:
            A frame whose columns and dtypes are the same whatever the rows: `string`, `Int64`, `Float64`, `boolean`, and for a
            closed list `category` with all its terms. Reported ranges also have the ends of their outer and inner readings.
            Numbers are the nearest floats.

        Raises:
            MissingExtraError: where pandas (the extra `pandas`) is not installed, or pyarrow (the extra `arrow`) for `flat=False`.
            QueryError: for `with_sources` where the records have no source.
        """
        return self._frame(flat=flat, with_sources=with_sources).to_pandas()

    def to_polars(self, *, flat: bool = False, with_sources: bool = False) -> pl.DataFrame:
        """Give the records as a Polars frame: structs and lists, and for a closed list an Enum of all its terms.

        Args:
            flat: whether the columns are those of the CSV file; see `to_pandas`.
            with_sources: whether to add columns about the source; see `to_pandas`.

        Raises:
            MissingExtraError: where Polars (the extra `polars`) is not installed.
            QueryError: for `with_sources` where the records have no source.
        """
        return self._frame(flat=flat, with_sources=with_sources).to_polars()

    def to_arrow(self, *, flat: bool = False, with_sources: bool = False) -> pa.Table:
        """Give the records as an Arrow table: structs and lists, and for a closed list a dictionary of all its terms.

        `ketamine_evidence.dataset.frames.records_from_arrow` reads the records back.

        Args:
            flat: whether the columns are those of the CSV file; see `to_pandas`.
            with_sources: whether to add columns about the source; see `to_pandas`.

        Raises:
            MissingExtraError: where pyarrow (the extra `arrow`) is not installed.
            QueryError: for `with_sources` where the records have no source.
        """
        return self._frame(flat=flat, with_sources=with_sources).to_arrow()

    def _frame(self, *, flat: bool, with_sources: bool) -> Frame:
        from ketamine_evidence.dataset.frames import Frame

        return Frame.of_records(self._record, self._records, self._sources if with_sources else None, flat=flat)

    def read_value(self, name: str, text: str) -> Any:
        """Read a value written as text as the kind of value that a field has, for `where`.

        Raises:
            QueryError: for a field that the records do not have, or a text that is no such value.
        """
        kind = self._check_field(name)
        if kind is bool and text in {"true", "false"}:
            return text == "true"
        if kind is int and re.fullmatch("-?[0-9]+", text):
            return int(text)
        if kind in _NAMES:
            raise QueryError(f"{name} is {_NAMES[kind]}, came {text!r}")
        return text

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the records; empty for a table whose records have none."""
        ids = (getattr(record, "id", None) for record in self._records)
        return tuple(one for one in ids if one is not None)

    @property
    def version(self) -> str | None:
        """The data version that the records are from; None where that is not known."""
        return None if self.dataset is None else self.dataset.version

    def _some(self, records: Iterator[R] | Sequence[R]) -> Table[R]:
        return Table(self._record, tuple(records), self._sources, self.dataset)

    def _value(self, record: R, name: str) -> Any:
        holder: object = record
        if not hasattr(record, name):
            holder = self._sources.get(str(getattr(record, "source", "")))
        return getattr(holder, name, None)

    def _fields(self) -> dict[str, Any]:
        from ketamine_evidence.records.evidence import Source

        fields = hints_of(self._record)
        if "source" in fields:
            fields = {name: hints_of(Source)[name] for name in OF_SOURCE} | {**fields}
        return {name: bare(kind) for name, kind in fields.items()}

    def _check_field(self, name: str) -> Any:
        fields = self._fields()
        if name not in fields:
            raise QueryError(
                f"{self._record.__name__} has no field {name!r}; it has: {', '.join(sorted(fields))}{nearest(name, fields)}"
            )
        return fields[name]

    def _choices(self, name: str, value: Any) -> list[Any]:
        kind = self._check_field(name)
        choices = list(value) if isinstance(value, (list, tuple, set, frozenset)) else [value]
        asked = get_args(kind)[0] if get_origin(kind) is tuple else kind
        if asked not in {str, int, bool} and not issubclass(asked, StrEnum):
            raise QueryError(f"{name} cannot be asked for a value; give a function: where(lambda record: ... record.{name} ...)")
        for choice in choices:
            if choice is not None and not isinstance(choice, asked if asked in {int, bool} else str):
                raise QueryError(f"{name} is {_NAMES.get(asked, 'text')}, came {choice!r} ({type(choice).__name__})")
        if issubclass(asked, StrEnum):
            terms = [member.value for member in asked]
            for choice in choices:
                if choice is not None and choice not in terms:
                    raise QueryError(f"{name} is never {choice!r}; it is one of: {', '.join(terms)}{nearest(str(choice), terms)}")
        return choices

    @overload
    def __getitem__(self, key: int | str) -> R: ...
    @overload
    def __getitem__(self, key: slice) -> Table[R]: ...
    def __getitem__(self, key: int | str | slice) -> R | Table[R]:
        if isinstance(key, slice):
            return self._some(self._records[key])
        if isinstance(key, int):
            return self._records[key]
        for record in self._records:
            if getattr(record, "id", None) == key:
                return record
        raise UnknownRecordError(f"no record {key!r} in this table of {self._record.__name__}{nearest(key, self.ids)}")

    def __iter__(self) -> Iterator[R]:
        return iter(self._records)

    def __len__(self) -> int:
        return len(self._records)

    def __getstate__(self) -> dict[str, Any]:
        """Pickle the records and sources alone: a dataset holds a function that reads it."""
        return self.__dict__ | {"dataset": None, "_sources": dict(self._sources)}

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Table):
            return NotImplemented
        mine: tuple[object, ...] = self._records
        return mine == tuple(other)

    def __hash__(self) -> int:
        return hash(self._records)

    def __repr__(self) -> str:
        return f"<Table of {len(self)} {self._record.__name__}>"

    def _repr_html_(self) -> str:
        from ketamine_evidence.dataset.table_cards import table_card

        return table_card(self._record, self._records, self._value, self.version)


def _fits(value: Any, choices: Sequence[Any]) -> bool:
    """Whether a field's value is one of those asked for; of a list, whether one of its entries is."""
    if isinstance(value, tuple):
        return any(entry in choices for entry in value) or (None in choices and not value)
    return value in choices
