"""The permanent addresses: which page a source, a record or a term has, made of its id alone."""

from __future__ import annotations

import posixpath
import re

_NOT_PLAIN = re.compile(r"^\.|[^a-z0-9_.-]")


def source_page(id_: str) -> str:
    """The page of a source.

    Examples:
        >>> source_page("biologyinsights-infusion")
        'sources/biologyinsights-infusion.md'
    """
    return f"sources/{_part(id_)}.md"


def record_page(id_: str) -> str:
    """The page of a claim or a trace.

    Examples:
        >>> record_page("biologyinsights-infusion.r004")
        'records/biologyinsights-infusion.r004.md'
    """
    return f"records/{_part(id_)}.md"


def term_page(scheme: str, id_: str) -> str:
    """The page of a term.

    Examples:
        >>> term_page("route", "oral")
        'terms/route/oral.md'
    """
    return f"terms/{_part(scheme)}/{_part(id_)}.md"


SOURCES, RECORDS, TERMS = "sources/index.md", "records/index.md", "terms/index.md"
"""The pages that list the others."""


def relative(to: str, here: str) -> str:
    """Lead from one page to another.

    Examples:
        >>> relative("sources/a.md", "terms/route/oral.md"), relative("sources/a.md#b", "sources/c.md")
        ('../../sources/a.md', 'a.md#b')
    """
    return posixpath.relpath(to, posixpath.dirname(here) or ".")


def _part(id_: str) -> str:
    """Write an id as a part of an address. Released ids are plain and stay as they are; of others no two become one."""
    plain = _NOT_PLAIN.sub(lambda found: f"~{ord(found[0]):x}~", id_) or "~~"
    return "~index" if plain == "index" else plain
