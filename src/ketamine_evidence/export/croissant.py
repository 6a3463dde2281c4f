"""Croissant 1.1: JSON-LD beside the CSV files, as loaders of machine-learning datasets read it.

Written as plain JSON: the library for it, mlcroissant, brings pandas, and judges the result from outside instead.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ketamine_evidence.dataset.cite import AUTHOR, KEYWORDS
from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.export.about import about
from ketamine_evidence.export.described import Described, Field, File, described_files, described_tables

CROISSANT = "croissant.json"
"""The name of the file that describes the others."""
_CONFORMS_TO = "http://mlcommons.org/croissant/1.1"
_CONTEXT: Mapping[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "arrayShape": "cr:arrayShape",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "containedIn": "cr:containedIn",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "description": {"@container": "@language"},
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isArray": "cr:isArray",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "name": {"@container": "@language"},
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
"""The context that the specification recommends; loaders warn of any other."""
_TYPES = {"string": "sc:Text", "list": "sc:Text", "integer": "sc:Integer", "number": "sc:Float", "boolean": "sc:Boolean"}


def files(dataset: Dataset) -> dict[str, bytes]:
    """Give a dataset as its data package and, beside it, `croissant.json`.

    Args:
        dataset: what to write.

    Examples:
        >>> import ketamine_evidence as ke
        >>> described = json.loads(files(ke.load("0.1.0"))["croissant.json"])
        >>> described["version"], described["recordSet"][0]["key"]
        ('0.1.0', {'@id': 'sources/id'})
    """
    package = dataset.files()
    return package | {CROISSANT: (json.dumps(_metadata(dataset, package), indent=2, ensure_ascii=False) + "\n").encode()}


def _metadata(dataset: Dataset, package: Mapping[str, bytes]) -> dict[str, Any]:
    said = about(dataset)
    published = {"datePublished": said["released"]} if said["released"] else {}
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": _CONFORMS_TO,
        "name": said["title"],
        "description": f"{said['description']} {said['intended_use']}",
        "version": said["version"],
        **published,
        "license": said["licence_url"],
        "creator": {"@type": "sc:Organization", "name": AUTHOR},
        "citeAs": said["citation"],
        "keywords": list(KEYWORDS),
        "inLanguage": "en",
        "isLiveDataset": False,
        "identifier": {"@type": "sc:PropertyValue", "propertyID": "sha256", "value": said["sha256"]},
        "usageInfo": {"@type": "sc:CreativeWork", "text": said["intended_use"]},
        "rai:dataUseCases": said["intended_use"],
        "distribution": [_file(file) for file in described_files(package)],
        "recordSet": [_record_set(table) for table in described_tables(package)],
    }


def _file(file: File) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": file.path,
        "name": file.path,
        "description": file.description,
        "contentUrl": file.path,
        "contentSize": f"{file.size} B",
        "encodingFormat": file.media_type,
        "sha256": file.sha256,
    }


def _record_set(table: Described) -> dict[str, Any]:
    keys = [{"@id": f"{table.name}/{column}"} for column in table.key]
    key = {"key": keys[0] if len(keys) == 1 else keys} if keys else {}
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": f"{table.title}.",
        **key,
        "field": [_field(table, field) for field in table.fields],
    }


def _field(table: Described, field: Field) -> dict[str, Any]:
    source: dict[str, Any] = {"fileObject": {"@id": table.path}, "extract": {"column": field.name}}
    described: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{table.name}/{field.name}",
        "name": field.name,
        "description": field.description,
        "dataType": _TYPES[field.kind],
        "source": source,
    }
    if field.kind == "list":
        source["transform"] = {"separator": "|"}
        described |= {"isArray": True, "arrayShape": "-1"}
    for reference in table.references:
        if reference.columns == (field.name,):
            described["references"] = {"field": {"@id": f"{reference.table}/{reference.to[0]}"}}
    return described
