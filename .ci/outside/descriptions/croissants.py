"""Croissant, judged by mlcroissant: its validation does not look at the files, loading them checks their digests."""

from __future__ import annotations

import json
from pathlib import Path

import mlcroissant
from judging import judge, replaced, rows, same, with_cell


def croissant_validates(folder: Path) -> str:
    """Ask the library what is wrong with the description; warnings count."""
    try:
        issues = mlcroissant.Dataset(str(folder / "croissant.json")).metadata.ctx.issues
    except (mlcroissant.ValidationError, ValueError) as error:
        return str(error)
    return "\n".join([*issues.errors, *issues.warnings])


def same_number(cell: str, value: object) -> bool:
    """Tell whether a text is the same number: the library reads a column of digits, such as PubMed ids, as numbers first."""
    return cell.isdecimal() and isinstance(value, bytes) and float(cell) == float(value)


def croissant_loads(folder: Path) -> str:
    """Load every record and compare it with its row; the library checks the digests on the way."""
    dataset = mlcroissant.Dataset(str(folder / "croissant.json"))
    sets = dataset.metadata.record_sets
    tables = [Path(path).stem for path in folder.glob("*.csv")]
    if sorted(one.id for one in sets) != sorted(tables):
        return f"record sets {[one.id for one in sets]}, expected {tables}"
    for one in sets:
        try:
            loaded = list(dataset.records(one.id))
        except mlcroissant.GenerationError as error:
            return f"{one.id}: {error.__cause__ or error}"
        expected = rows(folder, one.id)
        if len(loaded) != len(expected):
            return f"{one.id}: {len(loaded)} records, expected {len(expected)}"
        for row, record in zip(expected, loaded, strict=True):
            for name, cell in row.items():
                if not (same(cell, record[f"{one.id}/{name}"]) or same_number(cell, record[f"{one.id}/{name}"])):
                    return f"{one.id}: {name} is {record[f'{one.id}/{name}']!r}, expected {cell!r}"
    return ""


def croissant_says(folder: Path) -> str:
    """Compare what the library read of the dataset as a whole with the descriptor of the data package."""
    said = mlcroissant.Dataset(str(folder / "croissant.json")).metadata
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    uses = said.data_use_cases if isinstance(said.data_use_cases, list) else [said.data_use_cases]
    found = (said.version, said.cite_as, said.license, uses, str(said.date_published)[:10])
    licences, intended = [one["path"] for one in package["licenses"]], [package["intendedUse"]]
    expected = (package["version"], package["citation"], licences, intended, package["created"][:10])
    return "" if found == expected else f"{found}, expected {expected}"


def croissant(folder: Path) -> None:
    """Judge the export croissant."""
    judge(
        "mlcroissant", "croissant validates", croissant_validates, folder,
        {
            "with a field of no file": replaced("croissant.json", '"fileObject": {\n              "@id": "ranges.csv"', '"fileObject": {\n              "@id": "none.csv"'),
            "with a field without a type": replaced("croissant.json", '"dataType": "sc:Integer",\n', ""),
        },
    )  # fmt: skip
    judge(
        "mlcroissant", "croissant loads each record as the CSV has it", croissant_loads, folder,
        {
            "with one number of ranges.csv changed": with_cell("ranges", "start", "1"),
            "with a column under another's name": replaced("croissant.json", '"column": "start"', '"column": "end"'),
        },
    )  # fmt: skip
    judge("mlcroissant", "croissant says version, date, licence, citation, use", croissant_says, folder, {
        "with another version": replaced("croissant.json", '"version": "', '"version": "9'),
    })  # fmt: skip
