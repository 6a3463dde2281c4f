"""Reading the SQLite export back."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import attrs

from ketamine_evidence._reading import is_file, read_file
from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.errors import DataError, Problem, nearest
from ketamine_evidence.export.checked import REMEDY
from ketamine_evidence.export.readback import check_schema, rebuilt, structured
from ketamine_evidence.export.sqlite_checks import check_integrity, check_references
from ketamine_evidence.export.sqlite_rows import plain
from ketamine_evidence.export.sqlite_schema import APPLICATION_ID, FILE, RENAMED, links, tables
from ketamine_evidence.export.sqlite_tables import METADATA_TABLE, SqlTable
from ketamine_evidence.limits import LARGEST_FILE, MOST_RECORDS, MOST_STEPS, check_count
from ketamine_evidence.records.evidence import KEYS, TABLES

_Key = tuple[str, ...]
_STEPS_A_REST = 100_000
"""How many steps SQLite goes before it asks whether to go on."""


def read(folder: str | Path) -> Dataset:
    """Read a dataset back from its SQLite export.

    Args:
        folder: the folder that holds `ketamine-evidence.db`.

    Returns:
        The dataset that was exported; numbers are exact.

    Raises:
        DataError: where the file is not such an export, or is not whole. What is derived, as views, readings and the full-text index, is
            not looked at.
    """
    path = Path(folder) / FILE
    file = f"{path.parent.name}/{FILE}"
    if not is_file(path):
        raise DataError([Problem(file, "", "", "missing; give the folder of an export to sqlite")])
    content = read_file(path, name=file)
    if not content:  # of which SQLite says that there is no memory
        raise DataError([Problem(file, "", "", f"not a whole database: empty; {REMEDY}")])
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.row_factory = sqlite3.Row
        try:
            connection.deserialize(content)
            _keep_within_limits(connection)
            return _dataset(connection, file)
        except sqlite3.Error as error:
            raise DataError([Problem(file, "", "", f"not a whole database: {error}; {REMEDY}")]) from None


def _keep_within_limits(connection: sqlite3.Connection) -> None:
    """A database holds code too, as the queries of views and the checks of columns: let none of it run on, or call what acts."""
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_FILE)
    connection.execute("PRAGMA trusted_schema = OFF")
    rests = count(1)
    connection.set_progress_handler(lambda: next(rests) > MOST_STEPS // _STEPS_A_REST, _STEPS_A_REST)


def _dataset(connection: sqlite3.Connection, file: str) -> Dataset:
    if _pragma(connection, "application_id") != APPLICATION_ID:
        raise DataError([Problem(file, "", "", "not an export of ketamine-evidence to sqlite: it has another application_id")])
    check_schema(str(_pragma(connection, "user_version")), file)
    if problems := _columns(connection, METADATA_TABLE, file):
        raise DataError(problems)
    said = dict(map(tuple, connection.execute("SELECT key, value FROM metadata")))
    layout = tables(merged="parts" in said)
    if problems := [problem for table in layout for problem in _columns(connection, table, file)]:
        raise DataError(problems)
    records = _records(connection, file)
    check_references(connection, file)
    check_integrity(connection, file)
    origins: dict[str, tuple[str, ...]] = {}
    for row in _rows(connection, "origins", "record, position") if "parts" in said else ():
        origins[row["record"]] = (*origins.get(row["record"], ()), row["part"])
    return rebuilt(records, origins, said, file)


def _pragma(connection: sqlite3.Connection, name: str) -> Any:
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


def _rows(connection: sqlite3.Connection, table: str, order: str = "rowid") -> list[sqlite3.Row]:
    number = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    check_count(number, MOST_RECORDS, "rows", f"{FILE}: {table}")
    return connection.execute(f"SELECT * FROM {table} ORDER BY {order}").fetchall()


def _columns(connection: sqlite3.Connection, table: SqlTable, file: str) -> list[Problem]:
    """What is wrong with the columns of a table; a view or a virtual table, which is made as it is read, is none."""
    expected = [column.name for column in table.columns]
    plain_table = "SELECT count(*) FROM sqlite_master WHERE name = ? AND type = 'table' AND rootpage > 0"
    if connection.execute(plain_table, (table.name,)).fetchone()[0] != 1:
        return [Problem(file, table.name, "", "missing table")]
    found = [row["name"] for row in connection.execute("SELECT name FROM pragma_table_xinfo(?)", (table.name,)).fetchall()]
    problems = [Problem(file, table.name, name, "missing column") for name in expected if name not in found]
    unknown = [name for name in found if name not in expected]
    return problems + [Problem(file, table.name, name, f"unknown column{nearest(name, expected)}") for name in unknown]


def _records(connection: sqlite3.Connection, file: str) -> dict[str, Sequence[attrs.AttrsInstance]]:
    lists: dict[str, dict[str, dict[_Key, list[str]]]] = {table: {} for table in TABLES}
    for link in links():
        entries = lists[link.owner].setdefault(link.field, {})
        for row in _rows(connection, link.table, ", ".join((*link.keys, "position"))):
            entries.setdefault(tuple(row[key] for key in link.keys), []).append(row[link.entry])
    exact: dict[str, dict[str, str]] = {}
    for row in _rows(connection, "exact_numbers"):
        exact.setdefault(row["range"], {})[row["number"]] = row["fraction"]
    records: dict[str, Sequence[attrs.AttrsInstance]] = {}
    for table, record in TABLES.items():
        keys = KEYS.get(table, ("id",))
        rows = [(" ".join(str(row[RENAMED.get(key, key)]) for key in keys), row) for row in _rows(connection, table)]
        records[table] = structured(record, rows, partial(_plain, record, keys, lists[table], exact), f"{file}: {table}")
    return records


def _plain(
    record: type,
    keys: Sequence[str],
    lists: Mapping[str, Mapping[_Key, Sequence[str]]],
    exact: Mapping[str, Mapping[str, str]],
    row: sqlite3.Row,
) -> dict[str, Any]:
    key = tuple(row[name] for name in keys) if lists else ()
    return plain(
        record, dict(row), {field: entries.get(key, ()) for field, entries in lists.items()}, exact.get(key[0], {}) if key else {}
    )
