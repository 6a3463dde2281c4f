"""Vocabularies as SKOS: each closed list a concept scheme, each term a concept, its identifiers elsewhere as links where that is certain."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from urllib.parse import quote

from rdflib import RDF, RDFS, SDO, SKOS, Literal, URIRef

from ketamine_evidence.export.linked_graph import KE, LinkedGraph
from ketamine_evidence.records.evidence import Term
from ketamine_evidence.records.vocabulary import SCHEMES

_SCHEME_OF: Mapping[type, str] = MappingProxyType({members: scheme for scheme, members in SCHEMES.items()})
_OFFICIAL: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "hpo": (r"HP:([0-9]{7})", "http://purl.obolibrary.org/obo/HP_"),
        "chebi": (r"CHEBI:([0-9]+)", "http://purl.obolibrary.org/obo/CHEBI_"),
        "ncit": (r"(C[0-9]+)", "http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl#"),
        "pubchem": (r"([0-9]+)", "http://rdf.ncbi.nlm.nih.gov/pubchem/compound/CID"),
        "mesh": (r"([CD][0-9]{6,9})", "http://id.nlm.nih.gov/mesh/"),
    }
)
"""Of the vocabularies whose keepers give their terms IRIs: what an identifier looks like, and what the IRI of one begins with."""


def add_term(to: LinkedGraph, term: Term) -> URIRef:
    """Add a term as a concept and give its name."""
    concept = add_concept(to, term.scheme, term.id)
    to.add(concept, RDF.type, KE.Term)
    to.add(concept, SKOS.prefLabel, Literal(term.label))
    to.add(concept, SKOS.definition, Literal(term.definition))
    for mapping in term.mappings:
        scheme, _, code = mapping.partition(":")
        official = official_iri(scheme, code)
        if official is not None:
            to.add(concept, SKOS.exactMatch, official)
        else:
            system = KE[f"notation-{quote(scheme, safe='')}"]
            to.add(system, RDF.type, RDFS.Datatype)
            to.add(
                system,
                RDFS.comment,
                Literal(f"an identifier of {scheme}, whose keepers give no address that it can be linked by"),
            )
            to.add(concept, SKOS.notation, Literal(code, datatype=system))
    return concept


def official_iri(scheme: str, code: str) -> URIRef | None:
    """Give the IRI of an identifier from its keeper, or None where they give none, or the identifier is not of their form."""
    form, base = _OFFICIAL.get(scheme, ("(?!)", ""))
    found = re.fullmatch(form, code)
    return None if found is None else URIRef(base + found[1])


def add_member(to: LinkedGraph, member: StrEnum) -> URIRef:
    """Add the concept of a member of a closed list and give its name."""
    return add_concept(to, _SCHEME_OF[type(member)], member.value)


def add_concept(to: LinkedGraph, scheme: str, term: str) -> URIRef:
    """Add a concept with what is known of it from its name alone, and give its name."""
    concept, whole = to.term(scheme, term), to.scheme(scheme)
    to.add(whole, RDF.type, SKOS.ConceptScheme)
    to.add(whole, SDO.identifier, Literal(scheme))
    to.add(whole, SKOS.prefLabel, Literal(scheme.replace("_", " ")))
    if scheme in SCHEMES:
        to.add(whole, SKOS.definition, Literal(inspect.getdoc(SCHEMES[scheme])))
    to.add(concept, RDF.type, SKOS.Concept)
    to.add(concept, SKOS.inScheme, whole)
    to.add(concept, SDO.identifier, Literal(term))
    return concept
