"""The converter: it takes exactly what a field says, and its errors are in the words of who wrote the data."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from cattrs import BaseValidationError

from ketamine_evidence.errors import Problem
from ketamine_evidence.records.codec import CONVERTER, explain
from ketamine_evidence.records.evidence import Factor, ReportedRange, SideEffect, Source
from ketamine_evidence.records.hints import bare, is_optional
from ketamine_evidence.records.vocabulary import Comparator, FactorName, Tier, Topic
from ketamine_evidence.values.reported import ImpreciseNumber

SOURCE = {"id": "one", "title": "One", "tier": "lay", "kind": "health-article", "interest": "unknown"}
CLAIM = {"id": "one.x001", "source": "one", "locator": {}, "summary": "a line"}
FACTOR = CLAIM | {"factor": "dose"}
SIDE_EFFECT = CLAIM | {"effect": "nausea"}
LOW = {"least": 3, "most": 7, "unit": "h"}
REPORTED = {"text": "several hours", "low": LOW, "high": None}
RANGE = CLAIM | {"quantity": "onset", "statistic": "range", "reported": REPORTED}
FACTOR_FIELDS = "id, source, locator, summary, attribution, basis, note, factor, level, outcome, direction"


def problems(data: object, kind: type) -> list[str]:
    """What is wrong with the data, as people read it."""
    with pytest.raises(Exception) as caught:
        CONVERTER.structure(data, kind)
    return [str(problem) for problem in explain(caught.value, kind, "file", "record")]


def test_a_record_is_made_of_plain_data() -> None:
    factor = CONVERTER.structure(FACTOR | {"locator": {"start": 1, "end": 5, "section": "title"}}, Factor)
    assert factor.factor is FactorName.DOSE
    assert (factor.locator.start, factor.locator.end, factor.locator.section) == (1, 5, "title")
    assert factor.level is None


def test_lists_become_tuples() -> None:
    assert CONVERTER.structure(SIDE_EFFECT | {"ranges": ["a", "b"]}, SideEffect).ranges == ("a", "b")


def test_a_reported_range_is_made_of_plain_data() -> None:
    reported = CONVERTER.structure(RANGE | {"reported": REPORTED | {"hedges": ["often"]}}, ReportedRange).reported
    assert reported.low == ImpreciseNumber(3, 7, "h")
    assert reported.high is None
    assert reported.hedges == ("often",)


def test_plain_data_are_what_json_holds() -> None:
    record = CONVERTER.structure(RANGE, ReportedRange)
    assert CONVERTER.unstructure(record) == {
        "id": "one.x001",
        "source": "one",
        "locator": {"start": None, "end": None, "fingerprint": None, "section": None},
        "summary": "a line",
        "attribution": "asserted",
        "note": None,
        "quantity": "onset",
        "reported": REPORTED | {"unbounded_high": False, "approximate": False, "hedges": []},
        "statistic": "range",
        "spread": None,
        "estimate": None,
        "time_point": None,
        "course": None,
        "substance": "ketamine",
        "route": None,
        "protocol": None,
        "condition": None,
        "specimen": None,
        "population": None,
        "basis": "source-text",
    }


def test_terms_in_a_list_are_written_plain() -> None:
    plain = CONVERTER.unstructure(CONVERTER.structure(SOURCE | {"conditions": ["crps", "migraine"]}, Source))
    assert [(type(one), one) for one in plain["conditions"]] == [(str, "crps"), (str, "migraine")]


def test_a_term_in_a_list_is_one_of_its_vocabulary() -> None:
    said = problems(SOURCE | {"comparators": ["placebo", "placbo"]}, Source)
    choices = ", ".join(Comparator)
    assert said == [f"file: record: comparators: unknown value 'placbo'; expected one of: {choices}; did you mean 'placebo'?"]


def test_enums_and_tuples_are_written_plain() -> None:
    plain = CONVERTER.unstructure(CONVERTER.structure(SOURCE | {"authors": ["A", "B"]}, Source))
    assert type(plain["tier"]) is str
    assert plain["authors"] == ["A", "B"]


@pytest.mark.parametrize(
    ("kind", "data", "message"),
    [
        (Factor, FACTOR | {"id": 3}, "file: record: id: expected text, came 3 (int)"),
        (Factor, FACTOR | {"summary": None}, "file: record: summary: expected text, came None (NoneType)"),
        (Factor, FACTOR | {"note": True}, "file: record: note: expected text, came True (bool)"),
        (Factor, FACTOR | {"note": ["a"]}, "file: record: note: expected text, came ['a'] (list)"),
        (Factor, FACTOR | {"summary": Tier.LAY}, "file: record: summary: expected text, came <Tier.LAY: 'lay'> (Tier)"),
        (Source, SOURCE | {"year": "2020"}, "file: record: year: expected a whole number, came '2020' (str)"),
        (Source, SOURCE | {"year": 2020.0}, "file: record: year: expected a whole number, came 2020.0 (float)"),
        (Source, SOURCE | {"year": True}, "file: record: year: expected a whole number, came True (bool)"),
        (SideEffect, SIDE_EFFECT | {"reversible": 1}, "file: record: reversible: expected true or false, came 1 (int)"),
        (SideEffect, SIDE_EFFECT | {"reversible": "yes"}, "file: record: reversible: expected true or false, came 'yes' (str)"),
    ],
)
def test_a_value_of_another_type_is_refused(kind: type, data: dict[str, Any], message: str) -> None:
    assert problems(data, kind) == [message]


@pytest.mark.parametrize(
    ("kind", "value", "message"),
    [
        (str, 3, "expected text, came 3 (int)"),
        (int, 3.7, "expected a whole number, came 3.7 (float)"),
        (int, True, "expected a whole number, came True (bool)"),
        (float, 3, "expected a number, came 3 (int)"),
        (bool, 0, "expected true or false, came 0 (int)"),
    ],
)
def test_nothing_is_coerced(kind: type, value: object, message: str) -> None:
    with pytest.raises(TypeError) as caught:
        CONVERTER.structure(value, kind)
    assert str(caught.value) == message


@pytest.mark.parametrize(("kind", "value"), [(str, "a"), (int, 3), (float, 3.5), (bool, True), (FactorName, "dose")])
def test_a_value_of_the_type_is_taken_as_it_is(kind: type, value: object) -> None:
    assert CONVERTER.structure(value, kind) == value


TIERS = "expected one of: lay, literature"


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("literatur", f"unknown value 'literatur'; {TIERS}; did you mean 'literature'?"),
        ("Lay", f"unknown value 'Lay'; {TIERS}"),
        ("clinic", f"unknown value 'clinic'; {TIERS}"),
        ("", f"unknown value ''; {TIERS}"),
        (None, f"unknown value None; {TIERS}"),
        (1, f"unknown value 1; {TIERS}"),
        (["lay"], f"unknown value ['lay']; {TIERS}"),
    ],
)
def test_a_value_that_no_closed_list_has_is_refused_with_the_nearest(value: object, message: str) -> None:
    messages = problems(SOURCE | {"tier": value}, Source)
    assert messages == [f"file: record: tier: {message}"]


def test_an_enum_member_is_not_plain_data() -> None:
    with pytest.raises(ValueError) as caught:
        CONVERTER.structure(Topic.USE, Tier)
    assert str(caught.value) == f"unknown value <Topic.USE: 'use'>; {TIERS}"


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("abc", "expected a list, came 'abc' (str)"),
        (("a",), "expected a list, came ('a',) (tuple)"),
        ({"a": 1}, "expected a list, came {'a': 1} (dict)"),
        (None, "expected a list, came None (NoneType)"),
        ([1], "expected text, came 1 (int)"),
        (["a", None], "expected text, came None (NoneType)"),
    ],
)
def test_what_is_no_list_of_texts_is_refused(value: object, message: str) -> None:
    assert problems(SIDE_EFFECT | {"ranges": value}, SideEffect) == [f"file: record: ranges: {message}"]


def test_every_wrong_item_of_a_list_is_told() -> None:
    assert len(problems(SIDE_EFFECT | {"ranges": [1, "a", 2]}, SideEffect)) == 2


@pytest.mark.parametrize(
    ("reported", "message"),
    [
        (REPORTED | {"low": 3}, "expected a table with least, most and unit, came 3"),
        (REPORTED | {"low": {"least": 3}}, "expected a table with least, most and unit, came {'least': 3}"),
        (
            REPORTED | {"low": LOW | {"x": 1}},
            "expected a table with least, most and unit, came {'least': 3, 'most': 7, 'unit': 'h', 'x': 1}",
        ),
        (REPORTED | {"low": LOW | {"least": "3"}}, "expected a number, came '3' (str)"),
        (REPORTED | {"low": LOW | {"least": None}}, "expected a number, came None (NoneType)"),
        (REPORTED | {"low": LOW | {"least": 8}}, "reversed number: least 8 is above most 7 h; swap them"),
        (
            REPORTED | {"low": LOW | {"unit": "hours"}},
            "unknown unit: 'hours'; expected a UCUM code such as 'd', 'wk', 'mg/kg'",
        ),
        (REPORTED | {"low": None}, "no end given for 'several hours'; give low or high"),
        (REPORTED | {"approximate": 1}, "expected true or false, came 1 (int)"),
        (REPORTED | {"hedges": "often"}, "expected a list, came 'often' (str)"),
        (REPORTED | {"text": 3}, "expected text, came 3 (int)"),
    ],
)
def test_a_wrong_reported_range_is_told_of_its_field(reported: dict[str, Any], message: str) -> None:
    assert problems(RANGE | {"reported": reported}, ReportedRange) == [f"file: record: reported: {message}"]


@pytest.mark.parametrize(
    ("value", "came"),
    [("abc", "'abc' (str)"), ([], "[] (list)"), (None, "None (NoneType)")],
)
@pytest.mark.parametrize(("field", "kind", "data"), [("locator", Factor, FACTOR), ("reported", ReportedRange, RANGE)])
def test_what_is_no_table_is_refused(field: str, kind: type, data: dict[str, Any], value: object, came: str) -> None:
    assert problems(data | {field: value}, kind) == [f"file: record: {field}: expected a table, came {came}"]


@pytest.mark.parametrize(("value", "came"), [("abc", "'abc' (str)"), (["a"], "['a'] (list)")])
def test_a_record_that_is_no_table_is_refused(value: object, came: str) -> None:
    assert problems(value, Factor) == [f"file: record: expected a table, came {came}"]


@pytest.mark.parametrize(
    ("data", "messages"),
    [
        (FACTOR | {"lvel": "x"}, [f"lvel: unknown key; expected one of: {FACTOR_FIELDS}; did you mean 'level'?"]),
        (FACTOR | {"zzz": 1}, [f"zzz: unknown key; expected one of: {FACTOR_FIELDS}"]),
        (
            FACTOR | {"locator": {"strat": 1}},
            ["locator.strat: unknown key; expected one of: start, end, fingerprint, section; did you mean 'start'?"],
        ),
    ],
    ids=["near", "far", "inside"],
)
def test_an_unknown_key_is_refused(data: dict[str, Any], messages: list[str]) -> None:
    assert problems(data, Factor) == [f"file: record: {message}" for message in messages]


def test_a_missing_field_is_named() -> None:
    data = {key: value for key, value in FACTOR.items() if key != "factor"}
    assert problems(data, Factor) == ["file: record: factor: missing; it has to be given"]


def test_a_missing_part_of_a_field_is_named() -> None:
    data = {key: value for key, value in REPORTED.items() if key != "text"}
    (message,) = problems(RANGE | {"reported": data}, ReportedRange)
    assert "text" in message


def test_a_key_of_the_record_is_unknown_inside_a_field() -> None:
    assert len(problems(FACTOR | {"locator": {"summary": "a line"}}, Factor)) == 1


def test_unknown_keys_are_told_in_an_order_that_does_not_change() -> None:
    keys = [f"k{i}" for i in range(8)]
    messages = problems(FACTOR | dict.fromkeys(keys, 1), Factor)
    assert messages == [f"file: record: {key}: unknown key; expected one of: {FACTOR_FIELDS}" for key in keys]


@pytest.mark.parametrize(
    ("locator", "message"),
    [
        ({"start": 1}, "expected both start and end, or neither"),
        ({"start": 5, "end": 5}, "expected 0 <= start < end, came 5 and 5"),
    ],
)
def test_a_locator_that_cannot_be_is_told_of_its_field(locator: dict[str, Any], message: str) -> None:
    assert problems(FACTOR | {"locator": locator}, Factor) == [f"file: record: locator: {message}"]


def test_a_float_is_read_as_the_number_that_was_meant() -> None:
    low = {"least": 0.1, "most": 487 / 112, "unit": "wk"}
    number = CONVERTER.structure(RANGE | {"reported": REPORTED | {"low": low}}, ReportedRange).reported.low
    assert number == ImpreciseNumber(Fraction(1, 10), Fraction(487, 112), "wk")


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (float("inf"), "infinite end; write None for an unbounded end"),
        (float("nan"), "not a number: NaN; leave out what is not known"),
    ],
)
def test_a_float_that_is_no_number_is_told_of_its_field(value: float, message: str) -> None:
    data = RANGE | {"reported": REPORTED | {"low": LOW | {"most": value}}}
    assert problems(data, ReportedRange) == [f"file: record: reported: {message}"]


def test_a_records_own_check_is_told() -> None:
    data = RANGE | {"reported": REPORTED | {"low": LOW | {"unit": "mg"}}}
    assert problems(data, ReportedRange) == ["file: record: onset cannot be given as dose (mg); expected count or time"]


def test_all_errors_come_at_once() -> None:
    data = {"id": 3, "locator": {"start": "1", "end": 2.5}, "summary": "s", "factor": "dos", "lvel": 1}
    factors = ", ".join(FactorName)
    assert sorted(problems(data, Factor)) == sorted(
        [
            "file: record: id: expected text, came 3 (int)",
            "file: record: source: missing; it has to be given",
            "file: record: locator: expected a whole number, came '1' (str)",
            "file: record: locator: expected a whole number, came 2.5 (float)",
            f"file: record: factor: unknown value 'dos'; expected one of: {factors}; did you mean 'dose'?",
            f"file: record: lvel: unknown key; expected one of: {FACTOR_FIELDS}; did you mean 'level'?",
        ]
    )


def test_fields_go_by_their_name_in_the_file() -> None:
    renamed = {"locator": "span", "factor": "about"}
    with pytest.raises(BaseValidationError) as caught:
        CONVERTER.structure(CLAIM | {"locator": {"start": "1"}, "lvel": 1}, Factor)
    expected = "id, source, span, summary, attribution, basis, note, about, level, outcome, direction"
    assert sorted(explain(caught.value, Factor, "f.toml", "f001", renamed)) == [
        Problem("f.toml", "f001", "about", "missing; it has to be given"),
        Problem("f.toml", "f001", "lvel", f"unknown key; expected one of: {expected}; did you mean 'level'?"),
        Problem("f.toml", "f001", "span", "expected a whole number, came '1' (str)"),
    ]


@pytest.mark.parametrize(
    ("error", "field", "message"),
    [
        (ValueError("no such day"), "", "no such day"),
        (KeyError("factor"), "factor", "missing; it has to be given"),
    ],
)
def test_other_errors_are_explained_too(error: Exception, field: str, message: str) -> None:
    assert explain(error, Factor, "file", "record") == [Problem("file", "record", field, message)]


def test_optional_types_are_told_from_others() -> None:
    assert is_optional(str | None)
    assert not is_optional(str)
    assert bare(str | None) is str
    assert bare(None | str) is str
    assert bare(str) is str
    assert bare(tuple[str, ...]) == tuple[str, ...]
