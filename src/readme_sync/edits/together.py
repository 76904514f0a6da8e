"""Operations that only set figures of different rows, done to a document at once: read once, verified once."""

from collections.abc import Sequence

from readme_sync.api.parsing import parse
from readme_sync.api.updating_many import Wish, update_all
from readme_sync.edits.operation import Done, Operation
from readme_sync.edits.reading import Listed
from readme_sync.errors import ReadmeSyncError
from readme_sync.model import Readme, Settings
from readme_sync.text import Source

_FEWEST = 3  # for fewer it is not worth to look ahead


def together(source: Source, operations: Sequence[Listed], settings: Settings) -> list[Done]:
    """What the first operations did, as many as go together; none where they had better be done one by one.

    What comes out is what would if each were done to what the one before it left: no figure is a row's name.
    """
    if len(operations) < _FEWEST or settings.repad:
        return []
    readme = parse(source, settings=settings)
    wishes = _wishes(readme, [listed.operation for listed in operations])
    if len(wishes) < _FEWEST:
        return []
    try:
        updated = update_all(readme, wishes)
    except ReadmeSyncError:
        return []
    return [
        Done(one.source, one.item.label, one.line, listed.operation.did(one), one.changed)
        for listed, one in zip(operations, updated, strict=False)
    ]


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
