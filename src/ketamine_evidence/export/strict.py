"""JSON read back from an export: nothing twice, nothing left out, nothing that JSON does not have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from ketamine_evidence._reading import plain_json
from ketamine_evidence.errors import DataError, Problem
from ketamine_evidence.limits import check_plain
from ketamine_evidence.records.codec import CONVERTER, explain

T = TypeVar("T")


def parse(content: bytes, file: str, record: str = "") -> Any:
    """Read JSON.

    Args:
        content: what to read.
        file: what problems call its file.
        record: what problems call the record that it is.

    Raises:
        DataError: where it is not UTF-8 or not JSON, has a key twice, or is beyond a limit.

    Examples:
        >>> parse(b'{"version": "0.1.0"}', "dataset.json")
        {'version': '0.1.0'}
    """
    try:
        data = plain_json(content, object_pairs_hook=_once, parse_constant=_refuse)
    except UnicodeDecodeError as error:
        raise DataError([Problem(file, record, "", f"not UTF-8 at byte {error.start}; save it as UTF-8")]) from None
    except ValueError as error:
        raise DataError([Problem(file, record, "", f"not JSON: {error}")]) from None
    check_plain(data, file, record)
    return data


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        counts = Counter(key for key, _ in pairs)
        raise ValueError(f"key {next(key for key in counts if counts[key] > 1)!r} is there more than once")
    return found


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is no JSON number")


def structured(data: Any, kind: type[T], file: str, record: str = "", later: Collection[str] = ()) -> T:
    """Make a record of plain data in which every key is there, with null for what is not stated.

    Args:
        data: the plain data.
        kind: the class of the record.
        file: what problems call the file.
        record: what problems call the record.
        later: the keys that came with a later schema, which may be left out.

    Raises:
        DataError: all problems of the record at once.
    """
    try:
        made = CONVERTER.structure(data, kind)
    except Exception as error:  # noqa: BLE001  whatever a record's own checks raise is a problem of that record
        raise DataError(explain(error, kind, file, record)) from None
    absent = [path for path in _absent(CONVERTER.unstructure(made), data) if path not in later]
    if absent:
        raise DataError([Problem(file, record, path, "missing; it has to be given") for path in absent])
    return made


def _absent(written: Mapping[str, Any], given: Mapping[str, Any], before: str = "") -> Iterator[str]:
    """The keys that the same record would be written with, and that were not given: they were filled in."""
    for key, value in written.items():
        if key not in given:
            yield before + key
        elif isinstance(value, dict):
            yield from _absent(value, given[key], f"{before}{key}.")


def day(text: str | None, file: str, field: str) -> date | None:
    """Read the day of release.

    Raises:
        DataError: where it is no date.
    """
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise DataError([Problem(file, "", field, f"expected a date such as '2026-01-31', came {text!r}")]) from None
