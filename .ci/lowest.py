"""Print the lowest versions that the project allows of what it needs to run, and of the libraries it makes frames and charts with, as pins for pip."""

from __future__ import annotations

import tomllib
from pathlib import Path

project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
extras = project["optional-dependencies"]
needed = (
    project["dependencies"]
    + extras["cli"]
    + extras["pandas"]
    + extras["polars"]
    + extras["arrow"]
    + extras["charts"]
    + extras["frames"]
)
print(" ".join(requirement.replace(">=", "==") for requirement in needed))
