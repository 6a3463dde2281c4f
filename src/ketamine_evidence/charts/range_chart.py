"""The range chart: a row a claim, the outer reading light, the inner solid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import altair as alt

from ketamine_evidence.charts import Theme
from ketamine_evidence.charts.axes import axis_of
from ketamine_evidence.charts.captions import axis_title, caption, subject_of, title_of
from ketamine_evidence.charts.claims import Asked, asked_for, check_ranges, groups_of, readings_of, sort_out
from ketamine_evidence.charts.layers import Sheet
from ketamine_evidence.charts.layout import WIDTH, layout_of
from ketamine_evidence.charts.rows import RowList, in_order, left_out_row, row_of
from ketamine_evidence.charts.themes import Colours, colours_of
from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.records.evidence import ReportedRange


def ranges(
    claims: Iterable[ReportedRange],
    *,
    by: str | Sequence[str] | None = None,
    dataset: Dataset | None = None,
    theme: Theme = "light",
    width: int = WIDTH,
) -> alt.LayerChart:
    """Draw what sources say of one quantity, a row a claim.

    A light bar goes as far as the outer reading, a solid one as far as the inner; a value is a dot. Open ends have marks of their own, and so
    have the times at which relief was looked for, which are never drawn as durations. Times are on a logarithmic axis.

    Args:
        claims: reported ranges of one quantity, such as `ds.ranges.where(quantity="onset")`; relief_time_point may go with relief_duration.
        by: a field of the claims or of their sources, or several, to group the rows by.
        dataset: the dataset that the claims are of; a table knows it.
        theme: "light" or "dark".
        width: about how wide the whole chart is, in pixels. Below 560 the phrases beside the rows are left away.

    Returns:
        A chart whose data have every claim once. One that is not drawn, such as what was found of placebo, says why in `left_out`.

    Raises:
        QueryError: for no claims, nothing that can be drawn, an unknown field or theme, or where the dataset is not known.
        DimensionError: for claims about different quantities.
    """
    return range_sheet(asked_for(claims, dataset), by, colours_of(theme), width).chart()


def range_sheet(asked: Asked[ReportedRange], by: str | Sequence[str] | None, colours: Colours, width: int = WIDTH) -> Sheet:
    """Everything that the chart is made of, before Altair draws it; see `ranges`."""
    check_ranges(asked.claims)
    found = sort_out(asked.claims)
    axis = axis_of(readings_of((*found.drawn, *found.intervals)))
    table = RowList()
    for name, group in groups_of(asked, found.drawn, by):
        table.add_heading(name)
        for claim in in_order(asked, group, axis):
            key = table.add_key(claim.id)
            table.rows.append(row_of(asked, claim, axis, key))
            around = (one for one in found.intervals if one.estimate == claim.id)
            table.rows += [row_of(asked, one, axis, key, is_interval=True) for one in around]
    reasons = {one.id: one for one in found.left_out}
    table.rows += [left_out_row(asked, claim, reasons[claim.id]) for claim in asked.claims if claim.id in reasons]
    subject = subject_of(asked)
    return Sheet(
        title=title_of(subject, by),
        caption=caption(asked, (*found.drawn, *found.intervals), found.left_out),
        table=table,
        axis=axis,
        axis_title=axis_title(subject, axis),
        layout=layout_of(width, (claim.id for claim in found.drawn), (claim.reported.text for claim in found.drawn)),
        colours=colours,
    )
