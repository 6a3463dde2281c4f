"""The house: who may import whom, read from the imports of every module, and what an import costs."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from authored import ROOT

PACKAGE = "ketamine_evidence"
SOURCE = ROOT / "src" / PACKAGE
MODULES = sorted(SOURCE.rglob("*.py"))
LAYERS = [
    "errors",
    "limits",
    "_reading",
    "_writing",
    "_files",
    "_purpose",
    "_html",
    "values",
    "records",
    "dataset",
    "synthesis",
    "curation",
    "export",
    "faces",
]
"""From the ground up. The arrows point down only."""
FACES = {"cli", "charts", "frames", "hypothesis_entry", "strategies"}
BESIDE = {("export", "curation"), ("curation", "synthesis")}
"""Layers that stand beside one another."""


def layer(module: str) -> str:
    """The layer of a module; of the package itself, the faces, which may use all."""
    part = module.split(".")[1] if "." in module else "faces"
    return "faces" if part in FACES else part


def name_of(path: Path) -> str:
    """The name of a module by its path."""
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> set[str]:
    """Every module that a module imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write imports in full"
            module = node.module or ""
            found |= {f"{PACKAGE}.{alias.name}" for alias in node.names} if module == PACKAGE else {module}
    return found


def own(path: Path) -> set[str]:
    """The modules of this package that a module imports."""
    return {module for module in imports(path) if module.split(".")[0] == PACKAGE}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_module_has_a_layer(path: Path) -> None:
    assert layer(name_of(path)) in LAYERS, f"say in the design where {name_of(path)} belongs"


@pytest.mark.parametrize("path", [path for path in MODULES if name_of(path) != PACKAGE], ids=name_of)
def test_arrows_point_down_only(path: Path) -> None:
    mine = layer(name_of(path))
    for module in own(path) - {PACKAGE, f"{PACKAGE}.__version__"}:
        theirs = layer(module)
        assert LAYERS.index(theirs) <= LAYERS.index(mine), f"{name_of(path)} imports {module}, which stands above it"
        assert (mine, theirs) not in BESIDE, f"{name_of(path)} imports {module}, which stands beside it"


@pytest.mark.parametrize("path", [path for path in MODULES if layer(name_of(path)) != "faces"], ids=name_of)
def test_only_faces_import_the_package_itself(path: Path) -> None:
    assert imports(path).isdisjoint({PACKAGE, "click", "rich"} | {f"rich.{name}" for name in ("console", "table", "text")})


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_hypothesis_is_never_imported_by_the_library(path: Path) -> None:
    roots = {module.split(".")[0] for module in imports(path)}
    assert name_of(path) in {f"{PACKAGE}.strategies", f"{PACKAGE}.hypothesis_entry"} or roots.isdisjoint({"hypothesis", "pytest"})


@pytest.mark.parametrize("path", [path for path in MODULES if not name_of(path).startswith(f"{PACKAGE}.charts")], ids=name_of)
def test_what_draws_is_imported_by_charts_alone(path: Path) -> None:
    assert {module.split(".")[0] for module in imports(path)}.isdisjoint({"altair", "vl_convert"})


@pytest.mark.parametrize("path", [path for path in MODULES if name_of(path).startswith(f"{PACKAGE}.charts")], ids=name_of)
def test_charts_stand_by_themselves_among_the_faces(path: Path) -> None:
    faces = {module for module in own(path) if layer(module) == "faces"}
    assert {module for module in faces if not module.startswith(f"{PACKAGE}.charts")} == set()


def loaded_after(code: str) -> set[str]:
    """The modules that are loaded after some code ran in a fresh interpreter."""
    script = f"{code}\nimport sys\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # noqa: S603  our own code
    return set(done.stdout.split())


def imported_by(code: str) -> set[str]:
    """The modules that some code imports, and that a fresh interpreter, or what measures it, has not imported itself."""
    return loaded_after(code) - loaded_after("pass")


def test_importing_the_package_loads_nothing_else() -> None:
    assert imported_by("import ketamine_evidence") == {PACKAGE}


def test_loading_and_asking_a_release_imports_nothing_that_only_records_need() -> None:
    loaded = imported_by(
        "import ketamine_evidence as ke\nassert len(ke.load().ranges.where(quantity='relief_duration')), 'no claims'"
    )
    assert loaded.isdisjoint({"attr", "attrs", "cattrs", "difflib", "fractions", "inspect", "pathlib", "tomllib"})
    assert f"{PACKAGE}.records.evidence" not in loaded


def test_records_are_made_without_the_converter() -> None:
    loaded = imported_by(
        "import ketamine_evidence as ke\nfor table in ke.load().tables.values(): assert len(tuple(table)) == len(table)"
    )
    assert f"{PACKAGE}.records.evidence" in loaded
    assert loaded.isdisjoint({"cattrs", "difflib", "pathlib", "tomllib", f"{PACKAGE}.records.codec"})


def test_load_never_imports_what_only_curators_and_faces_need() -> None:
    loaded = loaded_after("import ketamine_evidence as ke\nds = ke.load()\nassert len(list(ds.claims())), 'no claims'\nds.tables")
    assert f"{PACKAGE}.dataset.releases" in loaded
    assert loaded.isdisjoint({"click", "rich", "hypothesis"})
    assert {name for name in loaded if name.startswith((f"{PACKAGE}.curation", f"{PACKAGE}.cli"))} == set()


def test_charts_load_what_draws_them_when_one_is_asked_for() -> None:
    drawing = {"altair", "vl_convert"}
    assert loaded_after("import ketamine_evidence as ke\nke.charts.THEMES").isdisjoint({*drawing, "attrs", "cattrs"})
    loaded = loaded_after("import ketamine_evidence as ke\nke.charts.ranges")
    assert (loaded & drawing, loaded & {"pandas", "polars", "pyarrow"}) == ({"altair"}, set())
    assert "vl_convert" in loaded_after("import ketamine_evidence as ke\nke.charts.save")


def test_the_command_line_starts_without_what_draws() -> None:
    loaded = loaded_after("import ketamine_evidence.cli.app")
    assert f"{PACKAGE}.cli.plotting" in loaded
    assert loaded.isdisjoint({"altair", "vl_convert"})


def test_frames_load_narwhals_when_a_merge_is_asked_for_and_no_engine() -> None:
    engines = {"pandas", "polars", "pyarrow", "duckdb", "ibis", "pyspark", "sqlframe"}
    assert loaded_after("import ketamine_evidence as ke\nke.frames.__all__").isdisjoint({"narwhals", "attrs", "cattrs", *engines})
    loaded = loaded_after("import ketamine_evidence as ke\nke.frames.merge_ranges")
    assert "narwhals" in loaded
    assert loaded.isdisjoint(engines)


@pytest.mark.parametrize("path", [path for path in MODULES if not name_of(path).startswith(f"{PACKAGE}.frames")], ids=name_of)
def test_narwhals_is_imported_by_frames_alone(path: Path) -> None:
    assert "narwhals" not in {module.split(".")[0] for module in imports(path)}


@pytest.mark.parametrize("path", [path for path in MODULES if name_of(path).startswith(f"{PACKAGE}.frames")], ids=name_of)
def test_frames_stand_by_themselves_among_the_faces(path: Path) -> None:
    faces = {module for module in own(path) if layer(module) == "faces"}
    assert {module for module in faces if not module.startswith(f"{PACKAGE}.frames")} == set()
