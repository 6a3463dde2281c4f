"""Charts.

Of the data in them, for any claims of one quantity; that a picture shows them is tested on examples.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs
from hypothesis import assume, given
from hypothesis import strategies as st

from ketamine_evidence import Dataset, Range, charts, merge_ranges
from ketamine_evidence.charts.axes import axis_of
from ketamine_evidence.charts.claims import asked_for
from ketamine_evidence.charts.comparison_chart import comparison_sheet
from ketamine_evidence.charts.layers import Sheet
from ketamine_evidence.charts.range_chart import range_sheet
from ketamine_evidence.charts.rows import POSITIONS
from ketamine_evidence.charts.themes import COLOURS
from ketamine_evidence.records.evidence import ReportedRange, Source
from ketamine_evidence.records.vocabulary import Substance, Tier
from ketamine_evidence.strategies import TIME, ranges, records
from ketamine_evidence.synthesis.counting import count_claims
from ketamine_evidence.values.quantities import Quantity

COUNTS, DOSES, SCORES = ("1",), ("mg/kg", "ug/kg"), ("{score}",)
units = st.sampled_from([TIME, ("s", "min", "a"), COUNTS, DOSES, SCORES])
groups = units.flatmap(lambda some: st.lists(ranges(units=some, max_value=5_000), min_size=1, max_size=6))
MOSTLY_KETAMINE = st.sampled_from([*[Substance.KETAMINE] * 3, *Substance])


@st.composite
def datasets(draw: st.DrawFn, quantities: Sequence[Quantity]) -> Dataset:
    """A dataset of a lay and a literature source with claims about quantities that go together."""
    sources = [draw(records(Source, id=tier.value, tier=tier)) for tier in Tier]
    made: list[ReportedRange] = []
    for number in range(1, draw(st.integers(1, 6)) + 1):
        source = draw(st.sampled_from(sources)).id
        own = [claim.id for claim in made if claim.source == source]
        fields = {
            "source": source,
            "quantity": draw(st.sampled_from(quantities)),
            "substance": draw(MOSTLY_KETAMINE),
            "estimate": draw(st.none() | st.sampled_from(own)) if own else None,
            "time_point": None,
        }
        made.append(draw(records(ReportedRange, id=f"{source}.r{number:03}", **fields)))
    return Dataset.of({"sources": sources, "ranges": made}, "0.0.1")


relief = datasets([Quantity.RELIEF_DURATION, Quantity.RELIEF_TIME_POINT])
any_quantity = st.sampled_from(list(Quantity)).flatmap(lambda quantity: datasets([quantity]))


def sheet(dataset: Dataset, by: str | None = None) -> Sheet:
    """What the range chart of all claims is made of; claims of which none can be drawn are not looked at."""
    asked = asked_for(dataset.ranges, None)
    assume(count_claims(asked.claims, "outer")[0])
    return range_sheet(asked, by, COLOURS["light"])


def on_axis(row: dict[str, Any]) -> dict[str, float]:
    """The places of a row that it has."""
    return {name: row[name] for name in POSITIONS if row[name] is not None}


@given(groups)
def test_every_end_lies_on_the_axis(some: list[Range]) -> None:
    """Every range begins and ends between the ends of the axis made for it, its finite ends where they are."""
    axis = axis_of(some)
    for one in some:
        low, high = axis.ends(one)
        here = one.to(axis.unit)
        assert axis.low <= low <= high <= axis.high
        assert here.high is None or high == max(here.high, low)
        assert here.low is None or low == here.low or (axis.log and here.low <= 0 and low == axis.low)


@given(groups)
def test_ticks_ascend_within_the_axis(some: list[Range]) -> None:
    axis = axis_of(some)
    places = [place for place, _ in axis.ticks]
    assert places == sorted(set(places))
    assert 2 <= len(places) <= 13
    assert all(axis.low <= place <= axis.high for place in places)
    assert len({label for _, label in axis.ticks}) == len(places)


@given(groups)
def test_the_ends_of_an_axis_differ(some: list[Range]) -> None:
    axis = axis_of(some)
    assert axis.low < axis.high
    assert not axis.log or axis.low > 0


@given(any_quantity | relief)
def test_every_claim_is_in_the_data_of_a_range_chart_once(dataset: Dataset) -> None:
    """It has a row, or a reason why it has none; never both."""
    found = sheet(dataset).table.rows
    assert sorted(row["id"] for row in found) == sorted(dataset.ranges.ids)
    assert all((row["row"] is None) is (row["left_out"] is not None) for row in found)
    assert all((row["row"] is None) is (on_axis(row) == {}) for row in found)


@given(any_quantity | relief)
def test_every_mark_of_a_range_chart_lies_on_its_axis(dataset: Dataset) -> None:
    found = sheet(dataset)
    assert all(found.axis.low <= place <= found.axis.high for row in found.table.rows for place in on_axis(row).values())


@given(any_quantity | relief)
def test_solid_lies_within_light(dataset: Dataset) -> None:
    """The inner reading of a claim is drawn within its outer one, and each bar from left to right."""
    for row in sheet(dataset).table.rows:
        for bar in ("outer", "unstated", "inner", "line"):
            assert row[f"{bar}_start"] is None or row[f"{bar}_start"] <= row[f"{bar}_end"]
        light = "outer" if row["outer_start"] is not None else "unstated"
        for start, end in ((row["inner_start"], row["inner_end"]), (row["value"], row["value"])):
            if start is not None and row[f"{light}_start"] is not None:
                assert row[f"{light}_start"] <= start <= end <= row[f"{light}_end"]


@given(relief)
def test_a_time_is_never_a_bar(dataset: Dataset) -> None:
    bars = ("outer_start", "unstated_start", "inner_start", "value")
    times = [row for row in sheet(dataset).table.rows if row["quantity"] == Quantity.RELIEF_TIME_POINT.value]
    assert all(row[bar] is None for row in times for bar in bars)


@given(any_quantity, st.sampled_from(["tier", "source", "route", "protocol", "population", "conditions", "year"]))
def test_groups_draw_what_the_whole_draws(dataset: Dataset, field: str) -> None:
    """Grouped or not, the same claims have the same marks."""
    whole, grouped = sheet(dataset).table.rows, sheet(dataset, field).table.rows
    assert {row["id"]: on_axis(row) for row in grouped} == {row["id"]: on_axis(row) for row in whole}


@given(relief)
def test_a_comparison_has_every_claim(dataset: Dataset) -> None:
    """Every claim of the literature has a row of its own or a reason; every lay one is in a row, alone or with others, or has a reason."""
    sheet(dataset)  # there is something to draw
    found = comparison_sheet(asked_for(dataset.ranges, None), None, COLOURS["light"]).table.rows
    literature = [claim.id for claim in dataset.ranges if claim.source == Tier.LITERATURE.value]
    assert sorted(row["id"] for row in found if row["id"] in literature) == sorted(literature)
    assert {name for row in found for name in row["id"].split(", ")} - {"-"} == set(dataset.ranges.ids)


@given(any_quantity)
def test_a_support_chart_has_every_stretch_of_the_merge(dataset: Dataset) -> None:
    claims = [attrs.evolve(claim, estimate=None) for claim in dataset.ranges]
    merged = merge_ranges(claims)
    assume(merged.support)
    made: Any = charts.support(claims, dataset=dataset)
    found = made.data.values
    assert [row["support"] for row in found] == [stretch.support for stretch in merged.support]
    assert [(row["value"] is None) for row in found] == [stretch.range.low != stretch.range.high for stretch in merged.support]
