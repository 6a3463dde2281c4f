"""Charts: their specification, what is in it beside what the records say, what they refuse, and the files they are saved as."""

from __future__ import annotations

import json
import re
import runpy
import struct
import sys
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import altair as alt
import attrs
import pytest

import ketamine_evidence as ke
from authored import ROOT
from ketamine_evidence import charts
from ketamine_evidence.charts.axes import axis_of
from ketamine_evidence.charts.captions import shown
from ketamine_evidence.charts.rows import POSITIONS
from ketamine_evidence.charts.themes import COLOURS, TIER_SHAPES
from ketamine_evidence.dataset.tables import Table
from ketamine_evidence.records.evidence import Factor, Mechanism, ReportedRange, SideEffect, Source, Term
from ketamine_evidence.records.locators import Locator
from ketamine_evidence.records.vocabulary import (
    Action,
    Condition,
    Course,
    Direction,
    Effect,
    FactorName,
    Interest,
    Outcome,
    ProtocolName,
    Route,
    SourceKind,
    Statistic,
    Substance,
    Target,
    Tier,
)
from ketamine_evidence.values.quantities import Quantity
from ketamine_evidence.values.ranges import Range

DAY = 86_400.0
WEEK = 7 * DAY
Chart = Callable[..., alt.LayerChart]


def source(slug: str, kind: SourceKind, **more: Any) -> Source:
    """A source of the tier that its kind is of."""
    tier = Tier.LAY if kind in {SourceKind.HEALTH_ARTICLE, SourceKind.CLINIC_ARTICLE} else Tier.LITERATURE
    return Source(id=slug, title=f"On {slug}", tier=tier, kind=kind, interest=Interest.UNKNOWN, **more)


SOURCES = [
    source("clinic", SourceKind.CLINIC_ARTICLE),
    source("health", SourceKind.HEALTH_ARTICLE),
    source("review", SourceKind.NARRATIVE_REVIEW, conditions=(Condition.MIGRAINE, Condition.CRPS)),
    source("trial", SourceKind.RANDOMIZED_TRIAL, year=2009),
]


def said(name: str, phrase: str, quantity: Quantity = Quantity.RELIEF_DURATION, **more: Any) -> ReportedRange:
    """A claim that some phrase is said of a quantity."""
    slug = name.partition(".")[0]
    usual: dict[str, Any] = {"statistic": Statistic.RANGE, "locator": Locator(section="results"), "summary": phrase}
    reported = ke.parse_range(phrase, quantity=quantity.value)
    return ReportedRange(id=name, source=slug, quantity=quantity, reported=reported, **usual | more)


SINGLE: dict[str, Any] = {"protocol": ProtocolName.SINGLE_INFUSION, "route": Route.INTRAVENOUS}
TIMES: dict[str, Any] = {"quantity": Quantity.RELIEF_TIME_POINT, **SINGLE}
RELIEF = [
    said("clinic.r001", "up to 12 weeks", **SINGLE),
    said("clinic.r002", "several hours to a few days", protocol=ProtocolName.INJECTION),
    said("health.r001", "several months or longer", **SINGLE),
    said("health.r002", "24 to 48 hours", **SINGLE, population="adults", condition=Condition.CRPS),
    said("review.r001", "at least 4 weeks"),
    said("trial.r001", "11 weeks", **SINGLE),
    said("trial.r002", "10 to 12 weeks", **SINGLE, statistic=Statistic.CI95, estimate="trial.r001"),
    said("trial.r003", "2 days", **SINGLE, substance=Substance.PLACEBO),
    said("trial.r004", "1 to 3 days", **SINGLE, substance=Substance.PLACEBO, statistic=Statistic.CI95, estimate="trial.r003"),
    said("trial.r005", "1 week", **TIMES, course=Course.HELD_AT),
    said("trial.r006", "4 to 6 weeks", **TIMES, course=Course.GONE_BY),
    said("trial.r007", "12 weeks", **TIMES, course=Course.ABSENT_AT),
    said("trial.r008", "13 weeks", **TIMES),
]


def dataset(ranges: Iterable[ReportedRange] = RELIEF, **tables: Any) -> ke.Dataset:
    """A small dataset of four sources."""
    terms = [Term(scheme="route", id="intravenous", label="into a vein", definition="by a drip")]
    return ke.Dataset.of({"sources": SOURCES, "terms": terms, "ranges": list(ranges), **tables}, "0.9.0", date(2026, 1, 2))


DS = dataset()
OLD = ke.load("0.2.0")


def data_of(chart: Any) -> list[dict[str, Any]]:
    """The data of a chart, or of a layer."""
    return list(chart.data.values)


def rows(chart: alt.LayerChart) -> dict[str, dict[str, Any]]:
    """The data of a range chart by claim; every claim is there once."""
    found = data_of(chart)
    by_id = {row["id"]: row for row in found}
    assert len(by_id) == len(found)
    return by_id


def marks(row: dict[str, Any]) -> dict[str, float]:
    """The places of a row that it has."""
    return {name: row[name] for name in POSITIONS if row[name] is not None}


def domain(chart: alt.LayerChart, channel: str = "x", field: str = "unstated_start") -> list[Any]:
    """The domain of a scale of a chart."""
    found = [one for one in encodings(chart.to_dict(validate=False)) if one.get(channel, {}).get("field") == field]
    return list(found[0][channel]["scale"]["domain"])


