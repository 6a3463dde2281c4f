"""Exports to CSV and JSON Lines, and cells that spreadsheets would run."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ketamine_evidence as ke
from ketamine_evidence.dataset.package import csv_bytes
from ketamine_evidence.dataset.reading import csv_rows
from ketamine_evidence.export.defuse import defuse, undefuse
from ketamine_evidence.export.formats import export_files, export_to, read_export
from ketamine_evidence.strategies import datasets

SIGNS = "=+-@\t\r\n＝＋－＠"  # noqa: RUF001  the wide forms are the point
cells = st.text(st.sampled_from(f"'{SIGNS}ab|,\"") | st.characters(exclude_categories=["Cs"]), max_size=8)


@pytest.mark.parametrize("name", ["csv", "jsonl"])
@given(dataset=datasets())
def test_reading_undoes_exporting(name: str, dataset: ke.Dataset) -> None:
    """read_export(export_to(d)) has the tables, the version and the date of d."""
    with tempfile.TemporaryDirectory() as folder:
        back = read_export(export_to(dataset, name, Path(folder) / name), name)
    assert {table: tuple(rows) for table, rows in back.tables.items()} == {
        table: tuple(rows) for table, rows in dataset.tables.items()
    }
    assert (back.version, back.released) == (dataset.version, dataset.released)


@given(dataset=datasets())
def test_no_cell_of_an_export_is_a_formula(dataset: ke.Dataset) -> None:
    """No text cell of an export to CSV begins with a sign that spreadsheets take for a formula."""
    files = export_files(dataset, "csv")
    for resource in json.loads(files["datapackage.json"])["resources"]:
        fields = resource["schema"]["fields"]
        for _, row in csv_rows(files[resource["path"]], [field["name"] for field in fields], resource["path"]):
            for field in fields:
                if field["type"] in {"string", "list"}:
                    assert not row[field["name"]].startswith(tuple(SIGNS))


@given(cells)
def test_undefuse_undoes_defuse(text: str) -> None:
    """undefuse(defuse(t)) = t"""
    assert undefuse(defuse(text)) == text


@given(cells, cells)
def test_defuse_keeps_texts_apart(one: str, other: str) -> None:
    """defuse(s) = defuse(t) only where s = t."""
    assert (defuse(one) == defuse(other)) == (one == other)


@given(cells)
def test_what_is_defused_is_no_formula(text: str) -> None:
    """defuse(t) never begins with a sign, and differs from t by one apostrophe or not at all."""
    assert not defuse(text).startswith(tuple(SIGNS))
    assert defuse(text) in {text, f"'{text}"}


@given(st.lists(st.tuples(cells, cells), max_size=4))
def test_reading_undoes_writing_csv(rows: list[tuple[str, str]]) -> None:
    """Any text stands in a cell, line ends of all kinds included."""
    back = csv_rows(csv_bytes(["a", "b"], rows), ["a", "b"], "x.csv")
    assert [tuple(row.values()) for _, row in back] == rows
