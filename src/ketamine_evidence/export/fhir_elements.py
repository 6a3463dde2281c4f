"""The parts that resources of FHIR R5 are made of, and what each resource carries of the data version it is from."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Mapping
from typing import Any

import attrs

from ketamine_evidence.dataset.cite import AUTHOR, INTENDED_USE, LICENCE, LICENCE_URL, reference
from ketamine_evidence.dataset.dataset import Dataset

Element = dict[str, Any]
"""An element of FHIR as plain data."""

_ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_OID, "ketamine-evidence")
TERMINOLOGY = "http://terminology.hl7.org/CodeSystem"
UCUM = "http://unitsofmeasure.org"


def known(**fields: Any) -> Element:
    """Give the fields that are known: FHIR has no empty ones."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}


def fhir_id(name: str) -> str:
    """Give an id as FHIR allows them; one that is too long or has other characters goes by its SHA-256.

    Examples:
        >>> fhir_id("biologyinsights-infusion.r004")
        'biologyinsights-infusion.r004'
    """
    return name if _ID.fullmatch(name) else hashlib.sha256(name.encode()).hexdigest()


def identifier(kind: str, value: str) -> list[Element]:
    """Give an identifier that says what it is in words."""
    return [{"type": {"text": kind}, "value": value}]


def concept(text: str, scheme: str = "", code: str = "") -> Element:
    """Give a concept: our term, and where HL7's terminology has a code for the same, that code."""
    coding = [{"system": f"{TERMINOLOGY}/{scheme}", "code": code}] if code else []
    return known(coding=coding, text=text)


def notes(*texts: str | None) -> list[Element]:
    """Give the texts that there are as annotations."""
    return [{"text": text} for text in texts if text]


def quantity(value: float, unit: str) -> Element:
    """Give a number in a UCUM unit.

    Examples:
        >>> quantity(3, "d")
        {'value': 3, 'unit': 'd', 'system': 'http://unitsofmeasure.org', 'code': 'd'}
    """
    return {"value": value, "unit": unit, "system": UCUM, "code": unit}


@attrs.frozen
class Frame:
    """The data version that resources are made from: what each of them carries, and how they point at one another.

    Attributes:
        dataset: the dataset.
    """

    dataset: Dataset

    def head(self, kind: str, name: str) -> Element:
        """Begin a resource: its kind and id, and the data version, date, publisher, licence and use."""
        released = self.dataset.released
        return known(
            resourceType=kind,
            id=fhir_id(name),
            identifier=identifier("id in ketamine-evidence", name),
            version=self.dataset.version,
            status="active",
            date=released.isoformat() if released is not None else None,
            publisher=AUTHOR,
            purpose=INTENDED_USE,
            copyright=f"{LICENCE}: {LICENCE_URL}",
            copyrightLabel=LICENCE,
        )

    @property
    def citation(self) -> str:
        """How to cite the data version."""
        return f"{reference(self.dataset.version, self.dataset.released)} SHA-256: {self.dataset.digest}."

    def urn(self, kind: str, name: str) -> str:
        """Give the address of a resource in the bundle; another content of the data gives another address."""
        return uuid.uuid5(_NAMESPACE, f"{self.dataset.digest} {kind} {name}").urn

    def reference(self, kind: str, name: str, display: str) -> Element:
        """Point at a source or a range; at what is not in the bundle, as a claim of another kind, by its id alone."""
        there = self.dataset.sources if kind == "Citation" else self.dataset.ranges
        if name in there.ids:
            return {"reference": self.urn(kind, name), "type": kind, "display": display}
        return {"identifier": identifier("id in ketamine-evidence", name)[0], "display": display}

    def entry(self, name: str, resource: Mapping[str, Any]) -> Element:
        """Give a resource as an entry of the bundle."""
        return {"fullUrl": self.urn(resource["resourceType"], name), "resource": resource}