def encodings(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """The encodings of all layers of a specification."""
    return [*([spec["encoding"]] if "encoding" in spec else []), *(e for one in spec.get("layer", []) for e in encodings(one))]


def subtitle(chart: alt.LayerChart) -> str:
    """What stands below the title, unbroken."""
    return " ".join(chart.title.subtitle)


def labels(chart: alt.LayerChart) -> list[str]:
    """The labels of all rows, of headings too, from above to below."""
    found = next(one["y"]["scale"]["domain"] for one in encodings(chart.to_dict(validate=False)) if "y" in one)
    return [key.partition(" ")[2] for key in found]


MADE: dict[str, Chart] = {
    "ranges": lambda **more: charts.ranges(OLD.ranges.where(quantity="relief_duration"), by="protocol", **more),
    "ranges of doses": lambda **more: charts.ranges(OLD.ranges.where(quantity="dose_rate"), by="condition", **more),
    "ranges with all marks": lambda **more: charts.ranges(DS.ranges, by=["protocol", "route"], **more),
    "support": lambda **more: charts.support(OLD.ranges.where(quantity="booster_interval"), **more),
    "support by tier": lambda **more: charts.support(
        DS.ranges.where(quantity="relief_duration"), by="tier", view="inner", **more
    ),
    "matrix": lambda **more: charts.matrix(OLD.mechanisms, **more),
    "matrix of factors": lambda **more: charts.matrix(OPINIONS.factors, **more),
    "comparison": lambda **more: charts.lay_and_literature(DS.ranges, by="protocol", **more),
}


def factor(name: str, which: FactorName, direction: Direction | None) -> Factor:
    """A claim that a factor bears on how long relief lasts."""
    slug = name.partition(".")[0]
    return Factor(
        id=name, source=slug, locator=Locator(), summary="so", factor=which, outcome=Outcome.RELIEF_DURATION, direction=direction
    )


OPINIONS: ke.Dataset = dataset(
    factors=[
        factor("clinic.f001", FactorName.AGE, Direction.LONGER),
        factor("clinic.f002", FactorName.DOSE, Direction.LONGER),
        factor("health.f001", FactorName.AGE, Direction.SHORTER),
        factor("trial.f001", FactorName.AGE, None),
    ],
    mechanisms=[
        Mechanism(
            id="trial.m001", source="trial", locator=Locator(), summary="so", target=Target.NMDA_RECEPTOR, action=Action.BLOCKS
        )
    ],
    side_effects=[
        SideEffect(
            id="trial.e001", source="trial", locator=Locator(), summary="so", effect=Effect.BACK_PAIN, frequency="in 2 of 9"
        )
    ],
)


@cache
def made(name: str, **more: Any) -> alt.LayerChart:
    """A chart by its name; no test changes it."""
    return MADE[name](**more)


@pytest.mark.parametrize(("width", "theme"), [(760, "light"), (320, "dark")])
@pytest.mark.parametrize("name", MADE)
def test_every_chart_keeps_the_schema_of_vega_lite(name: str, width: int, theme: str) -> None:
    spec = made(name, theme=theme, width=width).to_dict(validate=True)
    assert spec["$schema"].startswith("https://vega.github.io/schema/vega-lite/v")
    assert spec.get("background") == (None if theme == "light" else COLOURS["dark"].ground)
    assert spec["title"]["color"] == COLOURS[theme].ink
    assert spec["width"] <= width
    assert json.loads(json.dumps(spec, allow_nan=False)) == spec


@pytest.mark.parametrize("name", MADE)
def test_every_chart_says_its_version_and_what_it_is_for(name: str) -> None:
    chart = made(name)
    version = "0.2.0" if name in {"ranges", "ranges of doses", "support", "matrix"} else "0.9.0"
    assert subtitle(chart).endswith(f"Data version {version}. An evidence summary, not dosing advice.")
    assert chart.description.endswith(f"Data version {version}. An evidence summary, not dosing advice.")


@pytest.mark.parametrize("name", MADE)
def test_what_is_said_above_a_narrow_chart_is_broken_to_fit(name: str) -> None:
    lines = made(name, width=320).title.subtitle
    assert max(map(len, lines)) <= 64
    assert " ".join(lines).endswith("An evidence summary, not dosing advice.")


def test_light_charts_stand_side_by_side() -> None:
    both = alt.hconcat(made("ranges"), made("support")).to_dict(validate=True)
    assert [len(one["layer"]) for one in both["hconcat"]] == [2, 4]


# A row a claim.


def test_every_claim_of_a_release_has_its_row_with_what_its_record_says() -> None:
    relief = OLD.ranges.where(quantity="relief_duration")
    found = rows(made("ranges"))
    assert sorted(found) == sorted(relief.ids)
    for claim in relief:
        row, reported = found[claim.id], claim.reported
        assert (row["phrase"], row["outer"], row["inner"]) == (reported.text, str(reported.outer), str(reported.inner or "none"))
        assert (row["section"], row["basis"], row["tier"]) == (claim.locator.section or "not stated", "source text", "lay")
        assert row["title"] == OLD.sources[claim.source].title
        assert row["left_out"] is None
        assert row["row"].partition(" ")[2] == claim.id


def test_bars_lie_where_the_readings_are_in_seconds() -> None:
    found = rows(made("ranges"))
    seen = 0
    for claim in OLD.ranges.where(quantity="relief_duration"):
        row, outer, inner = found[claim.id], claim.reported.outer.to("s"), claim.reported.inner
        if claim.reported.low is not None and outer.high is not None:
            assert (row["outer_start"], row["outer_end"]) == (outer.low, outer.high)
            seen += 1
        if inner is not None and inner.to("s").low != inner.to("s").high and inner.high is not None:
            assert (row["inner_start"], row["inner_end"]) == (inner.to("s").low, inner.to("s").high)
            seen += 1
    assert seen >= 40


def test_the_rows_stand_in_the_chart_from_above_to_below() -> None:
    chart = charts.ranges(DS.ranges, by="protocol")
    assert labels(chart) == [
        "single infusion", "clinic.r001", "health.r002", "health.r001", "trial.r001", "trial.r005", "trial.r006", "trial.r007",
        "trial.r008", "injection", "clinic.r002", "protocol not stated", "review.r001",
    ]  # fmt: skip
    headings = [row["heading"] for row in data_of(chart.layer[0].layer[0])]
    assert headings == ["single infusion", "injection", "protocol not stated"]
    assert len({*(row["row"] for row in data_of(chart)), *chart.to_dict(validate=False)["datasets"]} - {None}) >= 10


def test_an_end_that_is_not_stated_is_thin_and_open() -> None:
    chart = charts.ranges(DS.ranges, by="protocol")
    low, high = domain(chart)
    found = rows(chart)
    assert marks(found["clinic.r001"]) == {
        "unstated_start": low, "unstated_end": 12 * WEEK, "value": 12 * WEEK, "from_zero": low,
    }  # fmt: skip
    assert marks(found["review.r001"]) == {"unstated_start": 4 * WEEK, "unstated_end": high, "value": 4 * WEEK, "no_end": high}
    assert (low, high) == (3_600 / 1.8, 365.25 * DAY * 1.8)


def test_an_end_that_is_left_open_is_an_arrow_and_no_end_is_invented() -> None:
    chart = charts.ranges(DS.ranges)
    _, high = domain(chart)
    month = 30.4375 * DAY
    assert marks(rows(chart)["health.r001"]) == {
        "outer_start": 3 * month, "outer_end": high, "inner_start": 7 * month, "inner_end": high, "no_end": high,
    }  # fmt: skip


def test_a_value_is_a_dot_and_its_interval_a_line_on_the_same_row() -> None:
    found = rows(charts.ranges(DS.ranges))
    assert marks(found["trial.r001"]) == {"value": 11 * WEEK}
    assert marks(found["trial.r002"]) == {"line_start": 10 * WEEK, "line_end": 12 * WEEK}
    assert found["trial.r002"]["row"] == found["trial.r001"]["row"]
    assert (found["trial.r001"]["note"], found["trial.r002"]["note"]) == ("11 weeks", None)


def test_times_are_marks_and_never_durations() -> None:
    found = rows(charts.ranges(DS.ranges))
    assert marks(found["trial.r005"]) == {"held_at": WEEK}
    assert marks(found["trial.r006"]) == {"gone_by": 4 * WEEK, "line_start": 4 * WEEK, "line_end": 6 * WEEK}
    assert marks(found["trial.r007"]) == {"absent_at": 12 * WEEK}
    assert marks(found["trial.r008"]) == {"looked_at": 13 * WEEK}


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("up to 3 weeks", {"gone_by": 3 * WEEK}),
        ("at least 3 weeks", {"gone_by": 3 * WEEK}),
        ("3 weeks", {"gone_by": 3 * WEEK}),
        ("3 to 5 weeks", {"gone_by": 3 * WEEK, "line_start": 3 * WEEK, "line_end": 5 * WEEK}),
    ],
)
def test_a_time_has_its_mark_at_the_end_that_is_stated(phrase: str, expected: dict[str, float]) -> None:
    claims = [said("trial.r001", phrase, **TIMES, course=Course.GONE_BY)]
    assert marks(rows(charts.ranges(dataset(claims).ranges))["trial.r001"]) == expected


