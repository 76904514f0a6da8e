"""The counting policy that an author has chosen: which items count, as what, and how much. docs/counting.md has it."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from readme_sync.model import AS_WRITTEN, Counting, Item, Nested, Progress, State, Tracker, TrackerKind, Treat
from readme_sync.notations import status
from readme_sync.text import Source
from readme_sync.text.regex import regex
from readme_sync.trackers.overrides import column_of

_PSEUDO_BOX = "pseudo-box"
_BOX = regex(r"[^\[]*\[.\][ \t]*")
_STRUCK = regex(r"(~~?)(?![~\s])(?P<text>[^~\n]+)(?<!\s)\1[ \t]*(?:\([^()\n]*\))?")
"""A whole text that is struck through; a remark in parentheses may follow."""
_WORD = "optional|opcional|optionnel|facultatif|freiwillig|необязательно|选修|可选|任意|선택"
_OPTIONAL = regex(rf"[(（\[]\s*(?:{_WORD})\s*[)）\]]|^\W*(?:{_WORD})\s*[:：]", re.IGNORECASE)
_AMOUNT = regex(r"\s*([0-9]{1,9}(?:\.[0-9]{1,9})?)\s*%?\s*")


def by_policy(source: Source, trackers: list[Tracker], counting: Counting) -> list[Tracker]:
    """The trackers, their items counted as the author wants it; those very ones where he wants nothing special."""
    if counting == AS_WRITTEN:
        return trackers
    return [tracker._replace(items=tuple(_items(source, tracker, counting))) for tracker in trackers]


def _items(source: Source, tracker: Tracker, counting: Counting) -> Iterator[Item]:
    weights = column_of(tracker.header, counting.weight) if counting.weight else None
    for item, after in zip_longest(tracker.items, tracker.items[1:]):
        treat = _treat(source, tracker, item, counting)
        if treat is Treat.SKIP or not _stands_right(item, after, counting.nested):
            yield item._replace(weight=0.0)
            continue
        yield item._replace(weight=_weight(item, weights), counted=_counted(item, treat, counting.in_progress))


def _treat(source: Source, tracker: Tracker, item: Item, counting: Counting) -> Treat:
    """What to make of an item; of several reasons the first that is not to count it as it stands."""
    treats = (
        counting.cancelled if counting.cancelled is not Treat.COUNT and _is_cancelled(item) else Treat.COUNT,
        counting.struck if counting.struck is not Treat.COUNT and _is_struck(source, tracker, item) else Treat.COUNT,
        counting.optional if counting.optional is not Treat.COUNT and _is_optional(item) else Treat.COUNT,
    )
    return next((treat for treat in treats if treat is not Treat.COUNT), Treat.COUNT)


def _stands_right(item: Item, after: Item | None, nested: Nested) -> bool:
    """Whether an item counts, as far as tasks in tasks are concerned; `after`: the next item of its tracker."""
    if nested is Nested.LEAVES:
        return after is None or after.depth <= item.depth
    return nested is Nested.ALL or item.depth == 0


def _weight(item: Item, column: int | None) -> float:
    """How much an item counts; a row that says nothing about it counts once."""
    found = _AMOUNT.fullmatch(item.cells[column]) if column is not None and column < len(item.cells) else None
    return float(found[1]) if found else 1.0


def _counted(item: Item, treat: Treat, in_progress: float | None) -> Progress | None:
    """As what an item counts, None where as what it says."""
    if treat is Treat.DONE:
        return Progress.of_state(State.DONE)
    is_vague = item.progress.state is State.IN_PROGRESS and item.progress.percent is None
    return Progress(State.IN_PROGRESS, in_progress) if is_vague and in_progress is not None else None


def _is_cancelled(item: Item) -> bool:
    if item.progress.state is not State.UNKNOWN:
        return False
    return any(
        figure.notation == _PSEUDO_BOX
        or (figure.notation == status.NOTATION.name and status.is_cancelled(figure.excerpt.text))
        for figure in item.figures
    )


def _is_struck(source: Source, tracker: Tracker, item: Item) -> bool:
    """Whether the label of an item is struck through, all of it."""
    text = source.slice(item.span)
    if "~" not in text:
        return False
    box = _BOX.match(text) if tracker.kind is TrackerKind.TASKS else None
    parts: Sequence[str] = [text[box.end() :]] if box else text.split("|")
    matches = (_STRUCK.fullmatch(part.strip()) for part in parts)
    return any(found and (box or item.label in found["text"]) for found in matches)


def _is_optional(item: Item) -> bool:
    if _OPTIONAL.search(item.label):
        return True
    return any(
        figure.notation == status.NOTATION.name and status.fold(status.parts(figure.excerpt.text)[1]) == "optional"
        for figure in item.figures
    )
