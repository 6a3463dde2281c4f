"""Linked data: the graph says all that the records say, the same in both files, and names nothing that is not there."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints
from urllib.parse import quote, unquote

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import DCTERMS, OWL, PROV, RDF, RDFS, SDO, SKOS, XSD, BNode, Graph, Literal, URIRef
from rdflib.term import Node

import ketamine_evidence as ke
from authored import ROOT
from ketamine_evidence import strategies
from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.dataset.provenance import Part, Provenance
from ketamine_evidence.export.about import about
from ketamine_evidence.export.linked import JSON_LD, SHAPES, TURTLE, dataset_graph, files
from ketamine_evidence.export.linked_graph import BIBO, KE, OA, LinkedGraph, urn
from ketamine_evidence.export.linked_quantities import decimal
from ketamine_evidence.export.linked_records import PROPERTIES
from ketamine_evidence.export.linked_terms import official_iri
from ketamine_evidence.records.evidence import TABLES, Exclusion, Factor, Source, Term, Trace, Withdrawn
from ketamine_evidence.records.hints import bare
from ketamine_evidence.records.locators import Locator
from ketamine_evidence.records.vocabulary import ExclusionReason, FactorName, Interest, SourceKind, Tier
from ketamine_evidence.values.reported import ImpreciseNumber, Reported

# The library itself still uses what it calls out of date, to read JSON-LD.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

PAGE = (ROOT / "docs" / "how-to" / "export-linked.md").read_text(encoding="utf-8")
SOURCE = Source(
    id="one",
    title="One",
    tier=Tier.LITERATURE,
    kind=SourceKind.HEALTH_ARTICLE,
    interest=Interest.UNKNOWN,
    authors=("B", "A"),
    doi="10.1000/a<b>",
    year=1999,
    url="https://example.org/one",
)


@cache
def newest() -> Graph:
    """The graph of the newest release."""
    return dataset_graph(ke.load())


# Reading it back: each record as plain values, lists as sets where the graph has no order.


def value(graph: Graph, node: Node | None, prop: URIRef) -> str | None:
    """The only literal of a property, as text."""
    found = None if node is None else graph.value(node, prop, any=False)
    return None if found is None else str(found)


def number(graph: Graph, node: Node, end: str) -> ImpreciseNumber | None:
    """An imprecise number as the graph has it."""
    quantity = graph.value(node, KE[end])
    if quantity is None:
        return None
    least, most, unit = (value(graph, quantity, prop) for prop in (SDO.minValue, SDO.maxValue, SDO.unitText))
    assert least is not None
    assert unit is not None
    assert value(graph, quantity, SDO.unitCode) == f"ucum:{unit}"
    return ImpreciseNumber(float(least), None if most is None else float(most), unit)


def stated(graph: Graph, node: Node | None) -> Any:
    """What a source states of a quantity."""
    assert node is not None
    hedges = frozenset(map(str, graph.objects(node, KE.hedges)))
    flags = [value(graph, node, KE[name]) == "true" for name in ("unbounded_high", "approximate")]
    return (value(graph, node, KE.text), number(graph, node, "low"), number(graph, node, "high"), *flags, hedges)


def place(graph: Graph, annotation: Node | None) -> dict[str, Any]:
    """The place that an annotation is of."""
    assert annotation is not None
    target = graph.value(annotation, OA.hasTarget, any=False)
    assert target is not None
    selector = graph.value(target, OA.hasSelector)
    start, end = value(graph, selector, OA.start), value(graph, selector, OA.end)
    return {
        "start": None if start is None else int(start),
        "end": None if end is None else int(end),
        "fingerprint": value(graph, target, KE.fingerprint),
        "section": value(graph, target, KE.section),
    }


def one(graph: Graph, kind: Any, field: str, found: Node) -> Any:
    """One value of a field."""
    if isinstance(found, Literal):
        return str(found) if field == "url" else found.toPython()
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(str(graph.value(found, SDO.identifier)))
    return unquote(str(found).partition("#")[2])


def ranged(graph: Graph, node: Node, record: type, field: str) -> Any:
    """A field of a record as the graph has it."""
    kind = bare(get_type_hints(record)[field])
    if kind is Locator:
        return Locator(**place(graph, graph.value(predicate=OA.hasBody, object=node, any=False)))
    if kind is Reported:
        return stated(graph, graph.value(node, KE.reported))
    kind = get_args(kind)[0] if get_origin(kind) is tuple else kind
    found = [one(graph, kind, field, other) for other in graph.objects(node, PROPERTIES.get(field, KE[field]))]
    if get_origin(bare(get_type_hints(record)[field])) is tuple:
        return frozenset(found)
    assert len(found) <= 1
    return found[0] if found else None


def of_source(graph: Graph, node: Node) -> dict[str, Any]:
    """The fields of a source that have a way of their own."""
    text = graph.value(predicate=PROV.specializationOf, object=node, any=False)
    characters, year = value(graph, text, KE.characters), value(graph, node, SDO.datePublished)
    authors = {value(graph, author, SDO.position): value(graph, author, SDO.name) for author in graph.objects(node, SDO.author)}
    return {
        "publisher": value(graph, graph.value(node, SDO.publisher), SDO.name),
        "authors": tuple(authors[str(place)] for place in range(1, len(authors) + 1)),
        "year": None if year is None else int(year),
        "text_sha256": value(graph, text, SDO.sha256),
        "characters": None if characters is None else int(characters),
    }


def of_term(graph: Graph, node: Node) -> dict[str, Any]:
    """The fields of a term."""
    notations = {(note.datatype, str(note)) for note in graph.objects(node, SKOS.notation) if isinstance(note, Literal)}
    return {
        "scheme": value(graph, graph.value(node, SKOS.inScheme), SDO.identifier),
        "id": value(graph, node, SDO.identifier),
        "label": value(graph, node, SKOS.prefLabel),
        "definition": value(graph, node, SKOS.definition),
        "mappings": (frozenset(graph.objects(node, SKOS.exactMatch)), frozenset(notations)),
    }


def read_back(graph: Graph, node: Node, record: type) -> dict[str, Any]:
    """A record as the graph has it."""
    if record is Term:
        return of_term(graph, node)
    apart = of_source(graph, node) if record is Source else {}
    if record is Exclusion:
        apart = place(graph, node)
        assert apart.pop("fingerprint") is None
    names = [field.name for field in attrs.fields(record) if field.name not in apart]
    return apart | {name: ranged(graph, node, record, name) for name in names}


def expected(record: Any) -> dict[str, Any]:
    """A record as it should be read back."""
    found = {field.name: getattr(record, field.name) for field in attrs.fields(type(record))}
    for name, kept in found.items():
        if isinstance(kept, Reported):
            ends = (
                None
                if end is None
                else ImpreciseNumber(float(end.least), None if end.most is None else float(end.most), end.unit)
                for end in (kept.low, kept.high)
            )
            found[name] = (kept.text, *ends, kept.unbounded_high, kept.approximate, frozenset(kept.hedges))
        elif isinstance(record, Term) and name == "mappings":
            pairs = [mapping.partition(":") for mapping in kept]
            known = {(scheme, code): official_iri(scheme, code) for scheme, _, code in pairs}
            links = frozenset(iri for iri in known.values() if iri is not None)
            notations = {(KE[f"notation-{quote(scheme, safe='')}"], code) for (scheme, code), iri in known.items() if iri is None}
            found[name] = (links, frozenset(notations))
        elif isinstance(kept, tuple) and name != "authors":
            found[name] = frozenset(kept)
    return found


def unordered(records: Iterable[dict[str, Any]]) -> list[str]:
    """Records in an order of their own, to compare them whatever order they came in."""
    return sorted(repr(sorted((name, _shown(value)) for name, value in record.items())) for record in records)


def _shown(value: Any) -> str:
    return repr(sorted(map(repr, value))) if isinstance(value, frozenset) else repr(value)


def assert_says_all(dataset: Dataset, graph: Graph) -> None:
    """Demand that a graph says all that the records of a dataset say, and of no more records."""
    for name, table in dataset.tables.items():
        record = TABLES[name]
        found = [read_back(graph, node, record) for node in graph.subjects(RDF.type, KE[record.__name__])]
        assert unordered(found) == unordered(map(expected, table)), name


@st.composite
def whole_datasets(draw: st.DrawFn) -> Dataset:
    """Datasets with withdrawn records too, and with ids that are any text."""
    tables: dict[str, list[Any]] = {name: list(table) for name, table in draw(strategies.datasets()).tables.items()}
    ids = st.lists(strategies.texts(), max_size=2, unique=True)
    tables["traces"] += [draw(strategies.records(Trace, id=f"t-{text}")) for text in draw(ids)]
    tables["withdrawn"] = [draw(strategies.records(Withdrawn, id=f"w-{text}")) for text in draw(ids)]
    return Dataset.of(tables, "0.0.1", draw(st.none() | st.just(date(2026, 1, 1))))


@given(whole_datasets())
def test_the_graph_says_all_that_the_records_say(dataset: Dataset) -> None:
    assert_says_all(dataset, dataset_graph(dataset))


@given(whole_datasets())
def test_both_files_are_the_same_graph(dataset: Dataset) -> None:
    written = files(dataset)
    turtle = Graph().parse(data=written[TURTLE], format="turtle")
    json_ld = Graph().parse(data=written[JSON_LD], format="json-ld")
    assert set(turtle) == set(json_ld) == set(dataset_graph(dataset))
    assert not any(isinstance(node, BNode) for triple in turtle for node in triple)


@pytest.mark.parametrize("version", ke.versions())
def test_a_release_is_all_there(version: str) -> None:
    dataset = ke.load(version)
    assert_says_all(dataset, dataset_graph(dataset))


def test_the_shapes_are_of_the_properties_that_there_are() -> None:
    shapes = Graph().parse(data=files(Dataset.of({}, "nothing"))[SHAPES], format="turtle")
    named = {node for triple in shapes for node in triple if str(node).startswith(str(KE)) and not str(node).endswith("Shape")}
    declared = {*newest().subjects(RDF.type, RDF.Property), *newest().subjects(RDF.type, RDFS.Class)}
    assert named <= declared
    assert declared - named == {KE.origin}  # of merged data only


def test_every_name_of_ours_is_declared() -> None:
    used = {prop for prop in newest().predicates() if str(prop).startswith(str(KE))}
    used |= {kind for kind in newest().objects(predicate=RDF.type) if str(kind).startswith(str(KE))}
    used |= {note.datatype for note in newest().objects(predicate=SKOS.notation) if isinstance(note, Literal) and note.datatype}
    declared = {one for kind in (RDF.Property, RDFS.Class, RDFS.Datatype) for one in newest().subjects(RDF.type, kind)}
    assert used <= declared
    for name in declared:
        assert list(newest().objects(name, RDFS.comment)), f"{name} is not said what it means"


def test_the_graph_says_what_every_export_says() -> None:
    ds = ke.load()
    said, graph, node = about(ds), newest(), urn(ds.digest)
    assert (node, RDF.type, SDO.Dataset) in graph
    assert value(graph, node, SDO.name) == said["title"]
    assert value(graph, node, SDO.version) == ds.version
    assert graph.value(node, SDO.datePublished) == Literal(ds.released)
    assert graph.value(node, SDO.license) == URIRef(said["licence_url"])
    assert value(graph, node, DCTERMS.bibliographicCitation) == said["citation"]
    assert value(graph, graph.value(node, SDO.usageInfo), SDO.text) == said["intended_use"]
    assert value(graph, graph.value(node, SDO.identifier), SDO.value) == ds.digest
    assert (node, SDO.isBasedOn, LinkedGraph(ds.digest).record(ds.sources[0].id)) in graph


def test_data_that_were_never_released_have_no_date() -> None:
    never = Dataset.of({"sources": [attrs.evolve(SOURCE, year=None)]}, "mine")
    assert not list(dataset_graph(never).triples((None, SDO.datePublished, None)))


def test_no_web_address_is_ours() -> None:
    assert all(str(node).startswith("urn:uuid:") for node in newest().subjects())


def test_a_dataset_is_named_by_its_digest() -> None:
    digest = hashlib.sha256(b"").hexdigest()
    assert digest.startswith("e3b0c44298fc1c149afbf4c8996fb924")
    assert urn(digest) == URIRef("urn:uuid:e3b0c442-98fc-8c14-9afb-f4c8996fb924")
    assert urn("0" * 64) == URIRef("urn:uuid:00000000-0000-8000-8000-000000000000")


@given(st.lists(strategies.texts(), min_size=2, max_size=2, unique=True), strategies.texts())
def test_what_is_not_the_same_is_not_named_alike(texts: list[str], other: str) -> None:
    to = LinkedGraph("0" * 64)
    one, two = texts
    assert to.record(one) != to.record(two)
    assert to.term(one, other) != to.term(two, other)
    assert to.term(other, one) != to.term(other, two)
    assert to.record(one) not in {to.part(to.record(two), "text"), to.scheme(one), to.term(one, two), to.exclusion(two, 0, 1, 1)}
    assert to.part(to.record(one), "text") != to.part(to.record(two), "text")
    assert to.exclusion(one, 0, 1, 1) != to.exclusion(two, 0, 1, 1)
    assert to.scheme(one) != to.term(one, other)


def test_the_page_names_a_release_as_it_is_named() -> None:
    assert f"`{urn(ke.load('0.1.0').digest)}` for data version 0.1.0" in PAGE


def test_the_question_on_the_page_is_answered() -> None:
    question = re.sub(r"^\.\.\. ", "", PAGE.partition('graph.query("""')[2].partition('"""')[0], flags=re.MULTILINE)
    found = sorted(tuple(map(str, row)) for row in newest().query(question) if isinstance(row, tuple))
    ds = ke.load()
    relief = ds.ranges.where(quantity="relief_duration")
    titles = {source.id: source.title for source in ds.sources}
    assert found == sorted(
        (one.reported.text, titles[one.source], str(one.locator.start), str(one.locator.end))
        for one in relief
        if one.locator.checkable
    )


def test_exclusions_of_one_stretch_are_told_apart() -> None:
    exclusion = Exclusion(source="one", start=0, end=3, reason=ExclusionReason.HEADING)
    other = attrs.evolve(exclusion, reason=ExclusionReason.UNRELATED)
    dataset = Dataset.of({"sources": [SOURCE], "exclusions": [exclusion, other]}, "mine")
    to = LinkedGraph(dataset.digest)
    assert set(dataset_graph(dataset).subjects(RDF.type, KE.Exclusion)) == {
        to.exclusion("one", 0, 3, 1),
        to.exclusion("one", 0, 3, 2),
    }
    assert_says_all(dataset, dataset_graph(dataset))


def test_merged_data_name_the_parts_that_a_record_was_in() -> None:
    factor = Factor(id="one.f001", source="one", locator=Locator(), summary="a line", factor=FactorName.DOSE)
    parts = (Part("0.2.0", "1" * 64), Part("mine", "2" * 64))
    provenance = Provenance(parts, {"one": ("0.2.0", "mine"), "one.f001": ("mine",)})
    dataset = Dataset.of({"sources": [SOURCE], "factors": [factor]}, "both", None, provenance)
    graph, to = dataset_graph(dataset), LinkedGraph(dataset.digest)
    assert set(graph.objects(to.dataset, PROV.wasDerivedFrom)) == {urn("1" * 64), urn("2" * 64)}
    assert set(graph.objects(to.record("one"), KE.origin)) == {urn("1" * 64), urn("2" * 64)}
    assert set(graph.objects(to.record("one.f001"), KE.origin)) == {urn("2" * 64)}
    assert value(graph, urn("2" * 64), SDO.name) == "mine"


def test_a_source_links_to_its_doi() -> None:
    dataset = Dataset.of({"sources": [SOURCE]}, "mine")
    graph, node = dataset_graph(dataset), LinkedGraph(dataset.digest).record("one")
    assert graph.value(node, SDO.sameAs) == URIRef("https://doi.org/10.1000/a%3Cb%3E")
    assert graph.value(node, BIBO.doi) == Literal("10.1000/a<b>")
    assert graph.value(node, SDO.url) == Literal("https://example.org/one", datatype=XSD.anyURI)
    assert graph.value(node, SDO.datePublished) == Literal("1999", datatype=XSD.gYear)


def test_a_withdrawn_record_is_deprecated() -> None:
    gone = Withdrawn(id="one.f001", version="2.0.0", reason="said twice", successor="one.f002")
    dataset = Dataset.of({"withdrawn": [gone]}, "mine")
    to = LinkedGraph(dataset.digest)
    graph = dataset_graph(dataset)
    assert (to.record("one.f001"), OWL.deprecated, Literal(True)) in graph  # noqa: FBT003  a literal of RDF
    assert (to.record("one.f001"), DCTERMS.isReplacedBy, to.record("one.f002")) in graph


def test_a_place_without_a_position_has_no_selector() -> None:
    factor = Factor(id="one.f001", source="one", locator=Locator(section="table 2"), summary="a line", factor=FactorName.DOSE)
    graph = dataset_graph(Dataset.of({"sources": [SOURCE], "factors": [factor]}, "mine"))
    (target,) = graph.subjects(RDF.type, OA.SpecificResource)
    assert not list(graph.objects(target, OA.hasSelector))
    assert value(graph, target, KE.section) == "table 2"


def test_the_widest_reading_and_the_shared_one_are_given() -> None:
    to = LinkedGraph(ke.load().digest)
    reported = to.part(to.record("biologyinsights-infusion.r004"), "reported")
    for view, ends in {"outer": ("3.0", "35.0"), "inner": ("7.0", "14.0")}.items():
        node = newest().value(reported, KE[view])
        assert (value(newest(), node, SDO.minValue), value(newest(), node, SDO.maxValue)) == ends
        assert value(newest(), node, SDO.unitText) == "d"


@pytest.mark.parametrize(
    ("number", "text"), [(6, "6.0"), (0.25, "0.25"), (1e-7, "0.0000001"), (10**22, "10000000000000000000000.0"), (-2, "-2.0")]
)
def test_decimals_are_written_out(number: float, text: str) -> None:
    assert str(decimal(number)) == text
    assert decimal(number).datatype == XSD.decimal


@pytest.mark.parametrize(
    ("scheme", "code", "iri"),
    [
        ("hpo", "HP:0012532", "http://purl.obolibrary.org/obo/HP_0012532"),
        ("chebi", "CHEBI:6121", "http://purl.obolibrary.org/obo/CHEBI_6121"),
        ("ncit", "C38276", "http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl#C38276"),
        ("pubchem", "3821", "http://rdf.ncbi.nlm.nih.gov/pubchem/compound/CID3821"),
        ("mesh", "D007649", "http://id.nlm.nih.gov/mesh/D007649"),
        ("hpo", "0012532", None),
        ("icd11", "MG30", None),
        ("", "", None),
    ],
)
def test_only_certain_addresses_are_given(scheme: str, code: str, iri: str | None) -> None:
    assert official_iri(scheme, code) == (None if iri is None else URIRef(iri))


def test_identifiers_without_an_address_are_notations() -> None:
    concept = LinkedGraph(ke.load().digest).term("condition", "chronic-pain")
    assert set(newest().objects(concept, SKOS.exactMatch)) == {URIRef("http://purl.obolibrary.org/obo/HP_0012532")}
    assert set(newest().objects(concept, SKOS.notation)) == {Literal("MG30", datatype=KE["notation-icd11"])}


def test_the_bytes_do_not_depend_on_the_order_of_sets() -> None:
    script = (
        "import hashlib, ketamine_evidence as ke; from ketamine_evidence.export.formats import export_files; "
        "[print(name, hashlib.sha256(content).hexdigest()) for name, content in export_files(ke.load('0.1.0'), 'linked').items()]"
    )
    outcomes = {
        subprocess.run(  # noqa: S603  our own code
            [sys.executable, "-c", script], capture_output=True, text=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outcomes) == 1
    assert len(next(iter(outcomes)).splitlines()) == 3
