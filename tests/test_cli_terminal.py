"""The command line in a window, in a pipe and in outputs that cannot show every character: widths, colours, bars, progress."""

from __future__ import annotations

import io
import json
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

import ketamine_evidence as ke
from authored import GOOD, STUDY, TRACES, vocabulary, write
from ketamine_evidence import Range
from ketamine_evidence.cli import progress as progress_module
from ketamine_evidence.cli.app import app
from ketamine_evidence.cli.bars import COLOURS, Bar
from ketamine_evidence.cli.encodings import can_show, spell_what_cannot_be_shown
from ketamine_evidence.cli.output import print_bars, print_grid, print_json, print_legend, print_lines
from ketamine_evidence.cli.progress import progress
from ketamine_evidence.records.vocabulary import Tier
from windows import COLOURING, in_a_terminal, in_a_window, program

OLD = ("--data-version", "0.2.0")
ONSET = ("show", "ranges", "--where", "quantity=onset", *OLD)
WIDTHS = (80, 100, 200)
LEGEND = "░ widest reading   █ what all readings share   ► no upper end   0 from zero"
BLUE = "\x1b[38;5;32m"
ESCAPE = "\x1b["
WIPED = "\x1b[2K"
"""The last that is sent where a line is wiped away."""


@pytest.fixture(autouse=True)
def neither_coloured_nor_with_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*COLOURING, "KETAMINE_EVIDENCE_TEXTS"):
        monkeypatch.delenv(name, raising=False)


def run(*args: str | Path, charset: str = "utf-8") -> Result:
    """Run a command."""
    return CliRunner(charset=charset).invoke(app, [str(arg) for arg in args], catch_exceptions=False)


def words(lines: list[str]) -> list[str]:
    """What lines say, wherever they were broken."""
    return " ".join(lines).split()


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(("show", "sources", *OLD), id="show sources"),
        pytest.param(("show", "exclusions", *OLD), id="show exclusions"),
        pytest.param(("show", "terms", *OLD), id="show terms"),
        pytest.param(("show", "ranges", "--no-bars", *OLD), id="show ranges"),
        pytest.param(("show", "traces"), id="show traces"),
        pytest.param(("show", "biologyinsights-infusion.r004", "--no-bars", *OLD), id="show a range"),
        pytest.param(("show", "biologyinsights-infusion", *OLD), id="show a source"),
        pytest.param(("diff", "0.1.0", "0.2.0"), id="diff"),
        pytest.param(("versions",), id="versions"),
        pytest.param(("versions", "--notes", "0.2.0"), id="notes"),
        pytest.param(("verify",), id="verify"),
        pytest.param(("export", "--list"), id="export list"),
        pytest.param(("parse", "typically a few hours to several weeks"), id="parse"),
    ],
)
def test_what_is_printed_fits_the_window_and_nothing_is_cut(monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]) -> None:
    whole = set(words(run(*command).stdout.splitlines()))
    for width in WIDTHS:
        in_a_window(monkeypatch, width)
        lines = click.unstyle(run(*command).stdout).splitlines()
        assert max(map(len, lines)) <= width
        assert whole == set(words(lines)) | (whole & {"version"})  # the first column of a list has no name


def test_an_account_and_an_export_fit_the_window(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, texts: Path) -> None:
    for width in WIDTHS:
        in_a_window(monkeypatch, width)
        folder = tmp_path / str(width)
        for command in (("account", "--texts", texts), ("verify", "--texts", texts), ("export", "csv", "-o", folder)):
            result = run(*command, *OLD)
            lines = click.unstyle(result.stdout).splitlines()
            assert result.exit_code == 0
            assert [line for line in lines if len(line) > width and str(tmp_path) not in line] == []
        digests = [line.split() for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()]
        assert {word for row in digests for word in row} <= set(words(lines))


def test_a_table_that_does_not_fit_is_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    in_a_window(monkeypatch, 80)
    ds = ke.load("0.1.0")
    assert click.unstyle(run("versions").stdout).splitlines()[:5] == [
        "0.1.0",
        f"  released  {ds.released}",
        "  sources   5",
        f"  claims    {len(list(ds.claims()))}",
        f"  SHA-256   {ds.digest}",
    ]


