"""Any text, written so that a format of citations reads back the same text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

_BREAKS = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")
_TEX: Mapping[int, str] = MappingProxyType(
    {
        **{ord(char): f"\\{char}" for char in "&%$#_"},
        # BibTeX counts braces even after a backslash, so that a brace of the text has to go by its name.
        ord("{"): r"\textbraceleft{}",
        ord("}"): r"\textbraceright{}",
        ord("\\"): r"\textbackslash{}",
        ord("~"): r"\textasciitilde{}",
        ord("^"): r"\textasciicircum{}",
    }
)
_LIGATURES = re.compile(r"(?<=-)(?=-)|(?<=`)(?=`)|(?<=')(?=')|(?<=[?!])(?=`)|(?<=,)(?=,)|(?<=<)(?=<)|(?<=>)(?=>)")
_VERBATIM: Mapping[int, str] = MappingProxyType({ord(char): f"%{ord(char):02X}" for char in "\\{}"})
_NOT_FOR_YAML = re.compile(r"[\x00-\x1f\"\\\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def one_line(text: str) -> str:
    r"""Write a text in one line: breaks, control characters and runs of spaces become one space.

    Examples:
        >>> one_line("two\r\n  lines ")
        'two lines'
    """
    return _BREAKS.sub(" ", text).strip()


def bibtex(text: str) -> str:
    r"""Write a text for a field of BibTeX between braces, so that LaTeX prints it as it is.

    Examples:
        >>> print(bibtex("Cost & {relief}: 5 % -- Müller_2"))
        Cost \& \textbraceleft{}relief\textbraceright{}: 5 \% -{}- Müller\_2
    """
    return _LIGATURES.sub("{}", one_line(text).translate(_TEX))


def bibtex_verbatim(text: str) -> str:
    """Write an address or DOI for a field that BibTeX takes as it is; what would end the field is percent-encoded.

    Examples:
        >>> bibtex_verbatim("https://example.org/a_b?c=50%25&d={e}")
        'https://example.org/a_b?c=50%25&d=%7Be%7D'
    """
    return one_line(text).translate(_VERBATIM)


def bibtex_key(text: str) -> str:
    """Write an id as the key of an entry; two ids never give one key.

    Examples:
        >>> bibtex_key("clinic-2020.r001"), bibtex_key("0.1.0 + mine")
        ('clinic-2020.r001', '0.1.0_20__2b__20_mine')
    """
    return re.sub(r"[^A-Za-z0-9.:-]", lambda found: f"_{ord(found[0]):x}_", text)


def yaml(text: str) -> str:
    r"""Write a text as a double-quoted scalar of YAML.

    Examples:
        >>> print(yaml('"yes": no # 1\n'))
        "\"yes\": no # 1\u000a"
    """
    return '"' + _NOT_FOR_YAML.sub(_escaped, text) + '"'


def _escaped(found: re.Match[str]) -> str:
    char = found[0]
    return f"\\{char}" if char in '"\\' else f"\\u{ord(char):04x}"
