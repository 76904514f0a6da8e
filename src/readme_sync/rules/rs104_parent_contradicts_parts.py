"""RS104 parent-contradicts-parts: something is said to be done whose parts are open.

## What it does

Finds checked tasks over open ones; checked tasks whose own text says how much is done (`Week 1 (80% complete)`); and
headings that end with `✅`, `Complete` or `Done` over open boxes or rows. Parts that are optional, struck or put off
are left alone, and so is a `✅` in front of a heading: mostly that is decoration.

## Why is this bad?

Either the parts are done and nobody has checked them, or the whole is not.

## Example

    - [x] Learn the scales
      - [x] Major
      - [ ] Minor

## Fix safety

There is no fix: which of the two is right, only the author knows. With `counting.parents = "follow"` the author has
said that the parts are: then an open task over parts that are all done is found, too, and both have a safe fix.
"""

import re
from collections.abc import Iterator, Sequence

from readme_sync.model import Applicability, Fix, Item, Level, Parents, Progress, Readme, State, TrackerKind
from readme_sync.notations import rewrite
from readme_sync.rules.rule import Finding, rule
from readme_sync.sources import Facts
from readme_sync.text.regex import any_of, regex

_OPEN = frozenset({State.OPEN, State.IN_PROGRESS})
_OPTIONAL = regex(
    r"\b(?:optional|bonus|stretch|extra|nice[- ]to[- ]have|later|future|someday|skip(?:ped)?|cancell?ed|dropped|"
    r"postponed|deferred|if needed|n/a|opcional|optionnel|facultati[fv]o?|opzionale)\b|可选|选做|任意|선택",
    re.IGNORECASE,
)
_CHOICE = (":", "?", "：", "？")
"""How a task ends of which the parts are answers, one of them to be checked."""
_SHARE = regex(
    r"[(（\[]\s*(?P<percent>[0-9]{1,3}(?:\.[0-9]+)?)\s*[%％](?P<word>\s*(?:complete|completed|done|finished|fertig|"
    r"erledigt|concluído|completado|terminé|完成|完了|완료))?\s*[)）\]]\s*\Z",
    re.IGNORECASE,
)
_SIGN = r"(?:[✅☑✔]\ufe0f?|:white_check_mark:|:heavy_check_mark:)"
_WORD = r"(?:complete|completed|done|finished|erledigt|fertig|concluíd[oa]|completad[oa]|terminée?|已完成|完了|완료)"
_SIGNED = regex(
    rf"(?P<title>.*[^\s(（\[])\s*+(?:[(（\[]\s*+)?{_SIGN}\s*+(?P<word>(?:\w{{2,12}} )?{_WORD}[.!]?)?\s*+[)）\]]?\Z",
    re.IGNORECASE | re.DOTALL,
)
_WORDED = regex(rf"(?P<title>.*\S)\s*(?:[(（\[]\s*{_WORD}\s*[)）\]]|\s[-–—]\s*{_WORD})\Z", re.IGNORECASE | re.DOTALL)
_MARKS = regex(f"{_SIGN}|{_WORD}", re.IGNORECASE)
_holds_mark = any_of(
    "✅ ☑ ✔ :white_check_mark: :heavy_check_mark: complete done finished erledigt fertig concluíd completad terminé "
    "已完成 完了 완료".split()
)
_ALL = 100.0


def _find(readme: Readme, _facts: Facts) -> Iterator[Finding]:
    for tracker in readme.trackers:
        if tracker.kind is TrackerKind.TASKS:
            follows = readme.settings.counting.parents is Parents.FOLLOW
            yield from (_following if follows else _tasks)(readme, tracker.items)
    yield from _headings(readme)


def _tasks(readme: Readme, items: Sequence[Item]) -> Iterator[Finding]:
    """Yield the checked tasks that their parts or their text contradict."""
    for item, parts, left in _with_parts(readme, items):
        if not item.progress.is_done:
            continue
        share = _SHARE.search(item.label)
        if left and not item.label.endswith(_CHOICE):
            yield item.span, f"is checked, but {_open(left, parts, 'task')} open"
        elif share and float(share["percent"]) < _ALL and (share["word"] or parts):
            yield item.span, f"is checked, but its text says {share['percent']} %"


def _following(readme: Readme, items: Sequence[Item]) -> Iterator[Finding]:
    """Yield the tasks that say something else than the parts that they follow. Bottom up: they may be parts, too."""
    below: list[list[bool]] = []  # by depth: whether each part of the next one up is done
    found: list[Finding] = []
    for item in reversed(items):
        while len(below) <= item.depth + 1:
            below.append([])
        parts = below[item.depth + 1]
        del below[item.depth + 1 :]
        is_done = item.progress.is_done
        if parts and is_done is not all(parts) and not item.label.endswith(_CHOICE):
            is_done = not is_done
            state = Progress.of_state(State.DONE if is_done else State.OPEN)
            what = (
                f"is open, but all {len(parts)} below are done" if is_done else "is checked, but not all below are done"
            )
            edits = tuple(rewrite(item.figures[0], state))
            found.append((item.span, what, Fix("check it" if is_done else "uncheck it", edits, Applicability.SAFE)))
        if item.progress.state is not State.UNKNOWN and not _is_optional(readme, item):
            below[item.depth].append(is_done)
    yield from reversed(found)


def _with_parts(readme: Readme, items: Sequence[Item]) -> Iterator[tuple[Item, int, int]]:
    """The tasks, with how many stand in each, and how many of these are open. Bottom up, so each is looked at once."""
    above: list[list[int]] = []  # by depth: how many tasks there are below the next one up, and how many are open
    for item in reversed(items):
        while len(above) <= item.depth + 1:
            above.append([0, 0])
        parts, left = above[item.depth + 1]
        del above[item.depth + 1 :]
        is_open = item.progress.state in _OPEN and not _is_optional(readme, item)
        above[item.depth][0] += parts + 1
        above[item.depth][1] += left + is_open
        yield item, parts, left


def _is_optional(readme: Readme, item: Item) -> bool:
    return bool(_OPTIONAL.search(item.label)) or "~~" in readme.source.slice(item.span)


def _headings(readme: Readme) -> Iterator[Finding]:
    """Yield the headings that say done over what is not."""
    if not _holds_mark("\n".join([section.title for section in readme.sections]).casefold()):
        return
    suspects = {
        index: bool(found["word"]) if "word" in found.re.groupindex else True
        for index, section in enumerate(readme.sections)
        if section.heading and _MARKS.search(section.title)
        if (found := _SIGNED.fullmatch(section.title) or _WORDED.fullmatch(section.title))
        if not _MARKS.match(section.title)
    }
    if not suspects:
        return
    items: dict[int, list[Item]] = {}
    for tracker in readme.trackers:
        if tracker.section in suspects:
            items.setdefault(tracker.section, []).extend(tracker.items)
    for index, those in items.items():
        left = sum(item.progress.state in _OPEN and not _is_optional(readme, item) for item in those)
        some_done = any(item.progress.is_done for item in those)
        heading = readme.sections[index].heading
        if left and heading and (suspects[index] or some_done):
            yield heading, f"the heading says done, but {_open(left, len(those), 'item')} open"


def _open(left: int, parts: int, noun: str) -> str:
    """`2 of the 3 tasks below are`."""
    return (
        f"the {noun} below is" if parts == 1 else f"{left} of the {parts} {noun}s below {'is' if left == 1 else 'are'}"
    )


RULE = rule("RS104", "parent-contradicts-parts", Level.WARNING, _find)
