"""The workflows of the hosting cannot run here; what can be said of them without running is held here: each is a thin call of a session that can."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from authored import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PINNED = re.compile(r"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")


def sessions() -> set[str]:
    """The sessions of noxfile.py."""
    functions = (
        node for node in ast.parse((ROOT / "noxfile.py").read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef)
    )
    return {function.name for function in functions if any("session" in ast.unparse(one) for one in function.decorator_list)}


def jobs(workflow: Path) -> Iterator[dict[str, Any]]:
    """The jobs of a workflow."""
    yield from yaml.safe_load(workflow.read_text(encoding="utf-8"))["jobs"].values()


def named(workflow: Path) -> set[str]:
    """The sessions that a workflow runs: those that a command names, and those of a matrix."""
    found: set[str] = set()
    for job in jobs(workflow):
        found |= set(job.get("strategy", {}).get("matrix", {}).get("session", []))
        for step in job["steps"]:
            for words in re.findall(r"nox --session ([\w ]+)", step.get("run", "")):
                found |= set(words.split())
    return found


def test_there_are_workflows() -> None:
    assert {path.stem for path in WORKFLOWS} >= {"ci", "docs", "links", "nightly", "release"}
    assert {"suite", "builds", "lint", "workflows"} <= sessions()


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_runs_only_sessions_that_there_are(workflow: Path) -> None:
    assert named(workflow) <= sessions()
    assert workflow.stem == "docs" or named(workflow)


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_every_action_is_pinned_by_its_digest(workflow: Path) -> None:
    used = [line.strip().removeprefix("- ") for line in workflow.read_text(encoding="utf-8").splitlines() if "uses: " in line]
    assert used
    assert [line for line in used if not PINNED.match(line)] == []


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_nothing_is_permitted_that_a_job_does_not_ask_for(workflow: Path) -> None:
    assert yaml.safe_load(workflow.read_text(encoding="utf-8"))["permissions"] == {}
    for job in jobs(workflow):
        assert set(job["permissions"].values()) <= {"read", "write"}
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False


def test_the_matrix_is_read_from_the_classifiers() -> None:
    (suite,) = (job for job in jobs(ROOT / ".github" / "workflows" / "ci.yml") if job.get("needs") == "pythons")
    assert suite["strategy"]["matrix"]["one"] == "${{ fromJSON(needs.pythons.outputs.sessions) }}"
    assert "PYTHONS = nox.project.python_versions(" in (ROOT / "noxfile.py").read_text(encoding="utf-8")
