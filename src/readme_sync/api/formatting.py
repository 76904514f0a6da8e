"""`format_tables`: write tables anew, aligned or compact."""

import os
from typing import TYPE_CHECKING, NamedTuple

from readme_sync.api.documents import Text, in_file, source_of
from readme_sync.model import DEFAULT, Settings, TableForm
from readme_sync.text import Source, apply

if TYPE_CHECKING:
    from readme_sync.editing.format_tables import Formatting


class Formatted(NamedTuple):
    """What formatting did.

    Attributes:
        source: the document after it; the very one given, where nothing changed.
        tables: what became of each table, in document order.
        changed: whether the document is another one now.
    """

    source: Source
    tables: "tuple[Formatting, ...]"
    changed: bool


def format_tables(document: Text, style: str | None = None, *, settings: Settings = DEFAULT) -> Formatted:
    """Writes the tables of a document anew; the page that GitHub shows is the same.

    Args:
        document: its text or bytes.
        style: `aligned` or `compact`; by default what the settings say, which is `aligned` where they say nothing.
        settings: what the author has configured.

    Raises:
        InputError: the bytes are not UTF-8.
        ValueError: there is no such style.
        WriteError: GitHub would show any difference.
    """
    from readme_sync.editing.format_tables import format_tables as formed  # noqa: PLC0415  as above
    from readme_sync.markdown import parse  # noqa: PLC0415  as above
    from readme_sync.reader import model_of  # noqa: PLC0415  who only wants the names does not pay for the parser

    form = settings.tables if style is None else TableForm(style)
    source = source_of(document, None)
    parsed = parse(source)
    if not parsed.tables:  # most have none: what else they say need not be read
        return Formatted(source, (), changed=False)
    edits, tables = formed(model_of(parsed, settings), form)
    after = apply(source, edits)
    if after is not source:
        from readme_sync.editing.verify import verify_same_page  # noqa: PLC0415  loads a C library

        verify_same_page(parsed, edits, after)
    return Formatted(after, tuple(tables), after is not source)


def format_file(path: str | os.PathLike[str], style: str | None = None, *, settings: Settings = DEFAULT) -> Formatted:
    """Does `format_tables` to a file: under a lock, verified, atomically; not touched where nothing changes.

    Raises:
        InputError: the file cannot be read.
        ValueError: there is no such style.
        WriteError: the file cannot be written, and is as it was.
    """
    return in_file(path, lambda source: format_tables(source, style, settings=settings))
