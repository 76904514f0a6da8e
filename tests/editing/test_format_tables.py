"""Tables written anew; the documents come from `tests/cases/format.toml`."""

import time
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from multiprocessing import Pool
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workers import PROCESSES

import readme_sync
from readme_sync.editing import format_tables as table_form
from readme_sync.editing.format_tables import form_tables
from readme_sync.editing.verify import render_text, verify_same_page
from readme_sync.errors import InputError, WriteError
from readme_sync.markdown import Table, parse
from readme_sync.model import Settings, TableForm
from readme_sync.text import Edit, Source, Span, apply

CASES = tomllib.loads((Path(__file__).resolve().parents[1] / "cases" / "format.toml").read_text("utf-8"))
STYLES = [form.value for form in TableForm]


def _contents(source: Source) -> list[list[str]]:
    """The texts of all cells, row by row, those that GitHub drops, too; the empty ones at the end left out."""
    rows = [
        [cell.content.text for cell in row.written]
        for block in parse(source).walk()
        if isinstance(block, Table)
        for row in (block.header, *block.rows)
    ]
    return [row[: max((at for at, text in enumerate(row, 1) if text), default=0)] for row in rows]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_case(case: dict[str, Any], style: str, newline: str) -> None:
    before = case["readme"].replace("\n", newline)
    after = case.get(style, case["readme"]).replace("\n", newline)
    formatted = readme_sync.format_tables(before, style)
    assert formatted.source.text == after
    assert formatted.changed == (before != after)
    assert [table.reason for table in formatted.skipped] == case.get("reasons", [])
    assert _contents(formatted.source) == _contents(Source(before))
    assert not readme_sync.format_tables(after, style).changed


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("\ufeff|a|b|\n|-|-|", "\ufeff| a | b |\n| --- | --- |"),
        ("\ufeff |a|b|\n|-|-|", "\ufeff | a | b |\n | --- | --- |"),
        ("---\n|a|: 1\n---\n|a|\r\n|-|\r\n|1|  ", "---\n|a|: 1\n---\n| a |\r\n| --- |\r\n| 1 |"),
    ],
)
def test_byte_order_mark_front_matter_and_missing_line_end_stay(text: str, after: str) -> None:
    assert readme_sync.format_tables(text, "compact").source.text == after


def test_the_settings_say_the_style() -> None:
    compact = "| a | b |\n| --- | --- |\n| long | c |\n"
    assert not readme_sync.format_tables(compact, settings=Settings(tables=TableForm.COMPACT)).changed
    assert readme_sync.format_tables(compact).changed
    assert readme_sync.format_tables(compact, "aligned", settings=Settings(tables=TableForm.COMPACT)).changed
    with pytest.raises(ValueError, match="fancy"):
        readme_sync.format_tables(compact, "fancy")


def test_a_table_of_missing_cells_is_not_blown_up() -> None:
    text = "|a" * 500 + "|\n" + "|-" * 500 + "|\n" + "|1\n" * 500
    formatted = readme_sync.format_tables(text, "compact")
    assert [table.reason for table in formatted.skipped] == ["most of its cells are missing"]
    assert not formatted.changed


@pytest.mark.parametrize("columns", [table_form.WIDEST, table_form.WIDEST + 1])
def test_a_very_long_content_sticks_out(columns: int) -> None:
    text = f"|a|b|\n|-|-|\n|{'x' * columns}|1|\n"
    lines = readme_sync.format_tables(text, "aligned").source.text.splitlines()
    others = columns if columns == table_form.WIDEST else 3
    assert [len(line) for line in lines] == [others + 10, others + 10, columns + 10]


@pytest.mark.parametrize(
    "piece",
    [
        "<!-- prettier-ignore -->\n\n| a |\n|-|\n| b |\n\n",
        "<!-- mdformat off -->\n\n| a |\n|-|\n| b |\n\n<!-- mdformat on -->\n\n",
        "| a |\n|-|\n| b |\n\n\n\n",
    ],
)
def test_many_tables_and_guards_take_linear_time(piece: str) -> None:
    readme = readme_sync.parse("<!-- prettier-ignore -->\n\n" + piece * 3_000)
    begun = time.process_time()
    formatted = form_tables(readme, TableForm.ALIGNED)
    assert time.process_time() - begun < 3
    assert (len(formatted.skipped), len(formatted.changes)) == ((3_000, 0) if "<!--" in piece else (1, 2_999))
    assert formatted.changed is ("<!--" not in piece)


