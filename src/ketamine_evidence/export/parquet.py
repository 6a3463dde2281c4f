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

from ketamine_evidence._reading import utf8
from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.dataset.frames import records_from_arrow
from ketamine_evidence.dataset.names import ORIGINS
from ketamine_evidence.dataset.sums import with_sums
from ketamine_evidence.errors import DataError, Problem
from ketamine_evidence.export.checked import REMEDY, checked
from ketamine_evidence.export.formats import Files
from ketamine_evidence.export.readback import check_schema, metadata, origins, rebuilt
from ketamine_evidence.export.wording import OF_ORIGINS, ORIGINS_DESCRIPTION, of_nested
from ketamine_evidence.limits import LARGEST_FILE, MOST_RECORDS, check_count, check_size
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
    said = {name: _said(table, files[name]) for name, table in tables.items()}
    ours = said["sources"]
    if other := [
        Problem(files[name], "", "", f"of another export than sources.parquet; {REMEDY}") for name in said if said[name] != ours
    ]:
        raise DataError(other)
    check_schema(ours.get("schema_version", "none"), folder.name)
    came_from = _came_from(tables[ORIGINS], files[ORIGINS]) if ORIGINS in tables else {}
    records = {name: _records(name, tables[name], files[name]) for name in TABLES}
    return rebuilt(records, came_from, ours, folder.name)


def _read(content: bytes, file: str) -> pa.Table:
    try:
        said = pq.read_metadata(io.BytesIO(content))
        check_count(said.num_rows, MOST_RECORDS, "records", file)
        check_size(sum(said.row_group(group).total_byte_size for group in range(said.num_row_groups)), LARGEST_FILE, file)
        table = pq.read_table(io.BytesIO(content))
        table.validate(full=True)
    except DataError:
        raise
    except Exception as error:  # noqa: BLE001  of a damaged file Arrow raises errors of its own and of Python
        raise DataError([Problem(file, "", "", f"not a Parquet file: {error}; {REMEDY}")]) from None
    return table


def _said(table: pa.Table, file: str) -> dict[str, str]:
    """What a file says of the data."""
    said = {utf8(key, file): utf8(value, file) for key, value in (table.schema.metadata or {}).items()}
    return {key: value for key, value in said.items() if key not in _OF_FILE}


def _came_from(table: pa.Table, file: str) -> dict[str, tuple[str, ...]]:
    if dict(zip(table.schema.names, table.schema.types, strict=True)) != {"record": pa.string(), "parts": pa.list_(pa.string())}:
        raise DataError([Problem(file, "", "", f"expected the columns record and parts; {REMEDY}")])
    return {row["record"]: tuple(row["parts"] or ()) for row in table.to_pylist()}


def _records(name: str, table: pa.Table, file: str) -> Sequence[attrs.AttrsInstance]:
    try:
        return records_from_arrow(TABLES[name], table)
    except DataError as error:
        raise DataError([problem._replace(file=file) for problem in error.problems]) from None
    except Exception as error:  # noqa: BLE001  of values that no Python has, as far-off times, Arrow raises what it likes
        raise DataError([Problem(file, "", "", f"not the records of an export: {error}; {REMEDY}")]) from None
