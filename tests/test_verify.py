"""Verification: every span of a dataset is checked against the texts at hand, and what came of it is said in numbers."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest

import ketamine_evidence as ke
from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.dataset.texts import read_texts
from ketamine_evidence.dataset.verify import Checked, Status, Verification, verify
from ketamine_evidence.errors import DataError
from ketamine_evidence.records.evidence import ReportedRange, Source, Statement
from ketamine_evidence.records.locators import Locator, fingerprint
from ketamine_evidence.records.vocabulary import Interest, SourceKind, Statistic, Tier, Topic
from ketamine_evidence.values.quantities import Quantity

TEXT = "Relief may last 3 to 6 weeks in some. It is given slowly. Doses of 0.5 mg/kg are common."
RELIEF = "Relief may last 3 to 6 weeks in some."
SLOWLY = "It is given slowly."
OTHER = "Effects are felt within 2 hours. It is given at home."


def place(span: str, text: str = TEXT) -> Locator:
    start = text.index(span)
    return Locator(start=start, end=start + len(span), fingerprint=fingerprint(span))


def source(key: str) -> Source:
    return Source(id=key, title=key, tier=Tier.LAY, kind=SourceKind.HEALTH_ARTICLE, interest=Interest.UNKNOWN)


def relief(locator: Locator, phrase: str = "3 to 6 weeks") -> ReportedRange:
    return ReportedRange(
        id="one.r001",
        source="one",
        locator=locator,
        summary="a line",
        quantity=Quantity.RELIEF_DURATION,
        reported=ke.parse_range(phrase),
        statistic=Statistic.RANGE,
    )


def statement(locator: Locator, key: str = "one.s001") -> Statement:
    return Statement(id=key, source=key.partition(".")[0], locator=locator, summary="a line", topic=Topic.USE)


def dataset(*claims: ReportedRange | Statement, sources: tuple[Source, ...] = (source("one"), source("two"))) -> Dataset:
    tables: dict[str, list[Any]] = {
        "sources": list(sources),
        "ranges": [claim for claim in claims if isinstance(claim, ReportedRange)],
        "statements": [claim for claim in claims if isinstance(claim, Statement)],
    }
    return Dataset("1.2.3", date(2026, 1, 31), "digest", lambda name: tables.get(name, []))


def folder(tmp_path: Path, **texts: str) -> Path:
    """A folder with these texts, each under the id of its source."""
    for name, content in texts.items():
        path = tmp_path / (f"{name}.html" if content.startswith("<") else f"{name}.txt")
        path.write_text(content, encoding="utf-8", newline="")
    return tmp_path


def outcome(ds: Dataset, texts: Path) -> Checked:
    (checked,) = verify(ds, texts=texts).spans
    return checked


def test_a_span_at_its_offsets_is_exact(tmp_path: Path) -> None:
    assert outcome(dataset(relief(place(RELIEF))), folder(tmp_path, one=TEXT)) == Checked("one.r001", Status.EXACT, 0, 37, "")


def test_a_claim_without_a_phrase_is_checked_by_its_fingerprint(tmp_path: Path) -> None:
    found = outcome(dataset(statement(place(SLOWLY))), folder(tmp_path, one=TEXT))
    assert found == Checked("one.s001", Status.EXACT, 38, 57, "")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        (f"A new beginning. {TEXT}", 17, 54),
        ("Relief  may\nlast 3 to 6\nweeks in some.", 0, 38),
        (
            "<html><head><title>x</title></head><body><p>New.</p><p>Relief <b>may</b> last\n3&nbsp;to&nbsp;6 weeks in some.</p>",
            6,
            43,
        ),
    ],
    ids=["other offsets", "other white space", "a page"],
)
def test_a_span_that_moved_is_found_again(tmp_path: Path, text: str, start: int, end: int) -> None:
    claim = attrs.evolve(relief(place(RELIEF)), locator=attrs.evolve(place(RELIEF), start=1, end=38))
    found = outcome(dataset(claim), folder(tmp_path, one=text))
    assert found == Checked("one.r001", Status.MOVED, start, end, f"now at {start}-{end}")


def test_of_several_places_the_nearest_is_taken(tmp_path: Path) -> None:
    text = f"{SLOWLY} And {SLOWLY} And then {SLOWLY}"
    claim = statement(Locator(start=26, end=45, fingerprint=fingerprint(SLOWLY)))
    assert outcome(dataset(claim), folder(tmp_path, one=text)) == Checked("one.s001", Status.MOVED, 24, 43, "now at 24-43")


def test_a_span_that_is_nowhere_is_missing(tmp_path: Path) -> None:
    found = outcome(dataset(relief(place(RELIEF))), folder(tmp_path, one=TEXT.replace("6 weeks", "8 weeks")))
    assert found == Checked("one.r001", Status.MISSING, None, None, "its span is nowhere in the text")


@pytest.mark.parametrize("cell", ["1.5 weeks", "-5 weeks", "2-5 weeks", "1,5 weeks", "⅕ weeks"])
def test_a_span_is_not_found_again_in_part_of_a_number(tmp_path: Path, cell: str) -> None:
    claim = relief(Locator(start=0, end=7, fingerprint=fingerprint("5 weeks")), "5 weeks")
    found = outcome(dataset(claim), folder(tmp_path, one=f"Relief: {cell}"))
    assert found.status in {Status.MISSING, Status.PHRASE_MISSING}


@pytest.mark.parametrize("text", ["1.5 weeks", "-5 weeks", "2-5 weeks", "5 weekss"])
def test_a_span_cut_out_of_a_larger_number_or_word_is_told(tmp_path: Path, text: str) -> None:
    start = text.index("5")
    claim = relief(Locator(start=start, end=start + 7, fingerprint=fingerprint("5 weeks")), "5 weeks")
    assert outcome(dataset(claim), folder(tmp_path, one=text)) == Checked(
        "one.r001", Status.PHRASE_MISSING, start, start + 7, "its span is cut out of a larger number or word"
    )


@pytest.mark.parametrize("text", [TEXT, f"New. {TEXT}"], ids=["at its offsets", "moved"])
def test_a_span_without_its_phrase_is_told(tmp_path: Path, text: str) -> None:
    found = outcome(dataset(relief(place(RELIEF), "4 to 6 weeks")), folder(tmp_path, one=text))
    assert (found.status, found.message) == (Status.PHRASE_MISSING, "its span does not hold '4 to 6 weeks' whole")
    assert text[found.start : found.end] == RELIEF


def test_a_range_whose_phrase_is_in_another_source_is_misattributed(tmp_path: Path) -> None:
    claim = relief(place(OTHER[:32], OTHER), "within 2 hours")
    found = outcome(dataset(claim), folder(tmp_path, one=TEXT, two=OTHER))
    assert found == Checked("one.r001", Status.MISATTRIBUTED, None, None, "found only in two")


def test_a_claim_whose_span_is_in_another_source_is_misattributed(tmp_path: Path) -> None:
    claim = statement(place("It is given at home.", OTHER))
    found = outcome(dataset(claim), folder(tmp_path, one=TEXT, two=OTHER))
    assert found == Checked("one.s001", Status.MISATTRIBUTED, None, None, "found only in two")


def test_a_range_whose_phrase_is_in_its_source_too_is_missing(tmp_path: Path) -> None:
    claim = relief(place(RELIEF))
    found = outcome(dataset(claim), folder(tmp_path, one="For 3 to 6 weeks.", two=TEXT))
    assert found == Checked("one.r001", Status.MISSING, None, None, "its span is nowhere in the text")


def test_a_claim_that_no_source_holds_is_missing(tmp_path: Path) -> None:
    found = outcome(dataset(statement(place(SLOWLY))), folder(tmp_path, one="Nothing.", two=OTHER))
    assert found == Checked("one.s001", Status.MISSING, None, None, "its span is nowhere in the text")


def test_a_source_without_a_text_is_not_checked(tmp_path: Path) -> None:
    found = outcome(dataset(statement(place(SLOWLY))), folder(tmp_path, two=OTHER))
    assert found == Checked("one.s001", Status.NO_TEXT, None, None, "no text of one at hand")


@pytest.mark.parametrize("missing", [("start", "end"), ("fingerprint",), ("start", "end", "fingerprint")], ids=", ".join)
def test_a_claim_without_a_span_is_not_checked(tmp_path: Path, missing: tuple[str, ...]) -> None:
    locator = attrs.evolve(place(SLOWLY), **dict.fromkeys(missing))
    found = outcome(dataset(statement(locator)), folder(tmp_path, one=TEXT))
    assert found == Checked("one.s001", Status.NO_SPAN, None, None, "it has no span to check")


def test_a_claim_of_a_source_that_is_not_listed_is_not_passed_over(tmp_path: Path) -> None:
    found = verify(dataset(statement(place(SLOWLY), "lost.s001"), sources=(source("one"),)), texts=folder(tmp_path, one=TEXT))
    assert [span.id for span in found.spans] == ["lost.s001"]


def test_a_text_is_known_by_its_digest_before_its_name(tmp_path: Path) -> None:
    texts = folder(tmp_path, one=OTHER, any_name=TEXT)
    (digest,) = [text.sha256 for text in read_texts(texts) if text.name == "any_name"]
    ds = dataset(statement(place(SLOWLY)), sources=(attrs.evolve(source("one"), text_sha256=digest),))
    assert outcome(ds, texts).status is Status.EXACT


def test_zero_checked_is_not_ok(tmp_path: Path) -> None:
    for ds in (dataset(), dataset(statement(place(SLOWLY)))):
        found = verify(ds, texts=tmp_path)
        assert found.checked == 0
        assert not found.wrong
        assert not found.ok


def test_counts_and_verdict(tmp_path: Path) -> None:
    claims = (
        relief(place(RELIEF)),
        statement(place(SLOWLY)),
        statement(attrs.evolve(place(SLOWLY), start=0, end=19), "one.s002"),
        statement(place("It is given at home.", OTHER), "one.s003"),
        statement(Locator(), "one.s004"),
        statement(place("It is given at home.", OTHER), "three.s001"),
    )
    ds = dataset(*claims, sources=(source("one"), source("two"), source("three")))
    found = verify(ds, texts=folder(tmp_path, one=TEXT, two=OTHER))
    assert found.version == "1.2.3"
    assert found.counts == {Status.EXACT: 2, Status.MOVED: 1, Status.MISATTRIBUTED: 1, Status.NO_SPAN: 1, Status.NO_TEXT: 1}
    assert found.counts[Status.MISSING] == 0
    assert found.checked == 4
    assert [span.id for span in found.wrong] == ["one.s003"]
    assert not found.ok
    assert str(found) == (
        "one.s002: moved: now at 38-57\n"
        "one.s003: misattributed: found only in two\n"
        "data version 1.2.3: 4 of 6 spans checked: 2 exact, 1 moved, 1 misattributed, 1 no-text, 1 no-span: 1 wrong"
    )


@pytest.mark.parametrize(
    ("statuses", "ok", "text"),
    [
        ([], False, "data version 1.0.0: 0 of 0 spans checked: none: nothing was checked"),
        ([Status.NO_TEXT], False, "data version 1.0.0: 0 of 1 spans checked: 1 no-text: nothing was checked"),
        ([Status.EXACT], True, "data version 1.0.0: 1 of 1 spans checked: 1 exact: all well"),
        ([Status.EXACT, Status.NO_SPAN], True, "data version 1.0.0: 1 of 2 spans checked: 1 exact, 1 no-span: all well"),
        (
            [Status.MOVED, Status.EXACT],
            True,
            "x0: moved: why\ndata version 1.0.0: 2 of 2 spans checked: 1 exact, 1 moved: all well",
        ),
        (
            [Status.MISSING, Status.PHRASE_MISSING, Status.EXACT],
            False,
            """x0: missing: why
