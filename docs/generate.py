"""Write the reference pages and pictures that are made from the code, its tests and the newest release; tests hold them up to date.

Run it from the repository: python docs/generate.py
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from functools import partial
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

import attrs

import ketamine_evidence as ke
from ketamine_evidence.export.json_lines import DESCRIBED, schema_files
from ketamine_evidence.records.evidence import KEYS, TABLES
from ketamine_evidence.records.fields import DESCRIPTIONS, UNITS, describe
from ketamine_evidence.records.rows import Column, columns, to_row

ROOT = Path(__file__).parent.parent
REFERENCE = ROOT / "docs" / "reference"
ASSETS = ROOT / "docs" / "assets"
LONGEST_EXAMPLE = 60
PROFILE_USES = {
    "quick": "while code is being written, and from the built wheel on each Python",
    "dev": "where nothing else is asked for",
    "ci": "before a change lands",
    "thorough": "by hand, for a long search",
}


def dictionary(dataset: ke.Dataset) -> str:
    """The data dictionary: each table, each column, its type, unit, meaning and an example."""
    parts = [
        "# Data dictionary",
        (
            f"Every table of a release, column by column. The examples are from data version {dataset.version}. In Python a record holds the same "
            "under the same names, but for two fields: `locator` is a `Locator` with `start`, `end`, `fingerprint` and `section`, and `reported` a "
            "`Reported` with `text`, `low`, `high`, `unbounded_high`, `approximate` and `hedges`."
        ),
        "A cell is empty where the source does not state it. A *list* is joined with `|`. A *term* is from a closed list, see [vocabularies](vocabularies.md).",
    ]
    for name, record in TABLES.items():
        rows = [to_row(one) for one in dataset.tables[name]]
        key = ", ".join(f"`{field}`" for field in KEYS.get(name, ("id",)))
        lines = [_line(record, column, rows) for column in columns(record)]
        head = "| column | type | unit | meaning | example |\n|---|---|---|---|---|"
        parts += [f"## {name}", f"{DESCRIPTIONS[name]}. {len(rows)} records; key: {key}.", "\n".join([head, *lines])]
    return "\n\n".join(parts) + "\n"


def _line(record: type, column: Column, rows: list[dict[str, str]]) -> str:
    kind = "term" if column.choices else column.kind
    needed = ", required" if column.required else ""
    example = next((row[column.name] for row in rows if row[column.name]), "")
    shown = example if len(example) <= LONGEST_EXAMPLE else example[:LONGEST_EXAMPLE] + "…"
    cell = "" if not shown else "`" + shown.replace("|", "\\|") + "`"
    return (
        f"| `{column.name}` | {kind}{needed} | {UNITS.get(column.name, '')} | {describe(record, column).rstrip('.')} | {cell} |"
    )


def vocabularies(dataset: ke.Dataset) -> str:
    """Every closed list and reading convention, term by term."""
    parts = [
        "# Vocabularies",
        (
            f"The closed lists of data version {dataset.version}, and under *lexicon* how imprecise words were read. Identifiers elsewhere are given where they were "
            "confirmed; an empty cell is not a guess withheld but one not made."
        ),
    ]
    for scheme, terms in groupby(dataset.terms, key=lambda term: term.scheme):
        lines = [f"| `{term.id}` | {term.label} | {term.definition} | {', '.join(term.mappings)} |" for term in terms]
        parts += [f"## {scheme}", "\n".join(["| term | label | definition | identifiers |\n|---|---|---|---|", *lines])]
    return "\n\n".join(parts) + "\n"


def laws(_: ke.Dataset) -> str:
    """Every law that is tested, by the file of its test; the tests are read, not imported, so that nothing of theirs is needed."""
    groups = [_group(path) for path in sorted((ROOT / "tests" / "property").glob("test_*.py"))]
    number = sum(len(statements) for *_, statements in groups)
    parts = [
        "# Laws",
        (
            f"What holds for all values, not only for the examples that somebody thought of: {number} laws in {len(groups)} groups. Each is a test in "
            "`tests/property/`. The library hypothesis draws examples for it at random, looks for one that breaks it, and cuts what it finds down to "
            "the simplest that does. Where a law is asked of several libraries, operations or spellings, each has as many examples. A law marked *shown* "
            "is about one example and is run once. What does not hold, and why, is in [limits of the model](../explanation/limits.md)."
        ),
        "How many examples are drawn is set by a profile:",
        "\n".join(["| profile | examples of each law | drawn | used |\n|---|---|---|---|", *_profiles()]),
        "```sh\nHYPOTHESIS_PROFILE=thorough python -m pytest tests/property\n```",
    ]
    for title, about, path, statements in groups:
        parts += [f"## {title}", *about, f"Laws in `{path}`: {len(statements)}.", "\n".join(statements)]
    return "\n\n".join(parts) + "\n"


def _group(path: Path) -> tuple[str, list[str], str, list[str]]:
    """The title and the further paragraphs of a file's docstring, its place, and its laws."""
    module = ast.parse(path.read_text(encoding="utf-8"))
    title, *about = (ast.get_docstring(module) or path.stem).split("\n\n")
    tests = [node for node in module.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
    return title.rstrip("."), about, path.relative_to(ROOT).as_posix(), [_law(test) for test in tests]


def _law(test: ast.FunctionDef) -> str:
    name = test.name.removeprefix("test_").replace("_", " ")
    statement = (ast.get_docstring(test) or "").partition("\n")[0]
    drawn = any(isinstance(made, ast.Call) and ast.unparse(made.func) == "given" for made in test.decorator_list)
    return f"- **{name}**{': ' if statement else ''}{statement}{'' if drawn else ' *Shown.*'}"


def _profiles() -> Iterator[str]:
    for node in ast.walk(ast.parse((ROOT / "tests" / "conftest.py").read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "settings.register_profile":
            name = ast.literal_eval(node.args[0])
            given = {keyword.arg: keyword.value for keyword in node.keywords}
            drawn = "the same each time" if "derandomize" in given else "others each time"
            yield f"| `{name}` | {ast.literal_eval(given['max_examples']):,} | {drawn} | {PROFILE_USES.get(name, '')} |"


def json_schema(_: ke.Dataset) -> str:
    """The JSON Schemas, each with what it describes; the schemas themselves lie beside the page."""
    lines = [
        f"| [{name}](schema/{name}.schema.json) | {title} | {len(attrs.fields(kind))} |"
        for name, (kind, title) in DESCRIBED.items()
    ]
    parts = [
        "# JSON Schema",
        (
            "Each line of a [JSON Lines export](../how-to/export-tables.md#json-lines) keeps the schema of its table, and `dataset.json` its own. The schemas "
            "are made from the records' classes, in draft 2020-12 of JSON Schema, and every export has them in its folder `schema`."
        ),
        "\n".join(["| schema | what it describes | keys |\n|---|---|---|", *lines]),
        (
            "Every key has to be there, and no other; what a source does not state is null. A term is one of its closed list (`enum`); ids and digests have "
            "a `pattern`; units are those that the package knows. The closed lists grow with the package: a line of a later data version may not keep the "
            "schema of an earlier one. The schemas name themselves by their file (`$id`), not by an address."
        ),
        "To hold a line against its schema with [check-jsonschema](https://check-jsonschema.readthedocs.io), which takes a file for each instance:",
        "```sh\nhead -n 1 my-data/ranges.jsonl > one.json\ncheck-jsonschema --schemafile my-data/schema/ranges.schema.json one.json\n```",
    ]
    return "\n\n".join(parts) + "\n"


def _schema(name: str, _: ke.Dataset) -> str:
    return schema_files()[name].decode()


def headline(theme: ke.charts.Theme, dataset: ke.Dataset) -> str:
    """The headline chart: how long relief is said to last, by protocol, the lay tier above the literature. It needs the extra `charts`."""
    relief = dataset.ranges.where(quantity=["relief_duration", "relief_time_point"])
    chart = ke.charts.lay_and_literature(relief, by="protocol", theme=theme)
    with TemporaryDirectory() as folder:
        return ke.charts.save(chart, Path(folder) / "headline.svg").read_text(encoding="utf-8")


PICTURES: dict[str, Callable[[ke.Dataset], str]] = {
    "headline.svg": partial(headline, "light"),
    "headline-dark.svg": partial(headline, "dark"),
}
PAGES: dict[str, Callable[[ke.Dataset], str]] = {
    "dictionary.md": dictionary,
    "json-schema.md": json_schema,
    "laws.md": laws,
    "vocabularies.md": vocabularies,
    **{f"schema/{name}": partial(_schema, name) for name in schema_files()},
}

if __name__ == "__main__":
    (REFERENCE / "schema").mkdir(exist_ok=True)
    for page, make in PAGES.items():
        (REFERENCE / page).write_text(make(ke.load()), encoding="utf-8", newline="")
    ASSETS.mkdir(exist_ok=True)
    for picture, make in PICTURES.items():
        (ASSETS / picture).write_text(make(ke.load()), encoding="utf-8", newline="")
    (REFERENCE.parent.parent / "CITATION.cff").write_text(ke.cite(format="cff") + "\n", encoding="utf-8", newline="")
