"""The colours of a chart, on light and on dark ground.

The two tiers have the blue and the vermillion of Okabe and Ito, which people tell apart whatever colours they see; on dark ground the blue
is their lighter one. Each tier also has a shape of its own, so that a print in grey can be read.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import attrs

from ketamine_evidence.errors import QueryError, nearest
from ketamine_evidence.records.vocabulary import Tier


@attrs.frozen
class Colours:
    """The colours of a theme.

    Attributes:
        ground: what the chart is drawn on.
        ink: of titles and marks that belong to no tier.
        muted: of labels.
        grid: of lines behind the marks.
        lay: of the lay tier.
        literature: of the literature tier.
        light: how solid a light bar is.
    """

    ground: str
    ink: str
    muted: str
    grid: str
    lay: str
    literature: str
    light: float

    @property
    def of_tiers(self) -> list[str]:
        """The colours of the tiers, in their order."""
        return [self.lay, self.literature]


COLOURS: Mapping[str, Colours] = MappingProxyType(
    {
        "light": Colours("white", "#1f2328", "#57606a", "#e4e7eb", "#0072b2", "#d55e00", 0.36),
        "dark": Colours("#16181d", "#e8eaed", "#a9b1bb", "#32373f", "#56b4e9", "#e8702a", 0.48),
    }
)
"""The colours of each theme."""
TIERS = [tier.value for tier in Tier]
"""The tiers, in their order."""
TIER_SHAPES = ["circle", "diamond"]
"""The shapes of the tiers, in their order."""


def colours_of(theme: str) -> Colours:
    """Look the colours of a theme up by its name.

    Raises:
        QueryError: for a theme that there is not; it names the nearest.
    """
    if theme not in COLOURS:
        raise QueryError(f"no theme {theme!r}; there are: {', '.join(COLOURS)}{nearest(str(theme), COLOURS)}")
    return COLOURS[theme]
