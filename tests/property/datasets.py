"""Strategies for datasets that have something to do with each other: copies of one, each changed in its own way."""

from __future__ import annotations

from typing import Any, NamedTuple

import attrs
from hypothesis import strategies as st

from ketamine_evidence import Dataset
from ketamine_evidence.dataset.keys import Record, by_table
from ketamine_evidence.dataset.variants import bare
from ketamine_evidence.records.evidence import (
    Claim,
    Exclusion,
    Factor,
    Protocol,
    ReportedRange,
    Source,
    Statement,
    Term,
    Withdrawn,
)
from ketamine_evidence.records.locators import Locator
from ketamine_evidence.records.vocabulary import (
    ExclusionReason,
    FactorName,
    Interest,
    ProtocolName,
    SourceKind,
    Statistic,
    Tier,
    Topic,
)
from ketamine_evidence.values.phrases import parse_range
from ketamine_evidence.values.quantities import Quantity

_PLACE = Locator(start=0, end=5, fingerprint="0" * 64, section="title")
BASE: tuple[Record, ...] = (
    Source(id="a", title="A", tier=Tier.LAY, kind=next(iter(SourceKind)), interest=Interest.UNKNOWN),
    Source(id="b", title="B", tier=Tier.LAY, kind=next(iter(SourceKind)), interest=Interest.UNKNOWN, year=2020, authors=("One",)),
    ReportedRange(
        id="a.r001",
        source="a",
        locator=_PLACE,
        summary="how long it lasts",
        quantity=Quantity.RELIEF_DURATION,
        reported=parse_range("several days to a few weeks"),
        statistic=Statistic.RANGE,
    ),
    Protocol(id="a.p001", source="a", locator=_PLACE, summary="a course", name=next(iter(ProtocolName)), ranges=("a.r001",)),
    Factor(id="b.f001", source="b", locator=_PLACE, summary="what bears on it", factor=next(iter(FactorName))),
    Statement(id="b.s001", source="b", locator=_PLACE, summary="what it states", topic=next(iter(Topic))),
    Exclusion(source="a", start=5, end=9, reason=ExclusionReason.HEADING),
    Term(scheme="route", id="oral", label="by mouth", definition="Swallowed."),
    Withdrawn(id="a.r002", version="2.0.0", reason="said twice", successor="a.r001"),
)
"""Some of each sort of record, references among them."""

EMPTY = Dataset.of({}, "nothing")
_TEXTS = {Source: "title", Claim: "summary", Exclusion: "note", Term: "definition", Withdrawn: "reason"}
"""A text of each kind of record, to be changed."""


class Copies(NamedTuple):
    """A dataset, and copies of it that were changed."""

    base: Dataset
    copies: tuple[Dataset, ...]


def all_records(dataset: Dataset) -> list[Record]:
    """Every record of a dataset."""
    return [record for table in dataset.tables.values() for record in table]


def contents(dataset: Dataset) -> set[Record]:
    """What a dataset says, under whatever id it is kept."""
    return {bare(record) for record in all_records(dataset)}


def same(one: Dataset, other: Dataset) -> bool:
    """Whether two datasets have the same tables."""
    return {name: tuple(table) for name, table in one.tables.items()} == {
        name: tuple(table) for name, table in other.tables.items()
    }


@st.composite
def changed(draw: st.DrawFn, base: Dataset, name: str) -> Dataset:
    """A copy of a dataset, of which some records are left out, some say something else, and some sources are less known."""
    kept: list[Record] = []
    for record in all_records(base):
        some: Any = record
        fate = draw(st.sampled_from(["kept", "kept", "changed", "changed otherwise", "less known", "left out"]))
        if fate in {"changed", "changed otherwise"}:
            field = next(text for kind, text in _TEXTS.items() if isinstance(record, kind))
            kept.append(attrs.evolve(some, **{field: fate}))
        elif fate == "less known" and isinstance(record, Source):
            kept.append(attrs.evolve(record, year=None) if draw(st.booleans()) else attrs.evolve(record, authors=()))
        elif fate != "left out":
            kept.append(record)
    return Dataset.of(by_table(kept), name)


@st.composite
def copies(draw: st.DrawFn, *, size: int = 2) -> Copies:
    """A small dataset, and so many changed copies of it."""
    base = Dataset.of(by_table(BASE), "base")
    return Copies(base, tuple(draw(changed(base, f"copy {number}")) for number in range(1, size + 1)))
