"""Write tables anew, aligned or compact; the page stays as it is, and so does every cell's text."""

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from readme_sync.model import Readme, TableForm
from readme_sync.reading.comments import comments
from readme_sync.reading.foreign import Foreign
from readme_sync.syntax import Document, Table
from readme_sync.text import Edit, Span
from readme_sync.text.regex import regex
from readme_sync.text.span import is_within
from readme_sync.transform.table_form import form_edits, missing_cells, written_cells

_GUARD = regex(
    r"(?P<next>(?:prettier|dprint)-ignore)\Z"
    r"|(?P<begin>(?:prettier|dprint)-ignore-start\b|mdformat off\b)"
    r"|(?P<end>(?:prettier|dprint)-ignore-end\b|mdformat on\b)"
)
_MOST_MISSING = 1000
_BETWEEN = " \t\r\n>"


class Formatting(NamedTuple):
    """What becomes of one table.

    Attributes:
        line: its 1-based line.
        changed: whether it is written another way.
        reason: why it is left alone; "" where it is not.
    """

    line: int
    changed: bool
    reason: str = ""


def format_tables(readme: Readme, form: TableForm) -> tuple[list[Edit], list[Formatting]]:
    """The edits that bring every table into a form, and what becomes of each table, in document order."""
    document = readme.document
    kept = _Kept(readme)
    top = {id(block) for block in document.blocks}
    edits: list[Edit] = []
    done: list[Formatting] = []
    for table in document.tables:
        line = readme.source.line_of(table.header.span.start)
        reason = kept.reason(table)
        new = [] if reason else list(form_edits(readme.source, table, form, is_top=id(table) in top))
        edits += new
        done.append(Formatting(line, bool(new), reason))
    return sorted(edits, key=lambda edit: edit.span), done


class _Kept:
    """Which tables are left alone."""

    def __init__(self, readme: Readme) -> None:
        self._text = readme.source.text
        self._foreign = Foreign(readme.document)
        self._own = [region.inside for region in readme.regions]
        self._guarded = list(_guarded(readme.document))
        self._guards = sorted(
            c.span.end for c in comments(readme.document) if (g := _GUARD.match(c.text)) and g["next"]
        )

    def reason(self, table: Table) -> str:
        """Why a table is left alone; "" where it is not."""
        if is_within(table.span, self._own):
            return "readme-sync sync writes it"
        if self._foreign.is_foreign(table.span):
            return "another tool writes it"
        if is_within(table.span, self._guarded) or self._is_next(table):
            return "a comment tells formatters to ignore it"
        missing = missing_cells(table)
        if missing > _MOST_MISSING and missing > written_cells(table) + _MOST_MISSING:
            return "most of its cells are missing"
        return ""

    def _is_next(self, table: Table) -> bool:
        """Whether the table follows a comment that guards what follows."""
        start = table.span.start
        index = bisect_right(self._guards, start) - 1
        if index < 0:
            return False
        while start > self._guards[index] and self._text[start - 1] in _BETWEEN:
            start -= 1
        return start == self._guards[index]


def _guarded(document: Document) -> Iterator[Span]:
    """What stands between comments that switch formatters off and on; to the end where nothing switches them on."""
    begun: int | None = None
    for comment in comments(document):
        found = _GUARD.match(comment.text)
        if found and found["begin"] and begun is None:
            begun = comment.span.end
        elif found and found["end"] and begun is not None:
            yield Span(begun, comment.span.start)
            begun = None
    if begun is not None:
        yield Span(begun, len(document.source.text))
