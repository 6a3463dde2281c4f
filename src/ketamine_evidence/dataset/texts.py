"""The texts that records were read from, as somebody holds them in a folder: `.txt` snapshots or saved `.html` pages."""

from __future__ import annotations

import hashlib
from pathlib import Path

import attrs

from ketamine_evidence._reading import is_folder, read_file, reading, utf8
from ketamine_evidence.dataset.pages import visible_text
from ketamine_evidence.errors import DataError, Problem
from ketamine_evidence.limits import LARGEST_TEXT, MOST_FILES, check_count, check_text

__all__ = ["Text", "read_texts", "visible_text"]

_ENDINGS = frozenset({".txt", ".html", ".htm"})


@attrs.frozen
class Text:
    """One text at hand.

    Attributes:
        name: the name of its file, without the ending.
        sha256: SHA-256, in hex, of the file's bytes.
        content: the text itself; of a page, what a reader sees of it.
    """

    name: str
    sha256: str
    content: str


def read_texts(folder: str | Path) -> tuple[Text, ...]:
    """Read every `.txt`, `.html` and `.htm` file of a folder.

    Raises:
        DataError: where the folder is none, or files are not UTF-8 or beyond a limit: all of them at once.
        FileError: where one cannot be read.
    """
    folder = Path(folder)
    if not is_folder(folder):
        what = "a file" if folder.exists() else "nothing"
        raise DataError([Problem(str(folder), "", "", f"expected a folder of texts (.txt, .html), came {what}")])
    with reading(folder):
        paths = [path for path in sorted(folder.iterdir()) if path.suffix.lower() in _ENDINGS and path.is_file()]
    check_count(len(paths), MOST_FILES, "texts", str(folder))
    problems: list[Problem] = []
    found: list[Text] = []
    for path in paths:
        try:
            found.append(_read(path))
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(problems)
    return tuple(found)


def _read(path: Path) -> Text:
    raw = read_file(path, LARGEST_TEXT)
    content = utf8(raw, str(path))
    if path.suffix.lower() != ".txt":
        content = visible_text(content)
    check_text(content, str(path))
    return Text(path.stem, hashlib.sha256(raw).hexdigest(), content)
