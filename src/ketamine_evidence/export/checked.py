"""Reading the files of an export back, checked against their digests."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ketamine_evidence._reading import is_folder
from ketamine_evidence.dataset.sums import SUMS, check_sums, read_sums
from ketamine_evidence.errors import DataError, Problem

REMEDY = "export the data again"


def checked(folder: Path) -> Mapping[str, bytes]:
    """Read every file of an export, but that of the digests, against which it is checked.

    Args:
        folder: the folder of the export.

    Returns:
        The files by name, relative to the folder.

    Raises:
        DataError: where files are missing, altered, or not part of the export: all of them at once.
    """
    if not is_folder(folder):
        raise DataError([Problem(str(folder), "", "", "no such folder; give the folder of an export")])
    if not (folder / SUMS).is_file():
        raise DataError([Problem(f"{folder.name}/{SUMS}", "", "", f"missing; {REMEDY}")])
    found, differences = check_sums(folder, read_sums(folder))
    if differences:
        raise DataError([Problem(f"{folder.name}/{name}", "", "", _told(message)) for name, message in differences])
    return found


def _told(message: str) -> str:
    return f"{message}; {REMEDY}" if message else "not part of the export; move it away"


def there(found: Mapping[str, bytes], file: str, folder: str) -> bytes:
    """Give a file of an export that has to be there.

    Raises:
        DataError: where it is not.
    """
    if file not in found:
        raise DataError([Problem(f"{folder}/{file}", "", "", f"missing; {REMEDY}")])
    return found[file]
