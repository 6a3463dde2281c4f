"""Try a door with changed seeds, without coverage: where atheris is not there, and to reach what a coverage-guided search leaves out."""

from __future__ import annotations

import random
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

from doors import enter
from mutations import mutate

CORPUS = Path(__file__).parent / "corpus"
KEPT = Path(__file__).parent / "findings"


def main(door: str, seconds: float, seed: int) -> int:
    """Try a door for some seconds; print how many inputs were tried, and every kind of finding with its smallest input."""
    chance = random.Random(seed)
    seeds = [path.read_bytes() for path in sorted((CORPUS / door).iterdir())]
    tried, taken, slowest = 0, 0, (0.0, b"")
    found: dict[tuple[str, str], tuple[int, bytes, str]] = {}
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        data = mutate(chance.choice(seeds), chance, seeds) if tried >= len(seeds) else seeds[tried]
        start = time.monotonic()
        try:
            taken += enter(door, data)
        except Exception as error:
            at = traceback.extract_tb(error.__traceback__)[-1]
            own = next((f for f in reversed(traceback.extract_tb(error.__traceback__)) if "ketamine_evidence" in f.filename), at)
            key = (type(error).__name__, f"{Path(own.filename).name}:{own.lineno}")
            if key not in found or len(data) < found[key][0]:
                found[key] = (len(data), data, str(error)[:150])
        tried += 1
        slowest = max(slowest, (time.monotonic() - start, data))
    KEPT.mkdir(exist_ok=True)
    print(f"{door}: {tried} tried, {taken} taken, {len(found)} findings, slowest {slowest[0]:.2f} s ({len(slowest[1])} bytes)", flush=True)
    if slowest[0] > 2:
        (KEPT / f"{door}-slow").write_bytes(slowest[1])
    for number, ((kind, place), (_, data, message)) in enumerate(sorted(found.items())):
        (KEPT / f"{door}-{number}").write_bytes(data)
        print(f"  {kind} {place} {message!r} {data[:80]!r}", flush=True)
    return len(found)


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 0)
