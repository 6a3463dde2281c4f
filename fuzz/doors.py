"""The doors: for each a function that takes bytes through it, and raises only where the promise is broken.

The promise: an error of this package, at the command line click's usage error, or a right answer. Everything else is a finding.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import chdir
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.append(str(ROOT / "tests"))
if "ketamine_evidence" not in sys.modules:  # what is fuzzed is this checkout; what is tested may be installed elsewhere
    sys.path.insert(0, str(ROOT / "src"))

from click.testing import CliRunner  # noqa: E402  the path comes first

import ketamine_evidence as ke  # noqa: E402
from authored import GOOD, SMALL_TEXT, STUDY  # noqa: E402
from ketamine_evidence.cli.app import app  # noqa: E402
from ketamine_evidence.curation.authoring import read_authored  # noqa: E402
from ketamine_evidence.curation.publish import tables_of  # noqa: E402
from ketamine_evidence.curation.vocabularies import read_terms  # noqa: E402
from ketamine_evidence.curation.withdrawals import read_withdrawn  # noqa: E402
from ketamine_evidence.dataset.dataset import Dataset  # noqa: E402
from ketamine_evidence.dataset.search import FlowedText  # noqa: E402
from ketamine_evidence.dataset.texts import read_texts  # noqa: E402
from ketamine_evidence.errors import KetamineEvidenceError  # noqa: E402
from ketamine_evidence.export.formats import export_files, read_export  # noqa: E402
from ketamine_evidence.values.finding import find_ranges  # noqa: E402
from ketamine_evidence.values.lexicon import Lexicon  # noqa: E402

Files = Mapping[str, bytes]
_TEMPORARY = tempfile.TemporaryDirectory(prefix="fuzz-")
FOLDER = Path(_TEMPORARY.name)
"""Where the inputs are written that a door reads from a file."""
_WRITTEN: dict[Path, bytes] = {}
"""What stands in the files that were written, so that it is not written again."""
SEPARATOR = "\x1f"
"""What stands between the arguments of a command line in an input."""


@cache
def small() -> Dataset:
    """A small dataset of our own words: an article and a study."""
    folder = FOLDER / "own"
    folder.mkdir()
    (folder / "small.toml").write_text(GOOD, encoding="utf-8")
    (folder / "trial.toml").write_text(STUDY, encoding="utf-8")
    found = [read_authored(folder / name) for name in ("small.toml", "trial.toml")]
    return Dataset.of(tables_of(found), "mine")


@cache
def newest() -> Dataset:
    """A release, loaded once."""
    return ke.load("0.3.0")


@cache
def base(kind: str) -> Files:
    """The files of the small dataset, saved or exported."""
    return small().files() if kind == "saved" else dict(export_files(small(), kind))


def written(name: str, files: Files) -> Path:
    """Write files into a folder, over those of the input before."""
    folder = FOLDER / name
    for file, content in files.items():
        if _WRITTEN.get(folder / file) != content:
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).write_bytes(content)
            _WRITTEN[folder / file] = content
    return folder


def changed(kind: str, data: bytes) -> Files:
    """The files of the small dataset with one exchanged and all digests made to fit: a digest is no lock, whoever writes it."""
    files = dict(base(kind))
    files.pop("SHA256SUMS", None)
    names = sorted(files)
    name = names[data[0] % len(names)] if data else names[0]
    files[name] = data[1:]
    if "datapackage.json" in files and name != "datapackage.json":
        described = json.loads(files["datapackage.json"])
        for one in described["resources"]:
            content = files[one["path"]]
            one |= {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
        files["datapackage.json"] = json.dumps(described).encode()
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {file}\n" for file, content in sorted(files.items()))
    return files if kind == "sqlite" else {**files, "SHA256SUMS": sums.encode()}


def used(dataset: Dataset) -> None:
    """Use what came through a door: every record, its plain data and files, and each answer that a reader would ask for."""
    for table in dataset.tables.values():
        table.to_dicts()
    dataset.files()
    assert all(type(dataset.origins(one)) is tuple for one in dataset.claims())
    str(dataset)
    dataset._repr_html_()
    ke.merge_ranges(dataset.ranges.where(quantity="relief_duration"))
    ke.merge(dataset, small(), on_conflict="first")


def authored(data: bytes) -> None:
    """An authored file, read with the text at hand."""
    file = written("authored", {"small.toml": data}) / "small.toml"
    texts = written("texts", {"small.txt": SMALL_TEXT.encode()})
    used(ke.read_sources(file, texts=texts))


def overlay(data: bytes) -> None:
    """A folder of authored files, one of a study."""
    used(ke.read_sources(written("overlay", {"small.toml": GOOD.encode(), "trial.toml": data})))


def vocabulary(data: bytes) -> None:
    """A vocabulary."""
    read_terms(written("vocabulary", {"route.toml": data}))


def withdrawals(data: bytes) -> None:
    """The file of withdrawn records."""
    read_withdrawn(written("withdrawals", {"withdrawn.toml": data}) / "withdrawn.toml", {"small.r001"})


def lexicon(data: bytes) -> None:
    """A lexicon of a user's own."""
    own = Lexicon.from_toml(written("lexicon", {"lexicon.toml": data}) / "lexicon.toml")
    find_ranges("up to a few weeks, or 4 to 6 days", lexicon=own)


