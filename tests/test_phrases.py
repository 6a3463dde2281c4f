"""Phrases are read as the design's table says, in every form that it names; what is no quantity is refused at its word."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from ketamine_evidence import DimensionError, ImpreciseNumber, PhraseError, QueryError, Range, Reported, parse_range
from ketamine_evidence.values.phrases import LONGEST

INF = "\N{INFINITY}"
NONE = "None"


def read(phrase: str, quantity: str | None = None) -> tuple[str, str, str, str]:
    """How a phrase is read: low, high, outer, inner."""
    reported = parse_range(phrase, quantity=quantity)
    return str(reported.low), str(reported.high), str(reported.outer), str(reported.inner)


def exactly(value: str, unit: str) -> tuple[str, str, str, str]:
    """The reading of one precise amount."""
    return f"{value} {unit}", f"{value} {unit}", f"[{value}, {value}] {unit}", f"[{value}, {value}] {unit}"


def between(low: str, high: str, unit: str) -> tuple[str, str, str, str]:
    """The reading of two precise ends in one unit."""
    return f"{low} {unit}", f"{high} {unit}", f"[{low}, {high}] {unit}", f"[{low}, {high}] {unit}"


@pytest.mark.parametrize(
    ("phrase", "low", "high", "outer", "inner"),
    [
        ("4 to 6 weeks", "4 wk", "6 wk", "[4, 6] wk", "[4, 6] wk"),
        ("4\N{EN DASH}6 weeks", "4 wk", "6 wk", "[4, 6] wk", "[4, 6] wk"),
        ("four to six weeks", "4 wk", "6 wk", "[4, 6] wk", "[4, 6] wk"),
        ("up to 12 weeks", NONE, "12 wk", "[0, 12] wk", "[12, 12] wk"),
        ("at least 24 hours", "24 h", NONE, f"[24, {INF}) h", "[24, 24] h"),
        ("several hours to a few days", "[3, 7] h", "[2, 5] d", "[3 h, 5 d]", "[7 h, 2 d]"),
        ("hours to a few days", "[2, 24] h", "[2, 5] d", "[2 h, 5 d]", "[24 h, 2 d]"),
        ("a day or two", "1 d", "2 d", "[1, 2] d", "[1, 2] d"),
        ("about 40 minutes to an hour", "40 min", "1 h", "[40, 60] min", "[40, 60] min"),
        ("several months or longer", "[3, 7] mo", NONE, f"[3, {INF}) mo", f"[7, {INF}) mo"),
        ("0.1 to 0.3 mg per kg", "0.1 mg/kg", "0.3 mg/kg", "[0.1, 0.3] mg/kg", "[0.1, 0.3] mg/kg"),
        ("every 2 to 8 weeks", "2 wk", "8 wk", "[2, 8] wk", "[2, 8] wk"),
    ],
)
def test_the_table_of_the_design(phrase: str, low: str, high: str, outer: str, inner: str) -> None:
    assert read(phrase) == (low, high, outer, inner)


@pytest.mark.parametrize(
    ("phrase", "low", "high", "outer", "inner"),
    [
        ("a couple of days", "2 d", "2 d", "[2, 2] d", "[2, 2] d"),
        ("a few days", "[2, 5] d", "[2, 5] d", "[2, 5] d", NONE),
        ("a handful of sessions", "[3, 5] 1", "[3, 5] 1", "[3, 5] 1", NONE),
        ("several days", "[3, 7] d", "[3, 7] d", "[3, 7] d", NONE),
        ("many months", f"[4, {INF}) mo", f"[4, {INF}) mo", f"[4, {INF}) mo", NONE),
        ("seconds", "[2, 60] s", "[2, 60] s", "[2, 60] s", NONE),
        ("minutes", "[2, 60] min", "[2, 60] min", "[2, 60] min", NONE),
        ("hours", "[2, 24] h", "[2, 24] h", "[2, 24] h", NONE),
        ("days", "[2, 7] d", "[2, 7] d", "[2, 7] d", NONE),
        ("weeks", "[2 wk, 1 mo]", "[2 wk, 1 mo]", "[2 wk, 1 mo]", NONE),
        ("months", "[2, 12] mo", "[2, 12] mo", "[2, 12] mo", NONE),
        ("years", f"[2, {INF}) a", f"[2, {INF}) a", f"[2, {INF}) a", NONE),
        ("sessions", f"[2, {INF}) 1", f"[2, {INF}) 1", f"[2, {INF}) 1", NONE),
        ("days or even weeks", "[2 d, 1 mo]", "[2 d, 1 mo]", "[2 d, 1 mo]", NONE),
        ("weeks or perhaps months", "[2 wk, 1 a]", "[2 wk, 1 a]", "[2 wk, 1 a]", NONE),
        ("several days or weeks", "[3, 49] d", "[3, 49] d", "[3, 49] d", NONE),
        ("several days or even weeks", "[3 d, 1 mo]", "[3 d, 1 mo]", "[3 d, 1 mo]", NONE),
        ("several days or 2 weeks", "[3, 14] d", "[3, 14] d", "[3, 14] d", NONE),
        ("many weeks or even months", f"[4, {INF}) wk", f"[4, {INF}) wk", f"[4, {INF}) wk", NONE),
        ("a few minutes to several days or even weeks", "[2, 5] min", "[3 d, 1 mo]", "[2 min, 1 mo]", "[5 min, 3 d]"),
        ("a few hours to a day or two", "[2, 5] h", "[1, 2] d", "[2 h, 2 d]", "[5, 24] h"),
        ("a day or two to a week", "[1, 2] d", "1 wk", "[1, 7] d", "[2, 7] d"),
        ("weeks to months", "[2 wk, 1 mo]", "[2, 12] mo", "[2 wk, 12 mo]", "[1, 2] mo"),
        ("weeks to a couple of months", "[2 wk, 1 mo]", "2 mo", "[2 wk, 2 mo]", "[1, 2] mo"),
        ("up to several weeks", NONE, "[3, 7] wk", "[0, 7] wk", NONE),
        ("within 4 or 6 weeks", NONE, "[4, 6] wk", "[0, 6] wk", NONE),
        ("at least 4 or 6 weeks", "[4, 6] wk", NONE, f"[4, {INF}) wk", NONE),
        ("up to years", NONE, f"[2, {INF}) a", f"[0, {INF}) a", NONE),
        ("at least several weeks", "[3, 7] wk", NONE, f"[3, {INF}) wk", NONE),
        ("within minutes", NONE, "[2, 60] min", "[0, 60] min", NONE),
    ],
)
def test_vague_amounts(phrase: str, low: str, high: str, outer: str, inner: str) -> None:
    assert read(phrase) == (low, high, outer, inner)


@pytest.mark.parametrize(
    ("phrase", "value", "unit"),
    [
        ("one day", "1", "d"),
        ("twelve weeks", "12", "wk"),
        ("nineteen days", "19", "d"),
        ("twenty days", "20", "d"),
        ("twenty-four hours", "24", "h"),
        ("twenty four hours", "24", "h"),
        ("Ninety\N{NON-BREAKING HYPHEN}nine days", "99", "d"),
        ("a week", "1", "wk"),
        ("an hour", "1", "h"),
        ("half an hour", "0.5", "h"),
        ("a half day", "0.5", "d"),
        ("half-hour", "0.5", "h"),
        ("an hour and a half", "1.5", "h"),
        ("one and a half hours", "1.5", "h"),
        ("2 and a half days", "2.5", "d"),
        ("5-day", "5", "d"),
        ("six-week", "6", "wk"),
        ("1,000 mg", "1000", "mg"),
        ("12,345.5 mg", "12345.5", "mg"),
        (".5 mg/kg", "0.5", "mg/kg"),
        ("24h", "24", "h"),
        ("9" * 15 + " hours", "9" * 15, "h"),
        ("the first 24 hours", "24", "h"),
    ],
)
def test_numbers_in_words_and_figures(phrase: str, value: str, unit: str) -> None:
    assert read(phrase) == exactly(value, unit)


@pytest.mark.parametrize(
    "phrase",
    [
        "6 to 8 sessions",
        "six to eight sessions",
        "6 through 8 sessions",
        "from 6 to 8 sessions",
        "between 6 and 8 sessions",
        "between six sessions and eight sessions",
        "6 or 8 sessions",
        "six or perhaps eight sessions",
        "6 sessions to 8 sessions",
        "six- to eight-session",
        "typically 6 to 8 sessions",
        "6 to 8 sessions usually",
        *(
            f"6{space}{dash}{space}8 sessions"
            for space in ("", " ")
            for dash in "-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}\N{EN DASH}\N{EM DASH}\N{HORIZONTAL BAR}\N{MINUS SIGN}"
        ),
    ],
    ids=ascii,
)
def test_two_ends(phrase: str) -> None:
    assert read(phrase) == between("6", "8", "1")


@pytest.mark.parametrize(
    ("phrase", "reading"),
    [
        ("3 hours to 2 days", ("3 h", "2 d", "[3 h, 2 d]", "[3 h, 2 d]")),
        ("12 hours to a week", ("12 h", "1 wk", "[12, 168] h", "[12, 168] h")),
        ("30 seconds to 10 minutes", ("30 s", "10 min", "[30 s, 10 min]", "[30 s, 10 min]")),
        ("500 mcg to 2 mg", ("500 ug", "2 mg", "[500 ug, 2 mg]", "[500 ug, 2 mg]")),
        ("a week or even a month", ("1 wk", "1 mo", "[1 wk, 1 mo]", "[1 wk, 1 mo]")),
        ("between 4 or 5 and 6 weeks", ("[4, 5] wk", "6 wk", "[4, 6] wk", "[5, 6] wk")),
        ("between several hours and a few days", ("[3, 7] h", "[2, 5] d", "[3 h, 5 d]", "[7 h, 2 d]")),
        ("between the 4 and 6 weeks", between("4", "6", "wk")),
        ("between about 3 and 4 days", between("3", "4", "d")),
        ("a week or so to a month", ("1 wk", "1 mo", "[1 wk, 1 mo]", "[1 wk, 1 mo]")),
        ("several days to 5 days", ("[3, 7] d", "5 d", "[3, 5] d", "[5, 5] d")),
        ("3 weeks or several weeks", ("[3, 7] wk", "[3, 7] wk", "[3, 7] wk", NONE)),
        ("20% to 30%", between("20", "30", "%")),
        ("4 weeks to 6", between("4", "6", "wk")),
        ("4 to 6 days or 2 weeks", ("4 d", "[6, 14] d", "[4, 14] d", "[4, 6] d")),
        ("2 to days", ("2 d", "[2, 7] d", "[2, 7] d", "[2, 2] d")),
        ("6 to 6 weeks", exactly("6", "wk")),
    ],
)
def test_two_ends_of_other_units_and_vagueness(phrase: str, reading: tuple[str, str, str, str]) -> None:
    assert read(phrase) == reading


@pytest.mark.parametrize(
    ("phrase", "value", "unit"),
    [
        ("0.5 mg/kg/hour", "0.5", "mg/kg/h"),
        ("0.5 mg/kg/h", "0.5", "mg/kg/h"),
        ("0.5 mg / kg / hr", "0.5", "mg/kg/h"),
        ("0.5 mg per kg per hour", "0.5", "mg/kg/h"),
        ("0.5 milligrams per kilogram per hour", "0.5", "mg/kg/h"),
        ("0.5 mg/kg body weight/hour", "0.5", "mg/kg/h"),
        ("0.5 mg/kg of body weight", "0.5", "mg/kg"),
        ("0.5 mg/kg bodyweight", "0.5", "mg/kg"),
        ("0.5 mg per kg of body weight per hour", "0.5", "mg/kg/h"),
        ("10 mcg/kg/min", "10", "ug/kg/min"),
        ("10 \N{MICRO SIGN}g/kg/min", "10", "ug/kg/min"),
        ("10 \N{GREEK SMALL LETTER MU}g/kg/min", "10", "ug/kg/min"),
        ("10 micrograms per kilo per minute", "10", "ug/kg/min"),
        ("150 mg per day", "150", "mg/d"),
        ("150 mg a day", "150", "mg/d"),
        ("150 mg each day", "150", "mg/d"),
        ("150 mg every day", "150", "mg/d"),
        ("150 mg/d", "150", "mg/d"),
        ("150 mg daily", "150", "mg/d"),
        ("100 ng/mL", "100", "ng/mL"),
        ("100 nanograms per millilitre", "100", "ng/mL"),
        ("0.5 ng/mg", "0.5", "ng/mg"),
        ("2 GRAMS", "2", "g"),
        ("20%", "20", "%"),
        ("20 percent", "20", "%"),
        ("200 patients", "200", "1"),
        ("three studies", "3", "1"),
        ("3 wks", "3", "wk"),
        ("3 yrs", "3", "a"),
    ],
    ids=ascii,
)
def test_spellings_of_units(phrase: str, value: str, unit: str) -> None:
    assert read(phrase) == exactly(value, unit)


@pytest.mark.parametrize(
    ("phrase", "quantity", "reading"),
    [
        ("5.9 points", "pain_score", exactly("5.9", "{score}")),
        ("8 to 9 points", "pain_score", between("8", "9", "{score}")),
        ("1 point", "pain_score", exactly("1", "{score}")),
        ("up to 3 points", "pain_score", (NONE, "3 {score}", "[0, 3] {score}", "[3, 3] {score}")),
        ("0.61", "effect_size", exactly("0.61", "1")),
        ("1.05 to 10.09", "risk_ratio", between("1.05", "10.09", "1")),
        ("about 2", "risk_ratio", exactly("2", "1")),
        ("-1.83 points", "effect_size", exactly("-1.83", "{score}")),
        ("-2.35 to -1.31 points", "effect_size", between("-2.35", "-1.31", "{score}")),
        ("-2.33 to 0.09 points", "effect_size", between("-2.33", "0.09", "{score}")),
        ("-0.6 to 0.3", "effect_size", between("-0.6", "0.3", "1")),
        ("\N{MINUS SIGN}0.2", "effect_size", exactly("-0.2", "1")),
        ("-.5", "effect_size", exactly("-0.5", "1")),
        ("-1\N{EN DASH}2 points", "effect_size", between("-1", "2", "{score}")),
        ("-1 and a half points", "effect_size", exactly("-1.5", "{score}")),
        ("-1 points and a half", "effect_size", exactly("-1.5", "{score}")),
        ("at least -1 points", "effect_size", ("-1 {score}", NONE, f"[-1, {INF}) {{score}}", "[-1, -1] {score}")),
        ("-5 points or more", "effect_size", ("-5 {score}", NONE, f"[-5, {INF}) {{score}}", f"[-5, {INF}) {{score}}")),
        ("30 to 50 %", "effect_size", between("30", "50", "%")),
    ],
)
def test_points_pure_numbers_and_signs_where_the_quantity_takes_them(
    phrase: str, quantity: str, reading: tuple[str, str, str, str]
) -> None:
    assert read(phrase, quantity) == reading


@pytest.mark.parametrize(
    ("phrase", "quantity", "message"),
    [
        ("0.61", "onset", "'0.61' at position 0: no unit; write one, such as 'weeks' or 'mg/kg'"),
        ("0.61", None, "'0.61' at position 0: no unit; write one, such as 'weeks' or 'mg/kg'"),
        ("-1 points", "pain_score", "'-' at position 0: a negative number; write it without a sign"),
        ("-1", "risk_ratio", "'-' at position 0: a negative number; write it without a sign"),
        ("- 1 points", "effect_size", "'-' at position 0: a negative number; write it without a sign"),
        ("--1 points", "effect_size", "'-' at position 0: a negative number; write it without a sign"),
        ("-several points", "effect_size", "'-' at position 0: a negative number; write it without a sign"),
        ("1 to - 2", "effect_size", "'-' at position 5: out of place"),
        ("1 to -1", "effect_size", "'1' at position 0: low 1 1 is above high -1 1; swap the ends"),
        (
            "up to -1 points",
            "effect_size",
            "'-' at position 6: how far below 'up to' reaches is not stated and may be below zero; give both ends",
        ),
        (
            "less than 0.5",
            "effect_size",
            "'0.5' at position 10: how far below 'less than' reaches is not stated and may be below zero; give both ends",
        ),
        ("0.61 95 % CI", "effect_size", "'95' at position 5: a second quantity; give each quantity by itself"),
    ],
)
def test_where_the_quantity_does_not_take_them_they_are_refused(phrase: str, quantity: str | None, message: str) -> None:
    with pytest.raises(PhraseError) as raised:
        parse_range(phrase, quantity=quantity)
    assert str(raised.value) == f"cannot read {phrase!r}: {message}"


@pytest.mark.parametrize(
    ("phrase", "reading"),
    [
        ("more than 4 months", ("4 mo", NONE, f"[4, {INF}) mo", "[4, 4] mo")),
        ("less than 1 hour", (NONE, "1 h", "[0, 1] h", "[1, 1] h")),
        ("no more than 4 months", (NONE, "4 mo", "[0, 4] mo", "[4, 4] mo")),
        ("no less than 4 months", ("4 mo", NONE, f"[4, {INF}) mo", "[4, 4] mo")),
    ],
)
def test_more_and_less_than_count_the_end_itself(phrase: str, reading: tuple[str, str, str, str]) -> None:
    assert read(phrase) == reading


def test_more_than_before_two_ends_is_refused() -> None:
    with pytest.raises(PhraseError, match="'more than' before two ends can be read in two ways; give one end"):
        parse_range("more than 4 to 6 weeks")


@pytest.mark.parametrize("words", ["up to", "within", "at most", "no more than", "no longer than", "as long as"])
def test_words_that_leave_only_the_high_end(words: str) -> None:
    assert read(f"{words} 3 days") == (NONE, "3 d", "[0, 3] d", "[3, 3] d")


@pytest.mark.parametrize("words", ["at least", "as quickly as", "as soon as", "as early as", "no less than"])
def test_words_that_leave_only_the_low_end(words: str) -> None:
    assert read(f"{words} 3 days") == ("3 d", NONE, f"[3, {INF}) d", "[3, 3] d")


@pytest.mark.parametrize("words", ["within", "as quickly as", "as soon as", "as early as"])
def test_words_that_change_nothing_before_two_ends(words: str) -> None:
    assert read(f"{words} 30 to 90 minutes") == between("30", "90", "min")


@pytest.mark.parametrize(
    "words",
    ["or longer", "or more", "or even longer", "or even more", "and longer", "and more", "or beyond", "or later"],
)
def test_words_that_leave_the_high_end_open(words: str) -> None:
    reported = parse_range(f"4 weeks {words}")
    assert reported.unbounded_high
    assert reported.high is None
    assert read(f"4 weeks {words}") == ("4 wk", NONE, f"[4, {INF}) wk", f"[4, {INF}) wk")


@pytest.mark.parametrize(
    ("phrase", "reading"),
    [
        ("4 or more weeks", ("4 wk", NONE, f"[4, {INF}) wk", f"[4, {INF}) wk")),
        ("six or more sessions", ("6 1", NONE, f"[6, {INF}) 1", f"[6, {INF}) 1")),
        ("3 to 5 or more days", ("3 d", "5 d", f"[3, {INF}) d", f"[3, {INF}) d")),
    ],
)
def test_the_high_end_may_be_left_open_before_the_unit(phrase: str, reading: tuple[str, str, str, str]) -> None:
    assert parse_range(phrase).unbounded_high
    assert read(phrase) == reading


def test_an_open_high_end_keeps_a_high_end_that_is_stated() -> None:
    reported = parse_range("3 to 5 days or longer")
    assert reported.unbounded_high
    assert read("3 to 5 days or longer") == ("3 d", "5 d", f"[3, {INF}) d", f"[3, {INF}) d")


def test_a_limit_is_not_an_open_end() -> None:
    assert not parse_range("at least 24 hours").unbounded_high


@pytest.mark.parametrize(
    "phrase",
    [
        *(f"{words} 4 to 6 weeks" for words in ("about", "around", "approximately", "roughly", "~", "typically about")),
        "4 to about 6 weeks",
        "4 to 6 weeks or so",
        "every 4 to about 6 weeks",
    ],
)
def test_words_that_make_it_approximate(phrase: str) -> None:
    assert parse_range(phrase).approximate
    assert read(phrase) == between("4", "6", "wk")


def test_what_is_not_called_approximate_is_not() -> None:
    assert not parse_range("4 to 6 weeks").approximate


def test_approximate_and_open_together_in_any_order() -> None:
    for phrase in ("a week or so or longer", "a week or longer or so"):
        reported = parse_range(phrase)
        assert (reported.approximate, reported.unbounded_high) == (True, True)


@pytest.mark.parametrize(
    ("phrase", "hedges"),
    [
        ("4 to 6 weeks", ()),
        ("typically 4 to 6 weeks", ("typically",)),
        ("often 4 to even 6 weeks", ("often", "even")),
        ("Usually about 4 to 6 weeks", ("usually",)),
        ("4 to 6 weeks typically", ("typically",)),
    ],
)
def test_hedges_are_kept(phrase: str, hedges: tuple[str, ...]) -> None:
    assert parse_range(phrase).hedges == hedges
    assert read(phrase) == between("4", "6", "wk")


@pytest.mark.parametrize(
    ("phrase", "reading"),
    [
        ("every week", exactly("1", "wk")),
        ("each week", exactly("1", "wk")),
        ("once every week", exactly("1", "wk")),
        ("every 2 days", exactly("2", "d")),
        ("once every two weeks", exactly("2", "wk")),
        ("every four to six weeks", between("4", "6", "wk")),
        ("every 3 to 4 months", between("3", "4", "mo")),
        ("every 4 weeks to every 6 weeks", between("4", "6", "wk")),
        ("every few hours", ("[2, 5] h", "[2, 5] h", "[2, 5] h", NONE)),
        ("every few weeks or months", ("[2 wk, 1 a]", "[2 wk, 1 a]", "[2 wk, 1 a]", NONE)),
        ("every few weeks to every few months", ("[2, 5] wk", "[2, 5] mo", "[2 wk, 5 mo]", "[5 wk, 2 mo]")),
        ("hourly", exactly("1", "h")),
        ("daily", exactly("1", "d")),
        ("every day", exactly("1", "d")),
        ("each day", exactly("1", "d")),
        ("every other day", exactly("2", "d")),
        ("every second day", exactly("2", "d")),
        ("on alternate days", exactly("2", "d")),
        ("weekly", exactly("1", "wk")),
        ("every other week", exactly("2", "wk")),
        ("fortnightly", exactly("2", "wk")),
        ("Monthly", exactly("1", "mo")),
        ("every other month", exactly("2", "mo")),
        ("quarterly", exactly("3", "mo")),
        ("yearly", exactly("1", "a")),
        ("annually", exactly("1", "a")),
        ("monthly or quarterly", between("1", "3", "mo")),
        ("every day or on alternate days", between("1", "2", "d")),
    ],
)
def test_intervals(phrase: str, reading: tuple[str, str, str, str]) -> None:
    assert read(phrase) == reading


@pytest.mark.parametrize(
    ("phrase", "reading"),
    [
        ("once", exactly("1", "1")),
        ("twice", exactly("2", "1")),
        ("3 times", exactly("3", "1")),
        ("once daily", exactly("1", "/d")),
        ("once a day", exactly("1", "/d")),
        ("twice a day", exactly("2", "/d")),
        ("2 per day", exactly("2", "/d")),
        ("2/day", exactly("2", "/d")),
        ("once or twice a week", between("1", "2", "/wk")),
        ("once or twice", between("1", "2", "1")),
        ("twice/day", exactly("2", "/d")),
        ("3 times a day", exactly("3", "/d")),
        ("3 to 4 times daily", between("3", "4", "/d")),
        ("three to four times a week", between("3", "4", "/wk")),
        ("twice monthly", exactly("2", "/mo")),
        ("2 infusions per week", exactly("2", "/wk")),
        ("2 doses every day", exactly("2", "/d")),
        ("one dose a day", exactly("1", "/d")),
        ("one a day", exactly("1", "/d")),
    ],
)
def test_how_often(phrase: str, reading: tuple[str, str, str, str]) -> None:
    assert read(phrase) == reading


@pytest.mark.parametrize(
    ("phrase", "reading"),
    [
        ("daily", exactly("1", "/d")),
        ("every other day", exactly("0.5", "/d")),
        ("hourly", exactly("24", "/d")),
        ("3 times a day", exactly("3", "/d")),
        ("every day or on alternate days", between("0.5", "1", "/d")),
    ],
)
def test_an_interval_is_read_as_how_often_where_that_is_asked(phrase: str, reading: tuple[str, str, str, str]) -> None:
    assert read(phrase, quantity="doses_per_day") == reading


def test_a_quantity_checks_the_unit() -> None:
    assert read("six sessions", quantity="onset") == exactly("6", "1")
    assert read("up to 12 weeks", quantity="onset") == read("up to 12 weeks")


@pytest.mark.parametrize(
    ("phrase", "quantity", "error", "message"),
    [
        ("3 mg", "relief_duration", DimensionError, "relief_duration cannot be given as dose (mg); expected time"),
        ("up to 3 mg", "relief_duration", DimensionError, "relief_duration cannot be given as dose (mg); expected time"),
        ("3 weeks", "relief_durations", QueryError, "unknown quantity: 'relief_durations'; did you mean 'relief_duration'?"),
    ],
)
def test_a_quantity_that_does_not_fit_is_refused(phrase: str, quantity: str, error: type[Exception], message: str) -> None:
    with pytest.raises(error) as raised:
        parse_range(phrase, quantity=quantity)
    assert str(raised.value) == message


def test_two_precise_ends_are_read_as_nothing_more() -> None:
    low, high = ImpreciseNumber(4, 4, "wk"), ImpreciseNumber(6, 6, "wk")
    assert parse_range("4 to 6 weeks") == Reported("4 to 6 weeks", low, high)


def test_the_phrase_is_kept_as_printed() -> None:
    assert parse_range("  About 4\N{EN DASH}6 Weeks ").text == "About 4\N{EN DASH}6 Weeks"


def without_text(reported: Reported) -> Reported:
    return attrs.evolve(reported, text="")


@pytest.mark.parametrize(
    "phrase", ["FOUR TO SIX WEEKS", "four\N{NO-BREAK SPACE}to\tsix\nweeks", " Four  to six weeks "], ids=ascii
)
def test_case_and_white_space_do_not_matter(phrase: str) -> None:
    assert without_text(parse_range(phrase)) == without_text(parse_range("four to six weeks"))


NO_UNIT = "no unit; write one, such as 'weeks' or 'mg/kg'"
SECOND = "a second quantity; give each quantity by itself"
TWO_WAYS = "before two ends can be read in two ways; give one end"
CODES = "expected a UCUM code such as 'd', 'wk', 'mg/kg'"


def refused(phrase: Any) -> PhraseError:
    with pytest.raises(PhraseError) as raised:
        parse_range(phrase)
    return raised.value


@pytest.mark.parametrize(
    ("phrase", "word", "position", "why"),
    [
        ("-4 weeks", "-", 0, "a negative number; write it without a sign"),
        ("\N{MINUS SIGN}4 weeks", "\N{MINUS SIGN}", 0, "a negative number; write it without a sign"),
        ("4 weks", "weks", 2, "unknown word; did you mean 'weeks'?"),
        ("a hundred days", "hundred", 2, "unknown word"),
        ("4 weeks.", ".", 7, "unknown word"),
        ("1,00 mg", ",", 1, "unknown word"),
        ("> 3 days", ">", 0, "unknown word"),
        ("\N{LATIN SMALL LETTER SHARP S} 4 weeks", "\N{LATIN SMALL LETTER SHARP S}", 0, "unknown word"),
        ("many several", "several", 5, "out of place"),
        ("4 several weeks", "several", 2, "out of place"),
        ("4 weeks 5 days", "5", 8, SECOND),
        ("4 weeks days", "days", 8, SECOND),
        ("4 weeks five", "five", 8, SECOND),
        ("twenty ten days", "ten", 7, SECOND),
        ("0.5 mg/kg over 40 minutes", "over", 10, "unknown word"),
        ("over 3 days", "over", 0, "unknown word"),
        ("0.5 mg/kg for 40 minutes", "40", 14, SECOND),
        ("4", "4", 0, NO_UNIT),
        ("a", "a", 0, NO_UNIT),
        ("few", "few", 0, NO_UNIT),
        ("4 to 6", "6", 5, NO_UNIT),
        ("between four and six", "six", 17, NO_UNIT),
        ("week", "week", 0, "no number before 'week'"),
        ("per day", "per", 0, "no number before 'per'"),
        ("9" * 16 + " weeks", "9" * 16, 0, "a number of 16 characters; write it shorter"),
        ("mg", "mg", 0, "no number before 'mg'"),
        ("several days to week", "week", 16, "no number before 'week'"),
        ("up to 4 to 6 weeks", "4", 6, f"'up to' {TWO_WAYS}"),
        ("at least 4 to 6 weeks", "4", 9, f"'at least' {TWO_WAYS}"),
        ("4 to at least 6 weeks", "4", 0, f"'at least' {TWO_WAYS}"),
        ("up to every week to 6 weeks", "week", 12, f"'up to' {TWO_WAYS}"),
        ("up to at least 3 days", "at", 6, "a second limit; keep one"),
        ("5 or more to 8 weeks", "8", 13, "a second end after one that is open; give one of them"),
        ("between 4 to 6 weeks", "to", 10, "expected 'and' and a second end after 'between'"),
        ("4 weeks to 5 mg", "5", 11, "two different quantities: time and dose"),
        ("4 weeks or 5 mg", "5", 11, "two different quantities: time and dose"),
        ("4 mg to every week", "week", 14, "two different quantities: dose and time"),
        ("4 mg to monthly", "monthly", 8, "two different quantities: dose and time"),
        ("4 weeks to twice a day", "twice", 11, "two different quantities: time and frequency"),
        ("1 mg to 2 mg/kg", "2", 8, "two different quantities: dose and dose per body weight"),
        ("4 mL", "mL", 2, f"unknown unit: 'mL'; {CODES}"),
        ("4 weeks a day", "a", 8, f"unknown unit: 'wk/d'; {CODES}; did you mean 'kg/d'?"),
        ("4 mg/kg/mg", "/", 4, f"unknown unit: 'mg/kg/mg'; {CODES}; did you mean 'mg/kg/mo'?"),
    ],
    ids=ascii,
)
def test_a_refusal_names_the_word_and_its_position(phrase: str, word: str, position: int, why: str) -> None:
    error = refused(phrase)
    assert str(error) == f"cannot read {phrase!r}: {word!r} at position {position}: {why}"
    assert (error.phrase, error.word, error.position) == (phrase, word, position)


def test_a_refusal_names_the_word_that_says_how_often() -> None:
    with pytest.raises(PhraseError) as raised:
        parse_range("4 mg to daily", quantity="doses_per_day")
    assert str(raised.value) == (
        "cannot read '4 mg to daily': 'daily' at position 8: two different quantities: dose and frequency"
    )


@pytest.mark.parametrize(
    ("phrase", "word", "position"),
    [
        ("to 6 weeks", "to", 0),
        ("4 to 6 to 8 weeks", "to", 7),
        ("or longer", "or", 0),
        ("per", "per", 0),
        ("4 per patient", "per", 2),
        ("4 mg/patient", "/", 4),
        ("4 mg/visitor", "/", 4),
        ("4 weeks and", "and", 8),
        ("6--8 sessions", "-", 2),
        ("twice quarterly", "quarterly", 6),
        ("4 weeks twice", "twice", 8),
    ],
)
def test_a_word_that_is_known_is_called_out_of_place_not_unknown(phrase: str, word: str, position: int) -> None:
    error = refused(phrase)
    assert (error.word, error.position) == (word, position)
    assert str(error) == f"cannot read {phrase!r}: {word!r} at position {position}: out of place"


@pytest.mark.parametrize(
    ("phrase", "why"),
    [
        ("", "it gives no quantity"),
        ("   ", "it gives no quantity"),
        ("about", "expected an amount with a unit"),
        ("every", "expected an amount with a unit"),
        ("4 to", "expected an amount with a unit"),
        ("4 weeks or", "expected an amount with a unit"),
        ("between 4", "expected 'and' and a second end after 'between'"),
    ],
)
def test_a_phrase_that_ends_too_soon_is_refused_at_its_end(phrase: str, why: str) -> None:
    error = refused(phrase)
    assert str(error) == f"cannot read {phrase!r}: {why}"
    assert (error.phrase, error.word, error.position) == (phrase, "", len(phrase))


@pytest.mark.parametrize(
    ("phrase", "word", "position", "ends"),
    [
        ("6 to 4 weeks", "6", 0, "low 6 wk is above high 4 wk"),
        ("3 weeks to 2 days", "3", 0, "low 3 wk is above high 2 d"),
        ("between several weeks and a few days", "several", 8, "low [3, 7] wk is above high [2, 5] d"),
        ("3 days or 2 days", "3", 0, "low 3 d is above high 2 d"),
    ],
)
def test_reversed_ends_are_refused(phrase: str, word: str, position: int, ends: str) -> None:
    error = refused(phrase)
    assert str(error) == f"cannot read {phrase!r}: {word!r} at position {position}: {ends}; swap the ends"
    assert (error.phrase, error.word, error.position) == (phrase, word, position)


@pytest.mark.parametrize("phrase", [4, None, b"4 weeks"], ids=repr)
def test_what_is_no_text_is_refused(phrase: Any) -> None:
    assert str(refused(phrase)) == f"expected a phrase (str), came {type(phrase).__name__}"


@pytest.mark.parametrize("phrase", ["9" * 900 + " weeks", "9" * 400 + ".5 to 4 weeks"], ids=["many digits", "reversed"])
def test_a_number_too_long_to_compute_with_is_refused_like_any_other_phrase(phrase: str) -> None:
    assert refused(phrase).phrase == phrase


def test_a_text_too_long_for_a_phrase_is_refused_without_being_read() -> None:
    spaces = LONGEST - len("4weeks")
    assert parse_range(f"4{' ' * spaces}weeks").outer == Range(4, 4, "wk")
    text = f"4{' ' * (spaces + 1)}weeks"
    error = refused(text)
    assert str(error) == "a phrase of 1,001 characters; at most 1,000 are read; give the figure alone"
    assert (error.phrase, error.word, error.position) == (text, "", 0)
