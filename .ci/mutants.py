"""Mutation testing by sample: change one place of the code, run the tests that reach it, and see whether any of them notices.

    python .ci/mutants.py --places 60            60 places of each part, drawn anew by --seed
    python .ci/mutants.py values --minutes 30    one part, as many places as half an hour allows

The changes are cosmic-ray's. All of them would take days, as most lines are reached by many tests; a sample of places, one change each,
tells the share that is noticed. Which tests reach a line is told by one run of all tests under coverage. The result is written into the page of
the docs that shows it; it ends with 1 where a change went unnoticed, for the list to be looked at.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from cosmic_ray.commands.init import init
from cosmic_ray.mutating import mutate_and_test
from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import MutationSpec
from coverage import CoverageData

PROJECT = Path(__file__).resolve().parent.parent
PACKAGE = Path("src/ketamine_evidence")
PAGE = PROJECT / "docs" / "explanation" / "mutations.md"
PARTS = ("values", "records", "dataset", "synthesis", "curation")
NOT_RUN = ("tests/browser", "tests/outside", "tests/test_docs.py", "tests/test_docs_versions.py", "tests/test_generation.py")
"""What tests the docs and the files that are made from all data: slow, and about other things than one line of code."""
PYTEST = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--hypothesis-profile=quick")
LONGEST = 600
"""After how many seconds the tests of one change are given up."""


class Place(NamedTuple):
    """A place of the code, and a change of it."""

    part: str
    mutation: MutationSpec

    @property
    def line(self) -> int:
        """The number of its first line."""
        return self.mutation.start_pos[0]


class Outcome(NamedTuple):
    """What became of a change: "noticed", "unnoticed", "untested" where no test reaches it, or "given up"; and the change as lines of a diff."""

    place: Place
    verdict: str
    change: tuple[str, ...]


def main() -> int:
    """Read the command line, draw the places, try them, and write the page."""
    parser = argparse.ArgumentParser(description="Change places of the code and see whether a test notices.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all when left out")
    parser.add_argument("--places", type=int, default=60, help="how many places of each part")
    parser.add_argument("--seed", type=int, default=0, help="which places are drawn")
    parser.add_argument("--minutes", type=float, default=240, help="after how many minutes no new place is begun")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many changes are tried at a time")
    given = parser.parse_args()
    if unknown := sorted({*given.parts} - {*PARTS}):
        parser.error(f"no part {unknown[0]!r}; there are: {', '.join(PARTS)}")
    parts = given.parts or PARTS
    until = time.monotonic() + given.minutes * 60
    found = {part: list(places(part)) for part in parts}
    drawn = [one for part in parts for one in random.Random(given.seed).sample(found[part], min(given.places, len(found[part])))]  # noqa: S311 - a sample, not a secret
    random.Random(given.seed).shuffle(drawn)  # noqa: S311 - so that every part has its share when the time is up
    with tempfile.TemporaryDirectory() as work:
        reached = tests_by_line(Path(work))
        jobs = [(one, tests_of(one, reached), until) for one in drawn]
        with ProcessPoolExecutor(given.jobs, initializer=_move_to_a_copy, initargs=(Path(work),)) as pool:
            outcomes = [outcome for outcome in pool.map(_try, jobs) if outcome is not None]
    PAGE.write_text(_between(PAGE.read_text(encoding="utf-8"), _report(found, outcomes, given.seed)), encoding="utf-8")
    return int(any(outcome.verdict != "noticed" for outcome in outcomes))


def places(part: str) -> Iterator[Place]:
    """Give every place of a part that can be changed, each with one of its changes, the same at every run.

    Annotations are left out: they are not evaluated, or say nothing to a test.
    """
    modules = sorted((PROJECT / PACKAGE / part).glob("*.py"))
    with use_db(":memory:", WorkDB.Mode.create) as database:
        init([module.relative_to(PROJECT) for module in modules], database, {})
        mutations = [mutation for item in database.work_items for mutation in item.mutations]
    annotated = {module.relative_to(PROJECT): list(_annotations(module)) for module in modules}
    at: dict[tuple[Path, tuple[int, int]], list[MutationSpec]] = {}
    for one in mutations:
        if not any(begin <= one.start_pos < end for begin, end in annotated[one.module_path]):
            at.setdefault((one.module_path, one.start_pos), []).append(one)
    for key in sorted(at):
        changes = sorted(at[key], key=lambda one: (one.operator_name, one.occurrence))
        yield Place(part, random.Random(f"{key}").choice(changes))  # noqa: S311 - a sample, not a secret


def _annotations(module: Path) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Where annotations begin and end."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        for name in ("annotation", "returns"):
            note = getattr(node, name, None)
            if isinstance(note, ast.expr):
                yield (note.lineno, note.col_offset), (note.end_lineno or 0, note.end_col_offset or 0)


def tests_by_line(work: Path) -> Mapping[Path, Mapping[int, Sequence[str]]]:
    """Run all tests once in a copy where nothing is changed, and tell which of them reach each line of each module.

    Raises:
        CalledProcessError: where a test fails, since it would fail on every change.
    """
    copy, data = _copy(work), work / "coverage"
    options = ["--cov=ketamine_evidence", "--cov-context=test", "--cov-report=", "-n", str(os.cpu_count()), "--dist", "loadfile"]
    command = [*PYTEST, *options, "tests", *(f"--ignore={one}" for one in NOT_RUN)]
    environment = {**os.environ, "COVERAGE_FILE": str(data), "PYTHONPATH": str(copy / "src")}
    subprocess.run(command, cwd=copy, env=environment, check=True)  # noqa: S603 - our own command
    read = CoverageData(str(data))
    read.read()
    return {Path(file).relative_to(copy): read.contexts_by_lineno(file) for file in read.measured_files()}


def tests_of(place: Place, reached: Mapping[Path, Mapping[int, Sequence[str]]]) -> list[str]:
    """The tests that reach the line of a place, examples before laws; for a line that is run at import, those that reach its module."""
    lines = reached.get(place.mutation.module_path, {})
    here = _names(lines.get(place.line, ()))
    return sorted(
        here or _names(name for names in lines.values() for name in names), key=lambda name: ("/property/" in name, name)
    )


def _names(contexts: Iterable[str]) -> set[str]:
    """The functions of tests, of the names of contexts such as "tests/test_a.py::test_b[1]|run"."""
    return {re.split(r"[\[|]", name)[0] for name in contexts if "::" in name}


def _copy(work: Path) -> Path:
    """Make a copy of the project."""
    copy = Path(tempfile.mkdtemp(dir=work)) / "project"
    shutil.copytree(
        PROJECT, copy, ignore=shutil.ignore_patterns(".git", ".venv", "site", "node_modules", "__pycache__", ".*_cache")
    )
    return copy


def _move_to_a_copy(work: Path) -> None:
    """Give a worker a copy of its own, to change as it likes."""
    copy = _copy(work)
    os.chdir(copy)
    os.environ["PYTHONPATH"] = str(copy / "src")


def _try(job: tuple[Place, Sequence[str], float]) -> Outcome | None:
    place, tests, until = job
    if time.monotonic() > until:
        return None
    if not tests:
        return Outcome(place, "untested", ())
    command = [*PYTEST, "-x", "--hypothesis-seed=0", *tests]
    result = mutate_and_test([place.mutation], shlex.join(command), LONGEST)
    change = tuple(line for line in (result.diff or "").splitlines() if re.match(r"[-+](?![-+])", line))
    verdict = "given up" if result.output == "timeout" else "noticed" if result.is_killed else "unnoticed"
    print(f"{verdict}: {place.mutation.module_path}:{place.line} {' -> '.join(change)}", flush=True)
    return Outcome(place, verdict, change)


def _report(found: Mapping[str, Sequence[Place]], outcomes: Sequence[Outcome], seed: int) -> str:
    lines = [
        "| part | places | tried | noticed | unnoticed | reached by no test | given up | share noticed |",
        "| --- |" + " ---: |" * 7,
    ]
    for part, all_places in [*found.items(), ("all", [one for some in found.values() for one in some])]:
        mine = [outcome.verdict for outcome in outcomes if part in {outcome.place.part, "all"}]
        counts = [mine.count(verdict) for verdict in ("noticed", "unnoticed", "untested", "given up")]
        share = f"{counts[0] / len(mine):.0%}" if mine else ""
        lines.append(f"| {part} | {len(all_places):,} | {len(mine)} | {' | '.join(map(str, counts))} | {share} |")
    lines += ["", f"Tried on {datetime.now(UTC):%Y-%m-%d} with seed {seed}. Not noticed:", ""]
    missed = sorted(
        (one for one in outcomes if one.verdict != "noticed"), key=lambda one: (one.place.mutation.module_path, one.place.line)
    )
    for one in missed:
        where = one.place.mutation.module_path.relative_to(PACKAGE)
        lines += [
            f"- `{where}`, line {one.place.line}, {one.verdict}",
            "",
            "    ```diff",
            *(f"    {line}" for line in one.change),
            "    ```",
            "",
        ]
    return "\n".join(lines if missed else [*lines[:-1], "- nothing", ""])


def _between(page: str, report: str) -> str:
    """Put the report between the two comments of the page."""
    before, begin, rest = page.partition("<!-- mutations -->\n")
    _, end, after = rest.partition("<!-- end of mutations -->\n")
    return f"{before}{begin}\n{report}\n{end}{after}"


if __name__ == "__main__":
    sys.exit(main())
