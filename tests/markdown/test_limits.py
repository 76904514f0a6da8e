"""Where cmark-gfm stops, we stop; where we must stop, we do it without harm."""

import time

import pytest

from readme_sync.markdown import Emphasis, Image, Paragraph, Quote, Table, parse, plain, visible, walk_inlines
from readme_sync.markdown.block_starts import MAX_ADDED_CELLS, MAX_COLUMNS
from readme_sync.text import Source


def _wide(columns: int) -> str:
    return "|a" * columns + "|\n" + "|-" * columns + "|\n"


@pytest.mark.parametrize(("columns", "kind"), [(MAX_COLUMNS, Table), (MAX_COLUMNS + 1, Paragraph)])
def test_most_columns(columns: int, kind: type) -> None:
    (block,) = parse(Source(_wide(columns))).blocks
    assert isinstance(block, kind)


def test_most_empty_cells_added() -> None:
    columns = 50_000
    blocks = parse(Source(_wide(columns) + "|b|\n" * 20)).blocks
    table, rest = blocks
    assert isinstance(table, Table)
    assert isinstance(rest, Paragraph)
    added = len(table.rows) * (columns - 1)
    assert MAX_ADDED_CELLS < added <= MAX_ADDED_CELLS + columns
    assert all(len(row.cells) == columns for row in table.rows)


@pytest.mark.parametrize("rows", [511, 512, 513, 514, 600])
@pytest.mark.parametrize(("row", "most"), [("|x\n", 513), ("|x" * 1_024 + "|\n", 600)])
def test_rows_at_the_limit_of_added_cells(row: str, most: int, rows: int) -> None:
    assert MAX_ADDED_CELLS == 512 * 1_024  # 1,023 cells are added to a short row, none to a full one
    for behind in ("", _wide(1_024), "\nb\n"):
        table = parse(Source(_wide(1_024) + row * rows + behind)).blocks[0]
        assert isinstance(table, Table)
        assert sum(table.header.span.end < one.span.start for one in table.rows[:rows]) == min(rows, most)


@pytest.mark.parametrize(("columns", "row"), [(64, "|x\n"), (64, "|x" * 64 + "|\n"), (1_000, "|x\n")])
def test_rows_beyond_that_take_time_in_proportion(columns: int, row: str) -> None:
    def seconds(beyond: int) -> float:
        source = Source(_wide(columns) + row * (MAX_ADDED_CELLS // columns + beyond))
        started = time.process_time()
        parse(source)
        return time.process_time() - started

    assert seconds(12_000) < 10 * seconds(3_000) + 0.5


def test_a_row_of_too_many_cells_ends_the_table() -> None:
    table, rest = parse(Source("|a|\n|-|\n" + "|b" * (MAX_COLUMNS + 1) + "|\n")).blocks
    assert isinstance(table, Table)
    assert isinstance(rest, Paragraph)


def test_deep_containers_need_no_recursion() -> None:
    document = parse(Source("> " * 50_000 + "a\n"))
    assert sum(isinstance(block, Quote) for block in document.walk()) == 50_000


def test_deep_emphasis_needs_no_recursion() -> None:
    document = parse(Source("*a **b " * 20_000 + "c" + " b** a*" * 20_000))
    (block,) = document.blocks
    assert isinstance(block, Paragraph)
    inlines = document.inlines(block.content)
    assert sum(isinstance(inline, Emphasis) for inline in walk_inlines(inlines)) == 40_000
    assert plain(inlines) == visible(inlines).text == "a b " * 20_000 + "c" + " b a" * 20_000


def test_images_inside_images_end_somewhere() -> None:
    document = parse(Source("![" * 100 + "a" + "](u)" * 100))
    (block,) = document.blocks
    assert isinstance(block, Paragraph)
    assert 32 <= sum(isinstance(inline, Image) for inline in walk_inlines(document.inlines(block.content))) < 100


def test_visible_text_knows_its_places() -> None:
    text = "a **b** `c` &amp; \\* ![x](y) ~~d~~\n> e"
    document = parse(Source("> " + text))
    (quote,) = document.blocks
    assert isinstance(quote, Quote)
    (block,) = quote.children
    assert isinstance(block, Paragraph)
    seen = visible(document.inlines(block.content))
    assert seen.text == "a b c & *  d\ne"
    for piece in seen.pieces:
        shown = seen.text[piece.local : piece.local + piece.length]
        assert document.source.text[piece.source : piece.source + piece.length] == shown
    assert not seen.unbroken(seen.text.index("&"), seen.text.index("&") + 1)


def test_plain_text_broken_by_an_escaped_pipe_knows_its_places() -> None:
    text = "| a |\n|---|\n| b\\|3/10 |\n"
    document = parse(Source(text))
    (table,) = document.blocks
    assert isinstance(table, Table)
    seen = visible(document.inlines(table.rows[0].cells[0].content))
    assert seen.text == "b|3/10"
    assert seen.place(seen.text.index("3")) == text.index("3")
