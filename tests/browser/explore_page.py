"""The Explore page as a person meets it: what can be read on it and what can be done."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

PLACE = "explore/"
MANY = "all => all.map(one => one"


class ExplorePage:
    """The page, open in a browser."""

    def __init__(self, page: Page) -> None:
        self.page: Page = page
        self.search_box: Locator = page.get_by_role("searchbox", name="Search", exact=True)
        self.status: Locator = page.get_by_role("status").filter(has_text="claim")
        self.table: Locator = page.get_by_role("grid", name="Claims")
        self.links: Locator = self.table.locator("a.ke-open")
        self.chart: Locator = page.get_by_role("img", name="Chart of")
        self.record: Locator = page.get_by_role("dialog", name="Record")
        self.notice: Locator = page.locator(".ke-notice")

    def open(self, view: str = "", where: str = PLACE) -> ExplorePage:
        """Go to the page, with a view after "#", and wait until it is ready."""
        self.page.goto("about:blank")
        self.page.goto(where + view)
        return self.ready()

    def ready(self) -> ExplorePage:
        """Wait until the page shows its view."""
        expect(self.page.locator("#ke-explore")).to_have_attribute("data-ready", "true")
        return self

    def found(self) -> int:
        """How many claims are found, as the page says."""
        number = re.match(r"([\d,]+) of ", self.status.inner_text())
        assert number, self.status.inner_text()
        return int(number.group(1).replace(",", ""))

    def expect_found(self, number: int) -> None:
        """Wait until so many claims are found."""
        expect(self.status).to_have_text(re.compile(f"^{number:,} of "))

    def menu(self, title: str) -> Locator:
        """A menu of boxes to tick, by its title."""
        return self.page.locator("details.ke-menu").filter(has=self.page.locator("legend", has_text=re.compile(f"^{title}$")))

    def tick(self, title: str, *values: str, on: bool = True) -> None:
        """Tick boxes of a menu, by the values they stand for; the menu is closed again."""
        menu = self.menu(title)
        menu.locator("summary").click()
        for value in values:
            menu.locator(f'input[value="{value}"]').set_checked(on)
        self.page.keyboard.press("Escape")

    def numbers(self, title: str) -> dict[str, int]:
        """The number beside each box of a menu."""
        boxes = self.menu(title).locator("input").evaluate_all(f"{MANY}.value)")
        numbers = self.menu(title).locator(".ke-number").all_text_contents()
        return {value: int(number.replace(",", "")) for value, number in zip(boxes, numbers, strict=True)}

    def ids(self) -> list[str]:
        """The records on this page of the table, in their order."""
        return [str(address).removeprefix("#record=") for address in self.links.evaluate_all(f"{MANY}.getAttribute('href'))")]

    def heads(self) -> list[str]:
        """The titles of the columns that are shown."""
        return [title for title in self.table.get_by_role("columnheader").all_inner_texts() if title]

    def column(self, name: str) -> list[str]:
        """The texts of a column, by its name in a link."""
        return self.table.locator(f'[role="gridcell"][tabulator-field="{name}"]').all_inner_texts()

    def facts(self) -> dict[str, str]:
        """What the open record says, by the names that it says it under; of a name that comes twice the first."""
        names, values = (self.record.locator(part).all_inner_texts() for part in ("dt", "dd"))
        return dict(reversed([*zip(names, values, strict=True)]))

    def download(self, folder: Path) -> list[dict[str, str]]:
        """Download the claims that are found, as CSV."""
        with self.page.expect_download() as started:
            self.page.get_by_role("button", name="Download CSV").click()
        path = folder / started.value.suggested_filename
        started.value.save_as(path)
        return [*csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""))]
