"""Checking one authored file the way a release would."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import attrs

from ketamine_evidence.curation.account import Account, account_of
from ketamine_evidence.curation.authoring import read_authored
from ketamine_evidence.curation.cross_rules import cross_problems
from ketamine_evidence.curation.rules import problems_of
from ketamine_evidence.dataset.texts import Text
from ketamine_evidence.errors import DataError, Problem, count


@attrs.frozen
class Outcome:
    """What came of checking a file.

    Attributes:
        problems: everything that is wrong with it.
        records: how many records it has; None where it could not be read as records.
        account: how much of its text is accounted for; None where the text is not at hand.
        is_literature: whether it is of a study, which has no text to hold it to.
    """

    problems: tuple[Problem, ...]
    records: int | None
    account: Account | None
    is_literature: bool = False

    def __str__(self) -> str:
        verdict = count(len(self.problems), "problem") if self.problems else "well"
        if self.records is None:
            return f"not read: {verdict}"
        text = "text not at hand: spans, phrases and account not checked"
        if self.is_literature:
            text = "of a study: places and figures not machine-checked"
        if self.account is not None:
            text = f"{self.account.share:.2%} of the words accounted for"
        return f"{count(self.records, 'record')}, {text}: {verdict}"


def check_file(path: str | Path, texts: Sequence[Text] | None) -> Outcome:
    """Check an authored file: its form, the rules, and with its text at hand its spans and its account."""
    try:
        authored = read_authored(path, texts)
    except DataError as error:
        return Outcome(error.problems, None, None)
    problems = problems_of(authored)
    account = account_of(authored) if authored.text is not None else None
    if account is not None:
        problems += uncovered_words(account, str(path))
    return Outcome(tuple(problems), len(authored.all_claims()) + len(authored.traces), account, authored.is_literature)


def check_together(paths: Sequence[Path]) -> list[Problem]:
    """The rules over all files that some files break together; of none where one of them cannot be read."""
    try:
        return cross_problems([read_authored(path) for path in paths])
    except DataError:
        return []


def uncovered_words(account: Account, file: str) -> list[Problem]:
    """A problem for each stretch of words that is not accounted for."""
    return [
        Problem(file, "", "", f"words not accounted for at [{start}, {end}]: {words[:60]!r}; add a record or an exclusion")
        for (start, end), words in zip(account.uncovered, account.left, strict=True)
    ]
