"""The digests of a folder's files, in a file that `sha256sum --check` reads, and the files checked against them."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from typing import NamedTuple

from ketamine_evidence.dataset.names import DESCRIPTOR

Folder = str | os.PathLike[str]
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


def read_sums(folder: Folder) -> dict[str, str]:
    """Read the digests of a folder's files, by their names; what is no such line is left out."""
    with open(os.path.join(folder, SUMS), encoding="utf-8", errors="replace") as file:
        lines = file.read().split("\n")
    return {read[2]: read[1] for line in lines if (read := _LINE.fullmatch(line))}


def check_sums(folder: Folder, expected: Mapping[str, str]) -> tuple[dict[str, bytes], list[Difference]]:
    """Read the files of a folder, and no others, and compare them with their digests.

    Returns:
        The files that have a digest, and what is wrong: files that are missing, altered, or without a digest, by name.
    """
    there = _files(folder)
    found = {name: _read(there[name]) for name in expected if name in there}
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


def _files(folder: Folder) -> dict[str, str]:
    """The paths of all files of a folder, by their names relative to it."""
    paths = (os.path.join(at, name) for at, _, names in os.walk(folder) for name in names)
    return {os.path.relpath(path, folder).replace(os.sep, "/"): path for path in paths if os.path.isfile(path)}


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()
