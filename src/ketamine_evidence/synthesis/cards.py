"""How merges and agreements show themselves in a notebook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from ketamine_evidence._html import LONG, Html, card, element, fields, folded, scrolled, table, unbroken
from ketamine_evidence.dataset.cards import foot
from ketamine_evidence.errors import QueryError, count
from ketamine_evidence.synthesis.conflicts import Conflict, Conflicts
from ketamine_evidence.synthesis.first_few import FEW, few
from ketamine_evidence.synthesis.profile import Stretch
from ketamine_evidence.synthesis.profile_chart import axis_of, axis_svg, profile_svg, strip_svg
from ketamine_evidence.values.range_sets import RangeSet
from ketamine_evidence.values.ranges import Range

if TYPE_CHECKING:
    from ketamine_evidence.synthesis.agreement import Agreement, TermSupport
    from ketamine_evidence.synthesis.consensus import Merged, MergedGroups

_WIDE, _NARROW = 600.0, 280.0
"""How wide the picture of one merge is, and of each of several."""
_COUNTED = ("claims", "sources", "conflicts", "hull", "in common to all", "deepest support")
"""What is said of each of several merges."""


def merged_card(merged: Merged) -> str:
    """Show a merge: hull, what is common to all, where support is deepest, its picture, and below it what it was made of."""
    claims = f"{count(len(merged.contributors), 'claim')} from {count(len(merged.sources), 'source')}"
    facts = (
        ("hull", _hull(merged)),
        ("in common to all", _pieces(merged.overlap)),
        ("deepest support", _best(merged)),
        ("conflicts", _how_many(merged.conflicts)),
        ("not counted", count(len(merged.not_counted), "claim")),
    )
    parts = [fields(f"{merged.quantity.value}, {merged.view} view: {claims}", facts)]
    axis = axis_of([merged], _WIDE)
    if axis is not None:
        parts.append(scrolled("picture of the support profile", profile_svg(merged, axis)))
    omitted = [(one.id, one.reason) for one in merged.not_counted]
    parts += folded("Support profile", ("stretch", "support", "sources"), _Rows(merged.support, _stretch_row))
    if isinstance(_how_many(merged.conflicts), int):
        parts += folded("Conflicts", ("sources", "how far apart"), _Rows(merged.conflicts, _conflict_row))
    parts += folded("Not counted", ("claim", "why"), omitted)
    return card(*parts, foot=foot(merged.version))


def groups_card(groups: MergedGroups) -> str:
    """Show merges by group, a group a row, their support profiles on one axis where they measure the same."""
    axis = axis_of(list(groups.values()), _NARROW)
    depth = max((merged.depth for merged in groups.values()), default=0)
    pictured = [] if axis is None else [element("span", f"support, up to {count(depth, 'source')}", axis_svg(axis))]
    heads = [*(name.replace("_", " ") for name in groups.by), *pictured, *_COUNTED]
    rows: list[list[object]] = []
    for key, merged in groups.items():
        names = key if len(groups.by) > 1 else (key,)
        picture = [] if axis is None else [strip_svg(merged, axis, depth)]
        counts = (len(merged.contributors), len(merged.sources), _how_many(merged.conflicts))
        rows.append([*names, *picture, *counts, _hull(merged), _pieces(merged.overlap), _best(merged)])
    about = next((f"{merged.quantity.value}, {merged.view} view: " for merged in groups.values()), "")
    version = next((merged.version for merged in groups.values()), None)
    return card(table(f"{about}{count(len(groups), 'group')}", heads, rows, shown=LONG), foot=foot(version))


def agreement_card(agreement: Agreement) -> str:
    """Show terms by sources: how many claims each makes, those that are contradicted marked, and in words who says what."""
    rows = [[term.term, term.support, *(_claims(term, source) for source in agreement.sources)] for term in agreement.terms]
    mark = "; ≠ where it is contradicted" if agreement.contradictions else ""
    caption = f"{count(len(agreement.terms), 'term')}, and how many claims each of {count(len(agreement.sources), 'source')} makes{mark}"
    heads = ("term", "support", *agreement.sources)
    parts = [table(caption, heads, rows, shown=LONG, kind="ke-matrix")]
    against = [(one.term, *pair) for one in agreement.contradictions for pair in one.contradictions]
    if against:
        heads = ("term", "source", "says", "source", "says")
        parts.append(table("Contradictions", heads, against, shown=LONG))
    said = [(one.term, source, what) for one in agreement.terms for source, what in one.said.items() if what]
    parts += folded("Who says what", ("term", "source", "says"), said)
    return card(*parts, foot=foot(agreement.version))


_Item = TypeVar("_Item")


class _Rows(Sequence[Sequence[object]]):
    """The rows of a table, made when they are shown."""

    def __init__(self, items: Sequence[_Item], row: Callable[[_Item], Sequence[object]]) -> None:
        self._items: Sequence[Any] = items
        self._row: Callable[[Any], Sequence[object]] = row

    def __len__(self) -> int:
        return len(self._items)

    def __getitem__(self, index: Any) -> Any:
        return [self._row(one) for one in self._items[index]]


def _stretch_row(stretch: Stretch) -> Sequence[object]:
    return unbroken(stretch.range.in_natural_units()), stretch.support, few(stretch.sources)


def _conflict_row(conflict: Conflict) -> Sequence[object]:
    return conflict.sources, str(conflict).removeprefix(f"{' / '.join(conflict.sources)}: ")


def _how_many(conflicts: Conflicts) -> int | str:
    """How many conflicts there are, or why that cannot be said."""
    try:
        return len(conflicts)
    except QueryError as error:
        return str(error)


def _claims(term: TermSupport, source: str) -> object:
    """How many claims a source makes of a term, marked where another contradicts them."""
    claims = len(term.claims.get(source, ()))
    if not claims:
        return ""
    return element("strong", f"≠ {claims}") if term.contradicted_by(source) else claims


def _hull(merged: Merged) -> Html:
    return unbroken("none" if merged.hull is None else merged.hull.in_natural_units())


def _best(merged: Merged) -> Html:
    if not merged.best:
        return Html("none")
    return element("span", _listed([one.range for one in merged.best]), ": ", unbroken(count(merged.depth, "source")))


def _pieces(numbers: RangeSet) -> Html:
    return _listed(list(numbers)) if numbers else Html("nothing")


def _listed(ranges: Sequence[Range]) -> Html:
    """Ranges with commas, each on one line."""
    first, *others = (unbroken(one.in_natural_units()) for one in ranges[:FEW])
    more = [f", and {len(ranges) - FEW:,} more"] if len(ranges) > FEW else []
    return element("span", first, *(part for one in others for part in (", ", one)), *more)
