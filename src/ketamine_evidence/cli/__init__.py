"""The command line. Its dependencies are the extra `cli`; without them one line says what to install."""

from __future__ import annotations

import sys


def main() -> None:
    """Run `ketamine-evidence`."""
    try:
        from ketamine_evidence.cli.app import app

        app()
    except ModuleNotFoundError as error:
        if error.name not in {"click", "rich"}:
            raise
        print("the command line needs more than the library: pip install 'ketamine-evidence[cli]'", file=sys.stderr)
        sys.exit(2)
