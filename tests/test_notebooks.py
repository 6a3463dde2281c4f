"""What values show of themselves in a notebook. That no text of theirs becomes markup is a law, in `property/test_notebook_laws.py`."""

from __future__ import annotations

import pickle
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import pytest

import ketamine_evidence as ke
from ketamine_evidence import Dataset, ImpreciseNumber, Range, Reported
from ketamine_evidence._html import LONG, SHOWN, Html, card, cell, element, folded
from ketamine_evidence.dataset.cite import INTENDED_USE, reference
from ketamine_evidence.dataset.tables import Table
from ketamine_evidence.dataset.verify import Checked, Status, Verification
from ketamine_evidence.records.evidence import Factor, ReportedRange, Statement
from ketamine_evidence.records.locators import Locator
from ketamine_evidence.records.vocabulary import Direction, FactorName, Outcome, ProtocolName, Statistic, Substance, Topic
from ketamine_evidence.synthesis.consensus import MergedGroups
from ketamine_evidence.synthesis.profile_axis import LEFT, LETTER, RIGHT, Axis, axis_over
from ketamine_evidence.synthesis.profile_chart import axis_of, profile_svg, strip_svg
from ketamine_evidence.values.quantities import Quantity
from ketamine_evidence.values.units import unit_of
from reviewed import REVIEWED
from shown import Shown, shown
from small_dataset import SMALL, merged

LAY = ke.load("0.2.0")
RECORD = LAY["biologyinsights-infusion.r004"]
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>&amp;\"'"
EVERYTHING: dict[str, Any] = {
    "dataset": LAY,
    "merged dataset": merged(),
    "table": LAY.ranges,
    "record": RECORD,
    "reported": RECORD.reported,
    "merge": ke.merge_ranges(LAY.ranges.where(quantity="onset")),
    "merges": ke.merge_ranges(LAY.ranges.where(quantity="relief_duration"), by="protocol"),
    "agreement": ke.agreement(LAY.factors),
    "comparison": ke.compare(REVIEWED, quantity="relief_duration", by="condition"),
    "comparison of all": ke.compare(LAY, quantity="onset"),
    "appraisal": ke.check_claim("relief lasts up to 6 months after one infusion", REVIEWED),
    "diff": ke.diff("0.1.0", LAY),
    "merge of datasets": ke.merge(SMALL, LAY, on_conflict="keep-both"),
    "verification": Verification("1", (Checked("a.r001", Status.MISSING, None, None, "gone"),)),
}


def claim(
    key: str, reported: Reported | str, *, quantity: Quantity = Quantity.RELIEF_DURATION, protocol: ProtocolName | None = None
) -> ReportedRange:
    return ReportedRange(
        id=key,
        source=key.partition(".")[0],
        locator=Locator(start=1, end=2),
        summary="how long",
        quantity=quantity,
        reported=ke.parse_range(reported, quantity=quantity) if isinstance(reported, str) else reported,
        statistic=Statistic.RANGE,
        protocol=protocol,
    )


def exactly(low: Fraction | float, high: Fraction | float | None, unit: str = "d") -> Reported:
    """What is reported where both ends are given."""
    return Reported(
        "stated", ImpreciseNumber(low, low, unit), None if high is None else ImpreciseNumber(high, high, unit), high is None
    )


def bars(markup: Shown) -> list[tuple[float, float, float]]:
    """The bars of a picture: left, right and how high."""
    return [(float(one["x"]), float(one["x"]) + float(one["width"]), float(one["height"])) for one in markup.of("rect")]


@pytest.mark.parametrize("name", EVERYTHING)
def test_everything_is_whole_and_loads_and_runs_nothing(name: str) -> None:
    markup = EVERYTHING[name]._repr_html_()
    found = Shown(markup)
    assert markup.startswith('<div class="ketamine-evidence tex2jax_ignore mathjax_ignore"><style>')
    assert not any(word in found.style for word in ("http", "url(", "@import", "//"))
    assert all(rule.startswith(".ketamine-evidence") for rule in found.style.strip().splitlines())


