"""Build the Explore page's files into the site: its data, its scripts and styles with the licences of what is in them, and the data as CSV.

The libraries come from the npm registry, held to the digests of `web/package-lock.json`, and none of their install scripts are run. MkDocs calls
the functions whose names begin with `on_`; another builder can call `install` and `build`.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import explore_data
from shown_data import shown

from ketamine_evidence.dataset.cite import INTENDED_USE
from ketamine_evidence.export.formats import export_files

ROOT = Path(__file__).parent.parent.parent
WEB = ROOT / "web"
PAGE = "explore.md"
FOLDER = "explore"
"""The page, and the folder of the site that it and its files are in."""
BROWSERS = "es2022"


def on_pre_build(config: Mapping[str, Any]) -> None:  # noqa: ARG001  MkDocs gives its configuration by name
    """Have the libraries there before any page is made."""
    install(WEB)


def on_page_markdown(markdown: str, page: Any, config: Mapping[str, Any], files: Any) -> str:  # noqa: ARG001  the same
    """Write into the page which data it shows, so that it says so before any script runs."""
    return filled(markdown) if page.file.src_uri == PAGE else markdown


def on_post_build(config: Mapping[str, Any]) -> None:
    """Put the page's files beside it."""
    build(Path(config["site_dir"]) / FOLDER)


def install(package: Path) -> None:
    """Install what a package.json names, unless what its lock file names is there already.

    Raises:
        SystemExit: where npm is missing or fails; it says what to do.
    """
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit(
            "the docs need npm, which is missing: install Node.js 18 or later with npm (Debian: apt-get install nodejs npm)"
        )
    lock = hashlib.sha256((package / "package-lock.json").read_bytes()).hexdigest()
    installed = package / "node_modules" / ".installed"
    if installed.is_file() and installed.read_text(encoding="utf-8") == lock:
        return
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(command, cwd=package, capture_output=True, text=True, check=False)  # noqa: S603  the command is ours
    if done.returncode:
        raise SystemExit(f"npm ci failed in {package.name}/; it needs the npm registry the first time:\n{done.stderr.strip()}")
    installed.write_text(lock, encoding="utf-8")


def filled(markdown: str) -> str:
    """Fill in what a page says of the data."""
    dataset = shown()
    claims = list(dataset.claims())
    said = {
        "version": dataset.version,
        "released": str(dataset.released),
        "intended_use": INTENDED_USE,
        "claims": f"{len(claims):,}",
        "sources": str(len({claim.source for claim in claims})),
    }
    for name, value in said.items():
        markdown = markdown.replace(f"{{{{ {name} }}}}", value)
    return markdown


def build(folder: Path) -> None:
    """Write the page's files into a folder; `install` has to have been called.

    Args:
        folder: where the page itself is.
    """
    dataset = shown()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "explore-data.js").write_bytes(explore_data.script(dataset))
    for name, content in export_files(dataset, "csv").items():
        path = folder / "csv" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    _bundle(folder / "explore.js")
    (folder / "licences.txt").write_text(_licences(), encoding="utf-8", newline="")


def _bundle(script: Path) -> None:
    """Put the scripts into one file, and the styles into another beside it: a page opened from disk may not load modules, but this it may."""
    esbuild = ["node", "node_modules/esbuild/bin/esbuild", "src/main.js", f"--outfile={script}"]
    how = [
        "--bundle",
        "--minify",
        "--format=iife",
        f"--target={BROWSERS}",
        "--charset=utf8",
        "--legal-comments=none",
        "--log-level=warning",
    ]
    done = subprocess.run([*esbuild, *how], cwd=WEB, capture_output=True, text=True, check=False)  # noqa: S603  the same
    if done.returncode or done.stderr:
        raise SystemExit(f"the scripts of the Explore page cannot be put together:\n{done.stderr.strip()}")


def _licences() -> str:
    """The licence of each package that the scripts and styles can have parts of, as it came with it; tools that only build are not among them."""
    parts = [
        "The scripts and styles of this page hold, beside our own (MIT), parts of these packages or of what they are built from:\n"
    ]
    locked = json.loads((WEB / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for place, package in sorted(locked.items()):
        if place and not package.get("dev"):
            head = f"{place.rpartition('node_modules/')[2]} {package['version']} ({package['license']})"
            parts.append(f"{head}\n{'=' * len(head)}\n\n{_licence(WEB / place)}\n")
    return "\n".join(parts)


def _licence(package: Path) -> str:
    texts = [path for path in sorted(package.iterdir()) if path.name.lower().startswith(("licen", "copying"))]
    if not texts:
        raise SystemExit(f"{package.name} came without a licence file; it cannot be put into the site")
    return texts[0].read_text(encoding="utf-8").strip()
