"""Merging on PySpark: what the other engines give, as a Spark table."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import Iterator
from typing import Any

import pytest

import ketamine_evidence as ke
from engines import CLAIMS, Kinds, Rows, give_up, rows_of
from ketamine_evidence.errors import DataError
from merged_rows import METHODS, in_memory, in_order

pytestmark = pytest.mark.filterwarnings(
    "ignore:PySpark does not yet fully support pandas:FutureWarning"
)  # none of it is used here

EXAMPLES: list[list[tuple[Any, ...]]] = [
    [],
    [
        ("g", "a", 1.0, 2.0, "d", True, False),
        ("g", "a", 2.0, 3.0, "d", True, True),
        ("g", "b", 48.0, None, "h", False, True),
        (None, "a", None, 1.0, "d", True, True),
        (None, "b", 1.0, 2.0, "wk", True, True),
        ("h", "a", 1.0, 1.0, "mo", True, True),
        ("h", "b", 0.5, 12.0, "wk", False, False),
        ("h", "c", 40.0, 50.0, "d", True, True),
    ],
    [
        ("g", "a", 0.1, 0.57, "mg", True, True),
        ("g", "b", 570.0, 1000.0, "ug", True, False),
        ("g", "c", 0.0001, 0.001, "g", False, True),
        ("i", "c", 100.0, 570.0, "ug", True, True),
    ],
]


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """One session on two threads of this machine."""
    if importlib.util.find_spec("pyspark") is None:
        give_up("not installed: pyspark; pip install -e '.[dev,engines]'")
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        give_up("Spark needs Java 17: apt-get install openjdk-17-jre-headless")
    from pyspark.sql import SparkSession  # noqa: PLC0415  where it is here  # pyright: ignore[reportMissingImports]

    os.environ["PYSPARK_PYTHON"] = sys.executable
    settings = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.default.parallelism": "2",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.memory": "1g",
        "spark.ui.showConsoleProgress": "false",
    }
    builder = SparkSession.builder.master("local[2]").appName("frames")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def table(spark: Any, rows: Rows, kinds: Kinds) -> Any:
    types = {"text": "string", "number": "double", "flag": "boolean"}
    schema = ", ".join(f"`{name}` {types[kind]}" for name, kind in kinds.items())
    return spark.createDataFrame([tuple(row[name] for name in kinds) for row in rows], schema)


@pytest.mark.parametrize("example", range(len(EXAMPLES)))
def test_each_question_is_answered_as_in_memory(spark: Any, example: int) -> None:
    rows = [dict(zip(CLAIMS, row, strict=True)) for row in EXAMPLES[example]]
    given = table(spark, rows, CLAIMS)
    merged = ke.frames.merge_ranges(given, by="group", nulls="unbounded")
    for question, ask in METHODS.items():
        found = ask(merged)
        assert isinstance(given, type(found))
        assert in_order(rows_of(found)) == in_order(in_memory(question, rows)), question


def test_rows_are_refused_as_elsewhere(spark: Any) -> None:
    rows = [{"source": "a", "low": 2.0, "high": 1.0, "unit": "d"}, {"source": "b", "low": 2.0, "high": float("nan"), "unit": "d"}]
    kinds = {name: CLAIMS[name] for name in ("source", "low", "high", "unit")}
    with pytest.raises(DataError) as raised:
        ke.frames.merge_ranges(table(spark, rows, kinds))
    assert str(raised.value) == (
        "high: NaN in 1 row, such as 2 to nan d of 'b'; write null for what is not known, or leave the rows out\n"
        "low, high: reversed ends in 1 row, such as 2 to 1 d of 'a'; swap them"
    )


def test_nothing_but_counts_and_examples_is_fetched(spark: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [dict(zip(CLAIMS, row, strict=True)) for row in EXAMPLES[1]]
    given = table(spark, rows, CLAIMS)
    fetched: list[int] = []
    collect = type(given).toArrow

    def counted(frame: Any) -> Any:
        found = collect(frame)
        fetched.append(found.num_rows)
        return found

    monkeypatch.setattr(type(given), "toArrow", counted)
    merged = ke.frames.merge_ranges(given, by="group", nulls="unbounded")
    for ask in METHODS.values():
        ask(merged)
    assert fetched == [4], "one answer, a row for each unit"
