"""Which datasets the records of a dataset came from, and how a record is told from others."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import attrs

from ketamine_evidence.records.evidence import Exclusion, Term

Key = tuple[str, ...]
"""What tells a record from all others of a dataset, of whatever table."""


def key_of(record: attrs.AttrsInstance) -> Key:
    """Give the key of a record: its id; of a term also its scheme. An exclusion has no id, and is told by all it says."""
    if isinstance(record, Term):
        return ("term", record.scheme, record.id)
    if isinstance(record, Exclusion):
        return ("exclusion", *("" if value is None else str(value) for value in attrs.astuple(record)))
    one: Any = record
    return (str(one.id),)


def key_text(key: Key) -> str:
    """Write a key as one text: an id as it is, any other as a JSON list."""
    return key[0] if len(key) == 1 else json.dumps(key, ensure_ascii=False)


@attrs.frozen
class Part:
    """A dataset that merged data were made of.

    Attributes:
        name: its version, such as "0.1.0", or the name of an overlay.
        digest: SHA-256, in hex, of its descriptor.
    """

    name: str
    digest: str

    def __str__(self) -> str:
        return self.name


@attrs.frozen
class Provenance:
    """Where the records of merged data came from.

    Attributes:
        parts: the datasets that they were made of.
        origins: the names of the parts that each record was in, by the text of its key.
    """

    parts: tuple[Part, ...]
    origins: Mapping[str, tuple[str, ...]] = MappingProxyType({})
