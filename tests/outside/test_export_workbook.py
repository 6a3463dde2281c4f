"""Excel workbooks, as openpyxl reads them: texts are texts, numbers are numbers, and nothing is a date or a formula."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

import ketamine_evidence as ke
from exported import LONG, SIGNS, dangerous, merged
from ketamine_evidence.dataset.cite import INTENDED_USE, LICENCE, reference
from ketamine_evidence.errors import DataError, QueryError
from ketamine_evidence.export import workbook
from ketamine_evidence.export.flat import TEXT, flat_tables
from ketamine_evidence.export.formats import export_files, export_to

KINDS: dict[str, type | tuple[type, ...]] = {"integer": int, "number": (int, float), "boolean": bool}


def opened(dataset: ke.Dataset) -> Any:
    """The workbook of a dataset."""
    (content,) = export_files(dataset, "xlsx").values()
    return load_workbook(io.BytesIO(content))


def shown(cell: str) -> str:
    """A text as openpyxl gives it back, which leaves control characters escaped and unescapes one kind of text."""
    return cell.replace("\x01", "_x0001_").replace("\r", "_x000D_")


@pytest.mark.parametrize("make", [ke.load, dangerous, merged])
def test_every_cell_is_what_the_record_says_in_its_own_type(make: Any) -> None:
    dataset = make()
    book = opened(dataset)
    tables = flat_tables(dataset.files())
    assert book.sheetnames == ["About", *(table.name for table in tables)]
    for table in tables:
        head, *rows = book[table.name].iter_rows()
        assert [cell.value for cell in head] == list(table.header)
        assert len(rows) == len(table.rows)
        for cells, expected in zip(rows, table.rows, strict=True):
            for cell, field, text in zip(cells, table.fields, expected, strict=True):
                assert not cell.is_date
                if not text:
                    assert cell.value is None
                elif field["type"] in TEXT:
                    assert (cell.data_type, cell.value, cell.number_format) == ("s", shown(text), "@")
                else:
                    assert cell.data_type == ("b" if field["type"] == "boolean" else "n")
                    assert isinstance(cell.value, KINDS[field["type"]])
                    assert cell.value == json.loads(text)


def test_a_text_like_a_formula_has_the_mark_of_an_apostrophe_and_no_apostrophe() -> None:
    sheet = opened(dangerous())["statements"]
    head, *rows = sheet.iter_rows()
    at = [cell.value for cell in head].index("summary")
    assert [row[at].value for row in rows] == [shown(text) for text in SIGNS]
    assert {row[at].quotePrefix for row in rows} == {True}
    assert {row[0].quotePrefix for row in rows} == {False}


def test_nothing_in_the_file_is_a_formula_or_a_link() -> None:
    (content,) = export_files(dangerous(url="https://example.org"), "xlsx").values()
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheets = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/")]
        assert len(sheets) == 14
        assert not [sheet for sheet in sheets if b"<f>" in sheet or b"<hyperlink" in sheet]


def test_the_header_stays_in_sight_and_columns_have_a_width() -> None:
    book = opened(ke.load())
    assert book["About"].freeze_panes == "A2"
    for name in ke.load().tables:
        sheet = book[name]
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref is not None
        widths = [one.width for one in sheet.column_dimensions.values()]
        assert widths
        assert 6 < min(widths) <= max(widths) <= workbook.WIDEST + 2


def test_the_first_sheet_says_what_the_data_are() -> None:
    dataset = ke.load()
    rows = [[cell for cell in row if cell] for row in opened(dataset)["About"].iter_rows(values_only=True)]
    said = {row[0]: row[1] for row in rows if len(row) == 2}
    assert said["data version"] == dataset.version
    assert said["released"] == str(dataset.released)
    assert said["licence"].startswith(LICENCE)
    assert said["citation"] == reference(dataset.version, dataset.released)
    assert said["intended use"] == INTENDED_USE
    assert said["SHA-256 of the dataset"] == dataset.digest
    tables = flat_tables(dataset.files())
    for table in tables:
        assert [table.name, str(len(table.rows)), table.title] in rows
        for field in table.fields:
            assert [table.name, field["name"], field["description"]] in [row[:3] for row in rows]
    assert ["ranges", "low_least", "the least that the low end can mean", "number", "low_unit", "where stated"] in rows
    assert ["sources", "tier", "`lay` or `literature`.", "term", "always"] in rows


def test_data_that_were_never_released_say_so() -> None:
    book = opened(merged())
    assert ("released", None, "never") in [row[:3] for row in book["About"].iter_rows(values_only=True)]
    assert book.properties.created.year == 1980


def test_the_properties_of_the_file_say_what_the_data_are() -> None:
    dataset = ke.load()
    book = opened(dataset)
    assert book.properties.title == "ketamine-evidence: what is written about ketamine for pain"
    assert INTENDED_USE in book.properties.description
    assert str(book.properties.created.date()) == str(dataset.released)
    assert {one.name: one.value for one in book.custom_doc_props.props} == {
        "version": dataset.version,
        "released": str(dataset.released),
        "licence": LICENCE,
        "sha256": dataset.digest,
    }


@pytest.mark.parametrize("make", [dangerous, merged])
def test_a_workbook_is_the_same_each_time(make: Any) -> None:
    files = export_files(make(), "xlsx")
    assert export_files(make(), "xlsx") == files
    with zipfile.ZipFile(io.BytesIO(files[workbook.FILE])) as parts:  # nothing of now is in it
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        created = f"{make().released or '1980-01-01'}T00:00:00Z".encode()
        assert parts.read("docProps/core.xml").count(created) == parts.read("docProps/core.xml").count(b"Z</dcterms:") == 2


def test_a_text_that_no_cell_can_hold_is_refused_not_cut(tmp_path: Path) -> None:
    with pytest.raises(DataError) as raised:
        export_to(dangerous(note=LONG), "xlsx", tmp_path / "x")
    assert str(raised.value) == (
        "ketamine-evidence.xlsx: sources: one: text too long for a cell of Excel; export to another format, such as csv"
    )
    assert list(tmp_path.iterdir()) == []


def test_the_longest_text_that_a_cell_can_hold_is_whole() -> None:
    sheet = opened(dangerous(note="x" * 32_767))["sources"]
    assert "x" * 32_767 in [cell.value for cell in list(sheet.iter_rows())[1]]


def test_records_that_no_sheet_can_hold_are_refused_not_left_out() -> None:
    class Full:
        """A sheet whose rows are all taken, as the library answers then."""

        def write_number(self, *_: object) -> int:
            return -1

    formats = workbook._Formats(*[None] * 4)  # type: ignore[arg-type]
    with pytest.raises(DataError) as raised:
        workbook._write_number(Full(), (1_048_576, 0), "1", formats, "ranges: one.r001")  # type: ignore[arg-type]
    assert str(raised.value) == (
        "ketamine-evidence.xlsx: ranges: one.r001: too many records for a sheet of Excel; export to another format, such as csv"
    )


def test_a_workbook_is_not_read_back(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match=r"^xlsx cannot be read back; "):
        ke.read_export(export_to(dangerous(), "xlsx", tmp_path / "x"), "xlsx")


def test_openpyxl_would_tell_a_formula_and_a_date() -> None:
    out = io.BytesIO()
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["A2"] = "=1+1", ke.load().released
    book.save(out)
    read: Any = load_workbook(out).active
    assert (read["A1"].data_type, read["A2"].is_date) == ("f", True)
