"""Make the seeds: small inputs of our own words for each door, kept in `corpus/`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from authored import GOOD, STUDY
from doors import ROOT, SEPARATOR, base

CORPUS = Path(__file__).parent / "corpus"
PHRASES = (
    "several days to a few weeks", "up to 12 weeks", "at least 24 hours", "0.1 to 0.3 mg per kg", "a day or two", "every 2 to 8 weeks",
    "about 40 minutes to an hour", "several months or longer", "between 1,000 and 2,500 mg", "twenty-four hours", "twice a week",
    "1.5 mg/kg/hour", "50 %", "typically half an hour", "days or even weeks", "4 or more infusions", "2 and a half hours",
)  # fmt: skip
SENTENCES = (
    "4 to 6 infusions, then relief for up to 12 weeks",
    "Doses of 0.5 mg/kg over 40 minutes, given two or three times a week.",
    "It works within minutes \u2013 and wears off after an hour or two.",
)
CLAIMS = (
    "relief lasts up to 6 months after one infusion",
    "an oral dose works within 30 minutes",
    "a nasal dose of 50 mg is found in urine for 2 to 4 days",
)
PAGES = (
    """<!DOCTYPE html><html><head><title>How long</title><script>var a = '<p>';</script></head>
<body><h1>How long it lasts</h1><p class="a" data-b='c'>Relief may last several days to a few&nbsp;weeks.</p><ul><li>1&ndash;2 days<li>&#52; weeks
</ul><!-- a note --><![CDATA[x]]><?php x ?><br/><p hidden>Doses of 1.5
mg/kg/hour</body></html>""",
    "<p>plain</p>",
)
COMMANDS = (
    ("parse", "up to 12 weeks", "--json"), ("show", "ranges", "--where", "quantity=onset"), ("cite", "0.1.0", "--format", "bibtex"),
    ("diff", "0.1.0", "0.2.0", "--format", "csv"), ("compare", "--quantity", "onset"), ("appraise", CLAIMS[0], "--route", "oral"),
    ("versions",), ("verify", "--data-version", "0.1.0"), ("export", "csl", "-o", "out"), ("check", "a.toml"), ("find", "weeks", "--texts", "."),
    ("completion", "bash"), ("account", "--texts", "x"), ("publish", "1.0.0", "--texts", "x"), ("show", "biologyinsights-infusion.r004"), ("--help",),
)  # fmt: skip
WITHDRAWN = '[[withdrawn]]\nid = "small.r009"\nversion = "0.2.0"\nreason = "read twice"\nsuccessor = "small.r001"\n'
TERMS = '[[term]]\nid = "oral"\nlabel = "by mouth"\ndefinition = "swallowed"\n[term.mappings]\nncit = "C38288"\n'


def seeds() -> Iterator[tuple[str, Iterable[bytes]]]:
    """The seeds of each door."""
    texts = {
        "authored": [GOOD],
        "overlay": [STUDY],
        "vocabulary": [TERMS],
        "withdrawals": [WITHDRAWN],
        "lexicon": [(ROOT / "data" / "vocabulary" / "lexicon.toml").read_text(encoding="utf-8")],
        "page": PAGES,
        "phrase": PHRASES,
        "sentence": SENTENCES,
        "claim": CLAIMS,
        "version": ("0.1.0", "0.3.0", "biologyinsights-infusion.r004", "1.0"),
        "arguments": [SEPARATOR.join(one) for one in COMMANDS],
    }
    yield from ((door, [text.encode() for text in some]) for door, some in texts.items())
    yield "digests", [base("saved")["SHA256SUMS"]]
    for door in ("release", "csv", "jsonl", "sqlite", "parquet"):
        files = base("saved" if door == "release" else door)
        names = sorted(set(files) - {"SHA256SUMS"})
        yield door, [bytes([place]) + files[name] for place, name in enumerate(names) if "schema" not in name]


if __name__ == "__main__":
    for door, some in seeds():
        (CORPUS / door).mkdir(parents=True, exist_ok=True)
        for number, content in enumerate(some):
            (CORPUS / door / f"{number:02}").write_bytes(content)
