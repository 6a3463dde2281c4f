"""The matrix of terms by sources: who reports which mechanism, side effect or factor, and who contradicts whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import altair as alt
import attrs

from ketamine_evidence.charts import Theme
from ketamine_evidence.charts.captions import caption
from ketamine_evidence.charts.claims import Asked, asked_for, term_label, words
from ketamine_evidence.charts.drawing import (
    encoded,
    layered,
    legend,
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
from ketamine_evidence.charts.layout import GAP, ROW, WIDTH, Layout, layout_of
from ketamine_evidence.charts.themes import TIERS, Colours, colours_of
from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.errors import count
from ketamine_evidence.records.evidence import Claim, Factor, Mechanism, SideEffect
from ketamine_evidence.synthesis.agreement import Agreement, TermSupport, agreement

SUBJECTS: Mapping[type[Claim], tuple[str, str]] = MappingProxyType(
    {Mechanism: ("Mechanisms", "target"), SideEffect: ("Side effects", "effect"), Factor: ("Factors", "")}
)
"""What claims with terms are called together, and the vocabulary of their terms; a factor's are put together of several."""
STEP_LEAST, STEP_MOST = 13, 44
"""How wide a column is, in pixels."""
CONTRADICTED = "contradicted by a source"
TOOLTIP = {
    "term": "term",
    "title": "source",
    "claims": "claims",
    "said": "said of it",
    "contradicted_by": "contradicted by",
    "ids": "records",
}


def matrix(
    claims: Iterable[Claim], *, dataset: Dataset | None = None, theme: Theme = "light", width: int = WIDTH
) -> alt.LayerChart:
    """Draw which source reports which term, the terms of most sources first, and where sources contradict each other.

    Args:
        claims: mechanisms, side effects or factors, one kind of them, such as `ds.side_effects`.
        dataset: the dataset that the claims are of; a table knows it.
        theme: "light" or "dark".
        width: about how wide the whole chart is, in pixels; many sources take the room that they need.

    Returns:
        A chart whose data have each term and source that reports it once, as `ke.agreement` has them.

    Raises:
        QueryError: for no claims, claims of several kinds, of a kind that has no terms, an unknown theme, or where the dataset is not known.
    """
    colours = colours_of(theme)
    asked = asked_for(claims, dataset)
    found = agreement(asked.claims)
    subject, scheme = SUBJECTS[type(asked.claims[0])]
    labels = [term_label(asked, scheme, term.term) if scheme else words(term.term) for term in found.terms]
    return Matrix(
        title=f"{subject}: which source reports which",
        caption=caption(asked, asked.claims),
        asked=asked,
        found=found,
        keys=[f"{place} {label}" for place, label in enumerate(labels)],
        layout=layout_of(width, labels, ["99 sources"], most=0.62),
        colours=colours,
    ).chart()


@attrs.frozen
class Matrix:
    """Everything that a chart of terms by sources is made of.

    Attributes:
        title: its title.
        caption: the lines below the title.
        asked: what it was asked for.
        found: which sources report which term.
        keys: the keys of the rows.
        layout: how wide the parts are.
        colours: the colours.
    """

    title: str
    caption: Sequence[str]
    asked: Asked[Claim]
    found: Agreement
    keys: Sequence[str]
    layout: Layout
    colours: Colours

    def chart(self) -> alt.LayerChart:
        """Draw it."""
        cells = [cell for key, term in zip(self.keys, self.found.terms, strict=True) for cell in self._cells(key, term)]
        layers = [alt.LayerChart(layer=[self._reported(cells), self._numbers()])]
        if self.found.contradictions:
            layers.append(alt.LayerChart(layer=[self._contradicted()]))
        title = titled(self.title, self.caption, self.layout, self.colours)
        about = properties(self._plot, len(self.keys) * ROW, title, self.colours)
        return layered(layers, cells, own_scales("shape", "color"), **about)

    @property
    def _plot(self) -> float:
        columns = len(self.found.sources)
        return columns * min(STEP_MOST, max(STEP_LEAST, self.layout.plot / columns))

    def _cells(self, key: str, term: TermSupport) -> Iterator[dict[str, Any]]:
        for source, ids in term.claims.items():
            yield {
                "row": key,
                "term": term.term,
                "told": f"{term.term}: {source}",
                "source": source,
                "tier": self.asked.sources[source].tier.value,
                "title": self.asked.sources[source].title,
                "claims": len(ids),
                "ids": ", ".join(ids),
                "said": ", ".join(term.said[source]) or "not stated",
                "contradicted_by": ", ".join(term.contradicted_by(source)) or None,
            }

    @property
    def _x(self) -> alt.X:
        order = sorted(self.found.sources, key=lambda source: (TIERS.index(self.asked.sources[source].tier.value), source))
        axis = alt.Axis(
            orient="top",
            labelAngle=-60,
            labelLimit=0,
            labelOverlap=False,
            labelColor=self.colours.muted,
            grid=True,
            gridColor=self.colours.grid,
            domain=False,
            ticks=False,
        )
        return alt.X("source:N", scale=alt.Scale(domain=order), title=None, axis=axis)

    @property
    def _y(self) -> alt.Y:
        return row_place(self.keys, self.layout, self.colours, grid=True)

    def _reported(self, cells: Iterable[Mapping[str, Any]]) -> alt.Chart:
        present = {cell["tier"] for cell in cells}
        key = legend(self.layout, self.colours, [tier for tier in TIERS if tier in present])
        mark = alt.Chart().mark_point(filled=True, opacity=1, size=80)
        return self._encoded(mark, color=tier_colour(self.colours, legend=key), shape=tier_shape(key))

    def _numbers(self) -> alt.Chart:
        """How many sources report each term."""
        terms = zip(self.keys, self.found.terms, strict=True)
        rows = [{"row": key, "number": count(term.support, "source")} for key, term in terms]
        mark = alt.Chart(alt.InlineData(values=rows)).mark_text(align="left", fontSize=10, color=self.colours.muted)
        return encoded(mark, x=alt.value(self._plot + GAP / 2), y=self._y, text="number:N", description=told("number"))

    def _contradicted(self) -> alt.Chart:
        shape = alt.Shape(
            "mark:N",
            scale=alt.Scale(domain=[CONTRADICTED], range=["square"]),
            legend=legend(self.layout, self.colours, [CONTRADICTED], symbol="outline"),
        )
        mark = rows_with("contradicted_by", mark=CONTRADICTED)
        return self._encoded(
            mark.mark_point(filled=False, opacity=1, size=210, strokeWidth=2, color=self.colours.ink), shape=shape
        )

    def _encoded(self, mark: alt.Chart, **channels: Any) -> alt.Chart:
        return encoded(mark, x=self._x, y=self._y, description=told(), tooltip=tooltip(TOOLTIP), **channels)