x1: phrase-missing: why
data version 1.0.0: 3 of 3 spans checked: 1 exact, 1 missing, 1 phrase-missing: 2 wrong""",
        ),
    ],
)
def test_an_outcome_is_printed(statuses: list[Status], ok: bool, text: str) -> None:  # noqa: FBT001
    spans = [Checked(f"x{i}", status, None, None, "" if status is Status.EXACT else "why") for i, status in enumerate(statuses)]
    found = Verification("1.0.0", tuple(spans))
    assert (found.ok, str(found)) == (ok, text)


def test_progress_names_each_source_that_has_claims(tmp_path: Path) -> None:
    seen: list[str] = []
    claims = (statement(place(SLOWLY)), statement(place(SLOWLY), "two.s001"), statement(place(SLOWLY), "one.s002"))
    verify(dataset(*claims, sources=tuple(map(source, ("none", "two", "one")))), texts=tmp_path, progress=seen.append)
    assert seen == ["one", "two"]


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        verify(dataset(), texts=tmp_path / "nowhere")
    assert str(caught.value) == f"{tmp_path / 'nowhere'}: expected a folder of texts (.txt, .html), came nothing"


def test_every_span_of_the_newest_release_is_exact(texts: Path) -> None:
    found = verify(texts=texts)
    assert found.version == ke.versions()[-1]
    spans = [claim.locator.checkable for claim in ke.load().claims()]
    assert found.counts == {Status.EXACT: spans.count(True), Status.NO_SPAN: spans.count(False)}
    assert found.checked == spans.count(True)
    assert found.ok, str(found)
