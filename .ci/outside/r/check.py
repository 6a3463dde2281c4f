"""R reads the CSV export as the page about R says, and prints what the page prints.

Usage: python check.py FOLDER, where FOLDER holds a folder for each format. R also has to refuse a copy that was broken on purpose.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PAGE = Path(__file__).parents[3] / "docs" / "how-to" / "r.md"


def fence(kind: str) -> str:
    """The first block of a kind on the page."""
    return PAGE.read_text(encoding="utf-8").partition(f"```{kind}\n")[2].partition("```")[0]


def run(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the page's script in a folder."""
    script = folder / "page.R"
    script.write_text(fence("r"), encoding="utf-8")
    return subprocess.run(["Rscript", "--vanilla", script.name], cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603, S607  the page's own script, by R as it is on the path


def version() -> str:
    """Which R this is."""
    return subprocess.run(["Rscript", "--version"], capture_output=True, text=True, check=True).stdout.strip()  # noqa: S607  as it is on the path


def main(exports: Path) -> None:
    """Run the script on the export, and on one without a column that it needs."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        tables = shutil.copytree(exports / "csv", folder / "ketamine-csv")
        found = run(folder)
        if found.returncode or found.stdout.split() != fence("text").split():
            sys.exit(f"R printed\n{found.stdout}{found.stderr}\nthe page has\n{fence('text')}")
        print(f"{version()} prints what the page prints")
        ranges = tables / "ranges.csv"
        ranges.write_text(ranges.read_text(encoding="utf-8").replace("low_least", "lowest", 1), encoding="utf-8")
        if not run(folder).returncode:
            sys.exit("R did not refuse an export without the column low_least")
        print("1 broken copy refused")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
