"""A dataset as the files of a Frictionless Data Package v2: the same records give the same bytes."""

from __future__ import annotations

import csv
import json
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path, PureWindowsPath
from typing import Any

import attrs

from ketamine_evidence._writing import UNFINISHED, refuse_link, saying_what_failed
from ketamine_evidence.dataset.descriptor import descriptor
from ketamine_evidence.dataset.keys import key_of
from ketamine_evidence.dataset.names import DESCRIPTOR, ORIGINS
from ketamine_evidence.dataset.provenance import Provenance
from ketamine_evidence.dataset.sums import SUMS, with_sums
from ketamine_evidence.errors import DataError, Problem
from ketamine_evidence.records.evidence import TABLES, Exclusion
from ketamine_evidence.records.rows import columns, to_row

Records = Mapping[str, Sequence[attrs.AttrsInstance]]


def in_order(tables: Mapping[str, Iterable[attrs.AttrsInstance]]) -> Records:
    """Give every table, empty where there is none, each in the order of its key."""
    return {name: tuple(sorted(tables.get(name, ()), key=_place)) for name in TABLES}


def _place(record: attrs.AttrsInstance) -> tuple[Any, ...]:
    """Where a record stands in its table: by its key; of two exclusions of one stretch, by what they say."""
    if isinstance(record, Exclusion):
        return (record.source, record.start, record.end, *to_row(record).values())
    return key_of(record)


def package_files(
    tables: Records, version: str, released: date | None = None, provenance: Provenance | None = None, notes: str = ""
) -> dict[str, bytes]:
    """Write the tables of a dataset as files: one CSV a table, the descriptor, and the digests of them all.

    Args:
        tables: the records of every table, in order.
        version: the data version.
        released: when it was released; None where it was not.
        provenance: where the records of merged data came from.
        notes: what is new in a release.
    """
    files = {f"{name}.csv": _table(name, tables[name]) for name in TABLES}
    if provenance is not None:
        files[f"{ORIGINS}.csv"] = csv_bytes(
            ["record", "parts"], [[key, "|".join(parts)] for key, parts in sorted(provenance.origins.items())]
        )
    described = descriptor(files, version, released, provenance.parts if provenance is not None else (), notes)
    files[DESCRIPTOR] = (json.dumps(described, indent=2, ensure_ascii=False) + "\n").encode()
    return with_sums(files)


def _table(name: str, records: Iterable[attrs.AttrsInstance]) -> bytes:
    return csv_bytes([column.name for column in columns(TABLES[name])], [list(to_row(record).values()) for record in records])


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    r"""Write a table as CSV: UTF-8, rows that end with a line feed, and any cell that holds a line end quoted.

    Examples:
        >>> csv_bytes(["id", "note"], [["a", "two\rlines"]])
        b'id,note\na,"two\rlines"\n'
    """
    lines = _Lines()
    csv.writer(lines, lineterminator=_Lines.END).writerows([header, *rows])
    return "".join(lines).encode()


class _Lines(list[str]):
    """Where a CSV writer puts its rows. Before Python 3.13 it quotes no other line end than its own: that is one of both kinds."""

    END = "\r\n"

    def write(self, row: str) -> None:
        self.append(row.removesuffix(self.END) + "\n")


def write_files(files: Mapping[str, bytes], target: Path) -> Path:
    """Write files into a new folder, whole or not at all. The same files again change nothing.

    An empty folder that is there is kept, since it may be somebody's place or a mounted one, and gets the files once all are written.

    Args:
        files: their content by name, relative to the folder, with "/" between folders.
        target: the folder.

    Raises:
        DataError: where something else is there, or a name is that of no file inside the folder.
        FileError: where it cannot be written, as on a full disk, or where a symbolic link stands. What was there stays as it was.
    """
    if outside := [name for name in files if _leads_out(name)]:
        raise DataError(
            [Problem(str(target), "", repr(name), "no file inside the folder; nothing was written") for name in outside]
        )
    refuse_link(target)
    with saying_what_failed(target):
        is_empty = target.is_dir() and not any(target.iterdir())
        if target.exists() and not is_empty:
            _refuse_other(files, target)
            return target
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=target if is_empty else target.parent))
        try:
            for name, content in files.items():
                (unfinished / name).parent.mkdir(parents=True, exist_ok=True)
                (unfinished / name).write_bytes(content)
            if is_empty:
                _fill(target, unfinished)
            else:
                _name(unfinished, target, files)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    return target


def _fill(target: Path, unfinished: Path) -> None:
    """Put what was written into a folder that was empty; the digests last, so that without them nobody takes it for whole."""
    if others := [path.name for path in target.iterdir() if path.name != unfinished.name]:
        raise DataError(
            [Problem(str(target), "", "", f"something else is being written there ({_some(others)}); give a new folder")]
        )
    for path in sorted(unfinished.iterdir(), key=lambda path: (path.name == SUMS, path.name)):
        path.rename(target / path.name)


def _name(unfinished: Path, target: Path, files: Mapping[str, bytes]) -> None:
    """Give what was written its name, unless somebody else was quicker: then theirs has to be the same."""
    unfinished.chmod(0o755)
    try:
        unfinished.rename(target)
    except OSError:
        if not target.is_dir():
            raise
        _refuse_other(files, target)


def _refuse_other(files: Mapping[str, bytes], target: Path) -> None:
    if differ := differing(files, target):
        raise DataError([Problem(str(target), "", "", f"there with other content ({_some(differ)} differ); give a new folder")])


def _leads_out(name: str) -> bool:
    """Whether a name leads out of a folder on any system, or nowhere: Windows takes both slashes, and knows drives."""
    path = PureWindowsPath(name)
    return bool(path.anchor) or ".." in path.parts or not path.parts


def _some(names: Sequence[str], most: int = 5) -> str:
    return ", ".join(names) if len(names) <= most else f"{', '.join(names[:most])} and {len(names) - most} more"


def differing(files: Mapping[str, bytes], folder: Path) -> list[str]:
    """The names of files that are not the same in a folder that is there."""
    paths = folder.rglob("*") if folder.is_dir() else ()
    there = {path.relative_to(folder).as_posix(): path for path in paths if path.is_file()}
    same = {name for name, content in files.items() if name in there and there[name].read_bytes() == content}
    return sorted({*there, *files} - same)
