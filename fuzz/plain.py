"""Try a door with changed seeds: `python fuzz/plain.py DOOR SECONDS [SEED]`. It needs nothing installed."""

from __future__ import annotations

import random
import sys
import time

from mutations import mutate
from tally import Tally, seeds


def main(door: str, seconds: float, seed: int = 0) -> None:
    """Try every seed, and then changed ones until the time is up."""
    chance, kept, tally = random.Random(seed), seeds(door), Tally(door)  # noqa: S311  the same inputs each time, no secrets
    end = time.monotonic() + seconds
    for data in kept:
        tally.enter(data)
    while time.monotonic() < end:
        tally.enter(mutate(chance.choice(kept), chance, kept))
    tally.write("plain")


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]), *map(int, sys.argv[3:]))
