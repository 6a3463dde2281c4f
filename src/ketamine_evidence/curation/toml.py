"""Reading TOML files and the tables in them, with errors for the person who wrote them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ketamine_evidence.errors import DataError, Problem, nearest


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file.

    Raises:
        DataError: where it is missing, a folder, empty, not UTF-8 or not TOML.
    """
    if path.is_dir():
        raise DataError([Problem(str(path), "", "", "a folder; expected a TOML file")])
    if not path.is_file():
        raise DataError([Problem(str(path), "", "", "no such file; expected a TOML file")])
    raw = path.read_bytes()
    if not raw.strip():
        raise DataError([Problem(str(path), "", "", "empty; expected a [source] table and records")])
    if raw.startswith(b"\xef\xbb\xbf"):
        raise DataError([Problem(str(path), "", "", "begins with a byte order mark; save it as UTF-8 without one")])
    try:
        return tomllib.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise DataError([Problem(str(path), "", "", f"not UTF-8 at byte {error.start}; save it as UTF-8")]) from None
    except tomllib.TOMLDecodeError as error:
        raise DataError([Problem(str(path), "", "", f"not TOML: {error}")]) from None


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
