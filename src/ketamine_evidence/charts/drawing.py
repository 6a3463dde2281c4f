"""What all charts have in common: scales, the legends of tiers and marks, titles, and the ground."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

import altair as alt

from ketamine_evidence.charts.axes import Axis
from ketamine_evidence.charts.captions import fitted
from ketamine_evidence.charts.layout import GLYPH, Layout
from ketamine_evidence.charts.themes import TIER_SHAPES, TIERS, Colours

LABEL = "substring(datum.label, indexof(datum.label, ' ') + 1)"
"""What is shown of the key of a row: a key is a number, a space and a label, so that two rows can have the same label."""


def number_scale(axis: Axis) -> alt.Scale:
    """The scale of an axis."""
    if axis.log:
        return alt.Scale(type="log", domain=[axis.low, axis.high], nice=False)
    return alt.Scale(type="linear", domain=[axis.low, axis.high], nice=False, zero=False)


def number_axis(axis: Axis, title: str, colours: Colours, *, above: bool = False) -> alt.Axis:
    """The ticks of an axis, labelled as people read them; above the marks without title and lines."""
    places, labels = [place for place, _ in axis.ticks], [label for _, label in axis.ticks]
    return alt.Axis(
        title=None if above else title,
        values=places,
        orient="top" if above else "bottom",
        aria=not above,
        grid=not above,
        labelFlush=False,
        labelExpr=f"{json.dumps(labels)}[indexof({places}, datum.value)]",
        labelOverlap="greedy",
        labelSeparation=2,
        labelColor=colours.muted,
        titleColor=colours.muted,
        titleFontWeight="normal",
        gridColor=colours.grid,
        domainColor=colours.muted,
        tickColor=colours.muted,
    )


def row_place(
    keys: Sequence[str], layout: Layout, colours: Colours, headings: Sequence[str] = (), *, grid: bool = False
) -> alt.Y:
    """The place of a row, with its label; a heading has none."""
    return alt.Y(
        "row:N",
        sort=None,
        scale=alt.Scale(domain=list(keys)),
        title=None,
        axis=alt.Axis(
            labelExpr=f"indexof({json.dumps(list(headings))}, datum.value) >= 0 ? '' : {LABEL}" if headings else LABEL,
            labelColor=colours.muted,
            labelLimit=layout.labels,
            labelPadding=GLYPH + 9,
            aria=False,
            ticks=False,
            domain=False,
            grid=grid,
            gridColor=colours.grid,
        ),
    )


def tier_colour(colours: Colours, *, legend: alt.Legend | None = None) -> alt.Color:
    """The colour of a row's tier."""
    return alt.Color("tier:N", scale=alt.Scale(domain=TIERS, range=colours.of_tiers), legend=legend)


def tier_shape(legend: alt.Legend | None = None) -> alt.Shape:
    """The shape of a row's tier."""
    return alt.Shape("tier:N", scale=alt.Scale(domain=TIERS, range=TIER_SHAPES), legend=legend)


def legend(
    layout: Layout, colours: Colours, values: Iterable[str], *, symbol: Literal["square", "mark", "outline"] | None = None
) -> alt.Legend:
    """A legend: of tiers and readings above a wide chart, else below. Of marks that are of no tier the symbols are grey."""
    line = colours.ink if symbol == "outline" else colours.muted
    fill = "transparent" if symbol == "outline" else colours.muted
    grey: dict[str, Any] = {
        "symbolFillColor": fill,
        "symbolStrokeColor": line,
        "symbolStrokeWidth": 2 if symbol == "outline" else 0,
    }
    if symbol == "square":
        grey["symbolType"] = "square"
    return alt.Legend(
        title=None,
        values=list(values),
        orient="top" if layout.wide and symbol in {None, "square"} else "bottom",
        direction="horizontal" if layout.wide else "vertical",
        labelColor=colours.muted,
        labelLimit=0,
        symbolSize=70,
        offset=8,
        **(grey if symbol else {}),
    )


def titled(title: str, caption: Sequence[str], layout: Layout, colours: Colours) -> alt.TitleParams:
    """The title and the lines below it, broken so that they fit."""
    return alt.TitleParams(
        fitted([title], layout.whole * 0.72),
        subtitle=fitted(caption, layout.whole),
        anchor="start",
        frame="bounds",
        offset=12,
        color=colours.ink,
        subtitleColor=colours.muted,
        subtitlePadding=6,
    )


def rows_with(field: str, **constants: str) -> alt.Chart:
    """The rows of a chart that have a field, with further fields that are the same in all."""
    rows = alt.Chart().transform_filter(f"isValid(datum.{field})")
    return rows.transform_calculate(**{name: f"'{value}'" for name, value in constants.items()}) if constants else rows


def encoded(mark: alt.Chart, **channels: Any) -> alt.Chart:
    """A mark with its channels. Put together as Any they are checked by Altair's schema, not by the types of each."""
    return mark.encode(**channels)


def told(field: str = "told") -> alt.Description:
    """What a reader who does not see a mark is told of it."""
    return alt.Description(f"{field}:N")


def tooltip(fields: Mapping[str, str]) -> list[alt.Tooltip]:
    """What is shown where one points at a mark: fields by their names."""
    return [alt.Tooltip(f"{field}:N", title=title) for field, title in fields.items()]


def layered(
    layers: Sequence[alt.Chart | alt.LayerChart],
    rows: Iterable[Mapping[str, Any]],
    resolve: alt.Resolve,
    **properties: Any,
) -> alt.LayerChart:
    """Lay layers over one another.

    Args:
        layers: the layers, from below to above.
        rows: the data that they share.
        resolve: what each layer has of its own.
        properties: the chart's own; given at once, for each further call would copy all of the data.
    """
    return alt.LayerChart(layer=list(layers), data=alt.InlineData(values=list(rows)), resolve=resolve, **properties)


def own_scales(*channels: str, axis: bool = False) -> alt.Resolve:
    """Layers that have scales of their own in some channels, and each the axis below it that it shows."""
    scales = dict.fromkeys(channels, "independent")
    return alt.Resolve(scale=scales, axis={"x": "independent"}) if axis else alt.Resolve(scale=scales)


def properties(width: float, height: float, title: alt.TitleParams, colours: Colours) -> dict[str, Any]:
    """The size, title and ground of a chart. On white no ground is set, so that light charts can be put side by side."""
    words = [part for parts in (title.text, title.subtitle) for part in parts]
    ground = {} if colours.ground == "white" else {"background": colours.ground}
    return {
        "width": width,
        "height": height,
        "title": title,
        "description": " ".join(words),
        "view": alt.ViewBackground(stroke=colours.grid),
        **ground,
    }
