"""What tells a record of a dataset from all others, of whatever table."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from ketamine_evidence.errors import MergeError
from ketamine_evidence.records.evidence import TABLES, Exclusion, Term

Key = tuple[str, ...]
Record = attrs.AttrsInstance
Entries = dict[Key, Record]
"""Every record of a dataset by its key."""


def key_of(record: Record) -> Key:
    """Give the key of a record: its id; of a term also its scheme. An exclusion has no id, and is told by all it says.

    Examples:
        >>> key_of(Term(scheme="route", id="oral", label="by mouth", definition="Swallowed."))
        ('term', 'route', 'oral')
    """
    if isinstance(record, Term):
        return ("term", record.scheme, record.id)
    if isinstance(record, Exclusion):
        return ("exclusion", *("" if value is None else str(value) for value in attrs.astuple(record)))
    one: Any = record
    return (str(one.id),)


def key_text(key: Key) -> str:
    """Write a key as one text: an id as it is, any other as a JSON list.

    Examples:
        >>> key_text(("small.r001",)), key_text(("term", "route", "oral"))
        ('small.r001', '["term", "route", "oral"]')
    """
    return key[0] if len(key) == 1 else json.dumps(key, ensure_ascii=False)


def table_of(record: Record) -> str:
    """Give the name of the table that a record belongs to.

    Examples:
        >>> table_of(Term(scheme="route", id="oral", label="by mouth", definition="Swallowed."))
        'terms'
    """
    return next(name for name, kind in TABLES.items() if type(record) is kind)


def entries(tables: Mapping[str, Iterable[Record]], name: str) -> Entries:
    """Give every record of some tables by its key.

    Args:
        tables: the records by table.
        name: what the error calls them.

    Raises:
        MergeError: where an id is given to two records.
    """
    found: Entries = {}
    for table in tables.values():
        for record in table:
            if found.setdefault(key_of(record), record) != record:
                raise MergeError(f"{name}: {key_text(key_of(record))} is given to two records; an id belongs to one")
    return found


def by_table(records: Iterable[Record]) -> dict[str, list[Record]]:
    """Put records into their tables."""
    tables: dict[str, list[Record]] = {name: [] for name in TABLES}
    for record in records:
        tables[table_of(record)].append(record)
    return tables
