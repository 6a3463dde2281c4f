"""Frames for pandas, Polars and Arrow: what an analyst would try. The laws are in `property/test_frame_laws.py`."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from typing import Any

import attrs
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from pyarrow import parquet

import ketamine_evidence as ke
from ketamine_evidence.dataset.columns import COMMON_UNITS, READINGS, Kind, kind_of, readings
from ketamine_evidence.dataset.frames import records_from_arrow
from ketamine_evidence.dataset.tables import Table
from ketamine_evidence.errors import DataError, MissingExtraError, QueryError
from ketamine_evidence.records.evidence import Exclusion, Factor, Guidance, ReportedRange, Source
from ketamine_evidence.records.locators import Locator
from ketamine_evidence.records.rows import columns
from ketamine_evidence.records.vocabulary import (
    Condition,
    Direction,
    FactorName,
    GuidanceKind,
    Interest,
    Outcome,
    Route,
    SourceKind,
    Statistic,
    Tier,
)
from ketamine_evidence.values.quantities import Quantity
from ketamine_evidence.values.units import UNITS, unit_of

ONE = Source(
    id="one",
    title="One",
    tier=Tier.LAY,
    kind=SourceKind.CLINIC_ARTICLE,
    interest=Interest.SELLS_TREATMENT,
    year=2020,
    conditions=(Condition.CRPS, Condition.MIGRAINE),
)
ENDS = ["outer_low", "outer_high", "inner_low", "inner_high"]
ABOUT_THE_SOURCE = ["tier", "kind", "interest", "publisher", "year", "conditions", "pain_course", "comparators"]


def claim(key: str, phrase: str, *, route: Route | None = None) -> ReportedRange:
    return ReportedRange(
        id=key,
        source=key.partition(".")[0],
        locator=Locator(start=3, end=9, section="onset"),
        summary=f"of {phrase}",
        quantity=Quantity.RELIEF_DURATION,
        reported=ke.parse_range(phrase),
        statistic=Statistic.RANGE,
        route=route,
    )


def ranges(*phrases: str) -> Table[ReportedRange]:
    made = [claim(f"one.r{number:03}", phrase, route=Route.ORAL) for number, phrase in enumerate(phrases, start=1)]
    return Table(ReportedRange, made, {"one": ONE})


SOME = ranges("several hours to a few days", "up to 12 weeks", "typically several months or longer")


def first(frame: pd.DataFrame) -> dict[str, Any]:
    """The first row of a pandas frame, None for what is missing."""
    return {str(name): None if value is pd.NA or value != value else value for name, value in frame.iloc[0].items()}  # noqa: PLR0124  NaN


# What the columns are


def test_a_flat_frame_has_the_columns_of_the_csv_file_then_the_readings() -> None:
    expected = [column.name for column in columns(ReportedRange)] + list(READINGS)
    assert list(SOME.to_pandas().columns) == expected
    assert SOME.to_polars(flat=True).columns == expected
    assert SOME.to_arrow(flat=True).column_names == expected


def test_a_nested_frame_has_the_fields_of_the_record_then_the_readings() -> None:
    fields = ["id", "source", "locator", "summary", "attribution", "basis", "note", "quantity", "reported"]
    fields += ["statistic", "spread", "estimate", "time_point", "course", "substance"]
    fields += ["route", "protocol", "condition", "specimen", "population"]
    assert SOME.to_arrow().column_names == fields + list(READINGS)
    assert SOME.to_polars().columns == fields + list(READINGS)
    assert list(SOME.to_pandas(flat=False).columns) == fields + list(READINGS)


def test_arrow_types() -> None:
    schema = SOME.to_arrow().schema
    end = pa.struct([("least", pa.float64()), ("most", pa.float64()), ("unit", pa.string())])
    flags: list[tuple[str, pa.DataType]] = [
        ("unbounded_high", pa.bool_()),
        ("approximate", pa.bool_()),
        ("hedges", pa.list_(pa.string())),
    ]
    place: list[tuple[str, pa.DataType]] = [
        ("start", pa.int64()),
        ("end", pa.int64()),
        ("fingerprint", pa.string()),
        ("section", pa.string()),
    ]
    ends: list[tuple[str, pa.DataType]] = [("text", pa.string()), ("low", end), ("high", end)]
    assert schema.field("reported").type == pa.struct(ends + flags)
    assert schema.field("locator").type == pa.struct(place)
    assert schema.field("route").type == pa.dictionary(pa.int32(), pa.string())
    assert schema.field("summary").type == pa.string()
    assert schema.field("outer_low").type == pa.float64()


def test_polars_types() -> None:
    schema = SOME.to_polars().schema
    end = pl.Struct({"least": pl.Float64, "most": pl.Float64, "unit": pl.String})
    assert schema["reported"] == pl.Struct(
        {
            "text": pl.String,
            "low": end,
            "high": end,
            "unbounded_high": pl.Boolean,
            "approximate": pl.Boolean,
            "hedges": pl.List(pl.String),
        }
    )
    assert schema["route"] == pl.Enum([route.value for route in Route])
    assert SOME.to_polars(flat=True).schema["start"] == pl.Int64


def test_pandas_types() -> None:
    types = SOME.to_pandas().dtypes
    assert {name: str(types[name]) for name in ("id", "start", "low_least", "approximate", "hedges")} == {
        "id": "string",
        "start": "Int64",
        "low_least": "Float64",
        "approximate": "boolean",
        "hedges": "string",
    }
    assert list(SOME.to_pandas()["route"].cat.categories) == [route.value for route in Route]
    nested = SOME.to_pandas(flat=False)
    assert nested["reported"].struct.field("low").struct.field("least").tolist() == [3.0, pd.NA, 3.0]
    assert nested["reported"].struct.field("hedges").list.len().tolist() == [0, 0, 1]


@pytest.mark.parametrize("flat", [True, False])
def test_an_empty_table_keeps_its_columns_and_types(*, flat: bool) -> None:
    none = SOME[:0]
    assert none.to_arrow(flat=flat).schema == SOME.to_arrow(flat=flat).schema
    assert none.to_polars(flat=flat).schema == SOME.to_polars(flat=flat).schema
    assert none.to_pandas(flat=flat).dtypes.equals(SOME.to_pandas(flat=flat).dtypes)
    assert [none.to_arrow(flat=flat).num_rows, len(none.to_polars(flat=flat)), len(none.to_pandas(flat=flat))] == [0, 0, 0]


def test_a_closed_list_comes_whole_also_where_no_row_has_it() -> None:
    column: Any = ranges("4 weeks").to_arrow()["specimen"].chunk(0)
    assert column.dictionary.to_pylist() == ["blood", "urine", "saliva", "hair"]


# What the cells are


def test_a_list_is_one_text_in_a_flat_frame() -> None:
    assert SOME.to_polars(flat=True)["hedges"].to_list() == [None, None, "typically"]
    assert SOME.to_polars()["reported"].struct.field("hedges").to_list() == [[], [], ["typically"]]


def test_the_ends_of_the_readings() -> None:
    frame = SOME.to_polars()
    assert frame.select("unit", *ENDS).rows() == [
        ("h", 3.0, 120.0, 7.0, 48.0),
        ("wk", 0.0, 12.0, 12.0, 12.0),
        ("mo", 3.0, None, 7.0, None),
    ]
    assert frame.select("common_unit", *(f"{end}_common" for end in ENDS)).rows() == [
        ("d", 0.125, 5.0, 7 / 24, 2.0),
        ("d", 0.0, 84.0, 84.0, 84.0),
        ("d", 91.3125, None, 213.0625, None),
    ]


def test_a_number_that_no_float_holds_is_the_nearest() -> None:
    many = attrs.evolve(SOME[0], reported=ke.Reported("many", ke.ImpreciseNumber(2**53 + 1, None, "s"), None))
    table = Table(ReportedRange, [many])
    nearest = [float(2**53)]
    for frame in (table.to_arrow(flat=True), table.to_polars(flat=True), table.to_pandas()):
        assert [frame["low_least"].to_numpy().tolist(), frame["outer_low"].to_numpy().tolist()] == [nearest, nearest]
    cell: Any = table.to_arrow()["reported"].to_pylist()[0]
    assert cell["low"]["least"] == nearest[0]
    assert records_from_arrow(ReportedRange, table.to_arrow())[0].reported.low == ke.ImpreciseNumber(2**53, None, "s")


def test_no_inner_reading_gives_no_inner_ends() -> None:
    found = readings(ke.parse_range("a few days to several days"))
    assert ke.parse_range("a few days to several days").inner is None
    assert (found["inner_low"], found["inner_high"]) == (None, None)
    assert (found["outer_low"], found["outer_high"]) == (2, 7)


def test_every_dimension_has_a_common_unit() -> None:
    assert {dimension: unit_of(unit).dimension for dimension, unit in COMMON_UNITS.items()} == {
        unit.dimension: unit.dimension for unit in UNITS.values()
    }


def test_only_ranges_have_readings() -> None:
    assert "outer_low" not in ke.load("0.1.0").findings.to_polars().columns


def test_kinds_of_nested_fields() -> None:
    assert kind_of(Locator).parts["start"] == Kind("integer")
    assert kind_of(Tier | None) == Kind("string", ("lay", "literature"))


# Sources


def test_with_sources_adds_what_where_knows_of_the_source() -> None:
    frame = SOME.to_pandas(with_sources=True)
    assert list(frame.columns) == list(SOME.to_pandas().columns) + ABOUT_THE_SOURCE
    assert [first(frame)[name] for name in ABOUT_THE_SOURCE[:5]] == ["lay", "clinic-article", "sells-treatment", None, 2020]
    assert [first(frame)[name] for name in ABOUT_THE_SOURCE[5:]] == ["crps|migraine", None, None]
    assert list(frame["tier"].cat.categories) == ["lay", "literature"]
    assert SOME.to_polars(with_sources=True)["year"].to_list() == [2020, 2020, 2020]
    assert SOME.to_arrow(with_sources=True)["interest"].to_pylist() == ["sells-treatment"] * 3
    assert SOME.to_arrow(with_sources=True)["conditions"].to_pylist() == [["crps", "migraine"]] * 3


def test_a_field_of_the_record_keeps_its_name_beside_that_of_the_source() -> None:
    guidance = Guidance(id="one.g001", source="one", locator=Locator(), summary="rest", kind=GuidanceKind.TIP, about="rest")
    frame = Table(Guidance, [guidance], {"one": ONE}).to_polars(with_sources=True)
    assert frame.columns[-8:] == ["tier", "source_kind", *ABOUT_THE_SOURCE[2:]]
    assert frame.select("kind", "source_kind").rows() == [("tip", "clinic-article")]


def test_a_source_that_is_not_in_the_dataset_is_missing() -> None:
    frame = Table(ReportedRange, [claim("two.r001", "4 weeks")], {"one": ONE}).to_polars(with_sources=True)
    assert frame.select(ABOUT_THE_SOURCE).rows() == [(None,) * 8]


def test_records_without_a_source_refuse_to_tell_of_it() -> None:
    with pytest.raises(QueryError) as raised:
        ke.load("0.1.0").terms.to_polars(with_sources=True)
    assert str(raised.value) == "Term has no source; leave with_sources out"


# The real release


@pytest.mark.parametrize("flat", [True, False])
def test_every_table_of_every_release_makes_a_frame(*, flat: bool) -> None:
    for version in ke.versions():
        for name, table in ke.load(version).tables.items():
            rows = table.to_arrow(flat=flat).to_pylist()
            assert rows == table.to_polars(flat=flat).to_dicts(), name
            assert len(rows) == len(table.to_pandas(flat=flat)) == len(table), name


def test_every_table_of_every_release_comes_back_from_parquet() -> None:
    for version in ke.versions():
        for name, table in ke.load(version).tables.items():
            file = io.BytesIO()
            parquet.write_table(table.to_arrow(), file)
            assert records_from_arrow(table._record, parquet.read_table(io.BytesIO(file.getvalue()))) == list(table), name


def test_claims_join_their_reported_ranges() -> None:
    ds = ke.load("0.1.0")
    pairs = ds.protocols.to_polars().explode("ranges").join(ds.ranges.to_polars(), left_on="ranges", right_on="id")
    assert len(pairs) == sum(len(protocol.ranges) for protocol in ds.protocols) > 0


# Reading back


def test_records_come_back_from_a_frame_with_all_its_columns() -> None:
    assert records_from_arrow(ReportedRange, SOME.to_arrow(with_sources=True)) == list(SOME)
    assert records_from_arrow(ReportedRange, SOME.to_polars(with_sources=True).to_arrow()) == list(SOME)


def test_a_month_in_weeks_comes_back_exactly() -> None:
    weeks = ranges("weeks")
    assert weeks[0].reported.low is not None
    assert weeks.to_polars()["reported"].to_list()[0]["low"]["most"] == weeks[0].reported.low.most == 4.348214285714286
    assert records_from_arrow(ReportedRange, weeks.to_arrow()) == list(weeks)


def problems_of(record: type[Any], table: pa.Table) -> str:
    with pytest.raises(DataError) as raised:
        records_from_arrow(record, table)
    return str(raised.value)


def test_a_flat_table_is_not_read_back() -> None:
    assert problems_of(Guidance, ke.load("0.1.0").guidance[:0].to_arrow(flat=True)) == (
        "locator: missing column\n"
        "start: unknown column\n"
        "end: unknown column\n"
        "fingerprint: unknown column\n"
        "section: unknown column"
    )


def test_a_column_that_is_misspelt() -> None:
    table = SOME.to_arrow()
    renamed = table.rename_columns(["rout" if name == "route" else name for name in table.column_names])
    assert problems_of(ReportedRange, renamed) == "route: missing column\nrout: unknown column; did you mean 'route'?"


def test_rows_that_are_no_records_are_all_said() -> None:
    table = pa.table(
        {
            "source": ["one", "one", None],
            "start": [1, 2, 3],
            "end": [2, 3, 4],
            "reason": ["heading", "headin", "heading"],
            **{name: pa.nulls(3, pa.string()) for name in ("restates", "section", "note")},
        }
    )
    assert problems_of(Exclusion, table) == (
        "row 2: reason: unknown value 'headin'; expected one of: heading, navigation, disclaimer, persuasion, restated, unrelated; "
        "did you mean 'heading'?\n"
        "row 3: source: expected text, came None (NoneType)"
    )


def test_a_record_that_is_wrong_is_named_by_its_id() -> None:
    reported: list[Any] = SOME.to_arrow()["reported"].to_pylist()
    reported[0]["high"] = {"least": 1.0, "most": 2.0, "unit": "mg"}
    table = SOME.to_arrow()
    column = table.column_names.index("reported")
    wrong = table.set_column(column, table.schema.field(column), [pa.array(reported, table.schema.field(column).type)])
    assert problems_of(ReportedRange, wrong) == (
        "one.r001: reported: time (h) and dose (mg) are different dimensions; put together only what measures the same thing"
    )


# Merges


CLAIMS = [claim("a.r001", "1 to 4 weeks", route=Route.ORAL), claim("b.r001", "3 weeks or longer")]
STRETCHES = [
    {"low": 1.0, "high": 3.0, "unit": "wk", "low_closed": True, "high_closed": False, "support": 1, "sources": ["a"]},
    {"low": 3.0, "high": 4.0, "unit": "wk", "low_closed": True, "high_closed": True, "support": 2, "sources": ["a", "b"]},
    {"low": 4.0, "high": None, "unit": "wk", "low_closed": False, "high_closed": False, "support": 1, "sources": ["b"]},
]


def test_the_support_profile_as_a_frame() -> None:
    merged = ke.merge_ranges(CLAIMS)
    assert merged.to_arrow().to_pylist() == STRETCHES
    assert merged.to_polars().to_dicts() == STRETCHES
    assert merged.to_polars(flat=True)["sources"].to_list() == ["a", "a|b", "b"]
    assert merged.to_arrow(flat=True)["sources"].to_pylist() == ["a", "a|b", "b"]
    assert merged.to_pandas()["sources"].tolist() == ["a", "a|b", "b"]
    assert merged.to_pandas(flat=False)["sources"].list.len().tolist() == [1, 2, 1]
    assert merged.to_pandas()["high"].tolist() == [3.0, 4.0, pd.NA]
    assert str(merged.to_pandas()["support"].dtype) == "Int64"


def test_a_merge_in_which_nothing_counts_keeps_its_columns() -> None:
    nothing = ke.merge_ranges([claim("a.r001", "a few days to several days")], view="inner")
    assert nothing.to_arrow().num_rows == 0
    assert nothing.to_arrow().schema == ke.merge_ranges(CLAIMS).to_arrow().schema


def test_groups_as_a_frame_have_the_values_of_their_group_in_front() -> None:
    groups = ke.merge_ranges(CLAIMS, by=("route", "source"))
    frame = groups.to_polars()
    assert frame.columns == ["route", "source", "low", "high", "unit", "low_closed", "high_closed", "support", "sources"]
    assert frame.select("route", "source", "low", "high").rows() == [("oral", "a", 1.0, 4.0), (None, "b", 3.0, None)]
    assert frame.schema["route"] == pl.Enum([route.value for route in Route])
    assert list(groups.to_pandas()["route"].cat.categories) == [route.value for route in Route]


def factor(key: str, direction: Direction) -> Factor:
    return Factor(
        id=key,
        source=key.partition(".")[0],
        locator=Locator(),
        summary="a factor",
        factor=FactorName.DOSE,
        outcome=Outcome.RELIEF_DURATION,
        direction=direction,
    )


def test_an_agreement_as_a_frame_has_a_row_for_each_term_and_source() -> None:
    other = Factor(id="c.x001", source="c", locator=Locator(), summary="a factor", factor=FactorName.AGE)
    found = ke.agreement([factor("a.x001", Direction.LONGER), factor("b.x001", Direction.SHORTER), other])
    term = f"dose on {Outcome.RELIEF_DURATION.value}"
    assert found.to_polars().filter(pl.col("term") == term).to_dicts() == [
        {"term": term, "support": 2, "source": "a", "claims": 1, "ids": ["a.x001"], "said": ["longer"], "contradicted_by": ["b"]},
        {
            "term": term,
            "support": 2,
            "source": "b",
            "claims": 1,
            "ids": ["b.x001"],
            "said": ["shorter"],
            "contradicted_by": ["a"],
        },
        {"term": term, "support": 2, "source": "c", "claims": 0, "ids": [], "said": [], "contradicted_by": []},
    ]
    table = found.to_pandas().pivot_table(index="term", columns="source", values="claims", aggfunc="sum")
    assert list(table.loc[term]) == [1, 1, 0]
    assert found.to_arrow(flat=True)["said"].to_pylist()[:3] == ["longer", "shorter", None]


def test_a_source_that_contradicts_itself_is_contradicted_by_itself() -> None:
    found = ke.agreement([factor("a.x001", Direction.LONGER), factor("a.x002", Direction.SHORTER)])
    assert found.to_polars()["contradicted_by"].to_list() == [["a"]]


# What is not installed


@pytest.mark.parametrize(
    ("library", "ask", "message"),
    [
        ("pandas", SOME.to_pandas, "to_pandas() needs pandas, which is not installed: pip install 'ketamine-evidence[pandas]'"),
        ("polars", SOME.to_polars, "to_polars() needs polars, which is not installed: pip install 'ketamine-evidence[polars]'"),
        ("pyarrow", SOME.to_arrow, "to_arrow() needs pyarrow, which is not installed: pip install 'ketamine-evidence[arrow]'"),
        (
            "pyarrow",
            lambda: SOME.to_pandas(flat=False),
            "to_pandas(flat=False) needs pyarrow, which is not installed: pip install 'ketamine-evidence[arrow]'",
        ),
        (
            "polars",
            lambda: ke.merge_ranges(CLAIMS).to_polars(),
            "to_polars() needs polars, which is not installed: pip install 'ketamine-evidence[polars]'",
        ),
    ],
)
def test_a_missing_library_is_one_line(library: str, ask: Any, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(MissingExtraError) as raised:
        ask()
    assert str(raised.value) == message
    assert isinstance(raised.value, ImportError)


def test_a_library_that_is_broken_says_so_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "polars.py").write_text("import what_polars_needs\n", encoding="utf-8")
    monkeypatch.delitem(sys.modules, "polars")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(ModuleNotFoundError) as raised:
        SOME.to_polars()
    assert str(raised.value) == "No module named 'what_polars_needs'"


def run(code: str) -> str:
    """What some code prints in a fresh interpreter."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout  # noqa: S603  our own code


