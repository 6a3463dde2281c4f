"""The rules of authored data: for each, a file that breaks it with its message, and one that keeps it."""

from __future__ import annotations

from pathlib import Path

import pytest

from authored import GOOD, HEADING, RELIEF, TEXTS, changed, read
from ketamine_evidence.curation.figure_rules import FIGURE_RULES
from ketamine_evidence.curation.rule import Rule
from ketamine_evidence.curation.rules import (
    LONGEST_PHRASE,
    LONGEST_SUMMARY,
    OUR_WORDS,
    RULES,
    exclusions_are_listed_once,
    figures_are_what_they_are_called,
    ids_are_used_once,
    length_is_that_of_the_text,
    notes_name_records_that_exist,
    only_headings_open_sections,
    phrases_are_short,
    phrases_stand_in_their_spans,
    problems_of,
    promotion_is_called_promotion,
    ranges_are_listed_once,
    references_lead_somewhere,
    restated_names_its_record,
    spans_lie_in_the_text,
    summaries_are_short,
    texts_are_plain,
    words_are_our_own,
)
from ketamine_evidence.curation.source_rules import SOURCE_RULES
from ketamine_evidence.curation.trace_rules import TRACE_RULES

SELLS = ('"none-stated"', '"sells-treatment"')
PROMOTIONAL = ('name = "infusion-series"', 'name = "infusion-series"\nattribution = "promotional"')
PHRASE = "up to 12 weeks"
LONGEST = "typically " + "often " * 6 + PHRASE
SUMMARY = "doses over some weeks"
Changes = tuple[tuple[str, str], ...]


def broken(folder: Path, rule: Rule, *changes: tuple[str, str], text: bool = True) -> list[str]:
    """What a rule says of the good file with words replaced, without the folder and file."""
    authored = read(folder, changed(*changes), TEXTS if text else None)
    return [str(problem).removeprefix(f"{folder}/small.toml: ") for problem in rule(authored)]


BREAKS: list[tuple[Rule, Changes, str]] = [
    (
        ids_are_used_once,
        (('id = "r002"', 'id = "r001"'),),
        "r001: id: given to 2 records; an id belongs to one, take the next free number",
    ),
    (references_lead_somewhere, (('"r002", "', '"r009", "'),), "p001: ranges: names 'r009', which is no range of this file"),
    (references_lead_somewhere, (('"r002", "', '"p001", "'),), "p001: ranges: names 'p001', which is no range of this file"),
    (
        references_lead_somewhere,
        (('"r002", "', '"small.r002", "'),),
        "p001: ranges: names 'small.r002', which is no range of this file",
    ),
    (
        references_lead_somewhere,
        (('"heading"\nsection = "title"', '"restated"\nrestates = "s001"'),),
        "exclusion [0, 17]: restates: names 's001', which is no record of this file",
    ),
    (
        notes_name_records_that_exist,
        ((SUMMARY, f'{SUMMARY}"\nnote = "compare r001 and r009'),),
        "p001: note: names 'r009', which is no record of this file",
    ),
    (
        restated_names_its_record,
        (('"heading"\nsection = "title"', '"restated"'),),
        "exclusion [0, 17]: restates: missing; name the record that says the same",
    ),
    (
        restated_names_its_record,
        (('section = "title"', 'restates = "r001"'),),
        "exclusion [0, 17]: restates: only for the reason 'restated', came with 'heading'",
    ),
    (
        only_headings_open_sections,
        (('"heading"', '"navigation"'),),
        "exclusion [0, 17]: section: only for the reason 'heading', came with 'navigation'",
    ),
    (
        spans_lie_in_the_text,
        (
            ("= 116", "= 70"),
            ('[64, 115]\nsummary = "how much', '[64, 70]\nsummary = "how much'),
            ('[64, 115]\nsummary = "how long', '[64, 70]\nsummary = "how long'),
        ),
        "p001: span: outside the text: it ends at 115, the text at 70",
    ),
    (
        exclusions_are_listed_once,
        ((HEADING, HEADING * 2),),
        "exclusion [0, 17]: span: excluded 2 times; keep one, with one reason",
    ),
    (length_is_that_of_the_text, (("= 116", "= 117"),), "source: characters: expected 116, came 117"),
    (length_is_that_of_the_text, (("characters = 116\n", ""),), "source: characters: expected 116, came None"),
    (
        phrases_stand_in_their_spans,
        (("[19, 63]", "[19, 50]"),),
        "r001: reported: 'several days to a few weeks' does not stand whole in its span; find it again",
    ),
    (
        phrases_stand_in_their_spans,
        (("1.5 mg/kg/hour", "5 mg/kg/hour"),),
        "r002: reported: '5 mg/kg/hour' does not stand whole in its span; find it again",
    ),
    (
        phrases_stand_in_their_spans,
        (("1.5 mg/kg/hour", "1.5 mg/kg"), ("dose_rate", "dose")),
        "r002: reported: '1.5 mg/kg' does not stand whole in its span; find it again",
    ),
    (
        figures_are_what_they_are_called,
        (('"dose_rate"', '"dose_rate"\nstatistic = "range"'),),
        "r002: statistic: '1.5 mg/kg/hour' gives a value, came 'range'; leave it out",
    ),
    (
        phrases_are_short,
        ((PHRASE, LONGEST.replace("y o", "y  o")),),
        "r003: reported: 61 characters; at most 60, keep the figure alone",
    ),
    (summaries_are_short, ((SUMMARY, "x" * 161),), "p001: summary: 161 characters; at most 160, say it shorter"),
    (texts_are_plain, ((SUMMARY, ""),), "p001: summary: expected one line of text, came ''; leave out what is not known"),
    (
        texts_are_plain,
        (("= 116", '= 116\nauthors = ["One|Two"]'),),
        "source: authors: expected a list of texts without '|', came ['One|Two']",
    ),
    (ranges_are_listed_once, (('"r002", "r003"', '"r002", "r002"'),), "p001: ranges: lists 'r002' 2 times; list it once"),
    (
        words_are_our_own,
        ((SUMMARY, "it says relief may last several days to a few weeks"),),
        "p001: summary: copies 'relief may last several days to a few'; say it in our own words",
    ),
    (
        words_are_our_own,
        ((SUMMARY, f'{SUMMARY}"\nnote = "RELIEF may, last several - days to a few weeks'),),
        "p001: note: copies 'relief may last several days to a few'; say it in our own words",
    ),
    (
        promotion_is_called_promotion,
        (SELLS,),
        "source: interest: sells-treatment, but no record is promotional; mark what sells",
    ),
    (
        promotion_is_called_promotion,
        (("none-stated", "promotes-product"),),
        "source: interest: promotes-product, but no record is promotional; mark what sells",
    ),
]


