"""How the command line prints: tables and lines that fit, JSON for programs, and a footer that says what was shown."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from ketamine_evidence.cli.bars import ASCII, BLOCKS, Bar, Signs, draw_bars, legend
from ketamine_evidence.cli.encodings import can_show
from ketamine_evidence.cli.grids import grid_lines
from ketamine_evidence.cli.wrapping import wrap
from ketamine_evidence.dataset.cite import INTENDED_USE, reference
from ketamine_evidence.dataset.dataset import Dataset

PIPED_WIDTH = 160
"""How wide a table may be where nobody's window limits it."""


def in_window() -> bool:
    """Whether a person reads the results as they come."""
    return sys.stdout.isatty()


def console() -> Console:
    """The console for results: as wide as the window, and in colours where they are wanted."""
    forced = _is_set("FORCE_COLOR") or _is_set("CLICOLOR_FORCE")
    coloured = not os.environ.get("NO_COLOR") and (forced or in_window())
    return Console(
        file=sys.stdout,
        width=shutil.get_terminal_size().columns if in_window() else PIPED_WIDTH,
        highlight=False,
        force_terminal=coloured,
        no_color=not coloured,
        color_system=None if not coloured else "256" if forced else "auto",
    )


def _is_set(name: str) -> bool:
    return os.environ.get(name, "0") not in {"", "0"}


def print_json(data: Any) -> None:
    """Print data for programs."""
    shown = json.dumps(data, indent=2, ensure_ascii=False)
    click.echo(shown if can_show(shown) else json.dumps(data, indent=2))


def print_grid(heads: Sequence[str], rows: Iterable[Sequence[str]], title: str | None = None) -> None:
    """Print a table, or a list where it would not fit the window; what came from a source is never read as markup."""
    if title is not None:
        print_title(title)
    _print(grid_lines(heads, list(rows), console().width))


def print_title(title: str) -> None:
    """Print the title of what comes next."""
    _print([Text(title, "bold")])


def print_lines(lines: Iterable[str]) -> None:
    """Print lines, in a window broken between words and set in, elsewhere as they are."""
    width = console().width
    _print([Text(part) for line in lines for part in (wrap(line, width) if in_window() else [line])])


def print_bars(bars: Sequence[Bar]) -> None:
    """Draw ranges of one dimension as bars on one axis, as wide as the window.

    An output that cannot show blocks gets ASCII characters.

    Args:
        bars: what to draw; for no bars nothing is printed.

    Raises:
        DimensionError: where the bars measure different things.
    """
    _print(draw_bars(bars, console().width, _signs()))


def print_legend() -> None:
    """Say what the signs mean that bars are drawn with; once, below the last of them."""
    print_lines([legend(_signs())])


def _signs() -> Signs:
    return BLOCKS if can_show("".join(BLOCKS)) else ASCII


def print_footer(dataset: Dataset) -> None:
    """Say which data were shown, how to cite them, and what they are for."""
    print_lines(footer(dataset).values())


def footer(dataset: Dataset) -> dict[str, str]:
    """Which data were shown, how to cite them, and what they are for."""
    return {
        "data": f"data version {dataset.version}, released {dataset.released or 'never'}, SHA-256 {dataset.digest}",
        "citation": f"cite: {reference(dataset.version, dataset.released)}",
        "intended_use": INTENDED_USE,
    }


def _print(lines: Sequence[Text]) -> None:
    """Print lines that already fit, with their styles where these are wanted."""
    out = console()
    with out.capture() as shown:
        for line in lines:
            out.print(line, soft_wrap=True)
    click.echo(shown.get(), nl=False, color=True)
