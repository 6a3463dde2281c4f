"""RO-Crate, judged by roc-validator without the network, and by ro-crate-py."""

from __future__ import annotations

import hashlib
import importlib.resources
import io
import json
from functools import cache
from pathlib import Path

import requests
from judging import WORK, judge, with_cell, without
from requests_cache import CachedSession
from rocrate.rocrate import ROCrate
from rocrate_validator.models import ValidationSettings
from rocrate_validator.services import validate
from urllib3 import HTTPResponse

CONTEXT = "https://w3id.org/ro/crate/1.1/context"
KNOWN = {"The organization SHOULD have a URL."}
"""What RO-Crate recommends and the data cannot have: nobody's web address is invented."""


@cache
def warmed() -> Path:
    """A cache that holds the context of RO-Crate 1.1, as the package rocrate has it."""
    context = (importlib.resources.files("rocrate") / "data" / "ro-crate.jsonld").read_bytes()
    assert json.loads(context)["@id"] == CONTEXT, "rocrate no longer holds the context of RO-Crate 1.1"
    place = WORK / "rocrate-cache"
    answer = HTTPResponse(
        io.BytesIO(context), {"Content-Type": "application/ld+json"}, 200, preload_content=False, request_url=CONTEXT
    )
    response = requests.adapters.HTTPAdapter().build_response(requests.Request("GET", CONTEXT).prepare(), answer)
    assert response.content == context
    CachedSession(cache_name=str(place), expire_after=-1, backend="sqlite", allowable_methods=("GET",)).cache.save_response(
        response
    )
    return place


def crate_validates(folder: Path) -> str:
    """Ask the validator what is wrong, down to what is only recommended."""
    settings = ValidationSettings(
        rocrate_uri=str(folder),
        profile_identifier="ro-crate-1.1",
        requirement_severity="RECOMMENDED",
        offline=True,
        cache_path=warmed(),
    )
    wrong = {str(issue.message) for issue in validate(settings).get_issues()}
    return "\n".join(sorted(wrong - KNOWN))


def crate_opens(folder: Path) -> str:
    """Open the crate with the library for crates and compare its files with what it says of them."""
    crate = ROCrate(folder)
    files = {entity.id: entity for entity in crate.data_entities}
    expected = {path.name for path in folder.iterdir()} - {"ro-crate-metadata.json"}
    if set(files) != expected:
        return f"{sorted(files)}, expected {sorted(expected)}"
    for name, entity in files.items():
        found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        if entity["sha256"] != found:
            return f"{name}: SHA-256 {found}, expected {entity['sha256']}"
    needed = ("version", "datePublished", "license", "creditText", "usageInfo", "identifier")
    return "\n".join(f"no {name}" for name in needed if not crate.root_dataset.get(name))


def rocrate(folder: Path) -> None:
    """Judge the export rocrate."""
    judge("roc-validator", "rocrate keeps what RO-Crate 1.1 requires and recommends", crate_validates, folder, {
        "without a file it names": lambda copy: (copy / "ranges.csv").unlink(),
        "without a licence": without("license"),
    })  # fmt: skip
    judge("rocrate", "rocrate opens, each file with its digest", crate_opens, folder, {
        "with one number of ranges.csv changed": with_cell("ranges", "start", "1"),
        "without a citation": without("creditText"),
    })  # fmt: skip