def test_a_word_that_is_wider_than_the_window_is_left_to_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    in_a_window(monkeypatch, 40)
    lines = click.unstyle(run("show", "biologyinsights-infusion", *OLD).stdout).splitlines()
    digest = ke.load("0.2.0").sources["biologyinsights-infusion"].text_sha256
    assert lines[:2] == ["id", "  biologyinsights-infusion"]
    assert lines[lines.index("text_sha256") + 1] == f"  {digest}"
    assert {word for line in lines if len(line) > 40 for word in line.split()} <= {
        digest,
        ke.load("0.2.0").digest,
        "https://biologyinsights.com/how-long-does-a-ketamine-infusion-last",
    }


def test_a_pipe_gets_a_line_a_record_and_no_bars() -> None:
    lines = run(*ONSET).stdout.splitlines()
    claims = ke.load("0.2.0").ranges.where(quantity="onset")
    assert [line.partition("  ")[0] for line in lines[: len(claims)]] == list(claims.ids)
    assert LEGEND not in lines
    assert not any("█" in line for line in lines)


def test_a_window_gets_bars_for_each_quantity(monkeypatch: pytest.MonkeyPatch) -> None:
    in_a_window(monkeypatch, 80)
    lines = click.unstyle(run(*ONSET).stdout).splitlines()
    claims = ke.load("0.2.0").ranges.where(quantity="onset")
    titles = [line for line in lines if line in {"onset (count)", "onset (time)"}]
    assert titles == ["onset (count)", "onset (time)"]
    axis = lines[lines.index("onset (time)") + 1]
    assert axis.split("  ")[0:2] == ["", " 1 s"]
    assert lines.count(axis) == 2  # above the bars and below
    assert {line.partition("  ")[0] for line in lines if "  lay  " in line} == set(claims.ids)
    assert f"{len(claims)} records" in lines
    assert LEGEND in lines
    assert max(map(len, lines)) <= 80


def test_a_quantity_of_one_dimension_is_named_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    in_a_window(monkeypatch, 80)
    lines = click.unstyle(run("show", "ranges", "--where", "quantity=detection_window", *OLD).stdout).splitlines()
    assert lines[0] == "detection_window"


def test_bars_are_drawn_where_they_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    assert LEGEND in run(*ONSET, "--bars").stdout.splitlines()
    in_a_window(monkeypatch, 80)
    assert LEGEND not in click.unstyle(run(*ONSET, "--no-bars").stdout).splitlines()
    assert LEGEND not in click.unstyle(run("show", "sources", *OLD).stdout).splitlines()
    assert json.loads(run(*ONSET, "--bars", "--json").stdout)["records"]


def test_no_ranges_need_no_legend(monkeypatch: pytest.MonkeyPatch) -> None:
    in_a_window(monkeypatch, 80)
    lines = click.unstyle(run("show", "ranges", "--where", "tier=literature", *OLD).stdout).splitlines()
    assert lines[0] == "0 records"
    assert LEGEND not in lines


def test_a_range_is_shown_with_its_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    in_a_window(monkeypatch, 80)
    lines = click.unstyle(run("show", "biologyinsights-infusion.r004", *OLD).stdout).splitlines()
    start = lines.index("condition    chronic-pain")
    assert lines[start + 1 : start + 5] == [
        "",
        "                       1 min           1 h         1 day    1 wk  1 mo     1 yr",
        "relief_duration  lay   ·                ·            ·    ░░░░████░░░░        ·",
        LEGEND,
    ]
    assert LEGEND not in click.unstyle(run("show", "biologyinsights-infusion", *OLD).stdout).splitlines()


def test_a_place_that_no_machine_checked_is_marked_beside_its_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    in_a_window(monkeypatch, 200)
    found = ke.load().ranges.where(lambda claim: not claim.locator.checkable)
    assert found, "no range of a study"
    one = found[0]
    lines = click.unstyle(run("show", "ranges", "--where", f"id={one.id}").stdout).splitlines()
    assert f"{one.summary} *" in " ".join(words(lines))
    assert "* a place in a study, which no machine has checked" in lines


