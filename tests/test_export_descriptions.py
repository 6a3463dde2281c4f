"""The exports that describe the CSV files in words of others: Croissant, CSV on the Web, RO-Crate."""

from __future__ import annotations

import hashlib
import json
import sys
from typing import Any

import pytest

import ketamine_evidence as ke
from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.dataset.provenance import Part, Provenance
from ketamine_evidence.errors import MissingExtraError
from ketamine_evidence.export import croissant, csvw, rocrate
from ketamine_evidence.export.about import about
from ketamine_evidence.export.formats import export_files
from ketamine_evidence.records.evidence import TABLES, Source
from ketamine_evidence.records.rows import columns
from ketamine_evidence.records.vocabulary import Interest, SourceKind, Tier

DESCRIBED = {"croissant": croissant.CROISSANT, "csvw": csvw.METADATA, "rocrate": rocrate.METADATA}
SOURCE = Source(
    id="one/1",
    title="One",
    tier=Tier.LAY,
    kind=SourceKind.HEALTH_ARTICLE,
    interest=Interest.UNKNOWN,
    doi="10.1000/1",
    note="a note",
)
NEVER = Dataset.of({"sources": [SOURCE]}, "mine")
MERGED = Dataset.of({"sources": [SOURCE]}, "both", None, Provenance((Part("mine", "1" * 64),), {"one/1": ("mine",)}))


def described(name: str, dataset: Dataset) -> dict[str, Any]:
    """What the file of a format says of the others."""
    found: dict[str, Any] = json.loads(export_files(dataset, name)[DESCRIBED[name]])
    return found


def root(dataset: Dataset) -> dict[str, Any]:
    """The root of a crate."""
    return entities(dataset)["./"]


def entities(dataset: Dataset) -> dict[str, dict[str, Any]]:
    """What is in a crate, by name."""
    return {entity["@id"]: entity for entity in described("rocrate", dataset)["@graph"]}


@pytest.mark.parametrize("name", DESCRIBED)
def test_the_data_package_is_in_it_as_it_is(name: str) -> None:
    files = dict(export_files(ke.load(), name))
    del files[DESCRIBED[name]]
    assert files == ke.load().files()


@pytest.mark.parametrize("name", DESCRIBED)
def test_an_export_is_the_same_each_time(name: str) -> None:
    assert export_files(ke.load("0.1.0"), name) == export_files(ke.load("0.1.0"), name)


def test_croissant_says_what_every_export_says() -> None:
    ds = ke.load()
    said, found = about(ds), described("croissant", ds)
    assert found["conformsTo"] == "http://mlcommons.org/croissant/1.1"
    assert (found["name"], found["version"], found["datePublished"]) == (said["title"], ds.version, str(ds.released))
    assert (found["license"], found["citeAs"]) == (said["licence_url"], said["citation"])
    assert found["identifier"]["value"] == ds.digest
    assert found["usageInfo"]["text"] == found["rai:dataUseCases"] == said["intended_use"]


def test_croissant_describes_every_file() -> None:
    ds = ke.load()
    found = {
        one["@id"]: (one["contentSize"], one["sha256"], one["contentUrl"]) for one in described("croissant", ds)["distribution"]
    }
    assert found == {
        name: (f"{len(content)} B", hashlib.sha256(content).hexdigest(), name) for name, content in ds.files().items()
    }


def test_croissant_describes_every_column() -> None:
    sets = {one["@id"]: one for one in described("croissant", ke.load())["recordSet"]}
    assert {name: [field["@id"] for field in one["field"]] for name, one in sets.items()} == {
        name: [f"{name}/{column.name}" for column in columns(record)] for name, record in TABLES.items()
    }
    fields = {field["@id"]: field for one in sets.values() for field in one["field"]}
    assert fields["ranges/source"]["references"] == {"field": {"@id": "sources/id"}}
    assert fields["ranges/start"]["dataType"] == "sc:Integer"
    assert fields["ranges/low_least"]["dataType"] == "sc:Float"
    assert fields["ranges/approximate"]["dataType"] == "sc:Boolean"
    assert fields["ranges/hedges"] == {
        "@type": "cr:Field",
        "@id": "ranges/hedges",
        "name": "hedges",
        "description": "the words that weaken the phrase",
        "dataType": "sc:Text",
        "source": {
            "fileObject": {"@id": "ranges.csv"},
            "extract": {"column": "hedges"},
            "transform": {"separator": "|"},
        },
        "isArray": True,
        "arrayShape": "-1",
    }
    assert sets["ranges"]["key"] == {"@id": "ranges/id"}
    assert sets["terms"]["key"] == [{"@id": "terms/scheme"}, {"@id": "terms/id"}]


