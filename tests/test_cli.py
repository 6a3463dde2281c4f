"""The command line: what each command prints, in text and as JSON, its exit codes, and errors of one clear message."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from authored import DIGEST, GOOD, RELIEF, SMALL_TEXT, SOURCE, STUDY, TEXTS, TRACES, changed, vocabulary, write
from ketamine_evidence import __version__, _files, cli
from ketamine_evidence.cli.app import app
from ketamine_evidence.curation.authoring import read_authored
from ketamine_evidence.curation.publish import compile_release, publish
from ketamine_evidence.dataset.cite import INTENDED_USE
from ketamine_evidence.dataset.package import package_files
from ketamine_evidence.dataset.releases import load
from windows import in_a_window

CITATION = (
    "cite: The ketamine-evidence contributors (2026). ketamine-evidence: what is written about ketamine for pain"
    " (data version 1.0.0) [Data set]."
)
MISSING = "the command line needs more than the library: pip install 'ketamine-evidence[cli]'\n"
PLACE = "table 3 (reproduction; place not machine-checked)"
FULL = changed(
    ('"relief_duration"', '"relief_duration"\nprotocol = "single-infusion"\nroute = "intravenous"'),
    ('"series_length"', '"series_length"\nnote = "a [bold]note[/bold]"'),
)
MORE = """
[[range]]
id = "r004"
quantity = "relief_duration"
protocol = "infusion-series"
reported = "up to 12 weeks"
span = [64, 115]
summary = "relief at its longest"

[[side_effect]]
id = "e001"
effect = "nausea"
reversible = true
span = [64, 115]
summary = "sickness that passes"
"""
LASTS = """
[[range]]
id = "r007"
quantity = "relief_duration"
protocol = "single-infusion"
reported = "up to 3 weeks"
place = "table 3"
basis = "reproduction"
summary = "how long it lasted"
"""


def release(data: Path, version: str, **tomls: str) -> None:
    """Publish authored files, by their source, as a version."""
    authored = [read_authored(write(data / version, toml, f"{source}.toml"), TEXTS) for source, toml in tomls.items()]
    tables = compile_release(authored, vocabulary(data / "vocabulary"))
    publish(version, package_files(tables, version, date(2026, 1, 2)), data / "releases")


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of data with one small release, which the commands read in place of the real ones."""
    folder = tmp_path / "data"
    write(folder / "sources", FULL + MORE)
    release(folder, "1.0.0", small=FULL + MORE)
    monkeypatch.delenv("KETAMINE_EVIDENCE_TEXTS", raising=False)
    monkeypatch.setattr(_files, "releases", lambda: str(folder / "releases"))
    return folder


def run(*args: str | Path) -> Result:
    """Run a command."""
    return CliRunner().invoke(app, [str(arg) for arg in args], catch_exceptions=False)


def well(*args: str | Path) -> str:
    """What a command prints that does its work."""
    result = run(*args)
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    return result.stdout


def well_json(*args: str | Path) -> Any:
    """What a command prints for programs."""
    return json.loads(well(*args, "--json"))


def failed(code: int, *args: str | Path) -> str:
    """The message of a command that fails and prints nothing else."""
    result = run(*args)
    assert result.exit_code == code, result.output
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    return result.stderr


def footer() -> list[str]:
    """The last lines of what shows data."""
    return [f"data version 1.0.0, released 2026-01-02, SHA-256 {load().digest}", CITATION, INTENDED_USE]


def cells(line: str) -> list[str]:
    """The cells of a line of a table."""
    return [cell.strip() for cell in line.split("  ") if cell.strip()]


def test_show_says_that_a_place_in_a_study_is_not_machine_checked(data: Path) -> None:
    release(data, "2.0.0", small=FULL + TRACES, trial=STUDY + LASTS)
    assert f"locator      {PLACE}" in [line.rstrip() for line in well("show", "trial.r007").splitlines()]
    line = "trial.e001  nausea in some  [table 2 (source text; place not machine-checked)]"
    assert line in well("show", "side_effects").splitlines()


def test_show_traces_and_what_they_lead_to(data: Path) -> None:
    release(data, "2.0.0", small=FULL + TRACES, trial=STUDY)
    assert well("show", "traces").splitlines()[:4] == [
        "small.t001  small.r001 rests on trial: overstated",
        "small.t002  small.r002 rests on no study: no-source-found",
        "small.t003  small.r003 rests on no study: no-source-found",
        "3 records",
    ]


