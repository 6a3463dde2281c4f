"""Reading an authored file: TOML to records, with everything that is wrong in it at once."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from ketamine_evidence.curation.toml import read_toml, rows_of, shown, unknown_tables
from ketamine_evidence.dataset.texts import Text
from ketamine_evidence.errors import DataError, KetamineEvidenceError, Problem
from ketamine_evidence.records.codec import explain, strict_converter, unknown_keys
from ketamine_evidence.records.evidence import CLAIMS, Claim, Exclusion, Source
from ketamine_evidence.records.locators import Locator, fingerprint
from ketamine_evidence.records.vocabulary import Statistic
from ketamine_evidence.values.phrases import parse_range
from ketamine_evidence.values.quantities import Quantity
from ketamine_evidence.values.reported import Reported

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
"""The tables of an authored file: the table of the dataset, and the letter that ids begin with."""

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@attrs.frozen
class Authored:
    """An authored file, read.

    Attributes:
        path: the file.
        source: its source.
        claims: its claims by table of the dataset.
        exclusions: its exclusions.
        text: the text that it was read from; None where that is not at hand. Without it there are no fingerprints.
    """

    path: str
    source: Source
    claims: Mapping[str, tuple[Claim, ...]]
    exclusions: tuple[Exclusion, ...]
    text: str | None

    def all_claims(self) -> list[Claim]:
        """Every claim of every table."""
        return [claim for claims in self.claims.values() for claim in claims]


def read_authored(path: str | Path, texts: Sequence[Text] | None = None) -> Authored:
    """Read one authored file.

    Args:
        path: `<source id>.toml`.
        texts: the texts at hand; None where there are none, and fingerprints are left out.

    Raises:
        DataError: all problems of the file at once.
    """
    path = Path(path)
    return _FileReader(path, read_toml(path), texts).read()


class _FileReader:
    """One authored file on its way to records; problems are collected."""

    def __init__(self, path: Path, data: dict[str, Any], texts: Sequence[Text] | None) -> None:
        self.file = str(path)
        self.slug = path.stem
        self.data = data
        self.texts = texts
        self.problems: list[Problem] = []
        self.converter = strict_converter()
        self.converter.register_structure_hook(Reported, _as_is)
        self.converter.register_structure_hook(Locator, _as_is)

    def read(self) -> Authored:
        if not _SLUG.fullmatch(self.slug):
            self._problem("", "", f"file name {self.slug!r} cannot be an id; expected small letters, digits and single hyphens")
        self.problems += unknown_tables(self.data, ["source", *TABLES, "exclusion"], self.file)
        source = self._source()
        self.text = self._text(source)
        self.exclusion_rows = self._rows("exclusion")
        self.sections = self._sections()
        claims = {table: tuple(self._claims(key, table, letter)) for key, (table, letter) in TABLES.items()}
        exclusions = tuple(self._exclusions())
        if self.problems or source is None:
            raise DataError(self.problems)
        return Authored(self.file, source, claims, exclusions, self.text)

    def _source(self) -> Source | None:
        table = self.data.get("source")
        if isinstance(table, dict):
            source: Source | None = self._structure(table, {"id": self.slug}, Source, "source", {"id": None})
            return source
        self._problem("source", "", f"expected a table [source], came {shown(table)}")
        return None

    def _rows(self, key: str) -> list[dict[str, Any]]:
        rows, problems = rows_of(self.data, key, self.file)
        self.problems += problems
        return rows

    def _text(self, source: Source | None) -> str | None:
        if source is None:
            return None
        digest = source.text_sha256
        if digest is None or not re.fullmatch("[0-9a-f]{64}", digest):
            came = "nothing" if digest is None else repr(digest)
            self._problem(
                "source", "text_sha256", f"expected the SHA-256 of the text that was read, as 64 hex digits, came {came}"
            )
            return None
        if self.texts is None:
            return None
        for text in self.texts:
            if text.sha256 == source.text_sha256:
                return text.content
        near = next((text for text in self.texts if text.name == self.slug), None)
        came = f"{near.name} has {near.sha256}" if near else "none of the texts has it"
        self._problem(
            "source", "text_sha256", f"no text with the digest {source.text_sha256}; {came}; offsets hold for that text alone"
        )
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
        for number, row in enumerate(self._rows(key), start=1):
            name = row.get("id")
            if not isinstance(name, str) or not re.fullmatch(letter + r"[0-9]{3,}", name):
                name, came = f"{key} number {number}", "nothing" if name is None else repr(name)
                self._problem(name, "id", f"expected {letter!r} and at least three digits such as '{letter}001', came {came}")
            before = len(self.problems)
            filled = {"id": f"{self.slug}.{name}", "source": self.slug} | self._span(row, name) | self._ranges(row)
            if key == "range":
                filled |= self._reported(row, name)
            said = {problem.field for problem in self.problems[before:]}
            if "reported" in said and "statistic" not in row:  # derived from what could not be read
                said |= {"statistic"}
            claim = self._structure(row, filled, CLAIMS[table], name, {"locator": "span", "source": None}, said)
            if claim is not None:
                found.append(claim)
        return found

    def _ranges(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The ids of ranges, as the dataset has them."""
        ids = row.get("ranges")
        if not isinstance(ids, list):
            return {}
        return {"ranges": [f"{self.slug}.{id_}" if isinstance(id_, str) else id_ for id_ in ids]}

    def _span(self, row: Mapping[str, Any], name: str) -> dict[str, Any]:
        """A locator in the place of a span."""
        if not self._span_fits(row.get("span"), name):
            return {}
        start, end = row["span"]
        section = next((label for at, label in reversed(self.sections) if at <= start), None)
        digest = None if self.text is None else fingerprint(self.text[start:end])
        return {"locator": Locator(start=start, end=end, fingerprint=digest, section=section)}

    def _span_fits(self, span: Any, name: str) -> bool:
        length = len(self.text) if self.text is not None else None
        if not _is_span(span):
            came = "nothing" if span is None else repr(span)
            self._problem(name, "span", f"expected two whole numbers [start, end], came {came}")
        elif not 0 <= span[0] < span[1]:
            self._problem(name, "span", f"expected 0 <= start < end, came {span}")
        elif length is not None and span[1] > length:
            self._problem(name, "span", f"outside the text: it ends at {span[1]}, the text at {length}")
        else:
            return True
        return False

    def _reported(self, row: Mapping[str, Any], name: str) -> dict[str, Any]:
        """What the parser makes of a phrase, and what its figures are."""
        phrase, quantity = row.get("reported"), row.get("quantity")
        if not isinstance(phrase, str):
            self._problem(
                name, "reported", "missing; it has to be given" if phrase is None else f"expected text, came {shown(phrase)}"
            )
            return {}
        try:
            reported = parse_range(phrase, quantity=quantity if quantity in list(Quantity) else None)
        except KetamineEvidenceError as error:
            self._problem(name, "reported", str(error))
            return {}
        return {"reported": reported, "statistic": row.get("statistic", statistic_of(reported).value)}

    def _exclusions(self) -> list[Exclusion]:
        found: list[Exclusion] = []
        for number, row in enumerate(self.exclusion_rows, start=1):
            name = f"exclusion number {number}"
            start, end = row["span"] if self._span_fits(row.get("span"), name) else (0, 0)
            filled: dict[str, Any] = {"source": self.slug, "start": start, "end": end}
            if isinstance(row.get("restates"), str):
                filled["restates"] = f"{self.slug}.{row['restates']}"
            exclusion = self._structure(row, filled, Exclusion, name, {"start": "span", "end": None, "source": None})
            if exclusion is not None:
                found.append(exclusion)
        return found

    def _structure(  # noqa: PLR0913, PLR0917  what was written, what it is to be, and how problems name it
        self,
        row: Mapping[str, Any],
        filled: Mapping[str, Any],
        kind: type[Any],
        name: str,
        renamed: Mapping[str, str | None],
        said: Collection[str] = (),
    ) -> Any:
        """Structure a record from what was written and what the reader fills in.

        Args:
            row: the table as written.
            filled: the fields that the reader fills in, in place of what was written for them.
            kind: the class of the record.
            name: how problems name the record.
            renamed: fields that go by another name in the file, or by none.
            said: fields whose problems were said already.
        """
        written = {key: value for key, value in row.items() if key != "span"}
        self.problems += unknown_keys(written, kind, self.file, name, renamed)
        fields = {field.name for field in attrs.fields(kind)}
        data = {key: value for key, value in written.items() if key in fields and key not in renamed} | dict(filled)
        try:
            return self.converter.structure(data, kind)
        except Exception as error:  # noqa: BLE001  whatever the converter or a record's own checks raise is a problem of that record
            self.problems += [p for p in explain(error, kind, self.file, name, renamed) if p.field not in said]
            return None

    def _problem(self, record: str, field: str, message: str) -> None:
        self.problems.append(Problem(self.file, record, field, message))


def statistic_of(reported: Reported) -> Statistic:
    """What the figures of a phrase are: one end alone, one value, or a range."""
    if reported.low is None or reported.high is None:
        return Statistic.LIMIT
    if reported.low == reported.high and reported.low.is_precise:
        return Statistic.VALUE
    return Statistic.RANGE


def _is_span(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(type(end) is int for end in value)


def _as_is(value: Any, kind: type) -> Any:
    if not isinstance(value, kind):
        raise TypeError(f"expected {kind.__name__}, came {value!r}")
    return value