@pytest.mark.parametrize(
    ("environment", "window", "coloured"),
    [
        pytest.param({}, True, True, id="a window"),
        pytest.param({}, False, False, id="a pipe"),
        pytest.param({"NO_COLOR": "1"}, True, False, id="NO_COLOR"),
        pytest.param({"NO_COLOR": ""}, True, True, id="an empty NO_COLOR"),
        pytest.param({"FORCE_COLOR": "1"}, False, True, id="FORCE_COLOR"),
        pytest.param({"FORCE_COLOR": "1", "TERM": "dumb"}, False, True, id="FORCE_COLOR where there is no terminal"),
        pytest.param({"FORCE_COLOR": "0"}, False, False, id="FORCE_COLOR=0"),
        pytest.param({"FORCE_COLOR": ""}, False, False, id="an empty FORCE_COLOR"),
        pytest.param({"CLICOLOR_FORCE": "1"}, False, True, id="CLICOLOR_FORCE"),
        pytest.param({"CLICOLOR_FORCE": "0"}, False, False, id="CLICOLOR_FORCE=0"),
        pytest.param({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, False, id="NO_COLOR before FORCE_COLOR"),
        pytest.param({"TERM": "dumb"}, True, False, id="a terminal without colours"),
    ],
)
def test_colours_are_where_they_are_wanted(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], *, window: bool, coloured: bool
) -> None:
    if window:
        in_a_window(monkeypatch, 80)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    shown = run(*ONSET, "--bars").stdout
    assert (BLUE in shown) is coloured
    assert (ESCAPE in shown) is coloured
    assert click.unstyle(shown).splitlines()[0].startswith("onset")


def test_what_programs_read_is_never_coloured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert ESCAPE not in run(*ONSET, "--json").stdout
    assert ESCAPE not in run("cite", *OLD).stdout


@pytest.mark.parametrize("charset", ["ascii", "latin-1", "cp1252"])
def test_an_output_without_blocks_gets_ascii_bars(charset: str) -> None:
    shown = run("show", "ranges", "--where", "quantity=restriction_time", "--bars", *OLD, charset=charset).stdout
    assert "#" in shown
    assert "- widest reading   # what all readings share   > no upper end   0 from zero" in shown
    assert not any(sign in shown for sign in "░█►·")


def test_what_an_encoding_lacks_is_spelled() -> None:
    shown = run("parse", "a few weeks or longer", charset="cp1252").stdout
    assert "[2, inf) wk" in shown


def test_data_for_programs_stay_whole_in_any_encoding() -> None:
    for charset in ("utf-8", "cp1252"):
        claim = json.loads(
            run("show", "ranges", "--json", "--where", "id=unnamed-publisher-duration.r001", *OLD, charset=charset).stdout
        )
        assert claim["records"] == ke.load("0.2.0").ranges.where(id="unnamed-publisher-duration.r001").to_dicts()


@pytest.fixture
def narrow_output(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], io.BytesIO]:
    """Print to bytes in an encoding."""

    def use(encoding: str) -> io.BytesIO:
        written = io.BytesIO()
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding=encoding, write_through=True))
        return written

    return use


def test_whether_an_output_can_show_a_text(narrow_output: Callable[[str], io.BytesIO], monkeypatch: pytest.MonkeyPatch) -> None:
    narrow_output("latin-1")
    assert can_show("µ")
    assert not can_show("∞")
    monkeypatch.setattr(sys, "stdout", io.StringIO())  # of no encoding
    assert can_show("plain")
    assert not can_show("µ")


def test_json_is_ascii_where_the_output_lacks_a_character(narrow_output: Callable[[str], io.BytesIO]) -> None:
    written = narrow_output("latin-1")
    print_json({"a": "∞"})
    assert written.getvalue() == b'{\n  "a": "\\u221e"\n}\n'


