"""The texts that records were read from, as somebody holds them in a folder: `.txt` snapshots or saved `.html` pages."""

from __future__ import annotations

import hashlib
from html.parser import HTMLParser
from pathlib import Path

import attrs

from ketamine_evidence.errors import DataError, Problem

_BLOCKS = frozenset(
    "address article aside blockquote body br dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav "
    "ol option p pre section table tbody td tfoot th thead title tr ul".split()
)
_SILENT = frozenset({"script", "style", "template", "noscript", "title"})


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
        DataError: where the folder is none, or files are not UTF-8.
    """
    folder = Path(folder)
    if not folder.is_dir():
        what = "a file" if folder.exists() else "nothing"
        raise DataError([Problem(str(folder), "", "", f"expected a folder of texts (.txt, .html), came {what}")])
    problems: list[Problem] = []
    found: list[Text] = []
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in {".txt", ".html", ".htm"} and path.is_file():
            raw = path.read_bytes()
            try:
                content = raw.decode("utf-8")
            except UnicodeDecodeError as error:
                problems.append(Problem(str(path), "", "", f"not UTF-8 at byte {error.start}; save it as UTF-8"))
                continue
            page = path.suffix.lower() != ".txt"
            found.append(Text(path.stem, hashlib.sha256(raw).hexdigest(), visible_text(content) if page else content))
    if problems:
        raise DataError(problems)
    return tuple(found)


def visible_text(html: str) -> str:
    """Give what a reader sees of a page: no scripts, each block on lines of its own.

    Examples:
        >>> visible_text("<p>Up to <b>12</b> weeks</p><script>x</script>")
        'Up to 12 weeks'
    """
    reader = _PageReader()
    reader.feed(html)
    reader.close()
    return "".join(reader.parts).strip()


class _PageReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT and self._silent:
            self._silent -= 1
        self._break(tag)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)

    def _break(self, tag: str) -> None:
        if tag in _BLOCKS and not self._silent:
            self.parts.append("\n")