def test_a_data_version_is_read_when_asked_for(data: Path) -> None:
    release(data, "2.0.0", small=GOOD)
    assert "data version 2.0.0" in well()
    assert "data version 1.0.0" in well("--data-version", "1.0.0")
    assert "data version 1.0.0" in well("show", "ranges", "--data-version", "1.0.0")


def test_show_a_record() -> None:
    lines = [line.rstrip() for line in well("show", "small.r001").splitlines()]
    place = load()["small.r001"].locator
    assert lines == [
        "field        value",
        "id           small.r001",
        "source       small",
        f"locator      title [19-63] SHA-256 {place.fingerprint}",
        "summary      relief at its shortest and longest",
        "attribution  asserted",
        "basis        source-text",
        "quantity     relief_duration",
        "reported     'several days to a few weeks': outer [3 d, 5 wk], inner [7 d, 2 wk]",
        "statistic    range",
        "substance    ketamine",
        "route        intravenous",
        "protocol     single-infusion",
        "condition    chronic-pain",
        *footer(),
    ]


def test_show_reads_no_markup_in_what_sources_say() -> None:
    assert "a [bold]note[/bold]" in well("show", "small.r003")


def test_show_a_record_with_a_list_and_a_source() -> None:
    assert "ranges       small.r002, small.r003\n" in "\n".join(line.rstrip() for line in well("show", "small.p001").splitlines())
    assert f"text_sha256  {DIGEST}" in well("show", "small")


def test_show_a_record_for_programs() -> None:
    found = well_json("show", "small.r001")
    assert found["record"]["id"] == "small.r001"
    assert found["record"]["reported"]["text"] == "several days to a few weeks"
    assert found["intended_use"] == INTENDED_USE


def test_show_a_table() -> None:
    assert well("show", "ranges").splitlines() == [
        "small.r001  relief_duration: several days to a few weeks [3 d, 5 wk]: relief at its shortest and longest",
        "small.r002  dose_rate: 1.5 mg/kg/hour [1.5, 1.5] mg/kg/h: how much is given in an hour",
        "small.r003  series_length: up to 12 weeks [0, 12] wk: how long doses go on at the most",
        "small.r004  relief_duration: up to 12 weeks [0, 12] wk: relief at its longest",
        "4 records",
        *footer(),
    ]


@pytest.mark.parametrize(
    ("table", "line"),
    [
        ("sources", "small  How long it lasts"),
        ("exclusions", "small [0-17]  heading"),
        ("protocols", "small.p001  doses over some weeks"),
        ("terms", "oral  Swallowed."),
    ],
)
def test_show_any_table(table: str, line: str) -> None:
    assert line in well("show", table).splitlines()


def test_show_counts_the_records() -> None:
    assert "1 record" in well("show", "sources").splitlines()
    assert "0 records" in well("show", "traces").splitlines()


def test_show_a_table_for_programs() -> None:
    found = well_json("show", "ranges", "--where", "quantity=relief_duration")
    assert [record["id"] for record in found["records"]] == ["small.r001", "small.r004"]


@pytest.mark.parametrize(
    ("table", "conditions", "ids"),
    [
        pytest.param("ranges", ["quantity=dose_rate"], ["small.r002"], id="one value"),
        pytest.param("ranges", ["quantity=dose_rate", "quantity=series_length"], ["small.r002", "small.r003"], id="any of two"),
        pytest.param("ranges", ["quantity=relief_duration", "route=intravenous"], ["small.r001"], id="two fields"),
        pytest.param("ranges", ["tier=literature"], [], id="a field of the source"),
        pytest.param("sources", ["characters=116"], ["small"], id="a number"),
        pytest.param("side_effects", ["reversible=true"], ["small.e001"], id="true or false"),
        pytest.param("ranges", ["route="], ["small.r002", "small.r003", "small.r004"], id="not stated"),
        pytest.param(
            "ranges", ["route=", "route=intravenous"], [f"small.r00{i}" for i in (1, 2, 3, 4)], id="not stated or one value"
        ),
        pytest.param("side_effects", ["reversible=false"], [], id="false"),
        pytest.param("ranges", ["year="], [f"small.r00{i}" for i in (1, 2, 3, 4)], id="not stated of the source"),
        pytest.param("protocols", ["ranges=small.r003"], ["small.p001"], id="an entry of a list"),
        pytest.param("side_effects", ["ranges="], ["small.e001"], id="an empty list"),
        pytest.param("protocols", ["ranges="], [], id="a list that is not empty"),
        pytest.param("sources", ["title=a=b"], [], id="an equals sign in the value"),
    ],
)
def test_show_where(table: str, conditions: list[str], ids: list[str]) -> None:
    args = [part for condition in conditions for part in ("--where", condition)]
    assert [record["id"] for record in well_json("show", table, *args)["records"]] == ids


