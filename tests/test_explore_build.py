"""What the hook that builds the Explore page does without npm, and what it writes into the page."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import ketamine_evidence as ke
from authored import ROOT
from hooks import hook

explore = hook("explore")
LOCKS = [ROOT / "web", ROOT / "tests" / "browser"]


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A folder with a lock file."""
    (tmp_path / "package-lock.json").write_text("{}", encoding="utf-8")
    return tmp_path


def ran(monkeypatch: pytest.MonkeyPatch, returncode: int = 0) -> list[list[str]]:
    """Let npm do as it is told here, and give what was run."""
    commands: list[list[str]] = []

    def run(command: list[str], *, cwd: Path, **_: Any) -> Any:
        commands.append(command)
        (cwd / "node_modules").mkdir(exist_ok=True)
        return SimpleNamespace(returncode=returncode, stdout="", stderr="npm error no such package\n")

    monkeypatch.setattr(shutil, "which", lambda _: "/bin/npm")
    monkeypatch.setattr(subprocess, "run", run)
    return commands


def test_without_npm_one_line_says_what_to_install(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(SystemExit) as raised:
        explore.install(package)
    assert str(raised.value) == (
        "the docs need npm, which is missing: install Node.js 18 or later with npm (Debian: apt-get install nodejs npm)"
    )


def test_what_is_installed_is_not_installed_again(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands = ran(monkeypatch)
    explore.install(package)
    explore.install(package)
    assert commands == [["/bin/npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]]
    assert (package / "node_modules" / ".installed").read_text(encoding="utf-8") == hashlib.sha256(b"{}").hexdigest()


def test_another_lock_file_is_installed(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands = ran(monkeypatch)
    explore.install(package)
    (package / "package-lock.json").write_text('{"name": "other"}', encoding="utf-8")
    explore.install(package)
    assert len(commands) == 2


def test_what_npm_says_of_a_failure_is_passed_on(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran(monkeypatch, returncode=1)
    with pytest.raises(SystemExit) as raised:
        explore.install(package)
    assert str(raised.value) == (
        f"npm ci failed in {package.name}/; it needs the npm registry the first time:\nnpm error no such package"
    )
    assert not (package / "node_modules" / ".installed").exists()


def test_the_page_says_which_data_it_shows() -> None:
    dataset = ke.load()
    page = SimpleNamespace(file=SimpleNamespace(src_uri="explore.md"))
    markdown = (ROOT / "docs" / "explore.md").read_text(encoding="utf-8")
    written = explore.on_page_markdown(markdown, page=page, config={}, files=())
    assert f"data version {dataset.version}, released {dataset.released}" in written
    assert f"{sum(1 for _ in dataset.claims()):,} claims" in written
    assert "An evidence summary, not dosing advice." in written
    assert "{{" not in written


def test_other_pages_are_left_as_they_are() -> None:
    page = SimpleNamespace(file=SimpleNamespace(src_uri="index.md"))
    assert explore.on_page_markdown("{{ version }}", page=page, config={}, files=()) == "{{ version }}"


def test_without_scripts_the_page_links_tables_that_are_exported() -> None:
    markdown = (ROOT / "docs" / "explore.md").read_text(encoding="utf-8")
    linked = re.findall(r'href="csv/(\w+)\.csv"', markdown)
    assert {*linked} == {"sources", "traces", *hook("explore_data").CLAIMS}


@pytest.mark.parametrize("folder", LOCKS, ids=lambda folder: str(folder.relative_to(ROOT)))
def test_a_lock_file_has_digests_and_names_no_host(folder: Path) -> None:
    if not folder.joinpath("package-lock.json").is_file():
        pytest.skip("the scripts of the page are not beside these tests")
    packages = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert len(packages) > 1
    for name, package in packages.items():
        if name:
            assert package["integrity"].startswith("sha512-"), name
            assert "resolved" not in package, f"{name}: npm install --omit-lockfile-registry-resolved"


def test_a_package_without_a_licence_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as raised:
        explore._licence(tmp_path)
    assert str(raised.value) == f"{tmp_path.name} came without a licence file; it cannot be put into the site"
