"""Quantities as schema.org QuantitativeValues, each with its UCUM code."""

from __future__ import annotations

from decimal import Decimal

from rdflib import PROV, RDF, SDO, XSD, Literal, URIRef

from ketamine_evidence.export.linked_graph import KE, LinkedGraph
from ketamine_evidence.values.reported import Reported


def add_reported(to: LinkedGraph, record: URIRef, source: URIRef, said: Reported) -> URIRef:
    """Add what a source states about a quantity, and give its name.

    Args:
        to: the graph.
        record: the name of the record that holds it.
        source: the name of the source, which the phrase is quoted from.
        said: the phrase and what it is read as.
    """
    node = to.part(record, "reported")
    to.add(node, RDF.type, KE.Reported)
    to.add(node, PROV.wasQuotedFrom, source)
    to.add(node, KE.text, Literal(said.text))
    to.add(node, KE.unbounded_high, Literal(said.unbounded_high))
    to.add(node, KE.approximate, Literal(said.approximate))
    to.add(node, KE.hedges, *map(Literal, said.hedges))
    for side, end in (("low", said.low), ("high", said.high)):
        if end is not None:
            to.add(node, KE[side], _add_quantity(to, to.part(record, side), end.least, end.most, end.unit))
    for view, one in (("outer", said.outer), ("inner", said.inner)):
        if one is not None:
            to.add(node, KE[view], _add_quantity(to, to.part(record, view), one.low, one.high, one.unit))
    return node


def _add_quantity(to: LinkedGraph, node: URIRef, least: float | None, most: float | None, unit: str) -> URIRef:
    """Add a value of which the least and the most are known, in one unit."""
    to.add(node, RDF.type, SDO.QuantitativeValue)
    for prop, number in ((SDO.minValue, least), (SDO.maxValue, most)):
        if number is not None:
            to.add(node, prop, decimal(number))
    to.add(node, SDO.unitCode, Literal(f"ucum:{unit}"))  # schema.org takes codes other than UN/CEFACT's with a prefix
    to.add(node, SDO.unitText, Literal(unit))
    return node


def decimal(number: float) -> Literal:
    """Write a number as a decimal, always with a point: Turtle would add it, and the two files would differ."""
    text = format(Decimal(repr(number)), "f")
    return Literal(text if "." in text else f"{text}.0", datatype=XSD.decimal)
