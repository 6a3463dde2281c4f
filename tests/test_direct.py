"""Records made directly of columns: those that the converter makes, and nothing that it refuses."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_type_hints

import attrs
import pytest

import ketamine_evidence as ke
from ketamine_evidence import _files
from ketamine_evidence.dataset.reading import Cells, read_cells
from ketamine_evidence.records.codec import CONVERTER
from ketamine_evidence.records.direct import records_of
from ketamine_evidence.records.evidence import TABLES, Exclusion, ReportedRange, Source, Statement
from ketamine_evidence.records.hints import hints_of
from ketamine_evidence.records.locators import Locator
from ketamine_evidence.records.rows import columns, from_row
from ketamine_evidence.values.reported import ImpreciseNumber, Reported

EVERY_TABLE = [
    (version, table)
    for version in ke.versions()
    for table in TABLES
    if Path(_files.releases(), version, f"{table}.csv").exists()  # the first had no table of what was withdrawn
]
STATEMENT = {
    "id": "one.s001", "source": "one", "start": "0", "end": "5", "fingerprint": "", "section": "", "summary": "a line",
    "attribution": "asserted", "note": "", "topic": "use",
}  # fmt: skip
EXCLUSION = {"source": "one", "start": "0", "end": "5", "reason": "heading", "restates": "", "section": "", "note": ""}
SOURCE = {"id": "one", "title": "One", "tier": "lay", "kind": "survey", "interest": "unknown", "conditions": "crps|migraine"}
RANGE = {
    "id": "one.r001", "source": "one", "start": "", "end": "", "summary": "a line", "quantity": "onset", "statistic": "range",
    "reported": "3 to 7 hours", "low_least": "3", "low_most": "3", "low_unit": "h", "high_least": "7", "high_most": "7",
    "high_unit": "h", "unbounded_high": "false", "approximate": "false", "hedges": "",
}  # fmt: skip


def columns_of(*rows: dict[str, str]) -> dict[str, list[str]]:
    return {name: [row[name] for row in rows] for name in rows[0]}


def released(version: str, table: str) -> Cells:
    """The cells of a table of a release."""
    path = Path(_files.releases(), version, f"{table}.csv")
    return read_cells(path.read_bytes(), None, path.name)


@pytest.mark.parametrize(("version", "table"), EVERY_TABLE)
def test_every_released_row_is_the_record_that_the_converter_makes(version: str, table: str) -> None:
    cells, kind = released(version, table), TABLES[table]
    assert records_of(kind, cells.columns) == [CONVERTER.structure(from_row(row, kind), kind) for _, row in cells.rows()]
    assert len(getattr(ke.load(version), table)) == len(cells.lines)


@pytest.mark.parametrize("kind", [*TABLES.values(), Locator, Reported])
def test_a_field_is_filled_with_what_it_is_given_and_nothing_else_is_done(kind: type[attrs.AttrsInstance]) -> None:
    """Classes of which objects are filled field by field have no more to do than that, and `__attrs_post_init__`."""
    for field in attrs.fields(kind):
        assert (field.converter, field.validator, isinstance(field.default, attrs.Factory)) == (None, None, False)  # type: ignore[arg-type]
        assert field.alias == field.name
    assert not hasattr(kind, "__attrs_pre_init__")


@pytest.mark.parametrize("kind", TABLES.values())
def test_no_rows_make_no_records(kind: type[attrs.AttrsInstance]) -> None:
    assert records_of(kind, {column.name: () for column in columns(kind)}) == []


def test_of_a_column_that_is_not_there_nothing_is_stated() -> None:
    (source,) = records_of(Source, columns_of(SOURCE))
    assert attrs.evolve(source, conditions=()) == Source(
        id="one", title="One", tier=source.tier, kind=source.kind, interest=source.interest
    )
    assert [condition.value for condition in source.conditions] == ["crps", "migraine"]


def test_a_number_is_the_exact_one_that_was_meant() -> None:
    (one,) = records_of(ReportedRange, columns_of(RANGE | {"low_least": "0.1", "high_most": ""}))
    assert one.reported.low == ImpreciseNumber(0.1, 3, "h")
    assert one.reported.high == ImpreciseNumber(7, None, "h")


def test_ends_that_many_ranges_have_are_made_once() -> None:
    one, other = records_of(ReportedRange, columns_of(RANGE, RANGE | {"id": "one.r002"}))
    assert one.reported.low is other.reported.low
    assert one.reported.low != one.reported.high


@pytest.mark.parametrize(
    ("kind", "row"),
    [
        (Statement, STATEMENT | {"summary": ""}),
        (Statement, STATEMENT | {"topic": "uses"}),
        (Statement, STATEMENT | {"topic": ""}),
        (Statement, STATEMENT | {"start": "x"}),
        (Statement, STATEMENT | {"start": "\N{ARABIC-INDIC DIGIT ZERO}"}),
        (Statement, STATEMENT | {"end": ""}),
        (Statement, STATEMENT | {"end": "0"}),
        (Exclusion, EXCLUSION | {"start": ""}),
        (Source, SOURCE | {"conditions": "crps|pain"}),
        (Source, {name: cell for name, cell in SOURCE.items() if name != "tier"}),
        (ReportedRange, RANGE | {"reported": ""}),
        (ReportedRange, RANGE | {"low_least": "x"}),
        (ReportedRange, RANGE | {"low_least": ""}),
        (ReportedRange, RANGE | {"low_most": "2"}),
        (ReportedRange, RANGE | {"low_unit": "hours"}),
        (ReportedRange, RANGE | {"low_unit": "mg"}),
        (ReportedRange, RANGE | {"low_least": "8", "low_most": "8"}),
        (ReportedRange, RANGE | {"approximate": "True"}),
        (ReportedRange, RANGE | {"quantity": "dose"}),
        (ReportedRange, {name: cell for name, cell in RANGE.items() if name != "hedges"}),
    ],
)
def test_a_row_that_is_no_record_is_refused(kind: type[Any], row: dict[str, str]) -> None:
    with pytest.raises(Exception):  # noqa: B017  which it is, and why, is the converter's to say
        records_of(kind, columns_of(row))


@pytest.mark.parametrize("kind", TABLES.values())
def test_the_types_of_fields_are_those_of_the_annotations(kind: type[attrs.AttrsInstance]) -> None:
    assert dict(hints_of(kind)) == get_type_hints(kind)
