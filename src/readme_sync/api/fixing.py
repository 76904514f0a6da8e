"""`fix`: what can be mended of what the rules find."""

import os
from collections.abc import Iterable
from typing import NamedTuple

from readme_sync.api.checking import check
from readme_sync.api.documents import Text, in_file, source_of
from readme_sync.api.mending import Skipped, mended_by
from readme_sync.api.parsing import parse
from readme_sync.api.surroundings import surroundings_of
from readme_sync.model import DEFAULT, NO_FILES, FileTree, Result, Settings
from readme_sync.text import Source

_ROUNDS = 10  # one fix may make room for another; two that undo each other must not go on for ever


class Fixed(NamedTuple):
    """What `fix` did.

    Attributes:
        source: the document after it; the very one given, where nothing changed.
        results: those that were mended, in the order in which that happened; places are those before their round.
        skipped: those that a fix would have mended and did not, with the reasons; places are those in `source`.
    """

    source: Source
    results: tuple[Result, ...] = ()
    skipped: tuple[Skipped, ...] = ()

    @property
    def mended(self) -> int:
        """How many results were mended."""
        return len(self.results)


def fix(
    document: Text,
    select: Iterable[str] | None = None,
    settings: Settings = DEFAULT,
    *,
    unsafe: bool = False,
    surroundings: FileTree = NO_FILES,
) -> Fixed:
    """Mends what can be mended, until nothing such is left.

    A fix after which GitHub would show more differences than it is meant to make is left out, and the others are made.

    Args:
        document: its text or bytes.
        select: ids of the rules to run; all by default.
        settings: what the author has configured.
        unsafe: whether fixes are made, too, that may miss what the author meant.
        surroundings: the files that links and claims mean, see `surroundings_of`; without, nothing is looked at.

    Raises:
        InputError: the bytes are not UTF-8.
        RequestError: there is no such rule.
    """
    source = source_of(document, None)
    chosen = None if select is None else list(select)
    mended: list[Result] = []
    skipped: tuple[Skipped, ...] = ()
    for _ in range(_ROUNDS):
        readme = parse(source, settings=settings)
        wanted = [
            one for one in check(readme, chosen, surroundings=surroundings) if one.fix and (one.fix.safe or unsafe)
        ]
        after, done, skipped = mended_by(readme, wanted)
        if after is source:
            break
        source = after
        mended += done
    return Fixed(source, tuple(mended), skipped)


def fix_file(
    path: str | os.PathLike[str],
    select: Iterable[str] | None = None,
    settings: Settings = DEFAULT,
    *,
    unsafe: bool = False,
) -> Fixed:
    """Does `fix` to a file: under a lock, verified, atomically; the file is not touched where nothing changes.

    Raises:
        InputError: the file cannot be read.
        RequestError: there is no such rule.
        WriteError: the file cannot be written, and is as it was.
    """
    chosen = None if select is None else list(select)
    around = surroundings_of(path)
    return in_file(path, lambda source: fix(source, chosen, settings, unsafe=unsafe, surroundings=around))
