"""Let tools that are not ours judge the exports croissant, csvw, rocrate and linked, and prove that each would refuse a broken copy.

Usage: python check.py FOLDER, where FOLDER has one subfolder a format. Nothing is fetched: an attempt to reach the network is an error.
"""

from __future__ import annotations

import logging
import shutil
import socket
import sys
import warnings
from pathlib import Path

from crates import rocrate
from croissants import croissant
from csvws import csvw
from graphs import linked
from judging import WORK, failed


def no_network(*_: object, **__: object) -> None:
    """Refuse what would leave this machine."""
    raise OSError("no check may use the network")


def main() -> int:
    """Run every check; 1 where one failed."""
    folder = Path(sys.argv[1]).resolve()
    warnings.simplefilter("ignore")
    logging.disable()
    socket.getaddrinfo = no_network
    for check in (croissant, csvw, rocrate, linked):
        check(folder / check.__name__)
    shutil.rmtree(WORK)
    print(f"{len(failed)} failed" if failed else "all well")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
