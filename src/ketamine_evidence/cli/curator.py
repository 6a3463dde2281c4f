"""The commands of curators: what is accounted for, what is wrong, where a phrase stands, a release."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import click

from ketamine_evidence.cli.options import PATH, as_json, data_version, exit_unless, texts_option
from ketamine_evidence.cli.output import print_grid, print_json
from ketamine_evidence.dataset.releases import load
from ketamine_evidence.errors import Problem, count


@click.command()
@click.argument("files", nargs=-1, type=PATH)
@texts_option
@data_version
@as_json
def account(files: tuple[Path, ...], texts: Path, data_version: str | None, as_json: bool) -> None:
    """Account for every word of the texts: of a release, or of authored FILES. Studies have no text and are left out.

    Exit 1 where words are left that no record and no exclusion covers, or where there was no text at all.
    """
    from ketamine_evidence.curation.account import account_of, account_of_release
    from ketamine_evidence.curation.authoring import read_authored
    from ketamine_evidence.dataset.texts import read_texts

    at_hand = read_texts(texts)
    accounts = (
        [account_of(read) for file in files if not (read := read_authored(file, at_hand)).is_literature]
        if files
        else account_of_release(load(data_version), at_hand)
    )
    if as_json:
        print_json([{**one.as_dict(), "uncovered": [list(span) for span in one.uncovered]} for one in accounts])
    else:
        rows = [
            [one.source, str(one.words), str(one.by_claims), str(one.covered - one.by_claims), f"{one.share:.2%}"]
            for one in accounts
        ]
        print_grid(["source", "words", "in records", "in exclusions alone", "accounted for"], rows)
        for one in accounts:
            for (start, end), words in zip(one.uncovered, one.left, strict=True):
                click.echo(f"{one.source} [{start}, {end}]: {words!r}")
    exit_unless(bool(accounts) and all(not one.uncovered for one in accounts))


@click.command()
@click.argument("files", nargs=-1, type=PATH, required=True)
@click.option("--texts", type=PATH, metavar="DIR", help="Folder of the texts; without it spans and phrases are not held to them.")
def check(files: tuple[Path, ...], texts: Path | None) -> None:
    """Check authored FILES before a pull request: their form, the rules, their spans and their account.

    A folder stands for every file in it, and these are also held to the rules over all files.
    """
    from ketamine_evidence.curation.check import check_file, check_together
    from ketamine_evidence.curation.publish import authored_files
    from ketamine_evidence.dataset.texts import read_texts

    at_hand = read_texts(texts) if texts is not None else None
    well = True
    for given in files:
        inside = authored_files(given) if given.is_dir() else []
        for file in inside or [given]:
            outcome = check_file(file, at_hand)
            well = well and not outcome.problems
            _say(outcome.problems)
            click.echo(f"{file}: {outcome}")
        if together := check_together(inside):
            well = False
            _say(together)
            click.echo(f"{given}: together: {count(len(together), 'problem')}")
    exit_unless(well)


def _say(problems: Iterable[Problem]) -> None:
    for problem in problems:
        click.echo(str(problem), err=True)


@click.command()
@click.argument("phrase")
@texts_option
@as_json
def find(phrase: str, texts: Path, as_json: bool) -> None:
    """Find where a phrase stands in the texts, as spans to write in an authored file."""
    from ketamine_evidence.dataset.search import FlowedText
    from ketamine_evidence.dataset.texts import read_texts

    if not phrase.strip():
        raise click.UsageError("give a phrase to look for")
    found = [(text, start, end) for text in read_texts(texts) for start, end in FlowedText(text.content).find_phrase(phrase)]
    if as_json:
        print_json([{"text": text.name, "span": [start, end]} for text, start, end in found])
    else:
        for text, start, end in found:
            around = " ".join(text.content[max(0, start - 40) : end + 40].split())
            click.echo(f"{text.name}: span = [{start}, {end}]  {around}")
    if not found:
        click.echo(f"{phrase!r} stands in none of the texts", err=True)
    exit_unless(bool(found))


@click.command()
@click.argument("version")
@texts_option
@click.option(
    "--data",
    "folder",
    type=PATH,
    default=Path("data"),
    show_default=True,
    metavar="DIR",
    help="Folder of sources, vocabulary and releases.",
)
@click.option("--date", "released", type=click.DateTime(["%Y-%m-%d"]), help="The date of release; today when left out.")
def publish(version: str, texts: Path, folder: Path, released: datetime | None) -> None:
    """Publish the authored files as a data VERSION. What is released is never changed."""
    from ketamine_evidence.curation.publish import compile_release, read_all, release_files
    from ketamine_evidence.curation.publish import publish as write
    from ketamine_evidence.dataset.texts import read_texts

    day = released.date() if released is not None else datetime.now(tz=UTC).date()
    tables = compile_release(read_all(folder / "sources", read_texts(texts)), folder / "vocabulary", folder / "withdrawn.toml")
    target = write(version, release_files(tables, version, day, folder / "releases"), folder / "releases")
    click.echo(f"{target}: " + ", ".join(f"{len(records)} {name}" for name, records in tables.items()))


COMMANDS = (account, check, find, publish)
"""Every command of curators."""
