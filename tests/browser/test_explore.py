"""The Explore page in a browser: finding, showing, sharing and taking away claims. What is expected is asked of the package, not of the page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import ketamine_evidence as ke
from ketamine_evidence.records.evidence import Claim

if TYPE_CHECKING:
    from browser.explore_page import ExplorePage

DATA = ke.load()
CLAIMS = [*DATA.claims()]
TIERS = {source.id: source.tier for source in DATA.sources}
TABLES = {claim.id: name for name, table in DATA.tables.items() for claim in table if isinstance(claim, Claim)}
VERDICTS: dict[str, set[str]] = {}
for _trace in DATA.traces:
    VERDICTS.setdefault(_trace.claim, set()).add(_trace.verdict)
RELIEF = DATA.ranges.where(quantity="relief_duration", tier="lay")
NOTHING = "\N{EN DASH}"
SHOWN = ["Tier", "About", "What it states", "Reading", "Protocol", "Condition", "Source", "Verdict"]


def protocol_of(claim: Any) -> str | None:
    """The protocol of a claim, as the page has it: a protocol's own name too."""
    found: str | None = getattr(claim, "name" if TABLES[claim.id] == "protocols" else "protocol", None)
    return found


def verdicts_of(claim: Claim) -> set[str]:
    """The verdicts on a claim, as the page has them."""
    return VERDICTS.get(claim.id) or ({"not-traced"} if TIERS[claim.source] == "lay" else {"-"})


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
    explore.expect_found(sum(tier == "lay" for tier in (TIERS[claim.source] for claim in CLAIMS)))
    assert explore.page.url.startswith("file:")
    assert "#tier=lay" in explore.page.url
    explore.page.reload()
    explore.ready().expect_found(sum(TIERS[claim.source] == "lay" for claim in CLAIMS))


def test_the_licences_of_what_the_page_is_made_with_are_there(explore: ExplorePage) -> None:
    text = explore.page.request.get("explore/licences.txt").text()
    assert "tabulator-tables 6" in text
    assert "@observablehq/plot 0" in text
    assert text.count("Permission ") > 20
    explore.page.get_by_role("link", name="these licences").click()
    assert explore.page.url.endswith("/explore/licences.txt")


# --- search


def test_a_search_for_an_id_finds_that_claim(explore: ExplorePage) -> None:
    explore.search_box.fill(RELIEF[0].id)
    explore.expect_found(1)
    assert explore.ids() == [RELIEF[0].id]
    assert f"search={RELIEF[0].id}" in explore.page.url


def test_all_words_have_to_be_there_in_any_order_and_case(explore: ExplorePage) -> None:
    phrase = RELIEF[0].reported.text
    words = [RELIEF[0].source, *phrase.split()]
    explore.search_box.fill(" ".join(words))
    explore.page.wait_for_url("**search=**")
    found = explore.found()
    explore.search_box.fill(" ".join(reversed(words)).upper())
    explore.page.wait_for_url(lambda url: words[0].upper() in url)
    assert 1 <= explore.found() == found < len(CLAIMS)
    assert RELIEF[0].id in explore.ids()


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
    assert 0 < explore.found() < sum(TIERS[claim.source] == "lay" for claim in CLAIMS)


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
    explore.expect_found(sum(TIERS[claim.source] == "lay" for claim in CLAIMS))
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
    assert explore.ids()[0] == next(claim.id for claim in CLAIMS if TIERS[claim.source] == "lay")


# --- a record


def test_a_row_opens_the_record_with_its_place(explore: ExplorePage) -> None:
    record = RELIEF[0]
    explore.open(f"#search={record.id}")
    explore.links.click()
    explore.record.wait_for()
    facts = explore.facts()
    assert f"“{record.reported.text}”" in explore.record.inner_text()
    assert record.summary in explore.record.inner_text()
    assert facts["widest reading"] == str(record.reported.outer)
    assert facts["reading all share"] == str(record.reported.inner)
    assert facts["characters"] == f"{record.locator.start} to {record.locator.end}, in code points from 0"
    assert facts["fingerprint"] == record.locator.fingerprint
    assert facts["section"] == record.locator.section
    assert facts["read in"] == "source text"
    assert facts["id"] == record.id
    assert DATA.sources[record.source].title in facts["source"]
    assert f"record={record.id}" in explore.page.url


