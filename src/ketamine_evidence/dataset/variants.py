"""Two records of one id: how both can be kept, and whether one only knows more than the other.

A variant goes by the id of the record, "~" and eight hex digits of the digest of what it says, so that the same content has the same
name whatever was merged first.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

import attrs

from ketamine_evidence.dataset.keys import Record
from ketamine_evidence.records.evidence import Source
from ketamine_evidence.records.rows import to_row

_MARK = re.compile(r"~[0-9a-f]{8}$")


def bare(record: Record) -> Record:
    """Give a record under the id that it had before it was kept as a variant."""
    id_ = getattr(record, "id", None)
    return _with_id(record, _MARK.sub("", id_)) if id_ is not None and _MARK.search(id_) else record


def variant(record: Record) -> Record:
    """Give a record under an id of its own, made of what it says.

    Examples:
        >>> from ketamine_evidence.records.evidence import Withdrawn
        >>> one = variant(Withdrawn(id="small.r001", version="2.0.0", reason="said twice"))
        >>> one.id
        'small.r001~f5d613ed'
        >>> bare(one).id
        'small.r001'
    """
    content = json.dumps(to_row(record), ensure_ascii=False)
    named: Any = record
    return _with_id(record, f"{named.id}~{hashlib.sha256(content.encode()).hexdigest()[:8]}")


def _with_id(record: Any, id_: str) -> Record:
    changed: Record = attrs.evolve(record, id=id_)
    return changed


def joined(one: Record, other: Record) -> Record | None:
    """Give a source that knows what two say of it; None where they contradict each other, or are no sources.

    What is empty in a source is not known, so that another may fill it in. What is empty in a claim is not stated by its source, which
    is something else: two such claims differ.

    Examples:
        >>> from ketamine_evidence.records.vocabulary import Interest, SourceKind, Tier
        >>> one = Source(id="a", title="A", tier=Tier.LAY, kind=SourceKind("health-article"), interest=Interest("none-stated"))
        >>> joined(one, attrs.evolve(one, year=2020)).year
        2020
        >>> joined(attrs.evolve(one, year=2021), attrs.evolve(one, year=2020))
    """
    if not (isinstance(one, Source) and isinstance(other, Source)):
        return None
    known: dict[str, Any] = {}
    for field in attrs.fields(Source):
        mine, theirs = getattr(one, field.name), getattr(other, field.name)
        if mine != theirs and mine not in _UNKNOWN and theirs not in _UNKNOWN:
            return None
        known[field.name] = theirs if mine in _UNKNOWN else mine
    return Source(**known)


_UNKNOWN: tuple[None, tuple[()]] = (None, ())
