"""What holds for every table, whatever is done to a row: on generated tables, and on all tables of the corpora."""

import html
import random
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
import rows
from hostile_titles import titles

from readme_sync.editing.operations.add import Place
from readme_sync.editing.verify import rewrite_rows
from readme_sync.errors import InputError, RequestError, WriteError
from readme_sync.markdown import Table, parse, plain
from readme_sync.markdown.escape import canon
from readme_sync.model import UNKNOWN, Item, Readme, Tracker, TrackerKind
from readme_sync.reader import read
from readme_sync.text import Source
from readme_sync.trackers.sections import read_sections
from readme_sync.trackers.tables import row_numbers

FEWEST_TABLES = 400
LARGEST = 200_000


def with_all_tables(source: Source) -> Readme:
    """The document, with every table that has rows as a tracker without figures."""
    document = parse(source)
    tables = [block for block in document.walk() if isinstance(block, Table) and block.rows]
    return Readme(document, read_sections(document), tuple(_tracker(table) for table in tables))


def _tracker(table: Table) -> Tracker:
    numbering = row_numbers(table)
    numbers = numbering.numbers if numbering else [None] * len(table.rows)
    items = []
    for row, number in zip(table.rows, numbers, strict=True):
        value, span = number or (None, None)
        items.append(Item(row.texts[0], UNKNOWN, (), row.span, value, span, cells=tuple(row.texts)))
    header = tuple(f"{number} {text}" for number, text in enumerate(table.header.texts))
    return Tracker(TrackerKind.TABLE, table.span, 0, tuple(items), header, 0)


def changes(readme: Readme, tracker: Tracker, title: str, chance: random.Random) -> Iterator[tuple[str, rows.RowEdits]]:
    """What may be done to a row of a table; what is refused is left out."""
    item, other = chance.choice(tracker.items), chance.choice(tracker.items)
    column = chance.choice(tracker.header)
    operations: dict[str, Callable[[], rows.RowEdits]] = {
        "add": lambda: rows.add(readme, Place(tracker, item), title, None, {}),
        "add before": lambda: rows.add(readme, Place(tracker, item, before=True), title, None, {column: title}),
        "remove": lambda: rows.remove(readme, item),
        "rename": lambda: rows.rename(readme, item, title),
        "rename and pad": lambda: rows.rename(rows.with_repad(readme, repad=True), item, title),
        "put": lambda: rows.put(readme, item, column, title),
        "sort": lambda: rows.sort(readme, tracker, column, reverse=True),
        "move": lambda: rows.move(readme, item, Place(tracker, other)),
        "move before": lambda: rows.move(readme, item, Place(tracker, other, before=True)),
        "renumber": lambda: rows.renumber(readme, tracker),
    }
    for name, operation in operations.items():
        try:
            yield name, operation()
        except RequestError:
            continue


def broken(readme: Readme, seed: int) -> list[tuple[str, int, str]]:
    """Which operation breaks which table, and how: verified are the table, the page and the text; here, the lines."""
    chance = random.Random(seed)  # noqa: S311  no secret
    found = []
    for tracker, title in zip(readme.trackers, titles(len(readme.trackers), seed), strict=True):
        if not canon(title):
            continue
        for name, change in changes(readme, tracker, title, chance):
            line = readme.source.line_of(tracker.span.start)
            try:
                after = rewrite_rows(readme, change)
            except WriteError as error:
                if "[^" in readme.source.slice(tracker.span):
                    continue  # a footnote in a row that goes or moves renumbers the others: refused on purpose
                found.append((name, line, error.message))
                continue
            if name in ("add", "remove", "rename", "put") and not _one_line(readme.source, after):
                found.append((name, line, "more than one line"))
    return found


