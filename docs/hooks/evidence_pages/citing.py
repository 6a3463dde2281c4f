"""How to cite a record or a source, for people and for machines."""

from __future__ import annotations

from evidence_pages.lookups import Lookups
from evidence_pages.markup import fenced, linked_data, tabs
from ketamine_evidence import cite
from ketamine_evidence.dataset.bibliography import Citation, of_source
from ketamine_evidence.dataset.citation_formats import FORMATS
from ketamine_evidence.records.evidence import Source

SHOWN = {"APA": "apa", "BibTeX": "bibtex", "RIS": "ris"}
"""The formats that a page shows, by what people call them."""


def citations(id_: str, look: Lookups) -> str:
    """Tabs with the citation of a record in each format, with a button to copy it."""
    return tabs({name: _block(cite(id_, form, version=look.dataset)) for name, form in SHOWN.items()})


def reference(source: Source) -> str:
    """Tabs with the reference of a source itself, that of the work and not of our record of it."""
    return tabs({name: _block(FORMATS[form](Citation(of=of_source(source)))) for name, form in SHOWN.items()})


def machine_readable(id_: str, look: Lookups) -> str:
    """The citation of a record as schema.org has it."""
    return linked_data(cite(id_, "schema.org", version=look.dataset))


def _block(citation: str) -> str:
    return fenced(citation, kind="citation")