def test_csvw_says_what_every_export_says() -> None:
    ds = ke.load()
    said, found = about(ds), described("csvw", ds)
    assert found["@context"] == ["http://www.w3.org/ns/csvw", {"@language": "en"}]
    assert (found["dc:title"], found["schema:version"]) == (said["title"], ds.version)
    assert found["dc:issued"] == {"@value": str(ds.released), "@type": "xsd:date"}
    assert (found["dc:license"], found["dc:bibliographicCitation"]) == ({"@id": said["licence_url"]}, said["citation"])
    assert (found["schema:usageInfo"], found["schema:identifier"]) == (said["intended_use"], f"sha256:{ds.digest}")


def test_csvw_describes_every_table_and_column() -> None:
    ds = ke.load()
    tables = {one["url"]: one for one in described("csvw", ds)["tables"]}
    assert {path: [column["name"] for column in one["tableSchema"]["columns"]] for path, one in tables.items()} == {
        f"{name}.csv": [column.name for column in columns(record)] for name, record in TABLES.items()
    }
    files = ds.files()
    assert {path: one["schema:sha256"] for path, one in tables.items()} == {
        path: hashlib.sha256(files[path]).hexdigest() for path in tables
    }
    schema = tables["ranges.csv"]["tableSchema"]
    assert schema["primaryKey"] == ["id"]
    assert schema["foreignKeys"] == [
        {"columnReference": ["source"], "reference": {"resource": "sources.csv", "columnReference": ["id"]}}
    ]
    assert "foreignKeys" not in tables["sources.csv"]["tableSchema"]
    found = {column["name"]: column for column in schema["columns"]}
    assert found["low_least"]["datatype"] == "double"
    assert found["approximate"]["datatype"] == {"base": "boolean", "format": "true|false"}
    assert found["specimen"]["datatype"] == {"base": "string", "format": "^(blood|urine|saliva|hair)$"}
    assert found["hedges"] == {
        "name": "hedges",
        "titles": "hedges",
        "dc:description": "the words that weaken the phrase",
        "datatype": "string",
        "null": [""],
        "required": False,
        "separator": "|",
        "ordered": True,
    }
    assert {name for name, column in found.items() if column["required"]} == {
        column.name for column in columns(TABLES["ranges"]) if column.required
    }


def test_every_term_stands_for_itself_in_a_regular_expression() -> None:
    terms = {choice for record in TABLES.values() for column in columns(record) for choice in column.choices}
    assert terms
    assert all(term.replace("-", "").replace("_", "").isalnum() for term in terms)


def test_a_crate_says_what_every_export_says() -> None:
    ds = ke.load()
    said, found = about(ds), entities(ds)
    assert found["ro-crate-metadata.json"]["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.1"}
    main = found["./"]
    assert (main["name"], main["version"], main["datePublished"]) == (said["title"], ds.version, str(ds.released))
    assert (main["license"], main["creditText"]) == ({"@id": said["licence_url"]}, said["citation"])
    assert (main["usageInfo"], found["#digest"]["value"]) == (said["intended_use"], ds.digest)


def test_a_crate_describes_every_file_and_source() -> None:
    ds = ke.load()
    found = entities(ds)
    assert {one["@id"] for one in found["./"]["hasPart"]} == set(ds.files())
    assert {name: (found[name]["contentSize"], found[name]["sha256"]) for name in ds.files()} == {
        name: (str(len(content)), hashlib.sha256(content).hexdigest()) for name, content in ds.files().items()
    }
    assert [one["@id"] for one in found["./"]["isBasedOn"]] == [f"#source-{source.id}" for source in ds.sources]
    assert root(NEVER)["isBasedOn"] == {"@id": "#source-one%2F1"}
    assert entities(NEVER)["#source-one%2F1"] == {
        "@id": "#source-one%2F1",
        "@type": "CreativeWork",
        "name": "One",
        "identifier": "10.1000/1",
        "description": "a note",
    }


def test_data_that_were_never_released_have_no_date() -> None:
    assert "datePublished" not in described("croissant", NEVER)
    assert "dc:issued" not in described("csvw", NEVER)
    assert "datePublished" not in root(NEVER)


def test_data_of_no_source_are_based_on_none() -> None:
    assert "isBasedOn" not in root(Dataset.of({}, "nothing"))


def test_merged_data_have_their_origins_described() -> None:
    sets = {one["@id"]: one for one in described("croissant", MERGED)["recordSet"]}
    assert [field["name"] for field in sets["origins"]["field"]] == ["record", "parts"]
    assert "key" not in sets["exclusions"]
    tables = {one["url"]: one["tableSchema"] for one in described("csvw", MERGED)["tables"]}
    assert tables["origins.csv"]["primaryKey"] == ["record"]
    assert "primaryKey" not in tables["exclusions.csv"]
    assert {"@id": "origins.csv"} in root(MERGED)["hasPart"]


def test_linked_data_without_its_library(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in [name for name in sys.modules if name.startswith("ketamine_evidence.export.linked")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "rdflib", None)
    with pytest.raises(MissingExtraError) as raised:
        export_files(NEVER, "linked")
    assert str(raised.value) == "linked needs rdflib, which is not installed: pip install 'ketamine-evidence[export]'"
