"""Merging ranges on data frame engines, beside the same work written by hand for each.

    python benchmarks/run.py frames                                   all of it, in an environment of its own
    python benchmarks/frames.py polars compared --rows 1000000        one program, where the engines are installed
    python benchmarks/frames.py duckdb large --rows 100000000         from Parquet to Parquet under 4 GiB, with a progress bar

A program prints what it measured as one line of JSON. Every group has 1,000 rows of up to 200 sources, one row in ten in another unit.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from pages import table
from processes import environment, printed, wheel

GROUP = 1_000
"""How many rows a group has."""
MEMORY = "4GiB"
"""What DuckDB may hold of the largest table."""
CUTS = """
    select grp, source, case when unit = 'wk' then low * 7 else low end as low, case when unit = 'wk' then high * 7 else high end as high
    from claims
"""
BY_HAND = f"""
with rows_in_days as ({CUTS}),
tops as (
    select *, max(high) over (partition by grp, source order by low, high rows between unbounded preceding and current row) as top
    from rows_in_days
),
neighbours as (
    select *, lag(top) over so as top_before, lead(low) over so as low_after from tops window so as (partition by grp, source order by low, high)
),
steps as (
    select grp, low as place, 0 as side, 1 as step from neighbours where top_before is null or low > top_before
    union all
    select grp, top as place, 1 as side, -1 as step from neighbours where low_after is null or low_after > top
),
cuts as (select grp, place, side, cast(sum(step) as bigint) as step from steps group by grp, place, side),
swept as (
    select grp, place as low, side = 0 as low_closed, sum(step) over so as support, lead(place) over so as high, lead(side) over so as high_side
    from cuts window so as (partition by grp order by place, side)
)
select grp, low, high, 'd' as unit, low_closed, high_side = 1 as high_closed, support from swept where support > 0
"""
"""The support profile as one would write it in SQL: joined ranges of each source by a running maximum, then a sweep."""


class Program(NamedTuple):
    """A way to a support profile.

    Attributes:
        ours: with this package.
        by_hand: written for the engine.
    """

    ours: Callable[[bool], Any]
    by_hand: Callable[[], Any]


def make(path: Path, rows: int) -> None:
    """Write claims to a Parquet file, the same ones for the same number of rows."""
    import duckdb

    connection = duckdb.connect()
    connection.execute("set preserve_insertion_order = false")
    low = f"cast(hash(i, 2) % {2 * GROUP} as double)"
    claims = f"""
        select cast(hash(i, 0) % {max(1, rows // GROUP)} as bigint) as grp, cast(hash(i, 1) % 200 as integer) as source,
            case when i % 10 = 0 then floor({low} / 7) else {low} end as low,
            case when i % 10 = 0 then floor({low} / 7) + hash(i, 3) % 30 else {low} + hash(i, 3) % 200 end as high,
            case when i % 10 = 0 then 'wk' else 'd' end as unit
        from range({rows}) as numbers(i)
    """
    connection.execute(f"copy ({claims}) to '{path}' (format parquet, row_group_size 1000000)")


def in_polars(path: Path) -> Program:
    """Polars, from memory to memory."""
    import polars as pl

    import ketamine_evidence as ke

    claims = pl.read_parquet(path).lazy()

    def by_hand() -> Any:
        factor = pl.when(pl.col("unit") == "wk").then(7.0).otherwise(1.0)
        days = claims.with_columns(low=pl.col("low") * factor, high=pl.col("high") * factor)
        begins = days.select("grp", "source", place="low", side=pl.lit(0), step=pl.lit(1))
        ends = days.select("grp", "source", place="high", side=pl.lit(1), step=pl.lit(-1))
        depth = pl.col("step").cum_sum().over("grp", "source", order_by=["place", "side"])
        begun, ended = (pl.col("step") == 1) & (pl.col("depth") == 1), (pl.col("step") == -1) & (pl.col("depth") == 0)
        steps = pl.concat([begins, ends]).with_columns(depth=depth).filter(begun | ended)
        cuts = steps.group_by("grp", "place", "side").agg(pl.col("step").sum()).sort("grp", "place", "side")
        swept = cuts.with_columns(
            support=pl.col("step").cum_sum().over("grp"),
            high=pl.col("place").shift(-1).over("grp"),
            high_side=pl.col("side").shift(-1).over("grp"),
        )
        shown = swept.filter(pl.col("support") > 0).select(
            "grp",
            "high",
            "support",
            low="place",
            unit=pl.lit("d"),
            low_closed=pl.col("side") == 0,
            high_closed=pl.col("high_side") == 1,
        )
        return shown.collect()

    def ours(trusted: bool) -> Any:  # noqa: FBT001
        merged = ke.frames.merge_ranges(claims, by="grp", trusted_units=["d", "wk"] if trusted else None)
        return merged.support().collect()

    return Program(ours, by_hand)


def in_duckdb(path: Path) -> Program:
    """DuckDB, from a table in memory to another."""
    import duckdb

    import ketamine_evidence as ke

    connection = duckdb.connect()
    connection.execute(f"create table claims as select * from read_parquet('{path}')")

    def kept(query: str) -> None:
        connection.execute(f"create or replace table profile as {query}")

    def ours(trusted: bool) -> Any:  # noqa: FBT001
        merged = ke.frames.merge_ranges(connection.table("claims"), by="grp", trusted_units=["d", "wk"] if trusted else None)
        kept(merged.support().sql_query())

    return Program(ours, lambda: kept(BY_HAND))


def in_spark(path: Path) -> Program:
    """Spark on two threads of this machine, from memory to nowhere."""
    from pyspark.sql import SparkSession

    import ketamine_evidence as ke

    os.environ["PYSPARK_PYTHON"] = sys.executable
    settings = {"spark.ui.enabled": "false", "spark.driver.memory": "6g", "spark.sql.shuffle.partitions": "8"}
    builder = SparkSession.builder.master("local[2]").config("spark.driver.host", "127.0.0.1")
    for name, value in settings.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    claims = spark.read.parquet(str(path)).cache()
    claims.count()
    claims.createOrReplaceTempView("claims")

    def done(frame: Any) -> None:
        frame.write.format("noop").mode("overwrite").save()

    def ours(trusted: bool) -> None:  # noqa: FBT001
        done(ke.frames.merge_ranges(claims, by="grp", trusted_units=["d", "wk"] if trusted else None).support())

    return Program(ours, lambda: done(spark.sql(BY_HAND)))


ENGINES: dict[str, Callable[[Path], Program]] = {"polars": in_polars, "duckdb": in_duckdb, "spark": in_spark}


def seconds(run: Callable[[], Any]) -> float:
    """How long something takes."""
    begin = time.perf_counter()
    run()
    return time.perf_counter() - begin


def compared(engine: str, path: Path, rounds: int) -> dict[str, float]:
    """Run the program of an engine and the same by hand in turn."""
    program = ENGINES[engine](path)
    program.ours(False)  # noqa: FBT003
    program.by_hand()
    runs = [
        (
            seconds(lambda: program.ours(False)),  # noqa: FBT003
            seconds(lambda: program.ours(True)),  # noqa: FBT003
            seconds(program.by_hand),
        )
        for _ in range(rounds)
    ]
    return {
        "checked": median(one[0] for one in runs),
        "trusted": median(one[1] for one in runs),
        "by hand": median(one[2] for one in runs),
        "checked, ratio": median(one[0] / one[2] for one in runs),
        "trusted, ratio": median(one[1] / one[2] for one in runs),
    }


def once(engine: str, path: Path) -> dict[str, float]:
    """Run the program of an engine once, checks and all."""
    program = ENGINES[engine](path)
    return {"checked": seconds(lambda: program.ours(False))}  # noqa: FBT003


def large(path: Path) -> dict[str, float]:
    """Merge a Parquet file to another in DuckDB under a limit of memory, and show how far it is."""
    import duckdb

    import ketamine_evidence as ke

    connection = duckdb.connect()
    connection.execute(f"set memory_limit = '{MEMORY}'")
    connection.execute(f"set temp_directory = '{path.parent / 'spilled'}'")
    connection.execute("set preserve_insertion_order = false")
    connection.execute("set enable_progress_bar = true")
    profile = path.with_suffix(".profile.parquet")

    def run() -> None:
        merged = ke.frames.merge_ranges(connection.read_parquet(str(path)), by="grp")
        connection.execute(f"copy ({merged.support().sql_query()}) to '{profile}' (format parquet)")

    took = seconds(run)
    (rows,) = connection.execute(f"select count(*) from read_parquet('{profile}')").fetchall()[0]
    return {"checked": took, "stretches": rows, "file, GiB": path.stat().st_size / 2**30}


def _peak(command: list[str]) -> tuple[dict[str, float], float]:
    """What a program prints, and the most memory that it held, in GiB; not that of programs which it started."""
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, stdout=out)
        _, status, account = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise RuntimeError(f"exit code {process.returncode} of: {' '.join(command)}")
        out.seek(0)
        found: dict[str, float] = json.loads(out.read().decode().splitlines()[-1])
    return found, account.ru_maxrss / 2**20


def measured(project: Path, work: Path, rounds: int) -> str:
    """Measure, and give the tables.

    Args:
        project: the folder of this project, of which a wheel is built.
        work: an empty folder for the environment and the tables.
        rounds: how many rounds there are for each ratio, five at the most.
    """
    python = environment(work / "engines", [f"{wheel(project, work)}[frames,polars,engines]"])
    return tables(python, work, min(rounds, 5), (1_000_000, 10_000_000, 100_000_000))


def tables(python: Path, work: Path, rounds: int, sizes: tuple[int, int, int]) -> str:
    """Run every program of an environment, and give the tables."""

    def run(engine: str, what: str, rows: int) -> tuple[dict[str, float], float]:
        command = [str(python), __file__, engine, what, "--rows", str(rows), "--rounds", str(rounds), "--work", str(work)]
        found = _peak(command)
        print(f"{engine} {what} {rows:,}: {found}", flush=True)
        return found

    small, medium, most = sizes
    versions = {name: printed(python, f"from importlib.metadata import version; print(version({name!r}))") for name in _PACKAGES}
    beside = [
        [
            f"{name} {versions[name]}",
            *(f"{found[key]:.2f}" for key in ("checked", "trusted", "by hand", "checked, ratio", "trusted, ratio")),
        ]
        for name, engine in _ENGINE_OF.items()
        for found, _ in [run(engine, "compared", small)]
    ]
    bigger = []
    for name, engine, what, rows in [
        *((name, engine, "once", medium) for name, engine in _ENGINE_OF.items()),
        ("duckdb", "duckdb", "large", most),
    ]:
        found, peak = run(engine, what, rows)
        memory = "in the JVM" if engine == "spark" else f"{peak:.1f}"
        bigger.append(
            [
                f"{name}{', from Parquet to Parquet' if what == 'large' else ''}",
                f"{rows:,}",
                f"{found['checked']:.0f}",
                f"{rows / found['checked'] / 1e6 / (os.cpu_count() or 1):.2f}",
                memory,
            ]
        )
    head = ["engine", "seconds, checked", "seconds, trusted", "seconds, by hand", "checked ÷ by hand", "trusted ÷ by hand"]
    return "\n\n".join(
        [
            f"The support profile of {small:,} rows in {small // GROUP:,} groups, medians of {rounds} rounds:",
            table(head, beside),
            f"Larger tables in groups of {GROUP:,} rows, checks and all; DuckDB's largest under a limit of {MEMORY}:",
            table(["engine", "rows", "seconds", "million rows a second and core", "peak GiB"], bigger),
            f"narwhals {versions['narwhals']}.",
        ]
    )


_ENGINE_OF = {"polars": "polars", "duckdb": "duckdb", "pyspark": "spark"}
"""The engines by the package that they come with."""
_PACKAGES = (*_ENGINE_OF, "narwhals")


def main() -> None:
    """Run one program, and print what it took."""
    parser = argparse.ArgumentParser(description="Merge ranges on a data frame engine, and print how long it took.")
    parser.add_argument("engine", choices=ENGINES)
    parser.add_argument("what", choices=["compared", "once", "large"])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--work", type=Path, default=Path(tempfile.gettempdir()), help="the folder for the tables, which are kept"
    )
    given = parser.parse_args()
    path = given.work / f"claims-{given.rows}.parquet"
    if not path.exists():
        make(path, given.rows)
    if given.what == "large":
        found = large(path)
    else:
        found = once(given.engine, path) if given.what == "once" else compared(given.engine, path, given.rounds)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
