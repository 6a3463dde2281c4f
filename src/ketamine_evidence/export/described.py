"""The files of a data package as its descriptor describes them, for the formats that describe the same files in other words."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from ketamine_evidence.dataset.names import DESCRIPTOR
from ketamine_evidence.dataset.sums import SUMS

_BESIDE: Mapping[str, tuple[str, str, str]] = {
    DESCRIPTOR: ("application/json", "The descriptor", "What is in the CSV files, as a Frictionless Data Package v2."),
    SUMS: ("text/plain", "The digests", "SHA-256 of each file of the data package, for sha256sum."),
}
"""Media type, title and description of the files that are no tables."""


class Field(NamedTuple):
    """A column of a table.

    Attributes:
        name: its name in the CSV file.
        kind: `string`, `integer`, `number`, `boolean` or `list`.
        description: what it means.
        required: whether it is never empty.
        choices: the closed list it is from; empty where there is none.
    """

    name: str
    kind: str
    description: str
    required: bool
    choices: tuple[str, ...]


class Reference(NamedTuple):
    """What the columns of one table point to in another: a foreign key."""

    columns: tuple[str, ...]
    table: str
    to: tuple[str, ...]


class Described(NamedTuple):
    """A table of the package.

    Attributes:
        name: its name.
        title: what it holds.
        path: its CSV file.
        fields: its columns in the order of the file.
        key: the columns that tell its rows apart; empty where none do.
        references: its foreign keys.
    """

    name: str
    title: str
    path: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    references: tuple[Reference, ...]


class File(NamedTuple):
    """A file of the package.

    Attributes:
        path: its name.
        media_type: its media type.
        title: what it is, in a few words.
        description: what it holds.
        size: its length in bytes.
        sha256: SHA-256, in hex, of its bytes.
    """

    path: str
    media_type: str
    title: str
    description: str
    size: int
    sha256: str


def described_tables(files: Mapping[str, bytes]) -> tuple[Described, ...]:
    """Give the tables of a data package.

    Args:
        files: the package, as `Dataset.files` gives it.

    Examples:
        >>> import ketamine_evidence as ke
        >>> described_tables(ke.load("0.1.0").files())[0].path
        'sources.csv'
    """
    return tuple(_table(resource) for resource in _resources(files))


def described_files(files: Mapping[str, bytes]) -> tuple[File, ...]:
    """Give the files of a data package: its tables, its descriptor and its list of digests.

    Args:
        files: the package, as `Dataset.files` gives it.

    Examples:
        >>> import ketamine_evidence as ke
        >>> [file.path for file in described_files(ke.load("0.1.0").files())][-2:]
        ['datapackage.json', 'SHA256SUMS']
    """
    said = {one["path"]: (one["mediatype"], f"The table {one['name']}", f"{one['title']}.") for one in _resources(files)}
    return tuple(
        File(path, media_type, title, description, len(files[path]), hashlib.sha256(files[path]).hexdigest())
        for path, (media_type, title, description) in {**said, **_BESIDE}.items()
    )


def _resources(files: Mapping[str, bytes]) -> list[dict[str, Any]]:
    resources: list[dict[str, Any]] = json.loads(files[DESCRIPTOR])["resources"]
    return resources


def _table(resource: Mapping[str, Any]) -> Described:
    schema = resource["schema"]
    return Described(
        name=resource["name"],
        title=resource["title"],
        path=resource["path"],
        fields=tuple(_field(field) for field in schema["fields"]),
        key=tuple(schema.get("primaryKey", ())),
        references=tuple(
            Reference(tuple(key["fields"]), key["reference"]["resource"], tuple(key["reference"]["fields"]))
            for key in schema.get("foreignKeys", ())
        ),
    )


def _field(field: Mapping[str, Any]) -> Field:
    constraints = field.get("constraints", {})
    return Field(
        field["name"],
        field["type"],
        field["description"],
        required=constraints.get("required", False),
        choices=tuple(constraints.get("enum", ())),
    )