def test_versions() -> None:
    lines = [line.split() for line in well("versions").splitlines()]
    assert lines == [
        ["version", "released", "sources", "claims", "SHA-256"],
        ["1.0.0", "2026-01-02", "1", "6", load().digest],
    ]
    assert well_json("versions") == [
        {"version": "1.0.0", "released": "2026-01-02", "sources": 1, "claims": 6, "sha256": load().digest}
    ]


@pytest.mark.parametrize(
    ("phrase", "rows"),
    [
        pytest.param(
            "several days to a few weeks",
            ["low    [3, 7] d", "high   [2, 5] wk", "outer  [3 d, 5 wk]", "inner  [7 d, 2 wk]"],
            id="two ends",
        ),
        pytest.param(
            "up to 12 weeks", ["low    not stated", "high   12 wk", "outer  [0, 12] wk", "inner  [12, 12] wk"], id="no low end"
        ),
        pytest.param(
            "several months or longer",
            ["low    [3, 7] mo", "high   unbounded", "outer  [3, ∞) mo", "inner  [7, ∞) mo"],
            id="or longer",
        ),
        pytest.param(
            "at least 24 hours", ["low    24 h", "high   not stated", "outer  [24, ∞) h", "inner  [24, 24] h"], id="no high end"
        ),
        pytest.param(
            "a few days or more", ["low    [2, 5] d", "high   unbounded", "outer  [2, ∞) d", "inner  [5, ∞) d"], id="or more"
        ),
    ],
)
def test_parse(phrase: str, rows: list[str]) -> None:
    assert [line.rstrip() for line in well("parse", phrase).splitlines()] == ["part   reading", *rows]


def test_parse_says_what_weakens_a_phrase() -> None:
    lines = [line.split() for line in well("parse", "typically about several weeks").splitlines()]
    assert ["approximate", "yes"] in lines
    assert ["hedges", "typically"] in lines
    assert ["inner", "none"] in lines


def test_parse_for_programs() -> None:
    found = well_json("parse", "several weeks", "--quantity", "relief_duration")
    assert found["text"] == "several weeks"
    assert found["low"] == {"least": 3, "most": 7, "unit": "wk"}
    assert found["outer"] == {"low": 3, "high": 7, "unit": "wk", "low_closed": True, "high_closed": True}
    assert found["inner"] is None


def test_verify(small_text: Path) -> None:
    assert well("verify", "--texts", small_text) == "data version 1.0.0: 6 of 6 spans checked: 6 exact: all well\n"
    found = well_json("verify", "--texts", small_text)
    assert (found["version"], found["ok"], found["checked"], found["counts"]) == ("1.0.0", True, 6, {"exact": 6})
    assert found["spans"][0] == {"id": "small.r001", "status": "exact", "start": 19, "end": 63, "message": ""}


def test_verify_without_texts_checks_the_files_of_every_version(data: Path) -> None:
    release(data, "1.1.0", small=FULL)
    count = len(list((data / "releases" / "1.1.0").iterdir())) - 1
    assert well("verify") == "".join(f"data version {v}: {count} files, each as it was released\n" for v in ("1.0.0", "1.1.0"))
    assert well("verify", "--data-version", "1.1.0") == f"data version 1.1.0: {count} files, each as it was released\n"
    assert well_json("verify", "--data-version", "1.0.0") == [{"version": "1.0.0", "ok": True, "files": count, "wrong": ""}]


