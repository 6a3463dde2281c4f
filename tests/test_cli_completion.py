"""What shells complete: asked of the commands, of the descriptor of a release, and through a real bash."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import CompletionItem, ShellComplete, get_completion_class
from click.testing import CliRunner, Result

import ketamine_evidence as ke
from ketamine_evidence import _files
from ketamine_evidence.cli.app import app
from ketamine_evidence.cli.completion import NAME, VARIABLE
from ketamine_evidence.cli.completions import IN_REPORTED, OF_SOURCE
from ketamine_evidence.dataset import tables
from ketamine_evidence.dataset.citations import FORMATS as CITATIONS
from ketamine_evidence.export.formats import FORMATS
from ketamine_evidence.records.evidence import TABLES
from ketamine_evidence.records.rows import columns as columns_of
from ketamine_evidence.values.quantities import Quantity
from windows import in_a_terminal, program

OLD = ("--data-version", "0.2.0")
SHOW = ("show", *OLD)
OFFERED = [f"biologyinsights-infusion.r0{number:02}" for number in range(1, 13)]


def offers(*words: str) -> list[CompletionItem]:
    """What is offered for the last of some words."""
    *args, incomplete = words
    return ShellComplete(app, {}, NAME, VARIABLE).get_completions(args, incomplete)


def values(*words: str) -> list[str]:
    """The same without what a shell says beside it."""
    return [one.value for one in offers(*words)]


@pytest.fixture
def releases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of releases of one's own, empty."""
    monkeypatch.setattr(_files, "releases", lambda: str(tmp_path))
    return tmp_path


def test_commands_and_options() -> None:
    assert values("sh") == ["show"]
    assert set(values("")) == set(app.commands)
    assert values("show", "--wh") == ["--where"]


def test_tables_and_sources_come_first() -> None:
    assert values(*SHOW, "") == [*TABLES, *ke.load("0.2.0").sources.ids]


def test_records_come_once_their_source_is_named() -> None:
    assert values(*SHOW, "b") == ["baysidedental-onset", "biologyinsights-infusion"]
    named = values(*SHOW, "biolo")
    assert named[:2] == ["biologyinsights-infusion", "biologyinsights-infusion.r001"]
    assert named[1:] == [one.id for one in ke.load("0.2.0").claims() if one.source == "biologyinsights-infusion"]
    assert values(*SHOW, "biologyinsights-infusion.r00") == OFFERED[:9]
    assert values(*SHOW, "nothing") == []


def test_traces_are_records_too() -> None:
    ids = ke.load().traces.ids
    assert ids
    assert values("show", ids[0]) == [ids[0]]


def test_what_is_cited_is_a_version_a_table_or_a_record() -> None:
    assert set(ke.versions()) | set(TABLES) <= set(values("cite", ""))
    assert values("cite", "0.1") == ["0.1.0"]
    assert values("cite", "biologyinsights-infusion.r01", *OLD[:0]) == [one for one in OFFERED if ".r01" in one]


def test_versions_the_newest_first() -> None:
    newest_first = list(reversed(ke.versions()))
    for words in (["show", "--data-version"], ["diff"], ["diff", "0.1.0"], ["versions", "--notes"]):
        assert values(*words, "") == newest_first
    assert values("show", "--data-version", "0.1") == ["0.1.0"]


def test_versions_go_by_their_numbers(releases: Path) -> None:
    for name in ("0.9.0", "0.10.0", "draft", "1.0.0"):
        (releases / name).mkdir()
        (releases / name / "datapackage.json").write_text("{}", encoding="utf-8")
    (releases / "2.0.0").mkdir()
    assert values("diff", "") == ["1.0.0", "0.10.0", "0.9.0", "draft"]


def test_a_path_is_no_version_and_nothing_outside_the_releases_is_read() -> None:
    assert values("show", "--data-version", "../releases/0.2.0", "biolo") == []
    assert values("show", "--data-version", "0.2.0", "biolo") != []


def test_fields_come_before_their_values() -> None:
    fields = values(*SHOW, "ranges", "--where", "")
    assert {"quantity=", "route=", "protocol=", "tier=", "source="} <= set(fields)
    assert all(field.endswith("=") for field in fields)
    assert values(*SHOW, "ranges", "--where", "s") == ["source=", "statistic=", "substance=", "specimen="]


