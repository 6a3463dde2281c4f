"""How a table of records shows itself in a notebook: its first rows, each with what is most asked of its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import attrs

from ketamine_evidence._html import card, table, unbroken
from ketamine_evidence.dataset.cards import foot
from ketamine_evidence.errors import count
from ketamine_evidence.records.evidence import (
    TABLES,
    Exclusion,
    Factor,
    Finding,
    Guidance,
    Mechanism,
    Protocol,
    ReportedRange,
    SideEffect,
    Source,
    Statement,
    Term,
    Trace,
    Withdrawn,
)
from ketamine_evidence.records.vocabulary import Substance

_ORIGIN = ("tier", "source")
_COLUMNS: Mapping[type, tuple[str, ...]] = MappingProxyType(
    {
        Source: ("id", "title", "tier", "kind", "interest", "year"),
        ReportedRange: ("id", "quantity", "reported", "outer", "inner", "context", *_ORIGIN),
        Protocol: ("id", "name", "phase", "route", "condition", "summary", *_ORIGIN),
        Mechanism: ("id", "target", "action", "effect", "summary", *_ORIGIN),
        SideEffect: ("id", "effect", "frequency", "time_course", "summary", *_ORIGIN),
        Factor: ("id", "factor", "level", "outcome", "direction", "summary", *_ORIGIN),
        Finding: ("id", "condition", "comparator", "direction", "effect_size", "summary", *_ORIGIN),
        Guidance: ("id", "kind", "about", "summary", *_ORIGIN),
        Statement: ("id", "topic", "summary", *_ORIGIN),
        Trace: ("id", "claim", "study", "verdict", "confidence", "agrees", "disagrees"),
        Exclusion: ("source", "start", "end", "reason", "restates"),
        Term: ("id", "scheme", "label", "definition"),
        Withdrawn: ("id", "version", "reason", "successor"),
    }
)
"""The columns of each kind of record; those that are no fields of it are derived, or are its source's."""
_CONTEXT = ("protocol", "route", "condition", "specimen", "course", "population")


def _context(claim: ReportedRange) -> str | None:
    """What a reported range is said of, as far as it is stated; the substance where that is not simply ketamine."""
    said = [str(value) for name in _CONTEXT if (value := getattr(claim, name)) is not None]
    return "; ".join(said if claim.substance is Substance.KETAMINE else [claim.substance, *said]) or None


_DERIVED: Mapping[str, Callable[[Any], object]] = MappingProxyType(
    {
        "outer": lambda claim: unbroken(claim.reported.outer),
        "inner": lambda claim: "none" if claim.reported.inner is None else unbroken(claim.reported.inner),
        "context": _context,
    }
)
"""What is shown of a reported range beside its fields: its readings, and what it is said of."""


def table_card(
    kind: type[attrs.AttrsInstance],
    records: Sequence[attrs.AttrsInstance],
    value_of: Callable[[Any, str], object],
    version: str | None,
) -> str:
    """Show a table.

    Args:
        kind: the class of the records.
        records: the records.
        value_of: gives a field of a record, or of its source.
        version: the data version that they are from; None where that is not known.
    """
    columns = _COLUMNS.get(kind) or tuple(field.name for field in attrs.fields(kind))
    derived = _DERIVED if kind is ReportedRange else {}
    name = next((name for name, known in TABLES.items() if known is kind), kind.__name__)
    caption = f"{name}: {count(len(records), 'record')}"
    if kind is ReportedRange and len(quantities := {value_of(one, "quantity") for one in records}) == 1:
        caption += f" of {quantities.pop()}"  # said once for all, which leaves room for the rest
        columns = tuple(column for column in columns if column != "quantity")
    rows = [[derived[column](one) if column in derived else value_of(one, column) for column in columns] for one in records]
    return card(table(caption, [column.replace("_", " ") for column in columns], rows), foot=foot(version))
