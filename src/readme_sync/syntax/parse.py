"""The door of the parser."""

from readme_sync.syntax.blocks import BlockParser
from readme_sync.syntax.document import Document
from readme_sync.syntax.front_matter import front_matter
from readme_sync.text import Source
from readme_sync.text.source import BOM


def parse(source: Source) -> Document:
    """The blocks of `source` as GitHub sees them. Never fails, takes time in proportion to the length."""
    text = source.text
    matter = front_matter(text)
    parser = BlockParser(text)
    blocks = parser.parse(matter.end if matter else int(text.startswith(BOM)))
    return Document(source, blocks, parser.definitions, frozenset(parser.footnotes), matter)
