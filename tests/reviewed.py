"""A made-up dataset for questions about claims: studies, one of each kind that matters, and an article for patients."""

from __future__ import annotations

from typing import Any

from ketamine_evidence import Dataset, parse_range
from ketamine_evidence.records.evidence import ReportedRange, Source, Trace
from ketamine_evidence.records.locators import Locator
from ketamine_evidence.records.vocabulary import (
    Condition,
    Confidence,
    Course,
    Interest,
    ProtocolName,
    Route,
    SourceKind,
    Statistic,
    Substance,
    Tier,
    Verdict,
)
from ketamine_evidence.values.quantities import Quantity


def study(id_: str, kind: SourceKind = SourceKind.RANDOMIZED_TRIAL, **fields: Any) -> Source:
    return Source(id=id_, title=f"About {id_}", tier=Tier.LITERATURE, kind=kind, interest=Interest.UNKNOWN, **fields)


def report(id_: str, phrase: str, quantity: Quantity = Quantity.RELIEF_DURATION, **fields: Any) -> ReportedRange:
    return ReportedRange(
        id=id_,
        source=id_.split(".", maxsplit=1)[0],
        locator=Locator(section="abstract"),
        summary="what was found",
        quantity=quantity,
        reported=parse_range(phrase, quantity=quantity),
        statistic=Statistic.VALUE,
        **fields,
    )


def time_point(id_: str, phrase: str, course: Course, **fields: Any) -> ReportedRange:
    return report(id_, phrase, Quantity.RELIEF_TIME_POINT, course=course, **fields)


ONE: dict[str, Any] = {"protocol": ProtocolName.SINGLE_INFUSION, "route": Route.INTRAVENOUS}
REVIEWED = Dataset.of(
    {
        "sources": [
            study("short", authors=("Last A", "More B"), year=2001, n=12, doi="10.1/short", population="people with CRPS"),
            study("long", SourceKind.META_ANALYSIS, authors=("Solo C",), year=2002, pmid="123"),
            study("looked", authors=("Doe J",), url="https://example.org/looked", conditions=(Condition.CRPS,)),
            study("planned", SourceKind.TRIAL_PROTOCOL),
            study("animals", SourceKind.ANIMAL_STUDY),
            Source(id="leaflet", title="A leaflet", tier=Tier.LAY, kind=SourceKind.HEALTH_ARTICLE, interest=Interest.UNKNOWN),
        ],
        "ranges": [
            report("short.r001", "2 weeks", condition=Condition.CRPS, **ONE),
            report("short.r002", "1 week", condition=Condition.CRPS, substance=Substance.PLACEBO, **ONE),
            report("short.r003", "40 minutes", Quantity.ONSET, **ONE),
            report("short.r004", "3 infusions", Quantity.ONSET, **ONE),
            report("long.r001", "up to 12 weeks", condition=Condition.CRPS),
            report("long.r002", "3 to 9 months", condition=Condition.MIGRAINE),
            time_point("looked.r001", "4 weeks", Course.HELD_AT, **ONE),
            time_point("looked.r002", "8 weeks", Course.GONE_BY, **ONE),
            time_point("looked.r003", "1 day", Course.ABSENT_AT, **ONE),
            report("planned.r001", "6 weeks", **ONE),
            report("animals.r001", "1 hour", **ONE),
            report("leaflet.r001", "several weeks to several months", condition=Condition.CRPS),
            report("leaflet.r002", "6 months", condition=Condition.MIGRAINE),
            report("leaflet.r003", "a few hours"),
            report("leaflet.r004", "many weeks"),
            report("leaflet.r005", "2 hours", Quantity.ONSET),
        ],
        "traces": [
            Trace(
                id="leaflet.t001",
                claim="leaflet.r001",
                study="long",
                confidence=Confidence.HIGH,
                verdict=Verdict.OVERSTATED,
            )
        ],
    },
    "reviewed",
)
