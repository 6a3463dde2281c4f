"""The graph that linked data are, and how things in it are named: by URNs, since no web address is ours to give.

A dataset is `urn:uuid:` with a UUID made of its digest (version 8 of RFC 9562), so that anyone who holds it can name it, and two data
versions never share a name. What is in it is named by a fragment of that; classes and properties by a fragment of one UUID that was
drawn once. None of these names can be looked up.
"""

from __future__ import annotations

from urllib.parse import quote

from rdflib import DCTERMS, OWL, PROV, RDF, RDFS, SDO, SKOS, XSD, Graph, Literal, Namespace, URIRef

KE = Namespace("urn:uuid:49b395fb-f2c9-48a0-a2dc-6bdb9c15e6e3#")
"""The classes and properties of this package."""
OA = Namespace("http://www.w3.org/ns/oa#")
BIBO = Namespace("http://purl.org/ontology/bibo/")


def urn(digest: str) -> URIRef:
    """Name a dataset by its digest.

    Args:
        digest: SHA-256, in hex; its first 128 bits, less the six that say what kind of UUID it is, make the name.
    """
    variant = "89ab"[int(digest[16], 16) % 4]
    return URIRef(f"urn:uuid:{digest[:8]}-{digest[8:12]}-8{digest[13:16]}-{variant}{digest[17:20]}-{digest[20:32]}")


class LinkedGraph:
    """The graph of a dataset while it is written. It has no blank nodes, so that each triple can be named and compared.

    Args:
        digest: the digest of the dataset.
    """

    def __init__(self, digest: str) -> None:
        self.dataset: URIRef = urn(digest)
        self.graph: Graph = Graph(bind_namespaces="none")
        self._records = Namespace(f"{self.dataset}#")
        self._terms = Namespace(f"{self.dataset}#term:")
        for prefix, namespace in {
            "ds": self._records, "term": self._terms, "ke": KE, "bibo": BIBO, "dcterms": DCTERMS, "oa": OA, "owl": OWL, "prov": PROV,
            "rdf": RDF, "rdfs": RDFS, "schema": SDO, "skos": SKOS, "xsd": XSD,
        }.items():  # fmt: skip
            self.graph.bind(prefix, namespace)

    def add(self, subject: URIRef, predicate: URIRef, *objects: URIRef | Literal) -> None:
        """Add a triple for each of the objects."""
        for one in objects:
            self.graph.add((subject, predicate, one))

    def record(self, key: str) -> URIRef:
        """Name the record of an id."""
        return self._records[_freed(key, "_")]

    def exclusion(self, source: str, start: int, end: int, number: int) -> URIRef:
        """Name the exclusion of a stretch; the number tells several of one stretch apart."""
        return self._records[f"{_freed(source, '_')}_{start}-{end}{f'_{number}' if number > 1 else ''}"]

    def part(self, whole: URIRef, part: str) -> URIRef:
        """Name a part of a record, such as its annotation, or of the dataset itself."""
        return URIRef(f"{whole}{'#' if whole == self.dataset else ''}_{part}")

    def scheme(self, scheme: str) -> URIRef:
        """Name a vocabulary."""
        return self._terms[_freed(scheme, ".")]

    def term(self, scheme: str, term: str) -> URIRef:
        """Name a term of a vocabulary."""
        return self._terms[f"{_freed(scheme, '.')}.{_freed(term, '.')}"]


def _freed(text: str, joint: str) -> str:
    """Write a text as a piece of a name, in which a character is free to join it to the next piece."""
    return quote(text, safe="").replace(joint, f"%{ord(joint):02X}")
