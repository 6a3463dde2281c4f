"""CSV on the Web, judged by the package csvw."""

from __future__ import annotations

from pathlib import Path

from csvw import CSVW
from csvw.db import Database
from judging import judge, replaced, rows, same, with_cell


def csvw_validates(folder: Path) -> str:
    """Ask the library what is wrong, as its command csvwvalidate does."""
    try:
        read = CSVW(str(folder / "csv-metadata.json"), validate=True)
        return "" if read.is_valid else "\n".join(str(one.message) for one in read.warnings)
    except ValueError as error:
        return str(error)


def csvw_reads(folder: Path) -> str:
    """Compare each row as the library reads it with the row as it stands."""
    for table in CSVW(str(folder / "csv-metadata.json")).tables:
        expected = rows(folder, Path(str(table.url)).stem)
        found = list(table)
        if len(found) != len(expected):
            return f"{table.url}: {len(found)} rows, expected {len(expected)}"
        for row, record in zip(expected, found, strict=True):
            for name, cell in row.items():
                if not same(cell, record[name]):
                    return f"{table.url}: {name} is {record[name]!r}, expected {cell!r}"
    return ""


def csvw_converts(folder: Path) -> str:
    """Fill a database with the tables, by their keys."""
    database = Database(CSVW(str(folder / "csv-metadata.json")).tablegroup, fname=folder.parent / f"{folder.name}.sqlite")
    try:
        database.write_from_tg(_force=True)
    except Exception as error:  # noqa: BLE001  whatever the database refuses with
        return f"{type(error).__name__}: {error}"
    found = {name: len(records) for name, records in database.read().items()}
    expected = {path.name: len(rows(folder, path.stem)) for path in folder.glob("*.csv")}
    return "" if {name: found.get(name, 0) for name in expected} == expected else f"{found}, expected {expected}"


def csvw(folder: Path) -> None:
    """Judge the export csvw."""
    broken = {
        "with a term of no list": with_cell("ranges", "route", "intravenus"),
        "with a word for a number": with_cell("ranges", "high_most", "sixty"),
        "with a claim of no source": with_cell("ranges", "source", "nobody"),
        "with an id there twice": with_cell("ranges", "id", rows(folder, "ranges")[-1]["id"]),
        "with a cell missing that has to be there": with_cell("ranges", "quantity", ""),
    }
    judge("csvw", "csvw validates", csvw_validates, folder, broken)
    judge("csvw", "csvw reads each row as the CSV has it", csvw_reads, folder, {
        "with false read as true": replaced("csv-metadata.json", '"format": "true|false"', '"format": "false|true"'),
    })  # fmt: skip
    judge("csvw", "csvw becomes a database with keys", csvw_converts, folder, {
        "with a claim of no source": broken["with a claim of no source"],
        "with an id there twice": broken["with an id there twice"],
    })  # fmt: skip
