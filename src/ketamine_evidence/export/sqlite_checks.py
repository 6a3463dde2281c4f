"""What holds of a whole SQLite export, whether it was just written or is about to be read."""

from __future__ import annotations

import sqlite3

from ketamine_evidence.errors import DataError, Problem
from ketamine_evidence.export.checked import REMEDY


def check_references(connection: sqlite3.Connection, file: str = "") -> None:
    """Refuse what refers to something that is not there.

    Raises:
        DataError: it names each reference and where it should lead.
    """
    problems: list[Problem] = []
    for table, rowid, parent, number in connection.execute("PRAGMA foreign_key_check").fetchall():
        keys = connection.execute("SELECT * FROM pragma_foreign_key_list(?) WHERE id = ?", (table, number)).fetchall()
        names = ", ".join(key[3] for key in keys)
        row = rowid and connection.execute(f"SELECT {names}, * FROM {table} WHERE rowid = ?", (rowid,)).fetchone()
        if not row:  # a table that is none of ours
            problems.append(Problem(file, "", names, f"{table} names what is not in {parent}"))
            continue
        named = " ".join(map(str, row[: len(keys)]))
        problems.append(Problem(file, str(row[len(keys)]), names, f"{table} names {named!r}, which is not in {parent}"))
    if problems:
        raise DataError(problems)


def check_integrity(connection: sqlite3.Connection, file: str) -> None:
    """Refuse a file that SQLite finds damaged, or that breaks its own constraints.

    Raises:
        DataError: with what SQLite finds.
    """
    found = [row[0] for row in connection.execute("PRAGMA integrity_check").fetchall()]
    if found != ["ok"]:
        raise DataError([Problem(file, "", "", f"not a whole database: {line}; {REMEDY}") for line in found])
