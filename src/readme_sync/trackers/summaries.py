"""Summary tables: trackers whose rows are the sections of the document that hold the items themselves."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from readme_sync.model import Item, Section, Tracker, TrackerKind
from readme_sync.notations import Target, named
from readme_sync.text.regex import regex

_SHARE = 0.6
_FEWEST = 2
_FEWEST_SUMMED = 8
"""Among fewer items fractions sum up to their number by chance."""
_REMEMBERED = 2_048
"""Labels such as `Week 1` stand in many tables."""
_NO_LETTER = regex(r"(?:[^\w+#.]|(?<![0-9])\.|(?<=[0-9])\.(?![0-9]))+")
"""What stands between words; a point in a number is part of it."""
_FIGURES = regex(
    r"[(（\[][^()（）\[\]]{0,60}[)）\]]"
    r"|(?<![0-9])[0-9]+ ?[/／] ?[0-9]+(?:\.[0-9.]* ?%)?"  # a run of digits is tried from its start only: linear
    r"|(?<![0-9.])[0-9.]+ ?%"
)
_NUMBERED = regex(r"(?:[a-zà-ÿ]{1,12} )?[0-9]{1,4}(?:\.[0-9]{1,3}){0,3}(?: |$)")
_IN_BRACKETS = regex(r"[(（](?P<words>[^\W\d_][^()（）]{2,40})[)）]")


def marked_summaries(sections: Sequence[Section], trackers: Sequence[Tracker]) -> list[Tracker]:
    """Return the trackers, those marked whose rows are sections with items of their own."""
    if len(trackers) < _FEWEST:
        return list(trackers)
    by_name = sections_by_name(sections)
    holding = _holding(sections, trackers)
    found = [one._replace(is_summary=True) if _is_summary(one, sections, by_name, holding) else one for one in trackers]
    counted = sum(len(one.items) for one in found if not one.is_summary)
    return [one._replace(is_summary=True) if _sums_up(one, counted) else one for one in found]


def _sums_up(tracker: Tracker, counted: int) -> bool:
    """Return whether items with fractions count, together, just the items of all other trackers."""
    others = counted - len(tracker.items)
    if tracker.is_summary or tracker.kind is TrackerKind.TASKS or not _FEWEST <= len(tracker.items) < others:
        return False
    totals = [item.progress.total for item in tracker.items]
    return others >= _FEWEST_SUMMED and None not in totals and sum(total or 0.0 for total in totals) == others


def sections_by_name(sections: Sequence[Section]) -> dict[str, int | None]:
    """Return the sections by their bare titles, and by the number in front of them; None where two have one name."""
    found: dict[str, int | None] = {}
    for index, section in enumerate(sections):
        for name in names_of(section.title):
            found[name] = None if name in found else index
    return found


@lru_cache(_REMEMBERED)
def names_of(text: str) -> tuple[str, ...]:
    """Return by what names a row or a heading may be called.

    Its bare words; `phase 2` where it begins like that, and what follows it; the words in brackets behind it.
    """
    whole = bare(text)
    found = _NUMBERED.match(whole)
    numbered = found[0].strip() if found and not found[0].strip().isdigit() else ""
    rest = whole[found.end() :] if found else ""
    bracketed = [bare(one) for one in _IN_BRACKETS.findall(text)]
    return tuple(name for name in dict.fromkeys((whole, numbered, rest, *bracketed[:1])) if name)


def section_named(text: str, by_name: Mapping[str, int | None]) -> int | None:
    """Return the section that a row's label names; None where there is none, or more than one."""
    for name in names_of(text):
        if (index := by_name.get(name)) is not None:
            return index
    return None


def section_of(item: Item, by_name: Mapping[str, int | None]) -> int | None:
    """Return the section that an item of a table names by its label, else by its first cell."""
    found = section_named(item.label, by_name)
    first = item.cells[0] if item.cells else ""
    return found if found or first == item.label else section_named(first, by_name)


def bare(text: str) -> str:
    """Return the words of a title or a label, without figures, symbols and capitals."""
    return _NO_LETTER.sub(" ", _FIGURES.sub(" ", text)).replace("_", " ").strip().casefold()


def _holding(sections: Sequence[Section], trackers: Sequence[Tracker]) -> dict[int, list[int]]:
    """Return by section, where the trackers in it begin."""
    found: dict[int, list[int]] = {}
    for tracker in trackers:
        index: int | None = tracker.section
        while index is not None:
            found.setdefault(index, []).append(tracker.span.start)
            index = sections[index].parent
    return found


def _has_number(item: Item) -> bool:
    """Return whether a row states more than a state."""
    return any(named(figure.notation).target is not Target.CELL for figure in item.figures)


def _is_plain(name: str, section: Section) -> bool:
    """Return whether a name is all of a title, or its number; a part of a title is enough for rows with numbers."""
    return name in names_of(section.title)[:2]


def _is_summary(
    tracker: Tracker,
    sections: Sequence[Section],
    by_name: Mapping[str, int | None],
    holding: Mapping[int, list[int]],
) -> bool:
    if tracker.is_summary or tracker.kind is TrackerKind.TASKS or len(tracker.items) < _FEWEST:
        return tracker.is_summary
    if not any(map(_has_number, tracker.items)):
        by_name = {name: index for name, index in by_name.items() if index is None or _is_plain(name, sections[index])}
    needed = max(_FEWEST, _SHARE * len(tracker.items))
    hits = 0
    for left, item in zip(range(len(tracker.items), 0, -1), tracker.items, strict=True):
        if hits + left < needed:
            return False
        index = section_of(item, by_name)
        hits += index is not None and any(start != tracker.span.start for start in holding.get(index, ()))
    return hits >= needed
