"""Reading files and plain data within the limits, with errors that say what is wrong in words."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ketamine_evidence.errors import DataError, FileError, KetamineEvidenceError, Problem
from ketamine_evidence.limits import DEEPEST, LARGEST_FILE, MEBIBYTE, check_plain, check_size, too_deep

if TYPE_CHECKING:
    from pathlib import Path  # loading a release does without it: its import takes as long

AnyPath = str | os.PathLike[str]


def read_file(path: AnyPath, most: int = LARGEST_FILE, name: str | None = None) -> bytes:
    """Read a file that is not too large.

    Args:
        path: the file.
        most: how many bytes it may have.
        name: what problems call it; its path where nothing else is given.

    Raises:
        DataError: where it is too large.
        FileError: where it cannot be read.
    """
    try:
        with open(path, "rb") as file:
            size = os.fstat(file.fileno()).st_size
            content = file.read(min(most, max(size, MEBIBYTE)) + 1)  # some files say that they are empty, and are not
    except (OSError, ValueError) as error:
        raise FileError.of(error, "read", path) from None
    check_size(len(content), min(most, max(size, MEBIBYTE)), name or str(path))
    return content


@contextmanager
def reading(path: AnyPath) -> Generator[None, None, None]:
    """Turn what the system says of a file or folder that cannot be read into an error of ours.

    Raises:
        FileError: it names the path.
    """
    try:
        yield
    except KetamineEvidenceError:
        raise
    except OSError as error:
        raise FileError.of(error, "read", path) from None


def is_folder(path: Path) -> bool:
    """Whether a folder is there.

    Raises:
        FileError: where the system cannot tell, as of a name that is too long.
    """
    with reading(path):
        return path.is_dir()


def is_file(path: Path) -> bool:
    """Whether a file is there, one that ends: no device and no pipe.

    Raises:
        FileError: where the system cannot tell, as of a name that is too long.
    """
    with reading(path):
        return path.is_file()


def plain_toml(content: bytes, file: str) -> dict[str, Any]:
    """Read TOML as plain data.

    Raises:
        DataError: where it is not UTF-8, not TOML, or beyond a limit.
    """
    import tomllib  # loading a release does without it

    text = utf8(content, file)
    if re.search(_LONG_KEY, text):
        raise too_deep(file)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DataError([Problem(file, "", "", f"not TOML: {error}")]) from None
    except ValueError:  # digits beyond what Python reads
        raise DataError([Problem(file, "", "", "not TOML: a number with too many digits")]) from None
    except RecursionError:
        raise too_deep(file) from None
    check_plain(data, file)
    return data


def plain_json(content: bytes, **how: Any) -> Any:
    """Read JSON as plain data.

    Args:
        content: what to read.
        how: what `json.loads` takes.

    Raises:
        ValueError: where it is not UTF-8, or not JSON. Of what is nested too deeply it says so.
    """
    try:
        return json.loads(content.decode(), **how)
    except RecursionError:
        raise ValueError(f"more than {DEEPEST} lists and objects inside one another") from None


def utf8(content: bytes, file: str) -> str:
    """Decode UTF-8.

    Raises:
        DataError: where it is none; it says at which byte.
    """
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DataError([Problem(file, "", "", f"not UTF-8 at byte {error.start}; save it as UTF-8")]) from None


_PART = r"""(?:[A-Za-z0-9_-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')"""
_LONG_KEY = rf"(?<![A-Za-z0-9_\\\"'.-]){_PART}(?:[ \t]*+\.[ \t]*+{_PART}){{{DEEPEST}}}"
"""A key of very many parts with dots between: each is a table inside another, and tomllib takes the square of their number to read it."""
