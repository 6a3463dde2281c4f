"""A dataset as a Bundle of FHIR R5: its sources, what they report in figures, and what is thought of the lay claims.

Tables that FHIR has no place for (protocols, factors, statements …) are not in it; take another format for those.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from ketamine_evidence.dataset.cite import DESCRIPTION, INTENDED_USE, LICENCE, LICENCE_URL, TITLE
from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.export.fhir_elements import Element, Frame, concept, fhir_id, identifier, known, notes
from ketamine_evidence.export.fhir_evidence import evidence
from ketamine_evidence.records.evidence import Source, Trace


def files(dataset: Dataset) -> dict[str, bytes]:
    """Give the dataset as one Bundle in JSON."""
    return {"bundle.json": (json.dumps(bundle(dataset), indent=2, ensure_ascii=False) + "\n").encode()}


def bundle(dataset: Dataset) -> Element:
    """Give the dataset as a Bundle, as plain data."""
    frame = Frame(dataset)
    titles = {source.id: source.title for source in dataset.sources}
    name = f"ketamine-evidence-{dataset.version}"
    return {
        "resourceType": "Bundle",
        "id": fhir_id(name),
        "identifier": identifier("SHA-256", dataset.digest)[0],
        "type": "collection",
        "entry": [
            frame.entry(name, _library(name, frame)),
            *(frame.entry(source.id, _citation(source, frame)) for source in dataset.sources),
            *(frame.entry(claim.id, evidence(claim, frame, titles.get(claim.source, claim.source))) for claim in dataset.ranges),
            *(frame.entry(trace.id, _assessment(trace, frame)) for trace in dataset.traces),
        ],
    }


def _library(name: str, frame: Frame) -> Element:
    """The data version itself: what it is, how to cite it, and what it is for."""
    head = frame.head("Library", name)
    head["identifier"] += identifier("SHA-256", frame.dataset.digest)
    return head | {
        "title": TITLE,
        "type": concept("dataset", "library-type", "asset-collection"),
        "description": DESCRIPTION,
        "usage": INTENDED_USE,
        "relatedArtifact": [{"type": "cite-as", "citation": frame.citation}],
    }


def _citation(source: Source, frame: Frame) -> Element:
    """A source: the citation is ours, the artifact cited is the source."""
    head = frame.head("Citation", source.id)
    return head | known(title=source.title, note=notes(source.note), citedArtifact=_cited(source))


def _cited(source: Source) -> Element:
    language = {"coding": [{"system": "urn:ietf:bcp:47", "code": source.language}]}
    numbers = [("DOI", source.doi), ("PMID", source.pmid), ("PMCID", source.pmcid), ("trial registry", source.registry)]
    publisher = {"display": source.publisher} if source.publisher is not None else None
    year = f"{source.year:04}" if source.year is not None else None
    authors = [{"contributor": {"display": name}, "rankingOrder": rank} for rank, name in enumerate(source.authors, 1)]
    return known(
        identifier=[one for kind, value in numbers if value is not None for one in identifier(kind, value)],
        title=[{"text": source.title, "language": language}],
        publicationForm=[
            known(
                publishedIn=known(title=source.journal, publisher=publisher),
                volume=source.volume,
                issue=source.issue,
                articleDate=year,
                language=[language],
                pageString=source.pages,
            )
        ],
        webLocation=[{"url": source.url}] if source.url is not None else None,
        classification=[
            {"type": {"text": name}, "classifier": [{"text": term} for term in terms]}
            for name, terms in _classes(source)
            if terms
        ],
        contributorship={"entry": authors} if authors else None,
        note=notes(
            f"Population: {source.population}" if source.population is not None else None,
            f"n = {source.n}" if source.n is not None else None,
            f"SHA-256 of the snapshot that was read: {source.text_sha256}" if source.text_sha256 is not None else None,
        ),
    )


def _classes(source: Source) -> Iterator[tuple[str, list[str]]]:
    """What the closed lists say of a source, by field."""
    for name in ("tier", "kind", "interest", "design", "substance", "pain_course"):
        value: str | None = getattr(source, name)
        yield name, [] if value is None else [str(value)]
    yield "conditions", [condition.value for condition in source.conditions]
    yield "comparators", [comparator.value for comparator in source.comparators]


def _cites(frame: Frame, label: str, kind: str, name: str) -> Element:
    return {"type": "cites", "label": label, "resourceReference": frame.reference(kind, name, name)}


def _assessment(trace: Trace, frame: Frame) -> Element:
    """What is thought of a lay claim against the study it most probably rests on."""
    study = [_cites(frame, "study", "Citation", trace.study)] if trace.study is not None else []
    claims = {"supports": trace.supports, "contradicts": trace.contradicts}
    beside = [_cites(frame, how, "Evidence", claim) for how, names in claims.items() for claim in names]
    content = [
        known(
            informationType="classifier",
            type={"text": "verdict"},
            classifier=[concept(trace.verdict)],
            relatedArtifact=study + beside,
        ),
        {"informationType": "classifier", "type": {"text": "confidence"}, "classifier": [concept(trace.confidence)]},
        *(
            {"informationType": "comment", "type": {"text": name}, "summary": said}
            for name, said in (("agrees", trace.agrees), ("disagrees", trace.disagrees))
            if said is not None
        ),
    ]
    released = frame.dataset.released
    return known(
        resourceType="ArtifactAssessment",
        id=fhir_id(trace.id),
        identifier=identifier("id in ketamine-evidence", trace.id),
        title=f"{trace.claim} beside {trace.study or 'no study that was found'}",
        citeAsMarkdown=f"Record {trace.id}. {frame.citation}",
        date=released.isoformat() if released is not None else None,
        copyright=f"{LICENCE}: {LICENCE_URL}. {INTENDED_USE}",
        artifactReference=frame.reference("Evidence", trace.claim, trace.claim),
        content=content,
    )