def test_a_record_links_its_own_page(explore: ExplorePage) -> None:
    explore.open(f"#record={RELIEF[0].id}")
    link = explore.record.get_by_role("link", name="Page of this record")
    assert link.get_attribute("href") == f"../records/{RELIEF[0].id}/"


def test_a_click_beside_the_link_opens_the_record_too(explore: ExplorePage) -> None:
    explore.open(f"#search={RELIEF[0].id}")
    explore.table.locator('[tabulator-field="source"][role="gridcell"]').click()
    explore.record.wait_for()
    assert explore.facts()["id"] == RELIEF[0].id


def test_a_traced_claim_shows_its_verdict_and_leads_to_what_speaks_to_it(explore: ExplorePage) -> None:
    trace = next(trace for trace in DATA.traces if trace.study and trace.supports)
    claim, support = DATA[trace.claim], DATA[trace.supports[0]]
    explore.open(f"#record={claim.id}")
    text = explore.record.inner_text()
    assert str(trace.study) in text
    assert explore.facts()["confidence"] == trace.confidence.value
    explore.record.locator(f'a[href="#record={support.id}"]').first.click()
    explore.page.wait_for_url(f"**record={support.id}**")
    assert explore.facts()["id"] == support.id
    explore.record.locator(f'a[href="#record={claim.id}"]').first.click()
    explore.page.wait_for_url(f"**record={claim.id}**")
    assert explore.facts()["id"] == claim.id


def test_a_record_closes_and_the_view_is_as_before(explore: ExplorePage) -> None:
    explore.open(f"#search={RELIEF[0].source}&tier=lay")
    before = explore.ids()
    explore.links.nth(2).click()
    explore.record.wait_for()
    explore.record.get_by_role("button", name="Close").click()
    explore.record.wait_for(state="hidden")
    assert "record=" not in explore.page.url
    assert explore.ids() == before
    assert explore.page.evaluate("document.activeElement.getAttribute('href')") == f"#record={before[2]}"


# --- links


def test_a_link_restores_the_whole_view(explore: ExplorePage, open_explore: Callable[..., ExplorePage]) -> None:
    explore.tick("Tier", "lay")
    explore.tick("Quantity", "relief_duration", "onset")
    explore.search_box.fill("relief")
    explore.page.wait_for_url("**search=relief**")
    explore.page.get_by_label("Sort by").select_option("-reading")
    explore.tick("Columns", "year", "id")
    explore.page.get_by_label("Draw").select_option("onset:time")
    explore.page.wait_for_url("**chart=onset**")

    def seen(one: ExplorePage) -> tuple[Any, ...]:
        sort = one.page.get_by_label("Sort by").input_value()
        boxes = {title: one.menu(title).locator("input:checked").count() for title, _ in FACETS}
        return (
            one.ids(), one.heads(), one.status.inner_text(), one.search_box.input_value(), sort, boxes, one.chart.get_attribute("aria-label"),
        )  # fmt: skip

    before = seen(explore)
    assert len(before[0]) > 1
    explore.page.reload()
    assert seen(explore.ready()) == before
    assert seen(open_explore(where=explore.page.url)) == before


def test_a_link_restores_a_page_and_an_open_record(explore: ExplorePage) -> None:
    explore.open(f"#tier=lay&page=2&record={RELIEF[0].id}")
    lay = [claim.id for claim in CLAIMS if TIERS[claim.source] == "lay"]
    assert explore.ids() == lay[25:50]
    assert explore.facts()["id"] == RELIEF[0].id


def test_the_link_is_copied(explore: ExplorePage) -> None:
    explore.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    explore.tick("Tier", "lay")
    explore.page.get_by_role("button", name="Copy link").click()
    explore.page.get_by_role("status").filter(has_text="The link to this view is copied.").wait_for()
    copied = explore.page.evaluate("navigator.clipboard.readText()")
    assert copied == explore.page.url
    assert copied.endswith(f"/explore/#tier=lay&data={DATA.version}")


