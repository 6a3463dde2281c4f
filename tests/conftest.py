"""What all tests share: the texts that the data were read from, a small authored source, and hypothesis's profiles."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from authored import ROOT, SMALL_TEXT

TEXTS = Path(os.environ.get("KETAMINE_EVIDENCE_TEXTS", ROOT.parent / "shared" / "sources"))

settings.register_profile("quick", max_examples=10, deadline=None)
settings.register_profile("dev", max_examples=20, deadline=None)
settings.register_profile("ci", max_examples=25, deadline=None, derandomize=True)
settings.register_profile("thorough", max_examples=5_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))


@pytest.fixture(scope="session")
def texts() -> Path:
    """The folder of the five articles. They are other people's and not in this repository."""
    if not list(TEXTS.glob("*.txt")):
        if os.environ.get("CI"):
            pytest.fail(f"the texts are missing in CI: {TEXTS}")
        pytest.skip("the articles are not here; set KETAMINE_EVIDENCE_TEXTS to their folder")
    return TEXTS


@pytest.fixture
def small_text(tmp_path: Path) -> Path:
    """A folder with one small text, `small.txt`."""
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "small.txt").write_text(SMALL_TEXT, encoding="utf-8", newline="")
    return folder
