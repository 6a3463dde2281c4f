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

STUDY = """\
[source]
title = "A small trial of a drip"
tier = "literature"
kind = "randomized-trial"
interest = "unknown"
authors = ["One A", "Two B"]
journal = "Small Trials"
year = 2020
doi = "10.1000/182"
pmid = "12"
substance = "esketamine"
conditions = ["crps"]
pain_course = "chronic"
comparators = ["placebo"]
n = 20

[[range]]
id = "r001"
quantity = "relief_time_point"
course = "held-at"
reported = "2 weeks"
place = "abstract, results"
summary = "when pain was still less"

[[range]]
id = "r002"
quantity = "pain_score"
reported = "3.1 points"
statistic = "mean"
spread = "SD 0.5 points"
time_point = "r001"
place = "abstract, results"
summary = "pain with the drug"

[[range]]
id = "r003"
quantity = "pain_score"
reported = "5 points"
substance = "placebo"
place = "table 1"
summary = "pain without it"

[[range]]
id = "r004"
quantity = "effect_size"
reported = "-1.9 points"
place = "table 1"
summary = "how much less"

[[range]]
id = "r005"
quantity = "effect_size"
reported = "-2.5 to -1.3 points"
statistic = "ci95"
estimate = "r004"
place = "table 1"
summary = "how sure that is"

[[range]]
id = "r006"
quantity = "response_rate"
reported = "40 %"
place = "news report of the paper"
basis = "secondary-report"
summary = "how many felt better"

[[side_effect]]
id = "e001"
effect = "nausea"
p = "0.03"
place = "table 2"
summary = "nausea in some"

[[finding]]
id = "n001"
n = 20
direction = "improved"
comparator = "placebo"
p = "<0.001"
ranges = ["r001", "r002", "r003", "r004"]
place = "abstract, results"
summary = "pain was less than without the drug"
"""
"""A study of our own that keeps every rule."""
TRACE = """
[[trace]]
id = "t001"
claim = "r001"
study = "trial"
confidence = "medium"
verdict = "overstated"
agrees = "relief for days"
disagrees = "two weeks, and no more"
supports = ["trial.r001"]
contradicts = ["trial.r003"]
"""
"""A trace of the good file that leads to the study."""
TRACES = TRACE + "".join(
    f"""
[[trace]]
id = "t{number}"
claim = "r{number}"
confidence = "none"
verdict = "no-source-found"
"""
    for number in ("002", "003")
)
"""Traces of every range of the good file."""


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
