"""Tables of a release that are not records yet.

The rows of a release are texts until a record is touched. What a query asks of a closed list is told by the cells: it makes no record, and
who reads its answer has the records of the answer made, and no others. To load a release and ask it takes less time than the import of
attrs, which is not needed for it. The answers are those of a table whose records are made (a law holds it to that).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from ketamine_evidence.dataset.reading import Cells, check_header, records_in
from ketamine_evidence.dataset.tables import Table
from ketamine_evidence.errors import DataError

if TYPE_CHECKING:
    import attrs

    from ketamine_evidence.dataset.dataset import Dataset
    from ketamine_evidence.records.evidence import Source

R = TypeVar("R", bound="attrs.AttrsInstance")
Closed = Mapping[str, Collection[str]]


class Rows:
    """The rows of a table of a release, and the records made of them so far.

    Args:
        table: the name of the table.
        cells: its columns and rows.
        closed: the columns that hold a term of a closed list, and these lists.
        layout: gives the columns that the table has to have.
        file: what problems call it.
    """

    def __init__(self, table: str, cells: Cells, closed: Closed, layout: Callable[[], Sequence[str]], file: str) -> None:
        self._table = table
        self._cells = cells
        self._closed = {name: terms for name, terms in closed.items() if name in cells.columns}
        self._layout = layout
        self._file = file
        self._made: dict[int, Any] = {}

    def __len__(self) -> int:
        return len(self._cells.lines)

    @property
    def record(self) -> type[Any]:
        """The class of the records."""
        from ketamine_evidence.records.evidence import TABLES

        return TABLES[self._table]

    def records(self, places: Sequence[int]) -> tuple[Any, ...]:
        """Give the records of some rows, each made once.

        Raises:
            DataError: where one of these rows is no record.
        """
        missing = [place for place in places if place not in self._made]
        if missing:
            if problems := check_header(list(self._cells.columns), self._layout(), self._file):
                raise DataError(problems)
            cells = self._cells if len(missing) == len(self) else self._cells.some(missing)
            for place, record in zip(missing, records_in(self._table, cells, self._file), strict=True):
                self._made.setdefault(place, record)  # another thread may have made it meanwhile
        return tuple(self._made[place] for place in places)

    def fitting(self, places: Sequence[int], fields: Mapping[str, Any]) -> tuple[Sequence[int], dict[str, Any]]:
        """Give those of some rows that fit, as far as cells tell.

        Returns:
            The places of rows, and what was asked of fields of which the cells do not tell: those that are from no closed list, or were
            asked for something that is not on it.
        """
        rest: dict[str, Any] = {}
        for name, value in fields.items():
            choices = list(value) if isinstance(value, (list, tuple, set, frozenset)) else [value]
            if name in self._closed and all(choice is None or _is_in(choice, self._closed[name]) for choice in choices):
                wanted = ["" if choice is None else choice for choice in choices]
                cells = self._cells.columns[name]
                places = [place for place in places if cells[place] in wanted]
            else:
                rest[name] = value
        return places, rest


def _is_in(choice: object, closed: Collection[str]) -> bool:
    return isinstance(choice, str) and choice in closed


class UnreadTable(Table[R]):
    """Some rows of a table of a release, made records when one of them is touched.

    Args:
        rows: the rows of the whole table.
        places: which of them.
        sources: the sources of the dataset by id.
        dataset: the dataset that the records are from.
    """

    def __init__(self, rows: Rows, places: Sequence[int], sources: Mapping[str, Source], dataset: Dataset | None) -> None:
        self._rows = rows
        self._places = places
        self._sources = sources
        self.dataset: Dataset | None = dataset

    @cached_property
    def _record(self) -> type[R]:  # type: ignore[override]  # kept like the attribute that it is in other tables
        return self._rows.record

    @cached_property
    def _records(self) -> tuple[R, ...]:  # type: ignore[override]
        return self._rows.records(self._places)

    def where(self, predicate: Callable[[R], bool] | None = None, /, **fields: Any) -> Table[R]:
        """Give the records that fit, as any table does."""
        places, rest = self._rows.fitting(self._places, fields)
        fitting: Table[R] = UnreadTable(self._rows, places, self._sources, self.dataset)
        return Table.where(fitting, predicate, **rest) if rest or predicate is not None else fitting

    def __len__(self) -> int:
        return len(self._places)

    def __reduce__(self) -> tuple[Any, ...]:
        return Table, (self._record, self._records, dict(self._sources))
