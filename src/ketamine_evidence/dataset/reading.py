"""Tables in CSV files, read and checked: their columns, their rows, and the records in them."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ketamine_evidence.errors import DataError, Problem, nearest
from ketamine_evidence.limits import MOST_RECORDS, check_count

if TYPE_CHECKING:
    import attrs


class Cells(NamedTuple):
    """A CSV file as texts, by columns: they are read one by one, and take a tenth of the objects that rows take.

    Attributes:
        columns: the cells of each column, by its name.
        lines: the line that each row ends on.
    """

    columns: Mapping[str, Sequence[str]]
    lines: Sequence[int]

    def some(self, places: Sequence[int]) -> Cells:
        """Give some of the rows, by their places, counted from 0."""
        some = {name: [cells[place] for place in places] for name, cells in self.columns.items()}
        return Cells(some, [self.lines[place] for place in places])

    def rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Give each row by columns, with the line that it ends on."""
        for line, row in zip(self.lines, zip(*self.columns.values(), strict=True), strict=True):
            yield line, dict(zip(self.columns, row, strict=True))


def read_cells(content: bytes, expected: Sequence[str] | None, file: str) -> Cells:
    """Read a CSV file.

    Args:
        content: the file.
        expected: its columns, each of which has to be there, in any order; None for any.
        file: what problems call it.

    Raises:
        DataError: all problems of the file at once.
    """
    try:
        reader = csv.reader(io.StringIO(content.decode("utf-8"), newline=""), strict=True)
        header = next(reader, [])
        rows, lines = [], []
        for row in reader:
            rows.append(row)
            lines.append(reader.line_num)
    except UnicodeDecodeError as error:
        raise DataError([Problem(file, "", "", f"not UTF-8 at byte {error.start}; save it as UTF-8")]) from None
    except csv.Error as error:
        raise DataError([Problem(file, "", "", f"not CSV: {error}")]) from None
    check_count(len(rows), MOST_RECORDS, "records", file)
    problems = check_header(header, header if expected is None else expected, file)
    problems += [
        Problem(file, f"line {line}", "", f"expected {len(header)} cells, came {len(row)}")
        for row, line in zip(rows, lines, strict=True)
        if len(row) != len(header)
    ]
    if problems:
        raise DataError(problems)
    columns = zip(*rows, strict=True) if rows else ((),) * len(header)
    return Cells(dict(zip(header, columns, strict=True)), lines)


def check_header(header: Sequence[str], expected: Sequence[str], file: str) -> list[Problem]:
    """Give what is wrong with the columns of a file: those that are missing, unknown, or there more than once."""
    problems = [Problem(file, "", name, "missing column") for name in expected if name not in header]
    problems += [Problem(file, "", name, f"unknown column{nearest(name, expected)}") for name in header if name not in expected]
    return problems + [
        Problem(file, "", name, f"there {count} times; a column is there once")
        for name, count in Counter(header).items()
        if count > 1
    ]


def csv_rows(content: bytes, expected: Sequence[str], file: str) -> list[tuple[int, dict[str, str]]]:
    """Give the rows of a CSV file, each with the line that it ends on.

    Args:
        content: the file.
        expected: its columns, each of which has to be there.
        file: what problems call it.

    Raises:
        DataError: all problems of the file at once.
    """
    return list(read_cells(content, expected, file).rows())


def read_records(table: str, header: Sequence[str], content: bytes, file: str) -> Sequence[attrs.AttrsInstance]:
    """Read the rows of a table as records.

    Args:
        table: its name.
        header: its columns; of a column that came with a later schema nothing is stated.
        content: the CSV file.
        file: what problems call it.

    Raises:
        DataError: all problems of the file at once.
    """
    return records_in(table, read_cells(content, header, file), file)


def records_in(table: str, cells: Cells, file: str) -> Sequence[attrs.AttrsInstance]:
    """Make records of the rows of a table.

    Args:
        table: its name.
        cells: its columns and rows.
        file: what problems call it.

    Raises:
        DataError: all problems of all rows at once.
    """
    from ketamine_evidence.records.direct import records_of
    from ketamine_evidence.records.evidence import TABLES

    try:
        return records_of(TABLES[table], cells.columns)
    except Exception:  # noqa: BLE001  whatever it is, the converter says it in the words of who wrote the data
        return _converted(TABLES[table], cells, file)


def _converted(record: type[attrs.AttrsInstance], cells: Cells, file: str) -> Sequence[attrs.AttrsInstance]:
    from ketamine_evidence.records.codec import CONVERTER, explain
    from ketamine_evidence.records.rows import from_row

    problems: list[Problem] = []
    records: list[attrs.AttrsInstance] = []
    for line, row in cells.rows():
        name = row.get("id") or f"line {line}"
        try:
            records.append(CONVERTER.structure(from_row(row, record), record))
        except DataError as error:
            problems += [problem._replace(file=file, record=name) for problem in error.problems]
        except Exception as error:  # noqa: BLE001  whatever a record's own checks raise is a problem of that row
            problems += explain(error, record, file, name)
    if problems:
        raise DataError(problems)
    return records
