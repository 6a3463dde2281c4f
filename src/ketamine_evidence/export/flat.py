"""The tables of a dataset as flat rows of text, as its data package has them, those of merged data included."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from ketamine_evidence.dataset.names import DESCRIPTOR
from ketamine_evidence.dataset.reading import csv_rows

TEXT = frozenset({"string", "list"})
"""The types of columns whose cells are text; the others are numbers, and true or false."""


class FlatTable(NamedTuple):
    """A table as rows of text.

    Attributes:
        name: its name.
        title: what it holds.
        fields: its columns, as the descriptor of the data package has them: `name`, `type`, `description`, `constraints`.
        rows: the cells of each record; empty where nothing is stated.
    """

    name: str
    title: str
    fields: tuple[Mapping[str, Any], ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(field["name"] for field in self.fields)


def flat_tables(files: Mapping[str, bytes]) -> tuple[FlatTable, ...]:
    """Give the tables of a data package as rows of text.

    Args:
        files: the files of the data package, as `Dataset.files` gives them.

    Examples:
        >>> import ketamine_evidence as ke
        >>> flat_tables(ke.Dataset.of({}, "mine").files())[0].header[:2]
        ('id', 'title')
    """
    return tuple(_flat(one, files[one["path"]]) for one in json.loads(files[DESCRIPTOR])["resources"])


def _flat(resource: Mapping[str, Any], content: bytes) -> FlatTable:
    fields = tuple(resource["schema"]["fields"])
    rows = csv_rows(content, [field["name"] for field in fields], resource["path"])
    return FlatTable(resource["name"], resource["title"], fields, tuple(tuple(row.values()) for _, row in rows))
