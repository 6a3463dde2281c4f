"""Records as flat rows of a CSV file, and back.

A locator takes four columns, a reported range ten; a list is joined with "|". What is not given is an empty cell. A number is
written as the shortest decimal that a float holds, and read back as the exact number that was meant: the fraction with a small
denominator that prints so, where there is one (one month in weeks is 487/112), else the decimal itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple, get_origin

import attrs

from ketamine_evidence.errors import DataError, Problem
from ketamine_evidence.limits import LARGEST_INTEGER
from ketamine_evidence.records.hints import bare, hints_of, is_optional
from ketamine_evidence.records.locators import Locator
from ketamine_evidence.values.numbers import meant
from ketamine_evidence.values.reported import Reported

_SEPARATOR = "|"


class Column(NamedTuple):
    """A column of a table: the field it holds and what may stand in it.

    Attributes:
        name: its name in the CSV file.
        field: the field of the record that it is, or is part of.
        kind: `string`, `integer`, `number`, `boolean` or `list`.
        required: whether it is never empty.
        choices: the closed list it is from; empty where there is none.
    """

    name: str
    field: str
    kind: str
    required: bool
    choices: tuple[str, ...] = ()


_LOCATOR = (("start", "integer"), ("end", "integer"), ("fingerprint", "string"), ("section", "string"))
_REPORTED = (
    ("reported", "string"), ("low_least", "number"), ("low_most", "number"), ("low_unit", "string"),
    ("high_least", "number"), ("high_most", "number"), ("high_unit", "string"),
    ("unbounded_high", "boolean"), ("approximate", "boolean"), ("hedges", "list"),
)  # fmt: skip
_ALWAYS = {"reported", "unbounded_high", "approximate"}
_KINDS = {str: "string", int: "integer", bool: "boolean"}


@cache  # asked for every row
def columns(record: type) -> tuple[Column, ...]:
    """The columns of a record's table, in the order of the CSV file."""
    hints = hints_of(record)
    found: list[Column] = []
    for field in attrs.fields(record):
        kind = bare(hints[field.name])
        if kind is Locator:
            found += [Column(name, field.name, what, required=False) for name, what in _LOCATOR]
        elif kind is Reported:
            found += [Column(name, field.name, what, name in _ALWAYS) for name, what in _REPORTED]
        elif get_origin(kind) is tuple:
            found.append(Column(field.name, field.name, "list", required=False))
        else:
            choices = tuple(member.value for member in kind) if issubclass(kind, StrEnum) else ()
            found.append(Column(field.name, field.name, _KINDS.get(kind, "string"), not is_optional(hints[field.name]), choices))
    return tuple(found)


def to_row(record: attrs.AttrsInstance) -> dict[str, str]:
    """Write a record as the cells of one row."""
    row: dict[str, str] = {}
    for field in attrs.fields(type(record)):
        value = getattr(record, field.name)
        if isinstance(value, Locator):
            row |= {name: _cell(getattr(value, name)) for name, _ in _LOCATOR}
        elif isinstance(value, Reported):
            row |= _reported_row(value)
        else:
            row[field.name] = _cell(value)
    return row


def _reported_row(value: Reported) -> dict[str, str]:
    row = {"reported": value.text}
    for side, end in (("low", value.low), ("high", value.high)):
        row[f"{side}_least"] = _cell(None if end is None else end.least)
        row[f"{side}_most"] = _cell(None if end is None else end.most)
        row[f"{side}_unit"] = _cell(None if end is None else end.unit)
    return row | {name: _cell(getattr(value, name)) for name in ("unbounded_high", "approximate", "hedges")}


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return joined(value)
    return str(value)


def joined(items: tuple[str, ...]) -> str:
    """Write a list as one text.

    Examples:
        >>> joined(("often", "typically"))
        'often|typically'

    Raises:
        DataError: where an entry is empty or holds the separator, and could not be told apart when read back.
    """
    if any(_SEPARATOR in item or not item for item in items):
        raise DataError([Problem("", "", "", f"{_SEPARATOR!r} or nothing in a list: {items!r}; write it another way")])
    return _SEPARATOR.join(items)


def from_row(row: Mapping[str, str], record: type) -> dict[str, Any]:
    """Read the cells of one row as the plain data of a record, as the converter takes them.

    Args:
        row: the cells by column; a column may be missing, and the record then has what it has where nothing is written.
        record: the class of the record.

    Raises:
        DataError: for cells that are not of their column's kind, or empty where they may not be: all of them at once.
    """
    cells: dict[str, Any] = {}
    problems: list[Problem] = []
    for column in columns(record):
        if column.name not in row:
            continue
        try:
            cells[column.name] = value_of(row[column.name], column)
        except ValueError as error:
            problems.append(Problem("", "", column.name, str(error)))
    if problems:
        raise DataError(problems)
    data = {name: value for name, value in cells.items() if value is not None}
    hints = hints_of(record)
    for field in attrs.fields(record):
        kind = bare(hints[field.name])
        if kind is Locator:
            data[field.name] = {name: data.pop(name) for name, _ in _LOCATOR if name in data}
        elif kind is Reported:
            data[field.name] = _reported_data(cells)
            for name, _ in _REPORTED:
                if name != field.name:
                    data.pop(name, None)
    return data


def _reported_data(cells: Mapping[str, Any]) -> dict[str, Any]:
    data: dict[str, Any] = {"text": cells["reported"]}
    for side in ("low", "high"):
        end = {part: cells[f"{side}_{part}"] for part in ("least", "most", "unit")}
        data[side] = None if all(value is None for value in end.values()) else end
    return data | {name: cells[name] for name in ("unbounded_high", "approximate", "hedges")}


def value_of(cell: str, column: Column) -> Any:
    """Read one cell as the kind of value that its column has: text, a whole number, an exact number, true or false, or a list of texts.

    Raises:
        ValueError: for a cell of another kind, or an empty one where something has to be given.
    """
    if cell == "":
        if column.required:
            raise ValueError("missing; it has to be given")
        return [] if column.kind == "list" else None
    if column.kind == "list":
        return cell.split(_SEPARATOR)
    if column.kind in _WRITTEN:
        pattern, read, name = _WRITTEN[column.kind]
        if not pattern.fullmatch(cell):
            raise ValueError(f"expected {name}, came {cell!r}")
        return read(cell)
    return cell


def _whole(cell: str) -> int:
    """Read a whole number; its digits are counted first, as Python refuses very many in words of its own."""
    if len(cell) > _MOST_DIGITS or abs(int(cell)) > LARGEST_INTEGER:
        raise ValueError(f"expected a whole number up to {LARGEST_INTEGER}, came a larger one")
    return int(cell)


_MOST_DIGITS = len(str(-LARGEST_INTEGER))
_WRITTEN: Mapping[str, tuple[re.Pattern[str], Callable[[str], Any], str]] = {
    "integer": (re.compile(r"-?[0-9]+"), _whole, "a whole number"),
    "number": (re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?"), meant, "a number"),
    "boolean": (re.compile("true|false"), "true".__eq__, "true or false"),
}
"""How the cells of a kind are written, and read."""
