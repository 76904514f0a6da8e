"""Blocks that are read at once are those that the line by line reading finds, with the same places."""

import random
from pathlib import Path

import pytest

from readme_sync.markdown import Document, parse
from readme_sync.markdown.delimiter_row import MAX_ADDED_CELLS
from readme_sync.markdown.fast_blocks import TopLevelScanner
from readme_sync.markdown.open_leaves import OpenTable
from readme_sync.text import Source

LINES = [
    *("word", "two words  ", "**bold** x", "_a_ b", "`c` d", "12 apples", "1) a", "[a](b)", "[a]: /b", "[ ] c", "é"),
    *("- a", "- **b**", "* a", "* b", "+ [a](b)", "- [x] d", "- - -", "  - a", "    code", "\ttab", "> q", "1. a"),
    *(
        "# a",
        "## a ##",
        "#a",
        "===",
        "---",
        "```",
        "~~~",
        "``` text",
        "<div>",
        "</div>",
        "<b>",
        "<!-- a",
        "-->",
        "<pre>",
    ),
    *("|a|b|", "|-|-|", "| 1 | 2 |", "a | b", "|", "| ", "\\|", "", "", "", " ", "\f", "[^a]: b", ":-", "=", "_ _ _"),
]


def _line_by_line(text: str) -> Document:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TopLevelScanner, "read", lambda _, start: start)
        patch.setattr(OpenTable, "add_rows", lambda _, start: start)
        return parse(Source(text))


def _same(text: str) -> bool:
    short, long = parse(Source(text)), _line_by_line(text)
    return (short.blocks, short.definitions, short.footnotes) == (long.blocks, long.definitions, long.footnotes)


def test_on_random_lines() -> None:
    chance = random.Random(20261124)  # noqa: S311  no secret
    for _ in range(6_000):
        text = "\n".join(chance.choices(LINES, k=chance.randint(1, 9))) + chance.choice(("", "\n", "\n\n"))
        assert _same(text), repr(text)


def test_on_random_pieces() -> None:
    chance = random.Random(20261124)  # noqa: S311  no secret
    for _ in range(3_000):
        text = "".join(chance.choices([*LINES, "\n", "\n", "\n\n", " ", "a"], k=chance.randint(1, 20)))
        assert _same(text), repr(text)


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "text",
    [
        "a\n" * 50_000 + "- b\n",
        "- a\n" * 50_000 + "b\n",
        "- a\n\n" * 20_000,
        "<div>\n" * 50_000,
        "|a|\n|-|\n" + "|b|\n" * 50_000 + "> c\n",
        "```\n" * 50_001,
        "[a\n" * 50_000,
        "<!--\n" * 50_000,
        "\n" * 100_000,
    ],
)
def test_long_documents(text: str) -> None:
    assert _same(text)


def test_on_the_corpora(shared: Path, progress_files: list[Path], hostile_files: list[Path]) -> None:
    assert shared.is_dir()
    for path in [*progress_files, *hostile_files]:
        text = path.read_bytes().decode("utf-8", "replace")
        assert _same(text), path.name


@pytest.mark.parametrize("rows", [999, 1_000, 1_001, 2_001])
def test_on_many_rows(rows: int) -> None:
    assert _same("| a |\n|---|\n" + "| b |\n" * rows)
    assert _same("| a |\n|---|\n" + "| b |\n" * rows + "\nc\n")


@pytest.mark.parametrize("row", ["|x\n", "|x" * 1_024 + "|\n", "|x\n" + "|x" * 1_024 + "|\n"])
@pytest.mark.parametrize("rows", [510, 511, 512, 513, 514, 600])
def test_on_rows_about_the_limit_of_added_cells(row: str, rows: int) -> None:
    table = "|a" * 1_024 + "|\n" + "|-" * 1_024 + "|\n"
    assert MAX_ADDED_CELLS == 512 * 1_024
    assert _same((table + row * rows)[:-1])
    assert _same(table + row * rows + table + "|x\n")
