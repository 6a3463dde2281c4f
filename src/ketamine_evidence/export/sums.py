"""The digests of an export's files, in a file that `sha256sum --check` reads, and the files checked against them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from ketamine_evidence.dataset.package import SUMS
from ketamine_evidence.errors import DataError, Problem

REMEDY = "export the data again"
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


def with_sums(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Add the digests of files to them.

    Examples:
        >>> list(with_sums({"a.csv": b""}))
        ['a.csv', 'SHA256SUMS']
    """
    sums = "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    return {**files, SUMS: sums.encode()}


def checked(folder: Path) -> Mapping[str, bytes]:
    """Read every file of an export, but that of the digests, against which it is checked.

    Args:
        folder: the folder of the export.

    Returns:
        The files by name, relative to the folder.

    Raises:
        DataError: where files are missing, altered, or not part of the export: all of them at once.
    """
    if not folder.is_dir():
        raise DataError([Problem(str(folder), "", "", "no such folder; give the folder of an export")])
    if not (folder / SUMS).is_file():
        raise DataError([Problem(f"{folder.name}/{SUMS}", "", "", f"missing; {REMEDY}")])
    lines = (folder / SUMS).read_text(encoding="utf-8", errors="replace").splitlines()
    expected = {read[2]: read[1] for line in lines if (read := _LINE.fullmatch(line))}
    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    found = {name: there[name].read_bytes() for name in expected if name in there}
    too_many = {*there} - {*expected, SUMS}
    problems = [Problem(f"{folder.name}/{name}", "", "", message) for name, message in _differences(expected, found, too_many)]
    if problems:
        raise DataError(problems)
    return found


def _differences(expected: Mapping[str, str], found: Mapping[str, bytes], too_many: Iterable[str]) -> Iterator[tuple[str, str]]:
    for name in sorted({*expected, *too_many}):
        digest = hashlib.sha256(found[name]).hexdigest() if name in found else None
        if name in too_many:
            yield name, "not part of the export; move it away"
        elif digest is None:
            yield name, f"missing; expected SHA-256 {expected[name]}; {REMEDY}"
        elif digest != expected[name]:
            yield name, f"altered; expected SHA-256 {expected[name]}, found {digest}; {REMEDY}"


def there(found: Mapping[str, bytes], file: str, folder: str) -> bytes:
    """Give a file of an export that has to be there.

    Raises:
        DataError: where it is not.
    """
    if file not in found:
        raise DataError([Problem(f"{folder}/{file}", "", "", f"missing; {REMEDY}")])
    return found[file]
