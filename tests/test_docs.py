"""The pages made from code, tests and data are up to date, and the table of phrases is what the parser says."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest
from hypothesis import settings

import ketamine_evidence as ke
from ketamine_evidence.values.phrases import parse_range

ROOT = Path(__file__).parent.parent
GENERATE = runpy.run_path(str(ROOT / "docs" / "generate.py"))
WORDS_PAGE = (ROOT / "docs" / "explanation" / "imprecise-words.md").read_text(encoding="utf-8")
LAWS_PAGE = (ROOT / "docs" / "reference" / "laws.md").read_text(encoding="utf-8")
PHRASES = re.findall(r"^\| ([^|]+) \| ([\[(][^|]+) \| ([\[(][^|]+|none) \|$", WORDS_PAGE, re.MULTILINE)


@pytest.mark.parametrize("page", GENERATE["PAGES"])
def test_generated_page_is_up_to_date(page: str) -> None:
    written = (ROOT / "docs" / "reference" / page).read_text(encoding="utf-8")
    assert written == GENERATE["PAGES"][page](ke.load()), f"docs/reference/{page} is out of date: run python docs/generate.py"


def test_every_law_is_listed_once() -> None:
    files = (ROOT / "tests" / "property").rglob("*.py")
    tests = [
        name for file in files for name in re.findall(r"^\s*def test_(\w+)\(", file.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    listed = re.findall(r"^- \*\*(.+?)\*\*", LAWS_PAGE, re.MULTILINE)
    assert len(tests) >= 100
    assert sorted(listed) == sorted(name.replace("_", " ") for name in tests)


def test_profiles_are_listed_with_their_numbers_of_examples() -> None:
    listed = {
        name: int(number.replace(",", "")) for name, number in re.findall(r"^\| `(\w+)` \| ([\d,]+) \|", LAWS_PAGE, re.MULTILINE)
    }
    assert {"quick", "dev", "ci", "thorough"} <= set(listed)
    assert listed == {name: settings.get_profile(name).max_examples for name in listed}


def test_table_of_phrases_was_found() -> None:
    assert len(PHRASES) >= 10


@pytest.mark.parametrize(("phrase", "outer", "inner"), PHRASES)
def test_documented_phrase_reads_as_documented(phrase: str, outer: str, inner: str) -> None:
    reported = parse_range(phrase)
    assert str(reported.outer) == outer
    assert str(reported.inner or "none") == inner
