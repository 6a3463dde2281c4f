"""What tests in a browser share: one build of the site, one server and one Chromium for all of them, and a watched page for each.

They live as long as the tests of this folder: while Playwright runs, no other test can start an event loop of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from browser import harness
from browser.expected import DESK
from hooks import hook
from ketamine_evidence import Dataset

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from browser.explore_page import ExplorePage

NewPage = Callable[..., "Page"]


@pytest.fixture(scope="package")
def judges() -> Path:
    """The folder with axe and eslint installed."""
    if reason := harness.missing():
        harness.give_up(reason)
    hook("explore").install(harness.JUDGES)
    return harness.JUDGES


@pytest.fixture(scope="package")
def site(judges: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:  # noqa: ARG001  it is all there
    """The folder of the built site."""
    return harness.build_site(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="package")
def address(site: Path) -> Iterator[str]:
    """Where the site is served, with "/" at its end."""
    with harness.served(site) as where:
        yield where


@pytest.fixture(scope="package")
def chromium(judges: Path) -> Iterator[Browser]:  # noqa: ARG001  it is all there
    """The browser."""
    with harness.chromium() as browser:
        yield browser


@pytest.fixture
def new_page(chromium: Browser, address: str) -> Iterator[NewPage]:
    """Opens empty pages, each in a context of its own; at the end none may have said anything wrong or asked another host.

    What it is called with goes to Playwright's `Browser.new_context`: `viewport`, `color_scheme`, `java_script_enabled` and others.
    """
    watch = harness.Watch(address)
    contexts = []

    def opened(**options: object) -> Page:
        context = chromium.new_context(base_url=address, **options)  # type: ignore[arg-type]
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        watch.over(page)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert watch.wrong == []


@pytest.fixture
def open_explore(new_page: NewPage) -> Callable[..., ExplorePage]:
    """Opens the Explore page with a view, in a context of its own: on a desk, unless the test chooses otherwise.

    With `data`, a dataset, the page shows that one; with `where`, it is opened at that address.
    """
    from browser.explore_page import PLACE, ExplorePage

    def opened(view: str = "", *, data: Dataset | None = None, where: str = PLACE, **options: object) -> ExplorePage:
        page = new_page(**{"viewport": DESK, **options})
        if data is not None:
            body = hook("explore_data").script(data)
            page.route("**/explore-data.js", lambda route: route.fulfill(body=body, content_type="text/javascript"))
        return ExplorePage(page).open(view, where)

    return opened


@pytest.fixture
def explore(open_explore: Callable[..., ExplorePage]) -> ExplorePage:
    """The Explore page as it begins, on a desk."""
    return open_explore()
