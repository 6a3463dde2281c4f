"""What a new data version may be called: decided by what differs from the one before."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum

from ketamine_evidence.dataset.diff import Diff
from ketamine_evidence.dataset.keys import key_of, key_text
from ketamine_evidence.dataset.releases import version_key
from ketamine_evidence.errors import VersionError, count
from ketamine_evidence.records.evidence import Exclusion, Term, Withdrawn


class Step(IntEnum):
    """How far a version has to go up."""

    PATCH = 1
    MINOR = 2
    MAJOR = 3


def step_needed(diff: Diff) -> Step:
    """Give how far the version has to go up for what differs: major where records went, minor where some came, else patch.

    Exclusions say what is not recorded, and do not count.

    Examples:
        >>> step_needed(Diff("0.1.0", "0.2.0", (), (), (), ())).name
        'PATCH'
    """
    if diff.withdrawn or any(not isinstance(one, Exclusion) for one in diff.removed):
        return Step.MAJOR
    if any(not isinstance(one, Exclusion) for one in diff.added):
        return Step.MINOR
    return Step.PATCH


def step_taken(before: str, after: str) -> Step:
    """Give how far one version is above another. Before 1.0.0 a minor step counts as a major one.

    Examples:
        >>> step_taken("1.2.3", "1.3.0").name, step_taken("0.1.0", "0.2.0").name
        ('MINOR', 'MAJOR')

    Raises:
        VersionError: for what is no version.
    """
    (major, minor, _), (was_major, was_minor, _) = version_key(after), version_key(before)
    if major > was_major or (major == 0 and minor > was_minor):
        return Step.MAJOR
    return Step.MINOR if minor > was_minor else Step.PATCH


def check_step(diff: Diff) -> None:
    """Hold a new version to what differs from the one before.

    Raises:
        VersionError: where it is not higher, does not go up far enough, drops records without a word, or gives a withdrawn id again.
    """
    if version_key(diff.after) <= version_key(diff.before):
        raise VersionError(f"{diff.after} is not above {diff.before}, the version before; give a higher version")
    if wrong := list(_never(diff)):
        raise VersionError("\n".join(wrong))
    needed, taken = step_needed(diff), step_taken(diff.before, diff.after)
    if taken < needed:
        gone = len(diff.withdrawn) + sum(not isinstance(one, Exclusion) for one in diff.removed)
        why = f"{count(gone, 'record')} went" if needed is Step.MAJOR else f"{count(len(diff.added), 'record')} came"
        raise VersionError(
            f"from {diff.before} to {diff.after} is a {taken.name.lower()} step, but {why}: {_advice(diff.before, needed)}"
        )


def _never(diff: Diff) -> Iterator[str]:
    """What no version may do."""
    for one in diff.removed:
        if not isinstance(one, (Exclusion, Term)):
            yield f"{key_text(key_of(one))} of {diff.before} is gone without a word; list it in withdrawn.toml, with its reason"
    for two in diff.changed:
        if isinstance(two.before, Withdrawn) and not isinstance(two.after, Withdrawn):
            yield f"{two.before.id} was withdrawn in {two.before.version}, and its id is given again; take a new id"


def _advice(before: str, needed: Step) -> str:
    major, minor, _ = version_key(before)
    if needed is Step.MINOR or major == 0:
        return f"publish {major}.{minor + 1}.0"
    return f"publish {major + 1}.0.0"
