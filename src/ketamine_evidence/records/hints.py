"""The types of a record's fields."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import NoneType
from typing import Any, get_args


@cache  # asked for every row
def hints_of(record: type) -> Mapping[str, Any]:
    """The type of each field of a record, by the field's name.

    Examples:
        >>> from ketamine_evidence.records.evidence import Term
        >>> hints_of(Term)["mappings"]
        tuple[str, ...]
    """
    import attrs  # not before a record is touched: it is the larger part of loading all

    return {field.name: field.type for field in attrs.fields(record)}


def is_optional(kind: Any) -> bool:
    """Tell whether a field may be None."""
    return NoneType in get_args(kind)


def bare(kind: Any) -> Any:
    """Give the type of a field without its None."""
    return next((arg for arg in get_args(kind) if arg is not NoneType), kind) if is_optional(kind) else kind
