"""The rules of the data, held to the real authored files and the newest release. Messages tell the curator what to do."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import attrs
import pytest

from authored import ROOT
from ketamine_evidence.curation.account import account_of, account_of_release
from ketamine_evidence.curation.authoring import TABLES as AUTHORED_TABLES
from ketamine_evidence.curation.authoring import Authored, read_authored
from ketamine_evidence.curation.cross_rules import CROSS_RULES, CrossRule
from ketamine_evidence.curation.rule import Rule
from ketamine_evidence.curation.rules import LONGEST_QUOTE, RULES
from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.dataset.keys import entries
from ketamine_evidence.dataset.references import broken_references
from ketamine_evidence.dataset.releases import load_folder, version_key
from ketamine_evidence.dataset.texts import Text, read_texts
from ketamine_evidence.records.evidence import CLAIMS, KEYS, TABLES, Finding, Protocol, SideEffect, Source
from ketamine_evidence.records.locators import Locator, fingerprint, holds_phrase, normalise
from ketamine_evidence.records.vocabulary import Basis, Tier
from ketamine_evidence.values.phrases import parse_range
from ketamine_evidence.values.units import unit_of

DATA = ROOT / "data"
FILES = sorted((DATA / "sources").glob("*.toml"))
NEWEST = max((DATA / "releases").iterdir(), key=lambda folder: version_key(folder.name))
LETTERS = dict(AUTHORED_TABLES.values())
FREE_TEXT = ("summary", "note", "about", "effect", "site", "level", "severity", "time_course", "population", "section")
FIRST_SIGHT = ("title", "tier", "kind", "interest", "text_sha256", "characters")


@pytest.fixture(scope="module")
def at_hand(texts: Path) -> tuple[Text, ...]:
    """The texts of the real sources."""
    return read_texts(texts)


@pytest.fixture(scope="module")
def authored(at_hand: tuple[Text, ...]) -> list[Authored]:
    """Every real authored file."""
    return [read_authored(path, at_hand) for path in FILES]


@pytest.fixture(scope="module")
def newest() -> Dataset:
    """The newest release."""
    return load_folder(NEWEST)


def lay(newest: Dataset) -> set[str]:
    """The ids of the lay sources."""
    return set(newest.sources.where(tier="lay").ids)


def none(found: list[str], remedy: str) -> None:
    """Hold that nothing was found, else say what to do about it."""
    assert not found, "\n".join([f"{remedy}:", *found])


def test_there_are_authored_files_and_claims_in_every_table(newest: Dataset) -> None:
    assert FILES, "data/sources is empty; where did the authored files go?"
    none([name for name in CLAIMS if not newest.tables[name]], "these tables are empty; look for what was dropped")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule.__name__))
def test_every_authored_file_keeps_the_rule(authored: list[Authored], rule: Rule) -> None:
    none([str(problem) for one in authored for problem in rule(one)], "change these records")


@pytest.mark.parametrize("rule", CROSS_RULES, ids=lambda rule: str(rule.__name__))
def test_the_authored_files_together_keep_the_rule(authored: list[Authored], rule: CrossRule) -> None:
    none([str(problem) for problem in rule(authored)], "change these records")


def test_every_word_of_every_authored_text_is_accounted_for(authored: list[Authored]) -> None:
    accounts = [account_of(one) for one in authored if not one.is_literature]
    left = [
        f"{one.source} {list(span)}: {words!r}" for one in accounts for span, words in zip(one.uncovered, one.left, strict=True)
    ]
    none(left, "add a record or an exclusion for")
    assert all(one.words > 0 and one.share == 1 for one in accounts)


def test_every_word_of_every_released_text_is_accounted_for(newest: Dataset, at_hand: tuple[Text, ...]) -> None:
    accounts = account_of_release(newest, at_hand)
    assert {one.source for one in accounts} >= lay(newest)
    none([one.source for one in accounts if one.uncovered], "publish a version that accounts for")


def test_every_source_is_released(newest: Dataset) -> None:
    missing = {path.stem for path in FILES} - set(newest.sources.ids)
    none(sorted(missing), "publish a version with these sources")


def test_phrases_are_at_most_60_characters(newest: Dataset) -> None:
    none([f"{one.id}: {one.reported.text!r}" for one in newest.ranges if len(one.reported.text) > 60], "keep the figure alone")


def test_no_words_of_ours_copy_the_text(authored: list[Authored]) -> None:
    found: list[str] = []
    for one in authored:
        text = " ".join(["", *re.findall(r"\w+", normalise(one.text or "")), ""])
        for record in [*one.all_claims(), *one.exclusions, one.source]:
            for field in FREE_TEXT:
                words = re.findall(r"\w+", normalise(str(getattr(record, field, None) or "")))
                runs = [" ".join(words[i : i + LONGEST_QUOTE + 1]) for i in range(len(words) - LONGEST_QUOTE)]
                found += [f"{getattr(record, 'id', one.source.id)}: {field}: {run!r}" for run in runs if f" {run} " in text]
    none(found, "say these in our own words")


@pytest.mark.parametrize("table", CLAIMS)
def test_ids_of_claims_are_well_formed(newest: Dataset, table: str) -> None:
    wrong = [
        claim.id for claim in newest.tables[table] if not re.fullmatch(rf"{claim.source}\.{LETTERS[table]}\d{{3,}}", claim.id)
    ]
    none(wrong, f"an id is <source>.{LETTERS[table]}001; change")


def test_ids_of_sources_are_well_formed(newest: Dataset) -> None:
    wrong = [id_ for id_ in newest.sources.ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id_)]
    none(wrong, "an id has small letters, digits and single hyphens; rename")


@pytest.mark.parametrize("table", TABLES)
def test_keys_are_used_once(newest: Dataset, table: str) -> None:
    keys = Counter(tuple(getattr(one, field) for field in KEYS.get(table, ("id",))) for one in newest.tables[table])
    none([str(key) for key, count in keys.items() if count > 1], "keep one of each")


def test_ids_are_used_once_over_all_tables(newest: Dataset) -> None:
    ids = Counter([*newest.sources.ids, *newest.traces.ids, *(claim.id for claim in newest.claims())])
    none([id_ for id_, count in ids.items() if count > 1], "an id belongs to one record; take the next free number for")


@pytest.mark.parametrize("table", [name for name, record in CLAIMS.items() if hasattr(record, "ranges")])
def test_ranges_that_are_named_exist_and_share_the_source(newest: Dataset, table: str) -> None:
    sources = {one.id: one.source for one in newest.ranges}
    wrong = [f"{one.id}: {id_}" for one in newest.tables[table] for id_ in one.ranges if sources.get(id_) != one.source]
    none(wrong, "name ranges of the same source, or leave them out")


def test_a_range_is_named_once_by_a_record(newest: Dataset) -> None:
    holders: list[Protocol | SideEffect | Finding] = [*newest.protocols, *newest.side_effects, *newest.findings]
    none([one.id for one in holders if len(set(one.ranges)) < len(one.ranges)], "name each range once in")


def test_stored_readings_are_those_of_the_parser(newest: Dataset) -> None:
    wrong = [one.id for one in newest.ranges if one.reported != parse_range(one.reported.text, quantity=one.quantity)]
    none(wrong, "the lexicon or the parser reads these phrases another way now; publish a new version")


def test_the_phrases_of_the_first_release_are_read_as_they_were() -> None:
    ranges = load_folder(DATA / "releases" / "0.1.0").ranges
    assert len(ranges) == 106
    wrong = [one.id for one in ranges if one.reported != parse_range(one.reported.text, quantity=one.quantity)]
    none(wrong, "a change of the parser must not change how these are read")


def test_claims_of_lay_sources_are_read_in_the_text(newest: Dataset) -> None:
    wrong = [one.id for one in newest.claims() if one.source in lay(newest) and one.basis is not Basis.SOURCE_TEXT]
    none(wrong, "the basis of a lay claim is source-text; change")


def test_units_are_known(newest: Dataset) -> None:
    ends = [end for one in newest.ranges for end in (one.reported.low, one.reported.high) if end is not None]
    assert len(ends) >= len(newest.ranges)
    assert {unit_of(end.unit).dimension for end in ends} >= {"time", "count"}


def test_no_record_lies_outside_its_text(newest: Dataset) -> None:
    lengths = {one.id: one.characters or 0 for one in newest.sources}
    spans = [(one.id, one.source, one.locator.start, one.locator.end) for one in newest.claims() if one.source in lay(newest)]
    spans += [(f"exclusion of {one.source}", one.source, one.start, one.end) for one in newest.exclusions]
    wrong = [
        f"{name} [{start}, {end}]"
        for name, source, start, end in spans
        if start is None or end is None or not 0 <= start < end <= lengths[source]
    ]
    none(wrong, "find the spans again for")


def test_claims_of_lay_sources_have_a_span_and_its_fingerprint(newest: Dataset, at_hand: tuple[Text, ...]) -> None:
    contents = {text.sha256: text.content for text in at_hand}
    texts_of = {one.id: contents.get(one.text_sha256 or "", "") for one in newest.sources}
    wrong = [
        one.id
        for one in newest.claims()
        if one.source in lay(newest)
        and one.locator.fingerprint != fingerprint(texts_of[one.source][one.locator.start : one.locator.end])
    ]
    none(wrong, "no span, or no fingerprint of it; publish a version with the texts at hand")


def test_claims_of_studies_have_a_place_and_no_span(newest: Dataset) -> None:
    studies = [one for one in newest.claims() if one.source not in lay(newest)]
    none(
        [one.id for one in studies if not one.locator.section or one.locator != Locator(section=one.locator.section)],
        "give the place of",
    )


def test_what_records_name_is_there(newest: Dataset) -> None:
    none(sorted(broken_references(entries(newest.tables, newest.version))), "name records that are there")


def test_phrases_stand_in_their_spans(newest: Dataset, at_hand: tuple[Text, ...]) -> None:
    contents = {text.sha256: text.content for text in at_hand}
    texts_of = {one.id: contents.get(one.text_sha256 or "", "") for one in newest.sources}
    wrong = [
        f"{one.id}: {one.reported.text!r}"
        for one in newest.ranges
        if one.source in lay(newest)
        and not holds_phrase(texts_of[one.source][one.locator.start : one.locator.end], one.reported.text)
    ]
    none(wrong, "find the phrases again")


@pytest.mark.parametrize("field", FIRST_SIGHT)
def test_lay_sources_say_what_they_are(newest: Dataset, field: str) -> None:
    assert field in attrs.fields_dict(Source)
    none([one.id for one in newest.sources.where(tier="lay") if not getattr(one, field)], f"give the {field} of")


def test_digests_are_digests(newest: Dataset) -> None:
    wrong = [one.id for one in newest.sources if not re.fullmatch("[0-9a-f]{64}", one.text_sha256 or "0" * 64)]
    none(wrong, "text_sha256 is 64 small hex digits; change it in")


def test_what_restates_names_a_record_of_its_source(newest: Dataset) -> None:
    sources = {one.id: one.source for one in newest.claims()}
    wrong = [f"{one.source} {one.start}" for one in newest.exclusions if one.restates and sources.get(one.restates) != one.source]
    none(wrong, "name in `restates` a record of the same file")


def test_what_is_restated_names_what_it_restates(newest: Dataset) -> None:
    wrong = [f"{one.source} {one.start}" for one in newest.exclusions if (one.reason == "restated") != (one.restates is not None)]
    none(wrong, "`restates` goes with the reason `restated`, always and only")


def test_there_are_lay_sources(newest: Dataset) -> None:
    assert newest.sources.where(tier=Tier.LAY)


def test_terms_are_those_of_the_vocabularies(newest: Dataset) -> None:
    assert {one.scheme for one in newest.terms} == {path.stem for path in (DATA / "vocabulary").glob("*.toml")}
