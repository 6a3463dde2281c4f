"""What reading phrases costs. Prints JSON.

python parsing_work.py rate ours PHRASES.json           seconds for all phrases, once
python parsing_work.py rate quantulum3 PHRASES.json     the same with that library
python parsing_work.py growth ROUNDS                    by length of a phrase, and by number of phrases
python parsing_work.py phrases                          the phrases, all distinct
"""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from importlib import import_module
from itertools import product
from pathlib import Path
from statistics import median
from typing import Any

from inside import exponent, in_turns, seconds

FORMS = (
    "{a} to {b} weeks", "{a}\N{EN DASH}{b} days", "up to {b} weeks", "at least {a} hours", "about {a} minutes to {b} hours", "every {a} to {b} weeks",
    "{a}.5 mg/kg", "between {a} and {b} days", "{a} or {b} months", "{a}.1 to {b}.9 mg per kg", "{a} hours or longer",
)  # fmt: skip
IN_WORDS = tuple(
    f"{one} {unit} to {other} {larger}"
    for one, other, (unit, larger) in product(
        ("several", "a few", "a couple of", "five", "twenty"), ("several", "a few", "many", "ten"),
        (("minutes", "hours"), ("hours", "days"), ("days", "weeks"), ("weeks", "months")),
    )
)  # fmt: skip
LONG: dict[str, Callable[[int], str]] = {
    "digits": lambda n: "1" * n + " weeks",
    "spaces": lambda n: "4" + " " * n + "weeks",
    "dashes": lambda n: "4 " + "-" * n + " 6 weeks",
    "words before": lambda n: "about " * (n // 6) + "4 weeks",
    "words after": lambda n: "4 weeks" + " or longer" * (n // 10),
    "to or to or": lambda n: "4 to or " * (n // 8) + "6 weeks",
    "per per per": lambda n: "4 mg" + " per kg" * (n // 7),
    "every every": lambda n: "every " * (n // 6) + "week",
    "unknown letters": lambda n: "x" * n,
    "unknown words": lambda n: "lorem " * (n // 6),
    "signs": lambda n: "!" * n,
    "many quantities": lambda n: "4 to 6 weeks, " * (n // 14),
}


def phrases() -> list[str]:
    """A thousand distinct phrases, of twelve forms in equal parts."""
    numbers = [(a, a + more) for more in (1, 3) for a in range(1, 43)]
    return [form.format(a=a + 42 * (b - a > 2), b=b + 42 * (b - a > 2)) for form in FORMS for a, b in numbers] + list(IN_WORDS)


def rate(which: str, file: str) -> dict[str, Any]:
    """The seconds of one pass over phrases."""
    read: Callable[[str], object]
    if which == "ours":
        read = import_module("ketamine_evidence").parse_range
    else:
        warnings.simplefilter("ignore")  # it would rather have its classifier
        read = import_module("quantulum3.parser").parse
    given = json.loads(Path(file).read_text(encoding="utf-8"))
    for phrase in given[::40]:  # what is loaded at first use is no part of it
        read(phrase)
    return {"seconds": seconds(lambda: [read(phrase) for phrase in given]), "phrases": len(given)}


def growth(rounds: int) -> dict[str, Any]:
    """The power by which the time grows with the length of phrases of many kinds, and with the number of phrases."""
    parse_range = import_module("ketamine_evidence").parse_range
    reader: Any = import_module("ketamine_evidence.values.phrases")
    reader.LONGEST = 10**9  # longer ones are refused unread; here it is the reading that is asked about

    def read(phrase: str) -> None:
        with suppress(ValueError):
            parse_range(phrase)

    powers = {}
    for kind, make in LONG.items():
        points = []
        for length in (1_000, 10_000, 100_000):
            (times,) = in_turns([partial(read, make(length))], min(rounds, 5))
            points.append((length, median(times)))
        powers[kind] = (exponent(points), points[0][1])
    given = phrases()
    many = []
    for number in (1, 10, 100):
        (times,) = in_turns([partial(_read_all, parse_range, given * number)], min(rounds, 5))
        many.append((number * len(given), median(times)))
    return {"length": powers, "number": exponent(many), "points": many}


def _read_all(read: Callable[[str], object], given: list[str]) -> None:
    for phrase in given:
        read(phrase)


if __name__ == "__main__":
    what, *rest = sys.argv[1:]
    if what == "growth":
        print(json.dumps(growth(int(rest[0]))))
    else:
        print(json.dumps(rate(*rest) if what == "rate" else phrases()))
