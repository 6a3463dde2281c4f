"""The Parquet export: one typed file a table, with nested locators and ranges; and reading it back.

The same data give the same bytes with the same version of pyarrow, which writes its version into each file.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import attrs
import pyarrow as pa
import pyarrow.parquet as pq

from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.dataset.frames import records_from_arrow
from ketamine_evidence.dataset.names import ORIGINS
from ketamine_evidence.dataset.sums import with_sums
from ketamine_evidence.errors import DataError, Problem
from ketamine_evidence.export.checked import REMEDY, checked
from ketamine_evidence.export.formats import Files
from ketamine_evidence.export.readback import check_schema, metadata, origins, rebuilt
from ketamine_evidence.export.wording import OF_ORIGINS, ORIGINS_DESCRIPTION, of_nested
from ketamine_evidence.records.evidence import TABLES
from ketamine_evidence.records.fields import DESCRIPTIONS

_OF_FILE = ("table", "table_description")
"""What a file says of itself alone; the rest is the same in all files."""


def files(dataset: Dataset) -> Files:
    """Give a dataset as Parquet files, one a table, and their digests.

    Each file has the columns of `Table.to_arrow`, each with what it means, and says in its key-value metadata what `metadata` says.
    """
    return with_sums(parquet_files(dataset))


def parquet_files(dataset: Dataset) -> dict[str, bytes]:
    """Give a dataset as Parquet files, one a table."""
    said = metadata(dataset)
    found = {f"{name}.parquet": _written(name, table.to_arrow(), said) for name, table in dataset.tables.items()}
    if came_from := origins(dataset):
        table = pa.table(
            {"record": pa.array(came_from, pa.string()), "parts": pa.array(map(list, came_from.values()), pa.list_(pa.string()))}
        )
        found[f"{ORIGINS}.parquet"] = _written(ORIGINS, table, said)
    return found


def _written(name: str, table: pa.Table, said: Mapping[str, str]) -> bytes:
    described = OF_ORIGINS if name == ORIGINS else of_nested(name)
    fields = [field.with_metadata({"description": described[field.name]}) for field in table.schema]
    own = dict(zip(_OF_FILE, (name, DESCRIPTIONS.get(name, ORIGINS_DESCRIPTION)), strict=True))
    whole: dict[bytes | str, bytes | str] = {key.encode(): value.encode() for key, value in {**said, **own}.items()}
    sink = io.BytesIO()
    pq.write_table(table.cast(pa.schema(fields, metadata=whole)), sink, compression="zstd")
    return sink.getvalue()


def read(folder: str | Path) -> Dataset:
    """Read a dataset back from its Parquet export.

    Args:
        folder: the folder that holds the files and `SHA256SUMS`.

    Returns:
        The dataset that was exported. A number is the exact one that was meant by its float, as in `ketamine_evidence.values.numbers`.

    Raises:
        DataError: where a file is missing, altered, or no such export. Derived columns are not looked at.
    """
    folder = Path(folder)
    files = {name: f"{folder.name}/{name}.parquet" for name in (*TABLES, ORIGINS)}
    found = checked(folder)
    if missing := [Problem(files[name], "", "", f"missing; {REMEDY}") for name in TABLES if f"{name}.parquet" not in found]:
        raise DataError(missing)
    tables = {name: _read(found[f"{name}.parquet"], file) for name, file in files.items() if f"{name}.parquet" in found}
    said = {name: _said(table) for name, table in tables.items()}
    ours = said["sources"]
    if other := [
        Problem(files[name], "", "", f"of another export than sources.parquet; {REMEDY}") for name in said if said[name] != ours
    ]:
        raise DataError(other)
    check_schema(ours.get("schema_version", "none"), folder.name)
    came_from = {row["record"]: tuple(row["parts"]) for row in tables[ORIGINS].to_pylist()} if ORIGINS in tables else {}
    records = {name: _records(name, tables[name], files[name]) for name in TABLES}
    return rebuilt(records, came_from, ours, folder.name)


def _read(content: bytes, file: str) -> pa.Table:
    try:
        return pq.read_table(io.BytesIO(content))
    except (pa.ArrowException, OSError) as error:
        raise DataError([Problem(file, "", "", f"not a Parquet file: {error}; {REMEDY}")]) from None


def _said(table: pa.Table) -> dict[str, str]:
    """What a file says of the data."""
    said = {key.decode(): value.decode() for key, value in (table.schema.metadata or {}).items()}
    return {key: value for key, value in said.items() if key not in _OF_FILE}


def _records(name: str, table: pa.Table, file: str) -> Sequence[attrs.AttrsInstance]:
    try:
        return records_from_arrow(TABLES[name], table)
    except DataError as error:
        raise DataError([problem._replace(file=file) for problem in error.problems]) from None
