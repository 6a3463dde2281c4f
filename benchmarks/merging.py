"""What merging claims costs, beside a bare sweep over the same ends and beside other libraries of intervals, and how that grows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pages import table
from processes import environment, told, versions, wheel

PEERS = ("portion", "intervaltree")
CLAIMS, FEW_CLAIMS = 100_000, 300
"""How many claims are merged, and how many where peers take part: their time grows with the square."""


def measured(project: Path, work: Path, rounds: int) -> str:
    """Measure, draw the chart of growth, and give the tables.

    Args:
        project: the folder of this project, of which a wheel is built.
        work: an empty folder for the environments.
        rounds: how many rounds each ratio is the median of; where one takes seconds, as many as a third.
    """
    here = project / "benchmarks"
    python = environment(work / "merging", [wheel(project, work), *PEERS])
    some = str(max(2, rounds // 3))
    shapes = told(python, here / "merging_work.py", "shapes", some, str(CLAIMS))
    growth = told(python, here / "merging_work.py", "growth", some)
    others = told(python, here / "merging_work.py", "peers", "2", str(FEW_CLAIMS))
    known = versions(python, PEERS)
    points = work / "growth.json"
    points.write_text(json.dumps(growth), encoding="utf-8")
    charts = environment(work / "charts", ["altair>=5.5", "vl-convert-python>=1.7"])
    told(charts, here / "growth_chart.py", str(points), str(project / "docs" / "assets"))
    return tables(shapes, growth, others, known)


def tables(shapes: Any, growth: Any, others: Any, known: Mapping[str, str]) -> str:
    """What was measured, as Markdown."""
    by_shape = table(
        [
            f"{CLAIMS:,} claims",
            "seconds",
            "times a sweep of ends",
            "times a sweep of claims",
            "all stretches listed",
            "MiB",
            "MiB of a sweep",
        ],
        [
            [name, f"{time:.2f}", *(f"{one:.1f}" for one in ratios), f"{ours:.0f}", f"{bare:.0f}"]
            for name, time, *ratios, ours, bare in shapes
        ],
    )
    by_size = table(
        ["from 1,000 ends to 1,000,000", "seconds at 1,000", "seconds at 1,000,000", "grows with the power"],
        [
            [name, f"{one['points'][0][1]:.4f}", f"{one['points'][-1][1]:.2f}", f"{one['exponent']:.2f}"]
            for name, one in growth.items()
        ],
    )
    by_peer = table(
        [f"the support profile of {FEW_CLAIMS} claims", "seconds", "times ours"],
        [[known[name], f"{time:.3f}", f"{times:.0f}"] for name, time, times in others],
    )
    return f"{by_shape}\n\n{by_size}\n\n{by_peer}"
