"""What a reader sees of a saved page: the text, without markup and scripts.

A page comes from anywhere, so it is read as browsers read it, in one walk that takes time in proportion to its length: the parser of the
standard library takes, of some damaged pages, the square of it. Whatever is open at the end of the page, a tag, remark or script, ends it.
"""

from __future__ import annotations

import re
from html import unescape

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
    ]
)
_SILENT = frozenset({"script", "style", "template", "noscript", "title"})
_RAW = {name: re.compile(rf"</{name}(?=[ \t\n\r\f/>])", re.IGNORECASE) for name in ("script", "style")}
"""Elements in which nothing is markup but their own end."""

_SPACE = r"[ \t\n\r\f]"
_VALUE = r"""(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^ \t\n\r\f>"']?[^ \t\n\r\f>]*+)"""
_ATTRIBUTE = rf"[^ \t\n\r\f/>][^ \t\n\r\f/>=]*+(?:{_SPACE}*+={_SPACE}*+{_VALUE})?+"
_TAG = re.compile(rf"<(/?)([a-zA-Z][^ \t\n\r\f/>]*+)(?:{_SPACE}++|/|{_ATTRIBUTE})*+>")
_REMARK = re.compile(r"<!--(?:-?>|.*?(?:--!?>))", re.DOTALL)
_DECIMAL = re.compile(r"&#(?=[0-9])0*+([0-9]*+)")


def visible_text(html: str) -> str:
    """Give what a reader sees of a page: no scripts, each block on lines of its own.

    Examples:
        >>> visible_text("<p>Up to <b>12</b> weeks</p><script>x</script>")
        'Up to 12 weeks'
    """
    reader = _PageReader(html)
    reader.read()
    return "".join(reader.parts).strip()


class _PageReader:
    """One walk over a page."""

    def __init__(self, html: str) -> None:
        self.html: str = html
        self.at: int = 0
        self.parts: list[str] = []
        self._silent = 0

    def read(self) -> None:
        while self.at < len(self.html):
            sign = self.html.find("<", self.at)
            end = len(self.html) if sign < 0 else sign
            self._text(self.html[self.at : end])
            self.at = end
            if sign >= 0:
                self._markup()

    def _markup(self) -> None:
        """Step over what begins with the sign that stands here."""
        after = self.html[self.at + 1 : self.at + 3]
        if after[:1].isascii() and (after[:1].isalpha() or (after[:1] == "/" and after[1:].isascii() and after[1:].isalpha())):
            self._element()
        elif self.html.startswith("!--", self.at + 1):
            remark = _REMARK.match(self.html, self.at)
            self.at = remark.end() if remark else len(self.html)
        elif after[:1] in {"!", "?", "/"} and after:
            end = self.html.find(">", self.at)
            self.at = end + 1 if end >= 0 else len(self.html)
        else:
            self._text("<")
            self.at += 1

    def _element(self) -> None:
        match = _TAG.match(self.html, self.at)
        if match is None:
            self.at = len(self.html)
            return
        self.at = match.end()
        name = match[2].lower()
        closed = match[0].endswith("/>")
        if not match[1]:
            self._begin(name)
        if match[1] or closed:
            self._end(name)
        elif name in _RAW:
            end = _RAW[name].search(self.html, self.at)
            self.at = end.start() if end else len(self.html)

    def _begin(self, name: str) -> None:
        if name in _SILENT:
            self._silent += 1
        self._break(name)

    def _end(self, name: str) -> None:
        if name in _SILENT and self._silent:
            self._silent -= 1
        self._break(name)

    def _text(self, text: str) -> None:
        if text and not self._silent:
            self.parts.append(unescape(_DECIMAL.sub(_short, text)))

    def _break(self, name: str) -> None:
        if name in _BLOCKS and not self._silent:
            self.parts.append("\n")


def _short(number: re.Match[str]) -> str:
    """A character reference that is no character with fewer digits is none with more; Python reads no number of very many."""
    return f"&#{number[1][:8] or '0'}"
