"""Reading an export back: what it says of itself is checked against the records that are in it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from ketamine_evidence._reading import plain_json
from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.dataset.keys import key_of, key_text
from ketamine_evidence.dataset.provenance import Part, Provenance
from ketamine_evidence.dataset.sums import digest_of
from ketamine_evidence.errors import DataError, Problem
from ketamine_evidence.export.about import about
from ketamine_evidence.export.checked import REMEDY
from ketamine_evidence.records.codec import CONVERTER, explain
from ketamine_evidence.records.schemas import SCHEMA_VERSION


def _check_texts(values: Iterable[Any], file: str) -> None:
    """Refuse what is no text where nothing else may stand."""
    if wrong := [value for value in values if type(value) is not str]:
        raise DataError([Problem(file, "", "", f"expected text, came {wrong[0]!r} ({type(wrong[0]).__name__}); {REMEDY}")])


def metadata(dataset: Dataset) -> dict[str, str]:
    """Say of a dataset what its exports carry, and what makes it possible to check them when they are read back.

    Returns:
        What `about` says; `schema_version`; `content_sha256`, the digest of the dataset as it would be saved today, which is `sha256`
        itself but for data of an earlier schema; for merged data `parts`, as JSON. What is not known is left out.
    """
    said = {key: value for key, value in about(dataset).items() if value}
    said |= {"schema_version": str(SCHEMA_VERSION), "content_sha256": digest_of(dataset.files())}
    if is_merged(dataset):
        said["parts"] = json.dumps([attrs.asdict(part) for part in dataset.parts], ensure_ascii=False)
    return said


def is_merged(dataset: Dataset) -> bool:
    """Whether a dataset was made of others."""
    return dataset.parts != (Part(dataset.version, dataset.digest),)


def origins(dataset: Dataset) -> dict[str, tuple[str, ...]]:
    """The names of the parts that each record of merged data was in, by the text of its key; nothing for data that were not merged."""
    if not is_merged(dataset):
        return {}
    keys = [key_text(key_of(record)) for table in dataset.tables.values() for record in table]
    return {key: dataset.origins(key) for key in sorted(keys)}


def structured(
    record: type[Any], rows: Iterable[tuple[str, Any]], plain: Callable[[Any], Mapping[str, Any]], file: str
) -> list[Any]:
    """Make records of the rows of an export.

    Args:
        record: their class.
        rows: how each row is named in messages, and the row.
        plain: reads a row as the plain data of a record.
        file: the file, and the table where the file has several.

    Raises:
        DataError: for rows that are no such record: all problems at once.
    """
    records: list[Any] = []
    problems: list[Problem] = []
    for name, row in rows:
        try:
            records.append(CONVERTER.structure(plain(row), record))
        except Exception as error:  # noqa: BLE001  whatever a record's own checks raise is a problem of that row
            problems += explain(error, record, file, name)
    if problems:
        raise DataError(problems)
    return records


def check_schema(said: str, file: str) -> None:
    """Refuse what was written with another layout of the tables.

    Raises:
        DataError: it names both schema versions.
    """
    if said != str(SCHEMA_VERSION):
        raise DataError(
            [Problem(file, "", "", f"written with schema version {said}; this package reads {SCHEMA_VERSION}; {REMEDY}")]
        )


def rebuilt(
    tables: Mapping[str, Sequence[attrs.AttrsInstance]],
    came_from: Mapping[str, tuple[str, ...]],
    said: Mapping[str, str],
    file: str,
) -> Dataset:
    """Make the dataset that an export was made of.

    Args:
        tables: the records of every table.
        came_from: what `origins` gave.
        said: what `metadata` gave.
        file: the file or folder that they were read from.

    Raises:
        DataError: where what it says of itself is incomplete, or is not so.
    """
    _check_texts([*said, *said.values(), *came_from, *(part for some in came_from.values() for part in some)], file)
    missing = [Problem(file, "", key, "missing") for key in ("version", "sha256", "content_sha256") if key not in said]
    if missing:
        raise DataError(missing)
    try:
        released = date.fromisoformat(said["released"]) if "released" in said else None
        made_of = [("parts", part) for part in plain_json(said.get("parts", "[]").encode())]
    except (ValueError, TypeError) as error:
        raise DataError([Problem(file, "", "released, parts", f"{error}; {REMEDY}")]) from None
    parts = structured(Part, made_of, lambda part: part, file)
    provenance = Provenance(tuple(parts), came_from) if "parts" in said else None
    found = Dataset(said["version"], released, said["sha256"], tables.__getitem__, provenance)
    try:
        content = digest_of(found.files())
    except ValueError as error:  # a text that no list can hold
        raise DataError([Problem(file, "", "", str(error))]) from None
    if content != said["content_sha256"]:
        message = f"altered; expected content with SHA-256 {said['content_sha256']}, found {content}; {REMEDY}"
        raise DataError([Problem(file, "", "", message)])
    return found
