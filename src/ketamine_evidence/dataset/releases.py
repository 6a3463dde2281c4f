"""Released versions on disk: which there are, and one of them checked and read.

A release is a folder with `datapackage.json`, one CSV file a table, and `SHA256SUMS` over them all.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import attrs

from ketamine_evidence import _files
from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.dataset.package import DESCRIPTOR, ORIGINS, digest_of, write_files
from ketamine_evidence.dataset.provenance import Part, Provenance
from ketamine_evidence.dataset.sums import SUMS, check_sums, read_sums
from ketamine_evidence.errors import DataError, DigestError, Problem, VersionError, nearest
from ketamine_evidence.records.codec import CONVERTER, explain
from ketamine_evidence.records.evidence import TABLES
from ketamine_evidence.records.rows import from_row
from ketamine_evidence.records.schemas import layout

_REMEDY = "reinstall the package to get the released files back"
_VERSION = re.compile(r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)")


class Version(str):
    """A data version that is here: its number, as a text, and what is known of it.

    Examples:
        >>> import ketamine_evidence as ke
        >>> first = ke.versions()[0]
        >>> first, str(first.released), first.counts["sources"]
        ('0.1.0', '2026-11-22', 5)
    """

    __slots__ = ()

    @property
    def released(self) -> date | None:
        """When it was released."""
        return load(self).released

    @property
    def counts(self) -> Mapping[str, int]:
        """How many records each of its tables has."""
        return {name: len(table) for name, table in load(self).tables.items()}

    @property
    def notes(self) -> str:
        """What is new in it, as Markdown; empty for the first."""
        return str(json.loads(checked_files(_files.releases() / self)[DESCRIPTOR]).get("notes", ""))


def versions() -> tuple[Version, ...]:
    """The data versions that are here, oldest first: texts that know their date, counts and notes.

    Examples:
        >>> import ketamine_evidence as ke
        >>> "0.1.0" in ke.versions()
        True
    """
    folder = _files.releases()
    found = [Version(path.name) for path in folder.iterdir() if is_version(path.name)] if folder.is_dir() else []
    return tuple(sorted(found, key=version_key))


def version_key(version: str) -> tuple[int, ...]:
    """The numbers of a version, by which versions are ordered.

    Raises:
        VersionError: for what is no version.
    """
    if not is_version(version):
        raise VersionError(f"not a data version: {version!r}; expected three numbers such as '0.1.0'")
    return tuple(int(part) for part in version.split("."))


def is_version(version: object) -> bool:
    """Tell whether something is a data version: a text of three numbers."""
    return isinstance(version, str) and _VERSION.fullmatch(version) is not None


def load(version: str | None = None) -> Dataset:
    """Load a released data version, its files checked against their digests.

    Args:
        version: which; the newest when left out. Give it, so that your results do not change with the package.

    Raises:
        VersionError: for a version that is not here; it lists those that are.
        DigestError: where a file is not what was released; it names the file, what was expected and what was found.
    """
    available = versions()
    if version is None:
        if not available:
            raise VersionError("no data version is installed; reinstall the package")
        version = available[-1]
    version_key(version)
    if version not in available:
        raise VersionError(
            f"no data version {version!r}; here are: {', '.join(available) or 'none'}{nearest(version, available)}"
        )
    dataset = load_folder(_files.releases() / version)
    if dataset.version != version or dataset.released is None:
        described = f"data version {dataset.version} of {dataset.released or 'no date'}"
        raise DigestError(f"{version}/{DESCRIPTOR}: altered; it describes {described}; {_REMEDY}")
    return dataset


def load_folder(folder: str | Path) -> Dataset:
    """Load a dataset that was saved in a folder, its files checked against their digests.

    Args:
        folder: as `save` or a release made it.

    Raises:
        VersionError: where its schema is one that this package does not know.
        DigestError: where a file is not what was saved; it names the file, what was expected and what was found.
        DataError: where it was made for spreadsheets, its cells not those of the records.
    """
    folder = Path(folder)
    files = checked_files(folder)
    descriptor = json.loads(files[DESCRIPTOR])
    if "defused" in descriptor:
        raise DataError(
            [Problem(f"{folder.name}/{DESCRIPTOR}", "", "defused", "an export for spreadsheets; read it with read_export")]
        )
    tables = layout(descriptor["schemaVersion"])

    def read(table: str) -> Sequence[attrs.AttrsInstance]:
        return read_records(table, tables[table], files[f"{table}.csv"], f"{folder.name}/{table}.csv") if table in tables else ()

    return Dataset(
        descriptor["version"], _created(descriptor), digest_of(files), read, _provenance(descriptor, files, folder.name)
    )


def save(dataset: Dataset, folder: str | Path) -> Path:
    """Save a dataset in a new folder as a data package with its digests, for `load_folder`.

    Args:
        dataset: what to save, such as merged data.
        folder: where to; it may be there already with the same content.

    Returns:
        The folder.

    Raises:
        DataError: where the folder has other content.
    """
    return write_files(dataset.files(), Path(folder))


def _created(descriptor: Mapping[str, Any]) -> date | None:
    return date.fromisoformat(descriptor["created"][:10]) if "created" in descriptor else None


def _provenance(descriptor: Mapping[str, Any], files: Mapping[str, bytes], name: str) -> Provenance | None:
    if f"{ORIGINS}.csv" not in files:
        return None
    rows = csv_rows(files[f"{ORIGINS}.csv"], ["record", "parts"], f"{name}/{ORIGINS}.csv")
    return Provenance(
        tuple(Part(part["name"], part["digest"]) for part in descriptor["parts"]),
        {row["record"]: tuple(row["parts"].split("|")) for _, row in rows},
    )


def checked_files(folder: Path) -> Mapping[str, bytes]:
    """Read every file of a release and check it against its digest.

    Raises:
        DigestError: where files are missing, altered, or not part of the release: all of them at once.
    """
    found, differences = check_sums(folder, _expected(folder))
    wrong = [f"{folder.name}/{name}: {message or 'not part of the release'}" for name, message in differences]
    wrong = wrong or _unlike_descriptor(folder.name, found)
    if wrong:
        raise DigestError("\n".join([*wrong, _REMEDY]))
    return found


def _unlike_descriptor(name: str, files: Mapping[str, bytes]) -> list[str]:
    """What differs from the digests in the descriptor, which `Dataset.digest` stands for."""
    try:
        descriptor = json.loads(files[DESCRIPTOR])
        _created(descriptor)
        schema_version, _ = descriptor["schemaVersion"], descriptor["version"]
        resources = {one["path"]: str(one["hash"]) for one in descriptor["resources"]}
    except (ValueError, LookupError, TypeError):
        return [f"{name}/{DESCRIPTOR}: altered; it is not the descriptor of a release"]
    tables = [f"{table}.csv" for table in layout(schema_version)]
    found = {file: f"sha256:{hashlib.sha256(content).hexdigest()}" for file, content in files.items() if file != DESCRIPTOR}
    return [
        f"{name}/{file}: altered; {DESCRIPTOR} expects {resources.get(file, 'no such file')}, found {found.get(file, 'none')}"
        for file in sorted({*resources, *found, *tables})
        if resources.get(file) != found.get(file) or file not in resources
    ]


def _expected(folder: Path) -> Mapping[str, str]:
    """The digests of a release, by file; its descriptor has to be among them."""
    if not (folder / SUMS).is_file():
        raise DigestError(f"{folder.name}/{SUMS}: missing; {_REMEDY}")
    expected = read_sums(folder)
    if DESCRIPTOR not in expected:
        raise DigestError(f"{folder.name}/{SUMS}: no digest of {DESCRIPTOR}; {_REMEDY}")
    return expected


def read_records(table: str, header: Sequence[str], content: bytes, file: str) -> Sequence[attrs.AttrsInstance]:
    """Read the rows of a table as records.

    Args:
        table: its name.
        header: its columns; of a column that came with a later schema nothing is stated.
        content: the CSV file.
        file: what problems call it.

    Raises:
        DataError: all problems of the file at once.
    """
    record = TABLES[table]
    problems: list[Problem] = []
    records: list[attrs.AttrsInstance] = []
    for line, row in csv_rows(content, header, file):
        name = row.get("id") or f"line {line}"
        try:
            records.append(CONVERTER.structure(from_row(row, record), record))
        except DataError as error:
            problems += [problem._replace(file=file, record=name) for problem in error.problems]
        except Exception as error:  # noqa: BLE001  whatever a record's own checks raise is a problem of that row
            problems += explain(error, record, file, name)
    if problems:
        raise DataError(problems)
    return records


def csv_rows(content: bytes, expected: Sequence[str], file: str) -> list[tuple[int, dict[str, str]]]:
    """Give the rows of a CSV file, each with the line that it ends on.

    Args:
        content: the file.
        expected: its columns, each of which has to be there.
        file: what problems call it.

    Raises:
        DataError: all problems of the file at once.
    """
    try:
        reader = csv.reader(io.StringIO(content.decode("utf-8"), newline=""), strict=True)
        header = next(reader, [])
        rows = [(reader.line_num, row) for row in reader]
    except UnicodeDecodeError as error:
        raise DataError([Problem(file, "", "", f"not UTF-8 at byte {error.start}; save it as UTF-8")]) from None
    except csv.Error as error:
        raise DataError([Problem(file, "", "", f"not CSV: {error}")]) from None
    problems = [Problem(file, "", name, "missing column") for name in expected if name not in header]
    problems += [Problem(file, "", name, f"unknown column{nearest(name, expected)}") for name in header if name not in expected]
    problems += [
        Problem(file, "", name, f"there {count} times; a column is there once")
        for name, count in Counter(header).items()
        if count > 1
    ]
    problems += [
        Problem(file, f"line {line}", "", f"expected {len(header)} cells, came {len(row)}")
        for line, row in rows
        if len(row) != len(header)
    ]
    if problems:
        raise DataError(problems)
    return [(line, dict(zip(header, row, strict=True))) for line, row in rows]
