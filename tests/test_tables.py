"""Tables: sequences of records that can be asked."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

import ketamine_evidence as ke
from ketamine_evidence.dataset.tables import Table
from ketamine_evidence.errors import QueryError, UnknownRecordError
from ketamine_evidence.records.evidence import Exclusion, Guidance, ReportedRange, SideEffect, Source, Term
from ketamine_evidence.records.locators import Locator
from ketamine_evidence.records.vocabulary import (
    Condition,
    Effect,
    ExclusionReason,
    GuidanceKind,
    Interest,
    Route,
    SourceKind,
    Statistic,
    Tier,
)
from ketamine_evidence.values.quantities import Quantity

LAY = Source(id="one", title="One", tier=Tier.LAY, kind=SourceKind.CLINIC_ARTICLE, interest=Interest.SELLS_TREATMENT, year=2020)
STUDY = Source(
    id="two", title="Two", tier=Tier.LITERATURE, kind=SourceKind.HEALTH_ARTICLE, interest=Interest.UNKNOWN, publisher="P"
)
SOURCES = {"one": LAY, "two": STUDY}


def reported(
    key: str, phrase: str, *, quantity: Quantity = Quantity.ONSET, route: Route | None = None, condition: Condition | None = None
) -> ReportedRange:
    return ReportedRange(
        id=key,
        source=key.partition(".")[0],
        locator=Locator(start=1, end=2),
        summary=f"of {phrase}",
        quantity=quantity,
        reported=ke.parse_range(phrase),
        statistic=Statistic.RANGE,
        route=route,
        condition=condition,
    )


R1 = reported("one.r001", "3 to 6 weeks", route=Route.ORAL, condition=Condition.CRPS)
R2 = reported("one.r002", "up to 12 weeks", route=Route.INTRAVENOUS, quantity=Quantity.RELIEF_DURATION)
R3 = reported("two.r001", "3 to 6 weeks", route=Route.ORAL)
R4 = reported("two.r002", "a few hours", condition=Condition.CRPS)
R5 = reported("lost.r001", "a few hours", route=Route.TOPICAL)
ALL = (R1, R2, R3, R4, R5)
RANGES = Table(ReportedRange, ALL, SOURCES)
FIELDS = (
    "attribution, basis, comparators, condition, conditions, course, estimate, id, interest, kind, locator, note, pain_course, population, "
    "protocol, publisher, quantity, reported, route, source, specimen, spread, statistic, substance, summary, tier, time_point, year"
)
ASK_A_FUNCTION = "cannot be asked for a value; give a function: where(lambda record: ..."


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ALL),
        ({"route": "oral"}, (R1, R3)),
        ({"route": Route.ORAL}, (R1, R3)),
        ({"route": None}, (R4,)),
        ({"route": ["oral", "intravenous"]}, (R1, R2, R3)),
        ({"route": ("oral", None)}, (R1, R3, R4)),
        ({"route": {"oral", Route.TOPICAL}}, (R1, R3, R5)),
        ({"route": frozenset({"topical"})}, (R5,)),
        ({"route": []}, ()),
        ({"route": "epidural"}, ()),
        ({"route": "oral", "condition": "crps"}, (R1,)),
        ({"route": "oral", "condition": None}, (R3,)),
        ({"quantity": "relief_duration"}, (R2,)),
        ({"id": "two.r002"}, (R4,)),
        ({"source": "one"}, (R1, R2)),
        ({"summary": "of a few hours"}, (R4, R5)),
        ({"tier": "lay"}, (R1, R2)),
        ({"tier": Tier.LITERATURE}, (R3, R4)),
        ({"tier": ["lay", "literature"]}, (R1, R2, R3, R4)),
        ({"tier": None}, (R5,)),
        ({"kind": "clinic-article"}, (R1, R2)),
        ({"interest": "unknown"}, (R3, R4)),
        ({"publisher": "P"}, (R3, R4)),
        ({"publisher": None}, (R1, R2, R5)),
        ({"year": 2020}, (R1, R2)),
        ({"tier": "lay", "route": "oral"}, (R1,)),
    ],
)
def test_where_gives_the_records_that_fit(fields: dict[str, Any], expected: tuple[ReportedRange, ...]) -> None:
    found = RANGES.where(**fields)
    assert isinstance(found, Table)
    assert tuple(found) == expected


def test_where_takes_a_predicate_too() -> None:
    assert tuple(RANGES.where(lambda record: record.reported.high is not None, route="oral", tier="lay")) == (R1,)
    assert tuple(RANGES.where(lambda record: record.id.endswith("2"))) == (R2, R4)


def test_what_was_found_can_be_asked_on() -> None:
    assert tuple(RANGES.where(route="oral").where(tier="literature")) == (R3,)
    assert tuple(RANGES[1:].where(tier="lay")) == (R2,)
    assert tuple(RANGES.by("route")[Route.ORAL].where(tier="lay")) == (R1,)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"rout": "oral"}, f"ReportedRange has no field 'rout'; it has: {FIELDS}; did you mean 'route'?"),
        ({"colour": "red"}, f"ReportedRange has no field 'colour'; it has: {FIELDS}"),
        ({"start": 1}, f"ReportedRange has no field 'start'; it has: {FIELDS}"),
        (
            {"statistic": "rnage"},
            "statistic is never 'rnage'; it is one of: range, value, mean, median, ci95, limit, ci90; did you mean 'range'?",
        ),
        ({"tier": "Lay"}, "tier is never 'Lay'; it is one of: lay, literature"),
        ({"tier": ["lay", "literatur"]}, "tier is never 'literatur'; it is one of: lay, literature; did you mean 'literature'?"),
        ({"tier": 1}, "tier is text, came 1 (int)"),
        ({"tier": ["lay", True]}, "tier is text, came True (bool)"),
        ({"year": "2020"}, "year is a whole number, came '2020' (str)"),
        ({"year": [2020, 2020.0]}, "year is a whole number, came 2020.0 (float)"),
        ({"summary": 3}, "summary is text, came 3 (int)"),
        ({"locator": 3}, f"locator {ASK_A_FUNCTION} record.locator ...)"),
        ({"locator": None}, f"locator {ASK_A_FUNCTION} record.locator ...)"),
        ({"reported": "3 to 6 weeks"}, f"reported {ASK_A_FUNCTION} record.reported ...)"),
        ({"specimen": "bloods"}, "specimen is never 'bloods'; it is one of: blood, urine, saliva, hair; did you mean 'blood'?"),
    ],
)
def test_where_refuses_what_no_record_can_have(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(QueryError) as caught:
        RANGES.where(**fields)
    assert str(caught.value) == message


def test_where_refuses_unknown_fields_of_an_empty_table() -> None:
    with pytest.raises(QueryError) as caught:
        Table(Term).where(tier="lay")
    assert str(caught.value) == "Term has no field 'tier'; it has: definition, id, label, mappings, scheme"


def test_a_field_of_the_record_goes_before_that_of_its_source() -> None:
    guidance = Guidance(id="one.g001", source="one", locator=Locator(), summary="a line", kind=GuidanceKind.TIP, about="water")
    table = Table(Guidance, (guidance,), SOURCES)
    assert tuple(table.where(kind="tip", tier="lay")) == (guidance,)
    with pytest.raises(QueryError, match=r"^kind is never 'clinic-article'; it is one of: tip, "):
        table.where(kind="clinic-article")


def test_sources_are_asked_for_their_own_fields() -> None:
    table = Table(Source, (LAY, STUDY))
    assert tuple(table.where(tier="lay")) == (LAY,)
    assert tuple(table.where(year=None)) == (STUDY,)


def test_truth_values_and_lists_can_be_asked_for() -> None:
    effects = [
        SideEffect(
            id=f"one.e00{i}",
            source="one",
            locator=Locator(),
            summary="s",
            effect=Effect.NAUSEA,
            reversible=value,
            ranges=("one.r001",),
        )
        for i, value in enumerate([True, False, None])
    ]
    table = Table(SideEffect, effects, SOURCES)
    assert tuple(table.where(reversible=True)) == (effects[0],)
    assert tuple(table.where(reversible=False)) == (effects[1],)
    assert tuple(table.where(reversible=None)) == (effects[2],)
    assert {key: len(group) for key, group in table.by("ranges").items()} == {("one.r001",): 3}
    with pytest.raises(QueryError, match=r"^reversible is true or false, came 1 \(int\)$"):
        table.where(reversible=1)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("one.r001", (0, 1)),
        ("one.r002", (1,)),
        ("one.r009", ()),
        (["one.r002", "one.r009"], (1,)),
        (None, (2,)),
        (["one.r002", None], (1, 2)),
        ([], ()),
    ],
)
def test_a_list_fits_where_one_entry_does(asked: Any, expected: tuple[int, ...]) -> None:
    effects = [
        SideEffect(id=f"one.e00{i}", source="one", locator=Locator(), summary="s", effect=Effect.NAUSEA, ranges=ranges)
        for i, ranges in enumerate([("one.r001",), ("one.r001", "one.r002"), ()])
    ]
    assert list(Table(SideEffect, effects, SOURCES).where(ranges=asked)) == [effects[i] for i in expected]


@pytest.mark.parametrize(
    ("record", "name", "text", "value"),
    [
        (Source, "year", "2020", 2020),
        (Source, "year", "-1", -1),
        (ReportedRange, "year", "2020", 2020),
        (SideEffect, "reversible", "true", True),
        (SideEffect, "reversible", "false", False),
        (SideEffect, "ranges", "one.r001", "one.r001"),
        (ReportedRange, "tier", "lay", "lay"),
        (ReportedRange, "id", "2020", "2020"),
    ],
)
def test_a_text_is_read_as_the_value_of_its_field(record: type[Any], name: str, text: str, value: object) -> None:
    read = Table(record).read_value(name, text)
    assert (type(read), read) == (type(value), value)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("n", "many", "n is a whole number, came 'many'"),
        ("n", "1.0", "n is a whole number, came '1.0'"),
        ("n", "", "n is a whole number, came ''"),
        ("yer", "2020", "Source has no field 'yer'; it has: {}; did you mean 'year'?"),
    ],
)
def test_a_text_that_is_no_value_of_its_field_is_refused(name: str, text: str, message: str) -> None:
    fields = ", ".join(sorted(field.name for field in attrs.fields(Source)))
    with pytest.raises(QueryError) as caught:
        Table(Source).read_value(name, text)
    assert str(caught.value) == message.format(fields)


def test_a_text_that_is_no_truth_value_is_refused() -> None:
    with pytest.raises(QueryError) as caught:
        Table(SideEffect).read_value("reversible", "yes")
    assert str(caught.value) == "reversible is true or false, came 'yes'"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (("route",), {Route.ORAL: (R1, R3), Route.INTRAVENOUS: (R2,), None: (R4,), Route.TOPICAL: (R5,)}),
        (("tier",), {Tier.LAY: (R1, R2), Tier.LITERATURE: (R3, R4), None: (R5,)}),
        (("publisher",), {None: (R1, R2, R5), "P": (R3, R4)}),
        (
            ("tier", "condition"),
            {
                (Tier.LAY, Condition.CRPS): (R1,),
                (Tier.LAY, None): (R2,),
                (Tier.LITERATURE, None): (R3,),
                (Tier.LITERATURE, Condition.CRPS): (R4,),
                (None, None): (R5,),
            },
        ),
    ],
)
def test_by_splits_in_order_of_first_sight(fields: tuple[str, ...], expected: dict[Any, tuple[ReportedRange, ...]]) -> None:
    groups = RANGES.by(*fields)
    assert list(groups) == list(expected)
    assert {key: tuple(group) for key, group in groups.items()} == expected


def test_groups_are_found_by_plain_text_too() -> None:
    assert tuple(RANGES.by("route")["oral"]) == (R1, R3)


def test_by_of_an_empty_table_has_no_groups() -> None:
    assert Table(ReportedRange).by("route") == {}


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ((), "by() takes at least one field"),
        (("conditon",), f"ReportedRange has no field 'conditon'; it has: {FIELDS}; did you mean 'condition'?"),
        (("route", "x"), f"ReportedRange has no field 'x'; it has: {FIELDS}"),
    ],
)
def test_by_refuses_fields_that_are_none(fields: tuple[str, ...], message: str) -> None:
    with pytest.raises(QueryError) as caught:
        RANGES.by(*fields)
    assert str(caught.value) == message


def test_a_table_is_a_sequence() -> None:
    assert len(RANGES) == 5
    assert list(RANGES) == list(ALL)
    assert RANGES[0] is R1
    assert RANGES[-1] is R5
    assert R3 in RANGES
    assert RANGES.index(R3) == 2
    assert RANGES.count(R3) == 1
    assert list(reversed(RANGES)) == list(reversed(ALL))
    with pytest.raises(IndexError):
        RANGES[5]


def test_a_slice_is_a_table() -> None:
    assert RANGES[1:3] == Table(ReportedRange, (R2, R3), SOURCES)
    assert RANGES[::-2] == Table(ReportedRange, (R5, R3, R1), SOURCES)
    assert isinstance(RANGES[:0], Table)


def test_an_id_indexes() -> None:
    assert RANGES["two.r001"] is R3


@pytest.mark.parametrize(
    ("table", "key", "message"),
    [
        (RANGES, "one.r01", "no record 'one.r01' in this table of ReportedRange; did you mean 'one.r001'?"),
        (RANGES, "", "no record '' in this table of ReportedRange"),
        (Table(Term), "oral", "no record 'oral' in this table of Term"),
        (
            Table(Exclusion, [Exclusion(source="one", start=0, end=1, reason=ExclusionReason.HEADING)]),
            "one",
            "no record 'one' in this table of Exclusion",
        ),
    ],
)
def test_an_id_that_no_record_has_is_refused_with_the_nearest(table: Table[Any], key: str, message: str) -> None:
    with pytest.raises(UnknownRecordError) as caught:
        table[key]
    assert str(caught.value) == message


def test_ids_are_those_of_the_records() -> None:
    assert RANGES.ids == ("one.r001", "one.r002", "two.r001", "two.r002", "lost.r001")
    assert Table(Exclusion, [Exclusion(source="one", start=0, end=1, reason=ExclusionReason.HEADING)]).ids == ()


def test_tables_are_equal_when_their_records_are() -> None:
    assert Table(ReportedRange, list(ALL)) == RANGES
    assert hash(Table(ReportedRange, list(ALL))) == hash(RANGES)
    assert RANGES[1:] != RANGES
    assert RANGES != ALL
    assert RANGES.__eq__(ALL) is NotImplemented


def test_a_table_says_what_it_is() -> None:
    assert repr(RANGES) == "<Table of 5 ReportedRange>"
    assert repr(Table(Term)) == "<Table of 0 Term>"


def test_records_are_given_as_plain_data() -> None:
    (plain,) = RANGES[:1].to_dicts()
    assert plain["reported"] == {
        "text": "3 to 6 weeks",
        "low": {"least": 3, "most": 3, "unit": "wk"},
        "high": {"least": 6, "most": 6, "unit": "wk"},
        "unbounded_high": False,
        "approximate": False,
        "hedges": [],
    }
    assert plain["locator"] == {"start": 1, "end": 2, "fingerprint": None, "section": None}
    assert (plain["route"], plain["protocol"]) == ("oral", None)
