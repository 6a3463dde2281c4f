"""Windows for tests of the command line: a pretended one within the test, and a real terminal of another process."""

from __future__ import annotations

import os
import re
import struct
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import click
import pytest

PROMPT = "ready> "
COLOURING = ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE")


def in_a_window(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    """Let commands print to a window."""
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: True)
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in COLOURING:
        monkeypatch.delenv(name, raising=False)


def program(folder: Path) -> Path:
    """Put the program into a folder under its name, as an installation does."""
    path = folder / "ketamine-evidence"
    path.write_text(f"#!{sys.executable}\nfrom ketamine_evidence.cli import main; main()\n", encoding="utf-8")
    path.chmod(0o755)
    return path


class Seen(NamedTuple):
    """What a terminal was sent, and how the program ended."""

    sent: str
    code: int

    @property
    def lines(self) -> list[str]:
        """The lines without colours."""
        return click.unstyle(self.sent).splitlines()


def in_a_terminal(
    argv: Sequence[str | Path], columns: int, keys: Sequence[str] = (), environment: Mapping[str, str] | None = None
) -> Seen:
    """Run a program in a terminal of its own until it ends.

    Args:
        argv: the program and what it is given.
        columns: how wide the terminal is.
        keys: what is typed, each at another prompt.
        environment: what is set beside what is set here.
    """
    fcntl = pytest.importorskip("fcntl", reason="the terminal of another process needs a Unix")
    import pty  # noqa: PLC0415  not everywhere
    import termios  # noqa: PLC0415  not everywhere

    outer, inner = pty.openpty()
    fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    kept = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES", *COLOURING}}
    kept |= {"TERM": "xterm-256color", "PYTHONIOENCODING": "utf-8", "PS1": PROMPT, **(environment or {})}
    running = subprocess.Popen([str(one) for one in argv], stdin=inner, stdout=inner, stderr=inner, env=kept)  # noqa: S603
    os.close(inner)
    sent, typed = b"", 0
    while chunk := _read(outer):
        sent += chunk
        while typed < min(
            len(keys), len(re.findall(rb"(?m)^" + PROMPT.encode(), sent))
        ):  # a prompt that is drawn again begins no line
            os.write(outer, keys[typed].encode())
            typed += 1
    os.close(outer)
    return Seen(sent.decode().replace("\r\n", "\n"), running.wait())


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65_536)
    except OSError:  # nobody is at the other end any more
        return b""
