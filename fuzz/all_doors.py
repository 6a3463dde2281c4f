"""Fuzz one door after the other, each in processes of its own.

Half of the time an input is guided by coverage (with atheris, where it is installed), half of it is a changed seed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TypedDict

from doors import DOORS

HERE = Path(__file__).parent


class Outcome(TypedDict):
    """What came of a door: how many inputs were tried, how many of them taken, the slowest of them, and what was found."""

    door: str
    way: str
    tried: int
    taken: int
    slowest: float
    found: dict[str, str]


def run(way: str, door: str, seconds: float) -> Outcome:
    """Fuzz a door in a process of its own, so that a crash of it is a finding too."""
    script = str(HERE / f"{way}.py")
    done = subprocess.run(  # noqa: S603  our own scripts
        [sys.executable, script, door, str(seconds)], capture_output=True, text=True, check=False
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith('{"door"')]
    if lines:
        said: Outcome = json.loads(lines[-1])
        return said
    ending = done.stderr.strip()[-500:]
    return {"door": door, "way": way, "tried": 0, "taken": 0, "slowest": 0.0, "found": {f"ended with {done.returncode}": ending}}


def main() -> None:
    """Fuzz the doors one after the other and print what came of it."""
    reader = argparse.ArgumentParser(description="Fuzz every door.")
    reader.add_argument("--seconds", type=float, default=60, help="for each door")
    reader.add_argument("--door", action="append", choices=DOORS, help="a door alone; may be given again")
    reader.add_argument("--json", type=Path, help="a file to write the outcome to")
    given = reader.parse_args()
    ways = ["guided", "plain"] if find_spec("atheris") else ["plain"]
    if ways == ["plain"]:
        print("atheris is not installed: no input is guided by coverage")
    outcomes: list[Outcome] = []
    for door in given.door or DOORS:
        for way in ways:
            one = run(way, door, given.seconds / len(ways))
            outcomes.append(one)
            said = f"{one['tried']} tried, {one['taken']} taken, slowest {one['slowest']:.2f} s"
            print(f"{door} ({way}): {said}, found: {one['found'] or 'nothing'}", flush=True)
    if given.json:
        given.json.write_text(json.dumps(outcomes, indent=2) + "\n", encoding="utf-8")
    print(f"{sum(one['tried'] for one in outcomes)} inputs, {sum(len(one['found']) for one in outcomes)} findings")
    sys.exit(any(one["found"] for one in outcomes))
