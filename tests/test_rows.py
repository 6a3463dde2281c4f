"""Rows: every record goes to the cells of a CSV file and comes back the same."""

# ruff: noqa: RUF001  look-alike quotes, dashes and digits are the point

from __future__ import annotations

from typing import Any

import attrs
import pytest

from ketamine_evidence.errors import DataError, Problem
from ketamine_evidence.records.codec import CONVERTER
from ketamine_evidence.records.evidence import (
    TABLES,
    Exclusion,
    Factor,
    Finding,
    Guidance,
    Mechanism,
    Protocol,
    ReportedRange,
    SideEffect,
    Source,
    Statement,
    Term,
    Trace,
    Withdrawn,
)
from ketamine_evidence.records.fields import DESCRIPTIONS, describe
from ketamine_evidence.records.locators import Locator
from ketamine_evidence.records.rows import Column, columns, from_row, to_row
from ketamine_evidence.records.vocabulary import (
    Action,
    Attribution,
    Basis,
    Comparator,
    Condition,
    Confidence,
    Course,
    Direction,
    Effect,
    ExclusionReason,
    FactorName,
    GuidanceKind,
    Interest,
    Outcome,
    PainCourse,
    Phase,
    ProtocolName,
    Result,
    Route,
    Setting,
    SourceKind,
    Specimen,
    Statistic,
    StudyDesign,
    Substance,
    Target,
    Tier,
    Topic,
    Verdict,
)
from ketamine_evidence.values.quantities import Quantity
from ketamine_evidence.values.reported import ImpreciseNumber, Reported

HOURS = ImpreciseNumber(3, 7, "h")
BARE: dict[str, Any] = {"id": "one.x001", "source": "one", "locator": Locator(), "summary": "a line"}
FULL: dict[str, Any] = BARE | {
    "locator": Locator(start=0, end=40, fingerprint="ab12", section="title, part"),
    "summary": 'said "so", by\nsome',
    "attribution": Attribution.ANECDOTAL,
    "basis": Basis.REPRODUCTION,
    "note": "nothing; more | less",
}
IDS = ("one.r001", "one.r002")

