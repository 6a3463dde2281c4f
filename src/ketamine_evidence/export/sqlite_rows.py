"""The rows of the SQLite export: records as the cells of their tables, and back as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

import attrs

from ketamine_evidence.dataset.columns import COMMON_UNITS, flat_columns, flat_row, readings
from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.export.readback import metadata, origins
from ketamine_evidence.export.sqlite_schema import RENAMED, Link, cells, links
from ketamine_evidence.export.sqlite_tables import EXACT, SqlTable
from ketamine_evidence.records.evidence import KEYS, TABLES, ReportedRange
from ketamine_evidence.values.reported import Reported
from ketamine_evidence.values.units import UNITS, convert

Row = tuple[Any, ...]


def rows(dataset: Dataset, layout: Sequence[SqlTable]) -> Iterator[tuple[str, list[Row]]]:
    """Give the rows of every table, in the order in which the tables refer to one another.

    Args:
        dataset: the data.
        layout: the tables.
    """
    lists = {link.table: link for link in links()}
    for table in layout:
        if table.name in dataset.tables:
            yield table.name, _rows_of(TABLES[table.name], dataset.tables[table.name])
        elif table.name in lists:
            yield table.name, list(_entries(dataset, lists[table.name]))
        else:
            yield table.name, list(_BESIDE[table.name](dataset, layout))


def _rows_of(record: type, records: Iterable[attrs.AttrsInstance]) -> list[Row]:
    kinds = flat_columns(record)
    names = [column.name for column in cells(record)]
    found = (flat_row(one, kinds) for one in records)
    return [tuple(row[name] for name in names) for row in found]


def _entries(dataset: Dataset, link: Link) -> Iterator[Row]:
    for record in dataset.tables[link.owner]:
        key = tuple(getattr(record, name) for name in KEYS.get(link.owner, ("id",)))
        holder = record.reported if isinstance(record, ReportedRange) and link.field == "hedges" else record
        for position, entry in enumerate(getattr(holder, link.field), start=1):
            yield (*key, position, str(entry))


def _metadata(dataset: Dataset, _: Sequence[SqlTable]) -> Iterator[Row]:
    yield from metadata(dataset).items()


def _units(_: Dataset, __: Sequence[SqlTable]) -> Iterator[Row]:
    for unit in UNITS.values():
        common = COMMON_UNITS[unit.dimension]
        yield unit.code, unit.dimension, common, float(convert(Fraction(1), unit.code, common))


def _claim_ids(dataset: Dataset, _: Sequence[SqlTable]) -> Iterator[Row]:
    tables = {type(claim): name for name, table in dataset.tables.items() for claim in table}
    yield from ((number, claim.id, tables[type(claim)]) for number, claim in enumerate(dataset.claims(), start=1))


def _exact_numbers(dataset: Dataset, _: Sequence[SqlTable]) -> Iterator[Row]:
    for claim in dataset.ranges:
        for name, value in exact_numbers(claim.reported).items():
            if Fraction(float(value)) != value:
                yield claim.id, name, str(value)


def exact_numbers(reported: Reported) -> dict[str, Fraction]:
    """Give the numbers of a reported range exactly, by their columns."""
    found: dict[str, Fraction | None] = {}
    for side, end in (("low", reported.low), ("high", reported.high)):
        if end is not None:
            found |= {f"{side}_least": end.least_in(end.unit), f"{side}_most": end.most_in(end.unit)}
    return {name: value for name, value in found.items() if value is not None}


def _readings(dataset: Dataset, _: Sequence[SqlTable]) -> Iterator[Row]:
    yield from ((claim.id, *readings(claim.reported).values()) for claim in dataset.ranges)


def _origins(dataset: Dataset, _: Sequence[SqlTable]) -> Iterator[Row]:
    for record, parts in origins(dataset).items():
        yield from ((record, position, part) for position, part in enumerate(parts, start=1))


def _dictionary(_: Dataset, layout: Sequence[SqlTable]) -> Iterator[Row]:
    for table in layout:
        for position, column in enumerate(table.columns, start=1):
            yield table.name, position, column.name, column.type, column.unit or None, column.description


_BESIDE = {
    "metadata": _metadata,
    "units": _units,
    "claim_ids": _claim_ids,
    "exact_numbers": _exact_numbers,
    "readings": _readings,
    "origins": _origins,
    "data_dictionary": _dictionary,
}
"""What gives the rows of tables that hold no records."""


def search_rows(dataset: Dataset) -> Iterator[Row]:
    """Give the rows of the full-text index: claims under their number, then sources."""
    claims = list(dataset.claims())
    for number, claim in enumerate(claims, start=1):
        reported = claim.reported.text if isinstance(claim, ReportedRange) else None
        yield number, claim.id, claim.source, None, claim.summary, reported, claim.note
    for number, source in enumerate(dataset.sources, start=len(claims) + 1):
        yield number, source.id, source.id, source.title, None, None, source.note


def plain(
    record: type,
    row: Mapping[str, Any],
    lists: Mapping[str, Sequence[str]],
    exact: Mapping[str, str],
) -> dict[str, Any]:
    """Read the cells of a record as its plain data, as the converter takes them.

    Args:
        record: the class of the record.
        row: its cells.
        lists: the entries of its lists, by field.
        exact: its numbers that the cells do not hold exactly, as fractions.

    Raises:
        ValueError: for a fraction that is none, or not of its cell.
    """
    data: dict[str, Any] = {}
    parts: dict[str, Any] = {}
    for column in cells(record):
        value = row[RENAMED.get(column.name, column.name)]
        if column.kind == "boolean" and value in {0, 1}:
            value = value == 1
        if column.name in EXACT and value is not None:
            value = _exactly(column.name, value, exact.get(column.name))
        if column.field in {"locator", "reported"}:
            parts[column.name] = value
        else:
            data[column.name] = value
    if "start" in parts:
        data["locator"] = {name: parts.pop(name) for name in ("start", "end", "fingerprint", "section")}
    if "reported" in parts:
        data["reported"] = _reported(parts, list(lists["hedges"]))
    return data | {field: list(entries) for field, entries in lists.items() if field != "hedges"}


def _reported(parts: Mapping[str, Any], hedges: list[str]) -> dict[str, Any]:
    data: dict[str, Any] = {"text": parts["reported"], "hedges": hedges}
    for side in ("low", "high"):
        end = {part: parts[f"{side}_{part}"] for part in ("least", "most", "unit")}
        data[side] = None if all(value is None for value in end.values()) else end
    return data | {name: parts[name] for name in ("unbounded_high", "approximate")}


def _exactly(name: str, value: float, fraction: str | None) -> Fraction:
    try:
        exact = Fraction(value if fraction is None else fraction)
    except (ValueError, ZeroDivisionError, OverflowError):
        raise ValueError(f"{name}: expected a number, came {fraction or value!r}") from None
    if float(exact) != value:
        raise ValueError(f"{name}: {value!r} and its fraction {fraction} differ")
    return exact
