"""Find rows by their whole label or key; where a row may be missing, a part of a label is no match."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from readme_sync.errors import RequestError
from readme_sync.markdown import Paragraph, parse
from readme_sync.markdown.escape import canon
from readme_sync.markdown.plain_text import plain_text
from readme_sync.model import Item, Readme, Section, Tracker, TrackerKind, row_of
from readme_sync.text import Source, Span
from readme_sync.text.regex import regex
from readme_sync.trackers.sections import is_called

# Find the item that somebody means.


class HasItem(Protocol):
    """A handle of an item."""

    @property
    def item(self) -> Item:
        """The item as it is now."""


class HasPlace(Protocol):
    """A handle of a section, table or list."""

    @property
    def within(self) -> Section | Tracker:
        """The section, table or list as it is now."""


Row = str | Item | HasItem
"""How a row is named: as `find_item` says, or the item of a document that was read, or its handle."""
Within = str | Section | Tracker | HasPlace | None
"""Where to look for rows: in a section by its title or anchor, in a section, table or list, or anywhere (None)."""


def item_or_name(row: Row) -> str | Item:
    """Return the name of a row, or the item that is meant.

    Raises:
        TypeError: it is neither.
    """
    found = row if isinstance(row, (str, Item)) else getattr(row, "item", None)
    if not isinstance(found, (str, Item)):
        raise TypeError(f"a row is named by a text, such as 'Emma' or '#11', not by {row!r}")
    return found


def place_of(within: Within) -> str | Section | Tracker | None:
    """Return the name of a section, or the section, table or list that is meant."""
    found = getattr(within, "within", None)
    return found if isinstance(found, (Section, Tracker)) else within  # type: ignore[return-value]  # `section_of` refuses others


_SHOWN = 5
_LONGEST = 200
_FEW = 2_000
_NEAREST = 3
_ALIKE = 0.6


class _Candidate(NamedTuple):
    tracker: Tracker
    item: Item


def find_item(
    readme: Readme, row: Row, section: Within = None, column: str | None = None, line: int | None = None
) -> Item:
    """Return the item that `row` names.

    Args:
        readme: the document.
        row: a label, whatever its case and spaces; `#11` or `11` for the number in front of a row; the text of another
            cell, or `Header=text` for the text of the cell in one column; whole words of a label that only one row has;
            or the item itself. The first of these that fits any row decides.
        section: the title or the anchor of the section in which it stands, or the section itself.
        column: the header of the column whose figure is meant; the item comes with only that figure and its copies.
        line: the 1-based line in which it stands.

    Raises:
        RequestError: there is no such item or section or column, or there are several.
    """
    row, section = item_or_name(row), place_of(section)
    candidates = [_Candidate(tracker, item) for tracker in trackers_in(readme, section) for item in tracker.items]
    if not candidates:
        raise _nothing(readme, section)
    found = _match(readme, candidates, row) if isinstance(row, str) else _same(readme, candidates, row)
    row = row if isinstance(row, str) else row.label
    if line is not None:
        there = _line_span(readme.source, line)
        found = [candidate for candidate in found if there.start <= candidate.item.span.start < there.end]
        if not found:
            hint = "readme-sync status --items lists the rows with their lines"
            raise RequestError(f"there is no row {row!r} in line {line}", path=readme.source.path, hint=hint)
    found = _rows_of_matrices(found, column)
    if len(found) > 1:
        raise _ambiguous(readme, row, found)
    if not found:
        raise _unknown(readme, row, candidates, section)
    return found[0].item if column is None else _only(readme, found[0], column)


def _rows_of_matrices(found: Sequence[_Candidate], column: str | None) -> list[_Candidate]:
    """The candidates, the cells of one row of a matrix as one: that in the named column, else all of them."""
    rows: dict[Span, list[_Candidate]] = {}
    for candidate in found:
        rows.setdefault(candidate.item.span, []).append(candidate)
    chosen = []
    for those in rows.values():
        named = [one for one in those if column is not None and _fold(one.item.column) == _fold(column)]
        if len(those) > 1 and those[0].item.column and not named:
            named = [_Candidate(those[0].tracker, row_of([one.item for one in those]))]
        chosen += named or those
    return chosen


def _line_span(source: Source, line: int) -> Span:
    """A 1-based line with its line end; empty where the document has no such line."""
    starts = source.line_starts
    if not 1 <= line <= len(starts):
        return Span(0, 0)
    return Span(starts[line - 1], starts[line] if line < len(starts) else len(source.text) + 1)


def trackers_in(readme: Readme, section: Within) -> list[Tracker]:
    """The trackers in a section, or the one that is meant; those of the document without any.

    Raises:
        RequestError: there is no such section, or there are several.
    """
    section = place_of(section)
    if isinstance(section, Tracker):
        return [section]
    within = section_of(readme, section).span if section is not None else Span(0, len(readme.source.text))
    return [tracker for tracker in readme.trackers if within.start <= tracker.span.start < within.end]


def find_tracker(readme: Readme, section: Within = None, line: int | None = None) -> Tracker:
    """The one tracker in a section, or in the document, or the one that reaches over a 1-based line.

    Of those in a section the one that stands right below its heading is meant, not those in sections of its own.

    Raises:
        RequestError: there is none, or there are several.
    """
    section = place_of(section)
    found = trackers_in(readme, section)
    if not found:
        raise _nothing(readme, section)
    line_of = readme.source.line_of
    lists = {one.span for one in found if one.kind is TrackerKind.LINES}
    found = [one for one in found if one.kind is TrackerKind.LINES or one.span not in lists]  # not boxes in its entries
    found = [one for one in found if one.kind is not TrackerKind.LINES] or found  # which takes no rows
    if line is not None:
        there = [one for one in found if line_of(one.span.start) <= line <= line_of(one.span.end)]
        if not there:
            nearest = min(found, key=lambda one: abs(line_of(one.span.start) - line))
            hint = f"the nearest begins in line {line_of(nearest.span.start)}"
            raise RequestError(f"there is no table or task list in line {line}", path=readme.source.path, hint=hint)
        found = there
    if len(found) > 1 and section is not None and not isinstance(section, Tracker):
        own = section_of(readme, section).span
        right_below = [one for one in found if readme.sections[one.section].span == own]
        found = right_below if len(right_below) == 1 else found
    if len(found) > 1:
        places = [f"line {line_of(one.span.start)}{_where(readme, one)}" for one in found]
        message = f"there are {len(found)} tables and lists of progress"
        hint = "choose with `section` or `line`"
        raise RequestError(message, path=readme.source.path, hint=hint, choices=places)
    return found[0]


def only_column(readme: Readme, tracker: Tracker, item: Item, column: str) -> Item:
    """The item with only the figure that stands in a column, named by its header, and its copies.

    Raises:
        RequestError: there is none.
    """
    return _only(readme, _Candidate(tracker, item), column)


def _nothing(readme: Readme, section: str | Section | Tracker | None) -> RequestError:
    title = section.title if isinstance(section, Section) else section
    where = f"section {title!r}" if isinstance(title, str) and title else "the document"
    return RequestError(f"{where} holds no progress that can be read", path=readme.source.path)


def _match(readme: Readme, candidates: Sequence[_Candidate], row: str) -> list[_Candidate]:
    """Return the candidates of the first way of naming by which there are any."""
    wanted = _fold(row)
    if not wanted:
        return []
    names = [_fold(candidate.item.label) for candidate in candidates]

    def chosen(fits: Callable[[_Candidate, str], bool]) -> list[_Candidate]:
        return [one for one, name in zip(candidates, names, strict=True) if fits(one, name)]

    if exact := chosen(lambda one, _: one.item.label == row) or chosen(lambda _, name: name == wanted):
        return exact
    part = _words(wanted)
    number = _number(wanted)
    if number is not None and (numbered := chosen(lambda one, _: one.item.number == number)):
        # "11" may be row 11 and a part of "Chapter 11"; "#11" is the row
        found_already = {candidate.item.span for candidate in numbered}
        others = [] if wanted.startswith("#") else chosen(lambda _, name: part.search(name) is not None)
        return numbered + [one for one in others if one.item.span not in found_already]
    if keyed := chosen(lambda one, _: _has_text(one.item, wanted)):
        return keyed
    if "=" in row and (celled := chosen(lambda one, _: _has_cell(one, *row.split("=", 1)))):
        return celled
    if any(_fold(section.title) == wanted for section in readme.sections):
        return []  # who names a section does not mean a row that speaks of it
    return chosen(lambda _, name: part.search(name) is not None)


def _words(text: str) -> re.Pattern[str]:
    """Return what finds a text as whole words: no `x` in `index`, no `Phase 1` in `Phase 10` or `Phase 1.2`."""
    before = r"(?<![^\W_])(?<![0-9][.,])" if _needs_edge(text[0]) else ""
    behind = r"(?![^\W_])(?![.,][0-9])" if _needs_edge(text[-1]) else ""
    return re.compile(before + re.escape(text) + behind)


def _needs_edge(char: str) -> bool:
    """Return whether a character is of a script that puts spaces between words."""
    return char.isalnum() and unicodedata.east_asian_width(char) not in "WF"


def _same(readme: Readme, candidates: Sequence[_Candidate], item: Item) -> list[_Candidate]:
    """The candidate that is that item.

    Raises:
        RequestError: it is an item of another document, or of this one before an edit.
    """
    found = [
        one
        for one in candidates
        if one.item.span == item.span and one.item.label == item.label and item.column in (one.item.column, "")
    ]
    if not found:
        hint = "find it again in the document as it is now"
        raise RequestError(f"{item.label!r} is no item of it", path=readme.source.path, hint=hint)
    return found


def _has_text(item: Item, wanted: str) -> bool:
    """Whether one of the cells says what is wanted."""
    cells = "\n".join(item.cells)
    if cells.isascii() and wanted.partition(" ")[0] not in cells.casefold():
        return False
    return any(wanted in _ways_to_say(item, column) for column in range(len(item.cells)))


def _ways_to_say(item: Item, column: int) -> tuple[str, str]:
    """Return what a cell says, and the same without the number of its row."""
    cell = item.cells[column]
    return _fold(cell), _fold(without_number(cell, item)) if column == 0 else ""


def _has_cell(candidate: _Candidate, header: str, text: str) -> bool:
    """Whether a row says `text` in the column of that header."""
    wanted, item = _fold(text), candidate.item
    columns = [index for index, name in enumerate(candidate.tracker.header) if _fold(name) == _fold(header)]
    return any(wanted in _ways_to_say(item, column) for column in columns if column < len(item.cells))


def _number(wanted: str) -> int | None:
    """The number in front of a row that is wanted, None where a text is."""
    digits = wanted.removeprefix("#")
    return int(digits[:9]) if digits.isascii() and digits.isdigit() else None


def _fold(text: str) -> str:
    """Return a text without what does not matter: case, kinds of spaces, how accents and emoji are composed."""
    folded = " ".join(text.casefold().split())
    return folded if folded.isascii() else unicodedata.normalize("NFC", folded).replace("\ufe0f", "")


def section_of(readme: Readme, wanted: str | Section) -> Section:
    """The section with that title or anchor, or the very one that is given.

    Raises:
        RequestError: there is none, or there are several.
    """
    if isinstance(wanted, Section):
        return wanted
    if not isinstance(wanted, str):
        raise TypeError(f"a section is named by its title or #anchor, not by {wanted!r}")
    sections = readme.sections[1:]
    folded = _fold(wanted.removeprefix("#"))
    ways: list[Callable[[Section], bool]] = [
        lambda section: _fold(section.anchor) == folded,
        lambda section: _fold(section.title) == _fold(wanted),
        lambda section: folded in _fold(section.title),
        lambda section: is_called(section, folded),
    ]
    path = readme.source.path
    for way in ways:
        found = [section for section in sections if way(section)]
        if len(found) > 1:
            hint = f"name one by its anchor: {', '.join('#' + section.anchor for section in found[:_SHOWN])}"
            raise RequestError(f"there are {len(found)} sections {wanted!r}", path=path, hint=hint)
        if found:
            return found[0]
    near = _nearest(folded, [section.title for section in sections])
    nearest = f"the nearest are {', '.join(map(repr, near))}" if near else "name one of them" if sections else None
    choices = [] if near else [f"#{section.anchor}" for section in sections]
    raise RequestError(f"there is no section {wanted!r}", path=path, hint=nearest, choices=choices)


def _only(readme: Readme, found: _Candidate, column: str) -> Item:
    """The item with only the figure that stands in a column, and its copies."""
    item, header = found.item, found.tracker.header
    line = readme.source.line_of(item.span.start)
    columns = [index for index, text in enumerate(header) if _fold(text) == _fold(column)]
    groups = {figure.group for figure in item.figures if figure.column in columns}
    if not groups:
        names = ", ".join(repr(header[index]) for index in found.tracker.progress_columns)
        hint = f"its progress stands in {names}" if names else "only tables have columns"
        message = f"{item.label!r} has no progress in a column {column!r}"
        raise RequestError(message, path=readme.source.path, line=line, hint=hint)
    return item._replace(figures=tuple(figure for figure in item.figures if figure.group in groups))


def _ambiguous(readme: Readme, row: str, found: Sequence[_Candidate]) -> RequestError:
    places = [
        f"{candidate.item.label!r} (line {readme.source.line_of(candidate.item.span.start)}{anchor})"
        for candidate in found
        for anchor in [_where(readme, candidate.tracker)]
    ]
    hint = "choose with `section`" if len({candidate.tracker.section for candidate in found}) > 1 else _other_way(found)
    return RequestError(f"{row!r} may be {len(found)} rows", path=readme.source.path, hint=hint, choices=places)


def _where(readme: Readme, tracker: Tracker) -> str:
    anchor = readme.sections[tracker.section].anchor
    return f", #{anchor}" if anchor else ""


def _other_way(found: Sequence[_Candidate]) -> str:
    numbers = [candidate.item.number for candidate in found]
    if None not in numbers and len(set(numbers)) == len(numbers):
        return f"choose by number: {', '.join(f'#{number}' for number in numbers[:_SHOWN])}"
    labels = {candidate.item.label for candidate in found}
    return "give the whole label" if len(labels) == len(found) else "choose with `line`"


def _unknown(
    readme: Readme, row: str, candidates: Sequence[_Candidate], section: str | Section | Tracker | None
) -> RequestError:
    line_of = readme.source.line_of
    if isinstance(section, str):
        elsewhere = _match(readme, [_Candidate(one, item) for one in readme.trackers for item in one.items], row)
        if elsewhere:
            tracker, item = elsewhere[0]
            hint = f"one stands in line {line_of(item.span.start)}{_where(readme, tracker)}"
            return RequestError(f"there is no row {row!r} in {section!r}", path=readme.source.path, hint=hint)
    lines = {candidate.item.label: line_of(candidate.item.span.start) for candidate in reversed(candidates)}
    near = [f"{label!r} (line {lines[label]})" for label in _nearest(row, list(lines))]
    hint = f"the nearest are {', '.join(near)}" if near else "readme-sync status --items lists them"
    return RequestError(f"there is no row {row!r}", path=readme.source.path, hint=hint)


def _nearest(wanted: str, names: Sequence[str]) -> list[str]:
    """The names most like the wanted one, best first; a name may be longer, some of its words are enough."""
    from difflib import SequenceMatcher

    folded = _fold(wanted)[:_LONGEST]
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(folded)
    width = len(folded.split())

    def score(name: str) -> float:
        words = _fold(name)[:_LONGEST].split()
        texts = [" ".join(words)]
        if len(names) <= _FEW:
            texts += [" ".join(words[start : start + width]) for start in range(len(words) - width + 1)]
        best = 0.0
        for text in texts:
            matcher.set_seq1(text)
            if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best:
                best = max(best, matcher.ratio())
        return best

    scored = sorted(((score(name), name) for name in names), key=lambda pair: -pair[0])
    return [name for likeness, name in scored[:_NEAREST] if likeness >= _ALIKE]


def exact_rows(readme: Readme, text: str, column: str | None, section: Within) -> list[Item]:
    """The rows whose label, or whose cell in a column, is a text, but for case and blanks.

    Where no row is called so, the number in front of a row is left out of the comparison: it belongs to the place.

    Raises:
        RequestError: there is no such section, or no table of it has such a column.
    """
    names = _names_in(readme, column, section)
    wanted = folded(text)
    called = [item for item, name in names if _fold(name) == wanted]
    return called or [item for item, name in names if _fold(without_number(name, item)) == wanted]


def shown_text(markdown: str) -> str:
    """Return what the page shows of a line of Markdown."""
    document = parse(Source(canon(markdown)))
    first = document.blocks[0] if len(document.blocks) == 1 else None
    return plain_text(document, first.content) if isinstance(first, Paragraph) else canon(markdown)


def taken_names(readme: Readme, column: str | None, section: Within) -> set[str]:
    """Return all names, folded, by which `exact_rows` finds a row.

    Raises:
        RequestError: as `exact_rows` does.
    """
    return _all_ways(_names_in(readme, column, section))


def names_of(tracker: Tracker, item: Item, column: str | None) -> set[str]:
    """Return the names, folded, by which `exact_rows` finds an item."""
    return _all_ways(_names(tracker._replace(items=(item,)), column))


def folded(text: str) -> str:
    """Return a text as the page shows it, but for case and blanks."""
    return _fold(canon(text))


def _all_ways(names: Iterable[tuple[Item, str]]) -> set[str]:
    return {_fold(way) for item, name in names for way in (name, without_number(name, item))}


def _names_in(readme: Readme, column: str | None, section: Within) -> list[tuple[Item, str]]:
    """Return the rows, each with its label or its cell in a column."""
    trackers = trackers_in(readme, section)
    headers = dict.fromkeys(header for tracker in trackers for header in tracker.header if header)
    if column is not None and _fold(column) not in map(_fold, headers):
        hint = f"there are {', '.join(map(repr, headers))}" if headers else "only tables have columns"
        raise RequestError(f"there is no column {column!r}", path=readme.source.path, hint=hint)
    return [name for tracker in trackers for name in _names(tracker, column)]


def _names(tracker: Tracker, column: str | None) -> Iterator[tuple[Item, str]]:
    """By what each row is called: its label, or its cells in the columns of that header."""
    if column is None:
        yield from ((item, item.label) for item in tracker.rows)
        return
    for index, header in enumerate(tracker.header):
        if _fold(header) == _fold(column):
            yield from ((item, item.cells[index]) for item in tracker.rows if index < len(item.cells))


# The number in front of a row, in the text of its first cell.

_NUMBER = regex(r"([0-9]{1,6})(?:[:.)][ \t]*|[、．：][ \t]*)")


def without_number(text: str, item: Item) -> str:
    """Return the text without the number of its row, which belongs to the place and not to the row."""
    found = _NUMBER.match(text)
    return text[found.end() :] if found and int(found[1]) == item.number and found.end() < len(text) else text
