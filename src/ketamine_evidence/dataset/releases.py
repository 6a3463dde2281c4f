"""Released versions on disk: which there are, and one of them checked and read.

A release is a folder with `datapackage.json`, one CSV file a table, and `SHA256SUMS` over them all.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from ketamine_evidence import _files
from ketamine_evidence._reading import AnyPath
from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.dataset.described import read_descriptor
from ketamine_evidence.dataset.names import DESCRIPTOR, ORIGINS
from ketamine_evidence.dataset.reading import csv_rows
from ketamine_evidence.dataset.saved import SavedTables
from ketamine_evidence.dataset.sums import SUMS, check_sums, digest_of, name_of, read_sums
from ketamine_evidence.errors import DataError, DigestError, Problem, VersionError, nearest
from ketamine_evidence.records.schemas import tables_of

if TYPE_CHECKING:
    from pathlib import Path

    import attrs

    from ketamine_evidence.dataset.provenance import Provenance
    from ketamine_evidence.dataset.unread import Rows

_REMEDY = "reinstall the package to get the released files back"
_VERSION = re.compile(r"(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})")


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
        return str(json.loads(checked_files(os.path.join(_files.releases(), self))[DESCRIPTOR]).get("notes", ""))


def versions() -> tuple[Version, ...]:
    """The data versions that are here, oldest first: texts that know their date, counts and notes.

    Examples:
        >>> import ketamine_evidence as ke
        >>> "0.1.0" in ke.versions()
        True
    """
    folder = _files.releases()
    found = [Version(name) for name in os.listdir(folder) if is_version(name)] if os.path.isdir(folder) else []
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
    dataset = _opened(os.path.join(_files.releases(), version), SavedTables.rows)
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
    return _opened(folder, SavedTables.records)


def _opened(folder: AnyPath, read: Callable[[SavedTables, str], Sequence[attrs.AttrsInstance] | Rows]) -> Dataset:
    files, descriptor = _checked(folder)
    name = name_of(folder)
    if "defused" in descriptor:
        raise DataError([Problem(f"{name}/{DESCRIPTOR}", "", "defused", "an export for spreadsheets; read it with read_export")])
    return Dataset(
        descriptor["version"],
        _created(descriptor),
        digest_of(files),
        partial(read, SavedTables(name, files, descriptor)),
        _provenance(descriptor, files, name),
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
    from pathlib import Path

    from ketamine_evidence.dataset.package import write_files

    return write_files(dataset.files(), Path(folder))


def _created(descriptor: Mapping[str, Any]) -> date | None:
    return date.fromisoformat(descriptor["created"][:10]) if "created" in descriptor else None


def _provenance(descriptor: Mapping[str, Any], files: Mapping[str, bytes], name: str) -> Provenance | None:
    if f"{ORIGINS}.csv" not in files:
        return None
    from ketamine_evidence.dataset.provenance import Part, Provenance

    rows = csv_rows(files[f"{ORIGINS}.csv"], ["record", "parts"], f"{name}/{ORIGINS}.csv")
    return Provenance(
        tuple(Part(part["name"], part["digest"]) for part in descriptor["parts"]),
        {row["record"]: tuple(row["parts"].split("|")) for _, row in rows},
    )


def checked_files(folder: AnyPath) -> Mapping[str, bytes]:
    """Read every file of a release and check it against its digest.

    Raises:
        DigestError: where files are missing, altered, or not part of the release: all of them at once.
    """
    return _checked(folder)[0]


def _checked(folder: AnyPath) -> tuple[Mapping[str, bytes], Mapping[str, Any]]:
    """The files of a release, and what its descriptor says."""
    digests = _expected(folder)
    found, differences = check_sums(folder, digests)
    if differences:
        raise _refusal(folder, [f"{name}: {message or 'not part of the release'}" for name, message in differences])
    try:
        descriptor = read_descriptor(found[DESCRIPTOR], merged=f"{ORIGINS}.csv" in found)
        _created(descriptor)
        schema_version = descriptor["schemaVersion"]
        resources = {one["path"]: one["hash"] for one in descriptor["resources"]}
    except (ValueError, LookupError, TypeError, AttributeError):
        raise _refusal(folder, [f"{DESCRIPTOR}: altered; it is not the descriptor of a release"]) from None
    if wrong := _unlike_descriptor(resources, digests, schema_version):
        raise _refusal(folder, wrong)
    return found, descriptor


def _unlike_descriptor(resources: Mapping[str, str], digests: Mapping[str, str], schema_version: int) -> list[str]:
    """What differs between the digests of the files and those in the descriptor, which `Dataset.digest` stands for."""
    tables = [f"{table}.csv" for table in tables_of(schema_version)]
    found = {file: f"sha256:{digest}" for file, digest in digests.items() if file != DESCRIPTOR}
    return [
        f"{file}: altered; {DESCRIPTOR} expects {resources.get(file, 'no such file')}, found {found.get(file, 'none')}"
        for file in sorted({*resources, *found, *tables})
        if resources.get(file) != found.get(file) or file not in resources
    ]


def _expected(folder: AnyPath) -> Mapping[str, str]:
    """The digests of a release, by file; its descriptor has to be among them."""
    if not os.path.isfile(os.path.join(folder, SUMS)):
        raise _refusal(folder, [f"{SUMS}: missing"], "; ")
    expected = read_sums(folder)
    if DESCRIPTOR not in expected:
        raise _refusal(folder, [f"{SUMS}: no digest of {DESCRIPTOR}"], "; ")
    return expected


def _refusal(folder: AnyPath, wrong: Sequence[str], before_remedy: str = "\n") -> DigestError:
    return DigestError("\n".join(f"{name_of(folder)}/{line}" for line in wrong) + before_remedy + _REMEDY)
