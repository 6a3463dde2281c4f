"""Try a door guided by coverage: `python fuzz/guided.py DOOR SECONDS`. It needs atheris."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["ketamine_evidence"]):
    from doors import FOLDER
    from tally import CORPUS, Tally

LONGEST = 16_384
"""How many bytes an input has at the most."""


def main(door: str, seconds: float) -> None:
    """Search until the time is up; what is found does not end the search."""
    tally = Tally(door)
    end = time.monotonic() + seconds

    def one(data: bytes) -> None:
        tally.enter(data)
        if time.monotonic() > end:
            tally.write("guided")
            for folder in (FOLDER, Path(grown)):
                shutil.rmtree(folder, ignore_errors=True)
            os._exit(0)  # libFuzzer would go on

    with tempfile.TemporaryDirectory() as grown:
        atheris.Setup(
            [
                sys.argv[0],
                f"-max_len={LONGEST}",
                "-rss_limit_mb=4096",
                "-timeout=120",
                "-verbosity=0",
                f"-max_total_time={int(seconds) + 60}",
                grown,
                str(CORPUS / door),
            ],
            one,
        )
        atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
