"""cffconvert reads the CITATION.cff of the export `citation`. It has an environment of its own: it pins an old jsonschema.

Run it as: python check.py FOLDER, where FOLDER has the export citation.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

BROKEN = [
    ("no authors", "authors:", "writers:"),
    ("no date", 'date-released: "', 'date-released: "on '),
    ("not YAML", 'title: "', 'title: ["'),
]


def cffconvert(*args: str) -> subprocess.CompletedProcess[str]:
    """Run the tool."""
    tool = Path(sys.executable).parent / "cffconvert"
    return subprocess.run([tool, *args], capture_output=True, text=True, check=False)  # noqa: S603


def main(folder: Path) -> int:
    """Validate the file and convert it; broken copies have to be refused."""
    name = f"cffconvert {version('cffconvert')}"
    path = folder / "citation" / "CITATION.cff"
    done = cffconvert("--validate", "-i", str(path))
    converted = cffconvert("-f", "apalike", "-i", str(path))
    if done.returncode or converted.returncode or "ketamine-evidence" not in converted.stdout:
        print(f"{name}: REFUSED: {done.stdout}{done.stderr}{converted.stderr}")
        return 1
    print(f"{name}: valid; in its APA: {converted.stdout.strip()}")
    text = path.read_text(encoding="utf-8")
    well = True
    for what, old, new in BROKEN:
        with tempfile.TemporaryDirectory() as kept:
            copy = Path(kept) / "CITATION.cff"
            copy.write_text(text.replace(old, new, 1), encoding="utf-8")
            refused = text.count(old) > 0 and cffconvert("--validate", "-i", str(copy)).returncode != 0
        well = well and refused
        print(f"{name}: a broken copy ({what}) {'refused' if refused else 'ACCEPTED'}")
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