@pytest.mark.parametrize("name", EVERYTHING)
def test_every_table_has_a_caption_and_heads_with_their_scope(name: str) -> None:
    found = shown(EVERYTHING[name])
    assert found.tables
    assert all(one.caption for one in found.tables)
    assert {one["scope"] for one in found.of("th")} <= {"col", "row"}
    scrolled = [one for one in found.of("div") if one["class"] == "ke-scroll"]
    assert {(one["role"], one["tabindex"]) for one in scrolled} == {("group", "0")}
    assert {grid.caption for grid in found.tables} <= {one["aria-label"] for one in scrolled}
    assert all(one["role"] == "img" and one["aria-label"] for one in found.of("svg"))


@pytest.mark.parametrize("name", sorted(set(EVERYTHING) - {"reported"}))
def test_what_the_data_are_for_stands_below_all_that_is_data(name: str) -> None:
    assert shown(EVERYTHING[name]).text.endswith(INTENDED_USE)


@pytest.mark.parametrize("name", ["dataset", "table", "merge", "merges", "agreement"])
def test_the_data_version_is_named_where_it_is_known(name: str) -> None:
    assert "ata version 0.2.0" in shown(EVERYTHING[name]).text


def test_merges_of_claims_from_nowhere_name_no_version() -> None:
    claims = list(LAY.ranges.where(quantity="onset"))
    table = pickle.loads(pickle.dumps(LAY.ranges))  # noqa: S301  our own
    for one in (ke.merge_ranges(claims), ke.merge_ranges(claims, by="route"), ke.agreement(list(LAY.factors)), table):
        assert shown(one).text.endswith(INTENDED_USE)
        assert "ata version" not in shown(one).text
    assert ke.agreement(list(LAY.factors)) == ke.agreement(LAY.factors)


def test_a_dataset_shows_its_tables_by_tier_and_how_to_cite_it() -> None:
    found = shown(SMALL)
    (grid,) = found.tables
    assert grid.caption == "ketamine-evidence, data version 0.9.0, released 2026-01-02"
    assert grid.rows[:3] == [
        ["table", "records", "lay", "literature", "what it holds"],
        ["sources", "2", "1", "1", "The sources: articles and studies"],
        ["ranges", "4", "2", "2", "The quantities that sources give"],
    ]
    assert grid.rows[10] == ["traces", "1", "", "", "Lay claims and the studies they most probably rest on"]
    assert len(grid.rows) == 1 + len(SMALL.tables)
    assert f"Cite: {reference(SMALL.version, SMALL.released)}" in found.text


def test_a_dataset_that_was_merged_shows_what_it_was_made_of() -> None:
    found = shown(merged())
    assert found.tables[0].caption == "ketamine-evidence, data version both"
    assert "Made of: 0.1.0, mine" in found.text
    assert "Cite:" not in found.text


def test_claims_of_a_source_that_is_not_there_have_no_tier() -> None:
    orphan = Dataset.of({"statements": [attrs.evolve(SMALL.statements[0], source="nobody")]}, "x")
    assert shown(orphan).tables[0].rows[9] == ["statements", "1", "0", "0", "Everything else that sources state"]
    assert shown(orphan.statements).tables[0].rows[1:] == [
        ["one.s001", "use", "in use", "–", "nobody"],  # noqa: RUF001  the dash that is shown
        ["– not stated"],  # noqa: RUF001
    ]


def test_a_table_of_ranges_shows_phrase_readings_context_and_source() -> None:
    (grid,) = shown(LAY.ranges.where(quantity="relief_duration")).tables
    assert grid.caption == "ranges: 33 records of relief_duration"
    assert grid.rows[0] == ["id", "reported", "outer", "inner", "context", "tier", "source"]
    assert grid.rows[2] == [
        "biologyinsights-infusion.r004",
        "several days to a few weeks",
        "[3 d, 5 wk]",
        "[7 d, 2 wk]",
        "single-infusion; intravenous; chronic-pain",
        "lay",
        "biologyinsights-infusion",
    ]
    assert grid.rows[3][2:4] == ["[3, 7] d", "none"]
    assert len(grid.rows) == 1 + SHOWN + 1
    assert grid.rows[-1][0].startswith("… 10 of 33 shown")


