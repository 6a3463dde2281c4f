"""RO-Crate 1.1: JSON-LD that makes a research object of the CSV files, as repositories and workflow hubs read it.

Written as plain JSON: the library for it, rocrate, dates each crate with the present, so that no two would have the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from ketamine_evidence.dataset.cite import AUTHOR, KEYWORDS
from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.export.about import about
from ketamine_evidence.export.described import File, described_files
from ketamine_evidence.records.evidence import Source

METADATA = "ro-crate-metadata.json"
"""The name of the file that describes the others."""
_CONTEXT = [
    "https://w3id.org/ro/crate/1.1/context",
    {"creditText": "http://schema.org/creditText", "sha256": "http://schema.org/sha256"},  # not among the terms of 1.1
]
_CONTRIBUTORS, _DIGEST = "#contributors", "#digest"


def files(dataset: Dataset) -> dict[str, bytes]:
    """Give a dataset as its data package and, beside it, `ro-crate-metadata.json`.

    Args:
        dataset: what to write.

    Examples:
        >>> import ketamine_evidence as ke
        >>> crate = json.loads(files(ke.load("0.1.0"))["ro-crate-metadata.json"])
        >>> crate["@graph"][1]["datePublished"]
        '2026-11-22'
    """
    package = dataset.files()
    return package | {METADATA: (json.dumps(_crate(dataset, package), indent=2, ensure_ascii=False) + "\n").encode()}


def _crate(dataset: Dataset, package: Mapping[str, bytes]) -> dict[str, Any]:
    said = about(dataset)
    parts = described_files(package)
    return {
        "@context": _CONTEXT,
        "@graph": [
            {
                "@id": METADATA,
                "@type": "CreativeWork",
                "name": "RO-Crate metadata",
                "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
                "about": {"@id": "./"},
            },
            _root(said, parts, dataset.sources),
            *(_file(part) for part in parts),
            {
                "@id": said["licence_url"],
                "@type": "CreativeWork",
                "name": said["licence"],
                "description": "CC0 1.0 Universal: the data are dedicated to the public domain.",
            },
            {
                "@id": _CONTRIBUTORS,
                "@type": "Organization",
                "name": AUTHOR,
                "description": "Those who read the sources and wrote the records.",
            },
            {
                "@id": _DIGEST,
                "@type": "PropertyValue",
                "name": "digest of the dataset",
                "description": "SHA-256, in hex, of the descriptor of the data version, which holds the digests of its tables.",
                "propertyID": "sha256",
                "value": said["sha256"],
            },
            *(_source(source) for source in dataset.sources),
        ],
    }


def _root(said: Mapping[str, str], parts: tuple[File, ...], sources: Any) -> dict[str, Any]:
    published = {"datePublished": said["released"]} if said["released"] else {}
    based = [{"@id": _name(source)} for source in sources]
    based_on = {"isBasedOn": based[0] if len(based) == 1 else based} if based else {}  # RO-Crate has no lists of one
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": said["title"],
        "description": f"{said['description']} {said['intended_use']}",
        "version": said["version"],
        **published,
        "license": {"@id": said["licence_url"]},
        "creditText": said["citation"],
        "usageInfo": said["intended_use"],
        "identifier": {"@id": _DIGEST},
        "author": {"@id": _CONTRIBUTORS},
        "publisher": {"@id": _CONTRIBUTORS},
        "keywords": list(KEYWORDS),
        **based_on,
        "hasPart": [{"@id": part.path} for part in parts],
    }


def _file(part: File) -> dict[str, Any]:
    return {
        "@id": part.path,
        "@type": "File",
        "name": part.title,
        "description": part.description,
        "encodingFormat": part.media_type,
        "contentSize": str(part.size),
        "sha256": part.sha256,
    }


def _source(source: Source) -> dict[str, Any]:
    stated = {"url": source.url, "identifier": source.doi, "description": source.note}
    return {
        "@id": _name(source),
        "@type": "CreativeWork",
        "name": source.title,
        **{name: value for name, value in stated.items() if value is not None},
    }


def _name(source: Source) -> str:
    """The identifier of a source inside the crate."""
    return f"#source-{quote(source.id, safe='')}"
