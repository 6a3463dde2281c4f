"""Put a page for every source, record and term into the site, and say on every page which data version it shows."""

from __future__ import annotations

import os

from evidence_pages import INDEXES, pages
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from shown_data import shown


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Tell the theme which data are shown; and that there are other versions beside this one, where `mike` says so."""
    dataset = shown()
    config.extra["shown"] = {"version": dataset.version, "released": str(dataset.released)}
    if "MIKE_DOCS_VERSION" in os.environ:
        config.extra["version"] = {"provider": "mike"}
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages; only those that list the others are in the navigation."""
    explore = files.get_file_from_path("explore.md") is not None
    for path, content in pages(shown(), explore=explore).items():
        inclusion = InclusionLevel.INCLUDED if path in INDEXES else InclusionLevel.NOT_IN_NAV
        files.append(File.generated(config, path, content=content, inclusion=inclusion))
    return files