def test_a_field_that_is_the_only_one_goes_on_to_its_values() -> None:
    tiers = ["tier=lay", "tier=literature"]
    for begun in ("ti", "tier", "tier="):
        assert values("show", "ranges", "--where", begun) == tiers
    assert values("show", "ranges", "--where", "tier=li") == tiers[1:]
    assert values(*SHOW, "ranges", "--where", "source=bio") == ["source=biologyinsights-infusion"]
    assert values("show", "side_effects", "--where", "rev") == ["reversible=true", "reversible=false"]
    assert values("show", "ranges", "--where", "quantity=no") == []
    assert values("show", "ranges", "--where", "nothing=") == []


def test_without_a_table_the_fields_are_those_of_ranges() -> None:
    assert values("show", "--where", "quan") == [f"quantity={one.value}" for one in Quantity]


@pytest.mark.parametrize("table", TABLES)
def test_every_field_and_value_that_is_offered_can_be_asked(table: str) -> None:
    records = ke.load().tables[table]
    for field in values("show", table, "--where", ""):
        offered = values("show", table, "--where", field)
        for one in offered:
            name, _, value = one.partition("=")
            records.where(**{name: records.read_value(name, value)})


def test_the_lists_of_a_source_that_are_offered_are_those_that_can_be_asked() -> None:
    closed = {column.name for column in columns_of(TABLES["sources"]) if column.choices}
    assert set(OF_SOURCE) == closed & set(tables.OF_SOURCE)
    names = {column.name for column in columns_of(TABLES["ranges"]) if column.kind == "boolean"}
    assert set(IN_REPORTED) == names


def test_formats_with_what_they_are() -> None:
    assert [(one.value, one.help) for one in offers("export", "")] == [(name, one.title) for name, one in FORMATS.items()]
    assert values("export", "xl") == ["xlsx"]
    assert values("cite", "--format", "") == list(CITATIONS)
    assert values("diff", "--format", "mark") == ["markdown"]


def test_terms_of_the_list_that_an_option_is_called_after() -> None:
    assert values("appraise", "4 h", "--route", "intra") == ["intravenous", "intramuscular", "intranasal"]
    assert values("appraise", "4 h", "--specimen", "u") == ["urine"]
    assert values("appraise", "4 h", "--phrase", "u") == []


def test_conditions_of_a_comparison_are_those_of_ranges() -> None:
    for option in ("--where", "--lay", "--literature"):
        assert values("compare", "dose", option, "route=or") == ["route=oral"]


def test_quantities() -> None:
    for words in (["parse", "4 h", "--quantity"], ["appraise", "4 h", "--quantity"], ["compare"]):
        assert values(*words, "relief") == ["relief_duration", "relief_time_point"]


@pytest.mark.parametrize("words", [["verify", "--texts"], ["export", "csv", "-o"], ["publish", "--data"], ["check", "--texts"]])
def test_folders_are_left_to_the_shell(words: list[str]) -> None:
    assert [(one.type, one.value) for one in offers(*words, "my")] == [("dir", "my")]


@pytest.mark.parametrize("descriptor", [None, "{", "[]", "{}", '{"resources": [{}]}', '{"resources": 1}'])
def test_nothing_is_offered_where_nothing_can_be_read(releases: Path, descriptor: str | None) -> None:
    if descriptor is not None:
        (releases / "1.0.0").mkdir()
        (releases / "1.0.0" / "datapackage.json").write_text(descriptor, encoding="utf-8")
    assert values("show", "") == values("show", "ranges", "--where", "") == []
    assert values("show", "--data-version", "../x", "") == []


def test_a_table_that_is_not_text_offers_nothing(releases: Path) -> None:
    (releases / "1.0.0").mkdir()
    resources = {"resources": [{"name": "sources", "schema": {"fields": []}}]}
    (releases / "1.0.0" / "datapackage.json").write_text(json.dumps(resources), encoding="utf-8")
    (releases / "1.0.0" / "sources.csv").write_bytes(b"id\n\xff\n")
    assert values("show", "") == ["sources"]


