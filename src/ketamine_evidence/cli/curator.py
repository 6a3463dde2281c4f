"""The commands of curators: what is accounted for, what is wrong, where a phrase stands, a release."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ketamine_evidence.cli.completions import complete_folders
from ketamine_evidence.cli.options import PATH, as_json, data_version, exit_unless, texts_option
from ketamine_evidence.errors import Problem, count

if TYPE_CHECKING:
    from ketamine_evidence.dataset.texts import Text


@click.command()
@click.argument("files", nargs=-1, type=PATH)
@texts_option
@data_version
@as_json
def account(files: tuple[Path, ...], texts: Path, data_version: str | None, as_json: bool) -> None:
    """Account for every word of the texts.

    Of the texts of a release, or of authored FILES. Studies have no text and are left out. Exit 1 where words are left that no record and no exclusion covers, or where there was no text at all.

    \b
    Examples:
      ketamine-evidence account --texts my-texts
      ketamine-evidence account my-sources/article.toml --texts my-texts --json
    """
    from ketamine_evidence.cli.output import print_grid, print_json, print_lines
    from ketamine_evidence.curation.account import account_of, account_of_release
    from ketamine_evidence.curation.authoring import read_authored
    from ketamine_evidence.dataset.releases import load
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
        print_lines(
            f"{one.source} [{start}, {end}]: {words!r}"
            for one in accounts
            for (start, end), words in zip(one.uncovered, one.left, strict=True)
        )
    exit_unless(bool(accounts) and all(not one.uncovered for one in accounts))


@click.command()
@click.argument("files", nargs=-1, type=PATH, required=True)
@click.option(
    "--texts",
    type=PATH,
    metavar="DIR",
    shell_complete=complete_folders,
    help="Folder of the texts; without it spans and phrases are not held to them.",
)
@as_json
def check(files: tuple[Path, ...], texts: Path | None, as_json: bool) -> None:
    """Check authored FILES before a pull request.

    Their form, the rules, their spans and their account. A folder stands for every file in it, and these are also held to the rules over all files. Exit 1 where there is a problem.

    \b
    Examples:
      ketamine-evidence check my-sources
      ketamine-evidence check my-sources/article.toml --texts my-texts
    """
    from ketamine_evidence.cli.output import print_json, print_lines
    from ketamine_evidence.curation.publish import authored_files
    from ketamine_evidence.dataset.texts import read_texts

    at_hand = read_texts(texts) if texts is not None else None
    given = {file: authored_files(file) if file.is_dir() else [] for file in files}
    found = _check_all(given, at_hand)
    if as_json:
        print_json(
            [{"file": str(file), "verdict": said, "problems": [one._asdict() for one in ill]} for file, said, ill in found]
        )
    else:
        for file, said, problems in found:
            for problem in problems:
                click.echo(str(problem), err=True)
            print_lines([f"{file}: {said}"])
    exit_unless(not any(problems for _, _, problems in found))


def _check_all(given: Mapping[Path, Sequence[Path]], texts: Sequence[Text] | None) -> list[tuple[Path, str, Sequence[Problem]]]:
    """Check files, and those of each folder also together: for each what came of it, and its problems."""
    from ketamine_evidence.cli.progress import progress
    from ketamine_evidence.curation.check import check_file, check_together

    found: list[tuple[Path, str, Sequence[Problem]]] = []
    with progress("checking", sum(len(inside) or 1 for inside in given.values())) as advance:
        for one, inside in given.items():
            for file in inside or [one]:
                outcome = check_file(file, texts)
                found.append((file, str(outcome), outcome.problems))
                advance()
            if together := check_together(inside):
                found.append((one, f"together: {count(len(together), 'problem')}", together))
    return found


@click.command()
@click.argument("phrase")
@texts_option
@as_json
def find(phrase: str, texts: Path, as_json: bool) -> None:
    """Find where a phrase stands in the texts.

    It is given as spans to write in an authored file. Exit 1 where it stands in none of them.

    \b
    Examples:
      ketamine-evidence find "a few weeks" --texts my-texts
      ketamine-evidence find "a few weeks" --texts my-texts --json
    """
    from ketamine_evidence.cli.output import print_json, print_lines
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
            print_lines([f"{text.name}: span = [{start}, {end}]  {around}"])
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
    shell_complete=complete_folders,
    help="Folder of sources, vocabulary and releases.",
)
@click.option("--date", "released", type=click.DateTime(["%Y-%m-%d"]), help="The date of release; today when left out.")
@as_json
def publish(version: str, texts: Path, folder: Path, released: datetime | None, as_json: bool) -> None:
    """Publish the authored files as a data VERSION.

    What is released is never changed.

    \b
    Examples:
      ketamine-evidence publish 1.0.0 --texts my-texts --data my-data
      ketamine-evidence publish 1.0.0 --texts my-texts --data my-data --json
    """
    from ketamine_evidence.cli.output import print_json, print_lines
    from ketamine_evidence.cli.progress import progress
    from ketamine_evidence.curation.publish import compile_release, read_all, release_files
    from ketamine_evidence.curation.publish import publish as write
    from ketamine_evidence.dataset.texts import read_texts

    day = released.date() if released is not None else datetime.now(tz=UTC).date()
    with progress("publishing"):
        tables = compile_release(
            read_all(folder / "sources", read_texts(texts)), folder / "vocabulary", folder / "withdrawn.toml"
        )
        target = write(version, release_files(tables, version, day, folder / "releases"), folder / "releases")
    counts = {name: len(records) for name, records in tables.items()}
    if as_json:
        print_json({"version": version, "released": str(day), "folder": str(target), "records": counts})
    else:
        print_lines([f"{target}: " + ", ".join(f"{number} {name}" for name, number in counts.items())])


COMMANDS = (account, check, find, publish)
"""Every command of curators."""
