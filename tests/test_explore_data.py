"""The data of the Explore page: every claim once, joined with its source and its traces, as text and in one unit a dimension."""

from __future__ import annotations

import json
from typing import Any

import attrs
import pytest

import ketamine_evidence as ke
from hooks import hook
from ketamine_evidence import Dataset, parse_range
from ketamine_evidence.records.evidence import CLAIMS
from ketamine_evidence.records.vocabulary import SCHEMES
from ketamine_evidence.values.quantities import Quantity
from ketamine_evidence.values.units import UNITS
from small_dataset import SMALL, THIRD, with_range

explore_data = hook("explore_data")


def data_of(dataset: Dataset) -> dict[str, Any]:
    """What the script of a dataset sets."""
    script = explore_data.script(dataset).decode("ascii")
    begin, end = "globalThis.ketamineEvidence=", ";\n"
    assert script.startswith(begin)
    assert script.endswith(end)
    data: dict[str, Any] = json.loads(script.removeprefix(begin).removesuffix(end))
    return data


def rows_of(data: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Every row by its id, what is not stated left out."""
    return {
        row["id"]: row | {"table": name}
        for name, table in data["tables"].items()
        for cells in table["rows"]
        for row in [{column: cell for column, cell in zip(table["columns"], cells, strict=True) if cell is not None}]
    }


@pytest.mark.parametrize("version", ke.versions())
def test_every_claim_of_a_release_is_there_once(version: str) -> None:
    dataset = ke.load(version)
    data = data_of(dataset)
    written = [row[table["columns"].index("id")] for table in data["tables"].values() for row in table["rows"]]
    assert written == [claim.id for claim in dataset.claims()]
    assert len(written) > 0
    assert list(data["tables"]) == list(CLAIMS)
    assert {row["source"] for row in rows_of(data).values()} <= set(data["sources"])


@pytest.mark.parametrize("version", ke.versions())
def test_the_same_data_give_the_same_bytes(version: str) -> None:
    assert explore_data.script(ke.load(version)) == explore_data.script(ke.load(version))


def test_the_data_say_what_they_are() -> None:
    data = data_of(ke.load("0.2.0"))
    assert (data["version"], data["released"], data["licence"]) == ("0.2.0", "2026-11-22", "CC0-1.0")
    assert data["intended_use"].startswith("An evidence summary, not dosing advice")


def test_a_range_is_read_as_the_package_reads_it() -> None:
    row = rows_of(data_of(ke.load("0.2.0")))["biologyinsights-infusion.r004"]
    assert row == {
        "table": "ranges",
        "id": "biologyinsights-infusion.r004",
        "source": "biologyinsights-infusion",
        "summary": "relief after one infusion for chronic pain",
        "attribution": "asserted",
        "basis": "source-text",
        "quantity": "relief_duration",
        "statistic": "range",
        "substance": "ketamine",
        "route": "intravenous",
        "protocol": "single-infusion",
        "condition": "chronic-pain",
        "reported": "several days to a few weeks",
        "start": 1559,
        "end": 1670,
        "fingerprint": row["fingerprint"],
        "section": "duration of benefit",
        "outer": "[3 d, 5 wk]",
        "inner": "[7 d, 2 wk]",
        "dimension": "time",
        "outer_ends": [3 * 86_400, 35 * 86_400],
        "inner_ends": [7 * 86_400, 14 * 86_400],
    }
    assert row["fingerprint"] == ke.load("0.2.0")["biologyinsights-infusion.r004"].locator.fingerprint


@pytest.mark.parametrize(
    ("phrase", "outer", "inner", "outer_ends", "inner_ends"),
    [
        ("5 hours", "5 h", "5 h", [18_000, 18_000], [18_000, 18_000]),
        ("up to 2 days", "[0, 2] d", "2 d", [0, 172_800], [172_800, 172_800]),
        ("several months or longer", "[3, ∞) mo", "[7, ∞) mo", [7_889_400, None], [18_408_600, None]),
        ("days to weeks", "[2 d, 1 mo]", "[7 d, 2 wk]", [172_800, 2_629_800], [604_800, 1_209_600]),
        ("a few hours to several hours", "[2, 7] h", None, [7_200, 25_200], None),
        ("0.1 to 0.3 mg per kg", "[0.1, 0.3] mg/kg", "[0.1, 0.3] mg/kg", [0.1, 0.3], [0.1, 0.3]),
        ("6 sessions", "6", "6", [6, 6], [6, 6]),
    ],
)
def test_readings_are_written_and_drawn(
    phrase: str, outer: str, inner: str | None, outer_ends: list[float | None], inner_ends: list[float | None] | None
) -> None:
    quantity = {"mg/kg": "dose", "1": "session_count"}.get(parse_range(phrase).outer.unit, "relief_duration")
    tables = dict(SMALL.tables)
    ranges = [attrs.evolve(SMALL.ranges[1], reported=parse_range(phrase), quantity=Quantity(quantity))]
    row = rows_of(data_of(Dataset.of(tables | {"ranges": ranges}, "x")))["one.r002"]
    assert (row["outer"], row.get("inner"), row["outer_ends"], row.get("inner_ends")) == (outer, inner, outer_ends, inner_ends)


def test_points_are_called_points() -> None:
    written = explore_data._written(ke.Range(-2, 3, "{score}"))
    assert written == "[-2, 3] points"


def test_numbers_that_no_float_holds_can_be_drawn() -> None:
    row = rows_of(data_of(with_range(THIRD)))["one.r002"]
    assert row["outer_ends"] == [1 / 3, None]


def test_hedges_and_about_are_kept() -> None:
    row = rows_of(data_of(SMALL))["one.r001"]
    assert (row["approximate"], row["hedges"]) == (True, ["often"])


def test_a_claim_has_its_traces_and_another_has_none() -> None:
    rows = rows_of(data_of(SMALL))
    assert rows["one.r001"]["traces"] == [
        {
            "id": "t001",
            "study": "two",
            "confidence": "low",
            "verdict": "overstated",
            "supports": ["two.r001"],
            "contradicts": ["two.r002", "two.r001"],
        }
    ]
    assert [claim for claim, row in rows.items() if "traces" in row] == ["one.r001"]


def test_a_protocol_is_called_as_in_the_other_tables() -> None:
    data = data_of(SMALL)
    row = rows_of(data)["one.p001"]
    assert (row["protocol"], row["ranges"]) == ("induction", ["one.r002", "one.r001"])
    assert "name" not in row
    assert data["schemes"]["protocols"]["protocol"] == "protocol"
    assert "name" not in data["schemes"]["protocols"]


def test_a_source_has_what_it_states_and_no_more() -> None:
    sources = data_of(SMALL)["sources"]
    assert sources["one"] == {
        "title": "It's one",
        "tier": "lay",
        "kind": "clinic-article",
        "interest": "unknown",
        "authors": ["B. Last", "A. First"],
    }
    assert sources["two"]["n"] == 12


def test_each_column_knows_its_closed_list() -> None:
    schemes = data_of(SMALL)["schemes"]
    assert schemes["factors"]["direction"] == "direction"
    assert schemes["findings"]["direction"] == "result"
    assert schemes["guidance"]["kind"] == "guidance_kind"
    assert schemes["sources"]["kind"] == "source_kind"
    assert "effect" in schemes["side_effects"]
    assert "effect" not in schemes["mechanisms"]  # there it is free text


def test_terms_have_the_labels_of_the_release() -> None:
    labels = data_of(ke.load("0.2.0"))["labels"]
    assert labels["quantity"]["relief_duration"] == "duration of relief"
    assert set(labels) == set(SCHEMES)
    assert "lexicon" not in labels


def test_every_dimension_has_a_unit_to_be_drawn_in() -> None:
    assert set(explore_data.SHOWN_IN) == {unit.dimension for unit in UNITS.values()}
    assert all(UNITS[code].dimension == dimension for dimension, code in explore_data.SHOWN_IN.items())


def test_nothing_in_the_script_can_end_it() -> None:
    text = 'a "quote"\u2028 and a line\nand </script>'
    odd = attrs.evolve(SMALL.statements[0], summary=text)
    dataset = Dataset.of(dict(SMALL.tables) | {"statements": [odd]}, "x")
    assert rows_of(data_of(dataset))["one.s001"]["summary"] == text
    assert explore_data.script(dataset).count(b"\n") == 1