def test_what_is_not_of_ketamine_is_left_out_and_says_why() -> None:
    chart = charts.ranges(DS.ranges)
    found = rows(chart)
    assert {name: row["left_out"] for name, row in found.items() if row["left_out"]} == {
        "trial.r003": "given placebo",
        "trial.r004": "interval of trial.r003",
    }
    assert marks(found["trial.r003"]) == marks(found["trial.r004"]) == {}
    assert found["trial.r003"]["row"] is None
    assert "Not drawn: 1 (given placebo); 1 (interval of trial.r003)." in subtitle(chart)


@pytest.mark.parametrize(
    ("more", "phrase", "quantity"),
    [
        ({"substance": Substance.PLACEBO}, "10 to 12 weeks", Quantity.RELIEF_DURATION),
        ({}, "1 to 2 sessions", Quantity.ONSET),
    ],
)
def test_an_interval_of_another_kind_than_its_figure_is_left_out(more: dict[str, Any], phrase: str, quantity: Quantity) -> None:
    figure = said("trial.r001", "11 weeks", quantity)
    interval = said("trial.r002", phrase, quantity, estimate="trial.r001", statistic=Statistic.CI95, **more)
    found = rows(charts.ranges(dataset([figure, interval]).ranges))
    assert (found["trial.r002"]["left_out"], marks(found["trial.r002"])) == ("interval of trial.r001", {})


def test_the_counts_are_of_what_is_drawn() -> None:
    assert "Lay: 4 claims of 2 sources; literature: 7 claims of 2 sources." in subtitle(charts.ranges(DS.ranges))


def test_what_is_said_of_whom_is_told() -> None:
    found = rows(charts.ranges(DS.ranges))
    assert found["health.r002"]["context"] == "single infusion · crps · intravenous · adults"
    assert found["review.r001"]["context"] == "not stated"
    assert found["trial.r001"]["title"] == "On trial (2009)"
    assert found["trial.r001"]["told"] == "trial.r001: 11 weeks, [11, 11] wk"


def test_open_marks_have_shapes_of_their_own_in_one_legend() -> None:
    spec = charts.ranges(DS.ranges).to_dict(validate=False)
    scales = [one["shape"]["scale"] for one in encodings(spec) if one.get("shape", {}).get("field") == "mark"]
    meant = [
        "no low end stated, or 0",
        "no upper end",
        "relief held at",
        "relief gone by",
        "no relief at",
        "relief looked for at",
    ]
    assert len(scales) == 6
    assert all(scale["domain"] == meant for scale in scales)
    assert all(len(set(scale["range"])) == 6 for scale in scales)


def test_a_hollow_mark_has_a_hole_that_runs_the_other_way() -> None:
    spec = charts.ranges(DS.ranges).to_dict(validate=False)
    scale = next(one["shape"]["scale"] for one in encodings(spec) if one.get("shape", {}).get("field") == "mark")
    shapes = dict(zip(scale["domain"], scale["range"], strict=True))
    turns = {name: [turn(part) for part in path.split("Z") if part] for name, path in shapes.items() if name != "no relief at"}
    assert {name for name, found in turns.items() if len(found) == 2} == {"no low end stated, or 0", "relief gone by"}
    assert all(outside * hole < 0 for outside, hole in (found for found in turns.values() if len(found) == 2))
    assert {name for name, found in turns.items() if len(found) == 1} == {
        "no upper end",
        "relief held at",
        "relief looked for at",
    }


def turn(path: str) -> float:
    """Twice the area of a path, with the sign of the way that it runs."""
    corners = [tuple(map(float, pair.split(","))) for pair in re.findall(r"-?[\d.]+,-?[\d.]+", path)]
    return sum(x * v - u * y for (x, y), (u, v) in zip(corners, [*corners[1:], corners[0]], strict=True))


def test_tiers_differ_in_colour_and_in_shape() -> None:
    for theme in charts.THEMES:
        spec = charts.ranges(DS.ranges, theme=theme).to_dict(validate=False)
        signs = [one for one in encodings(spec) if one.get("shape", {}).get("field") == "tier"]
        assert [one["shape"]["scale"] for one in signs] == [{"domain": ["lay", "literature"], "range": ["circle", "diamond"]}] * 2
        assert {tuple(one["color"]["scale"]["range"]) for one in signs} == {(COLOURS[theme].lay, COLOURS[theme].literature)}
    assert (COLOURS["light"].lay, COLOURS["light"].literature) == ("#0072b2", "#d55e00")
    assert len(set(TIER_SHAPES)) == 2


@pytest.mark.parametrize("theme", charts.THEMES)
def test_text_and_marks_stand_out_from_their_ground(theme: str) -> None:
    colours = COLOURS[theme]
    ground = "#ffffff" if colours.ground == "white" else colours.ground
    assert contrast(colours.ink, ground) > 12
    assert contrast(colours.muted, ground) > 4.5
    assert min(contrast(colours.lay, ground), contrast(colours.literature, ground)) > 3


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, as WCAG has it."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    """How light a colour is."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_second_axis_stands_above_many_rows_alone() -> None:
    def above(chart: alt.LayerChart) -> list[Any]:
        axes = [one["x"]["axis"] for one in encodings(chart.to_dict(validate=False)) if one.get("x", {}).get("axis")]
        return [(axis["orient"], axis["grid"], axis["title"]) for axis in axes]

    name = "relief duration"
    assert above(charts.ranges(DS.ranges)) == [("bottom", True, name)]
    assert above(made("ranges")) == [("bottom", True, "duration of relief"), ("top", False, None)]


