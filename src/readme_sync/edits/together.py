"""Operations that only set figures of different rows, or only add rows: done at once, read once, verified once."""

from collections.abc import Sequence
from itertools import takewhile

from readme_sync.api.adding_many import add_all
from readme_sync.api.parsing import parse
from readme_sync.api.updating_many import Wish, update_all
from readme_sync.edits.operation import Done, Operation
from readme_sync.errors import ReadmeSyncError
from readme_sync.model import Readme, Settings
from readme_sync.text import Source

_FEWEST = 3  # for fewer it is not worth to look ahead


def perform_next(source: Source, operations: Sequence[Operation], settings: Settings) -> list[Done]:
    """Do the first operations to a document, as many as go together, or the first alone.

    What comes out is what would if each were done to what the one before it left. Only what style new rows are written
    in is asked once: those that are added together all look like the rows that stood there before them.

    Raises:
        ReadmeSyncError: the first one cannot be done.
    """
    return _together(source, operations, settings) or [operations[0].perform(source, settings)]


def _together(source: Source, operations: Sequence[Operation], settings: Settings) -> list[Done]:
    """Do the first operations together; none where they had better be done one by one."""
    if len(operations) < _FEWEST:
        return []
    readme = parse(source, settings=settings)
    return _set(readme, operations) or _added(readme, operations)


def _set(readme: Readme, operations: Sequence[Operation]) -> list[Done]:
    """Set the figures of rows that are there."""
    if readme.settings.repad:
        return []
    wishes = _wishes(readme, operations)
    if len(wishes) < _FEWEST:
        return []
    try:
        updated = update_all(readme, wishes)
    except ReadmeSyncError:
        return []
    return [
        Done(one.source, one.item.label, one.line, operation.did(one), one.changed)
        for operation, one in zip(operations, updated, strict=False)
    ]


def _added(readme: Readme, operations: Sequence[Operation]) -> list[Done]:
    """Add rows behind the last one of a table or list."""
    additions = takewhile(bool, (operation.addition() for operation in operations))
    return [Done.of(one) for one in add_all(readme, (one for one in additions if one))]


def _wishes(readme: Readme, operations: Sequence[Operation]) -> list[Wish]:
    """The wishes of the first operations, up to one that is more than that, cannot be done, or means a row again."""
    wishes: list[Wish] = []
    seen = set()
    for operation in operations:
        try:
            wish = operation.wish(readme)
        except ReadmeSyncError:
            break
        if wish is None or wish.item.span in seen:
            break
        seen.add(wish.item.span)
        wishes.append(wish)
    return wishes
