"""`migrate`: move progress pictures from one service to another."""

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from readme_sync.api.documents import Text, applied, in_file, source_of
from readme_sync.api.parsing import parse
from readme_sync.text import Source

if TYPE_CHECKING:
    from readme_sync.editing.migrate import Move


class Migrated(NamedTuple):
    """What a migration did.

    Attributes:
        source: the document after it; the very one given, where nothing changed.
        moves: what became of each picture of a known service, in document order.
        changed: whether the document is another one now.
    """

    source: Source
    moves: "tuple[Move, ...]"
    changed: bool


def migrate(document: Text, to: str, *, sources: Iterable[str] = ()) -> Migrated:
    """Moves progress pictures to another service; what it cannot show in full stays where it is.

    Args:
        document: its text or bytes.
        to: `progress-bar.xyz`, `geps` or `shields`.
        sources: the services to move from; all known ones by default.

    Raises:
        InputError: the bytes are not UTF-8.
        RequestError: there is no such service.
        WriteError: GitHub would show more differences than the moved pictures.
    """
    from readme_sync.editing.migrate import migrate as moves_to  # noqa: PLC0415

    source = source_of(document, None)
    readme = parse(source)
    edits, moves = moves_to(readme, to, tuple(sources))
    after = applied(readme, edits)
    return Migrated(after, tuple(moves), after is not source)


def migrate_file(path: str | os.PathLike[str], to: str, *, sources: Iterable[str] = ()) -> Migrated:
    """Does `migrate` to a file: under a lock, verified, atomically; the file is not touched where nothing changes.

    Raises:
        InputError: the file cannot be read.
        RequestError: there is no such service.
        WriteError: the file cannot be written, and is as it was.
    """
    chosen = tuple(sources)
    return in_file(path, lambda source: migrate(source, to, sources=chosen))
