"""Print what of the package's API no longer holds since a commit: by default the last tag, or where there is none the last change of the version.

Usage: python .ci/api_changes.py [COMMIT]. It tells and does not judge: whether a break was warned of is for people (docs/community/deprecations.md).
"""

from __future__ import annotations

import subprocess
import sys

import griffe

NOT_PUBLIC = ("ketamine_evidence.cli.", "ketamine_evidence._")


def git(*arguments: str) -> str:
    """What git says; nothing where it says that there is none."""
    return subprocess.run(["git", *arguments], capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603, S607  git as it is on the path


def last_release() -> str:
    """The last tag, or the commit that set the version."""
    return git("describe", "--tags", "--abbrev=0") or git("log", "-1", "--format=%H", "-G^version = ", "--", "pyproject.toml")


def main() -> None:
    """Compare the two and print each break."""
    since = sys.argv[1] if len(sys.argv) > 1 else last_release()
    before = griffe.load_git("ketamine_evidence", ref=since, search_paths=["src"])
    after = griffe.load("ketamine_evidence", search_paths=["src"])
    breaks = [one for one in griffe.find_breaking_changes(before, after) if not one.obj.path.startswith(NOT_PUBLIC)]
    for one in breaks:
        print(f"{one.obj.path}: {one.kind.value}")
    print(f"{len(breaks)} breaks since {git('log', '-1', '--format=%h %s', since)}")


if __name__ == "__main__":
    main()
