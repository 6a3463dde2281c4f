"""The support profile as a step chart: for each number, how many sources cover it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

import altair as alt
import attrs

from ketamine_evidence.charts import Theme
from ketamine_evidence.charts.axes import Axis, axis_of
from ketamine_evidence.charts.captions import axis_title, capital, caption, shown, subject_of
from ketamine_evidence.charts.claims import Asked, asked_for, check_ranges, sort_out
from ketamine_evidence.charts.drawing import (
    encoded,
    layered,
    legend,
    number_axis,
    number_scale,
    own_scales,
    properties,
    rows_with,
    titled,
    told,
    tooltip,
)
from ketamine_evidence.charts.layout import WIDTH, Layout, layout_of
from ketamine_evidence.charts.themes import TIER_SHAPES, TIERS, Colours, colours_of
from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.errors import QueryError, count
from ketamine_evidence.records.evidence import ReportedRange
from ketamine_evidence.synthesis.consensus import Merged, merge_ranges
from ketamine_evidence.synthesis.counting import VIEWS, NotCounted, View
from ketamine_evidence.synthesis.profile import Stretch

HEIGHT = 220
ALL = "all sources"
DASHES = {ALL: [1, 0], TIERS[0]: [1, 0], TIERS[1]: [5, 3]}
"""How the line of each series is broken, so that a print in grey can be read."""
TOOLTIP = {"reading": "from, to", "support": "how many sources", "sources": "sources", "series": "of"}


def support(  # noqa: PLR0913  what can be chosen of a chart, by keyword
    claims: Iterable[ReportedRange],
    *,
    view: View = "outer",
    by: Literal["tier"] | None = None,
    dataset: Dataset | None = None,
    theme: Theme = "light",
    width: int = WIDTH,
) -> alt.LayerChart:
    """Draw for each number how many sources cover it, as `ke.merge_ranges` counts them.

    Args:
        claims: reported ranges of one quantity, such as `ds.ranges.where(quantity="booster_interval")`.
        view: "outer", the widest reading of each claim, or "inner", what its readings share.
        by: "tier" for a line for each tier.
        dataset: the dataset that the claims are of; a table knows it.
        theme: "light" or "dark".
        width: about how wide the whole chart is, in pixels.

    Returns:
        A chart whose data are the stretches of the profile. A single number that more sources cover than those beside it is a dot.

    Raises:
        QueryError: for no claims, nothing that counts, an unknown view or theme, or where the dataset is not known.
        DimensionError: for claims about different quantities.
    """
    colours = colours_of(theme)
    if view not in VIEWS:
        raise QueryError(f"view is 'outer' or 'inner', came {view!r}")
    if by not in {None, "tier"}:
        raise QueryError(f"a support profile goes by 'tier' or as a whole, came by={by!r}; chart one group at a time")
    asked = asked_for(claims, dataset)
    check_ranges(asked.claims, frozenset())
    found = sort_out(asked.claims, view)
    left_out = [*found.left_out, *(NotCounted(one.id, f"interval of {one.estimate}") for one in found.intervals)]
    merges = _merges(asked, found.drawn, view, by)
    axis = axis_of(stretch.range for merged in merges.values() for stretch in merged.support)
    subject = subject_of(asked)
    return Profile(
        title=f"{capital(subject)}: how many sources cover each value, {view} reading",
        caption=caption(asked, found.drawn, left_out, (_deepest(name, merged) for name, merged in merges.items())),
        merges=merges,
        axis=axis,
        axis_title=axis_title(subject, axis),
        layout=layout_of(width, ["number"]),
        colours=colours,
    ).chart()


def _merges(asked: Asked[ReportedRange], claims: Sequence[ReportedRange], view: View, by: str | None) -> dict[str, Merged]:
    if by is None:
        return {ALL: merge_ranges(claims, view)}
    tiers = {tier: [claim for claim in claims if asked.tier(claim) == tier] for tier in TIERS}
    return {tier: merge_ranges(some, view) for tier, some in tiers.items() if some}


def _deepest(name: str, merged: Merged) -> str:
    places = ", ".join(shown(stretch.range) for stretch in merged.best[:3])
    more = "" if len(merged.best) <= 3 else f" and {len(merged.best) - 3} more"
    return f"{capital(name)}: at most {merged.depth} of {len(merged.sources)} at {places}{more}."


@attrs.frozen
class Profile:
    """Everything that a chart of support is made of.

    Attributes:
        title: its title.
        caption: the lines below the title.
        merges: the merges by the name of their series.
        axis: the axis.
        axis_title: what the axis measures.
        layout: how wide the parts are.
        colours: the colours.
    """

    title: str
    caption: Sequence[str]
    merges: Mapping[str, Merged]
    axis: Axis
    axis_title: str
    layout: Layout
    colours: Colours

    def chart(self) -> alt.LayerChart:
        """Draw it."""
        stretches = [self._stretch(name, one) for name, merged in self.merges.items() for one in merged.support]
        layers = [self._fill(), self._outline(), self._stems(), self._dots()]
        title = titled(self.title, self.caption, self.layout, self.colours)
        about = properties(self.layout.plot, HEIGHT, title, self.colours)
        return layered(layers, stretches, own_scales("color", "shape", "strokeDash"), **about)

    def _stretch(self, series: str, stretch: Stretch) -> dict[str, Any]:
        low, high = self.axis.ends(stretch.range)
        is_value = low == high
        return {
            "series": series,
            "start": None if is_value else low,
            "end": None if is_value else high,
            "value": low if is_value else None,
            "support": stretch.support,
            "told": f"{series}: {count(stretch.support, 'source')} at {shown(stretch.range)}",
            "sources": ", ".join(stretch.sources),
            "reading": shown(stretch.range),
        }

    def _corners(self, series: str, stretches: Iterable[Stretch]) -> Iterator[dict[str, Any]]:
        """The corners of an outline. It goes down to nothing where no source covers anything, but not at an open end of the axis."""
        wide = [(one, *self.axis.ends(one.range)) for one in stretches]
        wide = [(one, low, high) for one, low, high in wide if low < high]
        begins, ends = {low for _, low, _ in wide}, {high for *_, high in wide}
        for one, low, high in wide:
            corners = [(low, one.support), (high, one.support)]
            if low not in ends and not self.axis.reaches_off(one.range):
                corners.insert(0, (low, 0))
            if high not in begins and one.range.high is not None:
                corners.append((high, 0))
            for place, height in corners:
                yield {"series": series, "at": place, "height": height}

    def _x(self, field: str) -> alt.X:
        return alt.X(f"{field}:Q", scale=number_scale(self.axis), axis=number_axis(self.axis, self.axis_title, self.colours))

    def _y(self, field: str) -> alt.Y:
        most = max(merged.depth for merged in self.merges.values())
        axis = alt.Axis(
            title="number of sources",
            values=list(range(0, most + 1, -(-most // 8))),
            format="d",
            labelColor=self.colours.muted,
            titleColor=self.colours.muted,
            titleFontWeight="normal",
            gridColor=self.colours.grid,
            domain=False,
            ticks=False,
        )
        return alt.Y(f"{field}:Q", scale=alt.Scale(domain=[0, most + 0.3], nice=False), axis=axis)

    @property
    def _names(self) -> list[str]:
        return list(self.merges)

    @property
    def _legend(self) -> alt.Legend | None:
        return legend(self.layout, self.colours, self._names) if len(self.merges) > 1 else None

    def _colour(self, key: alt.Legend | None = None) -> alt.Color:
        shades = [dict(zip(TIERS, self.colours.of_tiers, strict=True)).get(name, self.colours.ink) for name in self._names]
        return alt.Color("series:N", scale=alt.Scale(domain=self._names, range=shades), legend=key)

    def _fill(self) -> alt.Chart:
        mark = rows_with("start").mark_bar(opacity=0.22)
        return self._encoded(
            mark, x=self._x("start"), x2="end:Q", y2=alt.Y2Datum(0), description=told(), tooltip=tooltip(TOOLTIP)
        )

    def _outline(self) -> alt.Chart:
        corners = [one for name, merged in self.merges.items() for one in self._corners(name, merged.support)]
        rows = [{**one, "order": place} for place, one in enumerate(corners)]
        dashes = alt.Scale(domain=self._names, range=[DASHES[name] for name in self._names])
        return self._encoded(
            alt.Chart(alt.InlineData(values=rows)).mark_line(strokeWidth=2, aria=False),
            x=self._x("at"),
            y=self._y("height"),
            color=self._colour(self._legend),
            strokeDash=alt.StrokeDash("series:N", scale=dashes, legend=self._legend),
            order="order:Q",
        )

    def _stems(self) -> alt.Chart:
        mark = rows_with("value").mark_rule(strokeWidth=2, aria=False)
        return self._encoded(mark, x=self._x("value"), y2=alt.Y2Datum(0))

    def _dots(self) -> alt.Chart:
        of_tiers = dict(zip(TIERS, TIER_SHAPES, strict=True))
        shapes = alt.Scale(domain=self._names, range=[of_tiers.get(name, TIER_SHAPES[0]) for name in self._names])
        return self._encoded(
            rows_with("value").mark_point(filled=True, opacity=1, size=62),
            x=self._x("value"),
            shape=alt.Shape("series:N", scale=shapes, legend=None),
            description=told(),
            tooltip=tooltip(TOOLTIP),
        )

    def _encoded(self, mark: alt.Chart, **channels: Any) -> alt.Chart:
        return encoded(mark, **{"y": self._y("support"), "color": self._colour(), **channels})
