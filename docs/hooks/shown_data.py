"""Which data version the site shows."""

from __future__ import annotations

import os
from functools import cache

import ketamine_evidence as ke

VERSION = "KETAMINE_EVIDENCE_DOCS_VERSION"
"""The environment variable that names another data version than the newest."""


@cache
def shown() -> ke.Dataset:
    """Load the data version that the site shows."""
    return ke.load(os.environ.get(VERSION) or None)
