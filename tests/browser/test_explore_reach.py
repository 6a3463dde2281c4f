"""The Explore page for everybody: on a phone, in the dark, by keyboard and for screen readers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from browser.expected import DATA, DESK, LAY, PHONE, RECORD
from browser.harness import barriers

if TYPE_CHECKING:
    from browser.explore_page import ExplorePage

MANY_COLUMNS = "#columns=tier,table,about,states,reading,inner,route,protocol,condition,source,verdict,year,note,id&search=relief"
VIEWS = {
    "start": "",
    "filtered": "#tier=lay&condition=chronic-pain&search=weeks",
    "record": f"#record={RECORD.id}",
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
    record = RECORD
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
    assert ground(light) == ("rgb(255, 255, 255)", "rgb(0, 114, 178)")
    assert ground(dark)[0] != ground(light)[0]
    assert ground(dark)[1] == "rgb(86, 180, 233)"
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
    explore.expect_found(len(LAY))


def test_rows_and_cells_have_their_roles(explore: ExplorePage) -> None:
    assert explore.table.get_by_role("row").count() == 26  # with the heads
    assert explore.table.get_by_role("columnheader").filter(visible=True).count() == 8
    assert explore.table.get_by_role("gridcell").count() == 25 * 8
