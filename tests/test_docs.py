"""The pages made from code and data are up to date, and the table of phrases is what the parser says."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

import ketamine_evidence as ke
from ketamine_evidence.values.phrases import parse_range

ROOT = Path(__file__).parent.parent
GENERATE = runpy.run_path(str(ROOT / "docs" / "generate.py"))
WORDS_PAGE = (ROOT / "docs" / "explanation" / "imprecise-words.md").read_text(encoding="utf-8")
PHRASES = re.findall(r"^\| ([^|]+) \| ([\[(][^|]+) \| ([\[(][^|]+|none) \|$", WORDS_PAGE, re.MULTILINE)


@pytest.mark.parametrize("page", GENERATE["PAGES"])
def test_generated_page_is_up_to_date(page: str) -> None:
    written = (ROOT / "docs" / "reference" / page).read_text(encoding="utf-8")
    assert written == GENERATE["PAGES"][page](ke.load()), f"docs/reference/{page} is out of date: run python docs/generate.py"


def test_table_of_phrases_was_found() -> None:
    assert len(PHRASES) >= 10


@pytest.mark.parametrize(("phrase", "outer", "inner"), PHRASES)
def test_documented_phrase_reads_as_documented(phrase: str, outer: str, inner: str) -> None:
    reported = parse_range(phrase)
    assert str(reported.outer) == outer
    assert str(reported.inner or "none") == inner
