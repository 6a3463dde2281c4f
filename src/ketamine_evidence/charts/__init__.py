"""Charts of what sources say, to look at, refine and save.

Each function takes claims, such as a table of a dataset, and gives an Altair chart. They need the extra `charts`; nothing of it is
imported before a chart is asked for.

Examples:
    >>> import ketamine_evidence as ke
    >>> ke.charts.THEMES
    ('light', 'dark')
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Literal

from ketamine_evidence.errors import MissingExtraError

if TYPE_CHECKING:
    from ketamine_evidence.charts.comparison_chart import lay_and_literature as lay_and_literature
    from ketamine_evidence.charts.matrix_chart import matrix as matrix
    from ketamine_evidence.charts.range_chart import ranges as ranges
    from ketamine_evidence.charts.saving import save as save
    from ketamine_evidence.charts.support_chart import support as support

Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")
"""The themes of a chart."""

_HOMES = {
    "lay_and_literature": "comparison_chart",
    "matrix": "matrix_chart",
    "ranges": "range_chart",
    "save": "saving",
    "support": "support_chart",
}
_NEEDED = {"altair", "vl_convert"}

__all__ = ["THEMES", "Theme", "lay_and_literature", "matrix", "ranges", "save", "support"]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'ketamine_evidence.charts' has no attribute {name!r}")
    try:
        value = getattr(import_module(f"ketamine_evidence.charts.{_HOMES[name]}"), name)
    except ModuleNotFoundError as error:
        if error.name not in _NEEDED:
            raise
        raise MissingExtraError(
            f"charts need {error.name}, which is not installed: pip install 'ketamine-evidence[charts]'"
        ) from None
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
