"""A small text of our own and a good authored file of it, for tests to change, and how to read one that was changed."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ketamine_evidence.curation.authoring import Authored, read_authored
from ketamine_evidence.curation.publish import tables_of
from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.dataset.texts import Text

ROOT = Path(__file__).parent.parent
SMALL_TEXT = (
    "How long it lasts\n\nRelief may last several days to a few weeks. Doses of 1.5 mg/kg/hour are given \u2013 up to 12 weeks.\n"
)
"""A text of our own, for tests that need one."""
LEXICON = ROOT / "data" / "vocabulary" / "lexicon.toml"
DIGEST = hashlib.sha256(SMALL_TEXT.encode()).hexdigest()
TEXTS = (Text("small", DIGEST, SMALL_TEXT),)

SOURCE = f"""\
[source]
title = "How long it lasts"
tier = "lay"
kind = "health-article"
interest = "none-stated"
text_sha256 = "{DIGEST}"
characters = 116
"""
HEADING = """
[[exclusion]]
span = [0, 17]
reason = "heading"
section = "title"
"""
RELIEF = """
[[range]]
id = "r001"
quantity = "relief_duration"
condition = "chronic-pain"
reported = "several days to a few weeks"
span = [19, 63]
summary = "relief at its shortest and longest"
"""
DOSE = """
[[range]]
id = "r002"
quantity = "dose_rate"
reported = "1.5 mg/kg/hour"
span = [64, 115]
summary = "how much is given in an hour"
"""
LENGTH = """
[[range]]
id = "r003"
quantity = "series_length"
reported = "up to 12 weeks"
span = [64, 115]
summary = "how long doses go on at the most"
"""
PROTOCOL = """
[[protocol]]
id = "p001"
name = "infusion-series"
ranges = ["r002", "r003"]
span = [64, 115]
summary = "doses over some weeks"
"""
GOOD = SOURCE + HEADING + RELIEF + DOSE + LENGTH + PROTOCOL
"""An authored file that keeps every rule and accounts for every word."""


def changed(*changes: tuple[str, str], text: str = GOOD) -> str:
    """The good file with words replaced, each of which has to be there once."""
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} is there {text.count(old)} times"
        text = text.replace(old, new)
    return text


def write(folder: Path, toml: str, name: str = "small.toml") -> Path:
    """Write an authored file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(toml, encoding="utf-8", newline="")
    return path


def read(folder: Path, toml: str, texts: tuple[Text, ...] | None = TEXTS) -> Authored:
    """Write an authored file and read it."""
    return read_authored(write(folder, toml), texts)


def vocabulary(folder: Path) -> Path:
    """A folder with one small vocabulary and the lexicon."""
    write(
        folder,
        '[[term]]\nid = "oral"\nlabel = "by mouth"\ndefinition = "Swallowed."\nmappings = { NCIt = "C38288" }\n',
        "route.toml",
    )
    write(folder, LEXICON.read_text(encoding="utf-8"), "lexicon.toml")
    return folder


def dataset(folder: Path, toml: str = GOOD, name: str = "one") -> Dataset:
    """The dataset of one authored file."""
    return Dataset.of(tables_of([read(folder, toml)]), name)
