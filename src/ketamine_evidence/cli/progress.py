"""How far long work has come, for a person who waits."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from threading import Timer

AFTER = 1.0
"""From how many seconds on work is long."""


@contextmanager
def progress(doing: str, total: int | None = None) -> Generator[Callable[[], None], None, None]:
    """Show on a terminal how far work has come, from the first second on, until it is done.

    Nothing is shown where the standard error is no terminal. What the work has to say it says afterwards: a line in between would be
    drawn over.

    Args:
        doing: what is done, in a word or two.
        total: how many steps it has; None where nobody knows.

    Returns:
        A context that gives a function to call after each step.
    """
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    counted = [MofNCompleteColumn()] if total is not None else []
    bar = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        *counted,
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    task = bar.add_task(doing, total=total)
    later = Timer(AFTER, bar.start)
    later.daemon = True  # work that is broken off does not wait for it
    later.start()
    try:
        yield lambda: bar.advance(task)
    finally:
        later.cancel()
        later.join()
        bar.stop()
