"""The pages of records in a browser: opened, followed, cited, and open to all. What is expected is asked of the package, not of the page."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import ketamine_evidence as ke
from browser import harness

if TYPE_CHECKING:
    from playwright.sync_api import Page

DATA = ke.load()
LAY = "biologyinsights-infusion.r004"
PLACES = [
    f"records/{LAY}/",
    *(f"records/{ids[0]}/" for ids in (DATA.ranges.where(tier="literature").ids, DATA.factors.ids, DATA.traces.ids) if ids),
    f"sources/{DATA[LAY].source}/",
    f"sources/{max(DATA.sources, key=lambda one: len(one.title)).id}/",
    "terms/condition/chronic-pain/",
    "terms/attribution/asserted/",
    "records/",
    "sources/",
    "terms/",
    "how-to/link-to-a-record/",
]
PHONE, DESK = 375, 1280


@pytest.fixture
def record(new_page: Callable[..., Page]) -> Page:
    """The page of a claim."""
    page = new_page(viewport={"width": DESK, "height": 900}, permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"records/{LAY}/")
    return page


def article(page: Page) -> str:
    """What stands on a page."""
    return page.get_by_role("article").inner_text()


def test_a_record_says_what_it_states_and_where_it_was_read(record: Page) -> None:
    said, claim = article(record), DATA[LAY]
    assert record.title() == f"{LAY} - ketamine-evidence"
    assert record.get_by_role("heading", level=1).inner_text().startswith(LAY)
    assert claim.summary in said
    assert f"“{claim.reported.text}”" in said
    assert f"characters {claim.locator.start} to {claim.locator.end}" in said
    assert claim.locator.fingerprint in said


def test_every_page_says_which_data_it_shows_and_what_they_are_not(new_page: Callable[..., Page]) -> None:
    page = new_page()
    for place in ("", "quickstart/", *PLACES):
        page.goto(place)
        banner = page.locator("aside.md-banner").inner_text()
        assert f"Data version {DATA.version}, released {DATA.released}." in banner, place
        assert "An evidence summary, not dosing advice." in banner, place


def test_a_record_leads_to_its_source_and_back(record: Page) -> None:
    source = DATA.sources[DATA[LAY].source]
    record.get_by_role("article").get_by_role("link", name=source.title).first.click()
    record.wait_for_url(f"**/sources/{source.id}/")
    assert record.get_by_role("heading", level=1).inner_text().startswith(source.title)
    row = record.get_by_role("row").filter(has_text=DATA[LAY].summary).filter(has_text=DATA[LAY].reported.text)
    row.get_by_role("link", name="r004", exact=True).click()
    record.wait_for_url(f"**/records/{LAY}/")


def test_a_record_leads_to_its_terms(record: Page) -> None:
    record.get_by_role("article").get_by_role("link", name="chronic pain", exact=True).first.click()
    record.wait_for_url("**/terms/condition/chronic-pain/")
    using = [claim for claim in DATA.claims() if getattr(claim, "condition", None) == "chronic-pain"]
    assert record.locator("article a[href*='/records/']").count() == len(using)


@pytest.mark.parametrize(("tab", "form"), [("APA", "apa"), ("BibTeX", "bibtex"), ("RIS", "ris")])
def test_a_citation_is_copied_as_the_package_writes_it(record: Page, tab: str, form: str) -> None:
    record.locator(".tabbed-labels label", has_text=tab).click()
    block = record.locator(".tabbed-block").filter(visible=True)
    assert block.count() == 1
    block.hover()
    block.get_by_role("button", name="Copy to clipboard").click()
    record.wait_for_function("async () => (await navigator.clipboard.readText()) !== ''")
    copied = record.evaluate("navigator.clipboard.readText()")
    assert copied.rstrip() == ke.cite(LAY, form, version=DATA).rstrip()


def test_the_formats_are_chosen_by_keyboard(record: Page) -> None:
    record.locator(".tabbed-set input").first.focus()
    record.keyboard.press("ArrowRight")
    assert "@dataset{" in record.locator(".tabbed-block").filter(visible=True).inner_text()


def test_programs_read_the_citation_in_the_page(record: Page) -> None:
    scripts = record.locator("script[type='application/ld+json']")
    assert scripts.count() == 1
    assert json.loads(scripts.inner_text()) == json.loads(ke.cite(LAY, "schema.org", version=DATA))


def test_a_record_leads_to_explore_which_opens_it(record: Page) -> None:
    from browser.explore_page import ExplorePage

    record.get_by_role("link", name="Explore it among all claims.").click()
    record.wait_for_url(f"**/explore/#record={LAY}**")
    assert DATA[LAY].summary in ExplorePage(record).ready().record.inner_text()


def test_the_search_of_the_site_finds_sources_and_terms_and_leaves_records_to_explore(site: Path, record: Page) -> None:
    from playwright.sync_api import expect

    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    found = {entry["location"].partition("#")[0] for entry in index["docs"]}
    assert {f"sources/{source.id}/" for source in DATA.sources} <= found
    assert {f"terms/{term.scheme}/{term.id}/" for term in DATA.terms} <= found
    assert {place for place in found if place.startswith("records/")} == {"records/"}
    record.keyboard.press("/")
    record.keyboard.type("neuropathic")
    expect(record.locator(".md-search-result__link[href*='terms/condition/neuropathic-pain']").first).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [DESK, PHONE])
def test_pages_of_records_are_open_to_all(new_page: Callable[..., Page], scheme: str, width: int) -> None:
    page = new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    for place in PLACES:
        page.goto(place)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, place
        assert harness.barriers(page) == [], place


def test_the_dark_is_dark(new_page: Callable[..., Any]) -> None:
    page = new_page(color_scheme="dark")
    page.goto(f"records/{LAY}/")
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    red, green, blue = page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).map(Number)")
    assert max(red, green, blue) < 80