def page(data: bytes) -> None:
    """A saved page: read, searched, and a dataset held to it."""
    folder = written("pages", {"small.html": data})
    for text in read_texts(folder):
        list(FlowedText(text.content).find_phrase("a few weeks"))
    ke.verify(small(), texts=folder)


def release(data: bytes) -> None:
    """A saved dataset, laid out like a release."""
    used(ke.load_folder(written("release", changed("saved", data))))


def digests(data: bytes) -> None:
    """The digests of a release."""
    used(ke.load_folder(written("digests", {**base("saved"), "SHA256SUMS": data})))


def _export(kind: str) -> Callable[[bytes], None]:
    def door(data: bytes) -> None:
        used(read_export(written(kind, changed(kind, data)), kind))

    door.__doc__ = f"What was exported to {kind}, read back."
    return door


def phrase(data: bytes) -> None:
    """A phrase: what is read has its ends in order, and shows itself."""
    text = data.decode("utf-8", "surrogateescape")
    reported = ke.parse_range(text)
    assert reported.inner is None or reported.outer.is_superset(reported.inner)
    assert repr(reported)
    assert reported._repr_html_()


def sentence(data: bytes) -> None:
    """A sentence in which phrases are found: each is what is read of it alone."""
    text = data.decode("utf-8", "replace")
    for found in find_ranges(text):
        assert ke.parse_range(text[found.start : found.end]) == found.reported


def claim(data: bytes) -> None:
    """A claim, held against a release."""
    answer = ke.check_claim(data.decode("utf-8", "replace"), newest())
    assert str(answer)
    assert json.dumps(answer.to_dict())
    assert answer._repr_html_()


def version(data: bytes) -> None:
    """A version, asked for and cited."""
    text = data.decode("utf-8", "replace")
    assert ke.load(text).version == text
    assert ke.cite(text)


def arguments(data: bytes) -> None:
    """The arguments of the command line; what writes is kept in a folder."""
    given = [one.replace("\0", "") for one in data.decode("utf-8", "surrogateescape").split(SEPARATOR)]
    runner = CliRunner()
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder, chdir(folder):
        outcome = runner.invoke(app, given)
    if outcome.exception is not None and not isinstance(outcome.exception, SystemExit):
        raise outcome.exception
    assert outcome.exit_code in {0, 1, 2}
    assert outcome.exit_code == 0 or outcome.output.strip(), given


DOORS: Mapping[str, Callable[[bytes], None]] = {
    "authored": authored,
    "overlay": overlay,
    "vocabulary": vocabulary,
    "withdrawals": withdrawals,
    "lexicon": lexicon,
    "page": page,
    "release": release,
    "digests": digests,
    **{kind: _export(kind) for kind in ("csv", "jsonl", "sqlite", "parquet")},
    "phrase": phrase,
    "sentence": sentence,
    "claim": claim,
    "version": version,
    "arguments": arguments,
}
"""Every door by its name."""


def enter(name: str, data: bytes) -> bool:
    """Take bytes through a door.

    Returns:
        Whether they were taken; False where they were refused by an error of ours.
    """
    said = "taken"
    try:
        DOORS[name](data)
    except KetamineEvidenceError as error:
        said = str(error)
    assert said, "an error without words"
    return said == "taken"