def test_a_wide_chart_has_phrases_beside_its_rows_and_a_narrow_one_words_for_its_bars() -> None:
    wide, narrow = made("ranges"), made("ranges", width=400)
    assert [one["text"]["field"] for one in encodings(wide.to_dict(validate=False)) if "text" in one] == ["heading", "note"]
    assert [one["text"]["field"] for one in encodings(narrow.to_dict(validate=False)) if "text" in one] == ["heading"]
    assert "Light: the widest reading" not in subtitle(wide)
    assert subtitle(narrow).startswith("Light: the widest reading; solid: shared by all readings. A thin bar:")


def test_legends_name_only_what_is_there() -> None:
    def named(chart: alt.LayerChart, channel: str) -> set[tuple[str, ...]]:
        legends = [one[channel].get("legend") for one in encodings(chart.to_dict(validate=False)) if channel in one]
        return {tuple(legend["values"]) for legend in legends if legend}

    values = charts.ranges(dataset([said("trial.r001", "11 weeks")]).ranges)
    assert (named(values, "opacity"), named(values, "shape")) == (set(), {("literature",)})
    words = ("outer: the widest reading of a phrase", "inner: shared by all its readings")
    assert (named(charts.ranges(DS.ranges), "opacity"), named(made("ranges"), "shape")) == ({words}, {
        ("lay",), ("no low end stated, or 0", "no upper end"),
    })  # fmt: skip


# Groups.


def test_groups_follow_the_closed_lists_and_have_the_names_of_the_vocabulary() -> None:
    assert [one for one in labels(charts.ranges(DS.ranges, by=("route", "protocol"))) if "." not in one] == [
        "into a vein · single infusion",
        "route not stated · injection",
        "route not stated · protocol not stated",
    ]
    assert charts.ranges(DS.ranges, by=["route", "protocol"]).title.text == ["Relief duration, by route and protocol"]


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("tier", ["lay", "literature"]),
        ("kind", ["health article", "clinic article", "narrative review", "randomized trial"]),
        ("year", ["2009", "year not stated"]),
        ("conditions", ["migraine, crps", "conditions not stated"]),
        ("population", ["adults", "population not stated"]),
    ],
)
def test_claims_are_grouped_by_any_field_of_theirs_or_of_their_source(field: str, names: list[str]) -> None:
    found = [one for one in labels(charts.ranges(DS.ranges, by=field)) if "." not in one]
    assert found == names


def test_the_vocabulary_of_a_release_names_the_groups() -> None:
    assert [one for one in labels(made("ranges")) if "." not in one][:3] == [
        "single infusion",
        "single session",
        "series of infusions",
    ]


# Axes.


@pytest.mark.parametrize(
    ("ranges", "ticks"),
    [
        ([Range(2, 10, "min"), Range(1, 12, "mo")], "1 min, 10 min, 1 h, 6 h, 1 d, 1 wk, 1 mo, 3 mo, 1 a"),
        ([Range(1, 2, "wk")], "1 wk, 2 wk, 1 mo"),
        ([Range(1, 1, "wk")], "1 d, 2 d, 3 d, 1 wk, 2 wk, 1 mo"),
        ([Range(0.02, 3, "s")], "0.01 s, 0.1 s, 1 s, 2 s, 5 s, 10 s"),
        ([Range(2, 4000, "a")], "1 a, 10 a, 100 a, 1000 a, 10000 a"),
        ([Range(0, 0, "d")], "0, 1"),
    ],
)
def test_ticks_of_times(ranges: list[Range], ticks: str) -> None:
    assert ", ".join(label for _, label in axis_of(ranges).ticks) == ticks


@pytest.mark.parametrize(
    ("ranges", "log", "low", "high", "ticks"),
    [
        ([Range(3, 8, "1")], False, 0, 8, "0, 2, 4, 6, 8"),
        ([Range(3, 8, "1"), Range(5, None, "1")], False, 0, 9, "0, 2, 4, 6, 8"),
        ([Range(0.1, 0.5, "mg/kg/h")], False, 0, 0.5, "0, 0.1, 0.2, 0.3, 0.4, 0.5"),
        ([Range(50, 700, "ug/kg"), Range(1, 2, "mg/kg")], True, 0.05, 2, "0.05, 0.1, 0.2, 0.5, 1, 2"),
        ([Range(0, 5, "%"), Range(1, 100, "%")], True, 1 / 1.8, 100, "1, 2, 5, 10, 20, 50, 100"),
        ([Range(0, 5, "%"), Range(4, None, "%")], False, 0, 5.5, "0, 1, 2, 3, 4, 5"),
        ([Range(-2.33, -0.6, "{score}")], False, -2.5, 0, "-2.5, -2, -1.5, -1, -0.5, 0"),
        ([Range(-9, 200, "1")], False, -50, 200, "-50, 0, 50, 100, 150, 200"),
        ([Range(1e-6, 1e12, "1")], True, 1e-6, 1e12, "1e-06, 0.0001, 0.01, 1, 100, 10000, 1e+06, 1e+08, 1e+10, 1e+12"),
        ([Range(None, None, "1")], False, 0, 1.5, "0, 1"),
    ],
    ids=str,
)
def test_axes_of_what_is_no_time(ranges: list[Range], log: bool, low: float, high: float, ticks: str) -> None:  # noqa: FBT001  a column
    axis = axis_of(ranges)
    assert axis.log is log
    assert [axis.low, axis.high] == pytest.approx([low, high])
    assert ", ".join(label for _, label in axis.ticks) == ticks


@pytest.mark.parametrize(
    ("ranges", "title"),
    [
        ([Range(1, 2, "d")], ""),
        ([Range(0, 0, "d")], "s"),
        ([Range(1, 2, "1")], ""),
        ([Range(1, 2, "{score}")], "points"),
        ([Range(1, 2, "ug/kg/min")], "mg/kg/h"),
    ],
)
def test_the_unit_of_an_axis_as_it_is_shown(ranges: list[Range], title: str) -> None:
    assert axis_of(ranges).shown_unit == title


def test_zero_lies_off_a_logarithmic_axis_and_on_a_linear_one() -> None:
    times, counts = axis_of([Range(0, 5, "h"), Range(2, 3, "d")]), axis_of([Range(0, 5, "1")])
    assert times.ends(Range(0, 0, "h")) == (times.low, times.low)
    assert times.ends(Range(None, 5, "h")) == (times.low, 18_000)
    assert (times.reaches_off(Range(0, 5, "h")), times.reaches_off(Range(1, 5, "h"))) == (True, False)
    assert counts.ends(Range(0, 5, "1")) == (0, 5)
    assert not counts.reaches_off(Range(0, 5, "1"))


