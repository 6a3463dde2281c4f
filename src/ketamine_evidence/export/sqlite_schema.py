"""The tables of the SQLite export, made from the records: types, keys, closed lists, and what each column means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

from ketamine_evidence.export.sqlite_tables import (
    CLAIM_IDS_TABLE,
    DICTIONARY_TABLE,
    EXACT_NUMBERS_TABLE,
    METADATA_TABLE,
    ORIGINS_TABLE,
    READINGS_TABLE,
    TYPES,
    UNITS_TABLE,
    SqlColumn,
    SqlTable,
    quoted,
)
from ketamine_evidence.export.wording import in_sql
from ketamine_evidence.records.evidence import CLAIMS, KEYS, TABLES
from ketamine_evidence.records.fields import DESCRIPTIONS, UNITS
from ketamine_evidence.records.rows import Column, columns

FILE = "ketamine-evidence.db"
APPLICATION_ID = 0x6B654576
"""By which `file` and the reader know such a file: the letters `keEv`."""
RENAMED: Mapping[str, str] = MappingProxyType({"start": "span_start", "end": "span_end"})
"""Columns that go by another name: `end` is a word of SQL."""
_REFERENCES: Mapping[str, str] = MappingProxyType(
    {
        "source": "sources (id)",
        "study": "sources (id)",
        "claim": "claim_ids (id)",
        "restates": "claim_ids (id)",
        "estimate": "ranges (id)",
        "time_point": "ranges (id)",
        "low_unit": "units (code)",
        "high_unit": "units (code)",
    }
)
"""Where a column leads."""
_LISTED: Mapping[str, str] = MappingProxyType(
    {"ranges": "ranges (id)", "supports": "claim_ids (id)", "contradicts": "claim_ids (id)"}
)
"""Where the entries of a list lead."""


class Link(NamedTuple):
    """The table of a list of a record: a row an entry.

    Attributes:
        table: its name.
        owner: the table of the records that have the list.
        field: the list.
        keys: its columns that name the record; beside them it has `position` and the entry.
        entry: the column that holds the entry.
        choices: the closed list that the entries are from; empty where there is none.
    """

    table: str
    owner: str
    field: str
    keys: tuple[str, ...]
    entry: str
    choices: tuple[str, ...]


@cache
def links() -> tuple[Link, ...]:
    """The tables of lists.

    Examples:
        >>> [link.table for link in links()][:2]
        ['source_authors', 'source_conditions']
    """
    return tuple(
        _link(table, record, column.name)
        for table, record in TABLES.items()
        for column in columns(record)
        if column.kind == "list"
    )


def _link(table: str, record: type, field: str) -> Link:
    one = table.removesuffix("s")
    keys = tuple(one if key == "id" else key for key in KEYS.get(table, ("id",)))
    entry = "claim" if _LISTED.get(field) == "claim_ids (id)" else field.removesuffix("s")
    return Link(f"{one}_{field}", table, field, keys, entry, listed_terms(record, field))


def listed_terms(record: type, field: str) -> tuple[str, ...]:
    """The closed list that the entries of a list are from; empty where there is none.

    Examples:
        >>> from ketamine_evidence.records.evidence import Source
        >>> listed_terms(Source, "comparators")[0], listed_terms(Source, "authors")
        ('placebo', ())
    """
    hint = get_type_hints(record).get(field)
    entry: Any = get_args(hint)[0] if get_origin(hint) is tuple else str
    return tuple(member.value for member in entry) if issubclass(entry, StrEnum) else ()


@cache
def cells(record: type) -> tuple[Column, ...]:
    """The columns of a record that are columns of its table here: all but lists."""
    return tuple(column for column in columns(record) if column.kind != "list")


@cache
def tables(*, merged: bool) -> tuple[SqlTable, ...]:
    """Every table, each after those that it refers to.

    Args:
        merged: whether the data were merged, so that it is said of each record which parts it was in.
    """
    records = {name: _of_records(name, merged=merged) for name in TABLES}
    return (
        METADATA_TABLE,
        UNITS_TABLE,
        records.pop("sources"),
        CLAIM_IDS_TABLE,
        *records.values(),
        *map(_of_list, links()),
        EXACT_NUMBERS_TABLE,
        READINGS_TABLE,
        *([ORIGINS_TABLE] if merged else []),
        DICTIONARY_TABLE,
    )


def indexes() -> Iterator[str]:
    """The statements that create the indexes: of what tables refer to, and of what is asked for most."""
    for table in (*CLAIMS, "exclusions"):
        yield f"CREATE INDEX {table}_source ON {table} (source)"
    for link in links():
        if link.field in _LISTED:
            yield f"CREATE INDEX {link.table}_{link.entry} ON {link.table} ({link.entry})"
    yield "CREATE INDEX ranges_quantity ON ranges (quantity, protocol)"
    yield "CREATE INDEX traces_claim ON traces (claim)"


def _of_records(table: str, *, merged: bool) -> SqlTable:
    record = TABLES[table]
    found = tuple(
        SqlColumn(
            RENAMED.get(column.name, column.name),
            TYPES[column.kind],
            in_sql(record, column),
            " ".join(_constraints(table, column)),
            UNITS.get(column.name, "").strip("`"),
        )
        for column in cells(record)
    )
    return SqlTable(table, DESCRIPTIONS[table], found, tuple(_table_constraints(table, merged=merged)))


def _constraints(table: str, column: Column) -> Iterator[str]:
    if column.required:
        yield "NOT NULL"
    if column.name == "id" and table not in KEYS:
        yield "PRIMARY KEY"
    if column.name == "id" and table in CLAIMS:
        yield "REFERENCES claim_ids (id)"
    if column.name in _REFERENCES:
        yield f"REFERENCES {_REFERENCES[column.name]}"
    if column.choices:
        yield _one_of(column.name, column.choices)
    if column.kind == "boolean":
        yield f"CHECK ({column.name} IN (0, 1))"


def _one_of(name: str, choices: tuple[str, ...]) -> str:
    return f"CHECK ({name} IN ({', '.join(map(quoted, choices))}))"


def _table_constraints(table: str, *, merged: bool) -> Iterator[str]:
    if table in KEYS and not (merged and table == "exclusions"):  # two readings of a text may leave out one stretch twice
        yield f"PRIMARY KEY ({', '.join(RENAMED.get(key, key) for key in KEYS[table])})"
    if table in CLAIMS:
        yield "CHECK ((span_start IS NULL) = (span_end IS NULL))"
        yield "CHECK (span_start >= 0 AND span_start < span_end)"
    if table == "ranges":
        for end in ("low", "high"):
            yield f"CHECK (({end}_least IS NULL) = ({end}_unit IS NULL))"
            yield f"CHECK ({end}_most IS NULL OR ({end}_least IS NOT NULL AND {end}_least <= {end}_most))"
        yield "CHECK (low_unit IS NOT NULL OR high_unit IS NOT NULL)"


def _of_list(link: Link) -> SqlTable:
    theirs = KEYS.get(link.owner, ("id",))
    refers = f"REFERENCES {_LISTED[link.field]}" if link.field in _LISTED else ""
    listed = _one_of(link.entry, link.choices) if link.choices else refers
    return SqlTable(
        link.table,
        f"The {link.field} of {link.owner.replace('_', ' ')}, a row each",
        (
            *(
                SqlColumn(key, "TEXT", f"`{their}` of the record", "NOT NULL")
                for key, their in zip(link.keys, theirs, strict=True)
            ),
            SqlColumn("position", "INTEGER", "its place in the list, from 1", "NOT NULL CHECK (position >= 1)"),
            SqlColumn(link.entry, "TEXT", "the entry", f"NOT NULL {listed}".rstrip()),
        ),
        (
            f"PRIMARY KEY ({', '.join((*link.keys, 'position'))})",
            f"FOREIGN KEY ({', '.join(link.keys)}) REFERENCES {link.owner} ({', '.join(theirs)})",
        ),
    )