def test_edits_are_small() -> None:
    readme = readme_sync.parse("| a    | b    |\n| ---- | ---- |\n| long | long |\n| x | yy   |\n")
    edits = form_tables(readme, TableForm.ALIGNED).edits
    assert [(readme.source.slice(edit.span), edit.replacement) for edit in edits] == [("", "   ")]


def test_a_page_that_differs_is_refused() -> None:
    source = Source("| a | b |\n| - | - |\n| x | y |\n", "R.md")
    at = source.text.index("y")
    edits = [Edit(Span(at, at + 1), "z")]
    with pytest.raises(WriteError, match=r"^R\.md: the change would show on the page"):
        verify_same_page(parse(source), edits, apply(source, edits))
    with pytest.raises(WriteError, match="would move other text"):
        verify_same_page(parse(source), edits, Source(source.text + "\n"))


def test_file(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_bytes(b"\xef\xbb\xbf|a|b|\r\n|-|-|")
    assert readme_sync.update_file(path, lambda source: readme_sync.format_tables(source, "compact")).changed
    assert path.read_bytes() == b"\xef\xbb\xbf| a | b |\r\n| --- | --- |"


_PIECES = [
    "|",
    " ",
    "-",
    ":",
    "\\",
    "`",
    "a",
    "b c",
    "✅",
    "漢",
    "\t",
    "|-|-|",
    "- ",
    "> ",
    "\n",
    "\n\n",
    "<!-- -->",
    "*",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=40), st.sampled_from(STYLES))
def test_random_tables(pieces: list[str], style: str) -> None:
    text = "|a|b|\n|-|:-:|\n" + "".join(pieces)
    after = readme_sync.format_tables(text, style).source.text  # refuses by itself what would show
    assert render_text(after, 0) == render_text(text, 0)
    assert _contents(Source(after)) == _contents(Source(text))
    assert not readme_sync.format_tables(after, style).changed


def _broken(path: Path) -> tuple[str, list[int]]:
    """What is wrong with a formatted file, and how many tables were written anew in each style."""
    try:
        source = Source.from_bytes(path.read_bytes(), path.name)
    except InputError:
        return "", [0 for _ in STYLES]
    wrong, changed = "", []
    for style in STYLES:
        formatted = readme_sync.format_tables(source, style)
        changed.append(sum(one.changed for one in formatted.changes))
        wrong += "".join(f"{path.name}, {style}: {one}\n" for one in _wrong(source, formatted.source, style))
    return wrong, changed


def _wrong(before: Source, after: Source, style: str) -> Iterator[str]:
    if after is before:
        return
    page, cells, start = _page_before(before)
    if page != render_text(after.text, start):
        yield "another page"
    if cells != _contents(after):
        yield "other cells"
    if readme_sync.format_tables(after, style).changed:
        yield "not idempotent"
    if "\r" not in before.text:
        crlf = Source(before.text.replace("\n", "\r\n"), before.path)
        if readme_sync.format_tables(crlf, style).source.text != after.text.replace("\n", "\r\n"):
            yield "another one with CRLF"


@lru_cache(1)  # one for all styles
def _page_before(source: Source) -> tuple[str, list[list[str]], int]:
    """The page, the cells' texts, and where the front matter ends."""
    front = parse(source).front_matter
    start = front.end if front else 0
    return render_text(source.text, start), _contents(source), start


def test_corpora(
    some_corpus_files: list[Path], progress_files: list[Path], hostile_files: list[Path], shared: Path
) -> None:
    files = [*some_corpus_files, *progress_files, *hostile_files, shared / "corpus" / "seed.md"]
    with Pool(PROCESSES) as pool:
        answers = pool.map(_broken, files, chunksize=50)
    assert "".join(wrong for wrong, _ in answers) == ""
    for number, style in enumerate(STYLES):
        assert sum(changed[number] for _, changed in answers) >= 330, style  # an idle run must not pass