def test_where_copying_is_not_allowed_the_page_says_what_to_do(explore: ExplorePage) -> None:
    explore.page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    explore.page.get_by_role("button", name="Copy link").click()
    explore.page.get_by_text("The browser did not let the page copy. The address above is the link to this view.").wait_for()


def test_a_link_of_another_data_version_says_so(explore: ExplorePage) -> None:
    explore.open("#tier=lay&data=0.1.0")
    assert explore.notice.inner_text() == f"The link was made with data version 0.1.0; this page shows {DATA.version}."
    explore.open(f"#tier=lay&data={DATA.version}")
    assert explore.notice.is_hidden()


def test_a_link_to_a_record_that_is_not_there_says_so(explore: ExplorePage) -> None:
    explore.open("#record=nobody.r999")
    assert explore.notice.inner_text() == f"There is no record nobody.r999 in data version {DATA.version}."
    assert explore.record.is_hidden()


def test_a_link_with_a_value_that_is_not_there_shows_what_it_asked_for(explore: ExplorePage) -> None:
    explore.open("#route=by-airship&sort=nothing&columns=nothing&page=many")
    explore.expect_found(0)
    assert explore.page.get_by_role("button", name="Take away Route: by-airship").is_visible()
    assert explore.heads() == SHOWN


def test_a_link_to_a_place_on_the_page_leaves_the_view(explore: ExplorePage) -> None:
    explore.tick("Tier", "lay")
    found = explore.found()
    explore.page.evaluate("location.hash = 'how-to-read-it'")
    explore.page.wait_for_url("**#how-to-read-it")
    explore.expect_found(found)
    explore.page.go_back()
    explore.page.wait_for_url("**tier=lay**")
    explore.expect_found(found)


def test_back_takes_back_each_step(explore: ExplorePage) -> None:
    explore.tick("Tier", "lay")
    lay = sum(TIERS[claim.source] == "lay" for claim in CLAIMS)
    explore.expect_found(lay)
    explore.tick("Quantity", "relief_duration")
    explore.expect_found(len(RELIEF))
    explore.links.first.click()
    explore.record.wait_for()
    explore.page.go_back()
    explore.record.wait_for(state="hidden")
    explore.expect_found(len(RELIEF))
    explore.page.go_back()
    explore.expect_found(lay)
    explore.page.go_back()
    explore.expect_found(len(CLAIMS))
    explore.page.go_forward()
    explore.expect_found(lay)
    assert explore.numbers("Tier")["lay"] == lay


# --- taking away


def test_a_download_has_the_claims_that_are_found_in_their_order(explore: ExplorePage, tmp_path: Path) -> None:
    explore.open("#tier=lay&quantity=relief_duration&sort=-reading&columns=states")
    rows = explore.download(tmp_path)
    assert len(rows) == len(RELIEF)
    assert [row["id"] for row in rows][:25] == explore.ids()
    assert {row["data_version"] for row in rows} == {DATA.version}
    assert rows[0]["intended_use"].startswith("An evidence summary, not dosing advice")
    for row in rows:
        record = DATA[row["id"]]
        assert (row["reported"], row["summary"], row["source"]) == (record.reported.text, record.summary, record.source)
        assert (row["route"], row["protocol"], row["condition"]) == tuple(
            field or "" for field in (record.route, record.protocol, record.condition)
        )
        assert (row["start"], row["fingerprint"]) == (str(record.locator.start), record.locator.fingerprint)
        outer = record.reported.outer.to("s")
        assert row["unit"] == "s"
        assert [float(row[f"outer_{end}"] or "inf") for end in ("low", "high")] == [
            outer.low, float("inf") if outer.high is None else outer.high,
        ]  # fmt: skip
        assert set(row["verdict"].split("|")) == VERDICTS.get(row["id"], {""})


def test_a_download_is_named_after_its_data_version(explore: ExplorePage, tmp_path: Path) -> None:
    explore.open("#tier=lay&quantity=relief_duration")
    explore.download(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [f"ketamine-evidence-{DATA.version}-selection.csv"]
