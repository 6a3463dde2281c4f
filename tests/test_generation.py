"""The newest release is what the authored files give."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from authored import ROOT
from ketamine_evidence.curation.publish import compile_release, read_all, release_files
from ketamine_evidence.dataset.releases import version_key
from ketamine_evidence.dataset.texts import read_texts

DATA = ROOT / "data"
NEWEST = max((DATA / "releases").iterdir(), key=lambda folder: version_key(folder.name))


@pytest.fixture(scope="module")
def compiled(texts: Path) -> dict[str, bytes]:
    """The files that the authored files give, with the version and date of the newest release."""
    described = json.loads((NEWEST / "datapackage.json").read_text(encoding="utf-8"))
    tables = compile_release(read_all(DATA / "sources", read_texts(texts)), DATA / "vocabulary", DATA / "withdrawn.toml")
    return release_files(tables, described["version"], date.fromisoformat(described["created"][:10]), DATA / "releases")


def test_the_newest_release_has_these_files(compiled: dict[str, bytes]) -> None:
    assert sorted(compiled) == sorted(path.name for path in NEWEST.iterdir())


@pytest.mark.parametrize("name", sorted(path.name for path in NEWEST.iterdir()))
def test_compiling_again_gives_the_bytes_of_the_newest_release(compiled: dict[str, bytes], name: str) -> None:
    assert compiled[name] == (NEWEST / name).read_bytes(), (
        f"{name} is not what data/sources and data/vocabulary give; publish a higher version:"
        " ketamine-evidence publish VERSION --texts DIR"
    )
