"""What the chart of the Explore page draws, and what becomes of data that mean harm."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import pytest

from browser.expected import DATA, DESK, PHONE, RELIEF
from ketamine_evidence import Dataset
from small_dataset import SMALL

if TYPE_CHECKING:
    from browser.explore_page import ExplorePage

LAY_ENDS = '.ke-ends[fill="var(--ke-lay)"] circle'
LITERATURE_ENDS = '.ke-ends[fill="var(--ke-literature)"] path'

# --- the chart


def test_the_chart_follows_the_filters(explore: ExplorePage) -> None:
    explore.open("#quantity=relief_duration")
    all_of = DATA.ranges.where(quantity="relief_duration")
    sources = {claim.source for claim in all_of}
    lay, literature = len(RELIEF), len(all_of) - len(RELIEF)
    assert explore.chart.get_attribute("aria-label") == (
        f"Chart of duration of relief: {lay} ranges of what patients are told and {literature} ranges of studies, "
        f"from {len(sources)} sources. The table below has each of them."
    )
    explore.tick("Tier", "lay")
    explore.expect_found(lay)
    assert f"{lay} ranges of what patients are told and 0 ranges of studies" in str(explore.chart.get_attribute("aria-label"))


def test_the_chart_of_small_data_draws_each_end(open_explore: Callable[..., ExplorePage]) -> None:
    explore = open_explore(data=SMALL)
    assert explore.page.get_by_label("Draw").locator("option").all_inner_texts() == [
        "relief_duration (3)",
        "dose, mg/kg (1)",
        "no chart",
    ]
    assert [explore.chart.locator(f".ke-{reading} line").count() for reading in ("outer", "inner")] == [3, 3]
    assert explore.chart.locator(LAY_ENDS).count() == 2
    assert explore.chart.locator(LITERATURE_ENDS).count() == 3  # one phrase of a study is open above
    assert explore.chart.get_by_text("▸").count() == 1


def test_the_axis_of_time_is_logarithmic_and_in_words(open_explore: Callable[..., ExplorePage]) -> None:
    explore = open_explore(data=SMALL)
    marks = {str(one.text_content()): one.bounding_box() for one in explore.chart.locator("text").all()}
    at = {name: box["x"] + box["width"] / 2 for name, box in marks.items() if box and re.fullmatch(r"1 \w+", name)}
    assert {"1 day", "1 week", "1 month", "1 year"} <= set(at)
    week, year = at["1 week"] - at["1 day"], at["1 year"] - at["1 day"]
    assert week / year == pytest.approx(0.3298, abs=0.01)  # log 7 / log 365.25


def test_the_chart_draws_what_is_asked(open_explore: Callable[..., ExplorePage]) -> None:
    explore = open_explore(data=SMALL)
    explore.page.get_by_label("Draw").select_option("dose:dose per body weight")
    explore.page.wait_for_url("**chart=dose%3Adose+per+body+weight**")
    assert str(explore.chart.get_attribute("aria-label")).startswith("Chart of dose, mg/kg: 1 range of what")
    explore.page.get_by_label("Draw").select_option("no chart")
    explore.page.wait_for_url("**chart=none**")
    assert explore.chart.count() == 0
    assert explore.page.locator(".ke-legend").is_hidden()


def test_a_click_on_a_range_opens_its_record(open_explore: Callable[..., ExplorePage]) -> None:
    explore = open_explore(data=SMALL)
    sign = explore.chart.locator(LAY_ENDS).first
    sign.hover(force=True)
    explore.chart.get_by_text("“often about 0.5 to 3 days”").wait_for()
    sign.click(force=True)
    explore.record.wait_for()
    assert explore.facts()["id"] == "one.r001"


# --- data that mean harm


HARM = '<img src=x onerror="window.harmed = true"><script>window.harmed = true</script>'


@pytest.fixture
def harmful() -> Dataset:
    """The small data with HTML wherever a text can be."""
    claims = [
        attrs.evolve(claim, summary=f"{HARM} {claim.id}", note=HARM, locator=attrs.evolve(claim.locator, section=HARM))
        for claim in SMALL.ranges
    ]
    sources = [attrs.evolve(source, title=HARM, authors=(HARM,), url=f"javascript:{HARM}") for source in SMALL.sources]
    traces = [attrs.evolve(trace, agrees=HARM, disagrees=HARM) for trace in SMALL.traces]
    return Dataset.of({**SMALL.tables, "ranges": claims, "sources": sources, "traces": traces}, "0.9.0<b>", SMALL.released)


def test_text_is_never_taken_for_html(open_explore: Callable[..., ExplorePage], harmful: Dataset) -> None:
    columns = "columns=tier,table,about,states,reading,source,title,section,note,id"
    for width in (DESK, PHONE):
        explore = open_explore(f"#{columns}&tier=lay&tier=<b>harm&record=one.r001", data=harmful, viewport=width)
        assert HARM in explore.record.inner_text()
        assert explore.record.locator("a[href^='javascript']").count() == 0
        explore.record.get_by_role("button", name="Close").click()
        explore.chart.locator(LAY_ENDS).first.hover(force=True)
        assert HARM in explore.table.inner_text()
        assert explore.page.locator("#ke-explore :is(img, script, b)").count() == 0
        assert explore.page.evaluate("window.harmed") is None


def test_a_download_holds_no_formula(open_explore: Callable[..., ExplorePage], tmp_path: Path) -> None:
    rows = {row["id"]: row for row in open_explore(data=SMALL).download(tmp_path)}
    assert len(rows) == sum(1 for _ in SMALL.claims())
    assert rows["one.r001"]["summary"] == "'=relief"
    assert rows["two.r001"]["summary"] == "relief in the study"
    assert rows["one.r001"]["verdict"] == "overstated"
    assert (rows["one.r002"]["outer_low"], rows["one.r002"]["outer_high"], rows["one.r002"]["unit"]) == ("0.1", "", "mg/kg")
