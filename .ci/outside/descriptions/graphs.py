"""Linked data, judged by rdflib, PyLD and pySHACL."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pyld.jsonld
from judging import Check, judge, replaced, report, rows
from pyshacl import validate
from rdflib import RDF, XSD, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic

KE = Namespace("urn:uuid:49b395fb-f2c9-48a0-a2dc-6bdb9c15e6e3#")
OA = Namespace("http://www.w3.org/ns/oa#")
PROV = Namespace("http://www.w3.org/ns/prov#")
SH = Namespace("http://www.w3.org/ns/shacl#")
QUESTION = """
    PREFIX ke: <urn:uuid:49b395fb-f2c9-48a0-a2dc-6bdb9c15e6e3#> PREFIX oa: <http://www.w3.org/ns/oa#>
    PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX schema: <https://schema.org/>
    SELECT ?id ?source ?start ?fingerprint ?phrase WHERE {
        ?range a ke:ReportedRange ; schema:identifier ?id ; prov:wasDerivedFrom/schema:identifier ?source ; ke:reported/ke:text ?phrase .
        ?place oa:hasBody ?range ; oa:hasTarget ?target .
        ?target ke:fingerprint ?fingerprint ; oa:hasSelector/oa:start ?start .
    }"""


def turtle(folder: Path) -> Graph:
    """The graph of a folder; not to be changed, since it is read once for all checks."""
    return parsed((folder / "ketamine-evidence.ttl").read_bytes())


@cache
def parsed(text: bytes) -> Graph:
    """Read Turtle."""
    return Graph().parse(data=text, format="turtle")


def linked_is_one_graph(folder: Path) -> str:
    """Compare the graphs of the two files."""
    try:
        one, other = turtle(folder), Graph().parse(folder / "ketamine-evidence.jsonld", format="json-ld")
    except Exception as error:  # noqa: BLE001  each parser has errors of its own
        return f"{type(error).__name__}: {error}"
    if not len(one):
        return "no triples"
    return "" if isomorphic(one, other) else f"{len(one)} and {len(other)} triples, not the same graph"


def linked_by_another_reader(folder: Path) -> str:
    """Compare the graph that another processor reads from the JSON-LD."""
    document = json.loads((folder / "ketamine-evidence.jsonld").read_text(encoding="utf-8"))
    quads = pyld.jsonld.to_rdf(document, {"format": "application/n-quads"})
    return "" if isomorphic(turtle(folder), Graph().parse(data=quads, format="nt")) else "not the graph that rdflib reads"


def linked_conforms(folder: Path) -> str:
    """Hold the graph to the shapes that come with it."""
    shapes = Graph().parse(folder / "shapes.ttl", format="turtle")
    conforms, _, text = validate(turtle(folder), shacl_graph=shapes, meta_shacl=False)
    return "" if conforms else str(text)


def linked_answers(expected: set[tuple[str, ...]]) -> Check:
    """A check that the graph gives each range with its source, place and phrase."""

    def check(folder: Path) -> str:
        found = {tuple(map(str, row)) for row in turtle(folder).query(QUESTION)}
        return "" if found == expected else f"{len(found ^ expected)} answers differ from the CSV, of {len(expected)}"

    return check


def linked_shapes_refuse(folder: Path) -> None:
    """Break the graph in several ways at once, and demand that the shapes name each of them."""
    graph = Graph() + turtle(folder)
    claims = sorted(
        one for one in graph.subjects(RDF.type, KE.ReportedRange) if (URIRef(f"{one}_selector"), None, None) in graph
    )[:3]
    selector, target = URIRef(f"{claims[0]}_selector"), URIRef(f"{claims[0]}_target")
    graph.set((selector, OA.start, Literal(10**6, datatype=XSD.nonNegativeInteger)))
    graph.add((selector, OA.exact, Literal("words that are not ours")))
    graph.set((target, KE.fingerprint, Literal("none")))
    graph.remove((claims[1], PROV.wasDerivedFrom, None))
    graph.set((claims[2], KE.quantity, URIRef(f"{graph.value(claims[2], KE.quantity)}s")))
    graph.remove((URIRef(f"{claims[2]}_outer"), URIRef("https://schema.org/unitCode"), None))
    shapes = Graph().parse(folder / "shapes.ttl", format="turtle")
    _, results, _ = validate(graph, shacl_graph=shapes, meta_shacl=False)
    assert isinstance(results, Graph)
    found = {(str(results.value(one, SH.focusNode)), str(results.value(one, SH.resultPath))) for one in results.subjects(RDF.type, SH.ValidationResult)}  # fmt: skip
    for how, where in {
        "with a span that ends before it begins": (selector, OA.start),
        "with words of a source": (selector, OA.exact),
        "with a fingerprint that is none": (target, KE.fingerprint),
        "with a claim of no source": (claims[1], PROV.wasDerivedFrom),
        "with a term of no list": (claims[2], KE.quantity),
        "with a quantity without a unit": (URIRef(f"{claims[2]}_outer"), URIRef("https://schema.org/unitCode")),
    }.items():
        report(
            "pyshacl", f"linked keeps the shapes, {how}", "" if tuple(map(str, where)) in found else "accepted, and should not be"
        )


def linked(folder: Path) -> None:
    """Judge the export linked."""
    columns = ("id", "source", "start", "fingerprint", "reported")
    expected = {tuple(row[name] for name in columns) for row in rows(folder.parent / "csvw", "ranges") if row["fingerprint"]}
    judge("rdflib", "linked is one graph in both files", linked_is_one_graph, folder, {
        "with one number changed": replaced("ketamine-evidence.ttl", "schema:maxValue ", "schema:maxValue 9"),
        "with a full stop missing": replaced("ketamine-evidence.ttl", " .\n\n", " \n\n"),
        "with a bracket missing": replaced("ketamine-evidence.jsonld", "}", ""),
    })  # fmt: skip
    judge("pyld", "linked is the same graph to another reader of JSON-LD", linked_by_another_reader, folder, {
        "with one number under another property": replaced("ketamine-evidence.jsonld", '"schema:maxValue": {\n', '"schema:maxValueOf": {\n'),
    })  # fmt: skip
    judge("rdflib", "linked answers a question as the CSV does", linked_answers(expected), folder, {
        "with a phrase changed": replaced("ketamine-evidence.ttl", 'ke:text "a few minutes to several', 'ke:text "not a few minutes to several'),
    })  # fmt: skip
    report("pyshacl", "linked keeps the shapes", linked_conforms(folder))
    linked_shapes_refuse(folder)
