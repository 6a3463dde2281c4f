"""Timing within one process: what is compared runs in turns, and only the processor's own time counts. Needs the standard library alone."""

from __future__ import annotations

import gc
import math
from collections.abc import Callable, Sequence
from statistics import median
from time import process_time

Work = Callable[[], object]


def seconds(work: Work, times: int = 1) -> float:
    """What one run of some work takes, as the mean of so many, with everything that it left cleared away before."""
    gc.collect()
    started = process_time()
    for _ in range(times):
        work()
    return (process_time() - started) / times


def in_turns(works: Sequence[Work], rounds: int, times: int = 1) -> list[list[float]]:
    """Time several works one after another, round by round, so that a machine that changes its pace changes it for all.

    Returns:
        For each work its seconds in each round.
    """
    for work in works:
        work()
    found = [[seconds(work, times) for work in works] for _ in range(rounds)]
    return [list(column) for column in zip(*found, strict=True)]


def ratio(one: Sequence[float], other: Sequence[float]) -> float:
    """How many times what the other takes one takes, as the median over rounds."""
    return median(a / b for a, b in zip(one, other, strict=True))


def exponent(points: Sequence[tuple[float, float]]) -> float:
    """By which power of the size the time grows, fitted by least squares to the logarithms of both."""
    xs, ys = [math.log(x) for x, _ in points], [math.log(y) for _, y in points]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)