@pytest.mark.parametrize(
    ("rule", "changes", "message"), BREAKS, ids=[f"{rule.__name__}-{i}" for i, (rule, _, _) in enumerate(BREAKS)]
)
def test_a_broken_rule_is_one_exact_message(tmp_path: Path, rule: Rule, changes: Changes, message: str) -> None:
    assert broken(tmp_path, rule, *changes) == [message]


KEEPS: list[tuple[Rule, Changes]] = [
    (ids_are_used_once, (('id = "r002"', 'id = "r004"'), ('"r002", "', '"r004", "'))),
    (references_lead_somewhere, (('"heading"\nsection = "title"', '"restated"\nrestates = "p001"'),)),
    (references_lead_somewhere, (('ranges = ["r002", "r003"]', ""),)),
    (notes_name_records_that_exist, ((SUMMARY, f'{SUMMARY}"\nnote = "compare r001, said in 2 of 10 places'),)),
    (restated_names_its_record, (('"heading"\nsection = "title"', '"restated"\nrestates = "r001"'),)),
    (only_headings_open_sections, (('"heading"\nsection = "title"', '"navigation"'),)),
    (spans_lie_in_the_text, (("characters = 116\n", ""),)),
    (exclusions_are_listed_once, ((HEADING, HEADING + '\n[[exclusion]]\nspan = [0, 3]\nreason = "navigation"\n'),)),
    (length_is_that_of_the_text, ()),
    (phrases_stand_in_their_spans, (('"several days', '"SEVERAL  days'),)),
    (figures_are_what_they_are_called, (('"dose_rate"', '"dose_rate"\nstatistic = "mean"'),)),
    (figures_are_what_they_are_called, (('"dose_rate"', '"dose_rate"\nstatistic = "value"'),)),
    (phrases_are_short, ((PHRASE, LONGEST),)),
    (summaries_are_short, ((SUMMARY, "x" * LONGEST_SUMMARY),)),
    (texts_are_plain, (("= 116", '= 116\nauthors = ["One", "Two"]'),)),
    (ranges_are_listed_once, ()),
    (words_are_our_own, ((SUMMARY, "relief may last several days to a while"),)),
    (promotion_is_called_promotion, (SELLS, PROMOTIONAL)),
    (promotion_is_called_promotion, ()),
]


