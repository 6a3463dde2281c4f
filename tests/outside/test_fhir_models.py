"""Bundles of any dataset, read by models of FHIR R5 that we did not write."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import attrs
import pytest
from fhir.resources.bundle import Bundle
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

import ketamine_evidence as ke
from ketamine_evidence.export.fhir import bundle
from ketamine_evidence.records.evidence import Trace
from ketamine_evidence.strategies import datasets, records


@st.composite
def traced(draw: st.DrawFn) -> ke.Dataset:
    """Datasets with traces of their claims, and sources of years that there were."""
    ds = draw(datasets())
    claims = [one.id for one in ds.claims()]
    study = st.none() | st.sampled_from(ds.sources.ids)
    traces = draw(st.lists(records(Trace), max_size=3)) if claims else []
    return ke.Dataset.of(
        {name: tuple(table) for name, table in ds.tables.items()}
        | {
            "sources": [attrs.evolve(one, year=draw(st.none() | st.integers(1900, 2030))) for one in ds.sources],
            "traces": [
                attrs.evolve(one, id=f"t{number:03}", claim=draw(st.sampled_from(claims)), study=draw(study))
                for number, one in enumerate(traces)
            ],
        },
        draw(st.sampled_from(["1.2.3", "1.2.3 + mine_" + "x" * 80])),
        draw(st.none() | st.dates()),
    )


def references(data: Any) -> Iterator[str]:
    """The addresses that are pointed at, wherever."""
    if isinstance(data, dict):
        if "reference" in data:
            yield data["reference"]
        for value in data.values():
            yield from references(value)
    elif isinstance(data, list):
        for value in data:
            yield from references(value)


@given(traced())
def test_any_bundle_is_valid_and_nothing_is_dropped_in_reading(ds: ke.Dataset) -> None:
    made = bundle(ds)
    assert json.loads(Bundle.model_validate(made).model_dump_json()) == made


@given(traced())
def test_every_reference_points_into_the_bundle(ds: ke.Dataset) -> None:
    made = bundle(ds)
    addresses = [entry["fullUrl"] for entry in made["entry"]]
    assert len(set(addresses)) == len(addresses) == 1 + len(ds.sources) + len(ds.ranges) + len(ds.traces)
    assert set(references(made)) <= set(addresses)


@pytest.mark.parametrize(
    "change", [{"status": None}, {"status": 3}, {"variableDefinition": None}, {"figure": "4"}, {"id": "a_b"}]
)
def test_the_models_refuse_what_is_broken(change: dict[str, Any]) -> None:
    made = bundle(ke.load("0.1.0"))
    evidence = next(entry["resource"] for entry in made["entry"] if entry["resource"]["resourceType"] == "Evidence")
    Bundle.model_validate(made)
    evidence.update(change)
    with pytest.raises(ValidationError):
        Bundle.model_validate(made)
