"""Whole processes, timed by the operating system's own account of each that has ended, and the environments that they run in."""

from __future__ import annotations

import json
import math
import os
import resource
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

NOTHING = "pass"
"""What every other program is a multiple of: an interpreter that starts, does nothing and ends."""


class Usage(NamedTuple):
    """What a process took.

    Attributes:
        seconds: processor time, of user and system.
        mebibytes: the most memory that it held; see `least_seen`.
    """

    seconds: float
    mebibytes: float


class Ratio(NamedTuple):
    """How many times what a bare interpreter takes a program takes, each pair of them run one after the other.

    Attributes:
        middle: the median of all pairs.
        least: the least of them.
        most: the greatest of them.
        mebibytes: the most memory that the program held, as the median of its runs.
    """

    middle: float
    least: float
    most: float
    mebibytes: float


def environment(folder: Path, requirements: Sequence[str]) -> Path:
    """Make an environment with an ordinary install of some packages, byte code and all.

    Returns:
        Its interpreter.
    """
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *requirements]
    subprocess.run(pip, check=True)
    return python


def wheel(project: Path, folder: Path) -> str:
    """Build the wheel of a project."""
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-deps", "-w", str(folder)]
    subprocess.run([*pip, str(project)], check=True)
    (made,) = folder.glob("*.whl")
    return str(made)


def printed(python: Path, code: str) -> str:
    """What a program prints in an environment."""
    return subprocess.run([python, "-I", "-c", code], check=True, capture_output=True, text=True).stdout.strip()


def told(python: Path, script: Path, *arguments: str) -> Any:
    """What a script of this folder prints as JSON in an environment, with no variable of the environment and no folder of the user."""
    run = subprocess.run([python, "-E", "-s", script, *arguments], check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(run.stdout)


def versions(python: Path, packages: Sequence[str]) -> dict[str, str]:
    """Each of some packages with the version that is installed in an environment."""
    code = f"from importlib.metadata import version; print(*map(version, {list(packages)!r}))"
    return {name: f"{name} {version}" for name, version in zip(packages, printed(python, code).split(), strict=True)}


def usage(python: Path, code: str) -> Usage:
    """Run a program to its end. It reads no variable of the environment and no folder of the user, and what it prints is thrown away.

    Raises:
        RuntimeError: where it fails.
    """
    process = subprocess.Popen([python, "-I", "-c", code], stdout=subprocess.DEVNULL, cwd="/")
    _, status, account = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"exit code {process.returncode} of: {code}")
    return Usage(account.ru_utime + account.ru_stime, account.ru_maxrss / 1024)


def least_seen() -> float:
    """The memory below which none is told apart, in MiB: a process begins as a copy of the one that starts it, and its account with it."""
    return math.ceil(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def ratio(python: Path, code: str, rounds: int) -> Ratio:
    """Run a program and a bare interpreter in turn, so that a machine that changes its pace changes it for both."""
    usage(python, code)  # once for the files to be at hand
    pairs = [(usage(python, code), usage(python, NOTHING)) for _ in range(rounds)]
    ratios = [program.seconds / bare.seconds for program, bare in pairs]
    return Ratio(median(ratios), min(ratios), max(ratios), median(program.mebibytes for program, _ in pairs))
