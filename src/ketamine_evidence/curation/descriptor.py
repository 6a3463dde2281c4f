"""The descriptor of a release: `datapackage.json`, after the Data Package standard v2."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from ketamine_evidence.dataset.cite import INTENDED_USE, LICENCE, TITLE, reference
from ketamine_evidence.records.evidence import KEYS, TABLES
from ketamine_evidence.records.fields import DESCRIPTIONS, describe
from ketamine_evidence.records.rows import Column, columns

SCHEMA_VERSION = 1
"""The layout of the tables; it goes up when columns change their names or meaning."""


def descriptor(files: Mapping[str, bytes], version: str, released: date) -> dict[str, Any]:
    """Describe the CSV files of a release."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "ketamine-evidence",
        "title": TITLE,
        "description": f"What is written about ketamine for pain, each value traced to its place in its source. {INTENDED_USE}",
        "version": version,
        "created": f"{released.isoformat()}T00:00:00Z",
        "licenses": [
            {"name": LICENCE, "path": "https://creativecommons.org/publicdomain/zero/1.0/", "title": "CC0 1.0 Universal"}
        ],
        "contributors": [{"title": "The ketamine-evidence contributors", "roles": ["curator"]}],
        "keywords": ["ketamine", "pain", "evidence", "provenance"],
        "citation": reference(version, released),
        "intendedUse": INTENDED_USE,
        "schemaVersion": SCHEMA_VERSION,
        "resources": [_resource(table, files[f"{table}.csv"]) for table in TABLES],
    }


def _resource(table: str, content: bytes) -> dict[str, Any]:
    return {
        "name": table,
        "title": DESCRIPTIONS[table],
        "path": f"{table}.csv",
        "type": "table",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": _schema(table),
    }


def _schema(table: str) -> dict[str, Any]:
    record = TABLES[table]
    schema: dict[str, Any] = {"fields": [_field(column, describe(record, column)) for column in columns(record)]}
    schema["missingValues"] = [""]
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