@pytest.mark.parametrize(
    ("one", "text"),
    [
        (Range(3, 6, "1"), "[3, 6]"),
        (Range(6, 6, "1"), "6"),
        (Range(84, 84, "d"), "12 wk"),
        (Range(2, 3, "{score}"), "[2, 3] points"),
        (Range(None, 3, "h"), "(-∞, 3] h"),
        (Range(4, None, "wk"), "[4, ∞) wk"),
    ],
)
def test_a_range_in_a_caption(one: Range, text: str) -> None:
    assert shown(one) == text


# How many sources cover each value.


def test_a_support_chart_has_the_stretches_of_the_merge() -> None:
    boosters = OLD.ranges.where(quantity="booster_interval")
    merged = ke.merge_ranges(boosters)
    found = data_of(made("support"))
    assert [(row["support"], row["sources"]) for row in found] == [
        (one.support, ", ".join(one.sources)) for one in merged.support
    ]
    ends = [(row["start"], row["end"]) for row in found if row["value"] is None and row["end"] < 366 * DAY]
    assert ends == [(one.range.to("s").low, one.range.to("s").high) for one in merged.support if one.range.high is not None]
    assert {row["series"] for row in found} == {"all sources"}
    assert "All sources: at most 4 of 4 at [2, 6] wk." in subtitle(made("support"))


def test_a_value_that_more_sources_cover_is_a_dot() -> None:
    sessions = OLD.ranges.where(quantity="session_count", protocol="induction")
    found = data_of(charts.support(sessions))
    assert [(row["start"], row["end"], row["value"], row["support"], row["reading"]) for row in found] == [
        (3, 6, None, 1, "[3, 6)"),
        (None, None, 6, 3, "6"),
        (6, 8, None, 1, "(6, 8]"),
    ]
    assert found[1]["told"] == "all sources: 3 sources at 6"


def outline(chart: alt.LayerChart) -> list[tuple[str, float, int]]:
    """The corners of the outlines of a support chart."""
    return [(row["series"], row["at"], row["height"]) for row in data_of(chart.layer[1])]


def test_an_outline_goes_down_where_nothing_is_covered() -> None:
    claims = [
        said("clinic.r001", "2 to 4 sessions", Quantity.SESSION_COUNT),
        said("trial.r001", "6 to 8 sessions", Quantity.SESSION_COUNT),
    ]
    corners = [(place, height) for _, place, height in outline(charts.support(dataset(claims).ranges))]
    assert corners == [(2, 0), (2, 1), (4, 1), (4, 0), (6, 0), (6, 1), (8, 1), (8, 0)]


def test_an_outline_goes_on_to_an_open_end_of_the_axis() -> None:
    claims = [said("clinic.r001", "up to 4 days"), said("trial.r001", "at least 2 days")]
    chart = charts.support(dataset(claims).ranges)
    low, high = domain(chart, field="start")
    assert [(place, height) for _, place, height in outline(chart)] == [
        (low, 1), (2 * DAY, 1), (2 * DAY, 2), (4 * DAY, 2), (4 * DAY, 1), (high, 1),
    ]  # fmt: skip


def test_support_by_tier_has_a_line_for_each_that_speaks() -> None:
    relief = DS.ranges.where(quantity="relief_duration")
    chart = charts.support(relief, by="tier")
    merged = {tier: ke.merge_ranges(relief.where(tier=tier)) for tier in ("lay", "literature")}
    for tier, one in merged.items():
        assert [row["support"] for row in data_of(chart) if row["series"] == tier] == [stretch.support for stretch in one.support]
    dashes = next(one["strokeDash"] for one in encodings(chart.to_dict(validate=False)) if "strokeDash" in one)
    assert dashes["scale"] == {"domain": ["lay", "literature"], "range": [[1, 0], [5, 3]]}
    assert dashes["legend"]["values"] == ["lay", "literature"]
    assert {row["series"] for row in data_of(charts.support(relief.where(tier="lay"), by="tier"))} == {"lay"}


def test_support_counts_no_interval_and_says_what_it_left_out() -> None:
    said_above = subtitle(charts.support(DS.ranges.where(quantity="relief_duration"), view="inner"))
    assert "Not drawn: 1 (given placebo); 1 (interval of trial.r003); 1 (interval of trial.r001)." in said_above
    assert charts.support(DS.ranges.where(quantity="relief_duration"), view="inner").title.text == [
        "Relief duration: how many sources cover each value, inner reading"
    ]


def test_no_more_than_three_deepest_stretches_are_named() -> None:
    phrases = ["1 session", "3 sessions", "5 sessions", "7 sessions", "9 sessions"]
    claims = [said(f"trial.r00{place}", phrase, Quantity.SESSION_COUNT) for place, phrase in enumerate(phrases)]
    assert "All sources: at most 1 of 1 at 1, 3, 5 and 2 more." in subtitle(charts.support(dataset(claims).ranges))


# Terms by sources.


@pytest.mark.parametrize("name", ["mechanisms", "side_effects", "factors"])
def test_a_matrix_has_what_the_agreement_has(name: str) -> None:
    table = OLD.tables[name]
    found = ke.agreement(table)
    chart = charts.matrix(table)
    cells = {(row["term"], row["source"]): (row["claims"], row["ids"], row["said"]) for row in data_of(chart)}
    assert len(cells) == len(data_of(chart))
    assert cells == {
        (term.term, slug): (len(ids), ", ".join(ids), ", ".join(term.said[slug]) or "not stated")
        for term in found.terms
        for slug, ids in term.claims.items()
    }
    assert len(labels(chart)) == len(found.terms)
    columns = next(
        one["x"]["scale"]["domain"] for one in encodings(chart.to_dict(validate=False)) if one["x"].get("field") == "source"
    )
    assert columns == list(found.sources)
    assert [row["number"] for row in data_of(chart.layer[0].layer[1])] == [
        f"{term.support} source{'s' if term.support > 1 else ''}" for term in found.terms
    ]


def test_contradictions_are_marked() -> None:
    chart = charts.matrix(OPINIONS.factors)
    cells = {(row["term"], row["source"]): row["contradicted_by"] for row in data_of(chart)}
    assert cells == {
        ("age on relief-duration", "clinic"): "health",
        ("age on relief-duration", "health"): "clinic",
        ("age on relief-duration", "trial"): None,
        ("dose on relief-duration", "clinic"): None,
    }
    assert labels(chart) == ["age on relief duration", "dose on relief duration"]
    spec = chart.to_dict(validate=False)
    marked = spec["layer"][1]["layer"][0]
    assert marked["transform"] == [
        {"filter": "isValid(datum.contradicted_by)"},
        {"calculate": "'contradicted by a source'", "as": "mark"},
    ]
    assert (marked["mark"]["filled"], marked["mark"]["color"]) == (False, COLOURS["light"].ink)
    assert len(charts.matrix(OLD.factors).to_dict(validate=False)["layer"]) == 1


