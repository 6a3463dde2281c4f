"""What reading phrases costs, beside quantulum3, and how that grows."""

from __future__ import annotations

import json
from pathlib import Path
from statistics import median

from pages import table
from processes import environment, told, versions, wheel

PEER = "quantulum3"


def measured(project: Path, work: Path, rounds: int) -> str:
    """Measure, and give the tables.

    Args:
        project: the folder of this project, of which a wheel is built.
        work: an empty folder for the environments.
        rounds: how many pairs of runs each ratio is the median of.
    """
    script = project / "benchmarks" / "parsing_work.py"
    ours, theirs = environment(work / "ours", [wheel(project, work)]), environment(work / PEER, [PEER])
    phrases = work / "phrases.json"
    phrases.write_text(json.dumps(told(ours, script, "phrases")), encoding="utf-8")
    pairs = [
        (told(ours, script, "rate", "ours", str(phrases)), told(theirs, script, "rate", PEER, str(phrases)))
        for _ in range(rounds)
    ]
    times = median(peer["seconds"] / own["seconds"] for own, peer in pairs)
    number = pairs[0][0]["phrases"]
    rates = [f"{number / median(pair[side]['seconds'] for pair in pairs):,.0f}" for side in (0, 1)]
    by_library = table(
        [f"{number:,} distinct phrases", "phrases a second", "ours is so many times as fast"],
        [["ketamine-evidence", rates[0], "1"], [versions(theirs, [PEER])[PEER], rates[1], f"{times:.0f}"]],
    )
    growth = told(ours, script, "growth", str(rounds))
    by_length = table(
        ["phrases of 1,000 to 100,000 characters", "milliseconds at 1,000", "grows with the power"],
        [[kind, f"{1000 * first:.2f}", f"{power:.2f}"] for kind, (power, first) in growth["length"].items()],
    )
    return f"{by_library}\n\n{by_length}\n\nWith the number of phrases the time grows with the power {growth['number']:.2f}."
