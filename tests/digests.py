"""Reads documents and prints a digest of everything that was read of each: `digests.py < texts.json > digests.json`.

`tests/test_shortcuts.py` runs it with and without shortcuts. With `--show` it prints what the digests are made of.
"""

import hashlib
import json
import sys
from collections.abc import Iterator

from readme_sync import rules
from readme_sync.errors import InputError
from readme_sync.markdown import Columns, Container, Document, Heading, Paragraph, Row, Table, walk_inlines
from readme_sync.markdown.comments import instructions
from readme_sync.markdown.nodes import Nest
from readme_sync.model import PathKind
from readme_sync.reader import read
from readme_sync.sources import Facts
from readme_sync.text import Excerpt, Source
from readme_sync.trackers.images import all_pictures


class FewFiles:
    """A repository with one other document and one folder, so that the rules about links have something to find."""

    is_repository = True

    def kind(self, path: str) -> PathKind:
        """Return what is at a path."""
        return {".": PathKind.FOLDER, "other.md": PathKind.FILE}.get(path, PathKind.MISSING)

    def from_top(self, path: str) -> str:
        """Return a path as it is."""
        return path

    def read(self, path: str) -> bytes:
        """Return the bytes of the document."""
        if path != "other.md":
            raise InputError("does not exist", path=path)
        return b"# Songs\n"

    def count(self, pattern: str) -> int:
        """Return how many names there are."""
        return len(self.glob(pattern))

    def glob(self, pattern: str) -> tuple[str, ...]:
        """Return the names in the repository."""
        return ("other.md", "Docs") if pattern == "*" else ()


def described(text: str) -> Iterator[str]:
    """Yield everything that is read of a document: blocks, inlines, cells, the model, what the rules find."""
    readme = read(Source(text))
    document = readme.document
    yield from _blocks(document)
    yield f"{document.definitions} {sorted(document.footnotes)} {document.front_matter}"
    yield from map(repr, all_pictures(document))
    yield from (f"{comment.span} {directive}" for comment, directive in instructions(document))
    for part in (readme.sections, readme.trackers, readme.verdicts, readme.claims, readme.regions, readme.flaws):
        yield from map(repr, part)
    yield from map(repr, rules.check(readme, None, Facts(readme, FewFiles())))


def _blocks(document: Document) -> Iterator[str]:
    for block in document.walk():
        if isinstance(block, Container):
            yield f"{type(block).__name__} {block._replace(children=()) if block.children else block}"
        elif isinstance(block, Table):
            yield f"Table {block.span} {block.align} {block.delimiter}"
            yield from (repr(list(column)) for column in Columns(block.rows, len(block.align)).texts)
            for row in (block.header, *block.rows):
                yield from _row(document, row)
        else:
            yield repr(block)
            if isinstance(block, Heading | Paragraph):
                yield from _inlines(document, block.content)


def _row(document: Document, row: Row) -> Iterator[str]:
    yield f"Row {row.span} {row.columns}"
    for cell in row.cells:
        yield repr(cell)
        yield from _inlines(document, cell.content)


def _inlines(document: Document, content: Excerpt) -> Iterator[str]:
    for inline in walk_inlines(document.inlines(content)):
        yield repr(inline._replace(children=()) if isinstance(inline, Nest) else inline)


def _digest(text: str) -> str:
    return hashlib.sha256("\n".join(described(text)).encode("utf-8", "surrogatepass")).hexdigest()


if __name__ == "__main__":
    if "--show" in sys.argv:
        sys.stdout.write("\n".join(described(sys.stdin.read())))
    else:
        json.dump([_digest(text) for text in json.load(sys.stdin)], sys.stdout)
