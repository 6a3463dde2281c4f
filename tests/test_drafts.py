"""Drafts keep the rules too, and are in no release."""

from __future__ import annotations

from pathlib import Path

import pytest

import ketamine_evidence as ke
from authored import ROOT
from ketamine_evidence.curation.check import check_file

DRAFTS = sorted((ROOT / "data" / "drafts" / "studies").glob("*.toml"))


@pytest.mark.parametrize("path", DRAFTS, ids=lambda path: path.stem)
def test_a_draft_keeps_the_rules(path: Path) -> None:
    assert [str(problem) for problem in check_file(path, None).problems] == []


def test_no_draft_is_released() -> None:
    released = {source for version in ke.versions() for source in ke.load(version).sources.ids}
    assert released.isdisjoint(path.stem for path in DRAFTS)
