"""How comparisons and appraisals show themselves in a notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketamine_evidence._html import LONG, Html, card, element, fields, folded, table, unbroken
from ketamine_evidence.dataset.cards import foot
from ketamine_evidence.values.number_sets import NumberSet

if TYPE_CHECKING:
    from ketamine_evidence.synthesis.appraisal import Appraisal
    from ketamine_evidence.synthesis.compare import Comparison
    from ketamine_evidence.synthesis.compared import ComparedGroup, Side

_GROUPS = (
    "lay",
    "sources",
    "literature",
    "sources",
    "in both",
    "lay beyond literature",
    "time points of studies",
    "verdicts of traces",
)
_REPORTS = ("relation", "context", "study", "kind", "report", "why", "record")


def comparison_card(comparison: Comparison) -> str:
    """Show a comparison, a group a row, and below it how it is to be taken."""
    rows = [[comparison.name(key) or "all", *_group(group)] for key, group in comparison.items()]
    parts = [table(comparison.title, ("group", *_GROUPS), rows, shown=LONG)]
    omitted = [
        (one.id, one.reason)
        for group in comparison.values()
        for side in (group.lay, group.literature)
        for one in side.not_counted
    ]
    parts += folded("Not counted", ("claim", "why"), omitted)
    return card(*parts, *(element("p", note) for note in comparison.notes), foot=foot(comparison.version))


def appraisal_card(appraisal: Appraisal) -> str:
    """Show how a claim was read, what studies report for and against it, and which articles say likewise."""
    reports = [
        (one.relation.value, one.context, one.source.id, one.source.kind.value, one.record.reported.text, one.why, one.record.id)
        for one in appraisal.weighed
    ]
    counts = [
        (title, len(those))
        for title, those in (
            ("support it", appraisal.supports),
            ("report less or more", appraisal.contradicts),
            ("leave it open", appraisal.leaves_open),
        )
    ]
    parts = [
        fields(appraisal.reading.text, (("read as", str(appraisal.reading)), *counts)),
        table("What studies report", _REPORTS, reports, shown=LONG),
    ]
    alike = [
        (one.record.id, one.record.reported.text, tuple(trace.verdict.value for trace in one.traces)) for one in appraisal.alike
    ]
    parts += folded("Articles for patients that say likewise", ("claim", "says", "verdicts of its traces"), alike)
    parts += folded("Not held against it", ("claim", "why"), [(one.id, one.reason) for one in appraisal.left_out])
    return card(*parts, foot=foot(appraisal.dataset.version))


def _group(group: ComparedGroup) -> list[object]:
    points = tuple(f"{one.source}: {one}" for side in (group.lay, group.literature) for one in side.time_points)
    verdicts = tuple(f"{number} {verdict.value}" for verdict, number in group.verdicts.items())
    held = [_written(group, some) for some in (group.overlap, group.excess)]
    return [*_side(group, group.lay), *_side(group, group.literature), *held, points, verdicts]


def _side(group: ComparedGroup, side: Side) -> list[object]:
    return [None if side.hull is None else unbroken(group.write(side.hull)), len(side.sources)]


def _written(group: ComparedGroup, some: NumberSet | None) -> Html | None:
    return None if some is None else unbroken(group.write(some))
