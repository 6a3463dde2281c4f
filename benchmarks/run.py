"""Measure, print the tables, and write them into the page of the docs that shows them.

    python benchmarks/run.py              everything
    python benchmarks/run.py loading      one measurement
    python benchmarks/run.py --rounds 5   fewer pairs of runs for each figure

A measurement is a module with `measured(project, work, rounds)`, which gives a table; it is named in MEASUREMENTS, and has its place on the page.
What is measured is installed into environments of its own, so that this needs nothing but Python and pip. It takes some minutes; the
figures are worth most on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import frames
import intervals
import loading
import merging
import parsing
from pages import machine, write

PROJECT = Path(__file__).resolve().parent.parent
PAGE = PROJECT / "docs" / "explanation" / "speed.md"
PAGES = {"frames": PROJECT / "docs" / "explanation" / "cluster.md"}
"""The pages of measurements that have one of their own."""
MEASUREMENTS = {
    "loading": loading.measured,
    "ranges": intervals.measured,
    "merging": merging.measured,
    "parsing": parsing.measured,
    "frames": frames.measured,
}


def main() -> None:
    """Read the command line, and measure what it names."""
    parser = argparse.ArgumentParser(description="Measure, print the tables, and write them into docs/explanation/speed.md.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"what to measure: {', '.join(MEASUREMENTS)}; all when left out")
    parser.add_argument("--rounds", type=int, default=21, help="how many pairs of runs each figure is the median of")
    given = parser.parse_args()
    if unknown := sorted({*given.names} - {*MEASUREMENTS}):
        parser.error(f"no measurement {unknown[0]!r}; there are: {', '.join(MEASUREMENTS)}")
    for name in given.names or MEASUREMENTS:
        with tempfile.TemporaryDirectory() as work:
            found = MEASUREMENTS[name](PROJECT, Path(work), given.rounds)
        content = f"{found}\n\n{machine(given.rounds)}"
        print(f"\n{content}\n")
        write(PAGES.get(name, PAGE), name, content)


if __name__ == "__main__":
    main()
