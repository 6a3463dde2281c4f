"""The digests of a folder's files, in a file that `sha256sum --check` reads, and the files checked against them."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from typing import NamedTuple

from ketamine_evidence._reading import AnyPath, read_file, reading
from ketamine_evidence.dataset.names import DESCRIPTOR
from ketamine_evidence.limits import LARGEST_AUTHORED, MOST_FILES, check_count

SUMS = "SHA256SUMS"
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


class Difference(NamedTuple):
    """A file that is not what its digest says.

    Attributes:
        name: the file, relative to its folder.
        message: what is wrong with it; empty where it has no digest at all.
    """

    name: str
    message: str


def with_sums(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Add the digests of files to them.

    Examples:
        >>> list(with_sums({"a.csv": b""}))
        ['a.csv', 'SHA256SUMS']
    """
    sums = "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    return {**files, SUMS: sums.encode()}


def digest_of(files: Mapping[str, bytes]) -> str:
    """The digest that stands for a dataset: SHA-256, in hex, of its descriptor, which holds the digests of its tables."""
    return hashlib.sha256(files[DESCRIPTOR]).hexdigest()


def read_sums(folder: AnyPath) -> dict[str, str]:
    """Read the digests of a folder's files, by their names; what is no such line is left out.

    Raises:
        DataError: where their file is beyond a limit.
        FileError: where it cannot be read.
    """
    content = read_file(os.path.join(folder, SUMS), LARGEST_AUTHORED, f"{name_of(folder)}/{SUMS}")
    lines = content.decode("utf-8", errors="replace").split("\n")
    return {read[2]: read[1] for line in lines if (read := _LINE.fullmatch(line))}


def check_sums(folder: AnyPath, expected: Mapping[str, str]) -> tuple[dict[str, bytes], list[Difference]]:
    """Read the files of a folder, and no others, and compare them with their digests.

    Returns:
        The files that have a digest, and what is wrong: files that are missing, altered, or without a digest, by name.

    Raises:
        DataError: where a file is, or the files together are, beyond a limit.
        FileError: where one cannot be read.
    """
    name = name_of(folder)
    with reading(folder):
        there = _files(folder)
    check_count(max(len(there), len(expected)), MOST_FILES, "files", name)
    found = {file: read_file(there[file], name=f"{name}/{file}") for file in expected if file in there}
    wrong: list[Difference] = []
    for name in sorted({*expected, *there} - {SUMS}):
        actual = hashlib.sha256(found[name]).hexdigest() if name in found else None
        if name not in expected:
            wrong.append(Difference(name, ""))
        elif actual is None:
            wrong.append(Difference(name, f"missing; expected SHA-256 {expected[name]}"))
        elif actual != expected[name]:
            wrong.append(Difference(name, f"altered; expected SHA-256 {expected[name]}, found {actual}"))
    return found, wrong


def name_of(folder: AnyPath) -> str:
    """What problems call a folder: its own name, without those above it."""
    return os.path.basename(os.path.normpath(folder))


def _files(folder: AnyPath) -> dict[str, str]:
    """The paths of all files of a folder, by their names relative to it."""
    paths = (os.path.join(at, name) for at, _, names in os.walk(folder) for name in names)
    return {os.path.relpath(path, folder).replace(os.sep, "/"): path for path in paths if os.path.isfile(path)}