def test_verify_names_file_expected_and_found(data: Path) -> None:
    path = data / "releases" / "1.0.0" / "ranges.csv"
    good = hashlib.sha256(path.read_bytes()).hexdigest()
    path.write_bytes(path.read_bytes()[:-1])
    result = run("verify")
    bad = hashlib.sha256(path.read_bytes()).hexdigest()
    assert result.exit_code == 1
    assert result.stdout == (
        f"1.0.0/ranges.csv: altered; expected SHA-256 {good}, found {bad}\nreinstall the package to get the released files back\n"
    )


def test_verify_of_no_version_is_wrong_usage() -> None:
    assert failed(2, "verify", "--data-version", "9.9.9") == "no data version '9.9.9'; here are: 1.0.0\n"


def test_diff(data: Path) -> None:
    release(data, "1.1.0", small=FULL)
    assert well("diff", "1.0.0", "1.1.0").splitlines() == [
        "from data version 1.0.0 to 1.1.0: 2 records removed",
        "removed ranges small.r004",
        "removed side_effects small.e001",
    ]
    rows = [
        {"change": "removed", "table": table, "record": id_, "field": "", "before": "", "after": ""}
        for table, id_ in (("ranges", "small.r004"), ("side_effects", "small.e001"))
    ]
    assert well_json("diff", "1.0.0", "1.1.0") == rows == json.loads(well("diff", "1.0.0", "1.1.0", "--format", "json"))
    assert well("diff", "1.0.0", "1.1.0", "--format", "csv").splitlines() == [
        "change,table,record,field,before,after",
        "removed,ranges,small.r004,,,",
        "removed,side_effects,small.e001,,,",
    ]
    assert well("diff", "1.1.0", "1.0.0", "--format", "markdown").splitlines() == [
        "# From data version 1.1.0 to 1.0.0",
        "",
        "## Added",
        "",
        "- 1 ranges, 1 side_effects",
        "- `small.r004`: relief at its longest",
        "- `small.e001`: sickness that passes",
    ]


def test_versions_tell_their_notes(data: Path, small_text: Path) -> None:
    well("publish", "1.1.0", "--texts", small_text, "--data", data)
    assert well("versions", "--notes", "1.1.0") == "# From data version 1.0.0 to 1.1.0\n\nNothing differs.\n"
    assert well("versions", "--notes", "1.0.0") == "data version 1.0.0 has no notes\n"
    assert failed(2, "versions", "--notes", "9.9.9") == "no data version '9.9.9'; here are: 1.0.0, 1.1.0\n"


def test_publish_refuses_a_step_that_is_too_small(data: Path, small_text: Path) -> None:
    write(data / "sources", FULL + MORE.replace('id = "r004"', 'id = "r005"'), "small.toml")
    said = failed(2, "publish", "1.0.1", "--texts", small_text, "--data", data)
    assert said == "small.r004 of 1.0.0 is gone without a word; list it in withdrawn.toml, with its reason\n"
    write(data, '[[withdrawn]]\nid = "small.r004"\nversion = "1.0.1"\nreason = "read again"\n', "withdrawn.toml")
    said = failed(2, "publish", "1.0.1", "--texts", small_text, "--data", data)
    assert said == "from 1.0.0 to 1.0.1 is a patch step, but 1 record went: publish 2.0.0\n"


def test_verify_with_nothing_to_check_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = run("verify", "--texts", tmp_path / "empty")
    assert result.exit_code == 1
    assert result.stdout == "data version 1.0.0: 0 of 6 spans checked: 6 no-text: nothing was checked\n"


