"""Drafts keep the rules too, and are in no release."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import ketamine_evidence as ke
from authored import ROOT
from ketamine_evidence.curation.check import check_file
from ketamine_evidence.curation.cross_rules import cross_problems
from ketamine_evidence.curation.publish import read_all

DATA = ROOT / "data"
STUDIES = sorted((DATA / "drafts" / "studies").glob("*.toml"))
TRACES = sorted((DATA / "drafts" / "traces").glob("*.toml"))


@pytest.mark.parametrize("path", STUDIES, ids=lambda path: path.stem)
def test_a_draft_keeps_the_rules(path: Path) -> None:
    assert [str(problem) for problem in check_file(path, None).problems] == []


def test_drafts_and_sources_keep_the_rules_over_all(tmp_path: Path) -> None:
    for path in (*STUDIES, *(DATA / "sources").glob("*.toml")):
        shutil.copy(path, tmp_path / path.name)
    for path in TRACES:
        lay = tmp_path / path.name
        lay.write_text(lay.read_text(encoding="utf-8") + "\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert [str(problem) for problem in cross_problems(read_all(tmp_path, None))] == []


def test_no_draft_is_released() -> None:
    released = {source for version in ke.versions() for source in ke.load(version).sources.ids}
    assert released.isdisjoint(path.stem for path in STUDIES)
