"""Every error this package raises on purpose.

All share the root `KetamineEvidenceError`; each is also the builtin a caller would expect, so `except ValueError` works.
Messages are lower case and say what came, what was expected and what to do. All of them pickle.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Self


class KetamineEvidenceError(Exception):
    """Root of all errors of this package."""


class UnitError(KetamineEvidenceError, ValueError):
    """A unit that is not known."""


class DimensionError(KetamineEvidenceError, TypeError):
    """Values of different dimensions were put together."""


class RangeError(KetamineEvidenceError, ValueError):
    """A range that cannot be: reversed, empty, not a number."""


class PhraseError(KetamineEvidenceError, ValueError):
    """A phrase that gives no single quantity.

    Attributes:
        phrase: the phrase as it came.
        word: the word or words at fault; empty where the phrase as a whole is.
        position: where that word begins in the phrase, counted from 0.
    """

    def __init__(self, message: str, phrase: str = "", word: str = "", position: int = 0) -> None:
        super().__init__(message, phrase, word, position)
        self.phrase = phrase
        self.word = word
        self.position = position

    def __str__(self) -> str:
        return str(self.args[0])


class Problem(NamedTuple):
    """One thing wrong in a file: where, and what."""

    file: str
    record: str
    field: str
    message: str

    def __str__(self) -> str:
        place = ": ".join(part for part in (self.file, self.record, self.field) if part)
        return f"{place}: {self.message}" if place else self.message


class DataError(KetamineEvidenceError, ValueError):
    """Data that break a rule: all problems of a file, or of a run over files, at once.

    Attributes:
        problems: one `Problem` for each thing wrong.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(tuple(problems))
        self.problems: tuple[Problem, ...] = tuple(problems)

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


class DigestError(KetamineEvidenceError, ValueError):
    """A released file that is not what was released."""


class VersionError(KetamineEvidenceError, LookupError):
    """A data version that is not here."""


class UnknownRecordError(KetamineEvidenceError, KeyError):
    """An id that no record has."""

    def __str__(self) -> str:  # KeyError would print the repr
        return str(self.args[0])


class WithdrawnError(UnknownRecordError):
    """The id of a record that was withdrawn.

    Attributes:
        id: the id.
        successor: the id of the record to take instead; None where there is none.
    """

    def __init__(self, message: str, id: str = "", successor: str | None = None) -> None:  # noqa: A002  as records call it
        super().__init__(message, id, successor)
        self.id: str = id
        self.successor: str | None = successor


class MergeError(KetamineEvidenceError, ValueError):
    """Datasets that cannot be put together without a choice, or a diff that does not fit.

    Attributes:
        conflicts: each thing that stands in the way, in words.
    """

    def __init__(self, message: str, conflicts: Sequence[str] = ()) -> None:
        super().__init__(message, tuple(conflicts))
        self.conflicts: tuple[str, ...] = tuple(conflicts)

    def __str__(self) -> str:
        return "\n".join([str(self.args[0]), *self.conflicts])


class QueryError(KetamineEvidenceError, ValueError):
    """A question about a field or a value that does not exist."""


class ConflictError(KetamineEvidenceError, ValueError):
    """Sources that conflict, where nothing may be chosen.

    Attributes:
        conflicts: the conflicts, each in words.
        candidates: what each source says, in words.
    """

    def __init__(self, conflicts: Sequence[str], candidates: Sequence[str]) -> None:
        super().__init__(tuple(conflicts), tuple(candidates))
        self.conflicts: tuple[str, ...] = tuple(conflicts)
        self.candidates: tuple[str, ...] = tuple(candidates)

    def __str__(self) -> str:
        return "\n".join(["sources conflict: " + "; ".join(self.conflicts), "candidates:", *self.candidates])


class FileError(KetamineEvidenceError, OSError):
    """A file or folder that cannot be read or written.

    Attributes:
        errno: the number that the system gives the fault; None where it is not the system that refuses.
        strerror: what is wrong, in words.
        filename: the file or folder.
    """

    @classmethod
    def of(cls, error: OSError | ValueError, done: str, path: object) -> Self:
        """Make one of what the system says.

        Args:
            error: what it raised.
            done: what was to be done with the file: "read" or "written".
            path: the file or folder.
        """
        number = error.errno if isinstance(error, OSError) else None
        said = error.strerror if isinstance(error, OSError) else None
        return cls(number, f"cannot be {done}: {said or error}", str(path))

    def __str__(self) -> str:
        return f"{self.filename}: {self.strerror}"


class MissingExtraError(KetamineEvidenceError, ImportError):
    """A part of the package whose dependencies are not installed."""


def nearest(word: str, choices: Iterable[str]) -> str:
    """Say which choice comes nearest, as the tail of a message; empty where none is near.

    Examples:
        >>> nearest("intravenus", ["oral", "intravenous"])
        "; did you mean 'intravenous'?"
    """
    import difflib  # only an error needs it

    close = difflib.get_close_matches(word, list(choices), n=1, cutoff=0.7)
    return f"; did you mean {close[0]!r}?" if close else ""


def count(number: int, noun: str) -> str:
    """A number and its noun, for messages.

    Examples:
        >>> count(1, "record"), count(2, "record")
        ('1 record', '2 records')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
