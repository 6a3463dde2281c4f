"""The help of the commands: every example in it runs, nothing in it is cut, and the pages made from it are up to date."""

from __future__ import annotations

import re
import runpy
import shlex
import shutil
import subprocess
from datetime import date
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from authored import GOOD, ROOT, SMALL_TEXT, TEXTS, vocabulary, write
from ketamine_evidence import _files
from ketamine_evidence.cli.app import app
from ketamine_evidence.cli.bars import ASCII, BLOCKS, Bar, draw_bars
from ketamine_evidence.cli.completion import NAME
from ketamine_evidence.curation.authoring import read_authored
from ketamine_evidence.curation.publish import compile_release, publish
from ketamine_evidence.dataset.package import package_files
from ketamine_evidence.dataset.releases import load

GENERATE = runpy.run_path(str(ROOT / "docs" / "generate_cli.py"))
PAGE = (ROOT / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")
MAN = ROOT / "docs" / "man" / f"{NAME}.1"
HOW_TO = (ROOT / "docs" / "how-to" / "terminal.md").read_text(encoding="utf-8")
COMMANDS = ["", *sorted(app.commands)]


def run(*args: str) -> Result:
    """Run a command."""
    return CliRunner().invoke(app, args, prog_name=NAME, catch_exceptions=False)


def help_of(command: str) -> list[str]:
    """The lines of a command's help in a terminal of 80 columns."""
    return run(*([command] if command else []), "--help").stdout.splitlines()


def examples(command: str) -> list[str]:
    """The examples in a command's help."""
    lines = help_of(command)
    start = lines.index("  Examples:") + 1
    return [line.strip() for line in lines[start : lines.index("", start)]]


ALL = [pytest.param(line, id=line) for command in COMMANDS for line in examples(command)]


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to run examples in, with texts, sources and data of one's own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KETAMINE_EVIDENCE_TEXTS", raising=False)
    (tmp_path / "my-texts").mkdir()
    (tmp_path / "my-texts" / "small.txt").write_text(SMALL_TEXT, encoding="utf-8", newline="")
    write(tmp_path / "my-sources", GOOD, "article.toml")
    write(tmp_path / "my-data" / "sources", GOOD, "article.toml")
    vocabulary(tmp_path / "my-data" / "vocabulary")
    return tmp_path


@pytest.fixture
def released(scratch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A release whose texts are those of the folder, for examples that hold a release to its texts."""
    authored = read_authored(scratch / "my-sources" / "article.toml", TEXTS)
    tables = compile_release([authored], scratch / "my-data" / "vocabulary")
    publish("1.0.0", package_files(tables, "1.0.0", date(2026, 1, 2)), scratch / "released")
    monkeypatch.setattr(_files, "releases", lambda: str(scratch / "released"))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_examples_of_its_own(command: str) -> None:
    lines = examples(command)
    assert lines
    assert all(line.startswith(f"{NAME} {command}".strip()) for line in lines)


@pytest.mark.usefixtures("scratch")
@pytest.mark.parametrize("line", ALL)
def test_every_example_runs(line: str, request: pytest.FixtureRequest) -> None:
    program, *args = shlex.split(line)
    if "--texts" in args:
        request.getfixturevalue("released")
    result = run(*args)
    assert program == NAME
    assert result.exit_code == 0, result.output
    assert result.stdout
    assert result.stderr == ""


@pytest.mark.parametrize("command", COMMANDS)
def test_help_fits_eighty_columns_and_is_ascii(command: str) -> None:
    lines = help_of(command)
    assert max(map(len, lines)) <= 80
    assert "".join(lines).isascii()


def test_no_line_in_the_list_of_commands_is_cut() -> None:
    lines = help_of("")
    listed = lines[lines.index("Commands:") + 1 :]
    assert [line.split()[0] for line in listed] == sorted(app.commands)
    assert [line for line in listed if line.endswith("...")] == []


@pytest.mark.parametrize("path", GENERATE["PAGES"])
def test_what_is_made_from_the_commands_is_up_to_date(path: str) -> None:
    written = (ROOT / path).read_text(encoding="utf-8")
    assert written == GENERATE["PAGES"][path](), f"{path} is out of date: run python docs/generate_cli.py"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_option_is_on_both_pages(command: str) -> None:
    found = app.commands[command] if command else app
    man = MAN.read_text(encoding="utf-8").replace("\\-", "-")
    params = found.get_params(click.Context(found))
    options = [name for one in params if isinstance(one, click.Option) for name in (*one.opts, *one.secondary_opts)]
    section = PAGE.partition(f"\n## {command or 'Without a command'}\n")[2].partition("\n## ")[0]
    described = man.partition(f'\n.SS "{command} ' if command else "\n.SH OPTIONS")[2].partition("\n.S")[0]
    assert options
    assert all(re.search(rf"{re.escape(name)}\b", section) for name in options)
    assert all(re.search(rf"{re.escape(name)}\b", described) for name in options)
    assert all(line in section for line in examples(command))
    assert all(line in man for line in examples(command))


@pytest.mark.parametrize(
    ("tool", "options"),
    [("mandoc", ["-T", "lint", "-W", "style"]), ("groff", ["-man", "-ww", "-T", "utf8", "-z"])],
    ids=["mandoc", "groff"],
)
def test_the_man_page_is_well_formed(tool: str, options: list[str]) -> None:
    program = shutil.which(tool)
    if program is None:
        pytest.skip(f"no {tool} here to judge the man page")
    done = subprocess.run([program, *options, str(MAN)], capture_output=True, text=True, check=False)  # noqa: S603  our own page
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_man_page_is_installed_with_the_package() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f'"docs/man/{NAME}.1" = "share/man/man1/{NAME}.1"' in project


def test_the_bar_in_the_how_to_is_what_is_drawn() -> None:
    reported = load("0.2.0")["biologyinsights-infusion.r004"].reported
    bar = Bar("relief_duration", reported.outer, reported.inner, "lay", str(reported.outer))
    assert "\n".join(line.plain for line in draw_bars([bar], 96)) in HOW_TO


def test_the_how_to_tells_every_sign() -> None:
    told = re.findall(r"^\| `(.)`(?: `(.)`)? \| `(.)`(?: `(.)`)? \|", HOW_TO, re.MULTILINE)
    blocks, others = ({sign for row in told for sign in row[part] if sign} for part in (slice(0, 2), slice(2, 4)))
    assert blocks == {*BLOCKS, "0"}
    assert others == {*ASCII, "0"}
