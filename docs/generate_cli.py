"""Write what is made from the commands: their page in the reference and the man page. A test holds both up to date.

Both are made here because they share what is read from the commands, and because click-man would make a page of each command, cut
short in its first line and with its examples run together.

Run it from the repository: python docs/generate_cli.py
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from inspect import cleandoc
from pathlib import Path
from typing import NamedTuple

import click

import ketamine_evidence as ke
from ketamine_evidence.cli.app import app
from ketamine_evidence.cli.completion import NAME
from ketamine_evidence.dataset.cite import INTENDED_USE

ROOT = Path(__file__).parent.parent
EXIT_CODES = {
    0: "Done.",
    1: "Something is wrong: with the data, a file, or what was read.",
    2: "Wrong usage: an option, an id, a field, a version or a format that there is not, or a part of the package that is not installed.",
}
ENVIRONMENT = {
    "KETAMINE_EVIDENCE_TEXTS": "The folder of the texts, where `--texts` is not given.",
    "NO_COLOR": "If set, nothing is coloured.",
    "FORCE_COLOR": "If set, and not to 0, results are coloured although they do not go to a terminal. So does `CLICOLOR_FORCE`.",
    "COLUMNS": "How wide the terminal is, where that is not to be found out.",
}
ABOUT = (
    (
        "Tables, lines and bars fit the width of the terminal; a digest or an id is never cut. What goes to a file or another program has no "
        "colours, and each record has a line of its own. `--json` prints data for programs."
    ),
    (
        "In a terminal, `show` draws ranges as bars: the widest reading light, what all readings share solid, an end without bound as an arrow. "
        "Times are on a log axis from a minute to a year, everything else on a linear one. Where an output cannot show these signs, ASCII "
        "characters stand for them."
    ),
    "Work that takes more than a second shows on a terminal how far it has come.",
)

GUIDES = {
    "appraise": "[Review health content](../how-to/review.md)",
    "check": "[Add your own sources](../how-to/own-sources.md)",
    "cite": "[Cite the data](../how-to/cite.md)",
    "compare": "[Lay articles beside studies](../how-to/compare.md)",
    "completion": "[Use the terminal](../how-to/terminal.md)",
    "export": "[Export to CSV, JSON Lines and Excel](../how-to/export-tables.md)",
    "plot": "[Draw charts](../how-to/charts.md)",
    "show": "[Use the terminal](../how-to/terminal.md)",
}
"""What else there is to read of a command."""


class Described(NamedTuple):
    """A command as both pages tell of it."""

    name: str
    usage: str
    paragraphs: list[str]
    options: list[tuple[str, str]]
    examples: list[str]


def described() -> list[Described]:
    """Every command, first the program without one."""
    root = click.Context(app, info_name=NAME, **app.context_settings)
    return [
        _described(root, ""),
        *(_described(click.Context(app.commands[name], root, name), name) for name in sorted(app.commands)),
    ]


def _described(ctx: click.Context, name: str) -> Described:
    paragraphs, _, examples = cleandoc(ctx.command.help or "").partition("\b\nExamples:\n")
    return Described(
        name,
        " ".join([ctx.command_path, *ctx.command.collect_usage_pieces(ctx)]),
        [" ".join(paragraph.split()) for paragraph in paragraphs.split("\n\n") if paragraph.strip()],
        [record for one in ctx.command.get_params(ctx) if isinstance(one, click.Option) and (record := one.get_help_record(ctx))],
        [line.strip() for line in examples.splitlines() if line.strip()],
    )


def markdown() -> str:
    """The page of the reference."""
    parts = [
        "# Command line",
        (
            f"`{NAME}` needs the extra `cli`: `pip install 'ketamine-evidence[cli]'`. Every command has `--help`; there is a man page, and a "
            "shell [completes](../how-to/terminal.md) what is typed."
        ),
        *ABOUT,
        "| exit code | meaning |\n|---|---|\n" + "\n".join(f"| {code} | {meaning} |" for code, meaning in EXIT_CODES.items()),
        "| variable | meaning |\n|---|---|\n" + "\n".join(f"| `{name}` | {meaning} |" for name, meaning in ENVIRONMENT.items()),
    ]
    for one in described():
        options = [f"| `{names}` | {_cell(meaning)} |" for names, meaning in one.options]
        parts += [
            f"## {one.name or 'Without a command'}",
            f"```text\n{one.usage}\n```",
            *one.paragraphs,
            "\n".join(["| option | meaning |\n|---|---|", *options]),
            "\n".join(["```sh", *one.examples, "```"]),
            *([f"See also: {GUIDES[one.name]}."] if one.name in GUIDES else []),
        ]
    return "\n\n".join(parts) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("  [", " [")


def man() -> str:
    """The man page."""
    program, *commands = described()
    lines = [
        f'.TH "{NAME.upper()}" 1 "{ke.versions()[-1].released}" "{NAME} {ke.__version__}"',
        ".SH NAME",
        f"{_roff(NAME)} \\- evidence on ketamine for pain, each value with its source",
        ".SH SYNOPSIS",
        *_synopsis(program),
        *(line for one in commands for line in (".br", *_synopsis(one))),
        ".SH DESCRIPTION",
        *_paragraphs([*program.paragraphs, *ABOUT, INTENDED_USE]),
        ".SH OPTIONS",
        *_list(program.options),
        ".SH COMMANDS",
    ]
    for one in commands:
        lines += [f'.SS "{_roff(one.name)} {_roff(_arguments(one))}"', *_paragraphs(one.paragraphs), *_list(one.options)]
        lines += [".PP", *_examples(one)]
    lines += [".SH EXIT STATUS", *_list((str(code), meaning) for code, meaning in EXIT_CODES.items())]
    lines += [".SH ENVIRONMENT", *_list(ENVIRONMENT.items()), ".SH EXAMPLES", *_examples(program)]
    return "\n".join(lines) + "\n"


def _synopsis(one: Described) -> list[str]:
    arguments = _arguments(one)
    return [f".B {_roff(one.usage.removesuffix(arguments).strip())}", _roff(arguments)]


def _arguments(one: Described) -> str:
    return one.usage[len(f"{NAME} {one.name}".rstrip()) :].strip()


def _roff(text: str) -> str:
    """A text in which nothing is read as a command of roff."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("`", "")
    return f"\\&{escaped}" if escaped.startswith(".") else escaped


def _filled(text: str) -> Iterator[str]:
    """A paragraph in lines of a length that roff likes; roff fills the lines of the page itself."""
    return map(_roff, textwrap.wrap(text.replace("  [", " ["), 72, break_long_words=False, break_on_hyphens=False))


def _paragraphs(texts: list[str]) -> Iterator[str]:
    for number, text in enumerate(texts):
        yield from ([".PP"] if number else [])
        yield from _filled(text)


def _list(entries: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, meaning in entries:
        yield from (".TP", f".B {_roff(name)}", *_filled(meaning))


def _examples(one: Described) -> Iterator[str]:
    yield from (".nf", *(_roff(line) for line in one.examples), ".fi")


PAGES = {"docs/reference/cli.md": markdown, f"docs/man/{NAME}.1": man}

if __name__ == "__main__":
    for path, make in PAGES.items():
        (ROOT / path).parent.mkdir(exist_ok=True)
        (ROOT / path).write_text(make(), encoding="utf-8", newline="")
