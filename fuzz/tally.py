"""What came of the inputs that were tried at a door."""

from __future__ import annotations

import json
import time
import traceback
from pathlib import Path

from doors import enter

HERE = Path(__file__).parent
CORPUS = HERE / "corpus"
FINDINGS = HERE / "findings"
SLOW = 10.0
"""From how many seconds an input is a finding: nothing that is this small may take so long."""


class Tally:
    """Counts what came of inputs, and keeps the smallest of each kind of finding.

    Args:
        door: the door.
    """

    def __init__(self, door: str) -> None:
        self.door: str = door
        self.tried: int = 0
        self.taken: int = 0
        self.slowest: float = 0.0
        self.found: dict[str, tuple[bytes, str]] = {}

    def enter(self, data: bytes) -> None:
        """Try an input."""
        start = time.monotonic()
        try:
            self.taken += enter(self.door, data)
        except Exception as error:  # noqa: BLE001  whatever is raised is a finding
            self._note(f"{type(error).__name__} at {_place(error)}", str(error), data)
        took = time.monotonic() - start
        self.tried += 1
        self.slowest = max(self.slowest, took)
        if took > SLOW:
            self._note("slow", f"{took:.1f} s", data)

    def _note(self, kind: str, said: str, data: bytes) -> None:
        if kind not in self.found or len(data) < len(self.found[kind][0]):
            self.found[kind] = data, said[:200]

    def write(self, way: str) -> None:
        """Keep the inputs that were found, and print the rest as JSON."""
        FINDINGS.mkdir(exist_ok=True)
        for number, (data, _) in enumerate(self.found.values()):
            (FINDINGS / f"{self.door}-{way}-{number}").write_bytes(data)
        kinds = {kind: said for kind, (_, said) in self.found.items()}
        said = {"door": self.door, "way": way, "tried": self.tried, "taken": self.taken, "slowest": self.slowest, "found": kinds}
        print(json.dumps(said), flush=True)


def _place(error: Exception) -> str:
    """The last line of ours that an error went through."""
    frames = traceback.extract_tb(error.__traceback__)
    own = next((frame for frame in reversed(frames) if "ketamine_evidence" in frame.filename), frames[-1])
    return f"{Path(own.filename).name}:{own.lineno}"


def seeds(door: str) -> list[bytes]:
    """The seeds that are kept for a door."""
    return [path.read_bytes() for path in sorted((CORPUS / door).iterdir())]
