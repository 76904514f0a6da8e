"""`update_all`: many items of one document at once, for the price of one reading and one verification."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from readme_sync.api.documents import applied
from readme_sync.api.updating import Updated, said, telling
from readme_sync.errors import RequestError
from readme_sync.model import Item, Progress, Readme
from readme_sync.text import Edit


class SetRequest(NamedTuple):
    """An item, and the progress to which it is set; None: it is as it should be."""

    item: Item
    progress: Progress | None


def update_all(readme: Readme, wishes: Sequence[SetRequest]) -> list[Updated]:
    """Sets items, each in its own notation; what became of each, with the document in which all are set.

    Args:
        readme: the document.
        wishes: no item twice.

    Raises:
        RequestError: a notation cannot state a value, or one item's figures stand in another item.
        WriteError: GitHub would show more differences than these.
    """
    from readme_sync import editing as transform  # noqa: PLC0415

    each = [_edits(readme, wish) for wish in wishes]
    edits = [edit for one in each for edit in one]
    spans = sorted(edit.span for edit in edits)
    if any(a.end > b.start or a == b for a, b in pairwise(spans)):
        raise RequestError("two items share a figure", path=readme.source.path)
    after = applied(readme, transform.keep_alignment(readme.document, edits, repad=readme.settings.repad))
    kinds = {item.span: tracker.kind for tracker in readme.trackers for item in tracker.items}
    updated = []
    for (item, progress), own in zip(wishes, each, strict=True):
        was = now = item.progress  # a row may state none
        if item.figures:
            figure = telling(item.figures)
            was = now = figure.progress
            if own and progress is not None:
                now = said(figure, progress)
        line = readme.source.line_of(item.span.start)
        updated.append(Updated(after, item, kinds[item.span], line, was, now, bool(own)))
    return updated


def _edits(readme: Readme, wish: SetRequest) -> list[Edit]:
    """The edits that change anything."""
    from readme_sync import editing as transform  # noqa: PLC0415

    if wish.progress is None:
        return []
    edits = transform.set_progress(readme, wish.item, wish.progress)
    return [edit for edit in edits if readme.source.slice(edit.span) != edit.replacement]
