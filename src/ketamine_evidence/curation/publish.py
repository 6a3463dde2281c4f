"""Publishing: authored files to a frozen release, the same bytes each time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from ketamine_evidence.curation.account import account_of
from ketamine_evidence.curation.authoring import Authored, read_authored
from ketamine_evidence.curation.check import uncovered_words
from ketamine_evidence.curation.cross_rules import cross_problems
from ketamine_evidence.curation.rules import problems_of
from ketamine_evidence.curation.semver import check_step
from ketamine_evidence.curation.vocabularies import read_terms
from ketamine_evidence.curation.withdrawals import read_withdrawn
from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.dataset.diff import diff
from ketamine_evidence.dataset.notes import as_markdown
from ketamine_evidence.dataset.package import Records, differing, in_order, package_files, write_files
from ketamine_evidence.dataset.releases import is_version, load_folder, version_key
from ketamine_evidence.dataset.texts import Text
from ketamine_evidence.errors import DataError, Problem, VersionError
from ketamine_evidence.records.evidence import CLAIMS, TABLES


def read_all(sources: Path, texts: Sequence[Text] | None) -> list[Authored]:
    """Read every authored file of a folder and hold it to the rules.

    Raises:
        DataError: all problems of all files at once.
    """
    problems: list[Problem] = []
    found: list[Authored] = []
    for path in authored_files(sources):
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


def authored_files(folder: Path) -> list[Path]:
    """The authored files of a folder.

    Raises:
        DataError: where there are none.
    """
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        raise DataError([Problem(str(folder), "", "", "no authored files (*.toml) here")])
    return paths


def compile_release(authored: Sequence[Authored], vocabulary: Path, withdrawn: Path | None = None) -> Records:
    """Put authored files together as the tables of a release, each in the order of its key.

    Args:
        authored: the authored files.
        vocabulary: the folder of vocabularies.
        withdrawn: the file of withdrawn records; it need not be there.

    Raises:
        DataError: where a text is not at hand, words of it are not accounted for, or the files break a rule together.
    """
    lay = [one for one in authored if not one.is_literature]
    problems = [problem for one in lay for problem in uncovered_words(account_of(one), one.path)] + cross_problems(authored)
    if problems:
        raise DataError(problems)
    tables = {**tables_of(authored), "terms": read_terms(vocabulary)}
    present = {record.id for name in ("sources", *CLAIMS, "traces") for record in tables[name]}
    return in_order({**tables, "withdrawn": read_withdrawn(withdrawn, present) if withdrawn is not None else []})


def tables_of(authored: Iterable[Authored]) -> dict[str, list[Any]]:
    """Put the records of authored files together by table."""
    tables: dict[str, list[Any]] = {name: [] for name in TABLES}
    for one in authored:
        tables["sources"].append(one.source)
        tables["exclusions"] += one.exclusions
        tables["traces"] += one.traces
        for name in CLAIMS:
            tables[name] += one.claims[name]
    return tables


def release_files(tables: Records, version: str, released: date, releases: Path) -> dict[str, bytes]:
    """Give the files of a release, with notes on what differs from the version before.

    Args:
        tables: the records of every table, in order.
        version: its version.
        released: its date.
        releases: the folder of the releases so far.

    Raises:
        VersionError: for what is no version, or one that does not go up as far as the differences ask.
    """
    number = version_key(version)
    earlier = [path.name for path in releases.iterdir() if is_version(path.name)] if releases.is_dir() else []
    before = max((one for one in earlier if version_key(one) < number), key=version_key, default=None)
    if before is None:
        return package_files(tables, version, released)
    found = diff(load_folder(releases / before), Dataset.of(tables, version, released))
    check_step(found)
    return package_files(tables, version, released, notes=as_markdown(found))


def publish(version: str, files: Mapping[str, bytes], releases: Path) -> Path:
    """Write a release, whole or not at all. What is released is never changed.

    Returns:
        Its folder. Publishing the same bytes again changes nothing.

    Raises:
        VersionError: for what is no version, or where the version is there with other content.
    """
    version_key(version)
    target = releases / version
    if target.exists() and (differ := differing(files, target)):
        raise VersionError(
            f"data version {version} is released and stays as it is ({', '.join(differ)} differ); publish a higher version"
        )
    return write_files(files, target)
