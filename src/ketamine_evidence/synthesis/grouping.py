"""Groups of claims: by which fields, what each group is called, and in which order they come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any

from ketamine_evidence.errors import QueryError, nearest
from ketamine_evidence.records.evidence import ReportedRange


def fields_of(by: str | Sequence[str], known: Iterable[str], done: str) -> tuple[str, ...]:
    """Give the fields that claims are put in groups by.

    Args:
        by: a field, or several.
        known: the fields by which that can be done.
        done: what is done by them, such as "merged".

    Raises:
        QueryError: for no field, or one that is not known.
    """
    fields, known = (by,) if isinstance(by, str) else tuple(by), list(known)
    if not fields:
        raise QueryError("by names a field or several, came ()")
    for name in fields:
        if name not in known:
            raise QueryError(f"claims cannot be {done} by {name!r}; expected of: {', '.join(known)}{nearest(name, known)}")
    return fields


def key_of(claim: ReportedRange, fields: Sequence[str]) -> Any:
    """The group of a claim: the value of the field; of several fields, or none, the values."""
    values = tuple(getattr(claim, name) for name in fields)
    return values[0] if len(fields) == 1 else values


def named(fields: Sequence[str], key: Any) -> dict[str, str | None]:
    """The values of a group by field, as plain data; None for "not stated"."""
    values = (key,) if len(fields) == 1 else key
    return {name: None if value is None else str(value) for name, value in zip(fields, values, strict=True)}


def in_words(fields: Sequence[str], key: Any) -> str:
    """What a group is called.

    Examples:
        >>> in_words(("protocol", "condition"), ("induction", None))
        'protocol: induction, condition: not stated'
    """
    return ", ".join(f"{name}: {value or 'not stated'}" for name, value in named(fields, key).items())


def in_order(keys: Iterable[Any]) -> list[Any]:
    """Sort groups as the closed lists are in order, other texts by name, "not stated" last.

    Examples:
        >>> in_order([None, "b", "a"])
        ['a', 'b', None]
    """
    return sorted(keys, key=lambda key: [_place(value) for value in (key if isinstance(key, tuple) else (key,))])


def _place(value: str | None) -> tuple[bool, int, str]:
    listed = list(type(value)).index(value) if isinstance(value, StrEnum) else 0
    return value is None, listed, value or ""
