"""Structuring the tables of an authored file as records, and collecting what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

import attrs

from ketamine_evidence.curation.toml import rows_of, shown
from ketamine_evidence.errors import KetamineEvidenceError, Problem
from ketamine_evidence.records.codec import explain, strict_converter, unknown_keys
from ketamine_evidence.records.locators import Locator
from ketamine_evidence.records.vocabulary import Statistic
from ketamine_evidence.values.phrases import parse_range
from ketamine_evidence.values.quantities import Quantity
from ketamine_evidence.values.reported import Reported

PLACES = frozenset({"span", "place"})
"""The keys that say where a record was read; its locator is made of them."""


class RecordReader:
    """Makes records of the tables of one authored file.

    Args:
        file: the file, as problems name it.
        slug: the id of its source.
        data: what the file holds.
    """

    def __init__(self, file: str, slug: str, data: Mapping[str, Any]) -> None:
        self.file: str = file
        self.slug: str = slug
        self.data: Mapping[str, Any] = data
        self.problems: list[Problem] = []
        self._converter = strict_converter()
        self._converter.register_structure_hook(Reported, _as_is)
        self._converter.register_structure_hook(Locator, _as_is)

    def problem(self, record: str, field: str, message: str) -> None:
        """Note what is wrong with a field of a record."""
        self.problems.append(Problem(self.file, record, field, message))

    def rows(self, key: str) -> list[dict[str, Any]]:
        """The tables written [[key]]."""
        rows, problems = rows_of(self.data, key, self.file)
        self.problems += problems
        return rows

    def name_of(self, row: Mapping[str, Any], letter: str, otherwise: str) -> str:
        """The id of a record as it is written, or what it is called where it has none that can be."""
        name = row.get("id")
        if isinstance(name, str) and re.fullmatch(letter + r"[0-9]{3,}", name):
            return name
        came = "nothing" if name is None else repr(name)
        self.problem(otherwise, "id", f"expected {letter!r} and at least three digits such as '{letter}001', came {came}")
        return otherwise

    def own_ids(self, row: Mapping[str, Any], *fields: str) -> dict[str, str]:
        """The fields that name one record of this file, with its id as the dataset has it."""
        return {field: f"{self.slug}.{row[field]}" for field in fields if isinstance(row.get(field), str)}

    def own_ranges(self, row: Mapping[str, Any]) -> dict[str, list[Any]]:
        """The ids of ranges of this file, as the dataset has them."""
        ids = row.get("ranges")
        if not isinstance(ids, list):
            return {}
        return {"ranges": [f"{self.slug}.{id_}" if isinstance(id_, str) else id_ for id_ in ids]}

    def reported(self, row: Mapping[str, Any], name: str) -> dict[str, Any]:
        """What the parser makes of a phrase, and what its figures are."""
        phrase, quantity = row.get("reported"), row.get("quantity")
        if not isinstance(phrase, str):
            self.problem(
                name, "reported", "missing; it has to be given" if phrase is None else f"expected text, came {shown(phrase)}"
            )
            return {}
        try:
            reported = parse_range(phrase, quantity=quantity if quantity in list(Quantity) else None)
        except KetamineEvidenceError as error:
            self.problem(name, "reported", str(error))
            return {}
        return {"reported": reported, "statistic": row.get("statistic", statistic_of(reported).value)}

    def structure(  # noqa: PLR0913, PLR0917  what was written, what it is to be, and how problems name it
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

        Returns:
            The record; None where it is none, and the problems are noted.
        """
        written = {key: value for key, value in row.items() if key not in PLACES or key not in renamed.values()}
        self.problems += unknown_keys(written, kind, self.file, name, renamed)
        fields = {field.name for field in attrs.fields(kind)}
        data = {key: value for key, value in written.items() if key in fields and key not in renamed} | dict(filled)
        try:
            return self._converter.structure(data, kind)
        except Exception as error:  # noqa: BLE001  whatever the converter or a record's own checks raise is a problem of that record
            self.problems += [p for p in explain(error, kind, self.file, name, renamed) if p.field not in said]
            return None


def statistic_of(reported: Reported) -> Statistic:
    """What the figures of a phrase are: one end alone, one value, or a range."""
    if reported.low is None or reported.high is None:
        return Statistic.LIMIT
    if reported.low == reported.high and reported.low.is_precise:
        return Statistic.VALUE
    return Statistic.RANGE


def _as_is(value: Any, kind: type) -> Any:
    if not isinstance(value, kind):
        raise TypeError(f"expected {kind.__name__}, came {value!r}")
    return value