def test_a_table_of_several_quantities_names_each() -> None:
    (grid,) = shown(SMALL.ranges).tables
    assert grid.caption == "ranges: 4 records"
    assert [row[1] for row in grid.rows[:3]] == ["quantity", "relief_duration", "dose"]


def test_a_figure_of_something_else_than_ketamine_says_so() -> None:
    placebo = attrs.evolve(SMALL.ranges[0], substance=Substance.PLACEBO)
    (grid,) = shown(Table(ReportedRange, [placebo])).tables
    assert grid.rows[1][4] == "placebo; induction; crps"


@pytest.mark.parametrize("name", SMALL.tables)
def test_a_table_of_each_kind_shows_its_records(name: str) -> None:
    table = SMALL.tables[name]
    (grid,) = shown(table).tables
    assert grid.caption == f"{name}: {len(table)} record{'s' if len(table) > 1 else ''}"
    assert [row[0] for row in grid.rows[1 : len(table) + 1]] == [
        getattr(one, "id", getattr(one, "source", None)) for one in table
    ]
    assert {len(row) for row in grid.rows[: len(table) + 1]} == {len(grid.rows[0])}


def test_a_table_of_records_of_ones_own_shows_their_fields() -> None:
    @attrs.frozen
    class Note:
        text: str
        done: bool

    (grid,) = shown(Table(Note, [Note("<b>", done=True), Note("two", done=False)])).tables
    assert (grid.caption, grid.rows) == ("Note: 2 records", [["text", "done"], ["<b>", "yes"], ["two", "no"]])


def test_an_empty_table_says_that_it_is() -> None:
    (grid,) = shown(SMALL.ranges.where(quantity="onset")).tables
    assert (grid.caption, len(grid.rows)) == ("ranges: 0 records", 1)


def test_a_record_shows_what_it_says_where_and_how_to_check_it() -> None:
    (grid,) = shown(RECORD).tables
    assert grid.caption == "biologyinsights-infusion.r004: reported range"
    assert grid.rows == [
        ["summary", "relief after one infusion for chronic pain"],
        ["quantity", "relief_duration"],
        ["reported", "“several days to a few weeks”"],
        ["low end", "[3, 7] d"],
        ["high end", "[2, 5] wk"],
        ["outer reading", "[3 d, 5 wk]"],
        ["inner reading", "[7 d, 2 wk]"],
        ["statistic", "range"],
        ["substance", "ketamine"],
        ["route", "intravenous"],
        ["protocol", "single-infusion"],
        ["condition", "chronic-pain"],
        ["attribution", "asserted"],
        ["basis", "source-text"],
        ["source", "biologyinsights-infusion"],
        ["section", "duration of benefit"],
        ["place", "characters 1559 to 1670 of the source's text"],
        [
            "how to check",
            f'ke.verify(texts="a folder with the text") looks for a span with this SHA-256 when normalised: {RECORD.locator.fingerprint}',
        ],
        ["not stated", "spread, estimate, time point, course, specimen, population, note"],
    ]


def test_a_record_whose_place_no_machine_checks_says_so() -> None:
    pairs = shown(SMALL["one.r002"]).tables[0].pairs
    assert pairs["section"] == "table 1"
    assert "place" not in pairs
    assert pairs["how to check"] == "by reading the source there: a place without a fingerprint is not checked by machine"
    nowhere = shown(attrs.evolve(SMALL["one.r002"], locator=Locator())).tables[0].pairs
    assert "section" not in nowhere


