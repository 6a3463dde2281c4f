"""Saving a chart: as a page that needs no network, as SVG or as PNG."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import altair as alt
import vl_convert

from ketamine_evidence._writing import write_file
from ketamine_evidence.errors import QueryError, nearest

FORMATS = ("html", "svg", "png")
"""The formats, as a file's name ends in them."""
MOST_SCALED = 10
"""How many pixels a PNG can have for each of the chart's, in a row."""
PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>body {{ margin: 1rem; background: {background}; }} #chart svg {{ max-width: 100%; height: auto; }}</style>
<script>{library}</script>
</head>
<body>
<main id="chart"></main>
<script>vegaEmbed("#chart", {spec}, {{mode: "vega-lite", renderer: "svg", actions: false}});</script>
</body>
</html>
"""


def save(chart: alt.TopLevelMixin, path: str | Path, *, scale: float = 2) -> Path:
    """Save a chart of this package, or any other of Altair's, in the format that the file's name ends in.

    Args:
        chart: the chart.
        path: the file: `.html` for a page that holds all it needs and asks no other host for anything, `.svg` or `.png`.
        scale: how many pixels a PNG has for each of the chart's.

    Returns:
        The file.

    Raises:
        QueryError: for another format, or a scale that no chart has.
        FileError: where the file cannot be written. One that was there stays as it was.
    """
    path = Path(path)
    suffix = path.suffix.lower().removeprefix(".")
    if suffix not in FORMATS:
        raise QueryError(f"charts are saved as .html, .svg or .png, came {path.name!r}{nearest(suffix, FORMATS)}")
    if not 0 < scale <= MOST_SCALED:
        raise QueryError(f"a chart is scaled by more than 0 and at most {MOST_SCALED}, came scale={scale}")
    write_file(path, _DRAWN[suffix](chart, scale))
    return path


def _svg(chart: alt.TopLevelMixin, _: float) -> bytes:
    drawn = io.StringIO()
    chart.save(drawn, format="svg")
    return drawn.getvalue().encode()


def _png(chart: alt.TopLevelMixin, scale: float) -> bytes:
    drawn = io.BytesIO()
    chart.save(drawn, format="png", scale_factor=scale)
    return drawn.getvalue()


def _page(chart: alt.TopLevelMixin, _: float) -> bytes:
    with alt.data_transformers.enable("default"):  # whatever a user has set, the data stand in the page
        spec = chart.to_dict()
    return PAGE.format(
        title=escape(_title(spec)),
        background=escape(str(spec.get("background", "white"))),
        library=_library(),
        spec=json.dumps(spec).replace("<", "\\u003c"),  # no text of the data ends the script
    ).encode()


_DRAWN: Mapping[str, Callable[[alt.TopLevelMixin, float], bytes]] = {"html": _page, "svg": _svg, "png": _png}


@cache  # it takes longer to put together than all the rest
def _library() -> str:
    """Vega and what it needs, of the version that Altair writes for."""
    version = ".".join(alt.SCHEMA_VERSION.removeprefix("v").split(".")[:2])
    return vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;", vl_version=version)


def _title(spec: dict[str, Any]) -> str:
    title = spec.get("title", "Chart")
    text = title["text"] if isinstance(title, dict) else title
    return " ".join(text) if isinstance(text, list) else str(text)
