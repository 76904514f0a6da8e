"""Merge two versions of a document row by row: both sides' rows are kept, numbers are computed again."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

from readme_sync.editing.apply import apply
from readme_sync.editing.bind import follow
from readme_sync.editing.operations.renumber import Renumber
from readme_sync.errors import ReadmeSyncError
from readme_sync.model import Outcome, Readme
from readme_sync.reader import parse
from readme_sync.text import Source
from readme_sync.text.regex import regex
from readme_sync.trackers.sections import items_by_name, steady_title
from readme_sync.trackers.tables import row_numbers

MARKER = 41
"""The length of conflict markers that no document has."""

_OURS, _BASE, _MIDDLE, _THEIRS = ("<" * MARKER, "|" * MARKER, "=" * MARKER, ">" * MARKER)
_NUMBER = regex(r"[0-9]+(?:\.[0-9]+)?")
_ROW_NUMBER = regex(r"\A(?P<before>[ \t]{0,8}\|?[ \t]{0,8})[0-9]{1,6}(?=[.:)\s|])")
_SIDE = regex(r"(?m)^([<|>]{7})(?: [^\r\n]*)?$")
_CELL = regex(r"(?<!\\)(\|)")

_LINE = regex(r"[^\n]++\n?|\n")

Lines = list[str]


class Merge(NamedTuple):
    """The merged document, and how many places are left in conflict, with the markers that git writes."""

    source: Source
    conflicts: int


class _Sides(NamedTuple):
    """The three versions of a place, or of the whole document."""

    base: Lines
    ours: Lines
    theirs: Lines


class _Names(NamedTuple):
    """What names the lines of a document.

    Attributes:
        rows: the section and the label of each row, by the text of its line.
        stated: the lines that state a number which is derived.
    """

    rows: Mapping[str, str]
    stated: frozenset[str]


def merge(merged: Source, ours: Readme, base: Readme, theirs: Readme) -> Merge:
    """Resolve the conflicts between rows of a merged document.

    Args:
        merged: what `git merge-file --diff3` makes of the three, with markers of `MARKER` signs.
        ours: the version of this side.
        base: the version that both have in common.
        theirs: the version of the other side.
    """
    names = [_names(one) for one in (base, ours, theirs)]
    parts: Lines = []
    conflicts = 0
    for part in _parts(merged.text):
        if isinstance(part, str):
            parts.append(part)
            continue
        resolved = _resolved(part, names)
        conflicts += resolved is None
        parts += _marked(part) if resolved is None else resolved
    source = Source("".join(parts), merged.path)
    if conflicts or source.text == ours.source.text:
        return Merge(source, conflicts)
    source = follow(ours, Outcome(ours.source, source)).source
    return Merge(_renumbered(source, ours, theirs), 0)


def _renumbered(source: Source, ours: Readme, theirs: Readme) -> Source:
    """Return the document with rows numbered one by one where both sides had it so: both may have taken a number."""
    gapless = _gapless(ours) & _gapless(theirs)
    readme = parse(source, settings=ours.settings)
    for name, line in _numbered(readme, gapless=False):
        if name in gapless:
            with suppress(ReadmeSyncError):  # then RS206 names them
                source = apply(source, Renumber(line=line), settings=ours.settings).source
    return source


def _gapless(readme: Readme) -> set[tuple[str, ...]]:
    return {name for name, _ in _numbered(readme, gapless=True)}


def _numbered(readme: Readme, *, gapless: bool) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield the tables with progress whose rows are numbered one by one, or are not: title and header, and the line."""
    tables = {table.span: table for table in readme.document.tables}
    for tracker in readme.trackers:
        numbering = row_numbers(tables[tracker.span]) if tracker.span in tables else None
        numbers = [number.value for number in numbering.numbers if number] if numbering else []
        if numbers and gapless == (numbers == list(range(numbers[0], numbers[0] + len(numbers)))):
            title = steady_title(readme.sections[tracker.section].title)
            yield (title, *tracker.header), readme.source.line_of(tracker.span.start)


def _names(readme: Readme) -> _Names:
    text = readme.source.text

    def line_at(offset: int) -> str:
        end = text.find("\n", offset) + 1
        return text[text.rfind("\n", 0, offset) + 1 : end or len(text)]

    rows = {line_at(item.span.start): label for (_, label), item in items_by_name(readme).items()}
    return _Names(rows, frozenset(line_at(claim.figure.span.start) for claim in readme.claims))


