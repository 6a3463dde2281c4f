"""The public surface as a list of lines: every name that the reference page shows, with its signature. Read from the source, not imported.

After a change on purpose write it anew, from the repository: python tests/public_surface.py
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import griffe

ROOT = Path(__file__).parent.parent
FROZEN = Path(__file__).parent / "public_api.txt"
WHOLE = ("ketamine_evidence", "ketamine_evidence.charts")
"""Modules whose `__all__` is public."""
CHANGING = {"ketamine_evidence.__version__"}
SAME_CHART = re.compile(r"ketamine_evidence\.charts\.\w+\.\w+$")
"""The homes of the charts, which are asked for as `ke.charts.ranges` and so on."""
SHOWN = re.compile(r"^::: (?P<path>\S+)(?:\n    options:(?:\n      .*)*?\n      members: \[(?P<members>[^]]*)])?", re.MULTILINE)


def surface() -> list[str]:
    """Every public name, sorted, each class followed by what it has."""
    package = griffe.load("ketamine_evidence", search_paths=[ROOT / "src"])
    paths = {f"{module}.{name}" for module in WHOLE for name in _all(package, module)}
    for shown in SHOWN.finditer((ROOT / "docs" / "reference" / "api.md").read_text(encoding="utf-8")):
        members = shown["members"]
        paths |= {f"{shown['path']}.{member.strip()}" for member in members.split(",")} if members else {shown["path"]}
    paths = {path for path in paths if path not in CHANGING and not SAME_CHART.match(path)}
    return [line for path in sorted(paths) for line in _lines(path, _found(package, path))]


def _found(package: griffe.Object | griffe.Alias, path: str) -> griffe.Object:
    found = package[path.partition(".")[2]]
    return found.final_target if isinstance(found, griffe.Alias) else found


def _all(package: griffe.Object | griffe.Alias, module: str) -> list[str]:
    found = package if module == package.path else package[module.partition(".")[2]]
    return [str(name) for name in found.exports or ()]


def _lines(path: str, found: griffe.Object) -> Iterator[str]:
    match found:
        case griffe.Class():
            yield f"class {path}({', '.join(str(base) for base in found.bases)})"
            for name, member in sorted(found.all_members.items()):
                target = member.final_target if isinstance(member, griffe.Alias) else member
                if _is_public(name, target):
                    yield from (f"    {line}" for line in _lines(name, target))
        case griffe.Function():
            yield f"def {path}{_signature(found)}"
        case griffe.Attribute():
            kind = "property " if "property" in found.labels else ""
            stated = "class-attribute" in found.labels or "module-attribute" in found.labels
            given = f" = {found.value}" if stated and found.value is not None and not kind else ""
            annotation = f": {found.annotation}" if found.annotation else ""
            yield f"{kind}{path}{annotation}{given}"
        case griffe.Module():
            yield f"module {path}"
        case _:
            yield f"{found.kind.value} {path}"


def _is_public(name: str, found: griffe.Object) -> bool:
    """A name without an underscore; and of the methods that Python calls, those that mean something to a user."""
    shown_by_notebooks_and_terminals = {"__repr__", "__str__", "__format__", "__reduce__", "__dir__", "__attrs_post_init__"}
    if name.startswith("__"):
        operator = isinstance(found, griffe.Function) or (isinstance(found, griffe.Attribute) and str(found.value).isidentifier())
        return operator and name not in shown_by_notebooks_and_terminals
    return not name.startswith("_")


def _signature(found: griffe.Function) -> str:
    """The parameters with their kinds, annotations and defaults, and what is returned."""
    return found.signature().removeprefix(found.name)


if __name__ == "__main__":
    FROZEN.write_text("\n".join(surface()) + "\n", encoding="utf-8", newline="\n")
