"""Why a table was taken for a tracker, or was not; what the configuration says of tables and of how items count."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from readme_sync.markdown.links import anchor_of
from readme_sync.markdown.plain_text import one_line
from readme_sync.model import (
    AS_WRITTEN,
    Counting,
    Item,
    Nested,
    Progress,
    Reason,
    Section,
    Shape,
    State,
    Tracker,
    TrackerKind,
    TrackerSetting,
    Treat,
)
from readme_sync.notations import status
from readme_sync.text import Source
from readme_sync.text.regex import regex
from readme_sync.trackers.columns import SHARE_OF_CELLS, is_a_figure, is_distribution
from readme_sync.trackers.figures import CellFigures
from readme_sync.trackers.header_words import is_no_progress
from readme_sync.trackers.roles import Roles, is_state_cell
from readme_sync.trackers.sections import is_called


class Why(NamedTuple):
    """Why a table is a tracker or is none: for programs, for people, and the header of the column that decides."""

    code: Reason
    text: str
    column: str = ""


NO_ROWS = Why(Reason.NO_ROWS, "it has no rows")
NO_FIGURES = Why(Reason.NO_FIGURES, "no column holds progress")
NO_WORD = Why(Reason.NO_WORD, "no header speaks of progress, and no cell holds a bar or a state")
NO_ITEMS = Why(Reason.NO_ITEMS, "no row is an item: they are totals, headlines or empty")
NO_LABEL = Why(Reason.NO_LABEL, "no column names the rows")
IS_LEGEND = Why(Reason.LEGEND, "it is a legend: it says what signs mean")
WRITTEN_BY_US = Why(Reason.GENERATED, "readme-sync writes it, from items that are counted where they stand")
NO_COLUMN = Why(Reason.CONFIGURED, "the configuration says so, but no column holds progress; name one with `column`")
BY_HEADING = Why(Reason.HEADING, "its heading says the state of all rows")
BY_CONFIGURATION = Why(Reason.CONFIGURED, "the configuration says so")


def without_column(name: str) -> Why:
    """Return that the configuration names a column that is not there."""
    return Why(Reason.CONFIGURED, f"the configuration names a column {name!r} that the table does not have", name)


def why(header: Sequence[str], filled: Sequence[int], found: Sequence[Mapping[int, CellFigures]], roles: Roles) -> Why:
    """Return why a table is a tracker: what its first progress column with anything in it holds."""
    column = next((column for column in roles.columns if filled[column]), roles.columns[0])
    cells = [row[column] for row in found if column in row]
    text = f"{_name(header, column)} holds {_kind(cells)} in {len(cells)} of {_rows(filled[column])}"
    return Why(Reason.MATRIX if roles.shape is Shape.MATRIX else Reason.HOLDS_PROGRESS, text, header[column])


def why_not(header: Sequence[str], filled: Sequence[int], found: Sequence[Mapping[int, CellFigures]]) -> Why:
    """Return why a table is none: what is wrong with the column that holds the most figures."""
    column = fullest(found)
    if column is None:
        return NO_FIGURES
    name, cells = _name(header, column), [row[column] for row in found if column in row]
    holds = f"{name} holds {_kind(cells)}"
    if is_no_progress(header[column]):
        return Why(Reason.OTHER_HEADER, f"{holds}, but by its header they are no progress", header[column])
    if is_distribution(cells):
        return distribution(header, column)
    if len(cells) < SHARE_OF_CELLS * filled[column]:
        text = f"{holds} in only {len(cells)} of {_rows(filled[column])}"
        return Why(Reason.TOO_FEW, text, header[column])
    if sum(map(is_a_figure, cells)) < SHARE_OF_CELLS * filled[column]:
        return Why(Reason.PROSE, f"{name} holds prose in which figures stand", header[column])
    return Why(Reason.UNSURE, f"{holds}, but nothing says that they are progress", header[column])


def distribution(header: Sequence[str], column: int) -> Why:
    """Return that a column shows the parts of a whole."""
    text = f"the percents of {_name(header, column)} sum to 100: a distribution"
    return Why(Reason.DISTRIBUTION, text, header[column])


def fullest(found: Sequence[Mapping[int, CellFigures]]) -> int | None:
    """Return the first of the columns with the most cells that hold figures."""
    count: dict[int, int] = {}
    for row in found:
        for column in row:
            count[column] = count.get(column, 0) + 1
    return min(count, key=lambda column: (-count[column], column), default=None)


def _name(header: Sequence[str], column: int) -> str:
    """Return the column as a person calls it."""
    return f"column {header[column]!r}" if header[column] else f"column {column + 1}"


def _kind(cells: Sequence[CellFigures]) -> str:
    states = sum(map(is_state_cell, cells))
    return "states" if 2 * states > len(cells) else "figures"


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count} rows"


# What the author says of a table in the configuration; it overrules every guess.


def tracker_overrides(
    trackers: Sequence[TrackerSetting], sections: Sequence[Section], index: int
) -> list[TrackerSetting]:
    """Return the settings for the tables in a section, those that say it most closely first."""
    if not trackers:
        return []
    around: list[Section] = []
    place: int | None = index
    while place is not None:
        around.append(sections[place])
        place = sections[place].parent
    levels = {id(one): _distance(one.section, around) for one in trackers}
    meant = [one for one in trackers if levels[id(one)] is not None]
    return sorted(meant, key=lambda one: (levels[id(one)], one.header is None))


def list_override(trackers: Sequence[TrackerSetting], sections: Sequence[Section], index: int) -> TrackerSetting | None:
    """Return the setting for the lists and lines with signs in a section: the nearest that names no column."""
    wishes = tracker_overrides(trackers, sections, index)
    return next((one for one in wishes if one.header is None and one.column is None and one.label is None), None)


def override_for(wishes: Sequence[TrackerSetting], header: Sequence[str]) -> TrackerSetting | None:
    """Return the first setting that means a table with this header."""
    return next((one for one in wishes if one.header is None or column_of(header, one.header) is not None), None)


def column_of(header: Sequence[str], name: str | None) -> int | None:
    """Return the column of that name; capitals and blanks do not matter."""
    if name is None:
        return None
    folded = [_folded(text) for text in header]
    return folded.index(_folded(name)) if _folded(name) in folded else None


def refusal(wish: TrackerSetting, header: Sequence[str]) -> Why | None:
    """Return why a table that the author means is no tracker, None where it can be one."""
    if not wish.is_tracker:
        return BY_CONFIGURATION
    missing = (name for name in (wish.column, wish.label) if name is not None and column_of(header, name) is None)
    name = next(missing, None)
    return None if name is None else without_column(name)


def _distance(name: str, around: Sequence[Section]) -> int | None:
    """Return how many sections away the named one is, None where it is none of those `around`."""
    if not name:
        return len(around) - 1
    anchor = name[1:] if name.startswith("#") else anchor_of(name.strip())
    for distance, section in enumerate(around):
        if section.level and (_folded(section.title) == _folded(name) or is_called(section, anchor)):
            return distance
    return None


def _folded(text: str) -> str:
    return one_line(text).casefold()


_PSEUDO_BOX = "pseudo-box"
_BOX = regex(r"[^\[]*\[.\][ \t]*")
_STRUCK = regex(r"(~~?)(?![~\s])(?P<text>[^~\n]+)(?<!\s)\1[ \t]*(?:\([^()\n]*\))?")
"""A whole text that is struck through; a remark in parentheses may follow."""
_WORD = "optional|opcional|optionnel|facultatif|freiwillig|необязательно|选修|可选|任意|선택"
_OPTIONAL = regex(rf"[(（\[]\s*(?:{_WORD})\s*[)）\]]|^\W*(?:{_WORD})\s*[:：]", re.IGNORECASE)
_AMOUNT = regex(r"\s*([0-9]{1,9}(?:\.[0-9]{1,9})?)\s*+(?:%\s*+)?")


def by_policy(source: Source, trackers: list[Tracker], counting: Counting) -> list[Tracker]:
    """Return the trackers with their items counted as the author wants it, unchanged where he wants nothing special."""
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
    """Return what to make of an item; of several reasons the first that is not to count it as it stands."""
    treats = (
        counting.cancelled if counting.cancelled is not Treat.COUNT and _is_cancelled(item) else Treat.COUNT,
        counting.struck if counting.struck is not Treat.COUNT and _is_struck(source, tracker, item) else Treat.COUNT,
        counting.optional if counting.optional is not Treat.COUNT and _is_optional(item) else Treat.COUNT,
    )
    return next((treat for treat in treats if treat is not Treat.COUNT), Treat.COUNT)


def _stands_right(item: Item, after: Item | None, nested: Nested) -> bool:
    """Return whether an item counts, as far as tasks in tasks are concerned; `after`: the next item of its tracker."""
    if nested is Nested.LEAVES:
        return after is None or after.depth <= item.depth
    return nested is Nested.ALL or item.depth == 0


def _weight(item: Item, column: int | None) -> float:
    """Return how much an item counts; a row that says nothing about it counts once."""
    found = _AMOUNT.fullmatch(item.cells[column]) if column is not None and column < len(item.cells) else None
    return float(found[1]) if found else 1.0


def _counted(item: Item, treat: Treat, in_progress: float | None) -> Progress | None:
    """Return as what an item counts, None where as what it says."""
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
    """Return whether the label of an item is struck through, all of it."""
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
