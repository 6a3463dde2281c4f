"""Writing files whole or not at all, never through a symbolic link, with errors that say what is wrong in words."""

from __future__ import annotations

import secrets
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from ketamine_evidence.errors import FileError, KetamineEvidenceError

UNFINISHED = ".unfinished-"
"""How the name of a file or folder begins that is not whole yet."""


@contextmanager
def saying_what_failed(target: Path) -> Generator[None, None, None]:
    """Turn what the system says of a file or folder that cannot be written into an error of ours.

    Raises:
        FileError: it names the target.
    """
    try:
        yield
    except KetamineEvidenceError:
        raise
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        raise FileError.of(error, "written", target) from None


def refuse_link(target: Path) -> None:
    """Refuse to write where a symbolic link stands: what it leads to may be somebody else's.

    Raises:
        FileError: it names the target.
    """
    with saying_what_failed(target):
        is_link = target.is_symlink()
    if is_link:
        raise FileError(None, "cannot be written: a symbolic link; give the place that it leads to", str(target))


def write_file(target: Path, content: bytes) -> None:
    """Write a file, whole or not at all; one that is there already is kept until the new one is whole.

    Raises:
        FileError: where it cannot be written.
    """
    refuse_link(target)
    unfinished = target.with_name(f"{UNFINISHED}{secrets.token_hex(8)}")
    with saying_what_failed(target):
        try:
            unfinished.write_bytes(content)
            unfinished.replace(target)
        finally:
            unfinished.unlink(missing_ok=True)
