"""Long lists in print: the first few, and how many more there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

FEW = 20
"""How many are printed. All of them are in the object that is printed."""


def few(names: Sequence[str]) -> str:
    """Write the first of some names, and count the rest.

    Examples:
        >>> few(["a", "b"]), few([str(number) for number in range(1000)])[-20:]
        ('a, b', '18, 19, and 980 more')
    """
    shown = _shown(len(names))
    return ", ".join(names[:shown]) + (f", and {len(names) - shown:,} more" if shown < len(names) else "")


def few_lines(lines: Iterable[str], total: int, noun: str) -> Iterator[str]:
    """Give the first of some lines, and count the rest.

    Args:
        lines: the lines; no more are made than are given.
        total: how many there are.
        noun: what several of them are called.

    Examples:
        >>> list(few_lines(map(str, range(1000)), 1000, "claims"))[-2:]
        ['19', 'and 980 more claims']
    """
    yield from islice(lines, _shown(total))
    if total > _shown(total):
        yield f"and {total - FEW:,} more {noun}"


def _shown(total: int) -> int:
    """How many of some are printed: never one fewer than all, for a line that tells of one more is no shorter."""
    return total if total <= FEW + 1 else FEW
