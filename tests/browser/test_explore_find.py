"""Finding claims on the Explore page: what it opens with, search, filters, sorting, columns and pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from browser.expected import CLAIMS, DATA, LAY, NOTHING, RECORD, RELIEF, SHOWN, TABLES, TIERS, protocol_of, verdicts_of

if TYPE_CHECKING:
    from browser.explore_page import ExplorePage


# --- opening


def test_the_page_opens_with_every_claim(explore: ExplorePage) -> None:
    assert explore.found() == len(CLAIMS)
    assert explore.ids() == [claim.id for claim in CLAIMS[:25]]
    assert explore.heads() == SHOWN
    assert explore.page.url.endswith("/explore/")


def test_the_page_says_its_version_and_what_it_is_not(explore: ExplorePage) -> None:
    text = explore.page.get_by_role("article").inner_text()
    assert f"data version {DATA.version}, released {DATA.released}" in text
    assert "An evidence summary, not dosing advice." in text


def test_without_scripts_the_page_links_the_tables(new_page: Callable[..., Any]) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("explore/")
    links = page.locator("article p a[href^='csv/']").all()
    assert len(links) == 10
    for link in links:
        name = link.get_attribute("href")
        got = page.request.get(f"explore/{name}")
        assert got.ok, name
        assert got.text().count("\n") > 1, name


def test_the_page_works_from_a_folder_on_disk(open_explore: Callable[..., ExplorePage], site: Path) -> None:
    explore = open_explore(where=(site / "explore" / "index.html").as_uri())
    explore.tick("Tier", "lay")
    explore.expect_found(len(LAY))
    assert explore.page.url.startswith("file:")
    assert "#tier=lay" in explore.page.url
    explore.page.reload()
    explore.ready().expect_found(len(LAY))


def test_the_licences_of_what_the_page_is_made_with_are_there(explore: ExplorePage) -> None:
    text = explore.page.request.get("explore/licences.txt").text()
    assert "tabulator-tables 6" in text
    assert "@observablehq/plot 0" in text
    assert text.count("Permission ") > 20
    explore.page.get_by_role("link", name="these licences").click()
    assert explore.page.url.endswith("/explore/licences.txt")


# --- search


def test_a_search_for_an_id_finds_that_claim(explore: ExplorePage) -> None:
    explore.search_box.fill(RECORD.id)
    explore.expect_found(1)
    assert explore.ids() == [RECORD.id]
    assert f"search={RECORD.id}" in explore.page.url


def test_all_words_have_to_be_there_in_any_order_and_case(explore: ExplorePage) -> None:
    phrase = RECORD.reported.text
    words = [RECORD.source, *phrase.split()]
    explore.search_box.fill(" ".join(words))
    explore.page.wait_for_url("**search=**")
    found = explore.found()
    explore.search_box.fill(" ".join(reversed(words)).upper())
    explore.page.wait_for_url(lambda url: words[0].upper() in url)
    assert 1 <= explore.found() == found < len(CLAIMS)
    assert RECORD.id in explore.ids()


def test_what_is_typed_is_kept_when_a_filter_is_chosen_at_once(explore: ExplorePage) -> None:
    explore.page.evaluate(
        """() => {
            const box = document.getElementById("ke-search");
            box.value = "relief";
            box.dispatchEvent(new Event("input"));
            document.querySelector("input[value=lay]").click();
        }"""
    )
    explore.page.wait_for_url("**tier=lay**search=relief**")
    assert explore.search_box.input_value() == "relief"
    assert 0 < explore.found() < len(LAY)


def test_a_search_that_finds_nothing_says_so(explore: ExplorePage) -> None:
    explore.search_box.fill("there is no such word as qwxz")
    explore.expect_found(0)
    explore.table.get_by_text("No claim fits. Take a filter away.").wait_for()
    explore.page.get_by_text("No claim that is found gives a range.").wait_for()
    explore.page.get_by_role("button", name="Clear all").click()
    explore.expect_found(len(CLAIMS))
    assert explore.search_box.input_value() == ""


# --- filters


FACETS: list[tuple[str, Callable[[Any], set[str]]]] = [
    ("Tier", lambda claim: {TIERS[claim.source]}),
    ("Table", lambda claim: {TABLES[claim.id]}),
    ("Quantity", lambda claim: {getattr(claim, "quantity", None) or "-"}),
    ("Route", lambda claim: {getattr(claim, "route", None) or "-"}),
    ("Protocol", lambda claim: {protocol_of(claim) or "-"}),
    ("Condition", lambda claim: {getattr(claim, "condition", None) or "-"}),
    ("Source", lambda claim: {claim.source}),
    ("Verdict", verdicts_of),
]


@pytest.mark.parametrize(("title", "values"), FACETS, ids=[title for title, _ in FACETS])
def test_each_filter_counts_and_finds_what_the_package_does(
    explore: ExplorePage, title: str, values: Callable[[Any], set[str]]
) -> None:
    numbers = {value: sum(value in values(claim) for claim in CLAIMS) for claim in CLAIMS for value in values(claim)}
    assert explore.numbers(title) == numbers
    chosen, other = sorted(numbers)[:2]
    explore.tick(title, chosen)
    explore.expect_found(numbers[chosen])
    assert explore.ids() == [claim.id for claim in CLAIMS if chosen in values(claim)][:25]
    explore.tick(title, other)  # a claim that has either is found
    explore.expect_found(sum(bool({chosen, other} & values(claim)) for claim in CLAIMS))


def test_filters_narrow_one_another(explore: ExplorePage) -> None:
    explore.tick("Tier", "lay")
    explore.tick("Quantity", "relief_duration")
    explore.expect_found(len(RELIEF))
    conditions = {claim.condition for claim in RELIEF}
    counted = {value: number for value, number in explore.numbers("Condition").items() if number}
    assert counted == {(condition or "-"): sum(claim.condition == condition for claim in RELIEF) for condition in conditions}


def test_a_filter_in_use_is_shown_and_taken_away(explore: ExplorePage) -> None:
    explore.tick("Tier", "lay")
    explore.expect_found(len(LAY))
    assert explore.menu("Tier").locator("summary").inner_text() == "Tier (1)"
    explore.page.get_by_role("button", name="Take away Tier: lay").click()
    explore.expect_found(len(CLAIMS))
    assert explore.menu("Tier").locator("summary").inner_text() == "Tier"
    assert explore.page.url.endswith("/explore/")


def test_a_menu_closes_when_another_place_is_clicked(explore: ExplorePage) -> None:
    explore.menu("Tier").locator("summary").click()
    explore.menu("Route").locator("summary").click()
    assert explore.page.locator("details.ke-menu[open]").count() == 1
    explore.page.get_by_role("heading", name="Chart").click()
    assert explore.page.locator("details.ke-menu[open]").count() == 0


# --- sorting, columns, pages


def test_a_click_on_a_head_sorts_and_another_turns_the_order(explore: ExplorePage) -> None:
    explore.tick("Quantity", "relief_duration")
    explore.tick("Tier", "lay")
    explore.expect_found(len(RELIEF))
    head = explore.table.get_by_role("columnheader", name="Source")
    head.get_by_role("button").click()
    explore.page.wait_for_url("**sort=source**")
    assert head.get_attribute("aria-sort") == "ascending"
    assert explore.column("source") == sorted(explore.column("source"))
    assert explore.column("source")[0] == min(claim.source for claim in RELIEF)
    head.get_by_role("button").click()
    explore.page.wait_for_url("**sort=-source**")
    assert head.get_attribute("aria-sort") == "descending"
    assert explore.column("source")[0] == max(claim.source for claim in RELIEF)


def test_readings_sort_by_their_ends_whatever_their_units(explore: ExplorePage) -> None:
    explore.open("#tier=lay&quantity=relief_duration&sort=reading")
    lows = {claim.id: claim.reported.outer.to("s").low or 0 for claim in RELIEF}
    shown = [lows[one] for one in explore.ids()]
    assert shown == sorted(lows.values())[:25]
    explore.page.get_by_label("Sort by").select_option("-reading")
    explore.page.wait_for_url("**sort=-reading**")
    assert [lows[one] for one in explore.ids()] == sorted(lows.values(), reverse=True)[:25]


@pytest.mark.parametrize("sort", ["verdict", "-verdict"])
def test_what_a_column_does_not_state_comes_last_either_way(explore: ExplorePage, sort: str) -> None:
    explore.open(f"#quantity=dose&quantity=onset&sort={sort}")
    stated = [text != NOTHING for text in explore.column("verdict")]
    assert stated == sorted(stated, reverse=True)
    assert stated[0]


def test_columns_are_chosen(explore: ExplorePage) -> None:
    explore.tick("Columns", "year", "id")
    explore.page.wait_for_url("**columns=**")
    explore.tick("Columns", "verdict", "condition", "protocol", on=False)
    explore.page.wait_for_url("**columns=tier%2Cabout%2Cstates%2Creading%2Csource%2Cyear%2Cid**")
    assert explore.heads() == ["Tier", "About", "What it states", "Reading", "Source", "Year", "Id"]
    assert explore.column("id") == explore.ids()
    years = {source.id: str(source.year or NOTHING) for source in DATA.sources}
    assert explore.column("year") == [years[source] for source in explore.column("source")]


def test_columns_that_are_chosen_at_once_are_all_shown(explore: ExplorePage) -> None:
    menu = explore.menu("Columns")
    menu.locator("input").evaluate_all(
        "all => all.filter(one => ['year', 'route', 'verdict'].includes(one.value)).map(one => one.click())"
    )
    explore.table.get_by_role("columnheader", name="Year").wait_for()
    assert explore.heads() == ["Tier", "About", "What it states", "Reading", "Route", "Protocol", "Condition", "Source", "Year"]
    explore.page.get_by_role("button", name="Next Page").click()
    explore.page.wait_for_url("**page=2**")
    assert explore.ids() == [claim.id for claim in CLAIMS[25:50]]


def test_the_table_turns_its_pages(explore: ExplorePage) -> None:
    explore.page.get_by_role("button", name="Next Page").click()
    explore.page.wait_for_url("**page=2**")
    assert explore.ids() == [claim.id for claim in CLAIMS[25:50]]
    explore.page.get_by_role("button", name="Last Page").click()
    explore.page.wait_for_url(f"**page={-(-len(CLAIMS) // 25)}**")
    assert explore.ids()[-1] == CLAIMS[-1].id
    assert explore.page.get_by_text(f"to {len(CLAIMS):,} of {len(CLAIMS):,}").is_visible()


def test_a_filter_leads_back_to_the_first_page(explore: ExplorePage) -> None:
    explore.open("#page=3")
    assert explore.ids() == [claim.id for claim in CLAIMS[50:75]]
    explore.tick("Tier", "lay")
    explore.page.wait_for_url("**tier=lay**")
    assert "page=" not in explore.page.url
    assert explore.ids()[0] == LAY[0].id
