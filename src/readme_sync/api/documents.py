"""Documents in and out: from whatever the caller has, and only after verification to a new one."""

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from readme_sync.model import Readme
from readme_sync.text import Edit, Source, apply

if TYPE_CHECKING:
    from typing import Protocol, TypeVar

    from readme_sync.editing.operations import Change

    class _Change(Protocol):
        """What a verb did; each says more in attributes of its own."""

        @property
        def source(self) -> Source: ...

    _Changed = TypeVar("_Changed", bound=_Change)

Text = str | bytes | Source


def source_of(document: Text, path: str | None) -> Source:
    """The document as a source.

    Raises:
        InputError: the bytes are not UTF-8.
    """
    if isinstance(document, Source):
        return document
    return Source(document, path) if isinstance(document, str) else Source.from_bytes(document, path)


def applied(readme: Readme, edits: Sequence[Edit], *, restructures: bool = False) -> Source:
    """The document with the edits made; the one way to a new document, and so the place where it is verified.

    Args:
        readme: the document.
        edits: what to change.
        restructures: whether the blocks that the edits touch may become others.

    Raises:
        WriteError: GitHub would show more differences than the edits are meant to make.
    """
    after = apply(readme.source, edits)
    if after is not readme.source:
        from readme_sync.editing.verify import verify  # noqa: PLC0415  loads a C library
        from readme_sync.editing.verify_regions import are_in_regions, verify_regions  # noqa: PLC0415  likewise

        if restructures and are_in_regions(readme, edits):
            verify_regions(readme, edits, after)
            return after
        verify(readme.document, edits, after, restructures=restructures)
    return after


def changed(readme: Readme, change: "Change") -> Source:
    """The document with rows changed on purpose, verified to be what they are to be.

    Raises:
        WriteError: GitHub would show anything else.
    """
    after = apply(readme.source, change.edits)
    if after is not readme.source:
        from readme_sync.editing.verify_rows import verify_rows  # noqa: PLC0415  loads a C library

        verify_rows(readme.document, change, after)
    return after


def in_file(path: str | os.PathLike[str], change: "Callable[[Source], _Changed]") -> "_Changed":
    """Does to a file what `change` does to a document; what `change` says of it, as it was under the lock."""
    from readme_sync.store.write_files import update  # noqa: PLC0415

    done: list[_Changed] = []

    def changed(source: Source) -> Source:
        done.append(change(source))
        return done[-1].source

    update(path, changed)
    return done[-1]
