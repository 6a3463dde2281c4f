"""Citations as catalogues and repositories take them in: CITATION.cff, DataCite JSON and schema.org.

Each is one document about what is cited; its dataset and its sources stand in it as related works.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from ketamine_evidence.dataset.bibliography import Author, Citation, Kind, Reference
from ketamine_evidence.dataset.cite import LICENCE_URL
from ketamine_evidence.dataset.escapes import yaml

MESSAGE = "If you use these data or this software, please cite the data version that you used."
_CFF_DOI = re.compile(r"10\.\d{4,9}(\.\d+)?/[A-Za-z0-9:/_;\-.()\[\]\\]+")
_CFF_PMCID = re.compile("PMC[0-9]{7}")
_CFF_URL = re.compile(r"(https|http|ftp|sftp)://.+")


def given(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Give the fields that are known: what is None or empty is left out."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}


def cff(citation: Citation) -> str:
    """Write a CITATION.cff (version 1.2.0); a file of that name has to end with a line break."""
    of = citation.of
    related = [one for one in (citation.within, *citation.sources) if one is not None]
    document = {
        "cff-version": "1.2.0",
        "message": MESSAGE,
        "type": "dataset",
        **_cff_common(of),
        "abstract": _abstract(of),
        "license": of.licence,
        "keywords": list(of.keywords),
        "references": [_cff_reference(one) for one in related],
    }
    return "\n".join(_yaml_lines(given(document), ""))


def _abstract(one: Reference) -> str:
    """What it is about and all that is to be said of it, as sentences."""
    said = [one.description or "", *one.notes]
    return " ".join(text if text.endswith(".") else f"{text}." for text in said if text)


def _cff_common(one: Reference) -> dict[str, Any]:
    return {
        "title": one.title,
        "authors": [_cff_author(author) for author in one.authors],
        "version": one.version,
        "date-released": one.released.isoformat() if one.released is not None else None,
        "identifiers": list(_cff_identifiers(one)),
    }


def _cff_author(author: Author) -> dict[str, str]:
    if author.family is None:
        return {"name": author.name}
    return given({"family-names": author.family, "given-names": author.given})


def _cff_identifiers(one: Reference) -> Iterator[dict[str, str]]:
    if one.sha256 is not None:
        yield {
            "type": "other",
            "value": f"sha256:{one.sha256}",
            "description": "SHA-256 of the descriptor, which holds the digests of all tables",
        }
    if one.doi is not None and not _CFF_DOI.fullmatch(one.doi):
        yield {"type": "other", "value": f"doi:{one.doi}"}
    if one.pmid is not None:
        yield {"type": "other", "value": f"pmid:{one.pmid}"}
    if one.pmcid is not None and not _CFF_PMCID.fullmatch(one.pmcid):
        yield {"type": "other", "value": f"pmcid:{one.pmcid}"}


_CFF_TYPES: Mapping[Kind, str] = MappingProxyType(
    {Kind.DATASET: "data", Kind.ARTICLE: "article", Kind.PAGE: "website", Kind.DOCUMENT: "generic"}
)


def _cff_reference(one: Reference) -> dict[str, Any]:
    fields = {"type": _CFF_TYPES[one.kind], **_cff_common(one)}
    first, last = one.span_of_pages or (None, None)
    fields["authors"] = fields["authors"] or [{"name": "anonymous"}]  # CFF asks for one: nobody signed it
    return given(
        fields
        | {
            "journal": one.journal,
            "volume": one.volume,
            "issue": one.issue,
            "start": first,
            "end": last,
            "year": one.year,
            "publisher": {"name": one.publisher} if one.publisher is not None else None,
            "url": one.url if one.url is not None and _CFF_URL.fullmatch(one.url) else None,
            "doi": one.doi if one.doi is not None and _CFF_DOI.fullmatch(one.doi) else None,
            "pmcid": one.pmcid if one.pmcid is not None and _CFF_PMCID.fullmatch(one.pmcid) else None,
            "notes": " ".join(one.notes) if one.kind is not Kind.DATASET else None,
        }
    )


def _yaml_lines(data: Mapping[str, Any], indent: str) -> Iterator[str]:
    for name, value in data.items():
        if isinstance(value, Mapping):
            yield f"{indent}{name}:"
            yield from _yaml_lines(value, f"{indent}  ")
        elif isinstance(value, list):
            yield f"{indent}{name}:"
            yield from _yaml_items(value, f"{indent}  ")
        else:
            yield f"{indent}{name}: {_yaml_scalar(value)}"


def _yaml_items(items: list[Any], indent: str) -> Iterator[str]:
    for item in items:
        if isinstance(item, Mapping):
            first, *rest = _yaml_lines(item, f"{indent}  ")
            yield f"{indent}- {first.strip()}"
            yield from rest
        else:
            yield f"{indent}- {_yaml_scalar(item)}"


def _yaml_scalar(value: str | int) -> str:
    return str(value) if isinstance(value, int) else yaml(value)


def datacite(citation: Citation) -> str:
    """Write a record after DataCite's schema 4.5 in JSON. There is no DOI in it: none has been minted."""
    of = citation.of
    document = {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "types": {
            "resourceTypeGeneral": "Dataset",
            "resourceType": "Dataset" if citation.within is None else "Record of a dataset",
        },
        "creators": [_datacite_name(author, "Organizational") for author in of.authors],
        "titles": [{"title": of.title}],
        "publisher": {"name": of.authors[0].name},
        "publicationYear": f"{of.year:04}" if of.year is not None else None,
        "version": of.version,
        "language": of.language,
        "dates": [{"date": of.released.isoformat(), "dateType": "Issued"}] if of.released is not None else None,
        "alternateIdentifiers": [{"alternateIdentifier": of.sha256, "alternateIdentifierType": "SHA-256"}],
        "subjects": [{"subject": word} for word in of.keywords],
        "rightsList": [
            {
                "rights": "CC0 1.0 Universal",
                "rightsUri": LICENCE_URL,
                "rightsIdentifier": of.licence,
                "rightsIdentifierScheme": "SPDX",
                "schemeUri": "https://spdx.org/licenses/",
            }
        ],
        "descriptions": [
            {"description": of.description, "descriptionType": "Abstract"},
            *({"description": note, "descriptionType": "Other"} for note in of.notes),
        ],
        "relatedItems": [
            *([_datacite_item(citation.within, "IsPartOf")] if citation.within is not None else []),
            *(_datacite_item(one, "IsDerivedFrom") for one in citation.sources),
        ],
    }
    return json.dumps(given(document), indent=2, ensure_ascii=False)


