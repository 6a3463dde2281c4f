"""The lay tier beside the literature: for each group how far the lay claims go, above what studies report by kind of evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import altair as alt

from ketamine_evidence.charts import Theme
from ketamine_evidence.charts.axes import Axis, axis_of
from ketamine_evidence.charts.captions import axis_title, caption, shown, subject_of, title_of
from ketamine_evidence.charts.claims import Asked, Sorted, asked_for, check_ranges, groups_of, readings_of, sort_out, term_label
from ketamine_evidence.charts.layers import Sheet
from ketamine_evidence.charts.layout import WIDTH, layout_of
from ketamine_evidence.charts.rows import Row, RowList, left_out_row, range_marks, row_of, row_without_claim, states_one_end
from ketamine_evidence.charts.themes import Colours, colours_of
from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.errors import count
from ketamine_evidence.records.evidence import ReportedRange
from ketamine_evidence.records.vocabulary import SourceKind, Tier
from ketamine_evidence.synthesis.consensus import merge_ranges
from ketamine_evidence.synthesis.counting import NotCounted
from ketamine_evidence.values.quantities import Quantity

TOGETHER = "hull"
"""What stands for the statistic of several claims together."""
HULL = "A lay row of several claims goes from the least to the greatest of their readings."
LAY, LITERATURE = Tier.LAY.value, Tier.LITERATURE.value


def lay_and_literature(
    claims: Iterable[ReportedRange],
    *,
    by: str | Sequence[str] | None = None,
    dataset: Dataset | None = None,
    theme: Theme = "light",
    width: int = WIDTH,
) -> alt.LayerChart:
    """Draw what patients are told above what studies report.

    In each group the first row is the hull of the lay claims: light from the least to the greatest number that any outer reading allows, solid
    the same of the inner readings. Below it is a row for each kind of source of the literature, with all its claims on one another. Where a
    tier has nothing to say of a group, a row says so.

    Args:
        claims: reported ranges of one quantity, of both tiers; relief_time_point may go with relief_duration.
        by: a field of the claims or of their sources, or several, to make groups by.
        dataset: the dataset that the claims are of; a table knows it.
        theme: "light" or "dark".
        width: about how wide the whole chart is, in pixels. Below 560 the text beside the rows is left away.

    Returns:
        A chart whose data have every claim of the literature once, and of the lay tier a row for each hull with the ids of its claims.

    Raises:
        QueryError: for no claims, nothing that can be drawn, an unknown field or theme, or where the dataset is not known.
        DimensionError: for claims about different quantities.
    """
    return comparison_sheet(asked_for(claims, dataset), by, colours_of(theme), width).chart()


def comparison_sheet(asked: Asked[ReportedRange], by: str | Sequence[str] | None, colours: Colours, width: int = WIDTH) -> Sheet:
    """Everything that the chart is made of, before Altair draws it; see `lay_and_literature`."""
    check_ranges(asked.claims)
    found = _without_lay_intervals(asked, sort_out(asked.claims))
    axis = axis_of(readings_of((*found.drawn, *found.intervals)))
    table = RowList()
    for name, group in groups_of(asked, found.drawn, by):
        table.add_heading(name)
        _add_lay(table, asked, [claim for claim in group if asked.tier(claim) == LAY], axis)
        _add_literature(table, asked, [claim for claim in group if asked.tier(claim) == LITERATURE], found.intervals, axis)
    reasons = {one.id: one for one in found.left_out}
    table.rows += [left_out_row(asked, claim, reasons[claim.id]) for claim in asked.claims if claim.id in reasons]
    notes = [HULL] if any(row["statistic"] == TOGETHER for row in table.rows) else []
    subject = subject_of(asked)
    labels = [key.partition(" ")[2] for key in table.keys if key not in table.headings]
    return Sheet(
        title=f"{title_of(subject, by)}: what patients are told, what studies report",
        caption=caption(asked, (*found.drawn, *found.intervals), found.left_out, notes),
        table=table,
        axis=axis,
        axis_title=axis_title(subject, axis),
        layout=layout_of(width, labels, (row["note"] or "" for row in table.rows)),
        colours=colours,
    )


def _without_lay_intervals(asked: Asked[ReportedRange], found: Sorted) -> Sorted:
    """Leave out the intervals of lay claims, whose hull is drawn without them."""
    lay = [one for one in found.intervals if asked.tier(one) == LAY]
    return Sorted(
        found.drawn,
        tuple(one for one in found.intervals if one not in lay),
        (*found.left_out, *(NotCounted(one.id, f"interval of {one.estimate}") for one in lay)),
    )


def _add_lay(table: RowList, asked: Asked[ReportedRange], claims: Sequence[ReportedRange], axis: Axis) -> None:
    """Add the row of the lay claims of a group: how far all of them go."""
    key = table.add_key(f"{LAY} ({len(claims)})" if claims else f"{LAY}: none")
    durations = [claim for claim in claims if claim.quantity is not Quantity.RELIEF_TIME_POINT]
    if len(claims) > 1:
        table.rows += [{**row_of(asked, claim, axis, key), "note": None} for claim in claims if claim not in durations]
        table.rows += _together(key, durations, axis) if durations else []
    else:
        table.rows += [row_of(asked, claim, axis, key) for claim in claims] or [row_without_claim(key, Tier.LAY)]


def _together(key: str, claims: Sequence[ReportedRange], axis: Axis) -> list[Row]:
    """The hull of lay claims: light that of those that state both ends, thin where only the others reach."""
    outer, inner = merge_ranges(claims).hull, merge_ranges(claims, "inner").hull
    assert outer is not None  # every claim that is drawn has an outer reading
    both_ends = [claim for claim in claims if not states_one_end(claim.reported)]
    stated = merge_ranges(both_ends).hull if both_ends else None
    sources = dict.fromkeys(claim.source for claim in claims)
    said = {
        "id": ", ".join(claim.id for claim in claims),
        "source": ", ".join(sources),
        "title": count(len(sources), "source"),
        "quantity": claims[0].quantity.value,
        "statistic": TOGETHER,
        "phrase": f"{len(claims)} claims together",
        "told": f"{len(claims)} {LAY} claims together, {shown(outer)}",
        "outer": shown(outer),
        "inner": shown(inner) if inner else "none",
    }
    marks = range_marks(axis, stated or outer, inner, one_end=stated is None)
    marks |= {"from_zero": axis.ends(outer)[0]} if outer.low == 0 else {}
    marks |= {"no_end": axis.high} if outer.high is None else {}
    beyond = [axis.ends(piece) for piece in outer.difference(stated)] if stated is not None else []
    return [
        row_without_claim(key, Tier.LAY, **said, **marks, note=shown(outer)),
        *(row_without_claim(key, Tier.LAY, **said, unstated_start=low, unstated_end=high) for low, high in beyond),
    ]


def _add_literature(
    table: RowList, asked: Asked[ReportedRange], claims: Sequence[ReportedRange], intervals: Sequence[ReportedRange], axis: Axis
) -> None:
    """Add a row for each kind of source, with all its claims on one another."""
    for kind in SourceKind:
        some = [claim for claim in claims if asked.sources[claim.source].kind is kind]
        if some:
            key = table.add_key(f"{term_label(asked, 'source_kind', kind.value)} ({len(some)})")
            ids = {claim.id for claim in some}
            table.rows += [row_of(asked, one, axis, key, is_interval=True) for one in intervals if one.estimate in ids]
            rows = [row_of(asked, claim, axis, key) for claim in some]
            table.rows += rows if len(rows) == 1 else [{**row, "note": None} for row in rows]
    if not claims:
        table.rows.append(row_without_claim(table.add_key(f"{LITERATURE}: none"), Tier.LITERATURE))
