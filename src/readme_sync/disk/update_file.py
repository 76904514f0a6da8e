"""Change a document on disk under a lock."""

import os
from collections.abc import Callable

from readme_sync.model import Outcome
from readme_sync.store.write_files import update
from readme_sync.text import Source


def update_file(path: str | os.PathLike[str], change: Callable[[Source], Outcome]) -> Outcome:
    """Do to a file what a function does to a document: under a lock, verified, whole or not at all.

        update_file("README.md", lambda source: apply(source, RemoveItem("Emma")))

    The file is not touched where nothing changes, or where the function raises.

    Raises:
        InputError: the file cannot be read.
        WriteError: the file cannot be written, and is as it was.
    """
    outcomes: list[Outcome] = []

    def changed(source: Source) -> Source:
        outcomes.append(change(source))
        return outcomes[-1].source

    update(path, changed)
    return outcomes[-1]
