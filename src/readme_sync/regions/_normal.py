r"""What a text says, whatever its formatting: what formatters change is left out, what a reader sees is in.

So `| a |` is `|a   |`, `*` is `-` before an entry of a list, `\_` is `&#95;`. Checksums are made of that.
"""

from collections.abc import Iterator
from hashlib import sha256
from urllib.parse import unquote

from readme_sync.markdown import (
    Block,
    Break,
    Cell,
    Code,
    CodeBlock,
    Container,
    Document,
    Emphasis,
    Heading,
    Html,
    HtmlBlock,
    Image,
    Inline,
    Link,
    List,
    ListItem,
    Paragraph,
    Quote,
    Table,
    Text,
    parse,
    plain,
)
from readme_sync.markdown.nodes import Nest
from readme_sync.text import Excerpt, Source

Parts = list[str]
"""What a text says, part by part; a table is one part per column."""

_LENGTH = 8


def digest(parts: Parts) -> str:
    """The checksum of some parts: 8 hexadecimal digits."""
    return sha256("\x1d".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]


def parts_of(text: str) -> Parts:
    """All that a text says. Linear."""
    document = parse(Source(text))
    return [part for block in document.blocks for part in parts_of_block(document, block)]


def parts_of_block(document: Document, block: Block) -> Parts:
    """What one block says."""
    return columns_of(document, block) if isinstance(block, Table) else ["\x1e".join(_block(document, block))]


def columns_of(document: Document, table: Table) -> Parts:
    """What each column of a table says."""
    rows = [row.cells for row in (table.header, *table.rows)]
    return [
        "\x1f".join([align, *(cell_text(document, cells[column]) for cells in rows)])
        for column, align in enumerate(table.align)
    ]


def cell_text(document: Document, cell: Cell) -> str:
    """What a cell says."""
    return _inline(document, cell.content)


def _block(document: Document, block: Block) -> Iterator[str]:
    """What a block says that is no table, those inside it included."""
    stack: list[Iterator[Block]] = [iter([block])]
    while stack:
        for one in stack[-1]:
            yield _said(document, one)
            if isinstance(one, Container):
                stack.append(iter(one.children))
                break
        else:
            yield "end"
            stack.pop()


def _said(document: Document, block: Block) -> str:
    match block:
        case Heading(content=content, level=level):
            return f"h{level} {_inline(document, content)}"
        case Paragraph(content=content):
            return f"p {_inline(document, content)}"
        case CodeBlock(content=content, info=info):
            return f"code {info} {content.text.rstrip()}"
        case HtmlBlock(content=content):
            return f"html {' '.join(content.text.split())}"
        case Table():
            return "\x1f".join(["table", *columns_of(document, block)])
        case List(ordered=ordered):
            return f"list {ordered}"
        case ListItem(box=box):
            return f"item {box.checked if box else ''}"
        case Quote():
            return "quote"
    return type(block).__name__


def _inline(document: Document, content: Excerpt) -> str:
    """What a paragraph, a heading or a cell says: words, and where links lead."""
    parts: list[str] = []
    stack: list[tuple[Iterator[Inline], str]] = [(iter(document.inlines(content)), "")]
    while stack:
        inlines, end = stack[-1]
        for one in inlines:
            if isinstance(one, Link) and _is_bare(one):
                parts.append(plain(one.children))
                continue
            parts.append(_written(one))
            if isinstance(one, Nest):
                stack.append((iter(one.children), _end(one)))
                break
        else:
            parts.append(end)
            stack.pop()
    return " ".join("".join(parts).split())


def _is_bare(link: Link) -> bool:
    """Whether a link is only an address: formatters take the escapes away that keep it from being one."""
    return link.destination in {scheme + plain(link.children) for scheme in ("", "http://", "mailto:")}


def _written(inline: Inline) -> str:
    match inline:
        case Text(text=text):
            return text
        case Code(text=text):
            return f"\x02{text}\x03"
        case Html(text=text):
            return text
        case Break(hard=hard):
            return "\x04" if hard else " "
        case Image():
            return "\x05"
        case Link():
            return "\x06"
        case Emphasis(style=style):
            return f"\x07{style}"


def _end(nest: Nest) -> str:
    match nest:
        case Link(destination=destination) | Image(destination=destination):
            return f"\x08{unquote(destination)}\x0e"
    return "\x0e"
