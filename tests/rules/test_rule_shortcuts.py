"""Rules that look only where something may be find what they would find if they looked everywhere."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readme_sync import rules
from readme_sync.markdown import Document, Heading, HtmlBlock, Paragraph, Table
from readme_sync.model import PathKind, Result
from readme_sync.reader import read
from readme_sync.rules import rs205_duplicate_item, rs302_missing_file, rs303_missing_anchor, rs403_missing_alt
from readme_sync.sources import Facts
from readme_sync.text import Excerpt, Source

RULES = ("RS205", "RS302", "RS303", "RS403")


class _Empty:
    """A repository in which no file is."""

    is_repository = True

    def kind(self, path: str) -> PathKind:
        return PathKind.FOLDER if path == "." else PathKind.FILE if path == "other.md" else PathKind.MISSING

    def read(self, path: str) -> bytes:
        assert path == "other.md"
        return b"# Songs\n"

    def glob(self, pattern: str) -> tuple[str, ...]:
        return ("other.md", "Docs") if pattern == "*" else ()


def _everywhere(document: Document, _places: Iterable[int]) -> Iterator[tuple[object, Excerpt]]:
    for block in document.walk():
        if isinstance(block, (Heading, Paragraph, HtmlBlock)):
            yield block, block.content
        elif isinstance(block, Table):
            yield from ((block, cell.content) for row in (block.header, *block.rows) for cell in row.cells)


def _results(source: Source) -> list[Result]:
    readme = read(source)
    return rules.check(readme, RULES, Facts(readme, _Empty()))


def _the_long_way(source: Source) -> list[Result]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Document, "contents_at", _everywhere)
        patch.setattr(rs205_duplicate_item, "_are_apart", lambda _: False)
        patch.setattr(rs302_missing_file, "_suspects", lambda *_: [0])
        patch.setattr(rs303_missing_anchor, "_suspects", lambda *_: [0])
        patch.setattr(rs403_missing_alt, "_may_find", lambda _: True)
        patch.setattr(rs403_missing_alt, "_pictured", lambda _: ())
        return _results(source)


SCRAPS = st.lists(
    st.sampled_from(
        [
            *("[a](", "![](", "![a](", "![ ](", "](", ")", "<", ">", "a.md", "docs", "#song", "#songs", "#gone"),
            *("other.md#song", "other.md#songs", "<b></b>", "&#32;", "!["),
            *("https://geps.dev/progress/40", "http://a.b", "//c", "?d", "mailto:e@f", " ", "\n", "\n\n", "\n> ", "> "),
            *('<a href="', "<img src='", '">', "'>", '<a\nHREF = "', "<img src=a.png>", "</a>", 'title="<', "="),
            *("\\", "&#35;", "&amp;", "`", "|", "|-|-|\n", "| a | b |\n", "# ", "- ", "  ", "[a]: ", "[a]", "*", "\\|"),
        ]
    ),
    max_size=16,
).map("".join)


@given(SCRAPS)
def test_on_random_texts(text: str) -> None:
    assert _results(Source(text)) == _the_long_way(Source(text))


@given(SCRAPS, SCRAPS)
def test_on_random_tables(one: str, other: str) -> None:
    rows = f"| {one} | {other} |\n| {other} | ![](https://geps.dev/progress/1) |\n"
    source = Source(f"# Songs\n\n| Song | Progress |\n|-|-|\n{rows}")
    assert _results(source) == _the_long_way(source)


LABELS = st.sampled_from(["1: Scales", "2: Scales", "3: Scales", "Scales", "[Scales](a.md)", "1", "2", "Review", ""])
REMARKS = st.sampled_from(["slow", "fast"])


@given(st.lists(st.tuples(LABELS, REMARKS, REMARKS), min_size=2, max_size=4), st.sampled_from(["Song", "#", "Level"]))
def test_on_rows_that_are_alike(rows: list[tuple[str, str, str]], header: str) -> None:
    lines = "".join(f"| {' | '.join(row)} | 4{index}% |\n" for index, row in enumerate(rows))
    source = Source(f"# Songs\n\n| {header} | Tempo | Remark | Progress |\n|-|-|-|-|\n{lines}")
    assert _results(source) == _the_long_way(source)


def test_on_the_corpora(corpus_files: list[Path], progress_files: list[Path], hostile_files: list[Path]) -> None:
    found = 0
    for path in [*corpus_files, *progress_files, *hostile_files]:
        source = Source(path.read_bytes().decode("utf-8", "replace"))
        results = _results(source)
        assert results == _the_long_way(source), path.name
        found += len(results)
    assert found > 1_000
