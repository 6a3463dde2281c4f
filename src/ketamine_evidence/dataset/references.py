"""Records that name other records: which names lead nowhere, or round in a circle."""

from __future__ import annotations

from collections.abc import Iterator

from ketamine_evidence.dataset.keys import Entries
from ketamine_evidence.dataset.withdrawals import cycles
from ketamine_evidence.records.evidence import Claim, Exclusion, ReportedRange, Source, Trace, Withdrawn


def broken_references(entries: Entries) -> set[str]:
    """Say of each reference that leads nowhere, or round in a circle, which it is."""
    named = ((name, field, id_, kind) for record in entries.values() for name, field, id_, kind in _references(record))
    found = {
        f"{name}: {field} names {id_!r}, which is not there" for name, field, id_, kind in named if not _is(entries, id_, kind)
    }
    circles = cycles(one for one in entries.values() if isinstance(one, Withdrawn))
    return found | {
        f"{circle[0]}: its successors go round in a circle: {' to '.join([*circle, circle[0]])}" for circle in circles
    }


def _is(entries: Entries, id_: str, kind: type | tuple[type, ...]) -> bool:
    return isinstance(entries.get((id_,)), kind)


_Reference = tuple[str, str, str, type | tuple[type, ...]]
"""What a record is called, the field, the id that it names, and what has to be there."""


def _references(record: object) -> Iterator[_Reference]:
    """Each reference of a record. One that was withdrawn still is an answer to who names it."""
    if isinstance(record, (Claim, Exclusion)):
        yield from _of_claim(record)
    if isinstance(record, Trace):
        yield from _of_trace(record)
    if isinstance(record, Withdrawn) and record.successor is not None:
        yield record.id, "successor", record.successor, (Source, Claim, Trace, Withdrawn)


def _of_claim(record: Claim | Exclusion) -> Iterator[_Reference]:
    name = record.id if isinstance(record, Claim) else f"exclusion [{record.start}, {record.end}] of {record.source}"
    yield name, "source", record.source, Source
    for id_ in getattr(record, "ranges", ()):
        yield name, "ranges", id_, (ReportedRange, Withdrawn)
    for field in ("estimate", "time_point"):
        if (other := getattr(record, field, None)) is not None:
            yield name, field, other, (ReportedRange, Withdrawn)
    if isinstance(record, Exclusion) and record.restates is not None:
        yield name, "restates", record.restates, (Claim, Withdrawn)


def _of_trace(trace: Trace) -> Iterator[_Reference]:
    yield trace.id, "claim", trace.claim, (Claim, Withdrawn)
    if trace.study is not None:
        yield trace.id, "study", trace.study, (Source, Withdrawn)
    for field in ("supports", "contradicts"):
        for id_ in getattr(trace, field):
            yield trace.id, field, id_, (Claim, Withdrawn)
