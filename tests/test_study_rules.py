"""The rules of studies, figures and traces: for each, a file that breaks it with its message, and one that keeps it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from authored import GOOD, HEADING, STUDY, TEXTS, TRACE, TRACES, changed, write
from ketamine_evidence.curation.authoring import read_authored
from ketamine_evidence.curation.figure_rules import (
    FIGURE_RULES,
    course_goes_with_time_points,
    estimates_are_alike,
    estimates_lie_in_their_intervals,
    intervals_name_their_estimate,
    means_are_called_means,
    p_values_have_one_form,
    percentages_are_percentages,
    phrases_are_canonical,
    placebo_figures_are_not_alone,
    spreads_have_one_form,
    time_points_lead_to_times,
)
from ketamine_evidence.curation.rule import Rule
from ketamine_evidence.curation.rules import (
    ids_are_used_once,
    problems_of,
    promotion_is_called_promotion,
    references_lead_somewhere,
    texts_are_plain,
)
from ketamine_evidence.curation.source_rules import (
    IDENTIFIERS,
    SOURCE_RULES,
    comparisons_name_a_comparator_of_the_source,
    facts_of_others_are_marked,
    identifiers_look_like_themselves,
    kinds_go_with_the_tier,
    lay_is_read_in_the_text,
    n_is_positive,
    no_text_is_claimed,
    years_are_plausible,
)
from ketamine_evidence.curation.trace_rules import (
    TRACE_RULES,
    a_verdict_fits_its_trace,
    nothing_both_supports_and_contradicts,
    only_lay_claims_are_traced,
    traces_of_a_claim_differ,
)

LAY = GOOD + TRACE
THIS_YEAR = datetime.now(tz=UTC).year
NOTE = 'note = "as printed"\n'
SCORE = '"pain_score"\nreported = "3.1 points"'
DIFFERENCE = 'reported = "-1.9 points"'
INTERVAL = 'reported = "-2.5 to -1.3 points"'
SHARE = 'reported = "40 %"'
Changes = tuple[tuple[str, str], ...]


def broken(folder: Path, rule: Rule, toml: str, *changes: tuple[str, str]) -> list[str]:
    """What a rule says of a file with words replaced, without the folder and file."""
    is_study = toml.startswith(STUDY[:40])
    path = write(folder, changed(*changes, text=toml), "trial.toml" if is_study else "small.toml")
    return [str(problem).removeprefix(f"{path}: ") for problem in rule(read_authored(path, None if is_study else TEXTS))]


BREAKS: list[tuple[Rule, str, Changes, str]] = [
    (
        identifiers_look_like_themselves,
        STUDY,
        (('"10.1000/182"', '"https://doi.org/10.1000/182"'),),
        "source: doi: expected a DOI without its address, such as '10.1000/182', came 'https://doi.org/10.1000/182'; leave out what is not known",
    ),
    (
        identifiers_look_like_themselves,
        STUDY,
        (('pmid = "12"', 'pmid = "123456789"'),),
        "source: pmid: expected a PubMed id of one to eight digits, came '123456789'; leave out what is not known",
    ),
    (
        identifiers_look_like_themselves,
        STUDY,
        (('pmid = "12"', 'pmcid = "12"'),),
        "source: pmcid: expected a PubMed Central id such as 'PMC123', came '12'; leave out what is not known",
    ),
    (
        identifiers_look_like_themselves,
        STUDY,
        (('pmid = "12"', 'registry = "NCT12"'),),
        "source: registry: expected a number of a registry such as 'NCT01234567', came 'NCT12'; leave out what is not known",
    ),
    (years_are_plausible, STUDY, (("2020", "1959"),), f"source: year: expected 1960 to {THIS_YEAR}, came 1959"),
    (
        years_are_plausible,
        STUDY,
        (("2020", str(THIS_YEAR + 1)),),
        f"source: year: expected 1960 to {THIS_YEAR}, came {THIS_YEAR + 1}",
    ),
    (
        n_is_positive,
        STUDY,
        (('n = 20\n\n[[range]]\nid = "r001"', 'n = 0\n\n[[range]]\nid = "r001"'),),
        "source: n: expected at least 1, came 0; leave it out where it is not known",
    ),
    (
        n_is_positive,
        STUDY,
        (("n = 20\ndirection", "n = -1\ndirection"),),
        "n001: n: expected at least 1, came -1; leave it out where it is not known",
    ),
    (
        kinds_go_with_the_tier,
        STUDY,
        (("randomized-trial", "clinic-article"),),
        "source: kind: clinic-article goes with the tier lay, came literature",
    ),
    (
        kinds_go_with_the_tier,
        GOOD,
        (("health-article", "guideline"),),
        "source: kind: guideline goes with the tier literature, came lay",
    ),
    (
        no_text_is_claimed,
        STUDY,
        (("n = 20\n\n", f'n = 20\ntext_sha256 = "{"0" * 64}"\n\n'),),
        "source: text_sha256: a study has places, no text; leave it out",
    ),
    (
        no_text_is_claimed,
        STUDY,
        (("n = 20\n\n", "n = 20\ncharacters = 116\n\n"),),
        "source: characters: a study has places, no text; leave it out",
    ),
    (no_text_is_claimed, STUDY + HEADING, (), "exclusion: a study has places, no text; leave the exclusions out"),
    (
        lay_is_read_in_the_text,
        GOOD,
        (('name = "infusion-series"', 'name = "infusion-series"\nbasis = "reproduction"'),),
        "p001: basis: a lay claim is read in its text, came 'reproduction'; leave it out",
    ),
    (
        facts_of_others_are_marked,
        STUDY,
        (('basis = "secondary-report"\n', ""),),
        "r006: basis: 'news report of the paper' is not in the source itself; write 'reproduction' or 'secondary-report'",
    ),
    (
        facts_of_others_are_marked,
        STUDY,
        (('"table 2"', '"table 1 of other-2020-review"'),),
        "e001: basis: 'table 1 of other-2020-review' is not in the source itself; write 'reproduction' or 'secondary-report'",
    ),
    (
        comparisons_name_a_comparator_of_the_source,
        STUDY,
        (('comparator = "placebo"', 'comparator = "active-drug"'),),
        "n001: comparator: 'active-drug' is not among the comparators of the source; add it there, or mark what others found",
    ),
    (
        course_goes_with_time_points,
        STUDY,
        (('course = "held-at"\n', ""),),
        "r001: course: missing; say whether relief was held-at, gone-by or absent-at that time",
    ),
    (
        course_goes_with_time_points,
        STUDY,
        (('"relief_time_point"', '"follow_up"'),),
        "r001: course: only for relief_time_point, came with follow_up",
    ),
    (
        time_points_lead_to_times,
        STUDY,
        (('time_point = "r001"', 'time_point = "r002"'),),
        "r002: time_point: names itself; name the range of the time",
    ),
    (
        time_points_lead_to_times,
        STUDY,
        (('time_point = "r001"', 'time_point = "r003"'),),
        "r002: time_point: names 'r003', a pain_score; expected one of: follow_up, peak_level_time, relief_time_point",
    ),
    (
        intervals_name_their_estimate,
        STUDY,
        (('estimate = "r004"\n', ""),),
        "r005: estimate: missing; name the range of the value, or say in a note that the source gives none",
    ),
    (
        intervals_name_their_estimate,
        STUDY,
        (('statistic = "ci95"\nestimate = "r004"\n', 'statistic = "ci90"\n'),),
        "r005: estimate: missing; name the range of the value, or say in a note that the source gives none",
    ),
    (
        estimates_are_alike,
        STUDY,
        ((DIFFERENCE, f'{DIFFERENCE}\ncondition = "migraine"'),),
        "r005: estimate: names 'r004', of which the condition is another",
    ),
    (
        estimates_are_alike,
        STUDY,
        ((DIFFERENCE, f'{DIFFERENCE}\nroute = "oral"'),),
        "r005: estimate: names 'r004', of which the route is another",
    ),
    (
        estimates_are_alike,
        STUDY,
        ((DIFFERENCE, f'{DIFFERENCE}\nsubstance = "placebo"'),),
        "r005: estimate: names 'r004', of which the substance is another",
    ),
    (
        estimates_are_alike,
        STUDY,
        ((DIFFERENCE, 'reported = "-1.9"'),),
        "r005: estimate: names 'r004', of which the dimension is another",
    ),
    (
        estimates_are_alike,
        STUDY,
        (('"effect_size"\nreported = "-1.9 points"', '"pain_score"\nreported = "1.9 points"'),),
        "r005: estimate: names 'r004', of which the quantity is another",
    ),
    (
        estimates_are_alike,
        STUDY,
        (('estimate = "r004"', 'estimate = "r005"'),),
        "r005: estimate: names 'r005', which has an estimate itself; name that",
    ),
    (
        estimates_lie_in_their_intervals,
        STUDY,
        ((DIFFERENCE, 'reported = "-2.9 points"'),),
        "r005: reported: '-2.9 points' of r004 is not in '-2.5 to -1.3 points'; correct it, or say in a note that the source prints it so",
    ),
    *(
        (
            spreads_have_one_form,
            STUDY,
            (('"SD 0.5 points"', f'"{spread}"'),),
            f"r002: spread: expected SD, SE or IQR, a number above 0 and the unit of the figure such as 'SD 2.0 mg/h', came {spread!r}",
        )
        for spread in (
            "0.5",
            "sd 0.5 points",
            "SD 0 points",
            "SD 0.5 mg",
            "SD 0.5 weeks",
            "SD 0.5 parsecs",
            "SD 1 to 2 points",
            "SD",
        )
    ),
    *(
        (
            means_are_called_means,
            STUDY,
            (('statistic = "mean"\n', line),),
            f"r002: statistic: 'SD 0.5 points' is beside a mean, came {came!r}; say what it is in a note",
        )
        for line, came in (("", "value"), ('statistic = "limit"\n', "limit"))
    ),
    *(
        (
            p_values_have_one_form,
            STUDY,
            (('"<0.001"', f'"{p}"'),),
            f"n001: p: expected a p value such as '0.03' or '<0.001', came {p!r}",
        )
        for p in ("< 0.001", "p<0.001", "0", "0.000", "1.2", "<=0.05", "n.s.")
    ),
    (p_values_have_one_form, STUDY, (('"0.03"', '"3 %"'),), "e001: p: expected a p value such as '0.03' or '<0.001', came '3 %'"),
    (
        percentages_are_percentages,
        STUDY,
        ((SHARE, 'reported = "140 %"'),),
        "r006: reported: '140 %' is not between 0 and 100 %",
    ),
    (
        percentages_are_percentages,
        STUDY,
        ((SHARE, 'reported = "at least 140 %"'),),
        "r006: reported: 'at least 140 %' is not between 0 and 100 %",
    ),
    (
        placebo_figures_are_not_alone,
        STUDY,
        (('"r003", ', ""),),
        "r003: substance: a figure with placebo by itself; list it in the finding or side effect that compares it",
    ),
    *(
        (phrases_are_canonical, STUDY, (('"2 weeks"', f'"{phrase}"'),), f"r001: reported: {phrase!r}: {way}")
        for phrase, way in (
            ("2 wk", "times are words such as 'hours'"),
            ("10-14 days", "two ends are joined by 'to'"),
            ("~ 2 weeks", "'~' is written 'about'"),
        )
    ),
    *(
        (phrases_are_canonical, STUDY, ((SHARE, f'reported = "{phrase}"'),), f"r006: reported: {phrase!r}: {way}")
        for phrase, way in (
            ("40%", "a percentage is a number, a space and '%'"),
            ("40 percent", "a percentage is a number, a space and '%'"),
        )
    ),
    (
        phrases_are_canonical,
        STUDY,
        ((SHARE, 'reported = "40 mcg"'), ('"response_rate"', '"dose"')),
        "r006: reported: '40 mcg': amounts are UCUM codes such as 'ug' and 'mg'",
    ),
    (
        only_lay_claims_are_traced,
        STUDY + TRACE,
        (),
        "trace: a study is not traced; write the trace in the file of the lay source",
    ),
    (
        a_verdict_fits_its_trace,
        LAY,
        (('study = "trial"\n', ""),),
        "t001: study: missing; the verdict overstated is about one",
    ),
    (
        a_verdict_fits_its_trace,
        GOOD + TRACES,
        (('claim = "r003"', 'claim = "r003"\nstudy = "trial"'),),
        "t003: study: 'trial' came with the verdict no-source-found; leave one out",
    ),
    (
        a_verdict_fits_its_trace,
        LAY,
        (('"medium"', '"none"'),),
        "t001: confidence: 'none' goes with no-source-found, always and only; came 'none' with overstated",
    ),
    (
        a_verdict_fits_its_trace,
        GOOD + TRACES,
        (('claim = "r003"\nconfidence = "none"', 'claim = "r003"\nconfidence = "low"'),),
        "t003: confidence: 'none' goes with no-source-found, always and only; came 'low' with no-source-found",
    ),
    (
        a_verdict_fits_its_trace,
        LAY,
        (('"overstated"', '"supported"'), ('agrees = "relief for days"\n', "")),
        "t001: agrees: missing; say what agrees",
    ),
    *(
        (
            a_verdict_fits_its_trace,
            LAY,
            (('"overstated"', f'"{verdict}"'), ('disagrees = "two weeks, and no more"\n', "")),
            f"t001: disagrees: missing; say what makes it {verdict}",
        )
        for verdict in ("overstated", "contradicted", "different-population", "different-dose")
    ),
    (
        traces_of_a_claim_differ,
        LAY + TRACE.replace("t001", "t002"),
        (),
        "t002: study: 'r001' is traced to the same by 't001'; keep one",
    ),
    (
        traces_of_a_claim_differ,
        GOOD + TRACES,
        (('claim = "r003"', 'claim = "r001"'),),
        "t003: study: 'r001' has a trace to a study; leave this one out",
    ),
    (
        nothing_both_supports_and_contradicts,
        LAY,
        (('"trial.r003"', '"trial.r001"'),),
        "t001: contradicts: 'trial.r001' also supports it; keep one",
    ),
    # rules of `rules.py` about what only studies and traces have
    (
        references_lead_somewhere,
        STUDY,
        (('time_point = "r001"', 'time_point = "r009"'),),
        "r002: time_point: names 'r009', which is no range of this file",
    ),
    (
        references_lead_somewhere,
        STUDY,
        (('estimate = "r004"', 'estimate = "n001"'),),
        "r005: estimate: names 'n001', which is no range of this file",
    ),
    (
        references_lead_somewhere,
        LAY,
        (('claim = "r001"', 'claim = "r009"'),),
        "t001: claim: names 'r009', which is no record of this file",
    ),
    (
        ids_are_used_once,
        GOOD + TRACES,
        (('id = "t003"', 'id = "t002"'),),
        "t002: id: given to 2 records; an id belongs to one, take the next free number",
    ),
    (
        texts_are_plain,
        STUDY,
        (('"table 2"', '" "'),),
        "e001: locator: expected one line of text, came ' '; leave out what is not known",
    ),
    (
        texts_are_plain,
        LAY,
        (('"relief for days"', '""'),),
        "t001: agrees: expected one line of text, came ''; leave out what is not known",
    ),
]


@pytest.mark.parametrize(
    ("rule", "toml", "changes", "message"), BREAKS, ids=[f"{rule.__name__}-{i}" for i, (rule, *_) in enumerate(BREAKS)]
)
def test_a_broken_rule_is_one_exact_message(tmp_path: Path, rule: Rule, toml: str, changes: Changes, message: str) -> None:
    assert broken(tmp_path, rule, toml, *changes) == [message]


KEEPS: list[tuple[Rule, str, Changes]] = [
    *(
        (identifiers_look_like_themselves, STUDY, (('pmid = "12"', f'{field} = "{value}"'),))
        for field, value in (
            ("pmid", "1"),
            ("pmcid", "PMC4093926"),
            ("registry", "NCT01234567"),
            ("registry", "ISRCTN12345678"),
            ("registry", "NL1234"),
            ("registry", "2010-123456-12"),
        )
    ),
    (identifiers_look_like_themselves, STUDY, (('doi = "10.1000/182"\n', ""),)),
    (years_are_plausible, STUDY, (("2020", str(THIS_YEAR)),)),
    (years_are_plausible, STUDY, (("year = 2020\n", ""),)),
    (n_is_positive, STUDY, (("n = 20\ndirection", "n = 1\ndirection"),)),
    (kinds_go_with_the_tier, STUDY, (("randomized-trial", "survey"),)),
    (kinds_go_with_the_tier, GOOD, (("health-article", "product-article"),)),
    (no_text_is_claimed, STUDY, ()),
    (no_text_is_claimed, GOOD, ()),
    (lay_is_read_in_the_text, STUDY, ()),
    (lay_is_read_in_the_text, GOOD, ()),
    (facts_of_others_are_marked, STUDY, (('"table 2"', '"trial registration, plan of 2020"'),)),
    (facts_of_others_are_marked, GOOD, (('"title"', '"news report"'),)),
    (
        comparisons_name_a_comparator_of_the_source,
        STUDY,
        (('comparator = "placebo"', 'comparator = "active-drug"\nattribution = "attributed-to-research"'),),
    ),
    (comparisons_name_a_comparator_of_the_source, STUDY, (('comparator = "placebo"', 'comparator = "own-baseline"'),)),
    (course_goes_with_time_points, STUDY, (('"held-at"', '"gone-by"'),)),
    (time_points_lead_to_times, STUDY, (('"relief_time_point"\ncourse = "held-at"', '"follow_up"'),)),
    (intervals_name_their_estimate, STUDY, (('estimate = "r004"\n', NOTE),)),
    (estimates_are_alike, STUDY, ()),
    (
        estimates_lie_in_their_intervals,
        STUDY,
        (('estimate = "r004"\n', f'estimate = "r004"\n{NOTE}'), (DIFFERENCE, 'reported = "-9 points"')),
    ),
    (estimates_lie_in_their_intervals, STUDY, ((DIFFERENCE, 'reported = "-9"'),)),
    (estimates_lie_in_their_intervals, STUDY, ((DIFFERENCE, 'reported = "-2.5 points"'),)),
    *(
        (spreads_have_one_form, STUDY, (('"SD 0.5 points"', f'"{spread}"'),))
        for spread in ("SD 0.5", "SE 0.5 points", "IQR 2 points", "IQR 2 to 4 points")
    ),
    (spreads_have_one_form, STUDY, (('spread = "SD 0.5 points"\n', ""),)),
    (means_are_called_means, STUDY, (('statistic = "mean"\nspread = "SD', 'statistic = "median"\nspread = "IQR'),)),
    (means_are_called_means, STUDY, (('statistic = "mean"\n', NOTE),)),
    *((p_values_have_one_form, STUDY, (('"<0.001"', f'"{p}"'),)) for p in ("<.001", "0.425", ">0.05", "1", "1.0")),
    (percentages_are_percentages, STUDY, ((SHARE, 'reported = "100 %"'),)),
    (percentages_are_percentages, STUDY, ((SHARE, 'reported = "140 patients"'),)),
    (percentages_are_percentages, STUDY, ((SHARE, 'reported = "more than 40 %"'),)),
    (
        placebo_figures_are_not_alone,
        STUDY,
        (('"r003", ', ""), ('"pain_score"\nreported = "5 points"', '"study_size"\nreported = "5 patients"')),
    ),
    (phrases_are_canonical, STUDY, (('"2 weeks"', '"about 10 to 14 days"'),)),
    (phrases_are_canonical, STUDY, ((SHARE, 'reported = "0.1 to 0.3 mg/kg/h"'), ('"response_rate"', '"dose_rate"'))),
    (phrases_are_canonical, STUDY, ((SHARE, 'reported = "80 mg/d"'), ('"response_rate"', '"daily_dose"'))),
    (phrases_are_canonical, GOOD, (("up to 12 weeks", "12-14 wk"),)),
    (only_lay_claims_are_traced, LAY, ()),
    (only_lay_claims_are_traced, STUDY, ()),
    (a_verdict_fits_its_trace, GOOD + TRACES, ()),
    (a_verdict_fits_its_trace, LAY, (('"overstated"', '"supported"'), ('disagrees = "two weeks, and no more"\n', ""))),
    (traces_of_a_claim_differ, LAY + TRACE.replace("t001", "t002").replace('"trial"', '"other"'), ()),
    (nothing_both_supports_and_contradicts, LAY, ()),
    (references_lead_somewhere, GOOD + TRACES, ()),
    (references_lead_somewhere, STUDY, ()),
    (ids_are_used_once, GOOD + TRACES, ()),
    (texts_are_plain, STUDY, ()),
    (promotion_is_called_promotion, STUDY, (('"unknown"', '"sells-treatment"'),)),
]


@pytest.mark.parametrize(("rule", "toml", "changes"), KEEPS, ids=[f"{rule.__name__}-{i}" for i, (rule, *_) in enumerate(KEEPS)])
def test_a_rule_that_is_kept_says_nothing(tmp_path: Path, rule: Rule, toml: str, changes: Changes) -> None:
    assert broken(tmp_path, rule, toml, *changes) == []


@pytest.mark.parametrize("rule", [*SOURCE_RULES, *FIGURE_RULES, *TRACE_RULES], ids=lambda rule: str(rule.__name__))
def test_every_rule_is_tested_both_ways_and_says_what_it_is(rule: Rule) -> None:
    assert rule in [rule for rule, *_ in BREAKS]
    assert rule in [rule for rule, *_ in KEEPS]
    assert rule.__doc__


@pytest.mark.parametrize("field", IDENTIFIERS)
def test_every_identifier_is_tried_here(field: str) -> None:
    assert any(message.startswith(f"source: {field}: ") for *_, message in BREAKS)


@pytest.mark.parametrize(("toml", "name"), [(STUDY, "trial.toml"), (GOOD + TRACES, "small.toml")], ids=["study", "lay"])
def test_the_good_files_keep_every_rule(tmp_path: Path, toml: str, name: str) -> None:
    assert problems_of(read_authored(write(tmp_path, toml, name))) == []