def test_verify_with_another_text_is_wrong(small_text: Path) -> None:
    (small_text / "small.txt").write_text("Something else.", encoding="utf-8")
    result = run("verify", "--texts", small_text, "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["counts"] == {"missing": 6}


def test_account_of_a_release(small_text: Path) -> None:
    lines = [line.split() for line in well("account", "--texts", small_text).splitlines()]
    assert lines == [
        ["source", "words", "in", "records", "in", "exclusions", "alone", "accounted", "for"],
        ["small", "26", "22", "4", "100.00%"],
    ]
    assert well_json("account", "--texts", small_text) == [
        {"source": "small", "words": 26, "covered": 26, "by_claims": 22, "uncovered": [], "left": [], "share": 1.0}
    ]


def test_account_of_files_with_words_left(tmp_path: Path, small_text: Path) -> None:
    path = write(tmp_path / "mine", SOURCE + RELIEF)
    result = run("account", path, "--texts", small_text)
    assert result.exit_code == 1
    assert result.stdout.splitlines()[2:] == [
        "small [0, 17]: 'How long it lasts'",
        f"small [64, 114]: {SMALL_TEXT[64:114]!r}",
    ]
    result = run("account", path, "--texts", small_text, "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)[0]["uncovered"] == [[0, 17], [64, 114]]


def test_check(tmp_path: Path, small_text: Path) -> None:
    path = write(tmp_path / "mine", GOOD)
    assert well("check", path, "--texts", small_text) == f"{path}: 4 records, 100.00% of the words accounted for: well\n"
    assert well("check", path) == f"{path}: 4 records, text not at hand: spans, phrases and account not checked: well\n"


def test_check_tells_the_problems_of_all_files(tmp_path: Path, small_text: Path) -> None:
    good = write(tmp_path / "mine", GOOD)
    bad = write(tmp_path / "other", changed(("= 116", "= 117"), ("doses over some weeks", "")))
    result = run("check", tmp_path / "none.toml", bad, good, "--texts", small_text)
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        f"{tmp_path}/none.toml: no such file; expected a TOML file",
        f"{bad}: source: characters: expected 116, came 117",
        f"{bad}: p001: summary: expected one line of text, came ''; leave out what is not known",
    ]
    assert result.stdout.splitlines() == [
        f"{tmp_path}/none.toml: not read: 1 problem",
        f"{bad}: 4 records, 100.00% of the words accounted for: 2 problems",
        f"{good}: 4 records, 100.00% of the words accounted for: well",
    ]


def test_check_a_folder_also_together(tmp_path: Path, small_text: Path) -> None:
    folder = tmp_path / "mine"
    small, trial = write(folder, GOOD + TRACES), write(folder, STUDY, "trial.toml")
    lines = [
        f"{small}: 7 records, 100.00% of the words accounted for: well",
        f"{trial}: 8 records, of a study: places and figures not machine-checked: well",
    ]
    assert well("check", folder, "--texts", small_text).splitlines() == lines
    write(folder, changed(('"10.1000/182"', '"10.1000/183"'), text=STUDY), "trial2.toml")
    result = run("check", folder)
    assert result.exit_code == 1
    assert (
        result.stderr == f"{folder}/trial2.toml: source: pmid: '12' is that of trial too; an identifier belongs to one source\n"
    )
    assert result.stdout.splitlines()[-1] == f"{folder}: together: 1 problem"


def test_a_folder_with_a_file_that_cannot_be_read_is_not_checked_together(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    write(folder, GOOD)
    write(folder, "[source", "trial.toml")
    result = run("check", folder)
    assert result.exit_code == 1
    assert (
        result.stderr == f"{folder}/trial.toml: not TOML: Expected ']' at the end of a table declaration (at end of document)\n"
    )


def test_check_a_folder_without_files(tmp_path: Path) -> None:
    assert failed(1, "check", tmp_path / "data" / "releases") == f"{tmp_path}/data/releases: no authored files (*.toml) here\n"


def test_studies_are_left_out_of_an_account(tmp_path: Path, small_text: Path) -> None:
    small, trial = write(tmp_path / "mine", GOOD), write(tmp_path / "mine", STUDY, "trial.toml")
    assert [cells(line)[0] for line in well("account", small, trial, "--texts", small_text).splitlines()] == ["source", "small"]
    assert run("account", trial, "--texts", small_text).exit_code == 1


def test_find(small_text: Path) -> None:
    around = SMALL_TEXT[11:102].replace("\n\n", " ").strip()
    assert well("find", "A few weeks", "--texts", small_text) == f"small: span = [51, 62]  {around}\n"


def test_find_nothing(small_text: Path) -> None:
    assert failed(1, "find", "few year", "--texts", small_text) == "'few year' stands in none of the texts\n"


def test_find_for_programs(small_text: Path) -> None:
    assert well_json("find", "a few weeks", "--texts", small_text) == [{"text": "small", "span": [51, 62]}]
    assert len(well_json("find", "s", "--texts", small_text)) == SMALL_TEXT.count("s")


def test_find_nothing_for_programs(small_text: Path) -> None:
    result = run("find", "few year", "--texts", small_text, "--json")
    assert (result.exit_code, json.loads(result.stdout)) == (1, [])
    assert result.stderr == "'few year' stands in none of the texts\n"


def test_publish(data: Path, small_text: Path) -> None:
    args = ("--texts", small_text, "--data", data, "--date", "2026-01-02")
    counts = "1 sources, 4 ranges, 1 protocols, 0 mechanisms, 1 side_effects, 0 factors, 0 findings, 0 guidance, 0 statements"
    said = f"{data}/releases/1.0.0: {counts}, 0 traces, 1 exclusions, {len(load().terms)} terms, 0 withdrawn\n"
    assert well("publish", "1.0.0", *args) == said
    assert well("publish", "1.1.0", *args) == said.replace("1.0.0", "1.1.0")
    assert load("1.1.0").released == date(2026, 1, 2)


def test_publish_takes_the_day_where_none_is_given(data: Path, small_text: Path) -> None:
    well("publish", "1.1.0", "--texts", small_text, "--data", data)
    assert (load("1.1.0").released or date.min) >= date(2026, 1, 1)


def test_publish_never_changes_what_is_released(data: Path, small_text: Path) -> None:
    said = failed(2, "publish", "1.0.0", "--texts", small_text, "--data", data, "--date", "2026-01-03")
    assert said == (
        "data version 1.0.0 is released and stays as it is (SHA256SUMS, datapackage.json differ); publish a higher version\n"
    )


WRONG = [
    pytest.param(1, ["parse", "some time"], "cannot read 'some time': 'some' at position 0: unknown word", id="phrase"),
    pytest.param(
        1,
        ["parse", "4 mg", "--quantity", "onset"],
        "onset cannot be given as dose (mg); expected count or time",
        id="dimension",
    ),
    pytest.param(2, ["parse", "4 h", "--quantity", "onst"], "unknown quantity: 'onst'; did you mean 'onset'?", id="quantity"),
    pytest.param(
        2, ["show", "small.r01"], "no record 'small.r01' in data version 1.0.0; did you mean 'small.r001'?", id="record"
    ),
    pytest.param(2, ["--data-version", "9.9.9"], "no data version '9.9.9'; here are: 1.0.0", id="version"),
    pytest.param(
        2,
        ["show", "small", "--data-version", "../x"],
        "not a data version: '../x'; expected three numbers such as '0.1.0'",
        id="no version",
    ),
    pytest.param(
        2,
        ["show", "statements", "--where", "topics=history"],
        "Statement has no field 'topics'; it has: attribution, basis, comparators, conditions, id, interest, kind, locator, note,"
        " pain_course, publisher, source, summary, tier, topic, year; did you mean 'topic'?",
        id="field",
    ),
    pytest.param(
        2,
        ["show", "ranges", "--where", "tier=press"],
        "tier is never 'press'; it is one of: lay, literature",
        id="value",
    ),
    pytest.param(
        2, ["show", "sources", "--where", "characters=many"], "characters is a whole number, came 'many'", id="no number"
    ),
    pytest.param(
        2,
        ["show", "side_effects", "--where", "reversible=yes"],
        "reversible is true or false, came 'yes'",
        id="not true or false",
    ),
    pytest.param(
        2,
        ["show", "ranges", "--where", "locator=3"],
        "locator cannot be asked for a value; give a function: where(lambda record: ... record.locator ...)",
        id="field of parts",
    ),
    pytest.param(
        1,
        ["verify", "--texts", "nowhere"],
        "nowhere: expected a folder of texts (.txt, .html), came nothing",
        id="folder of texts",
    ),
    pytest.param(
        1,
        ["publish", "1.1.0", "--texts", ".", "--data", "nowhere"],
        "nowhere/sources: no authored files (*.toml) here",
        id="folder of data",
    ),
]


@pytest.mark.parametrize(("code", "args", "message"), WRONG)
def test_an_error_is_one_clear_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, args: list[str], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert failed(code, *args) == f"{message}\n"


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["show", "ranges", "--where", "route"], "Error: --where takes FIELD=VALUE, came 'route'"),
        (["show", "small.r001", "--where", "route=oral"], "Error: --where goes with a table, not with a record"),
        (["show"], "Error: Missing argument 'WHAT'."),
        (["diff", "1.0.0"], "Error: Missing argument 'AFTER'."),
        (["diff", "1.0.0", "1.0.0", "--format", "yaml"], "Error: Invalid value for '--format'"),
        (["check"], "Error: Missing argument 'FILES...'."),
        (["find", " ", "--texts", "."], "Error: give a phrase to look for"),
        (["publish", "1.1.0", "--texts", ".", "--date", "soon"], "Error: Invalid value for '--date'"),
        (["shows"], "Error: No such command 'shows'."),
        (["--jsn"], "Error: No such option"),
    ],
)
def test_wrong_usage_is_exit_2(args: list[str], message: str) -> None:
    assert failed(2, *args).splitlines()[-1].startswith(message)


