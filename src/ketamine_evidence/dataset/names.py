"""What the files of a dataset are called, beside those of its tables."""

from __future__ import annotations

DESCRIPTOR = "datapackage.json"
ORIGINS = "origins"
"""The table of merged data that says which part each record came from."""
