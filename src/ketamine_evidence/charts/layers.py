"""The layers of a range chart: bars, dots and open marks over rows, from plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import altair as alt
import attrs

from ketamine_evidence.charts.axes import Axis
from ketamine_evidence.charts.drawing import (
    encoded,
    layered,
    legend,
    number_axis,
    number_scale,
    own_scales,
    properties,
    row_place,
    rows_with,
    tier_colour,
    tier_shape,
    titled,
    told,
    tooltip,
)
from ketamine_evidence.charts.layout import GAP, GLYPH, ROW, TALL, Layout
from ketamine_evidence.charts.rows import RowList
from ketamine_evidence.charts.themes import TIERS, Colours

READINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"outer: the widest reading of a phrase": ("unstated", "outer"), "inner: shared by all its readings": ("inner",)}
)
"""The two readings of a phrase, with their bars: those of the outer are light, that of the inner is solid."""
BARS = {"unstated": 0.22, "outer": 0.62, "inner": 0.62}
"""The bars by their places in a row, and how high each is, as a share of the row."""
OPEN_MARKS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "from_zero": ("no low end stated, or 0", "M-1,0L0.9,-1L0.9,1ZM-0.25,0L0.5,0.4L0.5,-0.4Z"),
        "no_end": ("no upper end", "M1,0L-0.9,-1L-0.9,1Z"),
        "held_at": ("relief held at", "M0,-1L1,0.8L-1,0.8Z"),
        "gone_by": ("relief gone by", "M0,-1L1,0.8L-1,0.8ZM0,-0.4L-0.5,0.5L0.5,0.5Z"),
        "absent_at": ("no relief at", "M-1,-0.7L-0.7,-1L0,-0.3L0.7,-1L1,-0.7L0.3,0L1,0.7L0.7,1L0,0.3L-0.7,1L-1,0.7L-0.3,0Z"),
        "looked_at": ("relief looked for at", "M-0.25,-1L0.25,-1L0.25,1L-0.25,1Z"),
    }
)
"""The marks that are neither bar nor dot: what each means, and its shape. What is hollow is a shape with a hole."""
TOOLTIP = {
    "phrase": "phrase",
    "outer": "outer reading",
    "inner": "inner reading",
    "context": "said of",
    "statistic": "statistic",
    "tier": "tier",
    "title": "source",
    "section": "section",
    "basis": "read in",
    "id": "record",
}
"""The fields of a row that are shown where one points at it, each with its name."""


@attrs.frozen
class Sheet:
    """Everything that a range chart is made of.

    Attributes:
        title: its title.
        caption: the lines below the title.
        table: the rows and headings.
        axis: the axis.
        axis_title: what the axis measures.
        layout: how wide the parts are.
        colours: the colours.
    """

    title: str
    caption: Sequence[str]
    table: RowList
    axis: Axis
    axis_title: str
    layout: Layout
    colours: Colours

    def chart(self) -> alt.LayerChart:
        """Draw it."""
        of_tiers = [*self._headings(), *map(self._bar, BARS), self._lines(), self._dots(), self._tiers(), *self._notes()]
        layers = [alt.LayerChart(layer=of_tiers, resolve=own_scales(axis=True))]
        if self._present:
            layers.append(alt.LayerChart(layer=[self._mark(field) for field in self._present]))
        title = titled(self.title, [*self._bars_in_words(), *self.caption], self.layout, self.colours)
        about = properties(self.layout.plot, len(self.table.keys) * ROW, title, self.colours)
        return layered(layers, self.table.rows, own_scales("shape", "color", axis=True), **about)

    def _bars_in_words(self) -> Iterator[str]:
        """What the bars mean, as far as no legend tells it."""
        if not self.layout.wide and self._any("outer_start"):
            yield "Light: the widest reading; solid: shared by all readings."
        if self._any("unstated_start"):
            yield "A thin bar: only one of its ends is stated."
        if self._any("line_start"):
            yield "A line: the interval, or span, that a figure has."

    @property
    def _present(self) -> list[str]:
        """The open marks that any row has."""
        return [field for field in OPEN_MARKS if self._any(field)]

    def _any(self, field: str) -> bool:
        return any(row[field] is not None for row in self.table.rows)

    def _x(self, field: str) -> alt.X:
        """A place on the axis, which is drawn once below the rows, and where there are many once more above them."""
        shown = None
        if field == "unstated_start":
            shown = number_axis(self.axis, self.axis_title, self.colours)
        elif field == "inner_start" and len(self.table.keys) > TALL:
            shown = number_axis(self.axis, self.axis_title, self.colours, above=True)
        return alt.X(f"{field}:Q", scale=number_scale(self.axis), axis=shown)

    @property
    def _y(self) -> alt.Y:
        return row_place(self.table.keys, self.layout, self.colours, self.table.headings)

    @property
    def _legend(self) -> alt.Legend:
        """The legend of the tiers; all layers that share their colours share it."""
        present = {row["tier"] for row in self.table.rows if row["row"] is not None}
        return legend(self.layout, self.colours, [tier for tier in TIERS if tier in present])

    def _encoded(self, mark: alt.Chart, **channels: Any) -> alt.Chart:
        """A mark of a tier at its row, with what is told of it."""
        colour = tier_colour(self.colours, legend=self._legend)
        return encoded(mark, **{"y": self._y, "color": colour, "description": told(), "tooltip": tooltip(TOOLTIP), **channels})

    def _bar(self, field: str) -> alt.Chart:
        names = [name for name, fields in READINGS.items() if any(self._any(f"{one}_start") for one in fields)]
        opacity = alt.Opacity(
            "reading:O",
            scale=alt.Scale(domain=list(READINGS), range=[self.colours.light, 1]),
            legend=legend(self.layout, self.colours, names, symbol="square") if self.layout.wide and names else None,
        )
        reading = next(name for name, fields in READINGS.items() if field in fields)
        mark = rows_with(f"{field}_start", reading=reading).mark_bar(height={"band": BARS[field]})
        return self._encoded(mark, x=self._x(f"{field}_start"), x2=f"{field}_end:Q", opacity=opacity)

    def _lines(self) -> alt.Chart:
        mark = rows_with("line_start").mark_rule(strokeWidth=1.5)
        return self._encoded(mark, x=self._x("line_start"), x2="line_end:Q")

    def _dots(self) -> alt.Chart:
        mark = rows_with("value").mark_point(filled=True, opacity=1, size=62)
        return self._encoded(mark, x=self._x("value"), shape=tier_shape(self._legend))

    def _tiers(self) -> alt.Chart:
        """The sign of its tier before each row."""
        mark = rows_with("row").mark_point(filled=True, opacity=1, size=40)
        return self._encoded(mark, x=alt.value(-GLYPH), shape=tier_shape(self._legend))

    def _notes(self) -> Iterator[alt.Chart]:
        if self.layout.notes:
            mark = rows_with("note").mark_text(align="left", fontSize=10, limit=self.layout.notes, color=self.colours.muted)
            place = alt.value(self.layout.plot + GAP / 2)
            yield encoded(mark, x=place, y=self._y, text="note:N", description=told("note"))

    def _headings(self) -> Iterator[alt.Chart]:
        if self.table.headings:
            rows = [{"row": key, "heading": key.partition(" ")[2]} for key in self.table.headings]
            mark = alt.Chart(alt.InlineData(values=rows)).mark_text(align="left", fontWeight="bold", color=self.colours.ink)
            place = alt.value(-self.layout.labels - GLYPH - 9)
            yield encoded(mark, x=place, y=self._y, text="heading:N", description=told("heading"))

    def _mark(self, field: str) -> alt.Chart:
        present = dict(OPEN_MARKS[name] for name in self._present)
        shape = alt.Shape(
            "mark:N",
            scale=alt.Scale(domain=list(present), range=list(present.values())),
            legend=legend(self.layout, self.colours, present, symbol="mark"),
        )
        beside = 4 if field == "no_end" else 0  # an arrow on a solid bar would not be seen
        mark = rows_with(field, mark=OPEN_MARKS[field][0]).mark_point(filled=True, opacity=1, size=60, xOffset=beside)
        return self._encoded(mark, x=self._x(field), color=tier_colour(self.colours), shape=shape)
