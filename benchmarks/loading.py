"""What it costs to import the package, to load a release and ask it, and to touch every record, beside other packages of reference data."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pages import table
from processes import Ratio, environment, least_seen, printed, ratio, wheel

OURS = "ketamine-evidence"
QUERY = "import ketamine_evidence as ke; found = ke.load({version!r}).ranges.where(quantity='relief_duration')"
READ = f"{QUERY}; [claim.reported.outer for claim in found]"
TOUCH = "import ketamine_evidence as ke; [record for table in ke.load({version!r}).tables.values() for record in table]"


class Program(NamedTuple):
    """A program to be measured.

    Attributes:
        package: the package that it is about, by the name that it is installed by.
        what: what it does.
        code: how.
    """

    package: str
    what: str
    code: str


PEERS = (
    Program("attrs", "import", "import attrs"),
    Program("cattrs", "import", "import cattrs"),
    Program("periodictable", "import, one element", "import periodictable; periodictable.Fe.mass"),
    Program("pycountry", "import, one country", "import pycountry; pycountry.countries.get(alpha_2='DE').name"),
    Program("particle", "import, one particle", "from particle import Particle; Particle.from_pdgid(211).mass"),
    Program("bioregistry", "import, one resource", "import bioregistry; bioregistry.get_resource('chebi').get_name()"),
)


def measured(project: Path, work: Path, rounds: int) -> str:
    """Measure, and give the table.

    Args:
        project: the folder of this project, of which a wheel is built.
        work: an empty folder for the environments.
        rounds: how many pairs of runs each ratio is the median of.
    """
    python = environment(work / OURS, [wheel(project, work)])
    rows = [_row(program, python, rounds) for program in _ours(python)]
    rows += [_row(peer, environment(work / peer.package, [peer.package]), rounds) for peer in PEERS]
    return table(["package", "what a program does", "times a bare interpreter", "least to most", "peak MiB"], rows)


def _ours(python: Path) -> Iterator[Program]:
    """The programs about this package, of its two newest releases."""
    yield Program(OURS, "import", "import ketamine_evidence")
    for version in printed(python, "import ketamine_evidence as ke; print(*ke.versions()[:-3:-1])").split():
        yield Program(OURS, f"import, load {version}, one query", QUERY.format(version=version))
        yield Program(OURS, f"import, load {version}, one query, read each claim of its answer", READ.format(version=version))
        yield Program(OURS, f"import, load {version}, touch every record of every table", TOUCH.format(version=version))


def _row(program: Program, python: Path, rounds: int) -> list[str]:
    found: Ratio = ratio(python, program.code, rounds)
    name = f"{program.package} {printed(python, f'from importlib.metadata import version; print(version({program.package!r}))')}"
    print(f"{name}: {program.what}: {found.middle:.2f}", flush=True)
    peak = f"{found.mebibytes:.1f}" if found.mebibytes > least_seen() else f"under {least_seen():.0f}"
    return [name, program.what, f"{found.middle:.2f}", f"{found.least:.2f} to {found.most:.2f}", peak]
