"""A dataset: any record by its id, each table read when first asked for and once; and how it is cited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

import attrs
import pytest

import ketamine_evidence as ke
from ketamine_evidence.dataset.cite import reference
from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.dataset.tables import Table
from ketamine_evidence.errors import UnknownRecordError
from ketamine_evidence.records.evidence import CLAIMS, TABLES, Exclusion, Factor, Source, Statement, Term, Trace
from ketamine_evidence.records.locators import Locator
from ketamine_evidence.records.vocabulary import (
    Confidence,
    ExclusionReason,
    FactorName,
    Interest,
    SourceKind,
    Tier,
    Topic,
    Verdict,
)

SOURCE = Source(id="one", title="One", tier=Tier.LAY, kind=SourceKind.HEALTH_ARTICLE, interest=Interest.UNKNOWN)
FACTOR = Factor(id="one.f001", source="one", locator=Locator(), summary="a line", factor=FactorName.DOSE)
STATEMENT = Statement(id="one.s001", source="one", locator=Locator(), summary="a line", topic=Topic.USE)
TRACE = Trace(id="t001", claim="one.f001", confidence=Confidence.NONE, verdict=Verdict.NO_SOURCE_FOUND)
EXCLUSION = Exclusion(source="one", start=0, end=3, reason=ExclusionReason.HEADING)
TERM = Term(scheme="route", id="oral", label="oral", definition="By mouth.")
RECORDS: dict[str, Sequence[attrs.AttrsInstance]] = {
    "sources": [SOURCE],
    "factors": [FACTOR],
    "statements": [STATEMENT],
    "traces": [TRACE],
    "exclusions": [EXCLUSION],
    "terms": [TERM],
}


class Reads(Counter[str]):
    """Gives the records above, and counts how often each table was read."""

    def __call__(self, table: str) -> Sequence[attrs.AttrsInstance]:
        self[table] += 1
        return RECORDS.get(table, [])


@pytest.fixture
def reads() -> Reads:
    return Reads()


@pytest.fixture
def ds(reads: Reads) -> Dataset:
    return Dataset("1.2.3", date(2026, 1, 31), "digest", reads)


def test_a_dataset_says_which_version_it_is(ds: Dataset) -> None:
    assert (ds.version, ds.released, ds.digest) == ("1.2.3", date(2026, 1, 31), "digest")


def test_nothing_is_read_before_it_is_asked_for(ds: Dataset, reads: Reads) -> None:
    assert reads == {}
    assert list(ds.terms) == [TERM]
    assert reads == {"terms": 1}


def test_each_table_is_read_once(ds: Dataset, reads: Reads) -> None:
    for _ in range(2):
        assert set(ds.tables) == set(TABLES)
        assert ds["one.f001"] is FACTOR
        assert "nothing" not in ds
        assert len(list(ds.claims())) == 2
        assert repr(ds)
    assert reads == dict.fromkeys(TABLES, 1)


@pytest.mark.parametrize("name", TABLES)
def test_each_table_is_there_by_name(ds: Dataset, name: str) -> None:
    table = getattr(ds, name)
    assert isinstance(table, Table)
    assert table._record is TABLES[name]
    assert list(table) == list(RECORDS.get(name, []))
    assert getattr(ds, name) is table
    assert ds.tables[name] is table


def test_tables_come_in_one_order(ds: Dataset) -> None:
    assert list(ds.tables) == list(TABLES)


@pytest.mark.parametrize(("table", "record"), [("factors", FACTOR), ("statements", STATEMENT), ("exclusions", EXCLUSION)])
def test_records_of_a_source_can_be_asked_for_its_tier(ds: Dataset, table: str, record: object) -> None:
    assert list(getattr(ds, table).where(tier="lay")) == [record]
    assert list(getattr(ds, table).where(tier="literature")) == []


def test_claims_are_those_of_every_table(ds: Dataset) -> None:
    assert list(ds.claims()) == [FACTOR, STATEMENT]


@pytest.mark.parametrize("record", [SOURCE, FACTOR, STATEMENT, TRACE])
def test_a_record_is_there_by_its_id(ds: Dataset, record: Any) -> None:
    assert ds[record.id] is record
    assert record.id in ds


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("one.f01", "no record 'one.f01' in data version 1.2.3; did you mean 'one.f001'?"),
        ("t01", "no record 't01' in data version 1.2.3; did you mean 't001'?"),
        ("zzz", "no record 'zzz' in data version 1.2.3"),
        (5, "no record 5 in data version 1.2.3"),
    ],
)
def test_an_id_that_no_record_has_is_refused_with_the_nearest(ds: Dataset, key: Any, message: str) -> None:
    with pytest.raises(UnknownRecordError) as caught:
        ds[key]
    assert str(caught.value) == message
    assert key not in ds


def test_a_dataset_says_what_it_holds(ds: Dataset) -> None:
    assert repr(ds) == "<Dataset 1.2.3 of 2026-01-31: 1 sources, 1 factors, 1 statements>"


def test_an_empty_dataset_says_so() -> None:
    assert repr(Dataset("0.0.1", date(2026, 1, 31), "", lambda _: ())) == "<Dataset 0.0.1 of 2026-01-31: empty>"


def test_the_release_has_the_record_of_the_docs() -> None:
    ds = ke.load("0.1.0")
    record = ds["biologyinsights-infusion.r004"]
    assert record in ds.ranges
    assert record.source in ds
    assert record.reported == ke.parse_range("several days to a few weeks")
    assert (
        ds.ranges.where(quantity="relief_duration", route="intravenous", condition="chronic-pain", tier="lay")[record.id]
        is record
    )


def test_no_id_of_the_release_is_there_twice() -> None:
    ds = ke.load("0.1.0")
    ids = [record.id for name in ("sources", *CLAIMS, "traces") for record in getattr(ds, name)]
    assert len(set(ids)) == len(ids) > 0


def test_a_version_is_cited_in_one_line() -> None:
    assert reference("1.0.0", date(2027, 3, 1)) == (
        "The ketamine-evidence contributors (2027). ketamine-evidence: what is written about ketamine for pain "
        "(data version 1.0.0) [Data set]."
    )
