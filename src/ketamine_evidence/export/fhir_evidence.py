"""A reported range as Evidence of FHIR R5.

The phrase is kept as printed. Its readings are attribute estimates: the outer one, in which an end that is not stated or left
open is absent, and the inner one where there is one. Nothing is graded: certainty is absent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from ketamine_evidence.export.fhir_elements import Element, Frame, concept, known, notes, quantity
from ketamine_evidence.records.evidence import ReportedRange
from ketamine_evidence.records.vocabulary import Statistic
from ketamine_evidence.values.reported import Reported

_STATISTICS: Mapping[str, str] = MappingProxyType(
    {"mean": "C53319", "median": "C28007", "maximum": "C25564", "minimum": "C25570"}
)
"""The codes of HL7's statistic types that say the same as ours; "range", "value" and intervals have none."""
_LEVELS: Mapping[Statistic, float] = MappingProxyType({Statistic.CI95: 0.95, Statistic.CI90: 0.9})


def evidence(claim: ReportedRange, frame: Frame, source_title: str) -> Element:
    """Give a reported range as a resource of its own."""
    head = frame.head("Evidence", claim.id)
    return head | known(
        title=claim.summary,
        citeAsMarkdown=f"Record {claim.id}. {frame.citation}",
        description=f"{claim.summary}: {claim.reported.text}",
        note=notes(f"Attribution: {claim.attribution.value}.", _place(claim), f"Basis: {claim.basis.value}.", claim.note),
        relatedArtifact=[
            {"type": "derived-from", "resourceReference": frame.reference("Citation", claim.source, source_title)},
            *_related("part-of", "estimate", claim.estimate, frame),
            *_related("depends-on", "time point", claim.time_point, frame),
        ],
        variableDefinition=list(_variables(claim)),
        statistic=[_statistic(claim)],
    )


def _related(kind: str, label: str, claim: str | None, frame: Frame) -> list[Element]:
    """Point at another range, where there is one: what an interval is of, or when a value was measured."""
    if claim is None:
        return []
    return [{"type": kind, "label": label, "resourceReference": frame.reference("Evidence", claim, claim)}]


def _place(claim: ReportedRange) -> str:
    place = claim.locator
    span = f", characters {place.start} to {place.end}" if place.start is not None else ""
    section = f", section {place.section}" if place.section is not None else ""
    fingerprint = f"; SHA-256 of the normalised span: {place.fingerprint}" if place.fingerprint is not None else ""
    return f"Read in {claim.source}{span}{section}{fingerprint}."


def _variables(claim: ReportedRange) -> Iterator[Element]:
    """What was measured, of what, and in whom, as far as the source states it."""
    yield _variable("measuredVariable", claim.quantity.value, specimen=claim.specimen)
    yield _variable("exposure", claim.substance.value, route=claim.route, protocol=claim.protocol)
    if claim.condition is not None or claim.population is not None:
        yield _variable("population", condition=claim.condition, population=claim.population)


def _variable(role: str, *named: str, **stated: str | None) -> Element:
    said = [*named, *(f"{name}: {value}" for name, value in stated.items() if value is not None)]
    return {"description": "; ".join(said), "variableRole": concept(role, "variable-role", role)}


def _statistic(claim: ReportedRange) -> Element:
    said = claim.reported
    outer = said.outer
    exact = outer.low if outer.low == outer.high and not said.approximate else None
    return known(
        description=said.text,
        note=notes(*_caveats(said), *_beside(claim)),
        statisticType=_statistic_type(claim),
        quantity=quantity(exact, outer.unit) if exact is not None else None,
        attributeEstimate=_estimates(claim),
    )


def _statistic_type(claim: ReportedRange) -> Element:
    said = claim.reported
    name = claim.statistic.value
    if claim.statistic is Statistic.LIMIT and (said.low is None) != (said.high is None):
        name = "maximum" if said.low is None else "minimum"
    return concept(claim.statistic.value, "statistic-type", _STATISTICS.get(name, ""))


def _caveats(said: Reported) -> Iterator[str]:
    """What the two ends alone do not say."""
    if said.low is None:
        yield "The low end is not stated."
    if said.unbounded_high:
        yield "The high end is left open."
    elif said.high is None:
        yield "The high end is not stated."
    elif said.high.most is None:
        yield "The high end has no upper reading."
    if said.approximate:
        yield "Approximate."
    if said.hedges:
        yield f"Hedged: {', '.join(said.hedges)}."


def _beside(claim: ReportedRange) -> Iterator[str]:
    """What the source gives beside the figure, as printed."""
    if claim.spread is not None:
        yield f"Spread: {claim.spread}."
    if claim.course is not None:
        yield f"Relief at this time: {claim.course.value}."


def _estimates(claim: ReportedRange) -> list[Element]:
    said = claim.reported
    outer, inner = said.outer, said.inner
    low = outer.low if said.low is not None else None
    estimates = [_estimate(claim.statistic, "outer reading: all that any interpretation allows", low, outer.high, outer.unit)]
    if inner is not None:
        estimates.append(_estimate(None, "inner reading: what every interpretation shares", inner.low, inner.high, inner.unit))
    return estimates


def _estimate(statistic: Statistic | None, text: str, low: float | None, high: float | None, unit: str) -> Element:
    level = _LEVELS.get(statistic) if statistic is not None else None
    code = "C53324" if level is not None else "C38013" if statistic is Statistic.RANGE else ""
    return known(
        type=concept(text, "attribute-estimate-type", code),
        level=level,
        range=known(
            low=quantity(low, unit) if low is not None else None, high=quantity(high, unit) if high is not None else None
        ),
    )
