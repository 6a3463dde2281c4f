"""Reading the vocabularies and the lexicon as terms of a release."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ketamine_evidence.curation.toml import read_toml, rows_of, shown, unknown_tables
from ketamine_evidence.errors import DataError, Problem
from ketamine_evidence.records.codec import CONVERTER, explain, unknown_keys
from ketamine_evidence.records.evidence import Term
from ketamine_evidence.values.lexicon import Lexicon
from ketamine_evidence.values.numbers import show

LEXICON = "lexicon"


def read_terms(folder: Path) -> list[Term]:
    """Read every vocabulary of a folder, one scheme a file, and the conventions of the lexicon.

    Raises:
        DataError: all problems of all files at once.
    """
    problems: list[Problem] = []
    found: list[Term] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            data = read_toml(path)
            found += _conventions(path) if path.stem == LEXICON else _terms(data, path)
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(problems)
    return found


def _terms(data: Mapping[str, Any], path: Path) -> list[Term]:
    file = str(path)
    rows, problems = rows_of(data, "term", file)
    problems += unknown_tables(data, ["term"], file)
    found: list[Term] = []
    for row in rows:
        name = str(row.get("id", "?"))
        problems += unknown_keys(row, Term, file, name, {"scheme": None})
        mappings = row.get("mappings", {})
        if not isinstance(mappings, dict):
            problems.append(Problem(file, name, "mappings", f"expected a table, came {shown(mappings)}"))
            continue
        problems += [
            Problem(file, name, "mappings", f"expected text, came {shown(one)}")
            for one in mappings.values()
            if type(one) is not str
        ]
        known = {key: row[key] for key in ("id", "label", "definition") if key in row}
        try:
            found.append(
                CONVERTER.structure({**known, "scheme": path.stem, "mappings": [f"{k}:{v}" for k, v in mappings.items()]}, Term)
            )
        except Exception as error:  # noqa: BLE001  whatever the converter raises is a problem of that term
            problems += explain(error, Term, file, name)
    for id_, count in Counter(term.id for term in found).items():
        if count > 1:
            problems.append(Problem(file, id_, "id", f"given to {count} terms; an id belongs to one"))
    if problems:
        raise DataError(problems)
    return found


def _conventions(path: Path) -> list[Term]:
    """What imprecise words were read as, so that a release says it of itself."""
    lexicon = Lexicon.from_toml(path)
    found = [
        _convention(f"bare-plural-{unit}", f"bare plural of {unit}", f"{show(lexicon.bare_least)} {unit} up to 1 {larger}")
        for unit, larger in lexicon.bare_most.items()
    ]
    for word, (least, most) in lexicon.quantifiers.items():
        reading = (
            f"{show(least)} or more, no upper reading"
            if most is None
            else show(least)
            if least == most
            else f"{show(least)} to {show(most)}"
        )
        found.append(_convention(word, word, reading))
    return found


def _convention(id_: str, label: str, reading: str) -> Term:
    return Term(scheme=LEXICON, id=id_, label=label, definition=reading)