LEAST: list[Any] = [
    Source(id="one", title="One", tier=Tier.LAY, kind=SourceKind.HEALTH_ARTICLE, interest=Interest.UNKNOWN),
    ReportedRange(**BARE, quantity=Quantity.ONSET, reported=Reported("from 3 h", HOURS, None), statistic=Statistic.LIMIT),
    Protocol(**BARE, name=ProtocolName.INDUCTION),
    Mechanism(**BARE, target=Target.MOOD, action=Action.AFFECTS),
    SideEffect(**BARE, effect=Effect.NAUSEA),
    Factor(**BARE, factor=FactorName.DOSE),
    Finding(**BARE),
    Guidance(**BARE, kind=GuidanceKind.TIP, about="water"),
    Statement(**BARE, topic=Topic.USE),
    Trace(id="t001", claim="one.r001", confidence=Confidence.NONE, verdict=Verdict.NO_SOURCE_FOUND),
    Exclusion(source="one", start=0, end=5, reason=ExclusionReason.HEADING),
    Term(scheme="route", id="oral", label="oral", definition="By mouth."),
    Withdrawn(id="one.r001", version="2.0.0", reason="said twice"),
]
MOST: list[Any] = [
    Source(
        id="one",
        title="One, and more",
        tier=Tier.LITERATURE,
        kind=SourceKind.CLINIC_ARTICLE,
        interest=Interest.NONE_STATED,
        publisher="P",
        authors=("A. A.", "B, B."),
        year=2020,
        url="https://example.org/?a=1",
        doi="10.1/x",
        pmid="1",
        journal="J",
        volume="1",
        issue="2",
        pages="3-4",
        pmcid="PMC1",
        registry="NCT00000001",
        substance=Substance.ESKETAMINE,
        conditions=(Condition.CRPS, Condition.MIGRAINE),
        pain_course=PainCourse.CHRONIC,
        comparators=(Comparator.PLACEBO, Comparator.OWN_BASELINE),
        population="adults",
        n=0,
        design="d",
        language="de",
        text_sha256="ff",
        characters=0,
        note="n",
    ),
    ReportedRange(
        **FULL,
        quantity=Quantity.RELIEF_DURATION,
        statistic=Statistic.RANGE,
        spread="SD 1 h",
        estimate="one.r002",
        time_point="one.r003",
        course=Course.HELD_AT,
        substance=Substance.NORKETAMINE,
        route=Route.ORAL,
        protocol=ProtocolName.AT_HOME,
        condition=Condition.CRPS,
        specimen=Specimen.HAIR,
        population="p",
        reported=Reported("3–7 h or so", HOURS, ImpreciseNumber(2, None, "wk"), True, True, ("often", "in some")),  # noqa: FBT003
    ),
    Protocol(
        **FULL,
        name=ProtocolName.INJECTION,
        phase=Phase.SINGLE,
        route=Route.INTRAMUSCULAR,
        setting=Setting.HOME,
        condition=Condition.MIGRAINE,
        ranges=IDS,
    ),
    Mechanism(**FULL, target=Target.MOOD, action=Action.AFFECTS, effect="e", site="s"),
    SideEffect(
        **FULL, effect=Effect.NAUSEA, frequency="1 in 4", time_course="t", severity="s", reversible=False, p="0.1", ranges=IDS
    ),
    Factor(**FULL, factor=FactorName.DOSE, level="l", outcome=Outcome.RESULTS, direction=Direction.BETTER),
    Finding(
        **FULL,
        design=StudyDesign.META_ANALYSIS,
        n=12,
        condition=Condition.ANXIETY,
        direction=Result.MIXED,
        comparator=Comparator.PLACEBO,
        effect_size="0.5",
        p="<0.001",
        certainty="low",
        ranges=IDS[:1],
    ),
    Guidance(**FULL, kind=GuidanceKind.TIP, about="water"),
    Statement(**FULL, topic=Topic.USE),
    Trace(
        id="t001",
        claim="one.r001",
        study="two",
        confidence=Confidence.LOW,
        verdict=Verdict.SUPPORTED,
        agrees="a",
        disagrees="d",
        supports=("two.r001",),
        contradicts=("two.r002", "two.n001"),
    ),
    Exclusion(source="one", start=0, end=5, reason=ExclusionReason.RESTATED, restates="one.r001", section="s", note="n"),
    Term(scheme="route", id="oral", label="oral", definition="By mouth.", mappings=("ncit:C38288", "mesh:D000284")),
    Withdrawn(id="one.r001", version="2.0.0", reason="said twice", successor="one.r002"),
]


def name_of(record: object) -> str:
    return type(record).__name__


def back(row: dict[str, str], record: type) -> Any:
    return CONVERTER.structure(from_row(row, record), record)


@pytest.mark.parametrize("records", [LEAST, MOST], ids=["least", "most"])
def test_every_record_class_is_tried_here(records: list[attrs.AttrsInstance]) -> None:
    assert list(map(type, records)) == list(TABLES.values())


@pytest.mark.parametrize("record", MOST, ids=name_of)
def test_the_fullest_records_leave_no_field_at_its_default(record: attrs.AttrsInstance) -> None:
    assert [field.name for field in attrs.fields(type(record)) if getattr(record, field.name) == field.default] == []


@pytest.mark.parametrize("record", LEAST, ids=name_of)
def test_a_record_with_the_least_comes_back(record: attrs.AttrsInstance) -> None:
    assert back(to_row(record), type(record)) == record


@pytest.mark.parametrize("record", MOST, ids=name_of)
def test_a_record_with_everything_comes_back(record: attrs.AttrsInstance) -> None:
    assert back(to_row(record), type(record)) == record


