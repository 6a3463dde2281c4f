"""Pages of a dataset for tests, what leads where in them, and a dataset in which every text is made to be taken for Markdown and HTML."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import Any, get_type_hints

import attrs

from authored import ROOT
from hooks import hook
from ketamine_evidence import Dataset, Reported
from ketamine_evidence.records.evidence import Factor, Withdrawn
from ketamine_evidence.records.locators import Locator
from ketamine_evidence.records.vocabulary import Direction, FactorName, Outcome
from small_dataset import HERE, SMALL

evidence_pages = hook("evidence_pages")
NAMES = frozenset(
    {
        "id",
        "source",
        "url",
        "doi",
        "pmid",
        "pmcid",
        "text_sha256",
        "scheme",
        "claim",
        "study",
        "restates",
        "successor",
        "estimate",
        "time_point",
        "version",
    }
)
"""The fields whose texts are no free texts."""
_FENCED = re.compile(r"^(?P<indent> *)(?P<fence>```+) .*?^(?P=indent)(?P=fence)$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?P<target>[^)]*)\)")


def pages(dataset: Dataset) -> Mapping[str, str]:
    """Every page of a dataset, by its path."""
    made: Mapping[str, str] = evidence_pages.pages(dataset)
    return made


def links(content: str) -> list[str]:
    """Where the links of a page lead, those in code left out."""
    return [found["target"] for found in _LINK.finditer(_FENCED.sub("", content))]


def dead_links(written: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The links that lead neither to one of the pages nor to a page that stands in the docs, each with the page that it is on."""
    for path, content in written.items():
        for target in links(content):
            if not target.startswith("https://") and not target.startswith("http://"):
                there = posixpath.normpath(posixpath.join(posixpath.dirname(path), target.partition("#")[0]))
                if there not in written and not (ROOT / "docs" / there).is_file():
                    yield path, target


def with_texts(said: str) -> Dataset:
    """The small dataset with every free text replaced by one."""
    tables = {name: [_with_text(record, said) for record in table] for name, table in SMALL.tables.items()}
    return Dataset.of(tables, SMALL.version, SMALL.released)


def _with_text(record: Any, said: str) -> Any:
    changed: dict[str, Any] = {}
    kinds = get_type_hints(type(record))
    for field in attrs.fields(type(record)):
        value = getattr(record, field.name)
        if isinstance(value, Locator):
            changed[field.name] = attrs.evolve(value, section=said)
        elif isinstance(value, Reported):
            changed[field.name] = attrs.evolve(value, text=said, hedges=_one(said))
        elif field.name == "authors":
            changed[field.name] = _one(said)
        elif kinds[field.name] in {str, str | None} and field.name not in NAMES:
            changed[field.name] = said
    return attrs.evolve(record, **changed)


def _one(said: str) -> tuple[str]:
    """A list of one text; what parts the entries of a list cannot stand in them."""
    return (said.replace("|", "/"),)


def gone(*withdrawn: Withdrawn) -> Dataset:
    """The small dataset with other records withdrawn."""
    return Dataset.of({**SMALL.tables, "withdrawn": withdrawn}, SMALL.version, SMALL.released)


def factor(id_: str, source: str, direction: Direction) -> Factor:
    """What a source says of doses and the length of relief."""
    return Factor(
        id=id_, source=source, locator=HERE, summary="more or less", factor=FactorName.DOSE, outcome=Outcome.RELIEF_DURATION, direction=direction
    )  # fmt: skip
