"""What merging claims costs, beside a bare sweep over the same ends, in one process. Prints JSON.

python merging_work.py shapes ROUNDS CLAIMS
python merging_work.py growth ROUNDS
python merging_work.py peers ROUNDS CLAIMS
"""

from __future__ import annotations

import json
import random
import sys
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import partial
from importlib import import_module
from operator import add
from statistics import median
from typing import Any

from inside import exponent, in_turns, ratio
from ketamine_evidence import ImpreciseNumber, Reported, merge_ranges
from ketamine_evidence.records.evidence import ReportedRange
from ketamine_evidence.records.locators import Locator
from ketamine_evidence.records.vocabulary import Statistic
from ketamine_evidence.values.quantities import Quantity

Ends = tuple[str, Any, Any]
"""A source, and the low and the high end of its claim, in minutes."""
Cut = tuple[Any, int]
SIZES = (500, 1_581, 5_000, 15_811, 50_000, 158_114, 500_000)
"""How many claims: from a thousand ends to a million."""


def scattered(n: int) -> Iterator[Ends]:
    """A claim of each of n sources, anywhere on a scale that grows with them."""
    dice = random.Random(7)  # noqa: S311  nothing is secret here
    for i in range(n):
        low = dice.randrange(100 * n)
        yield f"source-{i}", low, low + dice.randrange(1, 1_000)


IN_ORDER = "all disjoint, and given in order"
SHAPES: dict[str, Callable[[int], Iterator[Ends]]] = {
    "anywhere, a claim of each source": scattered,
    "all disjoint": lambda n: ((f"source-{i}", 2 * i, 2 * i + 1) for i in range(n)),
    IN_ORDER: lambda n: ((f"source-{i}", 2 * i, 2 * i + 1) for i in range(n)),
    "each within the next": lambda n: ((f"source-{i}", i, 2 * n + 1 - i) for i in range(n)),
    "all equal": lambda n: ((f"source-{i}", 1, 2) for i in range(n)),
    "a hundred sources": lambda n: ((f"source-{i % 100}", low, high) for i, (_, low, high) in enumerate(scattered(n))),
    "two claims of each source": lambda n: ((f"source-{i // 2}", low, high) for i, (_, low, high) in enumerate(scattered(n))),
    "ends that are no whole numbers": lambda n: (
        (source, Fraction(low, 7), Fraction(high, 7)) for source, low, high in scattered(n)
    ),
}


def made(name: str, n: int) -> list[Ends]:
    """The claims of a shape, in no order, for which a sort has nothing to do where they come in order."""
    ends = list(SHAPES[name](n))
    if name != IN_ORDER:
        random.Random(11).shuffle(ends)  # noqa: S311  nothing is secret here
    return ends


def claims_of(ends: Sequence[Ends]) -> list[ReportedRange]:
    """The claims, as any data set has them."""
    place = Locator(start=0, end=1)
    return [
        ReportedRange(
            id=f"{source}.r{i}",
            source=source,
            locator=place,
            summary="how long",
            quantity=Quantity.RELIEF_DURATION,
            reported=Reported("stated", ImpreciseNumber(low, low, "min"), ImpreciseNumber(high, high, "min")),
            statistic=Statistic.RANGE,
        )
        for i, (source, low, high) in enumerate(ends)
    ]


def in_seconds(ends: Sequence[Ends]) -> list[tuple[Cut, Cut]]:
    """The ends as the bare sweep takes them: exact, whole where they are, all converted beforehand."""
    whole = [(low * 60, high * 60) for _, low, high in ends]
    return [((_whole(low), 0), (_whole(high), 1)) for low, high in whole]


def _whole(number: Any) -> Any:
    return number.numerator if number.denominator == 1 else number


def sweep(ends: Sequence[tuple[Cut, Cut]]) -> list[tuple[Cut, Cut, int]]:
    """The bare sweep: all ends in order, a counter, and each stretch with how many claims cover it. It knows no sources and no units."""
    events = []
    for low, high in ends:
        events.append((low, 1))
        events.append((high, -1))
    events.sort()
    found = []
    depth, begun = 0, events[0][0]
    for place, change in events:
        if depth and place != begun:
            found.append((begun, place, depth))
        depth += change
        begun = place
    return found