@pytest.mark.parametrize(("rule", "changes"), KEEPS, ids=[f"{rule.__name__}-{i}" for i, (rule, _) in enumerate(KEEPS)])
def test_a_rule_that_is_kept_says_nothing(tmp_path: Path, rule: Rule, changes: Changes) -> None:
    assert broken(tmp_path, rule, *changes) == []


COPY = "relief may last several days to a few"
COMMON = f'span = [19, 63]\nsummary = "{SUMMARY}"'
HOLDERS = {
    "population": f'[[range]]\nid = "r009"\nquantity = "relief_duration"\nreported = "a few weeks"\n{COMMON}',
    "about": f'[[guidance]]\nid = "g009"\nkind = "tip"\n{COMMON}',
    "effect": f'[[mechanism]]\nid = "m009"\ntarget = "nmda-receptor"\naction = "blocks"\n{COMMON}',
    "site": f'[[mechanism]]\nid = "m009"\ntarget = "nmda-receptor"\naction = "blocks"\n{COMMON}',
    "level": f'[[factor]]\nid = "f009"\nfactor = "dose"\n{COMMON}',
    "certainty": f'[[finding]]\nid = "n009"\n{COMMON}',
} | dict.fromkeys(("frequency", "time_course", "severity"), f'[[side_effect]]\nid = "e009"\neffect = "nausea"\n{COMMON}')
"""A record that has the field, by the field."""


@pytest.mark.parametrize("field", [field for field in OUR_WORDS if field not in {"summary", "note", "section"}])
def test_no_field_of_ours_copies_the_text(tmp_path: Path, field: str) -> None:
    def said(words: str) -> list[str]:
        return broken(tmp_path, words_are_our_own, (RELIEF, f'{RELIEF}\n{HOLDERS[field]}\n{field} = "{words}"\n'))

    id_ = HOLDERS[field].partition('id = "')[2][:4]
    assert said(COPY) == [f"{id_}: {field}: copies {COPY!r}; say it in our own words"]
    assert said(COPY.removesuffix(" few")) == []


HERE = [rule for rule in RULES if rule not in {*SOURCE_RULES, *FIGURE_RULES, *TRACE_RULES}]
"""The rules that are not those of `test_study_rules.py`."""


@pytest.mark.parametrize("rule", HERE, ids=lambda rule: str(rule.__name__))
def test_every_rule_is_tested_both_ways_and_says_what_it_is(rule: Rule) -> None:
    assert rule in [rule for rule, *_ in BREAKS]
    assert rule in [rule for rule, *_ in KEEPS]
    assert rule.__doc__


def test_the_longest_phrase_is_as_long_as_it_may_be() -> None:
    assert len(LONGEST) == LONGEST_PHRASE


@pytest.mark.parametrize("rule", [length_is_that_of_the_text, phrases_stand_in_their_spans, words_are_our_own])
def test_a_rule_about_the_text_needs_the_text(tmp_path: Path, rule: Rule) -> None:
    changes = (("= 116", "= 118"), (PHRASE, "up to 13 weeks"), (SUMMARY, "relief may last several days to a few weeks"))
    assert len(broken(tmp_path, rule, *changes)) == 1
    assert broken(tmp_path, rule, *changes, text=False) == []


@pytest.mark.parametrize("end", [r"\n", r"\r"])
def test_a_summary_of_two_lines_breaks_its_rule(tmp_path: Path, end: str) -> None:
    said = broken(tmp_path, texts_are_plain, (SUMMARY, f"one{end}two"))
    assert said == [f"p001: summary: expected one line of text, came 'one{end}two'; leave out what is not known"]


def test_an_exclusion_past_the_stated_length_breaks_the_rule_of_spans(tmp_path: Path) -> None:
    said = broken(tmp_path, spans_lie_in_the_text, ("[0, 17]", "[0, 117]"), text=False)
    assert said == ["exclusion [0, 117]: span: outside the text: it ends at 117, the text at 116"]


def test_the_good_file_keeps_every_rule(tmp_path: Path) -> None:
    assert problems_of(read(tmp_path, GOOD)) == []


def test_every_broken_rule_is_told_at_once(tmp_path: Path) -> None:
    authored = read(tmp_path, changed(SELLS, ("= 116", "= 117"), (SUMMARY, "")))
    assert [problem.field for problem in problems_of(authored)] == ["characters", "summary", "interest"]
