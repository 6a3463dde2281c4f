"""Tools that we did not write accept a release and read in it what we read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from frictionless import Package

import ketamine_evidence as ke
from ketamine_evidence.records.schemas import layout

RELEASES = Path(__file__).parent.parent.parent / "data" / "releases"


@pytest.fixture(params=ke.versions())
def release(request: pytest.FixtureRequest) -> Path:
    return RELEASES / str(request.param)


def test_frictionless_finds_nothing_wrong(release: Path) -> None:
    report = Package(str(release / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "message"])
    assert {task.name for task in report.tasks} == set(_tables(release))


def test_frictionless_would_find_a_wrong_cell(release: Path, tmp_path: Path) -> None:
    for path in release.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    ranges = tmp_path / "ranges.csv"
    ranges.write_text(ranges.read_text(encoding="utf-8").replace("intravenous", "intravenus", 1), encoding="utf-8", newline="")
    assert not Package(str(tmp_path / "datapackage.json")).validate().valid


def test_pandas_reads_the_same_ranges(release: Path) -> None:
    ds = ke.load(release.name)
    frame = pd.read_csv(release / "ranges.csv")
    assert list(frame["id"]) == list(ds.ranges.ids)
    for row, record in zip(frame.to_dict("records"), ds.ranges, strict=True):
        low = record.reported.low
        assert row["reported"] == record.reported.text
        assert (None if pd.isna(row["low_least"]) else row["low_least"]) == (None if low is None else low.least)


def test_duckdb_reads_every_table(release: Path) -> None:
    ds = ke.load(release.name)
    for name in _tables(release):
        table = ds.tables[name]
        query = f"SELECT count(*) FROM read_csv('{release / name}.csv', header = true, all_varchar = true)"  # noqa: S608  the path is ours
        assert _count(query) == len(table), name


def _tables(release: Path) -> list[str]:
    """The tables that the release has, by its schema."""
    described = json.loads((release / "datapackage.json").read_text(encoding="utf-8"))
    return list(layout(described["schemaVersion"]))


def test_duckdb_joins_claims_to_their_sources(release: Path) -> None:
    joined = f"read_csv('{release}/ranges.csv') AS claim JOIN read_csv('{release}/sources.csv') AS source"
    query = f"SELECT count(*) FROM {joined} ON claim.source = source.id"  # noqa: S608  the path is ours
    assert _count(query) == len(ke.load(release.name).ranges)


def _count(query: str) -> int:
    rows: list[Any] = duckdb.connect().execute(query).fetchall()
    return int(rows[0][0])


def test_descriptor_says_what_the_dataset_says(release: Path) -> None:
    descriptor = json.loads((release / "datapackage.json").read_text(encoding="utf-8"))
    ds = ke.load(release.name)
    assert descriptor["version"] == ds.version
    assert descriptor["created"].startswith(str(ds.released))
