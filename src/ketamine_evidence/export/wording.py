"""What the columns mean that the exports have beside, or instead of, those of the CSV files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from ketamine_evidence.dataset.columns import nested_columns, reading_kinds
from ketamine_evidence.records.evidence import TABLES
from ketamine_evidence.records.fields import describe
from ketamine_evidence.records.rows import Column

_EMPTY = re.compile(r"\b(?:None|empty) where")
_ENDS: Mapping[str, str] = MappingProxyType(
    {
        "outer_low": "the low end of the widest reading",
        "outer_high": "the high end of the widest reading; NULL where it has no bound",
        "inner_low": "the low end of what all readings share; NULL where they share nothing",
        "inner_high": "the high end of what all readings share; NULL where they share nothing, or it has no bound",
    }
)
OF_READINGS: Mapping[str, str] = MappingProxyType(
    {
        "unit": "the unit of the four ends that follow, as a UCUM code",
        **_ENDS,
        "common_unit": "the unit of the four ends that follow: one for all ranges that measure the same",
        **{f"{end}_common": f"{meaning}, in the common unit" for end, meaning in _ENDS.items()},
    }
)
"""What the columns hold that say how a reported range is read."""
ORIGINS_DESCRIPTION = "Which parts of merged data each record came from"
OF_ORIGINS: Mapping[str, str] = MappingProxyType(
    {
        "record": "the id of the record, or its key as a JSON list where it has none",
        "parts": "the names of the parts that it was in",
    }
)
"""What the columns hold that say which parts of merged data a record came from."""
_WHOLE: Mapping[str, str] = MappingProxyType(
    {
        "locator": "where it was read: the span, from start up to end, in code points counted from 0; its fingerprint; the section",
        "reported": "the phrase as printed, and what it is read as: the least and the most that its low and its high end can mean",
    }
)


def in_sql(record: type, column: Column) -> str:
    """What a column of a record means, in words for those who write SQL.

    Examples:
        >>> from ketamine_evidence.records.evidence import Source
        >>> in_sql(Source, Column("year", "year", "integer", required=False))
        'when it was published; NULL where not known'
    """
    return _EMPTY.sub("NULL where", describe(record, column).removesuffix("."))


def of_nested(table: str) -> dict[str, str]:
    """What the columns of a table's nested frame mean, those derived from it too.

    Examples:
        >>> of_nested("factors")["direction"]
        'which way'
    """
    record = TABLES[table]
    own = {
        name: _WHOLE.get(name) or in_sql(record, Column(name, name, kind.name, required=False))
        for name, kind in nested_columns(record).items()
    }
    return own | {name: OF_READINGS[name] for name in reading_kinds(record)}
