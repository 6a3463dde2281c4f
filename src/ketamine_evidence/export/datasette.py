"""How Datasette is to show the SQLite export: titles, licence, what each table and column means, and queries to begin with."""

from __future__ import annotations

import json
from typing import Any

from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.export.about import about
from ketamine_evidence.export.readback import is_merged
from ketamine_evidence.export.sqlite_schema import FILE, tables
from ketamine_evidence.export.sqlite_views import VIEWS

_QUERIES = {
    "find": {
        "title": "Find in summaries, phrases, notes and titles",
        "sql": "SELECT id, source, title, summary, reported, note FROM search WHERE search MATCH :words ORDER BY rank",
        "params": ["words"],
    },
    "relief": {
        "title": "How long relief is said to last with a protocol",
        "sql": "SELECT * FROM relief WHERE protocol = :protocol",
        "params": ["protocol"],
    },
    "at_a_length_of_time": {
        "title": "Claims whose widest reading holds a number of days",
        "sql": "SELECT id, quantity, reported, outer_low_common, outer_high_common, protocol, condition, tier, source FROM range_readings "
        "WHERE quantity = :quantity AND common_unit = 'd' AND outer_low_common <= CAST(:days AS REAL) "
        "AND (outer_high_common IS NULL OR outer_high_common >= CAST(:days AS REAL))",
        "params": ["quantity", "days"],
    },
}


def metadata(dataset: Dataset) -> bytes:
    """Give what Datasette takes with `--metadata`."""
    said = about(dataset)
    released = f" of {said['released']}" if said["released"] else ""
    common = {
        "title": said["title"],
        "description": f"{said['intended_use']} Data version {said['version']}{released}; SHA-256 {said['sha256']}.",
        "license": said["licence"],
        "license_url": said["licence_url"],
        "source": said["citation"],
        "about": said["description"],
    }
    described: dict[str, Any] = {
        table.name: {
            "description": table.description,
            "columns": {column.name: column.description for column in table.columns},
        }
        for table in tables(merged=is_merged(dataset))
    }
    described |= {name: {"description": view.description} for name, view in VIEWS.items()}
    described["claims"] |= {"fts_table": "search", "fts_pk": "number"}
    database = FILE.removesuffix(".db")
    return (
        json.dumps(
            {**common, "databases": {database: {**common, "tables": described, "queries": _QUERIES}}},
            indent=2,
            ensure_ascii=False,
        )
        + "\n"
    ).encode()
