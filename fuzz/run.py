"""Fuzz every door: `python fuzz/run.py --seconds 60`. Ends with 1 where something was found.

Half of the time an input is guided by coverage (with atheris, where it is installed), half of it is a changed seed.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
from pathlib import Path

from doors import DOORS

HERE = Path(__file__).parent


def run(way: str, door: str, seconds: float) -> dict[str, object]:
    """Fuzz a door in a process of its own, so that a crash of it is a finding too."""
    script = str(HERE / f"{way}.py")
    done = subprocess.run(  # noqa: S603  our own scripts
        [sys.executable, script, door, str(seconds)], capture_output=True, text=True, check=False
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith('{"door"')]
    if lines:
        said: dict[str, object] = json.loads(lines[-1])
        return said
    ending = done.stderr.strip()[-500:]
    return {"door": door, "way": way, "tried": 0, "taken": 0, "slowest": 0.0, "found": {f"ended with {done.returncode}": ending}}


def main() -> None:
    """Fuzz the doors one after the other and print what came of it."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--seconds", type=float, default=60, help="for each door")
    reader.add_argument("--door", action="append", choices=DOORS, help="a door alone; may be given again")
    reader.add_argument("--json", type=Path, help="a file to write the outcome to")
    given = reader.parse_args()
    ways = ["guided", "plain"] if importlib.util.find_spec("atheris") else ["plain"]
    if ways == ["plain"]:
        print("atheris is not installed: no input is guided by coverage")
    outcome = []
    for door in given.door or DOORS:
        for way in ways:
            said = run(way, door, given.seconds / len(ways))
            outcome.append(said)
            print(f"{door} ({way}): {said['tried']} tried, {said['taken']} taken, slowest {said['slowest']:.2f} s, found: {said['found'] or 'nothing'}", flush=True)
    if given.json:
        given.json.write_text(json.dumps(outcome, indent=2) + "\n", encoding="utf-8")
    print(f"{sum(int(str(said['tried'])) for said in outcome)} inputs, {sum(len(dict(said['found'])) for said in outcome)} findings")  # type: ignore[call-overload]
    sys.exit(any(said["found"] for said in outcome))


if __name__ == "__main__":
    main()