def test_records_without_id_or_with_lists_show_those_fields_that_they_have() -> None:
    (left_out,) = shown(SMALL.exclusions[0]).tables
    assert left_out.caption == "exclusion"
    assert left_out.pairs == {
        "start": "10",
        "end": "20",
        "reason": "restated",
        "restates": "one.r001",
        "source": "one",
        "not stated": "section, note",
    }
    assert shown(SMALL["two"]).tables[0].pairs["conditions"] == "migraine, crps"
    assert shown(SMALL.side_effects[0]).tables[0].pairs["reversible"] == "yes"
    assert shown(SMALL.terms[0]).tables[0].pairs == {
        "scheme": "effect",
        "label": "nausea",
        "definition": "feeling sick",
        "mappings": "hpo:HP:0002018, mesh:D009325",
    }


@pytest.mark.parametrize(
    ("phrase", "rows"),
    [
        ("up to 12 weeks", {"low end": "not stated", "high end": "12 wk", "outer reading": "[0, 12] wk", "inner reading": "[12, 12] wk"}),
        ("at least 24 hours", {"low end": "24 h", "high end": "not stated", "outer reading": "[24, ∞) h", "inner reading": "[24, 24] h"}),
        ("several months or longer", {"low end": "[3, 7] mo", "high end": "left open", "outer reading": "[3, ∞) mo"}),
        ("3 days", {"low end": "3 d", "high end": "3 d"}),
        ("several days", {"inner reading": "none: no value is common to all readings"}),
        ("often about 3 days", {"approximate": "yes", "hedges": "often"}),
    ],
)  # fmt: skip
def test_what_is_reported_shows_its_ends_and_readings(phrase: str, rows: dict[str, str]) -> None:
    found = shown(ke.parse_range(phrase)).tables[0].pairs
    assert found["reported"] == f"“{phrase}”"
    assert rows.items() <= found.items()


def test_a_high_end_that_may_be_exceeded_says_so() -> None:
    stated = Reported("2 to 5 days or longer", ImpreciseNumber(2, 2, "d"), ImpreciseNumber(5, 5, "d"), unbounded_high=True)
    assert shown(stated).tables[0].pairs["high end"] == "5 d, or more"


A = claim("a.r001", exactly(1, 10), protocol=ProtocolName.INDUCTION)
B = claim("b.r001", exactly(10, 100), protocol=ProtocolName.INDUCTION)
C = claim("c.r001", exactly(1000, 1000))


def test_a_merge_shows_its_facts_its_picture_and_what_it_was_made_of() -> None:
    found = shown(ke.merge_ranges([A, B, C, C]))
    facts, profile, conflicts = found.tables
    assert facts.caption == "relief_duration, outer view: 4 claims from 3 sources"
    assert facts.pairs == {
        "hull": "[1, 1000] d",
        "in common to all": "nothing",
        "deepest support": "[10, 10] d: 2 sources",
        "conflicts": "2",
        "not counted": "0 claims",
    }
    assert profile.caption == "Support profile"
    assert profile.rows[1:3] == [["[1, 10) d", "1", "a"], ["[10, 10] d", "2", "a, b"]]
    assert conflicts.rows == [["sources", "how far apart"], ["a, c", "990 d apart"], ["b, c", "900 d apart"]]
    assert "2 sources" in found.text
    assert len(found.of("rect")) == len(profile.rows) - 1


def test_what_a_merge_could_not_count_is_listed() -> None:
    found = shown(ke.merge_ranges(LAY.ranges.where(quantity="booster_interval"), view="inner"))
    assert found.tables[-1].caption == "Not counted"
    assert found.tables[-1].rows[1] == ["baysidedental-onset.r021", "no value is common to all its readings"]


def test_a_merge_that_counts_nothing_has_no_picture() -> None:
    found = shown(ke.merge_ranges([claim("a.r001", "several days")], view="inner"))
    assert found.of("svg") == []
    assert found.tables[0].pairs == {
        "hull": "none",
        "in common to all": "nothing",
        "deepest support": "none",
        "conflicts": "0",
        "not counted": "1 claim",
    }