def test_an_output_that_is_no_file_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = io.StringIO()
    monkeypatch.setattr(sys, "stdout", kept)
    spell_what_cannot_be_shown()
    assert sys.stdout is kept


def test_other_characters_are_told_by_their_code_points(narrow_output: Callable[[str], io.BytesIO]) -> None:
    written = narrow_output("latin-1")
    spell_what_cannot_be_shown()
    click.echo("1\N{EN DASH}2 \N{GREEK SMALL LETTER OMEGA} \N{LATIN SMALL LETTER E WITH ACUTE}", nl=False)
    assert written.getvalue().decode("latin-1") == "1-2 \\u03c9 \N{LATIN SMALL LETTER E WITH ACUTE}"


def test_nothing_is_printed_for_no_bars(capsys: pytest.CaptureFixture[str]) -> None:
    print_bars([])
    assert capsys.readouterr().out == ""


def test_bars_lines_and_tables_of_ones_own(capsys: pytest.CaptureFixture[str]) -> None:
    print_bars([Bar("one", Range(1, 2, "d"), Range(1, 1, "d"), "lay")])
    print_lines(["a line"])
    print_grid(["name", "size"], [["one", "1"]], title="Title")
    print_legend()
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].startswith("one  lay  ")
    assert re.sub(r"[·\s]", "", lines[1].removeprefix("one  lay  ")) == "█" + "░" * lines[1].count("░")
    assert lines[2:] == ["a line", "Title", "name  size", "one   1", LEGEND]


def test_every_tier_has_a_colour() -> None:
    assert set(COLOURS) == {tier.value for tier in Tier}
    assert len(set(COLOURS.values())) == len(COLOURS)


class Terminal(io.StringIO):
    """An output that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def waiting(monkeypatch: pytest.MonkeyPatch, after: float = 0.0) -> Terminal:
    """Let the standard error be a terminal, on which work counts as long after so many seconds."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(progress_module, "AFTER", after)
    monkeypatch.setenv("TERM", "xterm-256color")
    return terminal


def until(shown: Callable[[], bool]) -> None:
    """Wait for another thread."""
    for _ in range(1000):
        if shown():
            return
        time.sleep(0.01)
    raise AssertionError("it was never shown")


