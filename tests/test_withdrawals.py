"""Withdrawn records: their ids stay, and say why they are gone and what took their place."""

from __future__ import annotations

from pathlib import Path

import pytest

from authored import write
from ketamine_evidence import DataError, Dataset, UnknownRecordError, WithdrawnError
from ketamine_evidence.curation.withdrawals import read_withdrawn
from ketamine_evidence.dataset.withdrawals import cycles, notice, successor_of
from ketamine_evidence.records.evidence import Withdrawn


def gone(id_: str, successor: str | None = None) -> Withdrawn:
    return Withdrawn(id=id_, version="2.0.0", reason="said twice", successor=successor)


def test_the_id_of_a_withdrawn_record_says_what_to_take_instead() -> None:
    ds = Dataset.of({"withdrawn": [gone("a.r001", "a.r002"), gone("a.r002", "a.r003")]}, "2.0.0")
    with pytest.raises(WithdrawnError) as caught:
        ds["a.r001"]
    assert str(caught.value) == "a.r001 was withdrawn in data version 2.0.0: said twice; take a.r003 instead"
    assert (caught.value.id, caught.value.successor) == ("a.r001", "a.r003")
    assert isinstance(caught.value, UnknownRecordError)
    assert "a.r001" not in ds


def test_a_withdrawn_record_need_not_have_a_successor() -> None:
    ds = Dataset.of({"withdrawn": [gone("a.r001")]}, "2.0.0")
    with pytest.raises(WithdrawnError) as caught:
        ds["a.r001"]
    assert str(caught.value) == "a.r001 was withdrawn in data version 2.0.0: said twice; nothing takes its place"
    assert caught.value.successor is None


def test_another_id_is_still_unknown() -> None:
    ds = Dataset.of({"withdrawn": [gone("a.r001")]}, "2.0.0")
    with pytest.raises(UnknownRecordError) as caught:
        ds["b.r001"]
    assert str(caught.value) == "no record 'b.r001' in data version 2.0.0"
    assert not isinstance(caught.value, WithdrawnError)


def test_successors_that_go_round_in_a_circle_lead_nowhere() -> None:
    circle = [gone("a", "b"), gone("b", "c"), gone("c", "b")]
    assert successor_of(circle[0], circle) is None
    assert notice(circle[1], circle) == "b was withdrawn in data version 2.0.0: said twice; nothing takes its place"
    assert cycles(circle) == [("b", "c")]
    assert cycles([gone("a", "a")]) == [("a",)]
    assert cycles([gone("a", "b"), gone("b", "c")]) == []


GOOD = """
[[withdrawn]]
id = "small.r001"
version = "2.0.0"
reason = "said twice"
successor = "small.r002"
"""


def test_withdrawn_records_are_read(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD, "withdrawn.toml")
    assert read_withdrawn(path, {"small.r002"}) == [gone("small.r001", "small.r002")]


def test_no_file_is_nothing_withdrawn(tmp_path: Path) -> None:
    assert read_withdrawn(tmp_path / "withdrawn.toml", set()) == []


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        pytest.param(GOOD + GOOD, "small.r001: id: withdrawn 2 times; once is enough", id="twice"),
        pytest.param(
            GOOD.replace('"small.r002"', '"small.r009"'),
            "small.r001: successor: names 'small.r009', which is no record; name one that is there",
            id="successor",
        ),
        pytest.param(
            GOOD.replace('"2.0.0"', '"2"'),
            "small.r001: version: not a data version: '2'; expected three numbers such as '0.1.0'",
            id="version",
        ),
        pytest.param(
            GOOD.replace('id = "small.r001"', 'id = "small.r002"'),
            "small.r002: id: still there; take the record out of its file, or this one out of here\n"
            "{file}: small.r002: successor: goes round in a circle: small.r002 to small.r002; name the one that is there",
            id="there",
        ),
        pytest.param(GOOD.replace('reason = "said twice"', ""), "small.r001: reason: missing; it has to be given", id="reason"),
        pytest.param(
            GOOD.replace('reason = "said twice"', "") + "[[gone]]\nid = 1\n",
            "gone: unknown table; expected one of: withdrawn\n{file}: small.r001: reason: missing; it has to be given",
            id="table and reason",
        ),
        pytest.param(
            GOOD.replace("successor", "succesor"),
            "small.r001: succesor: unknown key; expected one of: id, version, reason, successor; did you mean 'successor'?",
            id="key",
        ),
        pytest.param("[[gone]]\nid = 1\n", "gone: unknown table; expected one of: withdrawn", id="table"),
        pytest.param(
            "[withdrawn]\nid = 1\n",
            "withdrawn: expected tables [[withdrawn]], came a single table; write double brackets",
            id="one",
        ),
        pytest.param(
            '[[withdrawn]]\nversion = "2.0.0"\nreason = "twice"\n', "withdrawn number 1: id: missing; it has to be given", id="id"
        ),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, toml: str, message: str) -> None:
    path = write(tmp_path, toml, "withdrawn.toml")
    with pytest.raises(DataError) as caught:
        read_withdrawn(path, {"small.r002"})
    assert str(caught.value) == f"{path}: {message}".replace("{file}", str(path))