def test_an_account_without_its_texts_is_wrong(tmp_path: Path) -> None:
    said = failed(1, "account", "--texts", tmp_path)
    assert said == f"small: text_sha256: no text at hand with the digest {DIGEST}\n"


def test_altered_data_are_never_shown(data: Path) -> None:
    path = data / "releases" / "1.0.0" / "ranges.csv"
    path.write_bytes(path.read_bytes().replace(b"few weeks", b"few years"))
    said = failed(1)
    assert said.startswith("1.0.0/ranges.csv: altered; expected SHA-256 ")
    assert said.endswith("reinstall the package to get the released files back\n")


@pytest.mark.parametrize(
    "options", [["--json"], ["--data-version", "1.0.0"], ["--data-version", "9.9.9", "--json"]], ids=" ".join
)
@pytest.mark.parametrize("command", [["versions"], ["show", "sources"]], ids=" ".join)
def test_an_option_before_a_command_is_not_dropped_silently(options: list[str], command: list[str]) -> None:
    said = failed(2, *options, *command).splitlines()[-1]
    assert said == f"Error: give --data-version and --json after the command: ketamine-evidence {command[0]} ..."


@pytest.mark.parametrize(
    "command", [[], *([name] for name in sorted(app.commands))], ids=lambda command: "".join(command) or "app"
)
def test_help_of_each_command(command: list[str]) -> None:
    text = well(*command, "--help")
    assert text == well(*command, "-h")
    assert text.startswith(f"Usage: app {' '.join(command)}".rstrip())
    assert "\\b" not in text
    found = app.commands[command[0]] if command else app
    assert (found.help or "").strip().splitlines()[0] in " ".join(text.split())


