"""The rules that an authored file keeps: one function a rule, each saying what the curator is to do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import attrs

from ketamine_evidence.curation.authoring import Authored
from ketamine_evidence.curation.figure_rules import FIGURE_RULES
from ketamine_evidence.curation.record_reader import statistic_of
from ketamine_evidence.curation.rule import Rule, place_of, problem, records_of, written
from ketamine_evidence.curation.source_rules import SOURCE_RULES
from ketamine_evidence.curation.trace_rules import TRACE_RULES
from ketamine_evidence.errors import Problem
from ketamine_evidence.records.evidence import ReportedRange
from ketamine_evidence.records.locators import Locator, holds_phrase, normalise
from ketamine_evidence.records.vocabulary import Attribution, ExclusionReason, Interest, Statistic, Tier

LONGEST_SUMMARY = 160
LONGEST_PHRASE = 60
LONGEST_QUOTE = 7
"""How many words in a row a text of ours may share with its source."""
OUR_WORDS = (
    "summary",
    "section",
    "note",
    "population",
    "about",
    "effect",
    "site",
    "level",
    "frequency",
    "time_course",
    "severity",
    "certainty",
)
"""The fields that hold text of ours."""


def problems_of(authored: Authored) -> list[Problem]:
    """Every rule that an authored file breaks."""
    return [found for rule in RULES for found in rule(authored)]


def ids_are_used_once(authored: Authored) -> Iterator[Problem]:
    """An id belongs to one record."""
    for id_, count in Counter([*(claim.id for claim in authored.all_claims()), *(trace.id for trace in authored.traces)]).items():
        if count > 1:
            yield problem(authored, id_, "id", f"given to {count} records; an id belongs to one, take the next free number")


def references_lead_somewhere(authored: Authored) -> Iterator[Problem]:
    """An id that a record names is that of a record: a range where ranges are listed."""
    everything = {claim.id for claim in authored.all_claims()}
    ranges = {claim.id for claim in authored.claims["ranges"]}
    for claim in authored.all_claims():
        for id_ in getattr(claim, "ranges", ()):
            if id_ not in ranges:
                yield problem(authored, claim.id, "ranges", f"names {written(authored, id_)!r}, which is no range of this file")
        for field in ("estimate", "time_point"):
            id_ = getattr(claim, field, None)
            if id_ is not None and id_ not in ranges:
                yield problem(authored, claim.id, field, f"names {written(authored, id_)!r}, which is no range of this file")
    for trace in authored.traces:
        if trace.claim not in everything:
            yield problem(
                authored, trace.id, "claim", f"names {written(authored, trace.claim)!r}, which is no record of this file"
            )
    for exclusion in authored.exclusions:
        if exclusion.restates is not None and exclusion.restates not in everything:
            name = place_of(exclusion)
            yield problem(
                authored, name, "restates", f"names {written(authored, exclusion.restates)!r}, which is no record of this file"
            )


def ranges_are_listed_once(authored: Authored) -> Iterator[Problem]:
    """A record lists each of its ranges once."""
    for claim in authored.all_claims():
        for id_, count in Counter(getattr(claim, "ranges", ())).items():
            if count > 1:
                yield problem(authored, claim.id, "ranges", f"lists {written(authored, id_)!r} {count} times; list it once")


def notes_name_records_that_exist(authored: Authored) -> Iterator[Problem]:
    """An id in a note is that of a record of the file."""
    known = {written(authored, claim.id) for claim in authored.all_claims()}
    for claim in authored.all_claims():
        for id_ in re.findall(r"\b[a-z][0-9]{3,}\b", claim.note or ""):
            if id_ not in known:
                yield problem(authored, claim.id, "note", f"names {id_!r}, which is no record of this file")


def restated_names_its_record(authored: Authored) -> Iterator[Problem]:
    """`restated` says what it restates, and nothing else does."""
    for exclusion in authored.exclusions:
        name = place_of(exclusion)
        if exclusion.reason is ExclusionReason.RESTATED and exclusion.restates is None:
            yield problem(authored, name, "restates", "missing; name the record that says the same")
        if exclusion.reason is not ExclusionReason.RESTATED and exclusion.restates is not None:
            yield problem(authored, name, "restates", f"only for the reason 'restated', came with {exclusion.reason.value!r}")


def only_headings_open_sections(authored: Authored) -> Iterator[Problem]:
    """`section` stands at headings."""
    for exclusion in authored.exclusions:
        if exclusion.section is not None and exclusion.reason is not ExclusionReason.HEADING:
            name = place_of(exclusion)
            yield problem(authored, name, "section", f"only for the reason 'heading', came with {exclusion.reason.value!r}")


def spans_lie_in_the_text(authored: Authored) -> Iterator[Problem]:
    """No span reaches past the length that the source states."""
    length = authored.source.characters
    spans = [(claim.id, claim.locator.end or 0) for claim in authored.all_claims()]
    spans += [(place_of(exclusion), exclusion.end) for exclusion in authored.exclusions]
    for name, end in spans:
        if length is not None and end > length:
            yield problem(authored, name, "span", f"outside the text: it ends at {end}, the text at {length}")


def exclusions_are_listed_once(authored: Authored) -> Iterator[Problem]:
    """A stretch of text is excluded once, for one reason."""
    for name, count in Counter(place_of(exclusion) for exclusion in authored.exclusions).items():
        if count > 1:
            yield problem(authored, name, "span", f"excluded {count} times; keep one, with one reason")


def length_is_that_of_the_text(authored: Authored) -> Iterator[Problem]:
    """`characters` is the length of the text in code points."""
    if authored.text is not None and authored.source.characters != len(authored.text):
        yield problem(authored, "source", "characters", f"expected {len(authored.text)}, came {authored.source.characters}")


def phrases_stand_in_their_spans(authored: Authored) -> Iterator[Problem]:
    """A reported phrase stands in its span, with its numbers whole."""
    for claim in authored.claims["ranges"]:
        if authored.text is not None and isinstance(claim, ReportedRange):
            span = authored.text[claim.locator.start : claim.locator.end]
            if not holds_phrase(span, claim.reported.text):
                yield problem(
                    authored, claim.id, "reported", f"{claim.reported.text!r} does not stand whole in its span; find it again"
                )


def figures_are_what_they_are_called(authored: Authored) -> Iterator[Problem]:
    """`range`, `value` and `limit` are what the phrase makes them."""
    for claim in authored.claims["ranges"]:
        if isinstance(claim, ReportedRange) and claim.statistic in {Statistic.RANGE, Statistic.VALUE, Statistic.LIMIT}:
            expected = statistic_of(claim.reported)
            if claim.statistic is not expected:
                message = f"{claim.reported.text!r} gives a {expected.value}, came {claim.statistic.value!r}; leave it out"
                yield problem(authored, claim.id, "statistic", message)


def phrases_are_short(authored: Authored) -> Iterator[Problem]:
    """A phrase is a figure, never a sentence."""
    for claim in authored.claims["ranges"]:
        if isinstance(claim, ReportedRange) and len(claim.reported.text) > LONGEST_PHRASE:
            yield problem(
                authored,
                claim.id,
                "reported",
                f"{len(claim.reported.text)} characters; at most {LONGEST_PHRASE}, keep the figure alone",
            )


def texts_are_plain(authored: Authored) -> Iterator[Problem]:
    """A text is one line that a row can hold: not empty, no control characters; a list has no empty entry and no "|"."""
    for name, record in records_of(authored):
        for field in attrs.fields(type(record)):
            value = getattr(record, field.name)
            if isinstance(value, Locator):  # what it has of ours is the place in a study
                value = value.section
            if isinstance(value, str) and (not value.strip() or not value.isprintable()):
                yield problem(
                    authored, name, field.name, f"expected one line of text, came {value!r}; leave out what is not known"
                )
            if isinstance(value, tuple) and any(not entry.strip() or not entry.isprintable() or "|" in entry for entry in value):
                yield problem(authored, name, field.name, f"expected a list of texts without '|', came {list(value)!r}")


def summaries_are_short(authored: Authored) -> Iterator[Problem]:
    """A summary has at most so many characters."""
    for claim in authored.all_claims():
        if len(claim.summary) > LONGEST_SUMMARY:
            yield problem(
                authored, claim.id, "summary", f"{len(claim.summary)} characters; at most {LONGEST_SUMMARY}, say it shorter"
            )


def words_are_our_own(authored: Authored) -> Iterator[Problem]:
    """No text of ours shares a run of words with the source."""
    if authored.text is None:
        return
    text = f" {' '.join(_words(authored.text))} "
    for name, record in records_of(authored):
        for field in OUR_WORDS:
            words = _words(str(getattr(record, field, None) or ""))
            runs = [" ".join(words[i : i + LONGEST_QUOTE + 1]) for i in range(len(words) - LONGEST_QUOTE)]
            copied = next((run for run in runs if f" {run} " in text), None)
            if copied is not None:
                yield problem(authored, name, field, f"copies {copied!r}; say it in our own words")


def promotion_is_called_promotion(authored: Authored) -> Iterator[Problem]:
    """A lay source that sells or promotes has claims marked promotional."""
    sells = authored.source.interest in {Interest.SELLS_TREATMENT, Interest.PROMOTES_PRODUCT}
    promotional = any(claim.attribution is Attribution.PROMOTIONAL for claim in authored.all_claims())
    if authored.source.tier is Tier.LAY and sells and not promotional:
        yield problem(
            authored, "source", "interest", f"{authored.source.interest.value}, but no record is promotional; mark what sells"
        )


RULES: tuple[Rule, ...] = (
    ids_are_used_once,
    references_lead_somewhere,
    ranges_are_listed_once,
    notes_name_records_that_exist,
    restated_names_its_record,
    only_headings_open_sections,
    spans_lie_in_the_text,
    exclusions_are_listed_once,
    length_is_that_of_the_text,
    phrases_stand_in_their_spans,
    figures_are_what_they_are_called,
    phrases_are_short,
    texts_are_plain,
    summaries_are_short,
    words_are_our_own,
    promotion_is_called_promotion,
    *SOURCE_RULES,
    *FIGURE_RULES,
    *TRACE_RULES,
)
"""Every rule over one file."""


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", normalise(text))
