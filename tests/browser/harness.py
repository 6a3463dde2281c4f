"""What tests in a browser need, and whether it is here: the built site, Debian's Chromium, and what judges pages beside it.

Nothing of Playwright is imported here, so that a test says why it is skipped where Playwright is missing. With `KETAMINE_EVIDENCE_BROWSER=required` it
fails instead.
"""

from __future__ import annotations

import functools
import importlib.util
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import urlsplit

import pytest

from authored import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

JUDGES = ROOT / "tests" / "browser"
"""The folder of the package.json of what judges the site."""
BUILT_FROM = ("mkdocs.yml", "docs", "web/package-lock.json")
MODULES = {
    "playwright": "pip install playwright",
    "mkdocs": "pip install -e '.[docs]'",
    "mkdocstrings": "pip install -e '.[docs]'",
}
PROGRAMS = {"chromium": "apt-get install chromium", "node": "apt-get install nodejs", "npm": "apt-get install npm"}
NO_OTHER_HOST = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-sync",
    "--no-first-run",
]


def missing() -> str:
    """What is not here of what tests in a browser need, and how to get it; empty where all is here."""
    lacking = [f"{name} ({how})" for name, how in MODULES.items() if importlib.util.find_spec(name) is None]
    lacking += [f"{name} ({how})" for name, how in PROGRAMS.items() if shutil.which(name) is None]
    lacking += [f"{name} (it is in the repository)" for name in BUILT_FROM if not (ROOT / name).exists()]
    return f"tests in a browser need {', '.join(lacking)}" if lacking else ""


def give_up(reason: str) -> NoReturn:
    """Skip a test that cannot run here, or fail it where it has to run."""
    if os.environ.get("KETAMINE_EVIDENCE_BROWSER") == "required":
        pytest.fail(reason)
    pytest.skip(reason)


def build_site(folder: Path) -> Path:
    """Build the docs as CI does, strictly; or take the site that was built, where KETAMINE_EVIDENCE_SITE names its folder."""
    if built := os.environ.get("KETAMINE_EVIDENCE_SITE"):
        assert (Path(built) / "index.html").is_file(), f"no site in {built}"
        return Path(built)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the names are the base class's
        """Say nothing: a test that fails says what matters."""


@contextmanager
def served(folder: Path) -> Generator[str]:
    """Serve a folder on loopback while the block runs; gives its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def chromium() -> Generator[Browser]:
    """Start Debian's Chromium, which finds no host but loopback, while the block runs."""
    from playwright.sync_api import sync_playwright

    root = ["--no-sandbox"] if os.geteuid() == 0 else []  # Chromium has no sandbox for root
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=[*QUIET, *root, NO_OTHER_HOST])
        try:
            yield browser
        finally:
            browser.close()


class Watch:
    """What a page says on its console, and which hosts it asks, as long as it is open."""

    def __init__(self, address: str) -> None:
        self.wrong: list[str] = []
        self._host: str = urlsplit(address).netloc

    def over(self, page: Page) -> None:
        """Watch a page."""
        page.on(
            "console",
            lambda said: self.wrong.append(f"console {said.type}: {said.text}") if said.type in {"error", "warning"} else None,
        )
        page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        page.on("request", lambda request: self._asked(request.url))

    def _asked(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc != self._host:
            self.wrong.append(f"asked another host: {url}")


AXE = JUDGES / "node_modules" / "axe-core" / "axe.min.js"
SERIOUS = ("serious", "critical")


def barriers(page: Page) -> list[str]:
    """What axe finds on a page, as it is now, that shuts people out: serious or critical."""
    page.add_script_tag(path=str(AXE))
    violations = page.evaluate("axe.run().then(({ violations }) => violations)")
    return [
        f"{found['impact']}: {found['id']}: {found['help']}: {node['html'][:200]}"
        for found in violations
        if found["impact"] in SERIOUS
        for node in found["nodes"]
    ]
