"""The modules that build the site: they are no part of the package, and MkDocs loads them from their folder as this does."""

from __future__ import annotations

import importlib
import sys
from types import ModuleType

from authored import ROOT

FOLDER = ROOT / "docs" / "hooks"


def hook(name: str) -> ModuleType:
    """Import a module of the folder of hooks."""
    sys.path.insert(0, str(FOLDER))
    try:
        return importlib.import_module(name)
    finally:
        sys.path.remove(str(FOLDER))
