"""Where the package's data lie: inside the installed package, or in the checkout of an editable install."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent
_CHECKOUT = _PACKAGE.parent.parent / "data"


def releases() -> Path:
    """The folder of released versions."""
    return _folder("releases")


def vocabulary() -> Path:
    """The folder of vocabularies and the lexicon."""
    return _folder("vocabulary")


def _folder(name: str) -> Path:
    installed = _PACKAGE / name
    return installed if installed.is_dir() else _CHECKOUT / name
