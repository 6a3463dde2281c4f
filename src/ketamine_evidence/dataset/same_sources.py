"""One source under several ids: found by what names it everywhere, its DOI, its PubMed id, or the digest of its text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import attrs

from ketamine_evidence.records.evidence import Source


@attrs.frozen
class SameSource:
    """One source that is there under several ids.

    Attributes:
        by: what they share: `doi`, `pmid` or `text_sha256`.
        value: its value.
        ids: the ids, in the order in which they were merged.
        kept: the ids that are in the result.
    """

    by: str
    value: str
    ids: tuple[str, ...]
    kept: tuple[str, ...]

    def __str__(self) -> str:
        return f"{' and '.join(self.ids)}: the same source by its {self.by} {self.value}"


def same_sources(datasets: Sequence[Iterable[Source]]) -> list[tuple[str, str, tuple[str, ...]]]:
    """Find the sources that are in different datasets under different ids.

    Args:
        datasets: the sources of each dataset.

    Returns:
        What they share, its value, and their ids in order; ids that stand beside each other in one dataset already are its own affair.
    """
    groups: dict[tuple[str, str], dict[str, set[int]]] = {}
    for number, sources in enumerate(datasets):
        for source in sources:
            for by in ("doi", "pmid", "text_sha256"):
                if (value := getattr(source, by)) is not None:
                    where = groups.setdefault((by, _plain(value)), {})
                    where.setdefault(source.id, set()).add(number)
    return [(by, value, tuple(where)) for (by, value), where in groups.items() if not set.intersection(*where.values())]


def _plain(value: str) -> str:
    """An identifier without the ways of writing it."""
    return re.sub(r"^(https?://(dx\.)?doi\.org/|doi:\s*)", "", value.strip().lower())
