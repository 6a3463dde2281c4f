"""Merging millions of rows on the engine that they are in: pandas, Polars, PyArrow, DuckDB, Ibis, SQLFrame or PySpark.

What `ke.merge_ranges` does with the claims of a dataset, this does with any table that has a range, a unit and a source in each row. It is
written once, with narwhals, which the extra `frames` brings; nothing of it is imported before it is asked for.

Examples:
    >>> import ketamine_evidence as ke
    >>> sorted(ke.frames.__all__)
    ['MergedFrame', 'merge_ranges', 'parse_ranges']
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from ketamine_evidence.errors import MissingExtraError

if TYPE_CHECKING:
    from ketamine_evidence.frames.merging import MergedFrame as MergedFrame
    from ketamine_evidence.frames.merging import merge_ranges as merge_ranges
    from ketamine_evidence.frames.phrases import parse_ranges as parse_ranges

_HOMES = {"MergedFrame": "merging", "merge_ranges": "merging", "parse_ranges": "phrases"}

__all__ = ["MergedFrame", "merge_ranges", "parse_ranges"]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'ketamine_evidence.frames' has no attribute {name!r}")
    try:
        value = getattr(import_module(f"ketamine_evidence.frames.{_HOMES[name]}"), name)
    except ModuleNotFoundError as error:
        if error.name != "narwhals":
            raise
        raise MissingExtraError("frames need narwhals, which is not installed: pip install 'ketamine-evidence[frames]'") from None
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