def sweep_of_claims(claims: Sequence[ReportedRange]) -> list[tuple[Cut, Cut, int]]:
    """The bare sweep, which first takes the ends from the claims, in base units. It knows that all are of one dimension and have both ends."""
    ends = []
    for claim in claims:
        low, high = claim.reported.low, claim.reported.high
        assert low is not None
        assert high is not None
        ends.append(((low.base_least, 0), (high.base_least, 1)))
    return sweep(ends)


def answers(claims: Sequence[ReportedRange]) -> tuple[object, ...]:
    """Merge, and ask for all that a merge is asked for; the stretches of the profile are counted, not listed."""
    merged = merge_ranges(claims)
    return merged.hull, merged.overlap, merged.consensus(2), merged.depth, bool(merged.conflicts)


def shapes(rounds: int, n: int) -> list[list[Any]]:
    """A row for each shape.

    Seconds; times the bare sweep over ends, and the one over claims; with a list of all stretches times the bare sweep; and MiB at the
    most, of ours and of the sweep over ends.
    """
    rows = []
    for name in SHAPES:
        ends = made(name, n)
        claims, bare = claims_of(ends), in_seconds(ends)
        works: list[Callable[[], object]] = [
            partial(answers, claims),
            partial(sweep, bare),
            partial(sweep_of_claims, claims),
            lambda claims=claims: merge_ranges(claims).support,  # type: ignore[misc]
        ]
        ours, sweeps, from_claims, listed = in_turns(works, rounds)
        peaks = [_peak(work) for work in works[:2]]
        rows.append([name, median(ours), ratio(ours, sweeps), ratio(ours, from_claims), ratio(listed, sweeps), *peaks])
    return rows


def _peak(work: Callable[[], object]) -> float:
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 2**20


def growth(rounds: int) -> dict[str, Any]:
    """For each kind of work the seconds by number of ends, and the power by which they grow."""
    points: dict[str, list[tuple[int, float]]] = {}
    for n in SIZES:
        ends = made("anywhere, a claim of each source", n)
        claims, bare = claims_of(ends), in_seconds(ends)
        works: dict[str, Callable[[], object]] = {
            "merging": lambda claims=claims: answers(claims),  # type: ignore[misc]
            "a bare sweep": lambda bare=bare: sweep(bare),  # type: ignore[misc]
            "merging, conflicts counted": lambda claims=claims: len(merge_ranges(claims).conflicts),  # type: ignore[misc]
        }
        times = in_turns(list(works.values()), max(min(rounds, 3), min(rounds, 100_000 // n)))
        for name, column in zip(works, times, strict=True):
            points.setdefault(name, []).append((2 * n, median(column)))
    return {name: {"points": some, "exponent": exponent(some)} for name, some in points.items()}


def peers(rounds: int, n: int) -> list[list[Any]]:
    """A row for each library: seconds for a support profile of the same claims, and times ours, with a list of all stretches."""
    ends = list(scattered(n))
    claims = claims_of(ends)
    portion, intervaltree = import_module("portion"), import_module("intervaltree")

    def of_portion() -> object:
        found = portion.IntervalDict()
        for _, low, high in ends:
            found = found.combine(portion.IntervalDict({portion.closed(low, high): 1}), how=add)
        return found

    def of_intervaltree() -> object:
        tree = intervaltree.IntervalTree.from_tuples((low, high + 1, (source,)) for source, low, high in ends)
        tree.split_overlaps()
        tree.merge_equals(data_reducer=add)
        return tree

    ours, *others = in_turns([lambda: merge_ranges(claims).support, of_portion, of_intervaltree], rounds)
    return [[name, median(one), ratio(one, ours)] for name, one in zip(("portion", "intervaltree"), others, strict=True)]


if __name__ == "__main__":
    what, *numbers = sys.argv[1:]
    print(json.dumps({"shapes": shapes, "growth": growth, "peers": peers}[what](*map(int, numbers))))  # type: ignore[operator]
