"""The package from inside a zip file, as zipimport loads it: its data lie in folders, so it refuses and says what to do."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import attrs
import cattrs
import pytest

import ketamine_evidence as ke

PACKAGE = Path(str(ke.__file__)).parent
ASKED = """
import sys
sys.path[:0] = sys.argv[1:]
import ketamine_evidence as ke
print(ke.__file__)
try:
    ke.{}
except ke.DataError as error:
    print(error)
"""


@pytest.fixture(scope="module")
def zipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The modules of the package in a zip file, as a wheel holds them."""
    where = tmp_path_factory.mktemp("zipped") / "package.zip"
    with zipfile.ZipFile(where, "w") as archive:
        for path in sorted(PACKAGE.rglob("*.py")):
            archive.write(path, path.relative_to(PACKAGE.parent))
        archive.writestr("ketamine_evidence/releases/0.1.0/datapackage.json", "{}")
    return where


@pytest.mark.parametrize(
    ("asked", "folder"),
    [("load()", "releases"), ("versions()", "releases"), ("parse_range('a few weeks')", "vocabulary")],
)
def test_a_zip_file_is_refused_and_told_to_install(zipped: Path, asked: str, folder: str) -> None:
    needed = {str(Path(str(module.__file__)).parent.parent) for module in (attrs, cattrs)}
    command = [sys.executable, "-I", "-c", ASKED.format(asked), str(zipped), *needed]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603  this Python
    place = zipped / "ketamine_evidence"
    told = f"no folder {folder} in {place}: the package reads its data from folders, not from inside a zip file; install the wheel with pip"
    assert done.stdout.splitlines() == [str(place / "__init__.py"), f"ketamine_evidence: {told}"]
