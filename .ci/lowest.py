"""Print the lowest versions that the project allows of what it needs to run, as pins for pip."""

from __future__ import annotations

import tomllib
from pathlib import Path

project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
needed = project["dependencies"] + project["optional-dependencies"]["cli"]
print(" ".join(requirement.replace(">=", "==") for requirement in needed))
