"""RS205 duplicate-item: an item stands twice in one table or list.

## What it does

Finds rows of a table that are alike in all but their progress and their number, tasks of one list that are alike in all
but their boxes, and ids that stand twice in a column headed `ID` or `Key`. The same label with another link, in another
list, or with something else in another column is another item. Steps that come again are left alone: `Review`, `Rest`,
and whatever stands there three times without a link.

## Why is this bad?

It counts twice, and of the two only one is kept up to date.

## Example

    - [x] Learn the scales
    - [ ] Learn the chords
    - [ ] Learn the scales

Are the scales learned, or not?

## Fix safety

There is no fix: which of the two is right, only the author knows.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from readme_sync.markdown import List
from readme_sync.model import Item, Level, Readme, Tracker, TrackerKind
from readme_sync.rules.rule import Finding, rule
from readme_sync.sources import Facts
from readme_sync.text import Source
from readme_sync.text.regex import ENABLED, regex
from readme_sync.trackers.header_words import is_number_header

_LINK = regex(r"\]\([ \t<]*([^\s()>]+)|<?(https?://[^\s|<>()]+)")
_NUMBER = regex(r"\A#?[0-9]+[:.)、．：]\s*")
_WORD = regex(r"[^\W\d_]+")
_KEYS = frozenset({"id", "key", "task id", "item id", "ticket", "issue id"})
_COMMON = frozenset(
    "review revision revise rest break buffer practice practise exercise exercises test tests quiz exam contest mock "
    "project homework assignment recap repeat catch up day off free tbd tba todo none na n a task item name title "
    "example xxx summary introduction conclusion other others misc done more the and of".split()
)
"""Words of steps that come again, and of templates."""
_PAIR = 2


def _find(readme: Readme, _facts: Facts) -> Iterator[Finding]:
    tasks: dict[int, Item] = {}
    for tracker in readme.trackers:
        if tracker.kind is TrackerKind.TABLE:
            yield from _ids(readme.source, tracker)
            if ENABLED and _are_apart(tracker):
                continue
        if tracker.kind is TrackerKind.LINES or not (repeated := _repeated(tracker.rows)):
            continue
        if tracker.kind is TrackerKind.TASKS:
            tasks.update((item.span.start, item) for item in repeated)
            continue
        for alike in _alike_rows(readme.source, tracker, repeated):
            yield from _doubled(readme.source, alike)
    for alike in _alike_tasks(readme, tasks) if tasks else ():
        yield from _doubled(readme.source, alike)


def _repeated(items: Sequence[Item]) -> list[Item]:
    """The items with a label that stands there more than once."""
    names = [_name(item) for item in items]
    counts = Counter(names)
    return [item for item, name in zip(items, names, strict=True) if name and counts[name] > 1]


def _name(item: Item) -> str:
    """What names an item, without its number."""
    return item.label if item.number is None else _without_number(item.label)


def _without_number(text: str) -> str:
    found = _NUMBER.match(text)
    return text[found.end() :] if found else text


def _doubled(source: Source, alike: Sequence[Item]) -> Iterator[Finding]:
    """The items that come again, unless they are meant to."""
    first, *again = alike
    has_link = _LINK.search(source.slice(first.span)) is not None
    if not again or (not has_link and (len(alike) > _PAIR or _is_common(_name(first)))):
        return
    for item in again:
        yield item.span, f"{_name(item)!r} stands here again, as in line {source.line_of(first.span.start)}"


def _is_common(label: str) -> bool:
    """Whether a label is one of a step that comes again, or of a template."""
    return _COMMON.issuperset(_WORD.findall(label.casefold()))


def _are_apart(tracker: Tracker) -> bool:
    """Whether one column tells all rows apart; of the first it is not known what is left without the number."""
    rows = tracker.rows
    return any(len({item.cells[column] for item in rows}) == len(rows) for column in _telling(tracker)[1:])


def _telling(tracker: Tracker) -> list[int]:
    """The columns of a table in which rows that are alike say the same."""
    left_out = {column for column, text in enumerate(tracker.header) if is_number_header(text)}
    left_out.update(tracker.progress_columns)
    return [column for column in range(len(tracker.header)) if column not in left_out]


def _alike_rows(source: Source, tracker: Tracker, repeated: Sequence[Item]) -> list[list[Item]]:
    """Those of some rows that are alike in all but their progress and number."""
    telling = _telling(tracker)
    alike: dict[tuple[str, ...], list[Item]] = {}
    for item in repeated:
        cells = [item.cells[column] for column in telling]
        if cells and item.number is not None:
            cells[0] = _without_number(cells[0])
        alike.setdefault(tuple(cells), []).append(item)
    return [group for items in alike.values() if len(items) > 1 for group in _with_same_links(source, items)]


def _with_same_links(source: Source, items: Sequence[Item]) -> list[list[Item]]:
    """The items, those together that have the same links beside their pictures."""
    groups: dict[tuple[str, ...], list[Item]] = {}
    for item in items:
        links = [found[1] or found[2] for found in _LINK.finditer(source.slice(item.span))]
        pictures = {figure.excerpt.text for figure in item.figures}
        groups.setdefault(tuple(link for link in links if link not in pictures), []).append(item)
    return list(groups.values())


def _alike_tasks(readme: Readme, tasks: Mapping[int, Item]) -> Iterator[list[Item]]:
    """The tasks side by side that are alike in all but their boxes, what they hold included; `tasks` by place."""
    for block in readme.document.every(List):
        groups: dict[str, list[Item]] = {}
        for child in block.children:
            if item := tasks.get(child.span.start):
                text = readme.source.text[item.figures[0].span.end : child.span.end]
                groups.setdefault(" ".join(text.split()), []).append(item)
        yield from groups.values()


def _ids(source: Source, tracker: Tracker) -> Iterator[Finding]:
    """The ids that stand twice in a column of ids."""
    for column, header in enumerate(tracker.header):
        if header.casefold() in _KEYS:
            ids = sorted(
                (item.cells[column], item.span, item)
                for item in tracker.rows
                if any(map(str.isdigit, item.cells[column]))
            )
            for text, same in groupby(ids, key=lambda one: one[0]):
                first, *again = (item for _, _, item in same)
                for item in again:
                    line = source.line_of(first.span.start)
                    yield item.span, f"the {header} {text!r} stands here again, as in line {line}"


RULE = rule("RS205", "duplicate-item", Level.WARNING, _find)
