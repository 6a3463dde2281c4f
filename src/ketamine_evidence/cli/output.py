"""How the command line prints: tables that fit, JSON for programs, and a footer that says what was shown."""

from __future__ import annotations

import json
import shutil
import sys
import textwrap
from collections.abc import Iterable, Sequence
from typing import Any

import click
from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from ketamine_evidence.dataset.cite import INTENDED_USE, reference
from ketamine_evidence.dataset.dataset import Dataset

PIPED_WIDTH = 160
"""How wide a table may be where nobody's window limits it."""


def console() -> Console:
    """The console for results: as wide as the window, without colours where nobody sees them."""
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else PIPED_WIDTH
    return Console(file=sys.stdout, width=width, highlight=False)


def print_json(data: Any) -> None:
    """Print data for programs."""
    click.echo(json.dumps(data, indent=2, ensure_ascii=False))


def print_grid(heads: Sequence[str], rows: Iterable[Sequence[str]], title: str | None = None) -> None:
    """Print a table; what came from a source is never read as markup."""
    grid = Grid(
        title=title, title_justify="left", title_style="bold", header_style="bold", box=None, pad_edge=False, padding=(0, 2, 0, 0)
    )
    for head in heads:
        grid.add_column(head, overflow="fold")
    for row in rows:
        grid.add_row(*map(_cell, row))
    out = console()
    with out.capture() as shown:
        out.print(grid)
    click.echo("\n".join(line.rstrip() for line in shown.get().splitlines()))


def _cell(text: str) -> Group:
    """The lines of a cell; one that does not fit goes on as far in as it began."""
    lines = ((line.lstrip(), len(line) - len(line.lstrip())) for line in text.split("\n"))
    return Group(*(Padding(Text(line), (0, 0, 0, indent)) for line, indent in lines))


def print_lines(lines: Iterable[str]) -> None:
    """Print lines; one that does not fit goes on further in than it began."""
    width = console().width
    for line in lines:
        further = " " * (len(line) - len(line.lstrip()) + 4)
        click.echo(textwrap.fill(line, width, subsequent_indent=further, break_long_words=False, break_on_hyphens=False))


def print_footer(dataset: Dataset) -> None:
    """Say which data were shown, how to cite them, and what they are for."""
    out = console()
    for line in footer(dataset).values():
        out.print(Text(line), soft_wrap=not sys.stdout.isatty())


def footer(dataset: Dataset) -> dict[str, str]:
    """Which data were shown, how to cite them, and what they are for."""
    return {
        "data": f"data version {dataset.version}, released {dataset.released or 'never'}, SHA-256 {dataset.digest}",
        "citation": f"cite: {reference(dataset.version, dataset.released)}",
        "intended_use": INTENDED_USE,
    }
