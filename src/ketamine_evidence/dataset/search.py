"""Finding a span again in a text that has been re-flowed: by its fingerprint, at the edges of words."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from ketamine_evidence.limits import LONGEST_SPAN
from ketamine_evidence.records.locators import normalise

_CLUSTER = re.compile(r"\s+|\S[\u0300-\u036f]*", re.DOTALL)
_PIECE = re.compile(r"\w+|[^\w\s]")
_LONGER = 2, 8
"""How much longer a normalised span may be than the raw one was, times and more: NFKC can lengthen a text."""


class FlowedText:
    """A text made ready to search: normalised, with the place of each normalised character in the raw text."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        pieces: list[str] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        for match in _CLUSTER.finditer(raw):
            shown = " " if match.group().isspace() else normalise(match.group())
            pieces.append(shown)
            self._starts += [match.start()] * len(shown)
            self._ends += [match.end()] * len(shown)
        self.normal: str = "".join(pieces)

    @cached_property
    def _pieces(self) -> list[tuple[int, int]]:
        return [match.span() for match in _PIECE.finditer(self.normal)]

    def find(self, fingerprints: Mapping[str, int]) -> dict[str, list[tuple[int, int]]]:
        """Find spans by fingerprint.

        Args:
            fingerprints: the fingerprints looked for, and the raw length that each span had; one longer than the limit is not looked for.

        Returns:
            For each fingerprint that was found, every place of it in the raw text, as start and end.
        """
        found: dict[str, list[tuple[int, int]]] = {}
        lengths = [length for length in fingerprints.values() if length <= LONGEST_SPAN]
        longest = max(lengths, default=0) * _LONGER[0] + _LONGER[1]
        pieces = self._pieces if lengths else []
        for i, (start, _) in enumerate(pieces):
            so_far, read = hashlib.sha256(), start
            for j in range(i, len(pieces)):
                end = pieces[j][1]
                if end - start > longest:
                    break
                so_far.update(self.normal[read:end].encode())
                read = end
                if not self._is_cut_right(start, end):
                    continue
                if (digest := so_far.hexdigest()) in fingerprints:
                    found.setdefault(digest, []).append((self._starts[start], self._ends[end - 1]))
        return found

    def _is_cut_right(self, start: int, end: int) -> bool:
        """Whether a stretch of the normalised text begins and ends with a character of the raw one: "½" became three."""
        return (start == 0 or self._starts[start] != self._starts[start - 1]) and (
            end == len(self.normal) or self._ends[end - 1] != self._ends[end]
        )

    def find_phrase(self, phrase: str) -> Iterator[tuple[int, int]]:
        """Give every place of a phrase in the raw text, however its white space, quotes and dashes are written."""
        wanted = normalise(phrase)
        at = self.normal.find(wanted) if wanted else -1
        while at >= 0:
            yield self._starts[at], self._ends[at + len(wanted) - 1]
            at = self.normal.find(wanted, at + 1)
