"""Records as resources: each claim derived from its source, and annotated to the span where it was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

import attrs
from rdflib import DCTERMS, OWL, PROV, RDF, SDO, SKOS, XSD, Literal, URIRef

from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.dataset.provenance import Part
from ketamine_evidence.export.linked_graph import BIBO, KE, OA, LinkedGraph, urn
from ketamine_evidence.export.linked_quantities import add_reported
from ketamine_evidence.export.linked_terms import add_member, add_term
from ketamine_evidence.records.evidence import CLAIMS, Exclusion, Source, Term, Trace, Withdrawn
from ketamine_evidence.records.locators import Locator
from ketamine_evidence.values.reported import Reported

TYPES: Mapping[type, tuple[URIRef, ...]] = MappingProxyType(
    {
        Source: (SDO.CreativeWork, PROV.Entity),
        **dict.fromkeys(CLAIMS.values(), (SDO.Claim, PROV.Entity)),
        Trace: (SDO.ClaimReview,),
        Exclusion: (OA.Annotation,),
        Term: (SKOS.Concept,),
        Withdrawn: (),
    }
)
"""What the records of each class are in the vocabularies of others."""
PROPERTIES: Mapping[str, URIRef] = MappingProxyType(
    {
        "id": SDO.identifier,
        "source": PROV.wasDerivedFrom,
        "title": SDO.name,
        "summary": SDO.description,
        "note": SKOS.note,
        "url": SDO.url,
        "doi": BIBO.doi,
        "pmid": BIBO.pmid,
        "volume": BIBO.volume,
        "issue": BIBO.issue,
        "pages": BIBO.pages,
        "language": SDO.inLanguage,
        "claim": SDO.itemReviewed,
        "successor": DCTERMS.isReplacedBy,
    }
)
"""Fields that have a property in the vocabularies of others; all others have one of ours by the name of the field."""
_LINKS = frozenset(
    {"source", "claim", "study", "ranges", "estimate", "time_point", "supports", "contradicts", "restates", "successor"}
)
"""Fields that hold ids of other records."""
APART: Mapping[type, frozenset[str]] = MappingProxyType(
    {
        Source: frozenset({"publisher", "authors", "year", "text_sha256", "characters"}),
        Exclusion: frozenset({"start", "end", "section"}),
    }
)
"""Fields that are written in a way of their own."""
_DATATYPES: Mapping[str, URIRef] = MappingProxyType({"url": XSD.anyURI})
"""The datatypes of literals that are not what their Python type says."""


def add_records(to: LinkedGraph, dataset: Dataset) -> None:
    """Add every record of a dataset."""
    parts = {part.name: urn(part.digest) for part in dataset.parts} if is_merged(dataset) else {}
    stretches: Counter[tuple[str, int, int]] = Counter()
    for table in dataset.tables.values():
        for record in table:
            if isinstance(record, Term):
                node = add_term(to, record)
            elif isinstance(record, Exclusion):
                stretch = (record.source, record.start, record.end)
                stretches[stretch] += 1
                node = _add_record(to, to.exclusion(*stretch, stretches[stretch]), record)
            else:
                node = _add_record(to, to.record(record.id), record)
            to.add(node, KE.origin, *(parts[origin] for origin in dataset.origins(record) if parts))


def is_merged(dataset: Dataset) -> bool:
    """Tell whether a dataset was made of others."""
    return dataset.parts != (Part(dataset.version, dataset.digest),)


def _add_record(to: LinkedGraph, node: URIRef, record: Any) -> URIRef:
    """Add what is written alike of all records, their classes and their fields one by one, and what is not; give the name back."""
    kind = type(record)
    to.add(node, RDF.type, KE[kind.__name__], *TYPES[kind])
    for field in attrs.fields(kind):
        if getattr(record, field.name) is not None and field.name not in APART.get(kind, ()):
            _add_field(to, node, record, field.name)
    if isinstance(record, Source):
        to.add(to.dataset, SDO.isBasedOn, node)
        _add_source(to, node, record)
    else:
        to.add(node, SDO.isPartOf, to.dataset)
    if isinstance(record, Exclusion):
        target = _add_target(to, node, record.source, (record.start, record.end))
        _add_texts(to, target, {KE.section: record.section})
        to.add(node, OA.hasTarget, target)
        to.add(node, OA.motivatedBy, OA.classifying)
        to.add(node, OA.hasBody, add_member(to, record.reason))
    elif isinstance(record, Withdrawn):
        to.add(node, OWL.deprecated, Literal(True))  # noqa: FBT003  a literal of RDF
    return node


def _add_field(to: LinkedGraph, node: URIRef, record: Any, field: str) -> None:
    value = getattr(record, field)
    prop = PROPERTIES.get(field, KE[field])
    if isinstance(value, Locator):
        annotation = to.part(node, "annotation")
        to.add(annotation, RDF.type, OA.Annotation)
        to.add(annotation, OA.motivatedBy, OA.describing)
        to.add(annotation, OA.hasBody, node)
        target = _add_target(to, node, record.source, (value.start, value.end))
        _add_texts(to, target, {KE.fingerprint: value.fingerprint, KE.section: value.section})
        to.add(annotation, OA.hasTarget, target)
    elif isinstance(value, Reported):
        to.add(node, prop, add_reported(to, node, to.record(record.source), value))
    else:
        for one in value if isinstance(value, tuple) else (value,):
            to.add(node, prop, _add_value(to, field, one))


def _add_value(to: LinkedGraph, field: str, value: Any) -> URIRef | Literal:
    """Add what a value needs to be named, and give its name; of what has none, the literal."""
    if isinstance(value, StrEnum):
        return add_member(to, value)
    return to.record(value) if field in _LINKS else Literal(value, datatype=_DATATYPES.get(field))


def _add_source(to: LinkedGraph, node: URIRef, source: Source) -> None:
    """Add who published a source and when, and the text that was read, which the spans count in."""
    if source.doi is not None:
        to.add(node, SDO.sameAs, URIRef(f"https://doi.org/{quote(source.doi, safe='/')}"))
    if source.year is not None:
        to.add(node, SDO.datePublished, Literal(f"{source.year:04}", datatype=XSD.gYear))
    if source.publisher is not None:
        to.add(node, SDO.publisher, _add_agent(to, to.part(node, "publisher"), source.publisher))
    for place, author in enumerate(source.authors, 1):
        agent = _add_agent(to, to.part(node, f"author-{place}"), author)
        to.add(agent, SDO.position, Literal(place))
        to.add(node, SDO.author, agent)
    text = to.part(node, "text")
    to.add(text, RDF.type, SDO.MediaObject)
    to.add(text, PROV.specializationOf, node)
    _add_texts(to, text, {SDO.sha256: source.text_sha256, KE.characters: source.characters})


def _add_agent(to: LinkedGraph, agent: URIRef, name: str) -> URIRef:
    """Add whoever has a name: whether a person or an organisation is not stated."""
    to.add(agent, RDF.type, PROV.Agent)
    to.add(agent, SDO.name, Literal(name))
    return agent


def _add_target(to: LinkedGraph, node: URIRef, source: str, span: tuple[int | None, int | None]) -> URIRef:
    """Add a place in the text of a source, by position where one is known, and give its name. Its words are not ours to give."""
    target = to.part(node, "target")
    to.add(target, RDF.type, OA.SpecificResource)
    to.add(target, OA.hasSource, to.part(to.record(source), "text"))
    if span != (None, None):
        selector = to.part(node, "selector")
        to.add(target, OA.hasSelector, selector)
        to.add(selector, RDF.type, OA.TextPositionSelector)
        for prop, place in zip((OA.start, OA.end), span, strict=True):
            to.add(selector, prop, Literal(place, datatype=XSD.nonNegativeInteger))
    return target


def _add_texts(to: LinkedGraph, node: URIRef, texts: Mapping[URIRef, str | int | None]) -> None:
    """Add the texts or numbers that there are, each under its property."""
    for prop, text in texts.items():
        if text is not None:
            to.add(node, prop, Literal(text))
