"""The classes and properties of our own, each defined in the graph that uses it."""

from __future__ import annotations

import inspect
from collections import defaultdict
from collections.abc import Mapping
from types import MappingProxyType

from rdflib import OWL, RDF, RDFS, SDO, Literal, URIRef

from ketamine_evidence.export.linked_graph import KE, LinkedGraph
from ketamine_evidence.export.linked_records import APART, PROPERTIES, TYPES
from ketamine_evidence.records.evidence import Term
from ketamine_evidence.records.fields import describe
from ketamine_evidence.records.rows import columns

NAMES = (
    "The classes and properties of ketamine-evidence. Their names, and those of datasets and records, are URNs and cannot be looked up: "
    "a dataset is named by its digest, what is in it by fragments of that name."
)
_PARTS: Mapping[str, str] = MappingProxyType(
    {
        "reported": "what a source states of a quantity: a phrase, and what it is read as",
        "text": "the phrase as printed",
        "low": "the low end, as the least and the most that it can mean; absent where it is not stated",
        "high": "the high end, as the least and the most that it can mean; absent where it is not stated",
        "unbounded_high": "whether the phrase leaves the high end open (or longer)",
        "approximate": "whether the phrase says about or the like",
        "hedges": "a word that weakens the phrase",
        "outer": "the widest reading: all that any interpretation allows",
        "inner": "what every interpretation shares; absent where no value is common to all",
        "fingerprint": (
            "SHA-256, in hex, of the span that the selector marks, normalised: NFKC, case-folded, quotes and dashes unified, white space "
            "collapsed to single spaces and trimmed"
        ),
        "section": "the part of the source, in our words",
        "characters": "the length of the text in code points",
        "origin": "a dataset that merged data had the record from",
    }
)


def add_vocabulary(to: LinkedGraph) -> None:
    """Add what each class and property of ours means."""
    ontology = URIRef(str(KE).removesuffix("#"))
    to.add(ontology, RDF.type, OWL.Ontology)
    to.add(ontology, RDFS.comment, Literal(NAMES))
    for record, wider in TYPES.items():
        _add(to, RDFS.Class, record.__name__, (inspect.getdoc(record) or "").splitlines()[0])
        to.add(KE[record.__name__], RDFS.subClassOf, *wider)
    _add(to, RDFS.Class, "Reported", "What a source states of a quantity.")
    for name, meaning in _PARTS.items():
        _add(to, RDF.Property, name, meaning)
    for (name, meaning), records in _fields().items():
        _add(to, RDF.Property, name, f"of a {', '.join(records)}: {meaning}")
        to.add(KE[name], SDO.domainIncludes, *(KE[one] for one in records))


def _add(to: LinkedGraph, kind: URIRef, name: str, meaning: str) -> None:
    to.add(KE[name], RDF.type, kind)
    to.add(KE[name], RDFS.label, Literal(name))
    to.add(KE[name], RDFS.comment, Literal(meaning))


def _fields() -> Mapping[tuple[str, str], list[str]]:
    """Each field that is written as a property of ours by its own name, and what it means: the classes that have it so."""
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for record in TYPES:
        for column in columns(record):
            if record is not Term and column.field not in {"locator", "reported", *PROPERTIES, *APART.get(record, ())}:
                found[column.field, describe(record, column)].append(record.__name__)
    return found
