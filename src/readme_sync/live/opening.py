"""`open` and `edit`: from a file or a text to what can be edited."""

import os

from readme_sync.api import settings_for
from readme_sync.live.editor import Editor
from readme_sync.model import DEFAULT, Settings
from readme_sync.store import read_source
from readme_sync.text import Source


def open(path: str | os.PathLike[str], settings: Settings | None = None) -> Editor:  # noqa: A001  as gzip.open
    """Reads a Markdown file to edit it.

        doc = readme_sync.open("README.md")
        doc.item("Rustlings").progress = "40%"
        doc.save()

    Args:
        path: the file; it is read now, and not kept open.
        settings: what the author has configured; by default what the nearest configuration says.

    Raises:
        InputError: the file cannot be read.
        ConfigError: something in the configuration is wrong.
    """
    return Editor(read_source(path), settings_for(path) if settings is None else settings)


def edit(document: str | bytes | Source, settings: Settings = DEFAULT) -> Editor:
    """As `open`, for a text; what it becomes is `Editor.text`.

    Args:
        document: its text or bytes.
        settings: what the author has configured.

    Raises:
        InputError: the bytes are not UTF-8.
    """
    if isinstance(document, Source):
        return Editor(document, settings)
    return Editor(Source(document) if isinstance(document, str) else Source.from_bytes(document), settings)