@pytest.mark.parametrize("name", ["show", "verify", "account", "check", "find", "parse", "publish", "versions", "diff"])
def test_the_commands_are_there(name: str) -> None:
    assert name in app.commands


def test_every_command_that_prints_data_has_json() -> None:
    without = {name for name, command in app.commands.items() if all(one.name != "as_json" for one in command.params)}
    assert without == {"cite", "completion"}  # three formats of a citation are JSON; a script is for shells


def test_the_version_of_the_package() -> None:
    assert well("--version") == f"ketamine-evidence, version {__version__}\n"


def test_in_a_window_tables_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    in_a_window(monkeypatch, 50)
    lines = click.unstyle(run("show", "small.r001").stdout).splitlines()
    digests = {load()["small.r001"].locator.fingerprint, load().digest}
    assert {line.split()[-1] for line in lines if len(line) > 50} == digests  # which no window may cut


def test_the_script_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["ketamine-evidence", "--version"])
    with pytest.raises(SystemExit) as raised:
        cli.main()
    assert raised.value.code == 0
    assert capsys.readouterr().out == f"ketamine-evidence, version {__version__}\n"


@pytest.mark.parametrize("module", ["click", "rich"])
def test_a_missing_extra_is_one_line(module: str) -> None:
    script = f"""
import sys

class Without:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Without())
from ketamine_evidence.cli import main
main()
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)  # noqa: S603  our own code
    assert (done.returncode, done.stdout, done.stderr) == (2, "", MISSING)


def test_a_missing_extra_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delitem(sys.modules, "ketamine_evidence.cli.app")
    monkeypatch.setitem(sys.modules, "click", None)
    with pytest.raises(SystemExit) as raised:
        cli.main()
    assert raised.value.code == 2
    assert capsys.readouterr().err == MISSING


def test_another_missing_module_is_not_called_an_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "ketamine_evidence.cli.app", raising=False)
    monkeypatch.setitem(sys.modules, "ketamine_evidence.dataset.releases", None)
    monkeypatch.setattr(sys, "argv", ["ketamine-evidence"])
    with pytest.raises(ModuleNotFoundError, match=r"ketamine_evidence\.dataset\.releases"):
        cli.main()