def test_sources_stand_in_a_matrix_by_tier() -> None:
    both = [*OPINIONS.factors, factor("review.f001", FactorName.AGE, None)]
    spec = charts.matrix(both, dataset=OPINIONS).to_dict(validate=False)
    assert encodings(spec)[0]["x"]["scale"]["domain"] == ["clinic", "health", "review", "trial"]
    assert "Lay: 3 claims of 2 sources; literature: 2 claims of 2 sources." in subtitle(charts.matrix(both, dataset=OPINIONS))


@pytest.mark.parametrize(
    ("name", "title"), [("mechanisms", "Mechanisms"), ("side_effects", "Side effects"), ("factors", "Factors")]
)
def test_a_matrix_is_named_after_its_claims(name: str, title: str) -> None:
    assert charts.matrix(OPINIONS.tables[name]).title.text == [f"{title}: which source reports which"]


def test_a_matrix_of_many_sources_takes_the_room_that_it_needs() -> None:
    many = [source(f"trial-{place:02}", SourceKind.RANDOMIZED_TRIAL) for place in range(60)]
    effects = [
        SideEffect(id=f"{one.id}.e001", source=one.id, locator=Locator(), summary="so", effect=Effect.NAUSEA) for one in many
    ]
    ds = ke.Dataset.of({"sources": many, "side_effects": effects}, "0.9.0")
    assert charts.matrix(ds.side_effects).width == 60 * 13
    assert charts.matrix(OPINIONS.mechanisms).width == 44


# The lay tier above the literature.


@cache
def comparison(**more: Any) -> list[tuple[str, str, dict[str, float]]]:
    """The label, id and marks of each row of a comparison, from above to below."""
    chart = charts.lay_and_literature(DS.ranges, **more)
    order = next(one["y"]["scale"]["domain"] for one in encodings(chart.to_dict(validate=False)) if "y" in one)
    found = sorted((row for row in data_of(chart) if row["row"]), key=lambda row: order.index(row["row"]))
    return [(row["row"].partition(" ")[2], row["id"], marks(row)) for row in found]


def test_a_comparison_has_the_hull_of_the_lay_claims_and_every_claim_of_the_literature() -> None:
    chart = charts.lay_and_literature(DS.ranges)
    low, high = domain(chart)
    lay = DS.ranges.where(tier="lay")
    assert ke.merge_ranges(lay).hull == Range(0, None, "d")
    whole = ", ".join(lay.ids)
    month = 30.4375 * DAY
    assert comparison()[:2] == [
        ("lay (4)", whole, {
            "outer_start": 3 * 3_600, "outer_end": high, "inner_start": 7 * 3_600, "inner_end": high, "from_zero": low, "no_end": high,
        }),
        ("lay (4)", whole, {"unstated_start": low, "unstated_end": 3 * 3_600}),
    ]  # fmt: skip
    assert ke.merge_ranges(lay, "inner").hull == Range(7, None, "h")
    assert [(label, name) for label, name, _ in comparison()[2:]] == [
        ("narrative review (1)", "review.r001"),
        ("randomized trial (5)", "trial.r002"),
        ("randomized trial (5)", "trial.r001"),
        ("randomized trial (5)", "trial.r005"),
        ("randomized trial (5)", "trial.r006"),
        ("randomized trial (5)", "trial.r007"),
        ("randomized trial (5)", "trial.r008"),
    ]
    assert comparison()[3][2] == {"line_start": 10 * WEEK, "line_end": 12 * WEEK}
    assert high > 7 * month


def test_a_hull_is_called_one() -> None:
    hull = "A lay row of several claims goes from the least to the greatest of their readings."
    assert hull in subtitle(charts.lay_and_literature(DS.ranges))
    assert hull not in subtitle(charts.lay_and_literature(DS.ranges.where(lambda claim: claim.id != "health.r001"), by="id"))


def test_every_claim_of_the_literature_is_there_once_and_every_lay_claim_in_one_hull() -> None:
    chart = charts.lay_and_literature(DS.ranges, by="protocol")
    ids = [name for row in data_of(chart) for name in row["id"].split(", ")]
    assert sorted(name for name in ids if name.startswith(("review", "trial"))) == [
        one.id for one in DS.ranges if one.source in {"review", "trial"}
    ]
    assert {name for name in ids if name.startswith(("clinic", "health"))} == {*DS.ranges.where(tier="lay").ids}
    assert {row["left_out"] for row in data_of(chart) if row["row"] is None} == {"given placebo", "interval of trial.r003"}


def test_a_tier_that_says_nothing_of_a_group_has_a_row_that_says_so() -> None:
    assert [(label, name) for label, name, _ in comparison(by="protocol") if name == "-"] == [
        ("literature: none", "-"),
        ("lay: none", "-"),
    ]
    assert [found for _, name, found in comparison(by="protocol") if name == "-"] == [{}, {}]


def test_one_lay_claim_is_drawn_as_it_is() -> None:
    claims = [said("clinic.r001", "up to 12 weeks"), said("clinic.r002", "11 to 13 weeks", estimate="clinic.r001")]
    chart = charts.lay_and_literature(dataset(claims).ranges)
    found = {row["id"]: row for row in data_of(chart)}
    assert marks(found["clinic.r001"]) == marks(rows(charts.ranges(dataset(claims[:1]).ranges))["clinic.r001"])
    assert found["clinic.r001"]["note"] == "up to 12 weeks"
    assert found["clinic.r002"]["left_out"] == "interval of clinic.r001"


def test_lay_claims_that_all_state_one_end_have_a_thin_hull() -> None:
    claims = [said("clinic.r001", "up to 12 weeks"), said("health.r001", "up to 4 weeks")]
    chart = charts.lay_and_literature(dataset(claims).ranges)
    low, _ = domain(chart)
    (lay, none) = data_of(chart)
    assert marks(lay) == {
        "unstated_start": low, "unstated_end": 12 * WEEK, "inner_start": 4 * WEEK, "inner_end": 12 * WEEK, "from_zero": low,
    }  # fmt: skip
    assert (lay["phrase"], lay["outer"], lay["inner"], lay["note"]) == (
        "2 claims together",
        "[0, 12] wk",
        "[4, 12] wk",
        "[0, 12] wk",
    )
    assert (none["row"], marks(none)) == ("1 literature: none", {})


