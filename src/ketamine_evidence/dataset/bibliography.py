"""What a citation says of a thing, whatever its format: a data version, one record of it, or a source.

A field that is not known is None or empty, and is left out of every format.
"""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum

import attrs

from ketamine_evidence.dataset.cite import AUTHOR, DESCRIPTION, INTENDED_USE, KEYWORDS, LICENCE, TITLE
from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.records.evidence import Claim, Exclusion, Source, Trace
from ketamine_evidence.records.vocabulary import Tier

_INVERTED = re.compile(r"(?P<family>[^,]+), (?P<given>[A-Z]\.([ -]?[A-Z]\.)*)")
_INITIALS = re.compile(r"(?!.*\b(of|and|for|the)\b)(?P<family>[^,]*[a-z][^,]*) (?P<given>[A-Z]{1,4}|[A-Z](-[A-Z])+)")


class Kind(StrEnum):
    """What is cited."""

    DATASET = "dataset"
    ARTICLE = "article"
    PAGE = "page"
    DOCUMENT = "document"


@attrs.frozen
class Author:
    """Who signed a work.

    Attributes:
        name: the name as it is recorded.
        family: the family name, where the form of the name tells it ("Doe JA" or "Doe, J. A.").
        given: the initials; None with `family`.
    """

    name: str
    family: str | None = None
    given: str | None = None

    @classmethod
    def of(cls, name: str) -> Author:
        """Read a name; of one whose form does not tell its parts ("Jane Doe", an organisation) none is guessed.

        Examples:
            >>> Author.of("Doe JA").family, Author.of("Doe JA").given, Author.of("Jane Doe").family
            ('Doe', 'J. A.', None)
        """
        if found := _INVERTED.fullmatch(name):
            return cls(name, found["family"], found["given"])
        if found := _INITIALS.fullmatch(name):
            initials = re.sub(r"([A-Z])(?=[A-Z])", r"\1. ", found["given"]).replace("-", ".-")
            return cls(name, found["family"], f"{initials}.")
        return cls(name)

    @property
    def is_others(self) -> bool:
        """Whether this stands for authors who are not named."""
        return self.name in {"et al.", "et al"}


@attrs.frozen(kw_only=True)
class Reference:
    """One thing to cite.

    Attributes:
        key: a name for it, unlike all others of a citation.
        kind: what it is.
        title: its title.
        authors: who signed it.
        journal: the journal that it is in.
        volume: the volume of the journal.
        issue: the issue of the volume.
        pages: its pages, or its number where it has none.
        year: when it came out.
        released: the day, for data.
        publisher: who published it.
        url: where it is.
        doi: its DOI.
        pmid: its PubMed id.
        pmcid: its PubMed Central id.
        language: its language, as a BCP 47 tag.
        version: the data version.
        sha256: the digest of the data, in hex.
        licence: the licence of the data, as SPDX calls it.
        description: what it is about.
        keywords: words to find it by.
        notes: what else is to be said.
    """

    key: str
    kind: Kind
    title: str
    authors: tuple[Author, ...] = ()
    journal: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    year: int | None = None
    released: date | None = None
    publisher: str | None = None
    url: str | None = None
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    language: str | None = None
    version: str | None = None
    sha256: str | None = None
    licence: str | None = None
    description: str | None = None
    keywords: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def span_of_pages(self) -> tuple[str, str | None] | None:
        """The first and the last page; of a single page, or a number in their place, that alone."""
        if self.pages is None:
            return None
        first, _, last = self.pages.partition("-")
        return first, last or None


@attrs.frozen(kw_only=True)
class Citation:
    """All that one citation names.

    Attributes:
        of: what is cited.
        within: the dataset that it is part of; None where it is the dataset itself.
        sources: the sources that it rests on.
    """

    of: Reference
    within: Reference | None = None
    sources: tuple[Reference, ...] = ()

    @property
    def references(self) -> tuple[Reference, ...]:
        """What is cited, then its sources."""
        return (self.of, *self.sources)


def of_dataset(dataset: Dataset) -> Reference:
    """Give what is known of a dataset; merged data name the parts that they were made of.

    Examples:
        >>> of_dataset(Dataset.of({}, "mine")).title
        'ketamine-evidence: what is written about ketamine for pain'
    """
    made_of = [f"Made of {part} (SHA-256: {part.digest})." for part in dataset.parts if part.digest != dataset.digest]
    return Reference(
        key=f"ketamine-evidence-{dataset.version}",
        kind=Kind.DATASET,
        title=TITLE,
        authors=(Author(AUTHOR),),
        year=dataset.released.year if dataset.released is not None else None,
        released=dataset.released,
        language="en",
        version=dataset.version,
        sha256=dataset.digest,
        licence=LICENCE,
        description=DESCRIPTION,
        keywords=KEYWORDS,
        notes=(INTENDED_USE, *made_of),
    )


def of_record(record: Source | Claim | Trace, dataset: Dataset) -> Reference:
    """Give what is known of one record: all that is known of its dataset, under a title that names the record."""
    whole = of_dataset(dataset)
    return attrs.evolve(
        whole,
        key=f"{whole.key}-{record.id}",
        title=f"Record {record.id} of {whole.title}",
        description=record.summary if isinstance(record, Claim) else whole.description,
        notes=(*whole.notes, *_place(record)),
    )


def _place(record: Source | Claim | Trace) -> tuple[str, ...]:
    if not isinstance(record, Claim) or record.locator.start is None:
        return ()
    return (f"Read in {record.source}, characters {record.locator.start} to {record.locator.end}.",)


def of_source(source: Source) -> Reference:
    """Give what is known of a source. What is in a journal, or a study with a DOI or PubMed id, is an article."""
    in_a_journal = source.journal or (source.tier is Tier.LITERATURE and (source.doi or source.pmid))
    return Reference(
        key=source.id,
        kind=Kind.ARTICLE if in_a_journal else Kind.PAGE if source.url else Kind.DOCUMENT,
        title=source.title,
        authors=tuple(Author.of(name) for name in source.authors),
        journal=source.journal,
        volume=source.volume,
        issue=source.issue,
        pages=source.pages,
        year=source.year,
        publisher=source.publisher,
        url=source.url,
        doi=source.doi,
        pmid=source.pmid,
        pmcid=source.pmcid,
        language=source.language,
        notes=() if source.registry is None else (f"Registered as {source.registry}.",),
    )


def sources_of(record: object, dataset: Dataset) -> tuple[str, ...]:
    """Give the ids of the sources that a record rests on: its own; of a trace, those of its claims and the study.

    A claim that was withdrawn is no longer there to name its source.
    """
    if isinstance(record, Source):
        return (record.id,)
    if isinstance(record, Trace):
        claims = [claim for claim in (record.claim, *record.supports, *record.contradicts) if claim in dataset]
        sources = tuple(str(dataset[claim].source) for claim in claims)
        return sources if record.study is None else (*sources, record.study)
    return (record.source,) if isinstance(record, (Claim, Exclusion)) else ()
