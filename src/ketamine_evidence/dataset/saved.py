"""The tables of a saved dataset whose files were checked, read one by one as they are asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ketamine_evidence.dataset.reading import read_cells, read_records
from ketamine_evidence.dataset.unread import Rows
from ketamine_evidence.records.schemas import layout, tables_of

if TYPE_CHECKING:
    import attrs


class SavedTables:
    """The tables of a saved dataset.

    Args:
        name: what problems call its folder.
        files: its files.
        descriptor: what its descriptor says.
    """

    def __init__(self, name: str, files: Mapping[str, bytes], descriptor: Mapping[str, Any]) -> None:
        self._name = name
        self._files = files
        self._schema_version: int = descriptor["schemaVersion"]
        self._closed = {one["path"]: _closed(one) for one in descriptor["resources"]}

    def records(self, table: str) -> Sequence[attrs.AttrsInstance]:
        """Give the records of a table; none where its schema had no such table.

        Raises:
            DataError: all problems of the file at once.
        """
        if table not in tables_of(self._schema_version):
            return ()
        return read_records(table, self._layout[table], self._files[f"{table}.csv"], f"{self._name}/{table}.csv")

    def rows(self, table: str) -> Sequence[attrs.AttrsInstance] | Rows:
        """Give the rows of a table, which are made records when they are touched.

        That is for releases, whose every row is known to be a record.
        """
        if table not in tables_of(self._schema_version):
            return ()
        file = f"{table}.csv"
        cells = read_cells(self._files[file], None, f"{self._name}/{file}")
        return Rows(table, cells, self._closed[file], lambda: self._layout[table], f"{self._name}/{file}")

    @cached_property
    def _layout(self) -> Mapping[str, Sequence[str]]:
        return layout(self._schema_version)


def _closed(resource: Mapping[str, Any]) -> dict[str, Sequence[str]]:
    """The columns of a table that hold a term of a closed list, and these lists."""
    fields = resource.get("schema", {}).get("fields", ())
    return {field["name"]: field["constraints"]["enum"] for field in fields if "enum" in field.get("constraints", ())}
