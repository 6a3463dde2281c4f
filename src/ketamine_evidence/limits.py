"""How large what comes in may be. Above a limit it is refused, with the limit and the remedy in the message.

Every limit lies far above what real data have, and low enough that what comes from a stranger takes seconds and megabytes, not hours and a
machine. They are constants, not settings: what one reader takes, all do.
"""

from __future__ import annotations

from typing import Any

from ketamine_evidence.errors import DataError, Problem

MEBIBYTE = 1024**2
LARGEST_AUTHORED = 2 * MEBIBYTE
"""Bytes of an authored file, a vocabulary or a lexicon; the largest of ours has 90 thousand."""
LARGEST_TEXT = 16 * MEBIBYTE
"""Bytes of a text or a saved page, with all that its page carries along."""
LONGEST_TEXT = 1_000_000
"""Characters of what a reader sees of a text; the longest of ours has 11 thousand."""
LARGEST_FILE = 64 * MEBIBYTE
"""Bytes of a file of a release or an export, and of what such a file holds when it is unpacked."""
MOST_FILES = 1_000
"""Files in a folder that is read."""
MOST_RECORDS = 100_000
"""Records in a table; the largest of ours has 600."""
DEEPEST = 32
"""Tables and lists inside one another in TOML or JSON; ours have 8."""
LARGEST_INTEGER = 2**63 - 1
"""What every format holds as a whole number."""
MOST_MARKS = 100
"""Accents and other combining marks on one letter; Unicode says that no language needs more than 30."""
MOST_STEPS = 200_000_000
"""Steps of SQLite's machine over a file that is read back: a file may hold queries and checks that never end. Ours takes one million."""
LONGEST_SPAN = 5_000
"""Characters of a span that is looked for elsewhere in a text when it is not where it was; the longest of ours has 465."""


def check_size(size: int, most: int, file: str) -> None:
    """Refuse a file that is too large.

    Raises:
        DataError: it says the limit.
    """
    if size > most:
        raise DataError([Problem(file, "", "", f"larger than {most:,} bytes, which is the most that is read; split it")])


def check_count(number: int, most: int, noun: str, file: str) -> None:
    """Refuse what has too many parts.

    Args:
        number: how many there are.
        most: how many there may be.
        noun: what they are called, in the plural.
        file: what problems call the file or folder.

    Raises:
        DataError: it says the limit.
    """
    if number > most:
        raise DataError([Problem(file, "", "", f"{number:,} {noun}; at most {most:,} are read; split it")])


def check_plain(data: Any, file: str, record: str = "") -> None:
    """Refuse plain data that are nested too deeply, or hold a whole number that other formats cannot.

    Raises:
        DataError: it says the limit.
    """
    level = [data]
    for _ in range(DEEPEST + 1):
        for value in level:
            if type(value) is int and abs(value) > LARGEST_INTEGER:
                raise DataError([Problem(file, record, "", f"a whole number beyond {LARGEST_INTEGER}; write a smaller one")])
        level = [inner for value in level for inner in _inside(value)]
        if not level:
            return
    raise too_deep(file, record)


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def too_deep(file: str, record: str = "") -> DataError:
    """The error for data that are nested too deeply."""
    return DataError([Problem(file, record, "", f"more than {DEEPEST} tables and lists inside one another; write it flatter")])


def check_text(content: str, file: str) -> None:
    """Refuse a text that is too long, or heaps marks on a letter: putting many of them in order takes the square of their number.

    Raises:
        DataError: it says the limit.
    """
    import unicodedata  # loading a release does without it

    check_count(len(content), LONGEST_TEXT, "characters", file)
    run = 0
    for place, character in enumerate("" if content.isascii() else content):
        run = run + 1 if unicodedata.combining(character) else 0
        if run > MOST_MARKS:
            message = f"more than {MOST_MARKS} combining marks on one letter, at character {place}; take them out"
            raise DataError([Problem(file, "", "", message)])