@pytest.mark.parametrize(
    "reported",
    [exactly(-2, 3, "{score}"), exactly(0, 0), exactly(0, None)],
    ids=["below zero", "nothing above zero", "from zero without bound"],
)
def test_what_has_no_place_on_a_logarithmic_axis_has_no_picture(reported: Reported) -> None:
    quantity = Quantity.EFFECT_SIZE if reported.dimension == "score" else Quantity.RELIEF_DURATION
    one = ke.merge_ranges([claim("a.r001", reported, quantity=quantity)])
    assert axis_of([one], 100) is None
    assert shown(one).of("svg") == []
    assert len(shown(one).tables[1].rows) == 2


def test_the_picture_is_a_bar_for_each_stretch_on_a_logarithmic_axis() -> None:
    one = ke.merge_ranges([A, B])
    axis = axis_of([one], 600)
    assert axis is not None
    low, middle, high = (axis.x(Fraction(days * 86_400)) for days in (1, 10, 100))
    assert middle - low == pytest.approx(high - middle)
    found = bars(Shown(profile_svg(one, axis)))
    assert [height for *_, height in found] == [35.0, 70.0, 35.0]
    assert found[0][:2] == pytest.approx((low, middle), abs=0.1)
    assert found[1][:2] == pytest.approx((middle - 1, middle + 1), abs=0.1)
    assert found[2][:2] == pytest.approx((middle, high), abs=0.1)


def test_what_reaches_to_zero_or_has_no_bound_is_drawn_into_the_margins() -> None:
    one = ke.merge_ranges([claim("a.r001", "up to 2 days"), claim("b.r001", "at least 4 days"), claim("c.r001", exactly(0, 0))])
    axis = axis_of([one], 600)
    assert axis is not None
    found = bars(Shown(profile_svg(one, axis)))
    assert (min(left for left, *_ in found), max(right for _, right, _ in found)) == (-1.0, 600.0)
    assert LEFT < axis.x(Fraction(2 * 86_400)) < axis.x(Fraction(4 * 86_400)) < 600 - RIGHT


def labels(*days: float, unit: str = "d", width: float = 600) -> list[str]:
    """The labels of an axis over some ends."""
    one = unit_of(unit)
    axis = axis_over([Fraction(end) * one.factor for end in days], one, width)
    assert axis is not None
    return [label for _, label in axis.ticks]


def test_times_are_labelled_as_people_say_them() -> None:
    assert labels(1, 365.25) == ["1 day", "3 days", "1 week", "2 weeks", "1 month", "3 months", "6 months", "1 year"]
    assert labels(0.01, 400, width=280) == ["1 h", "1 day", "1 month", "1 year"]
    assert labels(5) == ["3 days", "1 week"]


def test_other_numbers_are_labelled_by_powers_of_ten() -> None:
    assert labels(1, 10, unit="mg/kg") == ["1", "2", "5", "10"]
    assert labels(6, unit="1") == ["5", "10"]
    assert labels(10**300, unit="kg") == ["5e+299", "1e+300"]


def test_numbers_too_large_for_a_float_have_their_place() -> None:
    one = ke.merge_ranges([claim("a.r001", exactly(1, 10**300, "a"))])
    axis = axis_of([one], 600)
    assert axis is not None
    ((left, right, height),) = bars(Shown(profile_svg(one, axis)))
    assert (left, right) == pytest.approx((LEFT, 600 - RIGHT), abs=1)
    assert height == 70


def test_labels_never_run_into_one_another() -> None:
    axis = axis_over([Fraction(1), Fraction(10**8)], unit_of("s"), 300)
    assert axis is not None
    assert len(axis.ticks) >= 3
    for (one, label), (other, following) in zip(axis.ticks, axis.ticks[1:], strict=False):
        assert other - one > (len(label) + len(following)) * LETTER / 2


@pytest.mark.parametrize(("unit", "named"), [("d", ""), ("1", ""), ("mg/kg", "mg/kg")])
def test_the_unit_is_named_where_the_labels_do_not_say_it(unit: str, named: str) -> None:
    axis = axis_over([Fraction(1)], unit_of(unit), 300)
    assert axis is not None
    assert axis.unit == named


def test_merges_by_group_are_shown_on_one_axis_and_one_scale() -> None:
    groups = ke.merge_ranges([A, B, C], by="protocol")
    found = shown(groups)
    (grid,) = found.tables
    assert grid.caption == "relief_duration, outer view: 2 groups"
    heads = ["protocol", "claims", "sources", "conflicts", "hull", "in common to all", "deepest support"]
    assert [head for head in grid.rows[0] if not head.startswith("support")] == heads
    assert grid.rows[1] == ["induction", "", "2", "2", "0", "[1, 100] d", "[10, 10] d", "[10, 10] d: 2 sources"]
    assert grid.rows[2][0] == "–"  # noqa: RUF001  the dash that is shown
    assert "support, up to 2 sources" in grid.rows[0][1]
    assert [height for *_, height in bars(found)] == [12.0, 24.0, 12.0, 12.0]
    assert len({one["width"] for one in found.of("svg")}) == 1


def test_merges_by_several_fields_name_each() -> None:
    (grid,) = shown(ke.merge_ranges([A, C], by=["protocol", "source"])).tables
    assert [row[:2] for row in grid.rows[:3]] == [["protocol", "source"], ["induction", "a"], ["–", "c"]]  # noqa: RUF001


def test_a_group_in_which_nothing_counts_has_an_empty_strip() -> None:
    vague = claim("v.r001", "several days", protocol=ProtocolName.MAINTENANCE)
    found = shown(ke.merge_ranges([A, vague], "inner", by="protocol"))
    assert "support profile of relief_duration: nothing is counted" in [one["aria-label"] for one in found.of("svg")]
    assert len(found.of("rect")) == 1


def test_groups_of_different_dimensions_have_no_axis_in_common() -> None:
    onset = [claim("a.r001", "2 sessions", quantity=Quantity.ONSET), claim("b.r001", "2 days", quantity=Quantity.ONSET)]
    found = shown(ke.merge_ranges(onset, by="source"))
    assert found.of("svg") == []
    assert found.tables[0].rows[0][:2] == ["source", "claims"]


def test_no_groups_at_all_are_shown_as_none() -> None:
    (grid,) = shown(MergedGroups(("protocol",), {})).tables
    assert (grid.caption, len(grid.rows)) == ("0 groups", 1)


def factor(key: str, direction: Direction | None) -> Factor:
    return Factor(
        id=key,
        source=key.partition(".")[0],
        locator=Locator(),
        summary="dose",
        factor=FactorName.DOSE,
        outcome=Outcome.RELIEF_DURATION,
        direction=direction,
    )


def test_an_agreement_marks_what_is_contradicted_and_says_by_whom() -> None:
    claims = [factor("a.f001", Direction.LONGER), factor("b.f001", Direction.SHORTER), factor("c.f001", None)]
    found = shown(ke.agreement(claims))
    matrix, against, said = found.tables
    assert matrix.caption == "1 term, and how many claims each of 3 sources makes; ≠ where it is contradicted"
    assert matrix.rows == [["term", "support", "a", "b", "c"], ["dose on relief-duration", "3", "≠ 1", "≠ 1", "1"]]
    assert against.rows[1:] == [["dose on relief-duration", "a", "longer", "b", "shorter"]]
    assert said.rows[1:] == [["dose on relief-duration", "a", "longer"], ["dose on relief-duration", "b", "shorter"]]


def test_an_agreement_without_contradiction_marks_none() -> None:
    found = shown(ke.agreement(LAY.mechanisms))
    assert found.tables[0].caption == "12 terms, and how many claims each of 4 sources makes"
    assert found.tables[0].rows[1][:2] == ["nmda-receptor", "4"]
    assert "" in found.tables[0].rows[-1]
    assert "≠" not in found.text
    assert len(found.tables) == 2


def test_a_diff_shows_sums_and_then_record_by_record() -> None:
    records: dict[str, Any] = dict(SMALL.tables)
    other = attrs.evolve(SMALL["one.s001"], note=None, summary="<new>")
    gone = attrs.evolve(SMALL.withdrawn[0], id="one.m001", reason="a guess", successor=None)
    after = Dataset.of(
        {
            **records,
            "statements": [other, attrs.evolve(other, id="one.s002")],
            "mechanisms": [],
            "guidance": [],
            "withdrawn": [*SMALL.withdrawn, gone],
        },
        "1.0.0",
    )
    sums, told = shown(ke.diff(SMALL, after)).tables
    assert sums.caption.startswith("From data version 0.9.0 to 1.0.0: 1 record added, ")
    assert sums.rows == [
        ["table", "added", "changed", "withdrawn", "removed"],
        ["statements", "1", "1", "0", "0"],
        ["guidance", "0", "0", "0", "1"],
        ["mechanisms", "0", "0", "1", "0"],
    ]
    assert told.rows == [
        ["change", "table", "record", "field", "before", "after"],
        ["added", "statements", "one.s002", "", "", ""],
        ["removed", "guidance", "one.g001", "", "", ""],
        ["changed", "statements", "one.s001", "summary", "in use", "<new>"],
        ["changed", "statements", "one.s001", "note", "of late", "–"],  # noqa: RUF001  the dash that is shown
        ["withdrawn", "mechanisms", "one.m001", "", "a guess", ""],
        ["– not stated"],  # noqa: RUF001
    ]


def test_where_nothing_differs_a_diff_says_so() -> None:
    (sums,) = shown(ke.diff(SMALL, SMALL)).tables
    assert (sums.caption, len(sums.rows)) == ("From data version 0.9.0 to 0.9.0: nothing differs", 1)


def test_a_merge_of_datasets_shows_counts_and_what_to_look_at() -> None:
    other = Dataset.of({"statements": [attrs.evolve(SMALL["one.s001"], summary="otherwise")]}, "mine")
    counts, look = shown(ke.merge(SMALL, other, on_conflict="keep-both")).tables
    assert counts.caption == "Merged to data version 0.9.0+mine"
    assert counts.pairs["conflict"] == "1"
    assert look.rows[1][:2] == ["conflict", "one.s001"]
    assert "0.9.0, mine differ in summary" in look.rows[1][2]


def test_a_merge_of_datasets_that_agree_has_nothing_to_look_at() -> None:
    (counts,) = shown(ke.merge(SMALL, SMALL)).tables
    assert counts.pairs["identical"] == str(sum(len(table) for table in SMALL.tables.values()))


def checked(*statuses: Status) -> Verification:
    return Verification("1.2.3", tuple(Checked(f"a.r{n:03}", one, None, None, f"is {one}") for n, one in enumerate(statuses)))


def test_a_verification_shows_its_verdict_and_what_is_wrong() -> None:
    found = shown(checked(Status.MISSING, Status.MOVED, Status.NO_TEXT))
    counts, wrong, others = found.tables
    assert counts.caption == "2 of 3 spans checked: 1 wrong"
    assert counts.pairs == {"came to": "spans", "missing": "1", "moved": "1", "no-text": "1"}
    assert (wrong.caption, wrong.rows[1]) == ("Wrong", ["a.r000", "missing", "is missing"])
    assert [row[0] for row in others.rows] == ["record", "a.r001", "a.r002"]
    assert "Data version 1.2.3." in found.text


def test_a_verification_that_found_all_or_nothing_says_so(texts: Path) -> None:
    (counts,) = shown(ke.verify(LAY, texts=texts)).tables
    assert counts.caption == "521 of 521 spans checked: all well"
    nothing, _ = shown(checked(Status.NO_SPAN)).tables
    assert nothing.caption == "0 of 1 span checked: nothing was checked"


def test_what_is_folded_says_how_much_it_holds_and_shows_its_beginning() -> None:
    (markup,) = folded("Many", ("a", "b"), [(number, "x") for number in range(LONG + 1)])
    assert "Many: 21" in Shown(markup).text
    assert Shown(markup).tables[0].rows[-1] == ["… 20 of 21 shown"]
    assert folded("None", ("a", "b"), []) == []


@pytest.mark.parametrize("name", SMALL.tables)
def test_hostile_texts_come_out_as_they_are(name: str) -> None:
    fields = {"sources": "title", "exclusions": "note", "traces": "agrees", "terms": "definition", "withdrawn": "reason"}
    field = fields.get(name, "summary")
    record: Any = attrs.evolve(SMALL.tables[name][0], **{field: HOSTILE})
    (grid,) = shown(record).tables
    assert grid.pairs[field] == HOSTILE
    table = Table(type(record), [record])
    assert (HOSTILE in shown(table).text) == (name not in {"ranges", "exclusions"})  # they have other columns


def test_hostile_ids_phrases_and_versions_come_out_as_they_are() -> None:
    one = attrs.evolve(A, id=HOSTILE, source=HOSTILE, population=HOSTILE, reported=attrs.evolve(A.reported, text=HOSTILE))
    dataset = Dataset.of({"ranges": [one]}, HOSTILE)
    for value in (
        dataset,
        dataset.ranges,
        one,
        one.reported,
        ke.merge_ranges(dataset.ranges),
        ke.merge_ranges(dataset.ranges, by="population"),
    ):
        assert HOSTILE in shown(value).text
    assert HOSTILE in shown(ke.agreement([attrs.evolve(factor("a.f001", None), source=HOSTILE)])).text
    assert HOSTILE in shown(ke.diff(SMALL, dataset)).text
    assert HOSTILE in shown(ke.merge(SMALL, dataset)).text
    assert HOSTILE in shown(Verification(HOSTILE, (Checked(HOSTILE, Status.MISSING, None, None, HOSTILE),))).text


def test_only_what_is_markup_is_not_escaped() -> None:
    assert element("b", "<i>", Html("<i></i>")) == "<b>&lt;i&gt;<i></i></b>"
    assert element("b", Html("<i></i>") + "<u>") == "<b>&lt;i&gt;&lt;/i&gt;&lt;u&gt;</b>", "markup put together by hand is text"
    assert cell(HOSTILE) == element("b", HOSTILE).removeprefix("<b>").removesuffix("</b>")
    assert isinstance(cell(1), Html)
    assert card(foot=None).endswith("</style></div>")


def test_showing_a_statement_needs_no_dataset() -> None:
    alone = Statement(id="a.s001", source="a", locator=Locator(), summary="said", topic=Topic.USE)
    assert shown(alone).tables[0].pairs["topic"] == "use"
    assert shown(alone).text.endswith(INTENDED_USE)


def test_an_axis_knows_where_zero_and_infinity_are() -> None:
    axis = Axis(0.0, 1.0, 100.0)
    assert (axis.x(Fraction(0)), axis.x(float("inf")), axis.x(Fraction(1))) == (0.0, 100.0, LEFT)


def test_a_strip_is_as_high_as_its_share_of_the_deepest() -> None:
    one = ke.merge_ranges([A])
    axis = axis_of([one], 280)
    assert axis is not None
    assert [height for *_, height in bars(Shown(strip_svg(one, axis, 4)))] == [6.0]


def test_ranges_show_as_plain_text() -> None:
    assert not hasattr(Range(1, 2, "d"), "_repr_html_")


def test_a_comparison_shows_each_group_and_what_is_not_counted() -> None:
    text = shown(EVERYTHING["comparison"]).text
    for said in ("condition: crps", "short.r002", "given placebo", "lay beyond literature", "looked: held at 4 weeks"):
        assert said in text


def test_an_appraisal_shows_the_reading_the_reports_and_no_verdict() -> None:
    text = shown(EVERYTHING["appraisal"]).text
    for said in (
        "relief_duration 'up to 6 months'",
        "reports-less",
        "short.r001",
        "leaflet.r001",
        "from a study of animals",
        INTENDED_USE,
    ):
        assert said in text
