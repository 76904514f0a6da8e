"""A count with a noun, over the things it counts: `- 3 Competitions` above a table headed `Competition`.

The noun must match the header of the column that names the rows, or be `tasks` over boxes: then it is certain. With a
noun that any list has (`examples`, `lessons`, `题`), a number that is nearly that of all items is in doubt. So are
counts of what is done, and counts in badges. `5 STAR RESOURCES`, `100 Days`, `Blind 75` count nothing.
"""

import re
from collections.abc import Iterator, Sequence

from readme_sync.claims._below import column_sums
from readme_sync.claims._counts import counts, number_at
from readme_sync.claims._page import ClaimContext, TextBlock
from readme_sync.claims._words import Counted, counted_by, label_before, single
from readme_sync.claims.form import Form
from readme_sync.markdown import Heading
from readme_sync.markdown.entities import holds_reference
from readme_sync.model import Bound, Claim, Doubt, Fact, Progress, Tracker, TrackerKind, Value
from readme_sync.text.regex import regex

_WORD = regex(r"[^\W\d_]+")
_COUNTED = regex(
    r"(?:^|(?<=[-:(|,/\n])(?<![0-9][/-])|(?<=[—–])(?<![0-9].)|(?<=[：（]))[ \xa0*]{0,3}"
    r"(?P<value>[0-9]{1,3}(?:,[0-9]{3}){1,2}|[0-9]{1,5})[ \xa0](?P<noun>[^\W\d_]{3,20})"
    r"(?P<done>[ \xa0](?:solved|done|completed|complete|finished))?[ \xa0*]{0,3}"
    r"(?=[)|,.\n]|）|$|[ ][—–][ ]|[ ][|-][ ])",
    re.IGNORECASE,
)
_GENERIC = regex(
    r"(?P<value>[0-9](?<![\w.,/~+-][0-9])(?<![～第][0-9])(?<!约[0-9])[0-9]{1,4})[ \xa0]?"
    r"(?:(?:个|個)?(?:例子|题目|问题|文件|章节|单词|项目|算法)|道|篇|题(?!号)|"
    r"(?:code |coding |leetcode )?"
    r"(?:examples|lessons|exercises|problems|chapters|items|topics|tutorials|kata|questions)\b)",
    re.IGNORECASE,
)
_NEAR = 0.05
_FEWEST = 10
_TASKS = frozenset({"task", "todo", "item", "step"})
Known = dict[tuple[int, str, Value], tuple[Fact, Doubt] | None]
"""By section, noun and value, what such a count should say, and why that is in doubt; None where it counts nothing."""


def _find(page: ClaimContext) -> Iterator[Claim]:
    if not page.inside[0] and not page.grids:
        return
    known: Known = {}
    for passage in page.passages:
        certain = list(_certain(page, passage, known))
        yield from certain
        if not certain:
            yield from _near(page, passage)


def _certain(page: ClaimContext, passage: TextBlock, known: Known) -> Iterator[Claim]:
    trackers = page.inside[passage.section]
    if not trackers or not (isinstance(passage.block, Heading) or passage.is_first or passage.is_listed):
        return
    if not _COUNTED.search(passage.raw.replace("*", " ")) and not holds_reference(passage.raw):
        return
    seen = passage.seen
    for found in _COUNTED.finditer(seen.text):
        value = Value.DONE if found["done"] else Value.COUNT
        key = passage.section, found["noun"], value
        if key not in known:
            those = [tracker for tracker in trackers if is_named(tracker, found["noun"])]
            doubt = Doubt.NONE if len(those) == len(trackers) else Doubt.OTHER_THING
            known[key] = (_fact(those, value), doubt) if those else None
        answer = known[key]
        is_of_all = answer and not _has_other_name(seen.text, found.start("value"))
        figure = number_at(seen, found.span("value")) if is_of_all else None
        if figure and answer:
            yield Claim(figure, value, answer[0], Bound.FORM, passage.section, answer[1])


def _has_other_name(text: str, start: int) -> bool:
    """Say if a label before a count says that it counts some of the things: `Completed: 2 tasks`, `Next (2 tasks)`."""
    label = label_before(text, start)
    is_labelled = text[:start].rstrip(" \xa0*_").endswith((":", "：", "(", "（")) and any(map(str.isalpha, label))
    counted = counted_by(label) if is_labelled else None
    return (
        is_labelled
        and counted is not Counted.TOTAL
        and (counted is not None or text[:start].rstrip(" *_")[-1] in ":：")
    )


def is_named(tracker: Tracker, noun: str) -> bool:
    """Return whether a noun in the plural names the items of a tracker."""
    name = single(noun)
    if tracker.kind is TrackerKind.TASKS:
        return name in _TASKS and name != noun.casefold()
    if tracker.label_column is None:
        return False
    words = [single(word) for word in _WORD.findall(tracker.header[tracker.label_column])]
    return name in words and (name != noun.casefold() or not noun.isascii())


def _fact(trackers: Sequence[Tracker], value: Value) -> Fact:
    """Return how many there are: all, the outer ones, those of each tracker, those with different names."""
    fractions = [one.progress for one in counts(trackers, "") if one.progress.total is not None]
    numbers = [one.done if value is Value.DONE else one.total for one in fractions]
    labels = {item.label for tracker in trackers for item in tracker.items}
    if value is Value.COUNT:
        numbers.append(len(labels))
    noun = "tasks" if all(tracker.kind is TrackerKind.TASKS for tracker in trackers) else "rows"
    progresses = tuple(dict.fromkeys(Progress.of_number(number) for number in numbers if number is not None))
    return Fact(progresses, f"counting the {noun} below")


def _near(page: ClaimContext, passage: TextBlock) -> Iterator[Claim]:
    """A count of something that is nearly the number of all items, or of all rows alike, in a passage before them."""
    if passage.block.span.start > page.first or not _GENERIC.search(passage.raw):
        return
    matches = list(_GENERIC.finditer(passage.seen.text))
    figure = number_at(passage.seen, matches[0].span("value")) if len(matches) == 1 else None
    number = figure.progress.done if figure else None
    if figure is None or number is None:
        return
    items = [item for tracker in page.inside[0] for item in tracker.items]
    done = sum(item.progress.is_done for item in items)
    sizes = [len(items), *page.families, *(int(size) for size, _ in column_sums(page))]
    near = [size for size in sizes if size >= _FEWEST and abs(number - size) <= max(1, _NEAR * size)]
    if near and number not in (*sizes, done, sum(page.families)):
        names = {item.label for item in items}
        progresses = tuple(map(Progress.of_number, (near[0], len(names))))
        origin = "counting all items" if near[0] == len(items) else "counting the rows of all tables alike"
        if near[0] not in (len(items), *page.families):
            origin = "a column summed up"
        yield Claim(figure, Value.COUNT, Fact(progresses, origin), Bound.FORM, passage.section, Doubt.OTHER_THING)


FORM = Form("noun-count", 70, _find)
