"""A document as a few lines of text, for case files."""

from collections.abc import Iterable, Iterator, Sequence

from readme_sync.markdown import (
    Block,
    Cell,
    CodeBlock,
    Container,
    Document,
    Emphasis,
    Heading,
    Image,
    Inline,
    Link,
    List,
    ListItem,
    Paragraph,
    Row,
    Table,
    plain,
    walk_inlines,
)


def outline(document: Document) -> list[str]:
    """One line a block: `line:column kind details`, indented by depth; cells, links and images below their block."""
    return list(_lines(document, document.blocks, ""))


def _lines(document: Document, blocks: Iterable[Block], indent: str) -> Iterator[str]:
    for block in blocks:
        line, column = document.source.position_of(block.span.start)
        kind = type(block).__name__.lower()
        inlines = document.inlines(block.content) if isinstance(block, Heading | Paragraph) else ()
        yield f"{indent}{line}:{column} {kind}{_detail(block, inlines)}"
        if isinstance(block, Heading | Paragraph):
            yield from _inlines(document, inlines, indent + "  ")
        elif isinstance(block, Table):
            for row in (block.header, *block.rows):
                yield from _row(document, row, indent + "  ")
        elif isinstance(block, Container):
            yield from _lines(document, block.children, indent + "  ")


def _detail(block: Block, inlines: Sequence[Inline]) -> str:
    match block:
        case Heading():
            return f" {block.level} {plain(inlines)!r}"
        case Paragraph():
            return f" {plain(inlines)!r}"
        case Table():
            return " " + " ".join(align.value for align in block.align)
        case CodeBlock():
            return f" {block.info!r} {block.content.text!r}"
        case List():
            return f" {block.marker} {block.start}" if block.ordered else f" {block.marker}"
        case ListItem(box=box) if box:
            return " [x]" if box.checked else " [ ]"
    return ""


def _row(document: Document, row: Row, indent: str) -> Iterator[str]:
    line, _ = document.source.position_of(row.span.start)
    cells = [document.inlines(cell.content) for cell in row.cells]
    yield f"{indent}{line} {' | '.join(map(plain, cells))}" + (f" +{len(row.excess)}" if row.excess else "")
    for inlines in cells:
        yield from _inlines(document, inlines, indent + "  ")


def _inlines(document: Document, inlines: Iterable[Inline], indent: str) -> Iterator[str]:
    for inline in walk_inlines(inlines):
        source = document.source.slice(inline.span)
        match inline:
            case Image():
                yield f"{indent}image {inline.alt!r} {inline.destination} = {source}"
            case Link():
                yield f"{indent}link {plain(inline.children)!r} {inline.destination} = {source}"
            case Emphasis():
                yield f"{indent}{inline.style.value} = {source}"


def spans_of(document: Document) -> Iterator[tuple[str, str]]:
    """(what the source holds there, what the node says) for everything whose text must be in the source as it is."""
    for block in document.walk():
        contents = [block.content] if isinstance(block, Heading | Paragraph) else []
        if isinstance(block, Table):
            cells: list[Cell] = [cell for row in (block.header, *block.rows) for cell in row.cells]
            contents += [cell.content for cell in cells]
        for content in contents:
            for piece in content.pieces:
                yield (
                    document.source.text[piece.source : piece.source + piece.length],
                    content.text[piece.local : piece.local + piece.length],
                )
