"""JSON Lines: a file a table, a record a line, each with the JSON Schema that its lines keep.

A record is as `Table.to_dicts` gives it: the locator and the reported range are objects, and what is not stated is null. The lines are ASCII,
every other character escaped, so that no tool takes one for the end of a line. `dataset.json` says what the data are.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import attrs

from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.dataset.names import ORIGINS
from ketamine_evidence.dataset.provenance import Part, Provenance
from ketamine_evidence.dataset.sums import with_sums
from ketamine_evidence.errors import DataError, Problem
from ketamine_evidence.export.about import about
from ketamine_evidence.export.checked import REMEDY, checked, there
from ketamine_evidence.export.flat import flat_tables
from ketamine_evidence.export.json_schema import schema_of
from ketamine_evidence.export.strict import day, parse, structured
from ketamine_evidence.limits import MOST_RECORDS, check_count
from ketamine_evidence.records.codec import CONVERTER
from ketamine_evidence.records.evidence import TABLES
from ketamine_evidence.records.fields import DESCRIPTIONS
from ketamine_evidence.records.rows import columns
from ketamine_evidence.records.schemas import SCHEMA_VERSION, layout

R = TypeVar("R", bound=attrs.AttrsInstance)

DATASET = "dataset"
SCHEMAS = "schema"
"""The folder of the schemas."""


@attrs.frozen(kw_only=True)
class TableFile:
    """A table, and where its records and their schema are.

    Attributes:
        name: its name.
        path: its file.
        schema: the file of the JSON Schema that each of its lines keeps.
        records: how many lines it has.
        sha256: SHA-256, in hex, of its file.
    """

    name: str
    path: str
    schema: str
    records: int
    sha256: str


@attrs.frozen(kw_only=True)
class Description:
    """What a dataset is, as its file `dataset.json` says.

    Attributes:
        title: how it is called.
        description: what it is.
        version: the data version.
        released: the day of its release; null where it never was.
        licence: its licence, as an SPDX identifier.
        licence_url: where the licence is.
        citation: how to cite it.
        intended_use: what it is for, and what not.
        sha256: SHA-256, in hex, of the descriptor of the dataset, which holds the digests of its tables.
        schema_version: the version of the layout of its tables.
        parts: the datasets that it was made of; empty where it was not merged.
        tables: its tables.
    """

    title: str
    description: str
    version: str
    released: str | None
    licence: str
    licence_url: str
    citation: str
    intended_use: str
    sha256: str
    schema_version: int
    parts: tuple[Part, ...]
    tables: tuple[TableFile, ...]


@attrs.frozen(kw_only=True)
class Origin:
    """Where a record of merged data came from.

    Attributes:
        record: the id of the record, or its key as a JSON list where it has none.
        parts: the names of the parts that it was in.
    """

    record: str
    parts: tuple[str, ...]


DESCRIBED: Mapping[str, tuple[type[attrs.AttrsInstance], str]] = MappingProxyType(
    {
        DATASET: (Description, "What the dataset is: version, licence, citation, intended use, digests and tables"),
        **{name: (kind, DESCRIPTIONS[name]) for name, kind in TABLES.items()},
        ORIGINS: (Origin, "Which parts of merged data each record came from"),
    }
)
"""The class and the title of everything that has a schema, by its name."""


@cache
def schema_files() -> Mapping[str, bytes]:
    """Give the JSON Schemas of all tables, and of `dataset.json`, as files by name.

    Examples:
        >>> list(schema_files())[:2]
        ['dataset.schema.json', 'sources.schema.json']
    """
    return MappingProxyType(
        {f"{name}.schema.json": _indented(schema_of(kind, name, title)) for name, (kind, title) in DESCRIBED.items()}
    )


def files(dataset: Dataset) -> Mapping[str, bytes]:
    """Give a dataset as JSON Lines with their schemas, description and digests.

    Examples:
        >>> list(files(Dataset.of({}, "mine")))[:3]
        ['dataset.json', 'sources.jsonl', 'ranges.jsonl']
    """
    records: dict[str, Iterable[attrs.AttrsInstance]] = dict(dataset.tables)
    origins = _origins(dataset)
    if origins is not None:
        records[ORIGINS] = origins
    tables = {name: _lines(some) for name, some in records.items()}
    schemas = {name: content for name, content in schema_files().items() if name.split(".")[0] in {*tables, DATASET}}
    described = _describe(dataset, tables, dataset.parts if origins is not None else ())
    return with_sums(
        {
            f"{DATASET}.json": _indented(attrs.asdict(described)),
            **{f"{name}.jsonl": content for name, content in tables.items()},
            **{f"{SCHEMAS}/{name}": content for name, content in schemas.items()},
        }
    )


def _describe(dataset: Dataset, tables: Mapping[str, bytes], parts: tuple[Part, ...]) -> Description:
    said: dict[str, Any] = {**about(dataset), "released": str(dataset.released) if dataset.released is not None else None}
    made = tuple(
        TableFile(
            name=name,
            path=f"{name}.jsonl",
            schema=f"{SCHEMAS}/{name}.schema.json",
            records=content.count(b"\n"),
            sha256=hashlib.sha256(content).hexdigest(),
        )
        for name, content in tables.items()
    )
    return Description(**said, schema_version=SCHEMA_VERSION, parts=parts, tables=made)


def _origins(dataset: Dataset) -> list[Origin] | None:
    """Where the records of merged data came from; None for data that were not merged."""
    for table in flat_tables(dataset.files()):
        if table.name == ORIGINS:
            return [Origin(record=record, parts=tuple(parts.split("|"))) for record, parts in table.rows]
    return None


def _lines(records: Iterable[attrs.AttrsInstance]) -> bytes:
    return "".join(f"{json.dumps(CONVERTER.unstructure(record), separators=(',', ':'))}\n" for record in records).encode()


def _indented(data: Any) -> bytes:
    return (json.dumps(data, indent=2, ensure_ascii=False) + "\n").encode()


def read(folder: str | Path) -> Dataset:
    """Read a dataset back from its JSON Lines.

    Args:
        folder: as `export_to` made it.

    Returns:
        A dataset with the same records, version and date. Its digest is the one that it would have if it was saved today.

    Raises:
        DataError: where a file is missing, altered or not well formed; it names the file, and the record and field where there is one.
        VersionError: where its schema is one that this package does not know.
    """
    folder = Path(folder)
    found = checked(folder)
    file = f"{folder.name}/{DATASET}.json"
    described = structured(parse(there(found, f"{DATASET}.json", folder.name), file), Description, file)
    tables = {
        name: _read(name, TABLES[name], found, folder.name, {column.name for column in columns(TABLES[name])} - {*known})
        for name, known in layout(described.schema_version).items()
    }
    provenance = None
    if f"{ORIGINS}.jsonl" in found:
        origins = _read(ORIGINS, Origin, found, folder.name)
        provenance = Provenance(described.parts, {one.record: one.parts for one in origins})
    released = day(described.released, file, "released")
    return Dataset(described.version, released, None, lambda name: tables.get(name, ()), provenance)


def _read(table: str, kind: type[R], found: Mapping[str, bytes], name: str, later: Collection[str] = ()) -> tuple[R, ...]:
    """The records of a table; `later` are the keys that came with a later schema than its own."""
    file = f"{name}/{table}.jsonl"
    *lines, rest = there(found, f"{table}.jsonl", name).split(b"\n")
    problems = (
        [Problem(file, f"line {len(lines) + 1}", "", f"cut short: it does not end in a line feed; {REMEDY}")] if rest else []
    )
    check_count(len(lines), MOST_RECORDS, "records", file)
    records: list[R] = []
    for number, line in enumerate(lines, start=1):
        try:
            data = parse(line, file, f"line {number}")
            known = data.get("id") if isinstance(data, dict) else None
            records.append(structured(data, kind, file, known if isinstance(known, str) else f"line {number}", later))
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(problems)
    return tuple(records)
