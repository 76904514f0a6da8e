"""`parse`, and the settings that it takes."""

import os

from readme_sync.api.documents import Text, source_of
from readme_sync.model import DEFAULT, Readme, Settings


def parse(document: Text, path: str | None = None, settings: Settings = DEFAULT) -> Readme:
    """The typed model of a document: its sections, trackers, items and figures.

    Args:
        document: its text or bytes.
        path: its name, for errors.
        settings: what the author has configured, see `settings_for`.

    Raises:
        InputError: the bytes are not UTF-8.
    """
    from readme_sync.reader import read  # noqa: PLC0415  who only wants the names does not pay for the parser

    return read(source_of(document, path), settings)


def readme_of(document: Text | Readme, settings: Settings) -> Readme:
    """The document read, unless it is already; then with the settings with which it was.

    Raises:
        InputError: the bytes are not UTF-8.
    """
    return document if isinstance(document, Readme) else parse(document, settings=settings)


def settings_for(path: str | os.PathLike[str]) -> Settings:
    """The settings for the document at a path, from the nearest configuration at or above its folder.

    Raises:
        ConfigError: there is one, and something in it is wrong.
    """
    from readme_sync.config import settings_for as found  # noqa: PLC0415

    return found(os.path.dirname(os.path.abspath(path)))
