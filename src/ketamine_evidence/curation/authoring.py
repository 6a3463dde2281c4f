"""Reading an authored file: TOML to records, with everything that is wrong in it at once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from ketamine_evidence.curation.record_reader import RecordReader
from ketamine_evidence.curation.toml import read_toml, shown, unknown_tables
from ketamine_evidence.dataset.texts import Text
from ketamine_evidence.errors import DataError
from ketamine_evidence.records.evidence import CLAIMS, Claim, Exclusion, Source, Trace
from ketamine_evidence.records.locators import Locator, fingerprint
from ketamine_evidence.records.vocabulary import Tier

TABLES: Mapping[str, tuple[str, str]] = {
    "range": ("ranges", "r"),
    "protocol": ("protocols", "p"),
    "mechanism": ("mechanisms", "m"),
    "side_effect": ("side_effects", "e"),
    "factor": ("factors", "f"),
    "finding": ("findings", "n"),
    "guidance": ("guidance", "g"),
    "statement": ("statements", "s"),
}
"""The tables of claims in an authored file: the table of the dataset, and the letter that ids begin with."""
TRACE = "t"
"""The letter that the ids of traces begin with."""

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@attrs.frozen
class Authored:
    """An authored file, read.

    Attributes:
        path: the file.
        source: its source.
        claims: its claims by table of the dataset.
        exclusions: its exclusions.
        traces: the traces of its claims.
        text: the text that it was read from; None where that is not at hand. Without it there are no fingerprints.
    """

    path: str
    source: Source
    claims: Mapping[str, tuple[Claim, ...]]
    exclusions: tuple[Exclusion, ...]
    traces: tuple[Trace, ...]
    text: str | None

    def all_claims(self) -> list[Claim]:
        """Every claim of every table."""
        return [claim for claims in self.claims.values() for claim in claims]

    @property
    def is_literature(self) -> bool:
        """Whether it is of a study, whose records have places and no spans."""
        return self.source.tier is Tier.LITERATURE


def read_authored(path: str | Path, texts: Sequence[Text] | None = None) -> Authored:
    """Read one authored file.

    Args:
        path: `<source id>.toml`.
        texts: the texts at hand; None where there are none, and fingerprints are left out. A study needs none.

    Raises:
        DataError: all problems of the file at once.
    """
    path = Path(path)
    return _FileReader(path, read_toml(path), texts).read()


class _FileReader(RecordReader):
    """One authored file on its way to records; problems are collected."""

    def __init__(self, path: Path, data: dict[str, Any], texts: Sequence[Text] | None) -> None:
        super().__init__(str(path), path.stem, data)
        self.texts = texts
        table = data.get("source")
        self.is_literature = isinstance(table, dict) and table.get("tier") == Tier.LITERATURE

    def read(self) -> Authored:
        if not _SLUG.fullmatch(self.slug):
            self.problem("", "", f"file name {self.slug!r} cannot be an id; expected small letters, digits and single hyphens")
        self.problems += unknown_tables(self.data, ["source", *TABLES, "exclusion", "trace"], self.file)
        self.source = self._source()
        self.text = None if self.is_literature else self._text()
        self.exclusion_rows = self.rows("exclusion")
        self.sections = self._sections()
        claims = {table: tuple(self._claims(key, table, letter)) for key, (table, letter) in TABLES.items()}
        exclusions = tuple(self._exclusions())
        traces = tuple(self._traces())
        if self.problems or self.source is None:
            raise DataError(self.problems)
        return Authored(self.file, self.source, claims, exclusions, traces, self.text)

    def _source(self) -> Source | None:
        table = self.data.get("source")
        if isinstance(table, dict):
            source: Source | None = self.structure(table, {"id": self.slug}, Source, "source", {"id": None})
            return source
        self.problem("source", "", f"expected a table [source], came {shown(table)}")
        return None

    def _text(self) -> str | None:
        if self.source is None:
            return None
        digest = self.source.text_sha256
        if digest is None or not re.fullmatch("[0-9a-f]{64}", digest):
            came = "nothing" if digest is None else repr(digest)
            self.problem(
                "source", "text_sha256", f"expected the SHA-256 of the text that was read, as 64 hex digits, came {came}"
            )
            return None
        if self.texts is None:
            return None
        for text in self.texts:
            if text.sha256 == digest:
                return text.content
        near = next((text for text in self.texts if text.name == self.slug), None)
        came = f"{near.name} has {near.sha256}" if near else "none of the texts has it"
        self.problem("source", "text_sha256", f"no text with the digest {digest}; {came}; offsets hold for that text alone")
        return None

    def _sections(self) -> list[tuple[int, str]]:
        """Where each section begins: at the headings that name one."""
        found = [
            (row["span"][0], row["section"])
            for row in self.exclusion_rows
            if isinstance(row.get("section"), str) and _is_span(row.get("span"))
        ]
        return sorted(found)

    def _claims(self, key: str, table: str, letter: str) -> list[Claim]:
        found: list[Claim] = []
        renamed = {"locator": "place" if self.is_literature else "span", "source": None}
        for number, row in enumerate(self.rows(key), start=1):
            name = self.name_of(row, letter, f"{key} number {number}")
            before = len(self.problems)
            filled = {"id": f"{self.slug}.{name}", "source": self.slug} | self._locator(row, name) | self.own_ranges(row)
            if key == "range":
                filled |= self.reported(row, name) | self.own_ids(row, "estimate", "time_point") | self._substance(row)
            said = {problem.field for problem in self.problems[before:]}
            if "reported" in said and "statistic" not in row:  # derived from what could not be read
                said |= {"statistic"}
            claim = self.structure(row, filled, CLAIMS[table], name, renamed, said)
            if claim is not None:
                found.append(claim)
        return found

    def _substance(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """What a figure is of: what the source is about, where the record does not say otherwise."""
        return {} if "substance" in row or self.source is None else {"substance": self.source.substance.value}

    def _locator(self, row: Mapping[str, Any], name: str) -> dict[str, Any]:
        """A locator in the stead of a span, or of a place in a study."""
        if self.is_literature:
            return self._place(row.get("place"), name)
        if not self._span_fits(row.get("span"), name):
            return {}
        start, end = row["span"]
        section = next((label for at, label in reversed(self.sections) if at <= start), None)
        digest = None if self.text is None else fingerprint(self.text[start:end])
        return {"locator": Locator(start=start, end=end, fingerprint=digest, section=section)}

    def _place(self, place: Any, name: str) -> dict[str, Any]:
        if isinstance(place, str):
            return {"locator": Locator(section=place)}
        self.problem(name, "place", f"expected the place in the study such as 'abstract, results', came {shown(place)}")
        return {}

    def _span_fits(self, span: Any, name: str) -> bool:
        length = len(self.text) if self.text is not None else None
        if not _is_span(span):
            came = "nothing" if span is None else repr(span)
            self.problem(name, "span", f"expected two whole numbers [start, end], came {came}")
        elif not 0 <= span[0] < span[1]:
            self.problem(name, "span", f"expected 0 <= start < end, came {span}")
        elif length is not None and span[1] > length:
            self.problem(name, "span", f"outside the text: it ends at {span[1]}, the text at {length}")
        else:
            return True
        return False

    def _exclusions(self) -> list[Exclusion]:
        found: list[Exclusion] = []
        for number, row in enumerate(self.exclusion_rows, start=1):
            name = f"exclusion number {number}"
            start, end = row["span"] if self._span_fits(row.get("span"), name) else (0, 1)  # the other fields are checked too
            filled: dict[str, Any] = {"source": self.slug, "start": start, "end": end} | self.own_ids(row, "restates")
            exclusion = self.structure(row, filled, Exclusion, name, {"start": "span", "end": None, "source": None})
            if exclusion is not None:
                found.append(exclusion)
        return found

    def _traces(self) -> list[Trace]:
        found: list[Trace] = []
        for number, row in enumerate(self.rows("trace"), start=1):
            name = self.name_of(row, TRACE, f"trace number {number}")
            trace = self.structure(row, {"id": f"{self.slug}.{name}"} | self.own_ids(row, "claim"), Trace, name, {})
            if trace is not None:
                found.append(trace)
        return found


def _is_span(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(type(end) is int for end in value)
