"""Records: their own checks, their defaults, and that they never change."""

from __future__ import annotations

import attrs
import pytest

from ketamine_evidence.errors import DimensionError, RangeError
from ketamine_evidence.records.evidence import CLAIMS, KEYS, TABLES, Claim, Exclusion, ReportedRange, Source, Term
from ketamine_evidence.records.locators import Locator
from ketamine_evidence.records.vocabulary import (
    Attribution,
    Basis,
    ExclusionReason,
    Interest,
    SourceKind,
    Statistic,
    Substance,
    Tier,
)
from ketamine_evidence.values.quantities import Quantity
from ketamine_evidence.values.reported import ImpreciseNumber, Reported


def number(value: float, unit: str) -> ImpreciseNumber:
    return ImpreciseNumber(value, value, unit)


def reported_range(quantity: Quantity, low: ImpreciseNumber | None, high: ImpreciseNumber | None) -> ReportedRange:
    return ReportedRange(
        id="one.r001",
        source="one",
        locator=Locator(),
        summary="a line",
        quantity=quantity,
        reported=Reported("as printed", low, high),
        statistic=Statistic.RANGE,
    )


def test_a_claim_is_asserted_and_read_in_the_source_unless_said_otherwise() -> None:
    record = reported_range(Quantity.ONSET, number(1, "h"), None)
    assert record.attribution is Attribution.ASSERTED
    assert record.basis is Basis.SOURCE_TEXT
    assert (record.note, record.route, record.protocol, record.condition, record.specimen, record.population) == (None,) * 6


def test_unknown_citation_fields_stay_empty() -> None:
    source = Source(id="one", title="One", tier=Tier.LAY, kind=SourceKind.HEALTH_ARTICLE, interest=Interest.UNKNOWN)
    given = {"id", "title", "tier", "kind", "interest", "language", "authors", "substance", "conditions", "comparators"}
    assert {field.name for field in attrs.fields(Source) if getattr(source, field.name) is None} | given == set(
        attrs.fields_dict(Source)
    )
    assert (source.authors, source.conditions, source.comparators) == ((), (), ())
    assert source.substance is Substance.KETAMINE  # no isomer stated


@pytest.mark.parametrize(
    ("quantity", "low", "high"),
    [
        (Quantity.ONSET, number(1, "h"), number(2, "d")),
        (Quantity.ONSET, None, number(3, "1")),
        (Quantity.DOSE, number(1, "mg/kg"), None),
        (Quantity.DOSE_RATE, number(0, "mg/kg/h"), number(1, "mg/kg/h")),
        (Quantity.EFFECT_SIZE, number(-2, "1"), number(1, "1")),
    ],
)
def test_a_range_in_a_dimension_of_its_quantity_is_taken(
    quantity: Quantity, low: ImpreciseNumber | None, high: ImpreciseNumber | None
) -> None:
    record = reported_range(quantity, low, high)
    assert (record.reported.low, record.reported.high) == (low, high)


@pytest.mark.parametrize(
    ("quantity", "low", "high", "message"),
    [
        (
            Quantity.RELIEF_DURATION,
            number(1, "mg"),
            None,
            "relief_duration cannot be given as dose (mg); expected time",
        ),
        (
            Quantity.DOSE,
            None,
            number(1, "mg/kg/h"),
            "dose cannot be given as dose rate per body weight (mg/kg/h); expected dose or dose per body weight",
        ),
    ],
)
def test_a_range_in_another_dimension_is_refused(
    quantity: Quantity, low: ImpreciseNumber | None, high: ImpreciseNumber | None, message: str
) -> None:
    with pytest.raises(DimensionError) as caught:
        reported_range(quantity, low, high)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("low", "high", "message"),
    [
        (number(-1, "h"), number(2, "h"), "negative onset: -1 h; expected 0 or more"),
        (None, ImpreciseNumber(-2, 3, "h"), "negative onset: [-2, 3] h; expected 0 or more"),
        (ImpreciseNumber(-1, 3, "d"), None, "negative onset: [-1, 3] d; expected 0 or more"),
    ],
)
def test_a_negative_end_of_what_cannot_be_negative_is_refused(
    low: ImpreciseNumber | None, high: ImpreciseNumber | None, message: str
) -> None:
    with pytest.raises(RangeError) as caught:
        reported_range(Quantity.ONSET, low, high)
    assert str(caught.value) == message


@pytest.mark.parametrize("record", [*TABLES.values(), Locator])
def test_records_are_frozen_slotted_and_take_keywords_only(record: type[attrs.AttrsInstance]) -> None:
    assert hasattr(record, "__slots__")
    assert "__dict__" not in dir(record)
    assert all(field.kw_only for field in attrs.fields(record))


def test_a_record_cannot_be_changed() -> None:
    term = Term(scheme="route", id="oral", label="oral", definition="By mouth.")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        term.label = "other"  # type: ignore[misc]
    assert term.label == "oral"


def test_records_are_told_apart_by_their_content() -> None:
    one = Exclusion(source="one", start=0, end=5, reason=ExclusionReason.HEADING)
    assert one == Exclusion(source="one", start=0, end=5, reason=ExclusionReason.HEADING)
    assert len({one, attrs.evolve(one), attrs.evolve(one, end=6)}) == 2


@pytest.mark.parametrize("record", TABLES.values())
def test_fields_are_given_by_name(record: type[attrs.AttrsInstance]) -> None:
    assert all(field.kw_only for field in attrs.fields(record))


@pytest.mark.parametrize(("start", "end"), [(5, 5), (6, 5), (-1, 5)])
def test_an_exclusion_is_of_some_text(start: int, end: int) -> None:
    with pytest.raises(RangeError) as raised:
        Exclusion(source="one", start=start, end=end, reason=ExclusionReason.HEADING)
    assert str(raised.value) == f"expected 0 <= start < end, came {start} and {end}"


def test_the_tables_of_claims_hold_claims_and_the_others_do_not() -> None:
    assert {name for name, record in TABLES.items() if issubclass(record, Claim)} == set(CLAIMS)


@pytest.mark.parametrize("table", TABLES)
def test_the_keys_of_a_table_are_fields_of_its_records(table: str) -> None:
    assert set(KEYS.get(table, ("id",))) <= set(attrs.fields_dict(TABLES[table]))


@pytest.mark.parametrize("mapping", [TABLES, CLAIMS, KEYS])
def test_the_lists_of_tables_cannot_be_changed(mapping: dict[str, object]) -> None:
    with pytest.raises(TypeError, match="does not support item assignment"):
        mapping["more"] = Term
