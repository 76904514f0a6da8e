"""Shows what readme-sync reads to the scorers in `../shared/tools`; nothing here decides anything."""

import gc
from collections.abc import Iterator, Sequence
from typing import Any

from readme_sync.markdown import (
    Align,
    Block,
    CodeBlock,
    Document,
    Heading,
    Image,
    Inline,
    Link,
    ListItem,
    Paragraph,
    Table,
    parse,
    plain,
    walk_inlines,
)
from readme_sync.model import TrackerKind
from readme_sync.reader import read
from readme_sync.text import Excerpt, Source

gc.disable()  # as `readme_sync.cli.main` does: documents have no reference cycles


def structure(data: bytes) -> dict[str, list[Any]]:
    """Headings, tables, tasks, images, links and code, in document order."""
    document = parse(Source.from_bytes(data))
    source = document.source
    found: dict[str, list[Any]] = {
        kind: [] for kind in ("headings", "tables", "tasks", "images", "links", "code_blocks")
    }
    for block in document.walk():
        line = source.line_of(block.span.start)
        contents = [document.inlines(content) for content in _contents(block)]
        match block:
            case Heading():
                found["headings"].append((block.level, plain(contents[0]), line))
            case Table():
                found["tables"].append(
                    {
                        "line": line,
                        "end_line": source.line_of(block.span.end),
                        "align": [None if align is Align.NONE else align.value for align in block.align],
                        "rows": _texts(block, contents),
                    }
                )
            case ListItem(box=box) if box:
                found["tasks"].append((box.checked, _first_text(document, block), line))
            case CodeBlock():
                found["code_blocks"].append((next(iter(block.info.split()), ""), block.content.text, line))
        for inline in _all(contents):
            if isinstance(inline, Image):
                found["images"].append((inline.alt, inline.destination, line))
            elif isinstance(inline, Link):
                found["links"].append((plain(inline.children), inline.destination, line))
    return found


def slices(data: bytes) -> list[tuple[str, int, int, str]]:
    """(kind, start, end, text) of cells, images and headings."""
    document = parse(Source.from_bytes(data))
    found = []
    for block in document.walk():
        contents = [document.inlines(content) for content in _contents(block)]
        if isinstance(block, Heading) and block.content.text:
            place = block.content.span(0, len(block.content.text))
            found.append(("heading", *place, plain(contents[0])))
        elif isinstance(block, Table):
            for row, texts in zip((block.header, *block.rows), _texts(block, contents), strict=True):
                written = row.cells[: len(row.written)]
                found += [("cell", *cell.span, text) for cell, text in zip(written, texts, strict=False)]
        for inline in _all(contents):
            if isinstance(inline, Image):
                found.append(("image", *inline.span, inline.alt))
    return found


def _contents(block: Block) -> Iterator[Excerpt]:
    if isinstance(block, Heading | Paragraph):
        yield block.content
    elif isinstance(block, Table):
        for row in (block.header, *block.rows):
            yield from (cell.content for cell in row.cells)


def _all(contents: Sequence[Sequence[Inline]]) -> Iterator[Inline]:
    for inlines in contents:
        yield from walk_inlines(inlines)


def _texts(table: Table, contents: Sequence[Sequence[Inline]]) -> list[list[str]]:
    """The texts of the cells, row by row."""
    texts = iter(contents)
    return [[plain(next(texts)) for _ in row.cells] for row in (table.header, *table.rows)]


def _first_text(document: Document, item: ListItem) -> str:
    first = item.children[0] if item.children else None
    return plain(document.inlines(first.content)) if isinstance(first, Heading | Paragraph) else ""


def progress(data: bytes) -> dict[str, Any]:
    """The progress tables and the task boxes."""
    source = Source.from_bytes(data)
    readme = read(source)
    tables = [tracker for tracker in readme.trackers if tracker.kind is TrackerKind.TABLE]
    boxes = [block.box for block in readme.document.walk() if isinstance(block, ListItem) and block.box]
    return {
        "tables": [
            {
                "line": source.line_of(table.span.start),
                "rows": [{"label": item.label, "percent": item.progress.percent} for item in table.rows],
            }
            for table in tables
        ],
        "tasks": {"checked": sum(box.checked for box in boxes), "total": len(boxes)},
    }