def _datacite_name(author: Author, kind: str | None = None) -> dict[str, str]:
    if author.family is None:
        return given({"name": author.name, "nameType": kind})
    name = f"{author.family}, {author.given}"
    return {"name": name, "nameType": "Personal", "familyName": author.family, "givenName": author.given or ""}


_DATACITE_TYPES: Mapping[Kind, str] = MappingProxyType(
    {Kind.DATASET: "Dataset", Kind.ARTICLE: "JournalArticle", Kind.PAGE: "Text", Kind.DOCUMENT: "Text"}
)


def _datacite_item(one: Reference, relation: str) -> dict[str, Any]:
    title = one.title if one.version is None else f"{one.title} (data version {one.version})"
    identifiers = {"DOI": one.doi, "PMID": one.pmid, "URL": one.url}
    first, last = one.span_of_pages or (None, None)
    found = next(((kind, value) for kind, value in identifiers.items() if value is not None), None)
    return given(
        {
            "relatedItemType": _DATACITE_TYPES[one.kind],
            "relationType": relation,
            "relatedItemIdentifier": found and {"relatedItemIdentifier": found[1], "relatedItemIdentifierType": found[0]},
            "titles": [{"title": title}],
            "creators": [_datacite_name(author) for author in one.authors],
            "publicationYear": f"{one.year:04}" if one.year is not None else None,
            "volume": one.volume,
            "issue": one.issue,
            "firstPage": first,
            "lastPage": last,
            "publisher": one.publisher,
        }
    )


def schema_org(citation: Citation) -> str:
    """Write a Dataset of schema.org as JSON-LD, as search engines for data read it."""
    of, within = citation.of, citation.within
    document = {
        "@context": "https://schema.org/",
        **_schema_org(of),
        "description": _abstract(of),
        "keywords": list(of.keywords),
        "isPartOf": _schema_org(within) if within is not None else None,
        "isBasedOn": [_schema_org(one) for one in citation.sources],
    }
    return json.dumps(given(document), indent=2, ensure_ascii=False)


_SCHEMA_ORG_TYPES: Mapping[Kind, str] = MappingProxyType(
    {Kind.DATASET: "Dataset", Kind.ARTICLE: "ScholarlyArticle", Kind.PAGE: "WebPage", Kind.DOCUMENT: "CreativeWork"}
)


def _schema_org(one: Reference) -> dict[str, Any]:
    names = {"SHA-256": one.sha256, "DOI": one.doi, "PMID": one.pmid, "PMCID": one.pmcid}
    ours = one.kind is Kind.DATASET
    return given(
        {
            "@type": _SCHEMA_ORG_TYPES[one.kind],
            "name": one.title,
            "creator" if ours else "author": [_schema_org_author(author, ours=ours) for author in one.authors],
            "isPartOf": _schema_org_journal(one),
            "pagination": one.pages,
            "version": one.version,
            "datePublished": one.released.isoformat() if one.released is not None else one.year and f"{one.year:04}",
            "license": LICENCE_URL if one.licence is not None else None,
            "publisher": {"@type": "Organization", "name": one.publisher} if one.publisher is not None else None,
            "url": one.url,
            "inLanguage": one.language,
            "identifier": [
                {"@type": "PropertyValue", "propertyID": name, "value": value}
                for name, value in names.items()
                if value is not None
            ],
        }
    )


def _schema_org_journal(one: Reference) -> dict[str, Any] | None:
    """The journal, in it the volume, in that the issue, as far as known."""
    part: dict[str, Any] | None = {"@type": "Periodical", "name": one.journal} if one.journal is not None else None
    if one.volume is not None:
        part = given({"@type": "PublicationVolume", "volumeNumber": one.volume, "isPartOf": part})
    if one.issue is not None:
        part = given({"@type": "PublicationIssue", "issueNumber": one.issue, "isPartOf": part})
    return part


def _schema_org_author(author: Author, *, ours: bool) -> dict[str, str] | str:
    if ours:
        return {"@type": "Organization", "name": author.name}
    if author.family is None:
        return author.name  # of a person or an organisation: the name does not tell
    return given({"@type": "Person", "name": author.name, "familyName": author.family, "givenName": author.given})


FORMATS: Mapping[str, Callable[[Citation], str]] = MappingProxyType({"cff": cff, "datacite": datacite, "schema.org": schema_org})
"""The formats of this module by name."""
