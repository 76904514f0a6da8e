"""Markdown as GitHub reads it, every node with its exact place in the source; the only door to mistune."""

from readme_sync.syntax.document import Document
from readme_sync.syntax.inline_nodes import Break, Code, Emphasis, Html, Image, Inline, Link, Style, Text, plain, visible
from readme_sync.syntax.inline_nodes import walk as walk_inlines
from readme_sync.syntax.nodes import (
    Align,
    Block,
    Box,
    Cell,
    CodeBlock,
    Container,
    FootnoteDefinition,
    Heading,
    HtmlBlock,
    LinkDefinition,
    List,
    ListItem,
    Paragraph,
    Quote,
    Row,
    Table,
    ThematicBreak,
)
from readme_sync.syntax.parse import parse

__all__ = [
    "Align",
    "Block",
    "Box",
    "Break",
    "Cell",
    "Code",
    "CodeBlock",
    "Container",
    "Document",
    "Emphasis",
    "FootnoteDefinition",
    "Heading",
    "Html",
    "HtmlBlock",
    "Image",
    "Inline",
    "Link",
    "LinkDefinition",
    "List",
    "ListItem",
    "Paragraph",
    "Quote",
    "Row",
    "Style",
    "Table",
    "Text",
    "ThematicBreak",
    "parse",
    "plain",
    "visible",
    "walk_inlines",
]
