"""Linked data: one graph as JSON-LD and as Turtle, and the SHACL shapes that it keeps.

The dataset is a schema.org Dataset, each claim a resource that PROV-O derives from its source, each span a Web Annotation of positions.
"""

from __future__ import annotations

import json
from importlib.resources import files as resources
from typing import Any

from rdflib import DCTERMS, PROV, RDF, SDO, XSD, Graph, Literal, URIRef

from ketamine_evidence.dataset.cite import AUTHOR, KEYWORDS
from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.export.about import about
from ketamine_evidence.export.linked_graph import LinkedGraph, urn
from ketamine_evidence.export.linked_records import add_records, is_merged
from ketamine_evidence.export.linked_vocabulary import add_vocabulary

TURTLE, JSON_LD, SHAPES = "ketamine-evidence.ttl", "ketamine-evidence.jsonld", "shapes.ttl"
"""The names of the files."""


def files(dataset: Dataset) -> dict[str, bytes]:
    """Give a dataset as a graph, written twice, and the shapes that the graph keeps.

    Args:
        dataset: what to write.
    """
    graph = dataset_graph(dataset)
    return {
        TURTLE: graph.serialize(format="turtle", encoding="utf-8"),
        JSON_LD: _json_ld(graph),
        SHAPES: resources("ketamine_evidence.export").joinpath(SHAPES).read_bytes(),
    }


def dataset_graph(dataset: Dataset) -> Graph:
    """Give a dataset as a graph without blank nodes.

    Args:
        dataset: what to give.
    """
    to = LinkedGraph(dataset.digest)
    _add_about(to, dataset)
    add_records(to, dataset)
    add_vocabulary(to)
    return to.graph


def _add_about(to: LinkedGraph, dataset: Dataset) -> None:
    said, node = about(dataset), to.dataset
    creator, use, digest = (to.part(node, part) for part in ("creator", "use", "digest"))
    to.add(node, RDF.type, SDO.Dataset, PROV.Entity)
    to.add(node, SDO.name, Literal(said["title"]))
    to.add(node, SDO.description, Literal(said["description"]))
    to.add(node, SDO.version, Literal(said["version"]))
    if said["released"]:
        to.add(node, SDO.datePublished, Literal(said["released"], datatype=XSD.date))
    to.add(node, SDO.license, URIRef(said["licence_url"]))
    to.add(node, SDO.keywords, *map(Literal, KEYWORDS))
    to.add(node, DCTERMS.bibliographicCitation, Literal(said["citation"]))
    to.add(node, SDO.creator, creator)
    to.add(creator, RDF.type, SDO.Organization)
    to.add(creator, SDO.name, Literal(AUTHOR))
    to.add(node, SDO.usageInfo, use)
    to.add(use, RDF.type, SDO.CreativeWork)
    to.add(use, SDO.text, Literal(said["intended_use"]))
    to.add(node, SDO.identifier, digest)
    to.add(digest, RDF.type, SDO.PropertyValue)
    to.add(digest, SDO.propertyID, Literal("sha256"))
    to.add(digest, SDO.value, Literal(said["sha256"]))
    for part in dataset.parts if is_merged(dataset) else ():
        to.add(node, PROV.wasDerivedFrom, urn(part.digest))
        to.add(urn(part.digest), RDF.type, PROV.Entity)
        to.add(urn(part.digest), SDO.name, Literal(part.name))


def _json_ld(graph: Graph) -> bytes:
    """Write a graph as JSON-LD, in the same order each time: the library's is that of a set."""
    context = {prefix: str(namespace) for prefix, namespace in sorted(graph.namespaces())}
    written = json.loads(graph.serialize(format="json-ld", context=context))
    return (json.dumps(_in_order(written), indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode()


def _in_order(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _in_order(one) for key, one in value.items()}
    if isinstance(value, list):
        return sorted(map(_in_order, value), key=lambda one: json.dumps(one, sort_keys=True))
    return value
