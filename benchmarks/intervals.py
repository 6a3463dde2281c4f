"""What small and large sets of numbers cost, beside other libraries of intervals, in one process."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pages import table
from processes import environment, told, versions, wheel

PEERS = ("portion", "python-ranges", "intervaltree")


def measured(project: Path, work: Path, rounds: int) -> str:
    """Measure, and give the tables.

    Args:
        project: the folder of this project, of which a wheel is built.
        work: an empty folder for the environment.
        rounds: how many rounds each ratio is the median of.
    """
    python = environment(work / "intervals", [wheel(project, work), *PEERS])
    found = told(python, project / "benchmarks" / "intervals_work.py", str(rounds))
    known = versions(python, PEERS)
    small = table(
        ["operation", "ours, µs", "of portion", "of portion, with fractions", "of python-ranges"],
        [
            [name, f"{own:.2f}", _share(portion), _share(fractions), _share(*rest)]
            for name, own, fractions, portion, *rest in found["small"]
        ],
    )
    large = table(
        ["one membership in a set of", "100 pieces, µs", "1,000", "10,000", "100,000", "grows with the power"],
        [[known.get(name, name), *map(_microseconds, times), f"{power:.2f}"] for name, *times, power in found["large"]],
    )
    return f"{small}\n\n{large}\n\nPeers: {', '.join(known.values())}."


def _share(share: float | None = None) -> str:
    return "–" if share is None else f"{share:.2f}"  # noqa: RUF001  a dash where it has no such thing


def _microseconds(time: Any) -> str:
    return "–" if time is None else f"{time:.1f}"  # noqa: RUF001
