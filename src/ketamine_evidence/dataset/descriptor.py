"""The descriptor of a dataset: `datapackage.json`, after the Data Package standard v2."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from ketamine_evidence.dataset.cite import INTENDED_USE, LICENCE, TITLE, reference
from ketamine_evidence.dataset.provenance import Part
from ketamine_evidence.records.evidence import KEYS, TABLES
from ketamine_evidence.records.fields import DESCRIPTIONS, describe
from ketamine_evidence.records.rows import Column, columns
from ketamine_evidence.records.schemas import SCHEMA_VERSION


def descriptor(
    files: Mapping[str, bytes], version: str, released: date | None, parts: Sequence[Part] = (), notes: str = ""
) -> dict[str, Any]:
    """Describe the CSV files of a dataset, one a table; for merged data the parts that they were made of; for a release its notes."""
    created = {"created": f"{released.isoformat()}T00:00:00Z"} if released is not None else {}
    made_of = {"parts": [{"name": part.name, "digest": part.digest} for part in parts]} if parts else {}
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "ketamine-evidence",
        "title": TITLE,
        "description": f"What is written about ketamine for pain, each value traced to its place in its source. {INTENDED_USE}",
        "version": version,
        **created,
        "licenses": [
            {"name": LICENCE, "path": "https://creativecommons.org/publicdomain/zero/1.0/", "title": "CC0 1.0 Universal"}
        ],
        "contributors": [{"title": "The ketamine-evidence contributors", "roles": ["curator"]}],
        "keywords": ["ketamine", "pain", "evidence", "provenance"],
        "citation": reference(version, released),
        "intendedUse": INTENDED_USE,
        "schemaVersion": SCHEMA_VERSION,
        **made_of,
        **({"notes": notes} if notes else {}),
        "resources": [
            *(_resource(table, DESCRIPTIONS[table], files[f"{table}.csv"], _schema(table, bool(parts))) for table in TABLES),
            *(_resource(name, title, files[f"{name}.csv"], schema) for name, title, schema in _BESIDE if f"{name}.csv" in files),
        ],
    }


def _resource(table: str, title: str, content: bytes, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": table,
        "title": title,
        "path": f"{table}.csv",
        "type": "table",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": schema,
    }


@cache
def _schema(table: str, merged: bool) -> dict[str, Any]:  # noqa: FBT001  one of two kinds of package
    record = TABLES[table]
    schema: dict[str, Any] = {"fields": [_field(column, describe(record, column)) for column in columns(record)]}
    schema["missingValues"] = [""]
    if not (merged and table == "exclusions"):  # two readings of a text may leave out one stretch for different reasons
        schema["primaryKey"] = list(KEYS.get(table, ("id",)))
    if any(column.name == "source" for column in columns(record)):
        schema["foreignKeys"] = [{"fields": ["source"], "reference": {"resource": "sources", "fields": ["id"]}}]
    return schema


def _field(column: Column, description: str) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": column.kind, "description": description}
    if column.kind == "list":
        field |= {"delimiter": "|", "itemType": "string"}
    if column.kind == "boolean":
        field |= {"trueValues": ["true"], "falseValues": ["false"]}
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.choices:
        constraints["enum"] = list(column.choices)
    return field | ({"constraints": constraints} if constraints else {})


_BESIDE: tuple[tuple[str, str, dict[str, Any]], ...] = (
    (
        "origins",
        "Which parts of merged data each record came from",
        {
            "fields": [
                {
                    "name": "record",
                    "type": "string",
                    "description": "the id of the record, or its key as a JSON list where it has none.",
                },
                {
                    "name": "parts",
                    "type": "list",
                    "description": "the names of the parts that it was in.",
                    "delimiter": "|",
                    "itemType": "string",
                },
            ],
            "missingValues": [""],
            "primaryKey": ["record"],
        },
    ),
)
"""Tables that are not of records."""
