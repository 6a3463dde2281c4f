"""Write the reference pages that are made from the code and the newest release; a test holds them up to date.

Run it from the repository: python docs/generate.py
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import ketamine_evidence as ke
from ketamine_evidence.records.evidence import KEYS, TABLES
from ketamine_evidence.records.fields import DESCRIPTIONS, UNITS, describe
from ketamine_evidence.records.rows import Column, columns, to_row

REFERENCE = Path(__file__).parent / "reference"
LONGEST_EXAMPLE = 60


def dictionary(dataset: ke.Dataset) -> str:
    """The data dictionary: each table, each column, its type, unit, meaning and an example."""
    parts = [
        "# Data dictionary",
        (
            f"Every table of a release, column by column. The examples are from data version {dataset.version}. In Python a record holds the same "
            "under the same names, but for two fields: `locator` is a `Locator` with `start`, `end`, `fingerprint` and `section`, and `reported` a "
            "`Reported` with `text`, `low`, `high`, `unbounded_high`, `approximate` and `hedges`."
        ),
        "A cell is empty where the source does not state it. A *list* is joined with `|`. A *term* is from a closed list, see [vocabularies](vocabularies.md).",
    ]
    for name, record in TABLES.items():
        rows = [to_row(one) for one in dataset.tables[name]]
        key = ", ".join(f"`{field}`" for field in KEYS.get(name, ("id",)))
        lines = [_line(record, column, rows) for column in columns(record)]
        head = "| column | type | unit | meaning | example |\n|---|---|---|---|---|"
        parts += [f"## {name}", f"{DESCRIPTIONS[name]}. {len(rows)} records; key: {key}.", "\n".join([head, *lines])]
    return "\n\n".join(parts) + "\n"


def _line(record: type, column: Column, rows: list[dict[str, str]]) -> str:
    kind = "term" if column.choices else column.kind
    needed = ", required" if column.required else ""
    example = next((row[column.name] for row in rows if row[column.name]), "")
    shown = example if len(example) <= LONGEST_EXAMPLE else example[:LONGEST_EXAMPLE] + "…"
    cell = "" if not shown else "`" + shown.replace("|", "\\|") + "`"
    return (
        f"| `{column.name}` | {kind}{needed} | {UNITS.get(column.name, '')} | {describe(record, column).rstrip('.')} | {cell} |"
    )


def vocabularies(dataset: ke.Dataset) -> str:
    """Every closed list and reading convention, term by term."""
    parts = [
        "# Vocabularies",
        (
            f"The closed lists of data version {dataset.version}, and under *lexicon* how imprecise words were read. Identifiers elsewhere are given where they were "
            "confirmed; an empty cell is not a guess withheld but one not made."
        ),
    ]
    for scheme, terms in groupby(dataset.terms, key=lambda term: term.scheme):
        lines = [f"| `{term.id}` | {term.label} | {term.definition} | {', '.join(term.mappings)} |" for term in terms]
        parts += [f"## {scheme}", "\n".join(["| term | label | definition | identifiers |\n|---|---|---|---|", *lines])]
    return "\n\n".join(parts) + "\n"


PAGES = {"dictionary.md": dictionary, "vocabularies.md": vocabularies}

if __name__ == "__main__":
    for page, make in PAGES.items():
        (REFERENCE / page).write_text(make(ke.load()), encoding="utf-8", newline="")
