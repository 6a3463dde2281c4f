"""The SQLite export: one file with typed tables, keys, closed lists, views and full-text search; and reading it back.

The same data give the same bytes with the same version of SQLite; another version may lay out the file in another way.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing

from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.errors import DataError, Problem
from ketamine_evidence.export import datasette
from ketamine_evidence.export.formats import Files
from ketamine_evidence.export.readback import is_merged
from ketamine_evidence.export.sqlite_checks import check_references
from ketamine_evidence.export.sqlite_reading import read
from ketamine_evidence.export.sqlite_rows import Row, rows, search_rows
from ketamine_evidence.export.sqlite_schema import APPLICATION_ID, FILE, indexes, tables
from ketamine_evidence.export.sqlite_views import statements
from ketamine_evidence.records.schemas import SCHEMA_VERSION

__all__ = ["files", "read"]

_SEARCH = (
    "CREATE VIRTUAL TABLE search USING fts5 (id UNINDEXED, source UNINDEXED, title, summary, reported, note, "
    "tokenize = 'porter unicode61 remove_diacritics 2')"
)


def files(dataset: Dataset) -> Files:
    """Give a dataset as an SQLite file, and the description of it that Datasette shows.

    Raises:
        DataError: for records that do not fit together, such as one that names a source that is not there.
    """
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        _write(connection, dataset)
        content = connection.serialize()
    return {FILE: content, "metadata.json": datasette.metadata(dataset)}


def _write(connection: sqlite3.Connection, dataset: Dataset) -> None:
    layout = tables(merged=is_merged(dataset))
    connection.execute("PRAGMA page_size = 4096")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    for statement in (*(table.ddl for table in layout), *indexes(), *statements(), _SEARCH):
        connection.execute(statement)
    connection.execute("BEGIN")
    for table, found in rows(dataset, layout):
        _insert(connection, table, found)
    for row in search_rows(dataset):
        connection.execute(f"INSERT INTO search (rowid, id, source, title, summary, reported, note) VALUES ({_marks(row)})", row)
    connection.execute("INSERT INTO search (search) VALUES ('optimize')")
    connection.execute("COMMIT")
    check_references(connection)
    connection.execute("VACUUM")


def _insert(connection: sqlite3.Connection, table: str, found: Iterable[Row]) -> None:
    for row in found:
        try:
            connection.execute(f"INSERT INTO {table} VALUES ({_marks(row)})", row)
        except (sqlite3.IntegrityError, OverflowError) as error:
            named = next(cell for cell in row if isinstance(cell, str))
            raise DataError([Problem("", named, "", f"does not fit into {table}: {error}")]) from None


def _marks(row: Row) -> str:
    return ", ".join("?" * len(row))
