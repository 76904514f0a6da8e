"""The cells of a table, column by column, are those of its rows one by one."""

import random
from pathlib import Path

from readme_sync.markdown import Columns, Document, parse
from readme_sync.text import Source

CELLS = ["a", "", " ", "  b c ", "\t", "`d`", "f", "\\|", "\\", "é", "\xa0", "1: e"]
EDGES = [("|", "|"), ("| ", " |"), ("|", "| "), (" |", "|"), ("", "|"), ("|", ""), ("", ""), ("> |", "|")]


def _are_those_of_the_rows(document: Document) -> tuple[int, int]:
    """How many tables were looked at, and how many of them were split at once."""
    count = even = 0
    for table in document.tables:
        for rows in (table.rows, table.rows[1:], table.rows[::2]):
            columns = Columns(rows, len(table.align))
            assert len(columns.texts) == len(table.align)
            for column, texts in enumerate(columns.texts):
                assert list(texts) == [row.texts[column] for row in rows]
                starts = columns.starts(column)
                filled = [index for index, text in enumerate(texts) if text]
                assert [starts[index] for index in filled] == [rows[index].start_of(column) for index in filled]
        count += 1
        even += Columns(table.rows, len(table.align)).are_even
    return count, even


def test_on_random_tables() -> None:
    chance = random.Random(20261128)  # noqa: S311  no secret
    tables, even = 0, 0
    for _ in range(6_000):
        width = chance.randint(1, 4)
        edges = chance.choice((EDGES[:1], EDGES[1:2], chance.choices(EDGES, k=3)))  # alike, or not
        end = chance.choice(("\n", "\n", "\r\n", "\r"))
        lines = [f"|{'a|' * width}", f"|{'-|' * width}"]
        ragged = chance.random() < 0.2  # rows with backslashes, and with other numbers of cells
        for _ in range(chance.randint(0, 5)):
            first, last = chance.choice(edges)
            number = chance.randint(1, 5) if ragged else width
            lines.append(first + "|".join(chance.choices(CELLS if ragged else CELLS[:-2], k=number)) + last)
        count, split = _are_those_of_the_rows(parse(Source(end.join([*lines, chance.choice(("", "", "", "b"))]))))
        tables, even = tables + count, even + split
    assert tables >= 5_000
    assert 500 <= even <= tables - 500


def test_on_the_corpora(corpus_files: list[Path], progress_files: list[Path], hostile_files: list[Path]) -> None:
    tables, even = 0, 0
    for path in [*corpus_files, *progress_files, *hostile_files]:
        count, split = _are_those_of_the_rows(parse(Source(path.read_bytes().decode("utf-8", "replace"))))
        tables, even = tables + count, even + split
    assert tables > 1_000 < even * 2