def test_lay_claims_without_an_inner_reading_have_none_together() -> None:
    claims = [said("clinic.r001", "weeks"), said("health.r001", "a few weeks")]
    (lay, _) = data_of(charts.lay_and_literature(dataset(claims).ranges))
    assert lay["inner"] == "none"
    assert set(marks(lay)) == {"outer_start", "outer_end"}


def test_lay_times_are_marks_beside_the_hull_and_never_in_it() -> None:
    time = said("health.r003", "1 year", **TIMES, course=Course.HELD_AT)
    chart = charts.lay_and_literature(dataset([*RELIEF[:3], time]).ranges)
    found = {row["id"]: row for row in data_of(chart)}
    assert marks(found["health.r003"]) == {"held_at": 365.25 * DAY}
    assert "health.r003" not in next(name for name in found if name.startswith("clinic.r001"))
    alone = charts.lay_and_literature(dataset([time, attrs.evolve(time, id="health.r004")]).ranges)
    assert [(row["id"], set(marks(row))) for row in data_of(alone)] == [
        ("health.r003", {"held_at"}), ("health.r004", {"held_at"}), ("-", set()),
    ]  # fmt: skip


# What is refused.


ELSEWHERE = attrs.evolve(RELIEF[0], id="other.r001", source="other")


@pytest.mark.parametrize(
    ("draw", "kind", "message"),
    [
        (lambda: charts.ranges([]), ke.QueryError, "no claims to draw; give at least one"),
        (lambda: charts.support(DS.ranges[:0]), ke.QueryError, "no claims to draw; give at least one"),
        (lambda: charts.ranges(RELIEF), ke.QueryError, "it is not known of which dataset the claims are; give dataset="),
        (
            lambda: charts.matrix(list(OLD.factors)),
            ke.QueryError,
            "it is not known of which dataset the claims are; give dataset=",
        ),
        (
            lambda: charts.ranges([ELSEWHERE], dataset=DS),
            ke.QueryError,
            "other.r001 is of source 'other', which data version 0.9.0 does not have; give the dataset that it is of",
        ),
        (lambda: charts.ranges(["x"], dataset=DS), ke.QueryError, "expected claims, came str; give a table such as ds.ranges"),  # type: ignore[list-item]
        (
            lambda: charts.ranges(OLD.factors),  # type: ignore[arg-type]
            ke.QueryError,
            "expected reported ranges, came Factor; give ds.ranges.where(...)",
        ),
        (
            lambda: charts.lay_and_literature(OLD.ranges.where(quantity=["onset", "dose"])),
            ke.DimensionError,
            "baysidedental-onset.r001 is about onset and baysidedental-onset.r005 about dose; draw one quantity at a time",
        ),
        (
            lambda: charts.ranges([RELIEF[0], said("clinic.r009", "a day", Quantity.ONSET)], dataset=DS),
            ke.DimensionError,
            "clinic.r001 is about relief_duration and clinic.r009 about onset; draw one quantity at a time",
        ),
        (
            lambda: charts.support(DS.ranges),
            ke.DimensionError,
            "clinic.r001 is about relief_duration and trial.r005 about relief_time_point; draw one quantity at a time",
        ),
        (
            lambda: charts.ranges(DS.ranges.where(substance="placebo")),
            ke.QueryError,
            "nothing to draw: trial.r003: given placebo; trial.r004: interval of trial.r003",
        ),
        (
            lambda: charts.support(dataset([said("clinic.r001", "weeks")]).ranges, view="inner"),
            ke.QueryError,
            "nothing to draw: clinic.r001: no value is common to all its readings",
        ),
        (lambda: charts.support(DS.ranges, view="middle"), ke.QueryError, "view is 'outer' or 'inner', came 'middle'"),  # type: ignore[arg-type]
        (
            lambda: charts.support(DS.ranges, by="route"),  # type: ignore[arg-type]
            ke.QueryError,
            "a support profile goes by 'tier' or as a whole, came by='route'; chart one group at a time",
        ),
        (
            lambda: charts.ranges(DS.ranges, theme="drak"),  # type: ignore[arg-type]
            ke.QueryError,
            "no theme 'drak'; there are: light, dark; did you mean 'dark'?",
        ),
        (lambda: charts.matrix(OPINIONS.factors, width=90), ke.QueryError, "a chart is at least 240 pixels wide, came width=90"),
        (lambda: charts.ranges(DS.ranges, by=()), ke.QueryError, "by() takes at least one field"),
        (
            lambda: charts.matrix(DS.ranges),
            ke.QueryError,
            "expected mechanisms, side effects or factors, one kind of them, came ReportedRange",
        ),
    ],
)
def test_what_cannot_be_drawn_is_refused(draw: Callable[[], object], kind: type[Exception], message: str) -> None:
    with pytest.raises(kind) as refused:
        draw()
    assert str(refused.value) == message


def test_an_unknown_field_is_refused_with_the_nearest() -> None:
    with pytest.raises(ke.QueryError) as refused:
        charts.ranges(DS.ranges, by="protocoll")
    assert str(refused.value).startswith("ReportedRange has no field 'protocoll'; it has: ")
    assert str(refused.value).endswith("; did you mean 'protocol'?")


def test_claims_of_a_list_are_drawn_with_their_dataset() -> None:
    assert charts.ranges(RELIEF, dataset=DS).to_dict(validate=False) == charts.ranges(DS.ranges).to_dict(validate=False)
    assert Table(ReportedRange, RELIEF).dataset is None


@pytest.mark.parametrize(("missing", "name"), [("altair", "ranges"), ("vl_convert", "save")])
def test_a_missing_extra_is_told(missing: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    home = f"ketamine_evidence.charts.{charts._HOMES[name]}"
    getattr(charts, name)
    monkeypatch.delitem(sys.modules, home)
    monkeypatch.delitem(vars(charts), name)
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(ke.MissingExtraError) as refused:
        getattr(charts, name)
    assert str(refused.value) == f"charts need {missing}, which is not installed: pip install 'ketamine-evidence[charts]'"


def test_another_missing_module_is_not_called_an_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "ketamine_evidence.charts.saving", raising=False)
    monkeypatch.delitem(vars(charts), "save", raising=False)
    monkeypatch.setitem(sys.modules, "json", None)
    with pytest.raises(ModuleNotFoundError, match="json") as refused:
        charts.save  # noqa: B018  what is refused is to look it up
    assert not isinstance(refused.value, ke.MissingExtraError)