WITHOUT = """
import sys
class Without:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name.partition(".")[0] in {%r, %r}:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Without)
import ketamine_evidence as ke
ranges = ke.load("0.1.0").ranges
"""


def test_a_flat_pandas_frame_needs_pandas_alone() -> None:
    code = "frame = ranges.to_pandas(with_sources=True); print(frame['id'].dtype, frame['tier'].value_counts().to_dict())"
    assert run(WITHOUT % ("pyarrow", "polars") + code) == "string {'lay': 106, 'literature': 0}\n"


def test_a_polars_frame_needs_polars_alone() -> None:
    code = "frame = ranges.to_polars(with_sources=True); print(frame['id'].dtype, len(frame.filter(frame['tier'] == 'lay')))"
    assert run(WITHOUT % ("pyarrow", "pandas") + code) == "String 106\n"


def test_no_library_of_frames_is_imported_before_a_frame_is_asked_for() -> None:
    code = (
        "import sys, ketamine_evidence as ke\n"
        "ds = ke.load(); ds.ranges.where(tier='lay'); ke.agreement(ds.factors)\n"
        "ke.merge_ranges(ds.ranges.where(quantity='onset')); import ketamine_evidence.dataset.frames\n"
        "print(sorted({'pandas', 'polars', 'pyarrow', 'numpy'} & set(sys.modules)))"
    )
    assert run(code) == "[]\n"