def run(*args: str, **environment: str) -> Result:
    """Run the program as a shell does that asks for completions."""
    return CliRunner().invoke(app, args, env=environment, prog_name=NAME, catch_exceptions=False)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ketamine-evidence sho", "plain,show\n"),
        ("ketamine-evidence parse '4 h' --quantity on", "plain,onset\n"),
        ("ketamine-evidence show ranges --where quantity=ons", "plain,quantity=onset\n"),
        ("ketamine-evidence show ranges --where=quantity=ons", "plain,quantity=onset\n"),
        ("ketamine-evidence diff --format ", "plain,text\nplain,markdown\nplain,csv\nplain,json\n"),
        ("ketamine-evidence show x --data-version=0.1", "plain,0.1.0\n"),
    ],
)
def test_bash_is_answered_for_the_line_as_it_was_typed(line: str, expected: str) -> None:
    assert run(**{VARIABLE: "bash_complete", "COMP_WORDS": line}).stdout == expected


def test_bash_is_answered_for_no_line() -> None:
    assert run(**{VARIABLE: "bash_complete", "COMP_WORDS": ""}).stdout.splitlines()[0] == "plain,account"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_that_of_the_shell(shell: str) -> None:
    result = run("completion", shell)
    kind = get_completion_class(shell)
    assert kind is not None
    assert result.exit_code == 0
    assert result.stdout == kind(app, {}, NAME, VARIABLE).source()
    assert f"{VARIABLE}={shell}_complete" in result.stdout
    assert result.stdout.strip() == run(**{VARIABLE: f"{shell}_source"}).stdout.strip()


def test_another_shell_is_wrong_usage() -> None:
    result = run("completion", "tcsh")
    assert result.exit_code == 2
    assert "'tcsh' is not one of 'bash', 'zsh', 'fish'." in result.stderr


TYPED = {
    "a record": ("show biologyinsights-infusion.r004\t", ["show", "biologyinsights-infusion.r004"]),
    "a command and a table": ("sho\ttrac\t", ["show", "traces"]),
    "a field": ("show ranges --where quant\t", ["show", "ranges", "--where", "quantity="]),
    "a field and its value": ("show ranges --wh\tquant\trelief_d\t", ["show", "ranges", "--where", "quantity=relief_duration"]),
    "a value": ("show ranges --where tier=li\t", ["show", "ranges", "--where", "tier=literature"]),
    "several fields": ("show ranges --where so\tunn\t", ["show", "ranges", "--where", "source=unnamed-publisher-duration"]),
    "an option with its value": ("show x --data-version=0.1\t", ["show", "x", "--data-version=0.1.0"]),
    "a format": ("cite --format bib\t", ["cite", "--format", "bibtex"]),
    "a folder": ("verify --texts ./my\t", ["verify", "--texts", "./my-texts/"]),
    "a file": ("check ./art\t", ["check", "./article.toml"]),
}


def test_a_real_bash_completes(tmp_path: Path) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("no bash here to complete in")
    program(tmp_path)
    (tmp_path / "my-texts").mkdir()
    (tmp_path / "article.toml").touch()
    setup = f"cd '{tmp_path}'; PATH='{tmp_path}':$PATH; source <(ketamine-evidence completion bash)\n"
    told = "told() { echo; printf '@'; printf '<%s>' \"$@\"; echo; }\n"
    lines = [f"ketamine-evidence {typed}\x01told \x05\n" for typed, _ in TYPED.values()]
    seen = in_a_terminal([bash, "--norc", "--noprofile", "-i"], 1000, [setup, told, *lines, "exit\n"], {"TERM": "dumb"})
    completed = [line for line in seen.lines if line.startswith("@<")]
    assert completed == ["@" + "".join(f"<{word}>" for word in ["ketamine-evidence", *words]) for _, words in TYPED.values()]


def test_nothing_heavy_is_loaded_to_complete() -> None:
    script = (
        "import sys\nfrom ketamine_evidence.cli.app import app\nfrom click.shell_completion import ShellComplete\n"
        "done = ShellComplete(app, {}, 'x', 'X')\n"
        "assert done.get_completions(['show'], 'b') and done.get_completions(['show', 'ranges', '--where'], 'tier=')\n"
        "print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # noqa: S603  our own code
    assert set(done.stdout.split()).isdisjoint({"attrs", "attr", "cattrs", "rich"})
