"""Tables of what was measured, printed and written into their place on a page of the docs."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write a table as Markdown."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def machine(rounds: int) -> str:
    """Say when and on what it was measured; no name of a machine or a folder is in it."""
    processor = next(
        (line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")), platform.machine()
    )
    return (
        f"Measured on {datetime.now(UTC):%Y-%m-%d}: {platform.python_implementation()} {platform.python_version()}, "
        f"{platform.system()}, {processor}, {os.cpu_count()} cores; medians of {rounds} pairs."
    )


def write(page: Path, name: str, content: str) -> None:
    """Write what was measured between the two comments of a page that name it.

    Raises:
        ValueError: where the page has no such place.
    """
    begin, end = f"<!-- measured: {name} -->\n", f"<!-- end of measured: {name} -->\n"
    before, there, rest = page.read_text(encoding="utf-8").partition(begin)
    _, closed, after = rest.partition(end)
    if not there or not closed:
        raise ValueError(f"{page.name} has no place for {name}: expected {begin.strip()} and {end.strip()}")
    page.write_text(f"{before}{begin}\n{content}\n\n{end}{after}", encoding="utf-8")


def _lines(path: str) -> list[str]:
    file = Path(path)
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []
