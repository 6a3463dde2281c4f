"""How bars, axes, lines and tables are laid out."""

from __future__ import annotations

import pytest

from ketamine_evidence import DimensionError, Range, RangeSet
from ketamine_evidence.cli.axes import linear_axis, time_axis
from ketamine_evidence.cli.bars import ASCII, LEAST, MANY, SPLIT, Bar, draw_bars, legend
from ketamine_evidence.cli.grids import grid_lines
from ketamine_evidence.cli.wrapping import wrap

DAY = 86_400.0
YEAR = 365.25 * DAY
SHORT = Bar("a", Range(1, 2, "d"), Range(1, 1, "d"), "lay", "[1, 2] d")
LONG = Bar(
    "source.r001", Range(1, None, "d"), Range(1, 1, "d"), "literature", "at least a day [1, ∞) d: " + "how long it lasted, " * 4
)


def drawn(*bars: Bar, width: int = 60) -> list[str]:
    """Bars of ASCII characters, without the spaces at the end."""
    return [line.plain for line in draw_bars(bars, width, ASCII)]


def track(*bars: Bar) -> list[str]:
    """The same without what bars are called."""
    return [line[3:] for line in drawn(*(bar._replace(label="x", mark="", note="") for bar in bars))[1:]]


def test_no_bars_are_no_lines() -> None:
    assert drawn() == []


def test_short_names_and_notes_stand_beside_their_bars() -> None:
    lines = drawn(SHORT, SHORT._replace(label="b", mark="literature", note=""), width=80)
    assert lines == [
        "                1 min          1 h    6 h  1 day   1 wk  1 mo    1 yr",
        "a  lay          .               .      .     #---    .     .        .   [1, 2] d",
        "b  literature   .               .      .     #---    .     .        .",
    ]


def test_where_there_is_little_room_names_and_notes_stand_above() -> None:
    lines = drawn(LONG, width=60)
    assert lines[1:4] == [
        "source.r001  literature  at least a day [1, ∞) d: how long",
        "    it lasted, how long it lasted, how long it lasted, how",
        "    long it lasted,",
    ]
    assert lines[4].startswith("   .")
    assert lines[4].endswith(" #------------------------->")
    assert len(lines[4]) == 60


def test_where_there_is_much_room_bars_stand_beside_longer_notes() -> None:
    lines = drawn(LONG, width=SPLIT)
    assert lines[1][:58].rstrip() == "source.r001  literature  at least a day [1, ∞) d: how long"
    assert lines[1].endswith("--->")
    assert {len(line) for line in lines[1:2]} == {SPLIT}
    assert [line[:58].rstrip() for line in lines[2:]] == [
        "    it lasted, how long it lasted, how long it lasted, how",
        "    long it lasted,",
    ]
    assert set(lines[2][SPLIT // 2 :]) == {" ", "."}


def test_bars_stand_beside_as_long_as_they_have_room() -> None:
    bar = SHORT._replace(mark="", note="")
    name = len("a  ")
    assert len(drawn(bar, width=LEAST + name)) == 2
    assert len(drawn(bar, width=LEAST + name - 1)) == 3


def test_the_axis_is_shown_again_below_many_bars() -> None:
    many = drawn(*[SHORT] * (MANY + 1), width=80)
    assert many[0] == many[-1]
    assert len(many) == MANY + 3
    assert len(drawn(*[SHORT] * MANY, width=80)) == MANY + 1


def test_the_mark_and_its_bar_have_one_colour() -> None:
    for width in (100, 60, 20):
        lines = draw_bars([SHORT, SHORT._replace(mark="literature")], width, ASCII)
        blue = ["".join(line.plain[span.start : span.end] for span in line.spans if span.style == "color(32)") for line in lines]
        orange = [
            "".join(line.plain[span.start : span.end] for span in line.spans if span.style == "color(166)") for line in lines
        ]
        assert "".join(blue).startswith("lay#-")
        assert "".join(orange).startswith("literature#-")


def test_a_mark_without_a_colour_is_drawn_all_the_same() -> None:
    lines = draw_bars([SHORT._replace(mark="mine")], 80, ASCII)
    assert lines[1].plain.startswith("a  mine ")
    assert not any("color" in str(span.style) for line in lines for span in line.spans)


@pytest.mark.parametrize(
    ("outer", "inner", "expected"),
    [
        pytest.param(Range(1, 7, "d"), None, " .                .      .     ---------     .         .", id="no inner reading"),
        pytest.param(Range(1, 7, "d"), Range(7, 7, "d"), " .                .      .     --------#     .         .", id="inner"),
        pytest.param(Range(0, 1, "h"), Range(1, 1, "h"), "0-----------------#      .     .       .     .         .", id="zero"),
        pytest.param(Range(0, 0, "h"), Range(0, 0, "h"), "0#                .      .     .       .     .         .", id="none"),
    ],
)
def test_readings(outer: Range, inner: Range | None, expected: str) -> None:
    assert track(Bar("", outer, inner)) == [expected]


def test_a_bar_ends_under_the_tick_it_ends_at() -> None:
    axis, line = drawn(Bar("x", Range(1, 24, "h")))[:2]
    assert line.index("-") == axis.index("1 h") + 1
    assert line.rindex("-") == axis.index("1 day") + 2


def test_ends_without_bound_are_arrows_beyond_the_axis() -> None:
    line, other = track(Bar("", Range(None, 1, "d")), Bar("", Range(1, None, "d")))
    assert line.startswith("<---")
    assert other.endswith("--->")
    assert len(other) == 57


def test_gaps_of_a_set_of_ranges_are_shown() -> None:
    line = track(Bar("", RangeSet([Range(1, 2, "h"), Range(1, 2, "wk")])))[0]
    assert line == " .                ---    .     .       ----  .         ."


def test_a_set_without_ranges_is_a_line_without_a_bar() -> None:
    assert set(track(Bar("", RangeSet([])), Bar("", RangeSet([]), RangeSet([])))[0]) == {" ", "."}
    assert "-" not in track(Bar("", RangeSet([])), Bar("", Range(1, 2, "d")))[0]


def test_bars_of_different_dimensions_are_refused() -> None:
    with pytest.raises(DimensionError, match="are different dimensions") as raised:
        drawn(SHORT, Bar("b", Range(1, 2, "mg")))
    assert str(raised.value) == (
        "time (d) and dose (mg) are different dimensions; put together only what measures the same thing"
    )


def test_the_unit_is_the_one_that_most_bars_have() -> None:
    lines = drawn(Bar("a", Range(100, 200, "ug")), Bar("b", Range(1, 2, "mg")), Bar("c", Range(1, 3, "mg")))
    assert lines[0].startswith("    0 mg ")
    assert lines[1].index("-") < lines[2].index("-")


def test_the_legend_tells_the_signs() -> None:
    assert legend() == "░ widest reading   █ what all readings share   ► no upper end   0 from zero"
    assert legend(ASCII) == "- widest reading   # what all readings share   > no upper end   0 from zero"


@pytest.mark.parametrize(
    ("values", "low", "high"),
    [
        pytest.param([], 60.0, YEAR, id="nothing"),
        pytest.param([0.0], 60.0, YEAR, id="zero has no place"),
        pytest.param([3600.0, 7200.0], 60.0, YEAR, id="a minute to a year"),
        pytest.param([30.0], 1.0, YEAR, id="from a second"),
        pytest.param([0.5], 0.5, YEAR, id="less than a second"),
        pytest.param([2 * YEAR], 60.0, 10 * YEAR, id="to ten years"),
        pytest.param([11 * YEAR], 60.0, 100 * YEAR, id="to a hundred years"),
        pytest.param([200 * YEAR], 60.0, 200 * YEAR, id="as far as it takes"),
    ],
)
def test_the_axis_of_times(values: list[float], low: float, high: float) -> None:
    axis = time_axis(values)
    assert (axis.low, axis.high, axis.is_log) == (low, high, True)


@pytest.mark.parametrize(
    ("width", "labels"),
    [
        (30, ["1 min", "1 h", "1 day", "1 yr"]),
        (60, ["1 min", "10 min", "1 h", "6 h", "1 day", "1 wk", "1 mo", "1 yr"]),
        (100, ["1 min", "10 min", "1 h", "6 h", "1 day", "1 wk", "1 mo", "3 mo", "1 yr"]),
        (2, []),
    ],
)
def test_the_ticks_that_matter_most_are_named(width: int, labels: list[str]) -> None:
    assert [tick.label for tick in time_axis([]).placed(width)] == labels


@pytest.mark.parametrize(
    ("values", "unit", "labels"),
    [
        pytest.param([500_000.0], "mg/kg", ["0 mg/kg", "0.1", "0.2", "0.3", "0.4", "0.5"], id="a dose"),
        pytest.param([80.0], "%", ["0 %", "20", "40", "60", "80"], id="percentages"),
        pytest.param([6.0], "1", ["0", "2", "4", "6"], id="a number has no unit"),
        pytest.param([-32.0, 7.0], "{score}", ["-40 points", "-20", "-10", "0", "10"], id="below zero"),
        pytest.param([], "1", ["0", "0.2", "0.4", "0.6", "0.8", "1"], id="nothing"),
        pytest.param([-1.0], "1", ["-1", "-0.8", "-0.6", "-0.4", "-0.2", "0"], id="all below zero"),
    ],
)
def test_a_linear_axis_has_round_ticks(values: list[float], unit: str, labels: list[str]) -> None:
    axis = linear_axis(values, unit, 60)
    assert [tick.label for tick in axis.placed(60)] == labels
    assert (axis.column(axis.low, 60), axis.column(axis.high, 60)) == (0, 59)


def test_a_wider_axis_has_more_ticks() -> None:
    assert len(linear_axis([10.0], "1", 160).ticks) > len(linear_axis([10.0], "1", 40).ticks)


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        pytest.param("short", 10, ["short"], id="it fits"),
        pytest.param("", 10, [""], id="nothing"),
        pytest.param("one two three", 10, ["one two", "    three"], id="between words"),
        pytest.param("  one two three", 12, ["  one two", "      three"], id="set in from where it began"),
        pytest.param("a " + "0" * 20, 10, ["a", "    " + "0" * 20], id="a digest is left whole"),
        pytest.param("baysidedental-onset.r004 lasts", 10, ["baysidedental-onset.r004", "    lasts"], id="an id is left whole"),
        pytest.param("lasts [3 d, 5 wk] at most", 12, ["lasts", "    [3 d, 5 wk]", "    at most"], id="a range is left whole"),
        pytest.param("lasts [-0.5, 1e+20] d, it is", 12, ["lasts", "    [-0.5, 1e+20] d,", "    it is"], id="signs and powers"),
        pytest.param("or (0.1, ∞) mg/kg: much", 13, ["or", "    (0.1, ∞) mg/kg:", "    much"], id="a range with its unit"),
        pytest.param("some (that is, a few) of them", 14, ["some (that is,", "    a few) of", "    them"], id="no range"),
    ],
)
def test_lines_are_broken_between_words(text: str, width: int, expected: list[str]) -> None:
    assert wrap(text, width) == expected


def table(width: int, *rows: tuple[str, ...], heads: tuple[str, ...] = ("id", "said", "n")) -> list[str]:
    """A table in lines."""
    return [line.plain for line in grid_lines(heads, rows, width)]


ROW = ("source.r001", "for several days to a few weeks", "123456")


def test_a_table_that_fits_is_not_broken() -> None:
    assert table(80, ROW) == [
        "id           said                             n",
        "source.r001  for several days to a few weeks  123456",
    ]


def test_sentences_are_broken_so_that_a_table_fits() -> None:
    assert table(40, ROW) == [
        "id           said                 n",
        "source.r001  for several days to  123456",
        "             a few weeks",
    ]


def test_a_table_that_cannot_fit_is_a_list() -> None:
    assert (
        table(36, ROW, ROW)
        == [
            "source.r001",
            "  said  for several days to a few",
            "        weeks",
            "  n     123456",
        ]
        * 2
    )


def test_a_list_of_two_columns_needs_no_names() -> None:
    assert table(20, ("SHA-256", "0" * 30), heads=("field", "value")) == ["SHA-256", "  " + "0" * 30]


def test_a_cell_may_have_lines_of_its_own() -> None:
    cell = "several days\n  source.r001 of a long name"
    assert table(30, ("a", cell), heads=("", "said")) == [
        "   said",
        "a  several days",
        "     source.r001 of a long",
        "     name",
    ]
    assert table(17, ("a", cell), heads=("", "said")) == ["a", "  several days", "    source.r001", "    of a long", "    name"]


def test_heads_stand_out() -> None:
    head, line = grid_lines(("id", "n"), [("a", "1")], 80)
    assert (str(head.style), str(line.style)) == ("bold", "")
    assert str(grid_lines(("id", "n"), [("a" * 9, "1" * 9)], 10)[0].style) == "bold"