@pytest.mark.parametrize("record", MOST, ids=name_of)
def test_a_row_has_the_columns_of_its_table_in_their_order(record: attrs.AttrsInstance) -> None:
    assert list(to_row(record)) == [column.name for column in columns(type(record))]


def test_a_row_is_written_as_people_read_it() -> None:
    assert to_row(MOST[1]) == {
        "id": "one.x001",
        "source": "one",
        "start": "0",
        "end": "40",
        "fingerprint": "ab12",
        "section": "title, part",
        "summary": 'said "so", by\nsome',
        "attribution": "anecdotal",
        "note": "nothing; more | less",
        "quantity": "relief_duration",
        "reported": "3–7 h or so",
        "low_least": "3",
        "low_most": "7",
        "low_unit": "h",
        "high_least": "2",
        "high_most": "",
        "high_unit": "wk",
        "unbounded_high": "true",
        "approximate": "true",
        "hedges": "often|in some",
        "statistic": "range",
        "spread": "SD 1 h",
        "estimate": "one.r002",
        "time_point": "one.r003",
        "course": "held-at",
        "substance": "norketamine",
        "route": "oral",
        "protocol": "at-home",
        "condition": "crps",
        "specimen": "hair",
        "population": "p",
        "basis": "reproduction",
    }


def test_what_is_not_given_is_an_empty_cell() -> None:
    row = to_row(LEAST[1])
    empty = {name for name, cell in row.items() if cell == ""}
    assert empty == {
        "start", "end", "fingerprint", "section", "note", "high_least", "high_most", "high_unit", "hedges", "spread",
        "estimate", "time_point", "course", "route", "protocol", "condition", "specimen", "population",
    }  # fmt: skip
    assert (row["unbounded_high"], row["approximate"]) == ("false", "false")


def test_columns_say_what_may_stand_in_them() -> None:
    found = {column.name: column for column in columns(ReportedRange)}
    assert found["id"] == Column("id", "id", "string", required=True)
    assert found["start"] == Column("start", "locator", "integer", required=False)
    assert found["reported"] == Column("reported", "reported", "string", required=True)
    assert found["low_least"] == Column("low_least", "reported", "number", required=False)
    assert found["unbounded_high"] == Column("unbounded_high", "reported", "boolean", required=True)
    assert found["hedges"] == Column("hedges", "reported", "list", required=False)
    assert found["specimen"] == Column(
        "specimen", "specimen", "string", required=False, choices=("blood", "urine", "saliva", "hair")
    )
    assert found["statistic"].required
    (reversible,) = [column for column in columns(SideEffect) if column.name == "reversible"]
    assert reversible == Column("reversible", "reversible", "boolean", required=False)
    (year,) = [column for column in columns(Source) if column.name == "year"]
    assert year == Column("year", "year", "integer", required=False)


@pytest.mark.parametrize("table", TABLES)
def test_every_table_and_column_is_described(table: str) -> None:
    assert DESCRIPTIONS[table]
    for column in columns(TABLES[table]):
        text = describe(TABLES[table], column)
        assert text == " ".join(text.split()) != ""


def test_descriptions_come_from_the_class_that_says_them() -> None:
    by_name = {column.name: column for column in columns(Factor)}
    assert describe(Factor, by_name["level"]) == 'which level or kind of it ("higher"), in our words.'
    assert describe(Factor, by_name["summary"]) == "what it says, in one line of our own words."
    assert describe(Factor, by_name["end"]) == "where the span ends; the character there is not in it"


def test_a_column_that_no_docstring_tells_of_is_an_error() -> None:
    with pytest.raises(KeyError) as caught:
        describe(Factor, Column("colour", "colour", "string", required=False))
    assert caught.value.args == ("Factor says nothing of colour",)


def test_the_separator_of_lists_is_refused_in_a_list() -> None:
    with pytest.raises(ValueError) as caught:
        to_row(attrs.evolve(MOST[0], authors=("A | B", "C")))
    assert str(caught.value) == "'|' or nothing in a list: ('A | B', 'C'); write it another way"


