"""fhir.resources holds the Bundle to FHIR R5, and ucumvert its units to UCUM.

Beside the models' own checks, what they only describe is held too: closed lists of codes, the kinds that a reference may point
at, that each points into the Bundle, and that nothing is dropped in reading.

Run it as: python check.py FOLDER, where FOLDER has the export fhir.
"""

from __future__ import annotations

import copy
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import fhir.resources
from fhir.resources import get_fhir_model_class
from fhir_core.fhirabstractmodel import FHIRAbstractModel
from ucumvert import get_ucum_parser

Data = dict[str, Any]


class WrongError(Exception):
    """What was read is not what was expected."""


def hold(well: bool, what: str) -> None:  # noqa: FBT001
    """Raise unless something holds."""
    if not well:
        raise WrongError(what)


def models(model: FHIRAbstractModel) -> Iterator[FHIRAbstractModel]:
    """A model and all models in it."""
    yield model
    for name in type(model).model_fields:
        value = getattr(model, name, None)
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, FHIRAbstractModel):
                yield from models(one)


def read_models(bundle: Data) -> str:
    """Read the Bundle as models of R5; what is written again is what was read."""
    hold(fhir.resources.__fhir_version__.startswith("5."), f"models of FHIR {fhir.resources.__fhir_version__}")
    model = get_fhir_model_class("Bundle").model_validate(bundle)
    hold(json.loads(model.model_dump_json()) == json.loads(json.dumps(bundle)), "something was dropped or changed in reading")
    kinds = Counter(entry["resource"]["resourceType"] for entry in bundle["entry"])
    hold({"Library", "Citation", "Evidence"} <= set(kinds), str(kinds))
    return ", ".join(f"{count} {kind}" for kind, count in kinds.items())


def read_codes(bundle: Data) -> str:
    """Hold every code to its closed list."""
    count = 0
    for model in models(get_fhir_model_class("Bundle").model_validate(bundle)):
        for name, field in type(model).model_fields.items():
            allowed = (field.json_schema_extra or {}).get("enum_values")
            value = getattr(model, name, None)
            if allowed and value is not None:
                count += 1
                hold(value in allowed, f"{type(model).__name__}.{name}: {value}")
    hold(count > 0, "no code was found")
    return f"{count} codes"


def read_references(bundle: Data) -> str:
    """Hold every reference to a resource of the Bundle, of the kind that it says."""
    addresses = {entry["fullUrl"]: entry["resource"]["resourceType"] for entry in bundle["entry"]}
    hold(len(addresses) == len(bundle["entry"]), "an address twice")
    found = [one for one in elements(bundle) if "reference" in one]
    for one in found:
        hold(addresses.get(one["reference"]) == one["type"], f"{one} points nowhere")
    hold(bool(found), "no reference was found")
    return f"{len(found)} references"


def read_units(bundle: Data) -> str:
    """Parse every unit as UCUM; the ends of a range are in order and in one unit."""
    parser = get_ucum_parser()
    quantities = [one for one in elements(bundle) if one.get("system") == "http://unitsofmeasure.org"]
    for unit in {one["code"] for one in quantities}:
        parser.parse(unit)
    for one in elements(bundle):
        if "low" in one and "high" in one:
            low, high = one["low"], one["high"]
            hold(low["code"] == high["code"], f"{one} has two units")
            hold(low["value"] <= high["value"], f"{one} is reversed")
    hold(bool(quantities), "no quantity was found")
    return f"{len(quantities)} quantities in {len({one['code'] for one in quantities})} units"


def elements(data: Any) -> Iterator[Data]:
    """Every element of plain data."""
    if isinstance(data, dict):
        yield data
    for one in data.values() if isinstance(data, dict) else data if isinstance(data, list) else []:
        yield from elements(one)


def first(bundle: Data, kind: str) -> Data:
    """The first resource of a kind."""
    return next(entry["resource"] for entry in bundle["entry"] if entry["resource"]["resourceType"] == kind)


def a_quantity(bundle: Data) -> Data:
    """The first quantity of the Bundle."""
    return next(one for one in elements(bundle) if one.get("system") == "http://unitsofmeasure.org")


def a_range(bundle: Data) -> Data:
    """The first range of the Bundle whose ends differ."""
    return next(one for one in elements(bundle) if "low" in one and "high" in one and one["low"] != one["high"])


def a_reference(bundle: Data) -> Data:
    """The first reference of the Bundle."""
    return next(one for one in elements(bundle) if "reference" in one)


def reverse(bundle: Data) -> None:
    """Put the ends of a range the wrong way round."""
    found = a_range(bundle)
    found["low"], found["high"] = found["high"], found["low"]


CHECKS: list[tuple[str, Callable[[Data], str], str, Callable[[Data], Any]]] = [
    ("fhir.resources", read_models, "no status", lambda b: first(b, "Evidence").pop("status")),
    ("fhir.resources", read_models, "no variable", lambda b: first(b, "Evidence").pop("variableDefinition")),
    ("fhir.resources", read_models, "an unknown element", lambda b: first(b, "Citation").update(journal="A")),
    ("fhir.resources", read_models, "text for a number", lambda b: a_quantity(b).update(value="a few")),
    ("fhir.resources", read_models, "an id that is not allowed", lambda b: first(b, "Evidence").update(id="a b")),
    ("fhir.resources", read_codes, "an unknown code", lambda b: first(b, "Evidence").update(status="activ")),
    ("fhir.resources", read_references, "a reference to nothing", lambda b: a_reference(b).update(reference="urn:uuid:0")),
    ("ucumvert", read_units, "an unknown unit", lambda b: a_quantity(b).update(code="fortnight")),
    ("ucumvert", read_units, "a reversed range", reverse),
]


def main(folder: Path) -> int:
    """Run every check, each also on broken copies, which it has to refuse."""
    bundle = json.loads((folder / "fhir" / "bundle.json").read_text(encoding="utf-8"))
    well = True
    for tool, read, what, change in CHECKS:
        name = f"{tool} {version(tool)}: {read.__name__}"
        try:
            found = read(bundle)
        except Exception as error:  # noqa: BLE001  whatever a tool raises is its verdict
            well = False
            print(f"{name}: REFUSED: {type(error).__name__}: {error}")
            continue
        spoilt = copy.deepcopy(bundle)
        change(spoilt)
        try:
            read(spoilt)
        except Exception as error:  # noqa: BLE001
            print(f"{name}: {found}; a broken copy ({what}) refused ({type(error).__name__})")
        else:
            well = False
            print(f"{name}: ACCEPTS A BROKEN COPY ({what})")
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
