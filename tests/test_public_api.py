"""The public surface is frozen: what scripts rely on changes on purpose, with a warning first, or not at all."""

from __future__ import annotations

import re
from difflib import unified_diff

import ketamine_evidence as ke
from authored import ROOT
from ketamine_evidence import charts
from public_surface import FROZEN, surface

POLICY = """the public surface is not the one in tests/public_api.txt:

{}

A name that is new: write the file anew with `python tests/public_surface.py`, and say so in CHANGELOG.md.
A name that goes, or a signature that no longer takes what it took: see docs/community/deprecations.md first; it warns for one minor release."""


def test_the_public_surface_changes_only_on_purpose() -> None:
    frozen = FROZEN.read_text(encoding="utf-8").splitlines()
    difference = list(unified_diff(frozen, surface(), "tests/public_api.txt", "src", lineterm="", n=0))
    assert not difference, POLICY.format("\n".join(difference))


def test_every_public_name_is_in_the_frozen_list() -> None:
    listed = set(re.findall(r"^(?:class |def |module )?([\w.]+)", FROZEN.read_text(encoding="utf-8"), flags=re.MULTILINE))
    for module in (ke, charts):
        for name in {*module.__all__} - {"__version__"}:
            assert f"{module.__name__}.{name}" in listed, name


def test_the_deprecation_policy_is_where_the_message_sends_people() -> None:
    assert (ROOT / "docs" / "community" / "deprecations.md").is_file()
