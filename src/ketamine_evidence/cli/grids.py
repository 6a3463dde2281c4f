"""Tables of text that fit a width, or the same as a list where they do not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.text import Text

from ketamine_evidence.cli.wrapping import wrap

_GAP = 2
_SHORT = 16
"""A cell no longer than this is never broken."""


def grid_lines(heads: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[Text]:
    """Lay a table out in lines.

    A cell may have lines of its own, set in or not, and is broken between words where it has to be. Where even that does not make the table fit, each row is a list of its cells
    under the first of them. A word alone that is wider than the width is left whole, for the window to break.

    Args:
        heads: what the columns are called.
        rows: the cells of each row.
        width: how many columns of characters there are.
    """
    widths = _widths([heads, *rows], width)
    if widths is None:
        return list(_list(heads, rows, width))
    lines = _row(heads, widths, "bold")
    for row in rows:
        lines += _row(row, widths)
    return lines


def _widths(rows: Sequence[Sequence[str]], width: int) -> list[int] | None:
    """How wide each column is to be; None where they cannot all fit."""
    columns = list(zip(*rows, strict=True))
    most = [max(cell_len(line) for cell in column for line in cell.split("\n")) for column in columns]
    widths = [max(_least(line) for cell in column for line in cell.split("\n")) for column in columns]
    spare = width - sum(widths) - _GAP * (len(widths) - 1)
    if spare < 0:
        return None
    for _ in range(min(spare, sum(most) - sum(widths))):  # a character more to the column that lacks most
        lacking = max(range(len(widths)), key=lambda column: most[column] - widths[column])
        widths[lacking] += 1
    return widths


def _least(line: str) -> int:
    """How many characters a line needs: those of its longest word where that is set in, and of a sentence enough to be read."""
    began = len(line) - len(line.lstrip())
    longest = max((cell_len(word) for word in line.split()), default=0)
    return max(began + longest, min(cell_len(line), _SHORT))


def _row(cells: Sequence[str], widths: Sequence[int], style: str = "") -> list[Text]:
    broken = [_broken(cell, width) for cell, width in zip(cells, widths, strict=True)]
    lines: list[Text] = []
    for number in range(max(map(len, broken))):
        parts = [cell[number] if number < len(cell) else "" for cell in broken]
        padded = [part + " " * (width + _GAP - cell_len(part)) for part, width in zip(parts, widths, strict=True)]
        lines.append(Text("".join(padded).rstrip(), style))
    return lines


def _broken(cell: str, width: int, further: int = 0) -> list[str]:
    return [part for line in cell.split("\n") for part in wrap(line, width, further)]


def _list(heads: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> Iterator[Text]:
    names = heads[1:] if len(heads) > 2 else [""]  # of two columns the second needs no name
    longest = max(map(cell_len, names))
    begin = _GAP + longest + (_GAP if longest else 0)
    for first, *cells in rows:
        yield from (Text(line, "bold") for line in _broken(first, width))
        for name, cell in zip(names, cells, strict=True):
            lines = _broken(cell, max(1, width - begin))
            heads_of_lines = [" " * _GAP + name, *[""] * (len(lines) - 1)]
            yield from (Text((head.ljust(begin) + line).rstrip()) for head, line in zip(heads_of_lines, lines, strict=True))
