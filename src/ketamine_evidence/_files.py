"""Where the package's data lie: inside the installed package, or in the checkout of an editable install.

The folders are given as texts, and what loads a release works with texts: the import of pathlib takes as long as reading a release does.
"""

from __future__ import annotations

import os

from ketamine_evidence.errors import DataError, Problem

_PACKAGE = os.path.dirname(__file__)
_CHECKOUT = os.path.join(os.path.dirname(os.path.dirname(_PACKAGE)), "data")


def releases() -> str:
    """The folder of released versions."""
    return _folder("releases")


def vocabulary() -> str:
    """The folder of vocabularies and the lexicon."""
    return _folder("vocabulary")


def _folder(name: str) -> str:
    installed = os.path.join(_PACKAGE, name)
    return installed if os.path.isdir(installed) else _in_checkout(name)


def _in_checkout(name: str) -> str:
    folder = os.path.join(_CHECKOUT, name)
    if not os.path.isdir(folder):
        message = f"no folder {name} in {_PACKAGE}: the package reads its data from folders, not from inside a zip file"
        raise DataError([Problem("ketamine_evidence", "", "", f"{message}; install the wheel with pip")])
    return folder
