"""Draw how times grow with the number of ends, light and dark.

python growth_chart.py GROWTH.json FOLDER
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

INKS = {"growth.svg": "#24292f", "growth-dark.svg": "#e6edf3"}
"""The files, and what is written in each with; both are see-through."""
COLORS = ["#1f77b4", "#d95f02", "#1b9e77"]
"""Told apart on white and on black, and by eyes that do not see red and green."""


def chart(growth: dict[str, Any], ink: str) -> Any:
    """Both axes are logarithmic, so that a power is a straight line, and its exponent how steep it is."""
    alt: Any = import_module("altair")
    rows = [
        {"what": f"{name} (power {one['exponent']:.2f})", "ends": ends, "seconds": seconds}
        for name, one in growth.items()
        for ends, seconds in one["points"]
    ]
    log, what = alt.Scale(type="log"), [row["what"] for row in rows]
    axis = {"labelColor": ink, "titleColor": ink, "domainColor": ink, "tickColor": ink, "gridColor": ink, "gridOpacity": 0.15}
    return (
        alt.Chart(alt.Data(values=rows), width=560, height=300, background="transparent")
        .mark_line(point=True)
        .encode(
            x=alt.X("ends:Q", scale=log, title="ends of ranges", axis=alt.Axis(format="~s")),
            y=alt.Y("seconds:Q", scale=log, title="seconds", axis=alt.Axis(format="~g")),
            color=alt.Color("what:N", scale=alt.Scale(range=COLORS), sort=list(dict.fromkeys(what)), title=None),
            strokeDash=alt.StrokeDash("what:N", sort=list(dict.fromkeys(what)), legend=None),
        )
        .configure_axis(**axis)
        .configure_legend(labelColor=ink, orient="top", direction="vertical", labelLimit=0)
        .configure_view(stroke=None)
    )


if __name__ == "__main__":
    measured = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    for name, ink in INKS.items():
        chart(measured, ink).save(Path(sys.argv[2]) / name)
    print("null")
