"""Datasets to export, and how to spoil what was exported."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs

import ketamine_evidence as ke
from ketamine_evidence.dataset.provenance import Part, Provenance
from ketamine_evidence.dataset.sums import SUMS
from ketamine_evidence.records.evidence import Guidance, ReportedRange, Source, Statement, Term, Withdrawn
from ketamine_evidence.records.locators import Locator
from ketamine_evidence.records.vocabulary import GuidanceKind, Interest, SourceKind, Statistic, Tier, Topic
from ketamine_evidence.values.quantities import Quantity

DAY = date(2026, 1, 2)
SIGNS = ("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "\N{FULLWIDTH EQUALS SIGN}1")
"""Texts that a spreadsheet takes as formulas, one for each way to begin one."""
LONG = "so " * 15_000
"""A text that is longer than a cell of Excel can be."""


def dangerous(**source: Any) -> ke.Dataset:
    """A dataset whose texts look like formulas, dates, numbers and markup, with numbers below zero and in fractions."""
    place = Locator(start=0, end=5, section="=2+3")
    said: dict[str, Any] = {
        "title": "=1+1",
        "publisher": "1-2",
        "authors": ("=A1", "B"),
        "note": 'two\r\nlines, "quoted"; \u2028',
    }
    one = Source(
        id="one",
        tier=Tier.LAY,
        kind=SourceKind.HEALTH_ARTICLE,
        interest=Interest.UNKNOWN,
        year=2020,
        pmid="007",
        **(said | source),
    )
    effect = ke.Reported("-0.5", ke.ImpreciseNumber(-0.5, -0.5, "1"), ke.ImpreciseNumber(Fraction(1, 3), None, "1"))
    statements = [
        Statement(id=f"one.s{n:03}", source="one", locator=place, summary=text, topic=Topic.USE) for n, text in enumerate(SIGNS)
    ]
    return ke.Dataset.of(
        {
            "sources": [one],
            "ranges": [
                ReportedRange(
                    id="one.r001", source="one", locator=place, summary="'=", quantity=Quantity.EFFECT_SIZE, reported=effect,
                    statistic=Statistic.MEAN, note="3-4",
                )
            ],
            "guidance": [
                Guidance(id="one.g001", source="one", locator=Locator(), summary="''@", kind=GuidanceKind.TIP, about="'t is \x01 _x0001_")
            ],
            "statements": statements,
            "terms": [Term(scheme="effect", id="nausea", label="-", definition="4/5", mappings=("HP:0002018",))],
            "withdrawn": [Withdrawn(id="one.s900", version="0.9.0", reason="+ said twice")],
        },
        "1.0.0",
        DAY,
    )  # fmt: skip


def merged() -> ke.Dataset:
    """A dataset made of two parts."""
    one = dangerous()
    parts = (Part("one", "1" * 64), Part("mine", "2" * 64))
    origins: dict[str, tuple[str, ...]] = dict.fromkeys((record.id for record in one.claims()), ("one", "mine"))
    origins |= {"one": ("one",), '["term", "effect", "nausea"]': ("mine",)}
    return ke.Dataset.of(one.tables, "one+mine", None, Provenance(parts, origins))


def content(dataset: ke.Dataset) -> dict[str, tuple[attrs.AttrsInstance, ...]]:
    """All that a dataset holds."""
    return {name: tuple(table) for name, table in dataset.tables.items()}


def spoil(folder: Path, name: str, change: Callable[[bytes], bytes] | None) -> None:
    """Change a file of an export, or take it away, and make the digests those of the files as they are now."""
    if change is None:
        (folder / name).unlink()
    else:
        path = folder / name
        path.write_bytes(change(path.read_bytes() if path.exists() else b""))
    there = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() and path.name != SUMS)
    sums = "".join(f"{hashlib.sha256((folder / file).read_bytes()).hexdigest()}  {file}\n" for file in there)
    (folder / SUMS).write_text(sums, encoding="utf-8", newline="")


def replacing(old: str, new: str) -> Callable[[bytes], bytes]:
    """A change of words that are there once."""

    def change(before: bytes) -> bytes:
        assert before.count(old.encode()) == 1, f"{old!r} is there {before.count(old.encode())} times"
        return before.replace(old.encode(), new.encode())

    return change