@pytest.mark.parametrize("authors", [("",), ("A", "")])
def test_an_empty_item_is_refused_in_a_list(authors: tuple[str, ...]) -> None:
    with pytest.raises(ValueError) as caught:
        to_row(attrs.evolve(LEAST[0], authors=authors))
    assert str(caught.value) == f"'|' or nothing in a list: {authors!r}; write it another way"


WRONG = [
    (1, {"start": "x"}, "start: expected a whole number, came 'x'"),
    (1, {"start": "1.0"}, "start: expected a whole number, came '1.0'"),
    (1, {"end": "one"}, "end: expected a whole number, came 'one'"),
    (1, {"low_least": "few"}, "low_least: expected a number, came 'few'"),
    (1, {"high_most": "1,5"}, "high_most: expected a number, came '1,5'"),
    (1, {"high_most": "nan"}, "high_most: expected a number, came 'nan'"),
    (1, {"low_least": "1/0"}, "low_least: expected a number, came '1/0'"),
    (1, {"approximate": "True"}, "approximate: expected true or false, came 'True'"),
    (1, {"unbounded_high": "1"}, "unbounded_high: expected true or false, came '1'"),
    (4, {"reversible": "no"}, "reversible: expected true or false, came 'no'"),
    (0, {"year": "MMXX"}, "year: expected a whole number, came 'MMXX'"),
    (0, {"year": str(2**63)}, f"year: expected a whole number up to {2**63 - 1}, came a larger one"),
    (0, {"year": "9" * 5_000}, f"year: expected a whole number up to {2**63 - 1}, came a larger one"),
    (0, {"year": "2_020"}, "year: expected a whole number, came '2_020'"),
    (0, {"year": " 2020"}, "year: expected a whole number, came ' 2020'"),
    (0, {"year": "٢٠٢٠"}, "year: expected a whole number, came '٢٠٢٠'"),
]


@pytest.mark.parametrize(("which", "cells", "message"), WRONG, ids=[message for *_, message in WRONG])
def test_a_cell_of_another_kind_is_refused(which: int, cells: dict[str, str], message: str) -> None:
    with pytest.raises(DataError) as caught:
        from_row(to_row(MOST[which]) | cells, type(MOST[which]))
    (problem,) = caught.value.problems
    assert (problem.file, problem.record, problem.field) == ("", "", *cells)
    assert str(caught.value) == message


def test_all_wrong_cells_of_a_row_are_told_at_once() -> None:
    with pytest.raises(DataError) as caught:
        from_row(to_row(MOST[1]) | {"start": "x", "summary": "", "low_most": "y"}, ReportedRange)
    assert caught.value.problems == (
        Problem("", "", "start", "expected a whole number, came 'x'"),
        Problem("", "", "summary", "missing; it has to be given"),
        Problem("", "", "low_most", "expected a number, came 'y'"),
    )


@pytest.mark.parametrize("cell", ["1e400", "-1e400"])
def test_a_number_that_no_float_holds_is_refused_as_such(cell: str) -> None:
    with pytest.raises(DataError, match=r"^low_most: "):
        from_row(to_row(MOST[1]) | {"low_most": cell}, ReportedRange)


@pytest.mark.parametrize("cells", [{"low_unit": ""}, {"low_least": ""}, {"low_least": "", "low_most": ""}])
def test_half_an_end_of_a_range_is_refused(cells: dict[str, str]) -> None:
    with pytest.raises((ValueError, ExceptionGroup)):
        back(to_row(MOST[1]) | cells, ReportedRange)


def test_an_end_that_is_not_stated_is_not_an_open_one() -> None:
    row = to_row(MOST[1]) | {"high_least": "", "high_most": "", "high_unit": "", "unbounded_high": "false"}
    reported = back(row, ReportedRange).reported
    assert reported.high is None
    assert not reported.unbounded_high
