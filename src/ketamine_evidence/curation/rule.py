"""What a rule is, and how it names what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import attrs

from ketamine_evidence.curation.authoring import Authored
from ketamine_evidence.errors import Problem
from ketamine_evidence.records.evidence import Exclusion, ReportedRange

Rule = Callable[[Authored], Iterator[Problem]]
"""A rule over one authored file."""


def problem(authored: Authored, record: str, field: str, message: str) -> Problem:
    """What is wrong with a field of a record, named as the file names it."""
    return Problem(authored.path, written(authored, record), field, message)


def written(authored: Authored, id_: str) -> str:
    """An id as it is written in the file."""
    return id_.removeprefix(f"{authored.source.id}.")


def place_of(exclusion: Exclusion) -> str:
    """How problems name an exclusion."""
    return f"exclusion [{exclusion.start}, {exclusion.end}]"


def records_of(authored: Authored) -> Iterator[tuple[str, attrs.AttrsInstance]]:
    """Every record of a file, and how problems name it."""
    yield "source", authored.source
    yield from ((claim.id, claim) for claim in authored.all_claims())
    yield from ((place_of(exclusion), exclusion) for exclusion in authored.exclusions)
    yield from ((trace.id, trace) for trace in authored.traces)


def ranges_of(authored: Authored) -> dict[str, ReportedRange]:
    """The ranges of a file by id."""
    return {claim.id: claim for claim in authored.claims["ranges"] if isinstance(claim, ReportedRange)}
