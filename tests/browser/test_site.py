"""The built site in a browser: every page of it is quiet, and asks no other host; and its scripts keep the rules that eslint holds."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from authored import ROOT
from browser import harness

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

MANY = 5
SCRIPTS = sorted((ROOT / "web" / "src").glob("*.js"))


def pages(site: Path) -> list[str]:
    """The pages of the site by their place; of a folder that has many alike, some."""
    folders: dict[str, list[str]] = {}
    for path in sorted(site.rglob("index.html")):
        place = path.parent.relative_to(site).as_posix()
        folders.setdefault(place.rpartition("/")[0].partition("/")[0], []).append(place)
    return [place for alike in folders.values() for place in alike[:: max(1, len(alike) // MANY)]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_quiet_and_open_to_all_and_asks_no_other_host(
    new_page: Callable[..., Page], site: Path, scheme: str
) -> None:
    page = new_page(color_scheme=scheme)
    places = pages(site)
    assert len(places) > 10
    for place in places:
        response = page.goto("" if place == "." else f"{place}/")
        assert response is not None
        assert response.ok, place
        assert page.get_by_role("main").count() == 1, place
        assert harness.barriers(page) == [], place


def test_a_page_that_is_loud_or_asks_another_host_would_be_found() -> None:
    watch = harness.Watch("http://127.0.0.1:1/")
    watch._asked("http://127.0.0.1:1/assets/one.js")
    watch._asked("data:text/plain,one")
    assert watch.wrong == []
    watch._asked("https://fonts.example/one.woff2")
    assert watch.wrong == ["asked another host: https://fonts.example/one.woff2"]


def test_a_loud_page_would_be_found(chromium: Browser, address: str) -> None:
    watch = harness.Watch(address)
    with chromium.new_context() as context:
        page = context.new_page()
        watch.over(page)
        page.goto(address)
        assert watch.wrong == []
        page.evaluate("console.error('broken'); fetch('http://other.example/').catch(() => null)")
        page.evaluate("setTimeout(() => { throw new Error('thrown') })")
        page.wait_for_timeout(200)
    assert "console error: broken" in watch.wrong
    assert "error: thrown" in watch.wrong
    assert "asked another host: http://other.example/" in watch.wrong


def test_there_are_scripts_to_be_judged(judges: Path) -> None:  # noqa: ARG001  the repository is whole
    assert len(SCRIPTS) > 5


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_script_is_well_formed(script: Path, judges: Path) -> None:  # noqa: ARG001  node is there
    node = shutil.which("node")
    assert node is not None
    done = subprocess.run([node, "--check", str(script)], cwd=ROOT / "web", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_eslint_finds_nothing(judges: Path) -> None:
    node = shutil.which("node")
    assert node is not None
    command = [
        node,
        str(judges / "node_modules/eslint/bin/eslint.js"),
        "--max-warnings=0",
        "-c",
        str(judges / "eslint.config.js"),
        "web/src",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
