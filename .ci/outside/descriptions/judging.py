"""What the checks have in common: a line for each, and the proof that a broken copy is refused."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import shutil
import tempfile
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

WORK = Path(tempfile.mkdtemp())
"""Where copies are broken."""
Check = Callable[[Path], str]
"""Takes the folder of an export and gives what is wrong with it; nothing where all is well."""
failed: list[str] = []
"""The checks that failed."""


def report(tool: str, what: str, wrong: str, refused: str = "") -> None:
    """Print the outcome of one check; for a broken copy also what it was refused with."""
    well = f"refused ({refused[:120]})" if refused else "well"
    print(f"{tool} {version(tool)}: {what}: {wrong or well}")
    if wrong:
        failed.append(what)


def judge(tool: str, what: str, check: Check, good: Path, broken: Mapping[str, Callable[[Path], None]]) -> None:
    """Demand that a tool accepts an export and refuses each broken copy of it."""
    report(tool, what, quietly(check, good))
    for how, spoil in broken.items():
        copy = Path(tempfile.mkdtemp(dir=WORK)) / good.name
        shutil.copytree(good, copy)
        spoil(copy)
        refused = " ".join(quietly(check, copy).split())
        report(tool, f"{what}; {how}", "" if refused else "accepted, and should not be", refused)


def quietly(check: Check, folder: Path) -> str:
    """Run a check without what the tool prints along the way."""
    with contextlib.redirect_stdout(io.StringIO()):
        return check(folder)


def replaced(name: str, old: str, new: str) -> Callable[[Path], None]:
    """Spoil a file by putting one text for the first of another."""

    def spoil(folder: Path) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text, f"nothing to spoil in {name}: {old}"
        (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8", newline="")

    return spoil


def with_cell(table: str, column: str, value: str) -> Callable[[Path], None]:
    """Spoil a table by putting a value for the first that a column has."""

    def spoil(folder: Path) -> None:
        changed = rows(folder, table)
        next(row for row in changed if row[column] not in {"", value})[column] = value
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, changed[0], lineterminator="\n")
            writer.writeheader()
            writer.writerows(changed)

    return spoil


def without(key: str) -> Callable[[Path], None]:
    """Spoil a crate by taking a property from its root."""

    def spoil(folder: Path) -> None:
        place = folder / "ro-crate-metadata.json"
        crate = json.loads(place.read_text(encoding="utf-8"))
        del next(entity for entity in crate["@graph"] if entity["@id"] == "./")[key]
        place.write_text(json.dumps(crate), encoding="utf-8")

    return spoil


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    """The rows of a CSV file, as the standard library reads them."""
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def same(cell: str, value: Any) -> bool:
    """Tell whether a typed value is what a cell says."""
    if isinstance(value, (list, tuple)):
        return cell.split("|") == [one.decode() if isinstance(one, bytes) else one for one in value] if cell else not value
    if value is None or cell == "":
        return value is None and cell == ""
    if isinstance(value, bool):
        return cell == str(value).lower()
    if isinstance(value, bytes):
        return cell == value.decode()
    return cell == value if isinstance(value, str) else float(cell) == float(value)
