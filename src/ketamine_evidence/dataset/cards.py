"""How datasets, and what comes of merging, comparing and checking them, show themselves in a notebook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ketamine_evidence._html import LONG, NOT_STATED, card, element, folded, table
from ketamine_evidence.dataset.cite import INTENDED_USE, reference
from ketamine_evidence.dataset.provenance import Provenance
from ketamine_evidence.errors import count
from ketamine_evidence.records.evidence import CLAIMS
from ketamine_evidence.records.fields import DESCRIPTIONS
from ketamine_evidence.records.vocabulary import Tier

if TYPE_CHECKING:
    from ketamine_evidence.dataset.dataset import Dataset
    from ketamine_evidence.dataset.diff import Diff
    from ketamine_evidence.dataset.merging import MergeResult
    from ketamine_evidence.dataset.verify import Verification


def foot(version: str | None) -> str:
    """What stands below all that is shown of data: which version they are, where that is known, and what they are for."""
    return INTENDED_USE if version is None else f"Data version {version}. {INTENDED_USE}"


def dataset_card(dataset: Dataset, provenance: Provenance | None) -> str:
    """Show a dataset: its tables, how many records each has of each tier, and how to cite it."""
    tiers = {source.id: source.tier for source in dataset.sources}
    rows = [(name, len(held), *_by_tier(name, dataset, tiers), DESCRIPTIONS[name]) for name, held in dataset.tables.items()]
    heads = ("table", "records", *(tier.value for tier in Tier), "what it holds")
    day = f", released {dataset.released}" if dataset.released is not None else ""
    parts = [table(f"ketamine-evidence, data version {dataset.version}{day}", heads, rows, shown=len(rows))]
    if provenance is not None:
        parts.append(element("p", "Made of: ", ", ".join(part.name for part in provenance.parts)))
    if dataset.released is not None:
        parts.append(element("p", "Cite: ", reference(dataset.version, dataset.released)))
    return card(*parts, foot=INTENDED_USE)


def _by_tier(name: str, dataset: Dataset, tiers: dict[str, Tier]) -> Sequence[object]:
    """How many records of a table are of each tier; nothing for tables that are of none."""
    if name == "sources":
        found = Counter(tiers.values())
    elif name in CLAIMS:
        found = Counter(tiers[claim.source] for claim in dataset.tables[name] if claim.source in tiers)
    else:
        return ["" for _ in Tier]
    return [found[tier] for tier in Tier]


def diff_card(diff: Diff, counts: str) -> str:
    """Show what differs: how many records of each table, then a row a record, and of a record that changed a row a field."""
    rows = [tuple(row.values()) for row in diff.to_dicts()]
    changes = ("added", "changed", "withdrawn", "removed")
    found = Counter((name, change) for change, name, _ in {row[:3] for row in rows})
    tables = dict.fromkeys(row[1] for row in rows)
    sums = [(name, *(found[name, change] for change in changes)) for name in tables]
    parts = [table(f"From data version {diff.before} to {diff.after}: {counts}", ("table", *changes), sums, shown=len(sums))]
    told = [(*row[:4], *(value or NOT_STATED for value in row[4:])) if row[0] == "changed" else row for row in rows]
    return card(*parts, *folded("Record by record", diff.COLUMNS, told), foot=foot(None))


def merge_card(result: MergeResult) -> str:
    """Show what merging came to: how many records of each sort, and all that somebody should look at."""
    rows = [tuple(row.values()) for row in result.to_dicts()]
    counts = Counter(what for what, *_ in rows)
    sorts = ("identical", "added", "compatible", "conflict", "same-source", "dropped", "broken")
    version = result.dataset.version
    parts = [table(f"Merged to data version {version}", ("what", "how many"), [(sort, counts[sort]) for sort in sorts])]
    if loud := [row for row in rows if row[0] not in {"identical", "added"}]:
        parts.append(table("To look at", ("what", "record", "detail"), loud, shown=LONG))
    return card(*parts, foot=foot(version))


def verification_card(verification: Verification) -> str:
    """Show the outcome of a check: the verdict, how many spans came to what, and those that are wrong."""
    wrong = verification.wrong
    bad = {one.status for one in wrong}
    verdict = "all well" if verification.ok else f"{len(wrong)} wrong" if verification.checked else "nothing was checked"
    caption = f"{verification.checked} of {count(len(verification.spans), 'span')} checked: {verdict}"
    parts = [table(caption, ("came to", "spans"), sorted(verification.counts.items()))]
    heads = ("record", "came to", "what is to be said")
    if wrong:
        parts.append(table("Wrong", heads, [(one.id, one.status, one.message) for one in wrong], shown=LONG))
    others = [one for one in verification.spans if one.message and one.status not in bad]
    return card(
        *parts,
        *folded("Moved, or not checked", heads, [(one.id, one.status, one.message) for one in others]),
        foot=foot(verification.version),
    )
