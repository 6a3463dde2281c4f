"""Rows of a table made records directly, a column at a time, without the converter.

The converter of `codec` takes what people write, and says what is wrong with it. The rows that are read here were written from records, and
their digest was checked. The same records come of them (a law holds the two together), in a tenth of the time, and without the import of
cattrs. Rows that are no records raise whatever comes, and the converter says why.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import chain, repeat
from typing import Any, TypeVar, get_args, get_origin

import attrs

from ketamine_evidence.records.hints import bare, hints_of
from ketamine_evidence.records.locators import Locator
from ketamine_evidence.records.rows import Column, columns, value_of
from ketamine_evidence.values.reported import ImpreciseNumber, Reported

A = TypeVar("A", bound=attrs.AttrsInstance)
_Columns = Mapping[Column, Sequence[str]]
"""The cells of some columns."""


def records_of(record: type[A], cells: Mapping[str, Sequence[str]]) -> list[A]:
    """Make the records of some rows.

    Args:
        record: their class.
        cells: the cells of each column; of a column that is not among them nothing is stated.

    Raises:
        Exception: where a row is no record; which it is, and why, is the converter's to say.
    """
    known = {column: cells[column.name] for column in columns(record) if column.name in cells}
    fields: dict[str, Sequence[Any]] = {}
    for name, hint in hints_of(record).items():
        own = {column: some for column, some in known.items() if column.field == name}
        if own:
            fields[name] = _field(bare(hint), own)
    return _made(record, fields)


def _made(kind: type[A], fields: Mapping[str, Sequence[Any]]) -> list[A]:
    """Objects of a class, of the values of each of its fields.

    Their fields are filled one after another, each for all objects at once: a class that is called for each row takes three times as long.
    It would do no more, as these fields have neither converters nor validators (a test holds them to that).
    """
    made = [kind.__new__(kind) for _ in next(iter(fields.values()), ())]
    for field in attrs.fields(kind):
        if field.name not in fields and field.default is attrs.NOTHING:
            raise LookupError(field.name)
        values = fields[field.name] if field.name in fields else repeat(field.default)
        deque(map(getattr(kind, field.name).__set__, made, values), maxlen=0)
    check = getattr(kind, "__attrs_post_init__", None)
    if check is not None:
        for one in made:
            check(one)
    return made


def _field(kind: Any, cells: _Columns) -> Sequence[Any]:
    """The values of a field, of the cells of its columns."""
    if kind is Reported:
        return _reported(cells)
    if kind is Locator:
        return _made(Locator, {column.name: _values(some, column, str) for column, some in cells.items()})
    ((column, only),) = cells.items()
    return _values(only, column, kind)


def _values(cells: Sequence[str], column: Column, kind: Any) -> Sequence[Any]:
    """The values of a column."""
    if kind is str and column.kind == "string" and not column.required:
        return [cell or None for cell in cells]
    if kind is str and column.kind == "string" and "" not in cells:
        return cells
    known = _known(cells, column)
    if get_origin(kind) is tuple:
        known = {cell: tuple(map(get_args(kind)[0], value)) for cell, value in known.items()}
    elif issubclass(kind, StrEnum):
        known = {cell: value if value is None else kind(value) for cell, value in known.items()}
    return [known[cell] for cell in cells]


def _known(cells: Iterable[str], column: Column) -> Mapping[str, Any]:
    """What the cells of a column stand for. Each is read once, however often it is there: most columns repeat a few."""
    return {cell: value_of(cell, column) for cell in set(cells)}


def _reported(cells: _Columns) -> list[Reported]:
    columns = {column.name: column for column in cells}
    texts = {column.name: some for column, some in cells.items()}
    numbers = _known(chain(*(texts[name] for name in _NUMBERS)), columns[_NUMBERS[0]])
    flags = {name: _values(texts[name], columns[name], bool) for name in ("unbounded_high", "approximate")}
    return _made(
        Reported,
        {
            "text": _values(texts["reported"], columns["reported"], str),
            "low": _ends(texts["low_least"], texts["low_most"], texts["low_unit"], numbers),
            "high": _ends(texts["high_least"], texts["high_most"], texts["high_unit"], numbers),
            **flags,
            "hedges": _values(texts["hedges"], columns["hedges"], tuple[str, ...]),
        },
    )


_NUMBERS = ("low_least", "low_most", "high_least", "high_most")


def _ends(
    least: Sequence[str], most: Sequence[str], units: Sequence[str], numbers: Mapping[str, Any]
) -> list[ImpreciseNumber | None]:
    """One end of each range. Each number is made once: many ranges have an end in common."""
    rows = list(zip(least, most, units, strict=True))
    known = {row: ImpreciseNumber(numbers[row[0]], numbers[row[1]], row[2]) if any(row) else None for row in set(rows)}
    return [known[row] for row in rows]
