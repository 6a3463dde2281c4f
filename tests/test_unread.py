"""Tables of a release: they answer as tables of records do, and make no record before one is touched."""

from __future__ import annotations

import csv
import json
import pickle
import shutil
from collections.abc import Callable
from copy import copy
from pathlib import Path
from typing import Any

import pytest

import ketamine_evidence as ke
from ketamine_evidence import DataError, Dataset, QueryError, Table, _files
from ketamine_evidence.dataset import unread
from ketamine_evidence.dataset.names import DESCRIPTOR
from ketamine_evidence.dataset.reading import records_in
from ketamine_evidence.dataset.unread import UnreadTable
from ketamine_evidence.records import direct
from ketamine_evidence.records.evidence import TABLES, ReportedRange, Source
from ketamine_evidence.records.vocabulary import Condition, Route, Topic
from test_releases import sign

VERSION = "0.2.0"


@pytest.fixture
def ds() -> Dataset:
    """A release, of which no record is made yet."""
    return ke.load(VERSION)


@pytest.fixture
def made(ds: Dataset, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Which tables records are made of from now on, and of how many rows each time."""
    calls: list[tuple[str, int]] = []

    def counted(table: str, cells: Any, file: str) -> Any:
        calls.append((table, len(cells.lines)))
        return records_in(table, cells, file)

    monkeypatch.setattr(unread, "records_in", counted)
    assert ds.version == VERSION
    return calls


def whole(table: Table[Any]) -> Table[Any]:
    """The same table with its records made, as a folder that a user saved gives it."""
    assert table.dataset is not None
    return Table(table._record, tuple(table), table.dataset._by_id, table.dataset)


# What is made, and when


def test_a_query_makes_no_record(ds: Dataset, made: list[tuple[str, int]]) -> None:
    relief = ds.ranges.where(quantity="relief_duration").where(condition=["chronic-pain", None])
    assert (type(relief), len(relief), len(ds.ranges), len(ds.tables), made) == (UnreadTable, 21, 106, len(TABLES), [])


def test_the_records_of_an_answer_are_made_and_no_others(ds: Dataset, made: list[tuple[str, int]]) -> None:
    relief = ds.ranges.where(quantity="relief_duration")
    assert {record.quantity for record in relief} == {"relief_duration"}
    assert made == [("ranges", len(relief))]


def test_no_record_is_made_twice(ds: Dataset, made: list[tuple[str, int]]) -> None:
    relief = ds.ranges.where(quantity="relief_duration")
    first = relief[0]
    assert ds.ranges[first.id] is first is ds.ranges.where(quantity="relief_duration")[0] is ds[first.id]
    assert [count for table, count in made if table == "ranges"] == [len(relief), len(ds.ranges) - len(relief)]


def test_sources_are_made_when_a_claim_is_asked_for_its_source(ds: Dataset, made: list[tuple[str, int]]) -> None:
    assert len(ds.ranges.where(quantity="relief_duration", tier="lay")) == len(ds.ranges.where(quantity="relief_duration"))
    assert [table for table, _ in made] == ["ranges", "sources"]


def test_a_table_that_its_schema_did_not_have_is_empty() -> None:
    assert list(ke.load("0.1.0").withdrawn) == []


def test_what_cannot_be_made_directly_is_left_to_the_converter(ds: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise LookupError

    monkeypatch.setattr(direct, "records_of", refuse)
    converted = {name: tuple(table) for name, table in ke.load(VERSION).tables.items()}
    monkeypatch.undo()
    assert converted == {name: tuple(table) for name, table in ds.tables.items()}


# Answers


QUERIES: list[dict[str, Any]] = [
    {},
    {"quantity": "relief_duration"},
    {"route": Route.INTRAVENOUS, "condition": None},
    {"condition": [Condition.CRPS, "migraine", None]},
    {"condition": ()},
    {"condition": {"crps"}, "tier": "lay"},
    {"quantity": None},
    {"source": "biologyinsights-infusion"},
    {"note": None, "route": "oral"},
    {"tier": "literature"},
    {"kind": "health-article", "quantity": "onset"},
]


@pytest.mark.parametrize("fields", QUERIES, ids=str)
@pytest.mark.parametrize("predicate", [None, lambda record: record.reported.low is not None], ids=["all", "some"])
def test_an_answer_is_that_of_a_table_of_records(
    ds: Dataset, fields: dict[str, Any], predicate: Callable[[ReportedRange], bool] | None
) -> None:
    answer = ds.ranges.where(predicate, **fields)
    assert answer == whole(ke.load(VERSION).ranges).where(predicate, **fields)
    assert answer.dataset is ds


@pytest.mark.parametrize(
    "fields",
    [
        {"quantity": "relief"},
        {"quantity": ["onset", "relief"]},
        {"quantity": 1},
        {"quantity": ["onset", b"peak"]},
        {"quantiti": "onset"},
        {"reported": "days"},
        {"quantity": "onset", "locator": None},
    ],
    ids=str,
)
def test_what_a_table_of_records_refuses_is_refused_in_the_same_words(ds: Dataset, fields: dict[str, Any]) -> None:
    said = []
    for table in (ds.ranges, whole(ke.load(VERSION).ranges)):
        with pytest.raises(QueryError) as caught:
            table.where(**fields)
        said.append(str(caught.value))
    assert said[0] == said[1]


def test_a_term_that_came_after_a_release_is_in_none_of_its_records() -> None:
    described = json.loads(Path(_files.releases(), "0.1.0", DESCRIPTOR).read_bytes())
    (fields,) = (one["schema"]["fields"] for one in described["resources"] if one["name"] == "ranges")
    (terms,) = (field["constraints"]["enum"] for field in fields if field["name"] == "condition")
    assert Condition.POSTOPERATIVE_PAIN not in terms
    assert list(ke.load("0.1.0").ranges.where(condition="postoperative-pain")) == []


def test_it_is_a_table_in_all_else(ds: Dataset) -> None:
    relief = ds.ranges.where(quantity="relief_duration")
    records = whole(relief)
    assert (repr(relief), relief.ids, relief[:2], relief.by("route")) == (
        repr(records), records.ids, records[:2], records.by("route"),
    )  # fmt: skip
    assert relief == records
    assert hash(relief) == hash(records)
    assert relief.to_dicts() == records.to_dicts()
    assert relief[0] in relief


@pytest.mark.parametrize("again", [copy, lambda table: pickle.loads(pickle.dumps(table))], ids=["copied", "pickled"])  # noqa: S301
def test_a_copy_is_a_table_of_records(ds: Dataset, again: Callable[[Table[ReportedRange]], Table[ReportedRange]]) -> None:
    relief = ds.ranges.where(quantity="relief_duration")
    other = again(relief)
    assert (type(other), other, other.dataset) == (Table, relief, None)
    assert len(other.where(tier="lay")) == len(relief)


def test_a_table_of_records_is_pickled_with_its_sources(ds: Dataset) -> None:
    records = whole(ds.ranges)
    again: Table[ReportedRange] = pickle.loads(pickle.dumps(records))  # noqa: S301
    assert (again, again.dataset) == (records, None)
    assert len(again.where(tier="lay")) == len(records)


def test_terms_need_no_sources(ds: Dataset) -> None:
    assert pickle.loads(pickle.dumps(ds.terms))._sources == {}  # noqa: S301


def test_sources_by_id_are_a_mapping(ds: Dataset) -> None:
    sources = ds.ranges._sources
    assert list(sources) == list(ds.sources.ids)
    assert len(sources) == len(ds.sources)
    assert isinstance(sources["biologyinsights-infusion"], Source)


# A release that is not what its descriptor says


RELEASES = Path(_files.releases())
STATEMENTS = (RELEASES / "0.1.0" / "statements.csv").read_text(encoding="utf-8")
ROWS = len(ke.load("0.1.0").statements)
FILE = "0.1.0/statements.csv"


@pytest.fixture
def release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The first release, installed alone, to spoil."""
    monkeypatch.setattr(_files, "releases", lambda: str(tmp_path))
    return Path(shutil.copytree(RELEASES / "0.1.0", tmp_path / "0.1.0"))


def spoil(release: Path, old: str, new: str) -> None:
    """Write one text for another in a table, and digests that fit."""
    assert old in STATEMENTS
    (release / "statements.csv").write_text(STATEMENTS.replace(old, new), encoding="utf-8")
    sign(release)


def told(touch: Callable[[Dataset], object]) -> list[str]:
    ds = ke.load("0.1.0")
    with pytest.raises(DataError) as caught:
        touch(ds)
    return str(caught.value).splitlines()


def test_a_row_that_is_no_record_is_told_when_it_is_touched(release: Path) -> None:
    spoil(release, ",use\n", ",uses\n")
    wrong = f"topic: unknown value 'uses'; expected one of: {', '.join(Topic)}; did you mean 'use'?"
    ids = [row["id"] for row in csv.DictReader(STATEMENTS.splitlines()) if row["topic"] == "use"]
    assert told(lambda ds: list(ds.statements)) == [f"{FILE}: {id_}: {wrong}" for id_ in ids]
    assert len(ke.load("0.1.0").statements) == ROWS
    assert len(list(ke.load("0.1.0").statements.where(topic="history"))) > 0


def test_a_column_that_its_layout_does_not_have_is_told_when_a_record_is_touched(release: Path) -> None:
    spoil(release, ",topic\n", ",colour\n")
    wrong = [f"{FILE}: topic: missing column", f"{FILE}: colour: unknown column"]
    assert told(lambda ds: ds.statements[0]) == wrong
    assert told(lambda ds: ds.statements.where(topic="use")) == wrong
    assert len(ke.load("0.1.0").statements) == ROWS


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("id,source,source", "source: there 2 times; a column is there once"),
        ('id,"source"s', "not CSV: ',' expected after '\"'"),
    ],
)
def test_a_file_that_is_no_table_is_told_when_the_table_is_asked_for(release: Path, header: str, message: str) -> None:
    spoil(release, "id,source,start", header)
    assert told(lambda ds: ds.statements) == [f"{FILE}: {message}"]


def test_a_row_with_a_cell_too_many_is_told_when_the_table_is_asked_for(release: Path) -> None:
    spoil(release, ",use\n", ",use,\n")
    assert all(line.endswith(": expected 10 cells, came 11") for line in told(lambda ds: ds.statements))


def test_without_closed_lists_in_the_descriptor_a_query_asks_the_records(release: Path) -> None:
    described = json.loads((release / DESCRIPTOR).read_bytes())
    for resource in described["resources"]:
        del resource["schema"]
    (release / DESCRIPTOR).write_text(json.dumps(described), encoding="utf-8")
    sign(release)
    onset = ke.load("0.1.0").ranges.where(quantity="onset")
    assert type(onset) is Table
    assert {record.quantity for record in onset} == {"onset"}