def test_the_names_of_charts_are_known_before_they_are_imported() -> None:
    assert {"ranges", "support", "matrix", "lay_and_literature", "save", "THEMES"} <= set(dir(charts))
    assert "charts" in dir(ke)
    assert ke.charts is charts
    with pytest.raises(AttributeError) as refused:
        charts.pie  # noqa: B018  what is refused is to look it up
    assert str(refused.value) == "module 'ketamine_evidence.charts' has no attribute 'pie'"


# Files.


class Page(HTMLParser):
    """A page as a browser takes it apart: what it loads, and what it shows as its title."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.loads += [value or "" for name, value in attrs if name in {"src", "href", "action", "data", "poster", "srcset"}]


def test_a_page_holds_all_it_needs(tmp_path: Path) -> None:
    path = charts.save(made("ranges with all marks"), tmp_path / "chart.html")
    text = path.read_text(encoding="utf-8")
    page = Page()
    page.feed(text)
    assert page.loads == []
    assert page.tags == ["html", "head", "meta", "meta", "title", "style", "script", "body", "main", "script"]
    before, library, after = re.split(r"<script>|</script>\n</head>", text, maxsplit=2)
    schema = "https://vega.github.io/schema/vega-lite/"  # a name, which nothing asks for
    assert [one for one in re.findall(r"https?://[^\s\"]+", before + after) if not one.startswith(schema)] == []
    assert len(library) > 500_000
    asks = r"(fetch|import|importScripts|open)\(\s*[\"'`]https?:|\.(src|href)\s*=\s*[\"'`]https?:|@import|url\(\s*[\"']?https?:"
    assert re.search(asks, library) is None
    assert "actions: false" in text
    assert "<title>Relief duration, by protocol and route</title>" in text


def test_a_page_holds_the_chart_as_it_is(tmp_path: Path) -> None:
    chart = made("support")
    text = charts.save(chart, tmp_path / "chart.html").read_text(encoding="utf-8")
    spec = text.partition('vegaEmbed("#chart", ')[2].partition(', {mode: "vega-lite"')[0]
    assert json.loads(spec) == chart.to_dict()
    assert "background: white;" in text
    assert "background: #16181d;" in charts.save(made("support", theme="dark"), tmp_path / "dark.html").read_text(
        encoding="utf-8"
    )


def test_no_text_of_the_data_ends_a_script_of_the_page(tmp_path: Path) -> None:
    claim = attrs.evolve(RELIEF[0], population='</script><script>alert(1)</script><b title="x">\'', protocol=None)
    chart = charts.ranges([claim], dataset=DS, by="population")
    page = Page()
    page.feed(charts.save(chart, tmp_path / "chart.html").read_text(encoding="utf-8"))
    assert page.tags.count("script") == 2
    assert "</script>" in charts.save(chart, tmp_path / "x.svg").read_text(encoding="utf-8").replace("&lt;", "<").replace(
        "&gt;", ">"
    )


@pytest.mark.parametrize(("title", "said_above"), [("A & B", "A &amp; B"), (["A", "B"], "A B"), (None, "Chart")])
def test_a_page_has_a_title_whichever_chart_it_shows(title: str | list[str] | None, said_above: str, tmp_path: Path) -> None:
    chart = alt.Chart(alt.InlineData(values=[{"a": 1}])).mark_point().encode(x="a:Q")
    titled = chart if title is None else chart.properties(title=title)
    assert f"<title>{said_above}</title>" in charts.save(titled, tmp_path / "chart.html").read_text(encoding="utf-8")


def test_what_a_user_has_set_for_data_does_not_take_them_out_of_the_page(tmp_path: Path) -> None:
    with alt.data_transformers.enable("json", prefix=str(tmp_path / "data")):
        text = charts.save(made("support"), tmp_path / "chart.html").read_text(encoding="utf-8")
    assert "unnamed-publisher-duration" in text
    assert [path.name for path in tmp_path.iterdir()] == ["chart.html"]


def size_of(png: bytes) -> tuple[int, int]:
    """The width and height of a PNG, in pixels."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert png[12:16] == b"IHDR"
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def svg_size(path: Path) -> tuple[float, float]:
    """The width and height of an SVG."""
    root = ET.parse(path).getroot()  # noqa: S314  our own file
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    return float(root.attrib["width"]), float(root.attrib["height"])


def test_pictures_are_as_large_as_was_asked_for(tmp_path: Path) -> None:
    wide, high = svg_size(charts.save(made("ranges"), tmp_path / "chart.svg"))
    assert 660 < wide < 860
    assert high > 40 * 17
    once = size_of(charts.save(made("ranges"), tmp_path / "one.png", scale=1).read_bytes())
    twice = size_of(charts.save(made("ranges"), str(tmp_path / "two.PNG")).read_bytes())
    assert once == pytest.approx((wide, high), abs=1)
    assert twice == pytest.approx((2 * wide, 2 * high), abs=2)


def test_a_narrow_picture_is_narrow(tmp_path: Path) -> None:
    wide, _ = svg_size(charts.save(made("ranges", width=400), tmp_path / "chart.svg"))
    assert 320 < wide < 460


def test_a_picture_has_every_phrase_and_tells_each_mark(tmp_path: Path) -> None:
    root = ET.parse(charts.save(made("ranges"), tmp_path / "chart.svg")).getroot()  # noqa: S314  our own file
    texts = {one.text for one in root.iter("{http://www.w3.org/2000/svg}text")}
    told = {one.attrib.get("aria-label") for one in root.iter()}
    relief = OLD.ranges.where(quantity="relief_duration")
    assert {*relief.ids, *(claim.reported.text for claim in relief)} <= texts
    assert {f"{claim.id}: {claim.reported.text}, {claim.reported.outer}" for claim in relief} <= told
    assert {"1 min", "10 min", "1 h", "6 h", "1 d", "1 wk", "1 mo", "1 a"} <= texts


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("chart.pdf", "charts are saved as .html, .svg or .png, came 'chart.pdf'"),
        ("chart", "charts are saved as .html, .svg or .png, came 'chart'"),
        ("chart.htm", "charts are saved as .html, .svg or .png, came 'chart.htm'; did you mean 'html'?"),
    ],
)
def test_an_unknown_format_is_refused(name: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(ke.QueryError) as refused:
        charts.save(made("support"), tmp_path / name)
    assert str(refused.value) == message
    assert list(tmp_path.iterdir()) == []


GENERATE = runpy.run_path(str(ROOT / "docs" / "generate.py"))


@pytest.mark.parametrize("picture", GENERATE["PICTURES"])
def test_the_headline_picture_is_up_to_date(picture: str) -> None:
    written = (ROOT / "docs" / "assets" / picture).read_text(encoding="utf-8")
    assert written == GENERATE["PICTURES"][picture](ke.load()), (
        f"docs/assets/{picture} is out of date: run python docs/generate.py"
    )
