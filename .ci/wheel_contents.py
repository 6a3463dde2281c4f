"""The wheel holds the package, every released file byte for byte, the vocabularies, the man page, and nothing else."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

wheel = zipfile.ZipFile(sys.argv[1])
inside = {name: wheel.read(name) for name in wheel.namelist() if ".dist-info/" not in name}
tree = {
    f"ketamine_evidence/{p.relative_to('src/ketamine_evidence').as_posix()}": p for p in Path("src/ketamine_evidence").rglob("*")
}
for folder in ("releases", "vocabulary"):
    tree |= {
        f"ketamine_evidence/{folder}/{p.relative_to(Path('data') / folder).as_posix()}": p
        for p in Path("data", folder).rglob("*")
    }
distribution = "-".join(Path(sys.argv[1]).name.split("-")[:2])
tree[f"{distribution}.data/data/share/man/man1/ketamine-evidence.1"] = Path("docs/man/ketamine-evidence.1")
expected = {name: path.read_bytes() for name, path in tree.items() if path.is_file() and "__pycache__" not in path.parts}
wrong = sorted(name for name in {*inside, *expected} if inside.get(name) != expected.get(name))
if wrong or not any(name.startswith("ketamine_evidence/releases/") for name in inside):
    sys.exit(f"the wheel differs from the tree: {wrong or 'no release in it'}")
print(f"{len(inside)} files, all as in the tree")
