"""The page of a term: what it means, what it is called elsewhere, and which records use it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from evidence_pages.addresses import TERMS, term_page
from evidence_pages.desk import Desk
from evidence_pages.lookups import Lookups, grouped
from evidence_pages.markup import bullets, code, heading, link, outward, page, table, text
from evidence_pages.wording import tally, words_read
from ketamine_evidence.records.evidence import Claim, Exclusion, ReportedRange, Source, Term, Trace
from ketamine_evidence.records.vocabulary import Tier

LONG = 150
"""How many claims are listed one by one; of more, only their ids by source."""
_KEEPERS: Mapping[str, tuple[str, str]] = {
    "hpo": (r"HP:[0-9]{7}", "https://hpo.jax.org/browse/term/{}"),
    "chebi": (r"CHEBI:[0-9]+", "https://www.ebi.ac.uk/chebi/searchId.do?chebiId={}"),
    "ncit": (r"C[0-9]+", "https://evsexplore.semantics.cancer.gov/evsexplore/concept/ncit/{}"),
    "pubchem": (r"[0-9]+", "https://pubchem.ncbi.nlm.nih.gov/compound/{}"),
    "unii": (r"[0-9A-Z]{10}", "https://precision.fda.gov/uniisearch/srs/unii/{}"),
    "rxnorm": (r"[0-9]+", "https://mor.nlm.nih.gov/RxNav/search?searchBy=RXCUI&searchTerm={}"),
    "atc": (r"[A-Z][0-9A-Z]{6}", "https://atcddd.fhi.no/atc_ddd_index/?code={}"),
}
"""What an identifier of a vocabulary looks like, and the address at which its keepers show one. ICD-11's codes have none of their own."""
_VOCABULARIES = {
    "hpo": "Human Phenotype Ontology", "chebi": "ChEBI", "ncit": "NCI Thesaurus", "pubchem": "PubChem Compound", "unii": "UNII",
    "rxnorm": "RxNorm", "atc": "ATC", "icd11": "ICD-11", "mesh": "MeSH",
}  # fmt: skip


def term_page_of(term: Term, look: Lookups) -> str:
    """Write the page of a term."""
    desk = Desk(look, term_page(term.scheme, term.id))
    return page(
        [
            heading(1, text(term.label)),
            text(term.definition),
            table(["field", "value"], _fields(term, desk)),
            heading(2, "Its use", searched=False),
            *_use(term, desk),
        ],
        description=f"{term.label}: {term.definition}",
    )


def _fields(term: Term, desk: Desk) -> Iterator[list[str]]:
    yield ["term", code(term.id)]
    yield ["vocabulary", link(code(term.scheme), desk.to(TERMS))]
    for mapping in term.mappings:
        scheme, _, identifier = mapping.partition(":")
        yield [text(_VOCABULARIES.get(scheme, scheme)), _elsewhere(scheme, identifier)]


def _elsewhere(scheme: str, identifier: str) -> str:
    """An identifier elsewhere, with a link where its keepers have an address for it."""
    form, address = _KEEPERS.get(scheme, ("(?!)", ""))
    return outward(address.format(identifier), identifier) if re.fullmatch(form, identifier) else code(identifier)


def _use(term: Term, desk: Desk) -> Iterator[str]:
    look = desk.look
    used = _phrases(term, look) if term.scheme == "lexicon" else look.uses(term)
    claims = [one for one in used if isinstance(one, Claim)]
    sources = [one for one in used if isinstance(one, Source)]
    traces = [one for one in used if isinstance(one, Trace)]
    exclusions = [one for one in used if isinstance(one, Exclusion)]
    if not used:
        yield "No record uses it." if term.scheme != "lexicon" else "No phrase has this word."
        return
    yield table(["tier", "records"], _by_tier(sources, claims, traces, exclusions, look))
    if claims:
        yield heading(3, "Claims", searched=False)
        yield desk.claims(claims) if len(claims) <= LONG else _by_source(claims, desk)
    if sources:
        yield heading(3, "Sources", searched=False)
        yield bullets(desk.source(one.id) for one in sources)
    if traces:
        yield heading(3, "Traces", searched=False)
        yield bullets(_traced(one, desk) for one in traces)
    if exclusions:
        yield heading(3, "Stretches of text without a record", searched=False)
        numbers = Counter(one.source for one in exclusions)
        yield bullets(f"{desk.source(source)}: {number}" for source, number in sorted(numbers.items()))


def _phrases(term: Term, look: Lookups) -> Sequence[ReportedRange]:
    """The ranges of which the phrase has the word that a reading convention is for."""
    return [one for one in look.dataset.ranges if term in words_read(one.reported.text, look.terms)]


def _by_tier(
    sources: Sequence[Source], claims: Sequence[Claim], traces: Sequence[Trace], exclusions: Sequence[Exclusion], look: Lookups
) -> Iterator[list[str]]:
    for tier in Tier:
        numbers = {
            "source": sum(look.tier(one) is tier for one in sources),
            "claim": sum(look.tier(one) is tier for one in claims),
            "trace": sum(look.tier(one) is tier for one in traces),
            "exclusion": sum(look.sources[one.source].tier is tier for one in exclusions),
        }
        yield [tier.value, tally(numbers)]


def _by_source(claims: Sequence[Claim], desk: Desk) -> str:
    """Claims as links, an item for each source."""
    by_source = grouped(claims, lambda one: [one.source])
    return bullets(f"{desk.source(source)}: {', '.join(map(desk.short, made))}" for source, made in by_source.items())


def _traced(trace: Trace, desk: Desk) -> str:
    study = "no study" if trace.study is None else desk.source(trace.study)
    return f"{desk.record(trace.id)}: {desk.record(trace.claim)}, {study}, {desk.label(trace.verdict)}"
