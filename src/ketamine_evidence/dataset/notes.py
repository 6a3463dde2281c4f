"""The differences between two datasets, written for people and for tables: Markdown and CSV."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence

from ketamine_evidence.dataset.diff import Diff
from ketamine_evidence.dataset.keys import Record, key_of, key_text, table_of
from ketamine_evidence.records.evidence import Claim, Source

LONGEST_LIST = 20
"""How many records of a kind are named one by one."""


def as_markdown(diff: Diff) -> str:
    """Write what differs as Markdown, as release notes have it: counts of what was added, each change field by field.

    Examples:
        >>> print(as_markdown(Diff("0.1.0", "0.2.0", (), (), (), ())))
        # From data version 0.1.0 to 0.2.0
        <BLANKLINE>
        Nothing differs.
    """
    parts = [f"# From data version {diff.before} to {diff.after}"]
    if diff.added:
        parts += ["## Added", "\n".join(_added(diff.added))]
    if diff.changed:
        parts += ["## Changed", "\n".join(_changed(diff))]
    if diff.withdrawn:
        parts += ["## Withdrawn", "\n".join(_withdrawn(diff))]
    if diff.removed:
        parts += ["## Removed", "\n".join(f"- {_name(one)}" for one in diff.removed)]
    return "\n\n".join(parts if diff else [*parts, "Nothing differs."])


def as_csv(diff: Diff) -> str:
    """Write what differs as CSV: the rows of `Diff.to_dicts`, one a changed field."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(Diff.COLUMNS)
    writer.writerows(row.values() for row in diff.to_dicts())
    return out.getvalue()


def _added(records: Sequence[Record]) -> Iterator[str]:
    counts = Counter(map(table_of, records))
    yield "- " + ", ".join(f"{number} {table}" for table, number in counts.items())
    sources = [one for one in records if isinstance(one, Source)]
    yield from (f"- source `{one.id}`: {_plain(one.title)}" for one in sources)
    new = {one.id for one in sources}
    claims = [one for one in records if isinstance(one, Claim) and one.source not in new]
    yield from (f"- `{one.id}`: {_plain(one.summary)}" for one in claims[:LONGEST_LIST])
    if len(claims) > LONGEST_LIST:
        yield f"- and {len(claims) - LONGEST_LIST} more claims of sources that were here before"


def _changed(diff: Diff) -> Iterator[str]:
    for two in diff.changed:
        yield f"- {_name(two.after)}"
        for field, before, after in two.fields:
            yield f"    - {field}: {_plain(before) or '*not stated*'} → {_plain(after) or '*not stated*'}"


def _withdrawn(diff: Diff) -> Iterator[str]:
    for one in diff.withdrawn:
        instead = f"; take `{one.notice.successor}` instead" if one.notice.successor else ""
        yield f"- `{one.notice.id}`: {_plain(one.notice.reason)}{instead}"


def _name(record: Record) -> str:
    return f"{table_of(record)} `{key_text(key_of(record))}`"


def _plain(text: str) -> str:
    r"""A text that means nothing to Markdown.

    Examples:
        >>> _plain("2 * 3 < 7")
        '2 \\* 3 \\< 7'
    """
    return "".join(f"\\{char}" if char in "\\`*_{}[]<>#!|~" else char for char in text)