def _parts(text: str) -> Iterator[str | _Sides]:
    """Yield the lines that are merged, and between them the places in conflict."""
    sides: list[Lines] | None = None
    for line in _LINE.findall(text):
        if line.startswith(_OURS):
            sides = [[]]
        elif sides is not None and line.startswith((_BASE, _MIDDLE)):
            sides.append([])
        elif sides is not None and line.startswith(_THEIRS):
            ours, base, theirs = sides
            yield _Sides(base, ours, theirs)
            sides = None
        elif sides is not None:
            sides[-1].append(line)
        else:
            yield line


def unnamed(text: str) -> str:
    """Return a text with the conflicts that git has written in it, without the names of the sides."""
    return _SIDE.sub(r"\1", text)


def _marked(sides: _Sides) -> Lines:
    """Return a conflict as git writes it."""
    end = "\r\n" if any(line.endswith("\r\n") for side in sides for line in side) else "\n"
    return [f"<<<<<<< ours{end}", *sides.ours, f"======={end}", *sides.theirs, f">>>>>>> theirs{end}"]


def _resolved(sides: _Sides, names: Sequence[_Names]) -> Lines | None:
    """Return the lines of both sides, None where that is not certain."""
    keyed = [_keyed(lines, known) for lines, known in zip(sides, names, strict=True)]
    if any(one is None for one in keyed):
        return None
    base, ours, theirs = (one or {} for one in keyed)
    result: dict[str, str] = {}
    for key in _order(list(ours), list(theirs)):
        line = _line(base.get(key), ours.get(key), theirs.get(key))
        if line is None:
            return None
        if line:
            result[key] = line
    return list(result.values())


def _keyed(lines: Lines, names: _Names) -> dict[str, str] | None:
    """Return the lines by what names them; None where one is neither a row nor states a derived number."""
    keyed: dict[str, str] = {}
    for line in lines:
        if line in names.rows:
            key = f"row {names.rows[line]}"
        elif line in names.stated:
            key = f"line {_NUMBER.sub('#', line)}"
        else:
            return None
        if key in keyed:
            return None
        keyed[key] = line
    return keyed


def _order(ours: Sequence[str], theirs: Sequence[str]) -> Lines:
    """Return our keys in their order, and those of theirs alone behind what stands before them there."""
    order = list(ours)
    last = -1
    for key in theirs:
        if key in order:
            last = order.index(key)
        else:
            last += 1
            while last < len(order) and order[last] in ours and order[last] not in theirs:
                last += 1  # behind what both have added at one place
            order.insert(last, key)
    return order


def _line(base: str | None, ours: str | None, theirs: str | None) -> str | None:
    """Return the merged line, "" where a side has removed it and the other left it; None where both changed it."""
    if ours is None or theirs is None:
        kept = ours or theirs or ""
        return "" if base is not None and _same(kept, base) else kept
    if ours == theirs or base is None or _same(theirs, base):
        return ours if ours == theirs or base is not None or _same(ours, theirs) else None
    if _same(ours, base):
        return theirs
    is_row = "|" in ours or ours.lstrip().startswith(("-", "*", "+"))
    if not is_row and _NUMBER.sub("#", ours) == _NUMBER.sub("#", theirs):
        return ours  # a derived number: it is computed again
    return _cells(base, ours, theirs)


def _cells(base: str, ours: str, theirs: str) -> str | None:
    """Return a row with the cells that each side has changed."""
    parts = [_CELL.split(line) for line in (base, ours, theirs)]
    if len({len(one) for one in parts}) != 1:
        return None
    merged = []
    for was, mine, yours in zip(*parts, strict=True):
        if mine.strip() != yours.strip() and was.strip() not in (mine.strip(), yours.strip()):
            return None
        merged.append(yours if mine.strip() == was.strip() else mine)
    return "".join(merged)


def _same(one: str, other: str) -> bool:
    """Return whether two lines are equal but for the number of the row and spaces."""
    first, second = (_ROW_NUMBER.sub(lambda found: found["before"], line, count=1).split() for line in (one, other))
    return first == second
