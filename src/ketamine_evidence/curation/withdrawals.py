"""Reading what was withdrawn: one file beside the sources, `withdrawn.toml`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from ketamine_evidence.curation.toml import read_toml, rows_of, unknown_tables
from ketamine_evidence.dataset.releases import version_key
from ketamine_evidence.dataset.withdrawals import cycles
from ketamine_evidence.errors import DataError, Problem, VersionError
from ketamine_evidence.records.codec import CONVERTER, explain
from ketamine_evidence.records.evidence import Withdrawn


def read_withdrawn(path: Path, present: Collection[str]) -> list[Withdrawn]:
    """Read the withdrawn records, none where there is no file.

    Args:
        path: the file, of tables `[[withdrawn]]` with `id`, `version`, `reason` and where there is one `successor`.
        present: the ids of the records that are there.

    Raises:
        DataError: all problems of the file at once.
    """
    if not path.exists():
        return []
    file = str(path)
    data = read_toml(path)
    rows, problems = rows_of(data, "withdrawn", file)
    problems += unknown_tables(data, ["withdrawn"], file)
    found: list[Withdrawn] = []
    for number, row in enumerate(rows, start=1):
        try:
            found.append(CONVERTER.structure(row, Withdrawn))
        except Exception as error:  # noqa: BLE001  whatever the converter raises is a problem of that record
            problems += explain(error, Withdrawn, file, str(row.get("id", f"withdrawn number {number}")))
    problems += _broken(found, present, file)
    if problems:
        raise DataError(problems)
    return found


def _broken(withdrawn: Sequence[Withdrawn], present: Collection[str], file: str) -> Iterator[Problem]:
    """What does not fit together."""
    gone = {one.id for one in withdrawn}
    for id_, count in Counter(one.id for one in withdrawn).items():
        if count > 1:
            yield Problem(file, id_, "id", f"withdrawn {count} times; once is enough")
    for one in withdrawn:
        if one.id in present:
            yield Problem(file, one.id, "id", "still there; take the record out of its file, or this one out of here")
        if one.successor is not None and one.successor not in {*present, *gone}:
            yield Problem(file, one.id, "successor", f"names {one.successor!r}, which is no record; name one that is there")
        try:
            version_key(one.version)
        except VersionError as error:
            yield Problem(file, one.id, "version", str(error))
    for circle in cycles(withdrawn):
        yield Problem(
            file,
            circle[0],
            "successor",
            f"goes round in a circle: {' to '.join([*circle, circle[0]])}; name the one that is there",
        )
