"""A small dataset of every table for tests of exports, the same merged, and what makes two datasets equal."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import attrs

from ketamine_evidence import Dataset, ImpreciseNumber, Reported, parse_range
from ketamine_evidence.dataset.keys import key_of, key_text
from ketamine_evidence.dataset.provenance import Part, Provenance
from ketamine_evidence.records.evidence import (
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
from ketamine_evidence.records.locators import Locator
from ketamine_evidence.records.vocabulary import (
    Action,
    Comparator,
    Condition,
    Confidence,
    Effect,
    ExclusionReason,
    FactorName,
    GuidanceKind,
    Interest,
    ProtocolName,
    SourceKind,
    Statistic,
    Target,
    Tier,
    Topic,
    Verdict,
)
from ketamine_evidence.values.quantities import Quantity

HERE = Locator(start=3, end=9, fingerprint="f" * 64, section="onset")
SMALL = Dataset.of(
    {
        "sources": [
            Source(
                id="one",
                title="It's one",
                tier=Tier.LAY,
                kind=SourceKind.CLINIC_ARTICLE,
                interest=Interest.UNKNOWN,
                authors=("B. Last", "A. First"),
            ),
            Source(
                id="two",
                title="Two",
                tier=Tier.LITERATURE,
                kind=SourceKind.HEALTH_ARTICLE,
                interest=Interest.UNKNOWN,
                n=12,
                conditions=(Condition.MIGRAINE, Condition.CRPS),
                comparators=(Comparator.PLACEBO,),
            ),
        ],
        "ranges": [
            ReportedRange(
                id="one.r001",
                source="one",
                locator=HERE,
                summary="=relief",
                quantity=Quantity.RELIEF_DURATION,
                reported=parse_range("often about 0.5 to 3 days"),
                statistic=Statistic.RANGE,
                protocol=ProtocolName.INDUCTION,
                condition=Condition.CRPS,
            ),
            ReportedRange(
                id="one.r002",
                source="one",
                locator=Locator(section="table 1"),
                summary="how much",
                quantity=Quantity.DOSE,
                reported=Reported("0.1 or more", ImpreciseNumber(0.1, None, "mg/kg"), None, unbounded_high=True),
                statistic=Statistic.LIMIT,
            ),
            ReportedRange(
                id="two.r001",
                source="two",
                locator=HERE,
                summary="relief in the study",
                quantity=Quantity.RELIEF_DURATION,
                reported=parse_range("several weeks or longer"),
                statistic=Statistic.RANGE,
                protocol=ProtocolName.INDUCTION,
                condition=Condition.CRPS,
                time_point="two.r002",
            ),
            ReportedRange(
                id="two.r002",
                source="two",
                locator=HERE,
                summary="interval of relief in the study",
                quantity=Quantity.RELIEF_DURATION,
                reported=parse_range("1 to 9 years"),
                statistic=Statistic.CI95,
                estimate="two.r001",
                protocol=ProtocolName.INDUCTION,
                condition=Condition.CRPS,
            ),
        ],
        "protocols": [
            Protocol(
                id="one.p001",
                source="one",
                locator=HERE,
                summary="induction",
                name=ProtocolName.INDUCTION,
                ranges=("one.r002", "one.r001"),
            )
        ],
        "mechanisms": [
            Mechanism(
                id="one.m001", source="one", locator=HERE, summary="blocks", target=Target.NMDA_RECEPTOR, action=Action.BLOCKS
            )
        ],
        "side_effects": [
            SideEffect(
                id="one.e001", source="one", locator=HERE, summary="nausea of infusions", effect=Effect.NAUSEA, reversible=True
            )
        ],
        "factors": [Factor(id="one.f001", source="one", locator=HERE, summary="dose", factor=FactorName.DOSE)],
        "findings": [Finding(id="one.n001", source="one", locator=HERE, summary="better", ranges=("one.r001",))],
        "guidance": [
            Guidance(id="one.g001", source="one", locator=HERE, summary="rest", kind=GuidanceKind.TIP, about="after an infusion")
        ],
        "statements": [Statement(id="one.s001", source="one", locator=HERE, summary="in use", topic=Topic.USE, note="of late")],
        "traces": [
            Trace(
                id="t001",
                claim="one.r001",
                study="two",
                confidence=Confidence.LOW,
                verdict=Verdict.OVERSTATED,
                supports=("two.r001",),
                contradicts=("two.r002", "two.r001"),
            )
        ],
        "exclusions": [Exclusion(source="one", start=10, end=20, reason=ExclusionReason.RESTATED, restates="one.r001")],
        "terms": [
            Term(
                scheme="effect",
                id="nausea",
                label="nausea",
                definition="feeling sick",
                mappings=("hpo:HP:0002018", "mesh:D009325"),
            )
        ],
        "withdrawn": [Withdrawn(id="one.r009", version="0.2.0", reason="said twice", successor="one.r001")],
    },
    "0.9.0",
    date(2026, 1, 2),
)
"""A record in every table, with lists in an order of their own."""


def with_range(reported: Reported) -> Dataset:
    """The small dataset with another reported dose."""
    tables: dict[str, Any] = dict(SMALL.tables)
    tables["ranges"] = [attrs.evolve(one, reported=reported) if one.id == "one.r002" else one for one in SMALL.ranges]
    return Dataset.of(tables, SMALL.version, SMALL.released)


THIRD = Reported("a third", ImpreciseNumber(Fraction(1, 3), Fraction(10**30, 3), "mg/kg"), None)
"""Numbers that no float holds."""


def merged() -> Dataset:
    """The small dataset as one made of two, that leave one stretch out for different reasons."""
    tables: dict[str, Any] = dict(SMALL.tables)
    tables["exclusions"] = [
        Exclusion(source="one", start=10, end=20, reason=ExclusionReason.HEADING),
        Exclusion(source="one", start=10, end=20, reason=ExclusionReason.UNRELATED),
    ]
    keys = [key_text(key_of(record)) for table in tables.values() for record in table]
    origins = {key: ("0.1.0", "mine") if number % 2 else ("mine",) for number, key in enumerate(keys)}
    return Dataset.of(tables, "both", None, Provenance((Part("0.1.0", "0" * 64), Part("mine", "1" * 64)), origins))


def all_of(dataset: Dataset) -> tuple[Any, ...]:
    """Everything that makes a dataset what it is."""
    keys = [key_text(key_of(record)) for table in dataset.tables.values() for record in table]
    return (
        {name: tuple(table) for name, table in dataset.tables.items()},
        dataset.version,
        dataset.released,
        dataset.digest,
        dataset.parts,
        {key: dataset.origins(key) for key in keys},
    )
