"""The site of several data versions side by side, as `.ci/docs_versions` builds it."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from authored import ROOT

SCRIPT = ROOT / ".ci" / "docs_versions"
VERSIONS = ("0.1.0", "0.2.0")
RECORD = "records/biologyinsights-infusion.r004/index.html"


def missing() -> list[str]:
    """What is not here of what building the site takes."""
    modules = [name for name in ("mike", "mkdocs", "mkdocstrings", "material") if importlib.util.find_spec(name) is None]
    programs = [name for name in ("bash", "git", "npm") if shutil.which(name) is None]
    return modules + programs + ([] if SCRIPT.is_file() else [str(SCRIPT)])


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the script with this Python's programs first on the path."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = os.environ | {"PATH": path, "PYTHONPATH": str(ROOT / "src"), "CI": ""}
    return subprocess.run([str(SCRIPT), *arguments], capture_output=True, text=True, check=False, env=environment)  # noqa: S603  our own script


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of two versions."""
    if lacking := missing():
        reason = f"building the site needs {', '.join(lacking)}; pip install -e '.[docs]'"
        if os.environ.get("KETAMINE_EVIDENCE_DOCS") == "required":
            pytest.fail(reason)
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("versions") / "site"
    done = run(str(folder), *VERSIONS)
    assert done.returncode == 0, done.stderr
    return folder


def test_every_version_has_a_folder_and_the_selector_lists_them(site: Path) -> None:
    listed = json.loads((site / "versions.json").read_text(encoding="utf-8"))
    assert [(one["version"], one["aliases"]) for one in listed] == [("0.2.0", ["latest"]), ("0.1.0", [])]
    assert {path.name for path in site.iterdir() if path.is_dir()} == {*VERSIONS, "latest"}


@pytest.mark.parametrize("version", VERSIONS)
def test_a_page_shows_the_data_of_its_version_and_says_so(site: Path, version: str) -> None:
    page = (site / version / RECORD).read_text(encoding="utf-8")
    head = page.partition("<header")[0]
    assert f"<strong>{version}</strong>" in head
    assert "An evidence summary, not dosing advice." in head
    assert f"(Version {version}) [Data set]" in page
    assert '"provider": "mike"' in page


@pytest.mark.parametrize("version", VERSIONS)
def test_the_page_to_explore_has_the_data_of_its_version(site: Path, version: str) -> None:
    script = (site / version / "explore" / "explore-data.js").read_text(encoding="ascii")
    data = json.loads(script.removeprefix("globalThis.ketamineEvidence=").removesuffix(";\n"))
    assert data["version"] == version
    assert f"data version {version}," in (site / version / "explore" / "index.html").read_text(encoding="utf-8")


def test_a_version_has_no_page_for_what_came_later(site: Path) -> None:
    comparators = {version: (site / version / "terms" / "comparator").exists() for version in VERSIONS}
    assert comparators == {"0.1.0": False, "0.2.0": True}


@pytest.mark.parametrize("page", ["index.html", RECORD])
def test_latest_leads_to_the_same_page_of_the_newest(site: Path, page: str) -> None:
    there = re.search(r'<a href="([^"]+)">', (site / "latest" / page).read_text(encoding="utf-8"))
    assert there is not None
    target = (site / "latest" / page).parent / there[1] / "index.html"
    assert target.resolve() == (site / "0.2.0" / page).resolve()
    assert target.resolve().is_file()


def test_a_page_of_an_earlier_version_leads_to_itself_in_the_newest(site: Path) -> None:
    page = site / "0.1.0" / RECORD
    there = re.search(r'<a href="([^"]+)">See this page in the newest.</a>', page.read_text(encoding="utf-8"))
    assert there is not None
    assert (page.parent / there[1] / "index.html").resolve() == (site / "latest" / RECORD).resolve()


def test_the_address_of_the_site_leads_to_the_newest(site: Path) -> None:
    assert 'window.location.replace(\n      "latest/"' in (site / "index.html").read_text(encoding="utf-8")


def test_nothing_is_left_behind(site: Path) -> None:
    assert not [path for path in site.rglob(".git*") if path.is_dir()]
    assert not list(ROOT.glob("mike-mkdocs*"))


def test_a_folder_that_has_something_in_it_is_refused(tmp_path: Path) -> None:
    if lacking := missing():
        pytest.skip(f"the script needs {', '.join(lacking)}")
    (tmp_path / "mine").write_text("mine", encoding="utf-8")
    done = run(str(tmp_path))
    assert (done.returncode, done.stderr) == (2, f"{tmp_path} is not empty; give a new folder\n")
