"""Reading TOML files and the tables in them, with errors for the person who wrote them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ketamine_evidence._reading import is_file, is_folder, plain_toml, read_file
from ketamine_evidence.errors import DataError, Problem, nearest
from ketamine_evidence.limits import LARGEST_AUTHORED, MOST_RECORDS, check_count


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file.

    Raises:
        DataError: where it is missing, a folder, empty, not UTF-8, not TOML, or beyond a limit.
        FileError: where it cannot be read.
    """
    if is_folder(path):
        raise DataError([Problem(str(path), "", "", "a folder; expected a TOML file")])
    if not is_file(path):
        raise DataError([Problem(str(path), "", "", "no such file; expected a TOML file")])
    raw = read_file(path, LARGEST_AUTHORED)
    if not raw.strip():
        raise DataError([Problem(str(path), "", "", "empty; expected a [source] table and records")])
    if raw.startswith(b"\xef\xbb\xbf"):
        raise DataError([Problem(str(path), "", "", "begins with a byte order mark; save it as UTF-8 without one")])
    return plain_toml(raw, str(path))


def unknown_tables(data: Mapping[str, Any], known: Iterable[str], file: str) -> list[Problem]:
    """A problem for each table of a file that has no place in it."""
    known = list(known)
    return [
        Problem(file, "", key, f"unknown table; expected one of: {', '.join(known)}{nearest(key, known)}")
        for key in data
        if key not in known
    ]


def rows_of(data: Mapping[str, Any], key: str, file: str) -> tuple[list[dict[str, Any]], list[Problem]]:
    """Give the tables written [[key]], none where there are none, or the problem that they are something else."""
    rows = data.get(key, [])
    if isinstance(rows, list) and all(isinstance(row, dict) for row in rows):
        check_count(len(rows), MOST_RECORDS, f"tables [[{key}]]", file)
        return rows, []
    came = "a single table; write double brackets" if isinstance(rows, dict) else shown(rows)
    return [], [Problem(file, key, "", f"expected tables [[{key}]], came {came}")]


def shown(value: object) -> str:
    """How a value that came is named: its text and its type, or "nothing".

    Examples:
        >>> shown(3), shown(None)
        ('3 (int)', 'nothing')
    """
    return "nothing" if value is None else f"{value!r} ({type(value).__name__})"
