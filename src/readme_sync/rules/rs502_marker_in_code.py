"""RS502 marker-in-code: a pair of markers of readme-sync stands in code.

## What it does

Finds code that holds a marker which is understood, something behind it, and an end on the same line. Examples are left
alone: fenced code that is marked as `markdown`, `html` or the like, and a marker without an end.

## Why is this bad?

GitHub shows markers in code as text, and readme-sync does not read them: the number between them is not kept right.

## Example

    `<!-- readme-sync: percent of #plan -->40%<!-- /readme-sync -->`

The 40 % stays as it is.

## Fix safety

There is no fix: whether it is an example, only the author knows.
"""

import re
from collections.abc import Iterator

from readme_sync.markdown import Code, CodeBlock, Document, Heading, Paragraph, Table, walk_inlines
from readme_sync.markdown.comments import OPENING
from readme_sync.markers.expressions import ExpressionError, parse_expression
from readme_sync.model import Level, Readme
from readme_sync.rules.rule import Finding, rule
from readme_sync.sources import Facts
from readme_sync.text import Excerpt, Span
from readme_sync.text.regex import regex

_PAIR = regex(
    r"<!--[ \t]*readme[-_ ]?sync[ \t]*:(?P<words>[^<>]{1,500}?)-->"
    r"(?P<inside>[^\r\n]{1,300}?)<!--[ \t]*/[ \t]*readme[-_ ]?sync\b",
    re.IGNORECASE,
)
_EXAMPLES = {"markdown", "md", "mdx", "gfm", "html", "xml", "diff", "rst", "mdown", "jsx", "tsx", "vue", "svelte"}
_MESSAGE = "markers in code are only shown; take them out of the code to have the figure kept right"


def _find(readme: Readme, _facts: Facts) -> Iterator[Finding]:
    if OPENING not in readme.source.text:
        return
    for code in _codes(readme.document):
        for found in _PAIR.finditer(code.text):
            if found["inside"].strip() and _is_understood(found["words"].strip()):
                yield code.span(*found.span()), _MESSAGE


def _is_understood(words: str) -> bool:
    try:
        parse_expression(words)
    except ExpressionError:
        return False
    return True


def _codes(document: Document) -> Iterator[Excerpt]:
    """The texts of code, examples of other languages left out."""
    for block in document.walk():
        match block:
            case CodeBlock(content=content, info=info):
                if not info or info.split()[0].lower().strip("{}.") not in _EXAMPLES:
                    yield content
            case Heading(content=content) | Paragraph(content=content):
                yield from _spans(document, content)
            case Table(header=header, rows=rows):
                for row in (header, *rows):
                    if OPENING in row.text[row.span.start : row.span.end]:
                        for cell in row.cells:
                            yield from _spans(document, cell.content)


def _spans(document: Document, content: Excerpt) -> Iterator[Excerpt]:
    """The code spans in a content."""
    if "`" in content.text and OPENING in content.text:
        for inline in walk_inlines(document.inlines(content)):
            if isinstance(inline, Code):
                yield Excerpt.whole(document.source.text, Span(inline.span.start, inline.span.end))


RULE = rule("RS502", "marker-in-code", Level.WARNING, _find)
