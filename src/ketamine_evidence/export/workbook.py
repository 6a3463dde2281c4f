"""An Excel workbook: a sheet that says what the data are and what each column means, then a sheet a table.

Texts are written as texts and stay texts where they are edited, so that "4-6" is no date and "=1+1" no formula; one that a spreadsheet would
take as a formula also has the mark that an apostrophe sets, which is not part of it. Numbers are numbers, to the 16 figures that the file
format has. Needs the extra `export`.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, time
from typing import Any, NamedTuple

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from ketamine_evidence.dataset.cite import AUTHOR, KEYWORDS
from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.errors import DataError, Problem
from ketamine_evidence.export.about import about
from ketamine_evidence.export.defuse import defuse
from ketamine_evidence.export.flat import FlatTable, flat_tables
from ketamine_evidence.records.fields import UNITS

FILE = "ketamine-evidence.xlsx"
ABOUT = "About"
WIDEST = 60
"""How wide a column is at most, in characters; longer texts are wrapped, never cut."""
_NARROWEST = 6
_UNDATED = datetime(1980, 1, 1)  # noqa: DTZ001  Excel's times have no zone; data that never were released have no day, and the file format wants one
_TOO_LONG = -2
_CELLS = "An empty cell: the source does not state it. A list is joined with |. Texts are texts and numbers are numbers."


class _Formats(NamedTuple):
    """How cells look and what they are.

    Attributes:
        head: of the first row.
        text: of texts.
        fused: of texts that would be formulas.
        number: of numbers, and of true and false.
    """

    head: Format
    text: Format
    fused: Format
    number: Format


def files(dataset: Dataset) -> Mapping[str, bytes]:
    """Give a dataset as one Excel workbook.

    Raises:
        DataError: for a table or a text that is too long for Excel; it names the record.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    said = about(dataset)
    created = datetime.combine(dataset.released, time()) if dataset.released is not None else _UNDATED
    book.set_properties(
        {
            "title": said["title"],
            "subject": said["description"],
            "author": AUTHOR,
            "keywords": ", ".join(KEYWORDS),
            "comments": f"{said['citation']} {said['intended_use']}",
            "created": created,
        }
    )
    for name in ("version", "released", "licence", "sha256"):
        book.set_custom_property(name, said[name], "text")
    top = {"valign": "top"}
    formats = _Formats(
        book.add_format({**top, "bold": True, "bottom": 1, "num_format": "@"}),
        book.add_format({**top, "num_format": "@", "text_wrap": True}),
        book.add_format({**top, "num_format": "@", "text_wrap": True, "quote_prefix": True}),
        book.add_format(top),
    )
    tables = flat_tables(dataset.files())
    _write_about(book.add_worksheet(ABOUT), said, tables, formats)
    for table in tables:
        _write_table(book.add_worksheet(table.name), table, formats)
    book.close()
    return {FILE: out.getvalue()}


def _write_about(sheet: Worksheet, said: Mapping[str, str], tables: Sequence[FlatTable], formats: _Formats) -> None:
    """Say what the data are, what each sheet holds, and what each column means."""
    facts = [
        ("title", said["title"]),
        ("about", said["description"]),
        ("intended use", said["intended_use"]),
        ("data version", said["version"]),
        ("released", said["released"] or "never"),
        ("licence", f"{said['licence']}, {said['licence_url']}"),
        ("citation", said["citation"]),
        ("SHA-256 of the dataset", said["sha256"]),
        ("cells", _CELLS),
    ]
    rows: list[Sequence[str]] = [("what", "", "said"), *((name, "", text) for name, text in facts), ("",) * 3]
    rows += [("sheet", "records", "what it holds")]
    rows += [(table.name, str(len(table.rows)), table.title) for table in tables]
    heads = {0, len(facts) + 2, len(rows) + 1}
    rows += [("",) * 6, ("sheet", "column", "meaning", "type", "unit", "given")]
    rows += [
        (
            table.name,
            field["name"],
            field["description"],
            _type(field),
            UNITS.get(field["name"], "").replace("`", ""),
            _given(field),
        )
        for table in tables
        for field in table.fields
    ]
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            if cell:
                _write_text(sheet, (number, place), cell, formats.head if number in heads else formats.text, ABOUT)
    for place, width in enumerate((24, 18, 90, 12, 14, 12)):
        sheet.set_column(place, place, width, formats.text)
    sheet.freeze_panes(1, 0)


def _type(field: Mapping[str, Any]) -> str:
    return "term" if "enum" in field.get("constraints", {}) else str(field["type"])


def _given(field: Mapping[str, Any]) -> str:
    return "always" if field.get("constraints", {}).get("required") else "where stated"


def _write_table(sheet: Worksheet, table: FlatTable, formats: _Formats) -> None:
    """Write a table below its header, which stays in sight, with a filter on each column."""
    last = len(table.rows), len(table.header) - 1
    for place, field in enumerate(table.fields):
        write = _WRITERS.get(field["type"], _write_string)
        cells = [row[place] for row in table.rows]
        width = min(max(len(field["name"]) + 3, *map(len, cells), _NARROWEST), WIDEST) if cells else len(field["name"]) + 3
        sheet.set_column(place, place, width + 1, formats.text if write is _write_string else formats.number)
        _write_text(sheet, (0, place), field["name"], formats.head, table.name)
        for number, cell in enumerate(cells, start=1):
            if cell:
                write(sheet, (number, place), cell, formats, f"{table.name}: {table.rows[number - 1][0]}")
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, *last)
    if table.rows:
        sheet.ignore_errors({"number_stored_as_text": xl_range(0, 0, *last)})


def _write_string(sheet: Worksheet, at: tuple[int, int], cell: str, formats: _Formats, record: str) -> None:
    _write_text(sheet, at, cell, formats.fused if defuse(cell) != cell else formats.text, record)


def _write_number(sheet: Worksheet, at: tuple[int, int], cell: str, formats: _Formats, record: str) -> None:
    _check(sheet.write_number(*at, float(cell), formats.number), record)


def _write_boolean(sheet: Worksheet, at: tuple[int, int], cell: str, formats: _Formats, record: str) -> None:
    _check(sheet.write_boolean(*at, cell == "true", formats.number), record)


_Writer = Callable[[Worksheet, tuple[int, int], str, _Formats, str], None]
_WRITERS: Mapping[str, _Writer] = {"integer": _write_number, "number": _write_number, "boolean": _write_boolean}
"""How the cells of the types that are no texts are written."""


def _write_text(sheet: Worksheet, at: tuple[int, int], cell: str, look: Format, record: str) -> None:
    _check(sheet.write_string(*at, cell, look), record)


def _check(code: int, record: str) -> None:
    """Refuse what the library could not write whole: it says so by its return value alone."""
    if code != 0:
        what = "text too long for a cell" if code == _TOO_LONG else "too many records for a sheet"
        raise DataError([Problem(FILE, record, "", f"{what} of Excel; export to another format, such as csv")])
