"""CSV on the Web: W3C metadata beside the CSV files, so that tools read each column as what it is.

The file is called `csv-metadata.json`, which is where the standard has tools look for it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ketamine_evidence.dataset.cite import AUTHOR, KEYWORDS
from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.export.about import about
from ketamine_evidence.export.described import Described, Field, described_files, described_tables

METADATA = "csv-metadata.json"
"""The name of the file that describes the others."""
_DATATYPES = {"string": "string", "list": "string", "integer": "integer", "number": "double"}


def files(dataset: Dataset) -> dict[str, bytes]:
    """Give a dataset as its data package and, beside it, `csv-metadata.json`.

    Args:
        dataset: what to write.

    Examples:
        >>> import ketamine_evidence as ke
        >>> described = json.loads(files(ke.load("0.1.0"))["csv-metadata.json"])
        >>> described["tables"][1]["url"], described["tables"][1]["tableSchema"]["primaryKey"]
        ('ranges.csv', ['id'])
    """
    package = dataset.files()
    return package | {METADATA: (json.dumps(_metadata(dataset, package), indent=2, ensure_ascii=False) + "\n").encode()}


def _metadata(dataset: Dataset, package: Mapping[str, bytes]) -> dict[str, Any]:
    said = about(dataset)
    issued = {"dc:issued": {"@value": said["released"], "@type": "xsd:date"}} if said["released"] else {}
    digests = {file.path: file.sha256 for file in described_files(package)}
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": said["title"],
        "dc:description": said["description"],
        "schema:version": said["version"],
        **issued,
        "dc:license": {"@id": said["licence_url"]},
        "dc:creator": AUTHOR,
        "dc:bibliographicCitation": said["citation"],
        "schema:usageInfo": said["intended_use"],
        "schema:identifier": f"sha256:{said['sha256']}",
        "dc:subject": list(KEYWORDS),
        "dialect": {"encoding": "utf-8", "lineTerminators": ["\n"], "header": True},
        "tables": [_table(table, digests[table.path]) for table in described_tables(package)],
    }


def _table(table: Described, sha256: str) -> dict[str, Any]:
    schema: dict[str, Any] = {"columns": [_column(field) for field in table.fields]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.references:
        schema["foreignKeys"] = [
            {
                "columnReference": list(reference.columns),
                "reference": {"resource": f"{reference.table}.csv", "columnReference": list(reference.to)},
            }
            for reference in table.references
        ]
    return {"url": table.path, "dc:title": table.title, "schema:sha256": sha256, "tableSchema": schema}


def _column(field: Field) -> dict[str, Any]:
    column: dict[str, Any] = {
        "name": field.name,
        "titles": field.name,
        "dc:description": field.description,
        "datatype": _datatype(field),
        "null": [""],
        "required": field.required,
    }
    return column | ({"separator": "|", "ordered": True} if field.kind == "list" else {})


def _datatype(field: Field) -> str | dict[str, str]:
    if field.kind == "boolean":
        return {"base": "boolean", "format": "true|false"}
    if field.choices:  # the standard has no closed lists; the format of a text is a regular expression, and terms need no escapes
        return {"base": "string", "format": f"^({'|'.join(field.choices)})$"}
    return _DATATYPES[field.kind]
