"""What a shell offers while a command is typed: records, tables, FIELD=VALUE, versions, formats and quantities.

A shell asks at every press of the key. So these read ids and the descriptor of a release as they are on disk, without loading records or
checking digests, which the command does that is then run; and they offer nothing where that cannot be read.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from ketamine_evidence import _files

Items = list[CompletionItem]
OF_SOURCE = ("tier", "kind", "interest", "pain_course")
"""The closed lists of its source that a claim can be asked for."""
IN_REPORTED = ("unbounded_high", "approximate")
"""Columns of what is reported, which is no field with a value of its own."""


def complete_versions(_: click.Context, __: click.Parameter, incomplete: str) -> Items:
    """The data versions that are here, the newest first."""
    return _items(reversed(_versions()), incomplete)


def complete_records(ctx: click.Context, _: click.Parameter, incomplete: str) -> Items:
    """Tables and sources, and the records of a source once it is named."""
    tables = _tables(ctx)
    sources = _ids(ctx, ["sources"])
    named = "." in incomplete or sum(one.startswith(incomplete) for one in sources) == 1
    records = _ids(ctx, [table for table in tables if table not in {"sources", "terms", "withdrawn"}]) if named else []
    return _items([*tables, *sources, *records], incomplete)


def complete_cited(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> Items:
    """What can be cited: a version, a record, a table."""
    return complete_versions(ctx, parameter, incomplete) + complete_records(ctx, parameter, incomplete)


def complete_conditions(ctx: click.Context, _: click.Parameter, incomplete: str) -> Items:
    """The fields of the table that was named, or of ranges where none was, and the values of a field that is named."""
    tables = _tables(ctx)
    words = [ctx.params.get("what"), *ctx.args]  # click puts what it has not read yet into args
    named = next((word for word in words if word in tables), "ranges")
    fields = _closed_lists(ctx, tables, named)
    name, equals, _begun = incomplete.partition("=")
    begun = [field for field in fields if field == name or (not equals and field.startswith(name))]
    if len(begun) == 1:
        return _items([f"{begun[0]}={value}" for value in fields[begun[0]]], incomplete)
    return _items([f"{field}=" for field in begun], incomplete)


def complete_quantities(_: click.Context, __: click.Parameter, incomplete: str) -> Items:
    """The quantities that ranges are of."""
    from ketamine_evidence.values.quantities import Quantity

    return _items([quantity.value for quantity in Quantity], incomplete)


def complete_terms(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> Items:
    """The terms of the closed list that an option is called after."""
    return _items(_closed_lists(ctx, _tables(ctx), "ranges").get(str(parameter.name), ()), incomplete)


def complete_exports(_: click.Context, __: click.Parameter, incomplete: str) -> Items:
    """The formats that data are exported to, each with what it is."""
    from ketamine_evidence.export.formats import FORMATS

    return [CompletionItem(name, help=one.title) for name, one in FORMATS.items() if name.startswith(incomplete)]


def complete_citations(_: click.Context, __: click.Parameter, incomplete: str) -> Items:
    """The formats that citations are written in."""
    from ketamine_evidence.dataset.citations import FORMATS

    return _items(FORMATS, incomplete)


def complete_folders(_: click.Context, __: click.Parameter, incomplete: str) -> Items:
    """The folders on disk, which the shell itself lists."""
    return [CompletionItem(incomplete, type="dir")]


def _items(values: Iterable[str], incomplete: str) -> Items:
    return [CompletionItem(value) for value in values if value.startswith(incomplete)]


def _versions() -> list[str]:
    """The names of the released versions, the oldest first."""
    names = [path.parent.name for path in Path(_files.releases()).glob("*/datapackage.json")]
    return sorted(names, key=lambda name: [int(part) for part in name.split(".") if part.isdecimal()])


def _version(ctx: click.Context) -> str:
    """The data version that is asked for; none where it is not here, for a path leads out of the folder of releases."""
    here = _versions()
    asked = ctx.params.get("data_version") or next(reversed(here), "")
    return asked if asked in here else ""


def _tables(ctx: click.Context) -> dict[str, list[Any]]:
    """The columns of each table, as the descriptor of the release has them."""
    try:
        descriptor = json.loads(Path(_files.releases(), _version(ctx), "datapackage.json").read_text(encoding="utf-8"))
        return {one["name"]: one["schema"]["fields"] for one in descriptor["resources"]}
    except (OSError, ValueError, LookupError, TypeError):
        return {}


def _ids(ctx: click.Context, tables: Iterable[str]) -> list[str]:
    found: list[str] = []
    for table in tables:
        try:
            with Path(_files.releases(), _version(ctx), f"{table}.csv").open(encoding="utf-8", newline="") as file:
                found += [row["id"] for row in csv.DictReader(file) if "id" in row]
        except (OSError, ValueError):
            continue
    return found


def _closed_lists(ctx: click.Context, tables: Mapping[str, list[Any]], table: str) -> Mapping[str, list[str]]:
    """The fields of a table that can be asked for a value of a closed list, and the values."""
    own = {column["name"]: _choices(column) for column in tables.get(table, ()) if column["name"] not in IN_REPORTED}
    if "source" in own:
        of_source = {column["name"]: _choices(column) for column in tables["sources"] if column["name"] in OF_SOURCE}
        own = {**of_source, **own, "source": _ids(ctx, ["sources"])}
    return {name: choices for name, choices in own.items() if choices}


def _choices(column: Mapping[str, Any]) -> list[str]:
    if column["type"] == "boolean":
        return ["true", "false"]
    return list(column.get("constraints", {}).get("enum", ()))
