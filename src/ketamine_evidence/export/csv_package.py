"""CSV files as a Frictionless Data Package v2, like a release, but safe to open in a spreadsheet.

The files are those of `Dataset.files` with every text cell defused (see `ketamine_evidence.export.defuse`), and with a descriptor that has
their digests and sizes and also says the digest of the dataset.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import attrs

from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.dataset.names import DESCRIPTOR, ORIGINS
from ketamine_evidence.dataset.package import csv_bytes
from ketamine_evidence.dataset.provenance import Part, Provenance
from ketamine_evidence.dataset.reading import csv_rows, read_records
from ketamine_evidence.dataset.sums import with_sums
from ketamine_evidence.errors import DataError, Problem
from ketamine_evidence.export.checked import REMEDY, checked, there
from ketamine_evidence.export.defuse import defuse, undefuse
from ketamine_evidence.export.flat import TEXT, FlatTable, flat_tables
from ketamine_evidence.export.strict import day, parse, structured
from ketamine_evidence.records.evidence import TABLES
from ketamine_evidence.records.rows import columns
from ketamine_evidence.records.schemas import layout

DEFUSED = "A text cell that begins with = + - @, a tab or a line end, or with apostrophes before one of these, has one more apostrophe before it."
"""What the descriptor says of the cells."""
_ORIGIN = ("record", "parts")


def files(dataset: Dataset) -> Mapping[str, bytes]:
    """Give a dataset as CSV files with their descriptor and digests.

    Examples:
        >>> sorted(files(Dataset.of({}, "mine")))[:3]
        ['SHA256SUMS', 'datapackage.json', 'exclusions.csv']
    """
    package = dataset.files()
    tables = {f"{table.name}.csv": _defused(table) for table in flat_tables(package)}
    described = json.loads(package[DESCRIPTOR])
    resources = [
        {**one, "bytes": len(tables[one["path"]]), "hash": f"sha256:{hashlib.sha256(tables[one['path']]).hexdigest()}"}
        for one in described.pop("resources")
    ]
    described |= {"datasetDigest": f"sha256:{dataset.digest}", "defused": DEFUSED, "resources": resources}
    return with_sums({**tables, DESCRIPTOR: (json.dumps(described, indent=2, ensure_ascii=False) + "\n").encode()})


def _defused(table: FlatTable) -> bytes:
    text = [field["type"] in TEXT for field in table.fields]
    return csv_bytes(
        table.header, [[defuse(cell) if is_text else cell for cell, is_text in zip(row, text, strict=True)] for row in table.rows]
    )


@attrs.frozen
class _Described:
    """What is read of the descriptor."""

    version: str
    schemaVersion: int  # noqa: N815  as the descriptor has it
    defused: str
    created: str | None = None
    parts: tuple[Part, ...] = ()


def read(folder: str | Path) -> Dataset:
    """Read a dataset back from its CSV files.

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
    described = _described(found, folder.name)
    tables = {
        name: read_records(name, header, _undefused(name, header, found, folder.name), f"{folder.name}/{name}.csv")
        for name, header in layout(described.schemaVersion).items()
    }
    released = day(described.created[:10] if described.created else None, f"{folder.name}/{DESCRIPTOR}", "created")
    provenance = None
    if f"{ORIGINS}.csv" in found:
        rows = csv_rows(_undefused(ORIGINS, _ORIGIN, found, folder.name), _ORIGIN, f"{folder.name}/{ORIGINS}.csv")
        provenance = Provenance(described.parts, {row["record"]: tuple(row["parts"].split("|")) for _, row in rows})
    return Dataset(described.version, released, None, lambda name: tables.get(name, ()), provenance)


def _described(found: Mapping[str, bytes], name: str) -> _Described:
    file = f"{name}/{DESCRIPTOR}"
    data = parse(there(found, DESCRIPTOR, name), file)
    if isinstance(data, dict):
        data = {"created": None, "parts": []} | {one.name: data[one.name] for one in attrs.fields(_Described) if one.name in data}
    described = structured(data, _Described, file)
    if described.defused != DEFUSED:
        raise DataError([Problem(file, "", "defused", f"expected {DEFUSED!r}, came {described.defused!r}; {REMEDY}")])
    return described


def _undefused(table: str, header: Sequence[str], found: Mapping[str, bytes], name: str) -> bytes:
    """A table as its data package has it; the lines stay where they are."""
    text = {column.name for column in columns(TABLES[table]) if column.kind in TEXT} if table in TABLES else set(header)
    rows = csv_rows(there(found, f"{table}.csv", name), header, f"{name}/{table}.csv")
    return csv_bytes(header, [[undefuse(row[column]) if column in text else row[column] for column in header] for _, row in rows])
