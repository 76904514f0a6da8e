"""What becomes of every table of the corpora, judged without our reader and our own last look.

The intended table is made here, cell by cell, of what cmark-gfm rendered before; cmark-gfm must render just that after
the operation, and the same page around it. Every line of the text but the one in question must be the same bytes.
"""

import html
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import rows
from hostile_titles import titles
from test_row_laws import sources, with_all_tables

from readme_sync.editing.operations.add import Place
from readme_sync.editing.verify import render_text, rewrite_rows
from readme_sync.errors import RequestError, WriteError
from readme_sync.markdown import Table
from readme_sync.markdown.escape import canon
from readme_sync.model import Readme, Tracker

FEWEST_TABLES = 500
FEWEST_CHANGES = 2_000
TABLE = re.compile(r'(<table data-sourcepos="[^"]*">.*?</table>)', re.DOTALL)
PLACE = re.compile(r' data-sourcepos="[^"]*"')
ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
CELL = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)
LINE = re.compile(r"(?<=\n)|(?<=\r)(?!\n)")

Grid = list[list[str]]


class Judged(NamedTuple):
    """A page as GitHub's parser renders it: what stands around the tables, and the cells of each, its header first."""

    around: list[str]
    tables: list[Grid]


def judged(text: str, start: int) -> Judged:
    """What the page shows of a text, from `start`, behind the front matter, on."""
    parts = TABLE.split(render_text(text, start, places=True))
    grids = [[CELL.findall(row) for row in ROW.findall(PLACE.sub("", part))] for part in parts[1::2]]
    return Judged([PLACE.sub("", part) for part in parts[0::2]], grids)


class Wanted(NamedTuple):
    """An operation; what it makes of the data rows; which line it takes away, and how many it puts there."""

    name: str
    run: Callable[[], rows.RowEdits]
    grid: Callable[[Grid], Grid]
    line: int
    lines: tuple[int, int]


def wanted(readme: Readme, tracker: Tracker, number: int, column: int, title: str) -> Iterator[Wanted]:
    """Operations that say exactly what the table is to be, on its row with that number."""
    item = tracker.items[number]
    line = readme.source.line_of(item.span.start) - 1
    has_numbers = any(one.number is not None for one in tracker.items)
    new = html.escape(canon(title), quote=False).replace('"', "&quot;")
    header = tracker.header

    def put(grid: Grid) -> Grid:
        return [[*row[:column], new, *row[column + 1 :]] if index == number else row for index, row in enumerate(grid)]

    def added(at: int) -> Callable[[Grid], Grid]:
        row = [new if index == column else "" for index in range(len(header))]
        return lambda grid: [*grid[:at], row, *grid[at:]]

    def moved(grid: Grid) -> Grid:
        return [grid[number], *grid[:number], *grid[number + 1 :]]

    def without(grid: Grid) -> Grid:
        return [*grid[:number], *grid[number + 1 :]]

    first = Place(tracker, tracker.items[0], before=True)
    yield Wanted("remove", lambda: rows.remove(readme, item), without, line, (1, 0))
    yield Wanted("move", lambda: rows.move(readme, item, first), moved, -1, (0, 0))
    if has_numbers and column == 0:
        return  # a number stays, or is put in front
    yield Wanted("put", lambda: rows.put(readme, item, header[column], title), put, line, (1, 1))
    if column == 0:
        yield Wanted("rename", lambda: rows.rename(readme, item, title), put, line, (1, 1))
    for before in (False, True) if not has_numbers else ():
        run = _adding(readme, Place(tracker, item, before), {header[column]: title})
        yield Wanted("add", run, added(number + (not before)), line + (not before), (0, 1))


def _adding(readme: Readme, place: Place, values: dict[str, str]) -> Callable[[], rows.RowEdits]:
    return lambda: rows.add(readme, place, "", None, values)


def same_lines(before: str, after: str, one: Wanted) -> bool:
    """Whether all lines are the same bytes but the one in question; the last one may have no line end."""
    old, new = LINE.split(before), LINE.split(after)
    if not before.endswith(("\n", "\r")):
        old, new = ([line.rstrip("\r\n") for line in lines] for lines in (old, new))
    if one.line < 0:
        return sorted(old) == sorted(new)
    gone, come = one.lines
    return old[: one.line] + old[one.line + gone :] == new[: one.line] + new[one.line + come :]


def is_plain(grid: Grid, number: int, column: int) -> bool:
    """Whether a cell shows nothing but text, so that a new text is all of it; what looks like a number may stay."""
    return "<" not in grid[number][column] and not grid[number][column].lstrip("#")[:1].isdigit()


def wrong_in(readme: Readme, seed: int) -> Iterator[str]:
    """For each operation that was done to a document's tables what is wrong with it, "" where nothing is."""
    front = readme.document.front_matter
    start = front.end if front else 0
    source = readme.source
    before = judged(source.text, start)
    all_tables = [block.span for block in readme.document.walk() if isinstance(block, Table)]
    chance = random.Random(seed)  # noqa: S311  no secret
    for tracker, title in zip(readme.trackers, titles(len(readme.trackers), seed), strict=True):
        place = all_tables.index(tracker.span)
        column, number = chance.randrange(len(tracker.header)), chance.randrange(len(tracker.items))
        grid = before.tables[place]
        for one in wanted(readme, tracker, number, column, title):
            if one.name in {"put", "rename"} and not is_plain(grid[1:], number, column):
                continue
            try:
                after = rewrite_rows(readme, one.run())
            except RequestError:
                continue
            except WriteError as error:
                if "[^" not in source.slice(tracker.span):  # a footnote that goes or moves renumbers others: refused
                    yield f"{source.path}: {one.name} {title!r}: {error}"
                continue
            expected = [*before.tables]
            expected[place] = [grid[0], *one.grid(grid[1:])]
            page = judged(after.text, start)
            page = page._replace(tables=[[[_shown(cell) for cell in row] for row in grid] for grid in page.tables])
            wanted_page = [[[_shown(cell) for cell in row] for row in grid] for grid in expected]
            right = page.around == before.around and page.tables == wanted_page
            right = right and same_lines(source.text, after.text, one)
            yield "" if right else f"{source.path}:{source.line_of(tracker.span.start)}: {one.name} {title!r}"


def _shown(cell: str) -> str:
    return cell.replace("<!-- -->", "")  # it parts an e-mail address; the page does not show it


def is_judged(readme: Readme) -> bool:
    """Whether our tables are those of the page, in its order: those in footnotes stand elsewhere there."""
    front = readme.document.front_matter
    tables = [len(block.rows) + 1 for block in readme.document.walk() if isinstance(block, Table)]
    return tables == [len(grid) for grid in judged(readme.source.text, front.end if front else 0).tables]


@pytest.mark.timeout(900)
def test_all_tables_of_the_corpora(some_corpus_files: list[Path], progress_files: list[Path]) -> None:
    tables = 0
    answers: list[str] = []
    for number, source in enumerate(sources([*some_corpus_files, *progress_files])):
        readme = with_all_tables(source)
        if readme.trackers and is_judged(readme):
            tables += len(readme.trackers)
            answers += wrong_in(readme, number)
    assert [answer for answer in answers if answer] == []
    assert tables >= FEWEST_TABLES
    assert len(answers) >= FEWEST_CHANGES, f"{len(answers)} changes of {tables} tables"
