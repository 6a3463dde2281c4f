"""A claim of the Explore page whole, links that restore a view, the back button, and the download."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from browser.expected import CLAIMS, DATA, LAY, RECORD, RELIEF, SHOWN, VERDICTS

if TYPE_CHECKING:
    from browser.explore_page import ExplorePage


# --- a record


def test_a_row_opens_the_record_with_its_place(explore: ExplorePage) -> None:
    record = RECORD
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
    explore.open(f"#record={RECORD.id}")
    link = explore.record.get_by_role("link", name="Page of this record")
    assert link.get_attribute("href") == f"../records/{RECORD.id}/"


def test_a_click_beside_the_link_opens_the_record_too(explore: ExplorePage) -> None:
    explore.open(f"#search={RECORD.id}")
    explore.table.locator('[tabulator-field="source"][role="gridcell"]').click()
    explore.record.wait_for()
    assert explore.facts()["id"] == RECORD.id


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
    explore.open(f"#search={RECORD.source}&tier=lay")
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
        boxes = one.page.locator(".ke-menu input:checked").evaluate_all("all => all.map(box => box.value)")
        return (
            one.ids(), one.heads(), one.status.inner_text(), one.search_box.input_value(), sort, boxes, one.chart.get_attribute("aria-label"),
        )  # fmt: skip

    before = seen(explore)
    assert len(before[0]) > 1
    explore.page.reload()
    assert seen(explore.ready()) == before
    assert seen(open_explore(where=explore.page.url)) == before


def test_a_link_restores_a_page_and_an_open_record(explore: ExplorePage) -> None:
    explore.open(f"#tier=lay&page=2&record={RECORD.id}")
    lay = [claim.id for claim in LAY]
    assert explore.ids() == lay[25:50]
    assert explore.facts()["id"] == RECORD.id


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
    explore.expect_found(len(LAY))
    explore.tick("Quantity", "relief_duration")
    explore.expect_found(len(RELIEF))
    explore.links.first.click()
    explore.record.wait_for()
    explore.page.go_back()
    explore.record.wait_for(state="hidden")
    explore.expect_found(len(RELIEF))
    explore.page.go_back()
    explore.expect_found(len(LAY))
    explore.page.go_back()
    explore.expect_found(len(CLAIMS))
    explore.page.go_forward()
    explore.expect_found(len(LAY))
    assert explore.numbers("Tier")["lay"] == len(LAY)


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
