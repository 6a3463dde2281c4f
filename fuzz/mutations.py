"""Changes to an input, such as damage, malice and mishaps make them."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

BAD = [
    one.encode("utf-8", "surrogatepass")
    for one in (
        "1e400", "-1e400", "1e-400", "1e999999999", "-0.0", "0.1+0.2", "NaN", "nan", "Infinity", "inf", "-inf", "null", "true", "9" * 20, "-" + "9" * 20,
        "9" * 5000, "0x" + "f" * 5000, "\u0664 \u0665", "\u0967\u0968", "\u2460", "\uff14 to \uff16 weeks", "\u00b2", "\u00bd", "\u2153",
        "\u200b", "\u200d", "\u2060", "\u202e", "\u2066", "\u2069", "\ufeff", "\x00", "\x1b[31m", "\ud800", "\udfff", "\U0010ffff", "\r\n", "\r", "\u2028",
        "\x85", "=cmd|'/C calc'!A0", "+1", "@SUM(1)", "<script>alert(1)</script>", "</script>", "<!--", "<![CDATA[", "&#x110000;", "&#0;", "]]>",
        "../../etc/passwd", "/etc/passwd", "..\\..\\x", "C:\\x", "~root", "file:///x", "\\\\host\\x", "'; DROP TABLE sources; --", "%s%n", "{0}", "${x}",
        "[" * 300, "{" * 300, "[" * 3000, '{"a":' * 300, "a." * 300, "a = {" * 300, "(" * 300, '"', "'", '"""', "|", ",", ";", "\t", "a\u0300\u0327" * 50,
        "e" * 2000, "- " * 200, "to " * 200, "or " * 100, "2020-02-31", "9999-12-31T23:59:60Z", "0000-00-00", "\\ud800", "\\u0000", "\\U0000d800", "\u0130", "\ufb03", "\u1e9e", "\ufdfa",
    )
]  # fmt: skip
"""Things that break programs."""
BROKEN = [b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xf5", b"\xef\xbb\xbf", b"\xff\xfe", b"\x00\x00"]


def mutate(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """Change an input in one to four ways."""
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 4))):
        data = chance.choice(_WAYS)(data, chance, others)
    return data


def _place(data: bytes, chance: random.Random) -> tuple[int, int]:
    one, other = sorted(chance.randint(0, len(data)) for _ in range(2))
    return one, min(other, one + chance.choice((0, 1, 4, 16, 64, 1000)))


def _flip(data: bytes, chance: random.Random, __: Sequence[bytes]) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 8)) if changed else 0):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    return data[: chance.randint(0, len(data))]


def _drop(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    start, end = _place(data, chance)
    return data[:start] + data[end:]


def _insert(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    start, end = _place(data, chance)
    return data[:start] + chance.choice([*BAD, *BROKEN]) + data[chance.choice((start, end)) :]


def _value(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    """Put something bad in the place of a word, a number, or what stands between quotes or commas."""
    edges = [i for i, byte in enumerate(data) if byte in b' ",=:[]{}\n|']
    if len(edges) < 2:
        return data
    at = chance.randrange(len(edges) - 1)
    return data[: edges[at] + 1] + chance.choice(BAD) + data[edges[at + 1] :]


def _lines(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    """Swap, double or drop lines."""
    lines = data.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    way = chance.randrange(3)
    if way == 0:
        lines[one], lines[other] = lines[other], lines[one]
    elif way == 1:
        lines.insert(other, lines[one])
    else:
        del lines[one]
    return b"\n".join(lines)


def _again(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    start, end = _place(data, chance)
    return data[:end] + data[start:end] * chance.choice((1, 2, 10, 100)) + data[end:]


def _mix(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    other = chance.choice(others)
    return data[: chance.randint(0, len(data))] + other[chance.randint(0, len(other)) :]


def _ends(data: bytes, _: random.Random, __: Sequence[bytes]) -> bytes:
    return data.replace(b"\n", b"\r\n")


_WAYS: Sequence[Callable[[bytes, random.Random, Sequence[bytes]], bytes]] = (
    _flip, _cut, _drop, _insert, _insert, _value, _value, _value, _lines, _again, _mix, _ends,
)  # fmt: skip
