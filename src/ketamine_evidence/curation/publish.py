"""Publishing: authored files to a frozen release, a Frictionless Data Package v2, the same bytes each time."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import attrs

from ketamine_evidence.curation.account import account_of
from ketamine_evidence.curation.authoring import Authored, read_authored
from ketamine_evidence.curation.check import uncovered_words
from ketamine_evidence.curation.descriptor import descriptor
from ketamine_evidence.curation.rules import problems_of
from ketamine_evidence.curation.vocabularies import read_terms
from ketamine_evidence.dataset.releases import DESCRIPTOR, SUMS, version_key
from ketamine_evidence.dataset.texts import Text
from ketamine_evidence.errors import DataError, Problem, VersionError
from ketamine_evidence.records.evidence import CLAIMS, KEYS, TABLES
from ketamine_evidence.records.rows import columns, to_row

Records = Mapping[str, Sequence[attrs.AttrsInstance]]


def read_all(sources: Path, texts: Sequence[Text] | None) -> list[Authored]:
    """Read every authored file of a folder and hold it to the rules.

    Raises:
        DataError: all problems of all files at once.
    """
    paths = sorted(sources.glob("*.toml"))
    if not paths:
        raise DataError([Problem(str(sources), "", "", "no authored files (*.toml) here")])
    problems: list[Problem] = []
    found: list[Authored] = []
    for path in paths:
        try:
            authored = read_authored(path, texts)
        except DataError as error:
            problems += error.problems
            continue
        problems += problems_of(authored)
        found.append(authored)
    if problems:
        raise DataError(problems)
    return found


def compile_release(authored: Sequence[Authored], vocabulary: Path) -> Records:
    """Put authored files together as the tables of a release, each in the order of its key.

    Raises:
        DataError: where a text is not at hand, or words of it are not accounted for.
    """
    problems = [problem for one in authored for problem in uncovered_words(account_of(one), one.path)]
    if problems:
        raise DataError(problems)
    tables: dict[str, list[Any]] = {name: [] for name in TABLES}
    for one in authored:
        tables["sources"].append(one.source)
        tables["exclusions"] += one.exclusions
        for name in CLAIMS:
            tables[name] += one.claims[name]
    tables["terms"] += read_terms(vocabulary)
    for name, records in tables.items():
        records.sort(key=lambda record: tuple(getattr(record, field) for field in KEYS.get(name, ("id",))))
    return tables


def release_files(tables: Records, version: str, released: date) -> dict[str, bytes]:
    """Write the tables of a release as files: one CSV a table, the descriptor, and the digests of them all."""
    files = {f"{name}.csv": _csv(name, tables[name]) for name in TABLES}
    described = descriptor(files, version, released)
    files[DESCRIPTOR] = (json.dumps(described, indent=2, ensure_ascii=False) + "\n").encode()
    sums = "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    return files | {SUMS: sums.encode()}


def _csv(name: str, records: Sequence[attrs.AttrsInstance]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, [column.name for column in columns(TABLES[name])], lineterminator="\n")
    writer.writeheader()
    writer.writerows(to_row(record) for record in records)
    return out.getvalue().encode()


def publish(version: str, files: Mapping[str, bytes], releases: Path) -> Path:
    """Write a release, whole or not at all. What is released is never changed.

    Returns:
        Its folder. Publishing the same bytes again changes nothing.

    Raises:
        VersionError: for what is no version, or where the version is there with other content.
    """
    version_key(version)
    target = releases / version
    if target.exists():
        there = {path.name: path.read_bytes() for path in target.iterdir()}
        if there != dict(files):
            differ = sorted(name for name in {*there, *files} if there.get(name) != files.get(name))
            raise VersionError(
                f"data version {version} is released and stays as it is ({', '.join(differ)} differ); publish a higher version"
            )
        return target
    releases.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=f".{version}-", dir=releases))
    try:
        for name, content in files.items():
            (unfinished / name).write_bytes(content)
        unfinished.chmod(0o755)
        unfinished.rename(target)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return target
