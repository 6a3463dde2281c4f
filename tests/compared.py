"""A small dataset of our own with two articles and some studies, for comparisons whose figures can be checked by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ketamine_evidence import Dataset, parse_range
from ketamine_evidence.records.evidence import ReportedRange, Source, Trace
from ketamine_evidence.records.locators import Locator
from ketamine_evidence.records.vocabulary import (
    Attribution,
    Basis,
    Comparator,
    Condition,
    Confidence,
    Course,
    Interest,
    PainCourse,
    ProtocolName,
    Route,
    SourceKind,
    Statistic,
    Substance,
    Tier,
    Verdict,
)
from ketamine_evidence.values.quantities import Quantity

KINDS: Mapping[str, SourceKind] = {
    "clinic": SourceKind.CLINIC_ARTICLE,
    "guide": SourceKind.HEALTH_ARTICLE,
    "advice": SourceKind.GUIDELINE,
    "meta": SourceKind.META_ANALYSIS,
    "trial": SourceKind.RANDOMIZED_TRIAL,
    "cohort": SourceKind.RETROSPECTIVE_COHORT,
    "review": SourceKind.NARRATIVE_REVIEW,
    "plan": SourceKind.TRIAL_PROTOCOL,
    "mice": SourceKind.ANIMAL_STUDY,
}
COMPARATORS: Mapping[str, tuple[Comparator, ...]] = {"trial": (Comparator.PLACEBO,), "cohort": (Comparator.NO_COMPARATOR,)}
LAY = frozenset({"clinic", "guide"})
SPAN = Locator(start=3, end=9, fingerprint="f" * 64, section="duration")
CRPS: dict[str, Any] = {"condition": Condition.CRPS}


def source(name: str) -> Source:
    tier = Tier.LAY if name in LAY else Tier.LITERATURE
    return Source(
        id=name,
        title=name,
        tier=tier,
        kind=KINDS[name],
        interest=Interest.UNKNOWN,
        comparators=COMPARATORS.get(name, ()),
        publisher="A clinic" if name == "clinic" else None,
        pain_course=PainCourse.CHRONIC if name in {"trial", "cohort"} else None,
    )


def claim(key: str, phrase: str, quantity: Quantity = Quantity.RELIEF_DURATION, **fields: Any) -> ReportedRange:
    """A claim by its id, "source.number", and its phrase."""
    name = key.partition(".")[0]
    made: dict[str, Any] = {
        "id": key,
        "source": name,
        "locator": SPAN if name in LAY else Locator(section="abstract"),
        "summary": f"of {phrase}",
        "quantity": quantity,
        "reported": parse_range(phrase, quantity=quantity),
        "statistic": Statistic.RANGE,
    }
    return ReportedRange(**made | fields)


def looked(key: str, phrase: str, course: Course | None, **fields: Any) -> ReportedRange:
    """A time point of relief."""
    return claim(key, phrase, Quantity.RELIEF_TIME_POINT, course=course, **{**CRPS, **fields})


def trace(number: int, key: str, verdict: Verdict) -> Trace:
    return Trace(id=f"t{number:03}", claim=key, confidence=Confidence.LOW, verdict=verdict)


RELIEF = (
    claim("clinic.r001", "2 to 8 weeks", **CRPS, route=Route.INTRAVENOUS),
    claim("clinic.r002", "up to 6 months", **CRPS, attribution=Attribution.ANECDOTAL, population="some patients"),
    claim("guide.r001", "several days"),
    claim("guide.r002", "1 to 2 weeks", condition=Condition.FIBROMYALGIA),
    claim("guide.r003", "2 to 3 hours", condition=Condition.ACUTE_PAIN),
    claim("advice.r001", "up to 12 weeks", **CRPS, basis=Basis.REPRODUCTION),
    claim("meta.r001", "1 to 2 weeks", **CRPS, route=Route.INTRAVENOUS),
    claim("meta.r002", "1 day", **CRPS, attribution=Attribution.ATTRIBUTED_TO_RESEARCH),
    claim("trial.r001", "3 weeks", **CRPS, route=Route.INTRAVENOUS, substance=Substance.ESKETAMINE),
    claim("trial.r002", "1 to 40 weeks", **CRPS, estimate="trial.r001", statistic=Statistic.CI95),
    claim("trial.r003", "50 weeks", **CRPS, substance=Substance.PLACEBO),
    claim("trial.r004", "5 hours", condition=Condition.ACUTE_PAIN),
    claim("cohort.r001", "4 to 10 weeks", **CRPS, basis=Basis.SECONDARY_REPORT, locator=Locator(section="table 2")),
    claim("review.r001", "9 weeks", **CRPS, attribution=Attribution.ATTRIBUTED_TO_RESEARCH),
    claim("plan.r001", "several years", **CRPS),
    claim("mice.r001", "2 days", **CRPS),
)
TIME_POINTS = (
    looked("trial.r011", "2 weeks", Course.HELD_AT, substance=Substance.ESKETAMINE),
    looked("trial.r012", "1 week", Course.HELD_AT, substance=Substance.ESKETAMINE),
    looked("trial.r013", "12 weeks", Course.GONE_BY, substance=Substance.ESKETAMINE),
    looked("trial.r014", "60 days", Course.GONE_BY, substance=Substance.ESKETAMINE),
    looked("trial.r015", "3 weeks", Course.ABSENT_AT, substance=Substance.ESKETAMINE),
    looked("trial.r016", "20 weeks", Course.HELD_AT, substance=Substance.PLACEBO),
    looked("trial.r017", "30 weeks", Course.HELD_AT, population="those who had a second course"),
    looked("cohort.r011", "6 weeks", Course.GONE_BY, condition=Condition.MIGRAINE, basis=Basis.REPRODUCTION),
    looked("plan.r011", "1 year", Course.HELD_AT),
)
DOSES = (
    claim("clinic.r021", "0.5 mg/kg", Quantity.DOSE),
    claim("clinic.r022", "20 mg", Quantity.DOSE, protocol=ProtocolName.AT_HOME),
    claim("trial.r021", "1 mg/kg", Quantity.DOSE),
    claim("cohort.r021", "10 to 30 mg", Quantity.DOSE),
    claim("review.r021", "40 mg", Quantity.DOSE),
    claim("meta.r021", "50 mg", Quantity.DOSE),
)
OTHERS = (
    claim("clinic.r031", "3 points", Quantity.PAIN_SCORE),
    claim("trial.r031", "4 points", Quantity.PAIN_SCORE),
    claim("guide.r041", "1 to 2 sessions", Quantity.ONSET),
    claim("trial.r041", "up to 3 days", Quantity.ONSET),
    claim("clinic.r051", "several weeks", Quantity.BOOSTER_INTERVAL),
    claim("cohort.r051", "2 weeks", Quantity.BOOSTER_INTERVAL),
)
TRACES = (
    trace(1, "clinic.r001", Verdict.SUPPORTED),
    trace(2, "clinic.r002", Verdict.CONTRADICTED),
    trace(3, "clinic.r002", Verdict.OVERSTATED),
    trace(4, "clinic.r021", Verdict.SUPPORTED),
)


def dataset(*claims: ReportedRange, traces: tuple[Trace, ...] = TRACES) -> Dataset:
    """A dataset of some claims, or of all of the above."""
    some = claims or (*RELIEF, *TIME_POINTS, *DOSES, *OTHERS)
    tables: dict[str, Any] = {"sources": [source(name) for name in KINDS], "ranges": some, "traces": traces}
    return Dataset.of(tables, "small", date(2026, 1, 2))