def test_progress_shows_how_far_long_work_has_come(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = waiting(monkeypatch)
    with progress("checking", 3) as advance:
        until(lambda: "0/3" in terminal.getvalue())
        advance()
        until(lambda: "1/3" in terminal.getvalue())
    assert "checking" in terminal.getvalue()
    assert terminal.getvalue().endswith(WIPED)


def test_progress_of_work_of_unknown_length(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = waiting(monkeypatch)
    with progress("writing csv"):
        until(lambda: "writing csv" in terminal.getvalue())
    assert "/" not in click.unstyle(terminal.getvalue())


def test_short_work_shows_no_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = waiting(monkeypatch, after=3600.0)
    with progress("checking", 3) as advance:
        advance()
    assert terminal.getvalue() == ""


def test_progress_is_not_shown_where_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = waiting(monkeypatch)
    monkeypatch.setattr(Terminal, "isatty", lambda _: False)
    with progress("checking", 3) as advance:
        advance()
    assert terminal.getvalue() == ""


def break_off(terminal: Terminal) -> None:
    """Begin long work that goes wrong."""
    with progress("checking", 3):
        until(lambda: "0/3" in terminal.getvalue())
        raise ValueError("broken")


def test_progress_ends_where_the_work_breaks_off(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = waiting(monkeypatch)
    with pytest.raises(ValueError, match="broken"):
        break_off(terminal)
    assert terminal.getvalue().endswith(WIPED)


@pytest.fixture
def authored(tmp_path: Path, small_text: Path) -> Path:
    """Authored files and vocabularies to publish, beside the text."""
    assert small_text.parent == tmp_path
    write(tmp_path / "sources", GOOD + TRACES)
    write(tmp_path / "sources", STUDY, "trial.toml")
    vocabulary(tmp_path / "vocabulary")
    return tmp_path


def test_long_commands_show_progress_and_the_others_do_not(authored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    doing: list[tuple[str, int | None]] = []

    def watched(what: str, total: int | None = None) -> object:
        doing.append((what, total))
        return progress(what, total)

    monkeypatch.setattr(progress_module, "progress", watched)
    texts = authored / "texts"
    assert run("check", authored / "sources", authored / "sources" / "small.toml", "--texts", texts).exit_code == 0
    assert run("publish", "1.0.0", "--texts", texts, "--data", authored).exit_code == 0
    assert run("export", "csv", "-o", authored / "out", *OLD).exit_code == 0
    assert doing == [("checking", 3), ("publishing", None), ("writing csv", None)]
    for quick in (["verify"], ["versions"], ["show", "sources"], ["parse", "4 h"], ["diff", "0.1.0", "0.2.0"], ["cite"], []):
        assert run(*quick).exit_code == 0
    assert len(doing) == 3


def test_check_for_programs(authored: Path) -> None:
    bad = write(authored / "bad", GOOD.replace("= 116", "= 117"))
    result = run("check", authored / "sources", bad, "--texts", authored / "texts", "--json")
    assert result.exit_code == 1
    assert result.stderr == ""
    assert json.loads(result.stdout) == [
        {
            "file": str(authored / "sources" / "small.toml"),
            "verdict": "7 records, 100.00% of the words accounted for: well",
            "problems": [],
        },
        {
            "file": str(authored / "sources" / "trial.toml"),
            "verdict": "8 records, of a study: places and figures not machine-checked: well",
            "problems": [],
        },
        {
            "file": str(bad),
            "verdict": "4 records, 100.00% of the words accounted for: 1 problem",
            "problems": [{"file": str(bad), "record": "source", "field": "characters", "message": "expected 116, came 117"}],
        },
    ]


def test_publish_for_programs(authored: Path) -> None:
    args = ("publish", "1.0.0", "--texts", authored / "texts", "--data", authored, "--date", "2026-01-02", "--json")
    found = json.loads(run(*args).stdout)
    assert (found["version"], found["released"], found["folder"]) == ("1.0.0", "2026-01-02", str(authored / "releases" / "1.0.0"))
    assert found["records"]["ranges"] == (GOOD + STUDY).count("[[range]]")


def test_notes_for_programs() -> None:
    assert json.loads(run("versions", "--notes", "0.2.0", "--json").stdout) == {
        "version": "0.2.0",
        "notes": next(one for one in ke.versions() if one == "0.2.0").notes,
    }


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, GOOD)

    def refuse(*_: object, **__: object) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("ketamine_evidence._reading.open", refuse, raising=False)
    result = run("check", path)
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", f"{path}: cannot be read: Permission denied\n")


def test_a_pipe_that_nobody_reads_any_more_is_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise BrokenPipeError(32, "Broken pipe")

    monkeypatch.setattr("ketamine_evidence.cli.output.print_json", broken)
    result = run("versions", "--json")
    assert (result.exit_code, result.stderr) == (1, "")


def test_a_real_terminal_gets_colours_and_lines_that_fit(tmp_path: Path) -> None:
    seen = in_a_terminal([program(tmp_path), *ONSET], 100)
    assert seen.code == 0
    assert BLUE in seen.sent
    assert 90 <= max(map(len, seen.lines)) <= 100
    assert LEGEND in seen.lines


def test_a_real_terminal_without_colours(tmp_path: Path) -> None:
    seen = in_a_terminal([program(tmp_path), *ONSET], 72, environment={"NO_COLOR": "1"})
    assert seen.code == 0
    assert ESCAPE not in seen.sent
    assert max(map(len, seen.lines)) <= 72


def test_a_real_terminal_is_told_what_is_wrong(tmp_path: Path) -> None:
    seen = in_a_terminal([program(tmp_path), "show", "nothing", *OLD], 80)
    assert (seen.code, seen.lines) == (2, ["no record 'nothing' in data version 0.2.0"])
