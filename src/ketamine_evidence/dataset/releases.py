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

import attrs

from ketamine_evidence import _files
from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.errors import DataError, DigestError, Problem, VersionError, nearest
from ketamine_evidence.records.codec import CONVERTER, explain
from ketamine_evidence.records.evidence import TABLES
from ketamine_evidence.records.rows import columns, from_row

DESCRIPTOR = "datapackage.json"
SUMS = "SHA256SUMS"
_REMEDY = "reinstall the package to get the released files back"
_VERSION = re.compile(r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)")


def versions() -> tuple[str, ...]:
    """The data versions that are here, oldest first.

    Examples:
        >>> import ketamine_evidence as ke
        >>> "0.1.0" in ke.versions()
        True
    """
    folder = _files.releases()
    found = [path.name for path in folder.iterdir() if _VERSION.fullmatch(path.name)] if folder.is_dir() else []
    return tuple(sorted(found, key=version_key))


def version_key(version: str) -> tuple[int, ...]:
    """The numbers of a version, by which versions are ordered.

    Raises:
        VersionError: for what is no version.
    """
    if not isinstance(version, str) or not _VERSION.fullmatch(version):
        raise VersionError(f"not a data version: {version!r}; expected three numbers such as '0.1.0'")
    return tuple(int(part) for part in version.split("."))


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
    if dataset.version != version:
        raise DigestError(f"{version}/{DESCRIPTOR}: altered; it describes data version {dataset.version}; {_REMEDY}")
    return dataset


def load_folder(folder: Path) -> Dataset:
    """Load a release from its folder; see `load`."""
    files = checked_files(folder)
    descriptor = json.loads(files[DESCRIPTOR])
    return Dataset(
        descriptor["version"],
        date.fromisoformat(descriptor["created"][:10]),
        hashlib.sha256(files[DESCRIPTOR]).hexdigest(),
        lambda table: _records(table, files[f"{table}.csv"], f"{folder.name}/{table}.csv"),
    )


def checked_files(folder: Path) -> Mapping[str, bytes]:
    """Read every file of a release and check it against its digest.

    Raises:
        DigestError: where files are missing, altered, or not part of the release: all of them at once.
    """
    expected = _expected(folder)
    found: dict[str, bytes] = {}
    wrong: list[str] = []
    for name, digest in expected.items():
        path = folder / name
        if not path.is_file():
            wrong.append(f"{folder.name}/{name}: missing; expected SHA-256 {digest}")
            continue
        found[name] = path.read_bytes()
        actual = hashlib.sha256(found[name]).hexdigest()
        if actual != digest:
            wrong.append(f"{folder.name}/{name}: altered; expected SHA-256 {digest}, found {actual}")
    wrong += [
        f"{folder.name}/{path.name}: not part of the release"
        for path in sorted(folder.iterdir())
        if path.name not in {*expected, SUMS}
    ]
    wrong = wrong or _unlike_descriptor(folder.name, found)
    if wrong:
        raise DigestError("\n".join([*wrong, _REMEDY]))
    return found


def _unlike_descriptor(name: str, files: Mapping[str, bytes]) -> list[str]:
    """What differs from the digests in the descriptor, which `Dataset.digest` stands for."""
    try:
        descriptor = json.loads(files[DESCRIPTOR])
        version_key(descriptor["version"])
        date.fromisoformat(descriptor["created"][:10])
        resources = {one["path"]: str(one["hash"]) for one in descriptor["resources"]}
    except (ValueError, LookupError, TypeError):
        return [f"{name}/{DESCRIPTOR}: altered; it is not the descriptor of a release"]
    tables = {file: f"sha256:{hashlib.sha256(content).hexdigest()}" for file, content in files.items() if file != DESCRIPTOR}
    return [
        f"{name}/{file}: altered; {DESCRIPTOR} expects {resources.get(file, 'no such file')}, found {tables.get(file, 'none')}"
        for file in sorted({*resources, *tables})
        if resources.get(file) != tables.get(file)
    ]


def _expected(folder: Path) -> Mapping[str, str]:
    """The digests of a release, by file; its descriptor and its tables have to be among them."""
    sums = folder / SUMS
    if not sums.is_file():
        raise DigestError(f"{folder.name}/{SUMS}: missing; {_REMEDY}")
    pairs = re.findall(r"^([0-9a-f]{64})  (\S+)$", sums.read_text(encoding="utf-8", errors="replace"), re.MULTILINE)
    expected = {name: digest for digest, name in pairs}
    missing = [name for name in (DESCRIPTOR, *(f"{table}.csv" for table in TABLES)) if name not in expected]
    if missing:
        raise DigestError(f"{folder.name}/{SUMS}: no digest of {', '.join(missing)}; {_REMEDY}")
    return expected


def _records(table: str, content: bytes, file: str) -> Sequence[attrs.AttrsInstance]:
    record = TABLES[table]
    problems: list[Problem] = []
    records: list[attrs.AttrsInstance] = []
    for line, row in _rows(content, [column.name for column in columns(record)], file):
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


def _rows(content: bytes, expected: Sequence[str], file: str) -> list[tuple[int, dict[str, str]]]:
    """The rows of a CSV file, each with the line that it ends on."""
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