def _one_line(before: Source, after: Source) -> bool:
    """Whether all lines but one are as they were, byte for byte."""
    old, new = (re.split(r"(?<=\n)|(?<=\r)(?!\n)", source.text) for source in (before, after))
    start = next((place for place, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    # a text without a last line end has two lines that are not the same: the last one gets a line end, or loses it
    bare = not before.text.endswith(("\n", "\r"))
    return max(len(old), len(new)) - start - end <= 1 + bare


SHAPES = ("| {} | {} | {} |", "|{}|{}|{}|", "{} | {} | {}", "{}|{}|{}", "|  {}  | {}| {}|", "| {} | {} | {}")


def generated(seed: int) -> str:
    """A document with a table in some style, in a quote, in a list or alone, aligned or not."""
    chance = random.Random(seed)  # noqa: S311  no secret
    shape = chance.choice(SHAPES)
    words = ["a", "漢字", "🚀 go", "`x`", r"p\|q", "[l](/u)", "**b**", "", "long words here"]
    number = chance.choice(["{}: ", "{}. ", "", "", "**x** "])
    grid = [
        [number.format(place + 1) + chance.choice(words[:-2]), chance.choice(words), chance.choice(words)]
        for place in range(chance.randint(1, 6))
    ]
    lines = [["h1", "h2", "h3"], ["---", chance.choice(["---", ":-:", "--:"]), "---"], *grid]
    if chance.random() < 0.5:
        widths = [max(len(line[column]) for line in lines) for column in range(3)]
        fill = [["-" if place == 1 else " "] * 3 for place in range(len(lines))]
        lines = [
            [text.ljust(width, char) for text, width, char in zip(line, widths, chars, strict=True)]
            for line, chars in zip(lines, fill, strict=True)
        ]
    prefix, first = chance.choice([("", ""), ("> ", "> "), ("  ", "- "), ("   ", "1. "), ("  ", "  ")])
    end = chance.choice(["\n", "\n", "\r\n", "\r"])
    text = end.join((first if place == 0 else prefix) + shape.format(*line) for place, line in enumerate(lines))
    return chance.choice(["", f"text{end}{end}"]) + text + chance.choice(["", end, f"{end}{end}after"])


@pytest.mark.untraced
def test_generated_tables() -> None:
    tables = 0
    for seed in range(400):
        readme = with_all_tables(Source(generated(seed)))
        tables += len(readme.trackers)
        assert broken(readme, seed) == [], generated(seed)
    assert tables > 250


def test_generated_titles_are_shown() -> None:
    for seed, title in enumerate(titles(300, 3)):
        readme = with_all_tables(Source(generated(seed)))
        if not canon(title) or not readme.trackers:
            continue
        item = readme.trackers[0].items[0]
        try:
            change = rows.put(readme, item, "1 h2", title, markdown=False)
        except RequestError:
            continue
        after = parse(rewrite_rows(readme, change))
        table = next(block for block in after.walk() if isinstance(block, Table))
        assert html.unescape(plain(after.inlines(table.rows[0].cells[1].content))) == html.unescape(canon(title))


def sources(files: Sequence[Path]) -> Iterator[Source]:
    for path in files:
        try:
            source = Source.from_bytes(path.read_bytes(), path.name)
        except InputError:
            continue
        if len(source.text) <= LARGEST and "|" in source.text:
            yield source


@pytest.mark.timeout(900)
def test_all_tables_of_the_corpora(some_corpus_files: list[Path], progress_files: list[Path]) -> None:
    tables = 0
    wrong = []
    for number, source in enumerate(sources([*some_corpus_files, *progress_files])):
        readme = _few(with_all_tables(source))
        tables += len(readme.trackers)
        wrong += [(source.path, *one) for one in broken(readme, number)]
    assert wrong == []
    assert tables >= FEWEST_TABLES


def _few(readme: Readme) -> Readme:
    """At most some tables of a document: each change is rendered anew, which a long document makes slow."""
    step = max(1, len(readme.trackers) // 12)
    return Readme(readme.document, readme.sections, readme.trackers[::step])


@pytest.mark.timeout(900)
def test_all_trackers_of_the_corpora(progress_files: list[Path]) -> None:
    wrong = [
        (source.path, *one) for number, source in enumerate(sources(progress_files)) for one in _tracked(source, number)
    ]
    assert wrong == []


def _tracked(source: Source, seed: int) -> list[tuple[str, int, str]]:
    readme = read(source)
    real = tuple(tracker for tracker in readme.trackers if tracker.kind is TrackerKind.TABLE)
    return broken(Readme(readme.document, readme.sections, real), seed)
