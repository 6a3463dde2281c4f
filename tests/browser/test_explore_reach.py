"""The Explore page for everybody: on a phone, in the dark, by keyboard, for screen readers; what the chart shows; and data that mean harm."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import pytest

import ketamine_evidence as ke
from browser.harness import barriers
from ketamine_evidence import Dataset
from small_dataset import SMALL

if TYPE_CHECKING:
    from browser.explore_page import ExplorePage

DATA = ke.load()
RELIEF = DATA.ranges.where(quantity="relief_duration", tier="lay")
PHONE = {"width": 375, "height": 812}
LAY_ENDS = '.ke-ends[fill="var(--ke-lay)"] circle'
LITERATURE_ENDS = '.ke-ends[fill="var(--ke-literature)"] path'
DESK = {"width": 1280, "height": 900}
MANY_COLUMNS = "#columns=tier,table,about,states,reading,inner,route,protocol,condition,source,verdict,year,note,id&search=relief"
VIEWS = {
    "start": "",
    "filtered": "#tier=lay&condition=chronic-pain&search=weeks",
    "record": f"#record={RELIEF[0].id}",
    "nothing found": "#search=qwxz",
    "many columns": MANY_COLUMNS,
}


# --- on a phone


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS.keys())
def test_a_phone_never_scrolls_sideways(open_explore: Callable[..., ExplorePage], view: str) -> None:
    explore = open_explore(view, viewport=PHONE, has_touch=True, is_mobile=True)
    assert explore.page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


@pytest.mark.parametrize("title", ["Tier", "Condition", "Source", "Verdict", "Columns"])
def test_a_menu_fits_on_a_phone(open_explore: Callable[..., ExplorePage], title: str) -> None:
    explore = open_explore(viewport=PHONE, has_touch=True, is_mobile=True)
    explore.menu(title).locator("summary").tap()
    box = explore.menu(title).locator("fieldset").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE["width"]
    assert explore.page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_on_a_phone_a_row_is_a_card_that_says_all(open_explore: Callable[..., ExplorePage]) -> None:
    record = RELIEF[0]
    explore = open_explore(f"#search={record.id}", viewport=PHONE, has_touch=True, is_mobile=True)
    card = explore.table.locator(".tabulator-row").inner_text()
    for said in (record.reported.text, record.summary, str(record.reported.outer), record.source, "duration of relief"):
        assert said in card
    explore.links.tap()
    explore.record.wait_for()
    box = explore.record.bounding_box()
    assert box is not None
    assert (box["x"], box["width"]) == (0, PHONE["width"])


def test_a_desk_that_becomes_narrow_loses_no_column(explore: ExplorePage) -> None:
    explore.open("#tier=lay")
    assert "Verdict" in explore.heads()
    explore.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    explore.table.locator("dt").filter(has_text="Verdict").first.wait_for()
    assert explore.page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    explore.page.set_viewport_size(DESK)  # type: ignore[arg-type]
    explore.table.get_by_role("columnheader", name="Verdict").wait_for()


# --- light and dark


def ground(explore: ExplorePage) -> tuple[str, str]:
    """The colours of the page's ground and of the sign of a lay claim."""
    sign = explore.page.locator(".ke-legend .ke-sign.ke-lay").evaluate("one => getComputedStyle(one).fill")
    return explore.page.evaluate("getComputedStyle(document.body).backgroundColor"), sign


def test_the_page_follows_the_palette(open_explore: Callable[..., ExplorePage]) -> None:
    light, dark = open_explore(color_scheme="light"), open_explore(color_scheme="dark")
    assert ground(light) == ("rgb(255, 255, 255)", "rgb(192, 80, 0)")
    assert ground(dark)[0] != ground(light)[0]
    assert ground(dark)[1] == "rgb(240, 160, 48)"
    dark.page.locator("form[data-md-component=palette] label:not([hidden])").click()
    dark.page.locator("body[data-md-color-scheme=default]").wait_for()
    assert ground(dark) == ground(light)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS.keys())
def test_axe_finds_nothing_serious(open_explore: Callable[..., ExplorePage], view: str, scheme: str) -> None:
    assert barriers(open_explore(view, color_scheme=scheme).page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_on_a_phone(open_explore: Callable[..., ExplorePage], scheme: str) -> None:
    explore = open_explore("#tier=lay", viewport=PHONE, color_scheme=scheme, has_touch=True, is_mobile=True)
    explore.menu("Condition").locator("summary").tap()
    assert barriers(explore.page) == []


def test_axe_would_find_a_barrier(explore: ExplorePage) -> None:
    explore.page.evaluate("document.getElementById('ke-explore').append(document.createElement('button'))")
    assert [found.split(":")[1].strip() for found in barriers(explore.page)] == ["button-name"]


# --- by keyboard


def focused(explore: ExplorePage) -> str:
    """The text of what has the focus."""
    return str(explore.page.evaluate("document.activeElement.innerText || document.activeElement.id"))


def tab_to(explore: ExplorePage, text: str) -> None:
    """Press Tab until the focus is on something with a text."""
    for _ in range(60):
        explore.page.keyboard.press("Tab")
        if text in focused(explore):
            return
    pytest.fail(f"Tab never came to {text!r}")


def test_all_can_be_done_by_keyboard(explore: ExplorePage) -> None:
    press = explore.page.keyboard.press
    tab_to(explore, "ke-search")
    explore.page.keyboard.type("relief")
    explore.page.wait_for_url("**search=relief**")
    tab_to(explore, "Tier")
    press("Enter")
    press("Tab")
    press("Space")  # the first box, lay
    explore.page.wait_for_url("**tier=lay**")
    press("Escape")
    assert focused(explore) == "Tier (1)"
    assert explore.menu("Tier").get_attribute("open") is None
    first, second = explore.ids()[:2]
    tab_to(explore, DATA[first].summary)
    press("ArrowDown")
    assert DATA[second].summary in focused(explore)
    press("Enter")
    explore.record.wait_for()
    assert explore.facts()["id"] == second
    press("Escape")
    explore.record.wait_for(state="hidden")
    assert DATA[second].summary in focused(explore)
    press("Home")
    assert DATA[first].summary in focused(explore)


def test_heads_sort_by_keyboard(explore: ExplorePage) -> None:
    explore.table.get_by_role("button", name="Condition").focus()
    explore.page.keyboard.press("Enter")
    explore.page.wait_for_url("**sort=condition**")
    explore.page.keyboard.press("Space")
    explore.page.wait_for_url("**sort=-condition**")
    assert focused(explore) == "Condition"


def test_the_focus_can_be_seen(explore: ExplorePage) -> None:
    for _ in range(40):
        explore.page.keyboard.press("Tab")
        inside, outline = explore.page.evaluate(
            "[!!document.activeElement.closest('#ke-explore'), getComputedStyle(document.activeElement).outlineStyle]"
        )
        assert not inside or outline != "none", focused(explore)


# --- for screen readers


def test_what_is_found_is_told(explore: ExplorePage) -> None:
    assert explore.page.locator("[role=status]").count() == 1
    explore.tick("Tier", "lay")
    explore.expect_found(sum(1 for claim in DATA.claims() if DATA.sources[claim.source].tier == "lay"))


def test_rows_and_cells_have_their_roles(explore: ExplorePage) -> None:
    assert explore.table.get_by_role("row").count() == 26  # with the heads
    assert explore.table.get_by_role("columnheader").filter(visible=True).count() == 8
    assert explore.table.get_by_role("gridcell").count() == 25 * 8


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
